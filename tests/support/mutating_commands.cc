#include "support/mutating_commands.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "support/far_office.h"
#include "support/json_reader.h"
#include "support/replica.h"
#include "support/revision.h"
#include "support/test_office.h"

namespace pos::test {
namespace {

constexpr const char* kHawa = "examples/cases/hawa/";
constexpr const char* kMariam = "examples/cases/mariam/";

std::string from(const char* folder, const char* form) {
  return std::string(" --from ") + folder + form;
}

void register_planned(BusyOffice& office) {
  office.person = "adiarra";
  office.now = "2026-04-13T09:20:00Z";
  office.planned = office.get("register" + from(kHawa, "1.B.yaml"));
  const std::string& child = office.planned;
  office.get("record " + child + " 1.A" + from(kHawa, "1.A.yaml"));
  office.now = "2026-04-13T10:30:00Z";
  office.get("assess " + child + from(kHawa, "1.C.yaml"));
  office.now = "2026-04-20T15:00:00Z";
  office.get("assess " + child + from(kHawa, "2.A.yaml"));
  office.now = "2026-04-27T10:00:00Z";
  office.get("plan " + child + from(kHawa, "3.A.yaml"));
  office.now = "2026-04-30T09:30:00Z";
  office.referral = office.get("refer " + child + " --to ETAT-CIVIL-C6 --service civil_status" +
                               from(kHawa, "A.1-civil-status.yaml"));
  office.now = "2026-05-06T16:00:00Z";
  office.mistaken = office.get("followup " + child + from(kHawa, "5.A-2026-05-06.yaml"));
}

std::string register_ready(BusyOffice& office) {
  office.person = "ktraore";
  office.now = "2026-09-07T10:00:00Z";
  const std::string child = office.get("register" + from(kMariam, "1.B.yaml"));
  office.now = "2026-09-08T09:30:00Z";
  office.get("assess " + child + from(kMariam, "1.C.yaml"));
  return child;
}

std::string register_asked(BusyOffice& office) {
  const std::string child = register_ready(office);
  office.now = "2026-09-17T10:00:00Z";
  office.get("close " + child + from(kMariam, "6.A-corrected.yaml"));
  return child;
}

void validate_closure(BusyOffice& office, const std::string& child) {
  office.person = "mkone";
  office.now = "2026-09-18T09:00:00Z";
  office.get("close " + child + " --validate");
}

void register_parts(BusyOffice& office) {
  office.person = "fsow";
  office.now = "2026-04-13T09:20:00Z";
  office.parts = office.get("register" + from(kHawa, "1.B.yaml"));
  office.now = "2026-04-13T10:30:00Z";
  office.get("record " + office.parts + " 1.C" + from(kHawa, "1.C.yaml"));
}

void report(BusyOffice& office) {
  office.person = "adiarra";
  office.now = "2026-04-12T18:00:00Z";
  office.files.put("call.yaml",
                   "reported_at: 2026-04-12T17:30:00Z\nreport_mode: phone\nname_first: Hawa\n"
                   "reporter_name: Voisine Inventée\n");
  office.reported = office.get("signal --from call.yaml");
  office.files.put("request.yaml",
                   "inquiry_date: 2026-04-12\ninquiry_status: open\nrelation_name: Tante Inventée\n"
                   "inquirer_consent: true\ntracing_request_subform_section:\n"
                   "  - {unique_id: 7b7c1d0e-0001-4000-8000-000000000001, name: Hawa Sangaré,\n"
                   "     tracing_request_status: open, sex: female, age: 5}\n");
  office.get("record " + office.reported + " 1.E --from request.yaml");
  office.files.put("alone.yaml",
                   "uasc_registration_date: 2026-05-07\nprotection_status: unaccompanied\n"
                   "tracing_status: open\nseparation_type: unknown\nseparation_cause: conflict\n"
                   "wishes_child_family_tracing: true\n");
  office.now = "2026-05-07T09:00:00Z";
  office.get("record " + office.planned + " 1.D --from alone.yaml");
}

void add_newcomers(BusyOffice& office) {
  for (const char* code : {"newcomer", "chief", "unused"}) {
    office.person = code;
    office.get("key new " + key_file(code) + " --no-passphrase");
    const std::string card =
        office.get("key card " + key_file(code) + " --code " + code + " --name 'Invented Card'");
    office.files.put(std::string(code) + ".yaml", card + "\n");
  }
}

/// A structure of the State with a trained team (an invented one), and a file given up to it.
void begin_transfer(BusyOffice& office) {
  office.files.put("centre.yaml",
                   "name: SE\nservice_categories: [psychosocial]\ntype: public\n"
                   "case_management_team: true\nupdated: 2026-09-01\n");
  office.files.put("transfer.yaml",
                   "created_at: 2026-09-19T09:00:00Z\ntransfer_reason: new_location\n"
                   "consent_individual_transfer: true\nshared_information: [full_file]\n"
                   "measures_all_done: true\ntransfer_situation_summary: Plan en attente\n"
                   "transfer_forms_included: [\"1.B\"]\ntransfer_child_informed: \"true\"\n");
  office.files.put("accepted.yaml", "status: accepted\nresponded_at: 2026-09-20T10:00:00Z\n");
  office.now = "2026-09-19T09:30:00Z";
  office.person = "mkone";
  office.get("directory add CENTRE --from centre.yaml");
  office.person = "adiarra";
  office.transfer = office.get("transfer " + office.planned + " --to CENTRE --from transfer.yaml");
}

BusyOffice make_office() {
  BusyOffice office;
  register_planned(office);
  office.ready = register_ready(office);
  office.asked = register_asked(office);
  office.closed = register_asked(office);
  validate_closure(office, office.closed);
  register_parts(office);
  report(office);
  begin_transfer(office);
  add_newcomers(office);
  std::string returned = office.files.read("examples/cases/drissa/B.1.yaml").value();
  returned.replace(returned.find("2026-10-14"), 10, "2026-09-19");
  office.files.put("reopened.yaml", returned);
  office.files.put("addition.yaml",
                   "form: \"5.A\"\nfields:\n  - {name: own_field, type: date, "
                   "label: {fr: Jour, en: Day}}\n");
  office.files.put("meeting.yaml", "record_kind: meeting\nrecord_date: 2026-09-18\n");
  office.files.make_folders("/t/stick");
  office.files.make_folders("/t/copies");
  office.now = "2026-09-20T12:00:00Z";
  return office;
}

std::string file_of(const char* folder, const std::string& id) {
  return std::string(kVaultFolder) + "/" + folder + "/2026/" + id + ".yaml.age";
}

/// Two machines wrote in one case: what a synchroniser leaves of the other, and the other's vault
/// on a stick.
BusyOffice make_apart() {
  BusyOffice office = busy_office();
  const std::string words = "record " + office.ready + " 1.A" + from(kMariam, "1.A.yaml");
  BusyOffice other = office;
  other.person = office.person = "ktraore";
  other.get(words);
  office.now = "2026-09-20T13:00:00Z";
  office.get(words);
  bring(office, other, "20260920-130000");
  for (const auto& [path, bytes] : other.vault()) {
    office.files.put("/t/stick/vault" + path.substr(std::string(kVaultFolder).size()), bytes);
  }
  const std::string journal = file_of("cases", office.ready);
  office.files.put("/t/stick/base.yaml.age", busy_office().vault().at(journal));
  office.files.put("/t/stick/ours.yaml.age", office.vault().at(journal));
  office.files.put("/t/stick/theirs.yaml.age", other.vault().at(journal));
  return office;
}

/// Somebody more in the team's group.
BusyOffice make_deputised() {
  BusyOffice office = busy_office();
  office.person = "mkone";
  office.get("group add team-enfance ktraore");
  return office;
}

/// The office follows a programme.
BusyOffice make_following() {
  BusyOffice office = busy_office();
  office.person = "mkone";
  office.get("programme add IMAJ --from examples/programmes/IMAJ.yaml");
  office.files.put("figures.yaml",
                   "reported_figures:\n  - {figure_result: diplomes, figure_on: 2026-09-01, "
                   "figure_value: 7, figure_of: 10}\n");
  return office;
}

/// Sheets in each state, of two periods.
BusyOffice make_reporting() {
  BusyOffice office = busy_office();
  office.person = "bsidibe";
  office.files.put("validation.yaml",
                   "meeting_date: 2026-09-19\nactors:\n  - {actor: Structure inventée, "
                   "agreement: agrees}\n");
  for (const char* month : {"2026-05", "2026-06", "2026-07", "2026-08"}) {
    office.get(std::string("report --save --month ") + month);
  }
  for (const char* month : {"2026-06", "2026-07", "2026-08"}) {
    office.get(std::string("report deposit ") + month + "/DRPFEF-BKO");
  }
  for (const char* month : {"2026-07", "2026-08"}) {
    office.get(std::string("report process ") + month + "/DRPFEF-BKO");
  }
  office.get("report validate 2026-08/DRPFEF-BKO --from validation.yaml");
  return office;
}

/// Who has left the group still opens what was written before.
BusyOffice make_left() {
  BusyOffice office = make_deputised();
  office.get("group remove team-enfance ktraore");
  return office;
}

/// The former manager wrote on, without knowing that the case had gone to another.
BusyOffice make_late() {
  BusyOffice office = busy_office();
  BusyOffice field = office;
  office.person = "mkone";
  office.get("assign " + office.planned + " --to ktraore");
  field.person = "adiarra";
  field.now = "2026-09-20T13:00:00Z";
  office.late = field.get("record " + office.planned + " 1.A" + from(kHawa, "1.A.yaml"));
  bring(office, field, "20260920-140000");
  office.now = "2026-09-20T15:00:00Z";
  office.run("show " + office.planned + " --names");  // which folds both
  return office;
}

/// Two journals exchanged, facts damaged, a write that broke off.
BusyOffice make_damaged() {
  BusyOffice office = busy_office();
  const std::string one = file_of("cases", office.ready), other = file_of("cases", office.asked);
  const auto whole = office.vault();
  office.files.put(one, whole.at(other));
  office.files.put(other, whole.at(one));
  std::string facts = whole.at(file_of("facts", office.closed));
  facts[facts.size() - 20] = static_cast<char>(facts[facts.size() - 20] ^ 1);
  office.files.put(file_of("facts", office.closed), facts);
  office.files.put(std::string(kVaultFolder) + "/cases/2026/.x.0f.tmp", "half");
  return office;
}

/// A case as it was before its last entry, which this machine remembers.
BusyOffice make_rolled_back() {
  BusyOffice office = busy_office();
  office.person = "adiarra";
  office.get("record " + office.planned + " 1.A" + from(kHawa, "1.A.yaml"));
  for (const char* folder : {"cases", "facts", "identities"}) {
    const std::string file = file_of(folder, office.planned);
    office.files.put(file, busy_office().vault().at(file));
  }
  return office;
}

BusyOffice make_revised() {
  BusyOffice office = busy_office();
  install_revision(office.files);
  return office;
}

/// On a machine that has not seen the vault before.
BusyOffice make_stranger() {
  BusyOffice office = busy_office();
  for (const auto& [path, bytes] : office.files.files()) {
    if (path.starts_with(std::string(kStateFolder) + "/")) {
      office.files.remove(path);
    }
  }
  return office;
}

std::string far_given_up(BusyOffice& office) {
  go_far(office, "adiarra");
  office.now = "2026-04-13T09:20:00Z";
  const std::string child = office.get("register" + from(kHawa, "1.B.yaml"));
  office.get("record " + child + " 1.A" + from(kHawa, "1.A.yaml"));
  office.now = "2026-05-10T09:30:00Z";
  return child + "/outbox/" + office.get("transfer " + child + " --to ICI --from given_up.yaml") +
         ".age";
}

/// The structure of the transfer that waits has a vault, which has accepted it; and gives up
/// another case to this office.
BusyOffice make_between() {
  BusyOffice office = busy_office();
  const std::string now = office.now;
  found_far_office(office);
  go_far(office, "mkone");
  office.get("directory add ICI --from home.yaml");
  come_home(office, "mkone");
  office.get("directory add CENTRE --from far.yaml");
  const std::string sent = far_given_up(office);
  office.files.put("/t/stick/package.age",
                   office.files.read(kFarVault + sent.substr(sent.find('/'))).value());
  come_home(office, "adiarra");
  office.now = now;
  const std::string file = office.get("transfer send " + office.planned + " " + office.transfer);
  office.files.put("/t/stick/sent.age",
                   office.files.read(std::string(kVaultFolder) + "/" + file).value());
  go_far(office, "mkone");
  const Value done = json_of(office, "transfer accept /t/stick/sent.age --to adiarra");
  office.files.put("/t/stick/receipt.age",
                   office.files.read(kFarVault + ("/" + told(done, "receipt"))).value());
  come_home(office, "adiarra");
  return office;
}

template <BusyOffice (*make)()>
const BusyOffice& made_once() {
  static const BusyOffice office = make();
  return office;
}

/// The lines of the recovery key's first sheet, as somebody types them.
std::string typed_sheet() {
  BusyOffice office = busy_office();
  office.person = "amaiga";
  const std::string sheet = office.get("key paper --copy 1 /t/recovery.key");
  std::string typed;
  for (int number = 1; number <= 8; ++number) {
    const std::string head = "\n            " + std::to_string(number) + "     ";
    typed += sheet.substr(sheet.find(head) + head.size(), 9) + "\n";
  }
  return typed;
}

std::string fingerprint_of_office() {
  BusyOffice office = busy_office();
  return Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0}).office().fingerprint;
}

