#include "support/three_machines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "storage/identity_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/json_reader.h"
#include "support/replicas.h"

namespace pos::test {
namespace {

/// Hours by which each machine's clock is off.
constexpr std::array<int, ThreeMachines::kCount> kSkews = {0, -5, 30};
constexpr std::size_t kAhead = 2;
constexpr const char* kStart = "2026-09-20T12:00:00Z";
constexpr const char* kRecovery = "/t/recovery.key";
const std::vector<std::string> kSupervisors = {"mkone", "ssidibe"};
/// Empty: a machine that only carries files.
const std::vector<std::string> kMergers = {"adiarra", "ktraore", "nba",     "mkone",
                                           "ssidibe", "amaiga",  "bsidibe", ""};

/// A filled example, as if it had happened on the day before all the work.
void write_form(CommandLine& machine, const std::string& name) {
  std::string form = machine.files.read("examples/cases/hawa/" + name).value();
  for (std::size_t at = form.find(": 2026-"); at != form.npos; at = form.find(": 2026-", at + 1)) {
    form.replace(at + 2, 10, "2026-09-19");
  }
  machine.files.put("form.yaml", form);
}

/// That facts of somebody without the right are left out, and nothing else.
bool leaves_out_seals(const std::string& report) {
  std::istringstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with("[left_out]") && !says(line, "sealed by someone who has no right")) {
      return false;
    }
  }
  return says(report, "sealed by someone who has no right");
}

/// What the procedures, a role, the clock, a closed file or a name refuse is no matter here.
bool is_refusal(int code) {
  static const std::set<int> refusals = {4, 5, 12, 14, 15};
  return refusals.contains(code);
}

}  // namespace

ThreeMachines::ThreeMachines(unsigned seed)
    : random_(seed), managers_({"adiarra", "ktraore", "nba"}) {
  const BusyOffice& office = busy_office();
  children = {office.planned, office.ready, office.asked, office.parts};
  closing = office.asked;
  for (CommandLine& machine : machines) {
    machine = office;
    machine.person = "mkone";
  }
  note_plain(machines[0]);
  for (const std::string& id : children) {
    for (const std::string& entry : entries_of(machines[0], id)) {
      entries[id].insert(entry);
    }
  }
  close_at_once();
}

std::size_t ThreeMachines::pick(std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
}

const std::string& ThreeMachines::another_child() {
  const std::string& id = one_of(children);
  return id == closing ? children.front() : id;
}

void ThreeMachines::work() {
  minutes_ += static_cast<int>(1 + pick(90));
  const std::size_t chosen = pick(kCount);
  CommandLine& machine = machines[chosen];
  machine.now = to_string(time_at(kStart) + std::chrono::minutes(minutes_) +
                          std::chrono::hours(kSkews[chosen]));
  switch (pick(15)) {
    case 0:
      return register_child(machine);
    case 1:
      return assign(machine);
    case 2:
      return mask(machine);
    case 3:
    case 4:
    case 5:
      return change_staff(machine);
    case 6:
      return validate(machine);
    case 7:
    case 8:
      return correct(machine);
    case 9:
      return withdraw(machine);
    default:
      return record(machine);
  }
}

void ThreeMachines::deliver() {
  const std::size_t from = pick(kCount);
  deliver(from, (from + 1 + pick(kCount - 1)) % kCount);
}

void ThreeMachines::deliver(std::size_t from, std::size_t to) {
  plug_in(machines[to], machines[from]);
  const Words words = {"merge", "--from", kStick};
  if (!run_merge(machines[to], one_of(kMergers), words)) {
    run_merge(machines[to], "", words);
  }
  pull_out(machines[to]);
}

void ThreeMachines::fold(std::size_t machine) {
  Words people = managers_;
  people.insert(people.end(), kSupervisors.begin(), kSupervisors.end());
  std::shuffle(people.begin(), people.end(), random_);
  for (const std::string& person : people) {
    run_merge(machines[machine], person, {"merge", "--conflicts"});
  }
  run_merge(machines[machine], "mkone", {"merge", "--conflicts", "--recovery", kRecovery});
}

