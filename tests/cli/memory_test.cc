// What was seen before on this machine and is gone, changed for another, or came too late.
#include "storage/memory.h"

#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/known_vaults.h"
#include "storage/sealed_file.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {
namespace {

/// Every path under the folder, with its bytes.
std::map<std::string, std::string> kept_under(const CommandLine& office,
                                              const std::string& folder) {
  std::map<std::string, std::string> found;
  for (const auto& [path, bytes] : office.files.files()) {
    if (path.starts_with(folder + "/")) {
      found.emplace(path, bytes);
    }
  }
  return found;
}

std::string memory_file(const CommandLine& office, const std::string& person) {
  const std::string key = key_id(signing_key(staff_member(person).identity).public_key);
  for (const auto& [path, bytes] : kept_under(office, kStateFolder)) {
    if (path.ends_with(key + ".age")) {
      return path;
    }
  }
  return "";
}

/// Forgets everything, as on another machine.
void forget(CommandLine& office) {
  for (const auto& [path, bytes] : kept_under(office, kStateFolder)) {
    office.files.remove(path);
  }
}

std::string fingerprint_of(CommandLine& office) {
  return Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0}).office().fingerprint;
}

/// The vault's files as they were.
void put_back(CommandLine& office, const std::map<std::string, std::string>& earlier) {
  for (const auto& [path, bytes] : office.vault()) {
    office.files.remove(path);
  }
  for (const auto& [path, bytes] : earlier) {
    office.files.put(path, bytes);
  }
}

void check_listings(CommandLine& office, int code, const std::string& named) {
  for (const char* words : {"list", "due", "report --month 2026-04"}) {
    CAPTURE(words);
    const Outcome outcome = office.run(std::string(words) + " --format json");
    CHECK(outcome.code == code);
    const bool complete = says(outcome.out, "\"complete\":true");
    CHECK(complete == (code == 0));
    CHECK(says(outcome.err, named) == (code != 0));
  }
}

bool finds(CommandLine& office, const std::string& words, const std::string& kind,
           const std::string& file) {
  const Outcome check = office.run(words + " --format json");
  CHECK(check.code == 13);
  return says(check.out, file + "\",\"kind\":\"" + kind + "\"");
}

}  // namespace

TEST_CASE("a journal put back to an older copy is refused by every command about the case") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  put_back(office, earlier);
  for (const std::string& words : {"show " + office.girl, "history " + office.girl,
                                   "due --case " + office.girl, visit(office.girl)}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 13);
    CHECK(outcome.out == "");
    CHECK(says(outcome.err, "pos check --accept " + office.girl));
  }
  check_listings(office, 13, office.girl);
  CHECK(finds(office, "check --read-data", "lost", "cases/2026/" + office.girl + ".yaml.age"));
  CHECK(
      finds(office, "check --read-data", "rolled_back", "facts/2026/" + office.girl + ".yaml.age"));
  CHECK(office.run("show " + office.boy).code == 0);
}

TEST_CASE(
    "entries that may lie in a part closed to who checks are a fault, and told as what they are") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  const std::string file = office.case_file(office.girl);
  Stream whole = opened(office.bytes(file));
  whole.header.readers = {to_string(staff_member("ktraore").identity.recipient())};
  const std::string part = seal_stream(whole.header, documents_of(whole));
  std::string part_file = file;
  part_file.replace(part_file.find(".yaml"), 0, "." + part_word(part));
  office.files.put(file, earlier.at(file));
  office.files.put(part_file, part);
  const Outcome check = office.run("check --read-data --format json");
  CHECK(check.code == 13);
  CHECK(says(check.out, "\"kind\":\"rolled_back\""));
  CHECK(says(check.out, "the entry is in the closed part"));
  CHECK(says(check.out, "\"kind\":\"lost\""));
  CHECK(says(check.out, "they are in the part closed to your key"));
}

TEST_CASE("what was lost is no matter any more once it is found again") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  const auto whole = office.vault();
  put_back(office, earlier);
  CHECK(office.run("list").code == 13);
  put_back(office, whole);
  CHECK(office.run("list").code == 0);
  CHECK(office.run("show " + office.girl).code == 0);
  office.check_vault();
}

