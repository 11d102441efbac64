#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case_id.h"
#include "storage/case_document.h"
#include "storage/plain_judge.h"
#include "storage/vault.h"

namespace pos {

inline constexpr std::string_view kPackageKind = "package";
inline constexpr std::string_view kReceiptKind = "receipt";
inline constexpr std::string_view kTransferPurpose = "transfer";
inline constexpr std::string_view kReferralPurpose = "referral";

/// What one vault sends to another: a case that it gives up or the sheet of a child whom it refers
/// (`package/1`), or the word that a case was accepted (`receipt/1`). One signed document in a
/// sealed stream, `outbox/<id>.age`, with all that its reader needs to prove it (format.md 3).
struct Package {
  std::string kind;         ///< kPackageKind or kReceiptKind
  std::string id;           ///< ULID, as its file is named: of the transfer, or of its acceptance
  std::string vault;        ///< the sender's id
  std::string fingerprint;  ///< of the document that founded the sender's vault
  std::string receiver;     ///< the same of the vault that it is for; a referral's may have none
  CaseId case_id;
  std::string purpose;             ///< kTransferPurpose or kReferralPurpose
  std::string entry;               ///< the A.2 by which the case is given up, or the A.1
  std::string package;             ///< of a receipt: the hash of the package that it answers
  std::vector<std::string> heads;  ///< the last hashes of the journal that goes with it
  std::vector<std::string> reply;  ///< of a package: to whom the receipt is sealed
  std::vector<std::string> journal, identities;  ///< documents, byte for byte
  std::vector<std::string> cards;  ///< plain files: `pos.yaml` and cards of the vaults concerned
  Text sheet = {};  ///< of a referral, which has nothing else of the case: what the service needs
};

/// The signed document.
std::string write_package(const Package& package, const SigningKey& key, std::string_view author,
                          Instant now);
/// It as a file for these recipients.
std::string seal_package(const Package& package, const std::string& document,
                         const std::vector<std::string>& recipients);

/// A package as it was opened, its cards judged; believed only once `require_signature` has passed.
struct OpenedPackage {
  std::string name;  ///< of its file
  Package package;
  Document document;
  StreamHeader header;
  std::map<std::string, PlainFiles> files;    ///< by vault id; joined with `known`
  std::map<std::string, JudgedFiles> vaults;  ///< the same, judged

  const JudgedFiles& sender() const { return vaults.at(package.vault); }
  std::string author() const { return document.values.scalar_of("author"); }
  Instant recorded() const;
  FindSigningKey find_key() const;  ///< on the sender's cards, and those of the others
};

/// `known`: cards of those vaults that came with earlier packages; nothing of them is forgotten.
/// Errors: Integrity, with the name, for anything but one well-formed document of that kind, and
///         for cards that are malformed or whose vault nobody founded.
OpenedPackage open_package(std::string_view text, const std::string& name, std::string_view kind,
                           const std::map<std::string, PlainFiles>& known);

/// Errors: Integrity unless the author's card in the sender's vault had the key that signed it, and
///         the vault is the one that it says.
void require_signature(const OpenedPackage& opened);

/// Adds the documents of other versions of these files; they have to be judged again.
void join_cards(PlainFiles& into, const PlainFiles& from);
/// A plain file as it goes along with a package: what is well signed.
std::string card_text(const PlainFile& file);
/// The cards that prove what these people wrote: their own, those of whom these name, those of who
/// signed them, and `pos.yaml`.
std::vector<std::string> cards_of(const PlainFiles& files, std::vector<std::string> people);

/// The files of another vault's cards as they lie here (`people/<vault id>/`): path and bytes.
std::map<std::string, std::string> sender_files_of(const OpenedPackage& opened);

}  // namespace pos
