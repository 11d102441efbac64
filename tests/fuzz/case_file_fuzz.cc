// The three files of a case, genuine ones and what somebody without the keys makes of them: the
// journal and the facts give one state, however they lie in parts, and nothing that is altered
// counts.

#include <fmt/format.h>

#include <algorithm>

#include "domain/journal.h"
#include "fuzz/property.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

const std::string kId = "BKO-2026-4XKD7RPC";
const std::vector<std::string> kAuthors = {"adiarra", "bkeita", "mtraore", "dsidibe"};

const SigningKey& key() {
  static const SigningKey one = signing_key(identity(0x04));
  return one;
}

/// Everybody in the office signs with that key; nobody else is known.
std::optional<std::string> find_key(std::string_view author, std::string_view, Instant) {
  const bool known = std::find(kAuthors.begin(), kAuthors.end(), author) != kAuthors.end();
  return known ? std::optional(key().public_key) : std::nullopt;
}

StreamHeader header(Compartment compartment) {
  return case_header(compartment, kId, {to_string(identity(0x04).recipient())});
}

/// Signed entries, each upon some of the former.
struct Written {
  std::vector<Entry> entries;
  std::vector<std::string> documents, facts;
};

Written written(FuzzedDataProvider& input) {
  Written all;
  const int count = input.ConsumeIntegralInRange(1, 6);
  for (int number = 1; number <= count; ++number) {
    Entry entry;
    entry.id = make_ulid(test::instant("2026-01-01"),
                         {0, 0, 0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(number)});
    entry.author = number == 1 ? kAuthors[0] : chosen(input, kAuthors);
    entry.key = key_id(key().public_key);
    entry.recorded = test::instant("2026-01-05") +
                     std::chrono::hours(number + input.ConsumeIntegralInRange(0, 2));
    entry.occurred = when(entry.recorded);
    for (const Entry& former : all.entries) {
      if (input.ConsumeBool()) {
        entry.after.push_back(former.hash);
      }
    }
    std::sort(entry.after.begin(), entry.after.end());
    if (number > 1 && input.ConsumeIntegralInRange(0, 3) == 0) {
      entry.act = Act::Assign;
      entry.to = chosen(input, kAuthors);
      entry.reason = "inventé";
    } else {
      entry.form = number == 1 ? "1.B" : "5.A";
      entry.edition = "pos-2020.08";
      entry.data = test::answers({{"risk_level", input.ConsumeBool() ? "high" : "low"}});
    }
    all.documents.push_back(write_case_document(entry, kId, key()));
    entry.hash = read_document(all.documents.back(), *find_document_kind("case")).hash;
    all.facts.push_back(write_facts_document(entry, entry.data));
    all.entries.push_back(std::move(entry));
  }
  return all;
}

/// The documents in an order that the input says, some of them twice, as two parts.
std::vector<Stream> in_parts(FuzzedDataProvider& input, std::vector<std::string> documents) {
  shuffle(input, documents);
  std::vector<std::string> parts[2];
  for (const std::string& document : documents) {
    const int where = input.ConsumeIntegralInRange(0, 2);
    if (where != 1) {
      parts[0].push_back(document);
    }
    if (where != 0) {
      parts[1].push_back(document);
    }
  }
  std::vector<Stream> streams;
  for (const std::vector<std::string>& part : parts) {
    const std::string bytes = compose_stream(header(Compartment::Case), part, Padding::Kibibyte);
    streams.push_back(parse_stream(bytes, "part", Padding::Kibibyte));
  }
  return streams;
}

std::vector<std::string> hashes(const std::vector<CaseDocument>& documents) {
  std::vector<std::string> all;
  for (const CaseDocument& document : documents) {
    if (document.well_signed()) {
      all.push_back(document.document.hash);
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::string altered(FuzzedDataProvider& input, std::string bytes) {
  const std::size_t at = input.ConsumeIntegralInRange<std::size_t>(0, bytes.size() - 1);
  switch (input.ConsumeIntegralInRange(0, 2)) {
    case 0:
      bytes[at] = static_cast<char>(bytes[at] ^ input.ConsumeIntegralInRange(1, 255));
      break;
    case 1:
      bytes.insert(at, input.ConsumeRandomLengthString(300));
      break;
    default:
      bytes.erase(at, input.ConsumeIntegralInRange<std::size_t>(1, 700));
  }
  return bytes;
}

std::optional<Stream> parsed(std::string_view bytes) {
  return attempted({ErrorCode::Integrity, ErrorCode::Newer},
                   [&] { return parse_stream(bytes, "file", Padding::Kibibyte); });
}

void require_that_no_forgery_counts(const std::vector<CaseDocument>& genuine,
                                    const std::string& bytes) {
  const auto stream = parsed(bytes);
  if (!stream) {
    return;
  }
  const auto read =
      attempted({ErrorCode::Integrity}, [&] { return read_case({*stream}, find_key); });
  if (read && stream->header.id == kId) {
    const std::vector<std::string> counted = hashes(*read), known = hashes(genuine);
    require(std::includes(known.begin(), known.end(), counted.begin(), counted.end()),
            "nothing counts that nobody signed");
  }
}

void require_that_facts_are_sealed(const std::vector<CaseDocument>& genuine,
                                   const std::string& bytes) {
  const auto stream = parsed(bytes);
  if (!stream) {
    return;
  }
  const auto part =
      attempted({ErrorCode::Integrity}, [&] { return read_facts(*stream, find_key); });
  if (part && part->well_sealed() && part->id == kId) {
    require(hashes(part->documents) == hashes(genuine), "a seal holds all facts or none");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Staff staff = test::office();
  FuzzedDataProvider input(data, size);
  const Written all = written(input);
  const std::vector<CaseDocument> read = read_case(in_parts(input, all.documents), find_key);
  require(hashes(read).size() == all.entries.size(), "parts together hold every entry");
  const Journal journal = judge(well_signed_entries(read), staff);

  std::vector<std::string> facts = all.facts;
  facts.push_back(write_seal(facts, kId, {"adiarra", key()}, test::instant("2026-02-01")));
  const std::string sealed = compose_stream(header(Compartment::Facts), facts, Padding::Kibibyte);
  const FactsPart part = read_facts(parse_stream(sealed, "facts", Padding::Kibibyte), find_key);
  require(part.well_sealed(), "a genuine seal is taken");
  const std::vector<CaseDocument> joined = join_facts({part}, {SealRight::Present});
  const Journal of_facts = judge(well_signed_entries(joined), staff);
  require(of_facts.states == journal.states && of_facts.manager == journal.manager,
          "the facts give the state that the journal gives");

  const std::string stream =
      compose_stream(header(Compartment::Case), all.documents, Padding::Kibibyte);
  require_that_no_forgery_counts(read, altered(input, stream));
  require_that_facts_are_sealed(part.documents, altered(input, sealed));
  return 0;
}
