// Writing when the disk, another process or the machine stands in the way: what was saved stays,
// what was not reported leaves no harm, and the next command goes on.
#include <doctest/doctest.h>

#include "support/forwarding_file_system.h"
#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

using Words = std::vector<std::string>;

/// The girl's plan stands and waits for the supervisor.
TwoChildren with_plan() {
  TwoChildren office = two_children();
  office.now = "2026-04-20T15:00:00Z";
  office.get("assess " + office.girl + " --from examples/cases/hawa/2.A.yaml");
  office.now = "2026-04-27T10:00:00Z";
  office.get("plan " + office.girl + " --from examples/cases/hawa/3.A.yaml");
  office.now = "2026-04-29T10:00:00Z";
  return office;
}

const TwoChildren& planned() {
  static const TwoChildren office = with_plan();
  return office;
}

struct Step {
  const char* name;
  const char* person;
  Words words;
};

std::vector<Step> steps() {
  const std::string girl = planned().girl;
  return {{"register", "adiarra", {"register", "--from", "boy.yaml"}},
          {"record", "adiarra", {"record", girl, "1.A", "--from", "examples/cases/hawa/1.A.yaml"}},
          {"plan --validate", "mkone", {"plan", girl, "--validate"}}};
}

std::size_t entries_of(TwoChildren& office, const std::string& id) {
  const Outcome outcome = office.run_on(office.files, {"history", id, "--format", "json"});
  REQUIRE_MESSAGE(outcome.code == 0, outcome.err);
  return at(read_json(outcome.out), "items")->items.size();
}

/// Every case that could be read before still can, with all its entries, and what is wrong by the
/// files is nothing but leftovers that the next command mends.
void check_nothing_lost(TwoChildren& office) {
  office.person = "adiarra";
  CHECK(entries_of(office, office.girl) >= 4);
  CHECK(entries_of(office, office.boy) >= 1);
  const Outcome check = office.run_on(office.files, {"check", "--read-data"});
  CHECK_MESSAGE(check.code == 0, check.out);
  const Outcome list = office.run_on(office.files, {"list", "--format", "json"});
  CHECK_MESSAGE(list.code == 0, list.err);
}

/// The next command of the same person on the same case completes what was begun.
void check_next_command(TwoChildren& office, const Step& step) {
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  office.person = step.person;
  const Outcome again = office.run_on(office.files, step.words);
  // Broken off after the entry was there: a plan is validated once.
  const bool done = again.err.find("validated already") != std::string::npos;
  CHECK_MESSAGE((again.code == 0 || done), again.err);
  check_nothing_lost(office);
}

/// The lock that another process would hold while it changes the case.
std::unique_ptr<FileLock> lock_of(TwoChildren& office, const std::string& id) {
  const VaultPlace place{kVaultFolder, "/home/.local/state/pos/locks", "", 0};
  return Vault::open(office.files, place).lock_case(CaseId::parse(id).value());
}

int changing_calls(const Step& step) {
  TwoChildren office = planned();
  office.person = step.person;
  FaultyFileSystem disk(office.files, 0, Fault::Refused);
  REQUIRE(office.run_on(disk, step.words).code == 0);
  return disk.calls();
}

void check_each_failure(Fault fault) {
  for (const Step& step : steps()) {
    const int calls = changing_calls(step);
    CHECK(calls > 6);
    for (int n = 1; n <= calls; ++n) {
      CAPTURE(step.name);
      CAPTURE(n);
      TwoChildren office = planned();
      office.person = step.person;
      const auto before = office.vault();
      FaultyFileSystem disk(office.files, n, fault);
      const Outcome failed = office.run_on(disk, step.words);
      CHECK(failed.code == 16);
      CHECK(failed.out == "");
      CHECK(failed.err.find("no space left on the disk") != std::string::npos);
      for (const auto& [path, bytes] : before) {
        CHECK(office.files.status(path).has_value());
      }
      check_nothing_lost(office);
      check_next_command(office, step);
    }
  }
}

}  // namespace

TEST_CASE("a disk that fails at any call of a write loses nothing and leaves nothing unreadable") {
  check_each_failure(Fault::Refused);
}

TEST_CASE("a kill at any call of a write loses nothing and leaves nothing unreadable") {
  check_each_failure(Fault::Killed);
}

