// pos doctor: each finding shown once, and gone once its advice was followed.
#include <doctest/doctest.h>

#include <algorithm>

#include "crypto/random.h"
#include "storage/identity_file.h"
#include "storage/memory.h"
#include "support/json_reader.h"
#include "support/test_vault.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

struct Finding {
  std::string level, message, hint;
};

/// The administrator's machine, where all is well: copies proven, a backup made, the recovery key
/// gone.
struct Desk : CommandLine {
  Desk() {
    person = "amaiga";
    environment["HOME"] = "/home/amaiga";
    files.remove("/t/recovery.key");
    files.set_mode("/t/vault", 0700);
    const Vault vault = Vault::open(files, {kVaultFolder, "/t/locks", "", 0});
    place = {"/home/amaiga/.local/state/pos/" +
                 machine_folder_name(vault.office().vault_id, kVaultFolder),
             vault.office().vault_id, &user.identity};
    recipient = vault.office().recovery_recipient;
    prove(1, recipient);
    prove(2, recipient);
    back_up("2026-03-01T09:00:00Z");
  }

  void remember(const Sightings& sightings) {
    files.make_folders(place.folder);
    extend_memory(files, place, read_memory(files, place), sightings);
  }
  void prove(int copy, const std::string& key) {
    Sightings sightings;
    sightings.copies.insert(
        {"paper " + std::to_string(copy), key, time_at("2026-01-05T09:00:00Z")});
    remember(sightings);
  }
  void back_up(const char* at) {
    Sightings sightings;
    sightings.backups.insert({"/media/disk", time_at(at)});
    remember(sightings);
  }
  void forget() { files.remove(place.file()); }

  /// What doctor finds, by id; its exit code is that of the findings.
  std::multimap<std::string, Finding> look() {
    const Outcome outcome = run("doctor --format json");
    const Value document = read_json(outcome.out);
    CHECK(document.scalar_of("schema") == "pos.doctor/1");
    std::multimap<std::string, Finding> found;
    bool to_mend = false;
    for (const Value& item : document.find("items")->items) {
      found.emplace(
          item.scalar_of("id"),
          Finding{item.scalar_of("level"), item.scalar_of("message"), item.scalar_of("hint")});
      CHECK_FALSE(item.scalar_of("hint").empty());
      to_mend = to_mend || item.scalar_of("level") != "note";
    }
    CHECK(outcome.code == (to_mend ? 3 : 0));
    return found;
  }
  /// Its level; empty where doctor does not find it.
  std::string level(const std::string& id) {
    const auto found = look();
    const auto item = found.find(id);
    return item == found.end() ? "" : item->second.level;
  }

  TestPerson user = staff_member("amaiga");
  MemoryPlace place;
  std::string recipient;
};

}  // namespace

TEST_CASE("where nothing is wrong doctor says so, exits 0 and changes nothing") {
  Desk desk;
  const auto before = desk.files.files();
  const auto found = desk.look();
  CHECK(found.size() == 2);
  CHECK(found.contains("identity-plain"));
  CHECK(found.contains("backup-latest"));
  const Outcome outcome = desk.run("doctor");
  CHECK(outcome.code == 0);
  CHECK(outcome.err.starts_with("pos: nothing to mend\n"));
  const auto after = desk.files.files();
  for (const auto& [path, bytes] : after) {
    // Like every command it may remember what it saw; nothing else is touched.
    CHECK((path.starts_with("/home/amaiga/.local/") || before.at(path) == bytes));
  }
  CHECK(desk.run("diagnostic --lang fr").err.starts_with("pos: rien à corriger\n"));
}

TEST_CASE("doctor nags until two copies of the present recovery key are proven") {
  Desk desk;
  desk.forget();
  CHECK(desk.level("recovery-unproven") == "warning");
  desk.prove(1, desk.recipient);
  CHECK(desk.level("recovery-unproven") == "warning");
  desk.prove(1, desk.recipient);
  desk.prove(2, "age1former");
  CHECK(desk.level("recovery-unproven") == "warning");
  desk.prove(2, desk.recipient);
  CHECK(desk.level("recovery-unproven") == "");
}

