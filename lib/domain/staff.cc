#include "domain/staff.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "domain/code_list.h"

namespace pos {
namespace {

constexpr std::array<std::pair<StaffRole, std::string_view>, 6> kStaffRoles{{
    {StaffRole::Administrator, "administrator"},
    {StaffRole::CaseManager, "case_manager"},
    {StaffRole::Supervisor, "supervisor"},
    {StaffRole::StatisticsOfficer, "statistics_officer"},
    {StaffRole::DataClerk, "data_clerk"},
    {StaffRole::OrganisationManager, "organisation_manager"},
}};

constexpr std::array<std::pair<WorkerType, std::string_view>, 3> kWorkerTypes{{
    {WorkerType::Professional, "professional"},
    {WorkerType::ParaProfessional, "para_professional"},
    {WorkerType::CommunityActor, "community_actor"},
}};

/// The last of `versions` (by `since`) that had begun at `moment`.
template <class Version>
const Version* last_since(const std::vector<Version>& versions, Instant moment) {
  const auto next =
      std::upper_bound(versions.begin(), versions.end(), moment,
                       [](Instant at, const Version& version) { return at < version.since; });
  return next == versions.begin() ? nullptr : &*std::prev(next);
}

template <class Version>
void insert(std::vector<Version>& versions, Version version) {
  const auto place =
      std::upper_bound(versions.begin(), versions.end(), version.since,
                       [](Instant at, const Version& other) { return at < other.since; });
  versions.insert(place, std::move(version));
}

template <class Versions>
void forget_after(Versions& all, std::string_view name, Instant moment) {
  if (const auto found = all.find(name); found != all.end()) {
    std::erase_if(found->second, [&](const auto& version) { return moment < version.since; });
  }
}

bool leads(const Person& card, std::string_view unit) {
  return card.unit == unit && card.has(StaffRole::Supervisor);
}

}  // namespace

std::string_view word(StaffRole role) {
  for (const auto& [value, name] : kStaffRoles) {
    if (value == role) {
      return name;
    }
  }
  return {};
}

Text label(StaffRole role) {
  constexpr std::array<const char*, 6> kFrench = {"administrateur",  "gestionnaire de cas",
                                                  "superviseur",     "chargé des statistiques",
                                                  "agent de saisie", "responsable"};
  return {kFrench[static_cast<std::size_t>(role)], std::string(word(role))};
}

std::optional<StaffRole> parse_staff_role(std::string_view text) {
  for (const auto& [value, name] : kStaffRoles) {
    if (name == text) {
      return value;
    }
  }
  return std::nullopt;
}

const std::vector<StaffRole>& all_staff_roles() {
  static const std::vector<StaffRole> roles = [] {
    std::vector<StaffRole> all;
    for (const auto& [value, name] : kStaffRoles) {
      all.push_back(value);
    }
    return all;
  }();
  return roles;
}

std::string_view word(WorkerType type) {
  return kWorkerTypes[static_cast<std::size_t>(type)].second;
}

std::optional<WorkerType> parse_worker_type(std::string_view text) {
  for (const auto& [value, name] : kWorkerTypes) {
    if (name == text) {
      return value;
    }
  }
  return std::nullopt;
}

const std::vector<WorkerType>& all_worker_types() {
  static const std::vector<WorkerType> types = {
      WorkerType::Professional, WorkerType::ParaProfessional, WorkerType::CommunityActor};
  return types;
}

bool Person::has(StaffRole role) const {
  return std::find(roles.begin(), roles.end(), role) != roles.end();
}

void Staff::add(const Person& person, Instant since) {
  insert(versions_[person.code], Version{since, person});
}

void Staff::set_members(const std::string& group, std::vector<std::string> members, Instant since) {
  insert(memberships_[group], Membership{since, std::move(members)});
}

void Staff::forget_card_after(std::string_view code, Instant moment) {
  forget_after(versions_, code, moment);
}

void Staff::forget_members_after(std::string_view group, Instant moment) {
  forget_after(memberships_, group, moment);
}

const Person* Staff::card(std::string_view code, Instant moment) const {
  const auto found = versions_.find(code);
  const Version* version = found == versions_.end() ? nullptr : last_since(found->second, moment);
  return version == nullptr ? nullptr : &version->person;
}

const Person* Staff::at(std::string_view code, Instant moment) const {
  const auto found = versions_.find(code);
  const Version* version = found == versions_.end() ? nullptr : last_since(found->second, moment);
  if (version == nullptr) {
    return nullptr;
  }
  const std::string day = to_string(day_of(moment));
  const Person& person = version->person;
  if (!person.from.empty() && day < person.from) {
    return nullptr;
  }
  // An end that is recorded on its own day holds at once, an announced one after its last day.
  const bool ended =
      !person.to.empty() && (day > person.to || person.to <= to_string(day_of(version->since)));
  return ended ? nullptr : &person;
}

const Person* Staff::latest(std::string_view code) const {
  const auto found = versions_.find(code);
  return found == versions_.end() ? nullptr : &found->second.back().person;
}

std::vector<std::string> Staff::codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, versions] : versions_) {
    codes.push_back(code);
  }
  return codes;
}

