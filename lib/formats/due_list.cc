#include "formats/due_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "formats/json.h"

namespace pos {
namespace {

std::string level_word(const std::optional<RiskLevel>& level) {
  return level ? std::string(word(*level)) : std::string();
}

std::string due_text(const Obligation& obligation) {
  return obligation.due ? to_string(*obligation.due) : std::string();
}

Value basis_value(const Obligation& obligation) {
  return Value::map({{"event", Value::text(obligation.basis.event)},
                     {"entry", text_or_null(obligation.basis.entry)},
                     {"at", Value::text(to_string(obligation.basis.at))}});
}

Value met_value(const Obligation& obligation) {
  if (!obligation.met) {
    return json_null();
  }
  return Value::map({{"entry", text_or_null(obligation.met->entry)},
                     {"at", Value::text(to_string(obligation.met->at))}});
}

std::string compact(Instant instant) {
  std::string text = to_string(instant);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

}  // namespace

Value envelope(const std::string& schema, Instant generated, bool complete,
               std::vector<Value> warnings) {
  return Value::map({{"schema", Value::text(schema)},
                     {"generated", Value::text(to_string(generated))},
                     {"complete", Value::boolean(complete)},
                     {"warnings", Value::list(std::move(warnings))}});
}

Value due_value(const DueItem& item, Instant now) {
  const Obligation& o = item.obligation;
  Value value = Value::map({{"case", text_or_null(item.case_id)},
                            {"manager", text_or_null(item.manager)},
                            {"risk_level", text_or_null(level_word(item.level))},
                            {"step", Value::text(std::string(word(o.step)))},
                            {"due", text_or_null(due_text(o))},
                            {"state", Value::text(std::string(word(o.state)))},
                            {"overdue_days", json_number(overdue_days(o, now))},
                            {"basis", basis_value(o)},
                            {"met", met_value(o)},
                            {"recommended", Value::boolean(o.recommended)},
                            {"rule", Value::text(o.rule)},
                            {"source", Value::text(o.source)},
                            {"edition", text_or_null(o.edition)}});
  if (!o.subject.empty()) {
    value.set("subject", Value::text(o.subject));
  }
  return value;
}

Value summary_value(const CaseSummary& s) {
  Value value = Value::map(
      {{"case", Value::text(s.id.text())},
       {"status", Value::text(std::string(word(s.status)))},
       {"risk_level", text_or_null(level_word(s.level))},
       {"manager", Value::text(s.manager)},
       {"structure", Value::text(s.structure)},
       {"registered", s.registered ? Value::text(to_string(*s.registered)) : json_null()},
       {"closed", s.closed ? Value::text(to_string(*s.closed)) : json_null()},
       {"masked", Value::boolean(s.masked)},
       {"updated", s.updated ? Value::text(to_string(*s.updated)) : json_null()},
       {"overdue", json_number(s.overdue)}});
  if (!s.next) {
    value.set("next", json_null());
    return value;
  }
  const Obligation& o = s.next->obligation;
  value.set("next", Value::map({{"step", Value::text(std::string(word(o.step)))},
                                {"due", text_or_null(due_text(o))},
                                {"state", Value::text(std::string(word(o.state)))}}));
  return value;
}

CsvRow due_header() {
  return {"case",        "manager",      "risk_level",  "step",     "due",
          "state",       "overdue_days", "basis_event", "basis_at", "met_at",
          "recommended", "rule",         "source",      "subject",  "edition"};
}

CsvRow due_row(const DueItem& item, Instant now) {
  const Obligation& o = item.obligation;
  return {item.case_id,
          item.manager,
          level_word(item.level),
          std::string(word(o.step)),
          due_text(o),
          std::string(word(o.state)),
          std::to_string(overdue_days(o, now)),
          o.basis.event,
          to_string(o.basis.at),
          o.met ? to_string(o.met->at) : "",
          o.recommended ? "true" : "false",
          o.rule,
          o.source,
          o.subject,
          o.edition};
}

CsvRow summary_header() {
  return {"case",   "status",  "risk_level", "manager",  "structure",  "registered", "closed",
          "masked", "overdue", "next_step",  "next_due", "next_state", "updated"};
}

CsvRow summary_row(const CaseSummary& s) {
  return {s.id.text(),
          std::string(word(s.status)),
          level_word(s.level),
          s.manager,
          s.structure,
          s.registered ? to_string(*s.registered) : "",
          s.closed ? to_string(*s.closed) : "",
          s.masked ? "true" : "false",
          std::to_string(s.overdue),
          s.next ? std::string(word(s.next->obligation.step)) : "",
          s.next ? due_text(s.next->obligation) : "",
          s.next ? std::string(word(s.next->obligation.state)) : "",
          s.updated ? to_string(*s.updated) : ""};
}

std::string write_ics(const std::vector<DueItem>& items, Instant now) {
  std::string out = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pos//due//FR\r\n";
  for (const DueItem& item : items) {
    const Obligation& o = item.obligation;
    if (!o.due) {
      continue;
    }
    const std::string step(word(o.step));
    out += fmt::format(
        "BEGIN:VEVENT\r\nUID:{}-{}-{}-{}@pos\r\nDTSTAMP:{}\r\nDTSTART:{}\r\nSUMMARY:{} {}\r\n"
        "END:VEVENT\r\n",
        item.case_id, step, compact(*o.due), o.subject, compact(now), compact(*o.due), item.case_id,
        step);
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace pos
