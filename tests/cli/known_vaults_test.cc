// What vault is known on this machine by its founding document, and where that is kept.
#include "storage/known_vaults.h"

#include <doctest/doctest.h>

#include "crypto/hash.h"
#include "storage/sealed_file.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/remembering.h"
#include "support/two_children.h"

namespace pos::test {

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

}  // namespace pos::test