TEST_CASE("a loss that is accepted is accepted in the memory of this user alone") {
  TwoChildren office = two_children();
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  office.person = "mkone";
  office.get("list");
  put_back(office, earlier);
  office.person = "adiarra";
  const Outcome accepted = office.run("check --accept " + office.girl);
  CHECK(accepted.code == 0);
  CHECK(says(accepted.out, "accepted: 2"));
  CHECK(office.vault() == earlier);
  CHECK(office.run("show " + office.girl).code == 0);
  check_listings(office, 0, office.girl);
  office.get(visit(office.girl));
  office.person = "ktraore";
  CHECK(office.run("list").code == 0);
  office.person = "mkone";
  CHECK(office.run("list").code == 13);
}

TEST_CASE("facts put back to an older copy are told, and the journal still says what holds") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string earlier = office.bytes(path);
  office.now = "2026-05-06T12:00:00Z";
  office.get("assess " + office.girl + " --from examples/cases/hawa/2.A.yaml");
  office.get("list");
  const std::string before = office.get("show " + office.girl + " --format json");
  office.files.put(path, earlier);
  check_listings(office, 13, office.girl);
  const Value list = read_json(office.run("list --format json").out);
  CHECK(told(list, "items") == "2");
  CHECK(says(office.run("list --format json").out, "\"assessed\""));
  CHECK(
      finds(office, "check --read-data", "rolled_back", "facts/2026/" + office.girl + ".yaml.age"));
  CHECK(office.get("show " + office.girl + " --format json") == before);
  // Whoever reads facts alone is told as well.
  office.person = "bsidibe";
  CHECK(office.run("report --month 2026-04").code == 0);
  office.person = "adiarra";
  office.get(visit(office.girl));
  check_listings(office, 0, office.girl);
}

TEST_CASE("a statistics officer is told of facts put back to an older copy") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string earlier = office.bytes(path);
  office.get(visit(office.girl));
  office.person = "bsidibe";
  office.get("report --month 2026-04");
  office.files.put(path, earlier);
  const Outcome report = office.run("report --month 2026-04 --format json");
  CHECK(report.code == 13);
  CHECK(told(read_json(report.out), "sheet.complete") == "false");
  CHECK(says(report.err, office.girl));
}

TEST_CASE("facts that lag behind the journal after a broken write are no loss") {
  TwoChildren office = two_children();
  const std::string path = office.facts_file(office.girl);
  const std::string earlier = office.bytes(path);
  forget(office);
  office.get(visit(office.girl));
  forget(office);
  office.files.put(path, earlier);
  CHECK(office.run("show " + office.girl).code == 0);
  check_listings(office, 0, office.girl);
  CHECK(office.run("check --read-data").code == 0);
}

TEST_CASE("a case whose files are gone is missing, not unknown") {
  TwoChildren office = two_children();
  for (const std::string& path : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    office.files.remove(path);
  }
  for (const std::string& words : {"show " + office.girl, "history " + office.girl,
                                   "due --case " + office.girl, visit(office.girl)}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 13);
    CHECK(outcome.out == "");
    CHECK(says(outcome.err, "is gone"));
  }
  check_listings(office, 13, office.girl);
  CHECK(finds(office, "check", "missing", "cases/2026/" + office.girl + ".yaml.age"));
  office.person = "ktraore";
  CHECK(office.run("show " + office.girl).code == 5);
  CHECK(office.run("list").code == 0);
  office.person = "adiarra";
  office.get("check --accept " + office.girl);
  check_listings(office, 0, office.girl);
  CHECK(office.run("show " + office.girl).code == 5);
  CHECK(office.run("check").code == 0);
}

TEST_CASE("a deleted journal is noticed in listings though the facts are there") {
  TwoChildren office = two_children();
  office.files.remove(office.case_file(office.girl));
  check_listings(office, 13, office.girl);
  CHECK(office.run("show " + office.girl).code == 13);
  CHECK(finds(office, "check --read-data", "missing", "cases/2026/" + office.girl + ".yaml.age"));
}

TEST_CASE("deleted names are noticed, and not taken for a child without a name") {
  TwoChildren office = two_children();
  office.get("check --read-data");
  office.files.remove(office.identity_file(office.girl));
  CHECK(office.run("show " + office.girl + " --names").code == 13);
  CHECK(office.run("show " + office.girl).code == 0);
  CHECK(finds(office, "check --read-data", "missing",
              "identities/2026/" + office.girl + ".yaml.age"));
}

