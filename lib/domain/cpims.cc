#include "domain/cpims.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/ulid.h"
#include "domain/file_cover.h"
#include "domain/names_in_text.h"

namespace pos {
namespace {

constexpr std::array<std::string_view, 6> kBarSteps = {"1", "2", "3", "4", "5", "6"};

bool is_free(const Field& field) {
  return field.type == FieldType::Text || field.type == FieldType::LongText;
}

/// Without what was written in free words, columns of tables included.
void leave_out_texts(const std::vector<Field>& fields, Value& answers) {
  for (const Field& field : fields) {
    Value* value = answers.find(field.name);
    if (value == nullptr) {
      continue;
    }
    if (is_free(field)) {
      answers.erase(field.name);
      continue;
    }
    for (Value& row : value->items) {
      if (row.is_map()) {
        leave_out_texts(field.columns, row);
      }
    }
  }
}

/// As Primero's code sets it, from the furthest state of the present episode.
std::string workflow_of(const Case& c) {
  if (!c.open()) {
    return "closed";
  }
  switch (c.status()) {
    case CaseStatus::InitiallyAssessed:
    case CaseStatus::Assessed:
      return "assessment";
    case CaseStatus::Planned:
    case CaseStatus::PlanValidated:
      return "case_plan";
    case CaseStatus::InImplementation:
      return c.implementation_end() ? "services_implemented" : "service_provision";
    case CaseStatus::ClosureRequested:
      return "services_implemented";
    default:
      return c.episodes.size() > 1 ? "reopened" : "new";
  }
}

class RecordMaker {
 public:
  RecordMaker(const Case& c, const Rulebook& rules, const std::map<std::string, Value>& names)
      : c_(c), rules_(rules), names_(names) {}

  CpimsCase make() {
    made_.id = c_.id;
    made_.open = c_.open();
    made_.workflow = workflow_of(c_);
    made_.steps = evolution_bar(c_);
    made_.context = context_of(c_);
    for (const Event& event : c_.events) {
      take(event);
    }
    for (auto& [table, rows] : tables_) {
      made_.data.set(table, Value::list(std::move(rows)));
    }
    add_platform_fields();
    return std::move(made_);
  }

 private:
  void take(const Event& event) {
    const Form& form = c_.forms(event.form);
    Value answers = event.data;
    const auto named = names_.find(event.entry);
    if (names_.empty() && answers.find(kNamesInTextField) != nullptr) {
      leave_out_texts(form.fields, answers);
      ++made_.texts_left_out;
    }
    answers.erase(kNamesInTextField);
    if (named != names_.end()) {
      answers = laid_over(form, answers, named->second);
    }
    note_problems(event);
    place(form, event, answers);
    made_.forms.push_back({event.form, event.entry, event.occurred, std::move(answers)});
  }

  void note_problems(const Event& event) {
    const std::string primary = answer_text(c_, event, Role::SituationPrimary);
    if (!primary.empty()) {
      made_.problem = primary;
      made_.other_problems = answer_codes(c_, event, Role::SituationsSecondary);
    }
  }

  void place(const Form& form, const Event& event, const Value& answers) {
    const auto table = rules_.cpims_tables.find(form.code);
    if (table == rules_.cpims_tables.end()) {
      for (const Member& member : answers.members) {
        made_.data.set(member.key, member.value);
      }
    } else if (!table->second.empty()) {
      Value row = Value::map({{std::string(kRowId), Value::text(uuid_of(event.entry))}});
      for (const Member& member : answers.members) {
        row.set(member.key, member.value);
      }
      tables_[table->second].push_back(std::move(row));
    }
  }

  /// What the platform keeps on every case; the rest of its own it sets itself.
  void add_platform_fields() {
    const auto set = [&](std::string_view key, const std::string& words) {
      if (!words.empty()) {
        made_.data.set(key, Value::text(words));
      }
    };
    set("id", uuid_of(c_.registration().entry));
    set("module_id", rules_.cpims_module);
    set("cpims_id", c_.id.text());
    set("status", made_.open ? "open" : "closed");
    set("workflow", made_.workflow);
    set("owned_by", c_.manager);
    set("owned_by_agency_id", c_.structure);
    const std::optional<RiskLevel> level = c_.level_at(c_.now, rules_);
    set("risk_level", level ? std::string(word(*level)) : std::string());
  }

  const Case& c_;
  const Rulebook& rules_;
  const std::map<std::string, Value>& names_;
  std::map<std::string, std::vector<Value>> tables_;
  CpimsCase made_{};
};

}  // namespace

std::vector<BarStep> evolution_bar(const Case& c) {
  std::vector<BarStep> bar;
  for (std::string_view stage : kBarSteps) {
    BarStep step{std::string(stage), std::nullopt, {}};
    for (const Event* event : events_of_stage(c, stage)) {
      step.reached = step.reached.value_or(event->occurred);
      if (!holds(step.forms, event->form)) {
        step.forms.push_back(event->form);
      }
    }
    bar.push_back(std::move(step));
  }
  return bar;
}

CpimsCase cpims_case(const Case& c, const Rulebook& rules,
                     const std::map<std::string, Value>& names) {
  return RecordMaker(c, rules, names).make();
}

std::string uuid_of(std::string_view ulid) {
  std::array<std::uint8_t, 16> bytes{};
  for (char digit : ulid) {
    auto carry = static_cast<unsigned>(kCrockford.find(digit) & 31U);
    for (std::size_t i = bytes.size(); i-- > 0;) {
      const unsigned shifted = (static_cast<unsigned>(bytes[i]) << 5U) | carry;
      bytes[i] = static_cast<std::uint8_t>(shifted & 0xFFU);
      carry = shifted >> 8U;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "";
    text += fmt::format("{:02x}", bytes[i]);
  }
  return text;
}

}  // namespace pos
