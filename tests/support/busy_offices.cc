#include "support/busy_offices.h"

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

void make_card(BusyOffice& office, const std::string& file, const std::string& code) {
  office.person = code;
  office.get("key new " + key_file(file) + " --no-passphrase");
  const std::string card =
      office.get("key card " + key_file(file) + " --code " + code + " --name 'Invented Card'");
  office.files.put(file + ".yaml", card + "\n");
}

void add_newcomers(BusyOffice& office) {
  for (const char* code : {"newcomer", "chief", "unused"}) {
    make_card(office, code, code);
  }
  make_card(office, "renewed", "mkone");
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
  office.now = "2026-09-19T18:00:00Z";
  for (const char* code : {"mkone", "bsidibe", "adiarra", "ktraore", "nba"}) {
    office.person = code;  // each machine has seen what is there
    office.get("people list");
  }
  office.now = "2026-09-20T12:00:00Z";
  return office;
}

std::string file_of(const char* folder, const std::string& id) {
  return std::string(kVaultFolder) + "/" + folder + "/2026/" + id + ".yaml.age";
}

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

BusyOffice make_deputised() {
  BusyOffice office = busy_office();
  office.person = "mkone";
  office.get("group add team-enfance ktraore");
  return office;
}

BusyOffice make_masked() {
  BusyOffice office = busy_office();
  office.person = "adiarra";
  office.get("mask " + office.planned + " --reason 'a threat'");
  return office;
}

BusyOffice make_following() {
  BusyOffice office = busy_office();
  office.person = "mkone";
  office.get("programme add IMAJ --from examples/programmes/IMAJ.yaml");
  office.files.put("figures.yaml",
                   "reported_figures:\n  - {figure_result: diplomes, figure_on: 2026-09-01, "
                   "figure_value: 7, figure_of: 10}\n");
  return office;
}

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

BusyOffice make_left() {
  BusyOffice office = make_deputised();
  office.get("group remove team-enfance ktraore");
  return office;
}

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
  const std::string referral =
      office.get("refer " + child + " --to ICI --service parental_support" +
                 from(kHawa, "A.1-parental-support.yaml"));
  office.files.put(
      "/t/stick/referral.age",
      office.files.read(std::string(kFarVault) + "/outbox/" + referral + ".age").value());
  return child + "/outbox/" + office.get("transfer " + child + " --to ICI --from given_up.yaml") +
         ".age";
}

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
  office.referral =
      office.get("refer " + office.planned + " --to CENTRE --service parental_support" +
                 from(kHawa, "A.1-parental-support.yaml"));
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

}  // namespace

const BusyOffice& busy_office() {
  return made_once<make_office>();
}

const BusyOffice& parted_office() {
  return made_once<make_apart>();
}

const BusyOffice& deputised_office() {
  return made_once<make_deputised>();
}

const BusyOffice& masked_office() {
  return made_once<make_masked>();
}

const BusyOffice& following_office() {
  return made_once<make_following>();
}

const BusyOffice& reporting_office() {
  return made_once<make_reporting>();
}

const BusyOffice& left_office() {
  return made_once<make_left>();
}

const BusyOffice& late_office() {
  return made_once<make_late>();
}

const BusyOffice& damaged_office() {
  return made_once<make_damaged>();
}

const BusyOffice& rolled_back_office() {
  return made_once<make_rolled_back>();
}

const BusyOffice& revised_office() {
  return made_once<make_revised>();
}

const BusyOffice& strangers_office() {
  return made_once<make_stranger>();
}

const BusyOffice& office_between() {
  return made_once<make_between>();
}

}  // namespace pos::test
