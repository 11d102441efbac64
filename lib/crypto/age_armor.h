#pragma once

#include <string>
#include <string_view>

namespace pos {

/// Whether it begins, after white space, as an armoured age file does.
bool is_armored(std::string_view text);

std::string put_on_armor(std::string_view file);

/// The binary age file inside. Strict, save for LF or CR LF and up to 1024 bytes of white space
/// around it.
/// Errors: Integrity "age-armor"; "age-limit" for more white space.
std::string take_off_armor(std::string_view text);

}  // namespace pos
