#include "storage/canonical.h"

#include <doctest/doctest.h>

#include "base/error.h"

using namespace pos;

namespace {

Value row(std::vector<Member> members) {
  return Value::map(std::move(members));
}

}  // namespace

TEST_CASE("a document is written as the format's example shows") {
  const Value document = row(
      {{"entry", Value::text("01KERX2AM0ABCDEFGHJKMNPQRS")},
       {"after", Value::texts({})},
       {"data",
        row({{"child_was_seen", Value::text("true")},
             {"age", Value::number("9")},
             {"followup_situation",
              Value::text("L'enfant va mieux.\n\nElle dit : « je veux retourner à l'école ».")},
             {"family_details_section",
              Value::list({row({{"unique_id", Value::text("7b7c1d0e-0001-4000-8000-000000000001")},
                                {"relation", Value::text("aunt")}}),
                           row({{"unique_id", Value::text("7b7c1d0e-0001-4000-8000-000000000002")},
                                {"note", Value::text("un\ndeux")}})})}})}});
  const std::string bytes =
      "entry: \"01KERX2AM0ABCDEFGHJKMNPQRS\"\n"
      "after: []\n"
      "data:\n"
      "  child_was_seen: \"true\"\n"
      "  age: 9\n"
      "  followup_situation: |-\n"
      "    L'enfant va mieux.\n"
      "\n"
      "    Elle dit : « je veux retourner à l'école ».\n"
      "  family_details_section:\n"
      "    - unique_id: \"7b7c1d0e-0001-4000-8000-000000000001\"\n"
      "      relation: \"aunt\"\n"
      "    - unique_id: \"7b7c1d0e-0001-4000-8000-000000000002\"\n"
      "      note: |-\n"
      "        un\n"
      "        deux\n";
  CHECK(write_canonical(document) == bytes);
  const Value read = read_canonical(bytes);
  CHECK(read == document);
  CHECK(read.find("data")->line == 3);
  CHECK(read.find("data")->find("family_details_section")->items[1].find("note")->line == 14);
}

TEST_CASE("a text is written in quotes unless a block keeps it whole") {
  struct Case {
    std::string text;
    std::string written;
  };
  for (const auto& [text, written] : std::vector<Case>{
           {"", "k: \"\"\n"},
           {"a \"b\" \\ c", "k: \"a \\\"b\\\" \\\\ c\"\n"},
           {"a\tb", "k: \"a\\tb\"\n"},
           {"a\nb", "k: |-\n  a\n  b\n"},
           {"a\n b", "k: |-\n  a\n   b\n"},
           {"a\n\n\nb", "k: |-\n  a\n\n\n  b\n"},
           {"a\n---\n# b", "k: |-\n  a\n  ---\n  # b\n"},
           {"a\nb\tc", "k: \"a\\nb\\tc\"\n"},
           {"\na", "k: \"\\na\"\n"},
           {" a\nb", "k: \" a\\nb\"\n"},
           {"a\n", "k: \"a\\n\"\n"},
           {"a \nb", "k: \"a \\nb\"\n"},
           {"a\nb ", "k: \"a\\nb \"\n"},
           {"a\n \nb", "k: \"a\\n \\nb\"\n"},
           {"\n", "k: \"\\n\"\n"},
       }) {
    const auto& shown = written;
    CAPTURE(shown);
    const Value value = row({{"k", Value::text(text)}});
    CHECK(write_canonical(value) == written);
    CHECK(read_canonical(written) == value);
  }
  const Value list = row({{"k", Value::texts({"a\nb", ""})}});
  CHECK(write_canonical(list) == "k: [\"a\\nb\", \"\"]\n");
  CHECK(read_canonical("k: [\"a\\nb\", \"\"]\n") == list);
}

