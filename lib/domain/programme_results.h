#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/programme.h"
#include "domain/programme_participation.h"
#include "domain/rulebook.h"
#include "domain/staff.h"

namespace pos {

/// A figure of a breakdown, its codes in the order of the dimensions.
struct ProgrammeCell {
  std::vector<std::string> codes;
  int value = 0;
};
struct ProgrammeTable {
  std::vector<std::string> dimensions;
  std::vector<ProgrammeCell> cells;  ///< by codes; none is zero
};

/// One expected result and what has come of it.
struct ResultFigure {
  ExpectedResult result;
  std::optional<double> value;  ///< people; of a year's mean one decimal
  std::optional<int> of;        ///< of a share: all whom it is a share of
  std::optional<Date> on;       ///< when a reported figure was taken
  /// Per cent of `of`; nullopt where there is none.
  std::optional<double> share() const;
  /// Per cent of the target; nullopt without one.
  std::optional<double> of_target() const;
};

struct ProgrammeFigures {
  Date until;       ///< today, or the programme's last day
  int reached = 0;  ///< children who take part or did
  int present = 0;  ///< of those, who take part today and whose case is open
  std::vector<ProgrammeTable> tables;
  std::vector<ResultFigure> results;  ///< in the programme's order
};

/// Counts the children of one programme from the facts of their cases. A child counts once,
/// however often it joined; what happened after the programme's last day does not count.
///
/// Shape:  breakdowns by sex and age group at registration, by region, by the year of joining.
/// Source: POS 4.2.1; requirements of the programmes' own documents.
class ProgrammeCount {
 public:
  ProgrammeCount(const Programme& programme, const Rulebook& rules, const Staff& staff,
                 Instant now);

  void add(const Case& c);
  ProgrammeFigures figures() const;

 private:
  void break_down(const Case& c, Date joined);
  ResultFigure figure(const ExpectedResult& result) const;
  int years_begun() const;

  const Programme& programme_;
  const Rulebook& rules_;
  const Staff& staff_;
  Date today_, until_;
  int reached_ = 0, present_ = 0;
  std::map<std::string, int> served_;  ///< by service category
  std::vector<std::map<std::vector<std::string>, int>> cells_;
};

}  // namespace pos
