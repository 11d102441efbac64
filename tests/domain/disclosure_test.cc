#include "domain/disclosure.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

SheetIndicator& known(Sheet& sheet, std::string_view id) {
  for (SheetIndicator& each : sheet.indicators) {
    if (each.indicator.id == id) {
      return each;
    }
  }
  for (const Indicator& each : shipped().book.indicators) {
    if (each.id == id) {
      SheetIndicator added;
      added.indicator = each;
      added.total = 0;
      for (const auto& dimensions : each.by) {
        added.tables.push_back({dimensions, {}});
      }
      sheet.indicators.push_back(std::move(added));
    }
  }
  return sheet.indicators.back();
}

void set_cells(SheetIndicator& indicator, std::size_t table,
               const std::vector<std::pair<std::vector<std::string>, int>>& cells) {
  for (const auto& [codes, value] : cells) {
    indicator.tables[table].cells.push_back({codes, value, value, {}, false});
  }
}

/// `female 0-5` → suppressed, of the cells of a breakdown.
std::vector<std::string> suppressed_cells(const Sheet& sheet, std::string_view id,
                                          std::size_t table) {
  std::vector<std::string> found;
  for (const SheetCell& cell : sheet.find(id)->tables.at(table).cells) {
    if (cell.suppressed) {
      std::string codes;
      for (const std::string& code : cell.codes) {
        codes += (codes.empty() ? "" : " ") + code;
      }
      found.push_back(codes);
    }
  }
  return found;
}

using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("a small figure is suppressed, and with it the least other one of its sum") {
  Sheet sheet;
  SheetIndicator& closed = known(sheet, "cases_closed");
  closed.total = 68;
  set_cells(closed, 1,
            {{{"female", "0-5"}, 3},
             {{"male", "0-5"}, 11},
             {{"female", "6-11"}, 14},
             {{"male", "6-11"}, 10},
             {{"female", "15-17"}, 18},
             {{"male", "15-17"}, 12}});
  // 68 − 11 − 14 − 18 − 12 = 13 for two: the small one may be 1 to 12.
  const Sheet shared = for_sharing(sheet, shipped().book);
  CHECK(suppressed_cells(shared, "cases_closed", 1) == Words{"female 0-5", "male 6-11"});
  CHECK(shared.find("cases_closed")->suppressed == false);
  CHECK(count_suppressed(shared) == 2);
}

TEST_CASE("two small figures whose sum gives them away need a third beside them") {
  Sheet sheet;
  SheetIndicator& closed = known(sheet, "cases_closed");
  closed.total = 29;
  // 1 + 1 = 2 and none is zero, so both would be 1; with the 7 each may be 1 to 7.
  set_cells(closed, 0, {{{"deceased"}, 1}, {{"other"}, 1}, {{"risk_none"}, 7}, {{"x"}, 20}});
  CHECK(suppressed_cells(for_sharing(sheet, shipped().book), "cases_closed", 0) ==
        Words{"deceased", "other", "risk_none"});
}

TEST_CASE("a small term of the balance takes another one with it, and a zero stays a zero") {
  Sheet sheet;
  for (const auto& [id, total] : std::map<std::string, int>{{"cases_open_start", 10},
                                                            {"cases_new", 20},
                                                            {"cases_closed", 3},
                                                            {"cases_open_end", 27},
                                                            {"cases_reopened", 0}}) {
    known(sheet, id).total = total;
  }
  sheet.balance.terms = {10, 20, 0, 0, 0, 3, 0, 0, 27};
  const Sheet shared = for_sharing(sheet, shipped().book);
  CHECK(shared.find("cases_closed")->suppressed);
  CHECK(shared.find("cases_open_start")->suppressed);
  CHECK_FALSE(shared.find("cases_new")->suppressed);
  CHECK_FALSE(shared.find("cases_reopened")->suppressed);
  CHECK(shared.balance.suppressed ==
        std::array<bool, 9>{true, false, false, false, false, true, false, false, false});
}

TEST_CASE("what was late beside what was in time is a figure too") {
  Sheet sheet;
  SheetIndicator& reviews = known(sheet, "timeliness_review");
  reviews.total = 38;
  reviews.of = 60;
  // 18 of 20: two were late.
  reviews.tables[0].cells = {
      {{"high"}, 18, 20, {}, false}, {{"low"}, 10, 20, {}, false}, {{"medium"}, 10, 20, {}, false}};
  const Sheet shared = for_sharing(sheet, shipped().book);
  CHECK(suppressed_cells(shared, "timeliness_review", 0) == Words{"high", "low"});
}

