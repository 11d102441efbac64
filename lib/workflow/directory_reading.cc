// The directory as it stands: entries with their journal, places, searches.
#include <algorithm>

#include "domain/answer.h"
#include "domain/occupancy.h"
#include "storage/layout.h"
#include "workflow/cases.h"
#include "workflow/directory.h"
#include "workflow/policy.h"

namespace pos {
namespace {

const Form& form_of_entries(Workspace& workspace) {
  return workspace.form(kDirectoryForm);
}

/// The journal of an entry: which answers each believed document changed.
std::vector<EntryChange> changes_of(Workspace& workspace, const std::string& code) {
  std::vector<EntryChange> changes;
  const PlainFile* file = workspace.vault().plain_file(kDirectoryKind, code);
  const Field* confirmed = form_of_entries(workspace).with_role(Role::StructureConfirmed);
  Value state;
  for (const PlainDocument& document :
       file == nullptr ? std::vector<PlainDocument>{} : file->documents) {
    if (!document.believed) {
      continue;
    }
    EntryChange change;
    change.recorded = document.recorded;
    change.author = document.document.values.scalar_of("author");
    change.by_supervisor =
        workspace.vault().staff().has_role(change.author, StaffRole::Supervisor, document.recorded);
    const Value& data = data_of(document);
    for (const Member& member : data.members) {
      const Value* former = state.find(member.key);
      if (former == nullptr || !(*former == member.value)) {
        change.fields.push_back(member.key);
      }
    }
    change.confirms = confirmed != nullptr && data.find(confirmed->name) != nullptr;
    lay_over(state, data);
    changes.push_back(std::move(change));
  }
  return changes;
}

DirectoryItem make_item(Workspace& workspace, const std::string& code, const Value& entry,
                        std::vector<EntryChange> changes, const std::map<std::string, int>& taken) {
  const Form& form = form_of_entries(workspace);
  const DirectoryRules& rules = workspace.rules().directory;
  DirectoryItem item;
  item.structure = read_structure(form, code, entry, workspace.vault().office().region);
  item.structure.emergency_zone = item.structure.emergency_zone || in_emergency_context(workspace);
  item.entry = entry;
  item.changes = std::move(changes);
  item.standing = standing_of(item.structure, item.changes, form, rules, workspace.now());
  item.notes =
      notes_of(item.structure, item.changes, item.standing, form, rules, taken, workspace.now());
  return item;
}

bool tells_places(const DirectoryItem& item) {
  return item.structure.capacity.has_value();
}

/// Whether a case may hold a placement, by its facts.
bool may_be_placed(const Case& c, const DirectoryRules& rules) {
  return c.open() && std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
           return holds(rules.accommodation, answer_text(c, event, Role::ServiceCategory));
         });
}

/// nullopt too where the journal is closed to the user or damaged: other lists say so.
std::optional<std::string> placement_in(Workspace& workspace, const CaseId& id,
                                        const DirectoryRules& rules) {
  try {
    return placement(state_of(workspace, open_case(workspace, id, false).record), rules);
  } catch (const Error&) {
    return std::nullopt;
  }
}

bool reads_cases(Workspace& workspace) {
  const std::vector<StaffRole> roles = workspace.me().roles;
  return std::any_of(roles.begin(), roles.end(), [](StaffRole role) {
    return role == StaffRole::CaseManager || role == StaffRole::Supervisor;
  });
}

