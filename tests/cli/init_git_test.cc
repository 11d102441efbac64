// pos init --git: what git needs to merge a vault, and nothing else.
#include <doctest/doctest.h>

#include "storage/founding.h"
#include "support/command_line.h"

namespace pos::test {
namespace {

using Words = std::vector<std::string>;

struct WithGit : CommandLine {
  std::vector<Words> ran;
  std::optional<int> result = 0;

  WithGit() {
    environment["POS_VAULT"] = "";
    files.put("/desk/card.yaml", write_card(staff_member("amaiga").card()));
    files.put("card.yaml", write_card(staff_member("amaiga").card()));
    run_program = [this](const Words& words) {
      ran.push_back(words);
      return result;
    };
  }
  WithGit(const WithGit&) = delete;

  Outcome found(const std::string& options) {
    return run(
        "init /t/new --code X --name Bureau --region BKO --structure Y --card card.yaml "
        "--recovery /t/new.key " +
        options);
  }
  std::string text(const std::string& path) { return files.read(path).value_or(""); }
};

const Words kDriver = {
    "git", "-C", "/t/new", "config", "merge.pos.driver", "pos merge %A %O %B %P"};

}  // namespace

TEST_CASE("init --git makes a repository and sets the driver") {
  WithGit office;
  CHECK(office.found("--git").code == 0);
  REQUIRE(office.ran.size() == 3);
  CHECK(office.ran[0] == Words{"git", "init", "--quiet", "/t/new"});
  CHECK(office.ran[2] == kDriver);
  CHECK(office.text("/t/new/.gitattributes") ==
        "*.age -text -diff merge=pos\n*.yaml -text merge=pos\n");
  CHECK(office.text("/t/new/.gitignore") == ".*.tmp\n/identities/\n");
  CHECK(office.text("/t/new/.stignore") == ".*.tmp\n");
}

TEST_CASE("without --git no other program is run") {
  WithGit office;
  CHECK(office.found("").code == 0);
  CHECK(office.ran.empty());
}

TEST_CASE("where git is missing or fails the vault is made all the same, and that is said") {
  for (const std::optional<int> result : {std::optional<int>(), std::optional<int>(128)}) {
    WithGit office;
    office.result = result;
    const Outcome outcome = office.found("--git");
    CHECK(outcome.code == 3);
    CHECK(outcome.err.find("the vault is made") != std::string::npos);
    CHECK_FALSE(outcome.out.empty());
    CHECK_FALSE(office.text("/t/new/pos.yaml").empty());
  }
}

TEST_CASE("init --git alone sets up a clone and founds nothing") {
  WithGit office;
  REQUIRE(office.found("").code == 0);
  office.files.put("/t/new/.git/config", "");
  office.files.remove("/t/new/.gitattributes");
  office.files.put("/t/new/.gitignore", "mine\n");
  const std::string founded = office.text("/t/new/pos.yaml");
  CHECK(office.run("init --git /t/new").code == 0);
  CHECK(office.text("/t/new/pos.yaml") == founded);
  CHECK(office.ran.size() == 2);  // it is a repository already
  CHECK(office.ran.back() == kDriver);
  CHECK(office.text("/t/new/.gitignore") == "mine\n.*.tmp\n/identities/\n");
  CHECK_FALSE(office.text("/t/new/.gitattributes").empty());
  CHECK(office.run("init --git --with-identities /t/new").code == 0);
  CHECK(office.text("/t/new/.gitignore") == "mine\n.*.tmp\n");
  CHECK(office.run("init --git /t/keys").code == 10);
  office.result = std::nullopt;
  CHECK(office.run("init --git --with-identities /t/new").code == 1);
}

TEST_CASE(
    "init --git sets up the vault that --vault or POS_VAULT names, as other commands take it") {
  for (const std::string options : {"--vault /t/new", ""}) {
    WithGit office;
    REQUIRE(office.found("").code == 0);
    office.files.remove("/t/new/.gitattributes");
    office.environment["POS_VAULT"] = options.empty() ? "/t/new" : kVaultFolder;
    CAPTURE(options);
    REQUIRE(office.run("init --git " + options).code == 0);
    CHECK(office.ran.back() == kDriver);
    CHECK_FALSE(office.text("/t/new/.gitattributes").empty());
  }
}

TEST_CASE("init --git takes no folder above the one that --vault names, and none beside DIR") {
  WithGit office;
  REQUIRE(office.found("").code == 0);
  CHECK(office.run("init --git --vault /t/new/people").code == 10);
  office.environment["POS_VAULT"] = "/t/nowhere";
  CHECK(office.run("init --git").code == 10);
  CHECK(office.run("init --git /t/new").code == 0);  // the nearer word
  const Outcome both = office.run("init --git --vault /t/new /t/vault");
  CHECK(both.code == 2);
  CHECK(says(both.err, "DIR and --vault"));
}

TEST_CASE("init without a folder, or with half of what founds a vault, asks for the rest") {
  WithGit office;
  CHECK(office.run("init").code == 2);
  CHECK(office.run("init /t/new --git --code X").code == 2);
  CHECK(office.ran.empty());
}

}  // namespace pos::test
