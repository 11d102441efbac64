#include "storage/merge.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/worked_example.h"
#include "support/case_builder.h"
#include "support/merge_refused.h"
#include "support/test_vault.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

const SigningKey& other_key() {
  static const SigningKey key = signing_key(identity(0x05));
  return key;
}

const SigningKey& key_of(const std::string& author) {
  static const SigningKey managers = manager_key();
  return author == "adiarra" ? managers : other_key();
}

// adiarra signs with the example's key, mtraore (her supervisor) and bkeita with another one.
std::optional<std::string> find_key_of_any(std::string_view author, std::string_view key, Instant) {
  if (author == "adiarra") {
    return key == kKeyId ? kPublicKey : "";
  }
  const bool known = author == "mtraore" || author == "bkeita";
  return known ? std::optional(key == key_id(other_key().public_key) ? other_key().public_key : "")
               : std::nullopt;
}

struct Written {
  Entry entry;
  std::string bytes;
};

/// An entry whose identifier ends in `mark`, written at that minute.
Written write(Entry entry, char mark, std::vector<std::string> after, const std::string& id = kId) {
  entry.id = std::string("01KE6VYFD0ABCDEFGHJKMNPQR") + mark;
  entry.edition = entry.form.empty() ? "" : "pos-2020.08";
  entry.recorded = *parse_instant("2026-01-05T09:00:00Z") + std::chrono::minutes(mark - '0');
  entry.occurred = When{entry.recorded, true};
  entry.author = entry.author.empty() ? "adiarra" : entry.author;
  const SigningKey& key = key_of(entry.author);
  entry.key = key_id(key.public_key);
  entry.after = std::move(after);
  Written written{entry, write_case_document(entry, id, key)};
  written.entry.hash = blake2b_256_hex(written.bytes);
  return written;
}

Entry of_form(const std::string& form) {
  Entry entry;
  entry.form = form;
  entry.data = Value::map({{"risk_level", Value::text("low")}});
  return entry;
}

Written registration(char mark = '0') {
  return write(of_form("1.B"), mark, {});
}

Written follow_up(char mark, const Written& parent) {
  return write(of_form("5.A"), mark, {parent.entry.hash});
}

FileVersion version(const std::string& kind, const std::vector<std::string>& documents,
                    const std::string& bytes = "", const std::string& id = kId) {
  const StreamHeader header{find_document_kind(kind), id, {"age1x"}, {}};
  const std::string text = compose_stream(header, documents, Padding::Kibibyte);
  return {bytes.empty() ? text : bytes, parse_stream(text, kind, Padding::Kibibyte)};
}

std::vector<std::string> bytes_of(const CaseUnion& merged) {
  std::vector<std::string> bytes;
  for (const CaseDocument& document : merged.documents) {
    bytes.push_back(document.document.bytes);
  }
  return bytes;
}

MergeSide side(std::string_view bytes, std::set<std::string> documents) {
  return {sha256_hex(bytes), std::move(documents), true, 0};
}

FileVersion facts(const std::vector<Written>& entries, const std::string& author = "adiarra",
                  const std::string& level = "low") {
  std::vector<std::string> documents;
  for (const Written& written : entries) {
    documents.push_back(
        write_facts_document(written.entry, Value::map({{"risk_level", Value::text(level)}})));
  }
  const SigningKey& key = key_of(author);
  documents.push_back(write_seal(documents, kId, {author, key}, time_at("2026-02-01T08:00:00Z")));
  return version("facts", documents);
}

CaseUnion unite(const std::vector<FileVersion>& versions, const std::set<std::string>& own = {}) {
  return unite_facts(versions, find_key_of_any, test::office(), own);
}

/// The registration and an assign to bkeita by the supervisor.
struct HandedOver {
  Written first = registration();
  Written assign;
  HandedOver() {
    Entry act;
    act.act = Act::Assign;
    act.author = "mtraore";
    act.to = "bkeita";
    act.reason = "holidays";
    assign = write(act, '5', {first.entry.hash});
  }
};

}  // namespace

