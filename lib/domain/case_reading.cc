#include <algorithm>
#include <numeric>
#include <utility>

#include "domain/case.h"
#include "domain/case_events.h"

namespace pos {
namespace {

std::string answer_of(const Forms& forms, const Event& event, const Value& answers, Role role) {
  for (const Field* field : forms(event.form).all_with_role(role)) {
    if (const std::string& words = answers.scalar_of(field->name); !words.empty()) {
      return words;
    }
  }
  return {};
}

/// Masked when one of the changes that no later one knew masks.
bool is_masked(const Journal& journal, Instant now) {
  std::vector<std::size_t> acts;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const Entry& entry = journal.entries[i];
    if (entry.act == Act::Mask && journal.counts(i) && entry.occurred.at <= now) {
      acts.push_back(i);
    }
  }
  return std::any_of(acts.begin(), acts.end(), [&](std::size_t i) {
    const bool overruled = std::any_of(acts.begin(), acts.end(),
                                       [&](std::size_t later) { return journal.known[later][i]; });
    return !overruled && journal.entries[i].masked.value_or(false);
  });
}

bool had_or_led(const Journal& journal, const Staff& staff, const std::string& unit,
                const std::string& author, Instant now) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.manager_given(i) == author) {
      return true;
    }
  }
  return staff.has_led(unit, author, now);
}

/// Whoever masks after their role ended may know of a threat that the office does not.
bool mask_awaits(const Journal& journal, const Staff& staff, const std::string& unit, Instant now) {
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const Entry& entry = journal.entries[i];
    if (entry.act != Act::Mask || !entry.masked.value_or(false) ||
        !is_acceptable(entry, journal.states[i]) ||
        !had_or_led(journal, staff, unit, entry.author, now)) {
      continue;
    }
    bool settled = false;
    for (std::size_t later = i + 1; later < journal.entries.size(); ++later) {
      settled = settled || (journal.entries[later].act == Act::Mask && journal.counts(later) &&
                            journal.known[later][i]);
    }
    if (!settled) {
      return true;
    }
  }
  return false;
}

std::string unit_of(const Staff& staff, const std::string& manager, Instant now) {
  const Person* person = staff.at(manager, now);
  if (person == nullptr) {
    person = staff.latest(manager);
  }
  return person == nullptr ? std::string() : person->unit;
}

void order_levels(std::vector<LevelChange>& levels) {
  std::stable_sort(levels.begin(), levels.end(),
                   [](const LevelChange& a, const LevelChange& b) { return a.at < b.at; });
}

void add_levels(std::vector<LevelChange>& levels, const Forms& forms, const LaidEvent& laid) {
  for (const Layer& layer : laid.layers) {
    const auto level = parse_risk_level(answer_of(forms, laid.event, layer.data, Role::RiskLevel));
    if (level) {
      levels.push_back({layer.occurred, *level, layer.entry});
    }
  }
}

/// Levels told with a day alone, or at a moment of it, and what their writers knew.
class LevelOrder {
 public:
  LevelOrder(std::vector<LevelChange>& levels, const Journal& journal)
      : levels_(levels), journal_(journal) {
    for (const LevelChange& change : levels) {
      told_.push_back(index(change.entry));
      placed_.push_back(change.at);
    }
  }

  /// A bare day counts as its first moment (architecture 4.3); but a higher level that somebody
  /// told who knew the one told that day is not undone by it: a child in more danger would be taken
  /// for one in less.
  void keep_raises() {
    std::vector<std::size_t> order(levels_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return told_[a] < told_[b]; });
    for (const std::size_t i : order) {
      placed_[i] = place(i);
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return placed_[a].at < placed_[b].at; });
    std::vector<LevelChange> ordered;
    for (const std::size_t i : order) {
      ordered.push_back(std::move(levels_[i]));
      ordered.back().at = placed_[i];
    }
    levels_ = std::move(ordered);
  }

 private:
  std::size_t index(const std::string& id) const {
    const auto found = std::find_if(journal_.entries.begin(), journal_.entries.end(),
                                    [&](const Entry& each) { return each.id == id; });
    return static_cast<std::size_t>(found - journal_.entries.begin());
  }

  bool knew(std::size_t i, std::size_t other) const {
    return levels_[i].at.day() == levels_[other].at.day() && journal_.known[told_[i]][told_[other]];
  }

  /// Whether somebody had told a higher level of that bare day, known to the writer of `i`, which
  /// has raised the case above `low` already.
  bool is_raised(std::size_t i, std::size_t low) const {
    for (std::size_t high = 0; high < levels_.size(); ++high) {
      const bool higher = levels_[i].level < levels_[high].level && levels_[high].at.date_only;
      if (higher && knew(i, high) &&
          std::pair(placed_[low].at, told_[low]) < std::pair(placed_[high].at, told_[high])) {
        return true;
      }
    }
    return false;
  }

  When place(std::size_t i) const {
    When at = levels_[i].at;
    for (std::size_t low = 0; at.date_only && low < levels_.size(); ++low) {
      if (levels_[low].level < levels_[i].level && knew(i, low) && !is_raised(i, low)) {
        at.at = std::max(at.at, placed_[low].at);
      }
    }
    return at;
  }

  std::vector<LevelChange>& levels_;
  const Journal& journal_;
  std::vector<std::size_t> told_;  ///< of each: its place in the journal
  std::vector<When> placed_;       ///< of each: from when on it counts
};

