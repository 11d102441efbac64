#include "formats/referral_sheet.h"

#include <algorithm>

#include "domain/answer.h"
#include "formats/answer_words.h"

namespace pos {
namespace {

constexpr std::size_t kPage = 80;
constexpr std::string_view kFormFeed = "\f";

/// Characters, as a page counts them.
std::size_t signs_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

class SharingPages {
 public:
  SharingPages(const ReferralSheet& sheet, const CodeLists& lists, Language language)
      : sheet_(sheet), lists_(lists), language_(language) {}

  std::string write() {
    write_sheet();
    if (sheet_.form->with_role(Role::ReferralAnswered) != nullptr) {
      out_ += kFormFeed;
      write_counter_referral();
    }
    return std::move(out_);
  }

 private:
  const std::string& say(const Text& words) const { return words.in(language_); }

  /// Words laid into lines as wide as the page, after a margin.
  void line(const Text& words, std::size_t margin = 0) { laid(say(words), margin); }
  void laid(const std::string& words, std::size_t margin) {
    const std::string blanks(margin, ' ');
    std::string row;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
      const std::string word = words.substr(at, end - at);
      if (!row.empty() && margin + signs_in(row) + 1 + signs_in(word) > kPage) {
        out_ += blanks + row + "\n";
        row.clear();
      }
      row += (row.empty() ? "" : " ") + word;
      if (end < words.size() && words[end] == '\n') {
        out_ += blanks + row + "\n";
        row.clear();
      }
      at = end + 1;
    }
    out_ += row.empty() ? "" : blanks + row + "\n";
  }
  void entry(const Text& label, const std::string& words) {
    laid(say(text("{} : {}", "{}: {}", label, words.empty() ? dots(30) : words)), 0);
  }
  std::string dots(std::size_t count) const { return std::string(count, '.'); }
  void blank_line() { out_ += "\n"; }

  void write_head(const Text& title);
  void write_sheet();
  void write_parts();
  void write_answer(const SharedPart::Answer& answer, std::size_t margin);
  void write_signatures();
  void write_counter_referral();
  void write_blank(const Field& field);
  std::string shown(const Field& field, const Value& value) const {
    return answer_words(field, value, lists_, language_);
  }
  Text part_label(const std::string& code) const;

