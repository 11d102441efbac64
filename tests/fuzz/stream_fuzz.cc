// A file of a vault, opened: its header and its documents, byte for byte.

#include "fuzz/property.h"
#include "storage/canonical.h"
#include "storage/document.h"
#include "storage/entry_document.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

constexpr std::initializer_list<ErrorCode> kRefusals = {ErrorCode::Integrity, ErrorCode::Newer};

std::vector<std::string> bytes_of_all(const Stream& stream) {
  std::vector<std::string> documents;
  for (const Document& document : stream.documents) {
    documents.push_back(document.bytes);
  }
  return documents;
}

void require_faithful(const Document& document, const DocumentKind& kind) {
  if (!document.well_formed()) {
    require(document.values.members.empty(), "nothing is used of a malformed document");
    return;
  }
  require(write_canonical(document.values) == document.bytes,
          "a well-formed document that is written again is the same bytes");
  const bool of_a_case = kind.name == "case" || kind.name == "identity" || kind.name == "facts";
  if (of_a_case && document.values.find("seal") == nullptr) {
    const Entry entry = read_entry(document, kind);
    require(!entry.id.empty() && !entry.author.empty(), "an entry has an identifier and an author");
    Value values = kind.name == "case"       ? case_values(entry)
                   : kind.name == "identity" ? identity_values(entry, entry.data)
                                             : facts_values(entry, entry.data);
    Value stood = document.values;
    stood.erase("signature");
    require(values == stood, "an entry has all that its document says, and no more");
  }
}

void require_kept(std::string_view bytes, Padding padding) {
  const auto stream = attempted(kRefusals, [&] { return parse_stream(bytes, "file", padding); });
  if (!stream) {
    return;
  }
  for (const Document& document : stream->documents) {
    require_faithful(document, *stream->header.kind);
  }
  const std::string again = compose_stream(stream->header, bytes_of_all(*stream), padding);
  const Stream twice = parse_stream(again, "again", padding);
  require(bytes_of_all(twice) == bytes_of_all(*stream) ||
              (padding == Padding::None && !bytes.ends_with('\n')),
          "documents that are written again are the same bytes");
  if (padding == Padding::None && bytes.ends_with('\n')) {
    require(again == bytes, "a plain stream that is written again is the same bytes");
  }
  require(padding == Padding::None || again.size() % 1024 == 0, "a sealed stream is padded");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  require_kept(bytes, Padding::None);
  require_kept(bytes, Padding::Kibibyte);
  return 0;
}