TEST_CASE("of two versions the one with all documents stays, whatever its bytes") {
  CHECK(staying({side("x", {"a", "b"}), side("y", {"a"})}) == 0);
  CHECK(staying({side("x", {"a"}), side("y", {"a", "b"})}) == 1);
  CHECK(staying({side("x", {"a"}), side("y", {"b"})}) == std::nullopt);
  CHECK(staying({side("x", {"a"}), side("y", {"b"}), side("z", {"a", "b"})}) == 2);
}

TEST_CASE("of versions with the same documents the smaller SHA-256 of the file stays") {
  // abc: ba78…, xyz: 3608…
  CHECK(staying({side("abc", {"a"}), side("xyz", {"a"})}) == 1);
  CHECK(staying({side("xyz", {"a"}), side("abc", {"a"})}) == 0);
}

TEST_CASE("a version of a lower rank stays before one with a smaller SHA-256") {
  MergeSide worse = side("xyz", {"a"});
  worse.rank = 1;
  CHECK(staying({side("abc", {"a"}), worse}) == 0);
}

TEST_CASE("a version that holds what was erased never stays") {
  MergeSide unclean = side("xyz", {"a"});
  unclean.may_stay = false;
  CHECK(staying({side("abc", {"a"}), unclean}) == 0);
  CHECK(staying({unclean}) == std::nullopt);
}

TEST_CASE("the word of a part is the first 26 Crockford digits of the SHA-256") {
  // sha256("abc") = ba7816bf 8f01cfea 414140de 5dae2223 b…, five bits a digit.
  CHECK(part_word("abc") == "Q9W1DFWF077YMGA183F5VBH24E");
  const CaseId id = CaseId::parse(kId).value();
  CHECK(case_of_name(name_of(case_part_path(Compartment::Case, id, part_word("abc")))) == id);
  CHECK(plain_part_path(kPersonKind, "adiarra", "W") == "people/adiarra.W.yaml");
  CHECK(plain_part_path(kVaultKind, "", "W") == "pos.W.yaml");
}

TEST_CASE("two journals make their union in order, whoever merges") {
  const Written first = registration();
  const Written mine = follow_up('2', first);
  const Written theirs = follow_up('1', first);
  const std::vector<std::string> expected = {first.bytes, theirs.bytes, mine.bytes};
  const FileVersion a = version("case", {first.bytes, mine.bytes});
  const FileVersion b = version("case", {first.bytes, theirs.bytes});
  for (const auto& versions : {std::vector{a, b}, std::vector{b, a}}) {
    const CaseUnion merged = unite_case(versions, find_key_of_any);
    CHECK(bytes_of(merged) == expected);
    CHECK(staying(merged.sides) == std::nullopt);
  }
}

TEST_CASE("a parent comes before its child although its clock ran ahead") {
  const Written first = registration();
  const Written late = follow_up('9', first);
  const Written child = follow_up('1', late);
  const CaseUnion merged = unite_case(
      {version("case", {first.bytes}), version("case", {child.bytes, late.bytes, first.bytes})},
      find_key_of_any);
  CHECK(bytes_of(merged) == std::vector{first.bytes, late.bytes, child.bytes});
  CHECK(staying(merged.sides) == 1);
}

TEST_CASE("two different documents of one entry are both kept") {
  const Written first = registration();
  const Written mine = follow_up('1', first);
  Entry changed = of_form("5.A");
  changed.data = Value::map({{"risk_level", Value::text("high")}});
  const Written theirs = write(changed, '1', {first.entry.hash});
  const CaseUnion merged = unite_case(
      {version("case", {first.bytes, mine.bytes}), version("case", {first.bytes, theirs.bytes})},
      find_key_of_any);
  CHECK(merged.documents.size() == 3);
}

TEST_CASE("a badly signed document that one version brings is refused") {
  const Written first = registration();
  std::string forged = follow_up('1', first).bytes;
  forged.replace(forged.find("low"), 3, "mid");
  const FileVersion a = version("case", {first.bytes});
  const FileVersion b = version("case", {first.bytes, forged});
  CHECK(merge_refused([&] { unite_case({a, b}, find_key_of_any); }).id.empty());
  CHECK(merge_refused([&] { unite_case({b, a}, find_key_of_any); }).id.empty());
  CHECK(unite_case({b, b}, find_key_of_any).documents.size() == 2);  // nobody's change
}

