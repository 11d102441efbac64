// An administrator alone, with their true key and the folder, tries every way to let a key read
// that must not (architecture 4.2, "Who may widen"; format.md 4): nothing changes, and check says
// so.
#include <doctest/doctest.h>

#include <functional>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/group_file.h"
#include "support/forged_documents.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

using Codes = std::vector<std::string>;

const char* const kAdministrator = "amaiga";

/// Who reads, who supervises, whose keys count: everything that opens or allows something.
std::string who_may(CommandLine& office) {
  const Vault vault = open_vault(office);
  const Instant now = time_at(office.now.c_str());
  std::string all =
      vault.office().recovery_recipient + " " + vault.office().recovery_signing_key + "\n";
  for (const std::string manager : {"adiarra", "ktraore", "nba"}) {
    for (const Compartment compartment :
         {Compartment::Case, Compartment::Identity, Compartment::Facts}) {
      for (const std::string& reader : vault.readers(compartment, manager, false, now)) {
        all += reader + " ";
      }
    }
    all += manager + " under " + vault.staff().supervisor_of(manager, now) + ", key " +
           vault.staff().latest(manager)->signing_key + "\n";
  }
  for (const auto& [name, group] : vault.groups()) {
    all += name + " " + group.recipient;
    for (const std::string& member : group.members) {
      all += " " + member;
    }
    all += "\n";
  }
  return all;
}

/// What was forged, by its name in the table, and where `pos check` must tell of it.
struct Way {
  const char* name;
  std::function<void(TwoChildren&)> forge;
  std::string file, kind;
  std::function<void(TwoChildren&)> before = [](TwoChildren&) {};
};

TestPerson administrator() {
  return staff_member(kAdministrator);
}

TestPerson fresh_key() {
  return TestPerson("fresh", 0x61);
}

void forge_by_administrator(TwoChildren& office, std::string_view kind, const std::string& code,
                            const Value& data) {
  const TestPerson person = administrator();
  forge(office, person.signer(), kind, code, data);
}

/// A group of which the administrator makes themself a member, with a key of their own making.
Value group_with(const Codes& members) {
  std::vector<Identity> secrets;
  secrets.push_back(new_identity());
  return Value::map(
      {{"recipient", Value::text(to_string(secrets.front().recipient()))},
       {"members", Value::texts(members)},
       {"secret", Value::text(seal_group_secret(secrets, {administrator().card().recipient},
                                                time_at("2026-04-15T12:00:00Z")))}});
}

Value new_card(const TestPerson& person, const Codes& roles, const std::string& unit) {
  const Card card = person.card();
  return Value::map({{"name", Value::text(card.name)},
                     {"roles", Value::texts(roles)},
                     {"unit", Value::text(unit)},
                     {"recipient", Value::text(card.recipient)},
                     {"signing_key", Value::text(card.signing_key)},
                     {"from", Value::text("2026-01-01")}});
}

void close_names_to_supervisors(TwoChildren& office) {
  office.person = kAdministrator;
  office.get("policy set identity=manager_only --recovery /t/recovery.key");
  office.person = "adiarra";
  office.get("rekey");
}

/// An assign of the girl's case to the administrator, in a part that whoever reads the case opens.
void assign_to_oneself(TwoChildren& office) {
  const TestPerson person = administrator();
  const SigningKey key = signing_key(person.identity);
  Entry entry;
  entry.id = "01KP8QXQG0ABCDEFGHJKMNPQRS";
  entry.act = Act::Assign;
  entry.to = kAdministrator;
  entry.occurred = parse_when("2026-04-14").value();
  entry.recorded = time_at("2026-04-14T09:00:00Z");
  entry.author = kAdministrator;
  entry.key = key_id(key.public_key);
  const Vault vault = open_vault(office);
  const std::vector<std::string> readers =
      vault.readers(Compartment::Case, "adiarra", false, entry.recorded);
  const CaseId id = CaseId::parse(office.girl).value();
  office.files.put(vault.path_of(case_part_path(Compartment::Case, id, entry.id)),
                   seal_stream(case_header(Compartment::Case, office.girl, readers),
                               {write_case_document(entry, office.girl, key)}));
}

/// A second administrator, who has gone when they sign.
void sign_after_the_end(TwoChildren& office) {
  const std::string now = office.now;
  const TestPerson former = staff_member("stranger");
  office.now = "2026-04-13T18:00:00Z";
  forge_by_administrator(office, kPersonKind, "stranger", new_card(former, {"administrator"}, ""));
  office.now = "2026-04-14T12:00:00Z";
  forge_by_administrator(office, kPersonKind, "stranger",
                         Value::map({{"to", Value::text("2026-04-14")}}));
  office.now = now;
  forge(office, former.signer(), kPersonKind, "adiarra",
        Value::map({{"supervisor", Value::text("stranger")}}));
}

