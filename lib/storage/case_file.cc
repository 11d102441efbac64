#include "storage/case_file.h"

#include <algorithm>
#include <map>
#include <set>

#include "storage/entry_document.h"

namespace pos {
namespace {

/// `hash` and all its ancestors that are there.
std::set<std::string> with_ancestors(const std::vector<CaseDocument>& documents,
                                     const std::string& hash) {
  std::map<std::string_view, const Entry*> entries;
  for (const CaseDocument& document : documents) {
    entries[document.document.hash] = &document.entry;
  }
  std::set<std::string> reached;
  std::vector<std::string> open = {hash};
  while (!open.empty()) {
    const std::string next = open.back();
    open.pop_back();
    const auto found = entries.find(next);
    if (found != entries.end() && reached.insert(next).second) {
      open.insert(open.end(), found->second->after.begin(), found->second->after.end());
    }
  }
  return reached;
}

void check_all(std::vector<CaseDocument>& documents, const std::string& subject,
               const FindSigningKey& find_key) {
  for (CaseDocument& document : documents) {
    if (document.state != DocumentState::Malformed) {
      check_signature(document, subject, find_key);
    }
  }
}

/// What was written up to a renumbering from `former` to `next` is checked under the former.
void check_former(std::vector<CaseDocument>& documents, const std::string& former,
                  const std::string& next, const FindSigningKey& find_key) {
  std::set<std::string> before;
  for (CaseDocument document : documents) {
    if (document.entry.act == Act::Renumber && document.entry.to == next) {
      check_signature(document, former, find_key);
      if (document.well_signed()) {
        before.merge(with_ancestors(documents, document.document.hash));
      }
    }
  }
  for (CaseDocument& document : documents) {
    if (before.contains(document.document.hash) && document.state != DocumentState::Malformed) {
      check_signature(document, former, find_key);
    }
  }
}

/// Checks a document by the cards of senders.
void check_sent(CaseDocument& document, const FindSigningKey& find_key) {
  document.from_sender = true;
  check_signature(document, std::string(document.subject), find_key);
}

/// Whether some of these documents begins a journal in another vault.
bool opened_elsewhere(const std::vector<CaseDocument>& documents,
                      const std::set<std::string>& before, const FindSigningKey& find_key) {
  return std::any_of(documents.begin(), documents.end(), [&](const CaseDocument& document) {
    if (!document.entry.opens_journal() || !before.contains(document.document.hash) ||
        document.state == DocumentState::Malformed) {
      return false;
    }
    CaseDocument alone = document;
    check_sent(alone, find_key);
    return alone.well_signed();
  });
}

/// What was written upon one of these is ours.
bool knows_any(const std::vector<CaseDocument>& documents, const std::string& hash,
               const std::vector<std::string>& acceptances) {
  const std::set<std::string> reached = with_ancestors(documents, hash);
  return std::any_of(acceptances.begin(), acceptances.end(),
                     [&](const std::string& each) { return reached.contains(each); });
}

/// What an acceptance by a supervisor knows came with its package; by our own keys none of it is
/// checked, and by the sender's nothing that was written here since another acceptance.
void check_accepted(std::vector<CaseDocument>& documents, const FindSigningKey& find_key) {
  std::vector<std::string> acceptances;
  std::set<std::string> sent;
  for (CaseDocument& document : documents) {
    if (!document.well_signed() || !document.entry.takes_over()) {
      continue;
    }
    const std::string& hash = document.document.hash;
    std::set<std::string> before = with_ancestors(documents, hash);
    before.erase(hash);
    if (!find_key.may_accept(document.entry.author, document.entry.recorded) ||
        !opened_elsewhere(documents, before, find_key)) {
      set_doubt(document, DocumentState::Unclaimed,
                {"aucun superviseur n'a pris là ce qui vient d'un coffre connu de ce bureau",
                 "no supervisor took over what comes from a vault that this office knows"});
      continue;
    }
    acceptances.push_back(hash);
    sent.merge(before);
  }
  for (CaseDocument& document : documents) {
    if (sent.contains(document.document.hash) && document.state != DocumentState::Malformed &&
        (acceptances.size() < 2 || !knows_any(documents, document.document.hash, acceptances))) {
      check_sent(document, find_key);
    }
  }
}

/// An identity document repeats its case entry from `entry` to `after`.
bool repeats(const Entry& identity, const Entry& entry) {
  return identity_values(identity, {}) == identity_values(entry, {});
}

const CaseDocument* claimant(const std::vector<CaseDocument>& journal,
                             const CaseDocument& identity) {
  const auto found = std::find_if(journal.begin(), journal.end(), [&](const CaseDocument& entry) {
    return entry.well_signed() && entry.entry.identity == identity.document.hash &&
           repeats(identity.entry, entry.entry);
  });
  return found == journal.end() ? nullptr : &*found;
}

Text names_came_back() {
  return {"des noms effacés sont revenus avec une copie ; `pos rekey` les retire",
          "erased names came back with a copy; `pos rekey` takes them"};
}

void check_identity(CaseDocument& document, const std::vector<CaseDocument>& journal,
                    const FindSigningKey& find_key, const std::vector<std::string>& erasures) {
  const CaseDocument* entry = claimant(journal, document);
  if (entry == nullptr && is_dropped(document.entry, journal, erasures)) {
    set_doubt(document, DocumentState::Erased, names_came_back());
    return;
  }
  if (entry == nullptr) {
    set_doubt(document, DocumentState::Unclaimed,
              {"aucune saisie du dossier ne nomme ce document",
               "no entry of the case names this document"});
    return;
  }
  const std::set<std::string> before = with_ancestors(journal, entry->document.hash);
  const bool kept = std::all_of(erasures.begin(), erasures.end(), [&](const std::string& erasure) {
    return before.contains(erasure);
  });
  if (!kept) {
    set_doubt(document, DocumentState::Erased, names_came_back());
    return;
  }
  document.from_sender = entry->from_sender;
  check_signature(document, entry->subject, find_key);
}

}  // namespace

StreamHeader case_header(Compartment compartment, const std::string& id,
                         std::vector<std::string> readers) {
  return {find_document_kind(word(compartment)), id, std::move(readers), {}};
}

std::vector<CaseDocument> read_case(const std::vector<Stream>& parts,
                                    const FindSigningKey& find_key,
                                    const std::vector<std::string>& former_ids) {
  std::vector<CaseDocument> documents = unite_parts(parts, "case");
  if (documents.empty()) {
    return documents;
  }
  std::string next = parts.front().header.id;
  check_all(documents, next, find_key);
  for (auto former = former_ids.rbegin(); former != former_ids.rend(); ++former) {
    check_former(documents, *former, next, find_key);
    next = *former;
  }
  check_accepted(documents, find_key);
  mark_repeated(documents);
  return documents;
}

std::vector<CaseDocument> read_identity(const std::vector<Stream>& parts,
                                        const std::vector<CaseDocument>& journal,
                                        const FindSigningKey& find_key,
                                        const std::vector<std::string>& erasures) {
  std::vector<CaseDocument> documents = unite_parts(parts, "identity");
  for (CaseDocument& document : documents) {
    if (document.state != DocumentState::Malformed) {
      check_identity(document, journal, find_key, erasures);
    } else if (!erasures.empty()) {
      set_doubt(document, DocumentState::Erased, names_came_back());
    }
  }
  return documents;
}

bool is_dropped(const Entry& identity, const std::vector<CaseDocument>& journal,
                const std::vector<std::string>& erasures) {
  std::set<std::string> before;
  for (const std::string& parent : identity.after) {
    std::set<std::string> reached = with_ancestors(journal, parent);
    if (reached.empty()) {
      return false;  // it may well have been written after the erasure
    }
    before.merge(reached);
  }
  return std::any_of(erasures.begin(), erasures.end(),
                     [&](const std::string& erasure) { return !before.contains(erasure); });
}

std::vector<Entry> well_signed_entries(const std::vector<CaseDocument>& documents) {
  std::vector<Entry> entries;
  for (const CaseDocument& document : documents) {
    if (document.well_signed()) {
      entries.push_back(document.entry);
    }
  }
  return entries;
}

std::vector<std::string> bytes_to_keep(const std::vector<CaseDocument>& documents) {
  std::vector<std::string> bytes;
  for (const CaseDocument& document : documents) {
    if (document.state != DocumentState::Erased) {
      bytes.push_back(document.document.bytes);
    }
  }
  return bytes;
}

}  // namespace pos
