#include "domain/likeness.h"

#include <doctest/doctest.h>

#include "domain/circular_links.h"
#include "domain/entry_door.h"
#include "support/case_builder.h"

namespace pos::test {
namespace {

struct Spelling {
  const char* one;
  const char* other;
};

Description child(std::string_view first, std::string_view last, std::string_view sex,
                  std::optional<int> age, std::string_view place = {}) {
  Description made;
  made.first = name_keys(first);
  made.last = name_keys(last);
  made.sex = sex;
  made.age = age;
  made.age_at = date("2026-03-02");
  made.place = place;
  return made;
}

int score(const Description& a, const Description& b) {
  const std::optional<Likeness> alike = likeness(a, b);
  return alike ? alike->score : 0;
}

std::vector<std::string> reasons(const Description& a, const Description& b) {
  std::vector<std::string> ids;
  for (const LikenessReason& reason : likeness(a, b).value_or(Likeness{}).reasons) {
    ids.push_back(reason.id);
  }
  return ids;
}

}  // namespace

// Spellings that civil registers, schools and case files of Mali have for one name.
TEST_CASE("one name is found in every spelling that officers give it") {
  for (const Spelling& pair : std::initializer_list<Spelling>{
           {"Traoré", "TRAORE"},       {"Mahamadou", "Mamadou"},    {"Mohamed", "Muhammad"},
           {"Mouhamed", "Mohammed"},   {"Aïssata", "Aissata"},      {"Aïssata", "Aïchata"},
           {"Aïssatou", "Aicha"},      {"Assétou", "Aïssata"},      {"Diarra", "Jarra"},
           {"Diallo", "Jallo"},        {"Djénéba", "Dieneba"},      {"Zeïnab", "Djeneba"},
           {"Kadiatou", "Kadidiatou"}, {"Kadidia", "Khadija"},      {"Coulibaly", "Koulibali"},
           {"Ouattara", "Wattara"},    {"Konaté", "Conate"},        {"Cissé", "Sissé"},
           {"Cissoko", "Sissoko"},     {"Keïta", "Keyta"},          {"Kouyaté", "Couyate"},
           {"Doumbia", "Dumbya"},      {"N'Diaye", "Ndiaye"},       {"N’Diaye", "Njaay"},
           {"Bagayoko", "Bagayogo"},   {"Berthé", "Berte"},         {"Fatoumata", "Fatimata"},
           {"Fatoumata", "Fatou"},     {"Boubacar", "Aboubakar"},   {"Ousmane", "Usman"},
           {"Ibrahim", "Brahima"},     {"Youssouf", "Yusuf"},       {"Oumar", "Omar"},
           {"Abdoulaye", "Abdulay"},   {"Abderrahmane", "Dramane"}, {"Souleymane", "Suleiman"},
           {"Mariam", "Maryam"},       {"Ahmadou", "Amadou"},       {"Hawa", "Awa"},
           {"Cheikh", "Sheick"},       {"Ɲaman", "Gnaman"},
       }) {
    CAPTURE(pair.one);
    CAPTURE(pair.other);
    CHECK(match(name_keys(pair.one), name_keys(pair.other)) == NameMatch::Same);
  }
}

TEST_CASE("names that sound apart are not taken for one") {
  for (const Spelling& pair : std::initializer_list<Spelling>{
           {"Traoré", "Touré"},
           {"Mamadou", "Amadou"},
           {"Diarra", "Diallo"},
           {"Keïta", "Konaté"},
           {"Moussa", "Issa"},
           {"Inconnu", "Inconnu"},
           {"Oumar", "Oumou"},
           {"Sidibé", "Sissoko"},
       }) {
    CAPTURE(pair.one);
    CHECK(match(name_keys(pair.one), name_keys(pair.other)) == NameMatch::None);
  }
}

TEST_CASE("a slip of one letter in a longer name is near, never the same") {
  CHECK(match(name_keys("Sangaré"), name_keys("Sagaré")) == NameMatch::Near);
  CHECK(match(name_keys("Dembélé"), name_keys("Dembalé")) == NameMatch::Near);
  CHECK(match(name_keys("Bah"), name_keys("Ban")) == NameMatch::None);
}

TEST_CASE("the score of two descriptions is the sum of what they share") {
  const Description one = child("Mahamadou", "Traoré", "male", 9, "BKO/commune-4/lafiabougou");
  // 30 surname, 30 first name, 10 sex, 15 age, 10 place.
  CHECK(score(one, one) == 95);
  // 30 + 30 + 10, two years apart 8, the commune 7.
  CHECK(score(one, child("Mamadou", "TRAORE", "male", 11, "BKO/commune-4/taliko")) == 85);
  // 30, near 20, 10, one year 12, the region 4.
  CHECK(score(child("Awa", "Sangaré", "female", 5, "SKO/bougouni"),
              child("Hawa", "Sagare", "female", 6, "SKO/sikasso")) == 76);
  CHECK(reasons(one, child("Mamadou", "Traore", "", {}, "MOP")) ==
        std::vector<std::string>{"surname", "first_name"});
}

TEST_CASE("another sex, or ages more than two years apart, is another child") {
  const Description one = child("Sékou", "Diarra", "male", 9);
  CHECK(score(one, child("Sékou", "Diarra", "female", 9)) == 0);
  CHECK(score(one, child("Sékou", "Diarra", "male", 12)) == 0);
  CHECK(score(one, child("Sékou", "Diarra", "male", 11)) > 0);
}

TEST_CASE("an age told in another year is counted to the same day") {
  Description then = child("Sékou", "Diarra", "male", 6);
  then.age_at = date("2023-03-02");  // nine on 2 March 2026
  CHECK(score(then, child("Sékou", "Diarra", "male", 11)) > 0);
  CHECK(score(then, child("Sékou", "Diarra", "male", 6)) == 0);
}

TEST_CASE("the same date of birth weighs more than the same age") {
  Description one = child("Sékou", "Diarra", "male", {}), other = one;
  one.birth = other.birth = date("2017-01-20");
  CHECK(score(one, other) == 30 + 30 + 10 + 20);
}

TEST_CASE("one name alone is enough only where the other is not known") {
  const Description full = child("Sékou", "Diarra", "male", 9);
  CHECK(score(full, child("Sékou", "Keïta", "male", 9)) == 0);
  CHECK(score(full, child("Moussa", "Diarra", "male", 9)) == 0);
  CHECK(score(full, child("Sékou", "Inconnu", "male", 9)) == 30 + 10 + 15);
}

TEST_CASE("names written in the other order, and nicknames, are recognised") {
  CHECK(score(child("Sékou", "Diarra", "male", 9), child("Diarra", "Sekou", "male", 9)) == 85);
  Description called = child("Mahamadou", "Diarra", "male", 9);
  called.other = name_keys("Vieux");
  CHECK(reasons(called, child("Vieux", "Diarra", "male", 9)) ==
        std::vector<std::string>{"surname", "other_name", "sex", "age"});
}

TEST_CASE("the entry door of a place is that of the smallest region around it") {
  const auto takes = [](std::initializer_list<std::string> regions) {
    return Value::map({{"entry_door", Value::texts(regions)}});
  };
  const std::map<std::string, Value> directory = {
      {"A-REGION", takes({"GAO"})}, {"B-CAMP", takes({"GAO/gao/camp-1"})}, {"C-NONE", Value{}}};
  CHECK(entry_door(directory, "GAO/gao/camp-1/bloc-2") == "B-CAMP");
  CHECK(entry_door(directory, "GAO/gao/camp-10") == "A-REGION");
  CHECK(entry_door(directory, "GAO") == "A-REGION");
  CHECK(entry_door(directory, "MOP/mopti").empty());
}

TEST_CASE("files that each leave for the other are found") {
  const auto id = [](const char* digits) { return CaseId::make("BKO", 2026, digits).value(); };
  const CaseId a = id("4XKD7RP"), b = id("0000000"), c = id("1111111");
  CHECK(circular_links({{a, b}, {c, a}}).empty());
  CHECK(circular_links({{a, b}, {b, a}, {c, a}}).size() == 2);
}

}  // namespace pos::test
