#include "formats/file_cover_sheet.h"
#include "formats/json.h"

namespace pos {
namespace {

Value date_value(const std::optional<Date>& date) {
  return date ? Value::text(to_string(*date)) : json_null();
}

Value dates_value(const std::vector<Date>& dates) {
  std::vector<Value> values;
  for (const Date date : dates) {
    values.push_back(Value::text(to_string(date)));
  }
  return Value::list(std::move(values));
}

Value stage_value(const FileCover::Stage& stage, Language language) {
  std::vector<Value> forms;
  for (const FileCover::FormLine& line : stage.forms) {
    forms.push_back(Value::map({{"form", Value::text(line.form->code)},
                                {"title", Value::text(line.form->title.in(language))},
                                {"kind", Value::text(std::string(word(line.form->kind)))},
                                {"present", Value::boolean(!line.dates.empty() || line.on_paper)},
                                {"dates", dates_value(line.dates)},
                                {"on_paper", Value::boolean(line.on_paper)}}));
  }
  return Value::map({{"stage", Value::text(stage.code)},
                     {"label", Value::text(stage.label.in(language))},
                     {"reached", Value::boolean(stage.reached)},
                     {"forms", Value::list(std::move(forms))}});
}

}  // namespace

Value cover_value(const FileCover& cover, Language language) {
  std::vector<Value> stages, documents, missing;
  for (const FileCover::Stage& stage : cover.stages) {
    stages.push_back(stage_value(stage, language));
  }
  for (const FileCover::Document& each : cover.documents) {
    documents.push_back(Value::map({{"document", Value::text(each.code)},
                                    {"label", Value::text(each.label.in(language))},
                                    {"present", Value::boolean(each.present())},
                                    {"dates", dates_value(each.dates)},
                                    {"expected", json_number(each.expected)},
                                    {"on_paper", Value::boolean(each.on_paper)},
                                    {"source", Value::text(each.source)}}));
  }
  for (const FileCover::MissingForm& each : cover.missing) {
    missing.push_back(Value::map({{"form", Value::text(each.form->code)},
                                  {"reason", text_or_null(each.reason.in(language))}}));
  }
  return Value::map({{"opened", date_value(cover.opened)},
                     {"reopened", date_value(cover.reopened)},
                     {"closed", date_value(cover.closed)},
                     {"paper_file", text_or_null(cover.location)},
                     {"paper_file_since", date_value(cover.located)},
                     {"checked", date_value(cover.checked)},
                     {"ending", Value::boolean(cover.ending)},
                     {"stages", Value::list(std::move(stages))},
                     {"documents", Value::list(std::move(documents))},
                     {"missing_forms", Value::list(std::move(missing))}});
}

}  // namespace pos
