// Cases that go from one manager to another: who reads what before, between and after.
#include <doctest/doctest.h>

#include "support/broken_off.h"
#include "support/effort.h"
#include "support/forged_documents.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/two_children.h"
#include "workflow/case_append.h"

namespace pos::test {
namespace {

/// The supervisor of both children's manager, three days after.
TwoChildren at_desk(const char* person = "mkone") {
  TwoChildren office = two_children();
  office.person = person;
  return office;
}

TwoChildren with_closed_names() {
  TwoChildren office = at_desk();
  close_names_to_supervisors(office);
  office.person = "adiarra";
  office.get("rekey");
  office.person = "mkone";
  return office;
}

/// Makes the standard of open cases so small that tests reach it.
void allow_open_cases(TwoChildren& office, const std::string& number) {
  const std::string path = std::string(kSchemasFolder) + "/rules/pos-2020.08.yaml";
  std::string rules = office.bytes(path);
  const std::size_t at = rules.find("open_cases: 25");
  REQUIRE(at != std::string::npos);
  rules.replace(at, 14, "open_cases: " + number);
  office.files.put(path, rules);
}

/// The present manager's acceptance of an entry, as an act of its own.
void accept(TwoChildren& office, const std::string& id, const std::string& entry) {
  Access access;
  access.vault_folder = kVaultFolder;
  access.schemas_folder = kSchemasFolder;
  access.identity_path = key_file(office.person);
  access.locks_folder = "/home/.local/state/pos/locks";
  access.unlocking = [](const std::string&) { return Unlocking{}; };
  access.now = time_at(office.now.c_str());
  Workspace workspace(office.files, access);
  CaseFiles files = open_to_write(workspace, CaseId::parse(id).value());
  Entry acceptance;
  acceptance.act = Act::Accept;
  acceptance.accepts = entry;
  acceptance.occurred = when(access.now);
  append(workspace, files, acceptance, {}, false);
}

std::size_t assigns_of(TwoChildren& office, const std::string& id) {
  const Value history = json_of(office, "history " + id);
  std::size_t count = 0;
  for (const Value& item : at(history, "items")->items) {
    count += told(item, "act") == "assign" ? 1U : 0U;
  }
  return count;
}

/// Whoever the journal says has the case reads it, and nobody loses it before.
void check_nobody_loses(TwoChildren& office, const std::string& id) {
  const std::string manager = told(json_of(office, "show " + id), "manager");
  CHECK(opens(office, manager, office.case_file(id)));
  CHECK((manager == "ktraore" || opens(office, manager, office.identity_file(id))));
  for (const std::string& file :
       {office.case_file(id), office.facts_file(id), office.identity_file(id)}) {
    CHECK(opens(office, "mkone", file));
    CHECK(opens(office, "recovery", file));
  }
  CHECK(opens(office, "bsidibe", office.facts_file(id)));
}

}  // namespace

TEST_CASE("an assign opens the whole case to its new manager and closes it to the former one") {
  TwoChildren office = at_desk();
  const std::string sheet =
      office.get("assign " + office.girl + " --to ktraore --reason 'leave of three months'");
  CHECK(says(sheet, "HAND-OVER SHEET"));
  CHECK(says(sheet, office.girl));
  CHECK(says(sheet, "names: handed over"));
  for (const std::string& file : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    CAPTURE(file);
    CHECK(opens(office, "ktraore", file));
    CHECK(opens(office, "mkone", file));
    CHECK(opens(office, "recovery", file));
    CHECK_FALSE(opens(office, "adiarra", file));
  }
  CHECK(told(json_of(office, "show " + office.girl), "manager") == "ktraore");
  office.person = "adiarra";
  CHECK(office.run("show " + office.girl).code == 12);
  CHECK_FALSE(says(office.get("list"), office.girl));
  office.person = "ktraore";
  CHECK(says(office.get("list"), office.girl));
  const Value history = json_of(office, "history " + office.girl);
  CHECK(told(history, "items.2.act") == "assign");
  CHECK(told(history, "items.2.author") == "mkone");
  CHECK(told(history, "items.2.reason") == "leave of three months");
  CHECK(says(office.run("show " + office.girl + " --names").out, "Hawa"));
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  office.check_vault();
}

TEST_CASE("the hand-over sheet says what is overdue, due next and without an answer, and no name") {
  TwoChildren office = at_desk("adiarra");
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  office.now = "2026-04-30T08:30:00Z";
  office.get("refer " + office.girl +
             " --to DRDS-ES --service parental_support"
             " --from examples/cases/hawa/A.1-parental-support.yaml");
  office.person = "mkone";
  office.now = "2026-05-02T09:00:00Z";
  TwoChildren french = office;
  const std::string sheet = french.get("assign " + office.girl + " --to ktraore --lang fr");
  for (const char* words : {"FICHE DE PASSATION\n", "à ktraore : 1 dossier(s)\n",
                            "risque : moyen ; avant : adiarra\n", "  en retard  2026-04-20  ",
                            "  référence  2026-04-30  ", ", réponse attendue le 2026-05-29\n",
                            "  noms : transmis\n", "Remis par (date, signature)"}) {
    CAPTURE(words);
    CHECK(says(sheet, words));
  }
  CHECK_FALSE(says(sheet, "Hawa"));
  const Value document =
      read_json(office.get("assign " + office.girl + " --to ktraore --format json"));
  CHECK(told(document, "schema") == "pos.handover/1");
  CHECK(told(document, "complete") == "true");
  CHECK(told(document, "items.0.case") == office.girl);
  CHECK(told(document, "items.0.manager") == "ktraore");
  CHECK(told(document, "items.0.former") == "adiarra");
  CHECK(told(document, "items.0.risk_level") == "medium");
  CHECK(told(document, "items.0.overdue_items.0.step") == "full_assessment");
  CHECK(told(document, "items.0.overdue_items.0.due").starts_with("2026-04-20"));
  CHECK(told(document, "items.0.referrals") == "1");
  CHECK(told(document, "items.0.referrals.0.service") == "parental_support");
  CHECK(told(document, "items.0.referrals.0.answer_due") == "2026-05-29");
}

TEST_CASE("names closed to who assigns follow with the former manager's next command") {
  TwoChildren office = with_closed_names();
  const std::string names = office.identity_file(office.girl);
  const std::string sheet = office.get("assign " + office.girl + " --to ktraore");
  CHECK(says(sheet, "names: pending, until the next command of adiarra"));
  office.person = "ktraore";
  CHECK(told(json_of(office, "show " + office.girl), "names") == "pending");
  CHECK(told(json_of(office, "show " + office.girl + " --names"), "names") == "pending");
  CHECK(says(office.get("show " + office.girl), "names: pending"));
  CHECK_FALSE(opens(office, "ktraore", names));
  office.check_vault();  // which changes nothing
  CHECK_FALSE(opens(office, "ktraore", names));

  office.person = "adiarra";
  const Outcome next = office.run("list");
  CHECK(next.code == 0);
  CHECK(says(next.err, "have passed to its present manager"));
  CHECK(opens(office, "ktraore", names));
  CHECK_FALSE(opens(office, "adiarra", names));
  CHECK_FALSE(opens(office, "mkone", names));
  // Once: then nothing is left to say, and the case is not hers in any list.
  const Outcome again = office.run("list");
  CHECK_FALSE(says(again.err, "have passed"));
  CHECK_FALSE(says(again.out, office.girl));
  CHECK(opened_by(office, "adiarra", office.girl).empty());

  office.person = "ktraore";
  CHECK(says(office.run("show " + office.girl + " --names").out, "Hawa"));
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  // The note is folded: what is left is one file a compartment.
  std::size_t files = 0;
  for (const auto& [path, bytes] : office.vault()) {
    files += says(path, office.girl) ? 1U : 0U;
  }
  CHECK(files == 3);
  office.check_vault();
}

TEST_CASE("a hand-over waits for the medium with the names, and says nothing before it is there") {
  TwoChildren office = with_closed_names();
  const std::string names = office.identity_file(office.girl);
  office.get("assign " + office.girl + " --to ktraore");
  const std::string away = office.bytes(names);
  office.files.remove(names);
  office.person = "adiarra";
  CHECK_FALSE(says(office.run("list").err, "have passed"));
  office.run("rekey");
  office.person = "amaiga";
  office.run("rekey --recovery /t/recovery.key");
  office.files.put(names, away);
  office.person = "adiarra";
  CHECK(says(office.run("list").err, "have passed"));
  CHECK(opens(office, "ktraore", names));
  CHECK_FALSE(opens(office, "adiarra", names));
}

TEST_CASE(
    "what waits for a hand-over shows the case to the last manager before, not to earlier ones") {
  TwoChildren office = with_closed_names();
  office.person = "amaiga";
  office.get("key new " + key_file("newcomer") + " --no-passphrase");
  office.files.put("newcomer.yaml", office.get("key card " + key_file("newcomer") +
                                               " --code newcomer --name 'Invented Card'") +
                                        "\n");
  office.get(
      "people add --card newcomer.yaml --role case_manager --unit enfance --supervisor mkone");
  office.person = "mkone";
  office.get("assign " + office.girl + " --to ktraore");
  office.person = "adiarra";
  office.get("list");
  office.person = "ktraore";
  office.get(visit(office.girl));
  office.person = "mkone";
  office.get("assign " + office.girl + " --to newcomer");
  CHECK(opened_by(office, "adiarra", office.girl).empty());
  CHECK(opened_by(office, "ktraore", "facts/2026/" + office.girl).size() == 1);
}

TEST_CASE("names follow with the recovery key where the former manager has left") {
  TwoChildren office = with_closed_names();
  office.person = "amaiga";
  office.get("people retire adiarra");
  office.person = "mkone";
  office.get("assign " + office.girl + " --to ktraore");
  office.person = "adiarra";
  CHECK(office.run("list").code == 15);
  CHECK_FALSE(opens(office, "ktraore", office.identity_file(office.girl)));
  office.person = "amaiga";
  CHECK(says(office.get("rekey --recovery /t/recovery.key"), "files sealed anew: "));
  CHECK(opens(office, "ktraore", office.identity_file(office.girl)));
  CHECK_FALSE(opens(office, "adiarra", office.identity_file(office.girl)));
  // Nothing is sealed any more to who has left, in their other cases either.
  CHECK(opened_by(office, "adiarra").empty());
}

TEST_CASE("a dry run hands nothing over, and a read-only vault keeps no command from its work") {
  TwoChildren office = with_closed_names();
  office.get("assign " + office.girl + " --to ktraore");
  office.person = "adiarra";
  const auto before = office.vault();
  CHECK(office.run("register --from boy.yaml --dry-run").code == 0);
  CHECK(office.vault() == before);
  ReadOnlyFileSystem disk(office.files, kVaultFolder);
  CHECK(office.run_on(disk, {"list"}).code == 0);
  CHECK(office.vault() == before);
}

TEST_CASE("names that are closed to who writes are never overwritten") {
  TwoChildren office = with_closed_names();
  const std::string registration = told(json_of(office, "history " + office.girl), "items.0.entry");
  office.get("assign " + office.girl + " --to ktraore");
  const std::string names = office.bytes(office.identity_file(office.girl));
  office.person = "ktraore";
  std::string form = office.bytes("examples/cases/hawa/1.B.yaml");
  form.replace(form.find("name_first: Hawa"), 16, "name_first: Toto");
  office.files.put("corrected.yaml", form);
  office.get("record " + office.girl + " 1.B --corrects " + registration +
             " --from corrected.yaml");
  CHECK(office.bytes(office.identity_file(office.girl)) == names);
  office.person = "adiarra";
  office.get("list");
  office.person = "ktraore";
  const Outcome shown = office.run("show " + office.girl + " --names");
  CHECK(shown.code == 0);
  CHECK(says(shown.out, "Toto"));
  office.check_vault();
}

TEST_CASE("the recovery key hands over what no supervisor can, and the entry says who used it") {
  TwoChildren office = at_desk("amaiga");
  CHECK(office.run("assign " + office.girl + " --to nba").code == 15);
  office.get("assign " + office.girl + " --to nba --recovery /t/recovery.key");
  office.person = "nba";
  CHECK(says(office.run("show " + office.girl + " --names").out, "Hawa"));
  const Value shown = json_of(office, "show " + office.girl);
  CHECK(told(shown, "manager") == "nba");
  const Value history = json_of(office, "history " + office.girl);
  CHECK(told(history, "items.2.author") == "recovery");
  CHECK(told(history, "items.2.by") == "amaiga");
  CHECK(office.run("assign " + office.boy + " --to nba --recovery /t/keys/nba.key").code == 12);
  office.person = "mkone";
  CHECK(office.run("show " + office.girl).code == 12);
}

TEST_CASE("a case is assigned by the manager's supervisor, to a case manager in office") {
  TwoChildren office = at_desk("adiarra");
  const std::string assign = "assign " + office.girl + " --to ";
  CHECK(office.run(assign + "ktraore").code == 15);
  office.person = "ktraore";
  CHECK(office.run(assign + "ktraore").code == 12);
  office.person = "ssidibe";
  CHECK(office.run(assign + "nba").code == 12);
  office.person = "bsidibe";
  CHECK(office.run(assign + "ktraore").code == 15);
  office.person = "mkone";
  CHECK(office.run(assign + "bsidibe").code == 15);
  CHECK(office.run(assign + "mkone").code == 15);
  CHECK(office.run(assign + "nobody").code == 5);
  CHECK(office.run(assign + "adiarra").code == 15);
  CHECK(office.run("assign --to ktraore").code == 2);
  CHECK(office.run("assign --from adiarra --to ktraore").code == 2);
  CHECK(office.run("assign --from adiarra --to adiarra --all").code == 2);
  CHECK(office.run(assign + "ktraore --all").code == 2);
}

TEST_CASE(
    "nobody is given more than the open cases of the standard without a reason that is kept") {
  TwoChildren office = at_desk();
  allow_open_cases(office, "1");
  office.get("assign " + office.girl + " --to ktraore");
  const Outcome refused = office.run("assign " + office.boy + " --to ktraore --format json");
  CHECK(refused.code == 15);
  CHECK(told(read_json(refused.err), "error.id") == "caseload");
  CHECK(told(read_json(refused.err), "error.source") == "POS 3.3.1");
  office.get("assign " + office.boy +
             " --to ktraore --reason 'end of contract' --over-caseload 'nobody else speaks it'");
  CHECK(told(json_of(office, "history " + office.boy), "items.1.reason") ==
        "end of contract\nPOS 3.3.1: nobody else speaks it");
}

TEST_CASE(
    "all cases of somebody go over by identifier, one entry each; a rerun prints the same sheet") {
  TwoChildren office = at_desk();
  const Value document =
      read_json(office.get("assign --from adiarra --to ktraore --all --format json"));
  CHECK(told(document, "items") == "2");
  CHECK(told(document, "items.0.case") == std::min(office.girl, office.boy));
  CHECK(told(document, "items.1.case") == std::max(office.girl, office.boy));
  CHECK(assigns_of(office, office.girl) == 1);
  const auto written = office.vault();
  const Value again =
      read_json(office.get("assign --from adiarra --to ktraore --all --format json"));
  CHECK(told(again, "items") == "2");
  CHECK(office.vault() == written);
  office.now = "2026-06-15T08:00:00Z";
  const Outcome later = office.run("assign --from adiarra --to ktraore --all");
  CHECK(says(later.err, "no case of adiarra is open to you"));
  CHECK(opened_by(office, "adiarra").empty());
}

TEST_CASE("what could not be handed over is named, and the next run goes on with it on one sheet") {
  TwoChildren office = at_desk();
  SUBCASE("a damaged journal") {
    const std::string whole = office.bytes(office.case_file(office.girl));
    office.files.put(office.case_file(office.girl), whole.substr(0, whole.size() - 40));
    const Outcome part = office.run("assign --from adiarra --to ktraore --all");
    CHECK(part.code == 3);
    CHECK(says(part.out, office.boy));
    CHECK_FALSE(says(part.out, office.girl));
    CHECK(says(part.err, office.girl));
    office.files.put(office.case_file(office.girl), whole);
  }
  SUBCASE("too many open cases") {
    allow_open_cases(office, "1");
    const Outcome part = office.run("assign --from adiarra --to ktraore --all");
    CHECK(part.code == 3);
    CHECK(says(part.err, "ktraore has 1 open cases already"));
    CHECK(office.run("assign --from adiarra --to ktraore --all").code == 15);
  }
  const Outcome rest = office.run(
      "assign --from adiarra --to ktraore --all --over-caseload 'nobody else' --format json");
  CHECK(rest.code == 0);
  CHECK(told(read_json(rest.out), "items") == "2");
  CHECK(opened_by(office, "adiarra").empty());
}

TEST_CASE(
    "what the former manager wrote without knowing of the assign counts once it is accepted") {
  TwoChildren laptop = at_desk("adiarra");  // without a connection
  TwoChildren office = at_desk();
  office.get("assign " + office.girl + " --to ktraore");
  laptop.now = office.now = "2026-04-15T15:00:00Z";
  const std::string late =
      laptop.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  for (const std::string& file : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    const std::string copy =
        file.substr(0, file.size() - 4) + ".sync-conflict-20260415-160000-ABCDEFG.age";
    office.files.put(copy, laptop.bytes(file));
  }
  office.now = "2026-04-15T17:00:00Z";
  Value history = json_of(office, "history " + office.girl);
  CHECK(told(history, "items.3.entry") == late);
  CHECK(told(history, "items.3.state") == "not_authorised");
  // A seal by the former manager alone vouches for nothing that no present one has.
  CHECK(office.run("list").code == 0);
  // The next entry folds the copies, and with that the new manager reads them too.
  office.run("show " + office.girl + " --names");
  CHECK(office.run("list").code == 3);
  office.person = "ktraore";
  CHECK(told(json_of(office, "history " + office.girl), "items.3.state") == "not_authorised");
  CHECK(office.run("show " + office.girl).code == 3);
  accept(office, office.girl, late);
  history = json_of(office, "history " + office.girl);
  CHECK(told(history, "items.3.state") == "valid");
  CHECK(told(history, "complete") == "true");
  office.check_vault();
}

TEST_CASE(
    "of two assigns that do not know each other the later wins, and both managers read it so") {
  TwoChildren laptop = at_desk();
  TwoChildren office = at_desk("amaiga");
  office.get("assign " + office.girl + " --to nba --recovery /t/recovery.key");
  laptop.now = "2026-04-15T15:00:00Z";
  laptop.get("assign " + office.girl + " --to ktraore");
  for (const std::string& file : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    office.files.put(file.substr(0, file.size() - 9) + ".01KP8QXQG0ABCDEFGHJKMNPQRS.yaml.age",
                     laptop.bytes(file));
  }
  office.now = "2026-04-15T17:00:00Z";
  // Nobody but recovery opens both versions; each supervisor opens one.
  office.get("rekey --recovery /t/recovery.key");
  CHECK(opened_by(office, "nba", office.girl).empty());
  CHECK(opened_by(office, "ktraore", office.girl).size() == 6);
  office.person = "ktraore";
  CHECK(told(json_of(office, "show " + office.girl), "manager") == "ktraore");
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  CHECK(opened_by(office, "nba", office.girl).empty());
  office.check_vault();
}

TEST_CASE("a hand-over killed at any write is completed by the same command") {
  const std::vector<std::string> words = {"assign", "--from",  "adiarra",
                                          "--to",   "ktraore", "--all"};
  break_off([] { return at_desk(); }, words, turns(13, 1, 97),
            [&](TwoChildren& office) {
              for (const std::string& id : {office.girl, office.boy}) {
                check_nobody_loses(office, id);
              }
              const Outcome again = office.run_on(office.files, words);
              CHECK_MESSAGE(again.code == 0, again.err);
              for (const std::string& id : {office.girl, office.boy}) {
                CHECK(assigns_of(office, id) == 1);
                CHECK(told(json_of(office, "show " + id), "manager") == "ktraore");
              }
              CHECK(opened_by(office, "ktraore", ".yaml.age").size() == 6);
              CHECK(opened_by(office, "adiarra").empty());
              office.check_vault();
            });
}

}  // namespace pos::test
