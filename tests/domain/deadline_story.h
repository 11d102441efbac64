#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "domain/deadlines.h"
#include "support/case_builder.h"
#include "support/shipped_rules.h"

/// Cases told in a line, for tables of deadlines:
///
///     register 2026-03-02 perceived=high | initial 2026-03-02T10:00:00Z high | now 2026-03-05
///
/// A part is a form, when it happened, and answers by role; a level alone is the risk level.
/// `started <date> <level>` registers, assesses and plans on that day, the plan starting then;
/// `add <form> <when> …` completes the last one, `approve` and `return` validate it. What is
/// expected are the obligations of the steps named, all of them, by due time:
///
///     full_assessment overdue 2026-03-02 from=initial_assessment by=high; care_plan -
///
/// A bare date is the end of that day, `-` no due time; a step with `-` alone has no obligation.
namespace pos::test {

inline std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> parts;
  std::stringstream stream{std::string(text)};
  for (std::string part; std::getline(stream, part, at);) {
    const std::size_t first = part.find_first_not_of(" \n");
    if (first != std::string::npos) {
      parts.push_back(part.substr(first, part.find_last_not_of(" \n") - first + 1));
    }
  }
  return parts;
}

inline std::string form_code(const std::string& name) {
  static const std::map<std::string, std::string> codes = {
      {"register", "1.B"}, {"consent", "1.A"}, {"emergency", "1.U"}, {"initial", "1.C"},
      {"full", "2.A"},     {"plan", "3.A"},    {"service", "4.A"},   {"visit", "5.A"},
      {"review", "5.B"},   {"close", "6.A"},   {"refer", "A.1"},     {"transfer", "A.2"},
      {"told", "A.3"},     {"reopen", "B.1"},  {"conference", "3.B"}};
  return codes.at(name);
}

inline Role role_named(const std::string& name) {
  static const std::map<std::string, Role> roles = {{"identified", Role::Identification},
                                                    {"perceived", Role::RiskPerceived},
                                                    {"situation", Role::SituationPrimary},
                                                    {"secondary", Role::SituationsSecondary},
                                                    {"emergency", Role::EmergencyNeeded},
                                                    {"eligible", Role::CaseManagementEligible},
                                                    {"programme", Role::ProgrammeEligible},
                                                    {"decided", Role::EligibilityDate},
                                                    {"informed", Role::StateServiceInformed},
                                                    {"displaced", Role::DisplacementStatus},
                                                    {"level", Role::RiskLevel},
                                                    {"sensitive", Role::Sensitive},
                                                    {"complete", Role::AssessmentComplete},
                                                    {"completed", Role::AssessmentCompleted},
                                                    {"start", Role::PlanStart},
                                                    {"mode", Role::ContactMode},
                                                    {"seen", Role::ChildSeen},
                                                    {"kinds", Role::EmergencyKinds},
                                                    {"incident", Role::IncidentAt},
                                                    {"end", Role::EmergencyEnded},
                                                    {"requisition", Role::RequisitionIssued},
                                                    {"discharge", Role::MedicalDischarge},
                                                    {"hospital", Role::Hospitalised},
                                                    {"violence", Role::SexualViolence},
                                                    {"cared", Role::MedicalCareGiven},
                                                    {"psychologist", Role::PsychologistAvailable},
                                                    {"soothed", Role::PsychologicalCare},
                                                    {"agency", Role::MandatedAgency},
                                                    {"told", Role::AgenciesNotified},
                                                    {"stay", Role::AccommodationStart},
                                                    {"left", Role::AccommodationEnd},
                                                    {"unhcr", Role::UnhcrStart},
                                                    {"unhcr_left", Role::UnhcrEnd},
                                                    {"needs", Role::UnhcrSpecificNeeds},
                                                    {"service", Role::ServiceCategory},
                                                    {"answer", Role::ReferralAnswerDue},
                                                    {"answered", Role::ReferralAnswered},
                                                    {"every", Role::ReferralFeedbackInterval},
                                                    {"state", Role::TransferStatus},
                                                    {"on", Role::TransferAnswered},
                                                    {"way", Role::CommunityDirection},
                                                    {"status", Role::ConsentStatus},
                                                    {"by", Role::ConsentGiver},
                                                    {"assent", Role::ChildAssent},
                                                    {"disclose", Role::ConsentDisclosure}};
  return roles.at(name);
}

/// The tables whose rows are due, by the word for a row.
inline std::optional<Role> table_named(const std::string& word) {
  static const std::map<std::string, Role> tables = {{"activity", Role::PlanActivities},
                                                     {"appointment", Role::MedicalAppointments},
                                                     {"point", Role::ActionPoints},
                                                     {"obstacle", Role::Obstacles}};
  const auto found = tables.find(word);
  return found == tables.end() ? std::nullopt : std::optional(found->second);
}

/// A row of that table, its first cell the identifier.
inline void add_row(const Field& table, Value& data, Value row) {
  std::vector<Value> rows;
  if (const Value* present = data.find(table.name)) {
    rows = present->items;
  }
  rows.push_back(std::move(row));
  data.set(table.name, Value::list(std::move(rows)));
}

/// `activity=1:2026-03-20:planned`: a row of the plan.
inline void add_duty(const Field& table, Value& data, const std::string& words) {
  const std::vector<std::string> cells = split(words, ':');
  const auto column = [&](Role role) {
    return std::find_if(table.columns.begin(), table.columns.end(),
                        [&](const Field& each) { return each.role == role; })
        ->name;
  };
  Value cell = answers({{"unique_id", cells.at(0)}});
  if (cells.at(1) != "-") {
    cell.set(column(Role::ActivityDue), Value::text(cells.at(1)));
  }
  if (cells.size() > 2) {
    cell.set(column(Role::ActivityStatus), Value::text(cells.at(2)));
  }
  add_row(table, data, std::move(cell));
}