/// Emergency care as the case's events tell it.
struct Care {
  std::string entry;
  When start;
  std::optional<When> end;
};

std::vector<Care> cares(const Case& c) {
  std::vector<Care> found;
  for (const Event& event : c.events) {
    if (c.forms(event.form).with_role(Role::EmergencyStarted) == nullptr) {
      continue;
    }
    const When start = answer_when(c, event, Role::EmergencyStarted).value_or(event.occurred);
    if (start.at <= c.now) {
      found.push_back({event.entry, start, answer_when(c, event, Role::EmergencyEnded)});
    }
  }
  return found;
}

/// An emergency that opens after a level was told makes it high, until it ends or another level is
/// told (POS 5.1.2).
void raise_in_emergencies(Case& c) {
  const std::vector<LevelChange> told = c.levels;
  const std::vector<Care> all = cares(c);
  for (const Care& care : all) {
    const auto after = std::find_if(told.begin(), told.end(), [&](const LevelChange& change) {
      return change.at > care.start;
    });
    if (after == told.begin()) {
      continue;  // before the first assessment `level_at` looks at the emergency itself
    }
    c.levels.push_back({care.start, RiskLevel::High, care.entry});
    const bool ended = care.end && care.end->at <= c.now;
    const bool told_since = ended && after != told.end() && after->at <= *care.end;
    const bool another =
        ended && std::any_of(all.begin(), all.end(), [&](const Care& other) {
          return other.start <= *care.end && (!other.end || *other.end > *care.end);
        });
    if (ended && !told_since && !another) {
      c.levels.push_back({*care.end, std::prev(after)->level, care.entry});
    }
  }
  order_levels(c.levels);
}

/// When the event says that the child is not eligible; never before the episode began.
std::optional<When> not_eligible_by(const LaidEvent& laid, const Forms& forms,
                                    const Episode& episode, Instant now) {
  for (const Layer& layer : laid.layers) {
    if (answer_of(forms, laid.event, layer.data, Role::CaseManagementEligible) != "false") {
      continue;
    }
    const std::optional<When> decided =
        parse_when(answer_of(forms, laid.event, layer.data, Role::EligibilityDate));
    const When at = std::max(decided.value_or(layer.occurred), episode.start);
    return at.at <= now ? std::optional(at) : std::nullopt;
  }
  return std::nullopt;
}

void request_closure(Episode& episode, const Event& event, const Forms& forms) {
  const bool approved = event.validation && event.validation->decision == Decision::Approved;
  const bool before_transfer =
      approved && !episode.transfer.empty() && event.validation->occurred < *episode.closed;
  if (episode.closed && !before_transfer) {
    return;
  }
  episode.closure_requested = event.occurred;
  episode.closure_reason = answer_of(forms, event, event.data, Role::ClosureReason);
  if (approved) {
    episode.closed = std::max(event.validation->occurred, episode.start);
    episode.transfer.clear();
  }
}

/// The sender's case ends when the other structure has accepted it, not before (POS 3.4.2.1).
void end_by_transfer(Episode& episode, const Event& event, const Forms& forms, Instant now) {
  if (answer_of(forms, event, event.data, Role::TransferStatus) != kAccepted) {
    return;
  }
  const std::optional<When> told =
      parse_when(answer_of(forms, event, event.data, Role::TransferAnswered));
  const When at = std::max(told.value_or(event.occurred), episode.start);
  if (at.at <= now && (!episode.closed || at < *episode.closed)) {
    episode.closed = at;
    episode.closure_reason = kTransferred;
    episode.transfer = event.entry;
  }
}