TEST_CASE("what was reported as saved is there when the very next write is killed") {
  TwoChildren office = planned();
  const std::string entry =
      office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  FaultyFileSystem disk(office.files, 2, Fault::Killed);
  CHECK(
      office.run_on(disk, {"record", office.girl, "1.A", "--from", "examples/cases/hawa/1.A.yaml"})
          .code == 16);
  CHECK(office.get("history " + office.girl).find(entry) != std::string::npos);
}

TEST_CASE("a read-only vault is read, and refuses a write with nothing changed") {
  TwoChildren office = planned();
  const auto before = office.vault();
  ReadOnlyFileSystem disk(office.files, kVaultFolder);
  for (const Step& step : steps()) {
    CAPTURE(step.name);
    office.person = step.person;
    const Outcome outcome = office.run_on(disk, step.words);
    CHECK(outcome.code == 16);
    CHECK(outcome.err.find("read-only file system") != std::string::npos);
    CHECK(office.run_on(disk, {"show", office.girl}).code == 0);
    CHECK(office.run_on(disk, {"list"}).code == 0);
    CHECK(office.run_on(disk, {"due"}).code == 0);
  }
  // Names are not shown where the reading cannot be put on record.
  office.person = "mkone";
  const Outcome names = office.run_on(disk, {"show", office.girl, "--names"});
  CHECK(names.code == 16);
  CHECK(names.out == "");
  CHECK(office.vault() == before);
}

TEST_CASE(
    "a case in use by another process is refused after the time to wait, and read meanwhile") {
  TwoChildren office = planned();
  for (const Step& step : steps()) {
    if (step.words.front() == "register") {
      continue;  // nobody else can have the case yet
    }
    office.person = step.person;
    const auto held = lock_of(office, office.girl);
    Words words = step.words;
    words.insert(words.end(), {"--lock-timeout", "0"});
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 11);
    CHECK(office.run("show " + office.girl).code == 0);
    CHECK(office.run("list").code == 0);
  }
  office.person = "adiarra";
  office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
}

TEST_CASE("a dry run shows the entry and writes nothing") {
  TwoChildren office = planned();
  const auto before = office.vault();
  for (const Step& step : steps()) {
    CAPTURE(step.name);
    office.person = step.person;
    Words words = step.words;
    words.push_back("--dry-run");
    const Outcome outcome = office.run(words);
    CHECK(outcome.code == 0);
    CHECK(outcome.out.find("signature: ") != std::string::npos);
    CHECK(office.vault() == before);
  }
}

TEST_CASE("show and due open each file at most once") {
  TwoChildren office = planned();
  for (const Words& words : std::vector<Words>{{"show", office.girl},
                                               {"show", office.girl, "--names"},
                                               {"due"},
                                               {"due", "--case", office.girl},
                                               {"list"},
                                               {"history", office.girl},
                                               {"report", "--month", "2026-04"},
                                               {"due", "--office"}}) {
    CAPTURE(words.front());
    CountingFileSystem disk(office.files);
    office.person = "adiarra";
    CHECK(office.run_on(disk, words).code == 0);
    CHECK(disk.reads.size() > 5);
    for (const auto& read : disk.reads) {
      CAPTURE(read.first);
      CHECK(read.second == 1);
    }
  }
}

TEST_CASE("show reads the one case, due the facts alone") {
  TwoChildren office = planned();
  CountingFileSystem shown(office.files);
  office.run_on(shown, {"show", office.girl});
  CHECK(shown.reads.contains(office.case_file(office.girl)));
  CHECK_FALSE(shown.reads.contains(office.identity_file(office.girl)));
  CHECK_FALSE(shown.reads.contains(office.case_file(office.boy)));
  CHECK_FALSE(shown.reads.contains(office.facts_file(office.boy)));
  CountingFileSystem due(office.files);
  office.run_on(due, {"due"});
  CHECK(due.reads.contains(office.facts_file(office.girl)));
  CHECK(due.reads.contains(office.facts_file(office.boy)));
  CHECK_FALSE(due.reads.contains(office.case_file(office.girl)));
  CHECK_FALSE(due.reads.contains(office.identity_file(office.girl)));
}

}  // namespace pos::test
