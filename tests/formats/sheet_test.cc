#include "formats/sheet.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "formats/json.h"
#include "formats/sheet_exchange.h"
#include "formats/sheet_text.h"

using namespace pos;

namespace {

const Text kCases = {"Dossiers", "Cases"};
const Text kDelays = {"Respect des délais", "Timeliness"};

Dimension dimension(std::string id, Text label, std::string list = "") {
  Dimension result;
  result.id = std::move(id);
  result.label = std::move(label);
  result.list = std::move(list);
  return result;
}

IndicatorBook small_book() {
  IndicatorBook book;
  book.dimensions = {dimension("sex", {"Sexe", "Sex"}, "sexes"),
                     dimension("age_group", {"Âge", "Age"}),
                     dimension("risk_level", {"Niveau de risque", "Risk level"}, "levels"),
                     dimension("manager", {"Gestionnaire", "Manager"})};
  book.dimensions[1].age_bands = true;
  book.dimensions[1].sum = "12-17";
  book.dimensions[1].sum_of = {"12-14", "15-17"};
  return book;
}

SheetIndicator indicator(std::string id, Text section, Text label, IndicatorKind kind,
                         std::string unit, std::optional<double> total) {
  SheetIndicator result;
  result.indicator.id = std::move(id);
  result.indicator.section = std::move(section);
  result.indicator.label = std::move(label);
  result.indicator.kind = kind;
  result.indicator.unit = std::move(unit);
  result.total = total;
  return result;
}

/// Three new cases, four of seven steps in time, two managers, one of them above the standard.
Sheet small_sheet() {
  Sheet sheet;
  sheet.head.period = {period_of(parse_month("2026-10").value()),
                       parse_instant("2026-11-02T08:00:00Z").value()};
  sheet.head.structure = "DRPFEF-BKO";
  sheet.head.region = "BKO";
  sheet.head.actor = "state";
  sheet.head.rules = "pos-2020.08";
  sheet.head.cases_read = 12;
  SheetIndicator fresh =
      indicator("cases_new", kCases, {"Nouveaux", "New"}, IndicatorKind::Flow, "cases", 3);
  fresh.tables = {{{"sex", "age_group"},
                   {{{"female", "12-14"}, 1, 1, {}, false},
                    {{"female", "15-17"}, 1, 1, {}, false},
                    {{"male", "unknown"}, 1, 1, {}, false}}}};
  SheetIndicator load = indicator("caseload", kCases, {"Par gestionnaire", "By manager"},
                                  IndicatorKind::Stock, "cases", 30);
  load.tables = {
      {{"manager"}, {{{"adiarra"}, 26, 26, true, false}, {{"bkeita"}, 4, 4, false, false}}}};
  SheetIndicator time = indicator("timeliness_review", kDelays, {"À temps", "In time"},
                                  IndicatorKind::Ratio, "obligations", 4);
  time.of = 7;
  time.tables = {{{"risk_level"}, {{{"high"}, 0, 2, {}, false}, {{"unknown"}, 4, 5, {}, false}}}};
  SheetIndicator middle = indicator("case_duration", kDelays, {"Durée", "Duration"},
                                    IndicatorKind::Median, "days", 60.5);
  sheet.indicators = {fresh, load, time, middle};
  sheet.balance.terms = {10, 3, 1, 0, 1, 2, 0, 0, 11};
  return sheet;
}

const CodeList& list_of(std::string_view id) {
  static const CodeList sexes = {
      "sexes", {}, false, {{"male", {"Masculin", "Male"}}, {"female", {"Féminin", "Female"}}}};
  static const CodeList levels = {"levels", {}, false, {{"high", {"Élevé", "High"}}}};
  return id == "sexes" ? sexes : levels;
}

/// A label and its figure, flush right at column 78.
std::string line(const std::string& label, std::size_t characters, const std::string& figure) {
  return label + std::string(78 - characters - figure.size(), ' ') + figure + "\n";
}

}  // namespace

