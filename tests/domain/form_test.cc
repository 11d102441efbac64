#include "domain/form.h"

#include <doctest/doctest.h>

#include <map>

#include "storage/yaml.h"

using namespace pos;

namespace {

Field field(std::string name, FieldType type) {
  Field made;
  made.name = std::move(name);
  made.type = type;
  made.label = {"x", "x"};
  return made;
}

Field select(std::string name, FieldType type, std::string list) {
  Field made = field(std::move(name), type);
  made.list = std::move(list);
  return made;
}

Field in(Compartment compartment, Field made) {
  made.compartment = compartment;
  return made;
}

Field required(Field made) {
  made.required = true;
  return made;
}

Field relevant(Field made, Relevance relevance) {
  made.relevant = std::move(relevance);
  return made;
}

/// One field of every type, and a table with a column in each compartment.
Form sample() {
  Form form;
  form.code = "9.Z";
  form.fields = {
      in(Compartment::Identity, field("name", FieldType::Text)),
      field("note", FieldType::LongText),
      required(in(Compartment::Facts, field("age", FieldType::Integer))),
      field("cost", FieldType::Decimal),
      field("day", FieldType::DateOnly),
      field("moment", FieldType::DateTime),
      field("agreed", FieldType::Boolean),
      in(Compartment::Facts, select("colour", FieldType::SelectOne, "colours")),
      select("colours", FieldType::SelectMultiple, "colours"),
      select("place", FieldType::SelectOne, "places"),
      in(Compartment::Identity, select("secret", FieldType::SelectOne, "colours")),
      field("entry", FieldType::Entry),
      required(relevant(field("why", FieldType::Text), {"agreed", "", {"false"}})),
      field("computed", FieldType::Integer),
      field("people", FieldType::Repeat),
  };
  form.fields[2].min = 0;
  form.fields[2].max = 25;
  form.fields[13].calculated = true;
  form.fields[14].columns = {
      in(Compartment::Identity, field("who", FieldType::Text)),
      required(select("kind", FieldType::SelectOne, "colours")),
      in(Compartment::Facts, field("since", FieldType::DateOnly)),
      relevant(field("more", FieldType::Text), {"kind", "", {"red"}}),
      relevant(field("other", FieldType::Text), {"agreed", "", {}}),
  };
  return form;
}

const CodeLists kLists = [](std::string_view id) -> const CodeList& {
  static const CodeList colours{"colours",
                                {},
                                false,
                                {{"red", {"Rouge", "Red"}},
                                 {"green", {"Vert", "Green"}},
                                 {"unknown", {"Inconnu", "Unknown"}}}};
  static const CodeList places{"places", {}, true, {}};
  return id == "places" ? places : colours;
};

CheckContext context() {
  CheckContext made{kLists, {}, {}, nullptr};
  made.new_row_id = [number = 0]() mutable {
    return "00000000-0000-4000-8000-00000000000" + std::to_string(++number);
  };
  return made;
}

Checked checked(std::string_view yaml) {
  return check(sample(), read_yaml(yaml, ""), context());
}

/// `line field: message (hint)`, a line a fault.
std::string faults(const Checked& result) {
  std::string lines;
  for (const Finding& finding : result.findings) {
    CHECK(!finding.message.fr.empty());
    CHECK(finding.hint.fr.empty() == finding.hint.en.empty());
    lines += std::to_string(finding.where.line) + " " + finding.where.field + ": " +
             finding.message.en + (finding.hint.empty() ? "" : " (" + finding.hint.en + ")") + "\n";
  }
  return lines;
}
std::string faults(std::string_view yaml) {
  return faults(checked(yaml));
}

constexpr std::string_view kUuid = "7b7c1d0e-0001-4000-8000-000000000001";

}  // namespace

