#include "formats/directory_sheet.h"

#include <algorithm>
#include <optional>

#include "domain/answer.h"

namespace pos {
namespace {

/// The parts of an entry in the order of the form; the role of the first field begins each.
enum class Section { Name, Services, Structure, Remarks, Routes, Standing };

Section section_at(Section before, const Field& field) {
  if (!field.role) {
    return before;
  }
  switch (*field.role) {
    case Role::StructureServices:
      return Section::Services;
    case Role::StructureType:
      return Section::Structure;
    case Role::StructureOpening:
      return Section::Remarks;
    case Role::StructureRoutes:
      return Section::Routes;
    case Role::StructureAccessible:
      return Section::Standing;
    default:
      return before;
  }
}

class SheetMaker {
 public:
  SheetMaker(const DirectorySheetHead& head, const Form& form, const CodeLists& lists,
             const DirectoryRules& rules, Language language)
      : head_(head), form_(form), lists_(lists), rules_(rules), language_(language) {}

  DirectorySheet make(const std::vector<DirectoryItem>& items) {
    write_head();
    std::vector<const DirectoryItem*> shown;
    for (const DirectoryItem& item : items) {
      const bool left_out =
          item.structure.accessible == false || is_ended(item.structure, day_of(head_.now));
      if (left_out && !head_.with_history) {
        left_out_.push_back(item.structure.code + "  " + item.structure.name);
      } else {
        shown.push_back(&item);
      }
    }
    group(shown);
    add_tables(shown, Role::StructureRoutes,
               {"Voies de référencement de la région", "Referral routes of the region"});
    add_tables(shown, Role::StructureCoordination,
               {"Coordination : qui fait quoi", "Coordination: who does what"});
    add_part({"Non repris : non accessibles ou finies", "Left out: not accessible or ended"},
             left_out_);
    return std::move(sheet_);
  }

 private:
  const std::string& say(const Text& words) const { return words.in(language_); }

  void write_head() {
    sheet_.title = say(head_.by_place ? Text{"CARTOGRAPHIE DES ACTEURS DE GESTION DE CAS",
                                             "MAP OF THE ACTORS OF CASE MANAGEMENT"}
                                      : Text{"ANNUAIRE DES SERVICES", "DIRECTORY OF SERVICES"});
    sheet_.place = say({"Lieu : ", "Place: "}) + head_.place;
    sheet_.introduction = say(
        {"Les acteurs suivants offrent des services aux enfants, à leur famille et aux tuteurs "
         "dans "
         "la région couverte par les présentes procédures opérationnelles standardisées. Ces "
         "services ont un impact direct et indirect sur la vie des enfants, de leur famille et des "
         "tuteurs.",
         "The following actors offer services to children, their families and guardians in the "
         "region that these standard operating procedures cover. These services have a direct and "
         "an indirect impact on the lives of children, their families and guardians."});
    sheet_.printed = say(
        text("{}, imprimé le {}", "{}, printed on {}", head_.office, to_string(day_of(head_.now))));
    sheet_.columns = {say({"Nom de l'acteur ou de l'organisation", "Actor or organisation"}),
                      say({"Services offerts", "Services offered"}),
                      say({"Structure, point focal, couverture, durée",
                           "Structure, focal point, coverage, duration"}),
                      say({"Remarques (horaires, urgences, cibles, coûts)",
                           "Remarks (hours, emergencies, target groups, costs)"})};
  }

  void group(const std::vector<const DirectoryItem*>& items) {
    if (head_.with_history) {
      for (const DirectoryItem* item : items) {
        add_group({item->structure.code, {entry_of(*item)}});
      }
    } else if (head_.by_place) {
      group_by_place(items);
    } else {
      group_by_heading(items);
    }
  }

  /// Of a select its labels, yes or no, of a table its rows.
  std::string words_of(const Field& field, const Value& answer) const {
    if (field.type == FieldType::Boolean) {
      return say(answer.scalar == "true" ? Text{"oui", "yes"} : Text{"non", "no"});
    }
    if (answer.is_scalar()) {
      return code_words(field, answer.scalar);
    }
    std::string words;
    for (const Value& each : answer.items) {
      words += (words.empty()                     ? ""
                : field.type == FieldType::Repeat ? " | "
                                                  : ", ") +
               (each.is_map() ? row_words(field, each) : code_words(field, each.scalar));
    }
    return words;
  }

  std::string code_words(const Field& field, const std::string& code) const {
    const bool select =
        field.type == FieldType::SelectOne || field.type == FieldType::SelectMultiple;
    const Choice* choice = select ? find_choice(choices_of(field, lists_), code) : nullptr;
    return choice == nullptr ? code : say(choice->label);
  }

  /// The first column says what the row is about; the others have their names.
  std::string row_words(const Field& table, const Value& row) const {
    std::string words;
    for (const Field& column : table.columns) {
      const Value* answer = row.find(column.name);
      if (answer == nullptr) {
        continue;
      }
      words += words.empty() ? "" : " ; " + say(column.label) + say({" : ", ": "});
      words += words_of(column, *answer);
    }
    return words;
  }

  std::string line_of(const Field& field, const Value& answer) const {
    const std::string words = words_of(field, answer);
    return field.type == FieldType::LongText ? words
                                             : say(field.label) + say({" : ", ": "}) + words;
  }

