#include "support/mutating_commands.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace pos::test {
namespace {

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
      {.name = "refer with a package",
       .person = "adiarra",
       .words = "refer " + o.planned + " --to CENTRE --service parental_support" + hawa +
                "A.1-parental-support.yaml",
       .office = office_between,
       .carries_on = true},
      {"refer send", "adiarra", "refer send " + o.planned + " " + office_between().referral, 0,
       office_between},
      {"refer counter", "adiarra",
       "refer counter " + o.planned + " " + o.referral + hawa + "A.1-civil-status-answer.yaml"},
      {"transfer", "adiarra", "transfer " + o.planned + " --to CENTRE --from transfer.yaml"},
      {"transfer answer", "adiarra",
       "transfer answer " + o.planned + " " + o.transfer + " --from accepted.yaml"},
      {.name = "transfer with a package",
       .person = "adiarra",
       .words = "transfer " + o.planned + " --to CENTRE --from transfer.yaml",
       .office = office_between,
       .carries_on = true},
      {"transfer send", "adiarra", "transfer send " + o.planned + " " + o.transfer, 0,
       office_between},
      {"transfer accept", "mkone", "transfer accept /t/stick/package.age --to ktraore", 14,
       office_between},
      {"transfer close", "adiarra", "transfer close /t/stick/receipt.age", 15, office_between},
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
      {.name = "people set --card",
       .person = "mkone",
       .words = "people set mkone --card renewed.yaml",
       .again = 12,
       .carries_on = true},
      {"people retire", "amaiga", "people retire mkone --last-day 2026-09-19 --yes" + recovery},
      {"group add", "mkone", "group add team-enfance ktraore"},
      {"directory add", "mkone", "directory add NEW --from examples/directory/BPME.yaml"},
      {"directory add over an old one", "mkone",
       "directory add BPME --from examples/directory/BPME.yaml"},
      {"directory edit", "mkone", "directory edit BPME --verified --confirm"},
      {"programme add", "mkone", "programme add IMAJ --from examples/programmes/IMAJ.yaml", 14},
      {"programme edit", "mkone", "programme edit IMAJ --from figures.yaml", 0, following_office},
      {"team add", "mkone", "team add enfance --from meeting.yaml"},
      {.name = "report --save",
       .person = "bsidibe",
       .words = "report --month 2026-09 --save",
       .leaves = true},
      {.name = "report --save --share",
       .person = "bsidibe",
       .words = "report --month 2026-09 --save --share",
       .leaves = true},
      {"report deposit", "bsidibe", "report deposit 2026-05/DRPFEF-BKO --to CENTRE", 15,
       reporting_office},
      {"report process", "bsidibe", "report process 2026-06/DRPFEF-BKO", 15, reporting_office},
      {"report validate", "bsidibe", "report validate 2026-07/DRPFEF-BKO --from validation.yaml",
       15, reporting_office},
      {"report share", "bsidibe", "report share 2026-08/DRPFEF-BKO", 15, reporting_office},
      {"report merge --save", "bsidibe", "report merge 2026-05/DRPFEF-BKO --level region --save", 0,
       reporting_office},
      {"group remove", "mkone", "group remove team-enfance ktraore", 5, deputised_office},
      {.name = "group remove --rotate",
       .person = "mkone",
       .words = "group remove team-enfance ktraore --rotate",
       .office = deputised_office,
       .moves = true},
      {"group rotate", "amaiga",
       "group rotate recovery" + recovery + " --new-recovery /t/stick/fresh.key"},
      {.name = "form add", .person = "amaiga", .words = "form add addition.yaml", .moves = true},
      {"rules use", "amaiga", "rules use pos-2026.06", 15, revised_office},
      {"policy set", "amaiga", "policy set identity=manager_only retention=P10Y" + recovery},
      {.name = "rekey",
       .person = "mkone",
       .words = "rekey --group team-enfance",
       .office = left_office,
       .moves = true},
      {.name = "rekey --recovery",
       .person = "amaiga",
       .words = "rekey" + recovery,
       .office = left_office,
       .moves = true},
      {.name = "assign",
       .person = "mkone",
       .words = "assign " + o.planned + " --to ktraore",
       .again = 15,
       .moves = true},
      {.name = "assign --recovery",
       .person = "amaiga",
       .words = "assign " + o.planned + " --to ktraore" + recovery,
       .moves = true},
      {.name = "assign --all",
       .person = "mkone",
       .words = "assign --from adiarra --to ktraore --all",
       .leaves = true,
       .moves = true},
      {"link", "adiarra", "link " + o.parts + " --same-as " + o.planned, 15},
      {"match decide", "adiarra",
       "match decide " + o.planned + " --request " + o.reported + " --row 7b --decision to_verify"},
      {"mask", "adiarra", "mask " + o.planned + " --reason 'a threat'", 15},
      {"mask --off", "adiarra", "mask " + o.planned + " --off --reason 'no threat'", 15,
       masked_office},
      {.name = "accept",
       .person = "mkone",
       .words = "accept " + o.planned + " " + late_office().late,
       .again = 15,
       .office = late_office,
       .mends = true},
      {.name = "erase",
       .person = "mkone",
       .words = "erase " + o.planned + " --reason 'asked for' --confirm " + o.planned + recovery,
       .again = 15,
       .takes_away = "identity/" + o.planned,
       .moves = true},
      {"merge", "ktraore",
       "merge /t/stick/ours.yaml.age /t/stick/base.yaml.age /t/stick/theirs.yaml.age cases/2026/" +
           o.ready + ".yaml.age",
       0, parted_office},
      {.name = "merge --conflicts",
       .person = "ktraore",
       .words = "merge --conflicts",
       .office = parted_office,
       .leaves = true},
      {.name = "merge --from",
       .person = "ktraore",
       .words = "merge --from /t/stick/vault",
       .office = parted_office,
       .leaves = true},
      {"backup", "adiarra", "backup /t/copies", 14},
      {.name = "check --repair",
       .person = "mkone",
       .words = "check --repair --yes",
       .office = damaged_office,
       .mends = true},
      {.name = "check --accept",
       .person = "adiarra",
       .words = "check --accept " + o.planned,
       .office = rolled_back_office,
       .mends = true,
       .in_memory = true},
      {.name = "key trust",
       .person = "adiarra",
       .words = "key trust " + fingerprint_of_office(),
       .office = strangers_office,
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
  const auto& kept = reporting_office;
  return {{"due", "adiarra", "due"},
          {"list", "adiarra", "list"},
          {"show", "adiarra", "show " + id},
          {"history", "adiarra", "history " + id},
          {"search", "adiarra", "search --like " + id},
          {"match", "adiarra", "match"},
          {"refer open", "mkone", "refer open /t/stick/referral.age", 0, office_between},
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
          {"programme show", "adiarra", "programme show IMAJ", 0, following_office},
          {"programme check", "adiarra", "programme check", 0, following_office},
          {"programme report", "bsidibe", "programme report", 0, following_office},
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

const std::vector<MutatingCommand>& mutating_commands() {
  static const std::vector<MutatingCommand> commands = list_commands();
  return commands;
}

const std::vector<MutatingCommand>& reading_commands() {
  static const std::vector<MutatingCommand> commands = list_reading_commands();
  return commands;
}

std::vector<const MutatingCommand*> drawn_commands(int usual) {
  const char* wish = std::getenv("POS_TEST_COMMAND");
  const std::string_view only = wish == nullptr ? "" : wish;
  std::vector<const MutatingCommand*> all;
  for (const MutatingCommand& command : mutating_commands()) {
    if (std::string_view(command.name).starts_with(only)) {
      all.push_back(&command);
    }
  }
  REQUIRE_MESSAGE(!all.empty(), "no command begins so");
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
