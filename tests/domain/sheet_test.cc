#include "domain/sheet.h"

#include <doctest/doctest.h>

#include <array>
#include <optional>
#include <random>
#include <string>

#include "support/little_office.h"

using namespace pos;
using namespace pos::test;

TEST_CASE("the balance is the sum of the flows and meets the cases open at the end") {
  // 7 + 4 + 1 + 0 − 1 − 4 − 1 = 6
  const Balance& balance = october().balance;
  CHECK(balance.terms == std::array<int, 9>{7, 4, 1, 0, 1, 4, 1, 0, 6});
  CHECK(balance.expected_end() == 6);
  CHECK(balance.holds());
}

TEST_CASE("a balance that does not meet does not hold") {
  Balance balance = october().balance;
  ++balance.terms[0];
  CHECK_FALSE(balance.holds());
}

TEST_CASE("a closure that is corrected after its validation does not count until it is validated") {
  CaseBuilder b;
  b.registered("2026-09-01");
  const std::string request =
      b.form("6.A", "2026-10-05", answers({{"pos_closure_reason", "other"}}));
  b.validates(request, "2026-10-06");
  b.corrects(request, "2026-10-07", answers({{"pos_closure_reason", "lost_from_sight"}}));
  Sheet sheet = sheet_of({b}, kOctober, "2026-11-02");
  CHECK(figure("cases_closed", sheet).total == 0);
  CHECK(sheet.balance.holds());
  b.validates(request, "2026-10-09");
  sheet = sheet_of({b}, kOctober, "2026-11-02");
  CHECK(rows("cases_closed", 0, sheet) == Rows{{"lost_from_sight", "1"}});
  CHECK(sheet.balance.holds());
}

TEST_CASE("in a month that still runs, what is not yet due is not counted as late") {
  // On 21 October, in the morning, A's follow-ups of the 6th and 20th are made, that of the 13th
  // is not; L's of the 21st is due at the end of the day.
  const Sheet sheet = sheet_of({a_case(), l_case()}, kOctober, "2026-10-21T08:00:00Z");
  CHECK(rows("timeliness_follow_up", 0, sheet) == Rows{{"medium", "2/3"}});
  CHECK(figure("follow_ups", sheet).total == 2);
}

TEST_CASE("a file that leaves as the duplicate of another is a term of the balance, no closure") {
  CaseBuilder b;
  b.registered("2026-09-01");
  const std::string link =
      b.form("1.L", "2026-10-09",
             answers({{"link_kind", "duplicate"}, {"linked_case", "BKO-2026-4XKD7RPC"}}));
  b.form("6.A", "2026-10-20", answers({{"pos_closure_reason", "other"}}));
  Sheet sheet = sheet_of({b}, kOctober, "2026-11-02");
  CHECK(sheet.balance.terms == std::array<int, 9>{1, 0, 0, 0, 0, 0, 0, 1, 0});
  CHECK(sheet.balance.holds());
  CHECK(figure("cases_duplicate", sheet).total == 1);
  b.voids(link, "2026-10-25");
  sheet = sheet_of({b}, kOctober, "2026-11-02");
  CHECK(sheet.balance.terms == std::array<int, 9>{1, 0, 0, 0, 0, 0, 0, 0, 1});
}

TEST_CASE("a child who was reported is counted once registered, and on that day") {
  CaseBuilder b;
  b.form("0.S", "2026-10-30T09:00:00Z");
  CHECK(sheet_of({b}, kOctober, "2026-11-02").balance.terms == std::array<int, 9>{});
  CHECK(sheet_of({b}, kOctober, "2026-11-02").head.cases_read == 0);
  b.registered("2026-11-01");
  CHECK(sheet_of({b}, kOctober, "2026-11-02").balance.terms == std::array<int, 9>{});
  const Month november{std::chrono::year{2026}, std::chrono::month{11}};
  CHECK(sheet_of({b}, november, "2026-11-02").balance.terms ==
        std::array<int, 9>{0, 1, 0, 0, 0, 0, 0, 0, 1});
}

