#include "domain/team_records.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "domain/office_notices.h"

namespace pos {
namespace {

Date first_day_of(const Person& person, Date since) {
  const std::optional<Date> from = parse_date(person.from);
  return from ? std::max(*from, since) : since;
}

/// What a team owes of one step, counted from the day of its basis.
struct TeamDuty {
  Step step;
  const char* event;
  Date basis;
  std::string entry;  ///< the record that it counts from
  Period within;
  std::string subject;
};

Obligation team_obligation(const TeamDuty& duty, const Rulebook& rules, Instant now) {
  return office_obligation({duty.step, duty.event, duty.basis, duty.entry,
                            pos::add(duty.basis, duty.within), duty.subject},
                           rules, now);
}

class TeamDuties {
 public:
  TeamDuties(const std::vector<TeamRecord>& records, const Rulebook& rules, Date since, Instant now)
      : records_(records), rules_(rules), since_(since), now_(now) {}

  void add_team(const TeamRoster& team) {
    Date first = day_of(now_);
    for (const Person& each : team.managers) {
      first = std::min(first, first_day_of(each, since_));
    }
    add({Step::TeamMeeting, "team_meeting", first, "", rules_.team_meeting, team.unit}, "meeting",
        team.unit, "");
    add({Step::CaseReview, "case_review", first, "", rules_.case_review, team.unit}, "case_review",
        team.unit, "");
    for (const Person& each : team.managers) {
      add_manager(each);
    }
  }

  std::vector<Obligation> take() { return std::move(owed_); }

 private:
  void add_manager(const Person& person) {
    const Date first = first_day_of(person, since_);
    add({Step::Supervision, "supervision", first, "", rules_.individual_supervision, person.code},
        "supervision", "", person.code);
    const std::optional<Date> from = parse_date(person.from);
    const bool newcomer = from && *from >= since_;
    if (newcomer && last_record(records_, "evaluation", "", person.code, now_) == nullptr) {
      owed_.push_back(team_obligation({Step::CompetenceEvaluation, "recruitment", *from, "",
                                       rules_.competence_evaluation, person.code},
                                      rules_, now_));
    }
  }

  void add(TeamDuty duty, std::string_view kind, std::string_view unit, std::string_view staff) {
    const TeamRecord* last = last_record(records_, kind, unit, staff, now_);
    if (last != nullptr && last->on >= duty.basis) {
      duty.basis = last->on;
      duty.entry = last->id;
    }
    owed_.push_back(team_obligation(duty, rules_, now_));
  }

  const std::vector<TeamRecord>& records_;
  const Rulebook& rules_;
  Date since_;
  Instant now_;
  std::vector<Obligation> owed_;
};

}  // namespace

std::vector<TeamRecord> read_team_records(const std::string& unit, const Value& state) {
  std::vector<TeamRecord> records;
  for (const Member& member : state.members) {
    const std::optional<Date> on = parse_date(member.value.scalar_of("record_date"));
    if (on) {
      records.push_back({member.key, unit, member.value.scalar_of("record_kind"), *on,
                         member.value.scalar_of("staff"), member.value});
    }
  }
  std::sort(records.begin(), records.end(), [](const TeamRecord& a, const TeamRecord& b) {
    return std::tie(a.on, a.id) < std::tie(b.on, b.id);
  });
  return records;
}

std::vector<TeamRoster> team_rosters(const Staff& staff, Instant now) {
  std::map<std::string, TeamRoster> rosters;
  for (const std::string& code : staff.codes()) {
    if (staff.has_role(code, StaffRole::CaseManager, now)) {
      const Person& person = *staff.at(code, now);
      TeamRoster& roster = rosters[person.unit];
      roster.unit = person.unit;
      roster.managers.push_back(person);
    }
  }
  std::vector<TeamRoster> all;
  for (auto& [unit, roster] : rosters) {
    all.push_back(std::move(roster));
  }
  return all;
}

const TeamRecord* last_record(const std::vector<TeamRecord>& records, std::string_view kind,
                              std::string_view unit, std::string_view staff, Instant now) {
  const TeamRecord* last = nullptr;
  for (const TeamRecord& each : records) {
    const bool fits = each.kind == kind && each.on <= day_of(now) &&
                      (staff.empty() ? each.unit == unit : each.staff == staff);
    last = fits && (last == nullptr || each.on >= last->on) ? &each : last;
  }
  return last;
}

const TeamRecord* last_record_of_office(const std::vector<TeamRecord>& records,
                                        std::string_view kind, Instant now) {
  const TeamRecord* last = nullptr;
  for (const TeamRecord& each : records) {
    const bool fits = each.kind == kind && each.on <= day_of(now);
    last = fits && (last == nullptr || each.on >= last->on) ? &each : last;
  }
  return last;
}

std::vector<Obligation> team_obligations(const std::vector<TeamRecord>& records,
                                         const std::vector<TeamRoster>& rosters,
                                         const Rulebook& rules, Date since, Instant now) {
  TeamDuties duties(records, rules, since, now);
  if (since <= day_of(now)) {
    for (const TeamRoster& team : rosters) {
      duties.add_team(team);
    }
  }
  return duties.take();
}

UnitRecords records_of(const std::vector<TeamRecord>& records, const std::string& unit,
                       const std::vector<std::string>& staff, Instant now) {
  const auto day_of_last = [&](std::string_view kind, std::string_view person) {
    const TeamRecord* last = last_record(records, kind, unit, person, now);
    return last == nullptr ? std::nullopt : std::optional(last->on);
  };
  UnitRecords known{day_of_last("meeting", ""), day_of_last("case_review", ""), {}};
  const auto year = std::chrono::year_month_day(day_of(now)).year();
  for (const std::string& person : staff) {
    const auto trainings =
        std::count_if(records.begin(), records.end(), [&](const TeamRecord& each) {
          return each.kind == "training" && each.staff == person && each.on <= day_of(now) &&
                 std::chrono::year_month_day(each.on).year() == year;
        });
    known.staff.push_back({person, day_of_last("supervision", person),
                           day_of_last("evaluation", person), static_cast<int>(trainings)});
  }
  return known;
}

bool assignment_considered(const std::vector<TeamRecord>& records, std::string_view case_id,
                           std::string_view staff) {
  return std::any_of(records.begin(), records.end(), [&](const TeamRecord& each) {
    return each.kind == "assignment" && each.staff == staff &&
           each.answers.scalar_of("assigned_case") == case_id;
  });
}

}  // namespace pos
