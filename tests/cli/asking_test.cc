// Who is asked what, and who never is.
#include <doctest/doctest.h>

#include <fstream>
#include <map>

#include "cli/passphrase_input.h"
#include "storage/identity_file.h"
#include "support/temporary_folder.h"
#include "support/two_children.h"

namespace pos::test {

TEST_CASE("at a terminal --no-input asks nothing and names what is missing") {
  TwoChildren office = two_children();
  office.input_is_terminal = true;  // CommandLine fails the test when something is asked
  const SecretBytes passphrase(bytes_of("canari"));
  make_identity_file(office.files, "/t/keys/closed.key", &passphrase,
                     time_at("2026-01-05T08:00:00Z"));
  for (const std::string& words :
       {std::string("register"), "record " + office.girl + " 5.A", "assess " + office.girl,
        "plan " + office.girl, "followup " + office.girl, "review " + office.girl,
        "close " + office.girl, "reopen " + office.girl, "refer " + office.girl,
        "transfer " + office.girl, "void " + office.girl + " 01", std::string("register --from -"),
        std::string("directory add NEW"), std::string("people add"),
        std::string("key new /t/new.key"), std::string("init /t/new"), std::string("report"),
        std::string("list --identity /t/keys/closed.key")}) {
    CAPTURE(words);
    const Outcome outcome = office.run(words + " --no-input");
    CHECK(outcome.code == 2);
    CHECK(outcome.out == "");
    CHECK(outcome.err.find("pos: error: ") == 0);
  }
  CHECK_FALSE(office.files.status("/t/new.key").has_value());
}

TEST_CASE("a passphrase file that is wrong opens nothing and is not shown") {
  TwoChildren office = two_children();
  const SecretBytes passphrase(bytes_of("canari inventé"));
  make_identity_file(office.files, "/t/keys/closed.key", &passphrase,
                     time_at("2026-01-05T08:00:00Z"));
  office.files.put("/t/wrong", "canari\n");
  office.environment["POS_PASSPHRASE_FILE"] = "/t/wrong";
  const Outcome outcome = office.run("list --identity /t/keys/closed.key");
  CHECK(outcome.code == 12);
  CHECK(outcome.out == "");
  CHECK(outcome.err.find("canari") == std::string::npos);
}

TEST_CASE("a new passphrase of blanks alone is refused, typed or out of a file") {
  TwoChildren office = two_children();
  office.files.put("/t/blanks", " \t  \n");
  const Outcome from_file = office.run("key new /t/new.key --passphrase-file /t/blanks");
  CHECK(from_file.code == 4);
  CHECK(says(from_file.err, "/t/blanks: empty passphrase, or one of blanks"));
  office.input_is_terminal = true;
  office.passphrases = {"   ", "   "};
  CHECK(office.run("key new /t/new.key").code == 6);
  CHECK_FALSE(office.files.status("/t/new.key").has_value());
}

TEST_CASE("the mark that Windows' editor puts before a text is no part of a passphrase") {
  const TemporaryFolder folder;
  for (const auto& [bytes, read] : std::map<std::string, std::string>{
           {"\xEF\xBB\xBFmot canari\r\n", "mot canari"},
           {"\xEF\xBB\xBF" + std::string(cli::kPassphraseLimit, 'x') + "\r\n",
            std::string(cli::kPassphraseLimit, 'x')},
           {"a\xEF\xBB\xBF", "a\xEF\xBB\xBF"}}) {
    std::ofstream(folder / "words", std::ios::binary | std::ios::trunc) << bytes;
    CHECK(cli::read_passphrase_file(folder / "words").text() == read);
  }
}

}  // namespace pos::test
