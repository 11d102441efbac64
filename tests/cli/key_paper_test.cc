// A key on paper: printed, proven, brought back.
#include <doctest/doctest.h>

#include <regex>

#include "storage/identity_file.h"
#include "support/json_reader.h"
#include "support/test_vault.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

constexpr const char* kRecoveryFile = "/t/recovery.key";

/// The administrator of the test's office, with a place to remember in.
CommandLine administrators_desk() {
  CommandLine desk;
  desk.person = "amaiga";
  desk.environment["HOME"] = "/home/amaiga";
  return desk;
}

/// The lines of the secret on a printed page, in their order.
std::vector<std::string> secret_lines(const std::string& page) {
  static const std::regex line("\n +[1-8] +([0-9A-Z]{4} [0-9A-Z]{4})(?=\n)");
  std::vector<std::string> lines;
  for (auto found = std::sregex_iterator(page.begin(), page.end(), line);
       found != std::sregex_iterator(); ++found) {
    lines.push_back((*found)[1]);
  }
  return lines;
}

std::string page_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + "\n";
  }
  return text;
}

/// The lines of both copies of the recovery key.
std::pair<std::vector<std::string>, std::vector<std::string>> both_copies(CommandLine& desk) {
  const std::string printed = desk.get(std::string("key paper ") + kRecoveryFile);
  const std::size_t page_end = printed.find('\f');
  REQUIRE(page_end != std::string::npos);
  return {secret_lines(printed.substr(0, page_end)), secret_lines(printed.substr(page_end))};
}

Outcome verify(CommandLine& desk, const std::string& typed, const std::string& words = "") {
  desk.input = typed;
  return desk.run("key verify-paper" + words);
}

}  // namespace

TEST_CASE("the recovery key is printed as two copies, each a page, with the office they open") {
  CommandLine desk = administrators_desk();
  const std::string printed = desk.get(std::string("key paper ") + kRecoveryFile);
  CHECK(printed.find("COPY 1") < printed.find('\f'));
  CHECK(printed.find("COPY 2") > printed.find('\f'));
  CHECK(printed.find("Bureau inventé (DRPFEF-BKO-1)") != std::string::npos);
  CHECK(printed.find("AGE-SECRET-KEY") == std::string::npos);
  const auto [first, second] = both_copies(desk);
  CHECK(first.size() == 8);
  CHECK(second.size() == 8);
  CHECK(first != second);
  const std::string third = desk.get(std::string("key paper --copy 3 ") + kRecoveryFile);
  CHECK(third.find("COPY 3") != std::string::npos);
  CHECK(third.find('\f') == std::string::npos);
}

TEST_CASE("what is printed of a key but its lines is the same for every key of that office") {
  CommandLine desk = administrators_desk();
  const auto without_lines = [&](const std::string& words) {
    std::string page = desk.get(words);
    for (const std::string& line : secret_lines(page)) {
      page.replace(page.find(line), line.size(), "");
    }
    return page;
  };
  const std::string first = without_lines("key paper /t/keys/adiarra.key");
  const std::string second = without_lines("key paper /t/keys/ktraore.key");
  const auto recipient = [&](const std::string& code) {
    return to_string(staff_member(code).identity.recipient());
  };
  std::string expected = second;
  for (const auto& [theirs, own] : {std::pair(recipient("ktraore"), recipient("adiarra")),
                                    std::pair(std::string("ktraore"), std::string("adiarra"))}) {
    for (std::size_t at = 0; (at = expected.find(theirs, at)) != std::string::npos;) {
      expected.replace(at, theirs.size(), own);
    }
  }
  CHECK(first == expected);
}

TEST_CASE("a copy typed back is proven, told by its number, and remembered") {
  CommandLine desk = administrators_desk();
  const auto [first, second] = both_copies(desk);
  const Outcome outcome = verify(desk, page_of(first), std::string(" ") + kRecoveryFile);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "copy 1: right, it is the recovery key\n");
  CHECK(outcome.err.find("warning") == std::string::npos);
  // Once the file is gone the vault itself says what the key must be.
  desk.files.remove(kRecoveryFile);
  const Outcome again = verify(desk, page_of(second), " --format json");
  CHECK(again.code == 0);
  CHECK(told(read_json(again.out), "copy") == "2");
  CHECK(told(read_json(again.out), "key") == "recovery");
  CHECK(told(read_json(again.out), "remembered") == "true");
  CHECK(verify(desk, page_of(second), std::string(" ") + kRecoveryFile).code == 0);
}

