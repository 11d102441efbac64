// pos report: the monthly sheet.
#include "cli/command.h"
#include "cli/commands.h"
#include "formats/sheet.h"
#include "formats/sheet_text.h"
#include "workflow/reporting.h"

namespace pos::cli {
namespace {

struct ReportOptions {
  std::string month, structure;
};

Month month_of(const std::string& typed) {
  require_option(typed, "--month");
  if (const std::optional<Month> month = parse_month(typed)) {
    return *month;
  }
  throw Error(ErrorCode::Usage, {"--month : pas un mois", "--month: not a month"},
              {"par exemple 2026-10", "for example 2026-10"});
}

void print(const MonthlyReport& report, Context& context) {
  switch (context.format()) {
    case Format::Json:
      return context.print_json(sheet_value(report.sheet));
    case Format::Csv:
      return context.print(write_csv(sheet_rows(report.sheet)));
    case Format::ExcelCsv:
      return context.print(write_excel_csv(sheet_rows(report.sheet)));
    default:
      return context.print(write_sheet(report.sheet, report.book,
                                       context.workspace().schemas().lists(), context.language()));
  }
}

void run(const ReportOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  const MonthlyReport report =
      monthly_report(context.workspace(), month_of(options.month), options.structure);
  print(report, context);
  for (const Text& warning : report.warnings) {
    context.warn(warning);
  }
  if (!report.sheet.balance.holds()) {
    context.warn({"la fiche n'est pas équilibrée", "the sheet does not balance"});
  }
  if (!report.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!report.sheet.complete()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_report(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = add_command(pos, context, "report", {"rapport"},
                                  {"La fiche mensuelle", "The monthly sheet"}, views_group());
  option(command, context, "--month", options->month, {"Le mois : 2026-10", "The month: 2026-10"})
      .type_name("YYYY-MM");
  option(command, context, "--structure", options->structure,
         {"La structure, celle du coffre", "The structure, that of the vault"})
      .type_name("CODE");
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
