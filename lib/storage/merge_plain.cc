#include <algorithm>
#include <set>

#include "storage/merge.h"
#include "storage/merge_sides.h"

namespace pos {
namespace {

const PlainDocument* find(const PlainFile& united, const std::string& hash) {
  const auto found =
      std::find_if(united.documents.begin(), united.documents.end(),
                   [&](const PlainDocument& document) { return document.document.hash == hash; });
  return found == united.documents.end() ? nullptr : &*found;
}

void require_proof(const Document& document, const std::string& file, const PlainFile& united,
                   const JudgedFiles& judged) {
  if (document.fault) {
    throw not_merged(document.fault->message, document.fault->where);
  }
  const PlainDocument* known = find(united, document.hash);
  if (known != nullptr && known->well_signed) {
    return;
  }
  const Location where{file, document.line, ""};
  const bool key_known =
      !find_signing_key(judged, document.values.scalar_of("author"),
                        document.values.scalar_of("key"),
                        parse_instant(document.values.scalar_of("recorded")).value())
           .value_or("")
           .empty();
  throw key_known ? not_merged({"mal signé", "badly signed"}, where)
                  : unproven({"signé par personne que ce coffre connaisse",
                              "signed by nobody that this vault knows"},
                             where);
}

}  // namespace

PlainUnion unite_plain(const std::vector<FileVersion>& versions, const PlainFile& united,
                       const JudgedFiles& judged) {
  require_one_vault(versions);
  PlainUnion merged{{}, sides_of(versions)};
  std::set<std::string> all, malformed;
  for (const FileVersion& version : versions) {
    for (const Document& document : version.stream.documents) {
      all.insert(document.hash);
      if (!is_in_all(merged.sides, document.hash)) {
        require_proof(document, version.stream.name, united, judged);
      } else if (document.fault) {
        malformed.insert(document.bytes);
      }
    }
  }
  for (const PlainDocument& document : united.documents) {
    if (all.contains(document.document.hash)) {
      merged.documents.push_back(document.document.bytes);
    }
  }
  merged.documents.insert(merged.documents.end(), malformed.begin(), malformed.end());
  return merged;
}

}  // namespace pos
