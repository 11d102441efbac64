// pos programme report: what programmes have reached, against their targets.
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/table.h"
#include "formats/due_list.h"
#include "formats/programme.h"
#include "workflow/programmes.h"

namespace pos::cli {
namespace {

void print_report_json(const ProgrammeReports& reports, Context& context) {
  std::vector<Value> warnings, items;
  for (const Text& warning : reports.warnings) {
    warnings.push_back(Value::text(context.words(warning)));
  }
  for (const ProgrammeReport& each : reports.items) {
    items.push_back(programme_report_value(each.programme, each.figures));
  }
  Value document =
      envelope("pos.programme_report/1", context.now(), reports.complete, std::move(warnings));
  document.set("scope", Value::text(std::string(word(reports.scope))));
  document.set("cases_read", Value::number(std::to_string(reports.cases_read)));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void print_report_csv(const ProgrammeReports& reports, Context& context) {
  std::vector<CsvRow> rows = {programme_report_header()};
  for (const ProgrammeReport& each : reports.items) {
    for (CsvRow& row : programme_report_rows(each.programme, each.figures)) {
      rows.push_back(std::move(row));
    }
  }
  context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
}

/// Codes as the lists of the shipped forms have them.
std::string words_of_code(const std::string& dimension, const std::string& code, Context& context) {
  if (code == kUnknown) {
    return context.words({"inconnu", "unknown"});
  }
  if (dimension != "sex") {
    return code;
  }
  return context.words(code == "female" ? Text{"filles", "girls"} : Text{"garçons", "boys"});
}

void print_cells(const ProgrammeFigures& figures, Context& context) {
  for (const ProgrammeTable& each : figures.tables) {
    for (const ProgrammeCell& cell : each.cells) {
      std::string line = "  ";
      for (std::size_t i = 0; i < cell.codes.size(); ++i) {
        line += (i == 0 ? "" : ", ") + words_of_code(each.dimensions[i], cell.codes[i], context);
      }
      context.print_line(line + ": " + std::to_string(cell.value));
    }
  }
}

std::string decimal_in_language(double value, Context& context) {
  std::string text = decimal_text(value);
  if (const std::size_t point = text.find('.');
      point != std::string::npos && context.language() == Language::French) {
    text[point] = ',';
  }
  return text;
}

std::string percent_in_language(double value, Context& context) {
  return decimal_in_language(value, context) +
         (context.language() == Language::French ? " %" : "%");
}

std::string target_text(const ExpectedResult& result, Context& context) {
  if (!result.target) {
    return "–";
  }
  const std::string per = result.per_year ? context.words({" par an", " a year"}) : "";
  return (result.percent ? percent_in_language(*result.target, context)
                         : std::to_string(*result.target)) +
         per;
}

std::string value_text(const ResultFigure& figure, Context& context) {
  if (!figure.value) {
    return "–";
  }
  const std::string value = decimal_in_language(*figure.value, context);
  const std::optional<double> share = figure.share();
  if (!share) {
    return value;
  }
  return value + context.words({" sur ", " of "}) + std::to_string(*figure.of) + " (" +
         percent_in_language(*share, context) + ")";
}

Text source_of(const ResultFigure& figure) {
  if (figure.result.measure != Measure::Reported) {
    return {"dossiers", "cases"};
  }
  return figure.on ? text("relevé du {}", "reported {}", to_string(*figure.on))
                   : Text{"à relever", "to be reported"};
}

void print_results(const ProgrammeFigures& figures, Context& context) {
  std::vector<std::vector<std::string>> rows;
  for (const ResultFigure& each : figures.results) {
    const std::optional<double> of_target = each.of_target();
    rows.push_back({each.result.code, target_text(each.result, context), value_text(each, context),
                    of_target ? percent_in_language(*of_target, context) : "",
                    context.words(source_of(each))});
  }
  if (!rows.empty()) {
    const bool french = context.language() == Language::French;
    context.print(table(
        french ? std::vector<std::string>{"Résultat", "Cible", "Atteint", "De la cible", "Source"}
               : std::vector<std::string>{"Result", "Target", "Reached", "Of the target", "Source"},
        rows, {3}));
  }
}

void print_one_programme(const ProgrammeReport& report, Context& context) {
  const ProgrammeFigures& figures = report.figures;
  context.print_line(report.programme.code + "  " + report.programme.name);
  context.print_line(
      context.words(text("au {} ; enfants atteints : {}, dont participent encore : {}",
                         "as of {}; children reached: {}, of whom still taking part: {}",
                         to_string(figures.until), figures.reached, figures.present)));
  print_cells(figures, context);
  print_results(figures, context);
}

void print_reports(const ProgrammeReports& reports, Context& context) {
  if (reports.items.empty()) {
    return context.note({"aucun programme", "no programme"});
  }
  context.print_line(context.words(text("Portée : {} ; {} dossiers lus", "Scope: {}; {} cases read",
                                        label(reports.scope), reports.cases_read)));
  for (const ProgrammeReport& each : reports.items) {
    context.print_line("");
    print_one_programme(each, context);
  }
}

void report(const std::string& code, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  const ProgrammeReports reports = programme_reports(context.workspace(), code);
  if (context.format() == Format::Json) {
    print_report_json(reports, context);
  } else if (context.format() == Format::Text) {
    print_reports(reports, context);
  } else {
    print_report_csv(reports, context);
  }
  for (const Text& warning : reports.warnings) {
    context.warn(warning);
  }
  if (!reports.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!reports.complete) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_programme_report(CLI::App& programme, Context& context) {
  auto code = std::make_shared<std::string>();
  CLI::App* command = add_command(programme, context, "report", {"rapport"},
                                  {"Les résultats face aux cibles", "Results against targets"});
  option(command, context, "CODE", *code, {"Un seul programme", "One programme"});
  on_run(command, context, [code, &context] { report(*code, context); });
}

}  // namespace pos::cli
