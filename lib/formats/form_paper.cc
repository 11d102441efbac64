#include "formats/form_paper.h"

#include <algorithm>

#include "domain/answer.h"
#include "formats/answer_words.h"

namespace pos {
namespace {

constexpr std::size_t kMostBoxes = 40;    ///< more codes than these are written, not ticked
constexpr std::size_t kMostLegends = 24;  ///< of a column
constexpr int kBlankRows = 3;

bool is_ticked(const Field& field, const CodeLists& lists) {
  if (field.type == FieldType::Boolean) {
    return true;
  }
  if (field.type != FieldType::SelectOne && field.type != FieldType::SelectMultiple) {
    return false;
  }
  const bool open = !field.list.empty() && lists(field.list).open;
  return !open && choices_of(field, lists).size() <= kMostBoxes;
}

class PaperFields {
 public:
  PaperFields(const FormPaper& paper, const CodeLists& lists, Language language)
      : paper_(paper), lists_(lists), language_(language) {}

  std::vector<PaperField> make() {
    std::vector<PaperField> made;
    for (const Field& field : paper_.form->fields) {
      const Value* answer = answer_to(field);
      if (!field.calculated || answer != nullptr) {
        made.push_back(paper_field(field, answer));
      }
    }
    return made;
  }

 private:
  const std::string& say(const Text& words) const { return words.in(language_); }

  const Value* answer_to(const Field& field) const {
    const bool shown = paper_.answers != nullptr && field.compartment != Compartment::Identity;
    return shown ? paper_.answers->find(field.name) : nullptr;
  }

  PaperField paper_field(const Field& field, const Value* answer) const {
    PaperField made;
    made.label = say(field.label) + (field.required ? " *" : "");
    made.note = note_of(field);
    if (field.type == FieldType::Repeat) {
      make_table(made, field, answer);
    } else if (is_ticked(field, lists_)) {
      make_boxes(made, field, answer);
    } else {
      made.kind =
          field.type == FieldType::LongText ? PaperField::Kind::Lines : PaperField::Kind::Line;
      made.answer = answer == nullptr ? "" : shown(field, *answer);
    }
    return made;
  }

  void make_boxes(PaperField& made, const Field& field, const Value* answer) const {
    made.kind = PaperField::Kind::Boxes;
    made.one = field.type != FieldType::SelectMultiple;
    const auto ticked = [&](const std::string& code) {
      return answer != nullptr &&
             (answer->is_list()
                  ? std::any_of(answer->items.begin(), answer->items.end(),
                                [&](const Value& item) { return item.scalar == code; })
                  : answer->scalar == code);
    };
    if (field.type == FieldType::Boolean) {
      made.boxes = {{ticked("true"), say({"Oui", "Yes"})}, {ticked("false"), say({"Non", "No"})}};
      return;
    }
    for (const Choice& choice : choices_of(field, lists_)) {
      if (!choice.retired || ticked(choice.code)) {
        made.boxes.emplace_back(ticked(choice.code), say(choice.label));
      }
    }
  }

  void make_table(PaperField& made, const Field& table, const Value* answer) const {
    made.kind = PaperField::Kind::Table;
    std::vector<const Field*> columns;
    for (const Field& column : table.columns) {
      if (!column.calculated) {
        columns.push_back(&column);
        made.columns.push_back(say(column.label) + (column.required ? " *" : ""));
        add_legend(made, column);
      }
    }
    for (const Value& row : answer == nullptr ? std::vector<Value>{} : answer->items) {
      std::vector<std::string> cells;
      for (const Field* column : columns) {
        const Value* cell =
            column->compartment == Compartment::Identity ? nullptr : row.find(column->name);
        cells.push_back(cell == nullptr ? "" : shown(*column, *cell));
      }
      made.rows.push_back(std::move(cells));
    }
    if (answer == nullptr) {
      add_blank_rows(made, table, columns, 0, std::vector<std::string>(columns.size()));
    }
  }

  /// A row for each combination of codes that the form wants, else some to write in.
  void add_blank_rows(PaperField& made, const Field& table,
                      const std::vector<const Field*>& columns, std::size_t depth,
                      std::vector<std::string> cells) const {
    if (table.every.empty()) {
      made.rows.insert(made.rows.end(), kBlankRows, cells);
      return;
    }
    if (depth == table.every.size()) {
      made.rows.push_back(std::move(cells));
      return;
    }
    const auto column = std::find_if(columns.begin(), columns.end(), [&](const Field* each) {
      return each->name == table.every[depth];
    });
    for (const Choice& choice : choices_of(**column, lists_)) {
      if (!choice.retired) {
        cells[static_cast<std::size_t>(column - columns.begin())] = say(choice.label);
        add_blank_rows(made, table, columns, depth + 1, cells);
      }
    }
  }

