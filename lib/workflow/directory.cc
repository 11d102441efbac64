#include "workflow/directory.h"

#include "crypto/age_keys.h"
#include "storage/known_vaults.h"
#include "storage/vault_change.h"
#include "workflow/fill.h"
#include "workflow/sharing.h"

namespace pos {
namespace {

const Form& directory_form(Workspace& workspace) {
  return workspace.form(kDirectoryForm);
}

Value state_of_entry(Workspace& workspace, const std::string& code) {
  const auto& directory = workspace.vault().directory();
  const auto found = directory.find(code);
  return found == directory.end() ? Value{} : found->second;
}

/// What the given answers are checked with: a table that is given takes the place of the former
/// one.
Value kept_answers(const Form& form, const Value& state, const Value& given) {
  Value kept;
  for (const Member& member : state.members) {
    const Field* field = form.find(member.key);
    const bool replaced =
        field != nullptr && field->type == FieldType::Repeat && given.find(member.key) != nullptr;
    const bool answered = !member.value.scalar.empty() || !member.value.items.empty();
    if (field != nullptr && !replaced && answered) {
      kept.members.push_back(member);
    }
  }
  return kept;
}

/// What a package is sealed to, and by what its sender is known.
void check_keys(Checked& checked) {
  const auto fault = [&](const char* field, Text message, Text hint) {
    checked.findings.push_back({{"", 0, field}, std::move(message), std::move(hint)});
  };
  if (const Value* key = checked.answers.find("recipient")) {
    try {
      parse_recipient(key->scalar);
    } catch (const Error&) {
      fault("recipient", {"pas une clé publique age (age1…)", "not an age recipient (age1…)"},
            {"`pos key card` la donne à qui reçoit les envois de la structure",
             "`pos key card` gives it to who takes what is sent to the structure"});
    }
  }
  if (Value* print = checked.answers.find("fingerprint")) {
    const std::string whole = parse_fingerprint(print->scalar);
    if (whole.empty()) {
      fault("fingerprint",
            {"une empreinte a 64 chiffres hexadécimaux", "a fingerprint has 64 hex digits"},
            {"celle que `pos init` a imprimée à la structure",
             "the one that `pos init` printed for the structure"});
    } else {
      print->scalar = whole;
    }
  }
}

/// Checked answers, with all faults of them and of the entry as it then is.
Checked checked_entry(Workspace& workspace, const Filled& filled, const Value& state) {
  const Form& form = directory_form(workspace);
  const CodeLists lists = workspace.schemas().lists();
  const Value before = kept_answers(form, state, filled.answers);
  Checked checked = check(form, filled.answers, {lists, {}, new_row_id, &before});
  for (const std::string& field : checked.missing) {
    checked.findings.push_back(
        {{"", 0, field}, {"réponse obligatoire absente", "a required answer is missing"}, {}});
  }
  if (checked.findings.empty()) {
    checked.findings = faults_of_entry(form, laid_over(form, before, checked.answers),
                                       workspace.rules().directory);
  }
  check_keys(checked);
  for (Finding& finding : checked.findings) {
    finding.where.file = filled.name;
  }
  return checked;
}

Value checked_answers(Workspace& workspace, const Filled& filled, const Value& state) {
  Checked checked = checked_entry(workspace, filled, state);
  if (!checked.findings.empty()) {
    throw invalid_input(std::move(checked.findings));
  }
  return std::move(checked.answers);
}

void write_entry(Workspace& workspace, const std::string& code, const Value& data) {
  workspace.require_own_card();
  set_directory_entry(workspace.vault(), {workspace.me().code, &workspace.keys().own()}, code, data,
                      workspace.now());
}

void clear_fields(const Form& form, const std::vector<std::string>& names, Value& data) {
  for (const std::string& name : names) {
    const Field* field = form.find(name);
    if (field == nullptr || field->required || field->calculated) {
      throw Error(ErrorCode::Usage,
                  field == nullptr
                      ? text("--clear : champ inconnu `{}`", "--clear: no such field `{}`", name)
                      : text("--clear : {} se corrige, ne s'efface pas",
                             "--clear: {} is corrected, not taken away", name),
                  {"`pos form blank directory` donne les champs",
                   "`pos form blank directory` prints the fields"});
    }
    const bool list = field->type == FieldType::SelectMultiple || field->type == FieldType::Repeat;
    data.set(name, list ? Value::list({}) : Value::text(""));
  }
}

void set_by_role(const Form& form, Role role, const std::string& words, Value& data) {
  if (const Field* field = form.with_role(role)) {
    data.set(field->name, Value::text(words));
  }
}

void require_supervisor(Workspace& workspace) {
  if (!workspace.has_role(StaffRole::Supervisor)) {
    throw refusal("role",
                  {"un superviseur confirme une entrée de l'annuaire",
                   "a supervisor confirms an entry of the directory"},
                  {"la vérifier par `pos directory edit CODE --verified`",
                   "verify it with `pos directory edit CODE --verified`"},
                  "POS 3.3.1");
  }
}

}  // namespace

std::vector<Finding> faults_of_file(Workspace& workspace, const Filled& filled) {
  return checked_entry(workspace, filled, {}).findings;
}

void put_service(Workspace& workspace, const std::string& code, const Filled& filled) {
  write_entry(workspace, code, checked_answers(workspace, filled, state_of_entry(workspace, code)));
}

void require_structure(Workspace& workspace, const std::string& code) {
  structure_of(workspace, code);
}

void edit_service(Workspace& workspace, const std::string& code, const EntryEdit& edit) {
  require_structure(workspace, code);
  if (edit.confirm) {
    require_supervisor(workspace);
  }
  const Form& form = directory_form(workspace);
  Filled filled = edit.filled.value_or(Filled{});
  const std::string today = to_string(day_of(workspace.now()));
  if (edit.verified) {
    set_by_role(form, Role::StructureVerified, today, filled.answers);
    if (!edit.verified_by.empty()) {
      set_by_role(form, Role::StructureVerifiedBy, edit.verified_by, filled.answers);
    }
  }
  const Value state = state_of_entry(workspace, code);
  Value cleared;
  clear_fields(form, edit.cleared, cleared);
  if (edit.verified && edit.verified_by.empty()) {
    set_by_role(form, Role::StructureVerifiedBy, "", cleared);
  }
  Value remaining = state;
  lay_over(remaining, cleared);
  Value data = filled.answers.members.empty() && edit.cleared.empty()
                   ? Value{}
                   : checked_answers(workspace, filled, remaining);
  data = laid_over(form, cleared, data);
  if (edit.confirm) {
    set_by_role(form, Role::StructureConfirmed, today, data);
  }
  if (data.members.empty()) {
    throw Error(ErrorCode::Usage, {"rien à changer", "nothing to change"},
                {"donner --from, --clear, --verified ou --confirm",
                 "give --from, --clear, --verified or --confirm"});
  }
  write_entry(workspace, code, data);
}

}  // namespace pos
