#include "storage/indicators_file.h"

#include <algorithm>
#include <charconv>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "domain/code_list.h"
#include "storage/yaml.h"

namespace pos {
namespace {

using Keys = std::vector<std::string>;

/// Reads one file and keeps all its faults.
class IndicatorsReader {
 public:
  explicit IndicatorsReader(std::string name) : name_(std::move(name)) {}

  IndicatorBook book(const Value& file) {
    check_keys(file, {"edition", "source", "dimensions", "sections"});
    book_.edition = required(file, "edition");
    for (const Value& each : items(file, "dimensions")) {
      book_.dimensions.push_back(dimension(each));
    }
    for (const Value& section : items(file, "sections")) {
      check_keys(section, {"label", "indicators"});
      const Text heading = label(section);
      for (const Value& each : items(section, "indicators")) {
        book_.indicators.push_back(indicator(each, heading));
      }
    }
    check_terms(file);
    if (!findings_.empty()) {
      throw invalid_input(std::move(findings_));
    }
    return std::move(book_);
  }

 private:
  void add(int line, const std::string& field, Text message, Text hint = {}) {
    findings_.push_back({{name_, line, field}, std::move(message), std::move(hint)});
  }

  void add_unknown(int line, const std::string& field, const std::string& word,
                   const Keys& known = {}) {
    const std::string meant = nearest(word, known);
    add(line, field, text("`{}` est inconnu ici", "`{}` is unknown here", word),
        meant.empty() ? Text{} : text("vouliez-vous dire `{}` ?", "did you mean `{}`?", meant));
  }

  void check_keys(const Value& map, const Keys& known) {
    for (const Member& member : map.members) {
      if (std::find(known.begin(), known.end(), member.key) == known.end()) {
        add_unknown(member.value.line, member.key, member.key, known);
      }
    }
  }

  std::string required(const Value& map, const std::string& key) {
    const std::string& words = map.scalar_of(key);
    if (words.empty()) {
      add(map.line, key, {"manque", "is missing"});
    }
    return words;
  }

  const std::vector<Value>& items(const Value& map, const std::string& key) {
    static const std::vector<Value> none;
    const Value* list = map.find(key);
    if (list == nullptr || !list->is_list()) {
      add(map.line, key, {"une liste est attendue", "a list is expected"});
      return none;
    }
    return list->items;
  }

  Text label(const Value& map) {
    const Value* label = map.find("label");
    if (label == nullptr || !label->is_map()) {
      add(map.line, "label", {"manque", "is missing"});
      return {};
    }
    check_keys(*label, {"fr", "en"});
    return {required(*label, "fr"), required(*label, "en")};
  }

  /// The word of a closed set; `fallback` after telling that it is none.
  template <class T>
  T word_of(const Value& map, const std::string& key, std::optional<T> (*parse)(std::string_view),
            T fallback) {
    const std::optional<T> found = parse(required(map, key));
    if (!found && !map.scalar_of(key).empty()) {
      add_unknown(map.find(key)->line, key, map.scalar_of(key));
    }
    return found.value_or(fallback);
  }

  template <class T>
  std::optional<T> optional_word(const Value& map, const std::string& key,
                                 std::optional<T> (*parse)(std::string_view)) {
    return map.find(key) == nullptr ? std::nullopt : std::optional(word_of(map, key, parse, T{}));
  }

  Dimension dimension(const Value& map) {
    check_keys(map,
               {"id", "label", "from", "role", "list", "age_bands", "sum", "sum_of", "groups"});
    Dimension result;
    result.id = required(map, "id");
    result.label = label(map);
    result.from = word_of(map, "from", parse_dimension_source, DimensionSource::Event);
    result.role = optional_word(map, "role", parse_role);
    result.list = map.scalar_of("list");
    result.age_bands = map.scalar_of("age_bands") == "true";
    result.sum = map.scalar_of("sum");
    result.sum_of = map.texts_of("sum_of");
    result.groups = groups(map);
    const bool asks_form = result.from == DimensionSource::Registration ||
                           result.from == DimensionSource::Event ||
                           result.from == DimensionSource::Latest;
    if (asks_form != result.role.has_value()) {
      add(map.line, "role",
          {"va avec `from: registration`, `event` ou `latest`, et avec eux seuls",
           "goes with `from: registration`, `event` or `latest`, and with these alone"});
    }
    if (result.role && !is_fact(*result.role)) {
      add(map.line, "role", {"n'est pas parmi les faits", "is not among the facts"});
    }
    if (book_.dimension(result.id) != nullptr) {
      add(map.line, "id", {"est là deux fois", "is there twice"});
    }
    return result;
  }

  /// `{group: [code, …]}`, a code in one group alone.
  std::map<std::string, std::string> groups(const Value& map) {
    std::map<std::string, std::string> result;
    const Value* found = map.find("groups");
    for (const Member& group : found == nullptr ? std::vector<Member>{} : found->members) {
      for (const Value& code : group.value.items) {
        if (!result.emplace(code.scalar, group.key).second) {
          add(code.line, "groups",
              text("`{}` est dans deux groupes", "`{}` is in two groups", code.scalar));
        }
      }
    }
    return result;
  }

