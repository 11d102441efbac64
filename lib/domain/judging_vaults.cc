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

/// How many of these entries have an author whom those cards know at their time; none where they
/// begin the journal and who opened it could not.
int Judging::known_authors(const std::vector<Index>& brought, const Staff& staff) const {
  int known = 0;
  for (Index i : brought) {
    const Entry& each = entry(i);
    if (each.opens_journal() && denial(each, capacity_of(each, each.written_for(), staff), {})) {
      return 0;
    }
    known += staff.at(each.author, each.recorded) != nullptr ? 1 : 0;
  }
  return known;
}

/// Facts do not say which: it is the one whose cards know most of the authors, of equal ones the
/// first by its id. Where a supervisor of ours may have accepted the case before, what was written
/// since is taken for ours unless another vault knows more of its authors.
std::string Judging::vault_of(Index acceptance) const {
  const std::vector<Index> brought = brought_by(acceptance);
  const Staff& own = staff_of(acceptance);
  int most = 0;
  for (Index i : brought) {
    if (entry(i).takes_over() &&
        own.has_role(entry(i).author, StaffRole::Supervisor, entry(i).recorded)) {
      most = known_authors(brought, own);
    }
  }
  std::string found;
  for (const auto& [vault, staff] : staff_.senders()) {
    const int known = known_authors(brought, *staff);
    if (known > most) {
      most = known;
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
