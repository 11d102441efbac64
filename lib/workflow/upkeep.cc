#include "workflow/upkeep.h"

#include <algorithm>

#include "workflow/consistency.h"

namespace pos {
namespace {

void read_cases(Workspace& workspace, const CheckRequest& request, CheckReport& report) {
  std::vector<CaseId> ids = list_cases(workspace.vault());
  const Date today = day_of(workspace.now());
  std::erase_if(ids, [&](const CaseId& id) { return !request.read_data->covers(id, today); });
  UserKeys& keys = workspace.keys();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    check_case(workspace.vault(), keys, ids[i], workspace.now(), report);
    if (request.strict) {
      check_consistency(workspace, ids[i], report);
    }
    if (request.progress) {
      request.progress(i + 1, ids.size());
    }
  }
}

/// An addition of the region that is not one: nothing of it is used.
void check_schemas(Workspace& workspace, CheckReport& report) {
  for (const std::string& code : workspace.schemas().form_codes()) {
    try {
      workspace.form(code);
    } catch (const Error& error) {
      report.items.push_back({error.where.file, "not_believed", error.message, false});
    }
  }
}

}  // namespace

CheckReport check_vault(Workspace& workspace, const CheckRequest& request) {
  CheckReport report = check_files(workspace.vault());
  check_schemas(workspace, report);
  if (request.strict) {
    check_office(workspace, report);
  }
  if (request.read_data) {
    read_cases(workspace, request, report);
  }
  return report;
}

}  // namespace pos
