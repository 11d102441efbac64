#include "storage/form_file.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.h"
#include "crypto/hash.h"
#include "storage/disk.h"
#include "storage/yaml.h"
#include "support/memory_file_system.h"
#include "support/places.h"

using namespace pos;

namespace {

const std::string kHead =
    "form: \"1.A\"\n"
    "edition: \"pos-2020.08\"\n"
    "label: {fr: \"Accord\", en: \"Consent\"}\n"
    "stage: \"1\"\n"
    "entries: repeatable\n";

const std::string kField = "  - {name: day, type: date, label: {fr: Jour, en: Day}}\n";

const std::string kList =
    "list: colours\n"
    "label: {fr: Couleurs, en: Colours}\n"
    "choices:\n"
    "  - {code: red, fr: Rouge, en: Red}\n"
    "  - {code: \"no\", fr: Aucune, en: None}\n";

const std::string kOpenList = "list: places\nlabel: {fr: Lieux, en: Places}\nopen: true\n";

/// `file:line: field: message`, a line a fault.
std::string faults(const Error& error) {
  std::string lines;
  for (const Finding& finding : error.findings) {
    CHECK(!finding.message.fr.empty());
    lines += to_string(finding.where) + finding.message.en + "\n";
  }
  return lines;
}

struct Folder {
  MemoryFileSystem files;

  Folder() {
    files.put("s/lists/colours.yaml", kList);
    files.put("s/lists/places.yaml", kOpenList);
    files.put("s/forms/1.A.yaml", kHead + "fields:\n" + kField);
  }
  /// Every addition that is there is named.
  Schemas schemas() {
    std::map<std::string, std::string> named;
    for (const auto& [path, bytes] : files.files()) {
      if (path.starts_with("v/")) {
        named[path.substr(2)] = sha256_hex(bytes);
      }
    }
    return schemas(std::move(named));
  }
  Schemas schemas(std::map<std::string, std::string> named) {
    return Schemas(files, "s", {"v", [named = std::move(named)] { return named; }});
  }

  std::string form_faults() {
    try {
      schemas().form("1.A");
      return "";
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Invalid);
      return faults(error);
    }
  }
  std::string list_faults(const std::string& id) {
    try {
      schemas().list(id);
      return "";
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Invalid);
      return faults(error);
    }
  }
  /// Of what is to be taken in as an addition.
  std::string addition_faults(const std::string& bytes) {
    try {
      return schemas().place_of_addition(read_yaml(bytes, "a.yaml"), "a.yaml");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::Invalid);
      return faults(error);
    }
  }
};

}  // namespace

