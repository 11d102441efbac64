#include "domain/file_cover.h"

#include <algorithm>

namespace pos {
namespace {

constexpr std::string_view kFirstStage = "1";

/// The last event that answers that role; nullptr where none does.
const Event* last_with(const Case& c, Role role) {
  const auto found = std::find_if(c.events.rbegin(), c.events.rend(), [&](const Event& event) {
    return !answer_codes(c, event, role).empty();
  });
  return found == c.events.rend() ? nullptr : &*found;
}

std::vector<std::string> last_codes(const Case& c, Role role) {
  const Event* event = last_with(c, role);
  return event == nullptr ? std::vector<std::string>{} : answer_codes(c, *event, role);
}

std::vector<Date> dates_of(const std::vector<const Event*>& events, const Form& form) {
  std::vector<Date> dates;
  for (const Event* event : events) {
    if (event->form == form.code) {
      dates.push_back(event->occurred.day());
    }
  }
  return dates;
}

class Cover {
 public:
  Cover(const Case& c, const Rulebook& rules, const std::vector<const Form*>& forms)
      : case_(c), rules_(rules), forms_(forms) {}

  FileCover make() {
    add_course();
    add_place();
    add_stages();
    for (const FileRules::Document& document : rules_.file.documents) {
      add_document(document);
    }
    if (cover_.ending) {
      add_missing();
    }
    return std::move(cover_);
  }

 private:
  void add_course() {
    if (!case_.registered()) {
      return;
    }
    cover_.opened = case_.episodes.front().start.day();
    if (case_.episodes.size() > 1) {
      cover_.reopened = case_.episode().start.day();
    }
    if (const std::optional<When>& closed = case_.episode().closed) {
      cover_.closed = closed->day();
    }
    cover_.ending = case_.episode().closed || case_.episode().closure_requested;
  }

  void add_place() {
    if (const Event* told = last_with(case_, Role::PaperFileLocation)) {
      cover_.location = answer_text(case_, *told, Role::PaperFileLocation);
      cover_.located = told->occurred.day();
    }
    for (const Event& event : case_.events) {
      if (case_.forms(event.form).with_role(Role::FormsOnPaper) != nullptr) {
        cover_.checked = event.occurred.day();
      }
    }
  }

  void add_stages() {
    const std::vector<std::string> on_paper = last_codes(case_, Role::FormsOnPaper);
    for (const Choice& stage : rules_.file.stages) {
      FileCover::Stage made{stage.code, stage.label, false, {}};
      const std::vector<const Event*> events = events_of_stage(case_, stage.code);
      for (const Form* form : forms_) {
        if (form->stage != stage.code || form->kind == FormKind::Tool) {
          continue;
        }
        FileCover::FormLine line{form, dates_of(events, *form), holds(on_paper, form->code)};
        made.reached = made.reached || !line.dates.empty();
        if (form->kind != FormKind::Own || !line.dates.empty()) {
          made.forms.push_back(std::move(line));
        }
      }
      cover_.stages.push_back(std::move(made));
    }
  }

  /// When the document came, by what one event says of it.
  std::optional<Date> came(const FileRules::Document& document, const Event& event) const {
    if (document.role.empty()) {
      return event.occurred.day();
    }
    const std::string told = answer_text(case_, event, *parse_role(document.role));
    if (told.empty() || told == "false") {
      return std::nullopt;
    }
    return parse_when(told).value_or(event.occurred).day();
  }

  void add_document(const FileRules::Document& document) {
    FileCover::Document made{document.code, document.label, document.source, {}, 0, false};
    for (const Event& event : case_.events) {
      if (!holds(document.forms, event.form)) {
        continue;
      }
      ++made.expected;
      if (const std::optional<Date> date = came(document, event)) {
        made.dates.push_back(*date);
      }
    }
    const bool main = std::any_of(forms_.begin(), forms_.end(), [&](const Form* form) {
      return form->kind == FormKind::Main && holds(document.forms, form->code);
    });
    made.expected = main && made.expected == 0 ? 1 : made.expected;
    made.on_paper = holds(last_codes(case_, Role::DocumentsOnPaper), document.code);
    cover_.documents.push_back(std::move(made));
  }

  void add_missing() {
    for (const FileCover::Stage& stage : cover_.stages) {
      for (const FileCover::FormLine& line : stage.forms) {
        if (line.form->kind == FormKind::Main && line.dates.empty() && !line.on_paper) {
          cover_.missing.push_back({line.form, reason_for(line.form->code)});
        }
      }
    }
  }

  Text reason_for(const std::string& code) const {
    if (const std::string told = told_reason(code); !told.empty()) {
      return same_text(told);
    }
    const std::vector<const Event*> plans = case_.of_form(kCarePlanForm);
    if (code == kFullAssessmentForm && !plans.empty()) {
      if (const std::string told = answer_text(case_, *plans.back(), Role::NoFullAssessmentReason);
          !told.empty()) {
        return same_text(told);
      }
    }
    for (const FileRules::Waiver& waiver : rules_.file.waivers) {
      if (waiver.form == code && holds(waiver.reasons, case_.episode().closure_reason)) {
        return waiver.label;
      }
    }
    return {};
  }

  /// By the last checklist that says why the form is not there.
  std::string told_reason(const std::string& code) const {
    std::string reason;
    for (const Event& event : case_.events) {
      const Form& form = case_.forms(event.form);
      const Field* table = form.with_role(Role::MissingForms);
      const Value* rows = table == nullptr ? nullptr : event.data.find(table->name);
      for (const Value& row : rows == nullptr ? std::vector<Value>{} : rows->items) {
        if (row.scalar_of(form.with_role(Role::MissingForm)->name) == code) {
          reason = row.scalar_of(form.with_role(Role::MissingFormReason)->name);
        }
      }
    }
    return reason;
  }

  const Case& case_;
  const Rulebook& rules_;
  const std::vector<const Form*>& forms_;
  FileCover cover_;
};

}  // namespace

std::vector<const Event*> events_of_stage(const Case& c, std::string_view stage) {
  std::vector<const Event*> found;
  for (std::size_t i = stage == kFirstStage ? 0 : c.episode_begin(); i < c.events.size(); ++i) {
    if (c.forms(c.events[i].form).stage == stage) {
      found.push_back(&c.events[i]);
    }
  }
  return found;
}

FileCover file_cover(const Case& c, const Rulebook& rules, const std::vector<const Form*>& forms) {
  return Cover(c, rules, forms).make();
}

}  // namespace pos
