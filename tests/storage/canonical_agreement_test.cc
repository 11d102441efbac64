// The canonical writing against random trees, changed bytes and two other readers of YAML.

#include <doctest/doctest.h>
#include <yaml-cpp/yaml.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "base/error.h"
#include "storage/canonical.h"

using namespace pos;

namespace {

/// Values as one line that any reader's result can be brought to.
std::string shape(const Value& value) {
  std::string result;
  if (value.is_map()) {
    for (const Member& member : value.members) {
      result += member.key + "=" + shape(member.value) + ";";
    }
    return "{" + result + "}";
  }
  if (value.is_list()) {
    for (const Value& item : value.items) {
      result += shape(item) + ",";
    }
    return "[" + result + "]";
  }
  return (value.kind == Value::Kind::Text ? "'" : "") + value.scalar;
}

std::string shape(const YAML::Node& node) {
  std::string result;
  if (node.IsMap()) {
    for (const auto& member : node) {
      result += member.first.as<std::string>() + "=" + shape(member.second) + ";";
    }
    return "{" + result + "}";
  }
  if (node.IsSequence()) {
    for (const auto& item : node) {
      result += shape(item) + ",";
    }
    return "[" + result + "]";
  }
  return (node.Tag() == "!" ? "'" : "") + node.as<std::string>();
}

/// Random trees of all that a document may hold, with a liking for what is awkward.
class Trees {
 public:
  explicit Trees(unsigned seed) : random_(seed) {}

  Value map(int depth) {
    Value made;
    for (int i = pick(5); i >= 0; --i) {
      made.set(key(), value(depth));
    }
    return made;
  }

  int pick(int count) { return static_cast<int>(random_() % static_cast<unsigned>(count)); }

 private:
  std::string key() {
    static const std::vector<std::string> keys = {"a",   "data",  "name_first", "x9_",
                                                  "on_", "nulls", "entry",      "zz"};
    return keys[static_cast<std::size_t>(pick(8))];
  }

  std::string words() {
    static const std::vector<std::string> pieces = {
        "a",    "mot", " ",  "  ", "\n", "\n\n", "\t", "\"", "\\", "\\n",    ":",      ": ",
        "- ",   "#",   " #", "é",  "👧",  "'",    "|-", "{}", "[]", "---",    "...",    "true",
        "null", "~",   "0",  "08", "%",  "@",    "&a", "*a", "!t", "\u00A0", "ɔ\u0301"};
    std::string made;
    for (int i = pick(8); i > 0; --i) {
      made += pieces[static_cast<std::size_t>(pick(static_cast<int>(pieces.size())))];
    }
    return made;
  }

  Value scalar() {
    static const std::vector<std::string> numbers = {"0", "9", "-12", "3.5", "-0.25", "1000000"};
    switch (pick(4)) {
      case 0:
        return Value::boolean(pick(2) == 0);
      case 1:
        return Value::number(numbers[static_cast<std::size_t>(pick(6))]);
      default:
        return Value::text(words());
    }
  }

  Value list() {
    Value made = Value::list({});
    for (int i = pick(4); i > 0; --i) {
      made.items.push_back(scalar());
    }
    return made;
  }

  Value value(int depth) {
    switch (pick(depth < 5 ? 8 : 5)) {
      case 0:
        return list();
      case 5:
        return pick(4) == 0 ? Value::map({}) : map(depth + 1);
      case 6:
      case 7: {
        Value rows = Value::list({});
        for (int i = pick(3); i >= 0; --i) {
          rows.items.push_back(map(depth + 1));
        }
        return rows;
      }
      default:
        return scalar();
    }
  }

  std::mt19937 random_;
};

}  // namespace

TEST_CASE("any tree comes back, to the same bytes, here and with yaml-cpp") {
  Trees trees(20260105);
  for (int i = 0; i < 3000; ++i) {
    const Value tree = trees.map(1);
    const std::string bytes = write_canonical(tree);
    CAPTURE(bytes);
    const Value read = read_canonical(bytes);
    REQUIRE(read == tree);
    REQUIRE(write_canonical(read) == bytes);
    REQUIRE(shape(YAML::Load(bytes)) == shape(tree));
  }
}

TEST_CASE("a changed byte is refused, or gives the very bytes again") {
  Trees trees(7);
  const std::string_view letters = "a0 \n\t\"\\:-|[]{},#tx.\xC3";
  int refused = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string bytes = write_canonical(trees.map(3));
    const auto at = static_cast<std::size_t>(trees.pick(static_cast<int>(bytes.size())));
    const char letter = letters[static_cast<std::size_t>(trees.pick(19))];
    switch (trees.pick(3)) {
      case 0:
        bytes[at] = letter;
        break;
      case 1:
        bytes.insert(at, 1, letter);
        break;
      default:
        bytes.erase(at, 1);
    }
    CAPTURE(bytes);
    try {
      const std::string again = write_canonical(read_canonical(bytes));
      REQUIRE(again == bytes);
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused > 5000);
}

TEST_CASE("PyYAML, a reader of YAML 1.1, reads the same values") {
  if (std::system("python3 -c 'import yaml' 2>/dev/null") != 0) {
    MESSAGE("python3 with PyYAML is not here");
    return;
  }
  Trees trees(11);
  std::string folder = "/tmp/pos-canonical-XXXXXX";
  REQUIRE(mkdtemp(folder.data()) != nullptr);
  const std::string base = folder + "/stream";
  std::ofstream stream(base + ".yaml");
  std::ofstream shapes(base + ".txt");
  for (int i = 0; i < 300; ++i) {
    const Value tree = trees.map(1);
    stream << "---\n" << write_canonical(tree);
    shapes << shape(tree) << '\0';
  }
  stream.close();
  shapes.close();
  std::ofstream(base + ".py") << R"(import sys, yaml
def shape(v):
    if isinstance(v, dict): return '{' + ''.join(k + '=' + shape(x) + ';' for k, x in v.items()) + '}'
    if isinstance(v, list): return '[' + ''.join(shape(x) + ',' for x in v) + ']'
    if isinstance(v, bool): return 'true' if v else 'false'
    return "'" + v if isinstance(v, str) else str(v)
base = sys.argv[1]
with open(base + '.yaml', encoding='utf-8', newline='') as f:
    read = [shape(d) for d in yaml.safe_load_all(f)]
with open(base + '.txt', encoding='utf-8', newline='') as f:
    sys.exit(0 if read == f.read().split('\0')[:-1] else 1)
)";
  CHECK(std::system(("python3 " + base + ".py " + base).c_str()) == 0);
  std::filesystem::remove_all(folder);
}
