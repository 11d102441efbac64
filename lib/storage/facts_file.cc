#include "storage/facts_file.h"

#include <algorithm>
#include <cassert>
#include <set>

#include "storage/canonical.h"
#include "storage/entry_document.h"

namespace pos {
namespace {

bool is_seal(const Document& document) {
  return document.values.find("seal") != nullptr;
}

SigningContext facts_context(const std::string& id) {
  return signing_context({find_document_kind("facts"), id, {}, {}});
}

/// What a seal signs: the bytes from the second `---` line on, without its own signature.
std::string sealed_bytes(const std::vector<std::string>& documents, std::string_view seal) {
  std::string bytes;
  for (const std::string& document : documents) {
    bytes += kSeparator;
    bytes += document;
  }
  bytes += kSeparator;
  bytes += seal;
  return bytes;
}

void set_seal_doubt(FactsPart& part, DocumentState state, int line, Text why) {
  part.seal = state;
  part.doubt = {{part.file, line, "seal"}, std::move(why), {}};
}

bool is_sealed_by(const Stream& stream, std::string_view public_key) {
  std::vector<std::string> documents;
  for (const Document& document : stream.documents) {
    documents.push_back(document.bytes);
  }
  const Document& seal = stream.documents.back();
  documents.pop_back();
  const std::string bytes = sealed_bytes(documents, unsigned_part(seal.bytes));
  return verify(public_key, signed_message(facts_context(stream.header.id), bytes),
                seal.values.scalar_of("signature"));
}

void check_seal(FactsPart& part, const Stream& stream, const FindSigningKey& find_key) {
  const Document& seal = stream.documents.back();
  part.author = seal.values.scalar_of("author");
  part.key = seal.values.scalar_of("key");
  part.recorded = parse_instant(seal.values.scalar_of("recorded")).value();
  const auto key = find_key(part.author, part.key, part.recorded);
  if (seal.values.scalar_of("seal") != std::to_string(stream.documents.size() - 1)) {
    set_seal_doubt(part, DocumentState::BadlySigned, seal.line,
                   {"le sceau compte un autre nombre de saisies",
                    "the seal counts another number of entries"});
  } else if (!key) {
    set_seal_doubt(part, DocumentState::UnknownAuthor, seal.line,
                   {"auteur inconnu", "unknown author"});
  } else if (!is_sealed_by(stream, *key)) {
    set_seal_doubt(part, DocumentState::BadlySigned, seal.line, {"mal signé", "badly signed"});
  }
}

void require_facts(const Stream& stream) {
  if (stream.header.kind->name != "facts") {
    throw Error(ErrorCode::Integrity,
                {"ce fichier appartient à un autre compartiment",
                 "this file belongs to another compartment"},
                {}, {stream.name, 0, "pos"});
  }
}

std::vector<const FactsPart*> counted_parts(const std::vector<FactsPart>& parts,
                                            const std::vector<SealRight>& rights, SealRight right) {
  std::vector<const FactsPart*> counted;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].well_sealed() && rights[i] == right) {
      counted.push_back(&parts[i]);
    }
  }
  return counted;
}

void require_one_case(const std::vector<FactsPart>& parts) {
  for (const FactsPart& part : parts) {
    if (part.id != parts.front().id) {
      throw Error(ErrorCode::Integrity,
                  {"ce fichier appartient à un autre dossier", "this file belongs to another case"},
                  {}, {part.file, 0, "id"});
    }
  }
}

}  // namespace

FactsPart read_facts(const Stream& stream, const FindSigningKey& find_key) {
  require_facts(stream);
  FactsPart part{stream.name, stream.header.id, stream.header.readers, {}, {}, {}, {}, {}, {}};
  Stream entries = stream;
  std::erase_if(entries.documents, is_seal);
  part.documents = unite_parts({entries}, "facts");
  const bool ends_in_one = !stream.documents.empty() && is_seal(stream.documents.back()) &&
                           entries.documents.size() + 1 == stream.documents.size();
  if (ends_in_one) {
    check_seal(part, stream, find_key);
  } else {
    set_seal_doubt(part, DocumentState::Malformed, 0,
                   {"pas exactement un sceau, à la fin", "not exactly one seal, at the end"});
  }
  return part;
}

std::vector<CaseDocument> join_facts(const std::vector<FactsPart>& parts,
                                     const std::vector<SealRight>& rights) {
  assert(parts.size() == rights.size());
  require_one_case(parts);
  const auto present = counted_parts(parts, rights, SealRight::Present);
  std::vector<CaseDocument> documents;
  std::set<std::string_view> met;
  const auto take = [&](const FactsPart& part, bool vouched) {
    for (const CaseDocument& document : part.documents) {
      if (met.insert(document.document.hash).second) {
        documents.push_back(document);
        if (!vouched && document.well_signed()) {
          set_doubt(documents.back(), DocumentState::Unclaimed,
                    {"seul un ancien gestionnaire répond de cette saisie",
                     "only a former case manager vouches for this entry"});
        }
      }
    }
  };
  for (const FactsPart* part : present) {
    take(*part, true);
  }
  for (const FactsPart* part : counted_parts(parts, rights, SealRight::Former)) {
    take(*part, present.empty());
  }
  mark_repeated(documents);
  return documents;
}

std::string write_seal(const std::vector<std::string>& documents, const std::string& id,
                       const Sealer& sealer, Instant now) {
  const DocumentKind& kind = *find_document_kind("facts");
  Instant recorded = now;
  for (const std::string& bytes : documents) {
    if (const Document document = read_document(bytes, kind); document.well_formed()) {
      recorded = std::max(recorded, read_entry(document, kind).recorded);
    }
  }
  Value values;
  values.set("seal", Value::number(std::to_string(documents.size())));
  values.set("recorded", Value::text(to_string(recorded)));
  values.set("author", Value::text(sealer.author));
  values.set("key", Value::text(key_id(sealer.key.public_key)));
  const std::string message =
      signed_message(facts_context(id), sealed_bytes(documents, write_canonical(values)));
  values.set("signature", Value::text(sign(sealer.key, message)));
  return write_canonical(values);
}

bool is_part_of(const Value& part, const Value& whole) {
  if (part.is_map() && whole.is_map()) {
    return std::all_of(part.members.begin(), part.members.end(), [&](const Member& member) {
      const Value* answer = whole.find(member.key);
      return answer != nullptr && is_part_of(member.value, *answer);
    });
  }
  const bool table = part.is_list() && !part.items.empty() && part.items.front().is_map();
  if (!table || !whole.is_list()) {
    return part == whole;
  }
  return std::all_of(part.items.begin(), part.items.end(), [&](const Value& row) {
    return std::any_of(whole.items.begin(), whole.items.end(),
                       [&](const Value& other) { return is_part_of(row, other); });
  });
}

}  // namespace pos
