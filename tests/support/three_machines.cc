#include "support/three_machines.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/json_reader.h"
#include "support/replicas.h"

namespace pos::test {
namespace {

/// Hours by which each machine's clock is off.
constexpr std::array<int, ThreeMachines::kCount> kSkews = {0, -5, 30};
const std::vector<std::string> kManagers = {"adiarra", "ktraore", "nba"};
const std::vector<std::string> kSupervisors = {"mkone", "ssidibe"};
/// Empty: a machine that only carries files.
const std::vector<std::string> kMergers = {"adiarra", "ktraore", "nba",     "mkone",
                                           "ssidibe", "amaiga",  "bsidibe", ""};

/// A filled example, as if it had happened on a day before all the work.
void write_form(CommandLine& machine, const std::string& name) {
  std::string form = machine.files.read("examples/cases/hawa/" + name).value();
  constexpr std::string_view kDate = ": 2026-0";
  for (std::size_t at = form.find(kDate); at != form.npos; at = form.find(kDate, at + 1)) {
    if (form.substr(at + 2, 10) > "2026-04-14") {
      form.replace(at + 2, 10, "2026-04-14");
    }
  }
  machine.files.put("form.yaml", form);
}

/// What the procedures, a role, the clock, a closed file or a name refuse is no matter here.
bool is_refusal(int code) {
  static const std::set<int> refusals = {4, 5, 12, 14, 15};
  return refusals.contains(code);
}

}  // namespace

ThreeMachines::ThreeMachines(unsigned seed) : random_(seed) {
  const TwoChildren office = two_children();
  children = {office.girl, office.boy};
  for (CommandLine& machine : machines) {
    machine = office;
    machine.person = "adiarra";
  }
  note_plain(machines[0]);
  for (const std::string& id : children) {
    for (const std::string& entry : entries_of(machines[0], id)) {
      entries[id].insert(entry);
    }
  }
}

std::size_t ThreeMachines::pick(std::size_t count) {
  return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
}

void ThreeMachines::work() {
  minutes_ += static_cast<int>(1 + pick(90));
  const std::size_t chosen = pick(kCount);
  CommandLine& machine = machines[chosen];
  machine.now = to_string(time_at("2026-04-20T08:00:00Z") + std::chrono::minutes(minutes_) +
                          std::chrono::hours(kSkews[chosen]));
  switch (pick(14)) {
    case 0:
      return register_child(machine);
    case 1:
      return assign(machine);
    case 2:
      return mask(machine);
    case 3:
      return change_staff(machine);
    case 4:
      return validate(machine);
    case 5:
    case 6:
      return correct(machine);
    case 7:
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
  run_merge(machines[to], one_of(kMergers), {"merge", "--from", kStick});
  pull_out(machines[to]);
}

void ThreeMachines::fold(std::size_t machine) {
  Words people = kManagers;
  people.insert(people.end(), kSupervisors.begin(), kSupervisors.end());
  std::shuffle(people.begin(), people.end(), random_);
  for (const std::string& person : people) {
    run_merge(machines[machine], person, {"merge", "--conflicts"});
  }
  run_merge(machines[machine], "mkone", {"merge", "--conflicts", "--recovery", "/t/recovery.key"});
}

void ThreeMachines::run_merge(CommandLine& machine, const std::string& person, const Words& words) {
  machine.person = person.empty() ? kManagers.front() : person;
  if (person.empty()) {
    machine.environment["POS_IDENTITY"] = "";
  }
  const Outcome outcome = machine.run_on(machine.files, words);
  machine.environment.erase("POS_IDENTITY");
  CHECK_MESSAGE(outcome.code == 0, person, outcome.out, outcome.err);
  ++merges;
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
    if (outcome.code != 0) {
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
  if (children.size() >= 6) {
    return record(machine);
  }
  machine.person = one_of(kManagers);
  const std::string id = machine.get("register --from examples/cases/hawa/1.B.yaml");
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
  attempt(machine, form, id, kManagers, {"record", id, form, "--from", "form.yaml"});
}

void ThreeMachines::correct(CommandLine& machine) {
  const std::string& id = one_of(children);
  machine.person = one_of(kManagers);
  const std::vector<std::string> notes = entries_of(machine, id, "1.A");
  if (!notes.empty()) {
    write_form(machine, "1.A.yaml");
    attempt(machine, "correct", id, {machine.person},
            {"record", id, "1.A", "--corrects", one_of(notes), "--from", "form.yaml"});
  }
}

void ThreeMachines::withdraw(CommandLine& machine) {
  const std::string& id = one_of(children);
  machine.person = one_of(kManagers);
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
  const std::string& id = one_of(children);
  attempt(machine, "assign", id, kSupervisors,
          {"assign", id, "--to", one_of(kManagers), "--reason", "holidays"});
}

void ThreeMachines::mask(CommandLine& machine) {
  const std::string& id = one_of(children);
  const bool off = pick(3) == 0;
  Words words = {"mask", id, "--reason", "danger"};
  if (off) {
    words.push_back("--off");
  }
  attempt(machine, off ? "unmask" : "mask", id, kManagers, words);
}

void ThreeMachines::change_staff(CommandLine& machine) {
  const std::string name = "Invented " + std::to_string(minutes_);
  switch (pick(3)) {
    case 0:
      attempt(machine, "people", "", {"amaiga"},
              {"people", "set", one_of(kManagers), "--name", name});
      break;
    case 1:
      attempt(machine, "group", "", {"bsidibe"},
              {"group", "add", "statistics", one_of(kSupervisors)});
      break;
    default:
      machine.files.put("service.yaml", "name: " + name + "\n");
      attempt(machine, "directory", "", {"mkone"},
              {"directory", "add", one_of({"APAFE", "BNCE"}), "--from", "service.yaml"});
  }
  note_plain(machine);
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
