#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/atomic_write.h"
#include "storage/vault_change.h"

namespace pos {

/// What a document of a plain file says of itself, besides its `data`.
struct PlainSigning {
  std::string author;
  const SigningKey& key;
  Instant recorded;
};

/// The bytes of a signed document for the file with that header.
std::string write_plain_document(const StreamHeader& header, const PlainSigning& signing,
                                 const std::vector<std::string>& after, const Value& data);

/// One change of a vault: holds its lock and has read it anew.
class PlainChange {
 public:
  PlainChange(Vault& vault, const Signer& signer, Instant now);

  /// Appends a document to a plain file, or begins the file, and reads the vault anew.
  /// Errors: Refused (id "role") where it would not be believed; NoKey when the signer's card does
  ///         not carry their key; Integrity for a file that is damaged.
  void append(std::string_view kind, const std::string& code, const Value& data);
  /// A file that takes its place just before the next document does.
  void bring(FileToWrite file) { brought_.push_back(std::move(file)); }
  /// Appends a confirmation of all that is there, what is held back included; of a group with its
  /// whole `data`.
  void confirm(std::string_view kind, const std::string& code, const Value& data = Value());
  /// Appends a group's document to what stands in `taken_up`, by which the signer is a member.
  void take_up(const Vault& taken_up, const std::string& group, const Value& data);
  /// The same as `append`, in another's name.
  void append_as(const Signer& signer, std::string_view kind, const std::string& code,
                 const Value& data);

  Vault& vault() { return vault_; }
  const Vault& vault() const { return vault_; }
  const Signer& signer() const { return signer_; }
  Instant now() const { return now_; }

 private:
  void write(const Signer& signer, const PlainClaim& claim, const std::vector<std::string>& after,
             const Vault& believing);

  Vault& vault_;
  Signer signer_;
  Instant now_;
  std::unique_ptr<FileLock> lock_;
  std::vector<FileToWrite> brought_;
};

/// Whether the signer may change the group: recovery, or a member whose card has not ended.
bool may_change_group(const Vault& vault, const Signer& signer, const std::string& group,
                      Instant now);
/// Writes the group so that these are its members, joining what was written at the same time by
/// others; a new key where someone goes.
void write_group(PlainChange& change, const Signer& signer, const std::string& group,
                 const std::vector<std::string>& added, const std::vector<std::string>& removed);
/// Lets in what is held back of it; who is a member only by that goes on from it, where it came
/// together with the end of its author's role. Errors: Refused for who is no member, or would be
/// none by it; Conflict where nothing is held back.
/// `keys` open it, the signer's and those that the signer had.
void confirm_group(PlainChange& change, const std::string& group, std::span<const Identity> keys);
/// Writes it with the same members and a new key, the former ones after it; `keys` open them.
void renew_group(PlainChange& change, const Signer& signer, const std::string& group,
                 std::span<const Identity> keys);

}  // namespace pos
