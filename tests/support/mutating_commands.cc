#include "support/mutating_commands.h"

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

void add_newcomers(BusyOffice& office) {
  for (const char* code : {"newcomer", "chief", "unused"}) {
    office.person = code;
    office.get("key new " + key_file(code) + " --no-passphrase");
    const std::string card =
        office.get("key card " + key_file(code) + " --code " + code + " --name 'Invented Card'");
    office.files.put(std::string(code) + ".yaml", card + "\n");
  }
}

BusyOffice make_office() {
  BusyOffice office;
  register_planned(office);
  office.ready = register_ready(office);
  office.asked = register_asked(office);
  office.closed = register_asked(office);
  validate_closure(office, office.closed);
  register_parts(office);
  add_newcomers(office);
  std::string returned = office.files.read("examples/cases/drissa/B.1.yaml").value();
  returned.replace(returned.find("2026-10-14"), 10, "2026-09-19");
  office.files.put("reopened.yaml", returned);
  office.files.make_folders("/t/stick");
  office.now = "2026-09-20T12:00:00Z";
  return office;
}

std::vector<MutatingCommand> list_commands() {
  const BusyOffice& o = busy_office();
  const std::string hawa = " --from examples/cases/hawa/";
  const std::string mariam = " --from examples/cases/mariam/";
  const std::string recovery = " --recovery /t/recovery.key";
  return {
      {"register", "adiarra", "register" + hawa + "1.B.yaml"},
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
      {"void", "adiarra", "void " + o.planned + " " + o.mistaken + " --reason 'entered twice'", 15},
      {"close", "ktraore", "close " + o.ready + mariam + "6.A-corrected.yaml", 15},
      {"close --validate", "mkone", "close " + o.asked + " --validate", 15},
      {"reopen", "ktraore", "reopen " + o.closed + " --from reopened.yaml", 15},
      {"show --names", "mkone", "show " + o.planned + " --names --purpose 'a visit'"},
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
  };
}

}  // namespace

std::vector<std::string> BusyOffice::cases() const {
  return {planned, ready, asked, closed, parts};
}

const BusyOffice& busy_office() {
  static const BusyOffice office = make_office();
  return office;
}

const std::vector<MutatingCommand>& mutating_commands() {
  static const std::vector<MutatingCommand> commands = list_commands();
  return commands;
}

}  // namespace pos::test
