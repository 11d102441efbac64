#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/staff.h"
#include "storage/plain_file.h"

namespace pos {

/// A signing key and the time a card had it, both ends included.
struct KeyInterval {
  std::string id;           ///< as documents name it
  std::string signing_key;  ///< base64
  Instant since;
  std::optional<Instant> until;
  std::string ended_by;  ///< hash of the document that brought another key
};

/// What the believed documents say.
struct JudgedFiles {
  Staff staff;
  std::map<std::string, std::vector<KeyInterval>, std::less<>> keys;  ///< by author
  /// Whose each recipient and signing key is, or was once: the code, or `recovery`.
  std::map<std::string, std::string, std::less<>> owners;
  std::string fingerprint;  ///< hash of the founding document
  Value office;             ///< the state of `pos.yaml`
  std::map<std::string, Value> people, groups, directory, programmes, teams;  ///< states by code
  std::vector<Finding> findings;
};

/// Judges every document by the state at its `recorded`, in one pass over all files in the order of
/// (recorded, order), and marks it. One that is dated before what it knows by its `after` has to
/// have the right, and its key, at that later time too: else it could be dated to before the end
/// that it knows of. Only what is believed tells of that time; what a document says holds from its
/// own `recorded` on, in the place of all that it knows.
///
/// Of documents with one `entry` each falls by another one, believed in itself, whose author could
/// have written the first one as well.
///
/// First cards of one person with different keys all fall, but for those whose keys the recovery
/// key brings as well: an administrator could date a card back before the one that everybody knows.
///
/// `held_back`: hashes of documents that are not believed, whoever wrote them.
/// Errors: ErrorCode::Integrity unless exactly one well-signed document founds the vault.
/// Source: format.md 4.
JudgedFiles judge_plain_files(PlainFiles& files, const std::set<std::string>& held_back = {});

/// The same of the cards of another vault and its `pos.yaml`, which is what is known of it: no
/// groups, so that a supervisor is whom a card names.
/// Errors: also Integrity where it is not the vault with that id.
JudgedFiles judge_sender(PlainFiles& files, const std::string& vault_id);

/// The signing key (base64) with that id that the author had at that moment; empty where they had
/// no such one then, nullopt for an unknown author.
std::optional<std::string> find_signing_key(const JudgedFiles& judged, std::string_view author,
                                            std::string_view id, Instant recorded);

/// A document of a plain file that is about to count, or to be written.
struct PlainClaim {
  std::string_view kind;
  std::string_view code;
  std::string_view author;
  Instant recorded;
  const Value& data;
};
/// Why it may not count, by what is judged so far; nullopt when it may. Signatures are not looked
/// at here.
std::optional<Text> doubt_of(const PlainClaim& claim, const JudgedFiles& judged);

/// Who could write it, for whom that doubt refuses; empty where it is not the right that lacks.
Text who_may_write(const PlainClaim& claim, const Text& doubt);

/// Whether such a document says nothing but that what its `after` reaches may be used: its `data`
/// is empty, and its author an administrator or recovery. Groups have none: their documents are
/// whole.
bool is_confirmation(const PlainClaim& claim, const Staff& staff);

/// The person of a card's state.
Person person_of(std::string_view code, const Value& state);

}  // namespace pos
