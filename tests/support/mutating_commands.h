#pragma once

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "support/busy_offices.h"
#include "support/effort.h"
#include "support/vault_contents.h"

namespace pos::test {

/// One command that writes.
struct MutatingCommand {
  const char* name;
  const char* person;  ///< whose key it runs with
  std::string words;   ///< it succeeds in its office
  /// Run again after it has succeeded, or after it broke off with all done, it may exit so: a plan
  /// is validated once, a code exists once. 0: it does the same again.
  int again = 0;
  const BusyOffice& (*office)() = busy_office;
  std::string typed = "";       ///< on standard input
  std::string takes_away = "";  ///< of which file it is there to take documents: `identity/<case>`
  bool mends = false;           ///< its office is clean only once it has succeeded
  bool leaves = false;          ///< what it cannot take stays, is named, and the rest is done
  bool moves = false;           ///< until it has succeeded, some read part of a case, or too much
  bool carries_on = false;      ///< its entry is saved; a package that then fails is told
  bool in_memory = false;       ///< what it writes is what this machine remembers
};

/// Every command that writes. A new one gets its line here.
const std::vector<MutatingCommand>& mutating_commands();
/// A line for each command that does not.
const std::vector<MutatingCommand>& reading_commands();

/// So many of them; all in full length. POS_TEST_COMMAND=transfer: of those that begin so.
std::vector<const MutatingCommand*> drawn_commands(int usual);

/// So many of `all`, any of them; in full length all of them.
template <class Element>
std::vector<Element> drawn(std::vector<Element> all, int usual) {
  std::shuffle(all.begin(), all.end(), std::mt19937(20260920));
  const auto wanted = static_cast<std::size_t>(turns(usual, static_cast<int>(all.size()), 2));
  all.erase(all.begin() + static_cast<std::ptrdiff_t>(std::min(wanted, all.size())), all.end());
  return all;
}

/// Its office before it, with the person at the desk.
BusyOffice office_before(const MutatingCommand& command);

/// Nothing that stood in its office, or was `reported` as saved, is gone, and nothing has become
/// unreadable.
void check_nothing_lost(const MutatingCommand& command, const VaultContents& reported,
                        const VaultContents& after);
/// No temporary is left but those of its office.
void check_tidy(const MutatingCommand& command, const VaultContents& after);
/// Nobody's check finds anything, and the same command completes what was begun.
void check_work_goes_on(BusyOffice& office, const MutatingCommand& command);

}  // namespace pos::test
