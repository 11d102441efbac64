// Writing when the disk or another process stands in the way, and what is read along the way. Every
// command at every call that can fail: faults_test, power_cut_test.
#include <doctest/doctest.h>

#include "storage/sealed_file.h"
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

/// The lock that another process would hold while it changes the case.
std::unique_ptr<FileLock> lock_of(TwoChildren& office, const std::string& id) {
  const VaultPlace place{kVaultFolder, "/home/.local/state/pos/locks", "", 0};
  return Vault::open(office.files, place).lock_case(CaseId::parse(id).value());
}

/// A synchroniser lays another version of the file there while a command writes its temporaries.
class Synchroniser final : public ForwardingFileSystem {
 public:
  Synchroniser(MemoryFileSystem& files, std::string path, std::string bytes)
      : ForwardingFileSystem(files),
        memory_(files),
        path_(std::move(path)),
        bytes_(std::move(bytes)) {}

  void write_new(const std::string& path, std::string_view bytes) override {
    ForwardingFileSystem::write_new(path, bytes);
    memory_.put(path_, bytes_);
  }

 private:
  MemoryFileSystem& memory_;
  std::string path_, bytes_;
};

}  // namespace

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

TEST_CASE("a case that changed while a command read it is not written over") {
  TwoChildren theirs = planned();
  const Words words = {"record", theirs.girl, "1.A", "--from", "examples/cases/hawa/1.A.yaml"};
  theirs.person = "adiarra";
  const std::string entry =
      theirs.get("record " + theirs.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
  for (const std::string& changed :
       {theirs.case_file(theirs.girl), theirs.facts_file(theirs.girl)}) {
    CAPTURE(changed);
    TwoChildren ours = planned();
    ours.person = "adiarra";
    // The facts come with the journal they belong to.
    if (changed != theirs.case_file(theirs.girl)) {
      ours.files.put(theirs.case_file(theirs.girl), theirs.bytes(theirs.case_file(theirs.girl)));
    }
    Synchroniser disk(ours.files, changed, theirs.bytes(changed));
    const Outcome outcome = ours.run_on(disk, words);
    CHECK(outcome.code == 14);
    CHECK(outcome.err.find("try again") != std::string::npos);
    CHECK(ours.bytes(changed) == theirs.bytes(changed));
    const std::string second =
        ours.get("record " + ours.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
    const std::string history = ours.get("history " + ours.girl);
    CHECK(history.find(entry) != std::string::npos);
    CHECK(history.find(second) != std::string::npos);
    ours.check_vault();
  }
}

TEST_CASE("copies are not folded into a file that changed meanwhile, nor taken away") {
  const auto recorded_apart = [] {
    TwoChildren office = planned();
    office.person = "adiarra";
    const std::string entry =
        office.get("record " + office.girl + " 1.A --from examples/cases/hawa/1.A.yaml");
    return std::make_pair(office, entry);
  };
  auto [theirs, their_entry] = recorded_apart();
  auto [third, third_entry] = recorded_apart();
  TwoChildren ours = planned();
  ours.person = "adiarra";
  const std::string path = ours.case_file(ours.girl);
  const std::string copy =
      path.substr(0, path.find(".yaml")) + ".sync-conflict-20260501-110000-ABCDEFG.yaml.age";
  ours.files.put(copy, theirs.bytes(path));
  Synchroniser disk(ours.files, path, third.bytes(path));
  CHECK(ours.run_on(disk, {"merge", "--conflicts"}).code == 14);
  CHECK(ours.bytes(path) == third.bytes(path));
  CHECK(ours.bytes(copy) == theirs.bytes(path));
  CHECK(ours.run("merge --conflicts").code == 0);
  const std::string history = ours.get("history " + ours.girl);
  CHECK(history.find(their_entry) != std::string::npos);
  CHECK(history.find(third_entry) != std::string::npos);
}

TEST_CASE("a plain file that changed while a command read it is not written over") {
  TwoChildren theirs = planned();
  theirs.person = "mkone";
  theirs.get("directory add BPME --from examples/directory/BPME.yaml");
  const std::string path = std::string(kVaultFolder) + "/directory/BPME.yaml";
  TwoChildren ours = planned();
  ours.person = "mkone";
  Synchroniser disk(ours.files, path, theirs.bytes(path));
  const Words words = {"directory", "add", "BPME", "--from", "examples/directory/BPME.yaml"};
  CHECK(ours.run_on(disk, words).code == 14);
  CHECK(ours.bytes(path) == theirs.bytes(path));
  CHECK(ours.run(words).code == 0);
}

TEST_CASE("names that are closed to the writer stay, and new ones become a part beside them") {
  TwoChildren office = planned();
  const std::string path = office.identity_file(office.girl);
  const TestPerson manager = staff_member("adiarra");
  std::optional<Stream> names =
      open_stream(office.bytes(path), std::span(&manager.identity, 1), path);
  REQUIRE(names.has_value());
  // As in an office whose policy closes names to supervisors: manager and recovery.
  names->header.readers = {names->header.readers.front(), names->header.readers.back()};
  std::vector<std::string> documents;
  for (const Document& document : names->documents) {
    documents.push_back(document.bytes);
  }
  office.files.put(path, seal_stream(names->header, documents));
  const std::string sealed = office.bytes(path);
  office.now = "2026-09-20T10:00:00Z";
  office.files.put("review.yaml", office.bytes("examples/cases/bintou/5.B.yaml") +
                                      "review_participants: Canari Inventé\n");
  office.person = "mkone";
  office.get("review " + office.girl + " --from review.yaml");
  CHECK(office.bytes(path) == sealed);
  CHECK(office.files.list(std::string(kVaultFolder) + "/identities/2026").size() == 3);
  office.person = "adiarra";
  const std::string shown = office.get("show " + office.girl + " --names --format json");
  CHECK(told(read_json(shown), "names.name_first") == "Hawa");
  CHECK(told(read_json(shown), "names.review_participants") == "Canari Inventé");
}

TEST_CASE("names are not written where their medium is not mounted") {
  TwoChildren office = planned();
  office.person = "adiarra";
  office.files.put("/home/.config/pos/config.yaml", "identities_path: /media/stick/identities\n");
  const Outcome refused = office.run("register --from boy.yaml");
  CHECK(refused.code == 16);
  CHECK(refused.err.find("not mounted") != std::string::npos);
  CHECK_FALSE(office.files.status("/media"));
  office.files.make_folders("/media/stick/identities");
  const std::string child = office.get("register --from boy.yaml");
  CHECK(office.files.status("/media/stick/identities/2026/" + child + ".yaml.age"));
}

TEST_CASE(
    "what another command has just saved is not ahead of the clock, what is a while ahead is") {
  TwoChildren office = two_children();
  office.now = "2026-04-15T12:00:40Z";
  office.get(visit(office.girl));
  office.now = "2026-04-15T12:00:00Z";
  const std::string entry = office.get(visit(office.girl));
  const std::string history = office.get("history " + office.girl + " --format json");
  const std::size_t at = history.find(entry);
  REQUIRE(at != std::string::npos);
  CHECK(says(history.substr(at, 400), "\"recorded\":\"2026-04-15T12:00:40Z\""));
  office.check_vault();
  office.now = "2026-04-15T11:59:00Z";
  CHECK(office.run(visit(office.girl)).code == 15);
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
