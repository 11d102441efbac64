// What `pos check` shows to whom, and when it says that something is wrong.
#include <doctest/doctest.h>

#include <algorithm>

#include "support/json_reader.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

std::vector<std::string> kinds_of(const Outcome& outcome) {
  std::vector<std::string> kinds;
  const Value document = read_json(outcome.out);
  for (const Value& item : at(document, "items")->items) {
    kinds.push_back(told(item, "kind"));
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

using Kinds = std::vector<std::string>;

}  // namespace

TEST_CASE("check without --read-data needs no key") {
  TwoChildren office = two_children();
  office.environment["POS_IDENTITY"] = "";
  const Outcome outcome = office.run("check --format json");
  CHECK(outcome.code == 0);
  CHECK(std::stoi(told(read_json(outcome.out), "files")) > 20);
  CHECK(office.run("check --read-data").code == 12);
}

TEST_CASE("options of check that would go ignored are refused") {
  TwoChildren office = two_children();
  for (const char* words :
       {"--accept X --repair --yes", "--accept X --strict", "--accept X --read-data",
        "--repair --dry-run --read-data=1/7", "--yes", "--dry-run"}) {
    CAPTURE(words);
    CHECK(office.run(std::string("check ") + words).code == 2);
  }
  for (const char* words : {"--recovery /t/recovery.key", "--repair --recovery /t/recovery.key"}) {
    CAPTURE(words);
    const Outcome refused = office.run(std::string("check ") + words);
    CHECK(refused.code == 2);
    CHECK(says(refused.err, "--recovery goes only with --accept"));
  }
  CHECK(office.run("check --repair --dry-run --read-data").code == 0);
}

TEST_CASE("seven nightly sevenths read each case once, whoever runs them") {
  TwoChildren office = two_children();
  std::map<std::string, int> nights;
  for (const std::string& id : {office.girl, office.boy}) {
    std::string bytes = office.bytes(office.case_file(id));
    bytes[bytes.size() - 20] = static_cast<char>(bytes[bytes.size() - 20] ^ 1);
    office.files.put(office.case_file(id), bytes);
  }
  for (int day = 15; day < 22; ++day) {
    office.now = "2026-04-" + std::to_string(day) + "T02:00:00Z";
    office.person = day % 2 == 0 ? "adiarra" : "mkone";
    const Outcome night = office.run("check --read-data=1/7");
    for (const std::string& id : {office.girl, office.boy}) {
      const bool read = says(night.out, id);
      nights[id] += read ? 1 : 0;
      CHECK((!read || night.code == 13));
    }
  }
  CHECK(nights == std::map<std::string, int>{{office.girl, 1}, {office.boy, 1}});
  for (const char* share : {"0%", "101%", "8/7", "x", "1/0"}) {
    CHECK(office.run(std::string("check --read-data=") + share).code == 2);
  }
  CHECK(office.run("check --read-data=").code == 2);
}

TEST_CASE("a bar of progress is drawn on a terminal alone") {
  TwoChildren office = two_children();
  CHECK(office.run("check --read-data").err.empty());
  office.error_is_terminal = true;
  const Outcome outcome = office.run("check --read-data");
  CHECK(says(outcome.err, "cases ["));
  CHECK(outcome.err.ends_with("\x1b[K"));
  CHECK_FALSE(says(outcome.out, "["));
}

TEST_CASE("--strict counts what is harmless") {
  TwoChildren office = two_children();
  office.files.put(std::string(kVaultFolder) + "/cases/2026/notes.txt", "");
  CHECK(office.run("check").code == 0);
  const Outcome strict = office.run("check --strict --format json");
  CHECK(strict.code == 13);
  CHECK(kinds_of(strict) == Kinds{"stray"});
}

TEST_CASE(
    "a copy that lies under a name which nothing reads is wrong, whatever stands in its name") {
  TwoChildren office = two_children();
  const std::string vault = std::string(kVaultFolder) + "/";
  const std::string newer = [&] {
    TwoChildren laptop = office;
    laptop.get(visit(laptop.girl));
    return laptop.bytes(laptop.case_file(laptop.girl));
  }();
  for (const std::string& name :
       {office.girl + ".yaml.age (1)", office.girl + ".yaml.age.bak", office.girl + ".yaml.age~",
        office.girl + ".yaml.age.sync-conflict-20260415-101500-ABCDEFG",
        office.girl + ".YAML.AGE"}) {
    CAPTURE(name);
    TwoChildren copy = office;
    copy.files.put(vault + "cases/2026/" + name, newer);
    const Outcome check = copy.run("check --format json");
    CHECK(check.code == 13);
    CHECK(kinds_of(check) == Kinds{"stray"});
    CHECK(says(check.out, "pos check --repair"));
    CHECK(copy.run_on(copy.files, {"check", "--repair", "--yes"}).code == 0);
    CHECK(says(copy.get("history " + copy.girl), "1.A"));
  }
  for (const auto& [from, to] : std::map<std::string, std::string>{
           {"pos.yaml", "pos-LAPTOP.yaml"}, {"people/mkone.yaml", "people/mkone.yaml.bak"}}) {
    TwoChildren copy = office;
    copy.files.put(vault + to, copy.bytes(vault + from));
    const Outcome check = copy.run("check --format json");
    CHECK(check.code == 13);
    CHECK(kinds_of(check) == Kinds{"stray"});
    CHECK(says(check.out, "pos.copy.yaml"));
  }
  office.files.put(vault + "cases/2026 (1)/" + office.girl + ".yaml.age", newer);
  CHECK(kinds_of(office.run("check --format json")) == Kinds{"stray", "stray"});
}

TEST_CASE("--strict finds nothing in an office that went by the procedures") {
  TwoChildren office = two_children();
  const Outcome outcome = office.run("check --strict --read-data");
  CHECK_MESSAGE(outcome.code == 0, outcome.out);
}

TEST_CASE("--strict tells of cases what is missing or contradictory, and no answer") {
  TwoChildren office = two_children();
  // Saved without its required answers, as the procedures allow in an emergency.
  office.files.put("urgent.yaml",
                   "emergency_kinds: [medical]\nemergency_started_at: 2026-04-15T09:00:00Z\n");
  for (int i = 0; i < 2; ++i) {
    const Outcome saved = office.run("record " + office.boy + " 1.U --from urgent.yaml");
    REQUIRE_MESSAGE(saved.code == 0, saved.err);
  }
  CHECK(office.run("check --read-data").code == 0);
  const Outcome strict = office.run("check --strict --read-data --format json");
  CHECK(strict.code == 13);
  const Kinds kinds = kinds_of(strict);
  CHECK(std::count(kinds.begin(), kinds.end(), "emergency") == 1);
  CHECK(says(strict.out, "cases/2026/" + office.boy));
}

TEST_CASE("--strict tells of the staff who has no supervisor that counts, without a key") {
  TwoChildren office = two_children();
  office.person = "amaiga";
  office.get("people retire mkone --last-day 2026-04-14 --yes --recovery /t/recovery.key");
  office.environment["POS_IDENTITY"] = "";
  const Outcome strict = office.run("check --strict --format json");
  CHECK(strict.code == 13);
  CHECK(kinds_of(strict) == Kinds{"supervisor", "supervisor", "unit"});
  CHECK(says(strict.out, "groups/team-enfance.yaml"));
  CHECK(office.run("check").code == 0);
}

}  // namespace pos::test
