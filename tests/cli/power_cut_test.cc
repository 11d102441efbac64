// Every command that writes, on a disk that loses its power after each of its steps: whatever of
// the unsynced is left, what was reported as saved is there, everything opens, and work goes on.
#include "support/power_cut.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <set>

#include "support/effort.h"
#include "support/mutating_commands.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

struct Cut {
  const MutatingCommand* command;
  int after;
};

int count_steps(const MutatingCommand& command) {
  BusyOffice office = busy_office();
  office.person = command.person;
  PowerCutDisk disk(office.files, -1);
  CAPTURE(command.name);
  const Outcome outcome = office.run_on(disk, cut_words(command.words));
  CHECK_MESSAGE(outcome.code == 0, outcome.err);
  return disk.steps();
}

/// Before the first step, between any two, and after the last; in an order in which any stretch has
/// some of every command.
std::vector<Cut> cuts() {
  std::vector<Cut> all;
  for (const MutatingCommand& command : mutating_commands()) {
    const int steps = count_steps(command);
    for (int after = 0; after <= steps; ++after) {
      all.push_back({&command, after});
    }
  }
  std::shuffle(all.begin(), all.end(), std::mt19937(20260920));
  return all;
}

void check_work_goes_on(BusyOffice& office, const MutatingCommand& command) {
  CHECK(office.what_check_finds() == "");
  office.person = command.person;
  const Outcome again = office.run_on(office.files, cut_words(command.words));
  CHECK_MESSAGE((again.code == 0 || again.code == command.again), again.err);
  CHECK(office.what_check_finds() == "");
}

/// Cuts the power there, and looks at some of the disks that may be left.
int run_cut(const Cut& cut, int outcomes, std::mt19937& draw) {
  static const VaultContents before = [] {
    BusyOffice office = busy_office();
    return contents_of(office.files);
  }();
  BusyOffice office = busy_office();
  office.person = cut.command->person;
  PowerCutDisk disk(office.files, cut.after);
  const Outcome outcome = office.run_on(disk, cut_words(cut.command->words));
  CHECK((outcome.code == 0 || outcome.code == 16));
  const bool saved = outcome.code == 0;
  const VaultContents reported = saved ? contents_of(disk.seen()) : before;
  std::set<std::string> known;
  for (int i = 0; i < outcomes; ++i) {
    CAPTURE(i);
    office.files = disk.after_cut(draw);
    const VaultContents after = contents_of(office.files);
    CHECK(after.lost_since(before) == std::vector<std::string>());
    CHECK(after.lost_since(reported) == std::vector<std::string>());
    CHECK(after.unreadable == std::vector<std::string>());
    if (known.insert(likeness(office.files, after)).second) {
      check_work_goes_on(office, *cut.command);
    }
  }
  return static_cast<int>(known.size());
}

}  // namespace

TEST_CASE("every command that writes survives a power cut after any step") {
  const std::vector<Cut> all = cuts();
  const int number = std::min(turns(4, 1 << 20), static_cast<int>(all.size()));
  const int outcomes = turns(2, 8);
  std::mt19937 draw(20260921);
  int looked_at = 0;
  for (int i = 0; i < number; ++i) {
    const Cut& cut = all[static_cast<std::size_t>(i)];
    CAPTURE(cut.command->name);
    CAPTURE(cut.after);
    looked_at += run_cut(cut, outcomes, draw);
  }
  MESSAGE("power cuts: ", number, " of ", all.size(), ", outcomes: ", number * outcomes,
          ", unlike: ", looked_at);
}

}  // namespace pos::test
