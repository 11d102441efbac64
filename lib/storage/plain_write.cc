#include "storage/plain_write.h"

#include <algorithm>
#include <utility>

#include "base/ulid.h"
#include "crypto/random.h"
#include "storage/atomic_write.h"
#include "storage/layout.h"

namespace pos {
namespace {

/// What lies in the file itself; parts stay where they are, and `after` names their heads.
Stream present_stream(const Vault& vault, std::string_view kind, const std::string& code,
                      const std::optional<std::string>& bytes) {
  if (bytes) {
    return parse_stream(*bytes, plain_path(kind, code), Padding::None);
  }
  Stream stream;
  stream.header.kind = find_document_kind(kind);
  stream.header.id = code;
  stream.header.vault = vault.office().vault_id;
  return stream;
}

std::vector<std::string> bytes_of_documents(const Stream& stream) {
  std::vector<std::string> documents;
  for (const Document& document : stream.documents) {
    documents.push_back(document.bytes);
  }
  return documents;
}

void require_own_key(const Vault& vault, const Signer& signer, const SigningKey& key, Instant now) {
  if (vault.signing_key(signer.code, key_id(key.public_key), now) != key.public_key) {
    if (signer.code == kRecovery) {
      throw not_the_recovery_key("");
    }
    throw Error(ErrorCode::NoKey,
                text("la fiche de {} ne porte pas cette clé à cette date",
                     "the card of {} does not carry this key at this time", signer.code),
                {"`pos check` nomme une fiche illisible ou ramenée en arrière",
                 "`pos check` names a card that cannot be read or was rolled back"});
  }
}

/// What another command saved while this one waited for the lock is not ahead of the clock.
constexpr std::chrono::minutes kWaiting{1};

/// The latest that what is believed there says of its own time, where that is after `now`: a clock
/// was wrong.
Instant proven_time(const PlainFile* known, Instant now) {
  Instant latest = now;
  if (known != nullptr) {
    for (const PlainDocument& document : known->documents) {
      latest = document.believed ? std::max(latest, document.recorded) : latest;
    }
  }
  return latest;
}

// A clock that runs behind would end a role, or give a key, before its time. What a group closes
// must not wait for a clock.
void require_clock(const Vault& vault, const PlainClaim& claim) {
  const Instant latest = proven_time(vault.plain_file(claim.kind, claim.code), claim.recorded);
  if (latest <= claim.recorded + kWaiting || claim.kind == kGroupKind ||
      vault.place().clock_given) {
    return;
  }
  Error error = refusal("clock",
                        text("l'horloge ({}) est en retard sur le dernier document ({})",
                             "the clock ({}) is behind the latest document ({})",
                             to_string(claim.recorded), to_string(latest)),
                        {"régler l'horloge ; si elle est juste, donner l'heure par --now",
                         "set the clock; where it is right, give the time with --now"},
                        "");
  error.where.file = plain_path(claim.kind, claim.code);
  throw error;
}

// As the judge will: by its own time and by that of what it names.
void require_belief(const Vault& vault, PlainClaim claim) {
  std::optional<Text> doubt = doubt_of(claim, vault.judged());
  claim.recorded = proven_time(vault.plain_file(claim.kind, claim.code), claim.recorded);
  doubt = doubt ? doubt : doubt_of(claim, vault.judged());
  if (doubt) {
    Error error = refusal("role",
                          text("ce changement ne serait pas cru : {}",
                               "this change would not be believed: {}", *doubt),
                          who_may_write(claim, *doubt), "");
    error.where.file = plain_path(claim.kind, claim.code);
    throw error;
  }
}

}  // namespace

std::string write_plain_document(const StreamHeader& header, const PlainSigning& signing,
                                 const std::vector<std::string>& after, const Value& data) {
  const Value values =
      Value::map({{"entry", Value::text(make_ulid(signing.recorded, random_bytes<10>()))},
                  {"recorded", Value::text(to_string(signing.recorded))},
                  {"author", Value::text(signing.author)},
                  {"key", Value::text(key_id(signing.key.public_key))},
                  {"after", Value::texts(after)},
                  {"data", data}});
  return write_document(values, signing.key, signing_context(header));
}

PlainChange::PlainChange(Vault& vault, const Signer& signer, Instant now)
    : vault_(vault), signer_(signer), now_(now), lock_(vault.lock()) {
  vault_.reload();
}

void PlainChange::append(std::string_view kind, const std::string& code, const Value& data) {
  append_as(signer_, kind, code, data);
}

void PlainChange::append_as(const Signer& signer, std::string_view kind, const std::string& code,
                            const Value& data) {
  const PlainFile* known = vault_.plain_file(kind, code);
  write(signer, {kind, code, signer.code, now_, data},
        known == nullptr ? std::vector<std::string>() : known->heads(), vault_);
}

void PlainChange::take_up(const Vault& taken_up, const std::string& group, const Value& data) {
  write(signer_, {kGroupKind, group, signer_.code, now_, data},
        taken_up.plain_file(kGroupKind, group)->heads(), taken_up);
}

void PlainChange::confirm(std::string_view kind, const std::string& code, const Value& data) {
  const PlainFile* known = vault_.plain_file(kind, code);
  write(signer_, {kind, code, signer_.code, now_, data},
        known == nullptr ? std::vector<std::string>() : known->all_heads(), vault_);
}

void PlainChange::write(const Signer& signer, const PlainClaim& claim,
                        const std::vector<std::string>& after, const Vault& believing) {
  if (const PlainFile* known = vault_.plain_file(claim.kind, claim.code)) {
    require_read(*known);
  }
  const SigningKey key = signing_key(*signer.identity);
  require_own_key(vault_, signer, key, now_);
  require_clock(vault_, claim);
  require_belief(believing, claim);
  const std::string code(claim.code);
  const std::string path = vault_.path_of(plain_path(claim.kind, code));
  const std::optional<std::string> bytes = vault_.files().read(path);
  const Stream stream = present_stream(vault_, claim.kind, code, bytes);
  std::vector<std::string> documents = bytes_of_documents(stream);
  documents.push_back(
      write_plain_document(stream.header, {signer.code, key, now_}, after, claim.data));
  brought_.push_back(
      {path, compose_stream(stream.header, documents, Padding::None), was_read(bytes)});
  for (const FileToWrite& file : brought_) {
    vault_.files().make_folders(folder_of(file.path));
  }
  write_together(vault_.files(), std::exchange(brought_, {}));
  vault_.reload();
}

}  // namespace pos