TEST_CASE("a malformed document that one version brings is refused") {
  const Written first = registration();
  CHECK(merge_refused([&] {
          unite_case({version("case", {first.bytes}), version("case", {first.bytes, "a: b\n"})},
                     find_key_of_any);
        }).id.empty());
}

TEST_CASE("a document by nobody known here is unproven, and so is one by an unknown key") {
  const Written first = registration();
  Entry stranger = of_form("5.A");
  stranger.author = "nobody";
  const Written by_stranger = write(stranger, '1', {first.entry.hash});
  Entry rekeyed = of_form("5.A");
  Written by_new_key = write(rekeyed, '2', {first.entry.hash});
  by_new_key.entry.key = std::string(32, 'a');
  by_new_key.bytes = write_case_document(by_new_key.entry, kId, other_key());
  for (const Written& each : {by_stranger, by_new_key}) {
    const Error error = merge_refused([&] {
      unite_case({version("case", {first.bytes}), version("case", {first.bytes, each.bytes})},
                 find_key_of_any);
    });
    CHECK(error.id == kUnproven);
  }
}

TEST_CASE("two registrations are two children and never merged") {
  const FileVersion a = version("case", {registration('0').bytes});
  const FileVersion b = version("case", {registration('1').bytes});
  const Error error = merge_refused([&] { unite_case({a, b}, find_key_of_any); });
  CHECK(error.message.en == "two registrations: these are two children");
}

TEST_CASE("versions of two cases are refused") {
  const Written first = registration();
  merge_refused([&] {
    unite_case(
        {version("case", {first.bytes}), version("case", {first.bytes}, "", "BKO-2026-0000000Z")},
        find_key_of_any);
  });
}

// What concerns identity documents.

namespace {

struct WithNames {
  Written entry;
  std::string identity;
};

WithNames named(Entry entry, char mark, std::vector<std::string> after) {
  Written written = write(entry, mark, after);
  WithNames result;
  result.identity = write_identity_document(
      written.entry, Value::map({{"name_first", Value::text("Canari")}}), kId, manager_key());
  entry.identity = blake2b_256_hex(result.identity);
  result.entry = write(entry, mark, std::move(after));
  return result;
}

Written erase_after(const Written& parent) {
  Entry act;
  act.act = Act::Erase;
  act.author = "mtraore";
  act.reason = "asked for";
  return write(act, '5', {parent.entry.hash});
}

}  // namespace

TEST_CASE("identity documents are united, also one that no entry known here names") {
  const WithNames first = named(of_form("1.B"), '0', {});
  const WithNames later = named(of_form("5.A"), '1', {first.entry.entry.hash});
  const auto journal = read_case({version("case", {first.entry.bytes}).stream}, find_key_of_any);
  const CaseUnion merged = unite_identity({version("identity", {first.identity}),
                                           version("identity", {first.identity, later.identity})},
                                          journal, find_key_of_any, {});
  CHECK(bytes_of(merged) == std::vector{first.identity, later.identity});
  CHECK(staying(merged.sides) == 1);
}

TEST_CASE("what an erasure drops counts on neither side") {
  const WithNames first = named(of_form("1.B"), '0', {});
  const Written erase = erase_after(first.entry);
  const WithNames later = named(of_form("5.A"), '6', {erase.entry.hash});
  const auto journal =
      read_case({version("case", {first.entry.bytes, erase.bytes, later.entry.bytes}).stream},
                find_key_of_any);
  const FileVersion old = version("identity", {first.identity});
  const FileVersion fresh = version("identity", {later.identity});
  const CaseUnion merged =
      unite_identity({old, fresh}, journal, find_key_of_any, {erase.entry.hash});
  CHECK(bytes_of(merged) == std::vector{later.identity});
  CHECK(staying(merged.sides) == 1);
  // Both still hold it: neither may stay.
  const FileVersion both = version("identity", {first.identity, later.identity});
  CHECK(staying(unite_identity({old, both}, journal, find_key_of_any, {erase.entry.hash}).sides) ==
        std::nullopt);
}