TEST_CASE("a form is what its file says") {
  Folder folder;
  folder.files.put(
      "s/forms/1.A.yaml",
      kHead +
          "date_field: day\n"
          "before_registration: true\n"
          "incomplete_in_emergency: true\n"
          "source: \"POS 3.1\"\n"
          "fields:\n"
          "  - {name: day, type: date, label: {fr: Jour, en: Day}, required: true}\n"
          "  - name: consent_status\n"
          "    type: select_one\n"
          "    list: colours\n"
          "    label: {fr: État, en: State}\n"
          "    hint: {fr: Aide, en: Help}\n"
          "    compartment: facts\n"
          "    role: consent_status\n"
          "    relevant: {field: day}\n"
          "    covers: [a, b]\n"
          "    source: \"POS 3.2\"\n"
          "  - {name: size, type: integer, label: {fr: Taille, en: Size}, min: 0, max: 300,\n"
          "     required_when: [{field: day}, {field: consent_status, codes: [red]}]}\n"
          "  - name: people\n"
          "    type: repeat\n"
          "    every: [side]\n"
          "    expected_when: [{field: size, answered: false}]\n"
          "    label: {fr: Gens, en: People}\n"
          "    fields:\n"
          "      - {name: kind, type: select_multiple, label: {fr: Genre, en: Kind},\n"
          "         choices: [{code: \"true\", fr: Oui, en: \"Yes\", hint: {fr: si, en: if}}]}\n"
          "      - {name: side, type: select_one, list: colours, label: {fr: Côté, en: Side},\n"
          "         expected: true}\n"
          "      - {name: who, type: text, label: {fr: Qui, en: Who}, compartment: identity,\n"
          "         relevant: {field: kind, codes: [\"true\"]}}\n"
          "      - {name: old, type: integer, label: {fr: Âge, en: Age}, calculated: true,\n"
          "         relevant: {form: 1.B, field: sex, codes: [male]}}\n");
  Schemas schemas = folder.schemas();
  const Form& form = schemas.form("1.A");
  CHECK(form.code == "1.A");
  CHECK(form.edition == "pos-2020.08");
  CHECK(form.label == Text{"Accord", "Consent"});
  CHECK(form.stage == "1");
  CHECK(form.entries == Entries::Repeatable);
  CHECK(form.date_field == "day");
  CHECK(form.before_registration);
  CHECK(form.incomplete_in_emergency);
  CHECK(form.source == "POS 3.1");
  REQUIRE(form.fields.size() == 5);  // with the reason for names in its texts, which all have
  CHECK(form.fields[0].required);
  CHECK(form.fields[0].type == FieldType::DateOnly);
  CHECK(form.fields[0].compartment == Compartment::Case);
  const Field& status = form.fields[1];
  CHECK(status.list == "colours");
  CHECK(status.compartment == Compartment::Facts);
  CHECK(status.role == Role::ConsentStatus);
  CHECK(status.hint == Text{"Aide", "Help"});
  CHECK(status.relevant->field == "day");
  CHECK(status.relevant->codes.empty());
  CHECK(status.covers == std::vector<std::string>{"a", "b"});
  CHECK(form.fields[2].max == 300);
  const Field& people = form.fields[3];
  REQUIRE(people.columns.size() == 4);
  CHECK(people.columns[0].choices.front() == Choice{"true", {"Oui", "Yes"}, {"si", "if"}});
  CHECK(people.columns[1].expected);
  CHECK(people.every == std::vector<std::string>{"side"});
  REQUIRE(people.expected_when.size() == 1);
  CHECK(!people.expected_when[0].answered);
  REQUIRE(form.fields[2].required_when.size() == 2);
  CHECK(form.fields[2].required_when[1].codes == std::vector<std::string>{"red"});
  CHECK(people.columns[2].compartment == Compartment::Identity);
  CHECK(people.columns[3].calculated);
  CHECK(people.columns[3].relevant->form == "1.B");
  CHECK(form.with_role(Role::ConsentStatus) == &status);
  CHECK(&schemas.form("1.A") == &form);
}

TEST_CASE("a list is what its file says") {
  Folder folder;
  Schemas schemas = folder.schemas();
  const CodeList& colours = schemas.list("colours");
  CHECK(!colours.open);
  CHECK(colours.find("red")->label == Text{"Rouge", "Red"});
  CHECK(colours.find("no") != nullptr);
  CHECK(colours.find("blue") == nullptr);
  CHECK(schemas.list("places").open);
  CHECK(&schemas.lists()("colours") == &colours);
}

TEST_CASE("an unknown form or list is not found, and the nearest is offered") {
  Folder folder;
  Schemas schemas = folder.schemas();
  for (const char* name : {"1.a", "../lists/colours", "1.A.yaml", ""}) {
    CAPTURE(name);
    try {
      schemas.form(name);
      FAIL_CHECK("was found");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::NotFound);
      CHECK(error.hint.en.find("1.A") != std::string::npos);
    }
  }
  try {
    schemas.list("colour");
    FAIL_CHECK("was found");
  } catch (const Error& error) {
    CHECK(error.message.en == "no such list: colour");
    CHECK(error.hint.fr == "vouliez-vous dire `colours` ?");
  }
}

