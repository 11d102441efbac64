#include "workflow/consistency.h"

#include <algorithm>
#include <set>

#include "domain/consistency.h"
#include "domain/programme_participation.h"
#include "storage/layout.h"
#include "storage/vault_change.h"
#include "workflow/case_view.h"
#include "workflow/refusals.h"

namespace pos {
namespace {

class StaffAsItStands {
 public:
  StaffAsItStands(Workspace& workspace, CheckReport& report)
      : vault_(workspace.vault()), now_(workspace.now()), report_(report) {}

  void run() {
    for (const std::string& code : vault_.staff().codes()) {
      if (const Person* person = vault_.staff().at(code, now_)) {
        look_at(*person);
      }
    }
    for (const std::string& unit : units_) {
      look_at_unit(unit);
    }
    for (const auto& [group, code] : pending_removals(vault_, now_)) {
      add(kGroupKind, group, "group",
          text("{} en est encore membre ; son rôle a pris fin",
               "{} is still a member; that role has ended", code));
    }
  }

 private:
  void add(std::string_view kind, const std::string& code, const char* word, Text message) {
    report_.items.push_back({plain_path(kind, code), word, std::move(message), false});
  }

  void look_at(const Person& person) {
    if (person.has(StaffRole::CaseManager)) {
      units_.insert(person.unit);
      if (vault_.staff().supervisor_of(person.code, now_).empty() && !names_stranger(person)) {
        add(kPersonKind, person.code, "supervisor",
            {"ce gestionnaire n'a pas de superviseur en fonction",
             "this case manager has no supervisor in office"});
      }
    }
    const bool idle = std::none_of(
        person.managers.begin(), person.managers.end(), [&](const std::string& manager) {
          return vault_.staff().has_role(manager, StaffRole::CaseManager, now_);
        });
    if (person.has(StaffRole::DataClerk) && idle) {
      add(kPersonKind, person.code, "clerk",
          {"cet agent de saisie n'a aucun gestionnaire en fonction",
           "this data clerk has no case manager in office"});
    }
  }

  /// Who is not in the unit's group is told without `--strict` too.
  bool names_stranger(const Person& person) const {
    return !person.supervisor.empty() &&
           !vault_.staff().is_member(team_of(person.unit), person.supervisor, now_);
  }

  void look_at_unit(const std::string& unit) {
    const Group* team = vault_.group(team_of(unit));
    const bool supervised =
        team != nullptr &&
        std::any_of(team->members.begin(), team->members.end(), [&](const std::string& member) {
          return vault_.staff().has_role(member, StaffRole::Supervisor, now_);
        });
    if (!supervised) {
      add(kGroupKind, team_of(unit), "unit",
          {"cette unité n'a aucun superviseur en fonction",
           "this unit has no supervisor in office"});
    }
  }

  Vault& vault_;
  Instant now_;
  CheckReport& report_;
  std::set<std::string> units_;  ///< of case managers in office
};

class OneCase {
 public:
  OneCase(Workspace& workspace, const CaseId& id, CheckReport& report)
      : workspace_(workspace), file_(case_path(Compartment::Case, id)), report_(report) {}

  void run(const CaseView& view) {
    for (const MissingAnswer& missing : view.missing) {
      if (!missing.required) {
        continue;
      }
      add("missing_answers", text("{} ({}) : il manque {}", "{} ({}): {} is missing", missing.form,
                                  missing.entry, missing.field));
    }
    const auto at = [&](Instant moment) {
      return state_of(workspace_, view.opened.record, moment);
    };
    for (Inconsistency& found : inconsistencies(view.state, workspace_.rules(), at)) {
      add(found.kind, std::move(found.message));
    }
    look_at_structures(view.state);
    look_at_programmes(view.state);
    look_at_manager(view.state);
  }

 private:
  void add(const std::string& kind, Text message) {
    report_.items.push_back({file_, kind, std::move(message), false});
  }

  void look_at_structures(const Case& c) {
    for (const Event& event : c.events) {
      const std::string structure = answer_text(c, event, Role::ReferralStructure);
      if (!structure.empty() && !workspace_.vault().directory().contains(structure)) {
        add("structure",
            text("{} ({}) : la structure n'est pas dans l'annuaire",
                 "{} ({}): the structure is not in the directory", event.form, event.entry));
      }
    }
  }

  /// Only where the office follows programmes at all.
  void look_at_programmes(const Case& c) {
    const std::map<std::string, Value>& known = workspace_.vault().programmes();
    for (const Participation& each : participations(c)) {
      if (!known.empty() && !known.contains(each.programme)) {
        add("programme", {"le programme du dossier n'est pas dans ce coffre",
                          "the programme of the case is not in this vault"});
      }
    }
  }

  void look_at_manager(const Case& c) {
    const Staff& staff = workspace_.vault().staff();
    if (c.open() && !staff.has_role(c.manager, StaffRole::CaseManager, c.now)) {
      add("manager", {"dossier ouvert dont le gestionnaire n'est plus en fonction",
                      "an open case whose case manager is no longer in office"});
    }
  }

  Workspace& workspace_;
  std::string file_;
  CheckReport& report_;
};

}  // namespace

void check_consistency(Workspace& workspace, const CaseId& id, CheckReport& report) {
  try {
    OneCase(workspace, id, report).run(view_case(workspace, id, false, ""));
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io) {
      throw;
    }
    // Closed to this user, or damaged, which was told already.
  }
}

void check_office(Workspace& workspace, CheckReport& report) {
  StaffAsItStands(workspace, report).run();
}

}  // namespace pos
