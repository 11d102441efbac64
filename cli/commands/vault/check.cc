// pos check: is everything in the vault what it says, and where it belongs?
#include "base/unicode.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/json.h"
#include "workflow/acceptance.h"
#include "workflow/repair.h"
#include "workflow/upkeep.h"

namespace pos::cli {
namespace {

struct CheckOptions {
  std::string read_data, accept, refuse, recovery;
  bool strict = false, repair = false, dry_run = false, yes = false;
};

constexpr const char* kAllData = "all";

CheckRequest request_of(const CheckOptions& options, Context& context) {
  CheckRequest request;
  if (options.repair) {
    request.read_data = NightlyShare{};
  } else if (!options.read_data.empty()) {
    request.read_data = parse_nightly_share(options.read_data == kAllData ? "" : options.read_data);
  }
  request.strict = options.strict;
  request.progress = progress_bar(context, {"dossiers", "cases"});
  return request;
}

Value items_value(const CheckReport& report, const Context& context) {
  std::vector<Value> items;
  for (const CheckItem& item : report.items) {
    items.push_back(Value::map({{"file", Value::text(item.file)},
                                {"kind", Value::text(item.kind)},
                                {"message", Value::text(context.words(item.message))}}));
  }
  return Value::list(std::move(items));
}

Value repairs_value(const Repair& repair, const Context& context) {
  std::vector<Value> steps;
  for (const RepairStep& step : repair.steps) {
    steps.push_back(Value::map({{"file", Value::text(step.file)},
                                {"action", Value::text(std::string(word(step.action)))},
                                {"message", Value::text(context.words(step.message))}}));
  }
  return Value::list(std::move(steps));
}

/// `repair`: what was done, or would be; null where nothing was asked for. `closing`: the last line
/// for people.
void print_report(const CheckReport& report, const Repair* repair, const Text& closing,
                  Context& context) {
  if (context.format() == Format::Json) {
    Value document = envelope("pos.check/1", context.now(), true, {});
    document.set("files", json_number(report.files));
    if (repair != nullptr) {
      document.set("repairs", repairs_value(*repair, context));
    }
    document.set("items", items_value(report, context));
    return context.print_json(document);
  }
  for (const CheckItem& item : report.items) {
    context.print_line(
        escaped(item.file + ": " + context.words(item.message) + " [" + item.kind + "]"));
  }
  context.print_line(context.words(closing));
}

/// `opens`: whether files were to be opened; who opens none has proven nothing of what is in them.
Text checked(const CheckReport& report, bool opens) {
  return opens ? text("fichiers vérifiés : {}, dont ouverts : {}, constats : {}",
                      "files checked: {}, of these opened: {}, findings: {}", report.files,
                      report.opened, report.items.size())
               : text("fichiers vérifiés : {}, constats : {}", "files checked: {}, findings: {}",
                      report.files, report.items.size());
}

/// People see each step before and after it; in JSON they stand in the document.
void show_steps(const Repair& repair, Context& context) {
  if (context.format() != Format::Json) {
    for (const RepairStep& step : repair.steps) {
      context.print_line(escaped(step.file + ": " + context.words(step.message) + " [" +
                                 std::string(word(step.action)) + "]"));
    }
  }
}

void judge(const CheckReport& report, const CheckOptions& options, Context& context) {
  if (report.sound(options.strict)) {
    return;
  }
  context.exit_code = exit_code(ErrorCode::Integrity);
  if (!report.sound() && context.format() == Format::Text) {
    context.note(
        {"ce qui est abîmé ou manque se reprend d'une sauvegarde ou chez un collègue, puis `pos "
         "merge` ; `pos check --repair` remet en ordre le reste ; une perte admise, ou un document "
         "éclairci : `pos check --accept`",
         "what is damaged or missing is taken from a backup or a colleague, then `pos merge`; `pos "
         "check --repair` puts the rest in order; a loss that is accepted, or a document that is "
         "understood: `pos check --accept`"});
  }
}

void check(const CheckOptions& options, Context& context) {
  const CheckReport report = check_vault(context.workspace(), request_of(options, context));
  print_report(report, nullptr, checked(report, !options.read_data.empty()), context);
  judge(report, options, context);
}

void take_as_it_is(const CheckOptions& options, Context& context) {
  const CheckReport report = accept(context.workspace(), options.accept, options.recovery);
  const Sightings& seen = context.workspace().sightings();
  if (!seen.accepted.empty() || !seen.forgotten.empty() || !seen.dismissed.empty()) {
    context.keep_memory();
  }
  print_report(report, nullptr, text("admis : {}", "accepted: {}", report.items.size()), context);
}

void refuse_what_waits(const CheckOptions& options, Context& context) {
  const CheckReport report = refuse(context.workspace(), options.refuse);
  context.keep_memory();
  print_report(report, nullptr, text("refusé : {}", "refused: {}", report.items.size()), context);
}

void mend(const CheckOptions& options, Context& context) {
  const Repair plan = plan_repair(context.workspace());
  show_steps(plan, context);
  if (options.dry_run) {
    const CheckReport now = check_vault(context.workspace(), request_of(options, context));
    print_report(now, &plan, checked(now, true), context);
    return judge(now, options, context);
  }
  if (plan.changes()) {
    context.confirm({"faire ces réparations ?", "make these repairs?"}, options.yes, "--yes");
  }
  const Repair done = plan.changes() ? repair_vault(context.workspace(),
                                                    progress_bar(context, {"dossiers", "cases"}))
                                     : plan;
  if (plan.changes()) {
    show_steps(done, context);
  }
  print_report(done.after, &done, checked(done.after, true), context);
  context.exit_code = done.complete() ? 0 : exit_code(ErrorCode::Partial);
  judge(done.after, options, context);
}

/// What would go ignored is refused: whoever typed it relies on it.
void require_fitting(const CheckOptions& options) {
  if (!options.recovery.empty() && options.accept.empty()) {
    throw Error(ErrorCode::Usage,
                {"--recovery ne va qu'avec --accept", "--recovery goes only with --accept"},
                {"sans elle, `pos check` n'a besoin d'aucune clé",
                 "without it `pos check` needs no key at all"});
  }
  const bool answers = !options.accept.empty() || !options.refuse.empty();
  if ((answers && (options.repair || options.strict || !options.read_data.empty())) ||
      (!options.accept.empty() && !options.refuse.empty())) {
    throw Error(ErrorCode::Usage,
                {"--accept et --refuse ne vont ni ensemble, ni avec --read-data, --strict ou "
                 "--repair",
                 "--accept and --refuse go neither together nor with --read-data, --strict or "
                 "--repair"},
                {"le faire en deux commandes", "do it in two commands"});
  }
  if (options.repair && !options.read_data.empty() && options.read_data != kAllData) {
    throw Error(ErrorCode::Usage,
                {"--repair lit tous les dossiers : pas de part à --read-data",
                 "--repair reads every case: --read-data takes no share with it"});
  }
}

void run(const CheckOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  context.writes_nothing = true;
  context.names_damage = true;
  if ((options.dry_run || options.yes) && !options.repair) {
    require_option("", "--repair");
  }
  require_fitting(options);
  if (!options.accept.empty()) {
    return take_as_it_is(options, context);
  }
  if (!options.refuse.empty()) {
    return refuse_what_waits(options, context);
  }
  options.repair ? mend(options, context) : check(options, context);
}

}  // namespace

void add_check(CLI::App& pos, Context& context) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = add_command(pos, context, "check", {"verifier", "vérifier"},
                                  {"Vérifier le coffre : noms, signatures, dossiers",
                                   "Check the vault: names, signatures, case files"},
                                  vault_group());
  flag_with_value(command, context, "--read-data", kAllData, options->read_data,
                  {"Ouvrir aussi les dossiers (ou une part par nuit : =1/7, =10%)",
                   "Open the case files too (or a share a night: =1/7, =10%)"});
  flag(command, context, "--strict", options->strict,
       {"Juger aussi ce qui est sans danger et ce que les procédures demandent des dossiers",
        "Judge what is harmless too, and what the procedures ask of cases and staff"});
  flag(command, context, "--repair", options->repair,
       {"Réparer sans rien supprimer, après avoir montré quoi",
        "Mend, deleting nothing, after showing what"});
  flag(command, context, "--dry-run", options->dry_run,
       {"Montrer les réparations sans les faire", "Show the repairs and make none"});
  flag(command, context, "--yes", options->yes, {"Réparer sans demander", "Mend without asking"});
  option(command, context, "--accept", options->accept,
         {"Admettre ce qu'un dossier, ou un fichier du coffre, a perdu depuis qu'il a été vu ici",
          "Accept what a case, or a file of the vault, has lost since it was seen here"})
      .type_name("CASE");
  option(command, context, "--refuse", options->refuse,
         {"Ne plus voir ici ce qui attend d'être confirmé dans un fichier du coffre",
          "See no more here what waits for a confirmation in a file of the vault"})
      .type_name("FILE");
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours, pour confirmer un fichier du coffre par --accept",
          "File of the recovery key, to confirm a file of the vault with --accept"})
      .type_name("FILE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
