// What `pos doctor` sees in the signed plain files: who may do what, and when it was written.
#include <algorithm>
#include <set>

#include "storage/layout.h"
#include "storage/rules_file.h"
#include "storage/vault_change.h"
#include "workflow/doctor_parts.h"

namespace pos {
namespace {

/// A clock may run a little before another one.
constexpr std::chrono::minutes kTolerance(5);
constexpr std::chrono::days kLongAgo(5 * 365);

void take_latest(const Vault& vault, std::string_view kind, const std::string& code,
                 Instant& latest) {
  const PlainFile* file = vault.plain_file(kind, code);
  if (file == nullptr) {
    return;
  }
  for (const PlainDocument& document : file->documents) {
    if (document.believed) {
      latest = std::max(latest, document.recorded);
    }
  }
}

Instant latest_recorded(const Vault& vault) {
  Instant latest{};
  take_latest(vault, kVaultKind, "pos", latest);
  const auto take_all = [&](std::string_view kind, const auto& states) {
    for (const auto& [code, state] : states) {
      take_latest(vault, kind, code, latest);
    }
  };
  take_all(kPersonKind, vault.judged().people);
  take_all(kGroupKind, vault.judged().groups);
  take_all(kDirectoryKind, vault.judged().directory);
  take_all(kProgrammeKind, vault.judged().programmes);
  take_all(kTeamKind, vault.judged().teams);
  return latest;
}

void examine_clock(const Workspace& workspace, const Vault& vault, DoctorItems& items) {
  const Instant now = workspace.now();
  const Instant latest = latest_recorded(vault);
  const Text hint = {"régler l'horloge de la machine ; elle date chaque saisie",
                     "set the machine's clock; it dates every entry"};
  if (now + kTolerance < latest) {
    items.push_back({"clock-behind", DoctorLevel::Wrong,
                     text("l'horloge dit {}, mais ce coffre a été écrit le {}",
                          "the clock says {}, but this vault was written on {}", to_string(now),
                          to_string(latest)),
                     hint});
  } else if (now > latest + kLongAgo) {
    items.push_back({"clock-ahead", DoctorLevel::Warning,
                     text("l'horloge dit {}, plus de cinq ans après le dernier changement du {}",
                          "the clock says {}, more than five years after the last change of {}",
                          to_string(now), to_string(latest)),
                     hint});
  }
}

void examine_removals(const Workspace& workspace, const Vault& vault, DoctorItems& items) {
  for (const auto& [group, code] : pending_removals(vault, workspace.now())) {
    items.push_back(
        {"removal-pending", DoctorLevel::Warning,
         text("{0} est encore membre du groupe {1}, bien que son rôle ait pris fin",
              "{0} is still a member of the group {1}, though their role has ended", code, group),
         is_last_member(vault, group, code, workspace.now())
             ? text("personne d'autre n'en est membre : `pos group remove {0} {1} --recovery "
                    "FICHIER`, ou pour qui lui succède `pos group add {0} CODE --recovery FICHIER`",
                    "nobody else is a member: `pos group remove {0} {1} --recovery FILE`, or for "
                    "who comes next `pos group add {0} CODE --recovery FILE`",
                    group, code)
             : text("un membre : `pos group remove {0} {1}`, ou avec --recovery FICHIER",
                    "a member: `pos group remove {0} {1}`, or with --recovery FILE", group, code)});
  }
}

DoctorItem unsupervised(const Text& why, const std::string& code) {
  return {"supervisor-none", DoctorLevel::Warning, why,
          text("un administrateur : `pos people set {} --supervisor CODE`",
               "an administrator: `pos people set {} --supervisor CODE`", code)};
}

/// Whether the person's supervisor by their card once led the unit and leads another one now.
bool has_left(const Vault& vault, const Person& person, Instant now) {
  const Person* supervisor = vault.staff().at(person.supervisor, now);
  return supervisor != nullptr && supervisor->unit != person.unit &&
         vault.staff().has_led(person.unit, person.supervisor, now) &&
         vault.staff().supervisor_of(person.code, now).empty();
}

void examine_supervisors(const Workspace& workspace, const Vault& vault, DoctorItems& items) {
  for (const std::string& code : vault.staff().codes()) {
    const Person* person = vault.staff().at(code, workspace.now());
    if (person == nullptr || !person->has(StaffRole::CaseManager)) {
      continue;
    }
    if (person->supervisor.empty()) {
      items.push_back(unsupervised(text("{} n'a pas de superviseur : personne ne valide ses plans",
                                        "{} has no supervisor: nobody validates their plans", code),
                                   code));
    } else if (person->supervisor == code) {
      items.push_back(unsupervised(
          text("{} est son propre superviseur d'après sa fiche : personne ne valide ses plans",
               "{} is their own supervisor by their card: nobody validates their plans", code),
          code));
    } else if (!vault.staff().has_role(person->supervisor, StaffRole::Supervisor,
                                       workspace.now()) ||
               has_left(vault, *person, workspace.now())) {
      items.push_back(unsupervised(
          text("{0}, superviseur de {1} d'après sa fiche, ne l'est plus : personne ne valide ses "
               "plans",
               "{0}, the supervisor of {1} by their card, is none any more: nobody validates their "
               "plans",
               person->supervisor, code),
          code));
    } else if (vault.staff().supervisor_of(code, workspace.now()).empty()) {
      items.push_back(
          {"supervisor-not-counting", DoctorLevel::Warning,
           text("{0}, superviseur de {1} d'après sa fiche, n'est pas membre du groupe {2} et ne "
                "compte pas",
                "{0}, the supervisor of {1} by their card, is no member of the group {2} and does "
                "not count",
                person->supervisor, code, team_of(person->unit)),
           text("un membre, ou qui tient la clé de secours : `pos group add {} {}`",
                "a member, or who holds the recovery key: `pos group add {} {}`",
                team_of(person->unit), person->supervisor)});
    }
  }
}

std::vector<std::string> later_editions(const Workspace& workspace, const std::string& present) {
  std::vector<std::string> later;
  for (const FolderEntry& entry :
       workspace.disk.list(join_path(workspace.access.schemas_folder, "rules"))) {
    const std::string edition = entry.name.substr(0, entry.name.rfind('.'));
    if (entry.name.ends_with(".yaml") && edition > present) {
      later.push_back(edition);
    }
  }
  return later;
}

void examine_edition(Workspace& workspace, DoctorItems& items) {
  const std::string& edition = workspace.vault().office().edition;
  try {
    workspace.rules();
  } catch (const Error& error) {
    items.push_back({"edition-unusable",
                     DoctorLevel::Wrong,
                     text("les règles de l'édition {} ne sont pas utilisables : {}",
                          "the rules of the edition {} cannot be used: {}", edition, error.message),
                     {"réinstaller pos, ou indiquer ses fiches par POS_SCHEMAS",
                      "install pos again, or name its forms with POS_SCHEMAS"}});
  }
  for (const std::string& later : later_editions(workspace, edition)) {
    items.push_back(
        {"edition-later",
         DoctorLevel::Note,
         text("ce coffre suit l'édition {} ; {} est installée aussi",
              "this vault works by the edition {}; {} is installed too", edition, later),
         {"la direction décide quand le bureau change d'édition : `pos rules use`",
          "the directorate decides when the office changes its edition: `pos rules use`"}});
  }
}

void examine_forms(Workspace& workspace, DoctorItems& items) {
  for (const std::string& code : workspace.schemas().form_codes()) {
    try {
      workspace.schemas().knows(code);  // one of a later edition is only not there yet
    } catch (const Error& error) {
      items.push_back(
          {"form-unusable",
           DoctorLevel::Wrong,
           text("la fiche {} n'est pas utilisable : {}{}", "the form {} cannot be used: {}{}", code,
                to_string(error.where), error.message),
           {"corriger ce que le coffre ajoute sous schemas/, ou réinstaller pos",
            "correct what the vault adds under schemas/, or install pos again"}});
    }
  }
}

}  // namespace

void examine_documents(Workspace& workspace, DoctorItems& items) {
  std::size_t count = workspace.vault().findings().size();
  const std::set<std::string> dismissed =
      workspace.is_unlocked() ? workspace.memory().dismissed : std::set<std::string>();
  for (const auto& [key, file] : workspace.vault().plain_files()) {
    for (const PlainDocument& document : file.documents) {
      const bool answered = document.held_back || dismissed.contains(document.document.hash);
      count -= !document.believed && answered ? 1U : 0U;
    }
  }
  if (count > 0) {
    items.push_back({"documents",
                     DoctorLevel::Wrong,
                     text("{} documents ou fichiers ne sont pas crus",
                          "{} documents or files are not believed", count),
                     {"`pos check` les nomme un à un ; un document qui ne comptera jamais, une "
                      "fois éclairci : `pos check --accept FICHIER`",
                      "`pos check` names each of them; a document that will never count, once "
                      "understood: `pos check --accept FILE`"}});
  }
}

void examine_held_back(Workspace& workspace, DoctorItems& items) {
  const std::size_t count = held_back_files(workspace.vault().plain_files()).size();
  if (count > 0) {
    items.push_back(
        {"documents-held-back",
         DoctorLevel::Warning,
         text("{} fichiers du personnel, des groupes ou du bureau ont un changement "
              "arrivé trop tard, qui n'est pas utilisé",
              "{} files of staff, groups or the office have a change that came too "
              "late and is not used",
              count),
         {"`pos check` les nomme ; un administrateur (d'un groupe un membre), ou qui "
          "tient la clé de secours, après vérification : `pos check --accept FICHIER` ; sinon "
          "`pos check --refuse FICHIER`",
          "`pos check` names them; an administrator (of a group a member), or who "
          "holds the recovery key, once verified: `pos check --accept FILE`; else "
          "`pos check --refuse FILE`"}});
  }
}

void examine_office(Workspace& workspace, DoctorItems& items) {
  const Vault& vault = workspace.vault();
  examine_clock(workspace, vault, items);
  examine_removals(workspace, vault, items);
  examine_supervisors(workspace, vault, items);
  examine_edition(workspace, items);
  examine_forms(workspace, items);
}

}  // namespace pos
