#include "storage/document.h"

#include <algorithm>

#include "crypto/hash.h"
#include "storage/canonical.h"

namespace pos {
namespace {

struct Piece {
  std::string_view bytes;
  int line = 1;
};

Error damaged(const std::string& name, int line, Text why) {
  return Error(ErrorCode::Integrity, std::move(why), {}, {name, line, ""});
}

Error no_stream(const std::string& name) {
  return damaged(name, 1,
                 {"endommagé : ne commence pas par « --- »", "damaged: does not begin with ---"});
}

Text too_many_documents() {
  return text("plus de {} documents dans un fichier", "more than {} documents in one file",
              kDocumentLimit);
}

/// What lies between the lines that are exactly `---`, the header first.
std::vector<Piece> cut(std::string_view bytes, const std::string& name) {
  std::vector<Piece> pieces;
  int line = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    const std::string_view row = bytes.substr(at, end - at);
    ++line;
    if (row == kSeparator || row == "---") {
      if (!pieces.empty()) {
        pieces.back().bytes = bytes.substr(begin, at - begin);
      }
      if (pieces.size() > kDocumentLimit) {
        throw damaged(name, line, too_many_documents());
      }
      pieces.push_back({bytes.substr(end), line + 1});
      begin = end;
    }
    at = end;
  }
  return pieces;
}

/// `case/1` into its kind and version; the version 0 where it is none.
std::pair<const DocumentKind*, int> kind_and_version(std::string_view word) {
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) {
    return {nullptr, 0};
  }
  const std::string_view digits = word.substr(slash + 1);
  const bool number = !digits.empty() && digits.front() != '0' &&
                      digits.find_first_not_of("0123456789") == std::string_view::npos;
  int version = 0;
  for (char digit : number ? digits.substr(0, 9) : std::string_view()) {
    version = version * 10 + (digit - '0');
  }
  return {find_document_kind(word.substr(0, slash)), version};
}

/// Read off the first line alone, because the rest of a newer header may be of any shape.
const DocumentKind* read_kind(const Piece& header, const std::string& name) {
  constexpr std::string_view kBegin = "pos: \"";
  const std::string_view row = header.bytes.substr(0, header.bytes.find('\n'));
  if (!row.starts_with(kBegin) || !row.ends_with('"') || row.size() <= kBegin.size()) {
    throw damaged(name, header.line, {"en-tête endommagé", "damaged header"});
  }
  const auto [kind, version] =
      kind_and_version(row.substr(kBegin.size(), row.size() - kBegin.size() - 1));
  if (kind == nullptr || version == 0) {
    throw damaged(name, header.line, {"genre de fichier inconnu", "unknown kind of file"});
  }
  if (version > kind->version) {
    throw Error(ErrorCode::Newer,
                text("écrit dans une version plus récente du format ({}/{})",
                     "written in a newer version of the format ({}/{})", kind->name, version),
                {"installez une version plus récente de pos", "install a newer pos"},
                {name, header.line, "pos"});
  }
  return kind;
}

/// The values, and why they are not written as they must be.
std::optional<Finding> read_values(std::string_view bytes, const std::string& name, int line,
                                   Value& values) {
  try {
    values = read_canonical(bytes, name, line);
  } catch (const Error& error) {
    return Finding{error.where, error.message, error.hint};
  }
  if (write_canonical(values) != bytes) {
    return Finding{
        {name, line, ""}, {"n'est pas écrit comme pos écrit", "not written as pos writes"}, {}};
  }
  return std::nullopt;
}

bool is_header(const Value& values, bool has_readers) {
  const Value* last = values.find(has_readers ? "readers" : "vault");
  if (values.members.size() != 3 || last != &values.members[2].value ||
      values.members[1].key != "id" || values.scalar_of("id").empty() ||
      values.members[1].value.kind != Value::Kind::Text) {
    return false;
  }
  if (!has_readers) {
    return last->kind == Value::Kind::Text && !last->scalar.empty();
  }
  return last->is_list() && !last->items.empty() &&
         std::all_of(last->items.begin(), last->items.end(), [](const Value& item) {
           return item.kind == Value::Kind::Text && !item.scalar.empty();
         });
}

StreamHeader read_header(const Piece& piece, const std::string& name) {
  StreamHeader header;
  header.kind = read_kind(piece, name);
  Value values;
  if (read_values(piece.bytes, name, piece.line, values) ||
      !is_header(values, header.kind->has_readers)) {
    throw damaged(name, piece.line, {"en-tête endommagé", "damaged header"});
  }
  header.id = values.scalar_of("id");
  header.readers = values.texts_of("readers");
  header.vault = values.scalar_of("vault");
  return header;
}