TEST_CASE("a broken form is refused with each fault's line") {
  struct Case {
    std::string_view fields;
    std::string_view faults;
  };
  for (const auto& [fields, expected] : std::vector<Case>{
           {"  - {type: date, label: {fr: a, en: b}}\n",
            "7: name: is missing\n7: no name for a field\n"},
           {"  - {name: a, label: {fr: a, en: b}}\n", "7: type: is missing\n"},
           {"  - {name: a, type: date}\n",
            "7: label: a text in both languages is expected: {fr: …, en: …}\n"},
           {"  - {name: a, type: date, label: {fr: a}}\n",
            "7: label: a text in both languages is expected: {fr: …, en: …}\n"},
           {"  - {name: a, type: day, label: {fr: a, en: b}}\n", "7: type: an unknown word: day\n"},
           {"  - {name: a, type: date, labell: x, label: {fr: a, en: b}}\n",
            "7: labell: an unknown key\n"},
           {"  - {name: a, type: date, required: yes, label: {fr: a, en: b}}\n",
            "7: required: an unknown word: yes\n"},
           {"  - {name: a, type: date, role: sexe, label: {fr: a, en: b}}\n",
            "7: role: an unknown word: sexe\n"},
           {"  - {name: a, type: date, compartment: fact, label: {fr: a, en: b}}\n",
            "7: compartment: an unknown word: fact\n"},
           {"  - {name: a, type: select_one, label: {fr: a, en: b}}\n",
            "7: a: a select, and nothing else, has either `list` or `choices`\n"},
           {"  - {name: a, type: date, list: colours, label: {fr: a, en: b}}\n",
            "7: a: a select, and nothing else, has either `list` or `choices`\n"},
           {"  - {name: a, type: select_one, list: colour, label: {fr: a, en: b}}\n",
            "7: a: an unknown list: colour\n"},
           {"  - {name: a, type: date, compartment: facts, label: {fr: a, en: b}}\n",
            "7: a: a field is in `facts` exactly when its role is a fact\n"},
           {"  - {name: a, type: date, role: identification, label: {fr: a, en: b}}\n",
            "7: a: a field is in `facts` exactly when its role is a fact\n"},
           {"  - {name: a, type: date, role: birth_date, compartment: facts,"
            " label: {fr: a, en: b}}\n",
            "7: a: a field is in `facts` exactly when its role is a fact\n"},
           {"  - {name: a, type: text, role: sex, compartment: facts, label: {fr: a, en: b}}\n",
            "7: a: free text is never in `facts`\n"},
           {"  - {name: a, type: date, min: 1, label: {fr: a, en: b}}\n",
            "7: a: only a number has `min` or `max`\n"},
           {"  - {name: a, type: integer, min: x, label: {fr: a, en: b}}\n",
            "7: min: not a whole number\n"},
           {"  - {name: A, type: date, label: {fr: a, en: b}}\n", "7: A: no name for a field\n"},
           {"  - {name: on, type: date, label: {fr: a, en: b}}\n", "7: on: no name for a field\n"},
           {"  - {name: unique_id, type: date, label: {fr: a, en: b}}\n",
            "7: unique_id: no name for a field\n"},
           {"  - {name: occurred, type: date, label: {fr: a, en: b}}\n",
            "7: occurred: no name for a field\n"},
           {"  - {name: a, type: date, label: {fr: a, en: b}}\n"
            "  - {name: a, type: date, label: {fr: a, en: b}}\n",
            "7: a: a repeated field name\n"},
           {"  - {name: a, type: date, label: {fr: a, en: b}, relevant: {field: b}}\n",
            "7: a: depends on an unknown field: b\n"},
           {"  - {name: a, type: date, label: {fr: a, en: b}, required_when: [{field: b}]}\n",
            "7: a: depends on an unknown field: b\n"},
           {"  - {name: a, type: date, label: {fr: a, en: b}, expected_when: {field: b}}\n",
            "7: expected_when: a list of entries `- …: …` is expected\n"},
           {"  - {name: a, type: date, label: {fr: a, en: b}, every: [b]}\n",
            "7: a: `every` names columns of the table with one choice each\n"},
           {"  - {name: a, type: date, label: {fr: a, en: b}, relevant: b}\n",
            "7: relevant: `{field: …, codes: […]}` is expected\n"},
           {"  - {name: t, type: repeat, label: {fr: a, en: b}}\n", "7: fields: is missing\n"},
           {"  - name: t\n    type: repeat\n    label: {fr: a, en: b}\n    fields:\n"
            "      - {name: u, type: repeat, label: {fr: a, en: b}, fields: [\n"
            "          {name: v, type: date, label: {fr: a, en: b}}]}\n",
            "11: u: a table, and nothing else, has `fields`, and holds no other table\n"},
           {"  - name: t\n    type: repeat\n    label: {fr: a, en: b}\n"
            "    compartment: identity\n    fields:\n"
            "      - {name: u, type: date, label: {fr: a, en: b}, role: activity_due,"
            " compartment: facts}\n",
            "7: t: the table's compartment does not fit its columns\n"},
           {"  - x\n",
            "6: fields: a list of entries `- …: …` is expected\n1: fields: is missing\n"},
       }) {
    const auto& shown = fields;
    CAPTURE(shown);
    Folder folder;
    folder.files.put("s/forms/1.A.yaml", kHead + "fields:\n" + std::string(fields));
    std::string with_file;
    std::string rest(expected);
    for (std::size_t end = rest.find('\n'); end != std::string::npos; end = rest.find('\n')) {
      with_file += "s/forms/1.A.yaml:" + rest.substr(0, end + 1);
      rest.erase(0, end + 1);
    }
    std::string found = folder.form_faults();
    if (expected.starts_with("6: fields")) {
      CHECK(found.find("a list of entries") != std::string::npos);
    } else {
      CHECK(found == with_file);
    }
  }
}

