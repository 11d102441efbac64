#pragma once

#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "support/busy_offices.h"

namespace pos::test {

/// Copies of one office's vault on machines that work apart, with clocks that differ, and random
/// work on them, while staff come, go, and change their roles and keys. The same seed gives the
/// same work.
///
/// Before all else the closure of `closing` is validated on two machines at once, and corrected on
/// the third; nobody withdraws anything of that case or takes it from its manager.
class ThreeMachines {
 public:
  static constexpr std::size_t kCount = 3;
  using Entries = std::map<std::string, std::set<std::string>>;  ///< by case

  explicit ThreeMachines(unsigned seed);

  /// Somebody does something on some machine.
  void work();
  /// What some machine has is brought to some other, where somebody merges it.
  void deliver();
  void deliver(std::size_t from, std::size_t to);
  /// Everyone in turn folds what lies beside the files of this machine; in the end whoever keeps
  /// the recovery key, for cases that were handed to two units at once.
  void fold(std::size_t machine);

  /// The entries of a case that the machine's present person sees.
  static std::vector<std::string> entries_of(CommandLine& machine, const std::string& id,
                                             const std::string& form = "");

  std::array<CommandLine, kCount> machines;
  std::vector<std::string> children;
  std::string closing;
  std::set<std::string> retired;
  std::set<std::string> moved;  ///< to another role or unit

  // What must be there in the end, since a command reported it as saved.
  Entries entries;
  std::set<std::string> plain;  ///< hashes of documents

  std::map<std::string, int> done;  ///< by what was done
  int refused = 0, merges = 0;

 private:
  using Words = std::vector<std::string>;

  std::size_t pick(std::size_t count);
  /// A child whose case is not the one that stays closed.
  const std::string& another_child();
  const std::string& one_of(const Words& words) { return words[pick(words.size())]; }

  bool attempt(CommandLine& machine, const std::string& what, const std::string& id, Words people,
               const Words& words);
  void register_child(CommandLine& machine);
  void record(CommandLine& machine);
  void correct(CommandLine& machine);
  void withdraw(CommandLine& machine);
  void validate(CommandLine& machine);
  void assign(CommandLine& machine);
  void mask(CommandLine& machine);
  void close_at_once();
  void change_staff(CommandLine& machine);
  void change_group(CommandLine& machine);
  void hire(CommandLine& machine);
  void retire(CommandLine& machine);
  void change_role(CommandLine& machine);
  void change_keys(CommandLine& machine);
  /// Whether this person may.
  bool run_merge(CommandLine& machine, const std::string& person, const Words& words);
  void note_plain(const CommandLine& machine);

  std::mt19937 random_;
  int minutes_ = 0;
  Words managers_;
  std::set<std::string> unsure_;  ///< may be unknown on a machine, or have no right there
  std::set<std::string> rekeyed_;
  std::uint8_t fresh_keys_ = 0x80;
};

/// The documents of every file of a vault, parts taken together, whoever can open them; seals of
/// facts left out.
std::map<std::string, std::set<std::string>> documents_of_vault(const CommandLine& machine);

}  // namespace pos::test
