// Every command that writes, on a disk whose n-th call fails, for each n: what was there stays,
// what was not reported leaves no harm, and the next command goes on.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "support/effort.h"
#include "support/forwarding_file_system.h"
#include "support/mutating_commands.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

/// One run to be spoilt.
struct Trial {
  const MutatingCommand* command;
  Calls calls;
  int n;
  Fault fault;
  int error_number;
};

int count_calls(const MutatingCommand& command, Calls calls) {
  BusyOffice office = busy_office();
  office.person = command.person;
  FaultyFileSystem disk(office.files, 0, Fault::Refused, calls);
  const Outcome outcome = office.run_on(disk, cut_words(command.words));
  CAPTURE(command.name);
  CHECK_MESSAGE(outcome.code == 0, outcome.err);
  return disk.calls();
}

/// All of them, in an order in which any stretch has some of everything.
std::vector<Trial> trials(Calls calls, const std::vector<Fault>& faults,
                          const std::vector<int>& errors) {
  std::vector<Trial> all;
  for (const MutatingCommand& command : mutating_commands()) {
    const int count = count_calls(command, calls);
    CHECK(count > 0);
    for (int n = 1; n <= count; ++n) {
      for (const Fault fault : faults) {
        for (const int error_number : errors) {
          all.push_back({&command, calls, n, fault, error_number});
        }
      }
    }
  }
  std::shuffle(all.begin(), all.end(), std::mt19937(20260920));
  return all;
}

/// A child's name of the forms that the commands were given.
bool names_somebody(const std::string& text) {
  return text.find("Hawa") != std::string::npos || text.find("Mariam") != std::string::npos;
}

/// Files of the office, without what `pos` keeps for its user elsewhere.
std::map<std::string, std::string> files_of(const BusyOffice& office) {
  std::map<std::string, std::string> files = office.files.files();
  std::erase_if(files, [](const auto& file) { return !file.first.starts_with("/t/"); });
  return files;
}

void check_message(const Outcome& outcome, const Trial& trial) {
  CHECK(outcome.code == 16);
  CHECK(outcome.out == "");
  CHECK(outcome.err.find("pos: error: ") != std::string::npos);
  CHECK(outcome.err.find(system_reason(trial.error_number).en) != std::string::npos);
  CHECK(outcome.err.find("pos: hint: ") != std::string::npos);
  CHECK_FALSE(names_somebody(outcome.err));
}

/// The next command of the same person completes what was begun.
void check_next_command(BusyOffice& office, const MutatingCommand& command) {
  office.person = command.person;
  const Outcome again = office.run_on(office.files, cut_words(command.words));
  CHECK_MESSAGE((again.code == 0 || again.code == command.again), again.err);
  CHECK(office.what_check_finds() == "");
}

void run_trial(const Trial& trial) {
  CAPTURE(trial.command->name);
  CAPTURE(trial.n);
  CAPTURE(trial.error_number);
  const bool reading = trial.calls == Calls::Reading;
  const bool killed = trial.fault == Fault::Killed;
  CAPTURE(reading);
  CAPTURE(killed);
  static const VaultContents before = [] {
    BusyOffice office = busy_office();
    return contents_of(office.files);
  }();
  BusyOffice office = busy_office();
  const auto files_before = files_of(office);
  office.person = trial.command->person;
  FaultyFileSystem disk(office.files, trial.n, trial.fault, trial.calls, trial.error_number);
  const Outcome outcome = office.run_on(disk, cut_words(trial.command->words));
  // Zero: what failed was not needed, or came after all was saved.
  if (outcome.code != 0) {
    check_message(outcome, trial);
  }
  CHECK(disk.tried_after() == 0);
  const VaultContents after = contents_of(office.files);
  CHECK(after.lost_since(before) == std::vector<std::string>());
  CHECK(after.unreadable == std::vector<std::string>());
  if (trial.fault == Fault::Refused) {
    CHECK(after.temporaries == std::vector<std::string>());
  }
  if (outcome.code == 0) {
    CHECK(files_of(office) != files_before);
  }
  static std::set<std::string> known;
  if (files_of(office) != files_before &&
      known.insert(trial.command->name + likeness(office.files, after)).second) {
    CHECK(office.what_check_finds() == "");
    check_next_command(office, *trial.command);
  }
}

void run_some(const std::vector<Trial>& all, int usual) {
  const int number = turns(usual, static_cast<int>(all.size()));
  for (int i = 0; i < number && i < static_cast<int>(all.size()); ++i) {
    run_trial(all[static_cast<std::size_t>(i)]);
  }
  MESSAGE("faults tried: ", std::min<std::size_t>(static_cast<std::size_t>(number), all.size()),
          " of ", all.size());
}

}  // namespace

TEST_CASE("every command that writes survives the failure of any call that changes something") {
  run_some(trials(Calls::Changing, {Fault::Refused, Fault::Stopped},
                  {EIO, ENOSPC, EDQUOT, EACCES, EROFS}),
           12);
}

TEST_CASE("every command that writes survives a kill at any call that changes something") {
  run_some(trials(Calls::Changing, {Fault::Killed}, {EIO}), 4);
}

TEST_CASE("every command that writes survives the failure of any call that reads") {
  run_some(trials(Calls::Reading, {Fault::Refused, Fault::Stopped}, {EIO, EACCES}), 6);
}

}  // namespace pos::test