TEST_CASE("a sheet is one JSON document with head, indicators and balance") {
  CHECK(write_json(sheet_value(small_sheet())) ==
        R"({"schema":"pos.sheet/1","sheet":{"period":"2026-10","from":"2026-10-01",)"
        R"("to":"2026-10-31","structure":"DRPFEF-BKO","region":"BKO","actor":"state",)"
        R"("level":"structure","scope":"structure",)"
        R"("revision":1,"rules":"pos-2020.08","cases_read":12,"complete":true,"unreadable":0,)"
        R"("generated":"2026-11-02T08:00:00Z"},"indicators":[)"
        R"({"id":"cases_new","kind":"flow","unit":"cases","total":3,"by":[)"
        R"({"dimensions":{"sex":"female","age_group":"12-14"},"value":1},)"
        R"({"dimensions":{"sex":"female","age_group":"15-17"},"value":1},)"
        R"({"dimensions":{"sex":"male","age_group":"unknown"},"value":1}]},)"
        R"({"id":"caseload","kind":"stock","unit":"cases","total":30,"by":[)"
        R"({"dimensions":{"manager":"adiarra"},"value":26,"above":true},)"
        R"({"dimensions":{"manager":"bkeita"},"value":4,"above":false}]},)"
        R"({"id":"timeliness_review","kind":"ratio","unit":"obligations","total":4,"of":7,"by":[)"
        R"({"dimensions":{"risk_level":"high"},"value":0,"of":2},)"
        R"({"dimensions":{"risk_level":"unknown"},"value":4,"of":5}]},)"
        R"({"id":"case_duration","kind":"median","unit":"days","total":60.5,"by":[]}],)"
        R"("balance":{"open_start":10,"new":3,"reopened":1,"transferred_in":0,"not_eligible":1,)"
        R"("closed":2,"transferred_out":0,"duplicate":0,"open_end":11,"holds":true}})");
}

TEST_CASE("a sheet says that files could not be read, and a median of nothing is null") {
  Sheet sheet = small_sheet();
  sheet.head.unreadable = 2;
  sheet.indicators[3].total.reset();
  const std::string json = write_json(sheet_value(sheet));
  CHECK(json.find(R"("complete":false,"unreadable":2)") != std::string::npos);
  CHECK(json.find(R"("unit":"days","total":null)") != std::string::npos);
  CHECK(sheet_rows(sheet).back() == CsvRow{"case_duration", "median", "days", "", "", ""});
}

TEST_CASE("as CSV every figure is a row, totals without dimensions") {
  CHECK(write_csv(sheet_rows(small_sheet())) ==
        "indicator,kind,unit,dimensions,value,of\n"
        "cases_new,flow,cases,,3,\n"
        "cases_new,flow,cases,sex=female;age_group=12-14,1,\n"
        "cases_new,flow,cases,sex=female;age_group=15-17,1,\n"
        "cases_new,flow,cases,sex=male;age_group=unknown,1,\n"
        "caseload,stock,cases,,30,\n"
        "caseload,stock,cases,manager=adiarra,26,\n"
        "caseload,stock,cases,manager=bkeita,4,\n"
        "timeliness_review,ratio,obligations,,4,7\n"
        "timeliness_review,ratio,obligations,risk_level=high,0,2\n"
        "timeliness_review,ratio,obligations,risk_level=unknown,4,5\n"
        "case_duration,median,days,,60.5,\n");
}

TEST_CASE("a printed sheet has labels, the sum of the upper ages and the balance as a sum") {
  const std::string rule = std::string(78, '-') + "\n";
  const std::string expected =
      "FICHE MENSUELLE DE GESTION DE CAS DE PROTECTION DE L'ENFANT\n"
      "\n"
      "Période           octobre 2026 (2026-10-01 – 2026-10-31)\n"
      "Structure         DRPFEF-BKO (étatique)\n"
      "Région            BKO\n"
      "Portée            structure\n"
      "Dossiers lus      12\n"
      "Règles            pos-2020.08\n"
      "Révision          1\n"
      "Établie le        2026-11-02 08:00\n"
      "\n"
      "Dossiers\n" +
      rule + line("Nouveaux", 8, "3") +
      "  Sexe × Âge\n"
      "                                     12–14    15–17  inconnu  (12–17)    total\n"
      "    Masculin                             0        0        1        0        1\n"
      "    Féminin                              1        1        0        2        2\n" +
      line("Par gestionnaire", 16, "30") + "  Gestionnaire\n" + "    adiarra" +
      std::string(78 - 11 - 2, ' ') + "26  au-dessus\n" + line("    bkeita", 10, "4") +
      "\nRespect des délais\n" + rule + line("À temps", 7, "4 / 7   57 %") +
      "  Niveau de risque\n" + line("    Élevé", 9, "0 / 2    0 %") +
      line("    non renseigné", 17, "4 / 5   80 %") + line("Durée", 5, "60,5 jours") +
      "\nÉquilibre\n" + rule +
      "10 (ouverts au début) + 3 (nouveaux) + 1 (rouverts) + 0 (reçus)\n"
      "  − 1 (non éligibles) − 2 (clôturés) − 0 (transférés) − 0 (doubles) = 11\n"
      "Ouverts à la fin : 11. La fiche est équilibrée.\n";
  CHECK(write_sheet(small_sheet(), small_book(), list_of, Language::French) == expected);
}