TEST_CASE("a shared sheet names nobody of the staff, and no median") {
  Sheet sheet;
  known(sheet, "cases_open_end").total = 30;
  set_cells(known(sheet, "cases_open_end"), 6, {{{"adiarra"}, 30}});
  known(sheet, "caseload").total = 30;
  known(sheet, "supervision").total = 1;
  known(sheet, "case_duration").of = 4;
  const Sheet shared = for_sharing(sheet, shipped().book);
  CHECK(shared.head.shared);
  CHECK(shared.find("caseload") == nullptr);
  CHECK(shared.find("supervision") == nullptr);
  for (const SheetTable& table : shared.find("cases_open_end")->tables) {
    CHECK(table.dimensions != Words{"manager"});
  }
  CHECK(shared.find("case_duration")->suppressed);
  // Shown of many, it would say that the closures, suppressed beside it, are many.
  known(sheet, "case_duration").of = 12;
  known(sheet, "case_duration").total = 40;
  known(sheet, "case_duration").low = 3;
  const Sheet bare = for_sharing(sheet, shipped().book);
  const SheetIndicator& duration = *bare.find("case_duration");
  CHECK(duration.suppressed);
  CHECK(duration.of == 0);
  CHECK_FALSE(duration.low);
}

namespace {

// A sheet at random, every occurrence with one code in each dimension.
class RandomSheet {
 public:
  explicit RandomSheet(unsigned seed) : random_(seed) {
    const std::array<const char*, 8> flows = {
        "cases_open_start",   "cases_new",    "cases_reopened", "transfers_in",
        "cases_not_eligible", "cases_closed", "transfers_out",  "cases_duplicate"};
    std::array<int, 9> terms{};
    for (std::size_t i = 0; i < flows.size(); ++i) {
      terms.at(i) = pick(3) == 0 ? 0 : pick(i < 2 ? 60 : 12);
      fill(flows.at(i), terms.at(i));
    }
    terms[8] =
        terms[0] + terms[1] + terms[2] + terms[3] - terms[4] - terms[5] - terms[6] - terms[7];
    if (terms[8] < 0) {
      fill("cases_open_start", -terms[8]);
      terms[0] -= terms[8];
      terms[8] = 0;
    }
    fill("cases_open_end", terms[8]);
    sheet.balance.terms = terms;
    fill("timeliness_review", pick(40));
    fill("services", pick(25));
  }

  Sheet sheet;

 private:
  int pick(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  std::string code(const std::string& dimension) {
    static const std::array<const char*, 4> profiles = {"mobility", "forced_displacement",
                                                        "gbv_victim", "deprived_of_family"};
    const int drawn = std::min(pick(5), pick(5));
    return dimension == "category" || dimension == "risk_group"
               ? profiles.at(static_cast<std::size_t>(std::min(drawn, 3)))
               : "code_" + std::to_string(drawn);
  }

  void fill(const std::string& id, int occurrences) {
    SheetIndicator& indicator = known(sheet, id);
    std::vector<std::map<Words, std::pair<int, int>>> tables(indicator.tables.size());
    for (int i = 0; i < occurrences; ++i) {
      const bool in_time = indicator.indicator.kind != IndicatorKind::Ratio || pick(4) != 0;
      indicator.total = *indicator.total + (in_time ? 1 : 0);
      ++indicator.of;
      const std::string profile = code("category");
      for (std::size_t t = 0; t < tables.size(); ++t) {
        Words codes;
        for (const std::string& dimension : indicator.tables[t].dimensions) {
          const auto& groups = shipped().book.dimension(dimension)->groups;
          const auto group = groups.find(profile);
          codes.push_back(dimension == "category"     ? profile
                          : dimension != "risk_group" ? code(dimension)
                          : group == groups.end()     ? profile
                                                      : group->second);
        }
        tables[t][codes].first += in_time ? 1 : 0;
        ++tables[t][codes].second;
      }
    }
    for (std::size_t t = 0; t < tables.size(); ++t) {
      for (const auto& [codes, figure] : tables[t]) {
        indicator.tables[t].cells.push_back({codes, figure.first, figure.second, {}, false});
      }
    }
  }

  std::mt19937 random_;
};

/// Linear reasoning by an outsider: which suppressed numbers every solution of the published sums
/// agrees on. In whole numbers modulo a prime, so nothing is rounded.
class Outsider {
 public:
  explicit Outsider(const Sheet& shared) {
    std::vector<std::pair<int, std::size_t>> balance;
    for (const SheetIndicator& each : shared.indicators) {
      const bool ratio = each.indicator.kind == IndicatorKind::Ratio;
      std::map<std::string, std::map<std::string, std::size_t>> categories;
      std::array<std::size_t, 2> totals{};
      for (std::size_t layer = 0; layer < (ratio ? 2 : 1); ++layer) {
        const int total = layer == 0 ? static_cast<int>(each.total.value_or(0)) : each.of;
        totals.at(layer) = number(total, each.suppressed);
        for (const SheetTable& table : each.tables) {
          std::vector<std::pair<std::size_t, int>> sum = {{totals.at(layer), -1}};
          for (const SheetCell& cell : table.cells) {
            sum.emplace_back(number(layer == 0 ? cell.value : cell.of, cell.suppressed), 1);
            categories[table.dimensions[0]][cell.codes[0]] = sum.back().first;
          }
          sums_.push_back(sum);
          check_partition(sum);
        }
      }
      for (const auto& [group, at] : categories["risk_group"]) {
        std::vector<std::pair<std::size_t, int>> sum = {{at, -1}};
        const auto& groups = shipped().book.dimension("risk_group")->groups;
        for (const auto& [code, where] : categories["category"]) {
          const auto found = groups.find(code);
          if ((found == groups.end() ? code : found->second) == group) {
            sum.emplace_back(where, 1);
          }
        }
        sums_.push_back(sum);
      }
      if (each.indicator.term) {
        const auto term = static_cast<int>(*each.indicator.term);
        balance.emplace_back(term < 4 ? 1 : -1, totals[0]);
      }
    }
    std::vector<std::pair<std::size_t, int>> sum;
    for (const auto& [factor, at] : balance) {
      sum.emplace_back(at, factor);
    }
    sums_.push_back(sum);
  }