std::string write_header(const StreamHeader& header) {
  Value values;
  values.set("pos", Value::text(fmt::format("{}/{}", header.kind->name, header.kind->version)));
  values.set("id", Value::text(header.id));
  if (header.kind->has_readers) {
    values.set("readers", Value::texts(header.readers));
  } else {
    values.set("vault", Value::text(header.vault));
  }
  return write_canonical(values);
}

std::string without_padding(std::string_view bytes) {
  const std::size_t last = bytes.find_last_not_of('\n');
  return last == std::string_view::npos ? std::string()
                                        : std::string(bytes.substr(0, last + 1)) + '\n';
}

}  // namespace

Stream parse_stream(std::string_view bytes, const std::string& name, Padding padding) {
  std::string unpadded;
  if (padding == Padding::Kibibyte) {
    unpadded = without_padding(bytes);
    bytes = unpadded;
  }
  if (!bytes.starts_with(kSeparator)) {
    throw no_stream(name);
  }
  const std::vector<Piece> pieces = cut(bytes, name);
  Stream stream;
  stream.name = name;
  stream.header = read_header(pieces.front(), name);
  for (auto piece = pieces.begin() + 1; piece != pieces.end(); ++piece) {
    stream.documents.push_back(
        read_document(std::string(piece->bytes), *stream.header.kind, name, piece->line));
  }
  return stream;
}

std::string compose_stream(const StreamHeader& header, const std::vector<std::string>& documents,
                           Padding padding) {
  if (documents.size() > kDocumentLimit) {
    throw Error(ErrorCode::Invalid, too_many_documents());
  }
  std::string stream = std::string(kSeparator) + write_header(header);
  for (const std::string& document : documents) {
    stream += kSeparator;
    stream += document;
    if (!stream.ends_with('\n')) {
      stream += '\n';
    }
  }
  if (stream.size() > kStreamLimit) {
    throw Error(ErrorCode::Invalid, text("le fichier dépasserait {} octets",
                                         "the file would be over {} bytes", kStreamLimit));
  }
  if (padding == Padding::Kibibyte) {
    stream.resize((stream.size() + kPaddingBlock - 1) / kPaddingBlock * kPaddingBlock, '\n');
  }
  return stream;
}

Document read_document(std::string bytes, const DocumentKind& kind, const std::string& name,
                       int line) {
  Document document;
  document.hash = blake2b_256_hex(bytes);
  document.line = line;
  document.fault = read_values(bytes, name, line, document.values);
  if (document.well_formed()) {
    if (auto fault = document_fault(kind, document.values)) {
      document.fault = Finding{{name, line, ""}, std::move(*fault), {}};
    }
  }
  if (!document.well_formed()) {
    document.values = {};
  }
  document.bytes = std::move(bytes);
  return document;
}

SigningContext signing_context(const StreamHeader& header) {
  const DocumentKind& kind = *header.kind;
  return {std::string(kind.label), kind.scope.empty() ? header.vault : std::string(kind.scope),
          header.id};
}

std::string signed_message(const SigningContext& context, std::string_view bytes) {
  std::string message;
  for (const std::string* part : {&context.label, &context.scope, &context.subject}) {
    message += *part;
    message += '\0';
  }
  message += bytes;
  return message;
}

std::string write_document(Value values, const SigningKey& key, const SigningContext& context) {
  const std::string message = signed_message(context, write_canonical(values));
  values.set("signature", Value::text(sign(key, message)));
  return write_canonical(values);
}

bool is_signed_by(const Document& document, std::string_view public_key,
                  const SigningContext& context) {
  const std::string& signature = document.values.scalar_of("signature");
  return !signature.empty() &&
         verify(public_key, signed_message(context, unsigned_part(document.bytes)), signature);
}

void set_text(Value& values, std::string_view key, std::string_view words) {
  if (!words.empty()) {
    values.set(key, Value::text(std::string(words)));
  }
}

std::string_view unsigned_part(std::string_view bytes) {
  const std::size_t before = bytes.rfind('\n', bytes.empty() ? 0 : bytes.size() - 2);
  const std::size_t last = before == std::string_view::npos ? 0 : before + 1;
  return bytes.substr(last).starts_with("signature: ") ? bytes.substr(0, last) : bytes;
}

}  // namespace pos
