// What `check --read-data` proves of one case.

#include <algorithm>
#include <map>
#include <set>

#include "domain/journal.h"
#include "storage/canonical.h"
#include "storage/case_file.h"
#include "storage/check.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/seal_right.h"
#include "storage/sealed_file.h"

namespace pos {
namespace {

std::string_view kind_of(DocumentState state) {
  switch (state) {
    case DocumentState::BadlySigned:
      return "badly_signed";
    case DocumentState::UnknownAuthor:
      return "unknown_author";
    case DocumentState::Repeated:
      return "repeated";
    case DocumentState::Unclaimed:
      return "unclaimed";
    case DocumentState::Erased:
      return "erased_names";
    default:
      return "malformed";
  }
}

bool is_harmless(DocumentState state) {
  return state == DocumentState::Unclaimed;
}

/// The parts of one compartment: those that the user's keys open, and the names of those closed.
struct Parts {
  std::vector<Stream> opened;
  std::vector<std::string> closed;
  bool unread = false;  ///< the disk does not give one: what is missing may be in it
  bool none() const { return opened.empty() && closed.empty() && !unread; }
};

/// Entries dated before one that their writer knew: a clock ran behind, which changes nothing.
std::size_t clocks_behind(const Journal& journal) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    for (std::size_t earlier = 0; earlier < i; ++earlier) {
      if (journal.known[i][earlier] &&
          journal.entries[i].recorded < journal.entries[earlier].recorded) {
        ++count;
        break;
      }
    }
  }
  return count;
}

class CaseCheck {
 public:
  CaseCheck(const Vault& vault, UserKeys& keys, const CaseId& id, Instant now, CheckReport& report)
      : vault_(vault), keys_(keys), id_(id), now_(now), report_(report) {}

  // Who checks takes no lock. Facts are written after the journal and names before it: read the
  // other way round, a command that writes meanwhile leaves nothing that looks like a loss.
  SeenCase run() {
    facts_ = open(Compartment::Facts);
    look_at_journal();
    look_at_identities();
    look_at_facts();
    look_at_closed(Compartment::Case, cases_);
    look_at_closed(Compartment::Identity, identities_);
    look_at_closed(Compartment::Facts, facts_);
    seen_.closed = !cases_.closed.empty() || !facts_.closed.empty();
    seen_.unread = cases_.unread || facts_.unread;
    seen_.names_mounted = vault_.has_identities() || vault_.place().identities.empty();
    seen_.erased = journal_.erasure() != nullptr;
    return std::move(seen_);
  }

 private:
  void add(const std::string& file, std::string_view kind, Text message, bool harmless = false) {
    report_.items.push_back({file, std::string(kind), std::move(message), harmless});
  }
  /// What its header showed already is not told again.
  void add_once(const std::string& file, std::string_view kind, const Text& message) {
    const bool told =
        std::any_of(report_.items.begin(), report_.items.end(),
                    [&](const CheckItem& item) { return item.file == file && item.kind == kind; });
    if (!told) {
      add(file, kind, message);
    }
  }
  std::string own_file(Compartment compartment) const { return case_path(compartment, id_); }
  std::string folder_of_year(Compartment compartment) const {
    return join_path(vault_.compartment_path(compartment), std::to_string(id_.year()));
  }

  Parts open(Compartment compartment);
  void open_part(Compartment compartment, const std::string& path, Parts& parts);
  void require_fit(const Stream& stream, Compartment compartment) const;
  void tell(const std::vector<CaseDocument>& documents);
  void look_at_readers(const std::vector<Stream>& parts, Compartment compartment);
  void look_at_journal();
  void tell_journal();
  void look_at_identities();
  void tell_unclaimed(const CaseDocument& document);
  void look_for_lost_names(const std::vector<CaseDocument>& there);
  void look_at_facts();
  void look_at_closed(Compartment compartment, const Parts& parts);
  bool should_open(Compartment compartment);
  std::vector<CaseDocument> believed_facts(const std::vector<Stream>& parts);
  void take_seen_facts(Journal claims);
  void compare(const std::vector<CaseDocument>& facts);

  FindSigningKey find_key() const { return card_keys(vault_); }

