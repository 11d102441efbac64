#include "domain/sheet_merge.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <random>

#include "domain/sheet_data.h"
#include "support/little_office.h"

using namespace pos;
using namespace pos::test;

namespace {

constexpr const char* kCountedAt = "2026-11-02T08:00:00Z";

SheetPart part(std::string structure, const std::vector<CaseBuilder>& cases) {
  Sheet sheet = sheet_of(cases, kOctober, kCountedAt);
  sheet.head.structure = structure;
  sheet.head.rules = "pos-2020.08";
  sheet.head.actor = "state";
  return {structure + ".json", std::move(sheet)};
}

/// The little office in two: A to F, and G to L.
std::vector<SheetPart> two_offices() {
  return {part("ONE", {a_case(), b_case(), c_case(), d_case(), e_case(), f_case()}),
          part("TWO", {g_case(), h_case(), i_case(), j_case(), k_case(), l_case()})};
}

Sheet merged(const std::vector<SheetPart>& parts) {
  SheetHead head;
  head.level = SheetLevel::Region;
  head.region = "BKO";
  return merge_sheets(parts, head, shipped().book, instant(kCountedAt));
}

std::vector<std::string> fault_fields(const std::vector<SheetPart>& parts,
                                      SheetLevel level = SheetLevel::Region) {
  std::vector<std::string> fields;
  for (const Finding& fault : faults_of_merge(parts, level)) {
    fields.push_back(fault.where.file + " " + fault.where.field);
  }
  return fields;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("sheets added up give the sheet of all cases together, figure by figure") {
  const Sheet sum = merged(two_offices());
  CHECK(sum.head.structures == Words{"ONE", "TWO"});
  CHECK(sum.head.actor == "state");
  CHECK(sum.balance.terms == october().balance.terms);
  CHECK(sum.balance.holds());
  for (const char* id : {"cases_open_end", "cases_new", "cases_closed", "services",
                         "timeliness_follow_up", "timeliness_initial_assessment"}) {
    CAPTURE(id);
    CHECK(figure(id, sum).total == figure(id).total);
    CHECK(figure(id, sum).of == figure(id).of);
    CHECK(rows(id, 0, sum) == rows(id));
  }
  // Staff are told apart by their office.
  CHECK(
      rows("caseload", 0, sum) ==
      Rows{{"ONE/adiarra", "2"}, {"ONE/bkeita", "1"}, {"TWO/adiarra", "2"}, {"TWO/dsidibe", "1"}});
}

TEST_CASE("medians are not added: that of all lies between the least and the greatest") {
  // ONE closed F after 103 days; TWO closed G after 18, H after 129 and 14: the middle is 18.
  const Sheet sum = merged(two_offices());
  CHECK_FALSE(figure("case_duration", sum).total);
  CHECK(figure("case_duration", sum).low == 18);
  CHECK(figure("case_duration", sum).high == 103);
  CHECK(figure("case_duration", sum).of == 4);
  // Where one sheet alone has closures, its median is that of all.
  const Sheet one = merged({part("ONE", {f_case()}), part("TWO", {j_case()})});
  CHECK(figure("case_duration", one).total == 103);
}

TEST_CASE("the median of all cases lies between those of the parts, whatever they are") {
  std::mt19937 random(7);
  const auto middle = [](std::vector<int> days) {
    std::sort(days.begin(), days.end());
    const std::size_t half = days.size() / 2;
    return days.size() % 2 == 1 ? days[half] : (days[half - 1] + days[half]) / 2.0;
  };
  for (int round = 0; round < 2000; ++round) {
    std::vector<int> all;
    double low = 1e9, high = 0;
    for (unsigned office = 0; office < 2 + random() % 3; ++office) {
      std::vector<int> days(1 + random() % 5);
      for (int& each : days) {
        each = static_cast<int>(random() % 30);
      }
      all.insert(all.end(), days.begin(), days.end());
      low = std::min(low, middle(days));
      high = std::max(high, middle(days));
    }
    REQUIRE(low <= middle(all));
    REQUIRE(middle(all) <= high);
  }
}

TEST_CASE("sheets that do not belong together are refused, each for its reason") {
  CHECK(fault_fields(two_offices()).empty());
  std::vector<SheetPart> parts = two_offices();
  parts.push_back(parts.front());
  CHECK(fault_fields(parts) == Words{"ONE.json structure"});
  parts = two_offices();
  parts[1].sheet.head.period.period = parse_calendar_period("2026-09").value();
  parts[1].sheet.head.rules = "pos-2027.01";
  CHECK(fault_fields(parts) == Words{"TWO.json period", "TWO.json rules"});
  parts = two_offices();
  parts[0].sheet.head.scope = SheetScope::Own;
  parts[0].sheet.balance.terms[0] += 1;
  parts[1].sheet.head.shared = true;
  CHECK(fault_fields(parts) == Words{"ONE.json scope", "ONE.json balance", "TWO.json shared"});
  // A region's goes into the country's, not into another region's.
  const SheetPart region = {"region.json", merged(two_offices())};
  CHECK(fault_fields({region}) == Words{"region.json level"});
  CHECK(fault_fields({region}, SheetLevel::Nation).empty());
  CHECK(fault_fields({region, two_offices()[0]}, SheetLevel::Nation) ==
        Words{"ONE.json structure"});
}

TEST_CASE("the country's sheet adds up regions and structures, and keeps staff apart once") {
  const SheetPart region = {"region.json", merged({two_offices()[0]})};
  SheetHead head;
  head.level = SheetLevel::Nation;
  const Sheet country =
      merge_sheets({region, two_offices()[1]}, head, shipped().book, instant(kCountedAt));
  CHECK(country.head.structures == Words{"ONE", "TWO"});
  CHECK(country.balance.terms == october().balance.terms);
  CHECK(rows("caseload", 0, country) == rows("caseload", 0, merged(two_offices())));
}

TEST_CASE("a sheet comes back from its tree of values, and faults in it are all told") {
  for (const Sheet& sheet : {two_offices()[0].sheet, merged(two_offices())}) {
    const Value data = sheet_data(sheet, NoFigure::LeftOut);
    const Sheet again = read_sheet(data, shipped().book, "sheet.json");
    CHECK(sheet_data(again, NoFigure::LeftOut) == data);
  }
  Value data = sheet_data(two_offices()[0].sheet, NoFigure::LeftOut);
  data.find("sheet")->set("rules", Value::text("pos-2027.01"));
  data.find("indicators")->items[0].set("total", Value::text("a lot"));
  data.find("balance")->erase("new");
  try {
    read_sheet(data, shipped().book, "sheet.json");
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Invalid);
    CHECK(error.findings.size() == 3);
  }
}

TEST_CASE("a balance that is not that of its totals is no sheet") {
  Value data = sheet_data(two_offices()[0].sheet, NoFigure::LeftOut);
  data.find("balance")->set("new", Value::number("9"));
  CHECK_THROWS_AS(read_sheet(data, shipped().book, "sheet.json"), Error);
}
