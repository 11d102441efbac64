// pos doctor: what around the case files should be mended, and how.
#include "workflow/doctor.h"

#include <algorithm>

#include "cli/command.h"
#include "cli/commands.h"
#include "formats/due_list.h"

namespace pos::cli {
namespace {

Machine machine_of(const Context& context) {
  Machine machine;
  machine.home = context.world.environment("HOME");
  const std::string config = context.world.environment("XDG_CONFIG_HOME");
  machine.config_folder =
      config.empty() && !machine.home.empty() ? machine.home + "/.config" : config;
  machine.free_space = context.world.free_space;
  return machine;
}

void print_json(const DoctorItems& items, Context& context) {
  std::vector<Value> rows;
  for (const DoctorItem& item : items) {
    rows.push_back(Value::map({{"id", Value::text(item.id)},
                               {"level", Value::text(std::string(word(item.level)))},
                               {"message", Value::text(context.words(item.message))},
                               {"hint", Value::text(context.words(item.hint))}}));
  }
  Value document = envelope("pos.doctor/1", context.now(), true, {});
  document.set("items", Value::list(std::move(rows)));
  context.print_json(document);
}

void print_text(const DoctorItems& items, Context& context) {
  for (const DoctorItem& item : items) {
    context.print_line(context.words(label(item.level)) + ": " + context.words(item.message));
    if (!item.hint.empty()) {
      context.print_line("    " + context.words(item.hint));
    }
  }
}

void run(Context& context) {
  context.require_format({Format::Text, Format::Json});
  context.writes_nothing = true;
  const DoctorItems items = examine(context.workspace(), machine_of(context));
  const auto to_mend = std::count_if(items.begin(), items.end(), [](const DoctorItem& item) {
    return item.level != DoctorLevel::Note;
  });
  if (context.format() == Format::Json) {
    print_json(items, context);
  } else {
    print_text(items, context);
    context.note(to_mend == 0 ? Text{"rien à corriger", "nothing to mend"}
                              : text("à corriger : {}", "to mend: {}", to_mend));
  }
  if (to_mend > 0) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_doctor(CLI::App& pos, Context& context) {
  CLI::App* command = add_command(pos, context, "doctor", {"diagnostic"},
                                  {"Examiner clés, secours, sauvegardes, machine ; ne change rien",
                                   "Examine keys, recovery, backups, machine; changes nothing"},
                                  vault_group());
  on_run(command, context, [&context] { run(context); });
}

}  // namespace pos::cli