std::vector<MutatingCommand> list_commands() {
  const BusyOffice& o = busy_office();
  const std::string hawa = " --from examples/cases/hawa/";
  const std::string mariam = " --from examples/cases/mariam/";
  const std::string recovery = " --recovery /t/recovery.key";
  return {
      {"signal", "adiarra", "signal --from call.yaml"},
      {"signal close", "adiarra", "signal close " + o.reported + " --outcome not_found", 15},
      {"register", "adiarra", "register" + hawa + "1.B.yaml"},
      {"register --signal", "adiarra", "register --signal " + o.reported + hawa + "1.B.yaml", 15},
      {"register by a data clerk", "fsow", "register" + hawa + "1.B.yaml"},
      {"record", "adiarra", "record " + o.planned + " 1.A" + hawa + "1.A.yaml"},
      {"record by a data clerk", "fsow", "record " + o.planned + " 1.A" + hawa + "1.A.yaml"},
      {"record on parts", "adiarra", "record " + o.parts + " 1.A" + hawa + "1.A.yaml"},
      {"record a correction", "adiarra",
       "record " + o.planned + " 5.A --corrects " + o.mistaken + hawa + "5.A-2026-05-13.yaml"},
      {"assess", "adiarra", "assess " + o.planned + hawa + "2.A.yaml"},
      {"plan", "adiarra", "plan " + o.planned + hawa + "3.A.yaml"},
      {"plan --validate", "mkone", "plan " + o.planned + " --validate", 15},
      {"followup", "adiarra", "followup " + o.planned + hawa + "5.A-2026-05-13.yaml"},
      {"review", "adiarra", "review " + o.planned + " --from examples/cases/bintou/5.B.yaml"},
      {"refer", "adiarra",
       "refer " + o.planned + " --to DRDS-ES --service parental_support" + hawa +
           "A.1-parental-support.yaml"},
      {"refer counter", "adiarra",
       "refer counter " + o.planned + " " + o.referral + hawa + "A.1-civil-status-answer.yaml"},
      {"transfer", "adiarra", "transfer " + o.planned + " --to CENTRE --from transfer.yaml"},
      {"transfer answer", "adiarra",
       "transfer answer " + o.planned + " " + o.transfer + " --from accepted.yaml"},
      {"transfer with a package", "adiarra",
       "transfer " + o.planned + " --to CENTRE --from transfer.yaml", 0, made_once<make_between>},
      {"transfer send", "adiarra", "transfer send " + o.planned + " " + o.transfer, 0,
       made_once<make_between>},
      {"transfer accept", "mkone", "transfer accept /t/stick/package.age --to ktraore", 14,
       made_once<make_between>},
      {"transfer close", "adiarra", "transfer close /t/stick/receipt.age", 15,
       made_once<make_between>},
      {"void", "adiarra", "void " + o.planned + " " + o.mistaken + " --reason 'entered twice'", 15},
      {"close", "ktraore", "close " + o.ready + mariam + "6.A-corrected.yaml", 15},
      {"close --validate", "mkone", "close " + o.asked + " --validate", 15},
      {"reopen", "ktraore", "reopen " + o.closed + " --from reopened.yaml", 15},
      {"show --names", "mkone", "show " + o.planned + " --names --purpose 'a visit'"},
      {"export cpims", "mkone",
       "export cpims " + o.planned + " --names --purpose 'a visit' --format json"},
      {"key new", "adiarra", "key new /t/stick/fresh.key --no-passphrase", 14},
      {"init", "adiarra",
       "init /t/second --code BKO-2 --name Second --region BKO --structure SLPFEF-C1 "
       "--card chief.yaml --recovery /t/stick/second.key",
       14},
      {"people add", "amaiga",
       "people add --card newcomer.yaml --role case_manager --unit enfance --supervisor mkone", 14},
      {"people add to a new unit", "amaiga",
       "people add --card chief.yaml --role supervisor --unit accueil" + recovery, 14},
      {"people set", "amaiga", "people set ktraore --unit jeunesse --supervisor ssidibe"},
      {"people set, out of a group", "amaiga",
       "people set mkone --role case_manager --supervisor ssidibe --unit jeunesse" + recovery},
      {"people retire", "amaiga", "people retire mkone --last-day 2026-09-19" + recovery},
      {"group add", "mkone", "group add team-enfance ktraore"},
      {"directory add", "mkone", "directory add NEW --from examples/directory/BPME.yaml"},
      {"directory add over an old one", "mkone",
       "directory add BPME --from examples/directory/BPME.yaml"},
      {"directory edit", "mkone", "directory edit BPME --verified --confirm"},
      {"programme add", "mkone", "programme add IMAJ --from examples/programmes/IMAJ.yaml", 14},
      {"programme edit", "mkone", "programme edit IMAJ --from figures.yaml", 0,
       made_once<make_following>},
      {"team add", "mkone", "team add enfance --from meeting.yaml"},
      {"report --save", "bsidibe", "report --month 2026-09 --save"},
      {"report --save --share", "bsidibe", "report --month 2026-09 --save --share"},
      {"report deposit", "bsidibe", "report deposit 2026-05/DRPFEF-BKO --to CENTRE", 15,
       made_once<make_reporting>},
      {"report process", "bsidibe", "report process 2026-06/DRPFEF-BKO", 15,
       made_once<make_reporting>},
      {"report validate", "bsidibe", "report validate 2026-07/DRPFEF-BKO --from validation.yaml",
       15, made_once<make_reporting>},
      {"report share", "bsidibe", "report share 2026-08/DRPFEF-BKO", 15, made_once<make_reporting>},
      {"report merge --save", "bsidibe", "report merge 2026-05/DRPFEF-BKO --level region --save", 0,
       made_once<make_reporting>},
      {"group remove", "mkone", "group remove team-enfance ktraore", 5, made_once<make_deputised>},
      {.name = "group remove --rotate",
       .person = "mkone",
       .words = "group remove team-enfance ktraore --rotate",
       .office = made_once<make_deputised>,
       .moves = true},
      {"group rotate", "amaiga",
       "group rotate recovery" + recovery + " --new-recovery /t/stick/fresh.key"},
      {.name = "form add", .person = "amaiga", .words = "form add addition.yaml", .moves = true},
      {"rules use", "amaiga", "rules use pos-2026.06", 15, made_once<make_revised>},
      {"policy set", "amaiga", "policy set identity=manager_only retention=P10Y" + recovery},
      {"rekey", "mkone", "rekey --group team-enfance", 0, made_once<make_left>},
      {.name = "assign",
       .person = "mkone",
       .words = "assign " + o.planned + " --to ktraore",
       .again = 15,
       .moves = true},
      {.name = "assign --all",
       .person = "mkone",
       .words = "assign --from adiarra --to ktraore --all",
       .moves = true},
      {"link", "adiarra", "link " + o.parts + " --same-as " + o.planned, 15},
      {"match decide", "adiarra",
       "match decide " + o.planned + " --request " + o.reported + " --row 7b --decision to_verify"},
      {"mask", "adiarra", "mask " + o.planned + " --reason 'a threat'", 15},
      {.name = "accept",
       .person = "mkone",
       .words = "accept " + o.planned + " " + made_once<make_late>().late,
       .again = 15,
       .office = made_once<make_late>,
       .mends = true},
      {.name = "erase",
       .person = "mkone",
       .words = "erase " + o.planned + " --reason 'asked for' --confirm " + o.planned + recovery,
       .again = 15,
       .takes_away = "identity/" + o.planned},
      {"merge", "ktraore",
       "merge /t/stick/ours.yaml.age /t/stick/base.yaml.age /t/stick/theirs.yaml.age cases/2026/" +
           o.ready + ".yaml.age",
       0, made_once<make_apart>},
      {.name = "merge --conflicts",
       .person = "ktraore",
       .words = "merge --conflicts",
       .office = made_once<make_apart>,
       .leaves = true},
      {.name = "merge --from",
       .person = "ktraore",
       .words = "merge --from /t/stick/vault",
       .office = made_once<make_apart>,
       .leaves = true},
      {"backup", "adiarra", "backup /t/copies", 14},
      {.name = "check --repair",
       .person = "mkone",
       .words = "check --repair --yes",
       .office = made_once<make_damaged>,
       .mends = true},
      {.name = "check --accept",
       .person = "adiarra",
       .words = "check --accept " + o.planned,
       .office = made_once<make_rolled_back>,
       .mends = true,
       .in_memory = true},
      {.name = "key trust",
       .person = "adiarra",
       .words = "key trust " + fingerprint_of_office(),
       .office = made_once<make_stranger>,
       .in_memory = true},
      {.name = "key verify-paper",
       .person = "amaiga",
       .words = "key verify-paper",
       .typed = typed_sheet(),
       .in_memory = true},
      {.name = "key restore-paper",
       .person = "adiarra",
       .words = "key restore-paper /t/stick/back.key --no-passphrase",
       .again = 14,
       .typed = typed_sheet()},
  };
}

