#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"
#include "crypto/age_file.h"

namespace pos {

inline std::string unhex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

/// The word of the exit code and the id of what `action` throws; "none" when it does not.
template <class Action>
std::string failure(Action&& action) {
  try {
    action();
  } catch (const Error& error) {
    return std::string(word(error.code)) + " " + error.id;
  }
  return "none";
}

inline std::string opening(std::string_view file, std::span<const Identity> identities) {
  return failure([&] { age_decrypt(file, identities); });
}

/// Around the chunks of 64 KiB that an age file is cut into.
inline constexpr std::array<std::size_t, 9> kPayloadSizes = {0,     1,     65519,  65520, 65535,
                                                             65536, 65537, 131072, 131073};

/// 32 times the same byte.
inline Identity identity_of(std::uint8_t byte) {
  return Identity(SecretBytes(bytes_of(std::string(32, static_cast<char>(byte)))));
}

inline SecretBytes secret_of(std::string_view hex_digits) {
  return SecretBytes(bytes_of(unhex(hex_digits)));
}

template <class... Numbers>
std::vector<Identity> identities_of(Numbers... bytes) {
  std::vector<Identity> identities;
  (identities.push_back(identity_of(static_cast<std::uint8_t>(bytes))), ...);
  return identities;
}

// The worked example of age's format: the key of 32 bytes 0x42, and the randomness of one file.
inline constexpr std::string_view kExampleIdentity =
    "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
inline constexpr std::string_view kExampleRecipient =
    "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
inline constexpr std::string_view kExampleHeader =
    "age-encryption.org/v1\n"
    "-> X25519 Z13VdO13iTELPS52gfN5C0ZsdzsVIf7PNld5WDcepS8\n"
    "CDQTZMz/cyLVoEo+akXDqYCu4A/7UHJ+vcxkdwcmut0\n"
    "--- eXxz/JGSeCcCayQzY3/SeI9YE8Joc1rzt13teqyHiDw\n";
inline constexpr std::string_view kExamplePlain = "name: test\n";
inline constexpr std::string_view kExampleFileKey = "000102030405060708090a0b0c0d0e0f";

inline PayloadNonce example_nonce() {
  PayloadNonce nonce;
  for (std::size_t i = 0; i < nonce.size(); ++i) {
    nonce[i] = static_cast<std::uint8_t>(0xa0 + i);
  }
  return nonce;
}

inline std::string example_file() {
  return std::string(kExampleHeader) + std::string(text_of(example_nonce())) +
         unhex("f7ee1a977c1ad7413357fd14b8bd60d8a11cbc4e0040c2e2711e1a");
}

}  // namespace pos