  DirectorySheet::Entry entry_of(const DirectoryItem& item) const {
    DirectorySheet::Entry entry;
    entry.name = item.structure.name;
    Section section = Section::Name;
    for (const Field& field : form_.fields) {
      section = section_at(section, field);
      const Value* answer = item.entry.find(field.name);
      const bool told = answer != nullptr && (!answer->scalar.empty() || !answer->items.empty());
      if (told && section > Section::Name && section < Section::Routes) {
        entry.columns[static_cast<std::size_t>(section) - 1].push_back(line_of(field, *answer));
      }
    }
    entry.standing = standing_words(item);
    if (head_.with_history) {
      entry.history = history_of(item);
    }
    return entry;
  }

  std::string standing_words(const DirectoryItem& item) const {
    const Standing& standing = item.standing;
    std::string words = standing.verified
                            ? say(text("vérifié le {} par {}", "verified on {} by {}",
                                       to_string(*standing.verified), standing.verified_by))
                            : say({"jamais vérifié", "never verified"});
    for (const DirectoryNote& note : item.notes) {
      if (note.kind == "stale" || note.kind == "unconfirmed" || note.kind == "places") {
        words += " ; " + say(note.words);
      }
    }
    return words;
  }

  std::vector<std::string> history_of(const DirectoryItem& item) const {
    std::vector<std::string> lines;
    for (const EntryChange& change : item.changes) {
      std::string fields;
      for (const std::string& name : change.fields) {
        const Field* field = form_.find(name);
        fields += (fields.empty() ? "" : ", ") + (field == nullptr ? name : say(field->label));
      }
      fields = lines.empty() ? say({"entrée ajoutée", "entry added"}) : fields;
      lines.push_back(to_string(day_of(change.recorded)) + "  " + change.author +
                      say({" : ", ": "}) + fields);
    }
    return lines;
  }

  /// An entry stands under each of its headings; under those of its categories where it has none.
  std::vector<std::string> headings_of(const Structure& s) const {
    std::vector<std::string> headings = s.headings;
    for (const DirectoryRules::Heading& row : rules_.headings) {
      if (s.headings.empty() && holds(s.services, row.category) && !holds(headings, row.heading)) {
        headings.push_back(row.heading);
      }
    }
    return headings;
  }

  void group_by_heading(const std::vector<const DirectoryItem*>& items) {
    const Field* field = form_.with_role(Role::StructureHeadings);
    for (const Choice& heading : choices_of(*field, lists_)) {
      DirectorySheet::Group group{say(heading.label), {}};
      for (const DirectoryItem* item : items) {
        if (holds(headings_of(item->structure), heading.code)) {
          group.entries.push_back(entry_of(*item));
        }
      }
      add_group(std::move(group));
    }
  }

  void group_by_place(const std::vector<const DirectoryItem*>& items) {
    std::vector<std::string> regions;
    const auto regions_of = [](const Structure& s) {
      std::vector<std::string> some;
      for (const auto* places : {&s.places, &s.branch_places}) {
        for (const std::string& place : *places) {
          some.push_back(place.substr(0, place.find('/')));
        }
      }
      return some;
    };
    for (const DirectoryItem* item : items) {
      const std::vector<std::string> some = regions_of(item->structure);
      regions.insert(regions.end(), some.begin(), some.end());
    }
    std::sort(regions.begin(), regions.end());
    regions.erase(std::unique(regions.begin(), regions.end()), regions.end());
    for (const std::string& region : regions) {
      DirectorySheet::Group group{region, {}};
      for (const DirectoryItem* item : items) {
        if (holds(regions_of(item->structure), region)) {
          group.entries.push_back(entry_of(*item));
        }
      }
      add_group(std::move(group));
    }
  }

  void add_group(DirectorySheet::Group group) {
    if (!group.entries.empty()) {
      sheet_.groups.push_back(std::move(group));
    }
  }

  void add_tables(const std::vector<const DirectoryItem*>& items, Role role, const Text& title) {
    std::vector<std::string> lines;
    const Field* table = form_.with_role(role);
    for (const DirectoryItem* item : items) {
      const Value* rows = table == nullptr ? nullptr : item->entry.find(table->name);
      for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
        lines.push_back(row_words(*table, row) + " → " + item->structure.name);
      }
    }
    std::sort(lines.begin(), lines.end());
    add_part(title, std::move(lines));
  }

  void add_part(const Text& title, std::vector<std::string> lines) {
    if (!lines.empty()) {
      sheet_.parts.push_back({say(title), std::move(lines)});
    }
  }

  const DirectorySheetHead& head_;
  const Form& form_;
  const CodeLists& lists_;
  const DirectoryRules& rules_;
  Language language_;
  DirectorySheet sheet_;
  std::vector<std::string> left_out_;
};

}  // namespace

DirectorySheet directory_sheet(const std::vector<DirectoryItem>& items,
                               const DirectorySheetHead& head, const Form& form,
                               const CodeLists& lists, const DirectoryRules& rules,
                               Language language) {
  return SheetMaker(head, form, lists, rules, language).make(items);
}

}  // namespace pos
