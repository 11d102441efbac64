// pos directory print, check: the directory on paper; what of it is to be looked at.
#include "cli/commands/office/directory.h"
#include "cli/table.h"
#include "formats/directory_sheet.h"
#include "formats/directory_view.h"
#include "formats/due_list.h"

namespace pos::cli {
namespace {

struct PrintOptions {
  std::vector<std::string> codes, files;
  DirectoryFilter filter;
};

std::vector<DirectoryItem> chosen(const PrintOptions& options, Context& context) {
  Workspace& workspace = context.workspace();
  for (const std::string& code : options.codes) {
    require_structure(workspace, code);
  }
  std::vector<DirectoryItem> items = read_directory(workspace);
  if (!options.codes.empty()) {
    std::erase_if(items, [&](const DirectoryItem& item) {
      return !holds(options.codes, item.structure.code);
    });
    const std::map<std::string, int> taken = places_taken(workspace, items);
    const std::vector<std::string> codes = options.codes;
    items = read_directory(workspace, taken);
    std::erase_if(items,
                  [&](const DirectoryItem& item) { return !holds(codes, item.structure.code); });
  }
  return filtered(std::move(items), options.filter);
}

void print_directory(PrintOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Html});
  Workspace& workspace = context.workspace();
  options.filter.check(workspace);
  open_for_reading(context);
  const Office& office = workspace.vault().office();
  DirectorySheetHead head;
  head.office = office.name;
  head.place = options.filter.place.empty() ? office.region : options.filter.place;
  head.by_place = options.filter.kind == "case_management_actor";
  head.with_history = !options.codes.empty();
  head.now = context.now();
  const CodeLists lists = workspace.schemas().lists();
  const DirectorySheet sheet =
      directory_sheet(chosen(options, context), head, workspace.form(kDirectoryForm), lists,
                      workspace.rules().directory, context.language());
  context.print(context.format() == Format::Html ? write_html(sheet, context.language())
                                                 : write_text(sheet));
}

void check_files(const PrintOptions& options, Context& context) {
  std::vector<Finding> findings;
  for (const std::string& file : options.files) {
    const Filled filled{context.read_filled(file), file == "-" ? "stdin" : file, ""};
    std::vector<Finding> some = faults_of_file(context.workspace(), filled);
    findings.insert(findings.end(), std::make_move_iterator(some.begin()),
                    std::make_move_iterator(some.end()));
  }
  if (!findings.empty()) {
    throw invalid_input(std::move(findings));
  }
  context.note({"ces entrées sont complètes et valides ; rien n'a été enregistré",
                "these entries are complete and valid; nothing was saved"});
}

void check_directory(const PrintOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  if (!options.files.empty()) {
    return check_files(options, context);
  }
  open_for_reading(context);
  Workspace& workspace = context.workspace();
  const std::map<std::string, int> taken = places_taken(workspace, read_directory(workspace));
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  for (const DirectoryItem& item : read_directory(workspace, taken)) {
    for (const DirectoryNote& note : item.notes) {
      rows.push_back({item.structure.code, note.kind, context.words(note.words)});
      items.push_back(note_value(item.structure.code, note, context.language()));
    }
  }
  if (context.format() == Format::Json) {
    Value document = envelope("pos.directory-check/1", context.now(), true, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  context.print(table(context.language() == Language::French
                          ? std::vector<std::string>{"Code", "Quoi", "À noter"}
                          : std::vector<std::string>{"Code", "What", "Note"},
                      rows));
}

}  // namespace

void add_directory_print(CLI::App& directory, Context& context) {
  auto options = std::make_shared<PrintOptions>();
  CLI::App* printing = add_command(directory, context, "print", {"imprimer"},
                                   {"L'annuaire pour le papier (--format html : pour l'imprimante)",
                                    "The directory for paper (--format html: for the printer)"});
  option(printing, context, "CODE", options->codes,
         {"Seulement ces structures, avec leur historique",
          "Only these structures, with their history"});
  add_filter(printing, context, options->filter);
  on_run(printing, context, [options, &context] { print_directory(*options, context); });
  CLI::App* checking =
      add_command(directory, context, "check", {"verifier", "vérifier"},
                  {"Ce qui est à vérifier, à confirmer, à revoir ; ou des fiches remplies",
                   "What is to be verified, confirmed, reviewed; or filled forms"});
  option(checking, context, "FILE", options->files,
         {"Fiches remplies ; rien n'est enregistré", "Filled forms; nothing is saved"});
  on_run(checking, context, [options, &context] { check_directory(*options, context); });
}

}  // namespace pos::cli
