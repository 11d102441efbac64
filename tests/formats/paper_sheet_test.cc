#include "formats/paper_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace pos {
namespace {

PaperSheet office_sheet() {
  PaperSheet sheet;
  sheet.recovery = true;
  sheet.office = "Bureau inventé de Bamako (BKO-1)";
  sheet.structure = "DRPFEF-BKO";
  sheet.fingerprint = "0f4120b0a95eaa2d7816996c85aab1c8812b06e00fff5364fbaac6d6db4e6d4b";
  sheet.recipient = "age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde";
  sheet.copy = 2;
  sheet.printed = *parse_date("2026-10-03");
  return sheet;
}

std::string whole(const PaperSheet& sheet, Language language) {
  const PaperText page = paper_sheet(sheet, language);
  std::string text = page.before;
  for (int number = 1; number <= 8; ++number) {
    text += paper_line_head(number) + "XXXX XXXX\n";
  }
  return text + page.after;
}

bool says(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE(
    "a sheet fits one page of 66 lines and 80 columns, in both languages, whoever's key it is") {
  for (const Language language : {Language::French, Language::English}) {
    for (const bool recovery : {true, false}) {
      PaperSheet sheet = office_sheet();
      sheet.recovery = recovery;
      std::istringstream lines(whole(sheet, language));
      int count = 0;
      for (std::string line; std::getline(lines, line); ++count) {
        const auto columns =
            std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
        CAPTURE(line);
        CHECK(columns <= 80);
        CHECK_FALSE(line.ends_with(' '));
      }
      CHECK(count <= 66);
    }
  }
}

TEST_CASE("a sheet says which office and copy it is, what it opens, and how to bring it back") {
  const std::string page = whole(office_sheet(), Language::French);
  for (const char* words :
       {"CLÉ DE SECOURS", "EXEMPLAIRE 2", "Bureau inventé de Bamako (BKO-1)", "DRPFEF-BKO",
        "0f41 20b0 a95e aa2d 7816 996c 85aa b1c8", "Imprimé le      2026-10-03", "TOUS",
        "pos key verify-paper", "pos key restore-paper", "signature", "Témoin", "1     XXXX XXXX",
        "8     XXXX XXXX", "age14sqmygy7sc65lwznyda4mc85l2cncl7t7se6v8qpjd5kzllv7y9suj5vde"}) {
    CAPTURE(words);
    CHECK(says(page, words));
  }
  const std::string english = whole(office_sheet(), Language::English);
  for (const char* words : {"RECOVERY KEY", "COPY 2", "Printed on      2026-10-03", "Witness"}) {
    CAPTURE(words);
    CHECK(says(english, words));
  }
}

TEST_CASE("a person's sheet names the person and says no more than that it opens what is theirs") {
  PaperSheet sheet = office_sheet();
  sheet.recovery = false;
  sheet.holder = "Aminata Inventée (ainvent)";
  const std::string page = whole(sheet, Language::French);
  CHECK(says(page, "CLÉ PERSONNELLE"));
  CHECK(says(page, "Aminata Inventée (ainvent)"));
  CHECK_FALSE(says(page, "TOUS"));
}

TEST_CASE("a sheet of a key that is nobody's yet says that it may be a recovery key") {
  PaperSheet sheet = office_sheet();
  sheet.recovery = sheet.known = false;
  const std::string page = whole(sheet, Language::French);
  CHECK(says(page, "CLÉ SECRÈTE"));
  CHECK_FALSE(says(page, "CLÉ PERSONNELLE"));
  CHECK(says(page, "TOUS"));
}

TEST_CASE("what is not known of an office has a line to be written on") {
  PaperSheet sheet;
  sheet.recipient = office_sheet().recipient;
  const std::string page = whole(sheet, Language::French);
  CHECK(says(page, "Bureau          ____"));
  CHECK(says(page, "Empreinte       ____"));
}

}  // namespace pos
