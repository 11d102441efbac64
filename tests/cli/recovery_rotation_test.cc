// The recovery key replaced: what the former one opens before, between and after.
#include <doctest/doctest.h>

#include <set>

#include "storage/group_file.h"
#include "support/broken_off.h"
#include "support/effort.h"
#include "support/forged_documents.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kFreshFile = "/t/fresh.key";
const std::vector<std::string> kRotation = {
    "group", "rotate", "recovery", "--recovery", "/t/recovery.key", "--new-recovery", kFreshFile};

Identity key_in(CommandLine& office, const std::string& file) {
  return std::move(load_identities(office.files, file, [] { return SecretBytes(); }).front());
}

/// The files of cases that the key of a paper opens, by itself or by any secret of a group, present
/// or replaced, that it opens.
std::vector<std::string> opened_by_paper(CommandLine& office, const std::string& file,
                                         const std::string& words = "") {
  std::vector<Identity> keys;
  keys.push_back(key_in(office, file));
  const Vault vault = open_vault(office);
  for (const auto& [name, group] : vault.groups()) {
    for (const std::string& secret : group.secrets) {
      add_new(keys, open_group_secret(secret, std::span(keys.data(), 1), name));
    }
    for (const std::string& secret : group.former_secrets) {
      add_new(keys, open_group_secret(secret, std::span(keys.data(), 1), name));
    }
  }
  return opened_by(office, keys, words);
}

/// Those who read before a rotation, and whichever recovery keys there are.
void check_rightful_readers(TwoChildren& office) {
  CHECK(opened_by(office, "adiarra", "/2026/").size() == 6);
  CHECK(opened_by(office, "mkone", "/2026/").size() == 6);
  CHECK(opened_by(office, "bsidibe", "/2026/").size() == 2);
  std::vector<std::string> recovered = opened_by_paper(office, "/t/recovery.key");
  if (office.files.status(kFreshFile)) {
    const std::vector<std::string> by_fresh = opened_by_paper(office, kFreshFile);
    recovered.insert(recovered.end(), by_fresh.begin(), by_fresh.end());
  }
  CHECK(std::set<std::string>(recovered.begin(), recovered.end()).size() == 6);
}

void check_rotated(TwoChildren& office) {
  CHECK(opened_by_paper(office, "/t/recovery.key").empty());
  CHECK(opened_by_paper(office, kFreshFile).size() == 6);
  check_rightful_readers(office);
}

}  // namespace

TEST_CASE("a replaced recovery key opens no file of the vault any more, and the new one all") {
  TwoChildren office = administrators_office();
  const std::string history = [&] {
    TwoChildren copy = office;
    copy.person = "adiarra";
    return copy.get("history " + copy.girl + " --format json");
  }();
  CHECK(opened_by_paper(office, "/t/recovery.key").size() == 6);
  const Outcome rotated = office.run(kRotation);
  CHECK(rotated.code == 0);
  CHECK(rotated.out == "files sealed anew: 6; right already: 0; cases that are not yours: 0\n");
  CHECK(says(rotated.err, "the former key opens no case of this vault any more"));
  CHECK(says(rotated.err,
             "the former key still opens what was copied before: `lost+found`, backups"));
  check_rotated(office);
  office.person = "adiarra";
  CHECK(office.get("history " + office.girl + " --format json") == history);
  office.check_vault();
}

TEST_CASE("what is written after the recovery key was replaced is closed to its papers for good") {
  TwoChildren office = administrators_office();
  const TwoChildren copied = office;  // a backup, and the paper of then
  office.run(kRotation);
  office.now = "2026-04-16T09:00:00Z";
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  const std::string third = office.get("register --from boy.yaml");
  office.person = "mkone";
  office.get("assign " + office.boy + " --to ktraore");
  office.get("group add team-enfance ktraore");
  office.get("group remove team-enfance ktraore --rotate");
  CHECK(opened_by_paper(office, "/t/recovery.key").empty());
  CHECK(opened_by_paper(office, kFreshFile).size() == 9);
  CHECK(opened_by_paper(office, kFreshFile, third).size() == 3);
  // What was copied before stays readable, as the command says.
  TwoChildren backup = copied;
  CHECK(opened_by_paper(backup, "/t/recovery.key").size() == 6);
  office.person = "amaiga";
  CHECK(office.run("rekey --recovery /t/recovery.key").code == 12);
  CHECK(office.run("rekey --recovery /t/fresh.key").code == 0);
}

TEST_CASE("a rotation of the recovery key killed or failed at any call is completed by the next") {
  const auto [tried, all] =
      break_off(administrators_office, kRotation, turns(25, 1, 83), [](TwoChildren& office) {
        check_rightful_readers(office);
        const Outcome again = office.run_on(office.files, kRotation);
        CHECK_MESSAGE(again.code == 0, again.err);
        check_rotated(office);
        office.check_vault();
      });
  MESSAGE("rotations broken off: ", tried, " of ", all);
}

