// Every command that writes, on a disk whose n-th call fails, for each n: what was there stays,
// what was not reported leaves no harm, and the next command goes on.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "support/all_commands.h"
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
  BusyOffice office = office_before(command);
  FaultyFileSystem disk(office.files, 0, Fault::Refused, calls);
  const Outcome outcome = office.run_on(disk, cut_words(command.words));
  CAPTURE(std::string(command.name));
  CHECK_MESSAGE(outcome.code == 0, outcome.out, outcome.err);
  return disk.calls();
}

/// Some of some commands; all of all in full length.
std::vector<Trial> trials(int usual, Calls calls, const std::vector<Fault>& faults,
                          const std::vector<int>& errors) {
  std::vector<Trial> all;
  for (const MutatingCommand* command : drawn_commands(usual)) {
    const int count = count_calls(*command, calls);
    CHECK(count > 0);
    for (int n = 1; n <= count; ++n) {
      for (const Fault fault : faults) {
        for (const int error_number : errors) {
          all.push_back({command, calls, n, fault, error_number});
        }
      }
    }
  }
  return drawn(std::move(all), usual);
}

/// A child's name of the forms that the commands were given.
bool names_somebody(const std::string& text) {
  return text.find("Hawa") != std::string::npos || text.find("Mariam") != std::string::npos;
}

/// Files of the office, and what `pos` remembers for its users where that is the command's work.
std::map<std::string, std::string> work_of(const BusyOffice& office,
                                           const MutatingCommand& command) {
  std::map<std::string, std::string> files = office.files.files();
  std::erase_if(files, [&](const auto& file) {
    return !file.first.starts_with("/t/") && (!command.in_memory || file.first.ends_with(".lock"));
  });
  return files;
}

/// A command that looks at damage may find more of it where it cannot read. A card, a group or a
/// service that cannot be read is named beside what is refused for want of it. Where all is saved,
/// and what follows it fails, both are said.
void check_message(const Outcome& outcome, const Trial& trial) {
  const std::string reason = system_reason(trial.error_number).en;
  CAPTURE(outcome.out);
  CAPTURE(outcome.err);
  const bool goes_on = trial.command->mends || trial.command->leaves;
  const bool finding = goes_on && (outcome.code == 13 || outcome.code == 3);
  const bool named = says(outcome.out + outcome.err, reason);
  const bool refused = trial.calls == Calls::Reading && named;
  const bool unread =
      trial.calls == Calls::Reading && outcome.code == 13 && says(outcome.err, "cannot be read");
  CHECK((outcome.code == 16 || finding || refused || unread));
  CHECK((named || unread));
  CHECK_FALSE(names_somebody(outcome.out + outcome.err));
  if (!goes_on && !trial.command->carries_on) {
    CHECK((outcome.out == "" || says(outcome.err, "pos: hint: do not repeat it")));
  }
  if (!finding && says(trial.command->words, "--format json")) {
    CHECK(says(outcome.err, "{\"error\":{\"code\":" + std::to_string(outcome.code) + ","));
  } else if (!finding) {
    CHECK(says(outcome.err, "pos: error: "));
    CHECK(says(outcome.err, "pos: hint: "));
  }
}

/// That nothing was changed is said only where not a byte was; temporaries may have stayed.
void check_unchanged(const std::map<std::string, std::string>& before,
                     std::map<std::string, std::string> after) {
  std::erase_if(after, [](const auto& file) { return file.first.ends_with(".tmp"); });
  CHECK(after == before);
}

/// Zero: what failed was not needed, or came after all was saved. A proof that could not be kept
/// was proven all the same; what a merge leaves beside, it says why.
void check_success(const Outcome& outcome, const BusyOffice& office, const Trial& trial) {
  CAPTURE(outcome.err);
  const bool told = trial.command->in_memory && says(outcome.err, "not remembered");
  const bool beside = trial.calls == Calls::Reading && says(outcome.out, "cannot be read: kept") &&
                      says(outcome.err, system_reason(trial.error_number).en);
  CHECK((told || beside ||
         work_of(office, *trial.command) != work_of(trial.command->office(), *trial.command)));
}

void run_trial(const Trial& trial) {
  CAPTURE(std::string(trial.command->name));
  CAPTURE(trial.n);
  CAPTURE(trial.error_number);
  const bool reading = trial.calls == Calls::Reading;
  const bool killed = trial.fault == Fault::Killed;
  CAPTURE(reading);
  CAPTURE(killed);
  const MutatingCommand& command = *trial.command;
  BusyOffice office = office_before(command);
  const auto work_before = work_of(office, command);
  FaultyFileSystem disk(office.files, trial.n, trial.fault, trial.calls, trial.error_number);
  const Outcome outcome = office.run_on(disk, cut_words(command.words));
  if (outcome.code == 0) {
    check_success(outcome, office, trial);
  } else {
    check_message(outcome, trial);
  }
  if (says(outcome.out + outcome.err, "nothing was changed")) {
    check_unchanged(work_before, work_of(office, command));
  }
  // What did not have to succeed, a part that was folded already, keeps nothing else back.
  CHECK((disk.tried_after() == 0 || command.carries_on || outcome.code == 0));
  const VaultContents after = contents_of(office.files);
  check_nothing_lost(command, {}, after);
  if (trial.fault == Fault::Refused) {
    check_tidy(command, after);
  }
  static std::set<std::string> known;
  if (work_of(office, command) != work_before &&
      known.insert(command.name + likeness(office.files, after)).second) {
    check_work_goes_on(office, command);
  }
}

void run_all(const std::vector<Trial>& all) {
  for (const Trial& trial : all) {
    run_trial(trial);
  }
  MESSAGE("faults tried: ", all.size());
}

}  // namespace

TEST_CASE("every command stands among those that write and are tried here, or writes nothing") {
  const auto has_line = [](const std::vector<MutatingCommand>& rows, const std::string& line) {
    return std::any_of(rows.begin(), rows.end(), [&](const MutatingCommand& row) {
      return row.words == line || row.words.starts_with(line + " ");
    });
  };
  for (const CommandWords& command : all_commands()) {
    CAPTURE(command.line());
    CHECK((command.only_groups || has_line(mutating_commands(), command.line()) ||
           has_line(reading_commands(), command.line())));
  }
  for (const MutatingCommand& command : reading_commands()) {
    CAPTURE(std::string(command.name));
    BusyOffice office = office_before(command);
    const auto before = work_of(office, command);
    const Outcome outcome = office.run(command.words);
    CHECK_MESSAGE((outcome.code == 0 || outcome.code == 3), outcome.err);
    CHECK(work_of(office, command) == before);
  }
}

TEST_CASE("every command that writes survives the failure of any call that changes something") {
  run_all(trials(8, Calls::Changing, {Fault::Refused, Fault::Stopped},
                 {EIO, ENOSPC, EDQUOT, EACCES, EROFS}));
}

TEST_CASE("every command that writes survives a kill at any call that changes something") {
  run_all(trials(5, Calls::Changing, {Fault::Killed}, {EIO}));
}

TEST_CASE("every command that writes survives the failure of any call that reads") {
  run_all(trials(5, Calls::Reading, {Fault::Refused, Fault::Stopped}, {EIO, EACCES}));
}

}  // namespace pos::test
