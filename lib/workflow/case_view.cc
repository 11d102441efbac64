#include "workflow/case_view.h"

#include "workflow/case_append.h"

namespace pos {
namespace {

/// Required answers that entries lack. Identity answers are counted only where they were read.
std::vector<MissingAnswer> missing_of(Workspace& workspace, const CaseView& view) {
  const CodeLists lists = [&](std::string_view id) -> const CodeList& {
    return workspace.schemas().list(id);
  };
  const CheckContext context{lists, {}, {}, {}};
  std::vector<MissingAnswer> missing;
  for (const Event& event : view.state.events) {
    const Form& form = view.state.forms(event.form);
    for (std::string& field : missing_answers(form, event.data, context)) {
      const Field* found = form.find(field.substr(0, field.find('.')));
      if (found != nullptr && found->compartment != Compartment::Identity) {
        missing.push_back({event.entry, event.form, std::move(field)});
      }
    }
  }
  return missing;
}

/// Whoever reads names and is not the manager leaves a trace first (POS 6.1.2, 6.3).
void record_access(Workspace& workspace, const CaseId& id, const std::string& purpose) {
  CaseFiles files = open_to_write(workspace, id);
  Entry entry;
  entry.act = Act::Access;
  entry.occurred = when(workspace.now());
  entry.purpose = purpose;
  append(workspace, files, std::move(entry), {}, false);
}

}  // namespace

CaseView view_case(Workspace& workspace, const CaseId& id, bool names, const std::string& purpose) {
  CaseView view;
  view.opened = open_case(workspace, id, names);
  if (names && view.opened.record.journal.manager != workspace.me().code) {
    record_access(workspace, id, purpose);
  }
  view.state = state_of(workspace, view.opened.record);
  if (!view.state.registered()) {
    throw Error(ErrorCode::Integrity,
                text("{} n'a pas d'enregistrement utilisable", "{} has no registration to go by",
                     id.text()),
                {"`pos history` montre ses saisies", "`pos history` shows its entries"});
  }
  view.advice = advice(view.state, workspace.rules());
  view.missing = missing_of(workspace, view);
  DueQuery all;
  all.all = true;
  view.obligations = due_items(view.state, workspace.rules(), all);
  sort_due(view.obligations);
  return view;
}

}  // namespace pos
