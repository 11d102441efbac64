#include "storage/check.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/sealed_file.h"
#include "support/forwarding_file_system.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos {
namespace {

const CaseId kCase = *CaseId::parse("BKO-2026-4XKD7RPC");
const std::string kCaseFile = case_path(Compartment::Case, kCase);
const std::string kFactsFile = case_path(Compartment::Facts, kCase);

std::vector<std::string> kinds(const CheckReport& report) {
  std::vector<std::string> kinds;
  for (const CheckItem& item : report.items) {
    kinds.push_back(item.kind);
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

using Kinds = std::vector<std::string>;

/// A vault with one case of one or two entries, by hand.
struct OneCase {
  OneCase() {
    office.add(manager, {StaffRole::CaseManager}, "commune1");
    entries.push_back(signed_entry("01KE6VYFD0ABCDEFGHJKMNPQRS", "1.B", {}));
    entries.push_back(signed_entry("01KE6VYFD0ABCDEFGHJKMNPQRT", "5.A", {entries[0].hash}));
    write_case(2);
    write_facts(2);
  }

  Entry signed_entry(const std::string& id, const std::string& form,
                     const std::vector<std::string>& after) {
    Entry entry;
    entry.id = id;
    entry.form = form;
    entry.edition = "pos-2020.08";
    entry.occurred = when(day_of(office.now));
    entry.recorded = office.now;
    entry.author = "adiarra";
    entry.key = key_id(key.public_key);
    entry.after = after;
    entry.data = Value::map({{"sex", Value::text("female")}, {"note", Value::text("words")}});
    documents.push_back(write_case_document(entry, kCase.text(), key));
    entry.hash = blake2b_256_hex(documents.back());
    return entry;
  }

  void write(Compartment compartment, const std::vector<std::string>& contents) {
    const auto readers = office.vault().readers(compartment, "adiarra", false, office.now);
    files.put(office.path(case_path(compartment, kCase)),
              seal_stream(case_header(compartment, kCase.text(), readers), contents));
  }
  void write_case(std::size_t count) {
    write(Compartment::Case, {documents.begin(), documents.begin() + static_cast<long>(count)});
  }
  void write_facts(std::size_t count, const std::string& sex = "female") {
    std::vector<std::string> facts;
    for (std::size_t i = 0; i < count; ++i) {
      facts.push_back(write_facts_document(entries[i], Value::map({{"sex", Value::text(sex)}})));
    }
    facts.push_back(write_seal(facts, kCase.text(), {"adiarra", key}, office.now));
    write(Compartment::Facts, facts);
  }

  CheckReport check_data() {
    std::vector<Identity> own;
    own.emplace_back(SecretBytes(manager.identity.secret().bytes()));
    UserKeys keys(office.vault(), "adiarra", std::move(own));
    CheckReport report;
    check_case(office.vault(), keys, kCase, office.now, report);
    return report;
  }
  CheckReport check_names() { return check_files(office.reopened()); }

  MemoryFileSystem files;
  TestVault office{files};
  TestPerson manager{"adiarra", 0x04};
  SigningKey key = signing_key(manager.identity);
  std::vector<Entry> entries;
  std::vector<std::string> documents;
};

}  // namespace

TEST_CASE("a sound vault has nothing to tell") {
  OneCase vault;
  const CheckReport report = vault.check_names();
  CHECK(report.items.empty());
  CHECK(report.sound(true));
  // pos.yaml, two people, two groups, the case and its facts.
  CHECK(report.files == 7);
  CHECK(vault.check_data().items.empty());
  CHECK(list_cases(vault.office.vault()) == std::vector{kCase});
}

TEST_CASE("strays, parts and temporaries are named, and harmless") {
  OneCase vault;
  vault.files.put(vault.office.path("cases/2026/notes.txt"), "");
  vault.files.put(vault.office.path("README"), "");
  vault.files.put(vault.office.path("cases/2026/.x.0f.tmp"), "");
  vault.files.put(vault.office.path("cases/2026/BKO-2026-4XKD7RPC (1).yaml.age"),
                  *vault.files.read(vault.office.path(kCaseFile)));
  const CheckReport report = vault.check_names();
  CHECK(kinds(report) == Kinds{"part", "stray", "stray", "temporary"});
  CHECK(report.sound());
  CHECK_FALSE(report.sound(true));
}

TEST_CASE("a case under a wrong name or in a wrong year is told") {
  OneCase vault;
  const std::string bytes = *vault.files.read(vault.office.path(kCaseFile));
  vault.files.put(vault.office.path("cases/2026/BKO-2026-4XKD7RPD.yaml.age"), bytes);
  vault.files.put(vault.office.path("cases/2025/BKO-2026-4XKD7RPC.yaml.age"), bytes);
  const CheckReport report = vault.check_names();
  CHECK(kinds(report) == Kinds{"misplaced", "stray"});
  CHECK_FALSE(report.sound());
}

TEST_CASE("every truncation of a case file is found without a key") {
  OneCase vault;
  const std::string bytes = *vault.files.read(vault.office.path(kCaseFile));
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    CAPTURE(size);
    // A cut of whole blocks of the padding takes a key to find.
    if ((bytes.size() - size) % 1024 != 0) {
      vault.files.put(vault.office.path(kCaseFile), bytes.substr(0, size));
      CHECK(kinds(check_files(vault.office.vault())) == Kinds{"damaged"});
    }
  }
}

TEST_CASE("a badly signed card is told by the check of files") {
  OneCase vault;
  std::string card = *vault.files.read(vault.office.path("people/adiarra.yaml"));
  card.replace(card.find("commune1"), 8, "commune2");
  vault.files.put(vault.office.path("people/adiarra.yaml"), card);
  const CheckReport report = vault.check_names();
  CHECK(kinds(report) == Kinds{"not_believed"});
  CHECK(report.items.front().file == "people/adiarra.yaml");
}

TEST_CASE("a case file of another case is told by its header") {
  OneCase vault;
  const CaseId other = *CaseId::make("BKO", 2026, "0000000");
  const std::string file = case_path(Compartment::Case, other);
  vault.files.put(vault.office.path(kCaseFile),
                  seal_stream(case_header(Compartment::Case, other.text(),
                                          vault.office.vault().readers(Compartment::Case, "adiarra",
                                                                       false, vault.office.now)),
                              vault.documents));
  CHECK(kinds(vault.check_data()) == Kinds{"damaged"});
}

TEST_CASE("flipped bits of a sealed file are damage") {
  OneCase vault;
  std::string bytes = *vault.files.read(vault.office.path(kCaseFile));
  bytes[bytes.size() - 5] = static_cast<char>(bytes[bytes.size() - 5] ^ 1);
  vault.files.put(vault.office.path(kCaseFile), bytes);
  CHECK(kinds(vault.check_data()) == Kinds{"damaged"});
}

TEST_CASE("facts with an entry that the case lacks show that it was rolled back") {
  OneCase vault;
  vault.write_case(1);
  const CheckReport report = vault.check_data();
  CHECK(kinds(report) == Kinds{"rolled_back"});
  CHECK_FALSE(report.sound());
}

TEST_CASE("facts that lack an entry are stale, which is mended") {
  OneCase vault;
  vault.write_facts(1);
  const CheckReport report = vault.check_data();
  CHECK(kinds(report) == Kinds{"stale"});
  CHECK(report.sound());
}

TEST_CASE("facts that say something else than the case are told") {
  OneCase vault;
  vault.write_facts(2, "male");
  CHECK(kinds(vault.check_data()) == Kinds{"facts_differ", "facts_differ"});
}

TEST_CASE("a lost entry and an altered one are told") {
  OneCase vault;
  SUBCASE("lost") {
    vault.write(Compartment::Case, {vault.documents[1]});
    CHECK_FALSE(vault.check_data().sound());
    const Kinds found = kinds(vault.check_data());
    CHECK(std::count(found.begin(), found.end(), "lost") == 1);
  }
  SUBCASE("altered") {
    vault.documents[1].replace(vault.documents[1].find("words"), 5, "swords");
    vault.write_case(2);
    const Kinds found = kinds(vault.check_data());
    CHECK(std::count(found.begin(), found.end(), "badly_signed") == 1);
  }
}

TEST_CASE("a case file that was taken away is told by its facts, without a key") {
  OneCase vault;
  vault.files.remove(vault.office.path(kCaseFile));
  const CheckReport report = vault.check_names();
  CHECK(kinds(report) == Kinds{"lost"});
  CHECK(report.items.front().file == kCaseFile);
  CHECK_FALSE(report.sound());
}

TEST_CASE("facts that were taken away are told; a registration may still lack them") {
  OneCase vault;
  vault.files.remove(vault.office.path(kFactsFile));
  CHECK(kinds(vault.check_names()) == Kinds{"stale"});
  CHECK(vault.check_names().sound());
  CHECK(kinds(vault.check_data()) == Kinds{"lost"});
  CHECK_FALSE(vault.check_data().sound());
  vault.write_case(1);
  CHECK(vault.check_data().items.empty());
}

TEST_CASE("a file laid under another child's identifier is told without a key") {
  OneCase vault;
  const CaseId other = *CaseId::make("BKO", 2026, "0000000");
  vault.files.put(vault.office.path(case_path(Compartment::Case, other)),
                  *vault.files.read(vault.office.path(kCaseFile)));
  const CheckReport report = vault.check_names();
  CHECK(kinds(report) == Kinds{"duplicate", "stale"});
  CHECK_FALSE(report.sound());
}

TEST_CASE("a changed recipient line does not make one's own file look like another's") {
  OneCase vault;
  for (const std::string& file : {kCaseFile, kFactsFile}) {
    CAPTURE(file);
    const std::string path = vault.office.path(file);
    const std::string whole = *vault.files.read(path);
    std::string bytes = whole;
    const std::size_t body = bytes.find('\n', bytes.find("-> X25519")) + 1;
    bytes[body] = bytes[body] == 'A' ? 'B' : 'A';
    vault.files.put(path, bytes);
    const CheckReport report = vault.check_data();
    CHECK(kinds(report) == Kinds{"closed"});
    CHECK(report.items.front().file == file);
    CHECK_FALSE(report.sound());
    vault.files.put(path, whole);
  }
}

TEST_CASE("names that no entry names are harmless only where a colleague signed them") {
  OneCase vault;
  Entry entry = vault.entries[1];
  SUBCASE("left by an interrupted write") {
    vault.write(Compartment::Identity,
                {write_identity_document(entry, vault.entries[1].data, kCase.text(), vault.key)});
    CHECK(kinds(vault.check_data()) == Kinds{"unclaimed"});
    CHECK(vault.check_data().sound());
  }
  SUBCASE("laid there by somebody else") {
    const TestPerson stranger("x", 0x70);
    vault.write(Compartment::Identity,
                {write_identity_document(entry, vault.entries[1].data, kCase.text(),
                                         signing_key(stranger.identity))});
    CHECK(kinds(vault.check_data()) == Kinds{"badly_signed"});
    CHECK_FALSE(vault.check_data().sound());
  }
}

TEST_CASE("a file that the disk does not give hides nothing else") {
  OneCase vault;
  class BadSector final : public ForwardingFileSystem {
   public:
    using ForwardingFileSystem::ForwardingFileSystem;
    std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
      if (path.ends_with(kCaseFile)) {
        throw Error(ErrorCode::Io, {"erreur du disque", "error of the disk"}, {}, {path, 0, ""});
      }
      return files_.read(path, limit);
    }
  };
  BadSector disk(vault.files);
  const CheckReport report = check_files(Vault::open(disk, vault.office.vault().place()));
  CHECK(kinds(report) == Kinds{"unreadable"});
  CHECK(report.files == 7);
  CHECK_FALSE(report.sound());
}

TEST_CASE("readers who are not those of today are mended later") {
  OneCase vault;
  const TestPerson supervisor("sdembele", 0x05);
  const Instant later = vault.office.now;
  vault.office.add(supervisor, {StaffRole::Supervisor}, "commune1");
  remove_member(vault.office.vault(), vault.office.recovery_signer(), "team-commune1", "sdembele",
                later);
  const CheckReport report = vault.check_data();
  CHECK(kinds(report) == Kinds{"readers", "readers"});
  CHECK(report.sound());
}

TEST_CASE("who opens nothing is told nothing of the data") {
  OneCase vault;
  const TestPerson stranger("x", 0x70);
  std::vector<Identity> own;
  own.emplace_back(SecretBytes(stranger.identity.secret().bytes()));
  UserKeys keys(vault.office.vault(), "", std::move(own));
  CheckReport report;
  check_case(vault.office.vault(), keys, kCase, vault.office.now, report);
  CHECK(report.items.empty());
}

}  // namespace pos
