#include "formats/directory_sheet.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "support/directory_entries.h"

using namespace pos;
using namespace pos::test;

namespace {

DirectoryItem item(const std::string& code, const std::string& yaml) {
  DirectoryItem made;
  made.entry = entry_of(yaml);
  made.structure = structure(code, yaml);
  made.standing.verified = made.structure.verified;
  made.standing.verified_by = "adiarra";
  return made;
}

DirectorySheet sheet(const std::vector<DirectoryItem>& items) {
  DirectorySheetHead head;
  head.office = "Bureau";
  head.place = "BKO";
  head.now = instant("2026-03-04T10:00:00Z");
  return directory_sheet(items, head, shipped().schemas.form("directory"),
                         shipped().schemas.lists(), shipped().rules.directory, Language::French);
}

}  // namespace

TEST_CASE(
    "entries are printed under their headings, else those of their categories, in the order of "
    "the model") {
  const DirectorySheet printed =
      sheet({item("A", "{name: Alpha, headings: [education_training, health]}"),
             item("B", "{name: Beta, service_categories: [legal]}"),
             item("C", "{name: Gamma, headings: [health], accessible: false}")});
  std::string found;
  for (const DirectorySheet::Group& group : printed.groups) {
    found += group.title.substr(0, group.title.find(' ')) + ":";
    for (const DirectorySheet::Entry& entry : group.entries) {
      found += " " + entry.name;
    }
    found += ";";
  }
  CHECK(found == "Protection: Beta;Santé: Alpha;Éducation: Alpha;");
  REQUIRE(printed.parts.size() == 1);
  CHECK(printed.parts.front().lines == std::vector<std::string>{"C  Gamma"});
}

TEST_CASE("an entry has its answers in the columns of the model, and no key") {
  const DirectorySheet printed =
      sheet({item("A",
                  "{name: Alpha, headings: [health], service_categories: [health_care], "
                  "services: Consultation, type: public, phone: 20 00 00 01, opening: "
                  "administration, cost_kind: free, updated: 2026-01-05, recipient: age1x}")});
  const auto& columns = printed.groups.front().entries.front().columns;
  REQUIRE(columns[0].size() == 2);
  CHECK(columns[0][1] == "Consultation");
  CHECK(columns[1] == std::vector<std::string>{"Type de structure : Structure publique",
                                               "Téléphone : 20 00 00 01"});
  CHECK(columns[2] ==
        std::vector<std::string>{"Horaires : Heures de l'administration", "Coût : Gratuit"});
  CHECK(printed.groups.front().entries.front().standing == "vérifié le 2026-01-05 par adiarra");
}

TEST_CASE("printed lines fit the paper, and words of an entry are no marks of the page") {
  const std::string yaml =
      "{name: 'A <b> & \"c\"', headings: [health], remarks: 'des mots assez longs pour que la "
      "ligne "
      "soit coupée ; et encore : une fois, deux fois, trois fois, quatre fois'}";
  const DirectorySheet printed = sheet({item("A", yaml)});
  std::istringstream lines(write_text(printed));
  for (std::string line; std::getline(lines, line);) {
    CHECK(line.size() <= 90);  // in bytes; 78 characters
    CHECK_FALSE(line.ends_with(' '));
    CHECK_FALSE(line.substr(std::min(line.size(), line.find_first_not_of(' '))).starts_with(":"));
  }
  const std::string page = write_html(printed, Language::French);
  CHECK(page.find("A &lt;b&gt; &amp; &quot;c&quot;") != std::string::npos);
  CHECK(page.find("<b>") == std::string::npos);
}
