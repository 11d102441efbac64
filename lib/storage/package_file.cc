#include "storage/package_file.h"

#include <algorithm>
#include <set>

#include "base/ulid.h"
#include "crypto/random.h"
#include "storage/layout.h"
#include "storage/plain_write.h"
#include "storage/sealed_file.h"

namespace pos {
namespace {

StreamHeader header_of(const Package& package) {
  return {find_document_kind(package.kind), package.id, {}, package.vault};
}

Error damaged_package(const std::string& name, Text why) {
  return Error(ErrorCode::Integrity, std::move(why),
               {"demander un nouvel envoi à la structure", "ask the structure to send it again"},
               {name, 0, ""});
}

Error malformed_package(const std::string& name) {
  return damaged_package(name, {"envoi mal formé", "a malformed package"});
}

Value values_of(const Package& package) {
  Value data;
  set_text(data, "fingerprint", package.fingerprint);
  set_text(data, "receiver", package.receiver);
  set_text(data, "case", package.case_id.text());
  set_text(data, "purpose", package.purpose);
  set_text(data, package.purpose, package.entry);
  set_text(data, "package", package.package);
  const auto set = [&](std::string_view key, const std::vector<std::string>& texts) {
    data.set(key, Value::texts(texts));
  };
  set("heads", package.heads);
  set("reply", package.reply);
  set("journal", package.journal);
  set("identities", package.identities);
  set("cards", package.cards);
  if (!package.sheet.empty()) {
    data.set("sheet", Value::map({{"fr", Value::text(package.sheet.fr)},
                                  {"en", Value::text(package.sheet.en)}}));
  }
  return data;
}

bool are_recipients(const std::vector<std::string>& texts) {
  return std::all_of(texts.begin(), texts.end(), [](const std::string& text) {
    try {
      parse_recipient(text);
      return true;
    } catch (const Error&) {
      return false;
    }
  });
}

/// A referral carries its sheet, and none of the journal.
bool has_purpose(const Package& package) {
  if (package.purpose == kReferralPurpose) {
    return package.kind == kPackageKind && !package.sheet.fr.empty() && !package.sheet.en.empty() &&
           package.journal.empty() && package.identities.empty();
  }
  return package.purpose == kTransferPurpose && package.sheet.empty();
}

Package package_of(const StreamHeader& header, const Value& data, const std::string& name) {
  const std::optional<CaseId> id = CaseId::parse(data.scalar_of("case"));
  Package package;
  package.kind = header.kind->name;
  package.id = header.id;
  package.vault = header.vault;
  package.fingerprint = data.scalar_of("fingerprint");
  package.receiver = data.scalar_of("receiver");
  package.purpose = data.scalar_of("purpose");
  package.entry = data.scalar_of(package.purpose);
  package.package = data.scalar_of("package");
  package.heads = data.texts_of("heads");
  package.reply = data.texts_of("reply");
  package.journal = data.texts_of("journal");
  package.identities = data.texts_of("identities");
  package.cards = data.texts_of("cards");
  if (const Value* sheet = data.find("sheet")) {
    package.sheet = {sheet->scalar_of("fr"), sheet->scalar_of("en")};
  }
  const bool well = id && id->text() == data.scalar_of("case") && is_ulid(header.id) &&
                    is_ulid(header.vault) && is_ulid(package.entry) && has_purpose(package) &&
                    are_recipients(package.reply) && package.cards.size() <= kDocumentLimit;
  if (!well) {
    throw malformed_package(name);
  }
  package.case_id = *id;
  return package;
}

/// Names of files are made of what stands in the cards.
void take_card(std::map<std::string, PlainFiles>& files, const std::string& card,
               const std::string& name) {
  const Stream stream = parse_stream(card, name, Padding::None);
  const StreamHeader& header = stream.header;
  const bool office = header.kind->name == kVaultKind;
  const bool person =
      header.kind->name == kPersonKind && is_code(header.id) && header.id != kOfficeCode;
  if (!is_ulid(header.vault) || !(office || person)) {
    throw malformed_package(name);
  }
  const std::string code = office ? kOfficeCode : header.id;
  PlainFile& file = files[header.vault][{std::string(header.kind->name), code}];
  file.header = header;
  file.path = sender_path(header.vault, code);
  unite(file, stream);
}

void add_known(std::map<std::string, PlainFiles>& files,
               const std::map<std::string, PlainFiles>& known) {
  for (auto& [vault, own] : files) {
    if (const auto found = known.find(vault); found != known.end()) {
      join_cards(own, found->second);
    }
  }
}

}  // namespace

std::string write_package(const Package& package, const SigningKey& key, std::string_view author,
                          Instant now) {
  return write_plain_document(header_of(package), {std::string(author), key, now}, {},
                              values_of(package));
}

std::string seal_package(const Package& package, const std::string& document,
                         const std::vector<std::string>& recipients) {
  return seal_file(compose_stream(header_of(package), {document}, Padding::Kibibyte), recipients);
}

Instant OpenedPackage::recorded() const {
  return parse_instant(document.values.scalar_of("recorded")).value();
}

FindSigningKey OpenedPackage::find_key() const {
  return FindSigningKey(
      [this](std::string_view author, std::string_view key, Instant at) {
        return find_signing_key(sender(), author, key, at);
      },
      [this](std::string_view author, std::string_view key, Instant at) {
        std::optional<std::string> found;
        for (const auto& [vault, judged] : vaults) {
          const auto here = find_signing_key(judged, author, key, at);
          found = here && (!found || found->empty()) && vault != package.vault ? here : found;
        }
        return found;
      },
      [this](std::string_view author, Instant at) {
        return sender().staff.has_role(author, StaffRole::Supervisor, at);
      });
}

OpenedPackage open_package(std::string_view text, const std::string& name, std::string_view kind,
                           const std::map<std::string, PlainFiles>& known) {
  const Stream stream = parse_stream(text, name, Padding::Kibibyte);
  if (stream.header.kind->name != kind || stream.documents.size() != 1) {
    throw malformed_package(name);
  }
  OpenedPackage opened;
  opened.name = name;
  opened.header = stream.header;
  opened.document = stream.documents.front();
  if (opened.document.fault) {
    throw damaged_package(name, opened.document.fault->message);
  }
  opened.package = package_of(stream.header, *opened.document.values.find("data"), name);
  for (const std::string& card : opened.package.cards) {
    take_card(opened.files, card, name);
  }
  add_known(opened.files, known);
  for (auto& [vault, files] : opened.files) {
    opened.vaults.emplace(vault, judge_sender(files, vault));
  }
  if (!opened.vaults.contains(opened.package.vault)) {
    throw malformed_package(name);
  }
  return opened;
}

void require_signature(const OpenedPackage& opened) {
  const std::optional<std::string> key = find_signing_key(
      opened.sender(), opened.author(), opened.document.values.scalar_of("key"), opened.recorded());
  const bool proven = key && is_signed_by(opened.document, *key, signing_context(opened.header)) &&
                      opened.sender().fingerprint == opened.package.fingerprint;
  if (!proven) {
    throw damaged_package(opened.name,
                          {"envoi mal signé : personne du coffre qu'il nomme n'en répond",
                           "badly signed: nobody of the vault that it names vouches for it"});
  }
}

void join_cards(PlainFiles& into, const PlainFiles& from) {
  for (const auto& [key, file] : from) {
    Stream stream{file.header, {}, file.path};
    for (const PlainDocument& document : file.documents) {
      stream.documents.push_back(document.document);
    }
    PlainFile& here = into[key];
    here.header = file.header;
    here.path = file.path;
    unite(here, stream);
  }
}

std::string card_text(const PlainFile& file) {
  std::vector<std::string> documents;
  for (const PlainDocument& document : file.documents) {
    if (document.well_signed) {
      documents.push_back(document.document.bytes);
    }
  }
  return compose_stream(file.header, documents, Padding::None);
}

std::vector<std::string> cards_of(const PlainFiles& files, std::vector<std::string> people) {
  std::vector<std::string> cards;
  std::set<std::string> met;
  const PlainFile& office = files.at({std::string(kVaultKind), kOfficeCode});
  cards.push_back(card_text(office));
  for (const PlainDocument& document : office.documents) {
    people.push_back(document.document.values.scalar_of("author"));
  }
  while (!people.empty()) {
    const std::string code = people.back();
    people.pop_back();
    const auto found = files.find({std::string(kPersonKind), code});
    if (found == files.end() || !met.insert(code).second) {
      continue;
    }
    cards.push_back(card_text(found->second));
    for (const PlainDocument& document : found->second.documents) {
      people.push_back(document.document.values.scalar_of("author"));
      people.push_back(data_of(document).scalar_of("supervisor"));
    }
  }
  return cards;
}

std::map<std::string, std::string> sender_files_of(const OpenedPackage& opened) {
  std::map<std::string, std::string> texts;
  for (const auto& [vault, files] : opened.files) {
    for (const auto& [key, file] : files) {
      texts[file.path] = card_text(file);
    }
  }
  return texts;
}

}  // namespace pos
