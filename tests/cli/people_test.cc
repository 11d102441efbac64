// What is changed on the cards of people, and what is asked for first.
#include <doctest/doctest.h>

#include "support/forged_documents.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kPast = "people retire adiarra --last-day 2026-04-10";

}  // namespace

TEST_CASE("people set that says nothing to change writes nothing, and names what it can change") {
  TwoChildren office = administrators_office();
  for (const std::string options : {"", " --recovery /t/recovery.key"}) {
    const Outcome outcome = office.run("people set adiarra" + options);
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err,
               "--name, --role, --unit, --supervisor, --manager, --worker-type, "
               "--card"));
  }
}

TEST_CASE("a last day in the past ends the role at once, after a yes; what was written counts") {
  TwoChildren office = administrators_office();
  const auto before = office.vault();
  const Outcome unasked = office.run(kPast);
  CHECK(unasked.code == 2);
  CHECK(says(unasked.err, "--yes says yes beforehand to: 2026-04-10 is past: the role of adiarra"));
  office.input_is_terminal = true;
  office.input = "n\n";
  const Outcome no = office.run(kPast);
  CHECK(no.code == 6);
  CHECK(says(no.err, "ends at once, for good"));
  CHECK(office.vault() == before);
  office.input = "y\n";
  CHECK(office.run(kPast).code == 0);
  office.now = "2026-04-15T12:00:01Z";
  office.person = "adiarra";
  CHECK(office.run(visit(office.girl)).code == 15);
  office.person = "mkone";
  const Value history = read_json(office.get("history " + office.girl + " --format json"));
  CHECK(told(history, "items") == "2");
  CHECK(told(history, "items.1.state") == "valid");
}

TEST_CASE("today's last day and one to come need no yes, and --yes gives it beforehand") {
  for (const std::string options : {"", " --last-day 2026-04-15", " --last-day 2026-04-16"}) {
    TwoChildren office = administrators_office();
    CHECK(office.run("people retire adiarra" + options).code == 0);
  }
  TwoChildren office = administrators_office();
  CHECK(office.run(std::string(kPast) + " --yes").code == 0);
}

TEST_CASE("nobody becomes their own supervisor, and a card that says so gets a fitting advice") {
  TwoChildren office = administrators_office();
  const auto before = office.vault();
  const Outcome set = office.run("people set mkone --supervisor mkone");
  CHECK(set.code == 15);
  CHECK(says(set.err, "nobody is their own supervisor"));
  CHECK(office.vault() == before);

  forge(office, staff_member("amaiga").signer(), kPersonKind, "mkone",
        Value::map({{"roles", Value::texts({"supervisor", "case_manager"})},
                    {"supervisor", Value::text("mkone")}}));
  const std::string told = office.run("doctor").out;
  CHECK(says(told, "mkone is their own supervisor by their card"));
  CHECK_FALSE(says(told, "is no member"));
  office.now = "2026-04-15T12:00:01Z";
  CHECK(office.run("people set mkone --name Canari").code == 0);
  CHECK(office.run("people set mkone --supervisor ktraore").code == 0);
}

TEST_CASE("a supervisor who does not count for a case manager is named with what is missing") {
  TwoChildren office = administrators_office();
  office.get("people retire mkone");
  CHECK(says(office.run("people set adiarra --supervisor mkone").err,
             "mkone is no supervisor of the unit enfance, or no more"));
  CHECK(says(office.run("people set adiarra --supervisor ssidibe").err,
             "ssidibe is no supervisor of the unit enfance, or no more"));
  office.get("people set ktraore --role supervisor --role case_manager");
  CHECK(says(office.run("people set adiarra --supervisor ktraore").err,
             "does not count yet: `pos group add team-enfance ktraore`"));
  office.get("group add team-enfance ktraore --recovery /t/recovery.key");
  CHECK(office.run("people set adiarra --supervisor ktraore").err == "");
}

}  // namespace pos::test
