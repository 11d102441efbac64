#include <ostream>

#include "base/unicode.h"
#include "cli/context.h"
#include "formats/json.h"

namespace pos::cli {
namespace {

void show_error_json(const Error& error, const Context& context) {
  Value where = Value::map({});
  if (!error.where.file.empty()) {
    where.set("file", Value::text(error.where.file));
  }
  if (error.where.line > 0) {
    where.set("line", json_number(error.where.line));
  }
  if (!error.where.field.empty()) {
    where.set("field", Value::text(error.where.field));
  }
  Value body = Value::map({{"code", json_number(exit_code(error.code))},
                           {"kind", Value::text(std::string(word(error.code)))}});
  body.set("id", Value::text(error.id));
  body.set("message", Value::text(context.words(error.message)));
  body.set("hint", Value::text(context.words(error.hint)));
  body.set("where", std::move(where));
  body.set("source", Value::text(error.source));
  if (!error.findings.empty()) {
    std::vector<Value> findings;
    for (const Finding& finding : error.findings) {
      findings.push_back(Value::map({{"file", Value::text(finding.where.file)},
                                     {"line", json_number(finding.where.line)},
                                     {"field", Value::text(finding.where.field)},
                                     {"message", Value::text(context.words(finding.message))},
                                     {"hint", Value::text(context.words(finding.hint))}}));
    }
    body.set("findings", Value::list(std::move(findings)));
  }
  if (const std::vector<Text> unreadable = context.unreadable(error.where.file);
      error.code != ErrorCode::Io && !unreadable.empty()) {
    std::vector<Value> warnings;
    for (const Text& warning : unreadable) {
      warnings.push_back(Value::text(context.words(warning)));
    }
    body.set("warnings", Value::list(std::move(warnings)));
  }
  context.world.err << write_json(Value::map({{"error", std::move(body)}})) << '\n';
}

}  // namespace

void show_error(const Error& error, const Context& context) {
  if (context.format() == Format::Json) {
    show_error_json(error, context);
    return;
  }
  const bool french = context.language() == Language::French;
  const auto line = [&](const Location& where, const Text& message, const Text& hint,
                        const std::string& source) {
    context.world.err << (french ? "pos: erreur: " : "pos: error: ") << escaped(to_string(where))
                      << in_its_order(context.words(message))
                      << (source.empty() ? "" : " (" + source + ")") << '\n';
    if (!context.words(hint).empty()) {
      context.world.err << (french ? "pos: conseil: " : "pos: hint: ")
                        << in_its_order(context.words(hint)) << '\n';
    }
  };
  if (error.findings.empty()) {
    line(error.where, error.message, error.hint, error.source);
  }
  for (const Finding& finding : error.findings) {
    line(finding.where, finding.message, finding.hint, error.source);
  }
}

}  // namespace pos::cli
