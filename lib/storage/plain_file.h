#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/file_system.h"
#include "storage/document.h"

namespace pos {

/// A document of a plain file, and what became of it.
struct PlainDocument {
  Document document;
  std::string file;  ///< path within the vault of the file or part it stands in
  Instant recorded;
  bool well_signed = false;  ///< by a key that its author's card had then
  bool believed = false;     ///< well signed by someone who had the right
  bool held_back = false;    ///< came after its author's right had ended; not confirmed
  bool refused = false;      ///< held back, and the user wants to see it no more on this machine
  Text doubt;                ///< why it is not believed

  bool waits() const { return held_back && !refused; }
};
const Value& data_of(const PlainDocument& document);
const std::string& author_of(const PlainDocument& document);

/// A plain file of a vault united with its parts.
struct PlainFile {
  StreamHeader header;
  std::string path;                      ///< within the vault, of the file itself
  std::vector<PlainDocument> documents;  ///< in the order of format.md 5
  std::vector<Finding> findings;         ///< damaged parts, malformed and lost documents
  std::vector<Finding> unreadable;       ///< of these: parts and documents that give nothing
  std::set<std::string> unread_parts;    ///< that the disk does not give
  bool unread = false;                   ///< the file itself is among them

  /// Hashes of the well-signed documents that no other well-signed one names, and of the believed
  /// ones that no other believed one does, in the order of the digits: what the next document's
  /// `after` says. What is held back is not named by accident, nor
  /// what somebody without the right laid upon it.
  std::vector<std::string> heads() const;
  /// The same with what is to be confirmed: what a confirmation's `after` says.
  std::vector<std::string> all_heads() const;
  /// Hashes of what waits, or where the user has refused all that is held back, of that.
  std::set<std::string> to_confirm() const;
  using Passes = std::function<bool(const PlainDocument&)>;
  /// Hashes of all that the document's `after` reaches, through those that pass where that is
  /// asked: anybody can lay a document between two others.
  std::set<std::string> reached_by(const PlainDocument& document, const Passes& passes = {}) const;
  /// Hashes that a believed document names as written before it, of documents that are not there.
  std::vector<std::string> lacking() const;
  /// `data` of the believed documents recorded up to then, laid over each other by top-level key.
  Value state(Instant at) const;
};

/// Why a file that lies under the name of `id` is not that file by its header, and what may be done
/// where the header names another one: synchronisers name copies after their machine, and behind a
/// code a hyphen begins another code (format.md 7). nullopt where it fits.
std::optional<Finding> misfit_of(const StreamHeader& header, const StreamHeader& expected,
                                 const std::string& file);

/// Errors: Io where the disk does not give the file: nothing is written that would know nothing of
/// what stands there.
void require_read(const PlainFile& file);

/// Lays `data` over a state by top-level key.
void lay_over(Value& state, const Value& data);

/// Adds the well-formed documents of another version of the file, and puts all in order; they have
/// to be judged again.
void unite(PlainFile& plain, const Stream& stream);

/// The code of the vault's own file, pos.yaml.
inline const std::string kOfficeCode = "pos";

/// By kind and code.
using PlainFiles = std::map<std::pair<std::string, std::string>, PlainFile>;

/// Reads the cards of another vault, under `people/<its id>/`, and its `pos.yaml`; they are not
/// judged yet. What cannot be read is a finding of its file. Without `pos.yaml` there is nothing.
PlainFiles read_sender_files(FileSystem& files, const std::string& vault,
                             const std::string& vault_id);

/// Reads all plain files of the vault. Documents are not judged yet.
///
/// Errors: ErrorCode::NoVault without `pos.yaml`; what is wrong with it goes on as an error, with
///         any other file, one that cannot be read included, as a finding.
PlainFiles read_plain_files(FileSystem& files, const std::string& vault);

}  // namespace pos
