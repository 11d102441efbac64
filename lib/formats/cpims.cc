#include "formats/cpims.h"

#include "domain/names_in_text.h"
#include "formats/json.h"

namespace pos {
namespace {

/// The columns of the forms, each once.
std::vector<std::string> columns_of(const std::vector<const Form*>& forms, bool names) {
  std::vector<std::string> columns;
  for (const Form* form : forms) {
    for (const Field& field : form->fields) {
      const bool open =
          (names || field.compartment != Compartment::Identity) && field.name != kNamesInTextField;
      if (open && field.type != FieldType::Repeat && !holds(columns, field.name)) {
        columns.push_back(field.name);
      }
    }
  }
  return columns;
}

Value bar_value(const std::vector<BarStep>& steps) {
  std::vector<Value> bar;
  for (const BarStep& step : steps) {
    bar.push_back(
        Value::map({{"step", Value::text(step.step)},
                    {"reached", text_or_null(step.reached ? to_string(*step.reached) : "")},
                    {"forms", Value::texts(step.forms)}}));
  }
  return Value::list(std::move(bar));
}

std::string step_reached(const CpimsCase& c) {
  std::string reached;
  for (const BarStep& step : c.steps) {
    reached = step.reached ? step.step : reached;
  }
  return reached;
}

std::vector<std::string> form_codes(const CpimsCase& c) {
  std::vector<std::string> codes;
  for (const CpimsCase::Filled& each : c.forms) {
    if (!holds(codes, each.form)) {
      codes.push_back(each.form);
    }
  }
  return codes;
}

std::string cell(const Value& data, const std::string& column) {
  const Value* value = data.find(column);
  if (value == nullptr) {
    return {};
  }
  return value->is_list() ? joined(data.texts_of(column)) : value->scalar;
}

}  // namespace

Value cpims_value(const CpimsCase& c) {
  std::vector<Value> forms;
  for (const CpimsCase::Filled& each : c.forms) {
    forms.push_back(Value::map({{"form", Value::text(each.form)},
                                {"entry", Value::text(each.entry)},
                                {"occurred", Value::text(to_string(each.occurred))},
                                {"data", each.data}}));
  }
  return Value::map({{"case", Value::text(c.id.text())},
                     {"status", Value::text(c.open ? "open" : "closed")},
                     {"workflow", Value::text(c.workflow)},
                     {"step", text_or_null(step_reached(c))},
                     {"steps", bar_value(c.steps)},
                     {"problem_primary", text_or_null(c.problem)},
                     {"problems_secondary", Value::texts(c.other_problems)},
                     {"context", text_or_null(c.context)},
                     {"forms", Value::list(std::move(forms))},
                     {"data", c.data}});
}

CsvRow cpims_header(const std::vector<const Form*>& forms, bool names) {
  CsvRow header = {"case", "case_status", "workflow",        "owned_by",          "risk_level",
                   "step", "forms",       "problem_primary", "problems_secondary"};
  for (std::string& column : columns_of(forms, names)) {
    if (!holds(header, column)) {
      header.push_back(std::move(column));
    }
  }
  return header;
}

CsvRow cpims_row(const CpimsCase& c, const std::vector<const Form*>& forms, bool names) {
  CsvRow row = {c.id.text(),
                c.open ? "open" : "closed",
                c.workflow,
                cell(c.data, "owned_by"),
                cell(c.data, "risk_level"),
                step_reached(c),
                joined(form_codes(c)),
                c.problem,
                joined(c.other_problems)};
  const CsvRow header = cpims_header(forms, names);
  for (std::size_t i = row.size(); i < header.size(); ++i) {
    row.push_back(cell(c.data, header[i]));
  }
  return row;
}

}  // namespace pos
