#include "workflow/fill.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/random.h"

namespace pos {
namespace {

std::vector<std::string> scalars(const Value& value) {
  std::vector<std::string> words;
  if (value.is_scalar()) {
    words.push_back(value.scalar);
  }
  for (const Value& item : value.items) {
    words.push_back(item.scalar);
  }
  return words;
}

void set_answer(const Form& form, Value& answers, Role role, Value value) {
  if (const Field* field = form.with_role(role)) {
    answers = laid_over(form, answers, Value::map({{field->name, std::move(value)}}));
  }
}

class Filling {
 public:
  Filling(Workspace& workspace, const Form& form, const Filled& filled, const Case* c,
          const Value* before, const KnownNames& names)
      : workspace_(workspace),
        form_(form),
        filled_(filled),
        case_(c),
        before_(before),
        names_(names) {}

  Draft run() {
    Value input = filled_.answers;
    const Value* told = input.find("occurred");
    const Value occurred = told == nullptr ? Value{} : *told;
    input.erase("occurred");

    const CodeLists lists = [this](std::string_view id) -> const CodeList& {
      return workspace_.schemas().list(id);
    };
    CheckContext context{lists, {}, new_row_id, before_, workspace_.now()};
    if (case_ != nullptr) {
      context.elsewhere = [this](std::string_view form, std::string_view field) {
        return answers_elsewhere(form, field);
      };
    }
    Checked checked = check(form_, input, context);
    draft_.answers = std::move(checked.answers);
    findings_ = std::move(checked.findings);
    for (Finding& finding : findings_) {
      finding.where.file = filled_.name;
    }
    draft_.entry.form = form_.code;
    draft_.entry.edition = form_.edition;
    draft_.addition = before_ != nullptr;
    date_entry(occurred, told != nullptr);
    take_missing(checked.missing);
    tell_expected(checked.expected);
    tell_to_come(checked.to_come);
    look_for_names();
    finish();
    return std::move(draft_);
  }

 private:
  void fault(const std::string& field, int line, Text message, Text hint = {}) {
    findings_.push_back({{filled_.name, line, field}, std::move(message), std::move(hint)});
  }

  std::vector<std::string> answers_elsewhere(std::string_view form, std::string_view field) const {
    const std::vector<const Event*> events = case_->of_form(form);
    const Value* value = events.empty() ? nullptr : events.back()->data.find(field);
    return value == nullptr ? std::vector<std::string>{} : scalars(*value);
  }

  int line_of(const std::string& field) const {
    const Value* value = filled_.answers.find(field);
    return value == nullptr ? 0 : value->line;
  }

  /// A completion is dated by when it was made, not by the date of what it completes.
  void date_entry(const Value& occurred, bool told) {
    const std::string& dated = draft_.answers.scalar_of(form_.date_field);
    const std::optional<When> by_field = parse_when(dated);
    std::optional<When> at = by_field;
    if (told) {
      at = parse_when(occurred.scalar);
      if (!at) {
        fault("occurred", occurred.line, {"pas une date ni une heure", "not a date or time"},
              {"2026-10-03 ou 2026-10-03T10:15:00Z", "2026-10-03 or 2026-10-03T10:15:00Z"});
        at = when(workspace_.now());
      } else if (by_field && before_ == nullptr && by_field->day() != at->day()) {
        fault("occurred", occurred.line,
              text("ne tombe pas le même jour que {}", "is not the same day as {}",
                   form_.date_field));
      }
    }
    draft_.entry.occurred = at.value_or(when(workspace_.now()));
    check_time(told ? "occurred" : form_.date_field);
  }

  void check_time(const std::string& field) {
    const When& at = draft_.entry.occurred;
    const bool future =
        at.date_only ? at.day() > day_of(workspace_.now()) : at.at > workspace_.now();
    if (future) {
      fault(field, line_of(field), {"cette date est dans l'avenir", "this date is in the future"});
    }
    const bool early = case_ != nullptr && case_->registered() && !form_.before_registration &&
                       form_.code != kRegistrationForm &&
                       at.day() < case_->registration().occurred.day();
    if (early) {
      fault(field, line_of(field),
            {"cette date précède l'enregistrement du dossier",
             "this date is before the registration of the case"},
            {"corriger la date, ou celle de la fiche 1.B par `pos record … --corrects`",
             "correct the date, or that of form 1.B with `pos record … --corrects`"});
    }
  }

  bool may_be_incomplete() const {
    const bool emergency = case_ != nullptr
                               ? emergency_open(*case_)
                               : answer_of(form_, draft_.answers, Role::EmergencyNeeded) == "true";
    return (form_.incomplete_in_emergency && emergency) ||
           answer_of(form_, draft_.answers, Role::AssessmentComplete) == "false";
  }