bool ThreeMachines::run_merge(CommandLine& machine, const std::string& person, const Words& words) {
  machine.person = person.empty() ? "mkone" : person;
  if (person.empty()) {
    machine.environment["POS_IDENTITY"] = "";
  }
  const Outcome outcome = machine.run_on(machine.files, words);
  machine.environment.erase("POS_IDENTITY");
  // Facts that somebody has sealed after their key or role had ended are made anew by who opens the
  // journal; until then they are left out (13).
  const bool left_out = outcome.code == 13 && !unsure_.empty() && leaves_out_seals(outcome.out);
  CHECK_MESSAGE(
      (outcome.code == 0 || left_out || (unsure_.contains(person) && is_refusal(outcome.code))),
      person, outcome.code, outcome.out, outcome.err);
  ++merges;
  return outcome.code == 0 || left_out;
}

std::vector<std::string> ThreeMachines::entries_of(CommandLine& machine, const std::string& id,
                                                   const std::string& form) {
  const Outcome outcome = machine.run_on(machine.files, {"history", id, "--format", "json"});
  std::vector<std::string> found;
  if (outcome.code == 0 || outcome.code == 3) {
    const Value history = read_json(outcome.out);
    for (const Value& item : at(history, "items")->items) {
      if (form.empty() || item.scalar_of("form") == form) {
        found.push_back(item.scalar_of("entry"));
      }
    }
  }
  return found;
}

/// One after the other, in any order, until somebody may. All that is then in the case
/// counts as written.
bool ThreeMachines::attempt(CommandLine& machine, const std::string& what, const std::string& id,
                            Words people, const Words& words) {
  std::shuffle(people.begin(), people.end(), random_);
  for (const std::string& person : people) {
    machine.person = person;
    const Outcome outcome = machine.run_on(machine.files, words);
    if (outcome.code != 0 && outcome.code != 3) {
      CHECK_MESSAGE(is_refusal(outcome.code), what, outcome.code, outcome.err);
      ++refused;
      continue;
    }
    ++done[what];
    // Who hands a case to another unit sees it no longer.
    for (const std::string& reader : id.empty() ? Words{} : Words{"mkone", "ssidibe"}) {
      machine.person = reader;
      for (const std::string& entry : entries_of(machine, id)) {
        entries[id].insert(entry);
      }
    }
    return true;
  }
  return false;
}

void ThreeMachines::register_child(CommandLine& machine) {
  if (children.size() >= 7) {
    return record(machine);
  }
  machine.person = one_of(managers_);
  const Outcome outcome =
      machine.run_on(machine.files, {"register", "--from", "examples/cases/hawa/1.B.yaml"});
  if (outcome.code != 0) {
    CHECK_MESSAGE(is_refusal(outcome.code), outcome.err);
    ++refused;
    return;
  }
  const std::string id = outcome.out.substr(0, outcome.out.find('\n'));
  children.push_back(id);
  for (const std::string& entry : entries_of(machine, id)) {
    entries[id].insert(entry);
  }
  ++done["register"];
}

void ThreeMachines::record(CommandLine& machine) {
  static const std::vector<std::pair<std::string, std::string>> forms = {
      {"1.A", "1.A.yaml"},
      {"1.C", "1.C.yaml"},
      {"2.A", "2.A.yaml"},
      {"3.A", "3.A.yaml"},
      {"5.A", "5.A-2026-05-06.yaml"},
      {"6.A", "6.A.yaml"}};
  const auto& [form, name] = forms[pick(forms.size())];
  write_form(machine, name);
  const std::string& id = one_of(children);
  // The clerk can open nothing, so that only the answer says what was written.
  if (pick(6) == 0) {
    machine.person = "fsow";
    const Outcome outcome =
        machine.run_on(machine.files, {"record", id, form, "--from", "form.yaml"});
    CHECK_MESSAGE((outcome.code == 0 || is_refusal(outcome.code)), outcome.err);
    if (outcome.code == 0) {
      entries[id].insert(outcome.out.substr(0, outcome.out.find('\n')));
      ++done["clerk"];
    }
    return;
  }
  attempt(machine, form, id, managers_, {"record", id, form, "--from", "form.yaml"});
}

