#include "formats/case_view.h"

#include "formats/json.h"

namespace pos {
namespace {

std::string act_word(const Entry& entry) {
  return entry.act ? std::string(word(*entry.act)) : std::string();
}

/// Why: the author's own reason, else what the reader of the journal says of the entry.
std::string reason_of(const Entry& entry, const Text& reason, Language language) {
  const std::string& own = entry.reason.empty() ? entry.purpose : entry.reason;
  return reason.empty() ? own : reason.in(language);
}

}  // namespace

Value state_value(const Case& c, const Rulebook& rules) {
  const std::optional<RiskLevel> level = c.level_at(c.now, rules);
  const auto time = [](const std::optional<When>& when) {
    return when ? Value::text(to_string(*when)) : json_null();
  };
  const Episode none;
  const Episode& episode = c.registered() ? c.episode() : none;
  return Value::map({{"case", Value::text(c.id.text())},
                     {"status", Value::text(std::string(word(c.status())))},
                     {"episode", json_number(c.episodes.size())},
                     {"risk_level", level ? Value::text(std::string(word(*level))) : json_null()},
                     {"manager", Value::text(c.manager)},
                     {"structure", Value::text(c.structure)},
                     {"unit", text_or_null(c.unit)},
                     {"reported", time(c.report ? std::optional(c.report->start) : std::nullopt)},
                     {"registered", time(c.registered() ? std::optional(c.registration().occurred)
                                                        : std::nullopt)},
                     {"closed", time(episode.closed)},
                     {"same_as", text_or_null(episode.same_as)},
                     {"masked", Value::boolean(c.masked)},
                     {"context", text_or_null(context_of(c))}});
}

Value advice_value(const Advice& advice, Language language) {
  return Value::map({{"id", Value::text(advice.id)},
                     {"message", Value::text(advice.message.in(language))},
                     {"source", Value::text(advice.source)}});
}

Value entry_value(const Entry& entry) {
  Value value = Value::map({{"entry", Value::text(entry.id)},
                            {"form", text_or_null(entry.form)},
                            {"act", text_or_null(act_word(entry))},
                            {"occurred", Value::text(to_string(entry.occurred))},
                            {"recorded", Value::text(to_string(entry.recorded))},
                            {"author", Value::text(entry.author)}});
  const auto add = [&](const char* key, const std::string& words) {
    if (!words.empty()) {
      value.set(key, Value::text(words));
    }
  };
  add("by", entry.by);
  add("for", entry.on_behalf);
  add("corrects", entry.corrects);
  add("completes", entry.completes);
  add("voids", entry.voids);
  add("validates", entry.validates);
  add("accepts", entry.accepts);
  add("to", entry.to);
  add("decision", entry.decision ? std::string(word(*entry.decision)) : std::string());
  if (entry.masked) {
    value.set("masked", Value::boolean(*entry.masked));
  }
  add("reason", entry.reason);
  add("purpose", entry.purpose);
  value.set("data", entry.data);
  return value;
}

Value history_value(const Entry& entry, EntryState state, const Text& reason, Language language) {
  return Value::map({{"entry", Value::text(entry.id)},
                     {"form", text_or_null(entry.form)},
                     {"act", text_or_null(act_word(entry))},
                     {"occurred", Value::text(to_string(entry.occurred))},
                     {"recorded", Value::text(to_string(entry.recorded))},
                     {"author", Value::text(entry.author)},
                     {"by", text_or_null(entry.by)},
                     {"after", Value::texts(entry.after)},
                     {"corrects", text_or_null(entry.corrects)},
                     {"completes", text_or_null(entry.completes)},
                     {"state", Value::text(std::string(word(state)))},
                     {"reason", text_or_null(reason_of(entry, reason, language))},
                     {"acceptable", Value::boolean(is_acceptable(entry, state))}});
}

CsvRow history_header() {
  return {"entry", "form",     "act",       "occurred", "recorded", "author",
          "after", "corrects", "completes", "state",    "reason"};
}

CsvRow history_row(const Entry& entry, EntryState state, const Text& reason, Language language) {
  return {entry.id,
          entry.form,
          act_word(entry),
          to_string(entry.occurred),
          to_string(entry.recorded),
          entry.author,
          joined(entry.after),
          entry.corrects,
          entry.completes,
          std::string(word(state)),
          reason_of(entry, reason, language)};
}

}  // namespace pos
