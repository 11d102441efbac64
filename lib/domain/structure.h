#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/value.h"
#include "domain/form.h"
#include "domain/rulebook.h"
#include "domain/structure_words.h"

namespace pos {

/// Whom a structure receives. Empty: anybody.
struct Receivers {
  std::string name;
  std::string sex;  ///< `both`, `female`, `male`
  std::string ages;
  std::vector<std::string> profiles;  ///< of children, and other characteristics
  std::optional<int> pregnancy_month, days_after_delivery;
  bool longer = false;  ///< after these days as an exception
};

/// A place on a referral route of the region (POS 3.4.1, 3.4.2).
struct RouteStep {
  std::string kind, service;
  std::vector<std::string> profiles;  ///< empty: all
  int order = 0;                      ///< 0: none told
  std::optional<Date> reviewed;
};

/// An entry of the directory as far as the program judges it (POS 3.4.1).
struct Structure {
  std::string code, name, type, institution, phone, emergency_phone, focal_point;
  std::vector<std::string> kinds, headings, services, modes, health;
  std::vector<std::string> places;         ///< covered; never empty: else the office's region
  std::vector<std::string> branch_places;  ///< of its branches
  bool team = false;
  std::optional<Date> signed_pos;
  bool has_location = false, has_focal_point = false, emergency_duty = false;
  std::string opening, opens, closes;
  std::vector<std::string> open_days;
  Receivers general;
  std::vector<Receivers> targets;
  std::optional<int> capacity, occupied;  ///< `occupied`: as the structure says
  bool over_capacity = false;             ///< it often receives more than it has places
  std::string cost_kind, cost, eligibility;
  std::string end;                           ///< of a limited duration; year, month or day
  std::vector<std::string> convention_ends;  ///< the same of its conventions
  std::vector<RouteStep> routes;
  std::optional<bool> accessible;
  std::optional<Date> verified;
  std::string verified_by;
  bool emergency_zone = false;
};

/// By the roles of the form `directory`; `region` is the office's.
Structure read_structure(const Form& form, const std::string& code, const Value& entry,
                         const std::string& region);

bool has_kind(const Structure& structure, std::string_view kind);
/// Whether a limited duration has ended before that day.
bool is_ended(const Structure& structure, Date today);
/// Why no case may be transferred there; empty where one may (POS 3.1.2, 3.4.2.1).
std::optional<Text> transfer_obstacle(const Structure& structure, const DirectoryRules& rules);

/// What of an entry cannot stand: ages, dates and hours that are none, an emergency service without
/// a place or conditions of access (POS 3.4.1 (2)). Field names, no answers.
std::vector<Finding> faults_of_entry(const Form& form, const Value& entry,
                                     const DirectoryRules& rules);

}  // namespace pos