/// The administrator's own former key.
void sign_with_former_key(TwoChildren& office) {
  const std::string now = office.now;
  const TestPerson fresh(kAdministrator, 0x62);
  office.now = "2026-04-14T12:00:00Z";
  forge_by_administrator(office, kPersonKind, kAdministrator,
                         Value::map({{"recipient", Value::text(fresh.card().recipient)},
                                     {"signing_key", Value::text(fresh.card().signing_key)}}));
  office.now = now;
  forge_by_administrator(office, kPersonKind, "adiarra",
                         Value::map({{"supervisor", Value::text(kAdministrator)}}));
}

void come_back(TwoChildren& office) {
  const std::string now = office.now;
  office.now = "2026-04-14T12:00:00Z";
  forge_by_administrator(office, kPersonKind, "nba",
                         Value::map({{"to", Value::text("2026-04-14")}}));
  office.now = now;
  forge_by_administrator(office, kPersonKind, "nba", Value::map({{"to", Value::text("")}}));
}

std::vector<Way> ways() {
  const std::string adiarra = "people/adiarra.yaml";
  const std::string own = "people/amaiga.yaml";
  const auto key = [] { return Value::text(fresh_key().card().recipient); };
  const auto signing = [] { return Value::text(fresh_key().card().signing_key); };
  const auto document = [](std::string_view kind, std::string code, Value data) {
    return [=](TwoChildren& office) { forge_by_administrator(office, kind, code, data); };
  };
  return {
      {"themself into the team",
       document(kGroupKind, "team-enfance", group_with({"amaiga", "mkone"})),
       "groups/team-enfance.yaml", "not_believed"},
      {"themself into statistics", document(kGroupKind, "statistics", group_with({"amaiga"})),
       "groups/statistics.yaml", "not_believed"},
      {"a new group", document(kGroupKind, "team-nouveau", group_with({"amaiga"})),
       "groups/team-nouveau.yaml", "not_believed"},
      {"a group named recovery", document(kGroupKind, "recovery", group_with({"amaiga"})),
       "groups/recovery.yaml", "not_believed"},
      {"a manager's recipient",
       document(kPersonKind, "adiarra", Value::map({{"recipient", key()}})), adiarra,
       "not_believed"},
      {"a manager's signing key",
       document(kPersonKind, "adiarra", Value::map({{"signing_key", signing()}})), adiarra,
       "not_believed"},
      {"a manager's keys and name",
       document(kPersonKind, "adiarra",
                Value::map({{"name", Value::text("Invented")},
                            {"recipient", key()},
                            {"signing_key", signing()}})),
       adiarra, "not_believed"},
      {"their own keys with another change",
       document(kPersonKind, "amaiga",
                Value::map({{"unit", Value::text("enfance")},
                            {"recipient", key()},
                            {"signing_key", signing()}})),
       own, "not_believed"},
      {"their own keys that are a manager's",
       document(kPersonKind, "amaiga",
                Value::map({{"recipient", Value::text(staff_member("adiarra").card().recipient)}})),
       own, "not_believed"},
      {"a card of recovery",
       document(kPersonKind, "recovery", new_card(fresh_key(), {"administrator"}, "")),
       "people/recovery.yaml", "not_believed"},
      {"a second card with a manager's key",
       document(kPersonKind, "aaa", new_card(staff_member("adiarra"), {"case_manager"}, "enfance")),
       "people/aaa.yaml", "not_believed"},
      {"names opened to supervisors",
       document(kVaultKind, "pos",
                Value::map({{"policy", Value::map({{"identity", Value::text("team")}})}})),
       "pos.yaml", "not_believed", close_names_to_supervisors},
      {"another recovery key",
       document(kVaultKind, "pos",
                Value::map({{"recovery",
                             Value::map({{"recipient", key()}, {"signing_key", signing()}})}})),
       "pos.yaml", "not_believed"},
      {"a signature after the end of the role", sign_after_the_end, adiarra, "not_believed"},
      {"a signature with a replaced key", sign_with_former_key, adiarra, "not_believed"},
      {"an assign of a case to themself", assign_to_oneself, "cases/2026/", "not_authorised"},
      {"an overlay that moves names to the facts",
       [](TwoChildren& office) {
         const std::string addition =
             "form: 1.B\nfields:\n  - name: name_first\n    type: text\n"
             "    compartment: facts\n    label: {fr: Prénom, en: First name}\n";
         office.files.put(std::string(kVaultFolder) + "/schemas/forms/1.B.yaml", addition);
         forge_by_administrator(
             office, kVaultKind, "pos",
             Value::map(
                 {{"schemas", Value::texts({sha256_hex(addition) + "  schemas/forms/1.B.yaml"})}}));
       },
       "schemas/forms/1.B.yaml", "not_believed"},
  };
}

