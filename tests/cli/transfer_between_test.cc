// A case goes from one office's vault to another's (architecture 4.6, 5.5; POS 3.4.2.1).
#include <doctest/doctest.h>

#include "storage/package_file.h"
#include "storage/sealed_file.h"
#include "support/far_office.h"
#include "support/json_reader.h"

namespace pos::test {
namespace {

class GivingUpOffice : public TwoOffices {
 public:
  void here_as(const std::string& code) { come_home(*this, code); }
  void there_as(const std::string& code) { go_far(*this, code); }
  /// Sent on 10 May.
  void send() {
    here_as("adiarra");
    now = "2026-05-10T09:30:00Z";
    transfer = get("transfer " + child + " --to CENTRE --from given_up.yaml");
    files.put("/t/stick/package.age",
              files.read(std::string(kVaultFolder) + "/outbox/" + transfer + ".age").value());
  }
  void know_sender() {
    there_as("mkone");
    now = "2026-05-11T08:00:00Z";
    get("directory add ICI --from home.yaml");
  }
  /// Accepted on 11 May.
  void accept() {
    know_sender();
    now = "2026-05-11T09:00:00Z";
    const Value done = json_of(*this, "transfer accept /t/stick/package.age --to adiarra");
    CHECK(told(done, "case") == child);
    receipt = std::string(kFarVault) + "/" + told(done, "receipt");
    files.put("/t/stick/receipt.age", files.read(receipt).value());
  }
  std::string total(const std::string& month, const std::string& term) {
    return told(json_of(*this, "report --month " + month), "balance." + term);
  }

  std::string transfer, receipt;
};

std::string said(const Outcome& outcome) {
  return outcome.out + outcome.err;
}

}  // namespace

TEST_CASE(
    "a case goes to another vault, signatures intact, and ends at the sender's by the receipt") {
  GivingUpOffice office;
  office.send();
  office.accept();

  // Everything is there, and counts as it did.
  for (const char* reader : {"mkone", "adiarra"}) {
    office.there_as(reader);
    const Outcome check = office.run("check --read-data");
    CHECK_MESSAGE(check.code == 0, said(check));
    const std::string history = office.get("history " + office.child + " --format json");
    CHECK(history.find("unknown_author") == std::string::npos);
    CHECK(history.find("not_authorised") == std::string::npos);
    CHECK(history.find("\"invalid\"") == std::string::npos);
  }
  CHECK(office.get("show " + office.child + " --names").find("Hawa") != std::string::npos);
  CHECK(told(json_of(office, "show " + office.child), "status") == "assessed");
  // The work goes on by the new manager, who has the old one's code.
  office.now = "2026-05-12T10:00:00Z";
  office.get("followup " + office.child + office.from_forms("5.A-2026-05-06.yaml"));

  // Until the receipt is there the case is the sender's, and no word by hand ends it.
  office.here_as("adiarra");
  office.now = "2026-05-13T09:00:00Z";
  office.files.put("accepted.yaml", "status: accepted\nresponded_at: 2026-05-11T09:00:00Z\n");
  const Outcome by_hand = office.run("transfer answer " + office.child + " " + office.transfer +
                                     " --from accepted.yaml");
  CHECK(by_hand.code == 15);
  CHECK(says(by_hand.err, "only its receipt says that it has the case"));
  office.get("transfer close /t/stick/receipt.age");
  const Value shown = json_of(office, "show " + office.child);
  CHECK(told(shown, "status") == "closed");
  CHECK(told(shown, "closed") == "2026-05-11T09:00:00Z");
  CHECK(office.run("transfer close /t/stick/receipt.age").code == 15);

  // The flows balance on both sides, and nothing from before is counted twice.
  office.now = "2026-06-02";
  office.here_as("bsidibe");
  CHECK(office.total("2026-05", "transferred_out") == "1");
  CHECK(office.total("2026-05", "open_end") == "0");
  CHECK(office.total("2026-05", "holds") == "true");
  office.there_as("bsidibe");
  CHECK(office.total("2026-04", "new") == "0");
  CHECK(office.total("2026-04", "open_end") == "0");
  CHECK(office.total("2026-05", "transferred_in") == "1");
  CHECK(office.total("2026-05", "new") == "0");
  CHECK(office.total("2026-05", "open_end") == "1");
  CHECK(office.total("2026-05", "holds") == "true");
}

TEST_CASE("a package of an unknown sender is accepted only by who compared the fingerprint") {
  GivingUpOffice office;
  office.send();
  office.there_as("mkone");
  office.now = "2026-05-11T09:00:00Z";
  const std::string accept = "transfer accept /t/stick/package.age --to adiarra";
  const Outcome refused = office.run(accept);
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "unknown sender"));
  CHECK(says(refused.err, "--trust " + office.fingerprint_here));
  const auto before = office.files.files();
  CHECK(office.run(accept + " --trust " + std::string(64, '0')).code == 15);
  CHECK(office.files.files() == before);
  office.get(accept + " --trust " + office.fingerprint_here);
  const Outcome check = office.run("check --read-data");
  CHECK_MESSAGE(check.code == 0, said(check));
}

