#include "workflow/recollection.h"

#include <algorithm>
#include <utility>

#include "crypto/signature.h"
#include "storage/layout.h"
#include "storage/undone_documents.h"

namespace pos {
namespace {

Error other_founding(const std::string& fingerprint, KnownVaults::Verdict verdict) {
  Error error(
      ErrorCode::Integrity,
      verdict == KnownVaults::Verdict::OtherVault
          ? Text{"un autre coffre se trouvait ici : celui-ci a été mis à sa place",
                 "another vault was here: this one was put in its place"}
          : Text{"ce coffre n'a plus le document fondateur que cette machine connaît",
                 "this vault no longer has the founding document that this machine knows"},
      text("ne rien y saisir ; comparer l'empreinte {} avec l'administrateur, de vive voix ou par "
           "téléphone ; si elle est juste : `pos key trust {}`",
           "enter nothing; compare the fingerprint {} with the administrator, face to face or by "
           "telephone; if it is right: `pos key trust {}`",
           grouped(fingerprint), fingerprint),
      {std::string(kVaultFile), 0, {}});
  error.id = "founding";
  return error;
}

/// Where these stand, without those that the user has accepted.
std::set<std::string> files_of(const std::map<std::string, SeenDocument>& documents,
                               const std::set<std::string>& accepted) {
  std::set<std::string> files;
  for (const auto& [hash, seen] : documents) {
    if (!accepted.contains(hash)) {
      files.insert(seen.file);
    }
  }
  return files;
}

}  // namespace

Text fingerprint_line(const std::string& fingerprint) {
  return text("empreinte du coffre, à comparer puis à confirmer par `pos key trust` : {}",
              "fingerprint of the vault, to be compared, then confirmed by `pos key trust`: {}",
              grouped(fingerprint));
}

Recollection::Recollection(FileSystem& files, std::string state_folder, FoundVault found,
                           std::string trusted)
    : files_(files),
      state_folder_(std::move(state_folder)),
      found_(std::move(found)),
      trusted_(std::move(trusted)) {
  if (!state_folder_.empty()) {
    read_known();
    require_founding(known_.judge(found_));
  }
}

void Recollection::read_known() {
  known_usable_ = true;
  try {
    known_ = KnownVaults::read(files_, state_folder_);
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io) {
      throw;  // what cannot be read may be what speaks against this vault
    }
    warnings_.push_back(text("{}{}", "{}{}", to_string(error.where), error.message));
    known_usable_ =
        error.code == ErrorCode::Integrity && set_aside_quietly(known_vaults_path(state_folder_));
  }
}

void Recollection::require_founding(KnownVaults::Verdict verdict) const {
  const bool other =
      verdict == KnownVaults::Verdict::OtherFounding || verdict == KnownVaults::Verdict::OtherVault;
  if (other && trusted_ != found_.founding) {
    throw other_founding(found_.founding, verdict);
  }
}

MemoryPlace Recollection::place(const Identity& user) const {
  return {join_path(state_folder_, found_.vault + "-" + found_.place), found_.vault, &user};
}