void check_nothing_opened(TwoChildren& office, const Way& way) {
  CHECK(opened_by(office, kAdministrator).empty());
  for (const TestPerson& key : {fresh_key(), TestPerson("fresh", 0x62), staff_member("stranger")}) {
    std::vector<Identity> keys;
    keys.emplace_back(SecretBytes(key.identity.secret().bytes()));
    CHECK(opened_by(office, keys).empty());
  }
  office.person = "adiarra";
  const Outcome check = office.run_on(office.files, {"check", "--read-data", "--format", "json"});
  CHECK(check.code == 13);
  bool told_of = false;
  const Value document = read_json(check.out);
  for (const Value& item : at(document, "items")->items) {
    told_of = told_of || (told(item, "kind") == way.kind && says(told(item, "file"), way.file));
  }
  CHECK_MESSAGE(told_of, check.out);
}

}  // namespace

TEST_CASE("whatever an administrator alone forges, no reader, no right and no reading changes") {
  for (const Way& way : ways()) {
    CAPTURE(way.name);
    TwoChildren office = two_children();
    way.before(office);
    const std::string before = who_may(office);
    way.forge(office);
    CHECK(who_may(office) == before);
    check_nothing_opened(office, way);
    // Nor does what is written next: an entry of the manager, a rotation of the team.
    office.run_on(office.files,
                  {"record", office.girl, "1.A", "--from", "examples/cases/hawa/1.A.yaml"});
    office.person = "mkone";
    office.run_on(office.files, {"rekey"});
    CHECK(who_may(office) == before);
    check_nothing_opened(office, way);
    office.person = kAdministrator;
    for (const char* words : {"list", "due"}) {
      CHECK(office.run_on(office.files, {words}).out.find(office.girl) == std::string::npos);
    }
    CHECK(office.run_on(office.files, {"show", office.girl}).code != 0);
    CHECK(office.run_on(office.files, {"assign", office.girl, "--to", "ktraore"}).code != 0);
  }
}

TEST_CASE("roles and units that an administrator gives themself open nothing and lead nobody") {
  TwoChildren office = two_children();
  const std::string before = who_may(office);
  forge_by_administrator(
      office, kPersonKind, kAdministrator,
      Value::map({{"roles", Value::texts({"administrator", "supervisor", "case_manager",
                                          "statistics_officer"})},
                  {"unit", Value::text("enfance")}}));
  forge_by_administrator(office, kPersonKind, "adiarra",
                         Value::map({{"supervisor", Value::text(kAdministrator)}}));
  CHECK(says(who_may(office), "adiarra under , key"));
  CHECK(opened_by(office, kAdministrator).empty());
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  CHECK(opened_by(office, kAdministrator).empty());
  office.person = kAdministrator;
  CHECK(office.run("show " + office.girl).code == 12);
  CHECK(office.run("assign " + office.girl + " --to ktraore").code == 12);
  CHECK_FALSE(says(office.run("list").out, office.girl));
  office.person = "adiarra";
  const Outcome check = office.run("check");
  CHECK(says(check.out, "people/adiarra.yaml"));
  CHECK(says(check.out, "[supervisor]"));
}

TEST_CASE("an end of a role is not lifted by an administrator, on its own day or later") {
  TwoChildren office = two_children();
  SUBCASE("later") {
    come_back(office);
  }
  SUBCASE("on its own day") {
    office.person = "amaiga";
    office.get("people retire nba");
    office.now = "2026-04-15T18:00:00Z";
    forge_by_administrator(office, kPersonKind, "nba", Value::map({{"to", Value::text("")}}));
  }
  CHECK(open_vault(office).staff().at("nba", time_at(office.now.c_str())) == nullptr);
  CHECK(office.run("check").code == 13);
}

TEST_CASE("a group's first member is not put in by an administrator") {
  TwoChildren office = two_children();
  const Identity recovery = recovery_of(office);
  Vault vault = open_vault(office);
  create_group(vault, recovery, "team-vide", time_at(office.now.c_str()));
  forge_by_administrator(office, kGroupKind, "team-vide", group_with({"amaiga"}));
  CHECK(open_vault(office).group("team-vide")->members.empty());
  CHECK(office.run("check").code == 13);
}

}  // namespace pos::test
