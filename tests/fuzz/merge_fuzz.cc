// Versions of one journal that met at random, merged two by two in any order: all end with the same
// documents, none is lost, and who has everything keeps their bytes.

#include <fmt/format.h>

#include <algorithm>

#include "domain/journal.h"
#include "fuzz/property.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/merge.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

const std::string kId = "BKO-2026-4XKD7RPC";
const std::vector<std::string> kAuthors = {"adiarra", "bkeita", "mtraore"};

const SigningKey& key() {
  static const SigningKey one = signing_key(identity(0x04));
  return one;
}

std::optional<std::string> find_key(std::string_view author, std::string_view, Instant) {
  const bool known = std::find(kAuthors.begin(), kAuthors.end(), author) != kAuthors.end();
  return known ? std::optional(key().public_key) : std::nullopt;
}

FileVersion version(const std::vector<std::string>& documents) {
  const StreamHeader header =
      case_header(Compartment::Case, kId, {to_string(identity(0x04).recipient())});
  const std::string text = compose_stream(header, documents, Padding::Kibibyte);
  return {text, parse_stream(text, "version", Padding::Kibibyte)};
}

/// A registration, and entries each of which knows some of the former.
std::vector<std::string> journal(FuzzedDataProvider& input) {
  std::vector<std::string> documents, hashes;
  const int count = input.ConsumeIntegralInRange(1, 6);
  for (int number = 1; number <= count; ++number) {
    Entry entry;
    entry.id = make_ulid(test::instant("2026-01-01"),
                         {0, 0, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(number)});
    entry.form = number == 1 ? "1.B" : "5.A";
    entry.edition = "pos-2020.08";
    entry.author = number == 1 ? kAuthors[0] : chosen(input, kAuthors);
    entry.key = key_id(key().public_key);
    entry.recorded = test::instant("2026-01-05") +
                     std::chrono::minutes(number + input.ConsumeIntegralInRange(0, 3));
    entry.occurred = when(entry.recorded);
    for (const std::string& hash : hashes) {
      if (input.ConsumeBool()) {
        entry.after.push_back(hash);
      }
    }
    std::sort(entry.after.begin(), entry.after.end());
    documents.push_back(write_case_document(entry, kId, key()));
    hashes.push_back(read_document(documents.back(), *find_document_kind("case")).hash);
  }
  return documents;
}

/// A replica's share: the registration and some of the rest, in an order of its own.
std::vector<std::string> share(FuzzedDataProvider& input, const std::vector<std::string>& all) {
  std::vector<std::string> some = {all.front()};
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (input.ConsumeBool()) {
      some.push_back(all[i]);
    }
  }
  shuffle(input, some);
  return some;
}

std::vector<std::string> merged(const FileVersion& one, const FileVersion& other) {
  const CaseUnion both = unite_case({one, other}, find_key);
  std::vector<std::string> documents;
  for (const CaseDocument& document : both.documents) {
    documents.push_back(document.document.bytes);
  }
  const auto stays = staying(both.sides);
  require(!stays || both.sides[*stays].documents.size() == documents.size(),
          "only who has everything keeps their bytes");
  return documents;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const std::vector<std::string> all = journal(input);
  const FileVersion a = version(share(input, all)), b = version(share(input, all)),
                    c = version(share(input, all));
  const std::vector<std::string> ab = merged(a, b);
  require(ab == merged(b, a), "whoever merges gets the same, in the same order");
  const std::vector<std::string> ab_c = merged(version(ab), c);
  require(ab_c == merged(a, version(merged(b, c))), "in whatever order replicas meet");
  require(merged(version(ab_c), version(ab_c)) == ab_c, "once more changes nothing");
  for (const FileVersion* each : {&a, &b, &c}) {
    for (const Document& document : each->stream.documents) {
      require(std::find(ab_c.begin(), ab_c.end(), document.bytes) != ab_c.end(), "none is lost");
    }
  }
  require(ab_c.size() <= all.size(), "nothing is added");
  // A version that anybody may have written gives nothing that is not signed.
  const std::string raw = input.ConsumeRemainingBytesAsString();
  const auto stream = attempted({ErrorCode::Integrity, ErrorCode::Newer},
                                [&] { return parse_stream(raw, "raw", Padding::Kibibyte); });
  if (stream) {
    const auto with = attempted({ErrorCode::Integrity}, [&] {
      return unite_case({a, FileVersion{raw, *stream}}, find_key).documents.size();
    });
    require(!with || *with >= a.stream.documents.size(), "a merge with anything keeps our own");
  }
  return 0;
}
