#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/text.h"
#include "base/value.h"

namespace pos {

/// The office's form of a programme.
inline constexpr std::string_view kProgrammeForm = "programme";

enum class ProgrammeStatus { Planned, Running, Ended, Unknown };
std::string_view word(ProgrammeStatus status);
Text label(ProgrammeStatus status);

/// Participants and Service are counted from facts; Reported is a sum that people bring, for what
/// the cases do not say (adults, graduates, professionals).
enum class Measure { Participants, Service, Reported };
std::string_view word(Measure measure);

struct ExpectedResult {
  std::string code;
  std::string words;  ///< as the programme has it
  std::string kind;   ///< objective, direct, indirect, professionals, result
  Measure measure = Measure::Reported;
  std::string service;  ///< category, of a Service
  std::optional<int> target;
  bool percent = false;   ///< the target's unit; else people
  bool per_year = false;  ///< the target is a year's mean
};

struct ReportedFigure {
  std::string result;
  Date on;
  int value = 0;
  std::optional<int> of;
};

/// A programme as its believed documents say it (architecture 4). What is absent restricts nobody.
struct Programme {
  std::string code, name;
  std::optional<Date> start, end;
  std::string told_status;          ///< counts where the dates do not decide
  std::vector<std::string> sites;   ///< as they are written
  std::vector<std::string> places;  ///< their codes in Mali; none for a programme abroad
  std::optional<int> age_min, age_max;
  std::string sex;  ///< female, male; else both
  std::vector<std::string> profiles, displacement_statuses, situations;
  std::vector<ExpectedResult> results;
  std::vector<ReportedFigure> figures;

  ProgrammeStatus status(Date today) const;
};

/// Reads what is well formed of it; the rest is left out.
Programme read_programme(std::string code, const Value& data);

/// What contradicts itself in a filled programme, beyond what its form says.
std::vector<Finding> programme_faults(const Value& data);

}  // namespace pos
