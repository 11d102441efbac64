#include "cli/sealing.h"

#include "cli/context.h"
#include "formats/due_list.h"
#include "formats/json.h"

namespace pos::cli {
namespace {

void print_json(const Sealing& sealing, Context& context) {
  std::vector<Value> left, warnings;
  for (const LeftFile& file : sealing.left) {
    left.push_back(Value::map(
        {{"file", Value::text(file.file)}, {"left", Value::text(context.words(file.to))}}));
  }
  for (const Text& failure : sealing.failures) {
    warnings.push_back(Value::text(context.words(failure)));
  }
  Value document = envelope("pos.rekey/1", context.now(), sealing.complete(), std::move(warnings));
  document.set("sealed", json_number(sealing.sealed));
  document.set("right", json_number(sealing.right));
  document.set("other_cases", json_number(sealing.others));
  document.set("items", Value::list(std::move(left)));
  context.print_json(document);
}

}  // namespace

void print_sealing(const Sealing& sealing, Context& context) {
  if (context.format() == Format::Json) {
    print_json(sealing, context);
  } else {
    context.print_line(context.words(
        text("fichiers chiffrés à nouveau : {} ; déjà justes : {} ; dossiers qui ne sont pas les "
             "vôtres : {}",
             "files sealed anew: {}; right already: {}; cases that are not yours: {}",
             sealing.sealed, sealing.right, sealing.others)));
    for (const LeftFile& file : sealing.left) {
      context.print_line(context.words(text("{} : laissé {}", "{}: left {}", file.file, file.to)));
    }
  }
  for (const Text& failure : sealing.failures) {
    context.warn(failure);
  }
  if (!sealing.complete()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace pos::cli
