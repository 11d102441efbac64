// pos group: the keys that several people share.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "workflow/staffing.h"

namespace pos::cli {
namespace {

struct Options {
  std::string group, code, recovery;
};

std::string joined(const std::vector<std::string>& codes) {
  std::string words;
  for (const std::string& code : codes) {
    words += (words.empty() ? "" : " ") + code;
  }
  return words;
}

void list(Context& context) {
  context.require_format({Format::Text, Format::Json});
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  for (const auto& [name, group] : context.workspace().vault().groups()) {
    rows.push_back({name, joined(group.members), group.recipient});
    items.push_back(Value::map({{"group", Value::text(name)},
                                {"members", Value::texts(group.members)},
                                {"recipient", Value::text(group.recipient)}}));
  }
  if (context.format() == Format::Json) {
    Value document = envelope("pos.groups/1", context.now(), true, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Groupe", "Membres", "Clé publique"}
                             : std::vector<std::string>{"Group", "Members", "Recipient"},
                      rows));
}

}  // namespace

void add_group(CLI::App& pos, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(
      pos, context, "group", {"groupe"},
      {"Les clés partagées et leurs membres", "Shared keys and their members"}, office_group());
  require_subcommand(command);
  on_run(add_command(*command, context, "list", {"lister"}, {"Tous les groupes", "All groups"}),
         context, [&context] { list(context); });
  CLI::App* adding =
      add_command(*command, context, "add", {"ajouter"},
                  {"Ajouter une personne à un groupe, par un membre ou la clé de secours",
                   "Add a person to a group, by a member or with the recovery key"});
  option(adding, context, "GROUP", options->group, {"Nom du groupe", "Name of the group"})
      .required();
  option(adding, context, "CODE", options->code, {"Code de la personne", "Code of the person"})
      .required();
  option(adding, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
  on_run(adding, context, [options, &context] {
    join_group(context.workspace(), options->group, options->code, options->recovery);
  });
  add_group_rotate(*command, context);
}

}  // namespace pos::cli
