#include "domain/closure.h"

#include <doctest/doctest.h>

#include "storage/disk.h"
#include "storage/form_file.h"
#include "storage/rules_file.h"
#include "support/case_builder.h"
#include "support/places.h"

using namespace pos;
using namespace pos::test;

namespace {

const std::string kSchemas = test::source_folder() + "/schemas";

struct Shelf {
  Disk disk;
  Schemas schemas{disk, kSchemas};
  Rulebook rules = load_rules(disk, kSchemas, "pos-2020.08");
  Forms forms = [this](std::string_view code) -> const Form& { return schemas.form(code); };
};

Value closing(const std::string& reason) {
  return Value::map({{"pos_closure_reason", Value::text(reason)}});
}

/// All answers that a condition asks for.
Value complete(const std::string& reason) {
  Value answers = closing(reason);
  for (const char* field :
       {"closure_decided_with_child", "closure_decided_with_family", "closure_resume_notification",
        "feedback_collected", "paper_file_archived", "closure_withdrawal_safe",
        "closure_significant_improvement"}) {
    answers.set(field, Value::text("true"));
  }
  answers.set("closure_interview_date", Value::text("2026-07-01"));
  return answers;
}

std::vector<std::string> fields(const std::vector<Finding>& findings) {
  std::vector<std::string> names;
  for (const Finding& finding : findings) {
    names.push_back(finding.where.field.empty() ? "-" : finding.where.field);
  }
  return names;
}

/// Registered on 1 March, in implementation from 1 April until 1 June.
CaseBuilder implemented() {
  CaseBuilder builder;
  builder.registered("2026-03-01", answers({{"age", "9"}}));
  builder.form("3.A", "2026-04-01",
               answers({{"plan_implementation_date", "2026-04-01"},
                        {"plan_implementation_end_date", "2026-06-01"}}));
  return builder;
}

}  // namespace

TEST_CASE("each reason of closure asks for its own conditions (POS 5.6, matrix of the rules)") {
  Shelf shelf;
  const Form& form = shelf.schemas.form("6.A");
  CaseBuilder builder = implemented();
  const Case c = builder.at("2026-07-01T12:00:00Z", shelf.forms);
  struct Row {
    const char* reason;
    std::vector<std::string> missing;  // with nothing answered
  };
  // "-" is the transition period, which no field of the form answers.
  const std::vector<Row> rows = {
      {"objective_reached",
       {"closure_interview_date", "feedback_collected", "-", "closure_resume_notification",
        "paper_file_archived"}},
      {"other",
       {"closure_interview_date", "feedback_collected", "-", "closure_resume_notification",
        "paper_file_archived"}},
      {"risk_none",
       {"closure_interview_date", "closure_resume_notification", "paper_file_archived",
        "risk_level"}},
      {"child_family_wish",
       {"closure_decided_with_child", "closure_resume_notification", "paper_file_archived",
        "closure_withdrawal_safe", "closure_significant_improvement"}},
      {"transferred", {"closure_resume_notification", "paper_file_archived", "pos_closure_reason"}},
      {"deceased", {"paper_file_archived"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.reason);
    CHECK(fields(closure_obstacles(c, shelf.rules, form, closing(row.reason),
                                   date("2026-07-01"))) == row.missing);
  }
}

TEST_CASE("the transition period is two follow-ups and a review after the implementation's end") {
  Shelf shelf;
  const Form& form = shelf.schemas.form("6.A");
  CaseBuilder builder = implemented();
  const auto obstacles = [&](const char* now) {
    return closure_obstacles(builder.at(now, shelf.forms), shelf.rules, form,
                             complete("objective_reached"), date("2026-07-01"));
  };
  builder.form("5.A", "2026-05-30", answers({}));  // before the end: does not count
  builder.form("5.A", "2026-06-05", answers({}));
  builder.form("5.B", "2026-06-20", answers({}));
  CHECK(obstacles("2026-07-01T12:00:00Z").size() == 1);
  builder.form("5.A", "2026-06-12", answers({}));
  CHECK(obstacles("2026-07-01T12:00:00Z").empty());
}

TEST_CASE("a child lost from sight is closed three calendar months after the last contact") {
  Shelf shelf;
  const Form& form = shelf.schemas.form("6.A");
  CaseBuilder builder = implemented();
  builder.form("5.A", "2026-04-10", answers({{"child_was_seen", "true"}}));
  const Case c = builder.at("2026-09-01T12:00:00Z", shelf.forms);
  Value told = complete("lost_from_sight");
  const auto allowed = [&](const char* day) {
    return closure_obstacles(c, shelf.rules, form, told, date(day)).empty();
  };
  CHECK_FALSE(allowed("2026-07-09"));
  CHECK(allowed("2026-07-10"));
  // A contact that is told counts where it is later; an earlier one does not hide a recorded one.
  told.set("last_contact_date", Value::text("2026-05-01"));
  CHECK_FALSE(allowed("2026-07-31"));
  CHECK(allowed("2026-08-01"));
  told.set("last_contact_date", Value::text("2026-03-05"));
  CHECK_FALSE(allowed("2026-07-09"));
}

TEST_CASE("a wish of the child and family does not close against one of them") {
  Shelf shelf;
  const Form& form = shelf.schemas.form("6.A");
  CaseBuilder builder = implemented();
  const Case c = builder.at("2026-07-01T12:00:00Z", shelf.forms);
  Value told = complete("child_family_wish");
  CHECK(closure_obstacles(c, shelf.rules, form, told, date("2026-07-01")).empty());
  told.set("closure_decided_with_family", Value::text("not_applicable"));
  CHECK(closure_obstacles(c, shelf.rules, form, told, date("2026-07-01")).empty());
  told.set("closure_decided_with_family", Value::text("false"));
  CHECK(fields(closure_obstacles(c, shelf.rules, form, told, date("2026-07-01"))) ==
        std::vector<std::string>{"closure_decided_with_child"});
}

TEST_CASE("an opinion by a form of its own, 6.B or 6.C, is feedback that was collected (POS 5.6)") {
  Shelf shelf;
  const Form& form = shelf.schemas.form("6.A");
  const auto missing = [&](CaseBuilder builder) {
    const Case c = builder.at("2026-07-01T12:00:00Z", shelf.forms);
    const std::vector<std::string> all =
        fields(closure_obstacles(c, shelf.rules, form, closing("other"), date("2026-07-01")));
    return std::find(all.begin(), all.end(), "feedback_collected") != all.end();
  };
  CHECK(missing(implemented()));
  for (const char* feedback : {"6.B", "6.C"}) {
    CaseBuilder builder = implemented();
    builder.form(feedback, "2026-06-20", answers({{"client_feedback_date", "2026-06-20"}}));
    CHECK_FALSE_MESSAGE(missing(builder), feedback);
  }
}
