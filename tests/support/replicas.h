#pragma once

#include <map>
#include <string>
#include <vector>

#include "support/two_children.h"

namespace pos::test {

inline constexpr const char* kStick = "/t/stick";

/// The vault of `from`, as a stick brings it to the machine `to`.
inline void plug_in(CommandLine& to, const CommandLine& from) {
  const std::string vault = kVaultFolder;
  for (const auto& [path, bytes] : from.files.files()) {
    if (path.starts_with(vault + "/")) {
      to.files.put(kStick + path.substr(vault.size()), bytes);
    }
  }
}

inline void pull_out(CommandLine& from) {
  for (const auto& [path, bytes] : from.files.files()) {
    if (path.starts_with(std::string(kStick) + "/")) {
      from.files.remove(path);
    }
  }
}

/// `pos merge --from` a stick with the other's vault; what is left out fails without undoing the
/// rest, so that the checks of CommandLine do not fit.
inline Outcome merge_from(CommandLine& ours, const CommandLine& theirs) {
  plug_in(ours, theirs);
  const Outcome outcome = ours.run_on(ours.files, {"merge", "--from", kStick});
  pull_out(ours);
  return outcome;
}

/// The same file on two machines, as git hands it to its driver on the first.
struct DriverRun {
  Outcome outcome;
  std::string ours;  ///< what stands in OURS afterwards
};
inline DriverRun merge_with_git(CommandLine& machine, const std::string& ours,
                                const std::string& theirs, const std::string& path) {
  machine.files.put("/desk/ours", ours);
  machine.files.put("/desk/base", "");
  machine.files.put("/desk/theirs", theirs);
  std::vector<std::string> words = {"merge", "ours", "base", "theirs"};
  if (!path.empty()) {
    words.push_back(path);
  }
  const Outcome outcome = machine.run(words);
  return {outcome, machine.files.read("/desk/ours").value()};
}

inline std::string in_vault(const std::string& path) {
  return path.substr(std::string(kVaultFolder).size() + 1);
}

}  // namespace pos::test
