#include "domain/file_cover.h"

#include <doctest/doctest.h>

#include "support/case_builder.h"
#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

/// What the cover says of a journal at a moment, by the shipped forms.
FileCover cover_at(const CaseBuilder& builder, const char* now) {
  std::vector<const Form*> forms;
  for (const std::string& code : shipped().schemas.form_codes()) {
    forms.push_back(&shipped().schemas.form(code));
  }
  return file_cover(builder.at(now, shipped().forms()), shipped().rules, forms);
}

std::string reached(const FileCover& cover) {
  std::string stages;
  for (const FileCover::Stage& stage : cover.stages) {
    stages += stage.reached ? stage.code + " " : "";
  }
  return stages;
}

const FileCover::Document& document(const FileCover& cover, const std::string& code) {
  return *std::find_if(cover.documents.begin(), cover.documents.end(),
                       [&](const FileCover::Document& each) { return each.code == code; });
}

std::string missing(const FileCover& cover) {
  std::string lines;
  for (const FileCover::MissingForm& each : cover.missing) {
    lines += each.form->code + ": " + each.reason.en + "\n";
  }
  return lines;
}

/// Registered on 2 March 2026, assessed, planned on the 10th.
CaseBuilder planned_case() {
  CaseBuilder builder;
  builder.registered("2026-03-02");
  builder.form("1.C", "2026-03-03");
  builder.form("3.A", "2026-03-10", answers({{"no_full_assessment_reason", "very mild harm"}}));
  return builder;
}

Value reasons_for(const char* form, const char* reason) {
  Value told = answers({{"file_checked_on", "2026-04-02"}});
  told.set("missing_forms",
           Value::list({row("1", {{"missing_form", form}, {"missing_form_reason", reason}})}));
  return told;
}

}  // namespace

TEST_CASE(
    "a cover shows the stages reached, each form with its dates, and when the file was opened") {
  CaseBuilder builder = planned_case();
  builder.form("1.A", "2026-03-02");
  builder.form("5.A", "2026-03-20");
  builder.form("5.A", "2026-03-27");
  const FileCover cover = cover_at(builder, "2026-04-01");
  CHECK(reached(cover) == "1 3 5 ");
  CHECK(cover.opened == date("2026-03-02"));
  CHECK(!cover.closed);
  CHECK(!cover.ending);
  CHECK(missing(cover) == "");
  const FileCover::Stage& follow_up = cover.stages.at(4);
  CHECK(follow_up.forms.front().form->code == "5.A");
  CHECK(follow_up.forms.front().dates == std::vector{date("2026-03-20"), date("2026-03-27")});
}

TEST_CASE("what belongs in the file is there once every entry of it says so") {
  CaseBuilder builder = planned_case();
  const FileCover before = cover_at(builder, "2026-04-01");
  CHECK(!document(before, "consent").present());
  CHECK(document(before, "care_plan").dates == std::vector{date("2026-03-10")});
  CHECK(document(before, "signed_referral").expected == 0);
  CHECK(!document(before, "conference_reports").present());

  const std::string referral =
      builder.form("A.1", "2026-03-11", answers({{"signed_form_filed", "true"}}));
  builder.form("A.1", "2026-03-12", answers({{"signed_form_filed", "false"}}));
  const Form& form = shipped().schemas.form("A.1");
  const std::string answered = form.with_role(Role::ReferralAnswered)->name;
  builder.completes(referral, "2026-03-20", answers({{answered, "2026-03-19"}}));
  const FileCover after = cover_at(builder, "2026-04-01");
  CHECK(document(after, "signed_referral").expected == 2);
  CHECK(document(after, "signed_referral").dates == std::vector{date("2026-03-11")});
  CHECK(!document(after, "signed_referral").present());
  CHECK(document(after, "counter_referral").dates == std::vector{date("2026-03-19")});
}

TEST_CASE("where the paper file lies is told at any time, and what lies in it") {
  CaseBuilder builder = planned_case();
  builder.form("cover", "2026-03-03", answers({{"paper_file_location", "Armoire 2"}}));
  builder.form("cover", "2026-04-01", answers({{"paper_file_location", "Armoire 5"}}));
  Value checked = answers({{"file_checked_on", "2026-04-02"}});
  checked.set("forms_on_paper", Value::texts({"1.B", "2.A"}));
  checked.set("documents_on_paper", Value::texts({"consent"}));
  builder.form("checklist", "2026-04-02", checked);
  const FileCover cover = cover_at(builder, "2026-04-03");
  CHECK(cover.location == "Armoire 5");
  CHECK(cover.located == date("2026-04-01"));
  CHECK(cover.checked == date("2026-04-02"));
  CHECK(cover.stages.at(1).forms.front().on_paper);
  CHECK(document(cover, "consent").present());
}

TEST_CASE("at closure each main form is there, or missing with the reason that was recorded") {
  CaseBuilder builder = planned_case();
  builder.form("1.A", "2026-03-02");
  builder.form("4.A", "2026-03-15");
  builder.form("5.A", "2026-03-20");
  builder.form("checklist", "2026-04-02", reasons_for("6.C", "no adult is known"));
  builder.form("6.A", "2026-04-03", answers({{"pos_closure_reason", "deceased"}}));
  const FileCover cover = cover_at(builder, "2026-04-04");
  CHECK(cover.ending);
  CHECK(missing(cover) ==
        "2.A: very mild harm\n"
        "5.B: \n"
        "6.B: the child has died or is lost from sight\n"
        "6.C: no adult is known\n");
}

TEST_CASE("a file that was reopened tells its present episode, and the child's one registration") {
  CaseBuilder builder = planned_case();
  builder.validates(builder.form("6.A", "2026-04-03"), "2026-04-04");
  builder.form("B.1", "2026-06-01");
  builder.by(builder.supervisor);
  const FileCover cover = cover_at(builder, "2026-06-02");
  CHECK(cover.opened == date("2026-03-02"));
  CHECK(cover.reopened == date("2026-06-01"));
  CHECK(!cover.closed);
  CHECK(reached(cover) == "1 any ");
}