TEST_CASE("a case that is sealed to another manager now is not missing, and said once") {
  TwoChildren office = two_children();
  office.get("list");
  // As an assign would leave it: the files are there, and none of adiarra's keys opens them.
  for (const std::string& path : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    office.files.put(path,
                     seal_file(std::string(1024, '\n'), {staff_member("nba").card().recipient}));
  }
  office.person = "adiarra";
  const Outcome first = office.run("list --format json");
  CHECK(first.code == 0);
  CHECK(told(read_json(first.out), "complete") == "true");
  CHECK(told(read_json(first.out), "items") == "1");
  CHECK(says(first.err, office.girl));
  const Outcome second = office.run("list");
  CHECK(second.code == 0);
  CHECK(second.err == "");
  CHECK(office.run("show " + office.girl).code == 12);
  const Outcome check = office.run("check --read-data");
  CHECK(check.code == 0);
  CHECK(says(check.out, "[closed]"));
}

TEST_CASE("facts exchanged for a file that is closed do not take the child out of the listing") {
  TwoChildren office = two_children();
  office.get("list");
  office.person = "nba";
  office.now = "2026-04-15T12:30:00Z";
  const std::string other = office.get("register --from examples/cases/hawa/1.B.yaml");
  office.files.put(office.facts_file(office.girl), office.bytes(office.facts_file(other)));
  office.person = "adiarra";
  check_listings(office, 13, office.girl);
  CHECK(told(read_json(office.run("list --format json").out), "items") == "2");
}

TEST_CASE("a plain file put back to an older copy, or deleted, is found by check") {
  TwoChildren office = two_children();
  office.person = "amaiga";
  const auto earlier = office.vault();
  office.now = "2026-04-15T13:00:00Z";
  office.get("people set ktraore --name 'Invented Other'");
  office.person = "mkone";
  office.get("group list");
  office.get("list");
  office.person = "adiarra";
  office.get("list");
  const std::string card = std::string(kVaultFolder) + "/people/ktraore.yaml";
  office.files.put(card, earlier.at(card));
  CHECK(finds(office, "check", "rolled_back", "people/ktraore.yaml"));
  CHECK(says(office.run("list").err, "people/ktraore.yaml"));
  const std::string service = std::string(kVaultFolder) + "/directory/BPME.yaml";
  office.files.remove(service);
  CHECK(finds(office, "check", "missing", "directory/BPME.yaml"));
  office.get("check --accept people/ktraore.yaml");
  office.get("check --accept directory/BPME.yaml");
  CHECK(office.run("check").code == 0);
  CHECK(office.run("list").err == "");
}

TEST_CASE("nothing is written by cards, groups or rules that were put back to an older copy") {
  TwoChildren office = two_children();
  office.person = "mkone";
  office.get("group add team-enfance ktraore");
  const auto with_ktraore = office.vault();
  office.get("group remove team-enfance ktraore");
  office.person = "adiarra";
  office.get("list");
  const std::string group = std::string(kVaultFolder) + "/groups/team-enfance.yaml";
  const std::string newer = office.bytes(group);
  office.files.put(group, with_ktraore.at(group));
  for (const std::string& words :
       {visit(office.girl), std::string("register --from boy.yaml"), std::string("rekey"),
        std::string("directory add BPME --from examples/directory/BPME.yaml")}) {
    CAPTURE(words);
    const auto before = office.vault();
    const Outcome refused = office.run_on(office.files, cut_words(words));
    CHECK(refused.code == 13);
    CHECK(says(refused.err, "pos check --accept groups/team-enfance.yaml"));
    CHECK(office.vault() == before);
  }
  // Reading goes on, and what the file says is repaired by nobody but who brings it back.
  CHECK(office.run("show " + office.girl).code == 0);
  CHECK(says(office.run("list").err, "groups/team-enfance.yaml"));
  CHECK(says(office.run("check --repair --dry-run").out, "nothing is sealed by it"));
  SUBCASE("until it is whole again") {
    office.files.put(group, newer);
  }
  SUBCASE("or the loss is accepted") {
    office.get("check --accept groups/team-enfance.yaml");
  }
  office.get(visit(office.girl));
}

TEST_CASE("what nobody vouched for is no loss once it is moved aside, here or elsewhere") {
  TwoChildren office = two_children();
  const std::string card = std::string(kVaultFolder) + "/people/forged.yaml";
  office.files.put(card, office.bytes(std::string(kVaultFolder) + "/people/nba.yaml"));
  std::string forged = office.bytes(card);
  forged.replace(forged.find("nba"), 3, "forged");
  office.files.put(card, forged);
  for (const char* person : {"adiarra", "mkone"}) {
    office.person = person;
    office.get("list");
  }
  office.person = "mkone";
  CHECK(office.run_on(office.files, {"check", "--repair", "--yes"}).code == 0);
  CHECK_FALSE(office.files.status(card).has_value());
  for (const char* person : {"adiarra", "mkone"}) {
    CAPTURE(person);
    office.person = person;
    CHECK(office.run("list").err == "");
    CHECK(office.run("check").code == 0);
  }
}

