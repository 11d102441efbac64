#include "domain/programme.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace pos {
namespace {

constexpr std::array<std::string_view, 4> kProgrammeStatuses = {"planned", "running", "ended",
                                                                "unknown"};
constexpr std::array<std::string_view, 3> kMeasures = {"participants", "service", "reported"};

std::optional<int> count_of(const Value& data, std::string_view key) {
  const std::string& digits = data.scalar_of(key);
  int number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool whole = fault == std::errc() && end == digits.data() + digits.size();
  return whole ? std::optional(number) : std::nullopt;
}

const std::vector<Value>& rows_of(const Value& data, std::string_view table) {
  static const std::vector<Value> none;
  const Value* rows = data.find(table);
  return rows == nullptr ? none : rows->items;
}

Measure measure_of(const std::string& word) {
  const auto found = std::find(kMeasures.begin(), kMeasures.end(), word);
  return found == kMeasures.end() ? Measure::Reported
                                  : static_cast<Measure>(found - kMeasures.begin());
}

ExpectedResult expected_result(const Value& row) {
  ExpectedResult result;
  result.code = row.scalar_of("result_code");
  result.words = row.scalar_of("result");
  result.kind = row.scalar_of("result_kind");
  result.measure = measure_of(row.scalar_of("result_measure"));
  result.service = row.scalar_of("result_service");
  result.target = count_of(row, "result_target");
  result.percent = row.scalar_of("result_unit") == "percent";
  result.per_year = row.scalar_of("result_per_year") == "true";
  return result;
}

void read_sites(Programme& programme, const Value& data) {
  for (const Value& row : rows_of(data, "sites")) {
    programme.sites.push_back(row.scalar_of("site_name"));
    if (const std::string& place = row.scalar_of("site_place"); !place.empty()) {
      programme.places.push_back(place);
    }
  }
}

void read_figures(Programme& programme, const Value& data) {
  for (const Value& row : rows_of(data, "reported_figures")) {
    const std::optional<Date> on = parse_date(row.scalar_of("figure_on"));
    const std::optional<int> value = count_of(row, "figure_value");
    if (on && value) {
      programme.figures.push_back(
          {row.scalar_of("figure_result"), *on, *value, count_of(row, "figure_of")});
    }
  }
}

// Faults of a filled programme

class Faults {
 public:
  explicit Faults(const Value& data) : data_(data) {}

  std::vector<Finding> run() {
    look_at_order();
    for (const Value& row : rows_of(data_, "expected_results")) {
      look_at_result(row);
    }
    for (const Value& row : rows_of(data_, "reported_figures")) {
      look_at_figure(row);
    }
    return std::move(findings_);
  }

 private:
  void add(const Value& at, const std::string& field, Text message) {
    findings_.push_back({{"", at.line, field}, std::move(message), {}});
  }

  void look_at_order() {
    const std::optional<Date> start = parse_date(data_.scalar_of("start_date"));
    const std::optional<Date> end = parse_date(data_.scalar_of("end_date"));
    if (start && end && *end < *start) {
      add(*data_.find("end_date"), "end_date",
          {"la fin précède le début", "the end is before the start"});
    }
    const std::optional<int> from = count_of(data_, "age_min");
    const std::optional<int> to = count_of(data_, "age_max");
    if (from && to && *to < *from) {
      add(*data_.find("age_max"), "age_max",
          {"l'âge maximal est inférieur à l'âge minimal",
           "the highest age is below the lowest one"});
    }
  }

  void look_at_result(const Value& row) {
    const std::string& code = row.scalar_of("result_code");
    if (!codes_.insert(code).second) {
      add(row, "expected_results.result_code",
          {"deux résultats ont ce code", "two results have this code"});
    }
    const bool percent = row.scalar_of("result_unit") == "percent";
    if (percent && row.scalar_of("result_measure") == "participants") {
      add(row, "expected_results.result_unit",
          {"les participants se comptent en personnes, pas en pour cent",
           "participants are counted as people, not as per cent"});
    }
    if (percent && row.scalar_of("result_per_year") == "true") {
      add(row, "expected_results.result_per_year",
          {"une moyenne par an se compte en personnes, pas en pour cent",
           "a year's mean is counted as people, not as per cent"});
    }
  }

  void look_at_figure(const Value& row) {
    if (!codes_.contains(row.scalar_of("figure_result"))) {
      add(row, "reported_figures.figure_result",
          {"aucun résultat attendu n'a ce code", "no expected result has this code"});
    }
    const std::optional<int> value = count_of(row, "figure_value");
    const std::optional<int> of = count_of(row, "figure_of");
    if (value && of && *value > *of) {
      add(row, "reported_figures.figure_value",
          {"plus de personnes que leur total", "more people than their total"});
    }
  }

  const Value& data_;
  std::vector<Finding> findings_;
  std::set<std::string> codes_;
};

}  // namespace

std::string_view word(ProgrammeStatus status) {
  return kProgrammeStatuses.at(static_cast<std::size_t>(status));
}

Text label(ProgrammeStatus status) {
  switch (status) {
    case ProgrammeStatus::Planned:
      return {"prévu", "planned"};
    case ProgrammeStatus::Running:
      return {"en cours", "running"};
    case ProgrammeStatus::Ended:
      return {"terminé", "ended"};
    case ProgrammeStatus::Unknown:
      break;
  }
  return {"inconnu", "unknown"};
}

std::string_view word(Measure measure) {
  return kMeasures.at(static_cast<std::size_t>(measure));
}

ProgrammeStatus Programme::status(Date today) const {
  if ((end && *end < today) || told_status == "ended") {
    return ProgrammeStatus::Ended;
  }
  if (start) {
    return *start > today ? ProgrammeStatus::Planned : ProgrammeStatus::Running;
  }
  return told_status == "planned"   ? ProgrammeStatus::Planned
         : told_status == "running" ? ProgrammeStatus::Running
                                    : ProgrammeStatus::Unknown;
}

Programme read_programme(std::string code, const Value& data) {
  Programme programme;
  programme.code = std::move(code);
  programme.name = data.scalar_of("name");
  programme.start = parse_date(data.scalar_of("start_date"));
  programme.end = parse_date(data.scalar_of("end_date"));
  programme.told_status = data.scalar_of("status");
  read_sites(programme, data);
  programme.age_min = count_of(data, "age_min");
  programme.age_max = count_of(data, "age_max");
  programme.sex = data.scalar_of("sex");
  programme.profiles = data.texts_of("profiles");
  programme.displacement_statuses = data.texts_of("displacement_statuses");
  programme.situations = data.texts_of("situations");
  for (const Value& row : rows_of(data, "expected_results")) {
    programme.results.push_back(expected_result(row));
  }
  read_figures(programme, data);
  return programme;
}

std::vector<Finding> programme_faults(const Value& data) {
  return Faults(data).run();
}

}  // namespace pos
