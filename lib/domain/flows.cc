#include "domain/flows.h"

#include <algorithm>

namespace pos {
namespace {

Occurrence occurrence(const Case& c, const Event* event, Instant at) {
  Occurrence result;
  result.of = &c;
  result.event = event;
  result.at = at;
  if (event != nullptr) {
    // The level that a form sets is that of the form, whatever else was written the same day.
    result.level = parse_risk_level(answer_text(c, *event, Role::RiskLevel));
  }
  return result;
}

void add_if(Occurrences& to, const CountedPeriod& period, const Case& c, const Event* event,
            const std::optional<When>& when) {
  if (when && period.has(*when)) {
    to.push_back(occurrence(c, event, when->at));
  }
}

/// The request whose approval closed the episode.
const Event* closing_form(const Case& c, std::size_t episode) {
  const std::size_t end =
      episode + 1 < c.episodes.size() ? c.episodes[episode + 1].first : c.events.size();
  for (std::size_t i = c.episodes[episode].first; i < end; ++i) {
    const Event& event = c.events[i];
    if (event.form == kClosureForm && event.validation &&
        event.validation->decision == Decision::Approved) {
      return &event;
    }
  }
  return nullptr;
}

/// What ended the episode: the closure's form, or the transfer that was accepted.
const Event* ending_form(const Case& c, std::size_t episode) {
  const std::string& transfer = c.episodes[episode].transfer;
  if (transfer.empty()) {
    return closing_form(c, episode);
  }
  const auto found = std::find_if(c.events.begin(), c.events.end(),
                                  [&](const Event& event) { return event.entry == transfer; });
  return found == c.events.end() ? nullptr : &*found;
}

bool answers(const Case& c, const Event& event, const Value& data, Role role) {
  const std::vector<const Field*> fields = c.forms(event.form).all_with_role(role);
  return std::any_of(fields.begin(), fields.end(),
                     [&](const Field* field) { return data.find(field->name) != nullptr; });
}

/// When the sitting became a complete assessment; nullopt while it is not.
std::optional<When> completed(const Case& c, const Event& sitting) {
  if (answer_text(c, sitting, Role::AssessmentComplete) == "false") {
    return std::nullopt;
  }
  if (const std::optional<When> day = answer_when(c, sitting, Role::AssessmentCompleted)) {
    return day;
  }
  When at = sitting.occurred;
  for (const Completion& completion : sitting.completions) {
    if (answers(c, sitting, completion.data, Role::AssessmentComplete)) {
      at = completion.occurred;
    }
  }
  return at;
}

}  // namespace

Occurrences registrations(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  if (c.end.registered()) {
    add_if(found, period, c.end, &c.end.registration(), c.end.episodes.front().start);
  }
  return found;
}

Occurrences ineligible_decisions(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Episode& episode : c.end.episodes) {
    add_if(found, period, c.end, nullptr, episode.not_eligible);
  }
  return found;
}

Occurrences reopenings(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (std::size_t i = 1; i < c.end.episodes.size(); ++i) {
    const Episode& episode = c.end.episodes[i];
    add_if(found, period, c.end, &c.end.events[episode.first], episode.start);
  }
  return found;
}

Occurrences acceptances(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  add_if(found, period, c.end, nullptr, c.known.taken_over);
  return found;
}

Occurrences closures(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (std::size_t i = 0; i < c.end.episodes.size(); ++i) {
    const Episode& episode = c.end.episodes[i];
    if (episode.closed && period.has(*episode.closed)) {
      found.push_back(occurrence(c.end, ending_form(c.end, i), episode.closed->at));
      found.back().closure_reason = episode.closure_reason;
      found.back().days = static_cast<int>((episode.closed->day() - episode.start.day()).count());
    }
  }
  return found;
}

Occurrences duplicates(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Episode& episode : c.end.episodes) {
    add_if(found, period, c.end, nullptr, episode.duplicate);
  }
  return found;
}

Occurrences entries_of(const std::vector<std::string>& forms, const CaseInPeriod& c,
                       const CountedPeriod& period) {
  Occurrences found;
  for (const Event& event : c.end.events) {
    if (std::find(forms.begin(), forms.end(), event.form) != forms.end()) {
      add_if(found, period, c.end, &event, event.occurred);
    }
  }
  return found;
}

Occurrences complete_assessments(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Event& event : c.known.events) {
    if (event.form == kFullAssessmentForm) {
      add_if(found, period, c.known, &event, completed(c.known, event));
    }
  }
  return found;
}

Occurrences plan_validations(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Event& event : c.end.events) {
    if (event.form == kCarePlanForm) {
      add_if(found, period, c.end, &event, event.first_approved);
    }
  }
  return found;
}

Occurrences referral_answers(const CaseInPeriod& c, const CountedPeriod& period) {
  Occurrences found;
  for (const Event& event : c.known.events) {
    add_if(found, period, c.known, &event, answer_when(c.known, event, Role::ReferralAnswered));
  }
  return found;
}

}  // namespace pos
