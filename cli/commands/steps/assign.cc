// pos assign: a case, or all of somebody's, goes to another case manager.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "formats/due_list.h"
#include "formats/hand_over_sheet.h"
#include "workflow/handing_over.h"
#include "workflow/teams.h"

namespace pos::cli {
namespace {

constexpr std::string_view kServices = "pos-service-category";

struct AssignOptions {
  std::string id, from, recovery;
  Assignment assignment;
  bool all = false;
};

void print_json(const HandOver& done, Context& context) {
  std::vector<Value> items, warnings;
  for (const HandedCase& handed : done.cases) {
    items.push_back(handed_value(handed, context.now()));
  }
  for (const Text& failure : done.failures) {
    warnings.push_back(Value::text(context.words(failure)));
  }
  Value document =
      envelope("pos.handover/1", context.now(), done.failures.empty(), std::move(warnings));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_sheet(const HandOver& done, const AssignOptions& options, Context& context) {
  Workspace& workspace = context.workspace();
  const HandOverHead head{workspace.vault().office().name, options.assignment.to, context.now()};
  context.print(write_hand_over(head, done.cases, workspace.rules(),
                                workspace.schemas().list(kServices), context.language()));
}

void require_choice(const AssignOptions& options) {
  require_option(options.assignment.to, "--to");
  const bool one = !options.id.empty() && options.from.empty() && !options.all;
  const bool every = options.id.empty() && !options.from.empty() && options.all;
  if (!one && !every) {
    throw Error(ErrorCode::Usage,
                {"nommer soit un dossier, soit --from CODE --all",
                 "name either a case, or --from CODE --all"},
                {"`pos assign DOSSIER --to CODE`, ou `pos assign --from CODE --to CODE --all`",
                 "`pos assign CASE --to CODE`, or `pos assign --from CODE --to CODE --all`"});
  }
}

void run(const AssignOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_choice(options);
  Workspace& workspace = context.workspace();
  if (!options.recovery.empty()) {
    workspace.use_recovery(options.recovery);
  }
  HandOver done;
  if (options.all) {
    done = assign_all(workspace, options.from, options.assignment,
                      progress_bar(context, {"passation", "handing over"}));
  } else {
    const CaseId id = case_of(context, options.id);
    done.cases.push_back(assign(workspace, id, options.assignment));
    if (const std::optional<Text> asked = unconsidered(workspace, id, options.assignment.to)) {
      context.warn(*asked);
    }
  }
  context.done =
      text("ne pas recommencer : {} dossier(s) attribué(s) à {}",
           "do not repeat it: {} case(s) assigned to {}", done.cases.size(), options.assignment.to);
  if (context.format() == Format::Json) {
    print_json(done, context);
  } else if (done.cases.empty()) {
    context.note(text("aucun dossier de {} ne vous est ouvert", "no case of {} is open to you",
                      options.from));
  } else {
    print_sheet(done, options, context);
  }
  for (const Text& failure : done.failures) {
    context.warn(failure);
  }
  if (!done.failures.empty()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_assign(CLI::App& pos, Context& context) {
  auto options = std::make_shared<AssignOptions>();
  CLI::App* command =
      add_command(pos, context, "assign", {"attribuer"},
                  {"Confier un dossier, ou tous ceux de quelqu'un, à un autre gestionnaire",
                   "Hand a case, or all of somebody's, to another case manager"},
                  steps_group());
  option(command, context, "CASE", options->id,
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"});
  option(command, context, "--to", options->assignment.to,
         {"Code du nouveau gestionnaire", "Code of the new case manager"})
      .type_name("CODE");
  option(command, context, "--from", options->from,
         {"Code du gestionnaire qui remet ses dossiers", "Code of the manager who hands over"})
      .type_name("CODE");
  flag(command, context, "--all", options->all,
       {"Tous les dossiers de --from, ouverts ou clos", "All cases of --from, open or closed"});
  option(command, context, "--reason", options->assignment.reason,
         {"Motif, sans aucun nom", "Reason, without any name"})
      .type_name("TEXT");
  option(command, context, "--over-caseload", options->assignment.over_caseload,
         {"Motif de dépasser 25 dossiers ouverts", "Reason to go beyond 25 open cases"})
      .type_name("REASON");
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
