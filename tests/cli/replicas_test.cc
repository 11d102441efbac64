// Three machines that work apart and meet now and then: random work, random deliveries, clocks that
// differ. Whoever merges, and in whatever order, all end with the same vault, and no entry is lost.
#include "support/replicas.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>
#include <set>

#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/effort.h"
#include "support/json_reader.h"
#include "workflow/case_append.h"

namespace pos::test {
namespace {

using Words = std::vector<std::string>;
using Files = std::map<std::string, std::string>;

constexpr std::size_t kMachines = 3;
// Hours by which each machine's clock is off.
constexpr std::array<int, kMachines> kSkews = {0, -5, 30};
const std::vector<std::string> kManagers = {"adiarra", "ktraore", "nba"};
const std::vector<std::string> kStaff = {"adiarra", "ktraore", "nba",     "mkone",
                                         "ssidibe", "amaiga",  "bsidibe", ""};

/// What must be there in the end: the entries and plain documents that a command reported as saved.
struct Written {
  std::map<std::string, std::set<std::string>> entries;  ///< by case
  std::set<std::string> plain;                           ///< hashes
};

class Office {
 public:
  explicit Office(unsigned seed) : random_(seed) {
    for (CommandLine& machine : machines) {
      machine = two_children();
      machine.person = "adiarra";
    }
    const TwoChildren base = two_children();
    children_ = {base.girl, base.boy};
    for (std::size_t m = 0; m < kMachines; ++m) {
      note_plain(m);
    }
    for (const std::string& id : children_) {
      for (const std::string& entry : entries_of(machines[0], id)) {
        written.entries[id].insert(entry);
      }
    }
  }

  std::array<CommandLine, kMachines> machines;
  Written written;
  int refused = 0, done = 0, merges = 0;

  std::size_t pick(std::size_t count) {
    return std::uniform_int_distribution<std::size_t>(0, count - 1)(random_);
  }
  template <class List>
  const auto& one_of(const List& list) {
    return list[pick(list.size())];
  }

  /// Somebody does something on some machine.
  void work() {
    minutes_ += static_cast<int>(1 + pick(90));
    const std::size_t m = pick(kMachines);
    CommandLine& machine = machines[m];
    machine.now = to_string(time_at("2026-04-20T08:00:00Z") + std::chrono::minutes(minutes_) +
                            std::chrono::hours(kSkews[m]));
    switch (pick(16)) {
      case 0:
        return register_child(machine);
      case 1:
        return assign(machine, one_of(children_), one_of(kManagers));
      case 2:
        return mask(machine, one_of(children_));
      case 3:
        return staff_change(m);
      case 4:
        return validate(machine, one_of(children_));
      case 5:
      case 6:
        return correct(machine, one_of(children_), false);
      case 7:
        return correct(machine, one_of(children_), true);
      default:
        return record(machine, one_of(children_));
    }
  }

  /// What one machine has is brought to another, where somebody merges it.
  void deliver(const CommandLine& from, CommandLine& to, const std::string& person) {
    to.person = person.empty() ? "adiarra" : person;
    if (person.empty()) {
      to.environment["POS_IDENTITY"] = "";
    }
    const Outcome outcome = merge_from(to, from);
    to.environment.erase("POS_IDENTITY");
    CHECK_MESSAGE(outcome.code == 0, person, outcome.out, outcome.err);
    ++merges;
  }
  void deliver() {
    const std::size_t from = pick(kMachines);
    deliver(machines[from], machines[(from + 1 + pick(kMachines - 1)) % kMachines], one_of(kStaff));
  }

  static std::vector<std::string> entries_of(CommandLine& machine, const std::string& id) {
    const Outcome outcome = machine.run_on(machine.files, {"history", id, "--format", "json"});
    std::vector<std::string> entries;
    if (outcome.code == 0 || outcome.code == 3) {
      for (const Value& item : at(read_json(outcome.out), "items")->items) {
        entries.push_back(item.scalar_of("entry"));
      }
    }
    return entries;
  }
  const std::vector<std::string>& children() const { return children_; }