TEST_CASE("what is empty and what is indented") {
  CHECK(write_canonical(Value::map({})) == "{}\n");
  CHECK(read_canonical("{}\n") == Value::map({}));
  const Value value = row({{"a", Value::map({})}, {"b", row({{"c", Value::boolean(true)}})}});
  CHECK(write_canonical(value) == "a: {}\nb:\n  c: true\n");
  CHECK(write_canonical(value, 4) == "    a: {}\n    b:\n      c: true\n");
}

TEST_CASE("numbers have one spelling") {
  for (const char* good : {"0", "-0", "7", "-12", "0.5", "10.05", "123456789012345678901"}) {
    CAPTURE(good);
    CHECK(is_canonical_number(good));
  }
  for (const char* bad : {"", "-", "+1", "01", "1.", ".5", "1.50", "1e3", "0x1", "1_000", "1,5",
                          "--1", "1.2.3", " 1", "NaN", "1.-5"}) {
    CAPTURE(bad);
    CHECK(!is_canonical_number(bad));
  }
}

TEST_CASE("keys are plain words that no reader takes for something else") {
  for (const char* good : {"a", "name_first", "x9", "yesno", "a_"}) {
    CHECK(is_canonical_key(good));
  }
  for (const char* bad : {"", "A", "9a", "_a", "a-b", "a.b", "é", "y", "n", "yes", "no", "on",
                          "off", "true", "false", "null", "a b"}) {
    CAPTURE(bad);
    CHECK(!is_canonical_key(bad));
  }
}

TEST_CASE("what no document may hold is not written") {
  Value deep = row({{"k", Value::boolean(true)}});
  for (int i = 1; i < kCanonicalDepth; ++i) {
    deep = row({{"k", deep}});
  }
  CHECK(read_canonical(write_canonical(deep)) == deep);
  Value twice = row({{"k", Value::boolean(true)}});
  twice.members.push_back(twice.members.front());
  for (const Value& bad :
       {row({{"K", Value::text("a")}}), row({{"no", Value::text("a")}}), twice,
        row({{"k", Value::text("a\rb")}}), row({{"k", Value::text("\xFF")}}),
        row({{"k", Value::text("a\nb\u2028")}}), row({{"k", Value::number("01")}}),
        row({{"k", Value::list({Value::text("a"), Value::list({})})}}),
        row({{"k", Value::list({row({{"a", Value::text("b")}}), Value::text("a")})}}),
        row({{"k", Value::list({Value::map({})})}}), row({{"k", deep}})}) {
    CHECK_THROWS_AS(write_canonical(bad), Error);
  }
}