  const Vault& vault_;
  UserKeys& keys_;
  const CaseId& id_;
  Instant now_;
  CheckReport& report_;
  bool journal_opened_ = false;
  Parts cases_, identities_, facts_;
  std::vector<CaseDocument> documents_;
  Journal journal_;      ///< out of the case, else out of its facts
  bool erased_ = false;  ///< its names were taken away, as the journal says
  SeenCase seen_;
};

void CaseCheck::require_fit(const Stream& stream, Compartment compartment) const {
  if (stream.header.id != id_.text() || stream.header.kind->name != word(compartment)) {
    throw Error(ErrorCode::Integrity, {"l'en-tête ne correspond pas au nom du fichier",
                                       "the header does not fit the file's name"});
  }
}

void CaseCheck::open_part(Compartment compartment, const std::string& path, Parts& parts) {
  const std::string file = join_path(folder_of(own_file(compartment)), name_of(path));
  try {
    auto stream = open_stream(vault_.files().read(path).value_or(""), keys_.all(), file);
    if (!stream) {
      parts.closed.push_back(file);
      return;
    }
    ++report_.opened;
    require_fit(*stream, compartment);
    parts.opened.push_back(std::move(*stream));
  } catch (const Error& error) {
    const bool unread = error.code == ErrorCode::Io;
    parts.unread = parts.unread || unread;
    add_once(file, unread ? "unreadable" : "damaged", error.message);
  }
}

Parts CaseCheck::open(Compartment compartment) {
  const std::string folder = folder_of_year(compartment);
  Parts parts;
  for (const FolderEntry& entry : vault_.files().list(folder)) {
    if (!entry.is_folder && case_of_name(entry.name) == id_) {
      seen_.files.insert(compartment);
      open_part(compartment, join_path(folder, entry.name), parts);
    }
  }
  return parts;
}

void CaseCheck::tell(const std::vector<CaseDocument>& documents) {
  for (const CaseDocument& document : documents) {
    if (!document.well_signed()) {
      add(document.file, kind_of(document.state), document.doubt.message,
          is_harmless(document.state));
    }
  }
}

void CaseCheck::look_at_readers(const std::vector<Stream>& parts, Compartment compartment) {
  for (const Stream& part : parts) {
    const auto fits = [&](bool masked) {
      return part.header.readers == vault_.readers(compartment, journal_.manager, masked, now_);
    };
    const bool may_be_masked =
        std::any_of(journal_.entries.begin(), journal_.entries.end(),
                    [](const Entry& entry) { return entry.masked.value_or(false); });
    if (journal_opened_ && !fits(false) && !(may_be_masked && fits(true))) {
      add(part.name, "readers",
          {"chiffré pour d'autres lecteurs que ceux d'aujourd'hui",
           "sealed to other readers than those of today"},
          true);
    }
  }
}

void CaseCheck::look_at_journal() {
  cases_ = open(Compartment::Case);
  journal_opened_ = !cases_.opened.empty();
  documents_ = read_case(cases_.opened, find_key());
  tell(documents_);
  journal_ = judge(well_signed_entries(documents_), vault_.staff());
  if (journal_opened_) {
    std::set<std::string> all;
    for (const CaseDocument& document : documents_) {
      all.insert(document.document.hash);
    }
    seen_.journal = seen_entries(std::move(all), journal_);
  }
  tell_journal();
  look_at_readers(cases_.opened, Compartment::Case);
}

void CaseCheck::tell_journal() {
  for (std::size_t i = 0; i < journal_.entries.size(); ++i) {
    if (journal_.states[i] == EntryState::NotAuthorised) {
      add(own_file(Compartment::Case), "not_authorised", journal_.reasons[i]);
    }
  }
  for (std::size_t i = 0; i < journal_.lost.size() && !cases_.unread; ++i) {
    add(own_file(Compartment::Case), "lost",
        {"une saisie qu'une autre nomme manque", "an entry that another one names is missing"});
  }
  // The clocks come last (domain/judging.cc).
  const std::size_t clocks = clocks_behind(journal_);
  for (std::size_t i = 0; i < journal_.findings.size(); ++i) {
    const bool clock = i + clocks >= journal_.findings.size();
    add(own_file(Compartment::Case), clock ? "clock" : "malformed", journal_.findings[i], clock);
  }
}

