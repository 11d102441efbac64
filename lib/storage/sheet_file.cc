#include "storage/sheet_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/ulid.h"
#include "domain/calendar_period.h"
#include "storage/document_order.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"

namespace pos {
namespace {

constexpr std::string_view kReports = "reports";
constexpr std::string_view kSealedSheet = ".yaml.age";
constexpr std::string_view kPlainSheet = ".yaml";
constexpr std::size_t kUlidLength = 26;

bool is_sealed_bytes(std::string_view bytes) {
  return bytes.starts_with("age-encryption.org/");
}

std::vector<std::string> list_sheet_files(const Vault& vault) {
  std::vector<std::string> found;
  const std::string folder(kReports);
  for (const FolderEntry& period : vault.files().list(vault.path_of(folder))) {
    const std::string inner = join_path(folder, period.name);
    for (const FolderEntry& entry :
         period.is_folder ? vault.files().list(vault.path_of(inner)) : std::vector<FolderEntry>()) {
      if (!entry.is_folder && sheet_place(join_path(inner, entry.name))) {
        found.push_back(join_path(inner, entry.name));
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// What speaks against a document; signatures and rights as of plain files (format.md 3, 4).
std::optional<Text> doubt_of_sheet(const Vault& vault, const SheetPlace& place,
                                   const Stream& stream) {
  const Document& document = stream.documents.front();
  const Value& values = document.values;
  if (stream.header.id != place.id() || stream.header.vault != vault.office().vault_id ||
      values.scalar_of("entry") != place.entry ||
      values.find("data")->scalar_of("period") != place.period) {
    return Text{"le document ne correspond pas au nom du fichier ou au coffre",
                "the document does not fit the file's name or the vault"};
  }
  const std::string& author = values.scalar_of("author");
  const Instant recorded = parse_instant(values.scalar_of("recorded")).value();
  const std::optional<std::string> key =
      vault.signing_key(author, values.scalar_of("key"), recorded);
  if (!key || !is_signed_by(document, *key, signing_context(stream.header))) {
    return Text{"aucune clé que son auteur avait alors ne l'a signé",
                "no key that its author had then has signed it"};
  }
  const Staff& staff = vault.staff();
  if (!staff.has_role(author, StaffRole::StatisticsOfficer, recorded) &&
      !staff.has_role(author, StaffRole::Supervisor, recorded)) {
    return Text{"son auteur n'avait pas le droit de l'écrire",
                "its author had no right to write it"};
  }
  return std::nullopt;
}

class SheetReader {
 public:
  SheetReader(const Vault& vault, std::span<const Identity> keys) : vault_(vault), keys_(keys) {}

  SheetFiles run() {
    for (const std::string& file : list_sheet_files(vault_)) {
      try {
        read(file);
      } catch (const Error& error) {
        result_.findings.push_back({{file, error.where.line, {}}, error.message, error.hint});
        if (error.code == ErrorCode::Io) {
          result_.unread.push_back(error);
          result_.unread.back().where.file = file;
        }
      }
    }
    sort_documents(result_.documents,
                   [](const SheetDocument& each) -> const Document& { return each.document; });
    return std::move(result_);
  }

 private:
  void read(const std::string& file) {
    const std::string bytes = vault_.files().read(vault_.path_of(file)).value_or("");
    const SheetPlace place = *sheet_place(file);
    const std::optional<Stream> stream = open_sheet(bytes, keys_, file);
    if (!stream) {
      result_.closed.push_back(file);
      return;
    }
    if (const std::optional<Text> doubt = doubt_of_sheet(vault_, place, *stream)) {
      result_.findings.push_back({{file, 0, {}}, *doubt, {}});
      return;
    }
    const Document& document = stream->documents.front();
    if (seen_.insert(document.hash).second) {
      result_.documents.push_back({place, file, document, document.values.scalar_of("author"),
                                   *parse_instant(document.values.scalar_of("recorded"))});
    }
  }

  const Vault& vault_;
  std::span<const Identity> keys_;
  std::set<std::string> seen_;
  SheetFiles result_;
};

}  // namespace

std::string SheetPlace::path() const {
  return join_path(join_path(kReports, period),
                   id() + std::string(sealed ? kSealedSheet : kPlainSheet));
}

std::optional<SheetPlace> sheet_place(std::string_view path) {
  const std::string name = name_of(path);
  const std::string folder = folder_of(path);
  const std::size_t dot = name.find('.');
  SheetPlace place;
  place.period = name_of(folder);
  place.code = name.substr(0, dot);
  place.sealed = name.ends_with(".age");
  const bool ends_well = name.ends_with(place.sealed ? ".yaml.age" : ".yaml");
  if (folder_of(folder) != kReports || dot == std::string::npos || !ends_well ||
      name.size() < dot + 1 + kUlidLength) {
    return std::nullopt;
  }
  place.entry = name.substr(dot + 1, kUlidLength);
  const char next = name[dot + 1 + kUlidLength];
  const bool well = is_code(place.code) && is_ulid(place.entry) &&
                    parse_calendar_period(place.period) && (next == '.' || next == ' ');
  return well ? std::optional(place) : std::nullopt;
}

SheetFiles read_sheet_files(const Vault& vault, std::span<const Identity> keys) {
  return SheetReader(vault, keys).run();
}

bool vouches_for_sheet(const Vault& vault, const std::string& file, std::string_view bytes) {
  const std::optional<SheetPlace> place = sheet_place(file);
  try {
    const std::optional<Stream> stream = open_sheet(bytes, {}, file);
    return place && !place->sealed && stream && !doubt_of_sheet(vault, *place, *stream);
  } catch (const Error&) {
    return false;
  }
}

std::optional<Stream> open_sheet(std::string_view bytes, std::span<const Identity> keys,
                                 const std::string& name) {
  std::optional<Stream> stream;
  if (!is_sealed_bytes(bytes)) {
    stream = parse_stream(bytes, name, Padding::None);
  } else if (const std::optional<WipedString> text = open_file(bytes, keys, name)) {
    stream = parse_stream(*text, name, Padding::Kibibyte);
  } else {
    return std::nullopt;
  }
  const bool one = stream->header.kind->name == "sheet" && stream->documents.size() == 1;
  if (!one || !stream->documents.front().well_formed()) {
    throw Error(ErrorCode::Integrity,
                {"ce n'est pas le document d'une fiche", "not the document of a sheet"}, {},
                {name, 0, {}});
  }
  return stream;
}

StreamHeader sheet_header(const Vault& vault, const SheetPlace& place) {
  return {find_document_kind("sheet"), place.id(), {}, vault.office().vault_id};
}

std::string write_sheet_file(const Vault& vault, const SheetPlace& place,
                             const std::vector<std::string>& readers, std::string_view document) {
  const StreamHeader header = sheet_header(vault, place);
  const std::vector<std::string> documents = {std::string(document)};
  return place.sealed ? seal_file(compose_stream(header, documents, Padding::Kibibyte), readers)
                      : compose_stream(header, documents, Padding::None);
}

}  // namespace pos
