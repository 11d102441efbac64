#include "workflow/repair.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "storage/layout.h"
#include "storage/lost_and_found.h"
#include "storage/overlay.h"
#include "workflow/merging.h"
#include "workflow/repair_case.h"
#include "workflow/upkeep.h"

namespace pos {
namespace {

struct ActionWord {
  RepairAction action;
  std::string_view word;
};
constexpr std::array kWords = {
    ActionWord{RepairAction::SetAside, "set_aside"}, ActionWord{RepairAction::Placed, "placed"},
    ActionWord{RepairAction::Folded, "folded"}, ActionWord{RepairAction::Rebuilt, "rebuilt"},
    ActionWord{RepairAction::Left, "left"}};

CheckReport whole_check(Workspace& workspace, const Progress& progress) {
  workspace.vault().reload();
  CheckRequest request;
  request.read_data = NightlyShare{};
  request.progress = progress;
  return check_vault(workspace, request);
}

/// `.BKO-2026-4XKD7RPC.yaml.age.<word>.tmp`: whose lock its writer would hold.
std::unique_ptr<FileLock> lock_of_temporary(const Vault& vault, const std::string& file) {
  const std::string name = name_of(file).substr(1);
  const std::optional<CaseId> id =
      case_of_name(name.substr(0, name.find(".yaml.age")) + ".yaml.age");
  return id ? vault.lock_case(*id) : vault.lock();
}

/// With its writer gone, which the lock proves, it is a rest.
void set_temporaries_aside(Workspace& workspace, const CheckReport& before, Repair& repair) {
  for (const CheckItem& item : before.items) {
    if (item.kind != "temporary") {
      continue;
    }
    unless_in_use(repair, item.file, [&] {
      const auto lock = lock_of_temporary(workspace.vault(), item.file);
      if (workspace.disk.status(path_on_disk(workspace.vault(), item.file))) {
        repair.add_set_aside(
            item.file, {"reste d'une écriture interrompue", "left over from an interrupted write"},
            lay_aside(workspace.vault(), item.file));
      }
    });
  }
}

/// What the disk does not give may be the card that vouches for the rest: all of it stays then.
bool leave_unread(const Vault& vault, Repair& repair) {
  bool any = false;
  for (const auto& [key, file] : vault.plain_files()) {
    for (const Finding& why : file.unreadable) {
      if (file.unread_parts.contains(why.where.file)) {
        repair.leave(why.where.file, why.message);
        any = any || file.unread;
      }
    }
  }
  return any;
}

/// Cards and groups that nobody with the right has signed. Where some plain file is damaged or
/// was rolled back, its author's key may be what is missing: then all of them stay.
class PlainRepair {
 public:
  PlainRepair(Workspace& workspace, Repair& repair)
      : workspace_(workspace), vault_(workspace.vault()), repair_(repair) {}

  void run() {
    const auto lock = vault_.lock();
    vault_.reload();
    if (leave_unread(vault_, repair_)) {
      return;
    }
    doubtful_ = !workspace_.rolled_back_card().empty();
    for (std::string_view kind : kPlainKinds) {
      for (const auto& [code, paths] :
           list_plain_files(workspace_.disk, vault_.place().folder, kind)) {
        look_at(*vault_.plain_file(kind, code), paths);
      }
    }
    for (const auto& [file, message] : unbelieved_) {
      if (doubtful_) {
        repair_.leave(file, {"une fiche est abîmée ou ramenée en arrière : sa signature en dépend "
                             "peut-être",
                             "a card is damaged or rolled back: its signature may depend on it"});
      } else {
        set_aside(file, message);
      }
    }
  }

 private:
  /// The documents of each file: whether some are believed, some are there at all.
  void look_at(const PlainFile& plain, const std::vector<std::string>& paths) {
    std::map<std::string, bool> believed;
    bool any = false;
    for (const PlainDocument& document : plain.documents) {
      believed[document.file] = believed[document.file] || document.believed;
      any = any || document.believed;
    }
    for (const std::string& file : paths) {
      const bool opened = believed.contains(file);
      if (plain.unread_parts.contains(file)) {
        continue;  // told with the vault
      }
      if (opened && !believed.at(file) && file != kVaultFile) {
        unbelieved_.push_back({file, {"nul n'en répond", "nobody vouches for it"}});
      } else if (!opened && any && file != plain.path) {
        set_aside(file, {"abîmé, à côté d'un fichier sain", "damaged, beside a sound file"});
      } else if (!opened) {
        doubtful_ = true;
      }
    }
  }

