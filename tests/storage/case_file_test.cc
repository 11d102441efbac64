#include "storage/case_file.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "crypto/hash.h"
#include "storage/entry_document.h"
#include "storage/worked_example.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

Entry entry(char mark, std::vector<std::string> after, const std::string& level = "low") {
  Entry entry;
  entry.id = std::string("01KE6VYFD0ABCDEFGHJKMNPQR") + mark;
  entry.form = "5.A";
  entry.edition = "pos-2020.08";
  entry.occurred = when(*parse_date("2026-01-05"));
  entry.recorded = *parse_instant("2026-01-05T09:30:00Z");
  entry.author = "adiarra";
  entry.key = kKeyId;
  entry.after = std::move(after);
  entry.data = Value::map({{"risk_level", Value::text(level)}});
  return entry;
}

std::string written(const Entry& entry, const std::string& id = kId) {
  return write_case_document(entry, id, manager_key());
}

Stream stream_of(const std::vector<std::string>& documents, const std::string& kind = "case",
                 const std::string& id = kId) {
  const StreamHeader header = {find_document_kind(kind), id, {"age1x"}, {}};
  return parse_stream(compose_stream(header, documents, Padding::Kibibyte), kind,
                      Padding::Kibibyte);
}

std::vector<DocumentState> states(const std::vector<CaseDocument>& documents) {
  std::vector<DocumentState> states;
  for (const CaseDocument& document : documents) {
    states.push_back(document.state);
  }
  return states;
}

using enum DocumentState;
using States = std::vector<DocumentState>;

/// An entry with names, as its two documents.
struct Named {
  std::string identity, journal;
};
Named named(char mark, std::vector<std::string> after) {
  Entry with_names = entry(mark, std::move(after));
  const Value answers = Value::map({{"name_first", Value::text(std::string("Awa ") + mark)}});
  const std::string identity = write_identity_document(with_names, answers, kId, manager_key());
  with_names.identity = blake2b_256_hex(identity);
  return {identity, written(with_names)};
}

std::string erase_entry(char mark, std::vector<std::string> after) {
  Entry erase = entry(mark, std::move(after));
  erase.form = erase.edition = "";
  erase.data = {};
  erase.act = Act::Erase;
  return written(erase);
}

}  // namespace

TEST_CASE("the header of a compartment has its kind, identifier and readers") {
  const StreamHeader header = case_header(Compartment::Facts, kId, {"age1x"});
  CHECK(header.kind == find_document_kind("facts"));
  CHECK(header.id == kId);
  CHECK(header.readers == std::vector<std::string>{"age1x"});
}

TEST_CASE("the documents of two parts are united, each once") {
  const std::string a = written(entry('A', {}));
  const std::string b = written(entry('B', {}));
  const std::string c = written(entry('C', {}));
  const auto journal = read_case({stream_of({a, b}), stream_of({b, c})}, find_key);
  CHECK(states(journal) == States{WellSigned, WellSigned, WellSigned});
  CHECK(journal[2].entry.id.back() == 'C');
  CHECK(journal[2].document.bytes == c);
}

TEST_CASE("a case without documents is no journal") {
  CHECK(read_case({}, find_key).empty());
  CHECK(read_case({stream_of({})}, find_key).empty());
}

TEST_CASE("parts of two cases or two compartments are never united") {
  const auto refused = [](const std::vector<Stream>& parts) {
    try {
      read_case(parts, find_key);
    } catch (const Error& error) {
      return error.code == ErrorCode::Integrity && !error.where.file.empty();
    }
    return false;
  };
  const std::string a = written(entry('A', {}));
  CHECK(refused({stream_of({a}), stream_of({a}, "case", "BKO-2026-0000000X")}));
  CHECK(refused({stream_of({a}), stream_of({}, "identity")}));
  CHECK(refused({stream_of({}, "facts")}));
}

TEST_CASE("a document of another case is badly signed") {
  const std::string other = written(entry('A', {}), "BKO-2026-0000000X");
  const auto journal = read_case({stream_of({other, written(entry('B', {}))})}, find_key);
  CHECK(states(journal) == States{BadlySigned, WellSigned});
  CHECK(journal[0].doubt.where.file == "case");
  CHECK(journal[0].doubt.message.en == "badly signed");
}

TEST_CASE("an identity document is not taken for an entry") {
  const std::string identity =
      write_identity_document(entry('A', {}), Value::map({}), kId, manager_key());
  CHECK(states(read_case({stream_of({identity})}, find_key)) == States{BadlySigned});
}

TEST_CASE("an author nobody knows and a key the author had not are told apart") {
  Entry stranger = entry('A', {});
  stranger.author = "nobody";
  Entry replaced = entry('B', {});
  replaced.key = std::string(32, '0');
  const auto journal = read_case({stream_of({written(stranger), written(replaced)})}, find_key);
  CHECK(states(journal) == States{UnknownAuthor, BadlySigned});
}

