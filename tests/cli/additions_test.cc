// What an office adds to the forms: it counts once an administrator has taken it in.
#include <doctest/doctest.h>

#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kFollowUpAddition = "/schemas/forms/5.A.yaml";
constexpr const char* kVisitWithAddition = " 5.A --from visit.yaml";

/// The addition that pos-forms(5) prints.
TwoChildren office_with_addition() {
  TwoChildren office = two_children();
  office.person = "amaiga";
  office.files.put("field.yaml",
                   "form: \"5.A\"\nedition: \"pos-2020.08\"\nfields:\n"
                   "  - name: bko_transport\n    type: select_one\n    list: bko-transport\n"
                   "    label: {fr: \"Moyen de transport\", en: \"Means of transport\"}\n"
                   "    hint: {fr: \"À l'aller.\", en: \"On the way there.\"}\n"
                   "    compartment: case\n"
                   "    relevant: {field: followup_mode, codes: [home_visit]}\n");
  office.files.put("list.yaml",
                   "list: bko-transport\n"
                   "label: {fr: \"Moyen de transport\", en: \"Means of transport\"}\n"
                   "choices:\n  - {code: motorbike, fr: \"Moto\", en: \"Motorbike\"}\n");
  return office;
}

void answer_addition(TwoChildren& office) {
  std::string visit = office.bytes("examples/cases/hawa/5.A-2026-05-13.yaml");
  visit.replace(visit.find("2026-05-13"), 10, "2026-04-14");
  office.files.put("visit.yaml", visit + "bko_transport: motorbike\n");
}

/// What `pos check` tells of additions, a line each.
std::string told_of_additions(TwoChildren& office) {
  std::string lines;
  const Value document = read_json(office.run("check --format json").out);
  for (const Value& item : at(document, "items")->items) {
    if (told(item, "file").starts_with("schemas/")) {
      lines += told(item, "kind") + " " + told(item, "file") + "\n";
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("an administrator takes in a list and a field, and from then on they are asked") {
  TwoChildren office = office_with_addition();
  answer_addition(office);
  office.person = "adiarra";
  CHECK(office.run("form add list.yaml").code == 15);
  CHECK(office.run("record " + office.girl + kVisitWithAddition).code == 4);
  office.person = "amaiga";
  CHECK(office.run("form add field.yaml").code == 4);  // its list is not there yet
  office.get("form add list.yaml");
  const Outcome added = office.run("form add field.yaml");
  CHECK(added.code == 0);
  CHECK(says(added.err, "schemas/forms/5.A.yaml"));
  CHECK(told_of_additions(office) == "");
  office.person = "adiarra";
  const Outcome visit = office.run("record " + office.girl + kVisitWithAddition);
  CHECK_MESSAGE(visit.code == 0, visit.err);
  CHECK(says(office.get("show " + office.girl + " --format json"), "bko_transport"));
}

TEST_CASE("the blank form, its check and its JSON Schema hold what the office adds") {
  TwoChildren office = office_with_addition();
  office.get("form add list.yaml");
  office.get("form add field.yaml");
  answer_addition(office);
  CHECK(says(office.get("form blank 5.A"), "bko_transport"));
  CHECK(says(office.get("form schema 5.A"), "motorbike"));
  CHECK(office.run("form check 5.A visit.yaml").code == 0);
}

TEST_CASE("no addition plays a part in the rules, nor adds to the facts") {
  TwoChildren office = office_with_addition();
  office.files.put(
      "number.yaml",
      "form: \"5.A\"\nfields:\n  - {name: own_number, type: integer, compartment: facts, "
      "role: age, label: {fr: Nombre, en: Number}}\n");
  const Outcome refused = office.run("form add number.yaml");
  CHECK(refused.code == 4);
  CHECK(says(refused.err, "own_number"));
}

TEST_CASE("a file under schemas/ that nobody took in is not used, and check tells of it once") {
  TwoChildren office = office_with_addition();
  office.files.put(std::string(kVaultFolder) + kFollowUpAddition, "form: [\n");
  office.person = "adiarra";
  for (const char* words : {"list", "due"}) {
    CHECK(office.run(words).code == 0);
  }
  answer_addition(office);
  CHECK(office.run("record " + office.girl + kVisitWithAddition).code == 4);
  CHECK(office.run("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml").code == 0);
  CHECK(told_of_additions(office) == "not_believed schemas/forms/5.A.yaml\n");
}

TEST_CASE(
    "what needs an addition that was changed fails with its file, until it is taken in anew") {
  TwoChildren office = office_with_addition();
  office.get("form add list.yaml");
  office.get("form add field.yaml");
  const std::string file = std::string(kVaultFolder) + kFollowUpAddition;
  answer_addition(office);
  office.person = "adiarra";
  std::string kind = "not_believed";
  SUBCASE("changed") {
    office.files.put(file, office.bytes(file) + "# changed\n");
  }
  SUBCASE("taken away") {
    office.files.remove(file);
    kind = "lost";
  }
  const Outcome refused = office.run("record " + office.girl + kVisitWithAddition);
  CHECK(refused.code == 13);
  CHECK(says(refused.err, "schemas/forms/5.A.yaml"));
  CHECK(says(refused.err, "pos form add"));
  CHECK(office.run("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml").code == 0);
  CHECK(told_of_additions(office) == kind + " schemas/forms/5.A.yaml\n");
  office.person = "amaiga";
  office.get("form add field.yaml");
  office.person = "adiarra";
  CHECK(office.run("record " + office.girl + kVisitWithAddition).code == 0);
}

TEST_CASE("a merge from a stick takes over the additions that pos.yaml names") {
  TwoChildren office = office_with_addition();
  TwoChildren stick = office;
  stick.get("form add list.yaml");
  office.files.put(std::string(kVaultFolder) + "/schemas/lists/bko-transport.yaml", "of nobody");
  for (const auto& [path, bytes] : stick.vault()) {
    office.files.put("/t/stick" + path, bytes);
  }
  office.files.put("/t/stick" + std::string(kVaultFolder) + kFollowUpAddition, "of nobody");
  const Outcome merged =
      office.run_on(office.files, {"merge", "--from", "/t/stick" + std::string(kVaultFolder)});
  CHECK(merged.code == 13);
  CHECK(says(merged.out, "schemas/forms/5.A.yaml: nothing vouches for this file"));
  CHECK(says(merged.out, "schemas/lists/bko-transport.yaml: taken over"));
  CHECK(told_of_additions(office) == "");
}

}  // namespace pos::test
