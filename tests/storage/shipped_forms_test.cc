// The forms and lists of schemas/ as a whole.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "storage/disk.h"
#include "storage/form_file.h"
#include "storage/yaml.h"
#include "support/places.h"

using namespace pos;

namespace {

template <class Visit>
void each_field(const std::vector<Field>& fields, Visit visit) {
  for (const Field& field : fields) {
    visit(field);
    each_field(field.columns, visit);
  }
}

}  // namespace

TEST_CASE("every shipped form and list loads") {
  Disk disk;
  Schemas schemas(disk, test::source_folder() + "/schemas");
  const std::vector<std::string> main_path = {"1.A", "1.B", "1.C", "1.U", "2.A", "3.A",
                                              "4.A", "5.A", "5.B", "6.A", "A.1", "B.1"};
  const std::vector<std::string> codes = schemas.form_codes();
  for (const std::string& code : main_path) {
    CHECK(std::find(codes.begin(), codes.end(), code) != codes.end());
  }
  for (const std::string& code : codes) {
    CAPTURE(code);
    CHECK_NOTHROW(schemas.form(code));
  }
  for (const std::string& id : schemas.list_ids()) {
    CAPTURE(id);
    CHECK_NOTHROW(schemas.list(id));
  }
}

TEST_CASE("every shipped condition names a field, and codes that it can have") {
  Disk disk;
  Schemas schemas(disk, test::source_folder() + "/schemas");
  for (const std::string& code : schemas.form_codes()) {
    const Form& form = schemas.form(code);
    const auto check_field = [&](const Field& field, const std::vector<Field>* columns) {
      std::vector<Relevance> conditions = field.required_when;
      conditions.insert(conditions.end(), field.expected_when.begin(), field.expected_when.end());
      if (field.relevant) {
        conditions.push_back(*field.relevant);
      }
      CAPTURE(code);
      CAPTURE(field.name);
      for (const Relevance& relevance : conditions) {
        const Form& other = relevance.form.empty() ? form : schemas.form(relevance.form);
        const Field* named = columns != nullptr ? find_field(*columns, relevance.field) : nullptr;
        named = named != nullptr ? named : other.find(relevance.field);
        REQUIRE(named != nullptr);
        for (const std::string& word : relevance.codes) {
          CAPTURE(word);
          if (named->type == FieldType::Boolean) {
            CHECK((word == "true" || word == "false"));
          } else if (!named->list.empty()) {
            const CodeList& list = schemas.list(named->list);
            CHECK((list.open || list.find(word) != nullptr));
          } else {
            CHECK(find_choice(named->choices, word) != nullptr);
          }
        }
      }
    };
    for (const Field& field : form.fields) {
      check_field(field, nullptr);
      for (const Field& column : field.columns) {
        check_field(column, &field.columns);
      }
    }
  }
}

TEST_CASE("a shipped field is among the facts exactly when its role is a fact") {
  Disk disk;
  Schemas schemas(disk, test::source_folder() + "/schemas");
  for (const std::string& code : schemas.form_codes()) {
    each_field(schemas.form(code).fields, [&](const Field& field) {
      CAPTURE(code);
      CAPTURE(field.name);
      const bool in_facts = field.compartment == Compartment::Facts;
      if (field.type != FieldType::Repeat) {
        CHECK(in_facts == (field.role.has_value() && is_fact(*field.role)));
      }
      CHECK(!(in_facts && (field.type == FieldType::Text || field.type == FieldType::LongText)));
    });
  }
}

TEST_CASE("every fact role is a field's, so that the facts are those of the schemas") {
  Disk disk;
  Schemas schemas(disk, test::source_folder() + "/schemas");
  for (const Role role : all_roles()) {
    const std::vector<std::string> codes = schemas.form_codes();
    CAPTURE(word(role));
    CHECK(std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
      return schemas.form(code).with_role(role) != nullptr;
    }));
  }
}