  /// What the user has seen moved aside is no loss to be told in every run.
  void set_aside(const std::string& file, const Text& why) {
    for (const auto& [key, plain] : vault_.plain_files()) {
      for (const PlainDocument& document : plain.documents) {
        if (document.file == file) {
          workspace_.sightings().forgotten.insert(document.document.hash);
        }
      }
    }
    repair_.add_set_aside(file, why, lay_aside(vault_, file));
  }

  Workspace& workspace_;
  Vault& vault_;
  Repair& repair_;
  std::vector<std::pair<std::string, Text>> unbelieved_;
  bool doubtful_ = false;  ///< some card or group may lack what the others depend on
};

void fold_all(Workspace& workspace, Repair& repair) {
  for (const MergeItem& item : fold_parts(workspace).items) {
    if (item.action == MergeAction::Merged) {
      repair.add(item.file, RepairAction::Folded,
                 {"sera réuni avec son fichier", "will be folded into its file"}, item.message);
    } else {
      repair.leave(item.file, item.message);
    }
  }
}

}  // namespace

std::string_view word(RepairAction action) {
  return std::find_if(kWords.begin(), kWords.end(),
                      [&](const ActionWord& each) { return each.action == action; })
      ->word;
}

bool Repair::changes() const {
  return std::any_of(steps.begin(), steps.end(),
                     [](const RepairStep& step) { return step.action != RepairAction::Left; });
}

bool Repair::complete() const {
  return std::none_of(steps.begin(), steps.end(),
                      [](const RepairStep& step) { return step.action == RepairAction::Left; });
}

void Repair::add(const std::string& file, RepairAction action, const Text& to_do,
                 const Text& done) {
  steps.push_back({file, action, planned ? to_do : done});
}

void Repair::leave(const std::string& file, const Text& why) {
  const bool told = std::any_of(steps.begin(), steps.end(), [&](const RepairStep& step) {
    return step.file == file && step.action == RepairAction::Left;
  });
  if (!told) {
    steps.push_back({file, RepairAction::Left, why});
  }
}

void Repair::add_set_aside(const std::string& file, const Text& why, const std::string& place) {
  add(file, RepairAction::SetAside,
      text("{} : sera mis dans {}", "{}: will be moved to {}", why, place),
      text("{} : mis dans {}", "{}: moved to {}", why, place));
}

namespace {

void mend_cases(Workspace& workspace, Repair& repair, const Progress& progress) {
  workspace.vault().reload();
  if (leave_unread(workspace.vault(), repair)) {
    return;
  }
  place_case_files(workspace, repair);
  fold_all(workspace, repair);
  if (leave_unread(workspace.vault(), repair)) {
    return;  // it was read anew to fold
  }
  workspace.vault().reload();
  if (leave_unread(workspace.vault(), repair)) {
    return;
  }
  if (const std::string file = workspace.rolled_back_card(); !file.empty()) {
    repair.leave(file, {"ramené en arrière : rien n'est chiffré d'après lui",
                        "rolled back: nothing is sealed by it"});
    return;
  }
  const std::vector<CaseId> cases = list_cases(workspace.vault());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    repair_case(workspace, cases[i], repair);
    if (progress) {
      progress(i + 1, cases.size());
    }
  }
}

Repair repaired(Workspace& workspace, bool planned, const Progress& progress) {
  workspace.me();
  Repair repair;
  repair.planned = planned;
  set_temporaries_aside(workspace, check_files(workspace.vault()), repair);
  unless_in_use(repair, std::string(kVaultFile), [&] { PlainRepair(workspace, repair).run(); });
  mend_cases(workspace, repair, progress);
  repair.after = whole_check(workspace, {});
  return repair;
}

}  // namespace

Repair repair_vault(Workspace& workspace, const Progress& progress) {
  return repaired(workspace, false, progress);
}

Repair plan_repair(Workspace& workspace) {
  Overlay overlay(workspace.disk);
  Workspace trial(overlay, workspace.access);
  return repaired(trial, true, {});
}

}  // namespace pos
