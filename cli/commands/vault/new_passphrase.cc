#include "cli/commands/vault/new_passphrase.h"

#include <algorithm>

namespace pos::cli {
namespace {

constexpr std::size_t kLongEnough = 12;

}  // namespace

SecretBytes new_passphrase(const std::string& file, Context& context) {
  if (!file.empty()) {
    return context.world.read_passphrase_file(file);
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
  if (first.size() < kLongEnough) {
    context.warn(
        {"phrase de passe courte : qui vole la clé la devine ; quatre mots au hasard valent "
         "mieux",
         "a short passphrase: who steals the key guesses it; four random words are better"});
  }
  return first;
}

}  // namespace pos::cli