TEST_CASE("faulty lines are all named by their numbers, and nothing typed is shown") {
  CommandLine desk = administrators_desk();
  auto [lines, second] = both_copies(desk);
  for (const std::size_t wrong : {2U, 6U}) {
    lines[wrong][0] = lines[wrong][0] == '7' ? '8' : '7';
  }
  const Outcome outcome = verify(desk, page_of(lines), " --format json");
  CHECK(outcome.code == 4);
  CHECK(outcome.out == "");
  const Value error = read_json(outcome.err);
  CHECK(told(error, "error.findings") == "2");
  CHECK(told(error, "error.findings.0.line") == "3");
  CHECK(told(error, "error.findings.1.line") == "7");
  CHECK(says(told(error, "error.findings.1.hint"), "read this line on the sheet again"));
  for (const std::string& line : lines) {
    CHECK(outcome.err.find(line) == std::string::npos);
  }
}

TEST_CASE("a line too few or too many is told") {
  CommandLine desk = administrators_desk();
  auto [lines, second] = both_copies(desk);
  lines.push_back(lines.front());
  CHECK(verify(desk, page_of(lines)).code == 4);
  lines.resize(7);
  const Outcome outcome = verify(desk, page_of(lines));
  CHECK(outcome.code == 4);
  CHECK(outcome.err.find("7 lines instead of 8") != std::string::npos);
  CHECK(says(outcome.err, "pos: hint: type the eight lines of the sheet"));
  CHECK(verify(desk, "").code == 4);
}

TEST_CASE("a right sheet of another key proves nothing") {
  CommandLine desk = administrators_desk();
  const auto other = secret_lines(desk.get("key paper /t/keys/adiarra.key"));
  const Outcome outcome = verify(desk, page_of(other));
  CHECK(outcome.code == 12);
  CHECK(outcome.err.find("it is the key of adiarra") != std::string::npos);
  CHECK(verify(desk, page_of(other), " /t/keys/adiarra.key").code == 0);
}

TEST_CASE("without a vault or a key of one's own a copy is proven all the same, and it is said") {
  CommandLine desk = administrators_desk();
  const auto lines = secret_lines(desk.get("key paper /t/keys/adiarra.key"));
  desk.environment["POS_VAULT"] = "/t/none";
  const Outcome outcome = verify(desk, page_of(lines), " /t/keys/adiarra.key");
  CHECK(outcome.code == 0);
  CHECK(outcome.err.find("the proof is not remembered") != std::string::npos);
  const std::string page = desk.get("key paper /t/keys/adiarra.key");
  CHECK(page.find("Office          ____") != std::string::npos);
  CHECK(secret_lines(page) == lines);
}

TEST_CASE("without a vault the sheet of a recovery key is not called a person's") {
  CommandLine desk = administrators_desk();
  desk.environment["POS_VAULT"] = "/t/none";
  const Outcome printed = desk.run(std::string("key paper ") + kRecoveryFile);
  CHECK(printed.code == 0);
  CHECK(printed.out.find("SECRET KEY OF A PERSON") == std::string::npos);
  CHECK(printed.out.find("  SECRET KEY ") != std::string::npos);
  CHECK(printed.out.find("If it is the recovery key of an") != std::string::npos);
  CHECK(printed.err.find("pos --vault DIR key paper") != std::string::npos);
}

