// pos group: the keys that several people share.
#include <algorithm>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sealing.h"
#include "cli/table.h"
#include "formats/csv.h"
#include "formats/due_list.h"
#include "workflow/staffing.h"

namespace pos::cli {
namespace {

struct GroupOptions {
  std::string group, code, recovery;
  bool rotate = false;
};

/// Members who have left and whose key of the group still counts.
std::vector<std::string> still_inside(Context& context, const std::string& group) {
  std::vector<std::string> codes;
  for (const auto& [name, code] : pending_removals(context.workspace().vault(), context.now())) {
    if (name == group) {
      codes.push_back(code);
    }
  }
  return codes;
}

/// The removal is done already: the rotation behind it broke off.
bool has_left(const GroupOptions& options, const Vault& vault) {
  const auto group = vault.groups().find(options.group);
  if (group == vault.groups().end() || vault.staff().latest(options.code) == nullptr) {
    return false;
  }
  const std::vector<std::string>& members = group->second.members;
  return std::find(members.begin(), members.end(), options.code) == members.end();
}

/// A deputy is a member without being supervisor; a mistaken word opens all of a unit to somebody.
void warn_of_no_supervisor(const GroupOptions& options, Context& context) {
  const std::string team = team_of("");
  const Person* person = context.workspace().vault().staff().at(options.code, context.now());
  const bool of_unit = options.group.starts_with(team) && person != nullptr;
  const std::string unit = of_unit ? options.group.substr(team.size()) : "";
  if (of_unit && (person->unit != unit || !person->has(StaffRole::Supervisor))) {
    context.warn(
        text("{0} n'est pas superviseur de l'unité {1} d'après sa fiche, et en ouvre désormais "
             "tous les dossiers ; si ce n'est pas un suppléant : `pos group remove {2} {0}`",
             "{0} is no supervisor of the unit {1} by their card, and opens all its cases from "
             "now on; if they are no deputy: `pos group remove {2} {0}`",
             options.code, unit, options.group));
  }
}

/// What a shared key opens is said to whoever hands it on.
void join(const GroupOptions& options, Context& context) {
  join_group(context.workspace(), options.group, options.code, options.recovery);
  context.note(
      options.group == kStatistics
          ? text("{} lit désormais les faits de tous les dossiers, sans noms",
                 "{} reads the facts of all cases from now on, without names", options.code)
          : text("{} ouvre désormais tous les dossiers de cette unité, ceux d'avant et les noms "
                 "compris",
                 "{} opens all cases of this unit from now on, former ones and names included",
                 options.code));
  warn_of_no_supervisor(options, context);
}

void leave(const GroupOptions& options, Context& context) {
  leave_group(context.workspace(), options.group, options.code, options.recovery);
  context.note(
      text("{0} ne lira plus ce qui sera écrit pour le groupe {1} ; ce que {0} a pu lire "
           "ou copier jusqu'ici lui reste lisible",
           "{0} will not read what is written for the group {1} from now on; what {0} "
           "could read or copy so far stays readable to {0}",
           options.code, options.group));
  const Group* now = context.workspace().vault().group(options.group);
  if (now != nullptr && now->members.empty()) {
    context.warn(
        text("plus personne n'est membre de {} : la clé de secours seule ouvre ce qui lui "
             "est destiné, et en ajoute",
             "nobody is a member of {} any more: the recovery key alone opens what is for "
             "it, and adds one",
             options.group));
  }
}

void remove(const GroupOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  Workspace& workspace = context.workspace();
  if (!options.rotate || !has_left(options, workspace.vault())) {
    leave(options, context);
  } else if (!options.recovery.empty()) {
    workspace.use_recovery(options.recovery);
  }
  if (options.rotate) {
    return print_sealing(
        rekey(workspace, options.group, progress_bar(context, {"chiffrement", "sealing anew"})),
        context);
  }
  context.note(
      text("les anciens fichiers du coffre s'ouvrent encore par l'ancienne clé : "
           "`pos rekey --group {}` les chiffre à nouveau",
           "old files of the vault still open with the former key: "
           "`pos rekey --group {}` seals them anew",
           options.group));
}

void list_groups(Context& context) {
  context.require_format({Format::Text, Format::Json});
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  std::vector<Text> warnings;
  open_for_reading(context);
  for (const auto& [name, group] : context.workspace().vault().groups()) {
    const std::vector<std::string> leaving = still_inside(context, name);
    for (const std::string& code : leaving) {
      warnings.push_back(still_a_member(context.workspace().vault(), name, code, context.now()));
    }
    rows.push_back({name, joined(group.members), group.recipient});
    items.push_back(Value::map({{"group", Value::text(name)},
                                {"members", Value::texts(group.members)},
                                {"leaving", Value::texts(leaving)},
                                {"recipient", Value::text(group.recipient)}}));
  }
  for (const Text& warning : warnings) {
    context.warn(warning);
  }
  const bool whole = all_believed(context, "groups/");
  if (context.format() == Format::Json) {
    Value document = envelope("pos.groups/1", context.now(), whole, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Groupe", "Membres", "Clé publique"}
                             : std::vector<std::string>{"Group", "Members", "Recipient"},
                      rows));
}

void add_member_options(CLI::App* command, Context& context, GroupOptions& options) {
  option(command, context, "GROUP", options.group, {"Nom du groupe", "Name of the group"})
      .required();
  option(command, context, "CODE", options.code, {"Code de la personne", "Code of the person"})
      .required();
  option(command, context, "--recovery", options.recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
}

}  // namespace

void add_group(CLI::App& pos, Context& context) {
  auto options = std::make_shared<GroupOptions>();
  CLI::App* command = add_command(
      pos, context, "group", {"groupe"},
      {"Les clés partagées et leurs membres", "Shared keys and their members"}, office_group());
  require_subcommand(command);
  on_run(add_command(*command, context, "list", {"lister"}, {"Tous les groupes", "All groups"}),
         context, [&context] { list_groups(context); });
  CLI::App* adding =
      add_command(*command, context, "add", {"ajouter"},
                  {"Ajouter une personne à un groupe, par un membre ou la clé de secours",
                   "Add a person to a group, by a member or with the recovery key"});
  add_member_options(adding, context, *options);
  on_run(adding, context, [options, &context] { join(*options, context); });
  add_group_rotate(*command, context);
  CLI::App* removing = add_command(*command, context, "remove", {"retirer"},
                                   {"Retirer une personne d'un groupe, qui reçoit une nouvelle clé",
                                    "Remove a person from a group, which gets a new key"});
  add_member_options(removing, context, *options);
  flag(removing, context, "--rotate", options->rotate,
       {"Chiffrer à nouveau aussi les anciens fichiers", "Seal the old files anew too"});
  on_run(removing, context, [options, &context] { remove(*options, context); });
}

}  // namespace pos::cli
