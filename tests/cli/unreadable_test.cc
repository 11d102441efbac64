// One file that the disk does not give, or that would grow too large: it is named, and everything
// else goes on.
#include <doctest/doctest.h>

#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/remembering.h"
#include "support/replica.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

/// A disk with one file on a bad sector, or a pipe or link in its place: every reading fails.
class BadSector final : public ForwardingFileSystem {
 public:
  BadSector(FileSystem& files, std::string path, ErrorCode code = ErrorCode::Io)
      : ForwardingFileSystem(files), path_(std::move(path)), code_(code) {}
  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    if (path == path_ && --good_readings < 0) {
      throw Error(code_, {"lecture impossible", "cannot read"}, {}, {path, 0, {}});
    }
    return files_.read(path, limit);
  }

  int good_readings = 0;  ///< before the first that fails

 private:
  std::string path_;
  ErrorCode code_;  ///< Integrity: over the limit
};

/// What `list` shows to adiarra.
std::string listed(TwoChildren& office, FileSystem& disk) {
  return office.run_on(disk, {"list"}).out;
}

/// The same words, and the girl's journal cannot be read.
Outcome with_bad_journal(TwoChildren& office, const std::vector<std::string>& words) {
  BadSector disk(office.files, office.case_file(office.girl));
  return office.run_on(disk, words);
}

}  // namespace

TEST_CASE("a backup leaves out a case file that cannot be read, and copies the rest") {
  TwoChildren office = two_children();
  office.files.make_folders("/t/stick");
  const Outcome outcome = with_bad_journal(office, {"backup", "/t/stick", "--format", "json"});
  CHECK(outcome.code == 3);
  const Value document = read_json(outcome.out);
  CHECK(at(document, "left_out")->items.size() == 1);
  CHECK(told(at(document, "left_out")->items.front(), "file") ==
        "cases/2026/" + office.girl + ".yaml.age");
  const std::string copy = told(document, "folder") + "/vault/";
  CHECK(office.files.read(copy + "facts/2026/" + office.girl + ".yaml.age"));
  CHECK(office.files.read(copy + "cases/2026/" + office.boy + ".yaml.age"));
}

TEST_CASE("a check names a file that cannot be read, and calls nothing lost by it") {
  TwoChildren office = two_children();
  office.get("check --read-data");
  for (const std::string& file : {office.case_file(office.girl), office.facts_file(office.girl),
                                  office.identity_file(office.girl)}) {
    CAPTURE(file);
    BadSector disk(office.files, file);
    const Outcome outcome = office.run_on(disk, {"check", "--read-data", "--format", "json"});
    CHECK(outcome.code == 13);
    const Value report = read_json(outcome.out);
    std::string kinds;
    for (const Value& item : at(report, "items")->items) {
      kinds += told(item, "kind") + " ";
    }
    CHECK(kinds == "unreadable ");
  }
}

TEST_CASE("a merge leaves a case that cannot be read as it is, names it and merges the others") {
  TwoChildren ours = two_children();
  TwoChildren theirs = two_children();
  theirs.now = "2026-04-16T08:00:00Z";
  const std::string of_boy = theirs.get(visit(theirs.boy));
  theirs.get(visit(theirs.girl));
  const auto before = ours.vault();
  Outcome outcome;
  SUBCASE("from a stick") {
    for (const auto& [path, bytes] : theirs.vault()) {
      ours.files.put("/t/stick" + path, bytes);
    }
    outcome = with_bad_journal(ours, {"merge", "--from", "/t/stick" + std::string(kVaultFolder)});
  }
  SUBCASE("of copies that lie beside") {
    bring(ours, theirs, "20260416-090000");
    outcome = with_bad_journal(ours, {"merge", "--conflicts"});
  }
  CHECK_MESSAGE(outcome.code == 13, outcome.err);
  CHECK(says(outcome.out, "cases/2026/" + ours.girl));
  CHECK(ours.bytes(ours.case_file(ours.girl)) == before.at(ours.case_file(ours.girl)));
  CHECK(ours.bytes(ours.facts_file(ours.girl)) == before.at(ours.facts_file(ours.girl)));
  CHECK(says(ours.get("history " + ours.boy), of_boy));
}

