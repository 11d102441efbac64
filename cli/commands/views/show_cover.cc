// pos show --cover: cover page and checklist of the file.
#include "cli/commands/views/show_cover.h"

#include "formats/due_list.h"
#include "formats/edition.h"
#include "formats/file_cover_sheet.h"
#include "formats/json.h"

namespace pos::cli {
namespace {

FileCover cover_of(const CaseView& view, Context& context) {
  Schemas& schemas = context.workspace().schemas();
  std::vector<const Form*> forms;
  for (const std::string& code : schemas.form_codes()) {
    if (schemas.knows(code)) {
      forms.push_back(&schemas.form(code));
    }
  }
  return file_cover(view.state, context.workspace().rules(), forms);
}

FileCoverHead head_of(const CaseView& view, Context& context) {
  const Case& c = view.state;
  const Rulebook& rules = context.workspace().rules();
  const Office& office = context.workspace().vault().office();
  const std::optional<RiskLevel> level = c.level_at(c.now, rules);
  return {office.name,
          office.structure,
          c.id.text(),
          c.episodes.size(),
          label(c.status()),
          level ? label(*level) : Text{"non évalué", "not assessed"},
          c.manager,
          rules.name(),
          day_of(context.now())};
}

}  // namespace

void show_cover(const CaseView& view, Context& context) {
  const FileCover cover = cover_of(view, context);
  const Rulebook& rules = context.workspace().rules();
  if (context.format() == Format::Json) {
    const Case& c = view.state;
    const std::optional<RiskLevel> level = c.level_at(c.now, rules);
    Value document = envelope("pos.cover/1", context.now(), view.opened.record.complete(), {});
    document.set("procedures", procedures_value(rules, context.language()));
    document.set("case", Value::text(c.id.text()));
    document.set("episode", json_number(c.episodes.size()));
    document.set("status", Value::text(std::string(word(c.status()))));
    document.set("risk_level", level ? Value::text(std::string(word(*level))) : json_null());
    document.set("manager", Value::text(c.manager));
    for (Member& member : cover_value(cover, context.language()).members) {
      document.set(member.key, std::move(member.value));
    }
    return context.print_json(document);
  }
  const FileCoverHead head = head_of(view, context);
  context.print(context.format() == Format::Html ? write_html(head, cover, context.language())
                                                 : write_text(head, cover, context.language()));
}

}  // namespace pos::cli
