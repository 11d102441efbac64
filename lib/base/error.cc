#include "base/error.h"

#include <cassert>

namespace pos {

const std::vector<ErrorKind>& error_kinds() {
  static const std::vector<ErrorKind> kinds = {
      {ErrorCode::Failure, "failure", {"autre échec", "anything not below"}},
      {ErrorCode::Usage,
       "usage",
       {"option, commande, filtre ou valeur inconnus ; option obligatoire absente",
        "unknown option, command, filter or value; required option missing"}},
      {ErrorCode::Partial,
       "partial",
       {"fait en partie ; la sortie dit quoi et combien",
        "done in part; the output says what and how many"}},
      {ErrorCode::Invalid,
       "invalid",
       {"la saisie ne respecte pas sa fiche ; rien n'a été écrit",
        "the input breaks its form; nothing was written"}},
      {ErrorCode::NotFound,
       "not_found",
       {"dossier, personne, structure ou saisie introuvable",
        "no such case, person, structure, entry"}},
      {ErrorCode::GivenUp, "given_up", {"abandonné par l'utilisateur", "given up by the user"}},
      {ErrorCode::NoVault, "no_vault", {"aucun coffre ici", "no vault here"}},
      {ErrorCode::Locked,
       "locked",
       {"utilisé par un autre programme", "in use by another program"}},
      {ErrorCode::NoKey,
       "no_key",
       {"aucune clé ne convient, ou mauvaise phrase de passe",
        "no matching key, wrong passphrase"}},
      {ErrorCode::Integrity,
       "integrity",
       {"endommagé, tronqué, remplacé, ramené en arrière ou mal signé",
        "damaged, truncated, replaced, rolled back, badly signed"}},
      {ErrorCode::Conflict, "conflict", {"modifié entre-temps", "changed since it was read"}},
      {ErrorCode::Refused,
       "refused",
       {"interdit par les procédures ou par le rôle", "the procedures or a role forbid it"}},
      {ErrorCode::Io,
       "io",
       {"écriture impossible : disque plein ou en lecture seule",
        "disk full, short write, failed flush"}},
      {ErrorCode::Newer,
       "newer",
       {"écrit par une version plus récente de pos", "written by a newer format of pos"}},
      {ErrorCode::Due,
       "due",
       {"une échéance est dépassée (avec --check)", "something is overdue (with --check)"}},
  };
  return kinds;
}

std::string_view word(ErrorCode code) {
  for (const ErrorKind& kind : error_kinds()) {
    if (kind.code == code) {
      return kind.word;
    }
  }
  assert(false);
  return "failure";
}

std::string to_string(const Location& where) {
  std::string result = where.file;
  if (where.line > 0) {
    result += fmt::format("{}{}", result.empty() ? "" : ":", where.line);
  }
  if (!where.field.empty()) {
    result += (result.empty() ? "" : ": ") + where.field;
  }
  return result.empty() ? result : result + ": ";
}

Error::Error(ErrorCode c, Text m, Text h, Location w)
    : code(c), message(std::move(m)), hint(std::move(h)), where(std::move(w)) {}

Text with_hint(const Finding& finding) {
  return finding.hint.empty() ? finding.message
                              : text("{} ; {}", "{}; {}", finding.message, finding.hint);
}

Error invalid_input(std::vector<Finding> findings) {
  assert(!findings.empty());
  const Finding& first = findings.front();
  Error error(ErrorCode::Invalid, first.message, first.hint, first.where);
  error.findings = std::move(findings);
  return error;
}

Error refusal(std::string id, Text message, Text hint, std::string source) {
  Error error(ErrorCode::Refused, std::move(message), std::move(hint));
  error.id = std::move(id);
  error.source = std::move(source);
  return error;
}

}  // namespace pos
