#include "crypto/age_payload.h"

#include <sodium.h>

#include <algorithm>

#include "crypto/age_error.h"
#include "crypto/hkdf.h"

namespace pos {
namespace {

constexpr std::size_t kChunk = 64U << 10;
constexpr std::size_t kTag = crypto_aead_chacha20poly1305_IETF_ABYTES;
constexpr std::size_t kSealedChunk = kChunk + kTag;

using ChunkNonce = std::array<std::uint8_t, crypto_aead_chacha20poly1305_IETF_NPUBBYTES>;

/// Eleven bytes of counter, big endian, and whether the chunk is the last.
ChunkNonce chunk_nonce(std::uint64_t counter, bool is_last) {
  ChunkNonce nonce{};
  for (std::size_t i = 10; i >= 3; --i) {
    nonce[i] = static_cast<std::uint8_t>(counter & 0xFF);
    counter >>= 8;
  }
  nonce[11] = is_last ? 1 : 0;
  return nonce;
}

/// How many chunks of `size` hold `total` bytes; one for none.
std::size_t count_chunks(std::size_t total, std::size_t size) {
  return total == 0 ? 1 : (total - 1) / size + 1;
}

Key header_mac(std::string_view covered, const SecretBytes& file_key) {
  const SecretBytes key = hkdf_sha256(file_key.bytes(), {}, "header");
  Key mac;
  crypto_auth_hmacsha256(mac.data(), bytes_of(covered).data(), covered.size(), key.data());
  return mac;
}

SecretBytes payload_key(const SecretBytes& file_key, Bytes nonce) {
  return hkdf_sha256(file_key.bytes(), nonce, "payload");
}

}  // namespace

std::string encrypt_chunks(std::string_view plain, const SecretBytes& payload_key) {
  const std::size_t count = count_chunks(plain.size(), kChunk);
  std::string sealed(plain.size() + count * kTag, '\0');
  auto* out = reinterpret_cast<std::uint8_t*>(sealed.data());
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes chunk = bytes_of(plain.substr(i * kChunk, kChunk));
    const ChunkNonce nonce = chunk_nonce(i, i + 1 == count);
    crypto_aead_chacha20poly1305_ietf_encrypt(out + i * kSealedChunk, nullptr, chunk.data(),
                                              chunk.size(), nullptr, 0, nullptr, nonce.data(),
                                              payload_key.data());
  }
  return sealed;
}

WipedString decrypt_chunks(std::string_view chunks, const SecretBytes& payload_key) {
  // The whole payload is here, so its length tells which chunk must be the last.
  const std::size_t count = count_chunks(chunks.size(), kSealedChunk);
  const std::size_t last = chunks.size() - (count - 1) * kSealedChunk;
  if (last < kTag || (last == kTag && count > 1)) {
    throw payload_error();
  }
  WipedString plain(chunks.size() - count * kTag, '\0');
  auto* out = reinterpret_cast<std::uint8_t*>(plain.data());
  for (std::size_t i = 0; i < count; ++i) {
    const Bytes chunk = bytes_of(chunks.substr(i * kSealedChunk, kSealedChunk));
    const ChunkNonce nonce = chunk_nonce(i, i + 1 == count);
    if (crypto_aead_chacha20poly1305_ietf_decrypt(out + i * kChunk, nullptr, nullptr, chunk.data(),
                                                  chunk.size(), nullptr, 0, nonce.data(),
                                                  payload_key.data()) != 0) {
      throw payload_error();
    }
  }
  return plain;
}

std::string seal_age_file(const std::vector<Stanza>& stanzas, const SecretBytes& file_key,
                          const PayloadNonce& nonce, std::string_view plain) {
  std::string file = write_covered_header(stanzas);
  file += write_mac(header_mac(file, file_key));
  file += text_of(nonce);
  file += encrypt_chunks(plain, payload_key(file_key, nonce));
  return file;
}

WipedString unseal_age_file(std::string_view file, const AgeHeader& header, SecretBytes file_key) {
  const Key mac = header_mac(file.substr(0, header.covered), file_key);
  if (sodium_memcmp(mac.data(), header.mac.data(), mac.size()) != 0) {
    throw mac_error();
  }
  const std::string_view payload = file.substr(header.payload);
  constexpr std::size_t kNonceSize = std::tuple_size_v<PayloadNonce>;
  if (payload.size() < kNonceSize) {
    throw header_error({"rien ne le suit", "nothing follows it"});
  }
  const SecretBytes key = payload_key(file_key, bytes_of(payload.substr(0, kNonceSize)));
  file_key = {};
  return decrypt_chunks(payload.substr(kNonceSize), key);
}

}  // namespace pos
