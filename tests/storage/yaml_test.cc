#include "storage/yaml.h"

#include <doctest/doctest.h>

#include "base/error.h"

using namespace pos;

namespace {

/// `line field: message`, a line a fault; empty when there is none.
std::string yaml_faults(std::string_view bytes) {
  try {
    read_yaml(bytes, "f.yaml");
    return "";
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Invalid);
    std::string lines;
    for (const Finding& finding : error.findings) {
      CHECK(finding.where.file == "f.yaml");
      CHECK(!finding.message.fr.empty());
      lines += std::to_string(finding.where.line) + " " + finding.where.field + ": " +
               finding.message.en + "\n";
    }
    return lines;
  }
}

}  // namespace

TEST_CASE("every scalar is its text with the line of its key") {
  const Value read = read_yaml(
      "# a form\n"
      "phone: 0076\n"
      "seen: true\n"
      "born: 2015-02-03\n"
      "quoted: \"oui\"\n"
      "list: [a, 'b']\n"
      "note: |\n"
      "  un\n"
      "  deux\n"
      "rows:\n"
      "  - name: x\n"
      "    age: 1_0\n"
      "  - name: y\n",
      "f");
  CHECK(read == Value::map({{"phone", Value::text("0076")},
                            {"seen", Value::text("true")},
                            {"born", Value::text("2015-02-03")},
                            {"quoted", Value::text("oui")},
                            {"list", Value::texts({"a", "b"})},
                            {"note", Value::text("un\ndeux\n")},
                            {"rows", Value::list({Value::map({{"name", Value::text("x")},
                                                              {"age", Value::text("1_0")}}),
                                                  Value::map({{"name", Value::text("y")}})})}}));
  CHECK(read.find("phone")->line == 2);
  CHECK(read.find("note")->line == 7);
  CHECK(read.find("rows")->line == 10);
  CHECK(read.find("rows")->items[1].line == 13);
  CHECK(read.find("rows")->items[0].find("age")->line == 12);
}

TEST_CASE("what is null is no answer") {
  CHECK(
      read_yaml("a:\nb: ~\nc: null\nd: \"\"\ne: [x, ~]\nf: \"null\"\n", "f") ==
      Value::map({{"d", Value::text("")}, {"e", Value::texts({"x"})}, {"f", Value::text("null")}}));
}

TEST_CASE("an empty file has no answers") {
  for (const char* bytes : {"", "\n", "# nothing\n", "---\n", "---\n...\n", "~", "{}", "\uFEFF"}) {
    CAPTURE(bytes);
    CHECK(read_yaml(bytes, "f") == Value::map({}));
  }
}

TEST_CASE("a file may begin and end as YAML allows") {
  const Value one = Value::map({{"a", Value::text("1")}});
  for (const char* bytes :
       {"a: 1", "a: 1\n", "---\na: 1\n", "a: 1\n...\n", "\uFEFFa: 1\n", "%YAML 1.2\n---\na: 1\n",
        "a: 1\r\n", "a: 1\r", "a: 1\n\n\n", "a: 1\n...", "a: 1\n# end"}) {
    CAPTURE(bytes);
    CHECK(read_yaml(bytes, "f") == one);
  }
}

TEST_CASE("line ends of Windows count once") {
  const Value read = read_yaml("a: 1\r\nb: |-\r\n  x\r\n  y\r\nc: 2\r\n", "f");
  CHECK(read.scalar_of("b") == "x\ny");
  CHECK(read.find("c")->line == 5);
}

TEST_CASE("JSON is read as YAML") {
  CHECK(read_yaml("{\"a\":\"x\\ny \\u00e9 \\/\",\"b\":[1,true,null],\n\t\"c\":{\"d\":\"\"},"
                  "\"e\":[{\"f\":-1.5}]}",
                  "f") ==
        Value::map({{"a", Value::text("x\ny é /")},
                    {"b", Value::texts({"1", "true"})},
                    {"c", Value::map({{"d", Value::text("")}})},
                    {"e", Value::list({Value::map({{"f", Value::text("-1.5")}})})}}));
}

