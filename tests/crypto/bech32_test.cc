#include "crypto/bech32.h"

#include <doctest/doctest.h>

#include "crypto/expect.h"

namespace pos {
namespace {

const std::string kKeyBytes(32, '\x42');

}  // namespace

TEST_CASE("bech32 writes and reads age's keys") {
  const std::string recipient =
      unhex("132c442be010fbd57e72603328aa76e71fccc1503aae219327d14d9c9993f472");
  CHECK(encode_bech32("age", bytes_of(recipient)) == kExampleRecipient);
  CHECK(encode_bech32("AGE-SECRET-KEY-", bytes_of(kKeyBytes)) == kExampleIdentity);

  const auto decoded = decode_bech32(kExampleRecipient);
  REQUIRE(decoded.has_value());
  CHECK(decoded->prefix == "age");
  CHECK(decoded->bytes == std::string_view(recipient));
  CHECK(decode_bech32(kExampleIdentity)->bytes == std::string_view(kKeyBytes));
}

TEST_CASE("bech32 takes the valid strings of BIP 173 and refuses its invalid ones") {
  for (const char* text : {"A12UEL5L", "a12uel5l", "?1ezyfcl"}) {
    CAPTURE(text);
    CHECK(decode_bech32(text).has_value());
  }
  for (const char* text :
       {"\x20\x31nwldj5", "\x7f\x31\x61xkwrx", "\x80\x31\x65ym55h", "pzry9x0s0muk", "1pzry9x0s0muk",
        "x1b4n0q5v", "li1dgmt3", "de1lg7wt\xff", "A1G7SGD8", "10a06t8", "1qzzfhee", "", "1"}) {
    CAPTURE(text);
    CHECK_FALSE(decode_bech32(text).has_value());
  }
}

TEST_CASE("bech32 notices any one changed character and any change of case") {
  for (std::size_t i = 0; i < kExampleRecipient.size(); ++i) {
    CAPTURE(i);
    std::string text(kExampleRecipient);
    text[i] = text[i] == 'q' ? 'p' : 'q';
    CHECK_FALSE(decode_bech32(text).has_value());
    text = kExampleRecipient;
    if (text[i] >= 'a' && text[i] <= 'z') {
      text[i] = static_cast<char>(text[i] - 'a' + 'A');
      CHECK_FALSE(decode_bech32(text).has_value());
    }
  }
}

TEST_CASE("bech32 keeps any number of bytes") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string bytes(size, '\xa5');
    const WipedString text = encode_bech32("age", bytes_of(bytes));
    REQUIRE(decode_bech32(text).has_value());
    CHECK(decode_bech32(text)->bytes == std::string_view(bytes));
  }
}

TEST_CASE("bech32 refuses left-over bits that are set, and a whole left-over group") {
  // The 32 bytes 0x42 under the prefix `age`: right, with the last bit set, with 54 groups.
  CHECK(
      decode_bech32("age1gfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpqxkm8f4").has_value());
  CHECK_FALSE(
      decode_bech32("age1gfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfppmq0j58").has_value());
  CHECK_FALSE(decode_bech32("age1gfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpyysjzgfpqqqe4f863")
                  .has_value());
}

}  // namespace pos
