#include "workflow/paper.h"

#include <algorithm>

namespace pos {
namespace {

constexpr std::string_view kPaper = "paper ";

}  // namespace

Identity one_key(FileSystem& disk, const std::string& path, const Unlocking& unlocking) {
  std::vector<Identity> keys = load_identities(disk, path, unlocking);
  if (keys.size() != 1) {
    throw Error(ErrorCode::Invalid,
                text("ce fichier a {} clés au lieu d'une", "this file has {} keys instead of one",
                     keys.size()),
                {"une feuille porte une seule clé", "a sheet carries a single key"}, {path, 0, {}});
  }
  return std::move(keys.front());
}

KeyHolder holder_of(const Vault& vault, const Recipient& recipient) {
  KeyHolder holder;
  holder.code = vault.owner_of(to_string(recipient));
  if (const Person* person = vault.staff().latest(holder.code)) {
    holder.name = person->name;
  }
  return holder;
}

bool remember_copy(Workspace& workspace, const PaperKey& paper) {
  if (workspace.access.identity_path.empty() || workspace.access.state_folder.empty()) {
    return false;
  }
  workspace.keys();
  workspace.sightings().copies.insert({std::string(kPaper) + std::to_string(paper.copy),
                                       to_string(paper.identity.recipient()), workspace.now()});
  return true;
}

std::vector<int> proven_copies(const Memory& memory, const std::string& recipient) {
  std::vector<int> numbers;
  for (int number = 1; number <= kPaperCopies; ++number) {
    const std::string kind = std::string(kPaper) + std::to_string(number);
    const bool proven = std::any_of(
        memory.copies.begin(), memory.copies.end(),
        [&](const ProvenCopy& copy) { return copy.kind == kind && copy.recipient == recipient; });
    if (proven) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

}  // namespace pos