TEST_CASE("a confirmation, or a loss that is accepted, is not reported where it cannot be kept") {
  TwoChildren office = two_children();
  const std::string fingerprint = fingerprint_of(office);
  const auto earlier = office.vault();
  office.get(visit(office.girl));
  put_back(office, earlier);
  ReadOnlyFileSystem disk(office.files, "/home");
  const Outcome accepted = office.run_on(disk, {"check", "--accept", office.girl});
  CHECK(accepted.code == 16);
  CHECK(accepted.out == "");
  forget(office);
  const Outcome trusted = office.run_on(disk, {"key", "trust", fingerprint});
  CHECK(trusted.code == 16);
  CHECK_FALSE(says(trusted.err, "confirmed on this machine"));
}

TEST_CASE("a fingerprint is shown in one line until the user has confirmed it") {
  TwoChildren office = two_children();
  forget(office);
  const std::string fingerprint = fingerprint_of(office);
  for (const char* words : {"list", "list", "people list", "check"}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 0);
    CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
    CHECK(says(outcome.err, grouped(fingerprint)));
  }
  std::string wrong = fingerprint;
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  const Outcome refused = office.run("key trust " + wrong);
  CHECK(refused.code == 15);
  CHECK(office.run("key trust " + fingerprint.substr(0, 60)).code == 2);
  CHECK(says(office.run("list").err, "fingerprint"));
  CHECK(office.run("key trust " + grouped(fingerprint)).code == 0);
  for (const char* words : {"list", "people list", "check"}) {
    CHECK(office.run(words).err == "");
  }
  // Another user of the same account has not compared it.
  office.person = "ktraore";
  CHECK(says(office.run("list").err, grouped(fingerprint)));
  CHECK(office.run("key trust '" + fingerprint + "'").code == 0);
  CHECK(office.run("list").err == "");
}

TEST_CASE("whoever founds a vault has its fingerprint confirmed, and hands it on") {
  CommandLine office;
  office.environment["POS_VAULT"] = "/t/second";
  office.environment["POS_IDENTITY"] = "/t/keys/amaiga.key";
  office.files.put("head.yaml",
                   office.get("key card /t/keys/amaiga.key --code head --name Head") + "\n");
  const std::string fingerprint = office.get(
      "init /t/second --code B-2 --name B --region BKO --structure S --card head.yaml --recovery "
      "/t/second.key");
  CHECK(fingerprint.size() == 64);
  CHECK(office.run("people list").err == "");
  office.files.put("worker.yaml",
                   office.get("key card /t/keys/nba.key --code worker --name W") + "\n");
  const Outcome added = office.run("people add --card worker.yaml --role administrator");
  CHECK(added.code == 0);
  CHECK(says(added.err, grouped(fingerprint)));
  office.environment["POS_IDENTITY"] = "/t/keys/nba.key";
  CHECK(says(office.run("people set worker --name Other").err, grouped(fingerprint)));
}

namespace {

void check_refused(CommandLine& office, const std::string& why) {
  for (const char* words :
       {"list", "people list", "check", "directory list", "register --from boy.yaml"}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 13);
    CHECK(outcome.out == "");
    CHECK(says(outcome.err, why));
    CHECK(says(outcome.err, "pos key trust"));
  }
}

}  // namespace

TEST_CASE("a vault founded anew under the same identifier is refused before anything is shown") {
  TwoChildren office = two_children();
  const TestPerson forger("forger", 0x77);
  const SigningKey key = signing_key(forger.identity);
  const Vault vault = Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0});
  const StreamHeader header{
      find_document_kind(kVaultKind), vault.office().code, {}, vault.office().vault_id};
  Value data = vault.judged().office;
  data.set("recovery", Value::map({{"recipient", Value::text(forger.card().recipient)},
                                   {"signing_key", Value::text(key.public_key)}}));
  const std::string forged = write_plain_document(
      header, {std::string(kRecovery), key, time_at("2026-01-02T09:00:00Z")}, {}, data);
  office.files.put(std::string(kVaultFolder) + "/pos.yaml",
                   compose_stream(header, {forged}, Padding::None));
  check_refused(office, "no longer has the founding document");
  CHECK(office.run("key trust " + vault.office().fingerprint).code == 13);
}