TEST_CASE("a merge leaves a case that is too large as it is, names it and merges the others") {
  TwoChildren ours = two_children();
  TwoChildren theirs = two_children();
  theirs.now = "2026-04-16T08:00:00Z";
  const std::string of_boy = theirs.get(visit(theirs.boy));
  bring(ours, theirs, "20260416-090000");
  BadSector disk(ours.files, ours.case_file(ours.girl), ErrorCode::Integrity);
  const Outcome outcome = ours.run_on(disk, {"merge", "--conflicts"});
  CHECK(outcome.code == 13);
  CHECK(says(outcome.out, "cases/2026/" + ours.girl));
  CHECK(says(ours.get("history " + ours.boy), of_boy));
}

TEST_CASE("a file of a vault over 16 MiB is damage, whatever it is and whoever meets it") {
  const TwoChildren whole = two_children();
  const std::string card = std::string(kVaultFolder) + "/people/adiarra.yaml";
  const std::string office_file = std::string(kVaultFolder) + "/pos.yaml";
  const std::vector<std::pair<std::string, std::vector<std::string>>> rows = {
      {whole.case_file(whole.girl), {"show", "history", "record"}},
      {whole.facts_file(whole.girl), {"record", "check"}},
      {whole.identity_file(whole.girl), {"show --names", "check"}},
      {card, {"list", "record", "check"}},
      {office_file, {"list", "show", "record", "check", "people list"}}};
  const std::map<std::string, std::string> commands = {
      {"show", "show " + whole.girl},
      {"show --names", "show --names " + whole.girl},
      {"history", "history " + whole.girl},
      {"record", visit(whole.girl)},
      {"check", "check --read-data"}};
  for (const auto& [file, words] : rows) {
    TwoChildren office = whole;
    office.files.put(file, office.bytes(file) + std::string(16U << 20, '\n'));
    for (const std::string& command : words) {
      const auto found = commands.find(command);
      const Outcome outcome = office.run(found == commands.end() ? command : found->second);
      CHECK_MESSAGE(outcome.code == 13, command, outcome.err);
      CHECK(says(outcome.out + outcome.err, "too large"));
    }
  }
}

TEST_CASE("a repair goes on past a case that cannot be read") {
  TwoChildren office = two_children();
  const std::string facts = office.facts_file(office.boy);
  office.files.put(facts, office.bytes(facts).substr(0, 400));
  const Outcome outcome = with_bad_journal(office, {"check", "--repair", "--yes"});
  CHECK(outcome.code == 13);
  CHECK(says(outcome.out, "cases/2026/" + office.girl));
  CHECK(says(outcome.out, "facts/2026/" + office.boy + ".yaml.age: rebuilt"));
  office.check_vault();
}

TEST_CASE("a repair writes no facts over a file that cannot be read") {
  TwoChildren office = two_children();
  const std::string facts = office.facts_file(office.girl);
  const std::string before = office.bytes(facts);
  BadSector disk(office.files, facts);
  const Outcome outcome = office.run_on(disk, {"check", "--repair", "--yes"});
  CHECK(outcome.code == 13);
  CHECK(says(outcome.out, "cannot read [left]"));
  CHECK(office.bytes(facts) == before);
}

TEST_CASE("a hand-over of all cases goes on past one that cannot be read, and names it") {
  TwoChildren office = two_children();
  office.person = "mkone";
  // Listings read the facts; the names are read only to be sealed anew.
  BadSector disk(office.files, office.identity_file(office.girl));
  const Outcome outcome =
      office.run_on(disk, {"assign", "--from", "adiarra", "--to", "ktraore", "--all"});
  CHECK(outcome.code == 3);
  CHECK(says(outcome.err, office.girl));
  office.person = "ktraore";
  CHECK(says(listed(office, office.files), office.boy));
}

TEST_CASE("a disk that takes nothing still ends a hand-over of all cases") {
  TwoChildren office = two_children();
  office.person = "mkone";
  FaultyFileSystem disk(office.files, 1, Fault::Stopped);
  CHECK(office.run_on(disk, {"assign", "--from", "adiarra", "--to", "ktraore", "--all"}).code ==
        16);
}

