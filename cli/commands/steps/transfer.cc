// pos transfer: give a file up to another structure, take one over, and record the answer.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"
#include "workflow/transferring.h"

namespace pos::cli {
namespace {

struct TransferOptions : FormOptions {
  std::string to, entry;
};

void run(const TransferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.id, "CASE");
  require_option(options.to, "--to");
  print_saved(context,
              transfer(context.workspace(), case_of(context, options.id), options.to,
                       read_form(context, options), options.manner),
              options.manner);
}

void run_answer(const TransferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              answer_transfer(context.workspace(), case_of(context, options.id), options.entry,
                              read_form(context, options), options.manner),
              options.manner);
}

struct PackageOptions {
  std::string id, entry, file;
  Acceptance acceptance;
};

void run_send(const PackageOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const CaseId id = case_of(context, options.id);
  print_sent(context, id, send_case(context.workspace(), id, options.entry));
}

void run_accept(const PackageOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const AcceptedCase accepted = accept_case(context.workspace(), options.file, options.acceptance);
  const std::string& id = accepted.saved.id.text();
  context.done =
      text("ne pas recommencer : dossier {} accepté", "do not repeat it: case {} accepted", id);
  for (const Text& note : accepted.saved.notes) {
    context.note(note);
  }
  for (const Text& warning : accepted.saved.warnings) {
    context.warn(warning);
  }
  if (context.format() == Format::Json) {
    context.print_json(Value::map({{"case", Value::text(id)},
                                   {"entry", Value::text(accepted.saved.entry)},
                                   {"receipt", Value::text(accepted.receipt)}}));
  } else {
    context.note(text("reçu à rapporter à l'expéditeur : {}",
                      "receipt to be carried to the sender: {}", accepted.receipt));
    context.print_line(id);
  }
}

void run_close(const TransferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context, close_transfer(context.workspace(), options.from, options.manner),
              options.manner);
}

void add_send(CLI::App* transfer, Context& context) {
  auto options = std::make_shared<PackageOptions>();
  CLI::App* command =
      add_command(*transfer, context, "send", {"envoyer"},
                  {"Écrire (à nouveau) l'envoi chiffré d'un transfert vers un autre coffre",
                   "Write (again) a transfer's encrypted package for another vault"});
  add_case(command, context, options->id);
  option(command, context, "ENTRY", options->entry,
         {"Identifiant du transfert, ou son début", "Identifier of the transfer, or its beginning"})
      .required();
  on_run(command, context, [options, &context] { run_send(*options, context); });
}

void add_accept_package(CLI::App* transfer, Context& context) {
  auto options = std::make_shared<PackageOptions>();
  CLI::App* command = add_command(*transfer, context, "accept", {"accepter"},
                                  {"Accepter le dossier qu'un autre coffre envoie (superviseur)",
                                   "Accept the case that another vault sends (supervisor)"});
  option(command, context, "PACKAGE", options->file, {"Fichier reçu", "File received"})
      .type_name("FILE")
      .required();
  option(command, context, "--to", options->acceptance.to,
         {"Code du gestionnaire de cas qui le prend", "Code of the case manager who takes it"})
      .type_name("CODE")
      .required();
  option(command, context, "--over-caseload", options->acceptance.over_caseload,
         {"Motif, si cette personne a déjà 25 dossiers ouverts",
          "Reason, where that person has 25 open cases already"})
      .type_name("REASON");
  option(command, context, "--trust", options->acceptance.trusted,
         {"Empreinte du coffre de l'expéditeur, comparée par un autre canal",
          "Fingerprint of the sender's vault, compared by another channel"})
      .type_name("FINGERPRINT");
  on_run(command, context, [options, &context] { run_accept(*options, context); });
}

void add_close_by_receipt(CLI::App* transfer, Context& context) {
  auto options = std::make_shared<TransferOptions>();
  CLI::App* command =
      add_command(*transfer, context, "close", {"clore"},
                  {"Clore ici, sur le reçu du coffre qui a accepté le dossier",
                   "Close it here, by the receipt of the vault that accepted the case"});
  option(command, context, "RECEIPT", options->from, {"Fichier reçu", "File received"})
      .type_name("FILE")
      .required();
  on_run(command, context, [options, &context] { run_close(*options, context); });
}

}  // namespace

void add_transfer(CLI::App& pos, Context& context) {
  auto options = std::make_shared<TransferOptions>();
  CLI::App* command = add_command(pos, context, "transfer", {"transferer", "transférer"},
                                  {"Transférer le dossier à une autre structure (A.2)",
                                   "Transfer the file to another structure (A.2)"},
                                  steps_group());
  option(command, context, "CASE", options->id,  // not required: `transfer answer` has its own
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"});
  add_from(command, context, *options);
  option(command, context, "--to", options->to,
         {"Code de la structure dans l'annuaire", "Code of the structure in the directory"})
      .type_name("STRUCTURE");
  on_run(command, context, [options, &context] { run(*options, context); });

  auto answer = std::make_shared<TransferOptions>();
  CLI::App* command_of_answer =
      add_command(*command, context, "answer", {"reponse", "réponse"},
                  {"Saisir la réponse de la structure ; acceptée, le dossier est clos ici",
                   "Record the structure's answer; once accepted, the case is closed here"});
  add_case(command_of_answer, context, answer->id);
  option(command_of_answer, context, "ENTRY", answer->entry,
         {"Identifiant du transfert, ou son début", "Identifier of the transfer, or its beginning"})
      .required();
  add_from(command_of_answer, context, *answer);
  on_run(command_of_answer, context, [answer, &context] { run_answer(*answer, context); });
  add_send(command, context);
  add_accept_package(command, context);
  add_close_by_receipt(command, context);
}

}  // namespace pos::cli
