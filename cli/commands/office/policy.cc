// pos policy: what the office has decided for all its cases.
#include "workflow/policy.h"

#include <algorithm>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"

namespace pos::cli {
namespace {

struct PolicyOptions {
  std::vector<std::string> settings;
  std::string recovery;
};

void show(Context& context) {
  context.require_format({Format::Text, Format::Json});
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  for (const auto& [key, value] : policy_settings(context.workspace())) {
    rows.push_back({key, value});
    items.push_back(Value::map({{"key", Value::text(key)}, {"value", Value::text(value)}}));
  }
  if (context.format() == Format::Json) {
    Value document = envelope("pos.policy/1", context.now(), true, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Réglage", "Valeur"}
                             : std::vector<std::string>{"Setting", "Value"},
                      rows));
}

void set(const PolicyOptions& options, Context& context) {
  require_option(options.recovery, "--recovery");
  set_policy(context.workspace(), options.settings, options.recovery);
  const bool readers =
      std::any_of(options.settings.begin(), options.settings.end(),
                  [](const std::string& setting) { return setting.starts_with("identity="); });
  if (readers) {
    context.note({"vaut pour tout ce qui s'écrit désormais ; `pos rekey` rechiffre le reste",
                  "holds for all that is written from now on; `pos rekey` seals the rest anew"});
  }
}

}  // namespace

void add_policy(CLI::App& pos, Context& context) {
  auto options = std::make_shared<PolicyOptions>();
  CLI::App* command = add_command(pos, context, "policy", {"politique"},
                                  {"Qui lit les noms, et combien de temps ils sont gardés",
                                   "Who reads names, and how long they are kept"},
                                  office_group());
  require_subcommand(command);
  on_run(add_command(*command, context, "show", {"voir"},
                     {"Les réglages du bureau", "The settings of the office"}),
         context, [&context] { show(context); });
  CLI::App* setting = add_command(
      *command, context, "set", {"regler", "régler"},
      {"Changer un réglage, avec la clé de secours", "Change a setting, with the recovery key"});
  option(setting, context, "SETTING", options->settings,
         {"identity=manager_only, retention=P10Y…", "identity=manager_only, retention=P10Y…"})
      .required();
  option(setting, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
  on_run(setting, context, [options, &context] { set(*options, context); });
}

}  // namespace pos::cli