TEST_CASE("another vault in the place of the known one is refused until it is trusted") {
  TwoChildren office = two_children();
  office.get("list");
  const auto whole = office.vault();
  MemoryFileSystem elsewhere;
  TestVault other(elsewhere, "/t");
  std::map<std::string, std::string> files;
  for (const auto& [path, bytes] : elsewhere.files()) {
    if (path.starts_with(std::string(kVaultFolder) + "/")) {
      files.emplace(path, bytes);
    }
  }
  put_back(office, files);
  check_refused(office, "another vault was here");
  office.person = "amaiga";
  CHECK(office.run("key trust " + other.vault().office().fingerprint).code == 0);
  CHECK(office.run("people list").err == "");
  put_back(office, whole);
  CHECK(office.run("people list").code == 13);
}

TEST_CASE("the founding document is remembered with the key, should the list of vaults be lost") {
  TwoChildren office = two_children();
  office.get("list");
  const std::string list = known_vaults_path(kStateFolder);
  std::string other = fingerprint_of(office);
  other.back() = other.back() == '0' ? '1' : '0';
  std::string bytes = office.bytes(list);
  bytes.replace(bytes.find(fingerprint_of(office)), 64, other);
  office.files.put(list, bytes);
  const Outcome outcome = office.run("people list");
  CHECK(outcome.code == 13);
  CHECK(outcome.out == "");
  // A damaged list is told, set aside and begun anew; the user's own memory still compares.
  office.files.put(list, "vaults: damaged\n:");
  const Outcome told_of = office.run("list");
  CHECK(told_of.code == 0);
  CHECK(says(told_of.err, "set aside"));
  CHECK(office.run("list").err == "");
}

TEST_CASE("a damaged memory is told, set aside and begun anew, and nothing fails") {
  TwoChildren office = two_children();
  office.get("list");
  const std::string path = memory_file(office, "adiarra");
  REQUIRE(path != "");
  std::string bytes = office.bytes(path);
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
  office.files.put(path, bytes);
  const Outcome outcome = office.run("list");
  CHECK(outcome.code == 0);
  CHECK(says(outcome.err, "damaged or badly signed"));
  CHECK(says(outcome.err, ".aside"));
  CHECK(office.run("list").err == "");
  std::size_t aside = 0;
  for (const auto& [other, kept] : kept_under(office, kStateFolder)) {
    aside += other.ends_with(".aside") && kept == bytes ? 1U : 0U;
  }
  CHECK(aside == 1);
}

TEST_CASE("a vault that was moved is a known one, and nothing false is said of it") {
  TwoChildren office = two_children();
  office.get("list");
  for (const auto& [path, bytes] : office.vault()) {
    office.files.put("/t/moved" + path.substr(std::string(kVaultFolder).size()), bytes);
  }
  office.environment["POS_VAULT"] = "/t/moved";
  const Outcome list = office.run("list");
  CHECK(list.code == 0);
  CHECK(list.err == "");
  CHECK(office.run("check --read-data").code == 0);
}

TEST_CASE("a forged vault with the same identifier is refused wherever it lies") {
  TwoChildren office = two_children();
  office.get("list");
  const std::string list = known_vaults_path(kStateFolder);
  std::string bytes = office.bytes(list);
  const std::string real = fingerprint_of(office);
  std::string other = real;
  other.front() = other.front() == '0' ? '1' : '0';
  bytes.replace(bytes.find(real), 64, other);
  const std::size_t place = bytes.find("place: \"") + 8;
  bytes.replace(place, 32, std::string(32, '0'));
  office.files.put(list, bytes);
  CHECK(office.run("people list").code == 13);
}

TEST_CASE("without a home nothing is remembered, with one warning") {
  TwoChildren office = two_children();
  office.environment.erase("HOME");
  const auto before = kept_under(office, kStateFolder);
  const Outcome outcome = office.run("list");
  CHECK(outcome.code == 0);
  CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
  CHECK(says(outcome.err, "XDG_STATE_HOME"));
  CHECK(kept_under(office, kStateFolder) == before);
}

TEST_CASE("a home that cannot be written gives one warning and fails nothing") {
  TwoChildren office = two_children();
  office.person = "ktraore";
  ReadOnlyFileSystem disk(office.files, "/home");
  const Outcome outcome = office.run_on(disk, {"list"});
  CHECK(outcome.code == 0);
  CHECK(std::count(outcome.err.begin(), outcome.err.end(), '\n') == 1);
  CHECK(says(outcome.err, "could not be remembered"));
  CHECK(memory_file(office, "ktraore") == "");
}

