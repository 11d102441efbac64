#include "support/command_line.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "cli/app.h"
#include "storage/yaml.h"
#include "support/effort.h"
#include "support/shipped_schemas.h"

namespace pos::test {
namespace {

/// Fields of free text that name or locate someone, in any form, columns of tables too.
void collect_identity_fields(const std::vector<Field>& fields, std::set<std::string>& names) {
  for (const Field& field : fields) {
    const bool words = field.type == FieldType::Text || field.type == FieldType::LongText;
    if (words && field.compartment == Compartment::Identity) {
      names.insert(field.name);
    }
    collect_identity_fields(field.columns, names);
  }
}

const std::set<std::string>& identity_fields() {
  static const std::set<std::string> names = [] {
    std::set<std::string> all;
    for (const std::string& code : shipped().schemas.form_codes()) {
      collect_identity_fields(shipped().schemas.form(code).fields, all);
    }
    return all;
  }();
  return names;
}

void collect_names(const Value& answers, std::vector<std::string>& names) {
  for (const Member& member : answers.members) {
    if (identity_fields().contains(member.key) && member.value.is_scalar()) {
      names.push_back(member.value.scalar);
      std::istringstream words(member.value.scalar);
      for (std::string word; member.key.find("name") != std::string::npos && words >> word;) {
        names.push_back(word);
      }
    }
    for (const Value& row : member.value.items) {
      collect_names(row, names);
    }
  }
}

/// Of the office's own forms, which name no child: a programme's title is no identity answer.
bool names_no_child(const std::string& command) {
  static const std::set<std::string> commands = {"directory", "programme", "programmes", "team",
                                                 "equipe"};
  return commands.contains(command);
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether `text` holds it. A signature's letters are chance and may spell a short one.
bool shows(const std::string& text, const std::string& name) {
  static const std::string base64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const std::size_t before = text.find_last_not_of(base64, at);
    const std::size_t first = before == std::string::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find_first_not_of(base64, at), text.size());
    const bool in_signature = end - first == 86 && text.compare(end, 2, "==") == 0;
    if (!in_signature) {
      return true;
    }
  }
  return false;
}

/// Whether a command that exits so has refused or failed as a whole.
bool is_failure(int code) {
  return code != 0 && code != 3 && code != 20;
}

}  // namespace

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

std::vector<std::string> cut_words(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  char quote = '\0';
  bool begun = false;
  for (const char c : line) {
    if (quote != '\0' ? c == quote : c == '\'' || c == '"') {
      quote = quote == '\0' ? c : '\0';
      begun = true;
    } else if (c == ' ' && quote == '\0') {
      if (begun) {
        words.push_back(word);
      }
      word.clear();
      begun = false;
    } else {
      word += c;
      begun = true;
    }
  }
  if (begun) {
    words.push_back(word);
  }
  return words;
}

Outcome CommandLine::run(const std::string& words) {
  return run(cut_words(words));
}

Outcome CommandLine::run(const std::vector<std::string>& words) {
  learn_names(words);
  const auto before = vault();
  const Outcome outcome = run_on(files, words);
  CAPTURE(outcome.out);
  CAPTURE(outcome.err);
  check_discretion(words, outcome);
  if (is_failure(outcome.code)) {
    CHECK_FALSE((outcome.err.empty() && outcome.out.empty()));
    CHECK_MESSAGE(vault() == before, "a command that failed has changed the vault");
  }
  return outcome;
}