TEST_CASE("a package is accepted once; done again, only a receipt that is gone is written") {
  GivingUpOffice office;
  office.send();
  office.accept();
  const std::string again = "transfer accept /t/stick/package.age --to adiarra";
  CHECK(office.run(again).code == 14);
  const auto before = office.vault();
  office.files.remove(office.receipt);
  office.get(again);
  CHECK(office.files.read(office.receipt));
  auto after = office.vault();
  auto kept = before;
  after.erase(office.receipt);
  kept.erase(office.receipt);
  CHECK(after == kept);
}

TEST_CASE("a repair leaves the names of an accepted case where they are") {
  GivingUpOffice office;
  office.send();
  office.accept();
  const auto before = office.files.files();
  for (const char* reader : {"mkone", "adiarra"}) {
    office.there_as(reader);
    office.get("check --repair --yes");
  }
  for (const auto& file : before) {
    if (file.first.starts_with(std::string(kFarVault) + "/")) {
      CAPTURE(file.first);
      CHECK(office.files.read(file.first) == file.second);
    }
  }
}

TEST_CASE("an acceptance that was broken off says who took the case then") {
  GivingUpOffice office;
  office.send();
  office.accept();
  office.files.remove(office.receipt);
  const Outcome again = office.run("transfer accept /t/stick/package.age --to mkone");
  CHECK(again.code == 0);
  CHECK(says(again.err, "adiarra is in charge of it, not mkone"));
}

TEST_CASE("names that an acceptance left which was broken off, and nobody opens, keep none away") {
  GivingUpOffice office;
  office.here_as("adiarra");
  office.now = "2026-05-09T09:00:00Z";
  office.get("mask " + office.child + " --reason 'a threat'");
  office.send();
  office.know_sender();
  const MemoryFileSystem before = office.files;
  office.accept();
  const std::string names =
      std::string(kFarVault) + "/identities/2026/" + office.child + ".yaml.age";
  const std::string left = office.files.read(names).value();
  office.files = before;
  office.files.make_folders(std::string(kFarVault) + "/identities/2026");
  office.files.put(names, left);
  office.there_as("mkone");
  const Outcome again = office.run("transfer accept /t/stick/package.age --to adiarra");
  CHECK_MESSAGE(again.code == 0, again.err);
  CHECK(says(again.err, "laid into identities/lost+found/"));
  office.there_as("adiarra");
  CHECK(office.get("show " + office.child + " --names").find("Hawa") != std::string::npos);
  const Outcome check = office.run("check --read-data");
  CHECK_MESSAGE(check.code == 0, said(check));
}