void ThreeMachines::correct(CommandLine& machine) {
  const std::string& id = one_of(children);
  machine.person = one_of(managers_);
  const std::vector<std::string> notes = entries_of(machine, id, "1.A");
  if (!notes.empty()) {
    write_form(machine, "1.A.yaml");
    attempt(machine, "correct", id, {machine.person},
            {"record", id, "1.A", "--corrects", one_of(notes), "--from", "form.yaml"});
  }
}

void ThreeMachines::withdraw(CommandLine& machine) {
  const std::string& id = another_child();
  machine.person = one_of(managers_);
  const std::vector<std::string> known = entries_of(machine, id);
  if (known.size() > 1) {
    attempt(machine, "void", id, {machine.person},
            {"void", id, known[1 + pick(known.size() - 1)], "--reason", "entered twice"});
  }
}

void ThreeMachines::validate(CommandLine& machine) {
  const std::string& id = one_of(children);
  const std::string step = one_of({"plan", "close"});
  attempt(machine, step, id, kSupervisors, {step, id, "--validate"});
}

void ThreeMachines::assign(CommandLine& machine) {
  const std::string& id = another_child();
  attempt(machine, "assign", id, kSupervisors,
          {"assign", id, "--to", one_of(managers_), "--reason", "holidays"});
}

void ThreeMachines::mask(CommandLine& machine) {
  const std::string& id = one_of(children);
  const bool off = pick(3) == 0;
  Words words = {"mask", id, "--reason", "danger"};
  if (off) {
    words.push_back("--off");
  }
  attempt(machine, off ? "unmask" : "mask", id, managers_, words);
}

/// The supervisor validates on two machines, while the manager corrects the closure on the third.
void ThreeMachines::close_at_once() {
  for (CommandLine& machine : machines) {
    machine.now = kStart;
  }
  for (std::size_t m = 0; m < 2; ++m) {
    attempt(machines[m], "close", closing, {"mkone"}, {"close", closing, "--validate"});
  }
  machines[2].person = "ktraore";
  const std::vector<std::string> notes = entries_of(machines[2], closing, "1.C");
  REQUIRE(notes.size() == 1);
  attempt(machines[2], "correct", closing, {"ktraore"},
          {"record", closing, "1.C", "--corrects", notes.front(), "--from",
           "examples/cases/mariam/1.C.yaml"});
}

void ThreeMachines::change_staff(CommandLine& machine) {
  const std::string name = "Invented " + std::to_string(minutes_);
  switch (pick(8)) {
    case 0:
      attempt(machine, "name", "", {"amaiga"},
              {"people", "set", one_of(managers_), "--name", name});
      break;
    case 1:
      machine.files.put("service.yaml", "name: " + name + "\n");
      attempt(machine, "directory", "", {"mkone"},
              {"directory", "add", one_of({"APAFE", "BNCE"}), "--from", "service.yaml"});
      break;
    case 2:
    case 3:
      change_group(machine);
      break;
    case 4:
      hire(machine);
      break;
    case 5:
      retire(machine);
      break;
    case 6:
      change_role(machine);
      break;
    default:
      change_keys(machine);
  }
  note_plain(machine);
}

void ThreeMachines::change_group(CommandLine& machine) {
  const bool statistics = pick(2) == 0;
  const std::string code = statistics ? one_of(kSupervisors) : "ktraore";
  Words words = {"group", pick(2) == 0 ? "add" : "remove",
                 statistics ? "statistics" : "team-enfance", code};
  if (words[1] == "remove" && pick(2) == 0) {
    words.push_back("--rotate");
  }
  const Words members =
      statistics ? Words{"bsidibe", "mkone", "ssidibe"} : Words{"mkone", "ktraore"};
  attempt(machine, "group " + words[1], "", members, words);
}

void ThreeMachines::hire(CommandLine& machine) {
  const std::string code = one_of({"newcomer", "unused"});
  if (attempt(machine, "hire", "", {"amaiga"},
              {"people", "add", "--card", code + ".yaml", "--role", "case_manager", "--unit",
               "enfance", "--supervisor", "mkone"})) {
    unsure_.insert(code);
    managers_.push_back(code);
  }
}

