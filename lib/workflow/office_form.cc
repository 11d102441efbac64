#include "workflow/office_form.h"

#include "domain/form.h"
#include "workflow/fill.h"

namespace pos {
namespace {

/// As documents of plain files are laid over each other (format.md 4).
Value laid_over_state(const Value* before, const Value& answers) {
  Value whole = before == nullptr ? Value{} : *before;
  for (const Member& member : answers.members) {
    whole.set(member.key, member.value);
  }
  return whole;
}

}  // namespace

Value checked_office_form(Workspace& workspace, std::string_view form, const Filled& filled,
                          const Value* before, const OfficeFaults& faults) {
  const CodeLists lists = workspace.schemas().lists();
  Checked checked = check(workspace.form(form), filled.answers, {lists, {}, new_row_id, nullptr});
  for (const std::string& field :
       before == nullptr ? checked.missing : std::vector<std::string>{}) {
    checked.findings.push_back(
        {{"", 0, field}, {"réponse obligatoire absente", "a required answer is missing"}, {}});
  }
  if (faults) {
    for (Finding& finding : faults(laid_over_state(before, checked.answers))) {
      checked.findings.push_back(std::move(finding));
    }
  }
  for (Finding& finding : checked.findings) {
    finding.where.file = filled.name;
  }
  if (!checked.findings.empty()) {
    throw invalid_input(std::move(checked.findings));
  }
  return std::move(checked.answers);
}

}  // namespace pos
