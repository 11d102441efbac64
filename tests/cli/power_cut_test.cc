// Every command that writes, on a disk that loses its power after each of its steps: whatever of
// the unsynced is left, what was reported as saved is there, everything opens, and work goes on.
#include "support/power_cut.h"

#include <doctest/doctest.h>

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
  BusyOffice office = office_before(command);
  PowerCutDisk disk(office.files, -1);
  CAPTURE(std::string(command.name));
  const Outcome outcome = office.run_on(disk, cut_words(command.words));
  CHECK_MESSAGE(outcome.code == 0, outcome.err);
  return disk.steps();
}

/// Before the first step, between any two, and after the last.
std::vector<Cut> cuts(int usual) {
  std::vector<Cut> all;
  for (const MutatingCommand* command : drawn_commands(usual)) {
    const int steps = count_steps(*command);
    for (int after = 0; after <= steps; ++after) {
      all.push_back({command, after});
    }
  }
  return drawn(std::move(all), usual);
}

/// Cuts the power there, and looks at some of the disks that may be left.
int run_cut(const Cut& cut, int outcomes, std::mt19937& draw) {
  BusyOffice office = office_before(*cut.command);
  PowerCutDisk disk(office.files, cut.after);
  const Outcome outcome = office.run_on(disk, cut_words(cut.command->words));
  CHECK((outcome.code == 0 || outcome.code == 16 || cut.command->mends));
  const VaultContents reported = outcome.code == 0 ? contents_of(disk.seen()) : VaultContents();
  static std::set<std::string> known;
  const std::size_t known_before = known.size();
  for (int i = 0; i < outcomes; ++i) {
    CAPTURE(i);
    office.files = disk.after_cut(draw);
    const VaultContents after = contents_of(office.files);
    check_nothing_lost(*cut.command, reported, after);
    if (known.insert(cut.command->name + likeness(office.files, after)).second) {
      check_work_goes_on(office, *cut.command);
    }
  }
  return static_cast<int>(known.size() - known_before);
}

}  // namespace

TEST_CASE("every command that writes survives a power cut after any step") {
  const std::vector<Cut> all = cuts(4);
  const int outcomes = turns(2, 8, 1);
  std::mt19937 draw(20260921);
  int looked_at = 0;
  for (const Cut& cut : all) {
    CAPTURE(std::string(cut.command->name));
    CAPTURE(cut.after);
    looked_at += run_cut(cut, outcomes, draw);
  }
  MESSAGE("power cuts: ", all.size(), ", outcomes: ", static_cast<int>(all.size()) * outcomes,
          ", unlike: ", looked_at);
}

}  // namespace pos::test
