#include "crypto/secret.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "crypto/random.h"

namespace pos {

TEST_CASE("a secret is wiped when it is released") {
  const std::uint8_t* where = nullptr;
  {
    const SecretBytes secret(bytes_of("forty characters that nobody else may see"));
    where = secret.data();
    CHECK(secret.text() == "forty characters that nobody else may see");
  }
  CHECK(std::all_of(where, where + 41, [](std::uint8_t byte) { return byte == 0; }));
}

TEST_CASE("a secret moves without a copy staying behind") {
  SecretBytes first(bytes_of("first"));
  const std::uint8_t* where = first.data();
  SecretBytes second(std::move(first));
  CHECK(second.data() == where);
  CHECK(first.empty());

  SecretBytes third(bytes_of("third"));
  const std::uint8_t* released = third.data();
  third = std::move(second);
  CHECK(third.text() == "first");
  CHECK(*released == 0);
  third = {};
  CHECK(*where == 0);
}

TEST_CASE("secrets lie apart, whatever was released between them, and more than one region holds") {
  std::vector<SecretBytes> secrets;
  for (std::size_t i = 0; i < 3000; ++i) {
    SecretBytes secret(1 + i % 90);
    std::fill_n(secret.data(), secret.size(), static_cast<std::uint8_t>(i));
    secrets.push_back(std::move(secret));
    if (i % 3 == 0) {
      secrets[i / 2] = {};
    }
  }
  secrets.emplace_back(100000);
  for (std::size_t i = 0; i < 3000; ++i) {
    const Bytes bytes = secrets[i].bytes();
    CHECK(std::all_of(bytes.begin(), bytes.end(),
                      [&](std::uint8_t byte) { return byte == static_cast<std::uint8_t>(i); }));
  }
}

TEST_CASE("an opened text is wiped before its memory is given back") {
  std::vector<char> memory(64, 'x');
  wipe(memory.data(), memory.size());
  CHECK(std::count(memory.begin(), memory.end(), '\0') == 64);

  WipedString text(100, 'a');
  text += WipedString(5000, 'b');
  CHECK(text.size() == 5100);
  CHECK(text.substr(99, 2) == "ab");
}

TEST_CASE("random bytes differ from one call to the next") {
  CHECK(random_bytes<16>() != random_bytes<16>());
  CHECK(random_secret(16).text() != random_secret(16).text());
  CHECK(random_secret(0).empty());
}

}  // namespace pos