std::vector<MutatingCommand> list_reading_commands() {
  const std::string& id = busy_office().planned;
  const auto& kept = made_once<make_reporting>;
  return {{"due", "adiarra", "due"},
          {"list", "adiarra", "list"},
          {"show", "adiarra", "show " + id},
          {"history", "adiarra", "history " + id},
          {"search", "adiarra", "search --like " + id},
          {"match", "adiarra", "match"},
          {"refer print", "adiarra", "refer print " + id + " " + busy_office().referral},
          {"report", "bsidibe", "report --month 2026-09"},
          {"report list", "bsidibe", "report list", 0, kept},
          {"report show", "bsidibe", "report show 2026-08/DRPFEF-BKO", 0, kept},
          {"supervise", "mkone", "supervise"},
          {"export lessons", "adiarra", "export lessons"},
          {"directory list", "adiarra", "directory list"},
          {"directory search", "adiarra", "directory search --service psychosocial"},
          {"directory check", "adiarra", "directory check"},
          {"directory print", "adiarra", "directory print"},
          {"programme list", "adiarra", "programme list"},
          {"programme show", "adiarra", "programme show IMAJ", 0, made_once<make_following>},
          {"programme check", "adiarra", "programme check", 0, made_once<make_following>},
          {"programme report", "bsidibe", "programme report", 0, made_once<make_following>},
          {"team list", "adiarra", "team list"},
          {"people list", "adiarra", "people list"},
          {"group list", "adiarra", "group list"},
          {"policy show", "adiarra", "policy show"},
          {"form list", "adiarra", "form list"},
          {"form print", "adiarra", "form print 1.A"},
          {"rules list", "adiarra", "rules list"},
          {"form blank", "adiarra", "form blank 1.B"},
          {"form check", "adiarra", "form check 1.B examples/cases/hawa/1.B.yaml"},
          {"form schema", "adiarra", "form schema 1.B"},
          {"key card", "adiarra", "key card /t/keys/adiarra.key --code adiarra --name Invented"},
          {"key paper", "amaiga", "key paper /t/recovery.key"},
          {"unlock", "adiarra", "unlock"},
          {"lock", "adiarra", "lock"},
          {"check", "adiarra", "check --read-data"},
          {"doctor", "amaiga", "doctor"}};
}

