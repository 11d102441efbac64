// A public card that somebody hands in, and the user's own configuration.

#include "crypto/signature.h"
#include "fuzz/property.h"
#include "storage/config.h"
#include "storage/identity_file.h"
#include "storage/layout.h"
#include "support/memory_file_system.h"

using namespace pos;
using namespace pos::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  if (const auto card = attempted({ErrorCode::Invalid}, [&] { return read_card(bytes, "card"); })) {
    require(is_code(card->code) && is_public_key(card->signing_key), "a card has usable keys");
    require(to_string(parse_recipient(card->recipient)) == card->recipient,
            "a recipient has one writing");
    const auto written = attempted({ErrorCode::Invalid}, [&] { return write_card(*card); });
    require(!written || read_card(*written, "card") == *card,
            "a card that is written and read again is the same");
  }
  MemoryFileSystem files;
  files.put("/c/pos/config.yaml", std::string(bytes));
  const auto config =
      attempted({ErrorCode::Invalid}, [&] { return read_config(files, "/c", "/h"); });
  if (config) {
    for (const std::string& path : {config->identity, config->identities_path}) {
      require(path.empty() || path.starts_with('/'), "a configured path is a full one");
    }
  }
  return 0;
}