TEST_CASE("answers come out typed and in the order of the form") {
  const Checked result = checked(
      "entry: 01KE6VYFD0ABCDEFGHJKMNPQRS\n"
      "place: BKO/Commune_IV\n"
      "colours: [green, red]\n"
      "colour: unknown\n"
      "agreed: oui\n"
      "moment: 2026-10-03T10:15:00Z\n"
      "day: 2026-10-03\n"
      "cost: 1500.50\n"
      "age: 9\n"
      "note: |\n"
      "  un\n"
      "  deux\n"
      "name: \"Invente\u0301e\"\n"
      "people:\n"
      "  - {since: 2020-01-01, kind: red, who: Tante}\n"
      "  - {kind: green, unique_id: 7B7C1D0E-0001-4000-8000-000000000001}\n");
  CHECK(faults(result) == "");
  CHECK(result.missing.empty());
  CHECK(result.answers ==
        Value::map({{"name", Value::text("Inventée")},
                    {"note", Value::text("un\ndeux\n")},
                    {"age", Value::number("9")},
                    {"cost", Value::number("1500.5")},
                    {"day", Value::text("2026-10-03")},
                    {"moment", Value::text("2026-10-03T10:15:00Z")},
                    {"agreed", Value::boolean(true)},
                    {"colour", Value::text("unknown")},
                    {"colours", Value::texts({"green", "red"})},
                    {"place", Value::text("BKO/Commune_IV")},
                    {"entry", Value::text("01KE6VYFD0ABCDEFGHJKMNPQRS")},
                    {"people",
                     Value::list({Value::map({{"unique_id",
                                               Value::text("00000000-0000-4000-8000-000000000001")},
                                              {"who", Value::text("Tante")},
                                              {"kind", Value::text("red")},
                                              {"since", Value::text("2020-01-01")}}),
                                  Value::map({{"unique_id", Value::text(std::string(kUuid))},
                                              {"kind", Value::text("green")}})})}}));
  CHECK(result.answers.find("note")->line == 10);
}

TEST_CASE("what is empty is no answer") {
  const Checked result =
      checked("name: \"\"\nnote: \"  \"\nage: 9\nday:\ncolours: []\npeople: []\ncomputed: \"\"\n");
  CHECK(faults(result) == "");
  CHECK(result.answers == Value::map({{"age", Value::number("9")}}));
  CHECK(checked("age: 9\npeople:\n  - {who: ~}\n").answers ==
        Value::map({{"age", Value::number("9")}}));
}

TEST_CASE("numbers, dates and words are read strictly") {
  struct Case {
    std::string_view input;
    std::string_view written;  ///< empty: refused
  };
  for (const auto& [input, written] : std::vector<Case>{
           {"age: 0", "0"},
           {"age: 25", "25"},
           {"age: -0", "0"},
           {"age: 26", ""},
           {"age: -1", ""},
           {"age: 09", ""},
           {"age: +9", ""},
           {"age: 9.0", ""},
           {"age: 9 ans", ""},
           {"age: 1234567890123", ""},
           {"age: 0x9", ""},
           {"cost: 3", "3"},
           {"cost: 3.0", "3"},
           {"cost: 100", "100"},
           {"cost: -3.140", "-3.14"},
           {"cost: -0.0", "0"},
           {"cost: 3,5", ""},
           {"cost: 3.", ""},
           {"cost: .5", ""},
           {"cost: 1e3", ""},
           {"cost: 1 000", ""},
           {"cost: 0.1234567", ""},
           {"day: 2024-02-29", "2024-02-29"},
           {"day: 2026-02-29", ""},
           {"day: 03/10/2026", ""},
           {"day: 2026-10-3", ""},
           {"day: 2026-10-03T10:15:00Z", ""},
           {"moment: 2026-10-03", "2026-10-03"},
           {"moment: 2026-10-03 10:15", ""},
           {"moment: 2026-10-03T24:00:00Z", ""},
           {"agreed: true", "true"},
           {"agreed: non", "false"},
           {"agreed: yes", ""},
           {"agreed: True", ""},
           {"agreed: 1", ""},
           {"colour: red", "red"},
           {"colour: Red", ""},
           {"place: Bamako Ville", ""},
           {"entry: 01ke6vyfd0abcdefghjkmnpqrs", ""},
           {"entry: 01KE6VYFD0", ""},
           {"note: \"a\\u2028b\"", "a\nb"},
           {"note: \"a\\x07b\"", ""},
       }) {
    const auto& shown = input;
    CAPTURE(shown);
    const Checked result = checked(std::string(input) + "\n");
    const std::string name(input.substr(0, input.find(':')));
    CHECK(result.findings.empty() == !written.empty());
    CHECK(result.answers.scalar_of(name) == written);
  }
}

