#pragma once

#include <string>
#include <vector>

#include "support/command_line.h"

namespace pos::test {

/// An office with a child at every step, so that each command that writes has something to do: at
/// 2026-09-20 a plan and a closure wait for the supervisor, a referral for its answer, a closed
/// case for its reopening, parts that a data clerk wrote for being folded.
struct BusyOffice : CommandLine {
  std::string planned;   ///< Hawa: her plan awaits validation, a referral its answer
  std::string referral;  ///< that referral's entry
  std::string mistaken;  ///< an entry of hers to be voided
  std::string ready;     ///< Mariam: may be closed
  std::string asked;     ///< another: her closure awaits validation
  std::string closed;    ///< a third: closed
  std::string parts;     ///< registered and recorded by the data clerk
  /// All of them, with the managers that read them.
  std::vector<std::string> cases() const;
};

/// Made once; each test takes a copy.
const BusyOffice& busy_office();

/// One command that writes.
struct MutatingCommand {
  const char* name;
  const char* person;  ///< whose key it runs with
  std::string words;   ///< it succeeds in the busy office
  /// Run again after it has succeeded, or after it broke off with all done, it may exit so: a plan
  /// is validated once, a code exists once. 0: it does the same again.
  int again = 0;
};

/// Every command that writes. A new one gets its line here.
const std::vector<MutatingCommand>& mutating_commands();

}  // namespace pos::test