bool Staff::is_member(std::string_view group, std::string_view code, Instant moment) const {
  const auto found = memberships_.find(group);
  const Membership* membership =
      found == memberships_.end() ? nullptr : last_since(found->second, moment);
  return membership != nullptr && std::find(membership->members.begin(), membership->members.end(),
                                            code) != membership->members.end();
}

bool Staff::led_since(std::string_view unit, std::string_view code, Instant since,
                      Instant moment) const {
  const auto found = versions_.find(code);
  if (found == versions_.end()) {
    return false;
  }
  const std::vector<Version>& versions = found->second;
  for (std::size_t i = 0; i < versions.size() && versions[i].since <= moment; ++i) {
    const bool lasted = i + 1 == versions.size() || since < versions[i + 1].since;
    if (lasted && leads(versions[i].person, unit)) {
      return true;
    }
  }
  return false;
}

bool Staff::has_led(std::string_view unit, std::string_view code, Instant moment) const {
  return led_since(unit, code, Instant::min(), moment);
}

bool Staff::is_left_over(std::string_view unit, std::string_view code, Instant moment) const {
  const Person* present = card(code, moment);
  if (present == nullptr || leads(*present, unit)) {
    return false;
  }
  std::optional<Instant> came;
  const auto found = memberships_.find(team_of(unit));
  for (const Membership& membership :
       found == memberships_.end() ? std::vector<Membership>() : found->second) {
    const std::vector<std::string>& members = membership.members;
    if (membership.since > moment) {
      break;
    }
    if (std::find(members.begin(), members.end(), code) == members.end()) {
      came.reset();
    } else if (!came) {
      came = membership.since;
    }
  }
  return came && led_since(unit, code, *came, moment);
}

std::string Staff::supervisor_of(std::string_view manager, Instant moment) const {
  // The card of a manager who has left still names who hands their cases over.
  const Person* known = card(manager, moment);
  if (known == nullptr) {
    return {};
  }
  const bool member = cards_alone_ || is_member(team_of(known->unit), known->supervisor, moment);
  const bool counts = known->supervisor != manager && member &&
                      has_role(known->supervisor, StaffRole::Supervisor, moment);
  return counts ? known->supervisor : std::string();
}

bool Staff::has_role(std::string_view code, StaffRole role, Instant moment) const {
  const Person* person = at(code, moment);
  return person != nullptr && person->has(role);
}

Text meant_person(const Staff& staff, const std::string& code) {
  const std::string near = nearest(code, staff.codes());
  return near.empty()
             ? Text{"`pos people list` montre le personnel", "`pos people list` shows the staff"}
             : text("vouliez-vous dire {} ?", "did you mean {}?", near);
}

void require_people(const Staff& staff, const std::vector<std::string>& codes) {
  std::vector<Finding> unknown;
  for (const std::string& code : codes) {
    if (!code.empty() && staff.latest(code) == nullptr) {
      unknown.push_back({{},
                         text("personne inconnue : {}", "no such person: {}", code),
                         meant_person(staff, code)});
    }
  }
  if (!unknown.empty()) {
    Error error(ErrorCode::NotFound, unknown.front().message, unknown.front().hint);
    if (unknown.size() > 1) {
      error.findings = std::move(unknown);
    }
    throw error;
  }
}

std::string team_of(std::string_view unit) {
  return "team-" + std::string(unit);
}

}  // namespace pos
