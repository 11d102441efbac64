#include "storage/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/unicode.h"
#include "domain/answer.h"

namespace pos {

namespace {

/// Thrown to leave the parser; the finding is already made.
struct Stop {};

class TreeBuilder final : public YAML::EventHandler {
 public:
  explicit TreeBuilder(const std::string& name) : name_(name) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (std::exchange(started_, true)) {
      add_finding(
          mark, Text{"un second document suit le premier", "a second document follows the first"});
      throw Stop{};
    }
  }
  void OnDocumentEnd() override {}
  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    add_finding(mark,
                Text{"les ancres de YAML (&) sont refusées", "anchors of YAML (&) are refused"});
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    add_finding(mark,
                Text{"les renvois de YAML (*) sont refusés", "aliases of YAML (*) are refused"});
    place(mark, std::nullopt);
  }
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { place(mark, std::nullopt); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& words) override {
    check_tag(mark, tag);
    place(mark, Value::text(words));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, Value::list({}));
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, Value::map({}));
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  void add_finding(const YAML::Mark& mark, Text message, Text hint = {}) {
    if (findings_.size() < kFindingLimit) {
      findings_.push_back({{name_, mark.line + 1, field()}, std::move(message), std::move(hint)});
    } else if (findings_.size() == kFindingLimit) {
      const Text more{"d'autres fautes suivent", "more faults follow"};
      findings_.push_back({{name_, mark.line + 1, ""}, more, {}});
    }
  }

  std::vector<Finding> take_findings() { return std::move(findings_); }
  std::optional<Value> take_root() { return std::move(root_); }
  bool started() const { return started_; }

 private:
  struct Level {
    Value value;
    YAML::Mark mark;
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

  void check_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!") {
      add_finding(mark,
                  Text{"les étiquettes de YAML (!) sont refusées", "tags of YAML (!) are refused"});
    }
  }

  void open(const YAML::Mark& mark, const std::string& tag, Value empty) {
    check_tag(mark, tag);
    stop_when_full();
    if (levels_.size() >= kYamlDepth) {
      add_finding(mark, Text{"trop de niveaux imbriqués", "nested too deep"});
      throw Stop{};
    }
    Level level;
    level.value = std::move(empty);
    level.value.line = mark.line + 1;
    level.mark = mark;
    levels_.push_back(std::move(level));
  }

  void close() {
    const YAML::Mark mark = levels_.back().mark;
    Value value = std::move(levels_.back().value);
    levels_.pop_back();
    place(mark, std::move(value));
  }

  /// Puts what was read where it belongs; nullopt is null.
  void place(const YAML::Mark& mark, std::optional<Value> value) {
    stop_when_full();
    if (value && value->line == 0) {
      value->line = mark.line + 1;
    }
    if (levels_.empty()) {
      root_ = std::move(value);
    } else if (expects_key()) {
      place_key(mark, value);
    } else if (levels_.back().value.is_map()) {
      place_member(std::move(value));
    } else if (value) {
      levels_.back().value.items.push_back(std::move(*value));
    }
  }

  void place_key(const YAML::Mark& mark, const std::optional<Value>& key) {
    if (!key || !key->is_scalar()) {
      add_finding(mark, Text{"une clé doit être un mot", "a key must be a word"});
    }
    Level& level = levels_.back();
    level.key_line = mark.line + 1;
    level.key = key && key->is_scalar() ? key->scalar : "";
    if (!level.key->empty() && !level.keys.insert(*level.key).second) {
      add_finding(mark, Text{"clé répétée", "a repeated key"});
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

bool has_tab_first(std::string_view lines, int line) {
  for (; line > 0; --line) {
    lines.remove_prefix(std::min(lines.find('\n'), lines.size() - 1) + 1);
  }
  const auto first = lines.find_first_not_of(' ');
  return first != std::string_view::npos && lines[first] == '\t';
}

/// What yaml-cpp says in English only, for people.
void add_syntax_error(TreeBuilder& tree, const YAML::ParserException& error,
                      std::string_view lines) {
  namespace Said = YAML::ErrorMsg;
  const auto says = [&](std::string_view words) { return error.msg.starts_with(words); };
  if (says(Said::DOC_IN_SCALAR) || says(Said::EOF_IN_SCALAR)) {
    tree.add_finding(error.mark, Text{"des guillemets ne sont pas fermés", "quotes do not close"});
  } else if (says(Said::TAB_IN_INDENTATION) || has_tab_first(lines, error.mark.line)) {
    tree.add_finding(error.mark,
                     Text{"tabulation en début de ligne", "a tab at the beginning of a line"},
                     Text{"le retrait s'écrit avec des espaces", "indent with blanks"});
  } else if (says(Said::END_OF_MAP_FLOW) || says(Said::END_OF_SEQ_FLOW)) {
    tree.add_finding(error.mark, Text{"une accolade ou un crochet n'est pas fermé",
                                      "a brace or a bracket does not close"});
  } else if (says(Said::INVALID_ESCAPE) || says(Said::INVALID_UNICODE) || says(Said::INVALID_HEX)) {
    tree.add_finding(
        error.mark,
        Text{"`\\` suivi d'un signe inconnu entre guillemets",
             "an unknown `\\` sequence in quotes"},
        Text{"écrivez `\\\\` pour une barre oblique inverse", "write `\\\\` for a backslash"});
  } else if (says(Said::UNKNOWN_ANCHOR)) {
    tree.add_finding(error.mark, Text{"les renvois de YAML (*) sont refusés",
                                      "aliases of YAML (*) are refused"});
  } else {
    tree.add_finding(
        error.mark,
        Text{"le fichier n'est plus lisible ici", "the file cannot be read further here"},
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
  // yaml-cpp takes a byte 4 for the end of the file.
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

/// LF alone, and an end that no open quotation can swallow.
std::string prepared(std::string_view bytes) {
  std::string lines;
  lines.reserve(bytes.size() + 8);
  for (std::size_t at = bytes.starts_with("\uFEFF") ? 3 : 0; at < bytes.size(); ++at) {
    if (bytes[at] != '\r') {
      lines += bytes[at];
    } else if (!bytes.substr(at + 1).starts_with('\n')) {
      lines += '\n';
    }
  }
  if (!lines.ends_with('\n')) {
    lines += '\n';
  }
  return lines + "...\n";
}

void parse(const std::string& lines, TreeBuilder& tree) {
  std::istringstream stream(lines);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(tree)) {
    }
  } catch (const YAML::ParserException& error) {
    add_syntax_error(tree, error, lines);
  } catch (const Stop&) {
  }
}

}  // namespace

Value read_yaml(std::string_view bytes, const std::string& name) {
  check_bytes(bytes, name);
  TreeBuilder tree(name);
  parse(prepared(bytes), tree);
  std::optional<Value> root = tree.take_root();
  if (root && !root->is_map()) {
    tree.add_finding(YAML::Mark(), Text{"une suite de lignes `champ: réponse` est attendue",
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
