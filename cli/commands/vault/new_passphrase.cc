#include "cli/commands/vault/new_passphrase.h"

#include <algorithm>

namespace pos::cli {

SecretBytes new_passphrase(const std::string& file, Context& context) {
  if (!file.empty()) {
    std::string words = context.read_bytes(file);
    const std::size_t end = std::min(words.find_first_of("\r\n"), words.size());
    SecretBytes first(bytes_of(std::string_view(words).substr(0, end)));
    wipe(words.data(), words.size());
    return first;
  }
  SecretBytes first = context.passphrase({"Nouvelle phrase de passe : ", "New passphrase: "});
  if (context.world.input_is_terminal && context.globals.passphrase_descriptor < 0) {
    const SecretBytes again = context.passphrase({"Encore une fois : ", "Once more: "});
    if (again.text() != first.text()) {
      throw Error(ErrorCode::GivenUp, {"les deux phrases diffèrent ; rien n'a été écrit",
                                       "the two passphrases differ; nothing was written"});
    }
  }
  if (first.empty()) {
    throw Error(ErrorCode::GivenUp, {"phrase de passe vide ; rien n'a été écrit",
                                     "empty passphrase; nothing was written"});
  }
  return first;
}

}  // namespace pos::cli
