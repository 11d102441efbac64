// pos rules: the editions of the procedures: which are installed, which one the office works by.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/edition.h"
#include "workflow/editions.h"

namespace pos::cli {
namespace {

void print_json_editions(const std::vector<Rulebook>& all, const std::string& present,
                         Context& context) {
  std::vector<Value> items;
  for (const Rulebook& rules : all) {
    items.push_back(edition_value(rules, rules.edition == present, context.language()));
  }
  Value document = envelope("pos.rules/1", context.now(), true, {});
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_edition(const Rulebook& rules, bool present, Context& context) {
  const auto line = [&](const Text& title, const std::string& words) {
    context.print_line(context.words(title) + words);
  };
  const Choice* issuer = context.workspace().schemas().list("pos-institution").find(rules.issuer);
  context.print_line(rules.edition + (present ? context.words({"  (ce bureau)", "  (this office)"})
                                              : std::string()));
  line({"  titre             ", "  title             "}, context.words(rules.title));
  line({"  version           ", "  version           "},
       rules.version + ", " + context.words(rules.date));
  line({"  en vigueur        ", "  in force          "}, to_string(rules.in_force));
  if (!rules.replaces.empty()) {
    line({"  remplace          ", "  replaces          "}, rules.replaces);
  }
  line({"  publiée par       ", "  issued by         "},
       issuer == nullptr ? rules.issuer : context.words(issuer->label));
  line({"  révision          ", "  revision          "}, context.words(rules.focal_point));
  std::string domains;
  for (const Choice& domain : rules.domains) {
    domains += (domains.empty() ? "" : ", ") + context.words(domain.label);
  }
  line({"  textes juridiques ", "  legal texts       "}, domains);
}

void list_editions(Context& context) {
  context.require_format({Format::Text, Format::Json});
  Workspace& workspace = context.workspace();
  const std::string present = workspace.vault().office().edition;
  const std::vector<Rulebook> all =
      installed_editions(workspace.disk, workspace.access.schemas_folder);
  if (context.format() == Format::Json) {
    return print_json_editions(all, present, context);
  }
  for (const Rulebook& rules : all) {
    print_edition(rules, rules.edition == present, context);
  }
}

void use(const std::string& edition, Context& context) {
  work_by(context.workspace(), edition);
  context.note(text("ce bureau travaille désormais selon {}", "this office now works by {}",
                    context.workspace().rules().name()));
}

}  // namespace

void add_rules(CLI::App& pos, Context& context) {
  auto edition = std::make_shared<std::string>();
  CLI::App* command = add_command(pos, context, "rules", {"regles", "règles"},
                                  {"Les éditions des procédures, et celle du bureau",
                                   "The editions of the procedures, and the office's"},
                                  office_group());
  require_subcommand(command);
  on_run(add_command(*command, context, "list", {"lister"},
                     {"Les éditions installées", "The editions that are installed"}),
         context, [&context] { list_editions(context); });
  CLI::App* choosing = add_command(*command, context, "use", {"appliquer"},
                                   {"Travailler selon une nouvelle édition (administrateur)",
                                    "Work by a new edition (administrator)"});
  option(choosing, context, "EDITION", *edition,
         {"Nom de l'édition, par exemple pos-2020.08", "Name of the edition, such as pos-2020.08"})
      .required();
  on_run(choosing, context, [edition, &context] { use(*edition, context); });
}

}  // namespace pos::cli
