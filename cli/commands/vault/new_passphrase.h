#pragma once

#include <string>

#include "cli/context.h"

namespace pos::cli {

/// The passphrase of a new key file: the first line of `file`, else as `Context::passphrase` gives
/// it, asked for twice on a terminal.
/// Errors: GivenUp where the two differ, or for an empty one; Usage where nobody can be asked.
SecretBytes new_passphrase(const std::string& file, Context& context);

}  // namespace pos::cli
