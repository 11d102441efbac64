#pragma once

#include <string>

#include "support/command_line.h"

namespace pos::test {

/// An office with a child at every step, so that each command that writes has something to do: at
/// 2026-09-20 a plan and a closure wait for the supervisor, a referral for its answer, a closed
/// case for its reopening, parts that a data clerk wrote for being folded.
struct BusyOffice : CommandLine {
  std::string planned;   ///< Hawa: her plan awaits validation, a referral its answer
  std::string referral;  ///< that referral's entry
  std::string transfer;  ///< of hers, to a structure that has not answered yet
  std::string mistaken;  ///< an entry of hers to be voided
  std::string ready;     ///< Mariam: may be closed
  std::string asked;     ///< another: her closure awaits validation
  std::string closed;    ///< a third: closed
  std::string parts;     ///< registered and recorded by the data clerk
  std::string reported;  ///< a child who is not registered yet, and whom somebody looks for
  std::string late;      ///< an entry written after an assign that its author did not know
};

// Each is made once; a test takes a copy.

const BusyOffice& busy_office();
/// Two machines wrote in one case: what a synchroniser leaves of the other, and the other's vault
/// on a stick.
const BusyOffice& parted_office();
/// Somebody more in the team's group.
const BusyOffice& deputised_office();
/// Names are closed to the supervisor.
const BusyOffice& masked_office();
/// Who has left the group still opens what was written before.
const BusyOffice& left_office();
/// The office follows a programme.
const BusyOffice& following_office();
/// Sheets in each state, of two periods.
const BusyOffice& reporting_office();
/// The former manager wrote on, without knowing that the case had gone to another.
const BusyOffice& late_office();
/// Two journals exchanged, facts damaged, a write that broke off.
const BusyOffice& damaged_office();
/// A case as it was before its last entry, which this machine remembers.
const BusyOffice& rolled_back_office();
/// With a second, invented edition of the procedures.
const BusyOffice& revised_office();
/// On a machine that has not seen the vault before.
const BusyOffice& strangers_office();
/// The structure of the transfer that waits has a vault, which has accepted it; and refers and
/// gives up another case to this office.
const BusyOffice& office_between();

}  // namespace pos::test