namespace {

constexpr const char* kThirdVault = "/t/third/vault";

/// A third office, whose directory has the other two, and which stands in that of the second.
void found_third_office(GivingUpOffice& office) {
  TestVault third(office.files, "/t/third");
  const TestPerson boss("boss", 0x31), worker("worker", 0x32);
  third.add(boss, {StaffRole::Supervisor}, "u");
  third.add(worker, {StaffRole::CaseManager}, "u", "boss");
  for (const TestPerson* who : {&boss, &worker}) {
    const WipedString text = identity_file_text(std::span(&who->identity, 1), third.now);
    office.files.put("/t/third/" + who->code + ".key", std::string(text.begin(), text.end()));
  }
  const std::string far =
      Vault::open(office.files, {kFarVault, "/t/locks", "", 0}).office().fingerprint;
  const auto structure = [](const TestPerson& reader, const std::string& fingerprint) {
    return "name: Autre\nservice_categories: [psychosocial]\ntype: public\n"
           "case_management_team: true\nupdated: 2026-03-01\nrecipient: " +
           to_string(reader.identity.recipient()) + "\nfingerprint: " + fingerprint + "\n";
  };
  office.files.put("third.yaml", structure(boss, third.vault().office().fingerprint));
  office.files.put("second.yaml", structure(far_person("mkone"), far));
}

}  // namespace

TEST_CASE(
    "a case that went through two vaults is whole in the third, each entry by its own cards") {
  GivingUpOffice office;
  office.send();
  office.accept();
  found_third_office(office);
  office.there_as("mkone");
  office.now = "2026-05-20T08:00:00Z";
  office.get("directory add TIERS --from third.yaml");
  office.there_as("adiarra");
  office.get("followup " + office.child + office.from_forms("5.A-2026-05-13.yaml"));
  std::string given = office.files.read("given_up.yaml").value();
  given.replace(given.find("2026-05-10"), 10, "2026-05-20");
  office.files.put("given_on.yaml", given);
  office.now = "2026-05-20T09:30:00Z";
  const std::string entry =
      office.get("transfer " + office.child + " --to TIERS --from given_on.yaml");
  office.files.put("/t/stick/on.age",
                   office.files.read(std::string(kFarVault) + "/outbox/" + entry + ".age").value());

  office.environment["POS_VAULT"] = kThirdVault;
  office.environment["POS_IDENTITY"] = "/t/third/boss.key";
  office.now = "2026-05-21T09:00:00Z";
  office.get("directory add SECOND --from second.yaml");
  const Outcome unknown = office.run("transfer accept /t/stick/on.age --to worker");
  CHECK(unknown.code == 15);  // nobody vouches for the first vault yet
  office.get("directory add PREMIER --from home.yaml");
  office.get("transfer accept /t/stick/on.age --to worker");
  for (const char* reader : {"boss", "worker"}) {
    office.environment["POS_IDENTITY"] = std::string("/t/third/") + reader + ".key";
    const Outcome check = office.run("check --read-data");
    CHECK_MESSAGE(check.code == 0, said(check));
    const std::string history = office.get("history " + office.child + " --format json");
    CHECK(history.find("unknown_author") == std::string::npos);
    CHECK(history.find("not_authorised") == std::string::npos);
  }
  CHECK(office.get("show " + office.child + " --names").find("Hawa") != std::string::npos);
}

TEST_CASE("no altered, cut or misdirected package is accepted, nor one by who is no supervisor") {
  GivingUpOffice office;
  office.send();
  office.know_sender();
  const std::string whole = office.files.read("/t/stick/package.age").value();
  const std::string accept = "transfer accept /t/stick/package.age --to adiarra";
  for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
    office.files.put("/t/stick/package.age", whole.substr(0, size));
    CHECK(office.run(accept).code == 13);
  }
  for (const std::size_t at : {whole.size() / 2, whole.size() - 20}) {
    std::string altered = whole;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    office.files.put("/t/stick/package.age", altered);
    CHECK(office.run(accept).code == 13);
  }
  office.files.put("/t/stick/package.age", whole);
  office.there_as("adiarra");
  CHECK(office.run(accept).code == 12);  // sealed to the supervisor alone
  office.here_as("mkone");
  CHECK(office.run(accept).code == 12);
}