TEST_CASE("those who do not keep the recovery key are told of copies, not nagged") {
  Desk desk;
  desk.person = "adiarra";
  CHECK(desk.level("recovery-unproven") == "note");
}

TEST_CASE("a copy typed back ends the nagging, on this machine") {
  CommandLine desk;
  desk.person = "amaiga";
  desk.environment["HOME"] = "/home/amaiga";
  const std::string printed = desk.get("key paper /t/recovery.key");
  for (const std::size_t begin : {std::size_t{0}, printed.find('\f')}) {
    CHECK(desk.run("doctor").out.find("`pos key verify-paper` proves each") != std::string::npos);
    std::string typed;
    for (int number = 1; number <= 8; ++number) {
      const std::string head = "\n            " + std::to_string(number) + "     ";
      typed += printed.substr(printed.find(head, begin) + head.size(), 9) + "\n";
    }
    desk.input = typed;
    REQUIRE(desk.run("key verify-paper").code == 0);
  }
  CHECK(desk.run("doctor").out.find("`pos key verify-paper` proves each") == std::string::npos);
}

TEST_CASE("a recovery key left on the machine is found where keys are left, whatever its name") {
  for (const char* path :
       {"/home/amaiga/recovery.key", "/home/amaiga/Documents/x", "/t/vault/x.txt", "/t/x",
        "/t/keys/old", "/home/amaiga/.config/pos/secours"}) {
    CAPTURE(path);
    Desk desk;
    desk.files.put(path, new_office().read("/t/recovery.key").value());
    const auto found = desk.look();
    REQUIRE(found.contains("recovery-on-machine"));
    CHECK(found.find("recovery-on-machine")->second.level == "wrong");
    CHECK(found.find("recovery-on-machine")->second.message.find(path) != std::string::npos);
  }
}

TEST_CASE("a former recovery key that was left on the machine is told: it opens what was copied") {
  Desk desk;
  desk.files.put("/t/keys/recovery.old", new_office().read("/t/recovery.key").value());
  desk.files.make_folders("/safe");
  REQUIRE(desk.run("group rotate recovery --recovery /t/keys/recovery.old "
                   "--new-recovery /safe/fresh.key")
              .code == 0);
  const auto found = desk.look();
  REQUIRE(found.contains("former-recovery-on-machine"));
  const Finding& former = found.find("former-recovery-on-machine")->second;
  CHECK(former.level == "warning");
  CHECK(says(former.message, "opens the backups from before: /t/keys/recovery.old"));
}

TEST_CASE("where the new recovery key was written is remembered, and told while it lies there") {
  Desk desk;
  desk.files.make_folders("/safe");
  desk.files.put("/usb/recovery.key", new_office().read("/t/recovery.key").value());
  REQUIRE(desk.run("group rotate recovery --recovery /usb/recovery.key "
                   "--new-recovery /safe/fresh.key")
              .code == 0);
  const auto found = desk.look();
  REQUIRE(found.contains("recovery-on-machine"));
  CHECK(says(found.find("recovery-on-machine")->second.message, "/safe/fresh.key"));
  desk.files.remove("/safe/fresh.key");
  CHECK_FALSE(desk.look().contains("recovery-on-machine"));
}

TEST_CASE("another key, or a file that only looks like one, is no recovery key") {
  Desk desk;
  desk.files.put("/home/amaiga/other.key", desk.files.read("/t/keys/adiarra.key").value());
  desk.files.put("/home/amaiga/broken", "AGE-SECRET-KEY-1NONE\n");
  desk.files.put("/home/amaiga/large", std::string(5000, 'x') + "AGE-SECRET-KEY-1");
  CHECK(desk.level("recovery-on-machine") == "");
}

