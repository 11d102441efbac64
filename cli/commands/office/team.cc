// pos team: what a team records of its own work.
#include "cli/answers.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "workflow/teams.h"

namespace pos::cli {
namespace {

struct TeamOptions {
  std::string unit, from, replaces, completes, kind, staff;
};

void add_record_of_team(const TeamOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  require_option(options.from, "--from");
  if (!options.replaces.empty() && !options.completes.empty()) {
    throw Error(ErrorCode::Usage,
                {"--replaces ou --completes, pas les deux", "--replaces or --completes, not both"});
  }
  const Filled filled = {context.read_filled(options.from),
                         options.from == "-" ? "stdin" : options.from, ""};
  const std::string record =
      options.completes.empty()
          ? add_team_record(context.workspace(), options.unit, filled, options.replaces)
          : complete_team_record(context.workspace(), options.unit, filled, options.completes);
  context.done = text("relevé {} ajouté", "record {} added", record);
  if (context.format() == Format::Json) {
    return context.print_json(Value::map({{"record", Value::text(record)}}));
  }
  context.print_line(record);
}

std::string kind_label(const TeamRecord& record, Context& context) {
  const Field* field = context.workspace().form(kTeamForm).find("record_kind");
  for (const Choice& choice : context.workspace().schemas().list(field->list).choices) {
    if (choice.code == record.kind) {
      return context.words(choice.label);
    }
  }
  return record.kind;
}

void print_records_json(const std::vector<TeamRecord>& records, Context& context) {
  std::vector<Value> items;
  for (const TeamRecord& each : records) {
    Value item = Value::map({{"record", Value::text(each.id)}, {"unit", Value::text(each.unit)}});
    for (const Member& member : each.answers.members) {
      item.members.push_back(member);
    }
    items.push_back(std::move(item));
  }
  Value document = envelope("pos.team/1", context.now(), true, {});
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_records_csv(const std::vector<TeamRecord>& records, Context& context) {
  std::vector<CsvRow> rows = {{"record", "unit", "date", "kind", "staff"}};
  for (const TeamRecord& each : records) {
    rows.push_back({each.id, each.unit, to_string(each.on), each.kind, each.staff});
  }
  context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
}

/// Each with its answers; the kind, date and person stand in the title.
void print_records(const std::vector<TeamRecord>& records, Context& context) {
  Form form = context.workspace().form(kTeamForm);
  load_lists(form.fields, context);
  std::erase_if(form.fields, [](const Field& field) {
    return field.name == "record_kind" || field.name == "record_date" || field.name == "staff";
  });
  for (const TeamRecord& each : records) {
    context.print_line(to_string(each.on) + "  " + each.unit + "  " + kind_label(each, context) +
                       (each.staff.empty() ? "" : "  " + each.staff) + "  [" + each.id + "]");
    print_answers(form.fields, each.answers, "  ", context);
  }
}

void list_records(const TeamOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  const std::vector<TeamRecord> records =
      team_records(context.workspace(), {options.unit, options.kind, options.staff});
  if (context.format() == Format::Json) {
    print_records_json(records, context);
  } else if (context.format() == Format::Text) {
    print_records(records, context);
  } else {
    print_records_csv(records, context);
  }
}

}  // namespace

void add_team(CLI::App& pos, Context& context) {
  auto options = std::make_shared<TeamOptions>();
  CLI::App* command = add_command(
      pos, context, "team", {"equipe", "équipe"},
      {"Ce qu'une équipe relève de son propre travail", "What a team records of its own work"},
      office_group());
  require_subcommand(command);
  CLI::App* adding =
      add_command(*command, context, "add", {"ajouter"},
                  {"Ajouter un relevé : supervision, réunion, formation (fiche `team`)",
                   "Add a record: supervision, meeting, training (form `team`)"});
  option(adding, context, "UNIT", options->unit, {"Code de l'unité", "Code of the unit"})
      .required();
  option(adding, context, "--from", options->from,
         {"Fiche remplie, - pour l'entrée standard", "Filled form, - for standard input"})
      .type_name("FILE");
  option(adding, context, "--replaces", options->replaces,
         {"Le relevé qu'il remplace", "The record that it stands for"})
      .type_name("RECORD");
  option(adding, context, "--completes", options->completes,
         {"Le relevé dont il complète les réponses", "The record whose answers it completes"})
      .type_name("RECORD");
  on_run(adding, context, [options, &context] { add_record_of_team(*options, context); });
  CLI::App* listing =
      add_command(*command, context, "list", {"lister"}, {"Les relevés", "The records"});
  option(listing, context, "--unit", options->unit, {"D'une seule unité", "Of one unit"})
      .type_name("UNIT");
  option(listing, context, "--kind", options->kind, {"D'une seule nature", "Of one kind"})
      .type_name("KIND");
  option(listing, context, "--staff", options->staff,
         {"Sur une seule personne", "About one person"})
      .type_name("CODE");
  on_run(listing, context, [options, &context] { list_records(*options, context); });
}

}  // namespace pos::cli
