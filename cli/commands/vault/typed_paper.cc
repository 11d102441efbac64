#include "cli/commands/vault/typed_paper.h"

#include <istream>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace pos::cli {
namespace {

/// A line of input, wiped when it goes.
class TypedLine {
 public:
  explicit TypedLine(std::istream& in) : there_(std::getline(in, line_)) {}
  TypedLine(const TypedLine&) = delete;
  TypedLine& operator=(const TypedLine&) = delete;
  ~TypedLine() { wipe(line_.data(), line_.size()); }

  bool there() const { return there_; }
  bool blank() const { return line_.find_first_not_of(" \t\r") == std::string::npos; }
  const std::string& text() const { return line_; }

 private:
  std::string line_;
  bool there_;
};

/// Takes what was typed off the screen, so that the key does not stay on it.
void clear_last_line(Context& context) {
  if (context.world.error_is_terminal) {
    context.world.err << "\033[A\033[2K\r";
  }
}

void ask_line(int number, PaperReader& reader, Context& context) {
  for (bool right = false; !right;) {
    context.world.err << context.words(text("Ligne {} : ", "Line {}: ", number)) << std::flush;
    const TypedLine typed(context.world.in);
    if (!typed.there() || typed.blank()) {
      throw Error(ErrorCode::GivenUp, {"abandonné", "given up"});
    }
    const std::optional<Text> fault = reader.take(number, typed.text());
    clear_last_line(context);
    context.note(fault ? text("{} ; la retaper", "{}; type it again", *fault)
                       : text("ligne {} : juste", "line {}: right", number));
    right = !fault;
  }
}

Finding finding_of(int number, Text message) {
  const Text line = {"relire cette ligne sur la feuille : deux groupes de quatre caractères",
                     "read this line on the sheet again: two groups of four characters"};
  const Text all = {"taper les huit lignes de la feuille, chacune sur la sienne",
                    "type the eight lines of the sheet, each on a line of its own"};
  return {{"stdin", number, ""}, std::move(message), number == 0 ? all : line};
}

void read_lines(PaperReader& reader, Context& context) {
  std::vector<Finding> findings;
  int number = 0;
  while (context.world.in.good()) {
    const TypedLine typed(context.world.in);
    if (typed.there() && !typed.blank() && ++number <= kPaperLines) {
      if (const std::optional<Text> fault = reader.take(number, typed.text())) {
        findings.push_back(finding_of(number, *fault));
      }
    }
  }
  if (number != kPaperLines) {
    findings.push_back(finding_of(
        0, text("{} lignes au lieu de {}", "{} lines instead of {}", number, kPaperLines)));
  }
  if (!findings.empty()) {
    throw invalid_input(std::move(findings));
  }
}

}  // namespace

PaperKey read_typed_paper(Context& context) {
  PaperReader reader;
  if (!context.world.input_is_terminal) {
    read_lines(reader, context);
  } else if (context.globals.no_input) {
    throw Error(ErrorCode::Usage,
                {"les lignes de la feuille manquent", "the lines of the sheet are missing"},
                {"les donner sur l'entrée standard", "give them on standard input"});
  } else {
    for (int number = 1; number <= kPaperLines; ++number) {
      ask_line(number, reader, context);
    }
  }
  return reader.key();
}

}  // namespace pos::cli
