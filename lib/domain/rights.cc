#include "domain/rights.h"

#include <algorithm>
#include <array>

namespace pos {
namespace {

// Reviews, reopenings and the monthly check of the files (POS 5.5) are the supervisor's as well.
constexpr std::array<std::string_view, 3> kSupervisorForms{"5.B", "B.1", "checklist"};

Denial not_theirs() {
  return {"role",
          {"seul le gestionnaire de cas du dossier, ou son superviseur, y écrit",
           "only the case's manager, or their supervisor, writes in it"},
          {"« pos show » dit qui gère le dossier ; un superviseur l'attribue avec « pos assign »",
           "`pos show` says who manages the case; a supervisor assigns it with `pos assign`"},
          "POS 3.3.1"};
}

Denial not_registrar() {
  return {
      "role",
      {"un dossier est enregistré par un gestionnaire de cas, ou pour lui par un agent de "
       "saisie que sa fiche autorise",
       "a case is registered by a case manager, or for one by a data clerk whose card allows it"},
      {"« pos people list » montre les rôles de chacun",
       "`pos people list` shows everyone's roles"},
      "POS 3.3.1"};
}

Denial not_an_owner() {
  return {"role",
          {"un dossier n'est attribué qu'à un gestionnaire de cas en fonction",
           "a case is assigned to a case manager in office only"},
          {"« pos people list » montre les rôles de chacun",
           "`pos people list` shows everyone's roles"},
          "POS 3.3.1"};
}

Denial not_for_manager() {
  return {"role",
          {"un agent de saisie n'écrit que des formulaires, pour les gestionnaires de cas que sa "
           "fiche nomme",
           "a data clerk writes forms only, for the case managers whom their card names"},
          {"un administrateur tient cette liste avec « pos people set »",
           "an administrator keeps that list with `pos people set`"},
          "POS 3.3.1"};
}

Denial supervisor_only() {
  return {"role",
          {"seul le superviseur du gestionnaire de cas peut le faire",
           "only the case manager's supervisor may do this"},
          {"« pos people list » montre le superviseur de chacun",
           "`pos people list` shows everyone's supervisor"},
          "POS 3.3.1"};
}

Denial manager_only() {
  return {"role",
          {"seul le gestionnaire de cas du dossier peut le faire",
           "only the case's manager may do this"},
          {"« pos show » dit qui gère le dossier", "`pos show` says who manages the case"},
          "POS 3.3.1"};
}

Denial recovery_only() {
  return {"role",
          {"il faut la clé de secours pour effacer", "erasing needs the recovery key"},
          {"donnez-la avec --recovery", "give it with --recovery"},
          {}};
}

Denial self_validation() {
  return {"self-validation",
          {"un superviseur valide ce qu'un autre a écrit, jamais son propre travail",
           "a supervisor validates what someone else wrote, never their own work"},
          {"demandez la validation au superviseur de l'auteur",
           "ask the author's supervisor for the validation"},
          "POS 5.3 e"};
}

Denial of_supervisor() {
  return {"role",
          {"ce que le superviseur a écrit n'est changé ou retiré que par lui",
           "what the supervisor wrote is changed or withdrawn by the supervisor alone"},
          {"demandez-le au superviseur", "ask the supervisor"},
          "POS 3.3.1"};
}

bool is_supervisor_form(std::string_view form) {
  return std::find(kSupervisorForms.begin(), kSupervisorForms.end(), form) !=
         kSupervisorForms.end();
}

bool wrote(const Entry& entry, std::string_view person) {
  return entry.author == person || entry.on_behalf == person;
}

using MaybeDenied = std::optional<Denial>;

MaybeDenied unless(bool allowed, Denial (*why)()) {
  return allowed ? std::nullopt : MaybeDenied(why());
}

MaybeDenied denied_manager(const Entry& entry, const Target& target) {
  if (!entry.act.has_value() || *entry.act == Act::Void) {
    return unless(target.capacity != Capacity::Supervisor, of_supervisor);
  }
  const bool own = target.entry != nullptr && wrote(*target.entry, entry.author);
  switch (*entry.act) {
    case Act::Assign:
      return supervisor_only();
    case Act::Validate:
      return own ? self_validation() : supervisor_only();
    case Act::Erase:
      return recovery_only();
    default:
      return std::nullopt;
  }
}

MaybeDenied denied_supervisor(const Entry& entry, const Target& target) {
  const bool own = target.entry != nullptr && target.capacity == Capacity::Supervisor &&
                   target.entry->author == entry.author;
  if (!entry.act.has_value()) {
    const bool changes = target.entry != nullptr;
    return unless(changes ? own : is_supervisor_form(entry.form), manager_only);
  }
  switch (*entry.act) {
    case Act::Void:
      return unless(own, manager_only);
    case Act::Validate:
      return unless(target.entry == nullptr || !wrote(*target.entry, entry.author),
                    self_validation);
    case Act::Mask:  // unmasking would open the names to the supervisor's own key
      return unless(entry.masked.value_or(false), manager_only);
    case Act::Erase:
      return recovery_only();
    default:
      return std::nullopt;
  }
}

MaybeDenied denied_recovery(const Entry& entry) {
  const bool allowed =
      entry.act == Act::Assign || entry.act == Act::Erase || entry.act == Act::Access;
  return unless(allowed, not_theirs);
}

}  // namespace

Capacity capacity_of(const Entry& entry, std::string_view manager, const Staff& staff) {
  if (entry.author == kRecovery) {
    return Capacity::Recovery;
  }
  const bool managed = staff.has_role(manager, StaffRole::CaseManager, entry.recorded);
  if (!entry.on_behalf.empty()) {
    const Person* clerk = staff.at(entry.author, entry.recorded);
    const bool may =
        managed && entry.on_behalf == manager && clerk != nullptr &&
        clerk->has(StaffRole::DataClerk) &&
        std::find(clerk->managers.begin(), clerk->managers.end(), manager) != clerk->managers.end();
    return may ? Capacity::Clerk : Capacity::None;
  }
  if (managed && entry.author == manager) {
    return Capacity::Manager;
  }
  const bool supervises =
      !entry.author.empty() && staff.supervisor_of(manager, entry.recorded) == entry.author;
  return supervises ? Capacity::Supervisor : Capacity::None;
}

std::optional<Denial> denial(const Entry& entry, Capacity capacity, const Target& target) {
  switch (capacity) {
    case Capacity::Manager:
      return denied_manager(entry, target);
    case Capacity::Clerk:
      return unless(!entry.act.has_value() && target.capacity != Capacity::Supervisor,
                    not_for_manager);
    case Capacity::Supervisor:
      return denied_supervisor(entry, target);
    case Capacity::Recovery:
      return denied_recovery(entry);
    case Capacity::None:
      break;
  }
  if (entry.opens_journal()) {
    return not_registrar();
  }
  return entry.on_behalf.empty() ? not_theirs() : not_for_manager();
}

std::optional<Denial> denial_of_accept(const Entry& accept, Capacity capacity, const Target& target,
                                       const Target& about) {
  if (capacity == Capacity::Manager) {
    return denied_manager(*target.entry, about);
  }
  const bool own_work = target.entry->act == Act::Validate && about.entry != nullptr &&
                        wrote(*about.entry, accept.author);
  return unless(!own_work, self_validation);
}

std::optional<Denial> denial_of_owner(const Entry& assign, const Staff& staff) {
  return unless(staff.has_role(assign.to, StaffRole::CaseManager, assign.recorded), not_an_owner);
}

const std::string& target_of(const Entry& entry) {
  for (const std::string* id :
       {&entry.corrects, &entry.completes, &entry.voids, &entry.validates, &entry.accepts}) {
    if (!id->empty()) {
      return *id;
    }
  }
  static const std::string none;
  return none;
}

}  // namespace pos