TEST_CASE("at a terminal a faulty line is asked for again, and right ones leave the screen") {
  CommandLine desk = administrators_desk();
  const auto [lines, second] = both_copies(desk);
  desk.input_is_terminal = true;
  desk.error_is_terminal = true;
  std::vector<std::string> typed = lines;
  typed.insert(typed.begin() + 4, "0000 0000");
  const Outcome outcome = verify(desk, page_of(typed));
  CHECK(outcome.code == 0);
  CHECK(
      outcome.err.find("line 5: a character is wrong, or two have changed places; type it again") !=
      std::string::npos);
  CHECK(outcome.err.find("Line 8: \033[A\033[2K\rpos: line 8: right\n") != std::string::npos);
  CHECK(verify(desk, lines[0] + "\n\n").code == 6);
  CHECK(verify(desk, lines[0] + "\n").code == 6);
  CHECK(verify(desk, page_of(lines), " --no-input").code == 2);
}

TEST_CASE("without a printer the lines are shown one by one and taken off the screen") {
  CommandLine desk = administrators_desk();
  desk.input = "";
  CHECK(desk.run(std::string("key paper --by-hand ") + kRecoveryFile).code == 2);
  desk.input_is_terminal = true;
  desk.error_is_terminal = true;
  desk.input = "\n\n\n\n\n\n\n\n";
  const Outcome outcome = desk.run(std::string("key paper --by-hand --copy 2 ") + kRecoveryFile);
  CHECK(outcome.code == 0);
  CHECK(outcome.out == "");
  std::size_t cleared = 0;
  for (std::size_t at = 0; (at = outcome.err.find("\033[A\033[2K", at)) != std::string::npos;
       ++at) {
    ++cleared;
  }
  CHECK(cleared == 8);
  desk.input = "\n\n";
  CHECK(desk.run(std::string("key paper --by-hand ") + kRecoveryFile).code == 6);
}

TEST_CASE("a key comes back from paper into a new file, with a passphrase unless told otherwise") {
  CommandLine desk = administrators_desk();
  const auto [lines, second] = both_copies(desk);
  const std::string recipient =
      to_string(load_identities(desk.files, kRecoveryFile, AskPassphrase()).front().recipient());
  desk.input = page_of(second);
  const Outcome plain = desk.run("key restore-paper /t/back.key --no-passphrase");
  CHECK(plain.code == 0);
  CHECK(plain.out == recipient + "\n");
  CHECK(plain.err.find("it is the recovery key") != std::string::npos);
  CHECK(desk.files.status("/t/back.key")->mode == 0600);
  CHECK(load_identities(desk.files, "/t/back.key", AskPassphrase()).front().secret().text() ==
        load_identities(desk.files, kRecoveryFile, AskPassphrase()).front().secret().text());
  CHECK(desk.run("key restore-paper /t/back.key --no-passphrase").code == 14);
  desk.input = page_of(lines);
  CHECK(desk.run("key restore-paper /t/closed.key").code == 2);
  desk.files.put("/t/words", "canari\n");
  desk.input = page_of(lines);
  CHECK(desk.run("key restore-paper /t/closed.key --passphrase-file /t/words").code == 0);
  CHECK(desk.files.read("/t/closed.key")->find("AGE-SECRET-KEY") == std::string::npos);
  CHECK(load_identities(desk.files, "/t/closed.key", [] { return SecretBytes(bytes_of("canari")); })
            .front()
            .recipient() ==
        load_identities(desk.files, kRecoveryFile, AskPassphrase()).front().recipient());
}

TEST_CASE("a faulty sheet makes no file, nor does a recovery key come back into the vault") {
  CommandLine desk = administrators_desk();
  auto [lines, second] = both_copies(desk);
  desk.input = page_of(lines);
  const Outcome inside = desk.run("key restore-paper /t/vault/back.key --no-passphrase");
  CHECK(inside.code == 15);
  CHECK_FALSE(desk.files.status("/t/vault/back.key"));
  desk.environment["POS_VAULT"] = "/t/none";
  desk.input = page_of(lines);
  CHECK(desk.run("key restore-paper /t/vault/cases/back.key --no-passphrase").code == 15);
  CHECK_FALSE(desk.files.status("/t/vault/cases/back.key"));
  lines[7] = lines[6];
  desk.input = page_of(lines);
  CHECK(desk.run("key restore-paper /t/back.key --no-passphrase").code == 4);
  CHECK_FALSE(desk.files.status("/t/back.key"));
}

}  // namespace pos::test
