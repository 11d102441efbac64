// A census of damage in a vault of fifty cases: whatever happens to a file, it is found, nothing of
// the damaged part is shown, and the other children stay in sight. POS_TEST_LONG=1 takes every
// byte.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/facts_file.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/effort.h"
#include "support/fifty_cases.h"
#include "support/json_reader.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

constexpr std::array kFolders = {"cases", "identities", "facts"};

/// What must never stand in a report: names and words of the forms.
bool shows_an_answer(const std::string& text) {
  for (const char* words : {"Hawa", "Sangar", "Kaniba", "mendient", "begging", "bamanankan"}) {
    if (says(text, words)) {
      return true;
    }
  }
  return false;
}

bool shows_an_answer(const CheckReport& report) {
  return std::any_of(report.items.begin(), report.items.end(), [](const CheckItem& item) {
    return shows_an_answer(item.message.en) || shows_an_answer(item.message.fr) ||
           shows_an_answer(item.file);
  });
}

bool is_found(const CheckReport& report) {
  return !report.sound() && !shows_an_answer(report);
}

/// Found by the whole command, and the others are listed.
void check_seen(FiftyCases& office, int others) {
  const Outcome check = office.run_on(office.files, {"check", "--read-data", "--format", "json"});
  CHECK_MESSAGE(check.code == 13, check.out);
  CHECK_FALSE(shows_an_answer(check.out + check.err));
  const Outcome list = office.run_on(office.files, {"list", "--format", "json"});
  CHECK((list.code == 0 || list.code == 3 || list.code == 13));
  CHECK_FALSE(says(list.out + list.err, "Hawa"));
  CHECK(static_cast<int>(at(read_json(list.out), "items")->items.size()) >= others);
}

/// Whether the check of one case, or of the names and plain files, finds it.
bool found_at(FiftyCases& office, const std::string& id) {
  return is_found(office.examine_one(id)) || is_found(office.examine());
}

/// Whether a vault with a damaged plain file is refused or the damage told. A version from the
/// future is told as such.
bool plain_damage_found(FiftyCases& office) {
  try {
    const Vault vault =
        Vault::open(office.files, {kVaultFolder, "/home/.local/state/pos/locks", "", 0});
    return is_found(check_files(vault));
  } catch (const Error& error) {
    return error.code == ErrorCode::Integrity || error.code == ErrorCode::Newer ||
           error.code == ErrorCode::NoVault;
  }
}

std::string flipped(std::string bytes, std::size_t at, int bit) {
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
  return bytes;
}

const std::vector<std::string>& plain_files() {
  static const std::vector<std::string> files = {"people/adiarra.yaml", "groups/team-enfance.yaml",
                                                 "groups/statistics.yaml", "pos.yaml"};
  return files;
}

}  // namespace

TEST_CASE("census: fifty cases as they were made hold nothing that is wrong") {
  FiftyCases office = fifty_cases();
  const CheckReport report = office.examine();
  CHECK(report.items.empty());
  CHECK(report.opened == 150);
  CHECK(office.examine("mkone").items.empty());
}

TEST_CASE("census: every flipped byte of a case's three files is found") {
  FiftyCases office = fifty_cases();
  const std::string id = office.ids[7];
  const std::size_t step = static_cast<std::size_t>(turns(251, 1, 997));
  int count = 0;
  for (const char* folder : kFolders) {
    const std::string file = FiftyCases::name(folder, id);
    const std::string whole = office.bytes(file);
    for (std::size_t i = 0; i < whole.size(); i += step) {
      CAPTURE(file);
      CAPTURE(i);
      office.put(file, flipped(whole, i, static_cast<int>(i % 8)));
      CHECK(found_at(office, id));
      ++count;
    }
    office.put(file, whole);
  }
  MESSAGE("flipped bytes: ", count);
}

