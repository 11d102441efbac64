#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/ulid.h"
#include "domain/case.h"
#include "domain/journal.h"
#include "domain/staff.h"

namespace pos::test {

inline Instant instant(std::string_view text) {
  return parse_when(text).value().at;
}
inline Date date(std::string_view text) {
  return parse_date(text).value();
}

/// Scalar answers, as texts.
inline Value answers(std::initializer_list<std::pair<std::string_view, std::string_view>> given) {
  Value data;
  for (const auto& [field, words] : given) {
    data.set(field, Value::text(std::string(words)));
  }
  return data;
}

/// A row of a table: `row("1", {{"activity_status", "done"}})`.
inline Value row(std::string_view id,
                 std::initializer_list<std::pair<std::string_view, std::string_view>> given) {
  Value cells = answers({{"unique_id", id}});
  for (const auto& [field, words] : given) {
    cells.set(field, Value::text(std::string(words)));
  }
  return cells;
}

inline Person person(std::string code, std::vector<StaffRole> roles, std::string unit = "u1",
                     std::string supervisor = {}) {
  Person result;
  result.code = result.name = std::move(code);
  result.roles = std::move(roles);
  result.unit = std::move(unit);
  result.supervisor = std::move(supervisor);
  return result;
}

/// Unit u1: managers `adiarra`, `bkeita`, their supervisor `mtraore`, the clerk `cdiallo` of both;
/// unit u2: manager `dsidibe`, supervisor `fcoulibaly`; `skone` makes statistics, `root`
/// administers.
inline Staff office() {
  Staff staff;
  const Instant since = instant("2020-01-01");
  Person clerk = person("cdiallo", {StaffRole::DataClerk});
  clerk.managers = {"adiarra", "bkeita"};
  for (const Person& each : {person("adiarra", {StaffRole::CaseManager}, "u1", "mtraore"),
                             person("bkeita", {StaffRole::CaseManager}, "u1", "mtraore"),
                             person("mtraore", {StaffRole::Supervisor}),
                             person("dsidibe", {StaffRole::CaseManager}, "u2", "fcoulibaly"),
                             person("fcoulibaly", {StaffRole::Supervisor}, "u2"), clerk,
                             person("skone", {StaffRole::StatisticsOfficer}),
                             person("root", {StaffRole::Administrator})}) {
    staff.add(each, since);
  }
  staff.set_members("team-u1", {"mtraore"}, since);
  staff.set_members("team-u2", {"fcoulibaly"}, since);
  return staff;
}

inline Field field(std::string name, FieldType type, std::optional<Role> role,
                   Compartment compartment = Compartment::Facts) {
  Field result;
  result.name = std::move(name);
  result.type = type;
  result.role = role;
  result.compartment = compartment;
  return result;
}

/// Small forms with the shipped ones' codes and field names, and what the state reads of them.
inline Forms small_forms() {
  const auto level = field("risk_level", FieldType::SelectOne, Role::RiskLevel);
  Field activities = field("plan_activities", FieldType::Repeat, Role::PlanActivities);
  activities.columns = {field("activity_name", FieldType::Text, std::nullopt, Compartment::Case),
                        field("activity_service", FieldType::SelectOne, Role::ServiceCategory),
                        field("activity_due", FieldType::DateOnly, Role::ActivityDue),
                        field("activity_status", FieldType::SelectOne, Role::ActivityStatus)};
  std::map<std::string, std::vector<Field>, std::less<>> fields{
      {"0.S",
       {field("report_outcome", FieldType::SelectOne, Role::ReportOutcome),
        field("sex", FieldType::SelectOne, Role::Sex)}},
      {"1.L",
       {field("link_kind", FieldType::SelectOne, Role::LinkKind),
        field("linked_case", FieldType::SelectOne, Role::LinkedCase)}},
      {"1.A", {field("consent_status", FieldType::SelectOne, Role::ConsentStatus)}},
      {"1.B",
       {field("identification_date", FieldType::DateTime, Role::Identification),
        field("art50_situation_primary", FieldType::SelectOne, Role::SituationPrimary),
        field("risk_level_perceived", FieldType::SelectOne, Role::RiskPerceived),
        field("case_management_eligible", FieldType::SelectOne, Role::CaseManagementEligible),
        field("eligibility_date", FieldType::DateOnly, Role::EligibilityDate)}},
      {"1.U",
       {field("emergency_started_at", FieldType::DateTime, Role::EmergencyStarted),
        field("emergency_ended_at", FieldType::DateTime, Role::EmergencyEnded)}},
      {"1.C", {level}},
      {"2.A", {level, field("assessment_complete", FieldType::Boolean, Role::AssessmentComplete)}},
      {"3.A",
       {field("plan_objective", FieldType::LongText, std::nullopt, Compartment::Case),
        field("plan_implementation_date", FieldType::DateOnly, Role::PlanStart),
        field("plan_implementation_end_date", FieldType::DateOnly, Role::PlanEnd), activities}},
      {"4.A", {field("service_category", FieldType::SelectMultiple, Role::ServiceCategory)}},
      {"5.A", {level, field("followup_type", FieldType::SelectOne, Role::FollowUpType)}},
      {"5.B", {level}},
      {"6.A", {level, field("pos_closure_reason", FieldType::SelectOne, Role::ClosureReason)}},
      {"A.1", {field("referral_answered", FieldType::DateOnly, Role::ReferralAnswered)}},
      {"A.2",
       {field("status", FieldType::SelectOne, Role::TransferStatus),
        field("responded_at", FieldType::DateTime, Role::TransferAnswered)}},
      {"B.1", {level}},
  };
  std::map<std::string, Form, std::less<>> forms;
  for (auto& [code, of_form] : fields) {
    forms[code].code = code;
    forms[code].fields = std::move(of_form);
  }
  return [forms = std::move(forms)](std::string_view code) -> const Form& {
    const auto found = forms.find(code);
    if (found == forms.end()) {
      throw std::out_of_range("no small form " + std::string(code));
    }
    return found->second;
  };
}

/// Builds the journal of one case. Every entry is written, by default, upon all former ones, by the
/// manager `adiarra` (acts of supervision by `mtraore`), at its `occurred` or a second after the
/// former entry, whichever is later. `last()` is there to be changed; each call gives the entry's
/// identifier.
struct CaseBuilder {
  std::vector<Entry> entries;
  Staff staff = office();
  std::string manager = "adiarra";
  std::string supervisor = "mtraore";