/// Never trusted, never deleted: a new one begins beside it.
bool Recollection::set_aside_quietly(const std::string& path) {
  try {
    warnings_.push_back(text("mis de côté : {}", "set aside: {}", set_aside(files_, path)));
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool Recollection::remembers(const Identity& user) const {
  return !state_folder_.empty() && files_.status(place(user).file());
}

void Recollection::open(const Identity& user, const std::vector<const Identity*>& former) {
  user_key_ = key_id(signing_key(user).public_key);
  if (state_folder_.empty()) {
    warnings_.push_back(
        {"rien n'est retenu d'une commande à l'autre : ni HOME ni XDG_STATE_HOME n'est défini",
         "nothing is remembered from one command to the next: neither HOME nor XDG_STATE_HOME is "
         "set"});
    return;
  }
  memory_usable_ = true;
  try {
    memory_ = read_memory(files_, place(user));
    if (memory_ == Memory()) {
      inherit(former);
    }
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io) {
      memory_usable_ = false;
      throw;
    }
    warnings_.push_back(text("{}{}", "{}{}", to_string(error.where), error.message));
    memory_usable_ = error.code == ErrorCode::Integrity && set_aside_quietly(place(user).file());
  }
  if (!memory_.founding.empty() && memory_.founding != found_.founding) {
    refused_ = true;
    require_founding(KnownVaults::Verdict::OtherFounding);
    refused_ = false;
  }
  sightings_.founding = found_.founding;
  sightings_.confirmed = known_.confirmed(found_, user_key_);
}

/// Of several former keys, from the one that has seen most.
void Recollection::inherit(const std::vector<const Identity*>& former) {
  for (const Identity* key : former) {
    try {
      Memory memory = read_memory(files_, place(*key));
      if (memory.documents.size() > memory_.documents.size()) {
        memory_ = std::move(memory);
      }
    } catch (const Error& error) {
      if (error.code == ErrorCode::Io) {
        throw;
      }
      warnings_.push_back(text("{}{}", "{}{}", to_string(error.where), error.message));
    }
  }
}

void Recollection::note(const VaultNotes& notes) {
  if (state_folder_.empty()) {
    return;
  }
  try {
    pin(files_, state_folder_, found_, "", notes);
  } catch (const Error&) {
    // The next command says that nothing can be remembered.
  }
}

const RememberedCase& Recollection::of(const CaseId& id) const {
  static const RememberedCase nothing;
  const auto known = memory_.cases.find(id);
  return known == memory_.cases.end() ? nothing : known->second;
}

std::optional<Reception> Recollection::reception(Instant now) const {
  if (!memory_.begun) {
    return std::nullopt;
  }
  return Reception{*memory_.begun, memory_.documents, now, {}, memory_.refused};
}

std::vector<std::string> Recollection::unaccepted(const PlainFile& file) const {
  std::vector<std::string> lacking = file.lacking();
  std::erase_if(lacking, [&](const std::string& hash) {
    return memory_.documents.contains(hash) || sightings_.documents.contains(hash);
  });
  return lacking;
}

// As what is known and vouched for by nobody: its loss is none.
void Recollection::accept_lacking(const PlainFile& file, Instant now) {
  for (const std::string& hash : unaccepted(file)) {
    sightings_.documents[hash] = {file.path, now, false, false};
  }
}

void Recollection::warn(const Text& warning) {
  if (std::find(warnings_.begin(), warnings_.end(), warning) == warnings_.end()) {
    warnings_.push_back(warning);
  }
}

void Recollection::confirm() {
  sightings_.confirmed = true;
}

// What comes while an end or a removal is away would else count as come in time.
void Recollection::see_documents(const Vault& vault, Instant now) {
  sightings_.begun = now;
  if (!lost_files(vault).empty() || !undone_files(vault).empty()) {
    return;
  }
  for (const auto& [key, file] : vault.plain_files()) {
    for (const PlainDocument& document : file.documents) {
      const std::string& hash = document.document.hash;
      const auto known = memory_.documents.find(hash);
      if (known == memory_.documents.end() || (document.believed && !known->second.vouched)) {
        sightings_.documents[hash] = {file.path, vault.came_at(hash).value_or(now),
                                      vault.late().contains(hash), document.believed};
      }
    }
  }
}

std::set<std::string> Recollection::lost_files(const Vault& vault) const {
  return files_of(lost_documents(memory_, vault.plain_files()), sightings_.forgotten);
}

std::set<std::string> Recollection::undone_files(const Vault& vault) const {
  return files_of(undone_documents(memory_, vault.plain_files()), sightings_.forgotten);
}

bool Recollection::confirmed() const {
  if (user_key_.empty()) {
    return known_.confirmed(found_);
  }
  return sightings_.confirmed || (memory_.confirmed && memory_.founding == found_.founding);
}

void Recollection::write(const Identity& user) {
  const bool known = known_.judge(found_) == KnownVaults::Verdict::Known;
  if (known_usable_ && (!known || (confirmed() && !known_.confirmed(found_, user_key_)))) {
    pin(files_, state_folder_, found_, confirmed() ? user_key_ : "");
  }
  if (memory_usable_) {
    extend_memory(files_, place(user), memory_, sightings_);
  }
}

Remarks Recollection::keep(const Vault& vault, const Identity* user, std::optional<Instant> now) {
  Remarks remarks;
  if (!user_key_.empty() && user != nullptr && !refused_ && !state_folder_.empty()) {
    for (const std::string& file : lost_files(vault)) {
      warnings_.push_back(
          text("{} : des documents déjà vus sur cette machine n'y sont plus ; voir `pos check`",
               "{}: documents seen before on this machine are gone; see `pos check`", file));
    }
    for (const std::string& file : undone_files(vault)) {
      warnings_.push_back(text(
          "{} : des documents qui comptaient sur cette machine ne comptent plus ; voir `pos check`",
          "{}: documents that counted on this machine count no more; see `pos check`", file));
    }
    if (now) {
      see_documents(vault, *now);
    }
    try {
      write(*user);
      remarks.kept = memory_usable_;
    } catch (const Error& error) {
      remarks.lost = error;
    }
  }
  remarks.warnings = std::exchange(warnings_, {});
  if (!confirmed() && !refused_ && !state_folder_.empty()) {
    remarks.fingerprint = fingerprint_line(found_.founding);
  }
  return remarks;
}

}  // namespace pos
