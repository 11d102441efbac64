// pos match: which tracing request may be for which child without family; and what was decided.
#include "cli/commands.h"
#include "cli/commands/steps/form_options.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/json.h"
#include "workflow/matching.h"

namespace pos::cli {
namespace {

struct MatchOptions {
  bool all = false;
};

struct DecideOptions : FormOptions {
  std::string request, row, decision;
};

Value match_value(const TracingMatch& match) {
  std::vector<Value> reasons;
  for (const LikenessReason& reason : match.likeness.reasons) {
    reasons.push_back(
        Value::map({{"id", Value::text(reason.id)}, {"points", json_number(reason.points)}}));
  }
  return Value::map({{"request", Value::text(match.request.text())},
                     {"entry", Value::text(match.entry)},
                     {"row", Value::text(match.row)},
                     {"child", Value::text(match.child.text())},
                     {"score", json_number(match.likeness.score)},
                     {"reasons", Value::list(std::move(reasons))},
                     {"decision", text_or_null(match.decision)}});
}

void print_matches_json(const Matches& matches, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& warning : matches.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  for (const TracingMatch& match : matches.found) {
    items.push_back(match_value(match));
  }
  Value document = envelope("pos.match/1", context.now(), matches.complete(), std::move(warnings));
  document.set("requests", json_number(matches.requests));
  document.set("children", json_number(matches.children));
  document.set("unwilling", json_number(matches.unwilling));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

/// Enough of a row's identifier to type.
std::string short_row(const std::string& row) {
  return row.substr(0, 8);
}

void print_matches(const Matches& matches, Context& context) {
  context.note(text("enfants recherchés : {} ; enfants sans famille comparés : {}",
                    "children looked for: {}; children without family compared: {}",
                    matches.requests, matches.children));
  if (matches.unwilling > 0) {
    context.note(text("ne souhaitent pas de recherche, non comparés : {}",
                      "do not wish to be traced, not compared: {}", matches.unwilling));
  }
  if (matches.found.empty()) {
    return;
  }
  const bool french = context.language() == Language::French;
  const CodeList& reasons = context.workspace().schemas().list("pos-match-reason");
  std::vector<std::vector<std::string>> rows;
  for (const TracingMatch& match : matches.found) {
    std::string why;
    for (const LikenessReason& reason : match.likeness.reasons) {
      const Choice* choice = reasons.find(reason.id);
      why += (why.empty() ? "" : ", ") +
             (choice == nullptr ? reason.id : context.words(choice->label)) + " " +
             std::to_string(reason.points);
    }
    rows.push_back({match.request.text(), short_row(match.row), match.child.text(),
                    std::to_string(match.likeness.score), why, match.decision});
  }
  context.print(table(
      french
          ? std::vector<std::string>{"Demande", "Ligne", "Enfant", "Points", "Pourquoi", "Décision"}
          : std::vector<std::string>{"Request", "Row", "Child", "Score", "Why", "Decision"},
      rows, {3}));
}

void run_list(const MatchOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  const Matches matches = match_requests(context.workspace(), options.all);
  if (context.format() == Format::Json) {
    print_matches_json(matches, context);
  } else {
    print_matches(matches, context);
  }
  for (const Text& warning : matches.warnings) {
    context.warn(warning);
  }
  if (!matches.complete()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

void run_decide(const DecideOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.request, "--request");
  require_option(options.row, "--row");
  require_option(options.decision, "--decision");
  Filled filled{Value::map({}), "--decision", options.names_in_text};
  if (!options.from.empty()) {
    filled = read_form(context, options);
  }
  const Decided decided{case_of(context, options.id), case_of(context, options.request),
                        options.row, options.decision};
  print_saved(context, decide_match(context.workspace(), decided, filled, options.manner),
              options.manner);
}

}  // namespace

void add_match(CLI::App& pos, Context& context) {
  auto options = std::make_shared<MatchOptions>();
  CLI::App* command = add_command(pos, context, "match", {"rapprocher"},
                                  {"Enfants recherchés et enfants sans famille qui concordent",
                                   "Children looked for and children without family who fit"},
                                  views_group());
  flag(command, context, "--all", options->all,
       {"Aussi les rapprochements écartés", "Also matches that were rejected"});
  on_run(command, context, [options, &context] { run_list(*options, context); });

  auto deciding = std::make_shared<DecideOptions>();
  CLI::App* decide = add_command(
      *command, context, "decide", {"decider", "décider"},
      {"Consigner la décision sur un rapprochement (4.M)", "Record the decision on a match (4.M)"});
  add_case(decide, context, deciding->id);
  option(decide, context, "--request", deciding->request,
         {"Dossier de la demande de recherche", "Case of the tracing request"})
      .type_name("CASE");
  option(decide, context, "--row", deciding->row,
         {"Enfant recherché : ligne de la demande, ou son début",
          "Child looked for: row of the request, or its beginning"})
      .type_name("ROW");
  option(decide, context, "--decision", deciding->decision,
         {"to_verify, confirmed ou rejected", "to_verify, confirmed or rejected"})
      .type_name("DECISION");
  add_from(decide, context, *deciding);
  on_run(decide, context, [deciding, &context] { run_decide(*deciding, context); });
}

}  // namespace pos::cli