TEST_CASE("census: every flipped byte of cards, groups and pos.yaml is found") {
  FiftyCases office = fifty_cases();
  const std::size_t step = static_cast<std::size_t>(turns(173, 1, 691));
  int count = 0;
  for (const std::string& file : plain_files()) {
    const std::string whole = office.bytes(file);
    for (std::size_t i = 0; i < whole.size(); i += step) {
      CAPTURE(file);
      CAPTURE(i);
      office.put(file, flipped(whole, i, static_cast<int>(i % 7)));
      CHECK(plain_damage_found(office));
      ++count;
    }
    office.put(file, whole);
  }
  MESSAGE("flipped bytes: ", count);
}

TEST_CASE("census: a flipped byte in any file of the vault is found") {
  FiftyCases office = fifty_cases();
  const int rounds = turns(1, 8);
  const int every = turns(6, 1, 23);
  int count = 0;
  int number = 0;
  std::size_t random = 1;
  for (const auto& [path, whole] : office.vault()) {
    const std::string file = path.substr(std::string(kVaultFolder).size() + 1);
    const std::optional<CaseId> id = case_of_name(name_of(file));
    if ((!id && !file.ends_with(".yaml")) || number++ % every != 0) {
      continue;
    }
    for (int round = 0; round < rounds; ++round) {
      random = random * 6364136223846793005U + 1442695040888963407U;
      const std::size_t i = (random >> 33) % whole.size();
      CAPTURE(file);
      CAPTURE(i);
      office.put(file, flipped(whole, i, static_cast<int>((random >> 20) % 7)));
      CHECK((id ? found_at(office, id->text()) : plain_damage_found(office)));
      ++count;
    }
    office.put(file, whole);
  }
  MESSAGE("flipped bytes: ", count);
}

TEST_CASE("census: a file cut at any length is found") {
  FiftyCases office = fifty_cases();
  const std::size_t step = static_cast<std::size_t>(turns(251, 1, 997));
  const std::string id = office.ids[20];
  int count = 0;
  for (const char* folder : kFolders) {
    const std::string file = FiftyCases::name(folder, id);
    const std::string whole = office.bytes(file);
    for (std::size_t size = 0; size < whole.size(); size += step) {
      CAPTURE(file);
      CAPTURE(size);
      office.put(file, whole.substr(0, size));
      CHECK(found_at(office, id));
      ++count;
    }
    office.put(file, whole);
  }
  MESSAGE("truncations: ", count);
}

TEST_CASE("census: two files exchanged are found") {
  FiftyCases office = fifty_cases();
  const auto exchange = [&](const std::string& one, const std::string& other) {
    const std::string first = office.bytes(one);
    office.put(one, office.bytes(other));
    office.put(other, first);
  };
  for (const char* folder : kFolders) {
    CAPTURE(folder);
    exchange(FiftyCases::name(folder, office.ids[1]), FiftyCases::name(folder, office.ids[2]));
    check_seen(office, 48);
    exchange(FiftyCases::name(folder, office.ids[1]), FiftyCases::name(folder, office.ids[2]));
  }
  for (const auto& [one, other] :
       {std::pair{"cases", "identities"}, {"cases", "facts"}, {"identities", "facts"}}) {
    exchange(FiftyCases::name(one, office.ids[3]), FiftyCases::name(other, office.ids[3]));
    CHECK(is_found(office.examine_one(office.ids[3])));
    exchange(FiftyCases::name(one, office.ids[3]), FiftyCases::name(other, office.ids[3]));
  }
  exchange("people/ktraore.yaml", "people/mkone.yaml");
  CHECK(plain_damage_found(office));
  exchange("people/ktraore.yaml", "people/mkone.yaml");
  exchange("groups/team-enfance.yaml", "groups/team-jeunesse.yaml");
  CHECK(plain_damage_found(office));
  exchange("groups/team-enfance.yaml", "groups/team-jeunesse.yaml");
  CHECK(office.examine().items.empty());
}

