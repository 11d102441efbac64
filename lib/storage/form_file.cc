#include "storage/form_file.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "crypto/hash.h"
#include "domain/names_in_text.h"
#include "storage/form_schema.h"
#include "storage/layout.h"
#include "storage/yaml.h"

namespace pos {

namespace {

constexpr std::string_view kEnding = ".yaml";
constexpr std::string_view kForms = "forms/";
constexpr std::string_view kLists = "lists/";

/// From the folder on: `/forms/5.A.yaml`.
std::string place_of(std::string_view folder, const std::string& name) {
  return "/" + std::string(folder) + name + std::string(kEnding);
}

std::map<std::string, std::string> named(const Additions& additions) {
  return additions.named ? additions.named() : std::map<std::string, std::string>();
}

Error unusable_addition(const Text& why, const Location& where) {
  return Error(ErrorCode::Integrity, why,
               {"le reprendre d'une sauvegarde ; ou un administrateur l'ajoute de nouveau par "
                "`pos form add`",
                "take it from a backup; or an administrator adds it again with `pos form add`"},
               where);
}

/// What was taken in once and cannot be used now is the vault's fault, and not the input's.
template <class Load>
auto or_unusable(Load load) {
  try {
    return load();
  } catch (const Error& error) {
    if (error.code != ErrorCode::Invalid) {
      throw;
    }
    throw unusable_addition(error.message, error.where);
  }
}

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

Text not_as_named(bool there) {
  return there ? Text{"ce n'est pas l'ajout que nomme pos.yaml",
                      "not the addition that pos.yaml names"}
               : Text{"pos.yaml nomme cet ajout, et il manque",
                      "pos.yaml names this addition, and it is missing"};
}

Schemas::Schemas(FileSystem& files, std::string folder, Additions additions,
                 std::function<std::string()> edition)
    : files_(files),
      folder_(std::move(folder)),
      additions_(std::move(additions)),
      edition_(std::move(edition)) {}

bool Schemas::knows(std::string_view code) {
  try {
    return !form(code).code.empty();
  } catch (const Error& error) {
    if (error.code == ErrorCode::NotFound) {
      return false;
    }
    throw;
  }
}

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
    for (const auto& [place, hash] : named(additions_)) {
      if (place.starts_with(kLists) && place.ends_with(kEnding)) {
        known_lists_.push_back(
            place.substr(kLists.size(), place.size() - kLists.size() - kEnding.size()));
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

std::optional<Value> Schemas::read_addition(const std::string& place) {
  const std::map<std::string, std::string> all = named(additions_);
  const auto found = all.find(place);
  if (found == all.end()) {
    return std::nullopt;
  }
  const std::string file = additions_.folder + "/" + place;
  const std::optional<std::string> bytes = files_.read(file);
  if (!bytes || sha256_hex(*bytes) != found->second) {
    throw unusable_addition(not_as_named(bytes.has_value()), {file, 0, {}});
  }
  try {
    return read_yaml(*bytes, file);
  } catch (const Error& error) {
    throw unusable_addition(error.message, error.where);
  }
}

Form Schemas::shipped_form(const std::string& code) {
  const std::vector<std::string> codes = form_codes();
  if (!has(codes, code)) {
    throw unknown(Text{"fiche inconnue", "no such form"}, code, codes);
  }
  const std::vector<std::string> ids = list_ids();
  const std::string file = folder_ + place_of(kForms, code);
  const std::string present = edition();
  Form form =
      read_form_schema(read(file).value_or(Value()),
                       {file, code, [&](std::string_view id) { return has(ids, id); }, present});
  if (!present.empty() && form.edition > present) {
    throw Error(ErrorCode::NotFound,
                text("la fiche {} vient avec l'édition {} des procédures",
                     "form {} comes with the edition {} of the procedures", code, form.edition),
                text("ce bureau travaille selon {}", "this office works by {}", present));
  }
  form.edition = std::max(form.edition, present);
  return form;
}

Form Schemas::extended_form(const std::string& code, const Value& addition,
                            const std::string& file) {
  const std::vector<std::string> ids = list_ids();
  return extended(shipped_form(code), addition,
                  {file, code, [&](std::string_view id) { return has(ids, id); }, edition()});
}

Form Schemas::load_form(const std::string& code) {
  Form form = shipped_form(code);
  const std::string place = std::string(kForms) + code + std::string(kEnding);
  if (const auto addition = read_addition(place)) {
    form = or_unusable(
        [&] { return extended_form(code, *addition, additions_.folder + "/" + place); });
  }
  add_reason_for_names(form);
  return form;
}

std::optional<CodeList> Schemas::shipped_list(const std::string& id) {
  const std::string file = folder_ + place_of(kLists, id);
  const auto schema = read(file);
  return schema ? std::optional(read_list_schema(*schema, {file, id, nullptr, edition()}))
                : std::nullopt;
}

CodeList Schemas::filled_list(const std::string& id, const Value& addition,
                              const std::string& file) {
  const SchemaSource source{file, id, nullptr, edition()};
  const std::optional<CodeList> shipped = shipped_list(id);
  return shipped ? filled(*shipped, addition, source) : read_list_schema(addition, source);
}

CodeList Schemas::load_list(const std::string& id) {
  const std::vector<std::string> ids = list_ids();
  if (!has(ids, id)) {
    throw unknown(Text{"liste inconnue", "no such list"}, id, ids);
  }
  const std::string place = std::string(kLists) + id + std::string(kEnding);
  const auto addition = read_addition(place);
  return addition ? or_unusable(
                        [&] { return filled_list(id, *addition, additions_.folder + "/" + place); })
                  : shipped_list(id).value();
}

std::string Schemas::place_of_addition(const Value& schema, const std::string& file) {
  const std::string& form_code = schema.scalar_of("form");
  const std::string& id = schema.scalar_of("list");
  if (!form_code.empty()) {
    extended_form(form_code, schema, file);
    return std::string(kForms) + form_code + std::string(kEnding);
  }
  if (!is_code(id)) {
    throw invalid_input({{{file, 0, "list"},
                          {"n'ajoute ni à une fiche (`form:`) ni une liste (`list:`)",
                           "adds neither to a form (`form:`) nor a list (`list:`)"},
                          {}}});
  }
  filled_list(id, schema, file);
  return std::string(kLists) + id + std::string(kEnding);
}

}  // namespace pos
