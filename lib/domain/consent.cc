#include "domain/consent.h"

#include <algorithm>
#include <optional>

namespace pos {
namespace {

/// From when the withdrawal counts: the day that it names, or its own where that is earlier.
std::optional<When> withdrawn_at(const Case& c, const Event& event) {
  if (answer_text(c, event, Role::ConsentStatus) != "withdrawn") {
    return std::nullopt;
  }
  const std::optional<When> told = answer_when(c, event, Role::ConsentWithdrawn);
  return told ? std::min(*told, event.occurred) : event.occurred;
}

/// Of two of one day, one of which is known by its day alone, the one that was told later counts:
/// a withdrawal in the afternoon is not taken for the morning's.
bool overtakes(const Event& event, const Event* latest) {
  const bool same_day = latest != nullptr && event.occurred.day() == latest->occurred.day() &&
                        (event.occurred.date_only || latest->occurred.date_only);
  return !same_day || event.told > latest->told;
}

/// The latest 1.A at that moment. A withdrawal that is recorded later but counted from before it
/// decides as well.
const Event* latest_consent(const Case& c, Instant moment) {
  const Event* latest = nullptr;
  for (const Event& event : c.events) {
    if (event.form != kConsentForm) {
      continue;
    }
    const std::optional<When> withdrawn = withdrawn_at(c, event);
    const When since = withdrawn.value_or(event.occurred);
    latest = since.at <= moment && overtakes(event, latest) ? &event : latest;
  }
  return latest;
}

bool excludes(const Case& c, const Event& event, std::string_view service) {
  const std::vector<const Field*> fields =
      c.forms(event.form).all_with_role(Role::ConsentForService);
  return std::any_of(fields.begin(), fields.end(), [&](const Field* field) {
    const std::vector<std::string>& covers = field->covers;
    return event.data.scalar_of(field->name) == "false" &&
           std::find(covers.begin(), covers.end(), service) != covers.end();
  });
}

bool names_others(const Case& c, const Event& event, std::string_view receiver) {
  const std::vector<std::string> named = answer_codes(c, event, Role::ConsentReceivers);
  return !receiver.empty() && !named.empty() &&
         std::find(named.begin(), named.end(), receiver) == named.end();
}

Text refusal_of_status(const std::string& status) {
  if (status == "refused") {
    return {"l'accord a été refusé", "consent was refused"};
  }
  if (status == "withdrawn") {
    return {"l'accord a été retiré", "consent was withdrawn"};
  }
  return {"l'accord n'a pas été obtenu", "consent was not obtained"};
}

/// Why the entry does not cover; empty where it does.
Text obstacle(const Case& c, const Event& event, std::string_view service,
              std::string_view receiver) {
  const std::string status = answer_text(c, event, Role::ConsentStatus);
  if (status != "given") {
    return refusal_of_status(status);
  }
  if (answer_text(c, event, Role::ChildAssent) == "false") {
    return {"l'enfant n'est pas d'accord", "the child does not agree"};
  }
  if (!answer_yes(c, event, Role::ConsentDisclosure)) {
    return {"l'accord ne permet pas de partager avec d'autres structures",
            "the consent does not allow sharing with other organisations"};
  }
  if (!service.empty() && excludes(c, event, service)) {
    return {"l'accord exclut ce service", "the consent excludes this service"};
  }
  if (names_others(c, event, receiver)) {
    return {
        "l'accord nomme ses destinataires, et pas cette structure : il en faut un nouveau, ou "
        "l'étendre",
        "the consent names its receivers, and not this structure: it needs a new one, or to be "
        "extended"};
  }
  const bool by_representative = answer_text(c, event, Role::ConsentGiver) == "caregiver";
  if (!by_representative && answer_text(c, event, Role::ConsentWithoutRepresentative).empty()) {
    return {"aucun représentant légal n'a donné son accord, et aucune raison n'est indiquée",
            "no legal representative agreed, and no reason is given"};
  }
  return {};
}

}  // namespace

bool shares_data(const Form& form, const Value& answers) {
  const bool to_nobody = form.with_role(Role::CommunityDirection) != nullptr &&
                         answer_of(form, answers, Role::CommunityDirection) != "to_community";
  return form.with_role(Role::ReferralConsentEntry) != nullptr && !to_nobody;
}

ConsentCover consent_cover(const Case& c, std::string_view service, const When& moment,
                           std::string_view receiver) {
  ConsentCover cover;
  const Event* event = latest_consent(c, last_instant(moment));
  if (event == nullptr) {
    cover.reason = {"aucun accord au partage de l'information (fiche 1.A) n'est enregistré",
                    "no consent to share information (form 1.A) is recorded"};
    return cover;
  }
  cover.entry = event->entry;
  cover.reason = obstacle(c, *event, service, receiver);
  cover.exception = !cover.reason.empty() && answer_yes(c, *event, Role::BestInterestException);
  cover.covers = cover.reason.empty() || cover.exception;
  if (cover.covers) {
    cover.reason = {};
  }
  return cover;
}

}  // namespace pos
