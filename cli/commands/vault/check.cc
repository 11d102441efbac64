// pos check: is everything in the vault what it says, and where it belongs?
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "workflow/upkeep.h"

namespace pos::cli {
namespace {

struct Options {
  bool read_data = false;
};

void run(const Options& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const CheckReport report = check_vault(context.workspace(), options.read_data);
  if (context.format() == Format::Json) {
    std::vector<Value> items;
    for (const CheckItem& item : report.items) {
      items.push_back(Value::map({{"file", Value::text(item.file)},
                                  {"kind", Value::text(item.kind)},
                                  {"message", Value::text(context.words(item.message))}}));
    }
    Value document = envelope("pos.check/1", context.now(), true, {});
    document.set("files", Value::number(std::to_string(report.files)));
    document.set("items", Value::list(std::move(items)));
    context.print_json(document);
  } else {
    for (const CheckItem& item : report.items) {
      context.print_line(item.file + ": " + context.words(item.message) + " [" + item.kind + "]");
    }
    context.print_line(
        context.words(text("fichiers vérifiés : {}, constats : {}",
                           "files checked: {}, findings: {}", report.files, report.items.size())));
  }
  if (!report.sound(false)) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  }
}

}  // namespace

void add_check(CLI::App& pos, Context& context) {
  auto options = std::make_shared<Options>();
  CLI::App* command = add_command(pos, context, "check", {"verifier", "vérifier"},
                                  {"Vérifier le coffre : noms, signatures, dossiers",
                                   "Check the vault: names, signatures, case files"},
                                  vault_group());
  flag(command, context, "--read-data", options->read_data,
       {"Ouvrir aussi les dossiers et vérifier chaque saisie",
        "Open the case files too, and verify every entry"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