TEST_CASE("a broken head is refused") {
  Folder folder;
  folder.files.put("s/forms/1.A.yaml",
                   "form: \"1.B\"\nedition: e\nlabel: {fr: a, en: b}\nstage: \"7\"\n"
                   "entries: once\ndate_field: x\nfields:\n" +
                       kField);
  CHECK(folder.form_faults() ==
        "s/forms/1.A.yaml:1: form: does not fit the file's name\n"
        "s/forms/1.A.yaml:4: stage: an unknown word: 7\n"
        "s/forms/1.A.yaml:5: entries: an unknown word: once\n"
        "s/forms/1.A.yaml:6: date_field: not a date field of the form\n");
}

TEST_CASE("a file that is no YAML is refused with its line") {
  Folder folder;
  folder.files.put("s/forms/1.A.yaml", kHead + "label: x\n");
  CHECK(folder.form_faults() == "s/forms/1.A.yaml:6: label: a repeated key\n");
}

TEST_CASE("a broken list is refused") {
  Folder folder;
  folder.files.put("s/lists/colours.yaml",
                   "list: colours\nlabel: {fr: a, en: b}\nchoices:\n"
                   "  - {code: red, fr: a, en: b}\n"
                   "  - {code: red, fr: a, en: b}\n"
                   "  - {code: \"b l\", fr: a, en: b}\n"
                   "  - {code: c, fr: a}\n");
  CHECK(folder.list_faults("colours") ==
        "s/lists/colours.yaml:5: code: a repeated or malformed code\n"
        "s/lists/colours.yaml:6: code: a repeated or malformed code\n"
        "s/lists/colours.yaml:7: en: is missing\n");
  folder.files.put("s/lists/colours.yaml", "list: colours\nlabel: {fr: a, en: b}\n");
  CHECK(folder.list_faults("colours") ==
        "s/lists/colours.yaml: choices: a list has choices or is open\n");
}

