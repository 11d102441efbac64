// pos erase: take the names of a case away for good; nothing else takes anything away.
#include <istream>
#include <ostream>

#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"
#include "workflow/erasing.h"

namespace pos::cli {
namespace {

struct EraseOptions {
  std::string id, reason, recovery, confirmed;
};

/// The identifier again, typed or given beforehand: this cannot be undone.
void confirm(const EraseOptions& options, const CaseId& id, Context& context) {
  std::string typed = options.confirmed;
  const bool asks = context.world.input_is_terminal && !context.globals.no_input;
  if (typed.empty() && !asks) {
    throw Error(ErrorCode::Usage,
                {"il manque --confirm : personne ne peut répondre ici",
                 "--confirm is required: nobody can answer here"},
                text("--confirm {} : l'identifiant entier, une seconde fois",
                     "--confirm {}: the whole identifier, a second time", id.text()));
  }
  if (typed.empty()) {
    context.world.err << context.words(
                             text("les noms de {} seront effacés pour toujours ; taper "
                                  "l'identifiant entier pour le confirmer : ",
                                  "the names of {} will be erased for good; type the whole "
                                  "identifier to confirm it: ",
                                  id.text()))
                      << std::flush;
    std::getline(context.world.in, typed);
  }
  if (typed != id.text()) {
    throw Error(ErrorCode::GivenUp,
                {"l'identifiant ne correspond pas : rien n'a été effacé",
                 "the identifier does not fit: nothing was erased"},
                text("--confirm {} : l'identifiant entier, tel quel",
                     "--confirm {}: the whole identifier, as it stands", id.text()));
  }
}

void run(const EraseOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.reason, "--reason");
  require_option(options.recovery, "--recovery");
  require_eraser(context.workspace());
  const CaseId id = case_of(context, options.id);
  confirm(options, id, context);
  print_saved(context, erase_case(context.workspace(), id, options.reason, options.recovery), {});
}

}  // namespace

void add_erase(CLI::App& pos, Context& context) {
  auto options = std::make_shared<EraseOptions>();
  CLI::App* command = add_command(
      pos, context, "erase", {"effacer"},
      {"Effacer pour toujours les noms d'un dossier", "Erase the names of a case for good"},
      vault_group());
  add_case(command, context, options->id);
  option(command, context, "--reason", options->reason, {"Motif", "Reason"}).type_name("TEXT");
  option(command, context, "--recovery", options->recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
  option(command, context, "--confirm", options->confirmed,
         {"L'identifiant entier, une seconde fois, au lieu de la question",
          "The whole identifier a second time, in place of the question"})
      .type_name("CASE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