void take_link(Episode& episode, const Event& event, const Forms& forms) {
  if (!episode.duplicate && answer_of(forms, event, event.data, Role::LinkKind) == "duplicate") {
    episode.duplicate = std::max(event.occurred, episode.start);
    episode.same_as = answer_of(forms, event, event.data, Role::LinkedCase);
  }
}

/// Of several ends the first stands, so that a case leaves the open ones once; of equal ones the
/// decision that the child is not eligible, then the link.
void keep_first_end(Episode& episode) {
  const std::optional<When> first = episode.end();
  bool taken = false;
  for (std::optional<When>* each : {&episode.not_eligible, &episode.duplicate, &episode.closed}) {
    if (*each && (taken || *first < **each)) {
      each->reset();
    }
    taken = taken || *each;
  }
  if (!episode.closed) {
    episode.transfer.clear();
  }
}

void apply(Episode& episode, const LaidEvent& laid, const Forms& forms, Instant now) {
  if (!episode.not_eligible) {
    episode.not_eligible = not_eligible_by(laid, forms, episode, now);
  }
  if (laid.event.form == kClosureForm) {
    request_closure(episode, laid.event, forms);
  }
  if (laid.event.form == kLinkForm) {
    take_link(episode, laid.event, forms);
  }
  end_by_transfer(episode, laid.event, forms, now);
  keep_first_end(episode);
}

bool ended_by(const Episode& episode, const When& reopened) {
  const std::optional<When> end = episode.duplicate ? std::nullopt : episode.end();
  return end && (*end <= reopened || (reopened.date_only && end->day() == reopened.day()));
}

std::vector<Episode> episodes(const std::vector<LaidEvent>& events, const std::string& registration,
                              const Forms& forms, Instant now) {
  const auto first = std::find_if(events.begin(), events.end(), [&](const LaidEvent& laid) {
    return laid.event.entry == registration;
  });
  std::vector<Episode> result;
  if (first == events.end()) {
    return result;
  }
  result.emplace_back();
  result.back().first = static_cast<std::size_t>(first - events.begin());
  result.back().start = first->event.occurred;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i].event;
    // Two people may reopen a case without knowing of each other: the second finds it open.
    if (event.form == kReopeningForm && ended_by(result.back(), event.occurred)) {
      result.emplace_back();
      result.back().first = i;
      result.back().start = event.occurred;
    }
    apply(result.back(), events[i], forms, now);
  }
  return result;
}

std::optional<Report> report_of(const std::vector<LaidEvent>& events, const Journal& journal,
                                const Forms& forms) {
  const Entry* opening = journal.opening();
  const auto found = std::find_if(events.begin(), events.end(), [&](const LaidEvent& laid) {
    return opening != nullptr && opening->form == kReportForm && laid.event.entry == opening->id;
  });
  if (found == events.end()) {
    return std::nullopt;
  }
  Report report{found->event.entry, found->event.occurred, {}, {}};
  for (const Layer& layer : found->layers) {
    const bool tells = !answer_of(forms, found->event, layer.data, Role::ReportOutcome).empty();
    if (tells && !report.closed) {
      report.closed = std::max(layer.occurred, report.start);
      report.closed_by = layer.entry;
    }
  }
  return report;
}

}  // namespace

Case read_case(const CaseId& id, const Journal& journal, const Forms& forms, const Staff& staff,
               const std::string& structure, Instant now) {
  std::vector<LaidEvent> laid = laid_events(journal, forms, now);
  const Entry* registration = journal.registration();
  Case c{
      id, now,  journal.manager_at(now), structure, {}, is_masked(journal, now), {}, {}, {}, {}, {},
      {}, forms};
  c.unit = unit_of(staff, c.manager, now);
  c.mask_awaits = mask_awaits(journal, staff, c.unit, now);
  c.report = report_of(laid, journal, forms);
  if (const Entry* takeover = journal.takeover()) {
    c.taken_over = takeover->occurred;
    c.takeover = static_cast<std::size_t>(takeover - journal.entries.data());
  }
  if (registration != nullptr) {
    c.episodes = episodes(laid, registration->id, forms, now);
  }
  for (LaidEvent& event : laid) {
    add_levels(c.levels, forms, event);
    c.events.push_back(std::move(event.event));
  }
  LevelOrder(c.levels, journal).keep_raises();
  raise_in_emergencies(c);
  return c;
}

}  // namespace pos
