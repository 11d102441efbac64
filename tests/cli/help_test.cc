// The help of every command, in both languages.
#include <doctest/doctest.h>

#include "formats/csv.h"
#include "support/all_commands.h"
#include "support/command_line.h"

namespace pos::test {

TEST_CASE("every command has help in French and in English") {
  CommandLine desk;
  REQUIRE(all_commands().size() > 20);
  for (const CommandWords& command : all_commands()) {
    CAPTURE(command.line());
    std::vector<std::string> words = command.words;
    words.push_back("--help");
    desk.environment["POS_LANG"] = "fr";
    const Outcome french = desk.run(words);
    desk.environment["POS_LANG"] = "en";
    const Outcome english = desk.run(words);
    CHECK(french.code == 0);
    CHECK(english.code == 0);
    CHECK(french.err + english.err == "");
    CHECK(french.out.find("Montrer cette aide") != std::string::npos);
    CHECK(english.out.find("Show this help") != std::string::npos);
    CHECK(english.out.find(words.front()) != std::string::npos);
    CHECK(french.out != english.out);
  }
}

TEST_CASE("the help needs no vault, no key and no schemas") {
  CommandLine desk;
  desk.environment = {{"POS_LANG", "en"}, {"POS_VAULT", "/nowhere"}};
  CHECK(desk.run("--help").code == 0);
  CHECK(desk.run("register --help").code == 0);
  const Outcome version = desk.run("--version");
  CHECK(version.code == 0);
  CHECK(version.out.starts_with("pos "));
}

TEST_CASE("the language is French unless an option, POS_LANG or the locale say English") {
  CommandLine desk;
  desk.environment.erase("POS_LANG");
  const auto speaks = [&](const std::string& words) {
    return desk.run(words).err.find("pos: erreur: ") == 0 ? "fr" : "en";
  };
  CHECK(speaks("show") == std::string("fr"));
  CHECK(speaks("show --lang en") == std::string("en"));
  desk.environment["LANG"] = "en_GB.UTF-8";
  CHECK(speaks("show") == std::string("en"));
  desk.environment["LC_ALL"] = "fr_ML.UTF-8";
  CHECK(speaks("show") == std::string("fr"));
  desk.environment["POS_LANG"] = "en";
  CHECK(speaks("show") == std::string("en"));
  CHECK(speaks("show --lang fr") == std::string("fr"));
}

TEST_CASE("a command mistyped by one letter is offered again, in the language of its alias") {
  CommandLine desk;
  for (const auto& pair : {std::pair{"regster", "register"},
                           {"asess", "assess"},
                           {"cloturerr", "cloturer"},
                           {"referr", "refer"},
                           {"histoy", "history"},
                           {"cheeck", "check"}}) {
    const Outcome outcome = desk.run(pair.first);
    CAPTURE(pair.first);
    CHECK(outcome.code == 2);
    CHECK(outcome.err.find("did you mean `" + std::string(pair.second) + "`?") !=
          std::string::npos);
  }
}

}  // namespace pos::test
