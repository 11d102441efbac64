#include "formats/sheet_head.h"

#include <fmt/format.h>

#include <array>

#include "formats/answer_words.h"
#include "formats/csv.h"

namespace pos {
namespace {

const Text& month_name(unsigned month) {
  static const std::array<Text, 12> names = {{{"janvier", "January"},
                                              {"février", "February"},
                                              {"mars", "March"},
                                              {"avril", "April"},
                                              {"mai", "May"},
                                              {"juin", "June"},
                                              {"juillet", "July"},
                                              {"août", "August"},
                                              {"septembre", "September"},
                                              {"octobre", "October"},
                                              {"novembre", "November"},
                                              {"décembre", "December"}}};
  return names[month - 1];
}

}  // namespace

Text actor_label(std::string_view actor) {
  if (actor == "state") {
    return {"étatique", "state"};
  }
  return actor == "non_state" ? Text{"non étatique", "non-state"} : Text{};
}

Text sheet_title(const SheetHead& head) {
  switch (head.period.period.unit) {
    case CalendarPeriod::Unit::OneWeek:
      return {"FICHE HEBDOMADAIRE DE GESTION DE CAS DE PROTECTION DE L'ENFANT",
              "WEEKLY SHEET OF CHILD-PROTECTION CASE MANAGEMENT"};
    case CalendarPeriod::Unit::OneYear:
      return {"FICHE ANNUELLE DE GESTION DE CAS DE PROTECTION DE L'ENFANT",
              "YEARLY SHEET OF CHILD-PROTECTION CASE MANAGEMENT"};
    case CalendarPeriod::Unit::OneMonth:
      break;
  }
  return {"FICHE MENSUELLE DE GESTION DE CAS DE PROTECTION DE L'ENFANT",
          "MONTHLY SHEET OF CHILD-PROTECTION CASE MANAGEMENT"};
}

std::string period_words(const CalendarPeriod& period, Language language) {
  std::string name = to_string(period);
  if (period.unit == CalendarPeriod::Unit::OneWeek) {
    name = text("semaine {}", "week {}", name).in(language);
  } else if (period.unit == CalendarPeriod::Unit::OneMonth) {
    const std::chrono::year_month_day day(period.first);
    name = fmt::format("{} {}", month_name(static_cast<unsigned>(day.month())).in(language),
                       static_cast<int>(day.year()));
  }
  return fmt::format("{} ({} – {})", name, to_string(period.first), to_string(period.last));
}

std::vector<std::pair<Text, std::string>> sheet_facts(const Sheet& sheet, Language language) {
  const SheetHead& head = sheet.head;
  std::vector<std::pair<Text, std::string>> facts = {
      {{"Période", "Period"}, period_words(head.period.period, language)},
      {{"Structure", "Structure"},
       head.actor.empty()
           ? head.structure
           : fmt::format("{} ({})", head.structure, actor_label(head.actor).in(language))}};
  if (!head.region.empty()) {
    facts.push_back({{"Région", "Region"}, head.region});
  }
  if (head.level == SheetLevel::Structure) {
    facts.push_back({{"Portée", "Scope"}, label(head.scope).in(language)});
  } else {
    facts.push_back({{"Niveau", "Level"}, label(head.level).in(language)});
    facts.push_back({{"Fiches réunies", "Sheets merged"}, joined(head.structures)});
    facts.push_back({{"Manquent", "Missing"}, head.missing.empty() ? "–" : joined(head.missing)});
  }
  if (!head.shared) {
    facts.push_back({{"Dossiers lus", "Cases read"}, std::to_string(head.cases_read)});
  }
  facts.push_back({{"Règles", "Rules"}, head.rules});
  facts.push_back({{"Révision", "Revision"}, std::to_string(head.revision)});
  facts.push_back({{"Établie le", "Generated"}, time_words(to_string(head.period.now))});
  return facts;
}

}  // namespace pos