TEST_CASE("all faults are told in one run, in the order of the lines") {
  CHECK(faults("colour: gren\n"
               "colours: [red, blue, red]\n"
               "age: 26\n"
               "computed: 4\n"
               "nam: x\n"
               "wholly_else: 1\n"
               "day: [2026-01-01]\n"
               "people:\n"
               "  - {kind: Rouge, sinse: 2020-01-01}\n"
               "  - {kind: red, since: 2020-01-32}\n") ==
        "1 colour: not one of red, green, unknown (did you mean `green`?)\n"
        "2 colours: not one of red, green, unknown (`pos form blank FORM` gives the codes)\n"
        "2 colours: a repeated code\n"
        "3 age: more than 25\n"
        "4 computed: computed by pos, not to be entered (leave this line out)\n"
        "5 nam: not a field of form 9.Z (did you mean `name`?)\n"
        "6 wholly_else: not a field of form 9.Z (`pos form blank 9.Z` prints the fields)\n"
        "7 day: a single answer is expected\n"
        "9 people.sinse: not a field of form 9.Z (did you mean `since`?)\n"
        "9 people.kind: not one of red, green, unknown (did you mean `red`?)\n"
        "10 people.since: a date that exists is expected (year, month, day: `2026-10-03`)\n");
}

TEST_CASE("a message about an identity answer names no code") {
  CHECK(faults("secret: gren\n") ==
        "1 secret: an unknown code (`pos form blank FORM` gives the codes)\n");
}

TEST_CASE("a key that may be an answer is not repeated") {
  CHECK(faults("Awa Inventée: 3\n") ==
        "1 : not a field of form 9.Z (`pos form blank 9.Z` prints the fields)\n");
  CHECK(faults("Awa: 3\n") ==
        "1 : not a field of form 9.Z (`pos form blank 9.Z` prints the fields)\n");
}

TEST_CASE("tables are rows with identifiers of their own") {
  CHECK(faults("people: x\n") ==
        "1 people: rows of a table are expected (each row begins with `- `)\n");
  CHECK(faults("people: [a, b]\n") ==
        "1 people: rows of a table are expected (each row begins with `- `)\n");
  CHECK(faults("people:\n  - {unique_id: 1, kind: red}\n") ==
        "2 people.unique_id: a UUID is expected (a new row goes without, a known one is named by "
        "its beginning)\n");
  const std::string row = "  - {unique_id: " + std::string(kUuid) + ", kind: red}\n";
  CHECK(faults("people:\n" + row + row) == "3 people.unique_id: the identifier of another row\n");
  CHECK(faults("unique_id: " + std::string(kUuid) + "\n") ==
        "1 unique_id: not a field of form 9.Z (`pos form blank 9.Z` prints the fields)\n");
}

TEST_CASE("one code alone is a list of one") {
  CHECK(checked("colours: red\n").answers == Value::map({{"colours", Value::texts({"red"})}}));
  CHECK(faults("colours: {red: green}\n") ==
        "1 colours: a list of codes is expected (for example `[a, b]`)\n");
  CHECK(faults("colours: [[red]]\n") ==
        "1 colours: a list of codes is expected (for example `[a, b]`)\n");
}