TEST_CASE("two vaults have two memories") {
  TwoChildren office = two_children();
  office.get("list");
  office.environment["POS_VAULT"] = "/u/vault";
  TestVault second(office.files, "/u");
  office.person = "amaiga";
  CHECK(office.run("people list").code == 0);
  CHECK(office.run("check").code == 0);
  office.environment["POS_VAULT"] = kVaultFolder;
  office.person = "adiarra";
  CHECK(office.run("list").err == "");
}

namespace {

/// A second administrator's document that ends ktraore's role, dated before that administrator's
/// own role ended, and brought here after that; ktraore and the first administrator had begun
/// before.
TwoChildren late_retirement() {
  TwoChildren office = two_children();
  office.person = "amaiga";
  office.now = "2026-04-15T13:00:00Z";
  office.files.put("second.yaml",
                   office.get("key card /t/keys/stranger.key --code second --name S") + "\n");
  office.get("people add --card second.yaml --role administrator");
  office.person = "ktraore";
  office.get("list");
  const auto before = office.vault();
  office.person = "stranger";
  office.now = "2026-04-15T14:00:00Z";
  office.get("people retire ktraore --last-day 2026-04-15");
  const std::string card = std::string(kVaultFolder) + "/people/ktraore.yaml";
  const std::string late = office.bytes(card);
  put_back(office, before);
  office.files.remove(memory_file(office, "stranger"));
  office.person = "amaiga";
  office.now = "2026-04-15T15:00:00Z";
  office.get("people retire second --last-day 2026-04-15");
  office.person = "ktraore";
  office.now = "2026-04-17T09:00:00Z";
  office.get("list");
  office.files.put(card, late);
  return office;
}

}  // namespace

TEST_CASE("a document that comes after its author's right had ended waits for a confirmation") {
  TwoChildren office = late_retirement();
  CHECK(office.run("list").code == 0);
  // The card still stands in the list of the staff, which needs no key.
  const std::string staff = office.get("people list --format csv");
  CHECK(says(staff, "\nktraore,"));
  CHECK(says(staff.substr(staff.find("\nktraore,")), ",mkone,\n"));
  CHECK(finds(office, "check", "not_believed", "people/ktraore.yaml"));
  // It stays so: also when it was seen before, and when others write on.
  CHECK(office.run("list").code == 0);
  office.person = "amaiga";
  office.get("people set ktraore --name 'Invented Other'");
  office.person = "ktraore";
  CHECK(office.run("list").code == 0);
  CHECK(office.run("check --accept people/ktraore.yaml").code == 15);
  SUBCASE("an administrator's") {
    office.person = "amaiga";
    office.get("check --accept people/ktraore.yaml");
  }
  SUBCASE("the recovery key's") {
    office.get("check --accept people/ktraore.yaml --recovery /t/recovery.key");
  }
  office.person = "ktraore";
  const Outcome refused = office.run("list");
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "your role in this office has ended"));
  CHECK(office.run("check").code == 0);
}

TEST_CASE("what a new memory finds is taken as it is") {
  TwoChildren office = late_retirement();
  forget(office);
  CHECK(office.run("list").code == 15);
}

TEST_CASE("a document that was here before its author's right ended stays believed") {
  TwoChildren office = two_children();
  office.get("list");
  office.person = "amaiga";
  office.now = "2026-04-15T13:00:00Z";
  office.files.put("second.yaml",
                   office.get("key card /t/keys/stranger.key --code second --name S") + "\n");
  office.get("people add --card second.yaml --role administrator");
  office.person = "stranger";
  office.get("people retire ktraore --last-day 2026-04-14");
  office.person = "adiarra";
  office.get("list");
  office.person = "amaiga";
  office.now = "2026-04-15T15:00:00Z";
  office.get("people retire second --last-day 2026-04-15");
  office.person = "adiarra";
  office.now = "2026-04-20T09:00:00Z";
  office.get("list");
  CHECK(office.run("check").code == 0);
}

TEST_CASE("a run reads the memory once, and writes it only where it grows") {
  TwoChildren office = two_children();
  office.get("list");
  const auto before = kept_under(office, kStateFolder);
  office.get("list");
  office.get("due");
  office.get("show " + office.girl);
  CHECK(kept_under(office, kStateFolder) == before);
}

}  // namespace pos::test