void CaseCheck::look_at_identities() {
  identities_ = open(Compartment::Identity);
  if (!journal_opened_) {
    return;
  }
  std::vector<std::string> erasures;
  for (std::size_t i = 0; i < journal_.entries.size(); ++i) {
    if (journal_.entries[i].act == Act::Erase && journal_.counts(i)) {
      erasures.push_back(journal_.entries[i].hash);
    }
  }
  erased_ = !erasures.empty();
  const std::vector<CaseDocument> identities =
      read_identity(identities_.opened, documents_, find_key(), erasures);
  for (const CaseDocument& identity : identities) {
    identity.state == DocumentState::Unclaimed ? tell_unclaimed(identity) : tell({identity});
  }
  if (identities_.closed.empty() && !identities_.unread) {
    look_for_lost_names(identities);
  }
  look_at_readers(identities_.opened, Compartment::Identity);
}

/// An interrupted write leaves one, signed by its author; anything else was laid there.
void CaseCheck::tell_unclaimed(const CaseDocument& document) {
  CaseDocument alone = document;
  alone.state = DocumentState::WellSigned;
  check_signature(alone, id_.text(), find_key());
  tell({alone.well_signed() ? document : alone});
}

void CaseCheck::look_for_lost_names(const std::vector<CaseDocument>& there) {
  std::set<std::string> hashes;
  for (const CaseDocument& identity : there) {
    hashes.insert(identity.document.hash);
  }
  const bool here = vault_.has_identities();
  for (const Entry& entry : journal_.entries) {
    if (entry.identity.empty() || hashes.contains(entry.identity) || erased_) {
      continue;
    }
    if (here) {
      add(own_file(Compartment::Identity), "lost",
          {"des réponses d'identité qu'une saisie nomme manquent",
           "identity answers that an entry names are missing"});
    } else {
      add(own_file(Compartment::Identity), "not_mounted",
          {"les noms ne sont pas sur cette machine", "the names are not on this machine"}, true);
      return;
    }
  }
}

/// Whether a file of this compartment, as it would be sealed today, opens to this user.
bool CaseCheck::should_open(Compartment compartment) {
  const bool masked = compartment == Compartment::Identity;
  const std::vector<std::string> readers =
      vault_.readers(compartment, journal_.manager, masked, now_);
  return std::any_of(keys_.all().begin(), keys_.all().end(), [&](const Identity& identity) {
    const std::string recipient = to_string(identity.recipient());
    return std::find(readers.begin(), readers.end(), recipient) != readers.end();
  });
}

/// A changed stanza makes a file look like somebody else's: what the rest of the case says of its
/// readers shows it.
void CaseCheck::look_at_closed(Compartment compartment, const Parts& parts) {
  if (parts.closed.empty() || !should_open(compartment)) {
    return;
  }
  const bool reassigned = std::any_of(journal_.entries.begin(), journal_.entries.end(),
                                      [](const Entry& entry) { return entry.act == Act::Assign; });
  const bool awaits = parts.opened.empty() && (reassigned || journal_.manager.empty());
  for (const std::string& file : parts.closed) {
    // A hand-over that a merge has brought lies in a part that is for the next manager alone; to
    // that one the version from before it is closed.
    const bool part = reassigned || !is_case_file_name(name_of(file));
    add(file, "closed",
        awaits ? Text{"pas encore chiffré pour vous", "not sealed to you yet"}
        : part ? Text{"votre clé n'ouvre pas cette partie ; normal après une transmission",
                      "your key does not open this part; as it must be after a hand-over"}
               : Text{"votre clé devrait l'ouvrir et ne l'ouvre pas : abîmé, ou transmis ailleurs",
                      "your key should open it and does not: damaged, or handed over elsewhere"},
        awaits || part);
  }
}

