// pos directory: the services that children can be referred to.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/csv.h"
#include "formats/due_list.h"
#include "workflow/refusals.h"
#include "workflow/staffing.h"

namespace pos::cli {
namespace {

struct DirectoryOptions {
  std::string code, from, service;
};

void add(const DirectoryOptions& options, Context& context) {
  put_service(
      context.workspace(), options.code,
      {context.read_filled(options.from), options.from == "-" ? "stdin" : options.from, ""});
}

void list_services(const DirectoryOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  if (!options.service.empty()) {
    require_service_category(context.workspace(), options.service);
  }
  open_for_reading(context);
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  for (const auto& [code, entry] : context.workspace().vault().directory()) {
    const std::vector<std::string> services = entry.texts_of("service_categories");
    const bool offers =
        std::find(services.begin(), services.end(), options.service) != services.end();
    if (!options.service.empty() && !offers) {
      continue;
    }
    rows.push_back({code, entry.scalar_of("name"), joined(services), entry.scalar_of("phone"),
                    entry.scalar_of("updated")});
    Value item = Value::map({{"code", Value::text(code)}});
    for (const Member& member : entry.members) {
      item.members.push_back(member);
    }
    items.push_back(std::move(item));
  }
  if (context.format() == Format::Json) {
    Value document = envelope("pos.directory/1", context.now(), true, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  if (context.format() != Format::Text) {
    rows.insert(rows.begin(), {"code", "name", "service_categories", "phone", "updated"});
    return context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
  }
  const bool french = context.language() == Language::French;
  context.print(table(
      french ? std::vector<std::string>{"Code", "Structure", "Services", "Téléphone", "Vérifié le"}
             : std::vector<std::string>{"Code", "Structure", "Services", "Telephone", "Verified"},
      rows));
}

}  // namespace

void add_directory(CLI::App& pos, Context& context) {
  auto options = std::make_shared<DirectoryOptions>();
  CLI::App* command =
      add_command(pos, context, "directory", {"annuaire"},
                  {"L'annuaire des services", "The directory of services"}, office_group());
  require_subcommand(command);
  CLI::App* adding = add_command(*command, context, "add", {"ajouter"},
                                 {"Ajouter ou modifier une structure (fiche `directory`)",
                                  "Add or change a structure (form `directory`)"});
  option(adding, context, "CODE", options->code, {"Code de la structure", "Code of the structure"})
      .required();
  option(adding, context, "--from", options->from,
         {"Fiche remplie, - pour l'entrée standard", "Filled form, - for standard input"})
      .type_name("FILE");
  on_run(adding, context, [options, &context] { add(*options, context); });
  CLI::App* listing =
      add_command(*command, context, "list", {"lister"}, {"Les structures", "The structures"});
  option(listing, context, "--service", options->service,
         {"D'une catégorie de services", "Of one service category"})
      .type_name("CATEGORY");
  on_run(listing, context, [options, &context] { list_services(*options, context); });
}

}  // namespace pos::cli
