#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/value.h"
#include "cli/world.h"
#include "workflow/setup.h"
#include "workflow/workspace.h"

namespace pos::cli {

enum class Format { Text, Json, Csv, ExcelCsv, Ics, Html, Hxl, Dhis2 };

/// The options that every command has.
struct Globals {
  std::string vault, identity, language, now, format = "text";
  std::string passphrase_fd;  ///< as it was typed
  std::optional<int> passphrase_descriptor;
  int lock_timeout = 10;
  bool no_input = false;
};

/// What one run may reach: its streams and global options, and the workspace, opened on first use.
class Context {
 public:
  explicit Context(World& world);

  World& world;
  Globals globals;
  std::function<void()> action;     ///< what the chosen command does
  int exit_code = 0;                ///< of a run that did not fail
  bool writes_nothing = false;      ///< a dry run
  std::string trusted_fingerprint;  ///< the vault's, as the user has typed it
  bool names_damage = false;        ///< its results are about what cannot be read
  Text done;                        ///< what was saved, should the output fail to say so

  Language language() const;
  /// The user's language of the two.
  const std::string& words(const Text& text) const { return text.in(language()); }
  Format format() const;
  /// Refuses (Usage) a format that the command does not offer.
  void require_format(const std::vector<Format>& offered) const;
  Instant now() const;
  bool clock_given() const;
  /// Errors: NoVault, NoKey, Integrity, as opening the vault gives them.
  Workspace& workspace();
  /// With what the office adds to them where there is a vault, else as they are shipped.
  /// Errors: those of a vault that cannot be used.
  Schemas& schemas();
  /// After what the user asked for: what waits for them, such as names of cases that they have
  /// handed over. Not in a dry run.
  void complete_what_waits();
  /// Keeps at once what was seen and done, for a command whose work that is, before it says so.
  /// Errors: those of the disk; Io where nothing can be remembered here.
  void keep_memory();
  /// At the end of a run, whatever came of it: keeps what was seen, warns where it cannot. A
  /// failure in JSON is one line, so there is no other then.
  void remember(const Error* failure);
  /// Where schemas are found, with or without a vault (contract.md, "General").
  std::string schemas_folder() const;
  /// As --vault or POS_VAULT names it; empty: the nearest is to be looked for.
  std::string vault_folder() const;
  std::string identity_path() const;
  /// A path from the current folder.
  std::string absolute(const std::string& path) const;
  /// Outside every vault.
  std::string locks_folder() const;
  int lock_timeout() const;
  /// For what this machine remembers of vaults; empty where the environment names no home.
  std::string state_folder() const;
  Config config() const;
  /// For key files: from --passphrase-fd, POS_PASSPHRASE_FILE, or the terminal.
  SecretBytes passphrase(const Text& prompt);
  /// A key file that may be protected: from the keyring, else by the passphrase; three tries on a
  /// terminal.
  Unlocking unlocking(const std::string& path);

  /// Goes on only where the user says yes on the terminal, or `agreed` says it for them.
  /// Errors: Usage naming `option` where nobody can be asked; GivenUp at a no.
  void confirm(const Text& question, bool agreed, const std::string& option);

  /// A filled form from `path`, `-` for standard input; its name for messages.
  Value read_filled(const std::string& path);
  std::string read_bytes(const std::string& path);

  void print(std::string_view bytes);
  void print_line(std::string_view line);
  void print_json(const Value& value);
  /// The same words once in a run.
  void warn(const Text& text);
  void note(const Text& text);
  /// Of plain files that cannot be read, `told` left out: what stands in them is missing from all
  /// that was said.
  std::vector<Text> unreadable(const std::string& told) const;
  /// Colour codes only on a terminal and without NO_COLOR.
  bool colour() const;

 private:
  bool may_ask() const { return world.input_is_terminal && !globals.no_input; }
  void warn_of_open_file(const std::string& path, const Text& what);

  std::unique_ptr<Workspace> workspace_;
  std::optional<Schemas> shipped_;
  std::optional<Remarks> remarks_;  ///< once what was seen is kept
  std::set<std::string> warned_;
  std::optional<SecretBytes> given_passphrase_;  ///< by descriptor or file, read once
  /// By key file, so that a run that reads one twice asks once.
  std::map<std::string, SecretBytes> typed_passphrases_;
};

/// Shows an error as people or scripts read it.
void show_error(const Error& error, const Context& context);

}  // namespace pos::cli