 private:
  /// Runs it; what is refused by the procedures, a role, the clock or a closed file is no matter.
  std::optional<std::string> attempt(CommandLine& machine, const Words& words) {
    const Outcome outcome = machine.run_on(machine.files, words);
    if (outcome.code != 0) {
      CHECK_MESSAGE((outcome.code == 15 || outcome.code == 12 || outcome.code == 5 ||
                     outcome.code == 4 || outcome.code == 14),
                    words.front(), outcome.code, outcome.err);
      ++refused;
      return std::nullopt;
    }
    ++done;
    return outcome.out.substr(0, outcome.out.find('\n'));
  }

  void record(CommandLine& machine, const std::string& id) {
    static const std::vector<Words> steps = {
        {"record", "1.A", "1.A.yaml"}, {"record", "1.A", "1.A.yaml"},
        {"record", "1.C", "1.C.yaml"}, {"record", "2.A", "2.A.yaml"},
        {"record", "3.A", "3.A.yaml"}, {"record", "5.A", "5.A-2026-05-06.yaml"},
        {"record", "6.A", "6.A.yaml"}};
    const Words& step = one_of(steps);
    machine.person = pick(6) == 0 ? "fsow" : one_of(kManagers);
    write_form(machine, step[2]);
    const auto entry = attempt(machine, {step[0], id, step[1], "--from", "form.yaml"});
    if (entry) {
      written.entries[id].insert(*entry);
    }
  }

  /// The filled example, as if it had happened today: its dates of later are not there yet.
  void write_form(CommandLine& machine, const std::string& name) {
    std::string form = machine.files.read("examples/cases/hawa/" + name).value();
    for (std::size_t at = form.find(": 2026-0"); at != form.npos;
         at = form.find(": 2026-0", at + 1)) {
      const std::string date = form.substr(at + 2, 10);
      if (date > "2026-04-14") {
        form.replace(at + 2, 10, "2026-04-14");
      }
    }
    machine.files.put("form.yaml", form);
  }

  void register_child(CommandLine& machine) {
    if (children_.size() >= 6) {
      return record(machine, one_of(children_));
    }
    machine.person = one_of(kManagers);
    const Outcome outcome = machine.run_on(
        machine.files, {"register", "--from", "examples/cases/hawa/1.B.yaml", "--format", "json"});
    REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
    const Value result = read_json(outcome.out);
    children_.push_back(result.scalar_of("case"));
    written.entries[children_.back()].insert(result.scalar_of("entry"));
    ++done;
  }

  /// Corrects or withdraws an entry that this machine knows.
  void correct(CommandLine& machine, const std::string& id, bool withdraw) {
    machine.person = one_of(kManagers);
    const std::vector<std::string> entries = entries_of(machine, id);
    if (entries.size() < 2) {
      return;
    }
    const std::string& entry = entries[1 + pick(entries.size() - 1)];
    REQUIRE_FALSE(entry.empty());
    const auto written_entry =
        withdraw ? attempt(machine, {"void", id, entry, "--reason", "entered twice"})
                 : attempt(machine, {"record", id, "1.A", "--corrects", entry, "--from",
                                     "examples/cases/hawa/1.A.yaml"});
    if (written_entry) {
      written.entries[id].insert(entries_of(machine, id).back());
    }
  }

  void validate(CommandLine& machine, const std::string& id) {
    machine.person = one_of(Words{"mkone", "ssidibe"});
    const std::vector<std::string> before = entries_of(machine, id);
    if (attempt(machine, {one_of(Words{"plan", "close"}), id, "--validate"})) {
      note_new(machine, id, before);
    }
  }

  void note_new(CommandLine& machine, const std::string& id,
                const std::vector<std::string>& before) {
    for (const std::string& entry : entries_of(machine, id)) {
      if (std::find(before.begin(), before.end(), entry) == before.end()) {
        written.entries[id].insert(entry);
      }
    }
  }

