#pragma once

#include <string>
#include <string_view>

namespace pos {

/// 64 lower-case hex digits.
std::string blake2b_256_hex(std::string_view bytes);
std::string sha256_hex(std::string_view bytes);

/// Lower-case hex digits of any bytes.
std::string to_hex(std::string_view bytes);

}  // namespace pos