TEST_CASE("a vault that was never backed up from here, or not for a week, is told") {
  Desk desk;
  desk.now = "2026-03-08T09:00:00Z";
  CHECK(desk.level("backup-old") == "");
  desk.now = "2026-03-08T09:00:01Z";
  CHECK(desk.level("backup-old") == "warning");
  const auto old = desk.look().find("backup-old")->second.message;
  CHECK(old.find("2026-03-01T09:00:00Z, 7 day(s) ago: /media/disk") != std::string::npos);
  desk.back_up("2026-03-08T08:00:00Z");
  CHECK(desk.level("backup-old") == "");
  CHECK(desk.level("backup-latest") == "note");
  desk.forget();
  CHECK(desk.level("backup-none") == "warning");
}

TEST_CASE("a backup is remembered where the key opens without a question, if it is whole") {
  Desk desk;
  desk.forget();
  desk.files.make_folders("/media/stick");
  SUBCASE("and doctor dates it, by the last one to each place") {
    desk.get("backup /media/stick");
    desk.now = "2026-03-05T09:00:00Z";
    desk.get("backup /media/stick");
    CHECK(desk.level("backup-none") == "");
    CHECK(read_memory(desk.files, desk.place).backups.size() == 1);
    desk.now = "2026-03-07T09:00:00Z";
    const auto latest = desk.look().find("backup-latest")->second.message;
    CHECK(latest.find("2026-03-05T09:00:00Z, 2 day(s) ago: /media/stick") != std::string::npos);
  }
  SUBCASE("not one that lacks the names") {
    desk.files.put("/home/amaiga/.config/pos/config.yaml", "identities_path: /media/names\n");
    CHECK(desk.run("backup /media/stick").code == 3);
    desk.files.remove("/home/amaiga/.config/pos/config.yaml");
    CHECK(desk.level("backup-none") == "warning");
  }
  SUBCASE("not without a key, which is said") {
    desk.environment["POS_IDENTITY"] = "/t/none";
    const Outcome outcome = desk.run("backup /media/stick");
    CHECK(outcome.code == 0);
    CHECK(outcome.err.find("will not know of this backup") != std::string::npos);
    desk.environment.erase("POS_IDENTITY");
    CHECK(desk.level("backup-none") == "warning");
  }
}

TEST_CASE("the recovery key is looked for where init has written it") {
  CommandLine desk;
  desk.person = "amaiga";
  desk.environment["HOME"] = "/home/amaiga";
  desk.environment["POS_VAULT"] = "/u/vault";
  const std::string file = "/srv/somewhere/deep/second";
  desk.files.make_folders("/srv/somewhere/deep");
  desk.files.put("head.yaml", desk.get("key card /t/keys/amaiga.key --code head --name H") + "\n");
  desk.get(
      "init /u/vault --code B-2 --name B --region BKO --structure S --card head.yaml "
      "--recovery " +
      file);
  CHECK(desk.run("doctor").out.find(file) != std::string::npos);
  desk.files.remove(file);
  CHECK(desk.run("doctor").out.find(file) == std::string::npos);
}

TEST_CASE("a clock before the vault's last change, or years after it, is told") {
  Desk desk;
  desk.now = "2026-01-05T07:54:59Z";  // staff and directory are of 8:00
  CHECK(desk.level("clock-behind") == "wrong");
  desk.now = "2026-01-05T07:55:00Z";
  CHECK(desk.level("clock-behind") == "");
  desk.now = "2040-01-01T00:00:00Z";
  CHECK(desk.level("clock-ahead") == "warning");
}

TEST_CASE("a key file that is missing, open to others or in the vault is told") {
  Desk desk;
  desk.environment["POS_IDENTITY"] = "/t/none";
  CHECK(desk.level("identity-missing") == "wrong");
  desk.environment["POS_IDENTITY"] = "";
  CHECK(desk.level("identity-none") == "note");
  desk.environment.erase("POS_IDENTITY");
  desk.files.set_mode("/t/keys/amaiga.key", 0640);
  CHECK(desk.level("identity-permissions") == "wrong");
  desk.files.put("/t/vault/amaiga.key", desk.files.read("/t/keys/amaiga.key").value());
  desk.environment["POS_IDENTITY"] = "/t/vault/amaiga.key";
  CHECK(desk.level("identity-in-vault") == "wrong");
}

