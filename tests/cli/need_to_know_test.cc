// Who reads what: by the keys alone, with the program `age`, and through the commands
// (architecture 4.2; POS 6.1.2, 6.3).

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "support/effort.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/replica.h"
#include "support/temporary_folder.h"

namespace pos::test {
namespace {

enum class Setting { Ordinary, Masked, ManagerOnly };
constexpr const char* kSettings[] = {"an ordinary case", "a masked case", "policy manager_only"};

/// What one person does with a case of adiarra's, in the unit of mkone.
struct Reach {
  const char* person;
  const char* opens;                   ///< the compartments that their keys open: i, c, f
  int show, names, list, due, report;  ///< exit codes; history has that of show
  bool counted = false;                ///< the case is in what they list
};

const std::vector<Reach> kReach = {
    {"adiarra", "icf", 0, 0, 0, 0, 0, true},   // the case manager
    {"ktraore", "", 12, 12, 0, 0, 0},          // a colleague of the unit
    {"nba", "", 12, 12, 0, 0, 0},              // a case manager of another unit
    {"mkone", "icf", 0, 0, 0, 0, 0, true},     // the direct supervisor
    {"ssidibe", "", 12, 12, 0, 0, 0},          // the supervisor of another unit
    {"bsidibe", "f", 15, 15, 15, 0, 0, true},  // the statistics officer
    {"robot", "f", 15, 15, 15, 0, 0, true},    // a card for machines
    {"fsow", "", 12, 12, 0, 0, 15},            // a data clerk
    {"amaiga", "", 15, 15, 15, 15, 15},        // the administrator
    {"hsidibe", "", 12, 12, 0, 0, 15},         // the organisation manager
    {"dkeita", "", 15, 15, 15, 15, 15},        // a supervisor of the unit who has left
};

/// As the setting has it: names that are the manager's alone are closed to the direct supervisor.
Reach in(Setting setting, Reach reader) {
  if (setting != Setting::Ordinary && reader.person == std::string("mkone")) {
    reader.opens = "cf";
    reader.names = 15;
  }
  return reader;
}

void add_person(CommandLine& office, const std::string& code, const std::string& role) {
  office.person = "amaiga";
  office.get("key new " + key_file(code) + " --no-passphrase");
  office.files.put(
      "card",
      office.get("key card " + key_file(code) + " --code " + code + " --name Invented") + "\n");
  office.get("people add --card card --recovery /t/recovery.key --role " + role);
}

/// Made once for each setting; tests take copies.
struct Office : CommandLine {
  std::string id;

  explicit Office(Setting setting) {
    now = "2026-03-02T09:00:00Z";
    add_person(*this, "hsidibe", "organisation_manager");
    add_person(*this, "robot", "statistics_officer");
    add_person(*this, "dkeita", "supervisor --unit enfance");
    get("people retire dkeita --recovery /t/recovery.key");
    if (setting == Setting::ManagerOnly) {
      get("policy set identity=manager_only --recovery /t/recovery.key");
    }
    now = "2026-04-13T09:20:00Z";
    person = "adiarra";
    id = get("register --from examples/cases/hawa/1.B.yaml");
    if (setting == Setting::Masked) {
      get("mask " + id + " --reason 'a threat'");
    }
    now = "2026-05-02T09:00:00Z";
  }
  std::string items(const std::string& line) {
    return told(read_json(get(line + " --format json")), "items");
  }
};

const Office& office_of(Setting setting) {
  static const Office offices[] = {Office(Setting::Ordinary), Office(Setting::Masked),
                                   Office(Setting::ManagerOnly)};
  return offices[static_cast<int>(setting)];
}

bool age_is_installed() {
  static const bool found = std::system("command -v age >/dev/null 2>&1") == 0;
  if (!found) {
    MESSAGE("age is not installed: who reads what is not tried with it");
  }
  return found;
}

/// The vault and the keys on the real disk, for other programs.
class Copy {
 public:
  explicit Copy(const Office& office) {
    for (const auto& [path, bytes] : office.files.files()) {
      if (path.starts_with("/t/vault/") || path.ends_with(".key")) {
        const std::filesystem::path to = folder_.path() + path;
        std::filesystem::create_directories(to.parent_path());
        std::ofstream(to, std::ios::binary) << bytes;
      }
    }
  }
  /// What opens with the key by the two steps of the README: `i`, `c`, `f`.
  std::string opened(const std::string& key, const std::string& id) const {
    std::vector<std::string> keys = {key};
    for (const auto& group :
         std::filesystem::directory_iterator(folder_.path() + "/t/vault/groups")) {
      const std::string secret = folder_.path() + "/" + group.path().stem().string() + ".secret";
      const std::string present =
          "awk '/BEGIN AGE/ { s = \"\" } /BEGIN AGE/, /END AGE/ "
          "{ sub(/^ */, \"\"); s = s $0 \"\\n\" } END { printf \"%s\", s }' " +
          group.path().string();
      if (run(present + " | age -d -i " + folder_.path() + key + " > " + secret)) {
        keys.push_back(secret.substr(folder_.path().size()));
      }
    }
    std::string opened;
    for (const char* compartment : {"identities", "cases", "facts"}) {
      const std::string file =
          folder_.path() + "/t/vault/" + compartment + "/2026/" + id + ".yaml.age";
      for (const std::string& each : keys) {
        if (run("age -d -i " + folder_.path() + each + " " + file + " > /dev/null")) {
          opened += compartment[0];
          break;
        }
      }
    }
    return opened;
  }