/// `feedback=1:2026-03-20`: one of the provider's.
inline void add_feedback(const Form& form, Value& data, const std::string& words) {
  const std::vector<std::string> cells = split(words, ':');
  Value row = answers({{"unique_id", cells.at(0)}});
  row.set(form.with_role(Role::ReferralFeedbackAt)->name, Value::text(cells.at(1)));
  add_row(*form.with_role(Role::ReferralFeedback), data, std::move(row));
}

inline Value story_answers(const std::string& code, const std::vector<std::string>& words) {
  const Form& form = shipped_form(code);
  Value data;
  for (const std::string& word : words) {
    const std::size_t at = word.find('=');
    const std::string key = at == std::string::npos ? "level" : word.substr(0, at);
    const std::string answer = at == std::string::npos ? word : word.substr(at + 1);
    if (const std::optional<Role> table = table_named(key)) {
      add_duty(*form.with_role(*table), data, answer);
      continue;
    }
    if (key == "feedback") {
      add_feedback(form, data, answer);
      continue;
    }
    const Field* field = form.with_role(role_named(key));
    if (field == nullptr) {
      throw std::out_of_range(code + " has no field for " + key);
    }
    data.set(field->name, field->type == FieldType::SelectMultiple ? Value::texts({answer})
                                                                   : Value::text(answer));
  }
  return data;
}

struct Story {
  CaseBuilder builder;
  std::string now;
  std::map<std::string, std::string> last;  ///< the last entry of each form's name
};

inline void tell(Story& story, std::vector<std::string> words);

inline void tell_started(Story& story, const std::string& day, const std::string& level) {
  tell(story, {"register", day, "perceived=" + level});
  tell(story, {"initial", day, level});
  tell(story, {"full", day, level});
  tell(story, {"plan", day, "start=" + day});
}

inline void tell(Story& story, std::vector<std::string> words) {
  if (words.at(0) == "started") {
    tell_started(story, words.at(1), words.at(2));
    return;
  }
  const auto take = [&words] {
    std::string word = words.at(0);
    words.erase(words.begin());
    return word;
  };
  const std::string verb = take();
  if (verb == "now") {
    story.now = take();
    return;
  }
  if (verb == "approve" || verb == "return") {
    const std::string name = take();
    story.builder.validates(story.last.at(name), take(),
                            verb == "approve" ? Decision::Approved : Decision::Returned);
    return;
  }
  const std::string name = verb == "add" ? take() : verb;
  const std::string occurred = take();
  Value data = story_answers(form_code(name), words);
  if (verb == "add") {
    story.builder.completes(story.last.at(name), occurred, std::move(data));
    return;
  }
  story.last[name] = story.builder.form(form_code(name), occurred, std::move(data));
  if (name == "reopen" || name == "review") {
    story.builder.by(story.builder.supervisor);
  }
}

inline Story story(const std::string& text) {
  Story told;
  for (const std::string& part : split(text, '|')) {
    tell(told, split(part, ' '));
  }
  return told;
}

inline Case case_of(const Story& told) {
  return told.builder.at(told.now,
                         [](std::string_view code) -> const Form& { return shipped_form(code); });
}

inline std::string due_words(const Obligation& obligation) {
  if (!obligation.due) {
    return "-";
  }
  const Date day = day_of(*obligation.due);
  return *obligation.due == end_of_day(day) ? to_string(day) : to_string(*obligation.due);
}

/// An obligation as the expectation writes it, with only the remarks that it makes.
inline std::string told_as(const Obligation& obligation, const std::string& expected) {
  std::string words = std::string(word(obligation.step)) + " " +
                      std::string(word(obligation.state)) + " " + due_words(obligation);
  const auto remark = [&](const std::string& key, const std::string& value) {
    if (expected.find(" " + key + "=") != std::string::npos) {
      words += " " + key + "=" + value;
    }
  };
  const std::string prefix = "deadlines." + std::string(word(obligation.step));
  remark("from", obligation.basis.event);
  remark("by",
         obligation.rule.size() > prefix.size() ? obligation.rule.substr(prefix.size() + 1) : "");
  remark("level", obligation.level ? std::string(word(*obligation.level)) : "unknown");
  return words;
}

struct Line {
  const char* why;
  const char* story;
  const char* expected;
};

inline void check_line(const Line& line) {
  const Case c = case_of(story(line.story));
  std::map<std::string, std::vector<std::string>> by_step;
  for (const std::string& item : split(line.expected, ';')) {
    const std::string step = item.substr(0, item.find(' '));
    REQUIRE_MESSAGE(parse_step(step).has_value(), step);
    std::vector<std::string>& of_step = by_step[step];
    if (item != step + " -") {
      of_step.push_back(item);
    }
  }
  std::string expected, found;
  for (const auto& [step, items] : by_step) {
    std::size_t i = 0;
    for (const Obligation& each : obligations(c, shipped_rules())) {
      if (word(each.step) == step) {
        found += told_as(each, i < items.size() ? items[i] : "") + "\n";
        ++i;
      }
    }
    for (const std::string& item : items) {
      expected += item + "\n";
    }
  }
  CHECK_MESSAGE(found == expected, line.why << "\n  " << line.story);
}

template <std::size_t N>
void check_table(const Line (&lines)[N]) {
  for (const Line& line : lines) {
    check_line(line);
  }
}

inline bool is_live(const Obligation& obligation) {
  return obligation.state == ObligationState::Pending ||
         obligation.state == ObligationState::DueToday ||
         obligation.state == ObligationState::Overdue;
}

}  // namespace pos::test