TEST_CASE("every other spelling is refused with its line") {
  struct Case {
    int line;
    std::string_view bytes;
  };
  for (const auto& [line, bytes] : std::vector<Case>{
           {1, ""},
           {1, "\n"},
           {1, "a: 1"},
           {1, "a: 1\r\n"},
           {1, "\uFEFFa: 1\n"},
           {1, "a: \"\xC3\"\n"},
           {1, "a: \"x\u2028y\"\n"},
           {1, "a: \"x\ty\"\n"},
           {1, "a:  1\n"},
           {1, "a: 1 \n"},
           {1, "a : 1\n"},
           {1, "a:1\n"},
           {1, " a: 1\n"},
           {1, "---\na: 1\n"},
           {2, "a: 1\n---\nb: 1\n"},
           {2, "a: 1\n...\n"},
           {2, "a: 1\n\n"},
           {2, "a: 1\n\nb: 1\n"},
           {2, "a: 1\n# b\n"},
           {1, "a: 1 # b\n"},
           {1, "\"a\": 1\n"},
           {1, "A: 1\n"},
           {1, "yes: 1\n"},
           {1, "? a\n: 1\n"},
           {2, "a: 1\na: 2\n"},
           {3, "b: 1\na: 1\nb: 2\n"},
           {1, "a: x\n"},
           {1, "a: 'x'\n"},
           {1, "a: ~\n"},
           {1, "a: null\n"},
           {1, "a: True\n"},
           {1, "a: yes\n"},
           {1, "a: 01\n"},
           {1, "a: 1.0\n"},
           {1, "a: +1\n"},
           {1, "a: 2026-01-05\n"},
           {1, "a: &x 1\n"},
           {1, "a: *x\n"},
           {1, "a: !!str \"x\"\n"},
           {1, "a: \"x\n"},
           {1, "a: \"x\" \"y\"\n"},
           {1, "a: \"\\x41\"\n"},
           {1, "a: \"\\u0041\"\n"},
           {1, "a: \"\\/\"\n"},
           {1, "a: \"x\\\n  y\"\n"},
           {1, "a: \"x\\ny\"\n"},
           {1, "a: [\"x\",\"y\"]\n"},
           {1, "a: [\"x\", ]\n"},
           {1, "a: [ \"x\"]\n"},
           {1, "a: [\"x\" ]\n"},
           {1, "a: [\"x\"\n"},
           {1, "a: [\"x\"]]\n"},
           {1, "a: [[]]\n"},
           {1, "a: [{}]\n"},
           {1, "a: [x]\n"},
           {1, "a: []x\n"},
           {1, "a: { }\n"},
           {1, "a: {b: 1}\n"},
           {1, "{}"},
           {2, "a:\n"},
           {2, "a:\nb: 1\n"},
           {2, "a:\n b: 1\n"},
           {2, "a:\n   b: 1\n"},
           {2, "a:\n    b: 1\n"},
           {3, "a:\n  b: 1\n   c: 1\n"},
           {3, "a:\n  b: 1\n    c: 1\n"},
           {2, "a:\n- b: 1\n"},
           {2, "a:\n  -  b: 1\n"},
           {2, "a:\n  -\n    b: 1\n"},
           {2, "a:\n  - \"b\"\n"},
           {2, "a:\n  - {}\n"},
           {2, "a:\n  - - b: 1\n"},
           {3, "a:\n  - b: 1\n   c: 1\n"},
           {3, "a:\n  - b: 1\n      c: 1\n"},
           {3, "a:\n  - b: 1\n  c: 1\n"},
           {2, "a: |-\n"},
           {2, "a: |-\nb: 1\n"},
           {2, "a: |-\n  x\n"},
           {1, "a: |\n  x\n  y\n"},
           {1, "a: |+\n  x\n  y\n"},
           {1, "a: >-\n  x\n  y\n"},
           {1, "a: |2-\n  x\n  y\n"},
           {2, "a: |-\n   x\n  y\n"},
           {2, "a: |-\n\n  x\n"},
           {2, "a: |-\n  x\n  y \n"},
           {3, "a: |-\n  x\n  \n  y\n"},
           {2, "a: |-\n  x\n   \n  y\n"},
           {2, "a: |-\n  x\n  y\n\n"},
           {2, "a: |-\n  x\n\nb: 1\n"},
           {4, "a: |-\n  x\n  y\n z\n"},
           {3, "a:\n  b: |-\n    x\n"},
       }) {
    const auto& shown = bytes;
    CAPTURE(shown);
    try {
      read_canonical(bytes, "X.yaml");
      FAIL_CHECK("was read");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Invalid);
      CHECK(error.where.file == "X.yaml");
      CHECK(error.where.line == line);
    }
  }
}

TEST_CASE("lines count from where the document begins") {
  try {
    read_canonical("a: 1\nb: x\n", "X", 40);
    FAIL("was read");
  } catch (const Error& error) {
    CHECK(error.where.line == 41);
  }
}

TEST_CASE("maps nested too deep are refused without a fall") {
  std::string bytes;
  for (int depth = 0; depth < 5000; ++depth) {
    bytes += std::string(static_cast<std::size_t>(2 * depth), ' ') + "a:\n";
  }
  CHECK_THROWS_AS(read_canonical(bytes), Error);
}
