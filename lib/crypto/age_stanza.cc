#include "crypto/age_stanza.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "crypto/age_error.h"
#include "crypto/base64.h"

namespace pos {
namespace {

constexpr std::string_view kX25519 = "X25519";
constexpr std::string_view kScrypt = "scrypt";
constexpr std::size_t kBodySize = kFileKeySize + crypto_aead_chacha20poly1305_IETF_ABYTES;
// A wrap key serves once, so its nonce may be zero.
constexpr std::array<std::uint8_t, crypto_aead_chacha20poly1305_IETF_NPUBBYTES> kNonce{};

template <std::size_t Size>
std::optional<std::array<std::uint8_t, Size>> decode_array(std::string_view digits) {
  const std::optional<std::string> bytes = decode_base64(digits, Base64::Unpadded);
  if (!bytes || bytes->size() != Size) {
    return std::nullopt;
  }
  std::array<std::uint8_t, Size> array;
  std::copy(bytes->begin(), bytes->end(), array.begin());
  return array;
}

/// The points of low order, whose shared secret is zero whatever the other key is: 0, 1, two of
/// order eight, and p - 1, p, p + 1. The highest bit of the last byte does not count.
bool has_low_order(Key share) {
  static constexpr std::array<Key, 7> kPoints = {{
      {},
      {0x01},
      {0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3,
       0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32,
       0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00},
      {0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1,
       0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c,
       0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57},
      {0xec, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
      {0xed, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
      {0xee, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
       0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f},
  }};
  share.back() &= 0x7f;
  return std::find(kPoints.begin(), kPoints.end(), share) != kPoints.end();
}

X25519Stanza check_x25519(const Stanza& stanza) {
  std::optional<Key> share;
  if (stanza.arguments.size() == 2 && stanza.body.size() == kBodySize) {
    share = decode_array<kKeySize>(stanza.arguments[1]);
  }
  if (!share) {
    throw header_error({"une section X25519 est mal formée", "an X25519 stanza is malformed"});
  }
  if (has_low_order(*share)) {
    throw header_error({"une section X25519 contient un point interdit",
                        "an X25519 stanza has a forbidden point"});
  }
  return {*share, stanza.body};
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.front() != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Its length is looked at before its value, so that a long number cannot wrap around.
int check_work_factor(std::string_view digits, int limit) {
  int factor = 0;
  if (digits.size() <= 2) {
    std::from_chars(digits.data(), digits.data() + digits.size(), factor);
  }
  if (digits.size() > 2 || factor > limit) {
    throw limit_error(text("le facteur de travail de la phrase de passe dépasse {}",
                           "the work factor of the passphrase is over {}", limit));
  }
  return factor;
}

ScryptStanza check_scrypt(const Stanza& stanza, int limit) {
  std::optional<Salt> salt;
  if (stanza.arguments.size() == 3 && is_whole_number(stanza.arguments[2])) {
    salt = decode_array<std::tuple_size_v<Salt>>(stanza.arguments[1]);
  }
  if (!salt || stanza.body.size() != kBodySize) {
    throw header_error({"la section scrypt est mal formée", "the scrypt stanza is malformed"});
  }
  return {*salt, check_work_factor(stanza.arguments[2], limit), stanza.body};
}

}  // namespace

Stanzas check_stanzas(const AgeHeader& header, int work_factor_limit) {
  Stanzas known;
  const auto is_scrypt = [](const Stanza& stanza) { return stanza.type() == kScrypt; };
  if (std::any_of(header.stanzas.begin(), header.stanzas.end(), is_scrypt)) {
    if (header.stanzas.size() != 1) {
      throw header_error({"une section scrypt n'est pas seule", "a scrypt stanza is not alone"});
    }
    known.scrypt =
        check_scrypt(header.stanzas.front(), std::min(work_factor_limit, kWorkFactorMaximum));
  }
  for (const Stanza& stanza : header.stanzas) {
    if (stanza.type() == kX25519) {
      known.x25519.push_back(check_x25519(stanza));
    }
  }
  return known;
}

Stanza write_stanza(const Key& share, std::string_view body) {
  return {{std::string(kX25519), encode_base64(text_of(share), Base64::Unpadded)},
          std::string(body)};
}

Stanza write_stanza(const Salt& salt, int work_factor, std::string_view body) {
  return {{std::string(kScrypt), encode_base64(text_of(salt), Base64::Unpadded),
           std::to_string(work_factor)},
          std::string(body)};
}

std::string wrap_file_key(const SecretBytes& wrap_key, const SecretBytes& file_key) {
  std::array<std::uint8_t, kBodySize> body;
  crypto_aead_chacha20poly1305_ietf_encrypt(body.data(), nullptr, file_key.data(), file_key.size(),
                                            nullptr, 0, nullptr, kNonce.data(), wrap_key.data());
  return std::string(text_of(body));
}

std::optional<SecretBytes> unwrap_file_key(const SecretBytes& wrap_key, std::string_view body) {
  SecretBytes file_key(kFileKeySize);
  if (body.size() != kBodySize ||
      crypto_aead_chacha20poly1305_ietf_decrypt(file_key.data(), nullptr, nullptr,
                                                bytes_of(body).data(), body.size(), nullptr, 0,
                                                kNonce.data(), wrap_key.data()) != 0) {
    return std::nullopt;
  }
  return file_key;
}

}  // namespace pos
