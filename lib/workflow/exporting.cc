#include "workflow/exporting.h"

#include <algorithm>
#include <iterator>

#include "workflow/case_names.h"
#include "workflow/case_view.h"

namespace pos {
namespace {

void note_lack(ExportState& state, Text words) {
  state.warnings.push_back(std::move(words));
  state.complete = false;
}

/// All cases whose facts open to the user; what of them is damaged is said.
Caseload caseload_for(Workspace& workspace, ExportState& state) {
  workspace.require_case_reader();
  Caseload caseload = read_caseload(workspace);
  state.complete = caseload.complete();
  state.intact = caseload.lost == 0;
  state.warnings = std::move(caseload.warnings);
  return caseload;
}

void note_journal(const OpenedCase& opened, ExportState& state) {
  for (const Text& finding : opened.record.findings) {
    note_lack(state, finding);
  }
  if (!opened.unused.empty() || !opened.record.journal.complete()) {
    note_lack(state,
              text("{} : des saisies n'ont pas pu être utilisées (`pos history`)",
                   "{}: entries could not be used (`pos history`)", opened.record.id.text()));
  }
}

/// Whether names go with the case; why not is said.
bool may_name(Workspace& workspace, const CaseRecord& record, const Case& state, bool one_by_one,
              ExportState& told) {
  if (state.counts_as_masked()) {
    note_lack(told, text("{} est masqué : exporté sans nom",
                         "{} is masked: exported without a name", record.id.text()));
    return false;
  }
  if (!one_by_one && record.journal.manager != workspace.me().code) {
    note_lack(
        told,
        text(
            "{0} : sans noms, un autre gestionnaire en est chargé : `pos export cpims {0} --names`",
            "{0}: without names, another case manager is in charge: `pos export cpims {0} --names`",
            record.id.text()));
    return false;
  }
  return true;
}

void export_one(Workspace& workspace, const CaseId& id, bool names, const std::string& purpose,
                CpimsExport& made) {
  const CaseView view = view_case(workspace, id, names, purpose);
  note_journal(view.opened, made.state);
  if (names && view.opened.names_pending) {
    note_lack(made.state, text("{} : des noms ne s'ouvrent pas encore ici",
                               "{}: some names do not open here yet", id.text()));
  }
  made.cases.push_back(
      cpims_case(view.state, workspace.rules(),
                 names ? view.opened.names_by_entry : std::map<std::string, Value>{}));
  if (made.cases.back().texts_left_out > 0) {
    note_lack(
        made.state,
        text("{} : textes de {} saisies laissés de côté, un nom y figure (avec --names ils "
             "viennent aussi)",
             "{}: texts of {} entries left out, a name stands in them (with --names they come too)",
             id.text(), made.cases.back().texts_left_out));
  }
}

void export_named(Workspace& workspace, const CaseId& id, bool names, const std::string& purpose,
                  CpimsExport& made) {
  const CaseRecord record = read_facts(workspace, id);
  const Case state = state_of(workspace, record);
  if (!state.registered()) {
    throw refusal("not-registered",
                  text("{} est un signalement, pas encore un dossier",
                       "{} is a report, not a case yet", id.text()),
                  {"l'enregistrer : `pos register --signal DOSSIER --from FICHE`",
                   "register the child: `pos register --signal CASE --from FILE`"},
                  "POS 5.1");
  }
  export_one(workspace, id, names && may_name(workspace, record, state, true, made.state), purpose,
             made);
}

void export_all(Workspace& workspace, bool names, const std::string& purpose, CpimsExport& made) {
  int reports = 0;
  for (const CaseRecord& record : caseload_for(workspace, made.state).cases) {
    const Case state = state_of(workspace, record);
    if (!state.registered()) {
      ++reports;
      continue;
    }
    // One damaged file must not hide the other children.
    try {
      const bool named = names && may_name(workspace, record, state, false, made.state);
      export_one(workspace, record.id, named, purpose, made);
    } catch (const Error& error) {
      note_lack(made.state, text("{} : {}", "{}: {}", record.id.text(), error.message));
    }
  }
  if (reports > 0) {
    made.state.warnings.push_back(text("{} signalements sans dossier ne sont pas exportés",
                                       "{} reports without a case are not exported", reports));
  }
}

std::vector<const Form*> flat_forms(Workspace& workspace) {
  std::vector<const Form*> forms;
  for (const std::string& code : workspace.schemas().form_codes()) {
    const Form& form = workspace.form(code);
    if (form.stage != "office" && !workspace.rules().cpims_tables.contains(code)) {
      forms.push_back(&form);
    }
  }
  return forms;
}

}  // namespace

CpimsExport export_cpims(Workspace& workspace, const std::vector<CaseId>& ids, bool names,
                         const std::string& purpose) {
  workspace.require_case_reader();
  CpimsExport made;
  made.forms = flat_forms(workspace);
  for (const CaseId& id : ids) {
    export_named(workspace, id, names, purpose, made);
  }
  if (ids.empty()) {
    export_all(workspace, names, purpose, made);
  }
  std::sort(made.cases.begin(), made.cases.end(),
            [](const CpimsCase& a, const CpimsCase& b) { return a.id < b.id; });
  return made;
}

LessonsExport export_lessons(Workspace& workspace, std::optional<int> year) {
  LessonsExport made;
  int left_out = 0;
  for (const CaseRecord& record : caseload_for(workspace, made.state).cases) {
    try {
      const OpenedCase opened = open_case(workspace, record.id, false);
      note_journal(opened, made.state);
      const KnownNames names = known_names(workspace, record.id, opened.record.journal);
      LessonsOfCase found = lessons_of(state_of(workspace, opened.record),
                                       names.complete ? &names.words : nullptr, year);
      left_out += found.left_out;
      std::move(found.lessons.begin(), found.lessons.end(), std::back_inserter(made.lessons));
    } catch (const Error& error) {
      note_lack(made.state, text("{} : {}", "{}: {}", record.id.text(), error.message));
    }
  }
  if (left_out > 0) {
    note_lack(made.state,
              text("{} textes laissés de côté : un nom ou un dossier y figure, ou les noms "
                   "ne s'ouvrent pas ici pour le vérifier",
                   "{} texts left out: a name or a case stands in them, or names do not open "
                   "here to check it",
                   left_out));
  }
  std::sort(made.lessons.begin(), made.lessons.end());
  return made;
}

}  // namespace pos