TEST_CASE("a rotation of the recovery key whose reading fails at any call is completed as well") {
  TwoChildren whole = administrators_office();
  FaultyFileSystem counting(whole.files, 0, Fault::Stopped, Calls::Reading, EIO);
  REQUIRE(whole.run_on(counting, kRotation).code == 0);
  for (int n = 1; n <= counting.calls(); n += turns(101, 1, 307)) {
    CAPTURE(n);
    TwoChildren office = administrators_office();
    FaultyFileSystem disk(office.files, n, Fault::Stopped, Calls::Reading, EIO);
    office.run_on(disk, kRotation);
    check_rightful_readers(office);
    CHECK(office.run_on(office.files, kRotation).code == 0);
    check_rotated(office);
  }
}

TEST_CASE("files that a machine brings back, sealed to the former recovery key, are sealed anew") {
  TwoChildren office = administrators_office();
  close_names_to_supervisors(office);
  TwoChildren laptop = office;  // without a connection
  office.run(kRotation);
  laptop.person = "adiarra";
  laptop.now = "2026-04-15T15:00:00Z";
  const std::string child = laptop.get("register --from boy.yaml");
  for (const std::string& file :
       {laptop.case_file(child), laptop.facts_file(child), laptop.identity_file(child)}) {
    office.files.make_folders(file.substr(0, file.rfind('/')));
    office.files.put(file, laptop.bytes(file));
  }
  CHECK(opened_by_paper(office, "/t/recovery.key", child).size() == 3);
  office.now = "2026-04-16T09:00:00Z";
  SUBCASE("with the new key alone: what groups open; names that none reads are left, and named") {
    const Outcome outcome = office.run("rekey --recovery /t/fresh.key");
    CHECK(outcome.code == 3);
    CHECK(says(outcome.out, "files sealed anew: 2; right already: 6"));
    CHECK(says(outcome.out, "identities/2026/" + child +
                                ".yaml.age: left to adiarra, or to a former recovery key"));
    CHECK(opened_by_paper(office, "/t/recovery.key", child).size() == 1);
  }
  SUBCASE("with both, by the same command") {
    CHECK(office.run(kRotation).code == 0);
  }
  SUBCASE("by who reads them") {
    office.person = "adiarra";
    CHECK(office.run("rekey").code == 0);
    CHECK(opened_by_paper(office, "/t/recovery.key").empty());
  }
  office.person = "amaiga";
  CHECK(office.run(kRotation).code == 0);
  CHECK(opened_by_paper(office, "/t/recovery.key").empty());
  CHECK(opened_by_paper(office, kFreshFile, child).size() == 3);
}

TEST_CASE("the recovery key is replaced by who has the present one, and is at work in the office") {
  TwoChildren office = administrators_office();
  office.files.put("/t/other.key", office.bytes(key_file("nba")));
  CHECK(office.run("group rotate recovery --recovery /t/other.key --new-recovery /t/fresh.key")
            .code == 12);
  CHECK_FALSE(office.files.status(kFreshFile));
  office.person = "stranger";
  CHECK(office.run(kRotation).code == 12);
  CHECK_FALSE(office.files.status(kFreshFile));
  office.person = "amaiga";
  CHECK(office.run(kRotation).code == 0);
  // Once it is replaced, only a former one completes it.
  CHECK(office.run("group rotate recovery --recovery /t/other.key --new-recovery /t/fresh.key")
            .code == 12);
  CHECK(office.run("group rotate recovery --recovery /t/fresh.key --new-recovery /t/fresh.key")
            .code == 12);
  CHECK(told(read_json(office
                           .run("group rotate recovery --recovery /t/recovery.key "
                                "--new-recovery /t/fresh.key --format json")
                           .out),
             "sealed") == "0");
}

TEST_CASE("a key that others have, or once had, never becomes the recovery key") {
  TwoChildren office = administrators_office();
  const auto refused = [&](const std::string& present, const std::string& fresh) {
    const Outcome outcome =
        office.run("group rotate recovery --recovery " + present + " --new-recovery " + fresh);
    CHECK(outcome.code == 14);
    CHECK(says(outcome.err, "`pos key new FILE`"));
    return outcome.err;
  };
  CHECK(says(refused("/t/recovery.key", key_file("bsidibe")), "is, or was, that of bsidibe"));
  std::vector<Identity> paper;
  paper.push_back(key_in(office, "/t/recovery.key"));
  const Vault vault = open_vault(office);
  const Group* team = vault.group("team-enfance");
  REQUIRE(team != nullptr);
  office.files.put(
      "/t/team.key",
      std::string(secret_text(open_group_secret(team->secrets.front(), paper, "team-enfance")[0])));
  CHECK(says(refused("/t/recovery.key", "/t/team.key"), "that of the group team-enfance"));
  CHECK(office.run(kRotation).code == 0);
  CHECK(says(refused(kFreshFile, "/t/team.key"), "that of the group team-enfance"));
  CHECK(says(refused(kFreshFile, "/t/recovery.key"), "was the recovery key of this vault before"));
  check_rotated(office);
}

TEST_CASE("names on a medium that is not there stay sealed as they were, and that is said") {
  TwoChildren office = administrators_office();
  office.files.put("/home/.config/pos/config.yaml", "identities_path: /media/names\n");
  const Outcome outcome = office.run(kRotation);
  CHECK(outcome.code == 3);
  CHECK(says(outcome.err, "the folder of identities is not mounted; names stay sealed"));
  CHECK(says(outcome.err, "keep the former key until then"));
  CHECK(opened_by_paper(office, "/t/recovery.key").size() == 2);
}

}  // namespace pos::test
