// By whose cards each entry is judged: a case may have come from another vault (format.md 3).

#include <algorithm>

#include "domain/judging.h"

namespace pos {
namespace {

Denial from_no_vault() {
  return {"entry",
          {"rien de ce dossier ne vient d'un coffre que ce bureau connaît",
           "nothing of this case comes from a vault that this office knows"},
          {"« pos directory show » montre l'empreinte du coffre d'une structure",
           "`pos directory show` shows the fingerprint of a structure's vault"},
          "POS 3.4.2.1"};
}

Denial supervisor_accepts() {
  return {"role",
          {"seul un superviseur du bureau accepte un transfert",
           "only a supervisor of the office accepts a transfer"},
          {"« pos people list » montre les rôles de chacun",
           "`pos people list` shows everyone's roles"},
          "POS 3.4.2.1"};
}

}  // namespace

const Staff& Judging::staff_of(Index i) const {
  const auto sender = staff_.senders().find(vaults[i]);
  return sender == staff_.senders().end() ? staff_ : *sender->second;
}

/// What an acceptance knows and no earlier one: what was written in the vault before it.
std::vector<Judging::Index> Judging::brought_by(Index acceptance) const {
  std::vector<Index> earlier, brought;
  for (Index i = 0; i < acceptance; ++i) {
    if (entry(i).takes_over() && knows(acceptance, i)) {
      earlier.push_back(i);
    }
  }
  for (Index i = 0; i < acceptance; ++i) {
    const bool before =
        std::any_of(earlier.begin(), earlier.end(), [&](Index other) { return knows(other, i); });
    if (knows(acceptance, i) && !before) {
      brought.push_back(i);
    }
  }
  return brought;
}

/// What gave the case to whoever had it when this was written: the last of those entries that opens
/// the journal, assigns or takes over.
const Entry* Judging::given_before(Index i, const std::vector<Index>& brought) const {
  const Entry* last = nullptr;
  for (Index other : brought) {
    const Entry& each = entry(other);
    const bool gives = each.opens_journal() || each.act == Act::Assign || each.takes_over();
    last = gives && knows(i, other) ? &each : last;
  }
  return last;
}

/// As whom somebody wrote whom those cards may know.
Capacity Judging::capacity_by(Index i, const std::vector<Index>& brought,
                              const Staff& staff) const {
  const Entry* given = given_before(i, brought);
  if (given == nullptr || given->opens_journal()) {
    return capacity_of(entry(i), (given == nullptr ? entry(i) : *given).written_for(), staff);
  }
  return capacity_of(entry(i), given->takes_over() ? given->author : given->to, staff);
}

bool Judging::is_allowed_by(Index i, const std::vector<Index>& brought, const Staff& staff) const {
  const Entry& each = entry(i);
  const bool supervisor = staff.has_role(each.author, StaffRole::Supervisor, each.recorded);
  if (each.takes_over()) {
    return supervisor;
  }
  if (each.act == Act::Assign && denial_of_owner(each, staff)) {
    return false;
  }
  const Entry* given = given_before(i, brought);
  const bool holds = given != nullptr && given->takes_over() && given->author == each.author;
  if (each.act == Act::Assign && holds) {
    return supervisor;
  }
  Target about = target(i);
  if (about.entry != nullptr) {
    about.capacity = capacity_by(index_.find(target_of(each))->second, brought, staff);
  }
  return !denial(each, capacity_by(i, brought, staff), about);
}

/// How many of these entries those cards allow; none where they begin the journal and who opened it
/// could not.
int Judging::allowed(const std::vector<Index>& brought, const Staff& staff) const {
  int count = 0;
  for (Index i : brought) {
    const bool allows = is_allowed_by(i, brought, staff);
    if (!allows && entry(i).opens_journal()) {
      return 0;
    }
    count += allows ? 1 : 0;
  }
  return count;
}

/// Facts do not say which: it is the one whose cards allow most of the entries, of equal ones the
/// first by its id; another that allows as many gives the same result. Where a supervisor of ours
/// may have accepted the case before, what was written since is taken for ours unless another vault
/// allows as much of it: two offices may have staff of the same codes.
std::string Judging::vault_of(Index acceptance) const {
  const std::vector<Index> brought = brought_by(acceptance);
  const Staff& own = staff_of(acceptance);
  const bool accepted_here = std::any_of(brought.begin(), brought.end(), [&](Index i) {
    return entry(i).takes_over() &&
           own.has_role(entry(i).author, StaffRole::Supervisor, entry(i).recorded);
  });
  std::string found;
  int most = accepted_here ? std::max(allowed(brought, own) - 1, 0) : 0;
  for (const auto& [vault, staff] : staff_.senders()) {
    const int count = allowed(brought, *staff);
    if (count > most) {
      most = count;
      found = vault;
    }
  }
  return found;
}

void Judging::take_over(Index acceptance) {
  bool opened = false;
  for (Index i = 0; i < states.size(); ++i) {
    opened = opened || (knows(acceptance, i) && entry(i).opens_journal());
  }
  const std::string vault = opened ? vault_of(acceptance) : std::string();
  takes_over_[acceptance] = !vault.empty();
  for (Index i = 0; i < states.size() && takes_over_[acceptance]; ++i) {
    if (knows(acceptance, i)) {
      vaults[i] = vault;
    }
  }
}

/// The last acceptance is ours, what it knows the sender's, and so on backwards: a case may have
/// gone through several vaults.
void Judging::find_vaults() {
  for (Index i = states.size(); i-- > 0;) {
    if (entry(i).takes_over() && states[i] == EntryState::Valid &&
        staff_of(i).has_role(entry(i).author, StaffRole::Supervisor, entry(i).recorded)) {
      take_over(i);
    }
  }
}

/// Who accepted a case has it until it is assigned.
const std::string& Judging::given_to(Index assign) const {
  return entry(assign).takes_over() ? entry(assign).author : entry(assign).to;
}

/// A supervisor of the office takes over what came from another vault, and nothing else.
void Judging::judge_acceptance(Index i) {
  judged_[i] = true;
  if (!staff_of(i).has_role(entry(i).author, StaffRole::Supervisor, entry(i).recorded)) {
    decide(i, EntryState::NotAuthorised, supervisor_accepts());
  } else if (!takes_over_[i]) {
    decide(i, EntryState::NotAuthorised, from_no_vault());
  } else {
    capacities[i] = Capacity::Supervisor;
    assigns_.push_back(i);
  }
}

/// The supervisor who accepted the case gives it to a manager.
bool Judging::holds_since_acceptance(Index i) const {
  std::optional<Index> last;
  for (Index assign : assigns_) {
    last = knows(i, assign) ? assign : last;
  }
  return last && entry(*last).takes_over() && entry(*last).author == entry(i).author &&
         staff_of(i).has_role(entry(i).author, StaffRole::Supervisor, entry(i).recorded);
}

}  // namespace pos
