#include "crypto/hkdf.h"

#include <doctest/doctest.h>

#include "crypto/expect.h"
#include "crypto/hash.h"

namespace pos {

TEST_CASE("HKDF gives the outputs of RFC 5869") {
  const std::string key(22, '\x0b');
  const std::string salt = unhex("000102030405060708090a0b0c");
  const std::string info = unhex("f0f1f2f3f4f5f6f7f8f9");
  CHECK(to_hex(hkdf_sha256(bytes_of(key), bytes_of(salt), info).text()) ==
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  CHECK(to_hex(hkdf_sha256(bytes_of(key), {}, "").text()) ==
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
}

TEST_CASE("the keys of the worked example follow from its file key") {
  const SecretBytes file_key = secret_of(kExampleFileKey);
  CHECK(to_hex(hkdf_sha256(file_key.bytes(), {}, "header").text()) ==
        "0d492cb66fc6bf34e995c0485bce23c67cff7c7885571eaf08b8f6bf80d0c40b");
  CHECK(to_hex(hkdf_sha256(file_key.bytes(), example_nonce(), "payload").text()) ==
        "00b8bb9d79113e373122c761780657d42af8d1928f59843b2bc6390676e13f2b");
}

}  // namespace pos
