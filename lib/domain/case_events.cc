#include "domain/case_events.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace pos {
namespace {

using Index = std::size_t;
using Links = std::map<std::string_view, std::vector<Index>>;

constexpr std::string_view kRowId = "unique_id";

bool is_row(const Value& value) {
  return value.is_map() && value.find(kRowId) != nullptr;
}

bool is_table(const Value& value) {
  return value.is_list() && !value.items.empty() &&
         std::all_of(value.items.begin(), value.items.end(), is_row);
}

void lay_rows(Value& table, const Value& rows) {
  for (const Value& row : rows.items) {
    const auto same = std::find_if(table.items.begin(), table.items.end(), [&](const Value& other) {
      return other.scalar_of(kRowId) == row.scalar_of(kRowId);
    });
    if (same == table.items.end()) {
      table.items.push_back(row);
      continue;
    }
    for (const Member& cell : row.members) {
      same->set(cell.key, cell.value);
    }
  }
}

void lay(Value& answers, const Value& additions) {
  for (const Member& addition : additions.members) {
    Value* present = answers.find(addition.key);
    if (present != nullptr && is_table(*present) && is_table(addition.value)) {
      lay_rows(*present, addition.value);
    } else {
      answers.set(addition.key, addition.value);
    }
  }
}

bool leaves_validation(const Field& field) {
  return field.type == FieldType::DateOnly || field.type == FieldType::DateTime ||
         field.role == Role::ActivityStatus;
}

bool leaves_validation(const std::vector<Field>& fields, const Value& answers) {
  return std::all_of(answers.members.begin(), answers.members.end(), [&](const Member& answer) {
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [&](const Field& f) { return f.name == answer.key; });
    if (field == fields.end()) {
      return true;
    }
    if (field->type == FieldType::Repeat) {
      return std::all_of(answer.value.items.begin(), answer.value.items.end(),
                         [&](const Value& row) { return leaves_validation(field->columns, row); });
    }
    // Readers of the facts see no other answers, and must come to the same result.
    return field->compartment != Compartment::Facts || leaves_validation(*field);
  });
}

/// One journal's entries found by what they are about.
class Reader {
 public:
  Reader(const Journal& journal, const Forms& forms, Instant now)
      : journal_(journal), forms_(forms), now_(now) {
    for (Index i = 0; i < journal.entries.size(); ++i) {
      if (is_rightful(journal.states[i])) {
        link(i);
        index_.emplace(journal.entries[i].id, i);
      }
    }
  }

  std::vector<LaidEvent> events() const {
    std::vector<LaidEvent> events;
    for (Index i = 0; i < journal_.entries.size(); ++i) {
      const Entry& entry = journal_.entries[i];
      if (!entry.form.empty() && entry.corrects.empty() && entry.completes.empty()) {
        add_event(events, i);
      }
    }
    order(events);
    return events;
  }

 private:
  using Places = std::vector<std::pair<Instant, Index>>;

  /// Where an event of a bare day stands among those of that day that were told before it: what
  /// the writer of the original knew, whatever was corrected since.
  Instant place(const std::vector<LaidEvent>& events, Index i, const Places& before) const {
    const Event& event = events[i].event;
    Instant at = event.occurred.at;
    for (const auto& [placed, j] : event.occurred.date_only ? before : Places()) {
      const Event& other = events[j].event;
      const bool reopens = event.form == kReopeningForm || other.form == kReopeningForm;
      if (reopens && journal_.known[event.told][other.told] &&
          other.occurred.day() == event.occurred.day()) {
        at = std::max(at, placed);
      }
    }
    return at;
  }

