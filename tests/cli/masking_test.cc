// Masking and accepting where two copies of a vault did not know of each other.

#include <doctest/doctest.h>

#include "crypto/age_header.h"
#include "support/json_reader.h"
#include "support/replica.h"

namespace pos::test {
namespace {

std::string register_child(CommandLine& desk) {
  desk.now = "2026-04-13T09:20:00Z";
  return desk.get("register --from examples/cases/hawa/1.B.yaml");
}

/// How many readers each identity file of the case has.
std::vector<std::size_t> readers_of_names(const CommandLine& desk, const std::string& id) {
  std::vector<std::size_t> counts;
  for (const auto& [path, bytes] : desk.vault()) {
    if (path.find("/identities/") != std::string::npos && path.find(id) != std::string::npos) {
      counts.push_back(parse_age_header(bytes).stanzas.size());
    }
  }
  return counts;
}

/// In one copy adiarra's role ends; in the other nobody hears of it, and weeks go by.
void retire_unheard(CommandLine& office, CommandLine& field) {
  office.person = "amaiga";
  office.now = "2026-04-20T09:00:00Z";
  office.get("people retire adiarra");
  field.now = "2026-05-06T17:00:00Z";
}

std::string masked(CommandLine& desk, const std::string& id) {
  return told(read_json(desk.get("show " + id + " --format json")), "masked");
}

}  // namespace

TEST_CASE("a mask changes for whom the names are sealed, and nothing else") {
  CommandLine desk;
  const std::string id = register_child(desk);
  CHECK(readers_of_names(desk, id) == std::vector<std::size_t>{3});
  desk.get("mask " + id + " --reason 'a threat'");
  CHECK(readers_of_names(desk, id) == std::vector<std::size_t>{2});
  const auto readers_in = [&](const std::string& folder) {
    const std::string path = std::string(kVaultFolder) + "/" + folder + "/2026/" + id + ".yaml.age";
    return parse_age_header(*desk.files.read(path)).stanzas.size();
  };
  CHECK(readers_in("cases") == 3);
  CHECK(readers_in("facts") == 4);
  // A data clerk cannot see that the case is masked, and closes what they add all the same.
  desk.person = "fsow";
  desk.now = "2026-04-13T10:20:00Z";
  desk.files.put("consent", *desk.files.read("examples/cases/hawa/1.A.yaml") +
                                "consent_giver_name: Kaniba Sangaré\n");
  desk.get("record " + id + " 1.A --from consent");
  CHECK(readers_of_names(desk, id) == std::vector<std::size_t>{2, 2});
  desk.person = "adiarra";
  desk.get("mask " + id + " --off --reason 'it is over'");
  CHECK(readers_of_names(desk, id) == std::vector<std::size_t>{3});
  desk.check_vault();
}

TEST_CASE("of concurrent changes of a mask masked wins, whoever joins the copies") {
  CommandLine office;
  const std::string id = register_child(office);
  CommandLine field = office;

  office.person = "mkone";
  office.now = "2026-04-14T09:00:00Z";
  office.get("mask " + id + " --reason 'a threat'");
  field.now = "2026-04-15T09:00:00Z";
  field.get("mask " + id + " --reason 'a threat heard of here'");
  field.get("mask " + id + " --off --reason 'it was none'");
  CHECK(masked(field, id) == "false");

  CommandLine joined = office;
  bring(joined, field, "20260416-080000");
  bring(field, office, "20260416-080000");
  for (CommandLine* desk : {&joined, &field}) {
    for (const char* person : {"adiarra", "mkone"}) {
      desk->person = person;
      desk->now = "2026-04-16T09:00:00Z";
      CAPTURE(person);
      CHECK(masked(*desk, id) == "true");
    }
  }

  SUBCASE("the manager's next command closes every copy") {
    field.person = "adiarra";
    field.get("record " + id + " 1.C --from examples/cases/hawa/1.C.yaml");
    CHECK(readers_of_names(field, id) == std::vector<std::size_t>{2});
    field.check_vault();
  }
  SUBCASE("the supervisor's next command closes the copies that were open to them") {
    const Outcome before = joined.run("show " + id + " --names");
    CHECK(before.code == 15);
    CHECK(before.out.empty());
    std::string review = *joined.files.read("examples/cases/awa/5.B.yaml");
    review.replace(0, review.find('\n'), "review_date: 2026-04-16");
    joined.files.put("review", review);
    joined.get("review " + id + " --from review");
    CHECK(readers_of_names(joined, id) == std::vector<std::size_t>{2, 2});
    joined.check_vault();
  }
  SUBCASE("unmasking with both known holds") {
    joined.person = "adiarra";
    joined.get("mask " + id + " --off --reason 'known to all, and over'");
    CHECK(masked(joined, id) == "false");
    CHECK(readers_of_names(joined, id) == std::vector<std::size_t>{3});
  }
}

TEST_CASE("a mask by who had the case and whom nobody heard of yet is lifted by no sealing") {
  CommandLine office;
  const std::string id = register_child(office);
  CommandLine field = office;

  retire_unheard(office, field);
  field.get("mask " + id + " --reason 'a threat'");
  bring(office, field, "20260507-080000");
  office.files.remove(std::string(kVaultFolder) + "/identities/2026/" + id + ".yaml.age");

  office.person = "mkone";
  office.now = "2026-05-07T09:00:00Z";
  const Outcome names = office.run("show " + id + " --names --purpose verify");
  CHECK(names.code == 15);
  CHECK(says(names.err, "masked"));
  office.get("rekey --recovery /t/recovery.key");
  CHECK(readers_of_names(office, id) == std::vector<std::size_t>{1});
  office.get("assign " + id + " --to ktraore --recovery /t/recovery.key");
  CHECK(readers_of_names(office, id) == std::vector<std::size_t>{2});
  CHECK(office.run("show " + id + " --names --purpose verify").code == 15);

  office.person = "ktraore";
  office.get("mask " + id + " --off --reason 'seen, and over'");
  CHECK(readers_of_names(office, id) == std::vector<std::size_t>{3});
}

TEST_CASE(
    "the present supervisor accepts what someone wrote whose role had ended unknown to them") {
  CommandLine office;
  const std::string id = register_child(office);
  CommandLine field = office;

  retire_unheard(office, field);
  const std::string entry = field.get("record " + id + " 1.C --from examples/cases/hawa/1.C.yaml");
  bring(office, field, "20260507-080000");

  office.person = "mkone";
  office.now = "2026-05-07T09:00:00Z";
  const Value before = read_json(office.get("history " + id + " --format json"));
  CHECK(told(before, "items.1.entry") == entry);
  CHECK(told(before, "items.1.state") == "not_authorised");
  CHECK(told(before, "items.1.acceptable") == "true");
  CHECK(told(before, "items.0.acceptable") == "false");
  CHECK(told(before, "complete") == "false");
  CHECK(office.run("history " + id).err.find("pos accept " + id + " " + entry) !=
        std::string::npos);
  CHECK(office.run("show " + id).code == 3);

  const std::map<std::string, int> refused = {
      {"adiarra", 15}, {"bsidibe", 15}, {"amaiga", 15}, {"ktraore", 12}, {"nba", 12}};
  for (const auto& each : refused) {
    CAPTURE(each.first);
    office.person = each.first;
    CHECK(office.run("accept " + id + " " + entry).code == each.second);
  }
  office.person = "mkone";
  CHECK(office.run("accept " + id + " 01ZZZZ").code == 5);
  const std::string registration = told(before, "items.0.entry");
  CHECK(office.run("accept " + id + " " + registration).code == 15);

  const std::string accepted = office.get("accepter " + id + " " + entry);
  const Value after = read_json(office.get("history " + id + " --format json"));
  CHECK(told(after, "items.1.state") == "valid");
  CHECK(told(after, "items.2.entry") == accepted);
  CHECK(told(after, "items.2.act") == "accept");
  CHECK(told(after, "complete") == "true");
  CHECK(told(read_json(office.get("show " + id + " --format json")), "status") ==
        "initially_assessed");
  CHECK(office.run("accept " + id + " " + entry).code == 15);
  CHECK(office.run("accept " + id + " " + accepted).code == 15);
}

}  // namespace pos::test
