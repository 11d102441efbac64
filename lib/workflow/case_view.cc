#include "workflow/case_view.h"

#include "workflow/case_append.h"
#include "workflow/policy.h"

namespace pos {
namespace {

bool is_latest(const Case& c, const Event& event) {
  const std::vector<const Event*> alike = c.of_form(event.form);
  return c.open() && !alike.empty() && alike.back() == &event;
}

/// Identity answers are counted only where they were read.
std::vector<MissingAnswer> missing_of(Workspace& workspace, const CaseView& view) {
  const CodeLists lists = [&](std::string_view id) -> const CodeList& {
    return workspace.schemas().list(id);
  };
  CheckContext context{lists, {}, {}, {}};
  std::vector<MissingAnswer> missing;
  for (const Event& event : view.state.events) {
    context.edition = event.edition;
    const Form& form = view.state.forms(event.form);
    const auto add = [&](std::vector<std::string> fields, bool required) {
      for (std::string& field : fields) {
        const Field* found = form.find(field.substr(0, field.find('.')));
        if (found != nullptr && found->compartment != Compartment::Identity) {
          missing.push_back({event.entry, event.form, std::move(field), required});
        }
      }
    };
    add(missing_answers(form, event.data, context), true);
    if (is_latest(view.state, event)) {
      add(expected_answers(form, event.data, context), false);
    }
  }
  return missing;
}

/// Errors: Refused (id "names") where names are the manager's alone.
void require_open_names(Workspace& workspace, const Case& state) {
  const bool masked = state.counts_as_masked();
  const bool closed = masked || workspace.vault().office().manager_only;
  if (closed && !workspace.has_recovery()) {
    throw refusal("names",
                  masked ? Text{"ce dossier est masqué : ses noms sont réservés à son "
                                "gestionnaire de cas",
                                "this case is masked: its names are for its case manager alone"}
                         : Text{"dans ce bureau, les noms sont réservés au gestionnaire de cas",
                                "in this office names are for the case manager alone"},
                  {"les demander au gestionnaire de cas ; s'il n'est plus là, la clé de secours "
                   "les ouvre (--recovery)",
                   "ask the case manager; once that person is gone, the recovery key opens them "
                   "(--recovery)"},
                  "POS 6.1.2");
  }
}

/// Whoever reads names and is not the manager leaves a trace first (POS 6.1.2, 6.3); so does every
/// use of the recovery key.
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
  view.state = state_of(workspace, view.opened.record);
  const bool own = view.opened.record.journal.manager == workspace.me().code;
  if (names && !own) {
    require_open_names(workspace, view.state);
  }
  if (names && (!own || workspace.has_recovery())) {
    record_access(workspace, id, purpose);
  }
  if (!view.state.registered() && !view.state.report) {
    throw Error(ErrorCode::Integrity,
                text("{} n'a pas d'enregistrement utilisable", "{} has no registration to go by",
                     id.text()),
                {"`pos history` montre ses saisies", "`pos history` shows its entries"});
  }
  if (const Entry* erasure = view.opened.record.journal.erasure()) {
    view.erased = erasure->occurred;
  }
  const Office& office = workspace.vault().office();
  view.actor = view.state.structure == office.structure ? actor_of(office) : std::string();
  view.advice = advice(view.state, workspace.rules());
  view.missing = missing_of(workspace, view);
  view.scenario = scenario_steps(view.state, workspace.rules());
  DueQuery all;
  all.all = true;
  view.obligations = due_items(view.state, workspace.rules(), all);
  sort_due(view.obligations);
  return view;
}

}  // namespace pos
