// Versions of one file of a case: opened, united, written again.

#include <algorithm>
#include <set>

#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/seal_right.h"
#include "storage/sealed_file.h"
#include "storage/vault_change.h"
#include "workflow/case_files.h"
#include "workflow/case_readers.h"
#include "workflow/losses.h"
#include "workflow/merging_case.h"

namespace pos {
namespace {

/// Hashes of the facts that this journal yields: whoever has it needs nobody to vouch for them.
std::set<std::string> facts_of(Workspace& workspace, const KnownJournal& known) {
  std::set<std::string> hashes;
  for (const Entry& entry : known.journal.entries) {
    if (entry.form.empty() || workspace.knows_form(entry.form)) {
      const Value answers = entry.form.empty()
                                ? Value{}
                                : part(workspace.form(entry.form), entry.data, Compartment::Facts);
      hashes.insert(
          read_document(write_facts_document(entry, answers), *find_document_kind("facts")).hash);
    }
  }
  return hashes;
}

std::vector<std::string> bytes_of(const std::vector<CaseDocument>& documents) {
  std::vector<std::string> bytes;
  for (const CaseDocument& document : documents) {
    bytes.push_back(document.document.bytes);
  }
  return bytes;
}

/// Also of someone whose card has ended: they merge, and seal nothing.
Author sealer(Workspace& workspace) {
  return workspace.has_recovery() ? workspace.author()
                                  : Author{workspace.keys().code(), "", &workspace.keys().own(),
                                           &workspace.signature_key()};
}

/// The seal over united facts; nullopt for who may not set it. A former manager's would say less
/// than the present one's that it replaces.
std::optional<std::string> new_seal(Workspace& workspace, const CaseId& id,
                                    const std::vector<std::string>& documents,
                                    const Journal& journal) {
  const Author author = sealer(workspace);
  FactsPart own;
  own.author = author.code;
  own.recorded = workspace.now();
  for (const Entry& entry : journal.entries) {
    own.recorded = std::max(own.recorded, entry.recorded);
  }
  const Vault& vault = workspace.vault();
  const bool may = vault.signing_key(own.author, key_id(author.key->public_key), own.recorded) ==
                       author.key->public_key &&
                   seal_right(own, journal, vault.staff()) == SealRight::Present;
  if (!may) {
    return std::nullopt;
  }
  return write_seal(documents, id.text(), {author.code, *author.key}, workspace.now());
}

/// Whether every version that has this document is sealed to the reader already, by present keys.
bool is_open_to(Workspace& workspace, const std::vector<FileVersion>& versions,
                const CaseUnion& merged, const std::string& document, const std::string& reader) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    const std::vector<std::string> present =
        with_present_groups(workspace, versions[i].stream.header.readers);
    if (merged.sides[i].documents.contains(document) &&
        std::find(present.begin(), present.end(), reader) == present.end()) {
      return false;
    }
  }
  return true;
}

/// Names that the journal does not know get no reader that they do not have: it may not be theirs.
bool opens_unknown_names(Workspace& workspace, const std::vector<FileVersion>& versions,
                         const CaseUnion& merged, const KnownJournal& known,
                         const std::vector<std::string>& readers) {
  std::set<std::string> claimed;
  for (const CaseDocument& document : known.documents) {
    claimed.insert(document.entry.identity);
  }
  return std::any_of(
      merged.documents.begin(), merged.documents.end(), [&](const CaseDocument& names) {
        const std::string& hash = names.document.hash;
        return !claimed.contains(hash) &&
               std::any_of(readers.begin(), readers.end(), [&](const std::string& reader) {
                 return !is_open_to(workspace, versions, merged, hash, reader);
               });
      });
}

/// Whether each of them is a key that somebody has or had by what is believed here.
bool knows_all(const Vault& vault, const std::vector<std::string>& readers) {
  std::set<std::string> known = recovery_recipients(vault);
  for (const auto& [key, file] : vault.plain_files()) {
    for (const PlainDocument& document : file.documents) {
      if (document.believed) {
        known.insert(data_of(document).scalar_of("recipient"));
      }
    }
  }
  return std::all_of(readers.begin(), readers.end(),
                     [&](const std::string& reader) { return known.contains(reader); });
}

/// The union of the versions, sealed to these readers; nullopt as for `merged_bytes`.
std::optional<std::string> sealed_union(Workspace& workspace, const CaseId& id,
                                        Compartment compartment,
                                        const std::vector<FileVersion>& versions,
                                        const CaseUnion& merged, const KnownJournal& known,
                                        const Journal& own, std::vector<std::string> readers) {
  std::vector<std::string> documents = bytes_of(merged.documents);
  if (readers.empty() || !workspace.rolled_back_card().empty() ||
      !says_readers(workspace, id, known)) {
    return std::nullopt;
  }
  if (compartment == Compartment::Identity &&
      opens_unknown_names(workspace, versions, merged, known, readers)) {
    return std::nullopt;
  }
  if (compartment == Compartment::Facts) {
    std::optional<std::string> seal = new_seal(workspace, id, documents, own);
    if (!seal) {
      return std::nullopt;
    }
    documents.push_back(std::move(*seal));
  }
  return seal_stream(case_header(compartment, id.text(), std::move(readers)), documents);
}

}  // namespace

