#include "domain/linear_system.h"

#include <algorithm>
#include <cmath>

namespace pos {
namespace {

constexpr double kNothing = 1e-7;  // factors are small whole numbers and quotients of them

bool is_nothing(double factor) {
  return std::abs(factor) < kNothing;
}

}  // namespace

std::size_t LinearSystem::add_known(int value) {
  numbers_.push_back({true, value});
  return numbers_.size() - 1;
}

std::size_t LinearSystem::add_unknown(int least) {
  numbers_.push_back({false, least});
  return numbers_.size() - 1;
}

/// The sums over the unknown numbers; what is known is their constant.
std::vector<LinearSystem::Row> LinearSystem::unknown_sums() const {
  const std::size_t width = numbers_.size() + 1;
  std::vector<Row> rows;
  for (const auto& sum : sums_) {
    Row row(width, 0.0);
    for (const auto& [number, factor] : sum) {
      const Number& each = numbers_[number];
      row[each.known ? width - 1 : number] += each.known ? -factor * each.value : factor;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// After Gauss and Jordan: where a row has one number left, that number is found.
std::vector<LinearSystem::Row> LinearSystem::eliminated(std::vector<Row> rows) {
  std::size_t done = 0;
  for (std::size_t column = 0; !rows.empty() && column + 1 < rows[0].size(); ++column) {
    std::size_t pivot = done;
    for (std::size_t row = done; row < rows.size(); ++row) {
      pivot = std::abs(rows[row][column]) > std::abs(rows[pivot][column]) ? row : pivot;
    }
    if (done == rows.size() || is_nothing(rows[pivot][column])) {
      continue;
    }
    std::swap(rows[done], rows[pivot]);
    const double divisor = rows[done][column];
    for (double& factor : rows[done]) {
      factor /= divisor;
    }
    for (std::size_t other = 0; other < rows.size(); ++other) {
      const double times = rows[other][column];
      for (std::size_t i = column; other != done && !is_nothing(times) && i < rows[0].size(); ++i) {
        rows[other][i] -= times * rows[done][i];
      }
    }
    ++done;
  }
  rows.resize(done);
  return rows;
}

/// What the other numbers of a sum leave for each of them; whether that is news.
bool LinearSystem::narrow(const Sum& sum, std::vector<Range>& ranges) {
  bool news = false;
  for (const auto& [number, factor] : sum.terms) {
    double low = sum.constant, high = sum.constant;
    for (const auto& [other, times] : sum.terms) {
      if (other != number) {
        const double one = times * static_cast<double>(ranges[other].least);
        const double two = times * static_cast<double>(ranges[other].most);
        low -= std::max(one, two);
        high -= std::min(one, two);
      }
    }
    Range& range = ranges[number];
    const double least = std::ceil(std::min(low / factor, high / factor) - kNothing);
    const double most = std::floor(std::max(low / factor, high / factor) + kNothing);
    if (least > static_cast<double>(range.least)) {
      range.least = static_cast<long>(least);
      news = true;
    }
    if (most < static_cast<double>(range.most)) {
      range.most = static_cast<long>(most);
      news = true;
    }
  }
  return news;
}

std::vector<LinearSystem::Range> LinearSystem::ranges() const {
  std::vector<Range> ranges;
  for (const Number& number : numbers_) {
    ranges.push_back({number.value, number.known ? number.value : kNoLimit});
  }
  std::vector<Row> rows = unknown_sums();
  const std::vector<Row> more = eliminated(rows);
  rows.insert(rows.end(), more.begin(), more.end());
  std::vector<Sum> sums;
  for (const Row& row : rows) {
    Sum sum{{}, row.back()};
    for (std::size_t number = 0; number + 1 < row.size(); ++number) {
      if (!is_nothing(row[number])) {
        sum.terms.emplace_back(number, row[number]);
      }
    }
    sums.push_back(std::move(sum));
  }
  // Each round only narrows; a chain of sums is no longer than there are sums.
  bool news = true;
  for (std::size_t round = 0; news && round < sums.size() + 2; ++round) {
    news = false;
    for (const Sum& sum : sums) {
      news = narrow(sum, ranges) || news;
    }
  }
  return ranges;
}

}  // namespace pos
