#include "formats/form_print.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "support/shipped_schemas.h"

namespace pos::test {
namespace {

std::string blank_on_paper(const std::string& code, Language language) {
  FormPaper paper;
  paper.form = &shipped().schemas.form(code);
  paper.rules = shipped().rules.name();
  return write_text(paper, shipped().schemas.lists(), language);
}

bool has_words(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("every form of table 6.1.2 can be printed blank, with its code, its title and edition") {
  const CodeLists lists = shipped().schemas.lists();
  for (const std::string& code : shipped().schemas.form_codes()) {
    CAPTURE(code);
    const std::string page = blank_on_paper(code, Language::French);
    CHECK(page.starts_with(code + " – "));
    CHECK(has_words(page, "V.1, Août 2020 (pos-2020.08)"));
    FormPaper paper;
    paper.form = &shipped().schemas.form(code);
    const std::string html = write_html(paper, lists, Language::French);
    CHECK(has_words(html, "<!DOCTYPE html>"));
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }) <=
            80);
      CHECK_FALSE(line.ends_with(' '));
    }
  }
}

TEST_CASE("a printed form has boxes to tick, one or several, lines, and rows to write in") {
  const std::string follow_up = blank_on_paper("5.A", Language::French);
  CHECK(has_words(follow_up, "5.A – Formulaire de suivi du cas"));
  CHECK(has_words(follow_up, "( ) Visite à domicile"));
  CHECK(has_words(follow_up, "Seulement si « Suivi fait par »"));
  CHECK(has_words(follow_up, "Date du suivi * : ...."));
  const std::string registration = blank_on_paper("1.B", Language::English);
  CHECK(has_words(registration, "[ ] "));
  CHECK(has_words(registration, "  3.\n"));
}

TEST_CASE("a filled form on paper has the answers, and nothing that names or locates") {
  const Value told = Value::map({{"followup_mode", Value::text("phone")},
                                 {"followup_focal_person", Value::text("Inventée")},
                                 {"followup_situation", Value::text("Tout va bien")}});
  FormPaper paper;
  paper.form = &shipped().schemas.form("5.A");
  paper.id = "BKO-2026-4XKD7RPC";
  paper.answers = &told;
  const std::string page = write_text(paper, shipped().schemas.lists(), Language::English);
  CHECK(has_words(page, "(x) Telephone"));
  CHECK(has_words(page, "( ) Home visit"));
  CHECK(has_words(page, "BKO-2026-4XKD7RPC"));
  CHECK(has_words(page, "Tout va bien"));
  CHECK_FALSE(has_words(page, "Inventée"));
  CHECK_FALSE(
      has_words(write_html(paper, shipped().schemas.lists(), Language::English), "Inventée"));
}

}  // namespace pos::test