/// Nothing is known of a child whose facts are closed to the user: a data clerk's.
Need known_need(Workspace& workspace, const CaseId& id) {
  try {
    return need_of(state_of(workspace, read_facts(workspace, id)));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

std::vector<DirectoryItem> read_directory(Workspace& workspace,
                                          const std::map<std::string, int>& taken) {
  std::vector<DirectoryItem> items;
  for (const auto& [code, entry] : workspace.vault().directory()) {
    items.push_back(make_item(workspace, code, entry, changes_of(workspace, code), taken));
  }
  return items;
}

std::map<std::string, int> places_taken(Workspace& workspace,
                                        const std::vector<DirectoryItem>& directory) {
  std::map<std::string, int> taken;
  const bool asked = std::any_of(directory.begin(), directory.end(), tells_places);
  if (!asked || !workspace.open_unasked() || !reads_cases(workspace)) {
    return taken;
  }
  for (const DirectoryItem& item : directory) {
    if (tells_places(item)) {
      taken[item.structure.code] = 0;
    }
  }
  const DirectoryRules& rules = workspace.rules().directory;
  for (const CaseRecord& record : read_caseload(workspace).cases) {
    if (!may_be_placed(state_of(workspace, record), rules)) {
      continue;
    }
    const auto at = placement_in(workspace, record.id, rules);
    if (at && taken.contains(*at)) {
      ++taken[*at];
    }
  }
  return taken;
}

SearchGround search_ground(Workspace& workspace, std::map<std::string, int> taken) {
  return {form_of_entries(workspace), workspace.schemas().lists(), workspace.rules().directory,
          workspace.now(), std::move(taken)};
}

std::string known_code(Workspace& workspace, Role role, const std::string& option,
                       const std::string& word) {
  std::vector<std::string> codes;
  const CodeLists lists = workspace.schemas().lists();
  for (const Field* field : form_of_entries(workspace).all_with_role(role)) {
    const std::vector<Choice>& choices = choices_of(*field, lists);
    if (const Choice* choice = find_spelling(choices, word)) {
      return choice->code;
    }
    for (const Choice& choice : choices) {
      codes.push_back(choice.code);
    }
  }
  const std::string near = nearest(word, codes);
  throw Error(ErrorCode::Usage,
              text("{} : code inconnu `{}`", "{}: no such code `{}`", option, word),
              near.empty() ? Text{"`pos form blank directory` montre les codes",
                                  "`pos form blank directory` shows the codes"}
                           : text("vouliez-vous dire {} ?", "did you mean {}?", near));
}

std::optional<Text> warning_of_own_office(Workspace& workspace) {
  const Office& office = workspace.vault().office();
  const auto own = workspace.vault().directory().find(office.structure);
  if (own == workspace.vault().directory().end()) {
    return std::nullopt;
  }
  const Structure s =
      read_structure(form_of_entries(workspace), own->first, own->second, office.region);
  const bool state = holds(workspace.rules().directory.state_types, s.type);
  return state || s.signed_pos
             ? std::nullopt
             : std::optional(
                   Text{"votre organisation gère des cas sans avoir signé les POS (3.1.2) : "
                        "signer, puis `pos directory edit` avec la date",
                        "your organisation manages cases without having signed the POS "
                        "(3.1.2): sign, then `pos directory edit` with the date"});
}

std::vector<Text> warnings_of_referral(Workspace& workspace, const CaseId& id,
                                       const std::string& structure, const std::string& service) {
  const std::vector<DirectoryItem> directory = {
      make_item(workspace, structure, workspace.vault().directory().at(structure),
                changes_of(workspace, structure), {})};
  const DirectoryItem& item = directory.front();
  const std::vector<Structure> structures = {item.structure};
  const SearchGround ground = search_ground(workspace, places_taken(workspace, directory));
  Need need = known_need(workspace, id);
  need.service = service;
  const std::vector<Match> matches = search(structures, need, ground);
  std::vector<Text> warnings;
  if (matches.empty()) {
    warnings.push_back(text("{} n'offre pas ce service selon l'annuaire",
                            "{} does not offer this service, as the directory says", structure));
  }
  for (const Match& match : matches) {
    for (const Reason& reason : match.reasons) {
      if (reason.fit != Fit::Yes) {
        warnings.push_back(text("{} : {}", "{}: {}", structure, reason.words));
      }
    }
  }
  if (item.standing.stale) {
    warnings.push_back(text("{} : entrée de l'annuaire à vérifier depuis le {}",
                            "{}: entry of the directory to be verified since {}", structure,
                            to_string(day_of(*item.standing.due))));
  }
  return warnings;
}

}  // namespace pos
