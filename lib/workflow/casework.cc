#include "workflow/casework.h"

#include <algorithm>

#include "base/ulid.h"
#include "crypto/random.h"
#include "domain/closure.h"
#include "domain/entry_door.h"
#include "storage/layout.h"
#include "workflow/appraisal.h"
#include "workflow/case_append.h"
#include "workflow/case_names.h"
#include "workflow/cases.h"
#include "workflow/directory.h"
#include "workflow/fill.h"
#include "workflow/likely_cases.h"
#include "workflow/programmes.h"
#include "workflow/refusals.h"
#include "workflow/sharing.h"
#include "workflow/transferring.h"

namespace pos {
namespace {

/// Someone who enters for managers and opens nothing.
bool is_clerk(const Person& me) {
  return me.has(StaffRole::DataClerk) && !me.has(StaffRole::CaseManager) &&
         !me.has(StaffRole::Supervisor);
}

std::string manager_for(const Person& clerk, const Manner& manner) {
  if (!manner.on_behalf.empty()) {
    return manner.on_behalf;
  }
  if (clerk.managers.size() == 1) {
    return clerk.managers.front();
  }
  throw Error(ErrorCode::Usage, {"il manque --for : pour quel gestionnaire de cas ?",
                                 "--for is required: for which case manager?"});
}

bool exists(Workspace& workspace, Compartment compartment, const CaseId& id) {
  return workspace.disk.status(workspace.vault().path_of(case_path(compartment, id))).has_value();
}

/// Drawn at random, as offices work offline and a counter would collide (architecture 4.1).
CaseId new_case_id(Workspace& workspace) {
  const int year = static_cast<int>(std::chrono::year_month_day(day_of(workspace.now())).year());
  while (true) {
    std::string digits;
    for (const std::uint8_t byte : random_bytes<7>()) {
      digits += kCrockford[byte & 31U];
    }
    const std::optional<CaseId> id = CaseId::make(workspace.vault().office().region, year, digits);
    const bool taken = id && (exists(workspace, Compartment::Case, *id) ||
                              exists(workspace, Compartment::Facts, *id) ||
                              exists(workspace, Compartment::Identity, *id));
    if (id && !taken) {
      return *id;
    }
  }
}

/// What a correction names: of several corrections the first entry, which may be a completion.
const Entry& corrected_by(const Journal& journal, const Entry& entry) {
  const Entry* earlier = entry.corrects.empty() ? nullptr : journal.find(entry.corrects);
  return earlier == nullptr ? entry : corrected_by(journal, *earlier);
}

Links resolve(const Journal& journal, const Links& typed, const std::string& form) {
  Links links;
  if (!typed.corrects.empty()) {
    links.corrects = corrected_by(journal, find_entry(journal, typed.corrects)).id;
  }
  if (!typed.completes.empty()) {
    links.completes = journal.original(find_entry(journal, typed.completes).id);
  }
  for (const std::string& id : {links.corrects, links.completes}) {
    if (!id.empty() && journal.find(id)->form != form) {
      throw Error(ErrorCode::Usage,
                  text("la saisie {} n'est pas une fiche {}", "entry {} is no form {}", id, form),
                  {"`pos history` montre les saisies du dossier",
                   "`pos history` shows the entries of the case"});
    }
  }
  return links;
}

/// The typed answers of an entry, of both compartments.
Value answers_of(const CaseFiles& files, const Case& state, const Form& form,
                 const std::string& original) {
  Value answers;
  for (const Event& event : state.events) {
    if (event.entry == original) {
      answers = event.data;
    }
  }
  for (const CaseDocument& identity : files.identity_documents) {
    if (identity.well_signed() && files.journal.original(identity.entry.id) == original) {
      answers = laid_over(form, answers, identity.entry.data);
    }
  }
  return answers;
}

/// The typed answers that a completion (or its correction) is laid over; nullopt where the form
/// stands alone.
std::optional<Value> answers_before(const CaseFiles& files, const Case& state, const Form& form,
                                    const Links& links) {
  const Entry* corrected = links.corrects.empty() ? nullptr : files.journal.find(links.corrects);
  const bool addition =
      !links.completes.empty() || (corrected != nullptr && !corrected->completes.empty());
  if (!addition) {
    return std::nullopt;
  }
  return answers_of(
      files, state, form,
      files.journal.original(links.completes.empty() ? links.corrects : links.completes));
}

Saved saved(const CaseId& id, Written written, Draft& draft) {
  Saved result;
  result.id = id;
  result.entry = written.entry.id;
  result.warnings = std::move(draft.warnings);
  result.document = std::move(written.document);
  return result;
}

/// The user's other cases, for what a registration warns of. Where they cannot be read it warns of
/// that, and the child is registered all the same.
std::optional<Caseload> other_cases(Workspace& workspace, Draft& draft) try {
  return read_caseload(workspace);
} catch (const Error& error) {
  draft.warnings.push_back(text("ni doubles cherchés, ni dossiers ouverts comptés : {}{}",
                                "duplicates not searched for, open cases not counted: {}{}",
                                to_string(error.where), error.message));
  return std::nullopt;
}

/// More open cases than the standard only warns here (architecture 5.6).
void warn_of_caseload(Workspace& workspace, const Caseload& others, Draft& draft) {
  int open = 1;
  for (const CaseRecord& record : others.cases) {
    const Case state = state_of(workspace, record);
    open += state.open() && state.manager == workspace.me().code ? 1 : 0;
  }
  if (open > workspace.rules().caseload_limit) {
    draft.warnings.push_back(text("{} dossiers ouverts : au-delà de {} recommandés (POS 3.3.1)",
                                  "{} open cases: more than the {} recommended (POS 3.3.1)", open,
                                  workspace.rules().caseload_limit));
  }
}

/// What a new file, or a child's registration in it, is held against before it is saved.
void compare_with_others(Workspace& workspace, const CaseId& id, const Form& form, Draft& draft) {
  const std::optional<Caseload> others = other_cases(workspace, draft);
  look_for_duplicates(workspace, others ? &*others : nullptr, id, form, draft);
  if (others && form.code == kRegistrationForm) {
    warn_of_caseload(workspace, *others, draft);
  }
}

/// Who takes reports of the place, to be informed where it is not this office (POS 3.4.2.1).
Text add_entry_door(Workspace& workspace, const Form& form, Draft& draft) {
  const std::string& place = answer_of(form, draft.answers, Role::Location);
  if (form.with_role(Role::ReportDoor) == nullptr || place.empty()) {
    return {};
  }
  const std::string door = entry_door(workspace.vault().directory(), place);
  if (door.empty()) {
    return {};
  }
  set_computed(form, draft, Role::ReportDoor, Value::text(door));
  return door == workspace.vault().office().structure
             ? Text{}
             : text("porte d'entrée de ce lieu : {} ; l'informer",
                    "entry door of the place: {}; "
                    "inform it",
                    door);
}

Saved record_closed(Workspace& workspace, const CaseId& id, const Form& form, const Filled& filled,
                    const Manner& manner) {
  const bool fresh = form.code == kRegistrationForm || form.code == kReportForm;
  Draft draft = fill(workspace, form, filled, nullptr, nullptr, {{}, fresh});
  refuse_sharing_by_clerk(form, draft);
  appraise(workspace, nullptr, form, draft);
  if (fresh) {
    set_computed(form, draft, Role::DuplicateSearch, Value::text("incomplete"));
    add_entry_door(workspace, form, draft);
  }
  draft.entry.on_behalf = manager_for(workspace.me(), manner);
  const auto lock = workspace.vault().lock_case(id);
  return saved(
      id, append_closed(workspace, id, draft.entry, draft.identity_answers, manner.dry_run), draft);
}

Saved record(Workspace& workspace, CaseFiles& files, const Case& state, const Form& form,
             const Filled& filled, const Links& typed, const Manner& manner) {
  const Links links = resolve(files.journal, typed, form.code);
  const std::optional<Value> before = answers_before(files, state, form, links);
  Draft draft = fill(workspace, form, filled, &state, before ? &*before : nullptr,
                     known_names(workspace, files));
  draft.entry.corrects = links.corrects;
  draft.entry.completes = links.completes;
  draft.has_receipt = manner.has_receipt;
  std::vector<Text> notes;
  refuse_if_forbidden(workspace, state, form, draft, notes);
  appraise(workspace, &state, form, draft);
  Saved result =
      saved(files.id, append(workspace, files, draft.entry, draft.identity_answers, manner.dry_run),
            draft);
  result.notes = std::move(notes);
  return result;
}

void require_no_clerk(Workspace& workspace) {
  if (is_clerk(workspace.me())) {
    throw refusal("role",
                  {"un agent de saisie n'ouvre pas le signalement : le gestionnaire de cas y donne "
                   "suite",
                   "the report is closed to a data clerk: the case manager answers it"},
                  {"demander au gestionnaire de cas", "ask the case manager"}, "POS 6.3");
  }
}

void require_report(const Case& state) {
  if (state.registered()) {
    throw refusal("registered",
                  {"cet enfant est déjà enregistré", "this child is registered already"},
                  {"`pos show` montre le dossier", "`pos show` shows the case"}, "POS 5.1");
  }
  if (!state.report) {
    throw refusal(
        "entry",
        {"ce dossier n'a pas de signalement utilisable", "this case has no report to go by"},
        {"`pos history` montre ses saisies", "`pos history` shows its entries"}, "");
  }
}

/// The form with what the report told and it leaves out.
Filled with_reported(Workspace& workspace, const CaseFiles& files, const Case& state,
                     const Form& form, Filled filled) {
  const Form& report = workspace.form(kReportForm);
  for (const Member& told : answers_of(files, state, report, state.report->entry).members) {
    const Field* field = form.find(told.key);
    if (field != nullptr && !field->calculated && filled.answers.find(told.key) == nullptr) {
      filled.answers.set(told.key, told.value);
    }
  }
  return filled;
}

/// A new file, begun by that form.
Saved open_file(Workspace& workspace, const Form& form, const Filled& filled,
                const Manner& manner) {
  const CaseId id = new_case_id(workspace);
  if (is_clerk(workspace.me())) {
    return record_closed(workspace, id, form, filled, manner);
  }
  Draft draft = fill(workspace, form, filled, nullptr, nullptr, {});
  appraise(workspace, nullptr, form, draft);
  compare_with_others(workspace, id, form, draft);
  const Text door = add_entry_door(workspace, form, draft);
  CaseFiles files = begin_case(workspace, id);
  Saved result = saved(
      id, append(workspace, files, draft.entry, draft.identity_answers, manner.dry_run), draft);
  if (!door.empty()) {
    result.notes.push_back(door);
  }
  if (std::optional<Text> warning = warning_of_own_office(workspace)) {
    result.warnings.push_back(std::move(*warning));
  }
  advise_on_programmes(workspace, state_of(workspace, files), result.warnings, result.notes);
  return result;
}

}  // namespace

Saved register_case(Workspace& workspace, const Filled& filled, const Manner& manner) {
  return open_file(workspace, workspace.form(kRegistrationForm), filled, manner);
}

Saved report_child(Workspace& workspace, const Filled& filled, const Manner& manner) {
  return open_file(workspace, workspace.form(kReportForm), filled, manner);
}

Saved register_reported(Workspace& workspace, const CaseId& id, const Filled& filled,
                        const Manner& manner) {
  require_no_clerk(workspace);
  const Form& form = workspace.form(kRegistrationForm);
  CaseFiles files = open_to_write(workspace, id);
  const Case state = state_of(workspace, files);
  require_report(state);
  Draft draft = fill(workspace, form, with_reported(workspace, files, state, form, filled), &state,
                     nullptr, known_names(workspace, files));
  compare_with_others(workspace, id, form, draft);
  return saved(id, append(workspace, files, draft.entry, draft.identity_answers, manner.dry_run),
               draft);
}

Saved close_report(Workspace& workspace, const CaseId& id, const std::string& outcome,
                   Filled filled, const Manner& manner) {
  require_no_clerk(workspace);
  const Form& form = workspace.form(kReportForm);
  CaseFiles files = open_to_write(workspace, id);
  const Case state = state_of(workspace, files);
  require_report(state);
  if (state.report->closed) {
    throw refusal("report-closed",
                  {"ce signalement est déjà classé", "this report is closed already"},
                  {"le motif se corrige par `pos record … --corrects`",
                   "its reason is corrected with `pos record … --corrects`"},
                  "POS 3.4.2.1");
  }
  const std::string& reason = form.with_role(Role::ReportOutcome)->name;
  if (!outcome.empty()) {
    filled.answers.set(reason, Value::text(outcome));
  }
  if (filled.answers.find(reason) == nullptr) {
    throw invalid_input(
        {{{filled.name, 0, reason},
          {"un signalement se classe avec son motif", "a report is closed with its reason"},
          {"`pos form blank 0.S` montre les motifs", "`pos form blank 0.S` prints the reasons"}}});
  }
  return record(workspace, files, state, form, filled, {"", state.report->entry}, manner);
}

Saved record_form(Workspace& workspace, const CaseId& id, const std::string& code,
                  const Filled& filled, const Links& links, const Manner& manner) {
  const Form& form = workspace.form(code);
  if (is_clerk(workspace.me())) {
    if (!links.corrects.empty() || !links.completes.empty()) {
      throw refusal("role",
                    {"un agent de saisie ne corrige ni ne complète : il n'ouvre pas le dossier",
                     "a data clerk neither corrects nor completes: the case is closed to them"},
                    {"demander au gestionnaire de cas", "ask the case manager"}, "POS 6.3");
    }
    if (code == kRegistrationForm || code == kReportForm) {
      throw refusal("role",
                    {"un agent de saisie n'ajoute ni enregistrement ni signalement à un dossier",
                     "a data clerk adds neither a registration nor a report to a case"},
                    {"en ouvrir un nouveau : `pos register`, `pos signal`",
                     "open a new one: `pos register`, `pos signal`"},
                    "POS 6.3");
    }
    return record_closed(workspace, id, form, filled, manner);
  }
  CaseFiles files = open_to_write(workspace, id);
  const Case state = state_of(workspace, files);
  return record(workspace, files, state, form, filled, links, manner);
}

Saved assess(Workspace& workspace, const CaseId& id, const std::string& form, const Filled& filled,
             const Manner& manner) {
  if (is_clerk(workspace.me())) {
    if (form.empty()) {
      throw Error(ErrorCode::Usage,
                  {"il manque --form : 1.C ou 2.A", "--form is required: 1.C or 2.A"});
    }
    return record_closed(workspace, id, workspace.form(form), filled, manner);
  }
  CaseFiles files = open_to_write(workspace, id);
  const Case state = state_of(workspace, files);
  const std::string_view step =
      state.of_form(kInitialAssessmentForm).empty() ? kInitialAssessmentForm : kFullAssessmentForm;
  return record(workspace, files, state, workspace.form(form.empty() ? step : form), filled, {},
                manner);
}

Saved validate_latest(Workspace& workspace, const CaseId& id, const std::string& form,
                      Decision decision, const Filled& filled, const Manner& manner) {
  CaseFiles files = open_to_write(workspace, id);
  const Case state = state_of(workspace, files);
  const std::vector<const Event*> events = state.of_form(form);
  if (events.empty()) {
    throw Error(ErrorCode::NotFound, text("rien à valider : aucune fiche {} dans ce dossier",
                                          "nothing to validate: no form {} in this case", form));
  }
  Entry entry = read_decision(workspace, filled, decision);
  entry.validates = events.back()->entry;
  entry.decision = decision;
  refuse_validation(workspace, state, *events.back(), entry);
  Draft draft;
  return saved(id, append(workspace, files, std::move(entry), {}, manner.dry_run), draft);
}

Saved refer(Workspace& workspace, const CaseId& id, const std::string& structure,
            const std::string& service, const Filled& filled, const Manner& manner) {
  const Form& form = workspace.form(kReferralForm);
  Saved saved =
      record_form(workspace, id, form.code,
                  with_destination(workspace, form, filled, structure, service), {}, manner);
  for (Text& warning : warnings_of_referral(workspace, id, structure, service)) {
    saved.warnings.push_back(std::move(warning));
  }
  return saved;
}

Saved answer_referral(Workspace& workspace, const CaseId& id, const std::string& entry,
                      const Filled& filled, const Manner& manner) {
  return record_form(workspace, id, std::string(kReferralForm), filled, {"", entry}, manner);
}

Saved transfer(Workspace& workspace, const CaseId& id, const std::string& structure,
               const Filled& filled, const Manner& manner) {
  const Form& form = workspace.form(kTransferForm);
  Saved saved = record_form(workspace, id, form.code,
                            with_destination(workspace, form, filled, structure, ""), {}, manner);
  if (!manner.dry_run && vault_of(workspace, structure)) {
    add_package(workspace, saved);
  }
  return saved;
}

Saved answer_transfer(Workspace& workspace, const CaseId& id, const std::string& entry,
                      const Filled& filled, const Manner& manner) {
  return record_form(workspace, id, std::string(kTransferForm), filled, {"", entry}, manner);
}

}  // namespace pos
