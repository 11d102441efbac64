// An age file as anybody may have made it: header, armour, body.

#include "crypto/age_armor.h"
#include "crypto/age_file.h"
#include "crypto/age_header.h"
#include "fuzz/property.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

constexpr std::initializer_list<ErrorCode> kDamaged = {ErrorCode::Integrity};

void require_one_writing_of_headers(std::string_view file) {
  const auto header = attempted(kDamaged, [&] { return parse_age_header(file); });
  if (header) {
    require(header->stanzas.size() <= kStanzaLimit && header->payload <= kHeaderLimit,
            "a header stays within its limits");
    require(write_covered_header(header->stanzas) + write_mac(header->mac) ==
                file.substr(0, header->payload),
            "a header that is read and written again is the same bytes");
  }
}

std::string without_frame(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    lines += c == '\r' ? "" : std::string(1, c);
  }
  const std::size_t first = lines.find_first_not_of(" \t\n");
  const std::size_t last = lines.find_last_not_of(" \t\n");
  return first == std::string::npos ? "" : lines.substr(first, last + 1 - first);
}

void require_one_writing_of_armour(std::string_view text) {
  const auto file = attempted(kDamaged, [&] { return take_off_armor(text); });
  if (file) {
    require(without_frame(put_on_armor(*file)) == without_frame(text),
            "an armour that is taken off and put on again is the same lines");
  }
}

void require_that_it_seals_again(std::string_view file, std::span<const Identity> identities) {
  const auto plain = attempted({ErrorCode::Integrity, ErrorCode::NoKey},
                               [&] { return age_decrypt(file, identities); });
  if (plain) {
    const Recipient recipient = identities.front().recipient();
    const std::string again = age_encrypt(*plain, std::span(&recipient, 1));
    require(age_decrypt(again, identities) == *plain, "an opened file seals and opens again");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Identity identities[] = {identity(0x04), identity(0x14)};
  const std::string_view file = text_of_input(data, size);
  require_one_writing_of_headers(file);
  require_one_writing_of_armour(file);
  require_that_it_seals_again(file, identities);
  return 0;
}
