// pos search: the user's own cases that may be of the child described; by identifier, never by
// name.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/json.h"
#include "workflow/likely_cases.h"

namespace pos::cli {
namespace {

struct SearchOptions {
  std::string from, like;
};

LikelyCases search(const SearchOptions& options, Context& context) {
  if (!options.like.empty()) {
    return search_like(context.workspace(), case_of(context, options.like));
  }
  const std::string& path = options.from;
  return search_cases(context.workspace(),
                      {context.read_filled(path), path == "-" ? "stdin" : path, ""});
}

void print_json(const LikelyCases& likely, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& warning : likely.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  for (const LikelyCase& each : likely.found) {
    std::vector<Value> reasons;
    for (const LikenessReason& reason : each.likeness.reasons) {
      reasons.push_back(
          Value::map({{"id", Value::text(reason.id)}, {"points", json_number(reason.points)}}));
    }
    items.push_back(Value::map({{"case", Value::text(each.id.text())},
                                {"status", Value::text(std::string(word(each.status)))},
                                {"score", json_number(each.likeness.score)},
                                {"reasons", Value::list(std::move(reasons))}}));
  }
  Value document = envelope("pos.search/1", context.now(), likely.complete(), std::move(warnings));
  document.set("compared", json_number(likely.compared));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_table(const LikelyCases& likely, Context& context) {
  context.note(text("dossiers comparés : {}", "cases compared: {}", likely.compared));
  if (likely.found.empty()) {
    return;
  }
  std::vector<std::vector<std::string>> rows;
  for (const LikelyCase& each : likely.found) {
    std::string why;
    for (const LikenessReason& reason : each.likeness.reasons) {
      why += (why.empty() ? "" : ", ") + context.words(reason.message);
    }
    rows.push_back({each.id.text(), context.words(label(each.status)),
                    std::to_string(each.likeness.score), why});
  }
  const bool french = context.language() == Language::French;
  context.print(table(french ? std::vector<std::string>{"Dossier", "État", "Points", "Pourquoi"}
                             : std::vector<std::string>{"Case", "Status", "Score", "Why"},
                      rows, {2}));
}

void run(const SearchOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  if (options.from.empty() == options.like.empty()) {
    throw Error(ErrorCode::Usage, {"--from ou --like est attendu, l'un des deux",
                                   "--from or --like is expected, one of them"});
  }
  const LikelyCases likely = search(options, context);
  if (context.format() == Format::Json) {
    print_json(likely, context);
  } else {
    print_table(likely, context);
  }
  for (const Text& warning : likely.warnings) {
    context.warn(warning);
  }
  if (!likely.complete()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_search(CLI::App& pos, Context& context) {
  auto options = std::make_shared<SearchOptions>();
  CLI::App* command = add_command(
      pos, context, "search", {"chercher"},
      {"Vos dossiers qui sont peut-être ceux d'un enfant", "Your cases that may be of a child"},
      views_group());
  option(command, context, "--from", options->from,
         {"Ce qu'on sait de l'enfant, - pour l'entrée standard",
          "What is known of the child, - for standard input"})
      .type_name("FILE");
  option(command, context, "--like", options->like,
         {"Comparer à un de vos dossiers", "Compare with one of your cases"})
      .type_name("CASE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
