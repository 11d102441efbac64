// pos backup: a copy of the whole vault, read back, and opened for proof.
#include <charconv>

#include "base/unicode.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "formats/due_list.h"
#include "formats/json.h"
#include "workflow/backing_up.h"

namespace pos::cli {
namespace {

constexpr const char* kSample = "sample";
constexpr const char* kAllCases = "all";
constexpr std::size_t kSampleSize = 10;

struct BackupOptions {
  std::string destination, test_restore;
};

std::optional<std::size_t> sample_of(const std::string& words) {
  if (words == kSample) {
    return kSampleSize;
  }
  if (words == kAllCases) {
    return std::nullopt;
  }
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), count);
  if (error != std::errc() || end != words.data() + words.size() || count == 0) {
    throw Error(ErrorCode::Usage,
                {"--test-restore : pas un nombre", "--test-restore: not a number"},
                {"par exemple --test-restore=25 ou --test-restore=all",
                 "for example --test-restore=25 or --test-restore=all"});
  }
  return count;
}

std::string_view place_of_names(const Backup& backup) {
  return backup.names_missing ? "not_mounted" : backup.names_elsewhere ? "copied" : "vault";
}

Value left_out_value(const Backup& backup, const Context& context) {
  std::vector<Value> items;
  for (const LeftOut& left : backup.left_out) {
    items.push_back(Value::map(
        {{"file", Value::text(left.file)}, {"message", Value::text(context.words(left.why))}}));
  }
  return Value::list(std::move(items));
}

void print_json(const BackupResult& result, Context& context) {
  const Backup& backup = result.backup;
  std::vector<Value> items;
  Value restored = json_null();
  if (result.tested) {
    restored = Value::map({{"cases", json_number(result.tested->cases)},
                           {"files", json_number(result.tested->report.opened)}});
    for (const CheckItem& item : result.tested->report.items) {
      items.push_back(Value::map({{"file", Value::text(item.file)},
                                  {"kind", Value::text(item.kind)},
                                  {"message", Value::text(context.words(item.message))}}));
    }
  }
  Value document = envelope("pos.backup/1", context.now(), backup.complete(), {});
  document.set("folder", Value::text(backup.folder));
  document.set("files", json_number(backup.files));
  document.set("bytes", json_number(backup.bytes));
  document.set("cases", json_number(backup.cases));
  document.set("names", Value::text(std::string(place_of_names(backup))));
  document.set("left_out", left_out_value(backup, context));
  document.set("restored", std::move(restored));
  document.set("items", Value::list(std::move(items)));
  context.print_json(document);
}

void tell(const BackupResult& result, Context& context) {
  const Backup& backup = result.backup;
  context.note(text("{} fichiers de {} dossiers copiés et relus ({} octets)",
                    "{} files of {} cases copied and read back ({} bytes)", backup.files,
                    backup.cases, backup.bytes));
  if (backup.names_missing) {
    context.warn({"les noms n'y sont pas : leur support n'est pas branché",
                  "the names are not in it: their medium is not mounted"});
  }
  for (const LeftOut& left : backup.left_out) {
    context.warn(text("{} n'y est pas : {}", "{} is not in it: {}", escaped(left.file), left.why));
  }
  if (backup.complete() && !result.remembered && !context.clock_given()) {
    context.note(
        {"`pos doctor` ne saura pas cette sauvegarde : votre clé n'est pas ouverte (`pos "
         "unlock`)",
         "`pos doctor` will not know of this backup: your key is not open (`pos unlock`)"});
  }
  if (result.tested) {
    for (const CheckItem& item : result.tested->report.items) {
      context.warn(text("{} : {} [{}]", "{}: {} [{}]", item.file, item.message, item.kind));
    }
    context.note(
        text("essai de restauration : {} dossiers ouverts ({} fichiers), à partir de la "
             "seule copie",
             "trial of restoring: {} cases opened ({} files), from the copy alone",
             result.tested->cases, result.tested->report.opened));
  }
}

int code_of(const BackupResult& result) {
  if (result.tested && !result.tested->report.sound()) {
    return exit_code(ErrorCode::Integrity);
  }
  if (result.tested && result.tested->cases == 0 && result.backup.cases > 0) {
    return exit_code(ErrorCode::NoKey);
  }
  return result.backup.complete() ? 0 : exit_code(ErrorCode::Partial);
}

void run(const BackupOptions& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  context.writes_nothing = true;
  BackupRequest request;
  request.destination = context.absolute(options.destination);
  request.test_restore = !options.test_restore.empty();
  if (request.test_restore) {
    request.sample = sample_of(options.test_restore);
  }
  request.progress = progress_bar(context, {"dossiers", "cases"});
  const BackupResult result = make_backup(context.workspace(), request);
  context.done =
      text("la sauvegarde est faite : {}", "the backup is made: {}", result.backup.folder);
  if (context.format() == Format::Json) {
    print_json(result, context);
  } else {
    tell(result, context);
    context.print_line(result.backup.folder);
  }
  context.exit_code = code_of(result);
}

}  // namespace

void add_backup(CLI::App& pos, Context& context) {
  auto options = std::make_shared<BackupOptions>();
  CLI::App* command = add_command(pos, context, "backup", {"sauvegarder"},
                                  {"Copier tout le coffre sur un autre support et relire la copie",
                                   "Copy the whole vault to another medium and read it back"},
                                  vault_group());
  option(command, context, "DEST", options->destination,
         {"Dossier qui reçoit la copie, dans un dossier daté",
          "Folder that takes the copy, in a dated folder"})
      .required();
  flag_with_value(command, context, "--test-restore", kSample, options->test_restore,
                  {"Ouvrir 10 dossiers de la copie (=25, =all) avec sa propre clé",
                   "Open 10 cases of the copy (=25, =all) with your key"});
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
