#include "storage/case_document.h"

#include <map>
#include <set>

#include "storage/entry_document.h"

namespace pos {
namespace {

void require_place(const Stream& part, const Stream& first, std::string_view kind) {
  const StreamHeader& header = part.header;
  if (header.kind->name != kind || header.id != first.header.id) {
    throw Error(ErrorCode::Integrity,
                {"ce fichier appartient à un autre dossier ou à un autre compartiment",
                 "this file belongs to another case or another compartment"},
                {}, {part.name, 0, header.kind->name != kind ? "pos" : "id"});
  }
}

void require_room(const std::vector<CaseDocument>& documents, const Stream& part) {
  if (documents.size() == kDocumentLimit) {
    throw Error(ErrorCode::Integrity,
                text("plus de {} documents dans un dossier", "more than {} documents in one case",
                     kDocumentLimit),
                {}, {part.name, 0, ""});
  }
}

CaseDocument from_stream(const Document& document, const Stream& part) {
  CaseDocument result;
  result.document = document;
  result.kind = part.header.kind;
  result.file = part.name;
  if (document.well_formed()) {
    result.entry = read_entry(document, *part.header.kind);
  } else {
    result.state = DocumentState::Malformed;
    result.doubt = *document.fault;
  }
  return result;
}

}  // namespace

std::vector<CaseDocument> unite_parts(const std::vector<Stream>& parts, std::string_view kind) {
  std::vector<CaseDocument> documents;
  std::set<std::string_view> met;
  for (const Stream& part : parts) {
    require_place(part, parts.front(), kind);
    for (const Document& document : part.documents) {
      if (met.insert(document.hash).second) {
        require_room(documents, part);
        documents.push_back(from_stream(document, part));
      }
    }
  }
  return documents;
}

void check_signature(CaseDocument& document, const std::string& subject,
                     const FindSigningKey& find_key) {
  const Entry& entry = document.entry;
  document.subject = subject;
  const auto key = document.from_sender
                       ? find_key.of_senders(entry.author, entry.key, entry.recorded)
                       : find_key(entry.author, entry.key, entry.recorded);
  if (!key) {
    set_doubt(document, DocumentState::UnknownAuthor, {"auteur inconnu", "unknown author"});
  } else if (!is_signed_by(document.document, *key,
                           signing_context({document.kind, subject, {}, {}}))) {
    set_doubt(document, DocumentState::BadlySigned, {"mal signé", "badly signed"});
  } else {
    document.state = DocumentState::WellSigned;
    document.doubt = {};
  }
}

void mark_repeated(std::vector<CaseDocument>& documents) {
  std::map<std::string, int> times;
  for (const CaseDocument& document : documents) {
    times[document.entry.id] += document.well_signed() ? 1 : 0;
  }
  for (CaseDocument& document : documents) {
    if (document.well_signed() && times[document.entry.id] > 1) {
      set_doubt(
          document, DocumentState::Repeated,
          {"deux documents différents de la même saisie", "two different documents of one entry"});
    }
  }
}

void set_doubt(CaseDocument& document, DocumentState state, Text why) {
  document.state = state;
  document.doubt = {{document.file, document.document.line, ""}, std::move(why), {}};
}

}  // namespace pos
