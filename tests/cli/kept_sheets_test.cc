#include <doctest/doctest.h>

#include <algorithm>

#include "storage/sheet_file.h"
#include "storage/vault_change.h"
#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/replica.h"

namespace pos::test {
namespace {

constexpr const char* kReports = "/t/vault/reports/2026-02/";

/// The statistics officer's office in March, with the sheet of February kept.
CommandLine keeping_office() {
  CommandLine office;
  office.person = "bsidibe";
  office.get("report --month 2026-02 --save");
  return office;
}

std::vector<std::string> sheet_paths(CommandLine& office) {
  std::vector<std::string> paths;
  for (const auto& [path, bytes] : office.vault()) {
    if (path.starts_with(kReports)) {
      paths.push_back(path);
    }
  }
  return paths;
}

/// The document of a sealed sheet, as that person's own key opens it; nullopt where it does not.
std::optional<Stream> sheet_opened_by(CommandLine& office, const std::string& path,
                                      const std::string& code) {
  const TestPerson person = staff_member(code);
  return open_sheet(office.files.read(path).value(), std::span(&person.identity, 1), path);
}

/// A disk that gives no sheet.
class NoSheets final : public ForwardingFileSystem {
 public:
  using ForwardingFileSystem::ForwardingFileSystem;
  std::optional<std::string> read(const std::string& path, std::uint64_t limit) override {
    if (path.find("/reports/") != std::string::npos) {
      throw Error(ErrorCode::Io, {"lecture impossible", "cannot read"}, {}, {path, 0, {}});
    }
    return files_.read(path, limit);
  }
};

}  // namespace

TEST_CASE("a sheet that the disk does not give is no unknown sheet, and no earlier state of it") {
  CommandLine office = keeping_office();
  office.get("report --month 2026-01 --save");
  office.now = "2026-03-03T09:00:00Z";
  office.get("report deposit 2026-01/DRPFEF-BKO");
  NoSheets disk(office.files);
  for (const char* sheet : {"2026-01/DRPFEF-BKO", "2026-02/DRPFEF-BKO"}) {
    CAPTURE(sheet);
    const Outcome outcome = office.run_on(disk, {"report", "deposit", sheet});
    CHECK(outcome.code == 16);
    CHECK(says(outcome.err, sheet));
    CHECK(says(outcome.err, "cannot read"));
  }
  CHECK(office.run("report deposit 2026-09/DRPFEF-BKO").code == 5);
  CHECK(office.run_on(disk, {"report", "--month", "2025-12", "--save"}).code == 0);
}

TEST_CASE("a copy of the vault takes over the sheets of another one, its own as they are") {
  CommandLine one = keeping_office();
  CommandLine other = one;
  other.now = "2026-03-03T09:00:00Z";
  other.get("report deposit 2026-02/DRPFEF-BKO");
  other.get("report --month 2026-02 --save --share");
  for (const auto& [path, bytes] : other.vault()) {
    one.files.put("/t/stick/vault" + path.substr(std::string(kVaultFolder).size()), bytes);
  }
  one.now = "2026-03-04T09:00:00Z";
  CHECK(one.run("merge --from /t/stick/vault").code == 0);
  CHECK(sheet_paths(one).size() == 3);
  CHECK(says(one.get("report list --format json"), R"("state":"deposited")"));
  CHECK(says(one.get("report list --format json"), R"("shared":true)"));
  CHECK(one.run("check --read-data").code == 0);
}

TEST_CASE("a sheet that somebody altered, moved or signed without the right is not believed") {
  CommandLine office = keeping_office();
  office.get("report --month 2026-02 --save --share");
  const std::vector<std::string> paths = sheet_paths(office);
  const auto plain = std::find_if(paths.begin(), paths.end(),
                                  [](const std::string& path) { return path.ends_with(".yaml"); });
  REQUIRE(plain != paths.end());
  const std::string bytes = office.files.read(*plain).value();
  const auto refused = [&](const std::string& path, const std::string& altered) {
    CommandLine copy = office;
    copy.files.put(path, altered);
    const Outcome outcome = copy.run("check --format json");
    return outcome.code == 13 && says(outcome.out, "not_believed");
  };
  std::string altered = bytes;
  altered.replace(altered.find("unreadable: 0"), 13, "unreadable: 7");
  CHECK(refused(*plain, altered));
  std::string moved = *plain;
  moved.replace(moved.find("2026-02/"), 7, "2026-01");
  CHECK(refused(moved, bytes));
  std::string renamed = *plain;
  renamed.replace(renamed.find("DRPFEF-BKO"), 10, "DRPFEF-SEG");
  CHECK(refused(renamed, bytes));
}

TEST_CASE("a deposited sheet opens to the structure that receives it, and to no case manager") {
  CommandLine office = keeping_office();
  office.now = "2026-03-03T09:00:00Z";
  const TestPerson receiver = staff_member("ssidibe");
  Vault vault = Vault::open(office.files, {kVaultFolder, "/t/locks", "", 0});
  const TestPerson supervisor = staff_member("mkone");
  set_directory_entry(
      vault, {"mkone", &supervisor.identity}, "DRDS-ES",
      Value::map({{"recipient", Value::text(to_string(receiver.identity.recipient()))}}),
      parse_instant("2026-03-02T09:00:00Z").value());
  const std::string file = std::string(kVaultFolder) + "/" +
                           office.get("report deposit 2026-02/DRPFEF-BKO --to DRDS-ES");
  REQUIRE(sheet_opened_by(office, file, "ssidibe"));
  CHECK(sheet_opened_by(office, file, "ssidibe")->documents.size() == 1);
  CHECK_FALSE(sheet_opened_by(office, file, "adiarra"));
  CHECK_FALSE(sheet_opened_by(office, sheet_paths(office).front(), "ssidibe"));
  // Added up from the file alone, as the receiver would.
  CHECK(says(office.get("report merge " + file + " --level region --format json"),
             R"("structures":["DRPFEF-BKO"])"));
}

TEST_CASE("sheets are sealed anew to a new recovery key, and only then") {
  CommandLine office = keeping_office();
  const std::string path = sheet_paths(office).front();
  const std::string before = office.files.read(path).value();
  office.get("rekey");
  CHECK(office.files.read(path).value() == before);
  office.person = "amaiga";
  office.get("group rotate recovery --recovery /t/recovery.key --new-recovery /t/fresh.key");
  CHECK(office.files.read(path).value() != before);
  const std::vector<Identity> fresh = parse_identities(office.files.read("/t/fresh.key").value());
  CHECK(open_sheet(office.files.read(path).value(), fresh, path));
  office.person = "bsidibe";
  CHECK(says(office.get("report list"), "2026-02/DRPFEF-BKO"));
  CHECK(office.run("check --read-data").code == 0);
}

}  // namespace pos::test
