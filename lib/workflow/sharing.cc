#include "workflow/sharing.h"

#include <algorithm>

#include "domain/consent.h"
#include "storage/layout.h"

namespace pos {
namespace {

/// What the entry is laid over: the event that it completes, or whose completion it corrects.
const Event* completed_event(const Case& c, const Entry& entry) {
  const std::string& named = entry.completes.empty() ? entry.corrects : entry.completes;
  const auto found = std::find_if(c.events.begin(), c.events.end(), [&](const Event& event) {
    return event.entry == named ||
           std::any_of(event.completions.begin(), event.completions.end(),
                       [&](const Completion& each) { return each.entry == named; });
  });
  return found == c.events.end() ? nullptr : &*found;
}

/// Whether an addition says anew to whom or what is shared.
bool shares_more(const Form& form, const Draft& draft) {
  const auto answers = [&](Role role) {
    const Field* field = form.with_role(role);
    return field != nullptr && draft.answers.find(field->name) != nullptr;
  };
  return answers(Role::ReferralStructure) || answers(Role::ServiceCategory) ||
         answers(Role::SharedInformation) || answers(Role::SharingAgreed) ||
         answers(Role::CommunityDirection) || answers(Role::ReferralConsentOverridden);
}

/// Care waits for nothing (POS 5.1.2), also where it is entered once it is over.
bool in_emergency(const Case& c, const Draft& draft) {
  return emergency_open(c) || emergency_open(c, last_instant(draft.entry.occurred));
}

bool eligibility_decided(const Case& c) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return !answer_text(c, event, Role::CaseManagementEligible).empty();
  });
}

/// A child who was decided not eligible is directed elsewhere all the same.
void require_eligibility(const Case& c, const Draft& draft) {
  if (!c.open() || eligibility_decided(c) || in_emergency(c, draft)) {
    return;
  }
  throw refusal("eligibility",
                {"rien n'est décidé sur l'éligibilité de l'enfant à la gestion de cas",
                 "nothing is decided on the child's eligibility for case management"},
                {"la saisir d'abord : `pos record DOSSIER 1.B --completes SAISIE`",
                 "record it first: `pos record CASE 1.B --completes ENTRY`"},
                "POS 3.4.2.3");
}

Text disagreement() {
  return {"l'enfant ou sa famille n'est pas d'accord", "child or family do not agree"};
}

void require_consent(const Case& c, const Form& form, const Value& answers, Draft& draft) {
  ConsentCover cover =
      consent_cover(c, answer_of(form, answers, Role::ServiceCategory), draft.entry.occurred,
                    answer_of(form, answers, Role::ReferralStructure));
  if (answer_of(form, answers, Role::SharingAgreed) == "false") {
    cover.covers = false;
    cover.reason = disagreement();
  }
  if (cover.covers) {
    set_computed(form, draft, Role::ReferralConsentEntry, Value::text(cover.entry));
    return;
  }
  // It is then due on the same day. A transfer gives no care.
  const bool urgent = form.code == kReferralForm && in_emergency(c, draft);
  if (!urgent && answer_of(form, answers, Role::ReferralConsentOverridden) != "true") {
    throw no_consent(form, cover.reason);
  }
  draft.warnings.push_back(text("partage sans accord ({}) : l'accord reste à obtenir",
                                "shared without consent ({}): it is still to be obtained",
                                cover.reason));
}

/// Why a structure takes no case over; empty where it may.
Text transfer_obstacle(const Form& form, const Value& structure) {
  if (answer_of(form, structure, Role::StructureTeam) != "true") {
    return {"cette structure n'a pas d'équipe de gestion de cas formée",
            "this structure has no trained case-management team"};
  }
  if (answer_of(form, structure, Role::StructureType) != "public" &&
      answer_of(form, structure, Role::StructureSigned).empty()) {
    return {"cette structure n'est pas de l'État et n'a pas signé les POS",
            "this structure is not of the State and has not signed the procedures (POS)"};
  }
  return {};
}

void require_receiver(Workspace& workspace, const Form& form, const Value& answers) {
  const std::string& code = answer_of(form, answers, Role::ReferralStructure);
  const bool own = code == workspace.vault().office().structure;
  const Text obstacle =
      own ? Text{"c'est la structure de ce bureau : le dossier y est déjà",
                 "this is the office's own structure: the case is there"}
          : transfer_obstacle(workspace.form(kDirectoryKind), structure_of(workspace, code));
  if (!obstacle.empty()) {
    throw refusal("structure", obstacle,
                  {"référer l'enfant par `pos refer` : le gestionnaire reste chargé du dossier",
                   "refer the child with `pos refer`: the case manager stays in charge"},
                  "POS 3.4.2.1");
  }
}

