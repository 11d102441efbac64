#include "domain/matching.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_schemas.h"

// Tracing (POS 3.4.1 (10)): a request for a missing child (1.E), and a child without family (1.D).
// All names are invented.
namespace pos::test {
namespace {

Value request() {
  Value row_of_awa = row("r1", {{"tracing_request_status", "open"},
                                {"name", "Awa Inventée"},
                                {"sex", "female"},
                                {"age", "7"},
                                {"location_last", "MOP/mopti/sevare"}});
  Value row_of_found = row("r2", {{"tracing_request_status", "reunified"}, {"name", "Issa"}});
  Value data = answers({{"relation_name", "Kadiatou Inventée"},
                        {"date_of_separation", "2026-01-10"},
                        {"location_separation", "MOP/mopti"}});
  data.set("tracing_request_subform_section",
           Value::list({std::move(row_of_awa), std::move(row_of_found)}));
  return data;
}

SoughtChild sought() {
  const std::vector<SoughtChild> all =
      sought_children(shipped().schemas.form("1.E"), request(), "E1", date("2026-02-01"));
  REQUIRE(all.size() == 1);
  return all.front();
}

FoundChild found(std::string_view first, std::string_view last, std::string_view mother) {
  FoundChild child;
  Value registration = answers({{"name_first", first},
                                {"name_last", last},
                                {"sex", "female"},
                                {"age", "7"},
                                {"location_current", "BKO/commune-6"}});
  registration.set("family_details_section",
                   Value::list({row("m1", {{"relation_name", mother}, {"relation", "mother"}})}));
  describe(child.child, shipped().schemas.form("1.B"), registration, date("2026-02-10"));
  add_family(child, shipped().schemas.form("1.B"), registration);
  add_family(child, shipped().schemas.form("1.D"),
             answers({{"date_of_separation", "2026-01-20"}, {"location_separation", "MOP/mopti"}}));
  return child;
}

std::vector<std::string> why(const std::optional<Likeness>& alike) {
  std::vector<std::string> ids;
  for (const LikenessReason& reason : alike.value_or(Likeness{}).reasons) {
    ids.push_back(reason.id);
  }
  return ids;
}

}  // namespace

TEST_CASE("a request gives the children who are still looked for") {
  const SoughtChild child = sought();
  CHECK(child.entry == "E1");
  CHECK(child.row == "r1");
  CHECK(child.child.sex == "female");
  CHECK(child.separation.place == "MOP/mopti");
}

TEST_CASE("names, a relative, the place and time of the separation add up to the score") {
  // 30 + 30 names, 10 sex, 15 age, 20 relative, 5 + 5 separation: 115, and never more than 100.
  const auto alike = tracing_likeness(sought(), found("Hawa", "Inventee", "Kadidia Inventée"));
  REQUIRE(alike);
  CHECK(alike->score == 100);
  CHECK(why(alike) == std::vector<std::string>{"surname", "first_name", "sex", "age", "relative",
                                               "separation_place", "separation_date"});
}

TEST_CASE("a child who does not know the own name is found by that of a relative") {
  const auto alike = tracing_likeness(sought(), found("Inconnu", "Inconnu", "Kadiatou Inventée"));
  REQUIRE(alike);
  CHECK(alike->score == 20 + 5 + 5);
  CHECK_FALSE(tracing_likeness(sought(), found("Inconnu", "Inconnu", "Mariam Inventée")));
}

TEST_CASE("another child is not proposed, whoever asks") {
  FoundChild boy = found("Awa", "Inventée", "Kadiatou Inventée");
  boy.child.sex = "male";
  CHECK_FALSE(tracing_likeness(sought(), boy));
  CHECK_FALSE(tracing_likeness(sought(), found("Mariam", "Autre", "Oumou Autre")));
}

}  // namespace pos::test