TEST_CASE("all faults are told in one run, each with line and field") {
  CHECK(yaml_faults("a: &x 1\n"
                    "b: *x\n"
                    "c: !!str 2\n"
                    "a: 3\n"
                    "d:\n"
                    "  e: 1\n"
                    "  e: 2\n"
                    "[x]: 4\n"
                    "~: 5\n") ==
        "1 a: anchors of YAML (&) are refused\n"
        "2 b: aliases of YAML (*) are refused\n"
        "3 c: tags of YAML (!) are refused\n"
        "4 a: a repeated key\n"
        "7 d.e: a repeated key\n"
        "8 : a key must be a word\n"
        "9 : a key must be a word\n");
}

TEST_CASE("what is not one map in UTF-8 is refused") {
  struct Case {
    std::string_view bytes;
    std::string_view faults;
  };
  using namespace std::string_view_literals;
  for (const auto& [bytes, expected] : std::vector<Case>{
           {"a: 1\nb: caf\xE9\n", "2 : the text is not UTF-8\n"},
           {"\xFF\xFE\x61\x00"sv, "1 : the text is not UTF-8\n"},
           {"a\0:\0 \0b\0"sv, "1 : a control character\n"},
           {"a: 1\nb: \x04\nc: 2\n", "2 : a control character\n"},
           {"a: 1\n---\nb: 2\n", "2 : a second document follows the first\n"},
           {"a: 1\n...\n---\nb: 2\n", "3 : a second document follows the first\n"},
           {"- a\n- b\n", "1 : lines of `field: answer` are expected\n"},
           {"word\n", "1 : lines of `field: answer` are expected\n"},
           {"a: {b: 1\n", "1 a: a brace or a bracket does not close\n"},
           {"a:\n\tb: 1\n", "2 a: a tab at the beginning of a line\n"},
           {"a: \"\\q\"\n", "1 a: an unknown `\\` sequence in quotes\n"},
           {"a: b: c\n", "1 : the file cannot be read further here\n"},
           {"a: 1\nb: @c\n", "2 b: the file cannot be read further here\n"},
           {"a: 1\nb: *\n", "2 b: aliases of YAML (*) are refused\n"},
           {"a: 1\nb: \xC2\x81\n", "2 : a control character\n"},
       }) {
    const auto& shown = bytes;
    CAPTURE(shown);
    CHECK(yaml_faults(bytes) == expected);
  }
}

TEST_CASE("quotes that do not close are told with the line where they open") {
  for (const char* bytes : {"a: \"x\nb: 2\n", "a: 'x\nb: 2", "a: 1\nb: \"x\n", "a: 1\nb: \"x",
                            "{\"a\": \"x}\n", "a: \"x\n...\n"}) {
    CAPTURE(bytes);
    CHECK(yaml_faults(bytes).find("quotes do not close") != std::string::npos);
  }
}

TEST_CASE("a fault is told together with what stands before a broken line") {
  CHECK(yaml_faults("a: 1\na: 2\nb: \"x\n") == "2 a: a repeated key\n3 b: quotes do not close\n");
}

TEST_CASE("an answer that became a key is not named") {
  CHECK(yaml_faults("Awa Inventée:\n  x: 1\n  x: 2\n") == "3 x: a repeated key\n");
  CHECK(yaml_faults("Awa: 1\nAwa: 2\n") == "2 : a repeated key\n");
}

TEST_CASE("what is too deep or too large is refused at once") {
  CHECK(yaml_faults(std::string(20000, '[')) == "1 : nested too deep\n");
  CHECK(yaml_faults(std::string(kYamlLimit + 1, ' ')) == "0 : more than 4194304 bytes\n");
  CHECK(yaml_faults(std::string(kYamlKeyLimit, 'k') + ": 1\n") == "");
  CHECK(yaml_faults("\n" + std::string(kYamlKeyLimit + 1, 'k') + ": 1\n") ==
        "2 : a key of more than 128 bytes\n");
}

TEST_CASE("so many faults are told as anybody mends at a time") {
  const auto many = [](std::size_t count) {
    std::string bytes;
    for (std::size_t i = 0; i < count; ++i) {
      bytes += "k" + std::to_string(i) + ": &a 1\n";
    }
    const std::string told = yaml_faults(bytes);
    return std::count(told.begin(), told.end(), '\n');
  };
  CHECK(many(kFindingLimit) == 500);
  CHECK(many(kFindingLimit + 1) == 501);
  CHECK(many(100 * kFindingLimit) == 501);
  const std::string told = yaml_faults(std::string(2 * kFindingLimit, '*') + "\n");
  CHECK(told.size() < 1000 * kFindingLimit);
}
