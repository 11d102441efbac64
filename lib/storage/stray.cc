#include "storage/stray.h"

#include "crypto/age_file.h"
#include "storage/document.h"

namespace pos {

bool is_sealed_copy(FileSystem& files, const std::string& path) {
  try {
    return is_age_file(files.read(path).value_or(""));
  } catch (const Error& error) {
    if (error.code == ErrorCode::Io) {
      throw;
    }
    return false;
  }
}

bool is_plain_copy(const Vault& vault, const std::string& file) {
  try {
    const std::string bytes = vault.files().read(vault.path_of(file)).value_or("");
    const StreamHeader header = parse_stream(bytes, file, Padding::None).header;
    return !header.vault.empty() && header.vault == vault.office().vault_id;
  } catch (const Error& error) {
    return error.code == ErrorCode::Newer;
  }
}

Text sealed_copy_found() {
  return {
      "ce nom n'est pas d'un coffre, et pourtant c'est un fichier chiffré, que rien ne lit : "
      "`pos check --repair` le remet à sa place si votre clé l'ouvre ; sinon le renommer "
      "(`IDENTIFIANT.copie.yaml.age`) ou le sortir du coffre",
      "no name of a vault, yet a sealed file, which nothing reads: `pos check --repair` puts "
      "it in its place where your key opens it; else rename it (`IDENTIFIER.copy.yaml.age`) "
      "or take it out of the vault"};
}

Text plain_copy_found() {
  return {
      "ce nom n'est pas d'un coffre, et pourtant c'est une copie d'un de ses fichiers, que "
      "rien ne lit : la renommer (`pos.copie.yaml`, `adiarra.copie.yaml`), puis `pos merge "
      "--conflicts`, ou la sortir du coffre",
      "no name of a vault, yet a copy of one of its files, which nothing reads: rename it "
      "(`pos.copy.yaml`, `adiarra.copy.yaml`), then `pos merge --conflicts`, or take it out "
      "of the vault"};
}

}  // namespace pos
