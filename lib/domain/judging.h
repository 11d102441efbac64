#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "domain/journal.h"
#include "domain/journal_order.h"
#include "domain/rights.h"

namespace pos {

/// The work of `judge`: what becomes of each entry of one case, and why. The steps follow each
/// other as format.md 5.3 has them.
struct Judging {
  Judging(Order ordered, const Staff& staff);
  void run();
  /// Empty without a registration.
  std::string present_manager() const;

  Order order;
  std::vector<EntryState> states;
  std::vector<Denial> denials;       ///< why an entry is not Valid; empty where it is
  std::vector<Capacity> capacities;  ///< as whom each was written
  std::vector<std::string> vaults;   ///< by whose cards each is judged; empty: by ours
  std::vector<Text> findings;

 private:
  using Index = std::size_t;

  void find_doubles();
  void find_circles();
  void find_vaults();
  void take_over(Index acceptance);
  std::vector<Index> brought_by(Index acceptance) const;
  const Entry* given_before(Index i, const std::vector<Index>& brought) const;
  Capacity capacity_by(Index i, const std::vector<Index>& brought, const Staff& staff) const;
  bool is_allowed_by(Index i, const std::vector<Index>& brought, const Staff& staff) const;
  int allowed(const std::vector<Index>& brought, const Staff& staff) const;
  std::string vault_of(Index acceptance) const;
  bool may_register(Index i) const;
  bool may_follow_report(Index i) const;
  void find_opening();
  void check_references();
  void judge_acceptance(Index i);
  void judge_assigns();
  void judge_rights();
  void heal_accepted();
  void keep_first_registration();
  void withdraw_voided();
  void lay_corrections();
  void report_clocks();

  const Entry& entry(Index i) const { return order.entries[i]; }
  bool knows(Index i, Index other) const { return order.known[i][other]; }
  bool is_undecided(Index i) const;
  void decide(Index i, EntryState state, Denial why);
  Target target(Index i) const;
  const Staff& staff_of(Index i) const;
  const std::string& given_to(Index assign) const;
  bool holds_since_acceptance(Index i) const;
  std::string managed_by(std::optional<Index> assign) const;
  std::vector<std::string> managers_over(Index i) const;
  std::string clerks_manager(Index i) const;
  void judge_under(Index i, const std::vector<std::string>& managers);
  std::optional<Denial> fault_of_reference(Index i) const;
  void withdraw(Index i, const Denial& why);
  void lay_corrections_of(Index original, const std::vector<Index>& corrections);

  const Staff& staff_;
  std::map<std::string, Index, std::less<>> index_;  ///< of usable identifiers
  std::vector<bool> judged_;
  std::optional<Index> opening_;  ///< the registration, or the report before it
  std::vector<Index> assigns_;    ///< valid ones, acceptances among them
  std::vector<bool> takes_over_;  ///< acceptances of what came from another vault
};

}  // namespace pos
