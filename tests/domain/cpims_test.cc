#include "domain/cpims.h"

#include <doctest/doctest.h>

#include "domain/lessons.h"
#include "domain/names_in_text.h"
#include "support/case_builder.h"
#include "support/shipped_rules.h"

using namespace pos;
using namespace pos::test;

namespace {

CaseBuilder assessed_child() {
  CaseBuilder builder;
  builder.registered("2026-03-02");
  builder.form("1.C", "2026-03-02",
               answers({{"risk_level", "medium"},
                        {"art50_situation_primary", "c_neglect_vagrancy"},
                        {"initial_assessment_summary", "texte inventé"}}));
  builder.form("5.A", "2026-03-09", answers({{"followup_mode", "home_visit"}}));
  builder.form("5.A", "2026-03-16", answers({{"followup_mode", "home_visit"}}));
  builder.form("A.1", "2026-03-10", answers({{"service_category", "legal"}}));
  return builder;
}

CpimsCase exported(const CaseBuilder& builder, const std::map<std::string, Value>& names = {}) {
  return cpims_case(builder.at("2026-04-01", shipped_form), shipped_rules(), names);
}

std::string words_of(const std::vector<BarStep>& bar) {
  std::string words;
  for (const BarStep& step : bar) {
    words += step.step + (step.reached ? " " + to_string(step.reached->day()) : "");
    for (const std::string& form : step.forms) {
      words += " " + form;
    }
    words += ";";
  }
  return words;
}

}  // namespace

TEST_CASE("the evolution bar has the six steps of the episode with the forms used in each") {
  CHECK(words_of(evolution_bar(assessed_child().at("2026-04-01", shipped_form))) ==
        "1 2026-03-02 1.B 1.C;2;3;4;5 2026-03-09 5.A;6;");
}

TEST_CASE("the bar of a case that was opened again keeps the child's one registration") {
  CaseBuilder builder = assessed_child();
  builder.validates(builder.form("6.A", "2026-04-03"), "2026-04-04");
  builder.form("B.1", "2026-06-01");
  CHECK(words_of(evolution_bar(builder.at("2026-06-02", shipped_form))) ==
        "1 2026-03-02 1.B 1.C;2;3;4;5;6;");
}

TEST_CASE("an entry that is a row in CPIMS+ is a row with an identifier of its own") {
  const CpimsCase made = exported(assessed_child());
  CHECK(made.open);
  CHECK(made.workflow == "assessment");
  CHECK(made.problem == "c_neglect_vagrancy");
  CHECK(made.data.scalar_of("risk_level") == "medium");
  CHECK(made.data.scalar_of("status") == "open");
  const Value* rows = made.data.find("followup_subform_section");
  REQUIRE(rows != nullptr);
  REQUIRE(rows->items.size() == 2);
  CHECK(rows->items[0].scalar_of("followup_mode") == "home_visit");
  CHECK(rows->items[0].scalar_of("unique_id").size() == 36);
  CHECK(rows->items[0].scalar_of("unique_id") != rows->items[1].scalar_of("unique_id"));
  CHECK(made.data.find("followup_mode") == nullptr);
  REQUIRE(made.data.find("transitions") != nullptr);
  CHECK(made.forms.size() == 5);
}

TEST_CASE("the 128 bits of a ULID are those of its UUID") {
  CHECK(uuid_of("00000000000000000000000000") == "00000000-0000-0000-0000-000000000000");
  CHECK(uuid_of("7ZZZZZZZZZZZZZZZZZZZZZZZZZ") == "ffffffff-ffff-ffff-ffff-ffffffffffff");
  CHECK(uuid_of("00000000000000000000000011") == "00000000-0000-0000-0000-000000000021");
}

TEST_CASE("texts in which a name stands go with the names alone") {
  CaseBuilder builder = assessed_child();
  builder.form("2.A", "2026-03-12",
               answers({{"risk_level", "low"},
                        {"pos_names_in_text_reason", "cited"},
                        {"assessment_summary", "un nom inventé"}}));
  const std::string entry = builder.last().id;
  const CpimsCase without = exported(builder);
  CHECK(without.texts_left_out == 1);
  CHECK(without.data.scalar_of("assessment_summary").empty());
  CHECK(without.data.scalar_of("risk_level") == "low");
  CHECK(without.data.scalar_of("initial_assessment_summary") == "texte inventé");
  const CpimsCase with = exported(builder, {{entry, answers({{"name_first", "Inventée"}})}});
  CHECK(with.texts_left_out == 0);
  CHECK(with.data.find("pos_names_in_text_reason") == nullptr);
}

TEST_CASE("a lesson is told with its year, and left behind where it names anybody") {
  CaseBuilder builder = assessed_child();
  builder.form("5.B", "2025-12-30", answers({{"review_lessons", "prévenir l'école"}}));
  builder.form("5.B", "2026-03-20",
               answers({{"review_lessons", "voir avec Kaniba"},
                        {"review_good_practices", "comme pour BKO-2026-4XKD7RPC"}}));
  builder.form("5.B", "2026-03-25", answers({{"review_good_practices", "un relais connu"}}));
  const Case c = builder.at("2026-04-01", shipped_form);
  const NameWords names = {"kaniba"};
  const LessonsOfCase all = lessons_of(c, &names, std::nullopt);
  CHECK(all.lessons == std::vector<Lesson>{{"lesson", 2025, "prévenir l'école"},
                                           {"good_practice", 2026, "un relais connu"}});
  CHECK(all.left_out == 2);
  CHECK(lessons_of(c, &names, 2025).left_out == 0);
  CHECK(lessons_of(c, &names, 2025).lessons.size() == 1);
  // Names that are closed here cannot be looked for.
  CHECK(lessons_of(c, nullptr, std::nullopt).lessons.empty());
  CHECK(lessons_of(c, nullptr, std::nullopt).left_out == 4);
}
