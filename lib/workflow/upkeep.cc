#include "workflow/upkeep.h"

#include <algorithm>

#include "storage/layout.h"
#include "storage/vault_change.h"
#include "workflow/consistency.h"

namespace pos {
namespace {

void remember(Workspace& workspace, const CaseId& id, const SeenCase& seen) {
  const RememberedCase& known = workspace.recollection().of(id);
  if (seen.journal && lacking(known.journal, *seen.journal).empty()) {
    workspace.sightings().journals[id] = *seen.journal;
  }
  if (seen.facts && lacking(facts_of(known), *seen.facts).empty()) {
    workspace.sightings().facts[id] = *seen.facts;
  }
  if ((seen.journal || seen.facts) && seen.files.contains(Compartment::Identity)) {
    workspace.sightings().identities.insert(id);
  }
}

void read_cases(Workspace& workspace, const CheckRequest& request, CheckReport& report) {
  std::vector<CaseId> ids = list_cases(workspace.vault());
  const Date today = day_of(workspace.now());
  std::erase_if(ids, [&](const CaseId& id) { return !request.read_data->covers(id, today); });
  UserKeys& keys = workspace.keys();
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const SeenCase seen = check_case(workspace.vault(), keys, ids[i], workspace.now(), report);
    check_case_seen(ids[i], seen, workspace.recollection().of(ids[i]), report);
    remember(workspace, ids[i], seen);
    if (request.strict) {
      check_consistency(workspace, ids[i], report);
    }
    if (request.progress) {
      request.progress(i + 1, ids.size());
    }
  }
}

/// Names that this machine has seen and whose file is gone, in cases that are not read anyway. Only
/// what the rest of the case says tells a loss from an erasure.
void look_for_names(Workspace& workspace, const std::optional<NightlyShare>& share,
                    CheckReport& report) {
  const Vault& vault = workspace.vault();
  const auto there = list_case_files(workspace.disk, vault.compartment_path(Compartment::Identity));
  const Date today = day_of(workspace.now());
  for (const auto& [id, known] : workspace.memory().cases) {
    const bool read = share && share->covers(id, today);
    if (!known.identity || read || there.contains(id)) {
      continue;
    }
    CheckReport unused;
    const SeenCase seen = check_case(vault, workspace.keys(), id, workspace.now(), unused);
    if (seen.journal || seen.facts) {
      RememberedCase names;
      names.identity = true;
      check_case_seen(id, seen, names, report);
    }
  }
}

/// An addition that these forms and lists cannot take; one that is not as `pos.yaml` names it was
/// told with the files.
void check_schemas(Workspace& workspace, CheckReport& report) {
  const auto tell = [&](const Error& error) {
    std::string file = error.where.file;
    const std::string folder = workspace.vault().place().folder + "/";
    file.erase(0, file.starts_with(folder) ? folder.size() : 0);
    const bool told = std::any_of(report.items.begin(), report.items.end(),
                                  [&](const CheckItem& item) { return item.file == file; });
    if (!told) {
      report.items.push_back({file, "not_believed", error.message, false});
    }
  };
  for (const auto& [place, hash] : workspace.vault().office().additions) {
    try {
      const std::string name =
          place.substr(place.find('/') + 1, place.rfind('.') - place.find('/') - 1);
      if (place.starts_with("forms/")) {
        workspace.form(name);
      } else {
        workspace.schemas().list(name);
      }
    } catch (const Error& error) {
      tell(error);
    }
  }
}

/// By the user's key: nobody else can look into the secrets of their groups.
void look_at_groups(Workspace& workspace, CheckReport& report) {
  const std::string& me = workspace.keys().code();
  for (const auto& [name, group] : workspace.vault().groups()) {
    const bool member =
        std::find(group.members.begin(), group.members.end(), me) != group.members.end();
    if (member && has_foreign_key(group, workspace.keys().all())) {
      report.items.push_back(
          {plain_path(kGroupKind, name),
           "badly_sealed",
           {"ce qu'on chiffre pour ce groupe ne s'ouvre pas à vous, qui en êtes membre, mais à qui "
            "a signé sa clé : `pos rekey` la change",
            "what is sealed to this group does not open to you, a member of it, but to who signed "
            "its key: `pos rekey` changes it"},
           false});
    }
  }
}

}  // namespace

CheckReport check_vault(Workspace& workspace, const CheckRequest& request) {
  if (request.read_data) {
    workspace.keys();
  }
  const bool remembers = workspace.open_unasked();
  CheckReport report = check_files(workspace.vault());
  check_schemas(workspace, report);
  if (remembers) {
    check_names_seen(workspace.vault(), workspace.memory(), report);
    look_at_groups(workspace, report);
    look_for_names(workspace, request.read_data, report);
  }
  if (request.strict) {
    check_office(workspace, report);
  }
  if (request.read_data) {
    check_sheets(workspace.vault(), workspace.keys().all(), report);
    read_cases(workspace, request, report);
  }
  return report;
}

CheckReport check_seen(Workspace& workspace) {
  CheckReport report;
  check_names_seen(workspace.vault(), workspace.memory(), report);
  look_for_names(workspace, std::nullopt, report);
  return report;
}

}  // namespace pos
