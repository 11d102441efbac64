#include "fuzz/property.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "support/places.h"

namespace pos::test {

const std::string& source_folder() {
  static const std::string folder = POS_SOURCE_DIR;
  return folder;
}

}  // namespace pos::test

namespace pos::fuzz {
namespace {

bool repeats_an_answer(const Text& text) {
  return text.fr.find(kAnswer) != std::string::npos || text.en.find(kAnswer) != std::string::npos;
}

}  // namespace

void require(bool holds, const char* property) {
  if (!holds) {
    std::fprintf(stderr, "does not hold: %s\n", property);
    std::abort();
  }
}

void require_fit(const Error& error, std::initializer_list<ErrorCode> allowed) {
  require(std::find(allowed.begin(), allowed.end(), error.code) != allowed.end(),
          "an input fails with a code that fits it");
  require(!error.message.fr.empty() && !error.message.en.empty(), "an error says what is wrong");
  require(!repeats_an_answer(error.message) && !repeats_an_answer(error.hint),
          "an error repeats no answer");
  for (const Finding& finding : error.findings) {
    require(!finding.message.fr.empty() && !finding.message.en.empty(),
            "a finding says what is wrong");
    require(!repeats_an_answer(finding.message) && !repeats_an_answer(finding.hint) &&
                finding.where.field.find(kAnswer) == std::string::npos,
            "a finding repeats no answer");
  }
}

Identity identity(std::uint8_t byte) {
  return Identity(SecretBytes(Bytes(std::vector<std::uint8_t>(kKeySize, byte))));
}

}  // namespace pos::fuzz