Outcome CommandLine::run_on(FileSystem& disk, const std::vector<std::string>& words) {
  std::istringstream in(input);
  std::ostringstream out, err;
  const auto variable = [this](const std::string& name) {
    if (name == "POS_IDENTITY" && !environment.contains(name)) {
      return key_file(person);
    }
    const auto found = environment.find(name);
    return found == environment.end() ? std::string() : found->second;
  };
  const auto line = [](std::string_view text) {
    text = text.substr(0, text.find('\n'));
    return SecretBytes(bytes_of(text.ends_with('\r') ? text.substr(0, text.size() - 1) : text));
  };
  const auto type = [this, line](const std::string&) {
    if (passphrases.empty()) {
      FAIL("something was asked for");
    }
    const std::string typed = passphrases.front();
    passphrases.erase(passphrases.begin());
    return line(typed);
  };
  const auto first_line = [&disk, line](const std::string& path) {
    const std::optional<std::string> bytes = disk.read(path);
    if (!bytes) {
      throw Error(ErrorCode::Io, {"fichier introuvable", "no such file"}, {}, {path, 0, ""});
    }
    return line(*bytes);
  };
  const auto space = [this](const std::string& path) {
    const auto found = free_space.find(path);
    return found == free_space.end() ? std::nullopt : std::optional(found->second);
  };
  const FixedClock clock(parse_when(now).value().at);
  cli::World world{
      disk,       clock,  in,
      out,        err,    variable,
      "/desk",    "/bin", input_is_terminal,
      false,      type,   [&, line](int) { return line(std::exchange(descriptor, "")); },
      first_line, {},     error_is_terminal};
  world.run_program = run_program;
  world.keyring = &keyring;
  world.free_space = space;
  keyring.now = clock.now();
  Outcome outcome;
  outcome.code = cli::run(words, world);
  outcome.out = out.str();
  outcome.err = err.str();
  return outcome;
}

std::string CommandLine::get(const std::string& words) {
  Outcome outcome = run(words);
  INFO("pos ", words);
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  if (outcome.out.ends_with('\n')) {
    outcome.out.pop_back();
  }
  return outcome.out;
}

std::map<std::string, std::string> CommandLine::vault() const {
  std::map<std::string, std::string> all;
  for (auto& [path, bytes] : files.files()) {
    if (path.starts_with(environment.at("POS_VAULT") + "/")) {
      all.emplace(path, bytes);
    }
  }
  return all;
}

void CommandLine::check_vault() {
  CHECK(what_check_finds() == "");
}

std::string CommandLine::what_check_finds() {
  const std::string kept = person;
  std::string found;
  // Who opens all comes first; under the sanitizers that is enough.
  const std::vector<std::string> readers = {"mkone", "bsidibe", "adiarra", "ktraore", "nba"};
  for (std::size_t i = 0; i < (kSanitized ? 1 : readers.size()); ++i) {
    person = readers[i];
    Outcome outcome = run_on(files, {"check", "--read-data"});
    if (outcome.code == exit_code(ErrorCode::NoKey)) {  // by now their card has their new keys
      const auto before = environment;
      environment["POS_IDENTITY"] = "/t/keys/renewed.key";
      outcome = run_on(files, {"check", "--read-data"});
      environment = before;
    }
    found += outcome.code == 0 ? "" : person + ": " + outcome.out + outcome.err;
  }
  person = kept;
  return found;
}

void CommandLine::learn_names(const std::vector<std::string>& words) {
  const auto from = std::find(words.begin(), words.end(), "--from");
  if (from == words.end() || from + 1 == words.end() || names_no_child(words.front())) {
    return;
  }
  try {
    const std::string text = *(from + 1) == "-" ? input : files.read(*(from + 1)).value_or("");
    std::vector<std::string> fresh;
    collect_names(read_yaml(text, ""), fresh);
    std::copy_if(fresh.begin(), fresh.end(), std::back_inserter(names_),
                 [&](const std::string& name) { return name.size() > 2 && !has(names_, name); });
  } catch (const Error&) {
    // What the reader refuses is what the test is about.
  }
}

void CommandLine::check_discretion(const std::vector<std::string>& words,
                                   const Outcome& outcome) const {
  for (const std::string& name : names_) {
    CAPTURE(name);
    CHECK_MESSAGE(!shows(outcome.err, name), "an identity answer in a message");
    // What comes by a referral is what its sender shares.
    const bool shown = has(words, "--names") || (has(words, "refer") && has(words, "open"));
    if (!shown) {
      CHECK_MESSAGE(!shows(outcome.out, name), "an identity answer in a result");
    }
  }
}

}  // namespace pos::test