TEST_CASE("census: a file in another year's folder is found") {
  for (const char* folder : kFolders) {
    CAPTURE(folder);
    FiftyCases office = fifty_cases();
    const std::string file = FiftyCases::name(folder, office.ids[4]);
    office.put(std::string(folder) + "/2025/" + office.ids[4] + ".yaml.age", office.bytes(file));
    office.remove(file);
    check_seen(office, 49);
  }
}

TEST_CASE("census: a file taken away is found") {
  for (const char* folder : kFolders) {
    CAPTURE(folder);
    FiftyCases office = fifty_cases();
    office.remove(FiftyCases::name(folder, office.ids[5]));
    check_seen(office, 49);
  }
  FiftyCases office = fifty_cases();
  office.remove("people/adiarra.yaml");
  CHECK_FALSE(office.examine("mkone").sound());
  office.remove("pos.yaml");
  CHECK(office.run_on(office.files, {"check"}).code == 10);
}

TEST_CASE("census: a file laid under another identifier is found without a key") {
  for (const char* folder : kFolders) {
    CAPTURE(folder);
    FiftyCases office = fifty_cases();
    const std::string other = CaseId::make("BKO", 2026, "0000000")->text();
    office.put(FiftyCases::name(folder, other),
               office.bytes(FiftyCases::name(folder, office.ids[6])));
    const Vault vault =
        Vault::open(office.files, {kVaultFolder, "/home/.local/state/pos/locks", "", 0});
    CHECK_FALSE(check_files(vault).sound());
    check_seen(office, 50);
  }
}

TEST_CASE("census: a journal whose tail was dropped is found") {
  FiftyCases office = fifty_cases();
  const std::string file = FiftyCases::name("cases", office.ids[8]);
  const Stream stream = opened(office.bytes(file));
  std::vector<std::string> documents = documents_of(stream);
  documents.pop_back();
  office.put(file, seal_stream(stream.header, documents));
  check_seen(office, 50);
}

TEST_CASE("census: an older journal, older facts or older names put back are found") {
  FiftyCases office = fifty_cases();
  const std::string id = office.ids[9];
  const std::string journal = office.bytes(FiftyCases::name("cases", id));
  const std::string facts = office.bytes(FiftyCases::name("facts", id));
  const std::string names = office.bytes(FiftyCases::name("identities", id));
  std::string form = office.files.read("examples/cases/hawa/1.B.yaml").value();
  form.replace(form.find("name_first: Hawa"), 16, "name_first: Toto");
  office.files.put("/t/corrected.yaml", form);
  const Value history = read_json(office.get("history " + id + " --format json"));
  office.get("record " + id + " 1.B --corrects " + told(history, "items.0.entry") +
             " --from /t/corrected.yaml");
  const std::string newer = office.bytes(FiftyCases::name("cases", id));
  office.put(FiftyCases::name("cases", id), journal);
  check_seen(office, 50);
  office.put(FiftyCases::name("cases", id), newer);
  const std::string newer_facts = office.bytes(FiftyCases::name("facts", id));
  office.put(FiftyCases::name("facts", id), facts);
  check_seen(office, 50);
  office.put(FiftyCases::name("facts", id), newer_facts);
  REQUIRE(office.bytes(FiftyCases::name("identities", id)) != names);
  office.put(FiftyCases::name("identities", id), names);
  CHECK_FALSE(office.examine_one(id).sound());
  check_seen(office, 50);
}

