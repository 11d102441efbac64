#include "storage/merge.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "crypto/hash.h"
#include "storage/merge_sides.h"

namespace pos {

std::optional<std::size_t> staying(const std::vector<MergeSide>& sides) {
  std::set<std::string> all;
  for (const MergeSide& side : sides) {
    all.insert(side.documents.begin(), side.documents.end());
  }
  std::optional<std::size_t> best;
  const auto order = [&](std::size_t i) { return std::tie(sides[i].rank, sides[i].sha256); };
  for (std::size_t i = 0; i < sides.size(); ++i) {
    const bool has_all = sides[i].may_stay && sides[i].documents == all;
    if (has_all && (!best || order(i) < order(*best))) {
      best = i;
    }
  }
  return best;
}

std::vector<MergeSide> sides_of(const std::vector<FileVersion>& versions) {
  std::vector<MergeSide> sides;
  for (const FileVersion& version : versions) {
    MergeSide& side = sides.emplace_back();
    side.sha256 = sha256_hex(version.bytes);
    for (const Document& document : version.stream.documents) {
      side.documents.insert(document.hash);
    }
  }
  return sides;
}

bool is_in_all(const std::vector<MergeSide>& sides, const std::string& hash) {
  return std::all_of(sides.begin(), sides.end(),
                     [&](const MergeSide& side) { return side.documents.contains(hash); });
}

Error not_merged(Text why, Location where) {
  return Error(ErrorCode::Integrity, std::move(why),
               {"les deux versions restent comme elles sont ; `pos check` dit ce qui ne va pas",
                "both versions stay as they are; `pos check` says what is wrong"},
               std::move(where));
}

Error unproven(Text why, Location where) {
  Error error = not_merged(std::move(why), std::move(where));
  error.id = kUnproven;
  return error;
}

void require_one_vault(const std::vector<FileVersion>& versions) {
  const StreamHeader& first = versions.front().stream.header;
  for (const FileVersion& version : versions) {
    const StreamHeader& header = version.stream.header;
    if (header.kind != first.kind || header.id != first.id || header.vault != first.vault) {
      throw not_merged({"ce ne sont pas deux versions d'un même fichier : genre, identifiant ou "
                        "coffre diffèrent",
                        "these are not two versions of one file: kind, identifier or vault differ"},
                       {version.stream.name, 0, ""});
    }
  }
}

}  // namespace pos
