#include "cli/commands/vault/new_passphrase.h"

#include <algorithm>

namespace pos::cli {
namespace {

constexpr std::size_t kLongEnough = 12;

/// Blanks alone do not show: nobody would know which, or how many.
bool is_blank(std::string_view words) {
  return words.find_first_not_of(" \t") == words.npos;
}

SecretBytes asked_twice(Context& context) {
  SecretBytes first = context.passphrase({"Nouvelle phrase de passe : ", "New passphrase: "});
  if (context.world.input_is_terminal && !context.globals.passphrase_descriptor) {
    const SecretBytes again = context.passphrase({"Encore une fois : ", "Once more: "});
    if (again.text() != first.text()) {
      throw Error(ErrorCode::GivenUp, {"les deux phrases diffèrent ; rien n'a été écrit",
                                       "the two passphrases differ; nothing was written"});
    }
  }
  return first;
}

}  // namespace

SecretBytes new_passphrase(const std::string& file, Context& context) {
  SecretBytes first =
      file.empty() ? asked_twice(context) : context.world.read_passphrase_file(file);
  if (is_blank(first.text())) {
    throw Error(file.empty() ? ErrorCode::GivenUp : ErrorCode::Invalid,
                {"phrase de passe vide, ou faite de blancs ; rien n'a été écrit",
                 "empty passphrase, or one of blanks; nothing was written"},
                {}, {file, 0, ""});
  }
  if (file.empty() && first.size() < kLongEnough) {
    context.warn(
        {"phrase de passe courte : qui vole la clé la devine ; quatre mots au hasard valent "
         "mieux",
         "a short passphrase: who steals the key guesses it; four random words are better"});
  }
  return first;
}

}  // namespace pos::cli