  void take_missing(const std::vector<std::string>& missing) {
    const bool allowed = may_be_incomplete();
    for (const std::string& field : missing) {
      const bool told = std::any_of(findings_.begin(), findings_.end(),
                                    [&](const Finding& f) { return f.where.field == field; });
      if (told) {
        continue;  // answered, but wrongly
      }
      if (allowed) {
        draft_.warnings.push_back(text("réponse obligatoire à compléter : {}",
                                       "required answer to be completed: {}", field));
      } else {
        fault(field, 0, {"réponse obligatoire absente", "a required answer is missing"},
              text("`pos form blank {0}` montre la fiche et ses choix",
                   "`pos form blank {0}` prints the form with its choices", form_.code));
      }
    }
  }

  /// An emergency, and an assessment that goes on, are not held up by what can wait.
  void tell_expected(const std::vector<std::string>& expected) {
    if (may_be_incomplete()) {
      return;
    }
    for (const std::string& field : expected) {
      draft_.warnings.push_back(text("réponse attendue par les POS, à compléter : {}",
                                     "an answer that the procedures expect, to be completed: {}",
                                     field));
    }
  }

  void tell_to_come(const std::vector<std::string>& fields) {
    for (const std::string& field : fields) {
      draft_.warnings.push_back(
          text("cette date est à venir : {}", "this date is to come: {}", field));
    }
  }

  /// Free texts are read by more people than the names are (POS 6.1.2).
  void look_for_names() {
    if (!has_free_text(form_, draft_.answers)) {
      return;
    }
    NameWords words = names_.words;
    add_name_words(words, form_, draft_.answers);
    if (names_someone(filled_.names_in_text, words)) {
      fault("--names-in-text", 0,
            {"le motif contient lui-même un nom", "the reason itself holds a name"});
    }
    const std::vector<Finding> found = names_in_text(form_, draft_.answers, words);
    if (filled_.names_in_text.empty()) {
      for (const Finding& finding : found) {
        fault(finding.where.field, finding.where.line, finding.message, finding.hint);
      }
    } else if (!found.empty()) {
      draft_.answers.set(kNamesInTextField, Value::text(filled_.names_in_text));
    } else {
      draft_.warnings.push_back({"aucun texte ne contient de nom : le motif n'est pas gardé",
                                 "no text holds a name: the reason is not kept"});
    }
    if (!names_.complete) {
      draft_.warnings.push_back(
          {"les noms déjà saisis dans ce dossier vous sont fermés, ou manquent ici : les textes "
           "n'ont pas pu leur être comparés",
           "the names entered in this case before are closed to you, or missing here: the texts "
           "could not be compared with them"});
    }
  }

  void finish() {
    if (!findings_.empty()) {
      throw invalid_input(std::move(findings_));
    }
    compute_facts();
    draft_.whole = before_ == nullptr ? draft_.answers : laid_over(form_, *before_, draft_.answers);
    draft_.identity_answers = part(form_, draft_.answers, Compartment::Identity);
    draft_.entry.data = part(form_, draft_.answers, Compartment::Case);
  }

  void compute_facts() {
    const std::optional<Date> birth = parse_date(answer_of(form_, draft_.answers, Role::BirthDate));
    if (birth) {
      const int years = completed_years(*birth, draft_.entry.occurred.day());
      set_answer(form_, draft_.answers, Role::Age, Value::number(std::to_string(years)));
      if (years < 0) {
        throw invalid_input({{{filled_.name, 0, form_.with_role(Role::BirthDate)->name},
                              {"né après l'enregistrement", "born after the registration"},
                              {}}});
      }
    }
    const std::string place = answer_of(form_, draft_.answers, Role::Location);
    if (!place.empty()) {
      set_answer(form_, draft_.answers, Role::Region,
                 Value::text(place.substr(0, place.find('/'))));
    }
  }

  Workspace& workspace_;
  const Form& form_;
  const Filled& filled_;
  const Case* case_;
  const Value* before_;
  const KnownNames& names_;
  Draft draft_;
  std::vector<Finding> findings_;
};

}  // namespace

void set_computed(const Form& form, Draft& draft, Role role, Value value) {
  set_answer(form, draft.answers, role, std::move(value));
  draft.entry.data = part(form, draft.answers, Compartment::Case);
}

std::string new_row_id() {
  auto bytes = random_bytes<16>();
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text += (i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "") + fmt::format("{:02x}", bytes[i]);
  }
  return text;
}

Draft fill(Workspace& workspace, const Form& form, const Filled& filled, const Case* c,
           const Value* before, const KnownNames& names) {
  return Filling(workspace, form, filled, c, before, names).run();
}

}  // namespace pos