TEST_CASE("a required answer is missing only where it is asked") {
  CHECK(checked("").missing == std::vector<std::string>{"age"});
  CHECK(checked("agreed: true\n").missing == std::vector<std::string>{"age"});
  CHECK(checked("agreed: false\n").missing == std::vector<std::string>{"age", "why"});
  CHECK(checked("age: 1\nagreed: non\nwhy: x\n").missing.empty());
  CHECK(checked("age: 1\npeople: [{who: a}, {who: b}, {kind: red}]\n").missing ==
        std::vector<std::string>{"people.kind"});
}

TEST_CASE("an answer that is not asked for is a fault") {
  CHECK(faults("why: x\n") == "1 why: asked only when `agreed` is false\n");
  CHECK(faults("agreed: true\nwhy: x\n") == "2 why: asked only when `agreed` is false\n");
  CHECK(faults("why: x\nagreed: false\n") == "");
  CHECK(faults("people:\n  - {kind: green, more: x}\n  - {kind: red, more: x}\n") ==
        "2 people.more: asked only when `kind` is red\n");
  CHECK(faults("people:\n  - {kind: green, other: x}\n") ==
        "2 people.other: asked only when `agreed` has an answer\n");
  CHECK(faults("agreed: true\npeople:\n  - {kind: green, other: x}\n") == "");
}

TEST_CASE("a field may depend on an answer of another form") {
  Form form = sample();
  form.fields[3] = required(relevant(field("cost", FieldType::Decimal), {"sex", "1.B", {"male"}}));
  CheckContext with = context();
  const Value given = read_yaml("age: 1\ncost: 3\n", "");
  const Value none = read_yaml("age: 1\n", "");
  CHECK(check(form, given, with).findings.empty());
  CHECK(check(form, none, with).missing.empty());
  with.elsewhere = [](std::string_view code, std::string_view name) {
    CHECK(code == "1.B");
    CHECK(name == "sex");
    return std::vector<std::string>{"male"};
  };
  CHECK(check(form, given, with).findings.empty());
  CHECK(check(form, none, with).missing == std::vector<std::string>{"cost"});
  with.elsewhere = [](auto, auto) { return std::vector<std::string>{}; };
  CHECK(check(form, given, with).findings.size() == 1);
  CHECK(check(form, none, with).missing.empty());
}

TEST_CASE("what depends on a computed answer may be answered and is never missing") {
  Form form = sample();
  form.fields[3] = required(relevant(field("cost", FieldType::Decimal), {"computed", "", {"1"}}));
  CHECK(check(form, read_yaml("age: 1\ncost: 3\n", ""), context()).findings.empty());
  CHECK(check(form, read_yaml("age: 1\n", ""), context()).missing.empty());
}

TEST_CASE("an addition is judged with the entry that it completes") {
  const Checked first =
      checked("age: 9\nagreed: false\nwhy: x\npeople:\n  - {kind: red, who: Tante}\n");
  REQUIRE(first.findings.empty());
  const std::string id = first.answers.find("people")->items[0].scalar_of("unique_id");
  CheckContext with = context();
  with.before = &first.answers;
  const Checked second =
      check(sample(),
            read_yaml("why: y\npeople:\n  - {unique_id: " + id +
                          ", more: z}\n  - {unique_id: " + std::string(kUuid) + ", kind: green}\n",
                      ""),
            with);
  CHECK(faults(second) == "");
  CHECK(second.missing.empty());
  CHECK(laid_over(sample(), first.answers, second.answers) ==
        Value::map(
            {{"age", Value::number("9")},
             {"agreed", Value::boolean(false)},
             {"why", Value::text("y")},
             {"people", Value::list({Value::map({{"unique_id", Value::text(id)},
                                                 {"who", Value::text("Tante")},
                                                 {"kind", Value::text("red")},
                                                 {"more", Value::text("z")}}),
                                     Value::map({{"unique_id", Value::text(std::string(kUuid))},
                                                 {"kind", Value::text("green")}})})}}));
}