  /// They come in the order of the journal, so that what somebody knew has its place already.
  void order(std::vector<LaidEvent>& events) const {
    Places places;
    for (Index i = 0; i < events.size(); ++i) {
      places.emplace_back(place(events, i, places), i);
    }
    std::stable_sort(places.begin(), places.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<LaidEvent> ordered;
    for (const auto& [at, i] : places) {
      ordered.push_back(std::move(events[i]));
    }
    events = std::move(ordered);
  }

  void link(Index i) {
    const Entry& entry = journal_.entries[i];
    const auto add = [i](Links& links, const std::string& id) {
      if (!id.empty()) {
        links[id].push_back(i);
      }
    };
    add(corrections_, entry.corrects);
    add(completions_, entry.completes);
    if (journal_.states[i] == EntryState::Valid) {
      add(validations_, entry.validates);
      add(voids_, entry.voids);
    }
  }

  static const std::vector<Index>& find(const Links& links, std::string_view id) {
    static const std::vector<Index> none;
    const auto found = links.find(id);
    return found == links.end() ? none : found->second;
  }

  const Entry& entry(Index i) const { return journal_.entries[i]; }
  bool has_occurred(Index i) const { return entry(i).occurred.at <= now_; }

  /// Whether entry `i` stands, or stood as the writer of `viewer` knew the journal.
  bool stands(Index i, std::optional<Index> viewer) const {
    if (!viewer) {
      return is_rightful(journal_.states[i]) && journal_.states[i] != EntryState::Void;
    }
    const std::vector<Index>& voids = find(voids_, entry(i).id);
    return is_rightful(journal_.states[i]) && journal_.known[*viewer][i] &&
           std::none_of(voids.begin(), voids.end(),
                        [&](Index act) { return journal_.known[*viewer][act]; });
  }

  /// The entry that stands for `original`: itself or its last correction.
  std::optional<Index> standing(Index original, std::optional<Index> viewer = {}) const {
    if (journal_.states[original] == EntryState::Void || !stands(original, viewer)) {
      return std::nullopt;
    }
    Index result = original;
    for (Index correction : find(corrections_, entry(original).id)) {
      result = stands(correction, viewer) ? correction : result;
    }
    return result;
  }

  /// Completions of `original` that have occurred, by occurred.
  std::vector<Index> completions(Index original) const {
    std::vector<Index> standing_ones;
    for (Index i : find(completions_, entry(original).id)) {
      const std::optional<Index> last = standing(i);
      if (last && has_occurred(*last)) {
        standing_ones.push_back(*last);
      }
    }
    std::stable_sort(standing_ones.begin(), standing_ones.end(),
                     [&](Index a, Index b) { return entry(a).occurred < entry(b).occurred; });
    return standing_ones;
  }

  bool leaves_validation_of(std::optional<Index> completion) const {
    return !completion ||
           leaves_validation(forms_(entry(*completion).form).fields, entry(*completion).data);
  }

  /// Whether `original` is still what the writer of the validation saw.
  bool holds(Index validation, Index original) const {
    if (standing(original, validation) != standing(original)) {
      return false;
    }
    const std::vector<Index>& laid = find(completions_, entry(original).id);
    return std::all_of(laid.begin(), laid.end(), [&](Index completion) {
      const std::optional<Index> then = standing(completion, validation);
      std::optional<Index> present = standing(completion);
      if (present && !has_occurred(*present)) {
        present = then;
      }
      return then == present || (leaves_validation_of(then) && leaves_validation_of(present));
    });
  }

  /// Validations of `original` or of what is laid over it, in order.
  std::vector<Index> validations(Index original) const {
    std::vector<Index> result = find(validations_, entry(original).id);
    const auto add = [&](const std::vector<Index>& laid) {
      for (Index i : laid) {
        const std::vector<Index>& acts = find(validations_, entry(i).id);
        result.insert(result.end(), acts.begin(), acts.end());
      }
    };
    add(find(corrections_, entry(original).id));
    add(find(completions_, entry(original).id));
    std::erase_if(result, [&](Index i) { return !has_occurred(i); });
    std::sort(result.begin(), result.end());
    return result;
  }

  void validate(Event& event, Index original) const {
    for (Index i : validations(original)) {
      const Entry& act = entry(i);
      const Decision decision = act.decision.value_or(Decision::Returned);
      if (holds(i, original)) {
        event.validation = Validation{act.id, act.author, act.occurred, decision};
      }
      if (decision == Decision::Approved &&
          (!event.first_approved || act.occurred < *event.first_approved)) {
        event.first_approved = act.occurred;
      }
    }
  }

  void add_event(std::vector<LaidEvent>& events, Index original) const {
    const std::optional<Index> last = standing(original);
    if (!last || !has_occurred(*last)) {
      return;
    }
    const Entry& from = entry(*last);
    LaidEvent laid;
    Event& event = laid.event;
    event.entry = entry(original).id;
    event.told = original;
    event.form = from.form;
    event.edition = from.edition;
    event.occurred = from.occurred;
    event.recorded = from.recorded;
    event.author = from.author;
    event.data = from.data;
    laid.layers.push_back({event.entry, from.occurred, from.data});
    for (Index i : completions(original)) {
      const Entry& completion = entry(i);
      lay(event.data, completion.data);
      event.completions.push_back({completion.id, completion.occurred, completion.recorded,
                                   completion.author, completion.data});
      laid.layers.push_back({completion.id, completion.occurred, completion.data});
    }
    validate(event, original);
    events.push_back(std::move(laid));
  }

  const Journal& journal_;
  const Forms& forms_;
  Instant now_;
  Links corrections_, completions_, validations_, voids_;
  std::map<std::string_view, Index> index_;  ///< of rightful entries
};

}  // namespace

std::vector<LaidEvent> laid_events(const Journal& journal, const Forms& forms, Instant now) {
  return Reader(journal, forms, now).events();
}

}  // namespace pos