  /// Writes an act as its command does.
  void act(CommandLine& machine, const std::string& id, Entry entry) {
    Access access;
    access.vault_folder = kVaultFolder;
    access.schemas_folder = kSchemasFolder;
    access.identity_path = key_file(machine.person);
    access.locks_folder = "/t/locks";
    access.unlocking = [](const std::string&) { return Unlocking{}; };
    access.now = time_at(machine.now.c_str());
    try {
      Workspace workspace(machine.files, access);
      CaseFiles files = open_to_write(workspace, CaseId::parse(id).value());
      entry.occurred = {workspace.now(), true};
      written.entries[id].insert(append(workspace, files, entry, {}, false).entry.id);
      ++done;
    } catch (const Error& error) {
      CHECK_MESSAGE((error.code == ErrorCode::Refused || error.code == ErrorCode::NoKey ||
                     error.code == ErrorCode::NotFound),
                    error.message.en);
      ++refused;
    }
  }

  void assign(CommandLine& machine, const std::string& id, const std::string& to) {
    Entry entry;
    entry.act = Act::Assign;
    entry.to = to;
    entry.reason = "holidays";
    machine.person = "mkone";
    act(machine, id, entry);
  }

  void mask(CommandLine& machine, const std::string& id) {
    Entry entry;
    entry.act = Act::Mask;
    entry.masked = pick(2) == 0;
    entry.reason = "danger";
    machine.person = one_of(kManagers);
    act(machine, id, entry);
  }

  void staff_change(std::size_t m) {
    CommandLine& machine = machines[m];
    machine.person = "amaiga";
    switch (pick(3)) {
      case 0:
        attempt(machine, {"people", "set", one_of(kManagers), "--name",
                          "Invented " + std::to_string(minutes_)});
        break;
      case 1:
        machine.person = "bsidibe";
        attempt(machine, {"group", "add", "statistics", one_of(Words{"mkone", "ssidibe"})});
        break;
      default:
        machine.person = "mkone";
        machine.files.put("service.yaml", "name: Invented " + std::to_string(minutes_) + "\n");
        attempt(machine,
                {"directory", "add", one_of(Words{"APAFE", "BNCE"}), "--from", "service.yaml"});
    }
    note_plain(m);
  }

  void note_plain(std::size_t m) {
    for (const auto& [path, bytes] : machines[m].vault()) {
      if (path.ends_with(".yaml")) {
        for (const Document& document : parse_stream(bytes, path, Padding::None).documents) {
          written.plain.insert(document.hash);
        }
      }
    }
  }