const std::vector<Identity>& keys_to_merge(Workspace& workspace) {
  static const std::vector<Identity> none;
  return workspace.access.identity_path.empty() ? none : workspace.keys().all();
}

std::optional<Stream> open_version(Workspace& workspace, const CaseId& id, Compartment compartment,
                                   const std::string& bytes, const std::string& name) {
  std::optional<Stream> stream =
      open_stream(bytes, keys_to_merge(workspace), name, workspace.hint(compartment));
  if (stream &&
      (stream->header.id != id.text() || stream->header.kind->name != word(compartment))) {
    throw Error(ErrorCode::Integrity,
                {"l'en-tête ne correspond pas au nom du fichier",
                 "the header does not fit the file's name"},
                {}, {name, 0, "id"});
  }
  return stream;
}

bool says_readers(Workspace& workspace, const CaseId& id, const KnownJournal& known) {
  return !known.open ||
         (!is_torn(known.documents, known.journal) &&
          !has_fallen_assign(workspace, id, known.journal) &&
          lacking(remembered_entries(workspace, id), seen_entries(known.documents, known.journal))
              .empty());
}

KnownJournal known_journal(Workspace& workspace, std::vector<CaseDocument> documents) {
  KnownJournal known;
  known.journal = judge(well_signed_entries(documents), workspace.vault().staff());
  known.open = known.journal.opening() != nullptr;
  known.documents = std::move(documents);
  return known;
}

CaseUnion unite_versions(Workspace& workspace, Compartment compartment,
                         const std::vector<FileVersion>& versions, const KnownJournal& known) {
  const FindSigningKey find_key = signing_keys(workspace);
  switch (compartment) {
    case Compartment::Case:
      return unite_case(versions, find_key);
    case Compartment::Identity:
      return unite_identity(versions, known.documents, find_key, erasures(known.journal));
    case Compartment::Facts:
      break;
  }
  return unite_facts(versions, find_key, workspace.vault().staff(), facts_of(workspace, known));
}

std::optional<std::string> merged_bytes(Workspace& workspace, const CaseId& id,
                                        Compartment compartment,
                                        const std::vector<FileVersion>& versions, CaseUnion merged,
                                        const KnownJournal& known, bool mends) {
  // Facts say who has the case, like the journal itself.
  const Journal own = compartment == Compartment::Identity
                          ? known.journal
                          : judge(well_signed_entries(merged.documents), workspace.vault().staff());
  const Journal& journal = known.open ? known.journal : own;
  std::vector<std::string> readers;
  if (journal.opening() != nullptr) {
    readers = required_readers(workspace, compartment, readers_by(workspace, id, journal));
  }
  for (std::size_t i = 0; i < versions.size(); ++i) {
    merged.sides[i].rank =
        2 * merged.sides[i].rank + (versions[i].stream.header.readers == readers ? 0 : 1);
  }
  const std::optional<std::size_t> stays = staying(merged.sides);
  const bool stays_as_it_is =
      stays && (!mends || versions[*stays].stream.header.readers == readers ||
                !knows_all(workspace.vault(), versions[*stays].stream.header.readers));
  if (stays_as_it_is) {
    return versions[*stays].bytes;
  }
  auto sealed = sealed_union(workspace, id, compartment, versions, merged, known, own, readers);
  return sealed || !stays ? sealed : versions[*stays].bytes;
}

Text not_written_anew(Workspace& workspace, bool is_damaged) {
  const std::string file = workspace.rolled_back_card();
  if (file.empty() && is_damaged) {
    return {"un fichier de ce dossier n'est pas utilisable ici : `pos check --repair`",
            "a file of this case cannot be used here: `pos check --repair`"};
  }
  if (file.empty()) {
    return {"vous ne pouvez pas réécrire ce fichier", "you cannot write this file anew"};
  }
  for (const auto& [key, plain] : workspace.vault().plain_files()) {
    if (plain.path == file && plain.unread) {
      return text("rien n'est chiffré tant que {} ne peut être lu",
                  "nothing is sealed while {} cannot be read", file);
    }
  }
  return text("rien n'est chiffré tant qu'il manque à {} des documents déjà vus sur cette machine",
              "nothing is sealed while {} lacks documents seen before on this machine", file);
}

Text kept_beside(Text why) {
  return text("{} : gardé à côté, rien n'est perdu", "{}: kept beside it, nothing is lost", why);
}

}  // namespace pos