std::string joined_lines(const std::set<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

/// Of the office before the command.
const VaultContents& contents_before(const MutatingCommand& command) {
  static std::map<const BusyOffice*, VaultContents> known;
  const BusyOffice& office = command.office();
  auto found = known.find(&office);
  if (found == known.end()) {
    MemoryFileSystem files = office.files;
    found = known.emplace(&office, contents_of(files)).first;
  }
  return found->second;
}

}  // namespace

const BusyOffice& busy_office() {
  static const BusyOffice office = make_office();
  return office;
}

const std::vector<MutatingCommand>& mutating_commands() {
  static const std::vector<MutatingCommand> commands = list_commands();
  return commands;
}

const std::vector<MutatingCommand>& reading_commands() {
  static const std::vector<MutatingCommand> commands = list_reading_commands();
  return commands;
}

std::vector<const MutatingCommand*> drawn_commands(int usual) {
  std::vector<const MutatingCommand*> all;
  for (const MutatingCommand& command : mutating_commands()) {
    all.push_back(&command);
  }
  return drawn(std::move(all), usual);
}

BusyOffice office_before(const MutatingCommand& command) {
  BusyOffice office = command.office();
  office.person = command.person;
  office.input = command.typed;
  return office;
}

void check_nothing_lost(const MutatingCommand& command, const VaultContents& reported,
                        const VaultContents& after) {
  const VaultContents& before = contents_before(command);
  for (const VaultContents* had : {&before, &reported}) {
    std::vector<std::string> lost = after.lost_since(*had);
    std::erase_if(lost, [&](const std::string& document) {
      return !command.takes_away.empty() && document.starts_with(command.takes_away + " ");
    });
    CHECK(lost == std::vector<std::string>());
  }
  CAPTURE(joined_lines(after.unreadable));
  CHECK(std::includes(before.unreadable.begin(), before.unreadable.end(), after.unreadable.begin(),
                      after.unreadable.end()));
}

void check_tidy(const MutatingCommand& command, const VaultContents& after) {
  const std::set<std::string>& before = contents_before(command).temporaries;
  CHECK(std::includes(before.begin(), before.end(), after.temporaries.begin(),
                      after.temporaries.end()));
}

void check_work_goes_on(BusyOffice& office, const MutatingCommand& command) {
  if (!command.mends && !command.moves) {
    CHECK(office.what_check_finds() == "");
  }
  office.person = command.person;
  const Outcome again = office.run_on(office.files, cut_words(command.words));
  CHECK_MESSAGE((again.code == 0 || again.code == command.again), again.err);
  CHECK(office.what_check_finds() == "");
}

}  // namespace pos::test