  void add_legend(PaperField& made, const Field& column) const {
    if (!is_ticked(column, lists_) || column.type == FieldType::Boolean ||
        choices_of(column, lists_).size() > kMostLegends) {
      return;
    }
    std::string words;
    for (const Choice& choice : choices_of(column, lists_)) {
      words += choice.retired ? "" : (words.empty() ? "" : " / ") + say(choice.label);
    }
    made.legends.push_back(say(text("{} : {}", "{}: {}", column.label, words)));
  }

  std::string shown(const Field& field, const Value& value) const {
    return answer_words(field, value, lists_, language_);
  }

  std::string note_of(const Field& field) const {
    std::string note = say(field.hint);
    const auto add = [&](const std::string& words) {
      note += (note.empty() || words.empty() ? "" : " ") + words;
    };
    if (field.relevant) {
      add(say({"Seulement si ", "Only if "}) + condition(*field.relevant) + ".");
    }
    for (const Relevance& each : field.required_when) {
      add(say({"* si ", "* if "}) + condition(each) + ".");
    }
    return note;
  }

  /// By the labels that stand on paper; of another form by its code.
  std::string condition(const Relevance& relevance) const {
    const Field* named = relevance.form.empty() ? found(relevance.field) : nullptr;
    const std::string field = named == nullptr ? relevance.form : say(named->label);
    if (!relevance.answered) {
      return say(text("« {} » n'a pas de réponse", "“{}” has no answer", field));
    }
    if (relevance.codes.empty()) {
      return say(text("« {} » a une réponse", "“{}” has an answer", field));
    }
    std::string words;
    for (const std::string& code : relevance.codes) {
      words += (words.empty() ? "" : ", ") +
               (named == nullptr ? code : shown(*named, Value::text(code)));
    }
    return say(text("« {} » : {}", "“{}”: {}", field, words));
  }

  const Field* found(const std::string& name) const {
    if (const Field* field = paper_.form->find(name)) {
      return field;
    }
    for (const Field& table : paper_.form->fields) {
      if (const Field* column = find_field(table.columns, name)) {
        return column;
      }
    }
    return nullptr;
  }

  const FormPaper& paper_;
  const CodeLists& lists_;
  Language language_;
};

}  // namespace

std::string paper_title(const FormPaper& paper, Language language) {
  return paper.form->code + " – " + paper.form->title.in(language);
}

std::vector<std::pair<std::string, std::string>> paper_head(const FormPaper& paper,
                                                            Language language) {
  std::vector<std::pair<std::string, std::string>> rows;
  const auto add = [&](const Text& label, const std::string& words) {
    rows.emplace_back(label.in(language), words);
  };
  add({"Bureau", "Office"}, paper.office);
  add({"Structure", "Structure"}, paper.structure);
  if (paper.form->stage != "office") {
    add({"Identifiant de l'enfant", "The child's identifier"}, paper.id);
  }
  add({"Date", "Date"}, paper.date);
  return rows;
}

std::vector<std::string> paper_advice(const FormPaper& paper, Language language) {
  std::vector<std::string> lines;
  const auto add = [&](const Text& words) { lines.push_back(words.in(language)); };
  if (paper.answers == nullptr) {
    add({"* réponse obligatoire. ( ) une seule case, [ ] autant que besoin.",
         "* an answer is required. ( ) tick one box, [ ] as many as fit."});
  } else {
    add({"Ce qui nomme ou localise n'est pas imprimé : l'écrire à la main si besoin (POS 6.1.2).",
         "What names or locates is not printed: write it by hand if need be (POS 6.1.2)."});
  }
  return lines;
}

std::vector<std::string> paper_signatures(Language language) {
  const Text by = {"Rempli par (fonction, date, signature)",
                   "Filled in by (role, date, signature)"};
  const Text checked = {"Vu par le superviseur (date, signature)",
                        "Seen by the supervisor (date, signature)"};
  return {by.in(language), checked.in(language)};
}

std::vector<PaperField> paper_fields(const FormPaper& paper, const CodeLists& lists,
                                     Language language) {
  return PaperFields(paper, lists, language).make();
}

}  // namespace pos
