// A sealed file that somebody without its keys alters: every reader opens what was sealed, and
// nobody opens anything else.

#include "crypto/age_armor.h"
#include "crypto/age_file.h"
#include "fuzz/property.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

const std::vector<Identity>& readers() {
  static const std::vector<Identity> all = [] {
    std::vector<Identity> made;
    for (std::uint8_t byte = 1; byte <= 4; ++byte) {
      made.push_back(identity(byte));
    }
    return made;
  }();
  return all;
}

AgeRandomness randomness(std::size_t readers) {
  AgeRandomness made;
  made.file_key = SecretBytes(Bytes(std::vector<std::uint8_t>(16, 0x51)));
  for (std::size_t i = 0; i < readers; ++i) {
    made.ephemerals.push_back(
        SecretBytes(Bytes(std::vector<std::uint8_t>(32, static_cast<std::uint8_t>(0x61 + i)))));
  }
  made.nonce.fill(0x71);
  return made;
}

/// Short, or about as long as one chunk or two.
std::string plain_text(FuzzedDataProvider& input) {
  const std::size_t chunks = input.ConsumeIntegralInRange<std::size_t>(0, 16);
  const std::size_t near = input.ConsumeIntegralInRange<std::size_t>(0, 40);
  std::string plain = input.ConsumeRandomLengthString(512);
  if (chunks > 14) {
    plain.resize((chunks - 14) * 65536 + near - 20, 'x');
  }
  return plain;
}

std::string altered(FuzzedDataProvider& input, std::string file) {
  const auto place = [&] { return input.ConsumeIntegralInRange<std::size_t>(0, file.size() - 1); };
  for (int changes = input.ConsumeIntegralInRange(1, 3); changes > 0 && !file.empty(); --changes) {
    const std::size_t at = place();
    switch (input.ConsumeIntegralInRange(0, 4)) {
      case 0:
        file[at] = static_cast<char>(file[at] ^ input.ConsumeIntegralInRange(1, 255));
        break;
      case 1:
        file.resize(at);
        break;
      case 2:
        file.insert(at, input.ConsumeRandomLengthString(20));
        break;
      case 3:
        file.erase(at, input.ConsumeIntegralInRange<std::size_t>(1, 66000));
        break;
      default:
        file.append(file.substr(at));
    }
  }
  return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const std::size_t count = input.ConsumeIntegralInRange<std::size_t>(1, readers().size());
  const bool armoured = input.ConsumeBool();
  const std::string plain = plain_text(input);
  std::vector<Recipient> recipients;
  for (std::size_t i = 0; i < count; ++i) {
    recipients.push_back(readers()[i].recipient());
  }
  std::string file = age_encrypt_with(plain, recipients, randomness(count));
  file = armoured ? put_on_armor(file) : file;
  for (std::size_t i = 0; i < count; ++i) {
    const WipedString opened = age_decrypt(file, std::span(&readers()[i], 1));
    require(std::string_view(opened) == plain, "every reader opens what was sealed");
  }
  const std::string other = altered(input, file);
  const auto opened = attempted({ErrorCode::Integrity, ErrorCode::NoKey},
                                [&] { return age_decrypt(other, readers()); });
  require(!opened || std::string_view(*opened) == plain, "nobody opens anything else");
  require(!opened || armoured || other == file, "a binary file that was altered does not open");
  return 0;
}
