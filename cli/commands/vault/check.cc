// pos check: is everything in the vault what it says, and where it belongs?
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "workflow/acceptance.h"
#include "workflow/upkeep.h"

namespace pos::cli {
namespace {

struct Options {
  std::string read_data;
  bool strict = false;
  std::string accept, recovery;
};

constexpr const char* kAll = "all";

CheckRequest request_of(const Options& options, Context& context) {
  CheckRequest request;
  if (!options.read_data.empty()) {
    request.read_data = parse_nightly_share(options.read_data == kAll ? "" : options.read_data);
  }
  request.strict = options.strict;
  request.progress = progress_bar(context, {"dossiers", "cases"});
  return request;
}

void run(const Options& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  context.writes_nothing = true;
  const bool accepts = !options.accept.empty();
  const CheckReport report = accepts
                                 ? accept(context.workspace(), options.accept, options.recovery)
                                 : check_vault(context.workspace(), request_of(options, context));
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
    context.print_line(context.words(
        accepts ? text("admis : {}", "accepted: {}", report.items.size())
                : text("fichiers vérifiés : {}, constats : {}", "files checked: {}, findings: {}",
                       report.files, report.items.size())));
  }
  if (!accepts && !report.sound(options.strict)) {
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
  flag_with_value(command, context, "--read-data", kAll, options->read_data,
                  {"Ouvrir aussi les dossiers (ou une part par nuit : =1/7, =10%)",
                   "Open the case files too (or a share a night: =1/7, =10%)"});
  flag(command, context, "--strict", options->strict,
       {"Juger aussi ce qui est sans danger et ce que les procédures demandent des dossiers",
        "Judge what is harmless too, and what the procedures ask of cases and staff"});
  option(command, context, "--accept", options->accept,
         {"Admettre ce qu'un dossier, ou un fichier du coffre, a perdu depuis qu'il a été vu ici",
          "Accept what a case, or a file of the vault, has lost since it was seen here"})
      .type_name("CASE");
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours, pour confirmer un fichier du coffre par --accept",
          "File of the recovery key, to confirm a file of the vault with --accept"})
      .type_name("FILE")
      .needs("--accept", command);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