void ThreeMachines::retire(CommandLine& machine) {
  const std::string code = one_of({"adiarra", "newcomer", "unused"});
  if (attempt(machine, "retire", "", {"amaiga"},
              {"people", "retire", code, "--recovery", kRecovery})) {
    retired.insert(code);
    unsure_.insert(code);
  }
}

void ThreeMachines::change_role(CommandLine& machine) {
  static const std::vector<Words> changes = {
      {"nba", "--unit", "enfance", "--supervisor", "mkone"},
      {"nba", "--unit", "jeunesse", "--supervisor", "ssidibe"},
      {"newcomer", "--role", "data_clerk", "--manager", "adiarra"},
      {"newcomer", "--role", "case_manager", "--unit", "enfance", "--supervisor", "mkone"},
      {"adiarra", "--role", "statistics_officer"},
      {"adiarra", "--role", "case_manager", "--unit", "enfance", "--supervisor", "mkone"}};
  Words words = changes[pick(changes.size())];
  const std::string code = words.front();
  words.insert(words.begin(), {"people", "set"});
  words.insert(words.end(), {"--recovery", kRecovery});
  if (attempt(machine, "role", "", {"amaiga"}, words)) {
    moved.insert(code);
    unsure_.insert(code);
  }
}

/// Who has new keys works with those alone, and is refused where they are not known yet: what the
/// former ones have signed after that time is badly signed (format.md 3). So they come from the
/// machine whose clock is ahead of the others, where nothing of the former ones can be later; and
/// nobody gets new keys twice, which could be on two machines at once.
void ThreeMachines::change_keys(CommandLine& machine) {
  const std::string code = one_of({"adiarra", "ktraore", "nba", "bsidibe"});
  if (&machine != &machines[kAhead] || !rekeyed_.insert(code).second) {
    return;
  }
  const TestPerson fresh(code, ++fresh_keys_);
  machine.files.put("fresh.card", write_card(fresh.card()));
  const WipedString key =
      identity_file_text(std::span(&fresh.identity, 1), time_at(machine.now.c_str()));
  const bool own = pick(2) == 0;
  Words words = {"people", "set", code, "--card", "fresh.card"};
  if (!own) {
    words.insert(words.end(), {"--recovery", kRecovery});
  }
  if (attempt(machine, own ? "own keys" : "keys", "", {own ? code : "amaiga"}, words)) {
    unsure_.insert(code);
    for (CommandLine& each : machines) {
      each.files.put(key_file(code), std::string(key.begin(), key.end()));
    }
    attempt(machine, "rekey", "", {code}, {"rekey"});
  }
}

void ThreeMachines::note_plain(const CommandLine& machine) {
  for (const auto& [path, bytes] : machine.vault()) {
    if (path.ends_with(".yaml")) {
      for (const Document& document : parse_stream(bytes, path, Padding::None).documents) {
        plain.insert(document.hash);
      }
    }
  }
}

std::map<std::string, std::set<std::string>> documents_of_vault(const CommandLine& machine) {
  static const std::vector<Identity> recovery = [] {
    MemoryFileSystem files = new_office();
    return load_identities(files, "/t/recovery.key", [] { return SecretBytes(); });
  }();
  std::map<std::string, std::set<std::string>> documents;
  for (const auto& [path, bytes] : machine.vault()) {
    if (path.find("/.") != path.npos) {
      continue;
    }
    const std::string name = name_of(path);
    const std::optional<CaseId> id = case_of_name(name);
    const std::string code = id ? id->text() : code_of_name(name).value_or(name);
    const Stream stream =
        id ? open_stream(bytes, recovery, path).value() : parse_stream(bytes, path, Padding::None);
    for (const Document& document : stream.documents) {
      if (document.values.find("seal") == nullptr) {
        documents[folder_of(path) + "/" + code].insert(document.hash);
      }
    }
  }
  return documents;
}

}  // namespace pos::test
