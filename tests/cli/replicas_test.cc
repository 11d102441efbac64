// Three machines that work apart and meet now and then: random work, random deliveries, clocks that
// differ. Whoever merges, and in whatever order, all end with the same vault, and no entry is lost.
#include "support/replicas.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <tuple>

#include "support/effort.h"
#include "support/json_reader.h"
#include "support/three_machines.h"

namespace pos::test {
namespace {

using Documents = std::map<std::string, std::set<std::string>>;

constexpr const char* kMet = "2026-12-01T08:00:00Z";

std::string lines_of(const Documents& documents) {
  std::string text;
  for (const auto& [file, hashes] : documents) {
    for (const std::string& hash : hashes) {
      text += file + " " + hash + "\n";
    }
  }
  return text;
}

/// What one has and the other has not.
std::string unlike(const Documents& one, const Documents& other) {
  std::string text;
  for (const auto& [sign, has, lacks] : {std::tuple("+", &one, &other), {"-", &other, &one}}) {
    for (const auto& [file, hashes] : *has) {
      for (const std::string& hash : hashes) {
        if (!lacks->contains(file) || !lacks->at(file).contains(hash)) {
          text += std::string(sign) + file + " " + hash + "\n";
        }
      }
    }
  }
  return text;
}

/// Everything that people see of the cases in this machine's vault; what it remembers of earlier
/// days is its own affair.
std::string seen_on(CommandLine machine, const std::vector<std::string>& children) {
  for (const auto& [path, bytes] : machine.files.files()) {
    if (path.starts_with(kStateFolder)) {
      machine.files.remove(path);
    }
  }
  machine.now = kMet;
  std::string seen;
  for (const char* person : {"mkone", "ssidibe"}) {
    machine.person = person;
    seen += std::string(person) + machine.run_on(machine.files, {"list", "--format", "json"}).out;
    for (const std::string& id : children) {
      seen += machine.run_on(machine.files, {"history", id, "--format", "json"}).out;
      seen += machine.run_on(machine.files, {"show", id, "--format", "json"}).out;
    }
  }
  return seen;
}

/// All to all, each time by somebody else, until nothing moves. By then every clock is past all
/// that was written: until then an end of a role holds on the machines whose clock has reached it.
void meet(ThreeMachines& office) {
  for (CommandLine& machine : office.machines) {
    machine.now = kMet;
  }
  for (int round = 0; round < 6; ++round) {
    bool still = true;
    for (std::size_t to = 0; to < ThreeMachines::kCount; ++to) {
      const auto before = office.machines[to].vault();
      for (std::size_t from = 0; from < ThreeMachines::kCount; ++from) {
        if (from != to) {
          office.deliver(from, to);
        }
      }
      office.fold(to);
      still = still && before == office.machines[to].vault();
    }
    if (still) {
      return;
    }
  }
  FAIL_CHECK("they never agree");
}

void check_all_is_there(ThreeMachines& office) {
  CommandLine& machine = office.machines[0];
  ThreeMachines::Entries seen;
  for (const char* person : {"mkone", "ssidibe"}) {
    machine.person = person;
    for (const std::string& id : office.children) {
      for (const std::string& entry : ThreeMachines::entries_of(machine, id)) {
        seen[id].insert(entry);
      }
    }
  }
  const bool all_seen = lines_of(seen) == lines_of(office.entries);
  CHECK(all_seen);
  std::set<std::string> documents;
  for (const auto& [file, hashes] : documents_of_vault(machine)) {
    documents.insert(hashes.begin(), hashes.end());
  }
  CHECK(
      std::includes(documents.begin(), documents.end(), office.plain.begin(), office.plain.end()));
}

void check_same(ThreeMachines& office) {
  const auto first = office.machines[0].vault();
  for (std::size_t m = 1; m < ThreeMachines::kCount; ++m) {
    const auto other = office.machines[m].vault();
    for (const auto& file : other) {
      CHECK_MESSAGE((first.contains(file.first) && first.at(file.first) == file.second),
                    file.first);
    }
    CHECK(other.size() == first.size());
    const bool same_state = seen_on(office.machines[m], office.children) ==
                            seen_on(office.machines[0], office.children);
    CHECK(same_state);
  }
}

/// What two machines closed and a third one corrected is closed, with every correction there.
void check_closed(ThreeMachines& office) {
  CommandLine& machine = office.machines[0];
  machine.person = "mkone";
  const Outcome outcome =
      machine.run_on(machine.files, {"show", office.closing, "--format", "json"});
  CHECK_MESSAGE((outcome.code == 0 || outcome.code == 3), outcome.err);
  CHECK(told(read_json(outcome.out), "status") == "closed");
}

/// Who is in office opens what is theirs, on any machine; who has left, nothing. What a machine
/// wrote to a former key, not knowing the new one, the supervisor seals anew.
void check_readers(ThreeMachines& office) {
  CommandLine& machine = office.machines[1];
  const auto code_of = [&](const std::string& person, const std::string& words) {
    machine.person = person;
    return machine.run_on(machine.files, cut_words(words)).code;
  };
  for (const std::string& code : office.retired) {
    CHECK_MESSAGE(code_of(code, "list") == 15, code);
  }
  for (const char* supervisor : {"mkone", "ssidibe"}) {
    const int sealed = code_of(supervisor, "rekey");
    CHECK_MESSAGE((sealed == 0 || sealed == 3), supervisor, sealed);
    machine.person = supervisor;
    const Value listed = read_json(machine.run_on(machine.files, {"list", "--format", "json"}).out);
    for (const Value& item : at(listed, "items")->items) {
      const std::string manager = told(item, "manager");
      if (!office.retired.contains(manager) && !office.moved.contains(manager)) {
        const int code = code_of(manager, "show " + told(item, "case"));
        CHECK_MESSAGE((code == 0 || code == 3), manager, code);
      }
    }
  }
}

/// From where the three stand apart: every order of merging gives the same documents.
void check_every_order(const ThreeMachines& office) {
  std::array<std::size_t, ThreeMachines::kCount> order = {0, 1, 2};
  int orders = turns(2, 6, 1);
  std::optional<Documents> first;
  do {
    const std::size_t a = order[0], b = order[1], c = order[2];
    ThreeMachines left = office;  // (a + b) + c
    left.deliver(a, b);
    left.deliver(b, c);
    ThreeMachines right = office;  // a + (b + c)
    right.deliver(c, b);
    right.deliver(b, a);
    for (const CommandLine* reached : {&left.machines[c], &right.machines[a]}) {
      const Documents documents = documents_of_vault(*reached);
      first = first.value_or(documents);
      CHECK_MESSAGE(documents == *first, unlike(documents, *first));
    }
  } while (--orders > 0 && std::next_permutation(order.begin(), order.end()));
}

}  // namespace

TEST_CASE("replicas that worked apart end with the same vault, whoever merges and in what order") {
  std::map<std::string, int> done;
  int refused = 0, merges = 0;
  for (int seed = 1; seed <= turns(1, 12); ++seed) {
    CAPTURE(seed);
    ThreeMachines office(static_cast<unsigned>(seed));
    for (int step = 0; step < turns(25, 60, 8); ++step) {
      CAPTURE(step);
      office.work();
      if (step % 8 == 7) {
        office.deliver();
      }
    }
    check_every_order(office);
    meet(office);
    check_all_is_there(office);
    check_same(office);
    check_closed(office);
    check_readers(office);
    for (const auto& [what, count] : office.done) {
      done[what] += count;
    }
    refused += office.refused;
    merges += office.merges;
  }
  std::string counts;
  for (const auto& [what, count] : done) {
    counts += what + " " + std::to_string(count) + ", ";
  }
  MESSAGE(counts << refused << " refused, " << merges << " merges");
}

TEST_CASE("a case handed to two units at once is whole again with the recovery key") {
  TwoChildren ours = two_children(), theirs = two_children();
  ours.person = theirs.person = "mkone";
  ours.now = "2026-04-16T09:00:00Z";
  ours.get("assign " + ours.girl + " --to nba --reason nearer");
  theirs.now = "2026-04-16T08:00:00Z";
  theirs.get("assign " + theirs.girl + " --to ktraore --reason holidays");

  const Outcome taken = merge_from(ours, theirs);
  CHECK(taken.code == 0);
  CHECK(taken.err.find("--recovery") != std::string::npos);
  const auto names = [&] {
    std::size_t count = 0;
    for (const auto& [path, bytes] : ours.vault()) {
      count += path.find("/cases/2026/" + ours.girl) != path.npos ? 1U : 0U;
    }
    return count;
  };
  CHECK(names() == 2);

  ours.get("merge --conflicts --recovery /t/recovery.key");
  CHECK(names() == 1);
  // The later of the two assignments counts (format.md 5.3), and only its manager reads.
  for (const auto& [person, code] : {std::pair("nba", 0), {"ktraore", 12}, {"mkone", 12}}) {
    ours.person = person;
    CHECK_MESSAGE(ours.run("show " + ours.girl).code == code, ours.person);
  }
}

}  // namespace pos::test
