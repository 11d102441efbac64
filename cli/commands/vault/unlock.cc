// pos unlock, pos lock: the opened key stays in the kernel for a time.
#include "cli/command.h"
#include "cli/commands.h"

namespace pos::cli {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes kShortest(1);
constexpr minutes kLongest(24 * 60);

struct UnlockOptions {
  std::string time = "8h";
};

/// `PT8H` or `PT30M` as other options take them; `8h` or `30m`.
std::string in_short(std::string words) {
  if (words.size() > 2 && words.starts_with("PT") && (words.back() == 'H' || words.back() == 'M')) {
    words = words.substr(2);
    words.back() = words.back() == 'H' ? 'h' : 'm';
  }
  return words;
}

seconds time_of(const std::string& given) {
  const std::string words = in_short(given);
  const char unit = words.back();
  const std::string digits = words.substr(0, words.size() - 1);
  const bool number = !digits.empty() && digits.size() <= 4 &&
                      digits.find_first_not_of("0123456789") == std::string::npos;
  const minutes time((number ? std::stoi(digits) : 0) * (unit == 'h' ? 60 : 1));
  if ((unit != 'h' && unit != 'm') || time < kShortest || time > kLongest) {
    throw Error(ErrorCode::Usage, {"--for : une durée de 1m à 24h", "--for: a time from 1m to 24h"},
                {"par exemple 8h, 30m ou PT8H", "for example 8h, 30m or PT8H"});
  }
  return time;
}

void unlock(const UnlockOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const seconds time = time_of(options.time);
  const std::string path = context.identity_path();
  if (!unlock_key(context.world.disk, path, context.unlocking(path), time)) {
    context.note({"cette clé n'a pas de phrase de passe : il n'y a rien à déverrouiller",
                  "this key has no passphrase: there is nothing to unlock"});
    return;
  }
  const std::string until = to_string(context.world.clock.now() + time);
  if (context.format() == Format::Json) {
    return context.print_json(Value::map({{"until", Value::text(until)}}));
  }
  context.print_line(until);
  context.note({"clé déverrouillée jusque-là pour vos commandes ; `pos lock` y met fin",
                "key unlocked until then for your commands; `pos lock` ends it"});
}

void lock(Context& context) {
  context.require_format({Format::Text});
  const int locked = context.world.keyring == nullptr ? 0 : context.world.keyring->forget_all();
  context.note(locked == 0 ? Text{"aucune clé n'était déverrouillée", "no key was unlocked"}
                           : Text{"verrouillé", "locked"});
}

}  // namespace

void add_unlock(CLI::App& pos, Context& context) {
  auto options = std::make_shared<UnlockOptions>();
  CLI::App* command = add_command(
      pos, context, "unlock", {"deverrouiller", "déverrouiller"},
      {"Garder la clé personnelle ouverte pour un temps", "Keep your secret key opened for a time"},
      vault_group());
  option(command, context, "--for", options->time,
         {"Durée, de 1m à 24h (8h sinon)", "How long, from 1m to 24h (else 8h)"})
      .type_name("DURATION");
  on_run(command, context, [options, &context] { unlock(*options, context); });
}

void add_lock(CLI::App& pos, Context& context) {
  CLI::App* command =
      add_command(pos, context, "lock", {"verrouiller"},
                  {"Oublier toute clé déverrouillée", "Forget every unlocked key"}, vault_group());
  on_run(command, context, [&context] { lock(context); });
}

}  // namespace pos::cli