TEST_CASE("different documents of one entry are all invalid") {
  const std::string low = written(entry('A', {}, "low"));
  const std::string high = written(entry('A', {}, "high"));
  const auto journal =
      read_case({stream_of({low, written(entry('B', {}))}), stream_of({high})}, find_key);
  CHECK(states(journal) == States{Repeated, WellSigned, Repeated});
}

TEST_CASE("a forged document with the identifier of an entry does not spoil the entry") {
  std::string forged = written(entry('A', {}, "low"));
  forged.replace(forged.find("\"low\""), 5, "\"top\"");
  const auto journal = read_case({stream_of({written(entry('A', {})), forged})}, find_key);
  CHECK(states(journal) == States{WellSigned, BadlySigned});
}

TEST_CASE("bad documents are kept byte for byte when a file is written again") {
  const std::string bad = "form: broken\n";
  const std::string good = written(entry('A', {}));
  const auto journal = read_case({stream_of({bad, good})}, find_key);
  CHECK(states(journal) == States{Malformed, WellSigned});
  CHECK(bytes_to_keep(journal) == std::vector<std::string>{bad, good});
  CHECK(well_signed_entries(journal).size() == 1);
}

TEST_CASE("no flipped byte of an opened stream gives another well-signed document") {
  const Stream original = parse_stream(kCaseStream, "", Padding::Kibibyte);
  for (std::size_t at = 0; at < kCaseStream.size(); ++at) {
    std::string stream = kCaseStream;
    stream[at] = static_cast<char>(stream[at] ^ 1);
    try {
      for (const CaseDocument& document :
           read_case({parse_stream(stream, "", Padding::Kibibyte)}, find_key)) {
        const bool original_one =
            document.document.hash == kRegistrationHash || document.document.hash == kFollowUpHash;
        if (document.well_signed() && !original_one) {
          FAIL("accepted with byte " << at << " flipped");
        }
      }
    } catch (const Error& error) {
      const bool told = error.code == ErrorCode::Integrity || error.code == ErrorCode::Newer;
      CHECK(told);
    }
  }
}

TEST_CASE("no truncation of an opened stream gives another well-signed document") {
  for (std::size_t size = 0; size < kCaseStream.size() - 1; ++size) {
    try {
      const auto journal =
          read_case({parse_stream(kCaseStream.substr(0, size), "", Padding::Kibibyte)}, find_key);
      for (const CaseDocument& document : journal) {
        if (document.well_signed() && document.document.hash != kRegistrationHash) {
          FAIL("accepted with " << size << " bytes");
        }
      }
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Integrity);
    }
  }
}

TEST_CASE("entries up to a renumbering are checked under the former identifier") {
  const std::string former = "BKO-2026-0000000X";
  const std::string a = written(entry('A', {}), former);
  Entry renumber = entry('B', {blake2b_256_hex(a)});
  renumber.form = renumber.edition = "";
  renumber.data = {};
  renumber.act = Act::Renumber;
  renumber.to = kId;
  const std::string b = written(renumber, former);
  const std::string c = written(entry('C', {blake2b_256_hex(b)}), kId);
  const std::string late = written(entry('D', {blake2b_256_hex(c)}), former);
  const std::vector<Stream> parts = {stream_of({a, b, c, late})};
  CHECK(states(read_case(parts, find_key, {former})) ==
        States{WellSigned, WellSigned, WellSigned, BadlySigned});
  CHECK(states(read_case(parts, find_key)) ==
        States{BadlySigned, BadlySigned, WellSigned, BadlySigned});
}

TEST_CASE("an identity document counts when a well-signed entry names it") {
  const Named a = named('A', {});
  const Named b = named('B', {});
  const auto journal = read_case({stream_of({a.journal})}, find_key);
  const auto names =
      read_identity({stream_of({a.identity, b.identity}, "identity")}, journal, find_key);
  CHECK(states(names) == States{WellSigned, Unclaimed});
  CHECK(names[0].entry.data.scalar_of("name_first") == "Awa A");
}

TEST_CASE("an identity document that does not repeat its entry does not count") {
  Entry other = entry('A', {});
  other.recorded += std::chrono::seconds(1);
  const std::string identity = write_identity_document(other, {}, kId, manager_key());
  Entry naming = entry('A', {});
  naming.identity = blake2b_256_hex(identity);
  const auto journal = read_case({stream_of({written(naming)})}, find_key);
  CHECK(states(read_identity({stream_of({identity}, "identity")}, journal, find_key)) ==
        States{Unclaimed});
}

TEST_CASE("an identity document that its entry names but nobody signed does not count") {
  std::string identity = named('A', {}).identity;
  identity.replace(identity.find("Awa A"), 5, "Awa B");
  Entry naming = entry('A', {});
  naming.identity = blake2b_256_hex(identity);
  const auto journal = read_case({stream_of({written(naming)})}, find_key);
  CHECK(states(read_identity({stream_of({identity}, "identity")}, journal, find_key)) ==
        States{BadlySigned});
}

