// pos form print: a form for paper, blank or as it was filled.
#include "formats/form_print.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "workflow/editions.h"
#include "workflow/filled_form.h"

namespace pos::cli {
namespace {

struct PaperOptions {
  std::string form, id, entry;
};

/// Without a vault the form is printed all the same, by the latest edition.
bool in_office(Context& context) {
  try {
    context.workspace();
    return true;
  } catch (const Error& error) {
    if (error.code != ErrorCode::NoVault) {
      throw;
    }
    return false;
  }
}

Text rules_name(Context& context) {
  if (in_office(context)) {
    return context.workspace().rules().name();
  }
  return installed_editions(context.world.disk, context.schemas_folder()).back().name();
}

void print_form(const PaperOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Html});
  if (options.id.empty() && !options.entry.empty()) {
    throw Error(ErrorCode::Usage, {"--entry sans --case", "--entry without --case"},
                {"nommer le dossier de cette saisie", "name the case of that entry"});
  }
  FormPaper paper;
  FilledForm filled;
  if (options.id.empty()) {
    paper.form = &context.schemas().form(options.form);
  } else {
    const CaseId id = case_of(context, options.id);
    filled = filled_form(context.workspace(), id, options.form, options.entry);
    paper.form = filled.form;
    paper.id = id.text();
    paper.date = to_string(filled.occurred.day());
    paper.answers = &filled.answers;
  }
  if (in_office(context)) {
    paper.office = context.workspace().vault().office().name;
    paper.structure = context.workspace().vault().office().structure;
  }
  paper.rules = rules_name(context);
  const CodeLists lists = context.schemas().lists();
  context.print(context.format() == Format::Html ? write_html(paper, lists, context.language())
                                                 : write_text(paper, lists, context.language()));
}

}  // namespace

void add_form_print(CLI::App& form, Context& context) {
  auto options = std::make_shared<PaperOptions>();
  CLI::App* command = add_command(
      form, context, "print", {"imprimer"},
      {"Une fiche pour le papier, vierge ou remplie (--format html : pour l'imprimante)",
       "A form for paper, blank or filled (--format html: for the printer)"});
  option(command, context, "FORM", options->form,
         {"Code de la fiche, par exemple 1.B", "Code of the form, for example 1.B"})
      .required();
  option(command, context, "--case", options->id,
         {"Avec les réponses de ce dossier, sans ce qui nomme ou localise",
          "With the answers of this case, without what names or locates"})
      .type_name("CASE");
  option(command, context, "--entry", options->entry,
         {"De cette saisie, et non de la dernière", "Of this entry, and not of the last one"})
      .type_name("ENTRY");
  on_run(command, context, [options, &context] { print_form(*options, context); });
}

}  // namespace pos::cli