  /// Small numbers that are suppressed and found all the same.
  int found() {
    int count = 0;
    std::vector<Row> rows = matrix();
    const std::size_t rank = rank_of(rows);
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (column_[i] && numbers_[i] > 0 && numbers_[i] < kSmallFigure) {
        std::vector<Row> more = matrix();
        Row alone(columns_, 0);
        alone[*column_[i]] = 1;
        more.push_back(alone);
        count += rank_of(more) == rank ? 1 : 0;
      }
    }
    return count;
  }

 private:
  using Row = std::vector<std::int64_t>;
  static constexpr std::int64_t kPrime = 1000003;

  std::size_t number(int value, bool suppressed) {
    numbers_.push_back(value);
    column_.push_back(suppressed ? std::optional(columns_++) : std::nullopt);
    return numbers_.size() - 1;
  }

  /// Where the total is shown: what is left for the suppressed ones, of which none is zero.
  void check_partition(const std::vector<std::pair<std::size_t, int>>& sum) {
    int left = 0, hidden = 0, least = 1000;
    for (std::size_t i = 1; i < sum.size(); ++i) {
      if (column_[sum[i].first]) {
        left += numbers_[sum[i].first];
        ++hidden;
        least = std::min(least, numbers_[sum[i].first]);
      }
    }
    if (!column_[sum[0].first] && hidden > 0 && least > 0 && least < kSmallFigure) {
      CHECK(left - (hidden - 1) >= kSmallFigure);
    }
  }

  std::vector<Row> matrix() const {
    std::vector<Row> rows;
    for (const auto& sum : sums_) {
      Row row(columns_, 0);
      for (const auto& [at, factor] : sum) {
        if (column_[at]) {
          row[*column_[at]] += factor;
        }
      }
      rows.push_back(row);
    }
    return rows;
  }

  static std::int64_t power(std::int64_t base, std::int64_t exponent) {
    std::int64_t result = 1;
    for (; exponent > 0; exponent /= 2, base = base * base % kPrime) {
      result = exponent % 2 == 1 ? result * base % kPrime : result;
    }
    return result;
  }

  std::size_t rank_of(std::vector<Row>& rows) const {
    std::size_t done = 0;
    for (std::size_t column = 0; column < columns_ && done < rows.size(); ++column) {
      std::size_t pivot = done;
      while (pivot < rows.size() && rows[pivot][column] % kPrime == 0) {
        ++pivot;
      }
      if (pivot == rows.size()) {
        continue;
      }
      std::swap(rows[done], rows[pivot]);
      const std::int64_t inverse =
          power((rows[done][column] % kPrime + kPrime) % kPrime, kPrime - 2);
      for (std::size_t other = done + 1; other < rows.size(); ++other) {
        const std::int64_t times = rows[other][column] % kPrime * inverse % kPrime;
        for (std::size_t i = column; times != 0 && i < columns_; ++i) {
          rows[other][i] = (rows[other][i] - times * (rows[done][i] % kPrime)) % kPrime;
        }
      }
      ++done;
    }
    return done;
  }

  std::vector<int> numbers_;
  std::vector<std::optional<std::size_t>> column_;
  std::size_t columns_ = 0;
  std::vector<std::vector<std::pair<std::size_t, int>>> sums_;
};

}  // namespace

TEST_CASE("no suppressed figure of a shared sheet follows from its sums, whatever was counted") {
  for (unsigned seed = 1; seed <= 25; ++seed) {
    CAPTURE(seed);
    const Sheet shared = for_sharing(RandomSheet(seed).sheet, shipped().book);
    REQUIRE(Outsider(shared).found() == 0);
    for (const SheetIndicator& each : shared.indicators) {
      const bool small = each.total && *each.total > 0 && *each.total < kSmallFigure;
      REQUIRE((!small || each.suppressed));
    }
  }
}
