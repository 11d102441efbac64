#include <doctest/doctest.h>

#include "formats/csv.h"
#include "formats/due_list.h"
#include "formats/json.h"

using namespace pos;

namespace {

Instant instant(const char* text) {
  return parse_when(text).value().at;
}

DueItem item() {
  DueItem due;
  due.case_id = "BKO-2026-4XKD7RPC";
  due.manager = "adiarra";
  due.level = RiskLevel::High;
  due.obligation.step = Step::FullAssessment;
  due.obligation.due = instant("2026-10-05T23:59:59Z");
  due.obligation.state = ObligationState::Overdue;
  due.obligation.basis = {"initial_assessment", "01KE6VYFD0ABCDEFGHJKMNPQRS",
                          *parse_when("2026-10-05")};
  due.obligation.rule = "deadlines.full_assessment.high";
  due.obligation.source = "POS 4.3";
  due.obligation.edition = "pos-2020.08";
  return due;
}

}  // namespace

TEST_CASE("JSON escapes what it must and keeps the order of keys") {
  const Value value = Value::map({{"b", Value::text("a\"\\\n\tç\x01")},
                                  {"a", Value::list({Value::number("3"), Value::boolean(false)})},
                                  {"n", json_null()},
                                  {"m", Value::map({})}});
  CHECK(write_json(value) ==
        "{\"b\":\"a\\\"\\\\\\n\\u0009ç\\u0001\",\"a\":[3,false],\"n\":null,\"m\":{}}");
}

TEST_CASE("JSON escapes what other readers take for line ends, and what moves a terminal") {
  CHECK(write_json(Value::text("a\xC2\x85"
                               "b\xE2\x80\xA8"
                               "c\xE2\x80\xA9"
                               "é")) == "\"a\\u0085b\\u2028c\\u2029é\"");
  CHECK(write_json(Value::text("\x7F\xC2\x80\xC2\x9B\xC2\x9F\xC2\xA0\xEF\xBB\xBF\xEF\xBF\xBE"
                               "\xEF\xBF\xBF\xEF\xBF\xBD")) ==
        "\"\\u007f\\u0080\\u009b\\u009f\xC2\xA0\\ufeff\\ufffe\\uffff\xEF\xBF\xBD\"");
}

TEST_CASE("CSV quotes cells that hold a separator, a quote or a line end") {
  CHECK(write_csv({{"a", "b,c", "d\"e", "f\ng", ""}}) == "a,\"b,c\",\"d\"\"e\",\"f\ng\",\n");
}

TEST_CASE("a cell that a spreadsheet would run as a formula is written as text, a number is not") {
  CHECK(write_csv({{"=1+1", "-3", "-3.5", "+x", "@x", "--"}}) == "'=1+1,-3,-3.5,'+x,'@x,'--\n");
}

TEST_CASE("a telephone number is as it is for programs, and text for French spreadsheets") {
  const std::vector<CsvRow> phones = {{"+22376540000", "+223 76-54", "+223+cmd", "76540000", "+"}};
  CHECK(write_csv(phones) == "+22376540000,+223 76-54,'+223+cmd,76540000,'+\n");
  CHECK(write_excel_csv(phones) ==
        "\xEF\xBB\xBF'+22376540000;'+223 76-54;'+223+cmd;76540000;'+\r\n");
}

TEST_CASE("French spreadsheets get semicolons, CRLF, a byte order mark and decimal commas") {
  CHECK(write_excel_csv({{"a;b", "1.5", "2026-10-03"}}) ==
        "\xEF\xBB\xBF\"a;b\";1,5;2026-10-03\r\n");
}

TEST_CASE("an obligation is written with the keys of the contract, in its order") {
  CHECK(write_json(due_value(item(), instant("2026-10-07T08:00:00Z"))) ==
        R"({"case":"BKO-2026-4XKD7RPC","manager":"adiarra","risk_level":"high",)"
        R"("step":"full_assessment","due":"2026-10-05T23:59:59Z","state":"overdue",)"
        R"("overdue_days":2,"basis":{"event":"initial_assessment",)"
        R"("entry":"01KE6VYFD0ABCDEFGHJKMNPQRS","at":"2026-10-05"},"met":null,)"
        R"("recommended":false,"rule":"deadlines.full_assessment.high","source":"POS 4.3",)"
        R"("edition":"pos-2020.08"})");
}

TEST_CASE("what has no due time has null for it, and comes last") {
  DueItem endless = item();
  endless.obligation.due.reset();
  endless.obligation.step = Step::Closure;
  std::vector<DueItem> items = {endless, item()};
  sort_due(items);
  CHECK(items.back().obligation.step == Step::Closure);
  const Value value = due_value(endless, instant("2026-10-07"));
  CHECK(value.find("due")->scalar == "null");
}

TEST_CASE("a calendar holds an event for each due time, and no name") {
  const std::string calendar = write_ics({item()}, instant("2026-10-07T08:00:00Z"));
  CHECK(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  CHECK(calendar.find("DTSTART:20261005T235959Z\r\n") != std::string::npos);
  CHECK(calendar.find("SUMMARY:BKO-2026-4XKD7RPC full_assessment\r\n") != std::string::npos);
  CHECK(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
}
