#include "workflow/linking.h"

#include <algorithm>

#include "workflow/cases.h"
#include "workflow/fill.h"

namespace pos {
namespace {

constexpr const char* kDuplicate = "duplicate";
constexpr const char* kKept = "kept";

/// nullopt where the file is closed to the user.
std::optional<Case> readable(Workspace& workspace, const CaseId& id) {
  try {
    return state_of(workspace, read_facts(workspace, id));
  } catch (const Error& error) {
    if (error.code != ErrorCode::NoKey) {
      throw;
    }
    return std::nullopt;
  }
}

void require_registered(const Case& c) {
  if (!c.registered()) {
    throw refusal("not-registered",
                  text("{} est un signalement, pas encore un dossier",
                       "{} is a report and no case yet", c.id.text()),
                  {"le classer : `pos signal close SIGNALEMENT --outcome known_case`",
                   "close it: `pos signal close REPORT --outcome known_case`"},
                  "POS 3.3.1");
  }
}

/// Two files that each leave for the other would leave the child without one.
void require_kept(const Case& kept) {
  require_registered(kept);
  if (kept.episode().duplicate) {
    throw refusal("duplicate",
                  text("{} est lui-même le double de {}", "{} is itself the duplicate of {}",
                       kept.id.text(), kept.episode().same_as),
                  {"joindre à celui qui continue", "join to the one that goes on"}, "POS 3.3.1");
  }
}

bool has_link(const Case& c, const CaseId& other, const char* kind) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return event.form == kLinkForm && answer_text(c, event, Role::LinkedCase) == other.text() &&
           answer_text(c, event, Role::LinkKind) == kind;
  });
}

Filled with_link(Workspace& workspace, Filled filled, const CaseId& other, const char* kind) {
  const Form& form = workspace.form(kLinkForm);
  filled.answers.set(form.with_role(Role::LinkedCase)->name, Value::text(other.text()));
  filled.answers.set(form.with_role(Role::LinkKind)->name, Value::text(kind));
  if (filled.answers.find(form.date_field) == nullptr) {
    filled.answers.set(form.date_field, Value::text(to_string(day_of(workspace.now()))));
  }
  return filled;
}

Saved record_link(Workspace& workspace, const CaseId& id, const CaseId& other, const char* kind,
                  const Filled& filled, const Manner& manner) {
  return record_form(workspace, id, std::string(kLinkForm),
                     with_link(workspace, filled, other, kind), {}, manner);
}

void add_advice(Saved& saved, const CaseId& id, const std::optional<Case>& kept, bool own) {
  if (!own) {
    saved.warnings.push_back(
        text("{} n'est pas à vous : prévenir son gestionnaire de cas, qui n'y verra pas le lien",
             "{} is not yours: tell its case manager, who does not see the link in it", id.text()));
  }
  if (kept && !kept->open()) {
    saved.warnings.push_back(
        text("{} n'est pas ouvert ({}) : le rouvrir par `pos reopen` pour que l'enfant soit suivi",
             "{} is not open ({}): reopen it with `pos reopen`, so that somebody follows the child",
             id.text(), label(kept->status())));
  }
}

}  // namespace

Linked link_cases(Workspace& workspace, const CaseId& duplicate, const CaseId& kept,
                  const Filled& filled, const Manner& manner) {
  if (duplicate == kept) {
    throw Error(ErrorCode::Usage,
                {"deux dossiers différents sont attendus", "two different cases are expected"});
  }
  const std::optional<Case> leaving = readable(workspace, duplicate);
  const std::optional<Case> going_on = readable(workspace, kept);
  if (leaving) {
    require_registered(*leaving);
    if (has_link(*leaving, kept, kDuplicate)) {
      throw refusal("linked",
                    {"ces deux dossiers sont déjà joints", "these cases are joined already"},
                    {"`pos show` montre le lien", "`pos show` shows the link"}, "POS 3.3.1");
    }
  }
  if (going_on) {
    require_kept(*going_on);
  }
  const bool own = going_on && going_on->manager == workspace.me().code;
  Linked linked;
  // The file that goes on first: the other one leaves only once it is told in its place.
  if (own && !has_link(*going_on, duplicate, kKept)) {
    linked.kept = record_link(workspace, kept, duplicate, kKept, filled, manner);
  }
  linked.duplicate = record_link(workspace, duplicate, kept, kDuplicate, filled, manner);
  add_advice(linked.duplicate, kept, going_on, own);
  return linked;
}

}  // namespace pos