  Entry& last() { return entries.back(); }
  Entry& entry(std::string_view id) {
    return *std::find_if(entries.begin(), entries.end(),
                         [&](const Entry& each) { return each.id == id; });
  }
  const std::string& hash(std::string_view id) { return entry(id).hash; }

  std::string form(std::string_view code, std::string_view occurred, Value data = {}) {
    Entry& added = add(occurred, manager);
    added.form = code;
    added.edition = "pos-2020.08";
    added.data = std::move(data);
    return added.id;
  }
  std::string registered(std::string_view occurred, Value data = {}) {
    return form(kRegistrationForm, occurred, std::move(data));
  }
  std::string corrects(std::string id, std::string_view occurred, Value data = {}) {
    const std::string code = entry(id).form;
    form(code, occurred, std::move(data));
    last().corrects = std::move(id);
    return last().id;
  }
  std::string completes(std::string id, std::string_view occurred, Value data = {}) {
    const std::string code = entry(id).form;
    form(code, occurred, std::move(data));
    last().completes = std::move(id);
    return last().id;
  }
  std::string act(Act what, std::string_view occurred, std::string author) {
    Entry& added = add(occurred, std::move(author));
    added.act = what;
    return added.id;
  }
  std::string validates(std::string id, std::string_view occurred,
                        Decision decision = Decision::Approved) {
    act(Act::Validate, occurred, supervisor);
    last().validates = std::move(id);
    last().decision = decision;
    return last().id;
  }
  std::string assigns(std::string to, std::string_view occurred) {
    act(Act::Assign, occurred, supervisor);
    last().to = std::move(to);
    return last().id;
  }
  std::string voids(std::string id, std::string_view occurred) {
    act(Act::Void, occurred, manager);
    last().voids = std::move(id);
    return last().id;
  }
  std::string accepts(std::string id, std::string_view occurred) {
    act(Act::Accept, occurred, supervisor);
    last().accepts = std::move(id);
    return last().id;
  }
  std::string masks(bool masked, std::string_view occurred) {
    act(Act::Mask, occurred, manager);
    last().masked = masked;
    return last().id;
  }
  /// The last entry was written knowing only these (and what they know).
  CaseBuilder& knowing(std::initializer_list<std::string> ids) {
    std::vector<std::string> after;
    for (const std::string& id : ids) {
      after.push_back(hash(id));
    }
    last().after = std::move(after);
    return *this;
  }
  /// The last entry is by someone else.
  CaseBuilder& by(std::string author) {
    last().author = std::move(author);
    return *this;
  }

  Journal journal() const { return judge(entries, staff); }
  Case at(std::string_view now, const Forms& forms = small_forms()) const {
    return read_case(CaseId::parse("BKO-2026-4XKD7RPC").value(), journal(), forms, staff,
                     "DRPFEF-BKO", instant(now));
  }

 private:
  Entry& add(std::string_view occurred, std::string author) {
    Entry added;
    const std::size_t number = entries.size() + 1;
    added.occurred = parse_when(occurred).value();
    added.recorded = added.occurred.at;
    if (!entries.empty()) {
      added.recorded = std::max(added.recorded, entries.back().recorded + std::chrono::seconds(1));
      added.after = heads();
    }
    added.id = make_ulid(instant("2026-01-01"),
                         {0, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(number / 256),
                          static_cast<std::uint8_t>(number % 256)});
    added.hash = fmt::format("{:064x}", number);
    added.author = std::move(author);
    entries.push_back(std::move(added));
    return entries.back();
  }

  std::vector<std::string> heads() const {
    Journal known;
    known.entries = entries;
    return known.heads();
  }
};

}  // namespace pos::test