TEST_CASE("identity documents not written after an erase are dropped, also concurrent ones") {
  const Named before = named('A', {});
  const std::string before_hash = blake2b_256_hex(before.journal);
  const Named beside = named('B', {before_hash});
  const std::string erase = erase_entry('C', {before_hash});
  const Named after = named('D', {blake2b_256_hex(erase)});
  const auto journal =
      read_case({stream_of({before.journal, beside.journal, erase, after.journal})}, find_key);
  const auto names =
      read_identity({stream_of({before.identity, beside.identity, after.identity}, "identity")},
                    journal, find_key, {blake2b_256_hex(erase)});
  CHECK(states(names) == States{Erased, Erased, WellSigned});
  CHECK(bytes_to_keep(names) == std::vector<std::string>{after.identity});
}

TEST_CASE("a case holds as many documents as can be judged, out of all its parts") {
  std::vector<std::string> first, second;
  for (std::size_t i = 0; i < kDocumentLimit; ++i) {
    (i < 3000 ? first : second).push_back("x: " + std::to_string(i) + "\n");
  }
  CHECK(read_case({stream_of(first), stream_of(second)}, find_key).size() == kDocumentLimit);
  second.push_back("one more\n");
  try {
    read_case({stream_of(first), stream_of(second)}, find_key);
    FAIL("it was read");
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Integrity);
    CHECK(error.message.en == "more than 4096 documents in one case");
  }
}

namespace {

/// Signed with the key of our supervisor; `signed_there` with that of the sender's manager.
Entry acceptance(char mark, std::vector<std::string> after) {
  Entry accept = entry(mark, std::move(after));
  accept.form = accept.edition = "";
  accept.data = {};
  accept.act = Act::Accept;
  accept.package = std::string(64, 'f');
  return accept;
}
std::string signed_there(Entry entry) {
  const SigningKey there = signing_key(identity(0x55));
  entry.key = key_id(there.public_key);
  return write_case_document(entry, kId, there);
}
/// Our cards, and those of the sender, where another `adiarra` has another key.
FindSigningKey both(bool supervises = true) {
  return FindSigningKey(
      &find_key,
      [](std::string_view author, std::string_view key, Instant) {
        const std::string there = signing_key(identity(0x55)).public_key;
        return author != "adiarra"    ? std::optional<std::string>()
               : key == key_id(there) ? std::optional(there)
                                      : std::optional<std::string>("");
      },
      [supervises](std::string_view, Instant) { return supervises; });
}
Entry opening(char mark) {
  Entry first = entry(mark, {});
  first.form = kRegistrationForm;
  return first;
}

}  // namespace

TEST_CASE("a key of another vault proves only what an acceptance of ours knows") {
  const std::string first = signed_there(opening('A'));
  const std::string visit = signed_there(entry('B', {blake2b_256_hex(first)}));
  const std::string accept = written(acceptance('C', {blake2b_256_hex(visit)}));
  const std::string late = signed_there(entry('D', {blake2b_256_hex(accept)}));
  const std::string ours = written(entry('E', {blake2b_256_hex(accept)}));
  const auto journal = read_case({stream_of({first, visit, accept, late, ours})}, both());
  CHECK(states(journal) == States{WellSigned, WellSigned, WellSigned, BadlySigned, WellSigned});
  CHECK(journal[1].from_sender);
  CHECK_FALSE(journal[4].from_sender);
  CHECK(states(read_case({stream_of({first, visit})}, both())) == States{BadlySigned, BadlySigned});
}

TEST_CASE("an acceptance of what was begun here takes over nothing") {
  const std::string first = written(opening('A'));
  const std::string visit = signed_there(entry('B', {blake2b_256_hex(first)}));
  const std::string accept = written(acceptance('C', {blake2b_256_hex(visit)}));
  CHECK(states(read_case({stream_of({first, visit, accept})}, both())) ==
        States{WellSigned, BadlySigned, Unclaimed});
}

TEST_CASE("a second acceptance of a case takes nothing of what was written here since the first") {
  const std::string first = signed_there(opening('A'));
  const std::string accept = written(acceptance('B', {blake2b_256_hex(first)}));
  const std::string ours = written(entry('C', {blake2b_256_hex(accept)}));
  const std::string theirs = signed_there(entry('D', {blake2b_256_hex(accept)}));
  const std::string again = written(acceptance('E', {blake2b_256_hex(ours)}));
  const std::string other = written(acceptance('F', {blake2b_256_hex(theirs)}));
  CHECK(states(read_case({stream_of({first, accept, ours, theirs, again, other})}, both())) ==
        States{WellSigned, WellSigned, WellSigned, BadlySigned, WellSigned, WellSigned});
  CHECK(states(read_case({stream_of({first, accept})}, both(false))) ==
        States{BadlySigned, Unclaimed});
}
