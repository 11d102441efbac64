#include "crypto/age_payload.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include <array>

#include "crypto/expect.h"
#include "crypto/hash.h"

namespace pos {
namespace {

// Around the size of a chunk, with and without its tag.
SecretBytes example_payload_key() {
  return secret_of("00b8bb9d79113e373122c761780657d42af8d1928f59843b2bc6390676e13f2b");
}

/// One chunk alone, with any counter and flag.
std::string chunk(std::string_view plain, std::uint8_t counter, bool is_last) {
  const std::array<std::uint8_t, 12> nonce = {0, 0, 0, 0, 0,       0,
                                              0, 0, 0, 0, counter, std::uint8_t{is_last}};
  std::string sealed(plain.size() + 16, '\0');
  crypto_aead_chacha20poly1305_ietf_encrypt(reinterpret_cast<std::uint8_t*>(sealed.data()), nullptr,
                                            bytes_of(plain).data(), plain.size(), nullptr, 0,
                                            nullptr, nonce.data(), example_payload_key().data());
  return sealed;
}

std::string payload_failure(std::string_view chunks) {
  return failure([&] { decrypt_chunks(chunks, example_payload_key()); });
}

}  // namespace

TEST_CASE("the chunks are those of the worked example") {
  const SecretBytes key = example_payload_key();
  CHECK(to_hex(encrypt_chunks("", key)) == "790d11b0ff45cafc99711566790883a8");
  CHECK(to_hex(encrypt_chunks(kExamplePlain, key)) ==
        "f7ee1a977c1ad7413357fd14b8bd60d8a11cbc4e0040c2e2711e1a");
  const std::string full = encrypt_chunks(std::string(65536, '\0'), key);
  CHECK(full.size() == 65552);
  CHECK(sha256_hex(full) == "045dd4267b5e5bcc8d4ece8aaff78fdd3c7a556d66917445dd88401f290afccd");
  const std::string more = encrypt_chunks(std::string(65537, '\0'), key);
  CHECK(more.size() == 65569);
  CHECK(sha256_hex(more) == "7e881de5289d3092f018fa01a22d61718e8672466deb06273cfd6e30c23331e7");
}

TEST_CASE("what was encrypted opens, whatever its size") {
  for (const std::size_t size : kPayloadSizes) {
    CAPTURE(size);
    const std::string plain(size, 'p');
    CHECK(decrypt_chunks(encrypt_chunks(plain, example_payload_key()), example_payload_key()) ==
          std::string_view(plain));
  }
}

TEST_CASE("chunks that are cut, lengthened or swapped do not open") {
  const std::string two = encrypt_chunks(std::string(131072, 'p'), example_payload_key());
  const std::string first = two.substr(0, 65552);
  const std::string second = two.substr(65552);
  CHECK(payload_failure(two) == "none");
  for (const std::string& chunks :
       {std::string(), first, second, second + first, first + first, two + second,
        two + encrypt_chunks("", example_payload_key()), two + "x", two.substr(0, two.size() - 1),
        first + std::string(15, 'x'), first + std::string(16, 'x'), std::string(15, 'x')}) {
    CAPTURE(chunks.size());
    CHECK(payload_failure(chunks) == "integrity age-payload");
  }
}

TEST_CASE("an empty chunk after a full one, or two last chunks, do not open") {
  const std::string full(65536, 'p');
  CHECK(payload_failure(chunk(full, 0, false) + chunk("q", 1, true)) == "none");
  CHECK(payload_failure(chunk(full, 0, true)) == "none");
  for (const std::string& chunks :
       {chunk(full, 0, false) + chunk("", 1, true), chunk(full, 0, true) + chunk("q", 1, true),
        chunk(full, 0, false) + chunk("q", 1, false), chunk(full, 0, false), chunk("q", 0, false),
        chunk("q", 1, true), chunk(full, 0, false) + chunk("q", 2, true)}) {
    CHECK(payload_failure(chunks) == "integrity age-payload");
  }
}

}  // namespace pos