TEST_CASE("a printed sheet says when it is incomplete, provisional or out of balance") {
  Sheet sheet = small_sheet();
  sheet.head.unreadable = 2;
  sheet.head.period.now = parse_instant("2026-10-20T08:00:00Z").value();
  sheet.balance.terms.back() = 12;
  const std::string text = write_sheet(sheet, small_book(), list_of, Language::English);
  CHECK(text.find("PROVISIONAL") != std::string::npos);
  CHECK(text.find("INCOMPLETE: 2 case(s)") != std::string::npos);
  CHECK(text.find("Open at the end: 12. THE SHEET DOES NOT BALANCE.") != std::string::npos);
}

TEST_CASE("a long label stands on several lines, a breakdown without answers is left out") {
  Sheet sheet = small_sheet();
  sheet.indicators = {indicator("reviews", kCases,
                                {"Un libellé qui est bien trop long pour tenir sur la seule ligne "
                                 "où se trouve son chiffre",
                                 ""},
                                IndicatorKind::Flow, "reviews", 2)};
  sheet.indicators[0].tables = {{{"manager"}, {{{"unknown"}, 2, 2, {}, false}}}};
  const std::string text = write_sheet(sheet, small_book(), list_of, Language::French);
  CHECK(text.find("Un libellé qui est bien trop long pour tenir sur la seule\n"
                  "ligne où se trouve son chiffre") != std::string::npos);
  CHECK(text.find("Gestionnaire") == std::string::npos);
}

TEST_CASE("a sheet for paper is one page of tables, with the sum of the upper ages") {
  const std::string page = write_sheet_html(small_sheet(), small_book(), list_of, Language::French);
  CHECK(page.find("<html lang=\"fr\">") != std::string::npos);
  CHECK(page.find("<h1>FICHE MENSUELLE") != std::string::npos);
  CHECK(page.find("<tr><th>Structure</th><td>DRPFEF-BKO (étatique)</td></tr>") !=
        std::string::npos);
  CHECK(page.find("<tr><td>Nouveaux</td><td class=\"number\">3</td></tr>") != std::string::npos);
  CHECK(page.find("<tr><th></th><th>12–14</th><th>15–17</th><th>inconnu</th><th>(12–17)</th>"
                  "<th>total</th></tr>\n<tr><th>Masculin</th>") != std::string::npos);
  CHECK(page.find("<td>adiarra – au-dessus</td><td class=\"number\">26</td>") != std::string::npos);
  const auto count = [&](const std::string& word) {
    int found = 0;
    for (std::size_t at = 0; (at = page.find(word, at)) != std::string::npos; ++at) {
      ++found;
    }
    return found;
  };
  CHECK(count("<table") == count("</table>"));
  CHECK(count("<tr") == count("</tr>"));
}

TEST_CASE("what is suppressed is a dot on paper, empty in CSV and null in JSON, and no zero") {
  Sheet sheet = small_sheet();
  sheet.head.shared = true;
  sheet.indicators[0].tables[0].cells[0].suppressed = true;
  sheet.indicators[2].suppressed = true;
  sheet.balance.suppressed[1] = true;
  const std::string json = write_json(sheet_value(sheet));
  CHECK(json.find(R"("age_group":"12-14"},"value":null,"suppressed":true})") != std::string::npos);
  CHECK(json.find(R"("total":null,"of":null,"suppressed":true)") != std::string::npos);
  CHECK(json.find(R"("open_start":10,"new":null,)") != std::string::npos);
  CHECK(json.find(R"("cases_read":null)") != std::string::npos);
  const std::string csv = write_csv(sheet_rows(sheet));
  CHECK(csv.find("cases_new,flow,cases,sex=female;age_group=12-14,,\n") != std::string::npos);
  CHECK(csv.find("timeliness_review,ratio,obligations,,,\n") != std::string::npos);
  const std::string text = write_sheet(sheet, small_book(), list_of, Language::French);
  // The sums of the row are no way round it.
  CHECK(
      text.find("    Féminin                              ·        1        0        ·        ·") !=
      std::string::npos);
  CHECK(text.find("10 (ouverts au début) + · (nouveaux)") != std::string::npos);
  CHECK(text.find("DIFFUSION : 2 chiffre(s) masqué(s)") != std::string::npos);
}

