// What is changed on the cards of people, and what is asked for first.
#include <doctest/doctest.h>

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

}  // namespace pos::test
