#include "domain/shared_answers.h"

#include <doctest/doctest.h>

#include "domain/names_in_text.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::test;

namespace {

Field shared(std::string name, FieldType type, Compartment compartment,
             std::vector<std::string> codes) {
  Field result = test::field(std::move(name), type, std::nullopt, compartment);
  result.shared_as = std::move(codes);
  return result;
}

const Form& registration_form() {
  static const Form form = [] {
    Form made;
    made.code = "1.B";
    Field family = test::field("family", FieldType::Repeat, std::nullopt, Compartment::Identity);
    family.columns = {
        shared("relative", FieldType::Text, Compartment::Identity, {"contact"}),
        shared("relation", FieldType::SelectOne, Compartment::Case, {"family", "contact"})};
    made.fields = {shared("name", FieldType::Text, Compartment::Identity, {"name"}),
                   shared("health", FieldType::SelectOne, Compartment::Case, {"medical"}),
                   shared("situation", FieldType::LongText, Compartment::Case, {"family"}), family,
                   test::field("secret", FieldType::LongText, std::nullopt, Compartment::Case)};
    return made;
  }();
  return form;
}

Case told(std::initializer_list<Value> registrations) {
  CaseBuilder b;
  for (const Value& data : registrations) {
    b.form("1.B", b.entries.empty() ? "2026-03-02" : "2026-03-03", data);
  }
  Case c = b.at("2026-03-10", [](std::string_view) -> const Form& { return registration_form(); });
  return c;
}

Value family_row(const char* key, const char* word) {
  Value data;
  data.set("family", Value::list({answers({{"unique_id", "row-1"}, {key, word}})}));
  return data;
}

std::vector<std::string> names_of(const std::vector<SharedPart::Answer>& given) {
  std::vector<std::string> names;
  for (const SharedPart::Answer& answer : given) {
    names.push_back(answer.field->name);
  }
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a sheet has what its form shares, and nothing else") {
  const Case c = told({answers({{"health", "ill"}, {"situation", "alone"}, {"secret", "hidden"}})});
  const std::vector<SharedPart> parts = shared_parts(c, {"medical", "plan"}, {});
  REQUIRE(parts.size() == 2);
  CHECK(names_of(parts[0].answers) == Names{"health"});
  CHECK(parts[1].answers.empty());
}

TEST_CASE("a name is shared where it was asked for, with the word for it alone") {
  const Case c = told({family_row("relation", "aunt")});
  Value names = family_row("relative", "Tante Inventée");
  names.set("name", Value::text("Awa"));
  CHECK(names_of(shared_parts(c, {"family"}, names)[0].answers) == Names{"family"});
  CHECK(shared_parts(c, {"family"}, names)[0].answers[0].columns.size() == 1);
  CHECK(shared_parts(c, {"contact"}, names)[0].answers[0].columns.size() == 2);
  CHECK(names_of(shared_parts(c, {"name"}, names)[0].answers) == Names{"name"});
  CHECK(shared_parts(c, {"name"}, {})[0].answers.empty());
}

TEST_CASE("texts that say why a name stands in them are not shared without the name") {
  Value data = answers({{"health", "ill"}, {"situation", "with Awa"}});
  data.set(kNamesInTextField, Value::text("a quotation"));
  const Case c = told({data});
  CHECK(shared_parts(c, {"family"}, {})[0].answers.empty());
  CHECK(names_of(shared_parts(c, {"medical"}, {})[0].answers) == Names{"health"});
  const Value names = answers({{"name", "Awa"}});
  CHECK(shared_parts(c, {"family"}, names)[0].answers.empty());
  CHECK(names_of(shared_parts(c, {"name", "family"}, names)[1].answers) == Names{"situation"});
}