/// Two structures that accept would both have the child's case.
void require_one_transfer(const Case& c, const Form& form, const Value& answers) {
  const std::string& structure = answer_of(form, answers, Role::ReferralStructure);
  for (const Event* event : c.of_form(kTransferForm)) {
    const std::string asked = answer_text(c, *event, Role::ReferralStructure);
    const bool brought = c.came_with(*event);
    if (!brought && asked != structure && answer_text(c, *event, Role::TransferStatus).empty()) {
      throw refusal(
          "transfer-pending",
          text("un transfert à {} attend encore sa réponse",
               "a transfer to {} still waits for its answer", asked),
          text("la saisir par `pos transfer answer {0} {1}`, ou le retirer par `pos void`",
               "record it with `pos transfer answer {0} {1}`, or withdraw it: `pos void`",
               c.id.text(), event->entry),
          "POS 3.4.2.1");
    }
  }
}

/// An answer that is to come, or came before the transfer, would move the case's end.
void require_sound_answer(Workspace& workspace, const Form& form, const Value& answers,
                          const When& transferred) {
  const std::optional<When> at = parse_when(answer_of(form, answers, Role::TransferAnswered));
  if (at && (at->at > workspace.now() || at->day() < transferred.day())) {
    throw invalid_input(
        {{{"", 0, form.with_role(Role::TransferAnswered)->name},
          at->at > workspace.now()
              ? Text{"cette date est dans l'avenir", "this date is in the future"}
              : Text{"cette date précède le transfert", "this date is before the transfer"},
          {}}});
  }
}

/// A case that goes back where it came from, or was before, goes on there in its old file, and no
/// receipt comes.
bool is_sender(Workspace& workspace, const ReceivingVault& vault) {
  const auto& senders = workspace.vault().senders();
  return std::any_of(senders.begin(), senders.end(), [&](const auto& sender) {
    return sender.second.fingerprint == vault.fingerprint;
  });
}

bool was_there(const Case& c, const std::string& structure) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return event.form == kTransferForm &&
           answer_text(c, event, Role::TransferStatus) == kAccepted &&
           answer_text(c, event, Role::ReferralStructure) == structure;
  });
}

/// Where both have vaults, only the receipt says that the other one has the case (architecture
/// 4.6).
void require_receipt(Workspace& workspace, const Case& c, const Form& form, const Value& answers,
                     Draft& draft) {
  const bool accepts = answer_of(form, draft.answers, Role::TransferStatus) == kAccepted;
  const std::string& structure = answer_of(form, answers, Role::ReferralStructure);
  const std::optional<ReceivingVault> vault = vault_of(workspace, structure);
  const bool returns =
      vault && ((c.taken_over && is_sender(workspace, *vault)) || was_there(c, structure));
  if (accepts && !draft.has_receipt && vault && !returns) {
    throw refusal("receipt",
                  {"cette structure a un coffre : seul son reçu dit qu'elle a le dossier",
                   "this structure has a vault: only its receipt says that it has the case"},
                  {"`pos transfer close REÇU` ; sans elle le dossier reste ici",
                   "`pos transfer close RECEIPT`; until then the case stays here"},
                  "POS 3.4.2.1");
  }
  if (accepts && !draft.has_receipt && returns) {
    draft.warnings.push_back(
        {"aucun reçu ne dit que cette structure a le dossier : s'assurer que "
         "l'enfant y est suivi",
         "no receipt says that this structure has the case: make sure that "
         "the child is followed there"});
  }
}

/// A referral serves an activity of the plan, where there is one (POS 5.4).
void link_to_plan(const Case& c, const Form& form, Draft& draft) {
  const Field* link = form.with_role(Role::ReferralActivity);
  const std::vector<const Event*> plans = c.of_form(kCarePlanForm);
  const std::string told = link == nullptr ? "" : draft.answers.scalar_of(link->name);
  if (told.empty() || plans.empty()) {
    return;
  }
  const bool known = std::any_of(plans.begin(), plans.end(), [&](const Event* plan) {
    const Value* rows = answer(c, *plan, Role::PlanActivities);
    return rows != nullptr &&
           std::any_of(rows->items.begin(), rows->items.end(),
                       [&](const Value& row) { return row.scalar_of(kRowId) == told; });
  });
  if (!known) {
    throw invalid_input({{{"", 0, link->name},
                          {"aucune action du plan n'a cet identifiant",
                           "no action of the plan has this identifier"},
                          {"`pos show --format json` donne le `unique_id` de chaque action",
                           "`pos show --format json` has the `unique_id` of each action"}}});
  }
}

