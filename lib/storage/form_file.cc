#include "storage/form_file.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "domain/names_in_text.h"
#include "storage/form_schema.h"
#include "storage/yaml.h"

namespace pos {

namespace {

constexpr std::string_view kEnding = ".yaml";

/// The names of the YAML files in a folder, without the ending, sorted.
std::vector<std::string> names_in(FileSystem& files, const std::string& folder) {
  std::vector<std::string> names;
  for (const FolderEntry& entry : files.list(folder)) {
    if (!entry.is_folder && entry.name.ends_with(kEnding) && !entry.name.starts_with('.')) {
      names.push_back(entry.name.substr(0, entry.name.size() - kEnding.size()));
    }
  }
  return names;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Error unknown(const Text& what, std::string_view name, const std::vector<std::string>& names) {
  const std::string meant = nearest(name, names);
  std::string all;
  for (const std::string& each : names) {
    all += (all.empty() ? "" : ", ") + each;
  }
  return {ErrorCode::NotFound, text("{} : {}", "{}: {}", what, name),
          meant.empty() ? text("il y a : {}", "there are: {}", all)
                        : text("vouliez-vous dire `{}` ?", "did you mean `{}`?", meant)};
}

/// Every form of a case may have to say why a name stands in its texts (architecture 4.3).
void add_reason_for_names(Form& form) {
  if (form.stage == "office" || form.find(kNamesInTextField) != nullptr) {
    return;
  }
  Field reason;
  reason.name = kNamesInTextField;
  reason.type = FieldType::LongText;
  reason.calculated = true;
  reason.label = {"Pourquoi un nom figure dans les textes", "Why a name stands in the texts"};
  reason.source = "POS 6.1.2";
  form.fields.push_back(std::move(reason));
}

}  // namespace

Schemas::Schemas(FileSystem& files, std::string folder, std::string overlay)
    : files_(files), folder_(std::move(folder)), overlay_(std::move(overlay)) {}

const Form& Schemas::form(std::string_view code) {
  const auto found = forms_.find(code);
  if (found != forms_.end()) {
    return *found->second;
  }
  const std::string name(code);
  return *forms_.emplace(name, std::make_unique<Form>(load_form(name))).first->second;
}

const CodeList& Schemas::list(std::string_view id) {
  const auto found = lists_.find(id);
  if (found != lists_.end()) {
    return *found->second;
  }
  const std::string name(id);
  return *lists_.emplace(name, std::make_unique<CodeList>(load_list(name))).first->second;
}

std::vector<std::string> Schemas::form_codes() {
  if (known_forms_.empty()) {
    known_forms_ = names_in(files_, folder_ + "/forms");
  }
  return known_forms_;
}

std::vector<std::string> Schemas::list_ids() {
  if (known_lists_.empty()) {
    known_lists_ = names_in(files_, folder_ + "/lists");
    if (!overlay_.empty()) {
      for (std::string& name : names_in(files_, overlay_ + "/lists")) {
        known_lists_.push_back(std::move(name));
      }
    }
    std::sort(known_lists_.begin(), known_lists_.end());
    known_lists_.erase(std::unique(known_lists_.begin(), known_lists_.end()), known_lists_.end());
  }
  return known_lists_;
}

CodeLists Schemas::lists() {
  return [this](std::string_view id) -> const CodeList& { return list(id); };
}

std::optional<Value> Schemas::read(const std::string& file) {
  const std::optional<std::string> bytes = files_.read(file);
  return bytes ? std::optional(read_yaml(*bytes, file)) : std::nullopt;
}

Form Schemas::load_form(const std::string& code) {
  const std::vector<std::string> codes = form_codes();
  if (!has(codes, code)) {
    throw unknown(Text{"fiche inconnue", "no such form"}, code, codes);
  }
  const std::vector<std::string> ids = list_ids();
  SchemaSource source;
  source.name = code;
  source.has_list = [&](std::string_view id) { return has(ids, id); };
  const std::string place = "/forms/" + code + std::string(kEnding);
  source.file = folder_ + place;
  Form form = read_form_schema(read(source.file).value_or(Value()), source);
  source.file = overlay_ + place;
  if (const auto overlay = overlay_.empty() ? std::nullopt : read(source.file)) {
    form = extended(std::move(form), *overlay, source);
  }
  add_reason_for_names(form);
  return form;
}

CodeList Schemas::load_list(const std::string& id) {
  const std::vector<std::string> ids = list_ids();
  if (!has(ids, id)) {
    throw unknown(Text{"liste inconnue", "no such list"}, id, ids);
  }
  const std::string place = "/lists/" + id + std::string(kEnding);
  std::optional<CodeList> shipped;
  if (const auto schema = read(folder_ + place)) {
    shipped = read_list_schema(*schema, {folder_ + place, id, nullptr});
  }
  const auto overlay = overlay_.empty() ? std::nullopt : read(overlay_ + place);
  if (!overlay) {
    return std::move(shipped).value();
  }
  const SchemaSource source{overlay_ + place, id, nullptr};
  return shipped ? filled(*shipped, *overlay, source) : read_list_schema(*overlay, source);
}

}  // namespace pos