  std::mt19937 random_;
  std::vector<std::string> children_;
  int minutes_ = 0;
};

/// The documents of every file of a vault, whoever can open it; seals left out.
std::map<std::string, std::set<std::string>> documents_of(const CommandLine& machine) {
  static const std::vector<Identity> keys = [] {
    MemoryFileSystem files = new_office();
    return load_identities(files, "/t/recovery.key", [] { return SecretBytes(); });
  }();
  std::map<std::string, std::set<std::string>> documents;
  for (const auto& [path, bytes] : machine.files.files()) {
    if (!path.starts_with(std::string(kVaultFolder) + "/") || path.find("/.") != path.npos) {
      continue;
    }
    const std::string name = name_of(path);
    const std::optional<CaseId> id = case_of_name(name);
    const std::string file = id ? folder_of(path) + "/" + id->text()
                                : folder_of(path) + "/" + code_of_name(name).value_or(name);
    const Stream stream =
        id ? open_stream(bytes, keys, path).value() : parse_stream(bytes, path, Padding::None);
    for (const Document& document : stream.documents) {
      if (document.values.find("seal") == nullptr) {
        documents[file].insert(document.hash);
      }
    }
  }
  return documents;
}

/// Everything that people see of the cases, on this machine.
std::string state_of(CommandLine& machine, const std::vector<std::string>& children) {
  machine.now = "2026-06-01T08:00:00Z";
  std::string state;
  for (const char* person : {"mkone", "ssidibe"}) {
    machine.person = person;
    const Outcome list = machine.run_on(machine.files, {"list", "--format", "json"});
    state += std::string(person) + list.out;
    for (const std::string& id : children) {
      state += machine.run_on(machine.files, {"history", id, "--format", "json"}).out;
      state += machine.run_on(machine.files, {"show", id, "--format", "json"}).out;
    }
  }
  return state;
}

/// All to all, until nothing moves.
void meet(Office& office) {
  const Words people = {"adiarra", "ktraore", "nba", "mkone", "ssidibe"};
  for (int round = 0; round < 12; ++round) {
    const auto before = std::array{office.machines[0].vault(), office.machines[1].vault(),
                                   office.machines[2].vault()};
    for (std::size_t to = 0; to < kMachines; ++to) {
      for (std::size_t from = 0; from < kMachines; ++from) {
        if (from != to) {
          office.deliver(office.machines[from], office.machines[to],
                         people[(static_cast<std::size_t>(round) + to) % people.size()]);
        }
      }
    }
    const bool still = before[0] == office.machines[0].vault() &&
                       before[1] == office.machines[1].vault() &&
                       before[2] == office.machines[2].vault();
    if (still && round >= static_cast<int>(people.size())) {
      return;
    }
  }
}

void check_all_is_there(Office& office) {
  CommandLine& machine = office.machines[0];
  std::map<std::string, std::set<std::string>> seen;
  for (const char* person : {"mkone", "ssidibe"}) {
    machine.person = person;
    for (const std::string& id : office.children()) {
      for (const std::string& entry : Office::entries_of(machine, id)) {
        seen[id].insert(entry);
      }
    }
  }
  CHECK(seen == office.written.entries);
  std::set<std::string> plain;
  for (const auto& [file, hashes] : documents_of(machine)) {
    plain.insert(hashes.begin(), hashes.end());
  }
  CHECK(std::includes(plain.begin(), plain.end(), office.written.plain.begin(),
                      office.written.plain.end()));
}

void check_same(Office& office) {
  const auto first = office.machines[0].vault();
  for (std::size_t m = 1; m < kMachines; ++m) {
    for (const auto& file : office.machines[m].vault()) {
      CHECK_MESSAGE((first.contains(file.first) && first.at(file.first) == file.second),
                    file.first);
    }
    CHECK(office.machines[m].vault().size() == first.size());
    CHECK(state_of(office.machines[m], office.children()) ==
          state_of(office.machines[0], office.children()));
  }
}

/// From where the three stand apart: every order of merging gives the same documents.
void check_every_order(const Office& office) {
  std::array<std::size_t, kMachines> order = {0, 1, 2};
  int orders = turns(2, 6);
  std::optional<std::map<std::string, std::set<std::string>>> first;
  do {
    for (const bool left : {true, false}) {
      Office copy = office;
      CommandLine& a = copy.machines[order[0]];
      CommandLine& b = copy.machines[order[1]];
      CommandLine& c = copy.machines[order[2]];
      CommandLine& reached = left ? c : a;
      if (left) {  // (a + b) + c
        copy.deliver(a, b, copy.one_of(kStaff));
        copy.deliver(b, c, copy.one_of(kStaff));
      } else {  // a + (b + c)
        copy.deliver(c, b, copy.one_of(kStaff));
        copy.deliver(b, a, copy.one_of(kStaff));
      }
      const auto documents = documents_of(reached);
      first = first.value_or(documents);
      for (const auto& file : documents) {
        CHECK_MESSAGE((first->contains(file.first) && first->at(file.first) == file.second),
                      file.first);
      }
      CHECK(documents.size() == first->size());
    }
  } while (--orders > 0 && std::next_permutation(order.begin(), order.end()));
}

}  // namespace

TEST_CASE("replicas that worked apart end with the same vault, whoever merges and in what order") {
  int done = 0, refused = 0, merges = 0;
  std::size_t entries = 0;
  for (int seed = 1; seed <= turns(1, 40); ++seed) {
    CAPTURE(seed);
    Office office(static_cast<unsigned>(seed));
    for (int step = 0; step < turns(25, 120); ++step) {
      CAPTURE(step);
      office.work();
      if (office.pick(8) == 0) {
        office.deliver();
      }
    }
    check_every_order(office);
    meet(office);
    check_all_is_there(office);
    check_same(office);
    done += office.done;
    refused += office.refused;
    merges += office.merges;
    for (const auto& [id, of_case] : office.written.entries) {
      entries += of_case.size();
    }
  }
  MESSAGE(done << " changes, " << refused << " refused, " << merges << " merges, " << entries
               << " entries");
}

}  // namespace pos::test