 private:
  static bool run(const std::string& command) {
    return std::system(("{ " + command + "; } 2>/dev/null").c_str()) == 0;
  }
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("with the program age each role opens the compartments that are its own, and no other") {
  if (!age_is_installed()) {
    return;
  }
  int tried = 0;
  for (const Setting setting : {Setting::Ordinary, Setting::Masked, Setting::ManagerOnly}) {
    CAPTURE(kSettings[static_cast<int>(setting)]);
    const Office& office = office_of(setting);
    const Copy copy(office);
    for (const Reach& each : kReach) {
      const Reach reader = in(setting, each);
      CAPTURE(reader.person);
      CHECK(copy.opened(key_file(reader.person), office.id) == reader.opens);
      tried += 3;
    }
    CHECK(copy.opened("/t/recovery.key", office.id) == "icf");
    tried += 3;
  }
  MESSAGE("role, compartment and setting: ", tried);
}

TEST_CASE("every view opens to each role what is its own, and refuses the rest with its code") {
  for (const Setting setting : {Setting::Ordinary, Setting::Masked, Setting::ManagerOnly}) {
    if (kSanitized && setting != Setting::Masked) {
      continue;
    }
    CAPTURE(kSettings[static_cast<int>(setting)]);
    Office office = office_of(setting);
    for (const Reach& each : kReach) {
      const Reach reader = in(setting, each);
      CAPTURE(reader.person);
      office.person = reader.person;
      CHECK(office.run("show " + office.id).code == reader.show);
      CHECK(office.run("history " + office.id).code == reader.show);
      const Outcome names = office.run("show " + office.id + " --names");
      CHECK(names.code == reader.names);
      CHECK((names.out.find("Hawa") != std::string::npos) == (reader.names == 0));
      CHECK(office.run("list").code == reader.list);
      CHECK(office.run("due").code == reader.due);
      CHECK(office.run("report --month 2026-04").code == reader.report);
      if (reader.list == 0) {
        CHECK(office.items("list") == (reader.counted ? "1" : "0"));
      }
      if (reader.due == 0) {
        CHECK((office.items("due") != "0") == reader.counted);
      }
    }
  }
}

TEST_CASE(
    "a card for machines counts and lists what is due, and every command that writes refuses it") {
  Office office = office_of(Setting::Ordinary);
  const std::string entry =
      office.get("assess " + office.id + " --from examples/cases/hawa/1.C.yaml");
  office.person = "robot";
  CHECK(office.run("due --check").code == 20);
  CHECK(office.items("due") != "0");
  CHECK(told(read_json(office.get("report --month 2026-04 --format json")), "sheet.cases_read") ==
        "1");
  const std::string form = " --from examples/cases/hawa/1.C.yaml";
  const std::string key = " --recovery /t/recovery.key";
  const std::vector<std::string> writing = {
      "register --from examples/cases/hawa/1.B.yaml",
      "record " + office.id + " 1.C" + form,
      "assess " + office.id + form,
      "plan " + office.id + " --from examples/cases/hawa/3.A.yaml",
      "plan " + office.id + " --validate",
      "followup " + office.id + " --from examples/cases/hawa/5.A-2026-05-06.yaml",
      "review " + office.id + " --from examples/cases/awa/5.B.yaml",
      "refer " + office.id + " --to JIGI --service psychosocial" + form,
      "refer counter " + office.id + " " + entry + form,
      "transfer " + office.id + " --to KANUYA" + form,
      "transfer answer " + office.id + " " + entry + form,
      "close " + office.id + " --from examples/cases/hawa/6.A.yaml",
      "close " + office.id + " --validate",
      "reopen " + office.id + form,
      "void " + office.id + " " + entry + " --reason r",
      "accept " + office.id + " " + entry,
      "mask " + office.id + " --reason r",
      "erase " + office.id + " --reason r --confirm " + office.id + key,
      "show " + office.id + " --names" + key,
      "policy set retention=P1Y" + key,
      "directory add NEW --from examples/directory/JIGI.yaml",
      "people retire adiarra",
      "people set adiarra --name Other"};
  for (const std::string& line : writing) {
    CAPTURE(line);
    const Outcome refused = office.run(line);
    CHECK_MESSAGE(refused.code == 15, refused.err);
    CHECK(refused.out.empty());
  }
}

TEST_CASE("a supervisor's look at names stands in the journal before anything is shown") {
  Office prepared = office_of(Setting::Ordinary);
  prepared.person = "mkone";
  int shown = 0;
  for (int failing = 1; shown == 0; ++failing) {
    CAPTURE(failing);
    Office office = prepared;
    FaultyFileSystem full(office.files, failing, Fault::Refused);
    const Outcome outcome = office.run_on(
        full, cut_words("show " + office.id + " --names --purpose 'visit' --format json"));
    const Value history = read_json(office.get("history " + office.id + " --format json"));
    if (outcome.code == 0) {
      ++shown;
      CHECK(outcome.out.find("Hawa") != std::string::npos);
      CHECK(told(history, "items.1.act") == "access");
    } else {
      CHECK(outcome.code == 16);
      CHECK(outcome.out.empty());
    }
    CHECK(failing < 40);
  }
  Office office = prepared;
  ReadOnlyFileSystem stick(office.files, kVaultFolder);
  const Outcome outcome = office.run_on(stick, cut_words("show " + office.id + " --names"));
  CHECK(outcome.code == 16);
  CHECK(outcome.out.empty());
  CHECK(office.run_on(stick, cut_words("show " + office.id)).code == 0);
}

TEST_CASE("who looked, for what and with which key is told to the case manager") {
  Office office = office_of(Setting::Masked);
  office.person = "mkone";
  CHECK(office.run("show " + office.id + " --recovery /t/recovery.key").code == 2);
  CHECK(office.run("show " + office.id + " --names --recovery /t/keys/mkone.key").code == 12);
  const Value seen = read_json(office.get("show " + office.id +
                                          " --names --purpose 'the manager is missing'"
                                          " --recovery /t/recovery.key --format json"));
  CHECK(told(seen, "names.name_first") == "Hawa");
  CHECK(told(seen, "masked") == "true");

  office.person = "adiarra";
  const Value history = read_json(office.get("history " + office.id + " --format json"));
  CHECK(told(history, "items") == "3");
  CHECK(told(history, "items.2.act") == "access");
  CHECK(told(history, "items.2.author") == "recovery");
  CHECK(told(history, "items.2.by") == "mkone");
  CHECK(told(history, "items.2.reason") == "the manager is missing");
  CHECK(told(history, "items.2.state") == "valid");
  CHECK(office.get("history " + office.id).find("recovery (mkone)") != std::string::npos);
  CHECK(office.run("show " + office.id + " --names --purpose 'visit of Kaniba'").code == 0);
  office.check_vault();
  // Nor does opening with the recovery key leave the names open to the supervisor.
  office.person = "mkone";
  CHECK(office.run("show " + office.id + " --names").code == 15);
}

}  // namespace pos::test
