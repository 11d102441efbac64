#include "domain/judging.h"

#include <algorithm>
#include <utility>

namespace pos {
namespace {

Denial denial(Text message, Text hint = {}) {
  return {"entry", std::move(message), std::move(hint), {}};
}

Denial double_identifier() {
  return denial({"deux documents différents portent cet identifiant d'entrée",
                 "two different documents bear this entry identifier"});
}

Denial second_registration() {
  return denial(
      {"un journal n'a qu'un enregistrement", "a journal has one registration"},
      {"un seul compte : la partie du dossier qui porte l'autre se retire du coffre",
       "only one counts: the part of the case that bears the other is moved out of the vault"});
}

Denial unknown_author() {
  return {
      "role",
      {"aucune fiche du personnel ne correspond à l'auteur", "no staff card belongs to the author"},
      {"« pos people list » montre les fiches connues",
       "`pos people list` shows the cards that are known"},
      {}};
}

Denial lost_the_case() {
  return {"role",
          {"le dossier avait été attribué à quelqu'un d'autre, à l'insu de l'auteur",
           "the case had been assigned to someone else, unknown to the author"},
          {"le gestionnaire de cas actuel ou son superviseur peut accepter l'entrée",
           "the present case manager or their supervisor may accept the entry"},
          "POS 3.3.1"};
}

Denial no_opening() {
  return denial({"l'enregistrement du dossier manque", "the registration of the case is missing"});
}

Denial does_not_follow() {
  return denial({"l'entrée en nomme une autre qu'elle ne suit pas",
                 "the entry names another one that it does not follow"},
                {"« pos history » montre les entrées du dossier",
                 "`pos history` shows the entries of the case"});
}

Denial other_form() {
  return denial({"une entrée n'en corrige ou n'en complète une autre que du même formulaire",
                 "an entry corrects or completes only one of the same form"});
}

Denial not_the_original() {
  return denial({"l'entrée doit nommer l'entrée d'origine, non sa correction ni son complément",
                 "the entry must name the original, not its correction or completion"},
                {"« pos history » montre laquelle corrige ou complète laquelle",
                 "`pos history` shows which one corrects or completes which"});
}

Denial not_voidable() {
  return denial({"seuls un formulaire autre que l'enregistrement ou le signalement, ou une "
                 "validation, sont retirés",
                 "only a form other than the registration or the report, or a validation, can be "
                 "withdrawn"},
                {"un enregistrement se corrige avec « pos record --corrects »",
                 "a registration is corrected with `pos record --corrects`"});
}

Denial not_validable() {
  return denial({"seul un formulaire est validé", "only a form is validated"});
}

Denial not_acceptable() {
  return denial({"une attribution, une acceptation ou un effacement ne s'acceptent pas après coup",
                 "an assignment, an acceptance or an erasure cannot be accepted afterwards"});
}

bool registers(const Entry& entry) {
  return entry.form == kRegistrationForm && entry.is_original();
}

std::optional<Denial> fault_between(const Entry& entry, const Entry& about) {
  const bool lays = !entry.corrects.empty() || !entry.completes.empty();
  if (lays && (entry.form.empty() || entry.form != about.form)) {
    return other_form();
  }
  if (lays && (!about.corrects.empty() || (!entry.completes.empty() && !about.is_original()))) {
    return not_the_original();
  }
  if (!entry.voids.empty() &&
      (registers(about) || about.opens_journal() || (about.act && *about.act != Act::Validate))) {
    return not_voidable();
  }
  if (!entry.validates.empty() && about.form.empty()) {
    return not_validable();
  }
  if (!entry.accepts.empty() && !is_acceptable(about, EntryState::NotAuthorised)) {
    return not_acceptable();
  }
  return std::nullopt;
}

}  // namespace

Judging::Judging(Order ordered, const Staff& staff)
    : order(std::move(ordered)),
      states(order.entries.size(), EntryState::Valid),
      denials(order.entries.size()),
      capacities(order.entries.size(), Capacity::None),
      vaults(order.entries.size()),
      staff_(staff),
      judged_(order.entries.size()),
      takes_over_(order.entries.size()) {}

void Judging::run() {
  find_doubles();
  find_circles();
  find_vaults();
  find_opening();
  check_references();
  judge_assigns();
  judge_rights();
  heal_accepted();
  keep_first_registration();
  withdraw_voided();
  lay_corrections();
  report_clocks();
}

bool Judging::is_undecided(Index i) const {
  return states[i] == EntryState::Valid && !judged_[i];
}

void Judging::decide(Index i, EntryState state, Denial why) {
  states[i] = state;
  denials[i] = std::move(why);
}

void Judging::find_doubles() {
  for (Index i = 0; i < states.size(); ++i) {
    const auto [first, fresh] = index_.emplace(entry(i).id, i);
    if (!fresh) {
      decide(first->second, EntryState::Invalid, double_identifier());
      decide(i, EntryState::Invalid, double_identifier());
    }
  }
  std::erase_if(index_,
                [&](const auto& known) { return states[known.second] == EntryState::Invalid; });
}

void Judging::find_circles() {
  for (Index i = order.placed; i < states.size(); ++i) {
    decide(i, EntryState::Invalid,
           denial({"les parents de l'entrée forment un cercle",
                   "the parents of the entry form a circle"}));
  }
}

/// An opening that somebody may have written who registers children.
bool Judging::may_register(Index i) const {
  return !denial(entry(i), capacity_of(entry(i), entry(i).written_for(), staff_of(i)), {});
}

/// A child that was reported is registered later, in the same journal.
bool Judging::may_follow_report(Index i) const {
  return opening_ && entry(*opening_).form == kReportForm && !entry(i).opens_journal();
}

/// Which of two is the child's the journal cannot know, and the other one's author must not get the
/// case by it: then none counts. One by somebody who registers nobody is no second one.
void Judging::find_opening() {
  std::vector<Index> found;
  for (Index i = 0; i < states.size(); ++i) {
    const bool opens = registers(entry(i)) || entry(i).opens_journal();
    if (states[i] != EntryState::Invalid && opens) {
      found.push_back(i);
    }
  }
  const auto may = [&](Index i) { return entry(i).opens_journal() && may_register(i); };
  const auto rightful = std::count_if(found.begin(), found.end(), may);
  for (Index i : found) {
    const bool fits = rightful == 1 ? may(i) : rightful == 0 && entry(i).opens_journal();
    if (fits && !opening_) {
      opening_ = i;
    }
  }
  for (Index i : found) {
    if (i != opening_ && !may_follow_report(i)) {
      decide(i, EntryState::Invalid, second_registration());
      findings.push_back(text("l'entrée {} est un second enregistrement",
                              "entry {} is a second registration", entry(i).id));
    }
  }
}

std::optional<Denial> Judging::fault_of_reference(Index i) const {
  const std::string& id = target_of(entry(i));
  if (id.empty()) {
    return std::nullopt;
  }
  const auto found = index_.find(id);
  if (found == index_.end() || !knows(i, found->second)) {
    return does_not_follow();
  }
  return fault_between(entry(i), entry(found->second));
}

void Judging::check_references() {
  for (Index i = 0; i < states.size(); ++i) {
    if (!is_undecided(i)) {
      continue;
    }
    if (std::optional<Denial> why = fault_of_reference(i)) {
      decide(i, EntryState::Invalid, std::move(*why));
    } else if (entry(i).author != kRecovery && staff_of(i).latest(entry(i).author) == nullptr) {
      decide(i, EntryState::UnknownAuthor, unknown_author());
    } else if (!opening_) {
      decide(i, EntryState::NotAuthorised, no_opening());
    }
  }
}

Target Judging::target(Index i) const {
  const auto found = index_.find(target_of(entry(i)));
  return found == index_.end() ? Target{}
                               : Target{&entry(found->second), capacities[found->second]};
}

std::string Judging::managed_by(std::optional<Index> assign) const {
  if (assign) {
    return given_to(*assign);
  }
  return opening_ ? entry(*opening_).written_for() : std::string();
}

std::string Judging::present_manager() const {
  return managed_by(assigns_.empty() ? std::nullopt : std::optional(assigns_.back()));
}

std::vector<std::string> Judging::managers_over(Index i) const {
  std::optional<Index> last;
  for (Index assign : assigns_) {
    if (knows(i, assign)) {
      last = assign;
    }
  }
  std::vector<std::string> managers{managed_by(last)};
  for (Index assign : assigns_) {
    if ((!last || assign > *last) && !knows(i, assign) && !knows(assign, i)) {
      managers.push_back(given_to(assign));
    }
  }
  return managers;
}

std::string Judging::clerks_manager(Index i) const {
  std::vector<std::string> managers{managed_by(std::nullopt)};
  for (Index assign : assigns_) {
    if (knows(assign, i)) {
      const bool had =
          std::find(managers.begin(), managers.end(), entry(i).on_behalf) != managers.end();
      return had ? entry(i).on_behalf : managers.back();
    }
    managers.push_back(given_to(assign));
  }
  return managers.back();
}

void Judging::judge_under(Index i, const std::vector<std::string>& managers) {
  judged_[i] = true;
  const Staff& staff = staff_of(i);
  capacities[i] = capacity_of(entry(i), managers.front(), staff);
  if (std::optional<Denial> why = denial(entry(i), capacities[i], target(i))) {
    decide(i, EntryState::NotAuthorised, std::move(*why));
    return;
  }
  const bool holds = std::all_of(managers.begin(), managers.end(), [&](const std::string& manager) {
    return !denial(entry(i), capacity_of(entry(i), manager, staff), target(i));
  });
  if (!holds) {
    decide(i, EntryState::NotAuthorised, lost_the_case());
  }
}

void Judging::judge_assigns() {
  for (Index i = 0; i < states.size(); ++i) {
    if (entry(i).takes_over() && is_undecided(i)) {
      judge_acceptance(i);
      continue;
    }
    if (entry(i).act != Act::Assign || !is_undecided(i)) {
      continue;
    }
    if (holds_since_acceptance(i)) {
      judged_[i] = true;
      capacities[i] = Capacity::Supervisor;
    } else {
      judge_under(i, {managers_over(i).front()});
    }
    if (states[i] != EntryState::Valid) {
      continue;
    }
    if (std::optional<Denial> why = denial_of_owner(entry(i), staff_of(i))) {
      decide(i, EntryState::NotAuthorised, std::move(*why));
    } else {
      assigns_.push_back(i);
    }
  }
}

void Judging::judge_rights() {
  for (Index i = 0; i < states.size(); ++i) {
    if (is_undecided(i)) {
      judge_under(i,
                  entry(i).on_behalf.empty() ? managers_over(i) : std::vector{clerks_manager(i)});
    }
    if (entry(i).act != Act::Accept || states[i] != EntryState::Valid || entry(i).accepts.empty()) {
      continue;
    }
    const Index accepted = index_.find(entry(i).accepts)->second;
    if (std::optional<Denial> why =
            denial_of_accept(entry(i), capacities[i], target(i), target(accepted))) {
      decide(i, EntryState::NotAuthorised, std::move(*why));
    }
  }
}

void Judging::heal_accepted() {
  for (Index i = 0; i < states.size(); ++i) {
    if (entry(i).act != Act::Accept || states[i] != EntryState::Valid || entry(i).accepts.empty()) {
      continue;
    }
    const Index accepted = index_.find(entry(i).accepts)->second;
    if (states[accepted] == EntryState::NotAuthorised) {
      decide(accepted, EntryState::Valid, {});
    }
  }
}

/// Two people who do not know of each other may both register a reported child: the first counts.
void Judging::keep_first_registration() {
  bool registered = opening_ && entry(*opening_).form == kRegistrationForm;
  for (Index i = 0; i < states.size(); ++i) {
    if (!registers(entry(i)) || states[i] != EntryState::Valid || i == opening_) {
      continue;
    }
    if (registered) {
      decide(i, EntryState::Invalid, second_registration());
      findings.push_back(text("l'entrée {} est un second enregistrement",
                              "entry {} is a second registration", entry(i).id));
    }
    registered = true;
  }
}

void Judging::withdraw(Index i, const Denial& why) {
  if (states[i] == EntryState::Invalid || states[i] == EntryState::Void) {
    return;
  }
  decide(i, EntryState::Void, why);
  for (Index later = i + 1; later < states.size(); ++later) {
    if (entry(later).corrects == entry(i).id || entry(later).completes == entry(i).id) {
      withdraw(later, denial({"l'entrée qu'elle corrige ou complète est retirée",
                              "the entry that it corrects or completes is withdrawn"}));
    }
  }
}

void Judging::withdraw_voided() {
  for (Index i = 0; i < states.size(); ++i) {
    if (entry(i).act == Act::Void && states[i] == EntryState::Valid && !entry(i).voids.empty()) {
      withdraw(index_.find(entry(i).voids)->second,
               denial(text("retirée par l'entrée {}", "withdrawn by entry {}", entry(i).id)));
    }
  }
}

void Judging::lay_corrections_of(Index original, const std::vector<Index>& corrections) {
  const auto is_known = [&](Index i) {
    return std::any_of(corrections.begin(), corrections.end(),
                       [&](Index later) { return knows(later, i); });
  };
  std::vector<Index> rivals;
  for (Index i : corrections) {
    if (is_known(i)) {
      decide(i, EntryState::Superseded,
             denial({"une correction plus récente la remplace", "a later correction replaces it"}));
    } else {
      rivals.push_back(i);
    }
  }
  if (rivals.size() > 1) {
    for (Index i : rivals) {
      decide(i, EntryState::Concurrent,
             denial({"deux corrections s'ignorent l'une l'autre ; la dernière dans l'ordre compte",
                     "two corrections do not know each other; the last in order counts"}));
    }
  }
  if (states[original] != EntryState::Invalid) {
    decide(original, EntryState::Superseded,
           denial(text("corrigée par l'entrée {}", "corrected by entry {}",
                       entry(corrections.back()).id)));
  }
}

void Judging::lay_corrections() {
  std::map<Index, std::vector<Index>> corrections;
  for (Index i = 0; i < states.size(); ++i) {
    if (!entry(i).corrects.empty() && states[i] == EntryState::Valid) {
      corrections[index_.find(entry(i).corrects)->second].push_back(i);
    }
  }
  for (const auto& [original, laid] : corrections) {
    lay_corrections_of(original, laid);
  }
}

void Judging::report_clocks() {
  for (Index i = 0; i < order.placed; ++i) {
    for (Index earlier = 0; earlier < i; ++earlier) {
      if (knows(i, earlier) && entry(i).recorded < entry(earlier).recorded) {
        findings.push_back(text("l'entrée {} est datée d'avant l'entrée {} qu'elle suit",
                                "entry {} is dated before entry {}, which it follows", entry(i).id,
                                entry(earlier).id));
        break;
      }
    }
  }
}

}  // namespace pos
