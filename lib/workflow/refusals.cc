#include "workflow/refusals.h"

#include <algorithm>

#include "domain/answer.h"
#include "domain/closure.h"
#include "domain/risk.h"
#include "workflow/directory.h"
#include "workflow/sharing.h"

namespace pos {
namespace {

constexpr std::string_view kReturnedTransfer = "returned_transfer";

std::vector<std::string> codes_of(const Form& form, const Value& answers, Role role) {
  const Field* field = form.with_role(role);
  return field == nullptr ? std::vector<std::string>{} : answers.texts_of(field->name);
}

std::string latest_situation(const Case& c) {
  std::string situation;
  for (const Event& event : c.events) {
    const std::string told = answer_text(c, event, Role::SituationPrimary);
    situation = told.empty() ? situation : told;
  }
  return situation;
}

/// Forms that may be filled once an episode; those of the office belong to no case.
void refuse_misplaced(const Case& c, const Form& form, const Draft& draft) {
  const bool fresh = draft.entry.corrects.empty() && draft.entry.completes.empty();
  if (form.stage == "office") {
    throw Error(ErrorCode::Usage, text("la fiche {} n'est pas celle d'un dossier",
                                       "form {} does not belong to a case", form.code));
  }
  if (fresh && form.entries == Entries::Single && !c.of_form(form.code).empty()) {
    throw refusal("single-entry",
                  text("la fiche {} se remplit une seule fois par épisode",
                       "form {} is filled once an episode", form.code),
                  {"corriger la première par `pos record … --corrects SAISIE`",
                   "correct the first one with `pos record … --corrects ENTRY`"},
                  "POS 6.1.2");
  }
}

/// What the supervisor has closed is not undone by correcting or withdrawing the request.
bool closes(const Case& c, const std::string& entry) {
  const std::vector<const Event*> requests = c.of_form(kClosureForm);
  return c.registered() && c.episode().closed &&
         std::any_of(requests.begin(), requests.end(),
                     [&](const Event* e) { return e->entry == entry; });
}

/// A child who was reported and is not registered: only what may come before a registration is
/// written (architecture 5.1), and who looks for the child; nothing once the report is closed.
void refuse_unregistered(const Case& c, const Form& form, const Draft& draft) {
  const Text how = {"l'enregistrer : `pos register --signal DOSSIER --from FICHE`",
                    "register the child: `pos register --signal CASE --from FILE`"};
  const bool tracing = form.with_role(Role::SoughtChildren) != nullptr ||
                       form.with_role(Role::MatchDecision) != nullptr;
  if (!form.before_registration && !tracing) {
    throw refusal("not-registered",
                  {"cet enfant est signalé et n'est pas encore enregistré",
                   "this child was reported and is not registered yet"},
                  how, "POS 5.1");
  }
  const bool fresh = draft.entry.corrects.empty() && draft.entry.completes.empty();
  if (fresh && c.report && c.report->closed && draft.entry.occurred > *c.report->closed) {
    throw refusal("report-closed", {"ce signalement est classé", "this report is closed"}, how,
                  "POS 3.4.2.1");
  }
}

/// What goes on is written in the file that stays.
void refuse_duplicate(const Case& c, const Draft& draft) {
  const std::optional<When>& left = c.episode().duplicate;
  if (left && draft.entry.occurred > *left) {
    throw refusal("duplicate",
                  text("ce dossier est le double de {}", "this case is the duplicate of {}",
                       c.episode().same_as),
                  {"continuer dans l'autre ; si le lien est une erreur, retirer la fiche 1.L par "
                   "`pos void`",
                   "go on in the other one; where the link is a mistake, withdraw form 1.L with "
                   "`pos void`"},
                  "POS 3.3.1");
  }
}

/// What another structure has accepted is its own: here the case is read only, and comes back by a
/// new transfer alone (POS 3.4.2.1). A mistake in the transfer itself can be put right.
void refuse_after_transfer(const Case& c, const std::string& form) {
  if (!c.registered() || c.episode().transfer.empty() || form == kTransferForm) {
    return;
  }
  throw refusal(
      "transferred",
      {"ce dossier est transféré : l'autre structure en est responsable",
       "this case was transferred: the other structure is responsible for it"},
      text("s'il revient par un transfert, le rouvrir : B.1 avec le motif {0}",
           "if it comes back by a transfer, reopen it: B.1 with the reason {0}", kReturnedTransfer),
      "POS 3.4.2.1");
}

/// Dated before the end it would open nothing.
void refuse_before_end(const Case& c, const Form& form, const Draft& draft) {
  const std::optional<When> end = c.episode().end();
  const When& reopened = draft.entry.occurred;
  if (!end || (reopened.date_only ? reopened.day() >= end->day() : reopened >= *end)) {
    return;
  }
  throw invalid_input({{{"", 0, form.date_field},
                        text("cette réouverture précède la fin du dossier ({})",
                             "this reopening is before the end of the case ({})", to_string(*end)),
                        {"donner le jour, ou l'heure par `occurred`, de la réouverture",
                         "give the day of the reopening, or its time with `occurred`"}}});
}

/// A closed case is read only until it is reopened (POS 5.6). A link to another file of the child
/// may be found at any time.
void refuse_after_end(const Case& c, const Form& form, const Draft& draft) {
  if (answer_of(form, draft.answers, Role::ReopeningReason) != kReturnedTransfer) {
    refuse_after_transfer(c, form.code);
  }
  const bool fresh = draft.entry.corrects.empty() && draft.entry.completes.empty();
  const bool reopening = form.code == kReopeningForm;
  if (form.code == kLinkForm) {
    return;
  }
  if (fresh) {
    refuse_duplicate(c, draft);
  }
  if (reopening && fresh && c.open()) {
    throw refusal("not-closed", {"ce dossier est ouvert", "this case is open"},
                  {"seul un dossier clôturé ou non éligible se rouvre",
                   "only a case that was closed or decided not eligible is reopened"},
                  "POS 5.6");
  }
  if (reopening && fresh) {
    refuse_before_end(c, form, draft);
  }
  const std::optional<When>& closed = c.episode().closed;
  if (!reopening && fresh && closed && draft.entry.occurred > *closed) {
    throw refusal(
        "closed", {"ce dossier est clôturé", "this case is closed"},
        {"le rouvrir d'abord par `pos reopen` (B.1)", "reopen it first: `pos reopen` (B.1)"},
        "POS 5.6");
  }
}

void refuse_undoing_closure(const Case& c, const std::string& entry) {
  if (!entry.empty() && closes(c, entry)) {
    throw refusal(
        "closed",
        {"cette clôture est validée : elle ne se corrige ni ne s'annule",
         "this closure is validated: it is neither corrected nor withdrawn"},
        {"rouvrir le dossier par `pos reopen` (B.1)", "reopen the case: `pos reopen` (B.1)"},
        "POS 5.6");
  }
}

/// The POS sets no age for a very young child; by that of the rules the factor is worth a thought.
void note_very_young(const Rulebook& rules, const Case& c, const std::vector<std::string>& factors,
                     std::vector<Text>& notes) {
  const std::string age = answer_text(c, c.registration(), Role::Age);
  const int limit = rules.eligibility.very_young_up_to;
  const bool young = age.size() == 1 && limit > 0 && age.front() - '0' <= limit;
  if (young && !holds(factors, "very_young")) {
    notes.push_back(
        text("  enfant de {} ans ou moins : le facteur very_young est à considérer "
             "(POS 4.3)",
             "  a child of {} or less: consider the factor very_young (POS 4.3)", limit));
  }
}

void suggest_risk(Workspace& workspace, const Case& c, const Form& form, Draft& draft,
                  std::vector<Text>& notes) {
  std::vector<std::string> factors = codes_of(form, draft.answers, Role::AggravatingFactors);
  const std::vector<std::string> mitigating =
      codes_of(form, draft.answers, Role::MitigatingFactors);
  factors.insert(factors.end(), mitigating.begin(), mitigating.end());
  std::string primary = answer_of(form, draft.answers, Role::SituationPrimary);
  primary = primary.empty() ? latest_situation(c) : primary;
  const Rulebook& rules = workspace.rules().at(draft.entry.occurred.day());
  const RiskSuggestion suggestion =
      suggest(rules, primary, codes_of(form, draft.answers, Role::SituationsSecondary), factors);
  notes.push_back(to_text(suggestion));
  for (const RiskReason& reason : suggestion.reasons) {
    notes.push_back(text("  {} ({})", "  {} ({})", reason.message, reason.source));
  }
  note_very_young(rules, c, factors, notes);
  notes.push_back(text("  selon {}", "  by {}", rules.name()));
  if (!suggestion.level) {
    return;
  }
  set_computed(form, draft, Role::RiskSuggested, Value::text(std::string(word(*suggestion.level))));
  const std::optional<RiskLevel> chosen =
      parse_risk_level(answer_of(form, draft.answers, Role::RiskLevel));
  if (chosen && *chosen < *suggestion.level &&
      answer_of(form, draft.answers, Role::RiskReason).empty()) {
    Error error = refusal(
        "risk-below-suggestion",
        text("niveau de risque inférieur au niveau proposé ({}) : il faut un motif",
             "a risk level below the one suggested ({}) needs a reason", label(*suggestion.level)),
        text("donner le motif dans {}", "give the reason in {}",
             form.with_role(Role::RiskReason)->name),
        "POS 4.3");
    error.where.field = form.with_role(Role::RiskLevel)->name;
    throw error;
  }
  if (chosen && *chosen > *suggestion.level &&
      answer_of(form, draft.answers, Role::RiskReason).empty()) {
    draft.warnings.push_back(
        text("niveau de risque supérieur au niveau proposé ({}) : dire pourquoi dans {} (POS 4.3)",
             "a risk level above the one suggested ({}): say why in {} (POS 4.3)",
             label(*suggestion.level), form.with_role(Role::RiskReason)->name));
  }
}

void require_closing_conditions(Workspace& workspace, const Case& c, const Form& form,
                                const Value& answers, Date closing) {
  std::vector<Finding> obstacles = closure_obstacles(c, workspace.rules(), form, answers, closing);
  if (obstacles.empty()) {
    return;
  }
  Error error = refusal("closure-conditions", obstacles.front().message, {}, "POS 5.6");
  error.findings = std::move(obstacles);
  throw error;
}

}  // namespace

void refuse_if_forbidden(Workspace& workspace, const Case& c, const Form& form, Draft& draft,
                         std::vector<Text>& notes) {
  refuse_misplaced(c, form, draft);
  if (c.registered()) {
    refuse_after_end(c, form, draft);
  } else {
    refuse_unregistered(c, form, draft);
  }
  refuse_undoing_closure(c, draft.entry.corrects);
  if (form.with_role(Role::RiskSuggested) != nullptr && !draft.addition) {
    suggest_risk(workspace, c, form, draft, notes);
  }
  refuse_sharing(workspace, c, form, draft, notes);
  if (form.with_role(Role::ClosureReason) != nullptr && !draft.addition) {
    require_closing_conditions(workspace, c, form, draft.answers, draft.entry.occurred.day());
  }
}

void require_service_category(Workspace& workspace, const std::string& code) {
  const Field* category = workspace.form(kReferralForm).with_role(Role::ServiceCategory);
  const CodeList& list = workspace.schemas().list(category->list);
  if (list.find(code) != nullptr) {
    return;
  }
  std::vector<std::string> codes;
  for (const Choice& choice : list.choices) {
    codes.push_back(choice.code);
  }
  const std::string near = nearest(code, codes);
  throw Error(ErrorCode::Usage,
              text("--service : catégorie inconnue `{}`", "--service: no such category `{}`", code),
              near.empty() ? Text{"`pos form blank A.1` montre les catégories",
                                  "`pos form blank A.1` shows the categories"}
                           : text("vouliez-vous dire {} ?", "did you mean {}?", near));
}

void refuse_void(const Case& c, const Entry& target) {
  if (target.form == kReportForm && target.opens_journal()) {
    throw refusal("void-report",
                  {"le signalement par lequel un dossier commence ne s'annule pas",
                   "the report that a file began with cannot be withdrawn"},
                  {"le classer avec son motif par `pos signal close`",
                   "close it with its reason: `pos signal close`"},
                  "POS 5.1.2");
  }
  if (target.form == kRegistrationForm && target.is_original()) {
    throw refusal("void-registration",
                  {"l'enregistrement d'un dossier ne s'annule pas",
                   "the registration of a case cannot be withdrawn"},
                  {"le corriger par `pos record DOSSIER 1.B --corrects SAISIE`",
                   "correct it with `pos record CASE 1.B --corrects ENTRY`"},
                  "POS 6.2");
  }
  refuse_after_transfer(c, target.form);
  refuse_undoing_closure(c, target.act == Act::Validate ? target.validates : target.id);
}

void refuse_validation(Workspace& workspace, const Case& c, const Event& event,
                       const Entry& validation) {
  if (event.validation && event.validation->decision == Decision::Approved) {
    throw refusal("already-validated",
                  {"cette fiche est déjà validée", "this form is validated already"},
                  {"une fiche corrigée ou révisée se valide de nouveau",
                   "a form that was corrected or revised is validated again"},
                  "POS 5.3 e");
  }
  if (validation.occurred.day() < event.occurred.day()) {
    throw invalid_input({{{"", 0, "occurred"},
                          {"cette date précède celle de la fiche à valider",
                           "this date is before that of the form to be validated"},
                          {}}});
  }
  const Form& form = workspace.form(event.form);
  const bool closing =
      form.with_role(Role::ClosureReason) != nullptr && validation.decision == Decision::Approved;
  if (closing && answer_text(c, event, Role::ClosureReason) == kTransferred &&
      c.episode().transfer.empty()) {
    throw refusal("transfer-pending",
                  {"le transfert n'est pas encore accepté : le dossier reste ouvert ici",
                   "the transfer is not accepted yet: the case stays open here"},
                  {"saisir la réponse de la structure : `pos transfer answer`",
                   "record the structure's answer: `pos transfer answer`"},
                  "POS 3.4.2.1");
  }
  if (closing && emergency_open(c)) {
    throw refusal("emergency-open",
                  {"une urgence est ouverte : le dossier ne se clôt pas maintenant",
                   "an emergency is open: the case is not closed now"},
                  {"saisir sa fin : `pos record DOSSIER 1.U --completes SAISIE`",
                   "record its end: `pos record CASE 1.U --completes ENTRY`"},
                  "POS 5.1.2; 5.6");
  }
  if (closing) {
    require_closing_conditions(workspace, c, form, event.data, event.occurred.day());
  }
}

Filled with_destination(Workspace& workspace, const Form& form, Filled filled,
                        const std::string& structure, const std::string& service) {
  structure_of(workspace, structure);
  if (!service.empty()) {
    require_service_category(workspace, service);
  }
  std::vector<Finding> findings;
  const auto set = [&](Role role, const std::string& code) {
    const std::string& name = form.with_role(role)->name;
    const Value* told = filled.answers.find(name);
    if (told != nullptr && told->scalar != code) {
      findings.push_back({{filled.name, told->line, name},
                          {"la fiche et la commande disent autre chose",
                           "the form and the command say different things"},
                          {}});
    }
    filled.answers.set(name, Value::text(code));
  };
  set(Role::ReferralStructure, structure);
  if (!service.empty()) {
    set(Role::ServiceCategory, service);
  }
  if (!findings.empty()) {
    throw invalid_input(std::move(findings));
  }
  return filled;
}

Entry read_decision(Workspace& workspace, const Filled& filled, Decision decision) {
  Entry entry;
  entry.act = Act::Validate;
  entry.occurred = when(workspace.now());
  std::vector<Finding> findings;
  for (const Member& member : filled.answers.members) {
    const Location where{filled.name, member.value.line, is_nameable(member.key) ? member.key : ""};
    if (member.key == "reason") {
      entry.reason = member.value.scalar;
    } else if (member.key != "occurred") {
      findings.push_back({where,
                          {"champ inconnu", "an unknown field"},
                          {"une validation ne prend que occurred et reason",
                           "a validation takes occurred and reason only"}});
    } else if (const std::optional<When> at = parse_when(member.value.scalar)) {
      entry.occurred = *at;
      if (at->at > workspace.now()) {
        findings.push_back(
            {where, {"cette date est dans l'avenir", "this date is in the future"}, {}});
      }
    } else {
      findings.push_back({where, {"pas une date ni une heure", "not a date or time"}, {}});
    }
  }
  if (decision == Decision::Returned && entry.reason.empty()) {
    findings.push_back(
        {{filled.name, 0, "reason"},
         {"un retour se motive", "a return needs its reason"},
         {"donner `reason:` dans la fiche de --from", "give `reason:` in the file of --from"}});
  }
  if (!findings.empty()) {
    throw invalid_input(std::move(findings));
  }
  return entry;
}

}  // namespace pos