  std::string known_dimension(const std::string& id, const Value& where) {
    if (book_.dimension(id) == nullptr) {
      Keys known;
      for (const Dimension& each : book_.dimensions) {
        known.push_back(each.id);
      }
      add_unknown(where.line, "by", id, known);
    }
    return id;
  }

  std::vector<std::vector<std::string>> breakdowns(const Value& map) {
    std::vector<std::vector<std::string>> result;
    if (map.find("by") == nullptr) {
      return result;
    }
    for (const Value& breakdown : items(map, "by")) {
      std::vector<std::string> dimensions;
      for (const Value& dimension : breakdown.items) {
        dimensions.push_back(known_dimension(dimension.scalar, dimension));
      }
      result.push_back(std::move(dimensions));
    }
    return result;
  }

  Indicator::Filter filter(const Value& map) {
    check_keys(map, {"dimension", "codes"});
    return {known_dimension(required(map, "dimension"), map), map.texts_of("codes")};
  }

  /// One filter, or a list of several.
  std::vector<Indicator::Filter> filters(const Value& map, const std::string& key) {
    std::vector<Indicator::Filter> result;
    const Value* found = map.find(key);
    if (found != nullptr && found->is_map()) {
      result.push_back(filter(*found));
    } else if (found != nullptr) {
      for (const Value& each : items(map, key)) {
        result.push_back(filter(each));
      }
    }
    return result;
  }

  int whole(const Value& map, const std::string& key) {
    const std::string& digits = map.scalar_of(key);
    int number = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!digits.empty() && (fault != std::errc() || end != digits.data() + digits.size())) {
      add(map.find(key)->line, key, {"un nombre entier est attendu", "a whole number is expected"});
    }
    return number;
  }

  Indicator indicator(const Value& map, const Text& section) {
    check_keys(map, {"id", "label", "kind", "what", "forms", "step", "each", "only", "except",
                     "services", "target", "unit", "by", "term", "standard", "source"});
    Indicator result;
    result.id = required(map, "id");
    result.section = section;
    result.label = label(map);
    result.kind = word_of(map, "kind", parse_indicator_kind, IndicatorKind::Flow);
    result.what = word_of(map, "what", parse_counted, Counted::Entries);
    result.unit = required(map, "unit");
    result.forms = map.texts_of("forms");
    result.step = optional_word(map, "step", parse_step);
    if (map.find("each") != nullptr) {
      result.each = known_dimension(map.scalar_of("each"), map);
    }
    result.only = filters(map, "only");
    result.except = filters(map, "except");
    result.services = whole(map, "services");
    result.target = whole(map, "target");
    result.by = breakdowns(map);
    result.term = optional_word(map, "term", parse_balance_term);
    result.standard = optional_word(map, "standard", parse_standard);
    result.source = required(map, "source");
    check_indicator(map, result);
    return result;
  }

  void check_indicator(const Value& map, const Indicator& found) {
    const bool asks_forms = found.what == Counted::Entries || found.what == Counted::FollowedCases;
    if (asks_forms == found.forms.empty()) {
      add(map.line, "forms",
          {"va avec `what: entries` ou `followed_cases`, et avec eux seuls",
           "goes with `what: entries` or `followed_cases`, and with these alone"});
    }
    if ((found.what == Counted::FollowedCases) != (found.services > 0)) {
      add(map.line, "services",
          {"va avec `what: followed_cases`, et avec lui seul",
           "goes with `what: followed_cases` alone"});
    }
    if ((found.what == Counted::Obligations) != found.step.has_value()) {
      add(map.line, "step",
          {"va avec `what: obligations`, et avec lui seul", "goes with `what: obligations` alone"});
    }
    const bool again = std::any_of(book_.indicators.begin(), book_.indicators.end(),
                                   [&](const Indicator& each) { return each.id == found.id; });
    if (again) {
      add(map.line, "id", {"est là deux fois", "is there twice"});
    }
  }

  void check_terms(const Value& file) {
    for (std::size_t i = 0; i < kBalanceTerms; ++i) {
      const auto term = static_cast<BalanceTerm>(i);
      const auto count = std::count_if(book_.indicators.begin(), book_.indicators.end(),
                                       [&](const Indicator& each) { return each.term == term; });
      if (count != 1) {
        add(file.line, "term",
            text("{} est là {} fois, et non une", "{} is there {} times, not once", word(term),
                 count));
      }
    }
  }

  std::string name_;
  IndicatorBook book_;
  std::vector<Finding> findings_;
};

}  // namespace

IndicatorBook read_indicators(std::string_view bytes, const std::string& name) {
  return IndicatorsReader(name).book(read_yaml(bytes, name));
}

IndicatorBook load_indicators(FileSystem& files, const std::string& schemas_folder,
                              const std::string& edition) {
  const std::string path = schemas_folder + "/indicators/" + edition + ".yaml";
  const std::optional<std::string> bytes = files.read(path);
  if (!bytes) {
    throw Error(
        ErrorCode::NotFound,
        text("pas d'indicateurs pour l'édition {}", "no indicators for the edition {}", edition),
        {}, {path, 0, ""});
  }
  return read_indicators(*bytes, path);
}

}  // namespace pos
