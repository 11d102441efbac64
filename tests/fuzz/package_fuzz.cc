// What another vault sends, changed at random: whatever still opens names only files of cards, and
// is proven only where nothing was changed.

#include <algorithm>

#include "crypto/hash.h"
#include "fuzz/property.h"
#include "storage/package_file.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

struct Sent {
  std::string text;
  std::string hash;
};

/// A package of an invented office, opened.
const Sent& sent() {
  static const Sent one = [] {
    MemoryFileSystem files;
    TestVault office(files);
    const TestPerson manager("adiarra", 0x12);
    office.add(manager, {StaffRole::CaseManager}, "enfance");
    const Office& own = office.vault().office();
    Package package{std::string(kPackageKind),
                    "01KE6VYFD0ABCDEFGHJKMNPQRS",
                    own.vault_id,
                    own.fingerprint,
                    own.fingerprint,
                    CaseId::parse("BKO-2026-4XKD7RPC").value(),
                    std::string(kTransferPurpose),
                    "01KE6VYFD0ABCDEFGHJKMNPQRS",
                    "",
                    {},
                    {manager.card().recipient},
                    {"entry: \"x\"\n"},
                    {},
                    cards_of(office.vault().plain_files(), {"adiarra"})};
    const std::string document = write_package(package, signing_key(manager.identity), "adiarra",
                                               time_at("2026-02-01T09:00:00Z"));
    const StreamHeader header{find_document_kind(kPackageKind), package.id, {}, package.vault};
    return Sent{compose_stream(header, {document}, Padding::Kibibyte), blake2b_256_hex(document)};
  }();
  return one;
}

std::string changed(FuzzedDataProvider& input) {
  std::string text = sent().text;
  const int changes = input.ConsumeIntegralInRange(0, 4);
  for (int i = 0; i < changes && !text.empty(); ++i) {
    const auto at = input.ConsumeIntegralInRange<std::size_t>(0, text.size() - 1);
    const std::string piece = input.ConsumeRandomLengthString(40);
    text.replace(at, std::min(piece.size(), text.size() - at), piece);
  }
  return input.ConsumeBool()
             ? text
             : text.substr(0, input.ConsumeIntegralInRange<std::size_t>(0, text.size()));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const std::string text = changed(input);
  const auto opened = attempted({ErrorCode::Integrity, ErrorCode::Newer, ErrorCode::Invalid},
                                [&] { return open_package(text, "package", kPackageKind, {}); });
  if (!opened) {
    return 0;
  }
  for (const auto& [path, bytes] : sender_files_of(*opened)) {
    require(path.starts_with("people/") && path.find("..") == std::string::npos &&
                std::count(path.begin(), path.end(), '/') == 2,
            "cards lie in the folder of their vault");
  }
  const auto proven = attempted({ErrorCode::Integrity}, [&] {
    require_signature(*opened);
    return true;
  });
  require(!proven || opened->document.hash == sent().hash, "only what was sent is proven");
  return 0;
}
