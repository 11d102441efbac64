#include <algorithm>
#include <utility>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

constexpr std::string_view kDone = "done";
constexpr std::string_view kDropped = "dropped";
constexpr std::string_view kNotAvailable = "not_available";

std::string cell(const Field& table, const Value& row, Role role) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Field& each) { return each.role == role; });
  return found == table.columns.end() ? std::string() : row.scalar_of(found->name);
}

/// The row of that identifier in the answers; nullptr where there is none.
const Value* find_row(const Field& table, const Value& answers, const std::string& id) {
  const Value* rows = answers.find(table.name);
  if (rows == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(rows->items.begin(), rows->items.end(),
                                  [&](const Value& row) { return row.scalar_of(kRowId) == id; });
  return found == rows->items.end() ? nullptr : &*found;
}

/// What said that the row is done: the last completion with its status, else the event.
Obligation::Met done_by(const Field& table, const Event& event, const std::string& id) {
  for (auto last = event.completions.rbegin(); last != event.completions.rend(); ++last) {
    const Value* row = find_row(table, last->data, id);
    if (row != nullptr && !cell(table, *row, Role::ActivityStatus).empty()) {
      return {last->entry, last->occurred};
    }
  }
  return met_at(event);
}

void add_row(std::vector<Obligation>& to, const Course& course, const Event& event,
             const TableDuty& duty, const Field& table, const Value& row) {
  const std::string status = cell(table, row, Role::ActivityStatus);
  const std::optional<When> agreed = parse_when(cell(table, row, Role::ActivityDue));
  Obligation obligation = course.obligation(duty.step, basis(duty.basis, event));
  obligation.subject = row.scalar_of(kRowId);
  if (status == kDropped || status == kNotAvailable) {
    if (!course.end()) {
      course.add(to, std::move(obligation), ObligationState::NotRequired);
    }
    return;
  }
  if (agreed) {
    obligation.due = end_of_day(agreed->day());
  }
  if (status == kDone) {
    obligation.met = done_by(table, event, obligation.subject);
  }
  course.add(to, std::move(obligation));
}

}  // namespace

void add_rows(std::vector<Obligation>& to, const Course& course, const Event& event,
              const TableDuty& duty) {
  const Field* table = course.the_case().forms(event.form).with_role(duty.table);
  const Value* rows = table == nullptr ? nullptr : event.data.find(table->name);
  if (rows == nullptr) {
    return;
  }
  for (const Value& row : rows->items) {
    add_row(to, course, event, duty, *table, row);
  }
}

void add_tables(std::vector<Obligation>& to, const Course& course) {
  for (const Event* event : course.events()) {
    add_rows(to, course, *event,
             {Step::MedicalAppointment, Role::MedicalAppointments, "emergency_care"});
    add_rows(to, course, *event, {Step::ActionPoint, Role::ActionPoints, "meeting"});
    add_rows(to, course, *event, {Step::Obstacle, Role::Obstacles, "follow_up"});
  }
}

}  // namespace pos
