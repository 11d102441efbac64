// pos form: the forms themselves: list them, print one to fill, check one that was filled.
#include "base/unicode.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "domain/names_in_text.h"
#include "formats/due_list.h"
#include "formats/form_blank.h"
#include "formats/json.h"
#include "workflow/additions.h"
#include "workflow/setup.h"

namespace pos::cli {
namespace {

struct FormsOptions {
  std::string form, file;
};

Value form_item(const Form& form, Context& context) {
  const auto day = [](const std::optional<Date>& date) {
    return date ? Value::text(to_string(*date)) : json_null();
  };
  const bool once = form.entries == Entries::Single;
  return Value::map({{"form", Value::text(form.code)},
                     {"label", Value::text(context.words(form.label))},
                     {"entries", Value::text(once ? "single" : "repeatable")},
                     {"edition", Value::text(form.edition)},
                     {"title", Value::text(context.words(form.title))},
                     {"kind", Value::text(std::string(word(form.kind)))},
                     {"stage", Value::text(form.stage)},
                     {"valid_from", day(form.valid_from)},
                     {"valid_until", day(form.valid_until)},
                     {"validated_by", Value::texts(form.validated_by)}});
}

void list_forms(Context& context) {
  context.require_format({Format::Text, Format::Json});
  Schemas& schemas = context.schemas();
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  for (const std::string& code : schemas.form_codes()) {
    if (!schemas.knows(code)) {
      continue;  // of an edition that the office does not work by yet
    }
    const Form& form = schemas.form(code);
    const bool once = form.entries == Entries::Single;
    rows.push_back({code, context.words(form.label), context.words(label(form.kind)),
                    context.words(once ? Text{"une par épisode", "once an episode"}
                                       : Text{"autant que besoin", "any number"})});
    items.push_back(form_item(form, context));
  }
  if (context.format() == Format::Json) {
    Value document = envelope("pos.forms/1", context.now(), true, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Fiche", "Titre", "Nature", "Saisies"}
                             : std::vector<std::string>{"Form", "Title", "Kind", "Entries"},
                      rows));
}

void blank(const FormsOptions& options, Context& context) {
  context.require_format({Format::Text});
  Schemas& schemas = context.schemas();
  context.print(blank_form(schemas.form(options.form), schemas.lists(), context.language()));
}

void schema(const FormsOptions& options, Context& context) {
  Schemas& schemas = context.schemas();
  context.print_json(form_schema(schemas.form(options.form), schemas.lists(), context.language()));
}

/// Of the moment that the form would be recorded at, as recording finds them.
std::vector<Finding> date_faults(const Form& form, const Value& input, Instant now) {
  const Value* told = input.find("occurred");
  const Value* dated = told == nullptr ? input.find(form.date_field) : told;
  if (dated == nullptr) {
    return {};
  }
  const std::optional<When> at = parse_when(dated->scalar);
  const std::string field = told == nullptr ? form.date_field : "occurred";
  if (told != nullptr && !at) {
    return {{{"", told->line, field}, {"pas une date ni une heure", "not a date or time"}, {}}};
  }
  const std::optional<When> by_field = parse_when(input.scalar_of(form.date_field));
  if (told != nullptr && by_field && by_field->day() != at->day()) {
    return {{{"", told->line, field},
             text("ne tombe pas le même jour que {}", "is not the same day as {}", form.date_field),
             {}}};
  }
  if (at && (at->date_only ? at->day() > day_of(now) : at->at > now)) {
    return {{{"", dated->line, field},
             {"cette date est dans l'avenir", "this date is in the future"},
             {}}};
  }
  return {};
}

/// Of the names of its case the form alone is at hand.
void warn_of_names(const Form& form, const Value& answers, const std::string& file,
                   Context& context) {
  NameWords words;
  add_name_words(words, form, answers);
  for (Finding& finding : names_in_text(form, answers, words)) {
    finding.where.file = file;
    context.warn(text("{}{} ; {}", "{}{}; {}", escaped(to_string(finding.where)), finding.message,
                      finding.hint));
  }
}

void check_filled(const FormsOptions& options, Context& context) {
  Schemas& schemas = context.schemas();
  const Form& form = schemas.form(options.form);
  Value input = context.read_filled(options.file);
  std::vector<Finding> dates = date_faults(form, input, context.now());
  input.erase("occurred");
  const CodeLists lists = schemas.lists();
  Checked checked = check(form, input, {lists, {}, {}, nullptr, context.now()});
  for (const std::string& field : checked.missing) {
    if (std::any_of(checked.findings.begin(), checked.findings.end(),
                    [&](const Finding& finding) { return finding.where.field == field; })) {
      continue;  // answered, but wrongly
    }
    checked.findings.push_back(
        {{"", 0, field}, {"réponse obligatoire absente", "a required answer is missing"}, {}});
  }
  std::move(dates.begin(), dates.end(), std::back_inserter(checked.findings));
  const std::string file = options.file == "-" ? "stdin" : options.file;
  for (Finding& finding : checked.findings) {
    finding.where.file = file;
  }
  warn_of_names(form, checked.answers, file, context);
  if (!checked.findings.empty()) {
    throw invalid_input(std::move(checked.findings));
  }
  for (const std::string& field : checked.expected) {
    context.warn(text("réponse attendue par les POS : {}",
                      "an answer that the procedures expect: {}", field));
  }
  for (const std::string& field : checked.to_come) {
    context.warn(text("cette date est à venir : {}", "this date is to come: {}", field));
  }
  context.note({"la fiche est complète et valide ; rien n'a été enregistré",
                "the form is complete and valid; nothing was saved"});
}

void add_addition(const FormsOptions& options, Context& context) {
  const std::string bytes = context.read_bytes(options.file);
  const std::string name = options.file == "-" ? "stdin" : options.file;
  const std::string place = add_to_forms(context.workspace(), bytes, name);
  context.note(text("ajouté, nommé dans pos.yaml : {}", "added, and named in pos.yaml: {}", place));
}

CLI::App* form_command(CLI::App* parent, Context& context, const std::string& name,
                       const std::vector<std::string>& aliases, const Text& description,
                       const std::shared_ptr<FormsOptions>& options) {
  CLI::App* command = add_command(*parent, context, name, aliases, description);
  option(command, context, "FORM", options->form,
         {"Code de la fiche, par exemple 1.B", "Code of the form, for example 1.B"})
      .required();
  return command;
}

}  // namespace

void add_form(CLI::App& pos, Context& context) {
  auto options = std::make_shared<FormsOptions>();
  CLI::App* command = add_command(pos, context, "form", {"fiche"},
                                  {"Les fiches : liste, fiche vierge, vérification, ajouts",
                                   "The forms: list, blank, check, additions"},
                                  office_group());
  require_subcommand(command);
  on_run(add_command(*command, context, "list", {"lister"}, {"Toutes les fiches", "All forms"}),
         context, [&context] { list_forms(context); });
  on_run(form_command(command, context, "blank", {"vierge"},
                      {"Fiche vierge commentée, à remplir", "Commented blank form, to be filled"},
                      options),
         context, [options, &context] { blank(*options, context); });
  add_form_print(*command, context);
  CLI::App* checking = form_command(command, context, "check", {"verifier", "vérifier"},
                                    {"Vérifier une fiche remplie, sans rien enregistrer",
                                     "Check a filled form, and save nothing"},
                                    options);
  option(checking, context, "FILE", options->file,
         {"Fiche remplie, - pour l'entrée standard", "Filled form, - for standard input"})
      .required();
  on_run(checking, context, [options, &context] { check_filled(*options, context); });
  on_run(form_command(command, context, "schema", {"schéma"},
                      {"JSON Schema de la fiche", "JSON Schema of the form"}, options),
         context, [options, &context] { schema(*options, context); });
  CLI::App* adding = add_command(*command, context, "add", {"ajouter"},
                                 {"Ajouter des champs à une fiche, ou une liste (administrateur)",
                                  "Add fields to a form, or a code list (administrator)"});
  option(adding, context, "FILE", options->file,
         {"Ajout du bureau (pos-forms(5)), - pour l'entrée standard",
          "Addition of the office (pos-forms(5)), - for standard input"})
      .required();
  on_run(adding, context, [options, &context] { add_addition(*options, context); });
}

}  // namespace pos::cli
