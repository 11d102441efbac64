#include "cli/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <istream>
#include <ostream>
#include <sstream>
#include <utility>

#include "base/unicode.h"
#include "formats/json.h"
#include "workflow/name_notes.h"
#include "workflow/setup.h"

namespace pos::cli {
namespace {

struct FormatWord {
  Format format;
  std::string_view word;
};
constexpr std::array kFormats = {
    FormatWord{Format::Text, "text"}, FormatWord{Format::Json, "json"},
    FormatWord{Format::Csv, "csv"},   FormatWord{Format::ExcelCsv, "excel-csv"},
    FormatWord{Format::Ics, "ics"},   FormatWord{Format::Html, "html"},
    FormatWord{Format::Hxl, "hxl"},   FormatWord{Format::Dhis2, "dhis2"}};

}  // namespace

Context::Context(World& w) : world(w) {}

Language Context::language() const {
  std::string wish = globals.language.empty() ? world.environment("POS_LANG") : globals.language;
  for (const char* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (wish.empty()) {
      wish = world.environment(variable);
    }
  }
  return wish.starts_with("en") ? Language::English : Language::French;
}

Format Context::format() const {
  const auto* found = std::find_if(kFormats.begin(), kFormats.end(),
                                   [&](const FormatWord& f) { return f.word == globals.format; });
  return found == kFormats.end() ? Format::Text : found->format;
}

void Context::require_format(const std::vector<Format>& offered) const {
  std::string words;
  for (const FormatWord& known : kFormats) {
    if (std::find(offered.begin(), offered.end(), known.format) != offered.end()) {
      if (known.word == globals.format) {
        return;
      }
      words += (words.empty() ? "" : ", ") + std::string(known.word);
    }
  }
  throw Error(ErrorCode::Usage,
              text("--format : `{}` n'existe pas ici", "--format: no `{}` here", globals.format),
              text("formats possibles : {}", "formats offered: {}", words));
}

bool Context::clock_given() const {
  return !globals.now.empty() || !world.environment("POS_NOW").empty();
}

Instant Context::now() const {
  const std::string given = globals.now.empty() ? world.environment("POS_NOW") : globals.now;
  if (given.empty()) {
    return world.clock.now();
  }
  if (const std::optional<When> parsed = parse_when(given)) {
    return parsed->at;
  }
  throw Error(ErrorCode::Usage, {"--now : pas une date ni une heure", "--now: not a date or time"},
              {"par exemple 2026-10-03 ou 2026-10-03T10:15:00Z",
               "for example 2026-10-03 or 2026-10-03T10:15:00Z"});
}

std::string Context::schemas_folder() const {
  const std::string given = world.environment("POS_SCHEMAS");
  if (!given.empty()) {
    return given;
  }
  for (const char* relative : {"/../share/pos/schemas", "/../../schemas"}) {
    std::string folder = world.program_folder + relative;
    if (world.disk.status(folder + "/forms")) {
      return folder;
    }
  }
  throw Error(ErrorCode::Failure,
              {"les fiches et règles sont introuvables", "the forms and rules are not found"},
              {"indiquer leur dossier par POS_SCHEMAS", "name their folder with POS_SCHEMAS"});
}

Config Context::config() const {
  const std::string home = world.environment("HOME");
  const std::string given = world.environment("XDG_CONFIG_HOME");
  return read_config(world.disk, given.empty() ? home + "/.config" : given, home);
}

std::string Context::absolute(const std::string& path) const {
  return path.starts_with('/') ? path : world.current_folder + "/" + path;
}

namespace {

/// One that is not absolute is to be ignored (XDG base directories): it would lie in the vault.
std::string state_home(const World& world) {
  const std::string given = world.environment("XDG_STATE_HOME");
  const std::string home = world.environment("HOME");
  if (given.starts_with('/')) {
    return given;
  }
  return home.empty() ? std::string() : home + "/.local/state";
}

}  // namespace

std::string Context::locks_folder() const {
  return state_home(world) + "/pos/locks";
}

std::string Context::state_folder() const {
  const std::string home = state_home(world);
  return home.empty() ? std::string() : home + "/pos";
}

std::string Context::vault_folder() const {
  return globals.vault.empty() ? world.environment("POS_VAULT") : globals.vault;
}

std::string Context::identity_path() const {
  if (!globals.identity.empty()) {
    return globals.identity;
  }
  const std::string given = world.environment("POS_IDENTITY");
  return given.empty() ? config().identity : given;
}

// A passphrase alone opens nothing, so a file of one that others may read stops no nightly work.
void Context::warn_of_open_file(const std::string& path, const Text& what) {
  const std::optional<FileStatus> status = world.disk.status(path);
  if (status && status->is_regular && is_open_to_others(world.disk, path)) {
    warn(text("{} : d'autres utilisateurs peuvent lire {} ; `chmod 600`",
              "{}: other users can read {}; `chmod 600`", path, what));
  }
}

SecretBytes Context::passphrase(const Text& prompt) {
  const std::string file = world.environment("POS_PASSPHRASE_FILE");
  if (!given_passphrase_ && globals.passphrase_descriptor) {
    given_passphrase_ = world.read_passphrase(*globals.passphrase_descriptor);
  } else if (!given_passphrase_ && !file.empty()) {
    warn_of_open_file(file, {"ce fichier de phrase de passe", "this passphrase file"});
    given_passphrase_ = world.read_passphrase_file(file);
  }
  if (given_passphrase_) {
    return SecretBytes(given_passphrase_->bytes());
  }
  if (!may_ask()) {
    throw Error(ErrorCode::Usage, {"il manque la phrase de passe", "the passphrase is required"},
                {"la donner par --passphrase-fd ou POS_PASSPHRASE_FILE",
                 "give it with --passphrase-fd or POS_PASSPHRASE_FILE"});
  }
  return world.ask_passphrase(words(prompt));
}

Unlocking Context::unlocking(const std::string& path) {
  const auto ask = [this, path, tried = false]() mutable {
    const bool again = std::exchange(tried, true);
    const auto typed = typed_passphrases_.find(path);
    if (!again && typed != typed_passphrases_.end()) {
      return SecretBytes(typed->second.bytes());
    }
    if (again) {
      note({"phrase de passe incorrecte", "wrong passphrase"});
    } else {
      warn_of_open_file(path, {"cette clé, que seule sa phrase de passe protège",
                               "this key, which its passphrase alone protects"});
    }
    SecretBytes given = passphrase(text("Phrase de passe de {} : ", "Passphrase of {}: ", path));
    typed_passphrases_[path] = SecretBytes(given.bytes());
    return given;
  };
  const bool given = globals.passphrase_descriptor.has_value() ||
                     !world.environment("POS_PASSPHRASE_FILE").empty();
  return {ask, given || !may_ask() ? 1 : 3, world.keyring};
}

void Context::confirm(const Text& question, bool agreed, const std::string& option) {
  if (agreed) {
    return;
  }
  if (!may_ask()) {
    throw Error(
        ErrorCode::Usage,
        text("il manque {} : personne ne peut répondre ici",
             "{} is required: nobody can answer here", option),
        text("{} répond oui d'avance à : {}", "{} says yes beforehand to: {}", option, question));
  }
  world.err << words(question) << words({" [o/N] ", " [y/N] "}) << std::flush;
  std::string answer;
  std::getline(world.in, answer);
  const bool yes = !answer.empty() && std::string_view("oOyY").find(answer[0]) != std::string::npos;
  if (!yes) {
    throw Error(ErrorCode::GivenUp, {"rien n'a été changé", "nothing was changed"});
  }
}

int Context::lock_timeout() const {
  if (globals.lock_timeout < 0) {
    throw Error(ErrorCode::Usage, {"--lock-timeout : nombre de secondes attendu",
                                   "--lock-timeout: a number of seconds is expected"});
  }
  return globals.lock_timeout;
}

Workspace& Context::workspace() {
  if (!workspace_) {
    Access access;
    access.vault_folder = vault_folder();
    access.current_folder = world.current_folder;
    access.schemas_folder = schemas_folder();
    access.identity_path = identity_path();
    access.locks_folder = locks_folder();
    access.state_folder = state_folder();
    access.identities_path = config().identities_path;
    access.unlocking = [this](const std::string& path) { return unlocking(path); };
    access.trusted_fingerprint = trusted_fingerprint;
    access.now = now();
    access.clock_given = clock_given();
    access.lock_timeout = lock_timeout();
    workspace_ = std::make_unique<Workspace>(world.disk, std::move(access));
  }
  return *workspace_;
}

Schemas& Context::schemas() {
  try {
    return workspace().schemas();
  } catch (const Error& error) {
    if (error.code != ErrorCode::NoVault) {
      throw;
    }
  }
  if (!shipped_) {
    shipped_.emplace(world.disk, schemas_folder());
  }
  return *shipped_;
}

void Context::complete_what_waits() {
  if (!workspace_ || !workspace_->is_unlocked() || writes_nothing) {
    return;
  }
  for (const CaseId& id : hand_over_names(*workspace_)) {
    note(text("les noms du dossier {} sont passés à son gestionnaire actuel",
              "the names of case {} have passed to its present manager", id.text()));
  }
}

void Context::keep_memory() {
  remarks_ = workspace().remember();
  if (remarks_->lost) {
    throw *std::exchange(remarks_->lost, std::nullopt);
  }
  if (!remarks_->kept) {
    throw Error(
        ErrorCode::Io,
        {"rien ne peut être retenu sur cette machine", "nothing can be remembered on this machine"},
        {"voir HOME, XDG_STATE_HOME et les droits de ce dossier",
         "see HOME, XDG_STATE_HOME and the permissions of that folder"});
  }
}

std::vector<Text> Context::unreadable(const std::string& told) const {
  std::vector<Text> warnings;
  if (!workspace_) {
    return warnings;
  }
  for (const auto& [key, file] : workspace_->vault().plain_files()) {
    for (const Finding& part : file.unreadable) {
      if (part.where.file != told) {
        warnings.push_back(text("{} : {}", "{}: {}", escaped(part.where.file), part.message));
      }
    }
  }
  return warnings;
}

void Context::remember(const Error* failure) {
  // On a disk that has failed nothing more is tried.
  if (!workspace_ || (failure != nullptr && failure->code == ErrorCode::Io)) {
    return;
  }
  const Remarks remarks = remarks_ ? std::move(*remarks_) : workspace_->remember();
  if (failure != nullptr && format() == Format::Json) {
    return;
  }
  if (!names_damage || failure != nullptr) {
    for (const Text& warning : unreadable(failure == nullptr ? "" : failure->where.file)) {
      warn(warning);
    }
  }
  for (const Text& warning : remarks.warnings) {
    warn(warning);
  }
  if (remarks.lost) {
    warn(text("ce qui a été vu n'a pas pu être retenu : {}{}",
              "what was seen could not be remembered: {}{}", to_string(remarks.lost->where),
              remarks.lost->message));
  }
  if (!remarks.fingerprint.empty()) {
    note(remarks.fingerprint);
  }
}

namespace {

/// A pipe or a device may never end.
std::string read_all(std::istream& in, const std::string& name) {
  std::string bytes;
  std::array<char, 4096> block;
  while (in.read(block.data(), block.size()), in.gcount() > 0) {
    bytes.append(block.data(), static_cast<std::size_t>(in.gcount()));
    if (bytes.size() > FileSystem::kReadLimit) {
      throw Error(ErrorCode::Invalid,
                  text("trop grand : la limite est de {} octets",
                       "too large: the limit is {} bytes", FileSystem::kReadLimit),
                  {}, {name, 0, ""});
    }
  }
  if (in.bad()) {
    throw Error(ErrorCode::Io, {"illisible : un dossier ?", "it cannot be read: a folder?"}, {},
                {name, 0, ""});
  }
  return bytes;
}

}  // namespace

std::string Context::read_bytes(const std::string& path) {
  if (path == "-") {
    return read_all(world.in, "stdin");
  }
  if (world.open_named) {
    if (const std::unique_ptr<std::istream> file = world.open_named(path)) {
      return read_all(*file, path);
    }
  } else if (std::optional<std::string> bytes = world.disk.read(path)) {
    return std::move(*bytes);
  }
  throw Error(ErrorCode::Io, {"fichier introuvable", "no such file"}, {}, {path, 0, ""});
}

Value Context::read_filled(const std::string& path) {
  if (path.empty()) {
    throw Error(
        ErrorCode::Usage, {"il manque --from", "--from is required"},
        {"--from FICHIER, ou - pour l'entrée standard", "--from FILE, or - for standard input"});
  }
  if (path == "-" && world.input_is_terminal) {
    throw Error(ErrorCode::Usage, {"rien sur l'entrée standard", "nothing on standard input"},
                {"donner la fiche remplie par --from FICHIER", "give the form with --from FILE"});
  }
  return read_input(read_bytes(path), path == "-" ? "stdin" : path);
}

void Context::print(std::string_view bytes) {
  const bool is_read = format() == Format::Text || format() == Format::Html;
  world.out << (is_read ? in_its_order(bytes) : std::string(bytes));
}

void Context::print_line(std::string_view line) {
  print(line);
  world.out << '\n';
}

void Context::print_json(const Value& value) {
  print_line(write_json(value));
}

void Context::warn(const Text& message) {
  if (warned_.insert(words(message)).second) {
    world.err << (language() == Language::French ? "pos: attention: " : "pos: warning: ")
              << in_its_order(words(message)) << '\n';
  }
}

void Context::note(const Text& message) {
  world.err << "pos: " << in_its_order(words(message)) << '\n';
}

bool Context::colour() const {
  return world.output_is_terminal && world.environment("NO_COLOR").empty();
}

}  // namespace pos::cli