TEST_CASE("a merged sheet tells between which the median lies, a trend what has changed") {
  Sheet sheet = small_sheet();
  sheet.head.level = SheetLevel::Region;
  sheet.head.structures = {"ONE", "TWO"};
  sheet.head.missing = {"THREE"};
  sheet.indicators[3].total.reset();
  sheet.indicators[3].low = 18;
  sheet.indicators[3].high = 60.5;
  sheet.head.trend = period_of(parse_month("2026-09").value());
  sheet.indicators[0].before = SheetIndicator::Before{5.0, 0};
  const std::string text = write_sheet(sheet, small_book(), list_of, Language::French);
  CHECK(text.find("18 – 60,5 jours") != std::string::npos);
  CHECK(text.find("Manquent          THREE") != std::string::npos);
  CHECK(text.find("Tendances, comparées à 2026-09") != std::string::npos);
  CHECK(text.find("5 → 3    −2") != std::string::npos);
}

TEST_CASE("for HXL a figure is a row under its hashtags, suppressed ones empty and not zero") {
  Sheet sheet = small_sheet();
  sheet.indicators[0].tables[0].cells[0].suppressed = true;
  const std::vector<CsvRow> rows = sheet_hxl(sheet, Language::French);
  REQUIRE(rows.size() == 2 + 4 + 7);
  for (const CsvRow& row : rows) {
    CHECK(row.size() == rows.front().size());
  }
  for (const std::string& tag : rows[1]) {
    CHECK(tag.starts_with("#"));
  }
  CHECK(rows[2] == CsvRow{"DRPFEF-BKO", "BKO", "2026-10-01", "2026-10-31", "Nouveaux", "cases_new",
                          "flow", "cases", "", "", "", "3", "", "free"});
  CHECK(rows[3] == CsvRow{"DRPFEF-BKO", "BKO", "2026-10-01", "2026-10-31", "Nouveaux", "cases_new",
                          "flow", "cases", "female", "12-14", "", "", "", "secret"});
  CHECK(rows[10] == CsvRow{"DRPFEF-BKO", "BKO", "2026-10-01", "2026-10-31", "À temps",
                           "timeliness_review", "ratio", "obligations", "", "", "risk_level=high",
                           "0", "2", "free"});
}

TEST_CASE("for DHIS2 every value is a text, once, and what is suppressed is not there") {
  Sheet sheet = small_sheet();
  sheet.indicators[0].tables[0].cells[0].suppressed = true;
  sheet.indicators[3].total.reset();
  const Value set = sheet_dhis2(sheet);
  CHECK(set.scalar_of("dataSet") == "POS_MONTH");
  CHECK(set.scalar_of("period") == "202610");
  CHECK(set.scalar_of("orgUnit") == "DRPFEF-BKO");
  CHECK(set.scalar_of("completeDate") == "2026-11-02");
  std::vector<std::string> values;
  for (const Value& each : set.find("dataValues")->items) {
    CHECK(each.find("value")->kind == Value::Kind::Text);
    values.push_back(each.scalar_of("dataElement") + " " + each.scalar_of("categoryOptionCombo") +
                     " " + each.scalar_of("value"));
  }
  CHECK(values ==
        std::vector<std::string>{
            "cases_new  3", "cases_new sex_female_age_group_15-17 1",
            "cases_new sex_male_age_group_unknown 1", "caseload  30", "caseload manager_adiarra 26",
            "caseload manager_bkeita 4", "timeliness_review  4", "timeliness_review_of  7",
            "timeliness_review risk_level_high 0", "timeliness_review_of risk_level_high 2",
            "timeliness_review risk_level_unknown 4", "timeliness_review_of risk_level_unknown 5"});
  sheet.head.unreadable = 1;
  CHECK_THROWS_AS(sheet_dhis2(sheet), Error);
  sheet.head.unreadable = 0;
  sheet.head.period.period = parse_calendar_period("2026-W40").value();
  CHECK(sheet_dhis2(sheet).scalar_of("period") == "2026W40");
}
