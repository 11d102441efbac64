#include "domain/names_in_text.h"

#include <doctest/doctest.h>

#include "support/shipped_schemas.h"

using namespace pos;
using namespace pos::test;

namespace {

Value typed_answers(std::vector<std::pair<std::string, std::string>> texts) {
  Value value;
  int line = 0;
  for (auto& [field, words] : texts) {
    value.set(field, Value::text(words));
    value.find(field)->line = ++line;
  }
  return value;
}

const Form& form(const char* code) {
  return shipped().schemas.form(code);
}

NameWords words_of_child(std::vector<std::pair<std::string, std::string>> texts) {
  NameWords words;
  add_name_words(words, form("1.B"), typed_answers(std::move(texts)));
  return words;
}

}  // namespace

TEST_CASE("names of three letters or more are looked for, ordinary words are not") {
  CHECK(words_of_child({{"name_first", "Awa"}, {"name_last", "ba"}}) == NameWords{"awa"});
  CHECK(words_of_child({{"name_first", "Sékou"}, {"name_last", "Bah-Sow"}}) ==
        NameWords{"bah", "bahsow", "sekou", "sow"});
  CHECK(words_of_child({{"landmark_current", "en face de la mosquée de Sogoniko"}}) ==
        NameWords{"sogoniko"});
  CHECK(
      words_of_child({{"sex", "female"}, {"location_current", "BKO/commune-6/sogoniko"}}).empty());
}

TEST_CASE("a name of two letters is looked for where it has a capital") {
  const NameWords words = words_of_child({{"name_first", "Na Le"}, {"name_last", "Bâ"}});
  CHECK(names_someone("Vue avec Ba hier", words));
  CHECK(names_someone("la mère de Na", words));
  CHECK_FALSE(names_someone("Le bas, la case : ba na", words));
  CHECK_FALSE(names_someone("Le père est venu", words));
}

TEST_CASE("of prose only words with a capital are looked for") {
  CHECK(words_of_child({{"address_current", "chez Kaniba, seconde cour à droite"}}) ==
        NameWords{"kaniba"});
  CHECK(words_of_child(
            {{"address_current", "Gestionnaire de cas. Superviseure. Police de Bamako"}}) ==
        NameWords{"bamako"});
}

TEST_CASE("a telephone number is looked for, the number of a house is not") {
  CHECK(words_of_child({{"telephone_current", "76540000"}}) == NameWords{"76540000"});
  CHECK(words_of_child({{"address_current", "Porte 125"}}).empty());
}

TEST_CASE("names in the rows of tables are looked for too") {
  Value registration;
  registration.set("family_details_section",
                   Value::list({typed_answers({{"relation_name", "Kaniba Sangaré"}})}));
  NameWords words;
  add_name_words(words, form("1.B"), registration);
  CHECK(words == NameWords{"kaniba", "sangare"});
}

TEST_CASE("only whole words name someone, however they are written") {
  const NameWords words = {"awa", "ndiaye", "sow"};
  for (const char* text : {"AWA", "l'oncle d'Awa", "(áwa)", "Awa-Fanta", "N'Diaye", "NDIAYE",
                           "N\u2019diaye", "Sow."}) {
    CAPTURE(text);
    CHECK(names_someone(text, words));
  }
  for (const char* text : {"Awatif", "sowing", "il va", "un autre Diaye", ""}) {
    CAPTURE(text);
    CHECK_FALSE(names_someone(text, words));
  }
}

TEST_CASE("a finding tells field and line, never the word") {
  const Value followup = typed_answers({{"followup_situation", "La mère d'Awa va mieux"},
                                        {"followup_persons_met", "Awa"},
                                        {"followup_mode", "awa"}});
  const std::vector<Finding> found = names_in_text(form("5.A"), followup, {"awa"});
  REQUIRE(found.size() == 1);
  CHECK(found[0].where == Location{"", 1, "followup_situation"});
  CHECK(found[0].message.en.find("wa") == std::string::npos);
  CHECK(found[0].hint.en.find("write \"the child\"") == 0);
  CHECK(has_free_text(form("5.A"), followup));
  CHECK_FALSE(has_free_text(form("5.A"), typed_answers({{"followup_persons_met", "Awa"}})));
}

TEST_CASE("every form of a case may keep a reason for names in its texts, and nobody types it in") {
  for (const std::string& code : shipped().schemas.form_codes()) {
    CAPTURE(code);
    const Form& each = form(code.c_str());
    const Field* reason = each.find(kNamesInTextField);
    CHECK((reason != nullptr) == (each.stage != "office"));
    if (reason != nullptr) {
      CHECK(reason->calculated);
      CHECK(reason->compartment == Compartment::Case);
    }
  }
}