TEST_CASE("an overlay adds fields and lists, and fills open lists") {
  Folder folder;
  folder.files.put("v/forms/1.A.yaml",
                   "form: \"1.A\"\nfields:\n"
                   "  - {name: own, type: select_one, list: own, label: {fr: a, en: b},"
                   " relevant: {field: day}}\n");
  folder.files.put("v/lists/own.yaml",
                   "list: own\nlabel: {fr: a, en: b}\nchoices: [{code: x, fr: a, en: b}]\n");
  folder.files.put("v/lists/places.yaml", "list: places\nchoices: [{code: P/1, fr: a, en: b}]\n");
  Schemas schemas = folder.schemas();
  CHECK(schemas.form("1.A").fields.size() == 3);
  CHECK(schemas.form("1.A").fields[1].name == "own");
  CHECK(schemas.list("own").find("x") != nullptr);
  CHECK(!schemas.list("places").open);
  CHECK(schemas.list("places").find("P/1") != nullptr);
  CHECK(schemas.list("places").label == Text{"Lieux", "Places"});
}

TEST_CASE("an overlay changes nothing that is shipped") {
  Folder folder;
  CHECK(folder.addition_faults(
            "form: \"1.A\"\nlabel: {fr: x, en: y}\nfields:\n" + kField +
            "  - {name: c, type: date, calculated: true, label: {fr: a, en: b}}\n") ==
        "a.yaml:2: label: an unknown key\n"
        "a.yaml:4: day: a shipped field cannot be changed\n"
        "a.yaml:5: c: only shipped fields are calculated\n");
  CHECK(
      folder
          .addition_faults("form: \"1.A\"\nfields:\n"
                           "  - {name: c, type: text, compartment: facts, label: {fr: a, en: b}}\n")
          .find("free text is never in `facts`") != std::string::npos);
  CHECK(folder.addition_faults("list: colours\nchoices: [{code: x, fr: a, en: b}]\n") ==
        "a.yaml: list: a shipped list can be changed only when it is open\n");
}

TEST_CASE("an addition is a form's or a list's, and goes to the place of its name") {
  Folder folder;
  const std::string field = "fields: [{name: c, type: date, label: {fr: a, en: b}}]\n";
  CHECK(folder.addition_faults("form: \"1.A\"\nedition: \"pos-2020.08\"\n" + field) ==
        "forms/1.A.yaml");
  CHECK(folder.addition_faults("list: own\nlabel: {fr: a, en: b}\nopen: true\n") ==
        "lists/own.yaml");
  CHECK(folder.addition_faults("list: ../own\nlabel: {fr: a, en: b}\nopen: true\n")
            .starts_with("a.yaml: list: adds neither"));
  CHECK(folder.addition_faults("colour: red\n").starts_with("a.yaml: list: adds neither"));
}

TEST_CASE("an addition counts only with the bytes that are named") {
  Folder folder;
  folder.files.put("v/forms/1.A.yaml",
                   "form: \"1.A\"\nfields: [{name: c, type: date, label: "
                   "{fr: a, en: b}}]\n");
  Schemas named = folder.schemas();
  Schemas closed = folder.schemas({});
  SUBCASE("as they are") {
    CHECK(named.form("1.A").find("c") != nullptr);
    CHECK(closed.form("1.A").find("c") == nullptr);
  }
  std::string told;
  const auto fails = [&] {
    try {
      named.form("1.A");
    } catch (const Error& error) {
      told = to_string(error.where) + error.message.en;
      return error.code == ErrorCode::Integrity;
    }
    return false;
  };
  SUBCASE("changed since") {
    folder.files.put("v/forms/1.A.yaml", "form: \"1.A\"\nfields: []\n");
    CHECK(fails());
    CHECK(told == "v/forms/1.A.yaml: not the addition that pos.yaml names");
  }
  SUBCASE("gone") {
    folder.files.remove("v/forms/1.A.yaml");
    CHECK(fails());
    CHECK(told == "v/forms/1.A.yaml: pos.yaml names this addition, and it is missing");
  }
  SUBCASE("clashing with a form shipped since") {
    folder.files.put("s/forms/1.A.yaml", kHead + "fields:\n" + kField +
                                             "  - {name: c, type: date, label: {fr: a, en: b}}\n");
    CHECK(fails());
    CHECK(told == "v/forms/1.A.yaml:2: c: a shipped field cannot be changed");
  }
}
