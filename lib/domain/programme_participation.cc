#include "domain/programme_participation.h"

#include <algorithm>

namespace pos {
namespace {

const Field* column_of(const Field& table, Role role) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Field& each) { return each.role == role; });
  return found == table.columns.end() ? nullptr : &*found;
}

std::string cell_of(const Field& table, const Value& row, Role role) {
  const Field* column = column_of(table, role);
  return column == nullptr ? std::string() : row.scalar_of(column->name);
}

/// The day on which the episode that a day falls into was closed.
std::optional<Date> closed_after(const Case& c, Date joined) {
  std::optional<Date> closed;
  for (const Episode& episode : c.episodes) {
    if (&episode == &c.episodes.front() || episode.start.day() <= joined) {
      closed = episode.closed ? std::optional(episode.closed->day()) : std::nullopt;
    }
  }
  return closed;
}

std::optional<Date> earlier(std::optional<Date> a, std::optional<Date> b) {
  return a && b ? std::min(a, b) : (a ? a : b);
}

Date day_of_eligibility(const Case& c, const Event& event) {
  const std::optional<When> decided = answer_when(c, event, Role::EligibilityDate);
  return decided ? decided->day() : event.occurred.day();
}

void put(std::vector<Participation>& all, Participation next) {
  const auto same = std::find_if(all.begin(), all.end(), [&](const Participation& each) {
    return each.programme == next.programme;
  });
  if (same == all.end()) {
    all.push_back(std::move(next));
  } else {
    *same = std::move(next);
  }
}

Participation participation(const Case& c, std::string programme, Date joined,
                            std::optional<Date> left) {
  return {std::move(programme), joined, earlier(left, closed_after(c, joined))};
}

void add_rows(std::vector<Participation>& all, const Case& c, const Event& event,
              const Field& table) {
  const Value* rows = event.data.find(table.name);
  for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
    const std::string programme = cell_of(table, row, Role::Programme);
    const std::optional<Date> joined = parse_date(cell_of(table, row, Role::ProgrammeJoined));
    if (!programme.empty()) {
      put(all, participation(c, programme, joined.value_or(day_of_eligibility(c, event)),
                             parse_date(cell_of(table, row, Role::ProgrammeLeft))));
    }
  }
}

}  // namespace

std::vector<Participation> participations(const Case& c) {
  std::vector<Participation> all;
  for (const Event& event : c.events) {
    const Form& form = c.forms(event.form);
    if (std::string programme = answer_text(c, event, Role::Programme); !programme.empty()) {
      put(all, participation(c, std::move(programme), day_of_eligibility(c, event), {}));
    }
    if (const Field* table = form.with_role(Role::ProgrammeTable)) {
      add_rows(all, c, event, *table);
    }
  }
  return all;
}

bool takes_part(const Participation& participation, Date day) {
  return participation.joined <= day && (!participation.left || *participation.left > day);
}

}  // namespace pos
