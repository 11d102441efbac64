// pos report: the sheet of a month, a week or a year.
#include "cli/commands/views/report.h"

#include "cli/command.h"
#include "cli/commands.h"
#include "formats/sheet.h"
#include "formats/sheet_exchange.h"
#include "formats/sheet_text.h"
#include "workflow/reporting.h"
#include "workflow/sheets.h"

namespace pos::cli {
namespace {

struct ReportOptions {
  std::string month, week, year, structure, reason;
  bool share = false, trend = false, save = false;
};

CalendarPeriod typed_period(const std::string& typed, const std::string& named,
                            CalendarPeriod::Unit unit, const Text& fault, const char* example) {
  const std::optional<CalendarPeriod> period = parse_calendar_period(typed);
  if (!period || period->unit != unit) {
    throw Error(ErrorCode::Usage, text("{} : {}", "{}: {}", named, fault),
                text("par exemple {}", "for example {}", example));
  }
  return *period;
}

CalendarPeriod period_of(const ReportOptions& options) {
  const int given = (options.month.empty() ? 0 : 1) + (options.week.empty() ? 0 : 1) +
                    (options.year.empty() ? 0 : 1);
  if (given > 1) {
    throw Error(ErrorCode::Usage, {"une seule période", "one period alone"},
                {"--month, --week ou --year", "--month, --week or --year"});
  }
  if (!options.week.empty()) {
    return typed_period(options.week, "--week", CalendarPeriod::Unit::OneWeek,
                        {"pas une semaine", "not a week"}, "2026-W40");
  }
  if (!options.year.empty()) {
    return typed_period(options.year, "--year", CalendarPeriod::Unit::OneYear,
                        {"pas une année", "not a year"}, "2026");
  }
  require_option(options.month, "--month");
  return typed_period(options.month, "--month", CalendarPeriod::Unit::OneMonth,
                      {"pas un mois", "not a month"}, "2026-10");
}

void run(const ReportOptions& options, Context& context) {
  if (options.share && options.trend) {
    throw Error(ErrorCode::Usage, {"--share va sans --trend", "--share goes without --trend"},
                {"les chiffres de deux périodes en donneraient d'autres à calculer",
                 "the figures of two periods would give others to be worked out"});
  }
  require_sheet_format(context);
  PeriodReport report = period_report(
      context.workspace(), {period_of(options), options.structure, options.trend, options.share});
  if (options.save && !report.intact) {
    throw Error(ErrorCode::Integrity,
                {"des dossiers ont perdu des saisies : la fiche n'est pas gardée",
                 "cases have lost entries: the sheet is not kept"},
                {"`pos check --read-data` dit lesquels", "`pos check --read-data` says which"});
  }
  if (report.sheet.head.scope == SheetScope::Structure) {
    report.sheet.head.revision = next_revision(context.workspace(), report.sheet);
  }
  if (options.save) {
    const std::string name = save_sheet(context.workspace(), report.sheet, options.reason);
    context.done = text("fiche gardée : {}", "sheet kept: {}", name);
    context.note(context.done);
  }
  print_sheet(report.sheet, report.book, context);
  if (options.share && report.sheet.head.scope != SheetScope::Structure) {
    context.warn(
        {"cette fiche ne compte pas toute la structure : à côté de celle de la structure, "
         "elle en dévoile des chiffres supprimés",
         "this sheet does not count the whole structure: beside the structure's own it "
         "gives away figures that are suppressed there"});
  }
  for (const Text& warning : report.warnings) {
    context.warn(warning);
  }
  if (!report.intact) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  }
}

}  // namespace

void require_sheet_format(const Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv, Format::Html,
                          Format::Hxl, Format::Dhis2});
}

void print_sheet(const Sheet& sheet, const IndicatorBook& book, Context& context) {
  require_sheet_format(context);
  switch (context.format()) {
    case Format::Json:
      context.print_json(sheet_value(sheet));
      break;
    case Format::Csv:
      context.print(write_csv(sheet_rows(sheet)));
      break;
    case Format::ExcelCsv:
      context.print(write_excel_csv(sheet_rows(sheet)));
      break;
    case Format::Hxl:
      context.print(write_csv(sheet_hxl(sheet, context.language())));
      break;
    case Format::Dhis2:
      context.print_json(sheet_dhis2(sheet));
      break;
    case Format::Html:
      context.print(
          write_sheet_html(sheet, book, context.workspace().schemas().lists(), context.language()));
      break;
    default:
      context.print(
          write_sheet(sheet, book, context.workspace().schemas().lists(), context.language()));
  }
  if (!sheet.balance.holds()) {
    context.warn({"la fiche n'est pas équilibrée", "the sheet does not balance"});
  }
  if (!sheet.complete()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

void add_report(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = add_command(
      pos, context, "report", {"rapport"},
      {"Les fiches : mois, semaine, année", "The sheets: month, week, year"}, views_group());
  option(command, context, "--month", options->month, {"Le mois : 2026-10", "The month: 2026-10"})
      .type_name("YYYY-MM");
  option(command, context, "--week", options->week, {"La semaine : 2026-W40", "The week: 2026-W40"})
      .type_name("YYYY-Www");
  option(command, context, "--year", options->year, {"L'année : 2026", "The year: 2026"})
      .type_name("YYYY");
  flag(command, context, "--trend", options->trend,
       {"Avec les totaux de la période d'avant", "With the totals of the period before"});
  flag(command, context, "--share", options->share,
       {"À diffuser : petits chiffres masqués, personne n'est nommé",
        "To be shared: small figures suppressed, nobody named"});
  option(command, context, "--structure", options->structure,
         {"La structure, celle du coffre", "The structure, that of the vault"})
      .type_name("CODE");
  flag(command, context, "--save", options->save,
       {"Garder la fiche, signée, comme révision suivante",
        "Keep the sheet, signed, as the next revision"});
  option(command, context, "--reason", options->reason,
         {"Pourquoi une fiche validée est révisée", "Why a validated sheet is revised"})
      .type_name("TEXT");
  on_run(command, context, [options, &context] { run(*options, context); });
  add_kept_sheets(*command, context);
}

}  // namespace pos::cli
