#include "storage/sealed_file.h"

#include <algorithm>

#include "crypto/age_header.h"

namespace pos {
namespace {

bool is_sealed_to(std::string_view bytes, std::size_t readers) {
  const AgeHeader header = parse_age_header(bytes);
  return header.stanzas.size() == readers &&
         std::all_of(header.stanzas.begin(), header.stanzas.end(),
                     [](const Stanza& stanza) { return stanza.type() == "X25519"; });
}

Stream checked_stream(std::string_view bytes, std::string_view text, const std::string& name) {
  Stream stream = parse_stream(text, name, Padding::Kibibyte);
  if (!stream.header.kind->has_readers || !is_sealed_to(bytes, stream.header.readers.size())) {
    throw Error(ErrorCode::Integrity,
                {"l'en-tête ne nomme pas ceux pour qui le fichier est chiffré",
                 "the header does not name those whom the file is sealed to"},
                {}, {name, 0, "readers"});
  }
  return stream;
}

/// Names the file, and where a whole one may be: who works on a case is told, who checks has the
/// rest beside it.
Error of_damaged_file(Error error, const std::string& name) {
  error.where.file = name;
  if (error.code == ErrorCode::Integrity && error.hint.empty()) {
    error.hint = {
        "reprendre ce fichier d'une sauvegarde ou chez un collègue ; `pos check --repair` refait "
        "les faits, et met de côté un fichier abîmé dont il y a une copie saine",
        "take this file from a backup or from a colleague; `pos check --repair` makes facts again, "
        "and sets aside what has a sound copy beside it"};
  }
  return error;
}

}  // namespace

std::string seal_file(std::string_view text, const std::vector<std::string>& recipients) {
  std::vector<Recipient> keys;
  for (const std::string& recipient : recipients) {
    keys.push_back(parse_recipient(recipient));
  }
  return age_encrypt(text, keys);
}

std::optional<WipedString> open_file(std::string_view bytes, std::span<const Identity> identities,
                                     const std::string& name, PositionHint* hint) {
  try {
    return age_decrypt(bytes, identities, hint);
  } catch (const Error& error) {
    if (error.code == ErrorCode::NoKey) {
      return std::nullopt;
    }
    throw of_damaged_file(error, name);
  }
}

std::string seal_stream(const StreamHeader& header, const std::vector<std::string>& documents) {
  return seal_file(compose_stream(header, documents, Padding::Kibibyte), header.readers);
}

std::optional<Stream> open_stream(std::string_view bytes, std::span<const Identity> identities,
                                  const std::string& name, PositionHint* hint) {
  const auto text = open_file(bytes, identities, name, hint);
  if (!text) {
    return std::nullopt;
  }
  try {
    return checked_stream(bytes, *text, name);
  } catch (const Error& error) {
    throw of_damaged_file(error, name);
  }
}

}  // namespace pos