/// That of the receiver's sub-region where the directory has one (POS 3.4), else the national one.
void set_protocol(Workspace& workspace, const Form& form, const Value& answers, Draft& draft,
                  std::vector<Text>& notes) {
  const std::string& code = answer_of(form, answers, Role::ReferralStructure);
  const auto& directory = workspace.vault().directory();
  const auto found = directory.find(code);
  const std::string of_receiver =
      found == directory.end()
          ? std::string()
          : answer_of(workspace.form(kDirectoryKind), found->second, Role::StructureProtocol);
  const std::string& protocol =
      of_receiver.empty() ? workspace.rules().sharing_protocol : of_receiver;
  set_computed(form, draft, Role::SharingProtocol, Value::text(protocol));
  if (!of_receiver.empty()) {
    notes.push_back(text("protocole de partage et de protection des données : {}",
                         "protocol of sharing and protecting data: {}", protocol));
  }
}

}  // namespace

Error no_consent(const Form& form, const Text& reason) {
  return refusal(
      "consent",
      text("pas d'accord pour ce partage : {}", "no consent for this sharing: {}", reason),
      text("recueillir l'accord (1.A), ou répondre `{0}: true` avec le motif",
           "obtain the consent (1.A), or answer `{0}: true` with the reason",
           form.with_role(Role::ReferralConsentOverridden)->name),
      "POS 3.4.2.3");
}

std::optional<Date> require_cover(const Case& c, const Event& event) {
  ConsentCover cover = consent_cover(c, answer_text(c, event, Role::ServiceCategory), when(c.now),
                                     answer_text(c, event, Role::ReferralStructure));
  const auto consent = std::find_if(c.events.begin(), c.events.end(),
                                    [&](const Event& each) { return each.entry == cover.entry; });
  if (answer_text(c, event, Role::SharingAgreed) == "false") {
    cover.covers = false;
    cover.reason = disagreement();
  }
  if (cover.covers) {
    return cover.exception ? std::nullopt : std::optional(consent->occurred.day());
  }
  const bool urgent = event.form == kReferralForm && emergency_open(c);
  if (!urgent && !answer_yes(c, event, Role::ReferralConsentOverridden)) {
    throw no_consent(c.forms(event.form), cover.reason);
  }
  return std::nullopt;
}

std::optional<ReceivingVault> vault_of(Workspace& workspace, const std::string& structure) {
  const auto& directory = workspace.vault().directory();
  const auto found = directory.find(structure);
  if (found == directory.end()) {
    return std::nullopt;
  }
  ReceivingVault vault{found->second.scalar_of("recipient"),
                       found->second.scalar_of("fingerprint")};
  return vault.recipient.empty() || vault.fingerprint.empty() ? std::nullopt
                                                              : std::optional(std::move(vault));
}

const Value& structure_of(Workspace& workspace, const std::string& code) {
  const auto& directory = workspace.vault().directory();
  const auto found = directory.find(code);
  if (found != directory.end()) {
    return found->second;
  }
  if (const PlainFile* file = workspace.vault().plain_file(kDirectoryKind, code)) {
    require_read(*file);
  }
  std::vector<std::string> codes;
  for (const auto& [known, entry] : directory) {
    codes.push_back(known);
  }
  const std::string near = nearest(code, codes);
  throw Error(ErrorCode::NotFound,
              text("aucune structure {} dans l'annuaire", "no structure {} in the directory", code),
              near.empty() ? Text{"`pos directory list` montre l'annuaire",
                                  "`pos directory list` shows the directory"}
                           : text("vouliez-vous dire {} ?", "did you mean {}?", near));
}

void refuse_sharing(Workspace& workspace, const Case& c, const Form& form, Draft& draft,
                    std::vector<Text>& notes) {
  const Event* completed = draft.addition ? completed_event(c, draft.entry) : nullptr;
  const Value answers =
      completed == nullptr ? draft.answers : laid_over(form, completed->data, draft.answers);
  if (!shares_data(form, answers)) {
    return;
  }
  const When since = completed == nullptr ? draft.entry.occurred : completed->occurred;
  require_sound_answer(workspace, form, answers, since);
  if (form.code == kTransferForm) {
    require_receipt(workspace, c, form, answers, draft);
  }
  if (draft.addition && !shares_more(form, draft)) {
    return;
  }
  if (!draft.addition) {
    if (form.code == kTransferForm) {
      require_one_transfer(c, form, answers);
    }
    require_eligibility(c, draft);
    link_to_plan(c, form, draft);
  }
  if (form.code == kTransferForm) {
    require_receiver(workspace, form, answers);
  }
  require_consent(c, form, answers, draft);
  if (answer_of(form, answers, Role::SharingProtocol).empty()) {
    set_protocol(workspace, form, answers, draft, notes);
  }
}

void refuse_sharing_by_clerk(const Form& form, const Draft& draft) {
  if (shares_data(form, draft.answers)) {
    throw refusal("role",
                  {"cette fiche partage des informations sur l'enfant : un agent de saisie ne voit "
                   "pas l'accord",
                   "this form shares the child's data: a data clerk does not see the consent"},
                  {"le gestionnaire de cas la saisit", "the case manager records it"},
                  "POS 3.4.2.3");
  }
}

}  // namespace pos