TEST_CASE("a row of what is completed may be named by the beginning of its identifier") {
  const Checked first = checked(
      "age: 9\nagreed: true\npeople:\n"
      "  - {unique_id: 0f6f6f0e-5b1d-4c7e-9a51-1d2c3b4a5f60, kind: red}\n"
      "  - {unique_id: 0f6f7777-5b1d-4c7e-9a51-1d2c3b4a5f60, kind: green}\n");
  REQUIRE(first.findings.empty());
  CheckContext with = context();
  with.before = &first.answers;
  const auto row = [&](const std::string& typed) {
    return check(sample(), read_yaml("people:\n  - {unique_id: " + typed + ", more: z}\n", ""),
                 with);
  };
  const Checked named = row("0F6F6f0e");
  CHECK(faults(named) == "");
  CHECK(named.answers.find("people")->items[0].scalar_of("unique_id") ==
        "0f6f6f0e-5b1d-4c7e-9a51-1d2c3b4a5f60");
  CHECK(named.missing.empty());
  for (const char* vague : {"0f6f", "0f6", "abcd"}) {
    CHECK_FALSE(row(vague).findings.empty());
  }
}

TEST_CASE("what has happened on a day to come is told, and is never before what it follows") {
  Form form = sample();
  form.fields[4].past = true;
  form.fields[5].not_before = "day";
  CheckContext with = context();
  with.now = parse_when("2026-10-05T09:00:00Z")->at;
  const auto told = [&](const char* input) {
    return faults(check(form, read_yaml(input, ""), with));
  };
  CHECK(told("age: 1\nday: 2026-10-05\nmoment: 2026-10-05T00:00:00Z\n") == "");
  const auto to_come = [&](const char* input) {
    return check(form, read_yaml(input, ""), with).to_come;
  };
  CHECK(to_come("age: 1\nday: 2026-10-05\n").empty());
  CHECK(to_come("age: 1\nday: 2026-10-06\n") == std::vector<std::string>{"day"});
  CHECK(told("age: 1\nday: 2026-10-05\nmoment: 2026-10-04T23:59:00Z\n") ==
        "3 moment: is before `day`\n");
  // A completion is held against what it completes.
  const Checked first = check(form, read_yaml("age: 1\nmoment: 2026-10-04T23:59:00Z\n", ""), with);
  with.before = &first.answers;
  CHECK(told("day: 2026-10-05\n") == "0 moment: is before `day`\n");
}

TEST_CASE("each compartment gets its part, and only the table's own an empty row") {
  const Value answers = checked(
                            "name: Awa\n"
                            "age: 9\n"
                            "day: 2026-01-05\n"
                            "people:\n"
                            "  - {unique_id: 7b7c1d0e-0001-4000-8000-000000000001,"
                            " who: Tante, kind: red, since: 2020-01-01}\n"
                            "  - {unique_id: 7b7c1d0e-0001-4000-8000-000000000002,"
                            " who: Oncle}\n"
                            "  - {unique_id: 7b7c1d0e-0001-4000-8000-000000000003,"
                            " kind: green}\n")
                            .answers;
  const auto row = [](int number, std::vector<Member> members) {
    members.insert(
        members.begin(),
        {"unique_id", Value::text("7b7c1d0e-0001-4000-8000-00000000000" + std::to_string(number))});
    return Value::map(std::move(members));
  };
  CHECK(part(sample(), answers, Compartment::Identity) ==
        Value::map({{"name", Value::text("Awa")},
                    {"people", Value::list({row(1, {{"who", Value::text("Tante")}}),
                                            row(2, {{"who", Value::text("Oncle")}})})}}));
  CHECK(part(sample(), answers, Compartment::Case) ==
        Value::map(
            {{"age", Value::number("9")},
             {"day", Value::text("2026-01-05")},
             {"people", Value::list({row(1, {{"kind", Value::text("red")},
                                             {"since", Value::text("2020-01-01")}}),
                                     row(2, {}), row(3, {{"kind", Value::text("green")}})})}}));
  CHECK(part(sample(), answers, Compartment::Facts) ==
        Value::map({{"age", Value::number("9")},
                    {"people", Value::list({row(1, {{"since", Value::text("2020-01-01")}})})}}));
  CHECK(part(sample(), checked("day: 2026-01-05\n").answers, Compartment::Facts) == Value::map({}));
}