TEST_CASE("a transfer is sealed to the key that the directory has, whoever signed it there") {
  GivingUpOffice office;
  const TestPerson own("fresh", 0x61);
  const TestPerson there = far_person("mkone");
  office.here_as("amaiga");
  office.now = "2026-05-09T09:00:00Z";
  const std::string fingerprint(64, 'a');
  office.files.put("own.yaml",
                   "recipient: " + own.card().recipient + "\nfingerprint: " + fingerprint + "\n");
  office.get("directory edit CENTRE --from own.yaml");
  office.send();
  const std::string package = office.files.read("/t/stick/package.age").value();
  const auto opened = open_file(package, std::span(&own.identity, 1), "package.age");
  REQUIRE(opened);
  CHECK(std::string(opened->begin(), opened->end()).find(fingerprint) != std::string::npos);
  CHECK_FALSE(open_file(package, std::span(&there.identity, 1), "package.age"));
}

TEST_CASE(
    "trust in a vault ends with its fingerprint in the directory, and takes no other's place") {
  GivingUpOffice office;
  office.send();
  office.know_sender();
  office.files.put("other.yaml", "fingerprint: " + std::string(64, 'a') + "\n");
  office.now = "2026-05-11T08:30:00Z";
  office.get("directory edit ICI --from other.yaml");
  const std::string accept = "transfer accept /t/stick/package.age --to adiarra";
  office.now = "2026-05-11T09:00:00Z";
  CHECK(office.run(accept).code == 15);
  // The sender calls itself a structure whose vault the directory knows as another one.
  const Vault home = Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0});
  const std::string code = home.office().structure;
  office.files.put("theirs.yaml",
                   "name: X\nservice_categories: [psychosocial]\ntype: public\n"
                   "case_management_team: true\nupdated: 2026-03-01\nfingerprint: " +
                       std::string(64, 'b') + "\n");
  office.get("directory add " + code + " --from theirs.yaml");
  const Outcome refused = office.run(accept + " --trust " + office.fingerprint_here);
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "the directory names another vault for " + code));
}

TEST_CASE("a receipt closes nothing unless it knows the transfer that it answers") {
  GivingUpOffice office;
  office.send();
  office.accept();
  const Vault far = Vault::open(office.files, {kFarVault, "/t/locks", "", 0});
  const TestPerson supervisor = far_person("mkone");
  const TestPerson manager = staff_member("adiarra");
  const Vault home = Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0});
  Package receipt{std::string(kReceiptKind),
                  office.transfer,
                  far.office().vault_id,
                  far.office().fingerprint,
                  home.office().fingerprint,
                  CaseId::parse(office.child).value(),
                  std::string(kTransferPurpose),
                  office.transfer,
                  std::string(64, 'c'),
                  {},
                  {},
                  {},
                  {},
                  cards_of(far.plain_files(), {"mkone"})};
  office.here_as("adiarra");
  office.now = "2026-05-13T09:00:00Z";
  const auto close_with = [&] {
    const std::string document = write_package(receipt, signing_key(supervisor.identity), "mkone",
                                               time_at("2026-05-12T09:00:00Z"));
    office.files.put("/t/stick/forged.age",
                     seal_package(receipt, document, {manager.card().recipient}));
    return office.run("transfer close /t/stick/forged.age");
  };
  const Outcome blind = close_with();
  CHECK(blind.code == 13);
  CHECK(says(blind.err, "does not know the transfer"));
  receipt.heads = {std::string(64, 'd')};
  CHECK(close_with().code == 13);
  CHECK(told(json_of(office, "show " + office.child), "status") == "assessed");
  office.get("transfer close /t/stick/receipt.age");
}

TEST_CASE("a receipt of another vault than the directory names closes nothing") {
  GivingUpOffice office;
  office.send();
  office.accept();
  office.here_as("mkone");
  office.now = "2026-05-13T09:00:00Z";
  office.files.put("other.yaml", "fingerprint: " + std::string(64, 'a') + "\n");
  office.get("directory edit CENTRE --from other.yaml");
  office.here_as("adiarra");
  const Outcome refused = office.run("transfer close /t/stick/receipt.age");
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "not of the vault of CENTRE that the directory names"));
  CHECK(told(json_of(office, "show " + office.child), "status") == "assessed");
}

}  // namespace pos::test
