#include "storage/yaml.h"

#include <yaml.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/unicode.h"
#include "domain/answer.h"

namespace pos {

namespace {

/// Thrown to leave the parser; the finding is already made.
struct Stop {};

/// As yaml.h gives them, from 0.
int line_of(const yaml_mark_t& mark) {
  return static_cast<int>(mark.line) + 1;
}

class TreeBuilder {
 public:
  explicit TreeBuilder(const std::string& name) : name_(name) {}

  void take(const yaml_event_t& event) {
    const int line = line_of(event.start_mark);
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (std::exchange(started_, true)) {
          add_finding(line, Text{"un second document suit le premier",
                                 "a second document follows the first"});
          throw Stop{};
        }
        break;
      case YAML_ALIAS_EVENT:
        add_finding(
            line, Text{"les renvois de YAML (*) sont refusés", "aliases of YAML (*) are refused"});
        place(line, std::nullopt);
        break;
      case YAML_SCALAR_EVENT:
        check_marks(line, event.data.scalar.anchor, event.data.scalar.tag);
        place(line, scalar_of(event));
        break;
      case YAML_SEQUENCE_START_EVENT:
        check_marks(line, event.data.sequence_start.anchor, event.data.sequence_start.tag);
        open(line, Value::list({}));
        break;
      case YAML_MAPPING_START_EVENT:
        check_marks(line, event.data.mapping_start.anchor, event.data.mapping_start.tag);
        open(line, Value::map({}));
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        close();
        break;
      default:
        break;
    }
  }

  void add_finding(int line, Text message, Text hint = {}) {
    if (findings_.size() < kFindingLimit) {
      findings_.push_back({{name_, line, field()}, std::move(message), std::move(hint)});
    } else if (findings_.size() == kFindingLimit) {
      const Text more{"d'autres fautes suivent", "more faults follow"};
      findings_.push_back({{name_, line, ""}, more, {}});
    }
  }

  std::vector<Finding> take_findings() { return std::move(findings_); }
  std::optional<Value> take_root() { return std::move(root_); }

 private:
  struct Level {
    Value value;
    std::set<std::string, std::less<>> keys;
    std::optional<std::string> key;  ///< of the member that is being read; empty: refused
    int key_line = 0;
  };

  bool expects_key() const {
    return !levels_.empty() && levels_.back().value.is_map() && !levels_.back().key.has_value();
  }

  std::string field() const {
    std::string path;
    for (const Level& level : levels_) {
      if (level.key && !level.key->empty() && is_nameable(*level.key)) {
        path += (path.empty() ? "" : ".") + *level.key;
      }
    }
    return path;
  }

  void stop_when_full() const {
    if (findings_.size() > kFindingLimit) {
      throw Stop{};
    }
  }

  /// nullopt is null.
  static std::optional<Value> scalar_of(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    std::string words(reinterpret_cast<const char*>(scalar.value), scalar.length);
    constexpr std::array<std::string_view, 5> kNull = {"", "~", "null", "Null", "NULL"};
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && std::find(kNull.begin(), kNull.end(), words) != kNull.end()) {
      return std::nullopt;
    }
    return Value::text(std::move(words));
  }

  void check_marks(int line, const yaml_char_t* anchor, const yaml_char_t* tag) {
    if (anchor != nullptr) {
      add_finding(line,
                  Text{"les ancres de YAML (&) sont refusées", "anchors of YAML (&) are refused"});
    }
    if (tag != nullptr) {
      add_finding(line,
                  Text{"les étiquettes de YAML (!) sont refusées", "tags of YAML (!) are refused"});
    }
  }

  void open(int line, Value empty) {
    stop_when_full();
    if (levels_.size() >= kYamlDepth) {
      add_finding(line, Text{"trop de niveaux imbriqués", "nested too deep"});
      throw Stop{};
    }
    Level level;
    level.value = std::move(empty);
    level.value.line = line;
    levels_.push_back(std::move(level));
  }

  void close() {
    Value value = std::move(levels_.back().value);
    levels_.pop_back();
    place(value.line, std::move(value));
  }

  /// Puts what was read where it belongs; nullopt is null.
  void place(int line, std::optional<Value> value) {
    stop_when_full();
    if (value && value->line == 0) {
      value->line = line;
    }
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (expects_key()) {
      place_key(line, value);
    } else if (levels_.back().value.is_map()) {
      place_member(std::move(value));
    } else if (value) {
      levels_.back().value.items.push_back(std::move(*value));
    }
  }

  void place_key(int line, const std::optional<Value>& key) {
    if (!key || !key->is_scalar()) {
      add_finding(line, Text{"une clé doit être un mot", "a key must be a word"});
    }
    Level& level = levels_.back();
    level.key_line = line;
    level.key = key && key->is_scalar() ? key->scalar : "";
    if (level.key->size() > kYamlKeyLimit) {
      level.key = "";
      add_finding(
          line, text("une clé de plus de {} octets", "a key of more than {} bytes", kYamlKeyLimit));
    }
    if (!level.key->empty() && !level.keys.insert(*level.key).second) {
      add_finding(line, Text{"clé répétée", "a repeated key"});
      level.key = "";
    }
  }

  void place_member(std::optional<Value> value) {
    Level& level = levels_.back();
    if (value && !level.key->empty()) {
      value->line = level.key_line;
      level.value.members.push_back({*level.key, std::move(*value)});
    }
    level.key.reset();
  }

