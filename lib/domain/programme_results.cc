#include "domain/programme_results.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "domain/statistics.h"

namespace pos {
namespace {

constexpr std::string_view kServicesForm = "4.A";
constexpr double kHundred = 100;

double one_decimal(double value) {
  constexpr double kTenths = 10;
  return std::round(value * kTenths) / kTenths;
}

int year_of(Date day) {
  return static_cast<int>(std::chrono::year_month_day(day).year());
}

Dimension of_registration(std::string id, Role role, bool age_bands = false) {
  Dimension dimension;
  dimension.id = std::move(id);
  dimension.role = role;
  dimension.age_bands = age_bands;
  return dimension;
}

/// After them comes the year of joining, which no form has a role for.
const std::array<std::vector<Dimension>, 2>& breakdowns() {
  static const std::array<std::vector<Dimension>, 2> all = {
      {{of_registration("sex", Role::Sex), of_registration("age_group", Role::Age, true)},
       {of_registration("region", Role::Region)}}};
  return all;
}

std::vector<std::string> dimensions_of(std::size_t table) {
  if (table == breakdowns().size()) {
    return {"year"};
  }
  std::vector<std::string> ids;
  for (const Dimension& each : breakdowns().at(table)) {
    ids.push_back(each.id);
  }
  return ids;
}

/// The service categories that the child was given while it took part.
std::set<std::string> services_given(const Case& c, const Participation& participation,
                                     Date until) {
  std::set<std::string> given;
  for (const Event& event : c.events) {
    const Date day = event.occurred.day();
    const bool then =
        day >= participation.joined && day <= participation.left.value_or(until) && day <= until;
    if (event.form == kServicesForm && then) {
      const std::vector<std::string> codes = answer_codes(c, event, Role::ServiceCategory);
      given.insert(codes.begin(), codes.end());
    }
  }
  return given;
}

/// The last one of a result; of one day the later row.
const ReportedFigure* last_reported(const Programme& programme, const std::string& result,
                                    Date today) {
  const ReportedFigure* last = nullptr;
  for (const ReportedFigure& figure : programme.figures) {
    if (figure.result == result && figure.on <= today &&
        (last == nullptr || figure.on >= last->on)) {
      last = &figure;
    }
  }
  return last;
}

}  // namespace

std::optional<double> ResultFigure::share() const {
  return value && of && *of > 0 ? std::optional(one_decimal(*value * kHundred / *of))
                                : std::nullopt;
}

std::optional<double> ResultFigure::of_target() const {
  const std::optional<double> compared = result.percent ? share() : value;
  return compared && result.target && *result.target > 0
             ? std::optional(one_decimal(*compared * kHundred / *result.target))
             : std::nullopt;
}

ProgrammeCount::ProgrammeCount(const Programme& programme, const Rulebook& rules,
                               const Staff& staff, Instant now)
    : programme_(programme),
      rules_(rules),
      staff_(staff),
      today_(day_of(now)),
      until_(std::min(today_, programme.end.value_or(today_))),
      cells_(breakdowns().size() + 1) {}

void ProgrammeCount::add(const Case& c) {
  if (!c.registered()) {
    return;
  }
  const bool over = programme_.status(today_) == ProgrammeStatus::Ended;
  for (const Participation& each : participations(c)) {
    if (each.programme != programme_.code || each.joined > until_) {
      continue;
    }
    ++reached_;
    present_ += !over && takes_part(each, today_) && c.open() ? 1 : 0;
    for (const std::string& service : services_given(c, each, until_)) {
      ++served_[service];
    }
    break_down(c, each.joined);
  }
}

void ProgrammeCount::break_down(const Case& c, Date joined) {
  Occurrence occurrence;
  occurrence.of = &c;
  occurrence.at = c.now;
  for (std::size_t i = 0; i < breakdowns().size(); ++i) {
    std::vector<std::string> codes;
    for (const Dimension& dimension : breakdowns().at(i)) {
      codes.push_back(codes_of(dimension, occurrence, rules_, staff_).front());
    }
    ++cells_[i][codes];
  }
  const Date counted = std::max(joined, programme_.start.value_or(joined));
  ++cells_.back()[{std::to_string(year_of(counted))}];
}

int ProgrammeCount::years_begun() const {
  return std::max(1, year_of(until_) - year_of(programme_.start.value_or(until_)) + 1);
}

ResultFigure ProgrammeCount::figure(const ExpectedResult& result) const {
  ResultFigure figure;
  figure.result = result;
  if (result.measure == Measure::Reported) {
    if (const ReportedFigure* last = last_reported(programme_, result.code, today_)) {
      figure.value = last->value;
      figure.of = last->of;
      figure.on = last->on;
    }
  } else if (result.measure == Measure::Service) {
    const auto served = served_.find(result.service);
    figure.value = served == served_.end() ? 0 : served->second;
    figure.of = reached_;
  } else {
    figure.value = reached_;
  }
  if (figure.value && result.per_year) {
    figure.value = one_decimal(*figure.value / years_begun());
  }
  return figure;
}

ProgrammeFigures ProgrammeCount::figures() const {
  ProgrammeFigures figures;
  figures.until = until_;
  figures.reached = reached_;
  figures.present = present_;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    ProgrammeTable table{dimensions_of(i), {}};
    for (const auto& [codes, value] : cells_[i]) {
      table.cells.push_back({codes, value});
    }
    figures.tables.push_back(std::move(table));
  }
  for (const ExpectedResult& result : programme_.results) {
    figures.results.push_back(figure(result));
  }
  return figures;
}

}  // namespace pos
