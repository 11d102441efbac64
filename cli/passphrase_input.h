#pragma once

#include <cstddef>
#include <string>

#include "workflow/setup.h"

namespace pos::cli {

/// Longer than anybody types, short enough that a wrong file is noticed.
inline constexpr std::size_t kPassphraseLimit = 1024;

// A passphrase without its line end and the mark U+FEFF before it, in locked memory from the first
// byte on: no copy of it is left behind.
//
// Errors: Invalid (id "passphrase") over kPassphraseLimit bytes; Io.

/// Asks on standard input, a terminal, and hides what is typed. Whatever ends or stops the process
/// meanwhile first makes typing visible again.
SecretBytes ask_passphrase(const std::string& prompt);
/// Whether it is the number of an open descriptor.
bool is_open(int descriptor);
/// The first line that a descriptor gives.
SecretBytes read_passphrase(int descriptor);
/// The first line of a file, which may be a link or a pipe.
SecretBytes read_passphrase_file(const std::string& path);

}  // namespace pos::cli