std::vector<CaseDocument> CaseCheck::believed_facts(const std::vector<Stream>& parts) {
  std::vector<FactsPart> read;
  for (const Stream& part : parts) {
    read.push_back(read_facts(part, find_key()));
  }
  std::vector<SealRight> rights = seal_rights(read, vault_.staff());
  std::vector<Entry> there;
  for (std::size_t i = 0; i < read.size(); ++i) {
    const FactsPart& part = read[i];
    if (journal_opened_) {
      rights[i] = part.well_sealed() ? seal_right(part, journal_, vault_.staff()) : SealRight::None;
    }
    if (rights[i] != SealRight::None) {
      const std::vector<Entry> entries = well_signed_entries(part.documents);
      there.insert(there.end(), entries.begin(), entries.end());
    } else if (!part.well_sealed()) {
      add(part.file, "badly_sealed", part.doubt.message);
    } else {
      add(part.file, "badly_sealed",
          {"scellé par quelqu'un qui n'en avait pas le droit",
           "sealed by someone who had no right to"});
    }
  }
  take_seen_facts(judge(std::move(there), vault_.staff()));
  return join_facts(read, rights);
}

void CaseCheck::take_seen_facts(Journal claims) {
  if (!claims.entries.empty()) {
    std::set<std::string> all;
    for (const Entry& entry : claims.entries) {
      all.insert(entry.hash);
    }
    seen_.facts = seen_entries(std::move(all), claims);
  }
  if (!journal_opened_) {
    journal_ = std::move(claims);
  }
}

/// An interrupted registration has no facts yet, nor has an acceptance with its assign; what was
/// written on has had them.
bool is_written_on(const Journal& journal) {
  const auto ours = std::count(journal.vaults.begin(), journal.vaults.end(), "");
  return ours > (journal.takeover() == nullptr ? 1 : 2);
}

void CaseCheck::look_at_facts() {
  if (!facts_.opened.empty()) {
    const std::vector<CaseDocument> facts = believed_facts(facts_.opened);
    tell(facts);
    if (journal_opened_) {
      compare(facts);
    }
    look_at_readers(facts_.opened, Compartment::Facts);
  } else if (facts_.none() && is_written_on(journal_)) {
    add(own_file(Compartment::Facts), "lost",
        {"les faits de ce dossier ont disparu", "the facts of this case are gone"});
  }
}

void CaseCheck::compare(const std::vector<CaseDocument>& facts) {
  std::map<std::string, const Entry*> missing;
  for (const Entry& entry : journal_.entries) {
    missing[entry.hash] = &entry;
  }
  const std::map<std::string, const Entry*> journal = missing;
  const std::string file = own_file(Compartment::Facts);
  for (const CaseDocument& document : facts) {
    if (!document.well_signed()) {
      continue;
    }
    const auto found = journal.find(document.entry.hash);
    if (found == journal.end() && cases_.unread) {
      continue;
    }
    if (found == journal.end()) {
      add(file, "rolled_back",
          cases_.closed.empty()
              ? Text{"une saisie des faits manque dans le dossier : il a été ramené en arrière",
                     "an entry of the facts is missing in the case: it was rolled back"}
              : Text{
                    "une saisie des faits manque dans ce que votre clé ouvre du dossier : il a été "
                    "ramené en arrière, ou elle est dans la partie fermée ; demandez une "
                    "vérification à qui ouvre tout",
                    "an entry of the facts is missing in what your key opens of the case: it was "
                    "rolled back, or the entry is in the closed part; ask for a check by somebody "
                    "who opens all"});
      continue;
    }
    missing.erase(document.entry.hash);
    const Value& data = document.entry.data;
    if (write_canonical(facts_values(*found->second, data)) != document.document.bytes ||
        !is_part_of(data, found->second->data)) {
      add(file, "facts_differ",
          {"les faits d'une saisie diffèrent du dossier",
           "the facts of an entry differ from the case"});
    }
  }
  if (!missing.empty() && !facts_.unread) {
    add(file, "stale",
        {"des saisies du dossier manquent dans les faits",
         "entries of the case are missing in the facts"},
        true);
  }
}

}  // namespace

SeenCase check_case(const Vault& vault, UserKeys& keys, const CaseId& id, Instant now,
                    CheckReport& report) {
  try {
    return CaseCheck(vault, keys, id, now, report).run();
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io) {
      throw;
    }
    report.items.push_back({case_path(Compartment::Case, id), "damaged", error.message, false});
    return {};
  }
}

}  // namespace pos
