#include <algorithm>
#include <utility>

#include "domain/deadline_parts.h"

namespace pos {
namespace {

bool is_contact(const Course& course, const Event& event) {
  const std::vector<std::string>& forms = course.rules(event.occurred).contact_forms;
  return std::find(forms.begin(), forms.end(), event.form) != forms.end() ||
         answer_yes(course.the_case(), event, Role::ChildSeen);
}

bool has_started(const Course& course) {
  const std::optional<Date> start = course.the_case().implementation_start();
  return start && start_of_day(*start) <= course.limit();
}

ByLevel<Delay> delays(const ByLevel<Period>& periods) {
  ByLevel<Delay> result;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    result[i] = {Delay::Kind::Within, periods[i]};
  }
  return result;
}

void add_contact(std::vector<Obligation>& to, const Course& course) {
  if (course.end() || has_started(course)) {
    return;
  }
  const Event* last = &course.opening();
  for (const Event* event : course.events()) {
    last = is_contact(course, *event) && event->occurred >= last->occurred ? event : last;
  }
  const LevelDue due = due_by_level(course, last->occurred, course.level_at(course.place(*last)),
                                    delays(course.rules(last->occurred).contact),
                                    course.place(*last), course.after_all());
  Obligation obligation = course.obligation(Step::Contact, basis("last_contact", *last), due.rule);
  obligation.due = due.due;
  course.add(to, std::move(obligation));
}

/// The last thing that happened to the case, whoever recorded it.
Obligation::Basis last_entry(const Course& course) {
  Obligation::Basis last = basis("last_entry", course.opening());
  const auto keep = [&](const std::string& entry, const When& at) {
    if (at >= last.at && at.at <= course.limit()) {
      last = {"last_entry", entry, at};
    }
  };
  for (const Event* event : course.events()) {
    keep(event->entry, event->occurred);
    for (const Completion& each : event->completions) {
      keep(each.entry, each.occurred);
    }
    if (event->validation) {
      keep(event->validation->entry, event->validation->occurred);
    }
  }
  return last;
}

void add_inactivity(std::vector<Obligation>& to, const Course& course) {
  if (course.end()) {
    return;
  }
  Obligation obligation = course.obligation(Step::Inactivity, last_entry(course));
  obligation.due = due_after(obligation.basis.at, course.rules(obligation.basis.at).inactivity);
  course.add(to, std::move(obligation));
}

}  // namespace

void add_attention(std::vector<Obligation>& to, const Course& course) {
  add_contact(to, course);
  add_inactivity(to, course);
}

}  // namespace pos
