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
  if (backup.names_missing) {
    return backup.names_elsewhere ? "not_mounted" : "missing";
  }
  return backup.names_elsewhere ? "copied" : "vault";
}

Value left_out_value(const Backup& backup, const Context& context) {
  std::vector<Value> items;
  for (const LeftOut& left : backup.left_out) {
    items.push_back(Value::map(
        {{"file", Value::text(left.file)}, {"message", Value::text(context.words(left.why))}}));
  }
  return Value::list(std::move(items));
}

void add_items(const CheckReport& report, const Context& context, std::vector<Value>& items) {
  for (const CheckItem& item : report.items) {
    items.push_back(Value::map({{"file", Value::text(item.file)},
                                {"kind", Value::text(item.kind)},
                                {"message", Value::text(context.words(item.message))}}));
  }
}

void print_json(const BackupResult& result, Context& context) {
  const Backup& backup = result.backup;
  std::vector<Value> items;
  add_items(result.lost, context, items);
  Value restored = json_null();
  if (result.tested) {
    restored = Value::map({{"cases", json_number(result.tested->cases)},
                           {"files", json_number(result.tested->report.opened)}});
    add_items(result.tested->report, context, items);
  }
  Value document = envelope("pos.backup/1", context.now(), result.whole(), {});
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

void warn_of(const CheckReport& report, Context& context) {
  for (const CheckItem& item : report.items) {
    context.warn(text("{} : {} [{}]", "{}: {} [{}]", escaped(item.file), item.message, item.kind));
  }
}

void warn_of_names(const Backup& backup, Context& context) {
  if (!backup.names_missing) {
    return;
  }
  context.warn(backup.names_elsewhere
                   ? Text{"les noms n'y sont pas : leur support n'est pas branché",
                          "the names are not in it: their medium is not mounted"}
                   : Text{"les noms n'y sont pas : ce coffre a des dossiers, et ici aucun fichier "
                          "de noms ; sauvegarder aussi là où ils sont, ou les chercher dans une "
                          "sauvegarde plus ancienne",
                          "the names are not in it: this vault has cases, and no file of names "
                          "here; back up where they are too, or look for them in an older backup"});
}

void warn_of_lost(const CheckReport& lost, Context& context) {
  warn_of(lost, context);
  if (!lost.sound()) {
    context.warn(
        {"cette sauvegarde n'est pas entière : il manque au coffre ce que cette machine y "
         "avait vu ; garder les plus anciennes et l'y chercher (`pos check --accept` si "
         "la perte est voulue)",
         "this backup is not whole: the vault lacks what this machine has seen in it; "
         "keep the older ones and look there (`pos check --accept` where the loss is "
         "meant)"});
  }
}

void tell(const BackupResult& result, Context& context) {
  const Backup& backup = result.backup;
  context.note(text("{} fichiers de {} dossiers copiés et relus ({} octets)",
                    "{} files of {} cases copied and read back ({} bytes)", backup.files,
                    backup.cases, backup.bytes));
  warn_of_names(backup, context);
  for (const LeftOut& left : backup.left_out) {
    context.warn(text("{} n'y est pas : {}", "{} is not in it: {}", escaped(left.file), left.why));
  }
  warn_of_lost(result.lost, context);
  if (result.whole() && !result.remembered && !context.clock_given()) {
    context.note(
        {"`pos doctor` ne saura pas cette sauvegarde, et rien n'a été comparé avec ce que cette "
         "machine a vu : votre clé n'est pas ouverte (`pos unlock`)",
         "`pos doctor` will not know of this backup, and nothing was compared with what this "
         "machine has seen: your key is not open (`pos unlock`)"});
  }
  if (result.tested) {
    warn_of(result.tested->report, context);
    context.note(
        text("essai de restauration : {} dossiers ouverts ({} fichiers), à partir de la "
             "seule copie",
             "trial of restoring: {} cases opened ({} files), from the copy alone",
             result.tested->cases, result.tested->report.opened));
  }
}

int code_of(const BackupResult& result) {
  if (!result.lost.sound() || (result.tested && !result.tested->report.sound())) {
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