namespace {

/// A life at random between August and December: closed, reopened, corrected, voided, joined to
/// another file.
CaseBuilder random_case(std::mt19937& random) {
  const auto pick = [&](int below) {
    return static_cast<int>(random() % static_cast<unsigned>(below));
  };
  CaseBuilder b;
  Instant clock = instant("2026-08-01") + std::chrono::hours(pick(24 * 60));
  const auto next = [&] {
    clock += std::chrono::hours(1 + pick(24 * 12));
    return pick(3) == 0 ? to_string(day_of(clock)) : to_string(clock);
  };
  std::string registration = b.registered(
      to_string(clock), pick(6) == 0 ? answers({{"case_management_eligible", "false"}}) : Value{});
  std::string request, link;
  bool approved = false;
  for (int step = 0; step < 12; ++step) {
    switch (pick(7)) {
      case 0:
        approved = false;
        request =
            b.form("6.A", next(),
                   answers({{"pos_closure_reason", pick(3) == 0 ? "transferred" : "risk_none"}}));
        break;
      case 1:
        if (!request.empty() && !approved) {
          approved = pick(4) != 0;
          b.validates(request, next(), approved ? Decision::Approved : Decision::Returned);
        }
        break;
      case 2:
        b.form("B.1", next(), answers({{"risk_level", "low"}}));
        break;
      case 3:
        if (!request.empty()) {
          approved = false;
          b.corrects(request, next(), answers({{"pos_closure_reason", "other"}}));
        }
        break;
      case 4:
        if (!request.empty() && pick(3) == 0) {
          b.voids(request, next());
          request.clear();
        } else {
          b.completes(registration, next(),
                      answers({{"case_management_eligible", pick(3) == 0 ? "false" : "true"}}));
        }
        break;
      case 5:
        if (link.empty() && pick(2) == 0) {
          link = b.form("1.L", next(), answers({{"link_kind", "duplicate"}}));
        } else if (!link.empty() && pick(2) == 0) {
          b.voids(link, next());
          link.clear();
        }
        break;
      default:
        b.form("5.A", next());
    }
  }
  return b;
}

}  // namespace

TEST_CASE("whatever happens to cases, every month balances and begins as the last one ended") {
  std::mt19937 random(20260801);
  for (int round = 0; round < 150; ++round) {
    const CaseBuilder b = random_case(random);
    CAPTURE(round);
    std::optional<double> open;
    for (unsigned month = 7; month <= 12; ++month) {
      CAPTURE(month);
      const Month counted{std::chrono::year{2026}, std::chrono::month{month}};
      const Sheet sheet = sheet_of({b}, counted, "2027-03-01");
      REQUIRE(sheet.balance.holds());
      if (open) {
        REQUIRE(figure("cases_open_start", sheet).total == open);
      }
      open = figure("cases_open_end", sheet).total;
    }
  }
}

TEST_CASE("a sheet is of a week or a year as of a month: flows in it, stocks at its end") {
  // From 28 September to 4 October K, L, B and G are registered; A, F, H, I and J were open.
  const CalendarPeriod week = parse_calendar_period("2026-W40").value();
  Sheet sheet = sheet_of(little_office(), week, "2026-11-02T08:00:00Z");
  CHECK(sheet.balance.terms == std::array<int, 9>{5, 4, 0, 0, 0, 0, 0, 0, 9});
  CHECK(figure("emergencies", sheet).total == 2);
  CHECK(figure("referrals", sheet).total == 3);
  // All twelve are of 2026; F, G and twice H are closed, I is transferred, E is not eligible.
  const CalendarPeriod year = parse_calendar_period("2026").value();
  sheet = sheet_of(little_office(), year, "2026-11-02T08:00:00Z");
  CHECK(sheet.balance.terms == std::array<int, 9>{0, 12, 1, 0, 1, 4, 1, 0, 7});
  CHECK(sheet.balance.holds());
  CHECK(figure("case_duration", sheet).of == 4);
}

TEST_CASE("the trend is the total of the period before beside that of the sheet") {
  Sheet sheet = october();
  const Month september{std::chrono::year{2026}, std::chrono::month{9}};
  compare(sheet, sheet_of(little_office(), september, "2026-11-02T08:00:00Z"));
  // A, K and L in September, four in October; the open cases of the end are those of the start.
  CHECK(figure("cases_new", sheet).before->total == 3);
  CHECK(figure("cases_new", sheet).total == 4);
  CHECK(figure("cases_open_end", sheet).before->total == 7);
}

TEST_CASE(
    "case managers are counted from the staff, with cases or without, in the office's region") {
  const Sheet& sheet = october();
  CHECK(figure("case_managers", sheet).total == 3);
  CHECK(rows("case_managers", 0, sheet) == Rows{{"unknown", "3"}});
}
