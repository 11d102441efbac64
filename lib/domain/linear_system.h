#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace pos {

/// Whole numbers, some known and some not, and sums that everybody can check: what of the unknown
/// ones can be computed from the known ones.
class LinearSystem {
 public:
  /// A number that is known, or of which only the least it can be is.
  std::size_t add_known(int value);
  std::size_t add_unknown(int least);
  /// The sum of factor × number is zero.
  void add_sum(std::vector<std::pair<std::size_t, int>> terms) {
    sums_.push_back(std::move(terms));
  }

  /// What an outsider can still think of a number; `most` is kNoLimit where nothing bounds it.
  struct Range {
    long least = 0;
    long most = 0;
  };
  static constexpr long kNoLimit = 1L << 40;
  /// Of every number, by elimination over all sums and by the limits that each sum sets.
  std::vector<Range> ranges() const;

 private:
  struct Number {
    bool known = false;
    int value = 0;  ///< the least where it is not known
  };
  using Row = std::vector<double>;  ///< a factor for each number, and the constant last

  /// The factors of a row that are not zero, and its constant.
  struct Sum {
    std::vector<std::pair<std::size_t, double>> terms;
    double constant = 0;
  };

  std::vector<Row> unknown_sums() const;
  static std::vector<Row> eliminated(std::vector<Row> rows);
  static bool narrow(const Sum& sum, std::vector<Range>& ranges);

  std::vector<Number> numbers_;
  std::vector<std::vector<std::pair<std::size_t, int>>> sums_;
};

}  // namespace pos
