#pragma once

#include <string>

#include "base/file_system.h"

namespace pos {

/// The user's configuration; what is absent is empty.
struct Config {
  std::string identity;         ///< path of the identity file
  std::string identities_path;  ///< folder of the compartment identity, where it lies elsewhere
};

/// Reads `<config_home>/pos/config.yaml`; an absent file is an empty configuration. Relative paths
/// in it are taken from its folder, `~/` from `home`.
///
/// Errors: ErrorCode::Invalid with file and field for an unknown key.
Config read_config(FileSystem& files, const std::string& config_home, const std::string& home);

}  // namespace pos