TEST_CASE("census: an older copy of a plain file put back is found, and a plain file taken away") {
  FiftyCases office = fifty_cases();
  const auto earlier = office.vault();
  const auto run_as = [&](const char* person, const std::string& words) {
    office.person = person;
    office.get(words);
  };
  run_as("amaiga", "people set ktraore --name 'Invented Other'");
  run_as("mkone", "group add team-enfance ktraore");
  run_as("mkone", "directory add BPME --from examples/directory/BPME.yaml");
  run_as("amaiga", "policy set retention=P10Y --recovery /t/recovery.key");
  run_as("adiarra", "list");
  for (const char* file :
       {"people/ktraore.yaml", "groups/team-enfance.yaml", "directory/BPME.yaml", "pos.yaml"}) {
    CAPTURE(file);
    const std::string newer = office.bytes(file);
    office.put(file, earlier.at(FiftyCases::path(file)));
    check_seen(office, 50);
    CHECK(says(office.run("check --format json").out,
               std::string(file) + "\",\"kind\":\"rolled_back\""));
    office.remove(file);
    const Outcome gone = office.run_on(office.files, {"check", "--format", "json"});
    CHECK_FALSE(shows_an_answer(gone.out + gone.err));
    if (file == std::string("pos.yaml")) {
      CHECK(gone.code == 10);
    } else {
      CHECK(gone.code == 13);
      CHECK(says(gone.out, std::string(file) + "\",\"kind\":\"missing\""));
    }
    office.put(file, newer);
    CHECK(office.run("check --read-data").code == 0);
  }
}

TEST_CASE("census: facts forged with public keys alone are found") {
  FiftyCases office = fifty_cases();
  const std::string id = office.ids[10];
  const std::string file = FiftyCases::name("facts", id);
  const Stream stream = opened(office.bytes(file));
  const TestPerson stranger = staff_member("stranger");
  const SigningKey key = signing_key(stranger.identity);
  for (const char* author : {"adiarra", "mkone", "recovery", "stranger"}) {
    CAPTURE(author);
    // The readers' recipients stand in cards and groups: anybody can seal to them.
    std::vector<std::string> documents = documents_of(stream);
    documents.pop_back();
    documents.push_back(write_seal(documents, id, {author, key}, time_at("2026-04-14T09:00:00Z")));
    office.put(file, seal_stream(stream.header, documents));
    CHECK(is_found(office.examine_one(id)));
  }
  check_seen(office, 49);
}

TEST_CASE("census: a part laid there by nobody with the right is found") {
  FiftyCases office = fifty_cases();
  const std::string id = office.ids[11];
  const TestPerson stranger = staff_member("stranger");
  const TestPerson colleague = staff_member("ktraore");
  for (const char* folder : {"cases", "identities", "facts"}) {
    for (const bool known : {false, true}) {
      CAPTURE(folder);
      CAPTURE(known);
      const TestPerson& author = known ? colleague : stranger;
      const std::string own = FiftyCases::name(folder, id);
      const Stream stream = opened(office.bytes(own));
      Entry entry;
      entry.id = "01KP8QXQG0ABCDEFGHJKMNPQRS";
      entry.form = "5.A";
      entry.edition = "pos-2020.08";
      entry.occurred = parse_when("2026-04-14").value();
      entry.recorded = time_at("2026-04-14T09:00:00Z");
      entry.author = author.code;
      const SigningKey key = signing_key(author.identity);
      entry.key = key_id(key.public_key);
      entry.after = {opened(office.bytes(FiftyCases::name("cases", id))).documents.back().hash};
      entry.hash = std::string(64, '0');
      std::vector<std::string> documents;
      if (folder == std::string("cases")) {
        documents = {write_case_document(entry, id, key)};
      } else if (folder == std::string("identities")) {
        // A colleague could have begun an entry: alone it counts for nothing, and is named.
        documents = {write_identity_document(entry, {}, id, key)};
      } else {
        documents = {write_facts_document(entry, {})};
        documents.push_back(
            write_seal(documents, id, {author.code, key}, time_at("2026-04-14T09:00:00Z")));
      }
      const std::string part = std::string(folder) + "/2026/" + id + ".x.yaml.age";
      office.put(part, seal_stream(stream.header, documents));
      const CheckReport report = office.examine_one(id);
      CHECK_FALSE(report.items.empty());
      CHECK(report.sound() == (folder == std::string("identities") && known));
      CHECK_FALSE(shows_an_answer(report));
      office.remove(part);
    }
  }
}

}  // namespace pos::test
