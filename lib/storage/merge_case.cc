// Files of a case: three compartments, one shape.

#include <algorithm>
#include <map>

#include "domain/journal_order.h"
#include "storage/case_file.h"
#include "storage/facts_file.h"
#include "storage/merge.h"
#include "storage/merge_sides.h"
#include "storage/seal_right.h"

namespace pos {
namespace {

std::vector<Stream> streams_of(const std::vector<FileVersion>& versions) {
  std::vector<Stream> streams;
  for (const FileVersion& version : versions) {
    streams.push_back(version.stream);
  }
  return streams;
}

/// Whether the signature can be judged here at all: the author and this key are known.
bool is_judged(const CaseDocument& document, const FindSigningKey& find_key) {
  const Entry& entry = document.entry;
  return !find_key(entry.author, entry.key, entry.recorded).value_or("").empty();
}

/// A document that one version brings must be well signed, or it spoils the other.
void require_proof(const CaseUnion& merged, const FindSigningKey& find_key) {
  for (const CaseDocument& document : merged.documents) {
    if (document.well_signed() || document.state == DocumentState::Repeated ||
        is_in_all(merged.sides, document.document.hash)) {
      continue;
    }
    if (document.state == DocumentState::Malformed || is_judged(document, find_key)) {
      throw not_merged(document.doubt.message, document.doubt.where);
    }
    throw unproven(document.doubt.message, document.doubt.where);
  }
}

// Two files with one identifier but different registrations are two children (architecture 4.1).
void require_one_child(const std::vector<CaseDocument>& documents) {
  const CaseDocument* first = nullptr;
  for (const CaseDocument& document : documents) {
    const bool counts = document.well_signed() || document.state == DocumentState::Repeated;
    if (!counts || !document.entry.opens_journal()) {
      continue;
    }
    if (first != nullptr) {
      Error error = not_merged({"deux enregistrements : ce sont deux enfants",
                                "two registrations: these are two children"},
                               {document.file, document.document.line, ""});
      error.hint = {"l'un des deux dossiers reçoit un autre identifiant",
                    "one of the two cases gets another identifier"};
      throw error;
    }
    first = &document;
  }
}

/// In the order of format.md 5.2; what is malformed says no order and stands last.
void put_in_order(std::vector<CaseDocument>& documents) {
  std::vector<Entry> entries;
  for (CaseDocument& document : documents) {
    if (document.state != DocumentState::Malformed) {
      entries.push_back(document.entry);
      entries.back().data = {};
      entries.back().hash = document.document.hash;
      if (!document.entry.hash.empty()) {
        entries.back().hash = document.entry.hash;  // facts stand for their case entry
      }
    }
  }
  std::map<std::string, std::size_t> places;
  for (const Entry& entry : in_order(std::move(entries)).entries) {
    places.emplace(entry.hash, places.size());
  }
  const auto place = [&](const CaseDocument& document) {
    const std::string& hash =
        document.entry.hash.empty() ? document.document.hash : document.entry.hash;
    const auto found = places.find(hash);
    return std::make_pair(found == places.end() ? places.size() : found->second,
                          document.document.hash);
  };
  std::sort(documents.begin(), documents.end(),
            [&](const CaseDocument& a, const CaseDocument& b) { return place(a) < place(b); });
}

CaseUnion finished(CaseUnion merged, const FindSigningKey& find_key) {
  require_proof(merged, find_key);
  require_one_child(merged.documents);
  put_in_order(merged.documents);
  return merged;
}

void drop(CaseUnion& merged, const std::string& hash) {
  for (MergeSide& side : merged.sides) {
    side.may_stay = side.documents.erase(hash) == 0 && side.may_stay;
  }
}

std::vector<FactsPart> sealed_parts(const std::vector<FileVersion>& versions,
                                    const FindSigningKey& find_key) {
  std::vector<FactsPart> parts;
  for (const FileVersion& version : versions) {
    parts.push_back(read_facts(version.stream, find_key));
    const FactsPart& part = parts.back();
    const bool broken = part.seal == DocumentState::Malformed ||
                        (!part.well_sealed() &&
                         !find_key(part.author, part.key, part.recorded).value_or("").empty());
    if (broken) {
      throw not_merged(part.doubt.message, part.doubt.where);
    }
  }
  return parts;
}

// A present sealer's file without an entry says more than another's with it, unless the merger has
// that entry from the journal itself.
void require_vouchers(CaseUnion& merged, const std::vector<FactsPart>& parts,
                      const std::vector<SealRight>& rights, const std::set<std::string>& own) {
  const SealRight best = *std::max_element(rights.begin(), rights.end());
  std::set<std::string> vouched = own;
  std::set<std::string> known;
  for (std::size_t i = 0; i < rights.size(); ++i) {
    MergeSide& side = merged.sides[i];
    if (parts[i].well_sealed()) {
      known.insert(side.documents.begin(), side.documents.end());
    }
    if (rights[i] == best && best != SealRight::None) {
      vouched.insert(side.documents.begin(), side.documents.end());
    }
    side.rank = rights[i] == best ? 0 : 1;
    side.may_stay = rights[i] != SealRight::None;
  }
  for (const CaseDocument& document : merged.documents) {
    if (!vouched.contains(document.document.hash)) {
      Error error = unproven({"scellé par quelqu'un qui n'en a pas, ou plus, le droit",
                              "sealed by someone who has no right to, or no more"},
                             {document.file, document.document.line, ""});
      error.id = known.contains(document.document.hash) ? kUnvouched : kUnproven;
      throw error;
    }
  }
}

void require_one_fact_each(const std::vector<CaseDocument>& documents) {
  std::set<std::string> met;
  for (const CaseDocument& document : documents) {
    if (document.well_signed() && !met.insert(document.entry.hash).second) {
      throw not_merged(
          {"deux faits différents d'une même saisie", "two different facts documents of one entry"},
          {document.file, document.document.line, ""});
    }
  }
}

}  // namespace

CaseUnion unite_case(const std::vector<FileVersion>& versions, const FindSigningKey& find_key) {
  require_one_vault(versions);
  return finished({read_case(streams_of(versions), find_key), sides_of(versions)}, find_key);
}

CaseUnion unite_identity(const std::vector<FileVersion>& versions,
                         const std::vector<CaseDocument>& journal, const FindSigningKey& find_key,
                         const std::vector<std::string>& erasures) {
  require_one_vault(versions);
  const std::string& id = versions.front().stream.header.id;
  CaseUnion merged{{}, sides_of(versions)};
  for (CaseDocument& document : read_identity(streams_of(versions), journal, find_key, erasures)) {
    const bool unnamed = document.state == DocumentState::Unclaimed;
    if (document.state == DocumentState::Erased ||
        (unnamed && is_dropped(document.entry, journal, erasures))) {
      drop(merged, document.document.hash);
      continue;
    }
    if (unnamed) {
      check_signature(document, id, find_key);
    }
    merged.documents.push_back(std::move(document));
  }
  return finished(std::move(merged), find_key);
}

CaseUnion unite_facts(const std::vector<FileVersion>& versions, const FindSigningKey& find_key,
                      const Staff& staff, const std::set<std::string>& own) {
  require_one_vault(versions);
  const std::vector<FactsPart> parts = sealed_parts(versions, find_key);
  CaseUnion merged{{}, sides_of(versions)};
  std::set<std::string> met;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    merged.sides[i].documents.clear();
    for (const CaseDocument& document : parts[i].documents) {
      merged.sides[i].documents.insert(document.document.hash);
      if (met.insert(document.document.hash).second) {
        merged.documents.push_back(document);
      }
    }
  }
  require_one_fact_each(merged.documents);
  require_vouchers(merged, parts, seal_rights(parts, staff), own);
  return finished(std::move(merged), find_key);
}

}  // namespace pos
