// pos directory: the services that children can be referred to, and who does case management.
#include "cli/commands/office/directory.h"

#include "cli/commands.h"
#include "cli/table.h"
#include "formats/csv.h"
#include "formats/directory_view.h"
#include "formats/due_list.h"
#include "workflow/refusals.h"

namespace pos::cli {
namespace {

struct DirectoryOptions {
  std::string code, from, by;
  DirectoryFilter filter;
  std::vector<std::string> cleared;
  bool verified = false, confirm = false;
};

Filled filled_entry(Context& context, const std::string& from) {
  return {context.read_filled(from), from == "-" ? "stdin" : from, ""};
}

void add(const DirectoryOptions& options, Context& context) {
  require_option(options.from, "--from");
  put_service(context.workspace(), options.code, filled_entry(context, options.from));
}

void edit(const DirectoryOptions& options, Context& context) {
  if (!options.by.empty() && !options.verified) {
    require_option("", "--verified");
  }
  EntryEdit change;
  if (!options.from.empty()) {
    change.filled = filled_entry(context, options.from);
  }
  change.cleared = options.cleared;
  change.verified = options.verified;
  change.verified_by = options.by;
  change.confirm = options.confirm;
  edit_service(context.workspace(), options.code, change);
}

void print_services(const std::vector<DirectoryItem>& items, Context& context) {
  std::vector<std::vector<std::string>> rows;
  for (const DirectoryItem& item : items) {
    const Structure& s = item.structure;
    rows.push_back({s.code, s.name, joined(s.services), s.phone,
                    s.verified ? to_string(*s.verified) : "", marks_of(item, context.language())});
  }
  context.print(table(context.language() == Language::French
                          ? std::vector<std::string>{"Code", "Structure", "Services", "Téléphone",
                                                     "Vérifié le", "À noter"}
                          : std::vector<std::string>{"Code", "Structure", "Services", "Telephone",
                                                     "Verified", "Note"},
                      rows));
}

void list_services(DirectoryOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  options.filter.check(context.workspace());
  open_for_reading(context);
  const std::vector<DirectoryItem> items =
      filtered(read_directory(context.workspace()), options.filter);
  const bool whole = all_believed(context, "directory/");
  if (context.format() == Format::Text) {
    return print_services(items, context);
  }
  std::vector<Value> values;
  std::vector<CsvRow> rows = {directory_header()};
  for (const DirectoryItem& item : items) {
    values.push_back(item_value(item, context.language()));
    rows.push_back(directory_row(item));
  }
  if (context.format() != Format::Json) {
    return context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
  }
  Value document = envelope("pos.directory/1", context.now(), whole, {});
  document.set("items", Value::list(std::move(values)));
  context.print_json(document);
}

CLI::App* entry_command(CLI::App& directory, Context& context, const std::string& name,
                        const std::vector<std::string>& aliases, const Text& description,
                        DirectoryOptions& options) {
  CLI::App* command = add_command(directory, context, name, aliases, description);
  option(command, context, "CODE", options.code, {"Code de la structure", "Code of the structure"})
      .required();
  option(command, context, "--from", options.from,
         {"Fiche remplie, - pour l'entrée standard", "Filled form, - for standard input"})
      .type_name("FILE");
  return command;
}

void add_edit(CLI::App& directory, Context& context,
              const std::shared_ptr<DirectoryOptions>& options) {
  CLI::App* command = entry_command(
      directory, context, "edit", {"modifier"},
      {"Modifier, vérifier ou confirmer une structure", "Change, verify or confirm a structure"},
      *options);
  option(command, context, "--clear", options->cleared,
         {"Champ qui n'a plus de réponse", "Field that has no answer any more"})
      .type_name("FIELD");
  flag(command, context, "--verified", options->verified,
       {"Vérifiée aujourd'hui", "Verified today"});
  option(command, context, "--by", options->by,
         {"Qui l'a vérifiée, si ce n'est pas vous", "Who verified it, where it is not you"})
      .type_name("TEXT");
  flag(command, context, "--confirm", options->confirm,
       {"Confirmée (superviseur)", "Confirmed (supervisor)"});
  on_run(command, context, [options, &context] { edit(*options, context); });
}

}  // namespace

void DirectoryFilter::check(Workspace& workspace) {
  if (!service.empty()) {
    require_service_category(workspace, service);
  }
  heading = heading.empty() ? heading
                            : known_code(workspace, Role::StructureHeadings, "--heading", heading);
  kind = kind.empty() ? kind : known_code(workspace, Role::StructureKinds, "--kind", kind);
}

void add_filter(CLI::App* command, const Context& context, DirectoryFilter& filter) {
  option(command, context, "--service", filter.service,
         {"D'une catégorie de services", "Of one service category"})
      .type_name("CATEGORY");
  option(command, context, "--heading", filter.heading,
         {"D'une rubrique de l'annuaire imprimé", "Of one heading of the printed directory"})
      .type_name("HEADING");
  option(command, context, "--kind", filter.kind,
         {"D'une cartographie : service_provider, case_management_actor, community_mechanism",
          "Of one map: service_provider, case_management_actor, community_mechanism"})
      .type_name("KIND");
  option(command, context, "--place", filter.place,
         {"D'une localité, par exemple BKO/commune-6", "Of a place, for example BKO/commune-6"})
      .type_name("PLACE");
}

std::vector<DirectoryItem> filtered(std::vector<DirectoryItem> items,
                                    const DirectoryFilter& filter) {
  const auto is_there = [&](const std::vector<std::string>& places) {
    return std::any_of(places.begin(), places.end(), [&](const std::string& place) {
      return lies_in(place, filter.place) || lies_in(filter.place, place);
    });
  };
  std::erase_if(items, [&](const DirectoryItem& item) {
    const Structure& s = item.structure;
    return (!filter.service.empty() && !holds(s.services, filter.service)) ||
           (!filter.heading.empty() && !holds(s.headings, filter.heading)) ||
           (!filter.kind.empty() && !has_kind(s, filter.kind)) ||
           (!filter.place.empty() && !is_there(s.places) && !is_there(s.branch_places));
  });
  return items;
}

void add_directory(CLI::App& pos, Context& context) {
  auto options = std::make_shared<DirectoryOptions>();
  CLI::App* command =
      add_command(pos, context, "directory", {"annuaire"},
                  {"L'annuaire des services", "The directory of services"}, office_group());
  require_subcommand(command);
  CLI::App* adding = entry_command(*command, context, "add", {"ajouter"},
                                   {"Ajouter ou modifier une structure (fiche `directory`)",
                                    "Add or change a structure (form `directory`)"},
                                   *options);
  on_run(adding, context, [options, &context] { add(*options, context); });
  add_edit(*command, context, options);
  CLI::App* listing =
      add_command(*command, context, "list", {"lister"}, {"Les structures", "The structures"});
  add_filter(listing, context, options->filter);
  on_run(listing, context, [options, &context] { list_services(*options, context); });
  add_directory_search(*command, context);
  add_directory_print(*command, context);
}

}  // namespace pos::cli