TEST_CASE("a form finds its fields by name and by role, columns too") {
  Form form = sample();
  form.fields[7].role = Role::Sex;
  form.fields[14].columns[2].role = Role::ActivityDue;
  form.fields[14].columns[0].role = Role::NameOther;
  form.fields[0].role = Role::NameOther;
  CHECK(form.find("age") == &form.fields[2]);
  CHECK(form.find("who") == nullptr);
  CHECK(form.with_role(Role::Sex) == &form.fields[7]);
  CHECK(form.with_role(Role::ActivityDue) == &form.fields[14].columns[2]);
  CHECK(form.with_role(Role::Age) == nullptr);
  CHECK(form.all_with_role(Role::NameOther) ==
        std::vector<const Field*>{&form.fields[0], &form.fields[14].columns[0]});
}

TEST_CASE("words of types and compartments come back") {
  CHECK(word(FieldType::SelectMultiple) == "select_multiple");
  CHECK(parse_field_type("date_time") == FieldType::DateTime);
  CHECK(parse_field_type("repeat") == FieldType::Repeat);
  CHECK(!parse_field_type("number").has_value());
  CHECK(word(Compartment::Identity) == "identity");
  CHECK(parse_compartment("facts") == Compartment::Facts);
  CHECK(!parse_compartment("").has_value());
}

namespace {

/// Asks why where something is refused, and where nothing is told; a table of two sides and two
/// kinds.
Form form_with_conditions() {
  Form form;
  form.code = "9.Y";
  form.fields = {
      select("taken", FieldType::SelectOne, "colours"),
      field("told", FieldType::Text),
      field("why", FieldType::Text),
      field("why_not_told", FieldType::Text),
      field("opinion", FieldType::Text),
      field("sides", FieldType::Repeat),
  };
  form.fields[2].required_when = {{"taken", "", {"red", "green"}}, {"told", "", {"no"}}};
  form.fields[3].required_when = {{"told", "", {}, false}};
  form.fields[4].expected = true;
  form.fields[5].columns = {select("side", FieldType::SelectOne, "colours"),
                            field("kind", FieldType::SelectOne), field("words", FieldType::Text)};
  form.fields[5].columns[1].choices = {{"risk", {"r", "r"}}, {"help", {"h", "h"}}};
  form.fields[5].columns[2].expected_when = {{"kind", "", {"risk"}}};
  form.fields[5].every = {"side", "kind"};
  return form;
}

std::string lacking(std::string_view yaml) {
  const Checked result = check(form_with_conditions(), read_yaml(yaml, ""), context());
  CHECK(faults(result) == "");
  std::string words;
  for (const std::string& each : result.missing) {
    words += each + " ";
  }
  words += "|";
  for (const std::string& each : result.expected) {
    words += " " + each;
  }
  return words;
}

}  // namespace

TEST_CASE("a field is required where one of its conditions holds, or another has no answer") {
  CHECK(lacking("{told: yes, opinion: x}") == "|");
  CHECK(lacking("{opinion: x}") == "why_not_told |");
  CHECK(lacking("{why_not_told: x, opinion: x}") == "|");
  CHECK(lacking("{told: yes, taken: green, opinion: x}") == "why |");
  CHECK(lacking("{told: no, opinion: x}") == "why |");
  CHECK(lacking("{told: no, why: x, opinion: x}") == "|");
}

TEST_CASE("what is expected is told and never a fault, rows that a table should have included") {
  CHECK(lacking("{told: yes}") == "| opinion");
  CHECK(lacking("{told: yes, opinion: x, sides: [{side: red, kind: risk}, {side: green, kind: "
                "help}, {side: unknown, kind: risk, words: x}, {side: unknown, kind: help}]}") ==
        "| sides.words sides.red.help sides.green.risk");
}
