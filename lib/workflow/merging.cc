#include "workflow/merging.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "crypto/age_header.h"
#include "crypto/hash.h"
#include "storage/atomic_write.h"
#include "storage/check.h"
#include "storage/layout.h"
#include "storage/lost_and_found.h"
#include "storage/sheet_file.h"
#include "workflow/merging_case.h"

namespace pos {
namespace {

constexpr std::array<std::pair<MergeAction, std::string_view>, 4> kActions{{
    {MergeAction::Merged, "merged"},
    {MergeAction::Added, "added"},
    {MergeAction::Beside, "beside"},
    {MergeAction::LeftOut, "left_out"},
}};

Vault open_other(Workspace& workspace, const std::string& folder) {
  VaultPlace place;
  place.folder = find_vault(workspace.disk, folder, "", folder);
  place.locks = workspace.access.locks_folder;
  Vault other = Vault::open(workspace.disk, std::move(place));
  const Office& ours = workspace.vault().office();
  if (other.office().vault_id != ours.vault_id || other.office().fingerprint != ours.fingerprint) {
    throw Error(ErrorCode::Integrity,
                {"c'est un autre coffre : identifiant ou empreinte diffèrent",
                 "this is another vault: its id or fingerprint differs"},
                {"rien n'a été repris ; un transfert passe d'un coffre à l'autre",
                 "nothing was taken; a transfer goes from one vault to another"},
                {folder, 0, ""});
  }
  return other;
}

bool is_sealed(const std::string& bytes) {
  try {
    return !parse_age_header(bytes).stanzas.empty();
  } catch (const Error&) {
    return false;
  }
}

/// What lies in the other vault and belongs to no file that is merged.
class OtherFiles {
 public:
  OtherFiles(Workspace& workspace, const Vault& other, MergeReport& report)
      : vault_(workspace.vault()), files_(workspace.disk), other_(other), report_(report) {}

  void run() {
    for (const char* folder : {"reports", "outbox", "inbox"}) {
      take_folder(folder, true);
    }
    take_folder("schemas", false);
    for (const Compartment compartment :
         {Compartment::Case, Compartment::Identity, Compartment::Facts}) {
      name_strays(compartment);
    }
  }

 private:
  void tell(const std::string& file, MergeAction action, Text message) {
    report_.items.push_back({file, action, std::move(message)});
  }
  void take_folder(const std::string& folder, bool sealed);
  void take_file(const std::string& file, bool sealed);
  bool is_named_addition(const std::string& file, const std::string& bytes) const;
  void name_strays(Compartment compartment);

  const Vault& vault_;
  FileSystem& files_;
  const Vault& other_;
  MergeReport& report_;
};

void OtherFiles::take_folder(const std::string& folder, bool sealed) {
  for (const FolderEntry& entry : files_.list(other_.path_of(folder))) {
    const std::string file = join_path(folder, entry.name);
    if (entry.name.starts_with('.')) {
      continue;
    }
    if (entry.is_folder) {
      take_folder(file, sealed);
    } else {
      try {
        take_file(file, sealed);
      } catch (const Error& error) {
        if (error.where.file != other_.path_of(file)) {
          throw;  // of our own disk
        }
        tell(file, MergeAction::LeftOut, error.message);
      }
    }
  }
}

/// Whether `pos.yaml` names this addition to the forms, with these bytes.
bool OtherFiles::is_named_addition(const std::string& file, const std::string& bytes) const {
  const auto& additions = vault_.office().additions;
  const auto found = additions.find(file.substr(file.find('/') + 1));
  return found != additions.end() && found->second == sha256_hex(bytes);
}

/// Sheets and packages have names of their own, so that a new one clashes with nothing; what it is
/// worth is judged when it is opened.
void OtherFiles::take_file(const std::string& file, bool sealed) {
  const std::string bytes = files_.read(other_.path_of(file)).value_or("");
  const std::optional<std::string> own = files_.read(vault_.path_of(file));
  if (own == bytes) {
    return;
  }
  if (own && sheet_place(file)) {
    return;  // the same document, sealed anew on one side
  }
  const bool named =
      sealed ? vouches_for_sheet(vault_, file, bytes) : is_named_addition(file, bytes);
  if (!named && (own || !sealed || !is_sealed(bytes))) {
    return tell(file, MergeAction::LeftOut,
                own ? Text{"un autre fichier porte ici ce nom", "another file has this name here"}
                    : Text{"rien ne répond de ce fichier", "nothing vouches for this file"});
  }
  files_.make_folders(folder_of(vault_.path_of(file)));
  if (own) {
    write_together(files_, {{vault_.path_of(file), bytes, was_read(own)}});
  } else {
    write_new_file(files_, vault_.path_of(file), bytes);
  }
  tell(file, MergeAction::Added, {"repris", "taken over"});
}

void OtherFiles::name_strays(Compartment compartment) {
  const std::string folder = other_.compartment_path(compartment);
  for (const FolderEntry& year : files_.list(folder)) {
    if (year.name == kLostAndFound) {
      continue;
    }
    for (const FolderEntry& entry : files_.list(join_path(folder, year.name))) {
      const std::optional<CaseId> id = case_of_name(entry.name);
      const bool in_place = id && std::to_string(id->year()) == year.name;
      if (!in_place && !entry.name.starts_with('.')) {
        tell(join_path(join_path(compartment_folder(compartment), year.name), entry.name),
             MergeAction::LeftOut,
             {"ce nom n'est pas d'un dossier de cette année", "no name of a case of this year"});
      }
    }
  }
}

std::vector<CaseId> cases_of_both(const Vault& ours, const Vault* other) {
  std::vector<CaseId> ids = list_cases(ours);
  std::set<CaseId> all(ids.begin(), ids.end());
  if (other != nullptr) {
    for (const CaseId& id : list_cases(*other)) {
      all.insert(id);
    }
  }
  return {all.begin(), all.end()};
}

MergeReport merge_all(Workspace& workspace, const Vault* other) {
  MergeReport report;
  const std::string& identities = workspace.access.identities_path;
  report.identities_absent = !identities.empty() && !workspace.disk.status(identities);
  // Cards and groups first: they prove entries and open files.
  merge_plain_files(workspace, other, report);
  if (other != nullptr) {
    merge_sender_cards(workspace, *other, report);
  }
  for (const CaseId& id : cases_of_both(workspace.vault(), other)) {
    merge_case(workspace, id, other, report);
  }
  if (other != nullptr) {
    OtherFiles(workspace, *other, report).run();
  }
  return report;
}

}  // namespace

std::string_view word(MergeAction action) {
  const auto found = std::find_if(kActions.begin(), kActions.end(),
                                  [&](const auto& known) { return known.first == action; });
  return found == kActions.end() ? std::string_view() : found->second;
}

bool MergeReport::some(MergeAction action) const {
  return std::any_of(items.begin(), items.end(),
                     [&](const MergeItem& item) { return item.action == action; });
}

std::string vault_around(FileSystem& disk, const std::string& folder) {
  try {
    return find_vault(disk, "", "", folder);
  } catch (const Error& error) {
    if (error.code != ErrorCode::NoVault) {
      throw;
    }
    return {};
  }
}

MergeReport fold_parts(Workspace& workspace) {
  return merge_all(workspace, nullptr);
}

MergeReport merge_vault(Workspace& workspace, const std::string& folder) {
  const Vault other = open_other(workspace, folder);
  return merge_all(workspace, &other);
}

}  // namespace pos