TEST_CASE("what lies beside a card and cannot be read is told, and stops nobody") {
  TwoChildren office = two_children();
  const std::string part = std::string(kVaultFolder) + "/people/adiarra (1).yaml";
  office.files.put(part, "");
  BadSector disk(office.files, part);
  CHECK(says(listed(office, disk), office.girl));
  CHECK(office.run_on(disk, {"merge", "--conflicts"}).code == 13);
  const Outcome check = office.run_on(disk, {"check"});
  CHECK(check.code == 13);
  CHECK(says(check.out, "people/adiarra (1).yaml"));
}

TEST_CASE("a card that cannot be read is named, stops no reading, and nothing is sealed by it") {
  TwoChildren office = two_children();
  office.files.make_folders("/t/stick");
  BadSector disk(office.files, std::string(kVaultFolder) + "/people/ktraore.yaml");
  CHECK(says(listed(office, disk), office.girl));
  const Outcome check = office.run_on(disk, {"check"});
  CHECK(check.code == 13);
  CHECK(says(check.out, "people/ktraore.yaml"));
  const Outcome backup = office.run_on(disk, {"backup", "/t/stick"});
  CHECK(backup.code == 3);
  CHECK(says(backup.out + backup.err, "people/ktraore.yaml"));
  forget(office);
  const Outcome written = office.run_on(disk, cut_words(visit(office.girl)));
  CHECK(written.code == 16);
  CHECK(says(written.err, "people/ktraore.yaml"));
}

TEST_CASE("a group that cannot be read the next time is a failure of the disk, at any reading") {
  for (int readings = 1; readings <= 12; ++readings) {
    CAPTURE(readings);
    TwoChildren office = two_children();
    const auto before = office.vault();
    BadSector disk(office.files, std::string(kVaultFolder) + "/groups/team-enfance.yaml");
    disk.good_readings = readings;
    const Outcome outcome = office.run_on(
        disk, {"group", "remove", "team-enfance", "mkone", "--recovery", "/t/recovery.key"});
    CHECK((outcome.code == 16 || outcome.code == 0));
    CHECK((outcome.code == 0 || office.vault() == before));
  }
}

TEST_CASE("one's own card on a bad sector is a failure of the disk") {
  TwoChildren office = two_children();
  BadSector disk(office.files, std::string(kVaultFolder) + "/people/adiarra.yaml");
  const Outcome outcome = office.run_on(disk, {"due"});
  CHECK(outcome.code == 16);
  CHECK(says(outcome.err, "people/adiarra.yaml: cannot read"));
}

TEST_CASE("a service that cannot be read is named beside what fails for want of it") {
  TwoChildren office = two_children();
  office.person = "mkone";
  office.get("directory add NEW --from examples/directory/CSREF-C5.yaml");
  BadSector disk(office.files, std::string(kVaultFolder) + "/directory/NEW.yaml");
  const Outcome outcome =
      office.run_on(disk, {"directory", "edit", "NEW", "--verified", "--confirm"});
  CHECK(outcome.code == 16);
  CHECK(says(outcome.err, "directory/NEW.yaml: cannot read"));
  CHECK_FALSE(says(outcome.err, "gone"));
}

TEST_CASE("a name of a file that is no UTF-8, or moves a terminal's cursor, is told in escapes") {
  TwoChildren office = two_children();
  office.files.put(std::string(kVaultFolder) + "/people/caf\xE9\n\x1B[2J.yaml", "x");
  const Outcome text = office.run_on(office.files, {"check"});
  CHECK(says(text.out, "people/caf\\xe9\\x0a\\x1b[2J.yaml: "));
  const Outcome json = office.run_on(office.files, {"check", "--format", "json"});
  CHECK(says(json.out, "people/caf\\\\xe9\\\\x0a\\\\x1b[2J.yaml"));
}

TEST_CASE("the time to wait for a lock is not negative") {
  TwoChildren office = two_children();
  CHECK(office.run("list --lock-timeout -1").code == 2);
  CHECK(office.run("list --lock-timeout 0").code == 0);
}

}  // namespace pos::test