  const ReferralSheet& sheet_;
  const CodeLists& lists_;
  Language language_;
  std::string out_;
};

Text SharingPages::part_label(const std::string& code) const {
  const Field* shared = sheet_.form->with_role(Role::SharedInformation);
  const Choice* choice =
      shared == nullptr ? nullptr : find_choice(choices_of(*shared, lists_), code);
  return choice == nullptr ? same_text(code) : choice->label;
}

void SharingPages::write_head(const Text& title) {
  line(title);
  line(text("{}, le {}", "{}, {}", sheet_.office, to_string(sheet_.printed)));
  blank_line();
  entry({"Identifiant de l'enfant", "The child's identifier"}, sheet_.id.text());
  entry({"Fiche", "Form"}, sheet_.form->code + " " + sheet_.entry);
}

void SharingPages::write_sheet() {
  write_head(
      text("{} {} – CONFIDENTIEL", "{} {} – CONFIDENTIAL", sheet_.form->code, sheet_.form->title));
  entry({"De", "From"}, sheet_.from);
  entry({"Gestionnaire de cas", "Case manager"}, sheet_.manager);
  entry({"Téléphone du gestionnaire", "Case manager's telephone"}, "");
  if (!sheet_.to.empty()) {
    entry({"À", "To"}, sheet_.to);
  }
  for (const SharedPart::Answer& answer : sheet_.answers) {
    write_answer(answer, 0);
  }
  entry({"Accord au partage de l'information", "Consent to share information"},
        sheet_.consent ? say(text("recueilli le {}", "taken on {}", to_string(*sheet_.consent)))
                       : say({"partage sans accord, motif au dossier",
                              "shared without one, the reason stands in the file"}));
  write_parts();
  write_signatures();
}

void SharingPages::write_parts() {
  for (const SharedPart& part : sheet_.shared) {
    blank_line();
    line(part_label(part.code));
    if (shares_identity(part.code) && !sheet_.names) {
      line({"non imprimé : ce papier porte l'identifiant seul (POS 6.1.2)",
            "not printed: this paper has the identifier alone (POS 6.1.2)"},
           2);
      continue;
    }
    if (part.code == kWholeFile) {
      line({"remise à part, sous pli fermé", "handed over beside this, in a closed envelope"}, 2);
    } else if (part.answers.empty()) {
      line({"rien d'enregistré", "nothing is recorded"}, 2);
    }
    for (const SharedPart::Answer& answer : part.answers) {
      write_answer(answer, 2);
    }
  }
}

void SharingPages::write_answer(const SharedPart::Answer& answer, std::size_t margin) {
  if (answer.columns.empty()) {
    laid(say(text("{} : {}", "{}: {}", answer.field->label, shown(*answer.field, answer.value))),
         margin);
    return;
  }
  line(answer.field->label, margin);
  for (const Value& row : answer.value.items) {
    std::string cells;
    for (const Field* column : answer.columns) {
      if (const Value* cell = row.find(column->name)) {
        const std::string words = shown(*column, *cell);
        cells += cells.empty() ? "- " + words
                               : " ; " + say(text("{} : {}", "{}: {}", column->label, words));
      }
    }
    laid(cells, margin + 2);
  }
}

void SharingPages::write_signatures() {
  blank_line();
  line({"Ces informations servent à ce service seul. Elles ne se copient ni ne se transmettent.",
        "This information is for this service alone. It is not copied and not passed on."});
  blank_line();
  line({"Remis par (nom, date, signature) : ........................................",
        "Handed over by (name, date, signature): ..................................."});
  line({"Reçu par (nom, date, signature) :  ........................................",
        "Received by (name, date, signature):    ..................................."});
  blank_line();
  line(sheet_.rules);
}

void SharingPages::write_blank(const Field& field) {
  std::string choices;
  if (field.type == FieldType::SelectOne) {
    for (const Choice& choice : choices_of(field, lists_)) {
      choices += "  [ ] " + say(choice.label);
    }
  }
  const bool paragraph = field.type == FieldType::LongText;
  out_ += say(text("{} :", "{}:", field.label)) +
          (choices.empty() ? paragraph ? "" : " " + dots(30) : choices) + "\n";
  out_ += paragraph ? dots(kPage) + "\n" + dots(kPage) + "\n" : "";
}

/// What the form asks of the answer: its date, and the fields that are asked once it is there.
void SharingPages::write_counter_referral() {
  write_head({"Contre-référence, à remplir par le prestataire – CONFIDENTIEL",
              "Counter-referral, to be filled in by the provider – CONFIDENTIAL"});
  entry({"Prestataire", "Provider"}, sheet_.to);
  for (const SharedPart::Answer& answer : sheet_.answers) {
    if (answer.field->role == Role::ServiceCategory) {
      write_answer(answer, 0);
    }
  }
  blank_line();
  const std::string& date = sheet_.form->with_role(Role::ReferralAnswered)->name;
  for (const Field& field : sheet_.form->fields) {
    if (field.name == date || (field.relevant && field.relevant->field == date)) {
      write_blank(field);
    }
  }
  blank_line();
  line({"Date et signature : .......................................................",
        "Date and signature: ......................................................."});
  line(text("À rendre à : {}, {}", "To be returned to: {}, {}", sheet_.office, sheet_.manager));
  line({"Écrire l'identifiant, jamais le nom de l'enfant.",
        "Write the identifier, never the child's name."});
  blank_line();
  line(sheet_.rules);
}

}  // namespace

std::string write_referral_sheet(const ReferralSheet& sheet, const CodeLists& lists,
                                 Language language) {
  return SharingPages(sheet, lists, language).write();
}

}  // namespace pos
