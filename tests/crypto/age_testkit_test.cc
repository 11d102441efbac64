// The public vectors for age files (C2SP/CCTV, age/testdata). They are not part of this project:
// POS_AGE_TESTKIT names a folder that has them.

#include <doctest/doctest.h>

#ifdef POS_TEST_ZLIB
#include <zlib.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "crypto/age_armor.h"
#include "crypto/expect.h"
#include "crypto/hash.h"
#include "crypto/hkdf.h"
#include "crypto/passphrase.h"

namespace pos {
namespace {

struct Vector {
  std::multimap<std::string, std::string> keys;
  std::string file;

  std::string value(const std::string& key) const {
    const auto found = keys.find(key);
    return found != keys.end() ? found->second : "";
  }
};

std::string read_file(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

/// nullopt for a file that is no vector, or has a key that this driver does not know.
std::optional<Vector> parse_vector(std::string_view text) {
  Vector vector;
  while (!text.starts_with('\n')) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t colon = line.find(": ");
    if (end == std::string_view::npos || colon == std::string_view::npos) {
      return std::nullopt;
    }
    const std::string key(line.substr(0, colon));
    static const std::vector<std::string> kKnown = {"expect",     "payload", "identity",
                                                    "passphrase", "armored", "compressed",
                                                    "file key",   "comment"};
    if (std::find(kKnown.begin(), kKnown.end(), key) == kKnown.end()) {
      return std::nullopt;
    }
    vector.keys.emplace(key, line.substr(colon + 2));
    text.remove_prefix(end + 1);
  }
  vector.file = text.substr(1);
  return vector;
}

#ifdef POS_TEST_ZLIB
std::optional<std::string> inflated(std::string packed) {
  z_stream stream{};
  std::string out;
  std::string block(1U << 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_in = static_cast<uInt>(packed.size());
  inflateInit(&stream);
  int result = Z_OK;
  while (result == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    result = inflate(&stream, Z_NO_FLUSH);
    out.append(block, 0, block.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  REQUIRE(result == Z_STREAM_END);
  return out;
}
#else
std::optional<std::string> inflated(const std::string&) {
  return std::nullopt;
}
#endif

/// The outcome in the words of the vectors.
std::string outcome_of(const Error& error) {
  const std::map<std::string, std::string> words = {
      {"age-armor", "armor failure"},    {"age-header", "header failure"},
      {"age-limit", "header failure"},   {"age-no-match", "no match"},
      {"passphrase", "no match"},        {"age-mac", "HMAC failure"},
      {"age-payload", "payload failure"}};
  const auto found = words.find(error.id);
  return found != words.end() ? found->second : "unknown error: " + error.message.en;
}

struct Result {
  std::string outcome = "success";
  WipedString plain;
};

template <class Open>
Result result_of(Open&& open) {
  try {
    return {"success", open()};
  } catch (const Error& error) {
    return {outcome_of(error), {}};
  }
}

Result open_with_identities(const Vector& vector, std::string_view file) {
  std::vector<Identity> identities;
  const auto [first, last] = vector.keys.equal_range("identity");
  for (auto each = first; each != last; ++each) {
    identities.push_back(std::move(parse_identities(each->second)[0]));
  }
  return result_of([&] { return age_decrypt(file, identities); });
}

Result open_with_passphrases(const Vector& vector, std::string_view file) {
  Result result;
  const auto [first, last] = vector.keys.equal_range("passphrase");
  for (auto each = first; each != last; ++each) {
    result = result_of([&] { return decrypt_with_passphrase(file, each->second); });
    if (result.outcome != "no match") {
      break;
    }
  }
  return result;
}

Result open(const Vector& vector, std::string_view file) {
  return vector.keys.contains("passphrase") ? open_with_passphrases(vector, file)
                                            : open_with_identities(vector, file);
}

/// Whether armour, put on again, gives the same lines.
bool armor_returns(std::string_view armored, const std::string& binary) {
  std::string lines;
  for (const char c : armored) {
    if (c != '\r') {
      lines += c;
    }
  }
  const std::size_t first = lines.find_first_not_of(" \t\n");
  const std::size_t last = lines.find_last_not_of(" \t\n");
  return put_on_armor(binary) == lines.substr(first, last + 1 - first) + "\n";
}

void check_round_trips(const Vector& vector, const std::string& binary, const Result& result) {
  if (result.outcome == "header failure") {
    return;
  }
  const AgeHeader header = parse_age_header(binary);
  CHECK(write_covered_header(header.stanzas) == binary.substr(0, header.covered));
  if (result.outcome == "success") {
    const std::string file_key = unhex(vector.value("file key"));
    const std::string nonce = binary.substr(header.payload, 16);
    const SecretBytes key = hkdf_sha256(bytes_of(file_key), bytes_of(nonce), "payload");
    CHECK(encrypt_chunks(result.plain, key) == binary.substr(header.payload + 16));
  }
}

/// Whether the outcome is the expected one.
bool run(const Vector& vector) {
  const std::string expected = vector.value("expect");
  std::string binary = vector.file;
  Result result;
  if (vector.value("armored") == "yes") {
    // Armour so broken that it is not known as armour must fail as such, too.
    result = result_of([&] {
      binary = take_off_armor(vector.file);
      return WipedString();
    });
    CHECK((open(vector, vector.file).outcome == "success") == (expected == "success"));
  }
  if (result.outcome == "success") {
    if (binary != vector.file) {
      CHECK(armor_returns(vector.file, binary));
    }
    result = open(vector, binary);
    check_round_trips(vector, binary, result);
  }
  if (vector.keys.contains("identity") && vector.keys.contains("passphrase")) {
    CHECK(open_with_identities(vector, binary).outcome == expected);
  }
  CHECK(result.outcome == expected);
  const bool right_text =
      expected != "success" || sha256_hex(result.plain) == vector.value("payload");
  CHECK(right_text);
  return result.outcome == expected && right_text;
}

}  // namespace

TEST_CASE("the vectors of the age testkit give what they must") {
  const char* folder = std::getenv("POS_AGE_TESTKIT");
  if (folder == nullptr) {
    std::printf("age testkit: skipped, POS_AGE_TESTKIT is not set\n");
    return;
  }
  int ran = 0;
  int right = 0;
  int left_out = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    CAPTURE(name);
    std::optional<Vector> vector = parse_vector(read_file(entry.path()));
    if (!vector) {
      CHECK(name == "README.md");
      continue;
    }
    if (vector->value("compressed") == "zlib") {
      const std::optional<std::string> file = inflated(vector->file);
      if (!file) {
        ++left_out;
        continue;
      }
      vector->file = *file;
    }
    ++ran;
    right += run(*vector) ? 1 : 0;
  }
  std::printf("age testkit: %d vectors, %d as they must be, %d left out for lack of zlib\n", ran,
              right, left_out);
  CHECK(ran > 0);
  CHECK(right == ran);
}

}  // namespace pos
