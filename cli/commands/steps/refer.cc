// pos refer: send a child to a service, print or send its sheets, record the service's answer.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"
#include "formats/referral_sheet.h"
#include "workflow/referral_package.h"

namespace pos::cli {
namespace {

struct ReferOptions : FormOptions {
  std::string to, service, entry;
  bool names = false;
};

std::string printed_sheet(Context& context, const SharedForm& shared, bool names,
                          Language language) {
  Workspace& workspace = context.workspace();
  const Office& office = workspace.vault().office();
  const ReferralSheet sheet{shared.id,
                            shared.entry,
                            shared.form,
                            shared.answers,
                            office.name,
                            office.structure,
                            shared.manager,
                            shared.receiver,
                            shared.shared,
                            names,
                            shared.consent,
                            day_of(context.now()),
                            workspace.rules().name()};
  return write_referral_sheet(sheet, workspace.schemas().lists(), language);
}

/// A document's text has neither a form feed nor empty lines at its end.
std::string sheet_to_send(std::string pages) {
  std::replace(pages.begin(), pages.end(), '\f', '\n');
  pages.erase(pages.find_last_not_of('\n') + 1);
  return pages;
}

WriteSheet writer_of(Context& context) {
  return [&context](const SharedForm& shared) {
    return Text{sheet_to_send(printed_sheet(context, shared, true, Language::French)),
                sheet_to_send(printed_sheet(context, shared, true, Language::English))};
  };
}

void run(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.id, "CASE");
  require_option(options.to, "--to");
  require_option(options.service, "--service");
  Saved saved = refer(context.workspace(), case_of(context, options.id), options.to,
                      options.service, read_form(context, options), options.manner);
  if (!options.manner.dry_run) {
    add_referral_package(context.workspace(), options.to, writer_of(context), saved);
  }
  print_saved(context, saved, options.manner);
}

void run_counter(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  print_saved(context,
              answer_referral(context.workspace(), case_of(context, options.id), options.entry,
                              read_form(context, options), options.manner),
              options.manner);
}

void run_print(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text});
  Workspace& workspace = context.workspace();
  const SharedForm shared =
      shared_form(workspace, case_of(context, options.id), options.entry, options.names);
  context.print(printed_sheet(context, shared, options.names, context.language()));
  if (shared.texts_left_out) {
    context.warn({"les textes de cette fiche contiennent un nom : ils ne sont pas imprimés",
                  "the texts of this form hold a name: they are not printed"});
  }
}

void run_refer_send(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const CaseId id = case_of(context, options.id);
  print_sent(context, id,
             send_referral(context.workspace(), id, options.entry, writer_of(context)));
}

void run_refer_open(const ReferOptions& options, Context& context) {
  context.require_format({Format::Text});
  const ReceivedReferral received = open_referral(context.workspace(), options.from);
  context.note(text("de « {} », signé par {}, {}", "from “{}”, signed by {}, {}", received.office,
                    received.author, to_string(received.sent)));
  if (!received.known) {
    context.warn(
        text("expéditeur inconnu : comparer l'empreinte {} par un autre canal avant de "
             "s'y fier",
             "unknown sender: compare the fingerprint {} by another channel before you "
             "rely on it",
             received.fingerprint));
  }
  context.print_line(received.sheet.in(context.language()));
}

void add_refer_print(CLI::App* refer, Context& context) {
  auto options = std::make_shared<ReferOptions>();
  CLI::App* command =
      add_command(*refer, context, "print", {"imprimer"},
                  {"Imprimer la fiche de référence et la contre-référence à remplir",
                   "Print the referral sheet and a blank counter-referral"});
  add_case(command, context, options->id);
  option(command, context, "ENTRY", options->entry,
         {"Identifiant de la fiche A.1, A.2 ou A.3, ou son début",
          "Identifier of the form A.1, A.2 or A.3, or its beginning"})
      .required();
  flag(command, context, "--names", options->names,
       {"Avec nom et contact, là où la fiche les partage (lecture consignée)",
        "With name and contact, where the form shares them (recorded)"});
  on_run(command, context, [options, &context] { run_print(*options, context); });
}

void add_refer_send(CLI::App* refer, Context& context) {
  auto options = std::make_shared<ReferOptions>();
  CLI::App* command =
      add_command(*refer, context, "send", {"envoyer"},
                  {"Écrire (à nouveau) l'envoi chiffré d'une référence pour la structure",
                   "Write (again) a referral's encrypted package for the structure"});
  add_case(command, context, options->id);
  option(
      command, context, "ENTRY", options->entry,
      {"Identifiant de la référence, ou son début", "Identifier of the referral, or its beginning"})
      .required();
  on_run(command, context, [options, &context] { run_refer_send(*options, context); });
}

void add_refer_open(CLI::App* refer, Context& context) {
  auto options = std::make_shared<ReferOptions>();
  CLI::App* command = add_command(*refer, context, "open", {"ouvrir"},
                                  {"Montrer la référence qu'un autre coffre envoie",
                                   "Show the referral that another vault sends"});
  option(command, context, "PACKAGE", options->from, {"Fichier reçu", "File received"})
      .type_name("FILE")
      .required();
  on_run(command, context, [options, &context] { run_refer_open(*options, context); });
}

}  // namespace

void add_refer(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ReferOptions>();
  CLI::App* command = add_command(
      pos, context, "refer", {"referer", "référer"},
      {"Référer l'enfant à un service (A.1)", "Refer the child to a service (A.1)"}, steps_group());
  option(command, context, "CASE", options->id,  // not required: `refer counter` has its own
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"});
  add_from(command, context, *options);
  option(command, context, "--to", options->to,
         {"Code de la structure dans l'annuaire", "Code of the structure in the directory"})
      .type_name("STRUCTURE");
  option(command, context, "--service", options->service,
         {"Catégorie du service (pos-service-category)", "Category of the service"})
      .type_name("CATEGORY");
  on_run(command, context, [options, &context] { run(*options, context); });

  auto answer = std::make_shared<ReferOptions>();
  CLI::App* counter = add_command(*command, context, "counter", {"contre"},
                                  {"Saisir la réponse du service (contre-référence)",
                                   "Record the service's answer (counter-referral)"});
  add_case(counter, context, answer->id);
  option(
      counter, context, "ENTRY", answer->entry,
      {"Identifiant de la référence, ou son début", "Identifier of the referral, or its beginning"})
      .required();
  add_from(counter, context, *answer);
  on_run(counter, context, [answer, &context] { run_counter(*answer, context); });
  add_refer_print(command, context);
  add_refer_send(command, context);
  add_refer_open(command, context);
}

}  // namespace pos::cli
