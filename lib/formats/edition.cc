#include "formats/edition.h"

#include "formats/json.h"

namespace pos {

Value procedures_value(const Rulebook& rules, Language language) {
  return Value::map({{"edition", Value::text(rules.edition)},
                     {"title", Value::text(rules.title.in(language))},
                     {"version", Value::text(rules.version)},
                     {"date", Value::text(rules.date.in(language))}});
}

Value edition_value(const Rulebook& rules, bool present, Language language) {
  std::vector<Value> domains;
  for (const Choice& domain : rules.domains) {
    domains.push_back(Value::map(
        {{"code", Value::text(domain.code)}, {"label", Value::text(domain.label.in(language))}}));
  }
  Value value = procedures_value(rules, language);
  value.set("in_force", Value::text(to_string(rules.in_force)));
  value.set("replaces", text_or_null(rules.replaces));
  value.set("issuer", Value::text(rules.issuer));
  value.set("focal_point", Value::text(rules.focal_point.in(language)));
  value.set("legal_domains", Value::list(std::move(domains)));
  value.set("present", Value::boolean(present));
  return value;
}

}  // namespace pos
