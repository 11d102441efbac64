#include "crypto/age_error.h"

#include <utility>

namespace pos {
namespace {

Error with_id(std::string id, Error error) {
  error.id = std::move(id);
  return error;
}

}  // namespace

Error armor_error(Text detail) {
  return with_id("age-armor",
                 Error(ErrorCode::Integrity,
                       text("l'armure du fichier chiffré est mal formée : {}",
                            "the armour of the encrypted file is malformed: {}", detail)));
}

Error header_error(Text detail) {
  return with_id("age-header",
                 Error(ErrorCode::Integrity,
                       text("l'en-tête du fichier chiffré est mal formé : {}",
                            "the header of the encrypted file is malformed: {}", detail)));
}

Error no_match_error(Text message) {
  return with_id("age-no-match", Error(ErrorCode::NoKey, std::move(message)));
}

Error mac_error() {
  return with_id("age-mac",
                 Error(ErrorCode::Integrity, {"l'en-tête du fichier chiffré a été modifié",
                                              "the header of the encrypted file was altered"}));
}

Error payload_error() {
  return with_id("age-payload", Error(ErrorCode::Integrity,
                                      {"le contenu du fichier chiffré est endommagé ou tronqué",
                                       "the content of the encrypted file is damaged or cut"}));
}

Error limit_error(Text message) {
  return with_id("age-limit", Error(ErrorCode::Integrity, std::move(message),
                                    {"si ce fichier est bien le vôtre, `age -d` peut l'ouvrir",
                                     "if the file is truly yours, `age -d` can open it"}));
}

Error recipient_error(Text message, Text hint) {
  return with_id("age-recipient", Error(ErrorCode::Invalid, std::move(message), std::move(hint)));
}

}  // namespace pos