TEST_CASE("doctor asks for no passphrase where nobody can give it, and says what stays unknown") {
  Desk desk;
  const SecretBytes passphrase(bytes_of("canari"));
  write_identity_file(desk.files, "/t/keys/closed.key", desk.user.identity, &passphrase,
                      time_at("2026-01-05T08:00:00Z"));
  desk.environment["POS_IDENTITY"] = "/t/keys/closed.key";
  CHECK(desk.level("identity-closed") == "note");
  desk.environment["POS_IDENTITY"] = "/t/keys/stranger.key";
  CHECK(desk.level("identity-unusable") == "wrong");
}

TEST_CASE("a person who has left and is still in a group is named until a member has acted") {
  Desk desk;
  REQUIRE(desk.run("people retire bsidibe").code == 0);
  desk.now = "2026-03-03T09:00:00Z";
  const auto found = desk.look();
  REQUIRE(found.contains("removal-pending"));
  CHECK(found.find("removal-pending")->second.hint.find("pos group remove statistics bsidibe") !=
        std::string::npos);
}

TEST_CASE("a supervisor who does not count, and a manager without one, are named") {
  Desk desk;
  REQUIRE(desk.run("people set adiarra --supervisor ssidibe").code == 0);
  const auto found = desk.look();
  CHECK(found.count("supervisor-not-counting") == 1);
  CHECK(found.find("supervisor-not-counting")->second.message.find("ssidibe") != std::string::npos);
}

TEST_CASE("a supervisor who is none any more is named with the manager who needs another") {
  Desk desk;
  REQUIRE(desk.run("people retire mkone --last-day 2026-03-01 --yes").code == 0);
  desk.now = "2026-03-03T09:00:00Z";
  const auto found = desk.look();
  REQUIRE(found.contains("supervisor-none"));
  CHECK(found.count("supervisor-not-counting") == 0);
  const Finding& first = found.find("supervisor-none")->second;
  CHECK(first.message.find("mkone") != std::string::npos);
  CHECK(first.hint.find("pos people set") != std::string::npos);
}

TEST_CASE("a document that is not believed is left to check") {
  Desk desk;
  desk.files.put("/t/vault/people/new.yaml", "no document\n");
  CHECK(desk.level("documents") == "wrong");
}

TEST_CASE("copies of synchronisers, parts and temporaries that wait are counted") {
  Desk desk;
  const std::string card = desk.files.read("/t/vault/people/adiarra.yaml").value();
  desk.files.put("/t/vault/people/adiarra.sync-conflict-20260301-101500-ABCDEFG.yaml", card);
  desk.files.put("/t/vault/people/.adiarra.yaml.0123456789abcdef.tmp", "half");
  const auto found = desk.look();
  CHECK(found.count("parts-waiting") == 1);
  CHECK(found.find("parts-waiting")->second.message.ends_with(": 1"));
  CHECK(found.count("temporaries") == 1);
}

TEST_CASE("a vault that other users can see is told, unless its top folder is closed") {
  Desk desk;
  desk.files.set_mode("/t/vault/people/adiarra.yaml", 0644);
  CHECK(desk.level("vault-permissions") == "");
  desk.files.set_mode("/t/vault", 0755);
  CHECK(desk.level("vault-permissions") == "warning");
}

TEST_CASE("a clone in git without the merge driver or the attributes is told") {
  Desk desk;
  desk.files.put("/t/vault/.git/config", "[core]\n\tbare = false\n");
  CHECK(desk.level("git-merge-driver") == "warning");
  desk.files.put("/t/vault/.git/config", "[merge \"pos\"]\n\tdriver = pos merge %A %O %B %P\n");
  CHECK(desk.level("git-merge-driver") == "");
  desk.files.put("/t/vault/.git/config", "");
  desk.files.put("/home/amaiga/.gitconfig", "[merge \"pos\"]\n\tdriver = pos merge %A %O %B %P\n");
  CHECK(desk.level("git-merge-driver") == "");
  CHECK(desk.level("git-attributes") == "");
  desk.files.put("/t/vault/.gitattributes", "* text=auto\n");
  CHECK(desk.level("git-attributes") == "wrong");
}