  const std::string& name_;
  bool started_ = false;
  std::vector<Level> levels_;
  std::optional<Value> root_;
  std::vector<Finding> findings_;
};

bool has_tab_first(std::string_view bytes, int line) {
  for (; line > 1; --line) {
    bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  }
  const auto first = bytes.find_first_not_of(' ');
  return first != std::string_view::npos && bytes[first] == '\t';
}

struct ParserDeleter {
  void operator()(yaml_parser_t* parser) const {
    yaml_parser_delete(parser);
    delete parser;
  }
};
using Parser = std::unique_ptr<yaml_parser_t, ParserDeleter>;

/// What libyaml says in English only, for people.
void add_syntax_error(TreeBuilder& tree, const yaml_parser_t& parser, std::string_view bytes) {
  const std::string_view context = parser.context == nullptr ? "" : parser.context;
  const std::string_view problem = parser.problem == nullptr ? "" : parser.problem;
  const auto says = [&](std::string_view words) {
    return problem.find(words) != std::string_view::npos;
  };
  const int line = line_of(parser.problem_mark);
  if (parser.error == YAML_READER_ERROR) {
    tree.add_finding(line_at(bytes, parser.problem_offset),
                     Text{"caractère de contrôle", "a control character"});
  } else if (context == "while scanning a quoted scalar" &&
             says("found unexpected")) {  // the end of the file or of the document
    tree.add_finding(line_of(parser.context_mark),
                     Text{"des guillemets ne sont pas fermés", "quotes do not close"});
  } else if (says("cannot start any token") && has_tab_first(bytes, line)) {
    tree.add_finding(line, Text{"tabulation en début de ligne", "a tab at the beginning of a line"},
                     Text{"le retrait s'écrit avec des espaces", "indent with blanks"});
  } else if (says("did not find expected ',' or")) {
    tree.add_finding(
        line_of(parser.context_mark),
        Text{"une accolade ou un crochet n'est pas fermé", "a brace or a bracket does not close"});
  } else if (context == "while parsing a quoted scalar") {
    tree.add_finding(
        line,
        Text{"`\\` suivi d'un signe inconnu entre guillemets",
             "an unknown `\\` sequence in quotes"},
        Text{"écrivez `\\\\` pour une barre oblique inverse", "write `\\\\` for a backslash"});
  } else if (context == "while scanning an alias") {
    tree.add_finding(
        line, Text{"les renvois de YAML (*) sont refusés", "aliases of YAML (*) are refused"});
  } else {
    tree.add_finding(
        line, Text{"le fichier n'est plus lisible ici", "the file cannot be read further here"},
        Text{"vérifiez le retrait, et mettez entre guillemets un texte qui contient "
             "`: ` ou ` #`",
             "check the indentation, and quote a text that has `: ` or ` #`"});
  }
}

void check_bytes(std::string_view bytes, const std::string& name) {
  const auto refuse = [&](std::size_t at, Text why, Text hint) {
    throw invalid_input({{{name, line_at(bytes, at), ""}, std::move(why), std::move(hint)}});
  };
  if (bytes.size() > kYamlLimit) {
    throw invalid_input(
        {{{name, 0, ""}, text("plus de {} octets", "more than {} bytes", kYamlLimit), {}}});
  }
  if (const auto bad = find_bad_utf8(bytes); bad != std::string_view::npos) {
    refuse(bad, Text{"le texte n'est pas en UTF-8", "the text is not UTF-8"},
           Text{"enregistrez le fichier en UTF-8", "save the file as UTF-8"});
  }
  const auto control = [](char c) {
    return (c >= 0 && c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == '\x7F';
  };
  const auto found = std::find_if(bytes.begin(), bytes.end(), control);
  if (found != bytes.end()) {
    refuse(static_cast<std::size_t>(found - bytes.begin()),
           Text{"caractère de contrôle", "a control character"},
           Text{"enregistrez le fichier en UTF-8", "save the file as UTF-8"});
  }
}

void parse(std::string_view bytes, TreeBuilder& tree) {
  Parser parser(new yaml_parser_t());
  if (yaml_parser_initialize(parser.get()) == 0) {
    throw std::bad_alloc();
  }
  yaml_parser_set_input_string(parser.get(), reinterpret_cast<const unsigned char*>(bytes.data()),
                               bytes.size());
  yaml_event_t event;
  for (bool more = true; more;) {
    if (yaml_parser_parse(parser.get(), &event) == 0) {
      return add_syntax_error(tree, *parser, bytes);
    }
    const std::unique_ptr<yaml_event_t, void (*)(yaml_event_t*)> owned(&event, yaml_event_delete);
    more = event.type != YAML_STREAM_END_EVENT;
    tree.take(event);
  }
}

}  // namespace

Value read_yaml(std::string_view bytes, const std::string& name) {
  check_bytes(bytes, name);
  TreeBuilder tree(name);
  try {
    parse(bytes, tree);
  } catch (const Stop&) {
  }
  std::optional<Value> root = tree.take_root();
  if (root && !root->is_map()) {
    tree.add_finding(1, Text{"une suite de lignes `champ: réponse` est attendue",
                             "lines of `field: answer` are expected"});
  }
  if (std::vector<Finding> findings = tree.take_findings(); !findings.empty()) {
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
      return a.where.line < b.where.line;
    });
    throw invalid_input(std::move(findings));
  }
  return root ? std::move(*root) : Value::map({});
}

}  // namespace pos
