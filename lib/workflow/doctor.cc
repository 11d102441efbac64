#include "workflow/doctor.h"

#include <algorithm>

#include "workflow/doctor_parts.h"

namespace pos {

std::string_view word(DoctorLevel level) {
  return level == DoctorLevel::Wrong ? "wrong" : level == DoctorLevel::Warning ? "warning" : "note";
}

Text label(DoctorLevel level) {
  switch (level) {
    case DoctorLevel::Wrong:
      return {"à corriger", "wrong"};
    case DoctorLevel::Warning:
      return {"attention", "warning"};
    case DoctorLevel::Note:
      break;
  }
  return {"à savoir", "note"};
}

DoctorItems examine(Workspace& workspace, const Machine& machine) {
  DoctorItems items;
  examine_office(workspace, items);
  examine_key(workspace, items);
  examine_recovery(workspace, machine, items);
  examine_documents(workspace, items);
  examine_held_back(workspace, items);
  examine_folder(workspace, machine, items);
  examine_machine(workspace, machine, items);
  std::stable_sort(items.begin(), items.end(),
                   [](const DoctorItem& a, const DoctorItem& b) { return a.level < b.level; });
  return items;
}

}  // namespace pos
