#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pos {

/// Whether the text ends in `=` up to a multiple of four digits: yes in armour and for keys and
/// signatures in documents, no inside the header of an age file.
enum class Base64 { Unpadded, Padded };

/// On a full line of an age file, in its armour and in its header.
inline constexpr std::size_t kBase64LineDigits = 64;

std::string encode_base64(std::string_view bytes, Base64 form);

/// Only what encode_base64 writes: standard alphabet, no blanks, canonical. nullopt otherwise.
/// (libsodium 1.0.18 takes every byte from 0x80 for the digit `/`, so this does not use it.)
std::optional<std::string> decode_base64(std::string_view text, Base64 form);

}  // namespace pos
