#include "storage/indicators_file.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

const std::string kTerms = [] {
  std::string terms;
  for (const char* term : {"open_start", "new", "reopened", "transferred_in", "not_eligible",
                           "closed", "transferred_out", "duplicate", "open_end"}) {
    terms +=
        "      - {id: x_" + std::string(term) +
        ", label: {fr: F, en: E}, kind: flow, what: registrations, unit: cases, term: " + term +
        ", source: POS}\n";
  }
  return terms;
}();

std::string book_with(const std::string& dimensions, const std::string& indicators) {
  return "edition: e\nsource: s\ndimensions:\n" + dimensions +
         "sections:\n  - label: {fr: F, en: E}\n    indicators:\n" + kTerms + indicators;
}

const std::string kSex = "  - {id: sex, label: {fr: F, en: E}, from: registration, role: sex}\n";

std::vector<std::string> indicator_faults(const std::string& bytes) {
  std::vector<std::string> found;
  try {
    read_indicators(bytes, "book.yaml");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Invalid);
    for (const Finding& finding : error.findings) {
      found.push_back(to_string(finding.where) + finding.message.en);
    }
  }
  return found;
}

}  // namespace

TEST_CASE("the shipped indicators are those that every sheet has, with their breakdowns") {
  using By = std::vector<std::vector<std::string>>;
  const By by_level = {{"risk_level"}};
  const By by_type = {{"type"}};
  const By by_service = {{"service"}};
  // contract.md, "Indicators that every sheet has"; the duplicates are a term of the balance.
  const std::vector<std::pair<std::string, By>> expected = {
      {"cases_open_start", {}},
      {"cases_open_end",
       {{"sex", "age_group"},
        {"risk_level"},
        {"category"},
        {"concern"},
        {"region"},
        {"structure"},
        {"manager"},
        {"risk_group"}}},
      {"cases_new",
       {{"sex", "age_group"},
        {"category"},
        {"concern"},
        {"identification_source"},
        {"region"},
        {"displacement_status"},
        {"disability"},
        {"risk_group"},
        {"coverage"}}},
      {"cases_not_eligible", {}},
      {"cases_reopened", {}},
      {"transfers_in", {}},
      {"transfers_out", {}},
      {"cases_closed", {{"reason"}, {"sex", "age_group"}}},
      {"cases_duplicate", {}},
      {"initial_assessments", by_level},
      {"full_assessments", by_level},
      {"care_plans", by_level},
      {"plans_validated", by_level},
      {"timeliness_initial_assessment", by_level},
      {"timeliness_full_assessment", by_level},
      {"timeliness_care_plan", by_level},
      {"timeliness_follow_up", by_level},
      {"timeliness_review", by_level},
      {"follow_ups", by_type},
      {"reviews", by_type},
      {"case_conferences", by_type},
      {"services", by_service},
      {"referrals", by_service},
      {"counter_referrals", by_service},
      {"referrals_pending", by_service},
      {"emergencies", {{"kind"}}},
      {"family_tracing_requests", {}},
      {"reunifications", {}},
      {"integrated_care", {{"sex"}}},
      {"case_managers", {{"region"}}},
      {"case_duration", {}},
      {"caseload", {{"manager"}}},
      {"supervision", {{"supervisor"}}},
      {"inactive_cases", {}},
  };
  const std::vector<Indicator>& indicators = shipped().book.indicators;
  REQUIRE(indicators.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CHECK(indicators[i].id == expected[i].first);
    CHECK(indicators[i].by == expected[i].second);
  }
}

TEST_CASE("every list that a dimension takes its labels from is shipped") {
  for (const Dimension& dimension : shipped().book.dimensions) {
    if (!dimension.list.empty()) {
      CHECK_FALSE(shipped().schemas.list(dimension.list).choices.empty());
    }
  }
}

TEST_CASE("an edition without indicators is not found") {
  try {
    load_indicators(shipped().disk, shipped().folder, "pos-1999.01");
    FAIL("no error");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::NotFound);
  }
}

TEST_CASE("a whole book is read without a fault") {
  CHECK(indicator_faults(book_with(kSex, "")).empty());
}

TEST_CASE("unknown words, keys and dimensions are told with their line") {
  CHECK(indicator_faults(
            book_with(kSex,
                      "      - {id: a, label: {fr: F, en: E}, kind: flaw, what: registrations, "
                      "unit: cases, by: [[sexe]], colour: red, source: POS}\n")) ==
        std::vector<std::string>{"book.yaml:17: colour: `colour` is unknown here",
                                 "book.yaml:17: kind: `flaw` is unknown here",
                                 "book.yaml:17: by: `sexe` is unknown here"});
}

TEST_CASE("what a count needs must be there, and only there") {
  CHECK(indicator_faults(
            book_with(kSex,
                      "      - {id: a, label: {fr: F, en: E}, kind: flow, what: entries, "
                      "unit: cases, source: POS}\n"
                      "      - {id: a, label: {fr: F, en: E}, kind: ratio, what: obligations, "
                      "unit: cases, source: POS}\n")) ==
        std::vector<std::string>{
            "book.yaml:17: forms: goes with `what: entries` or `followed_cases`, and "
            "with these alone",
            "book.yaml:18: step: goes with `what: obligations` alone",
            "book.yaml:18: id: is there twice"});
}

TEST_CASE("a dimension asks for a role that is among the facts") {
  CHECK(indicator_faults(
            book_with("  - {id: sex, label: {fr: F, en: E}, from: event, role: name_first}\n"
                      "  - {id: sex, label: {fr: F, en: E}, from: manager, role: sex}\n",
                      "")) ==
        std::vector<std::string>{
            "book.yaml:4: role: is not among the facts",
            "book.yaml:5: role: goes with `from: registration`, `event` or `latest`, and with "
            "these alone",
            "book.yaml:5: id: is there twice"});
}

TEST_CASE("each term of the balance is there once") {
  CHECK(indicator_faults(
            book_with(kSex,
                      "      - {id: a, label: {fr: F, en: E}, kind: flow, what: registrations, "
                      "unit: cases, term: new, source: POS}\n")) ==
        std::vector<std::string>{"book.yaml:1: term: new is there 2 times, not once"});
}