TEST_CASE("an erasure drops what an unknown entry wrote beside it, but not what may follow it") {
  const WithNames first = named(of_form("1.B"), '0', {});
  const Written erase = erase_after(first.entry);
  const WithNames beside = named(of_form("5.A"), '6', {first.entry.entry.hash});
  const WithNames unknown = named(of_form("5.A"), '7', {std::string(64, 'e')});
  const auto journal =
      read_case({version("case", {first.entry.bytes, erase.bytes}).stream}, find_key_of_any);
  const CaseUnion merged = unite_identity(
      {version("identity", {}), version("identity", {beside.identity, unknown.identity})}, journal,
      find_key_of_any, {erase.entry.hash});
  CHECK(bytes_of(merged) == std::vector{unknown.identity});
}

TEST_CASE("names of two children under one identifier are never merged") {
  const WithNames one = named(of_form("1.B"), '0', {});
  const WithNames two = named(of_form("1.B"), '1', {});
  merge_refused([&] {
    unite_identity({version("identity", {one.identity}), version("identity", {two.identity})}, {},
                   find_key_of_any, {});
  });
}

// What concerns facts.

TEST_CASE("facts are united in order, without their seals") {
  const Written first = registration();
  const Written mine = follow_up('2', first);
  const Written theirs = follow_up('1', first);
  const CaseUnion merged = unite({facts({first, mine}), facts({first, theirs})});
  REQUIRE(merged.documents.size() == 3);
  CHECK(merged.documents[1].entry.id == theirs.entry.id);
  CHECK(staying(merged.sides) == std::nullopt);
  CHECK(staying(unite({facts({first, mine}), facts({first})}).sides) == 0);
}

TEST_CASE("two different facts documents of one entry are refused") {
  const Written first = registration();
  merge_refused([&] { unite({facts({first}), facts({first}, "adiarra", "high")}); });
}

TEST_CASE(
    "a broken seal is refused, and what only a stranger or one without right seals is unproven") {
  const Written first = registration();
  const Written next = follow_up('1', first);
  FileVersion broken = facts({first});
  broken.stream.documents.pop_back();
  CHECK(merge_refused([&] { unite({facts({first}), broken}); }).id.empty());
  for (const char* author : {"nobody", "bkeita"}) {
    const FileVersion other = facts({first, next}, author);
    const std::string_view id = author == std::string("nobody") ? kUnproven : kUnvouched;
    CHECK(merge_refused([&] { unite({facts({first}), other}); }).id == id);
    CHECK(merge_refused([&] { unite({other}); }).id == id);
    // Others vouch for all of it: it is no loss when its own seal goes.
    CHECK(staying(unite({facts({first, next}), other}).sides) == 0);
    CHECK(staying(unite({other}, {other.stream.documents[0].hash, other.stream.documents[1].hash})
                      .sides) == std::nullopt);
  }
}

TEST_CASE("the facts of a present sealer stay before those of a former manager") {
  const HandedOver over;
  const FileVersion present = facts({over.first, over.assign}, "bkeita");
  const FileVersion former = facts({over.first, over.assign}, "adiarra");
  CHECK(staying(unite({former, present}).sides) == 1);
  CHECK(staying(unite({present, former}).sides) == 0);
}

TEST_CASE("what only a former manager's facts have is unproven, unless the own journal has it") {
  const HandedOver over;
  const Written late = follow_up('6', over.first);
  const FileVersion present = facts({over.first, over.assign}, "bkeita");
  const FileVersion former = facts({over.first, late}, "adiarra");
  CHECK(merge_refused([&] { unite({present, former}); }).id == kUnvouched);
  const std::string own = former.stream.documents[1].hash;
  CHECK(unite({present, former}, {own}).documents.size() == 3);
}
