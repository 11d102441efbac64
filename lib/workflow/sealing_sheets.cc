// Monthly sheets sealed to who reads them now.
#include <algorithm>
#include <span>
#include <vector>

#include "crypto/age_header.h"
#include "storage/atomic_write.h"
#include "storage/sealed_file.h"
#include "storage/sheet_file.h"
#include "workflow/sealing.h"
#include "workflow/sheets.h"

namespace pos {
namespace {

bool names(const std::vector<std::string>& readers, const std::string& recipient) {
  return std::find(readers.begin(), readers.end(), recipient) != readers.end();
}

/// Whether one of the user's keys that the readers name opens it: a group's former key is none.
bool is_sealed_to(Workspace& workspace, const std::string& bytes, const std::string& file,
                  const std::vector<std::string>& readers) {
  const std::vector<Identity>& keys = workspace.keys().all();
  return parse_age_header(bytes).stanzas.size() == readers.size() &&
         std::any_of(keys.begin(), keys.end(), [&](const Identity& key) {
           return names(readers, to_string(key.recipient())) &&
                  open_file(bytes, std::span(&key, 1), file).has_value();
         });
}

/// Whether the user is among those who read sheets now.
bool reads_sheets(Workspace& workspace) {
  const std::vector<std::string> readers = sheet_readers(workspace.vault(), "");
  const std::vector<Identity>& keys = workspace.keys().all();
  return std::any_of(keys.begin(), keys.end(), [&](const Identity& key) {
    return names(readers, to_string(key.recipient()));
  });
}

void seal_sheet(Workspace& workspace, const SheetDocument& sheet,
                const std::vector<std::string>& readers, Sealing& sealing) {
  const Vault& vault = workspace.vault();
  const std::string path = vault.path_of(sheet.file);
  const std::optional<std::string> bytes = workspace.disk.read(path);
  if (!bytes || is_sealed_to(workspace, *bytes, sheet.file, readers)) {
    sealing.right += bytes ? 1U : 0U;
    return;
  }
  write_together(workspace.disk,
                 {{path, write_sheet_file(vault, sheet.place, readers, sheet.document.bytes),
                   was_read(bytes)}});
  ++sealing.sealed;
}

}  // namespace

void seal_sheets_anew(Workspace& workspace, const std::set<std::string>& only, Sealing& sealing) {
  const Vault& vault = workspace.vault();
  const SheetFiles sheets = read_sheet_files(vault, workspace.keys().all());
  for (const SheetDocument& sheet : sheets.documents) {
    const std::string& receiver = sheet.document.values.find("data")->scalar_of("to");
    const std::vector<std::string> readers = sheet_readers(vault, receiver);
    const bool concerned =
        only.empty() || std::any_of(readers.begin(), readers.end(),
                                    [&](const std::string& each) { return only.contains(each); });
    if (sheet.place.sealed && concerned) {
      seal_sheet(workspace, sheet, readers, sealing);
    }
  }
  const bool reads = reads_sheets(workspace);
  for (const std::string& file : reads ? sheets.closed : std::vector<std::string>()) {
    sealing.left.push_back({file,
                            {"à un membre du groupe `statistics`, ou à la clé de secours",
                             "to a member of the group `statistics`, or to the recovery key"}});
  }
}

}  // namespace pos