TEST_CASE("little room on the disk is told, very little is wrong") {
  Desk desk;
  desk.free_space["/t/vault"] = 500U << 20;
  CHECK(desk.level("disk-space") == "");
  desk.free_space["/t/vault"] = (500U << 20) - 1;
  CHECK(desk.level("disk-space") == "warning");
  desk.free_space["/t/vault"] = (50U << 20) - 1;
  CHECK(desk.level("disk-space") == "wrong");
}

TEST_CASE("a vault on a stick's or a network's file system is told what that does not keep") {
  Desk desk;
  const auto mounted = [&](const std::string& line) {
    desk.files.put("/proc/self/mounts", "/dev/sda1 / ext4 rw 0 0\n" + line + "\n");
    return desk.level("file-system");
  };
  CHECK(mounted("") == "");
  CHECK(mounted("/dev/sdb1 /t vfat rw 0 0") == "warning");
  CHECK(mounted("/dev/sdb1 /t/vault exfat rw 0 0") == "warning");
  CHECK(mounted("server:/x /t nfs4 rw 0 0") == "warning");
  CHECK(mounted("sshfs /t fuse.sshfs rw 0 0") == "warning");
  CHECK(mounted("/dev/sdb1 /t/vau vfat rw 0 0") == "");
  CHECK(mounted("/dev/sdb1 /t vfat rw 0 0\n/dev/sdc1 /t btrfs rw 0 0") == "");
  desk.files.put("/proc/self/mounts", "/dev/sdb1 /t\\040x vfat rw 0 0\n");
  CHECK(desk.level("file-system") == "");
}

TEST_CASE("swap that is not encrypted is told") {
  Desk desk;
  const std::string heading = "Filename\tType\tSize\tUsed\tPriority\n";
  const auto swap = [&](const std::string& line) {
    desk.files.put("/proc/swaps", heading + line + "\n");
    return desk.level("swap-plain");
  };
  desk.files.put("/sys/block/dm-0/dm/uuid", "CRYPT-PLAIN-cryptswap\n");
  desk.files.put("/sys/block/dm-0/dm/name", "cryptswap\n");
  desk.files.put("/sys/block/dm-1/dm/uuid", "LVM-0123\n");
  desk.files.put("/sys/block/dm-1/dm/name", "root\n");
  desk.files.put("/proc/self/mounts",
                 "/dev/mapper/cryptswap /safe ext4 rw 0 0\n"
                 "/dev/mapper/root / ext4 rw 0 0\n");
  CHECK(swap("") == "");
  CHECK(swap("/dev/dm-0 partition 1 0 -2") == "");
  CHECK(swap("/dev/mapper/cryptswap partition 1 0 -2") == "");
  CHECK(swap("/dev/zram0 partition 1 0 -2") == "");
  CHECK(swap("/safe/swapfile file 1 0 -2") == "");
  CHECK(swap("/dev/sda2 partition 1 0 -2") == "warning");
  CHECK(swap("/dev/dm-1 partition 1 0 -2") == "warning");
  CHECK(swap("/swapfile file 1 0 -2") == "warning");
}

TEST_CASE("rules and forms that cannot be used are told, and a later edition") {
  Desk desk;
  const std::string rules = std::string(kSchemasFolder) + "/rules/";
  desk.files.put(rules + "pos-2031.01.yaml", "later");
  CHECK(desk.level("edition-later") == "note");
  desk.files.put(rules + "pos-2020.08.yaml", "broken");
  CHECK(desk.level("edition-unusable") == "wrong");
  desk.files.put(std::string(kSchemasFolder) + "/forms/5.A.yaml", "broken");
  CHECK(desk.level("form-unusable") == "wrong");
}

TEST_CASE(
    "identities on a medium that is not there are told, and no vault is an error of its own") {
  Desk desk;
  desk.files.put("/home/amaiga/.config/pos/config.yaml", "identities_path: /media/names\n");
  CHECK(desk.level("identities-not-mounted") == "note");
  desk.environment["POS_VAULT"] = "/t/none";
  CHECK(desk.run("doctor").code == 10);
}

}  // namespace pos::test
