#include "crypto/base64.h"

#include <doctest/doctest.h>

namespace pos {

TEST_CASE("base64 writes and reads the examples of RFC 4648") {
  const struct {
    std::string_view bytes, unpadded, padded;
  } examples[] = {
      {"", "", ""},
      {"f", "Zg", "Zg=="},
      {"fo", "Zm8", "Zm8="},
      {"foo", "Zm9v", "Zm9v"},
      {"foob", "Zm9vYg", "Zm9vYg=="},
      {"fooba", "Zm9vYmE", "Zm9vYmE="},
      {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
      {"\xfb\xff", "+/8", "+/8="},
  };
  for (const auto& example : examples) {
    CAPTURE(example.unpadded);
    CHECK(encode_base64(example.bytes, Base64::Unpadded) == example.unpadded);
    CHECK(encode_base64(example.bytes, Base64::Padded) == example.padded);
    CHECK(decode_base64(example.unpadded, Base64::Unpadded) == example.bytes);
    CHECK(decode_base64(example.padded, Base64::Padded) == example.bytes);
  }
}

TEST_CASE("base64 that encode_base64 would not write is refused") {
  // Zh, Zm9: a bit is set that belongs to no byte.
  for (const char* text : {"Z", "A", "AAAAA", "Zm9vY", "Zh", "Zm9", "Zg=", "Zg==", "Zm8=", " Zg",
                           "Zg\n", "Z g", "Zm-v", "Zm_v", "Zm9v=", "===="}) {
    CAPTURE(text);
    CHECK_FALSE(decode_base64(text, Base64::Unpadded).has_value());
  }
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=Zg=", "Z===", "====", "Zm9v====",
                           "Zg==Zg==", "Zg==\n", "Zm8 "}) {
    CAPTURE(text);
    CHECK_FALSE(decode_base64(text, Base64::Padded).has_value());
  }
}

TEST_CASE("no byte outside the alphabet stands for a digit") {
  int digits = 0;
  for (int byte = 0; byte < 256; ++byte) {
    const std::string text = std::string("AAA") + static_cast<char>(byte);
    digits += decode_base64(text, Base64::Unpadded).has_value() ? 1 : 0;
  }
  CHECK(digits == 64);
}

}  // namespace pos
