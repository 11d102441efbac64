#include "workflow/staffing.h"

namespace pos {
namespace {

constexpr std::string_view kDirectoryForm = "directory";

/// The recovery key, read for one change.
class RecoveryKey {
 public:
  RecoveryKey(Workspace& workspace, const std::string& file) {
    if (!file.empty()) {
      identities_ = load_identities(workspace.disk, file, workspace.access.unlocking(file));
    }
  }
  const Identity* get() const { return identities_.empty() ? nullptr : &identities_.front(); }

 private:
  std::vector<Identity> identities_;
};

Signer signer(Workspace& workspace) {
  return {workspace.me().code, &workspace.keys().own()};
}

}  // namespace

Notes hire(Workspace& workspace, const NewPerson& person, const std::string& recovery) {
  const RecoveryKey key(workspace, recovery);
  return add_person(workspace.vault(), signer(workspace), person, key.get(), workspace.now());
}

Notes change_person(Workspace& workspace, const std::string& code, const PersonChange& change,
                    const std::string& recovery) {
  const RecoveryKey key(workspace, recovery);
  return set_person(workspace.vault(), signer(workspace), code, change, key.get(), workspace.now());
}

Notes retire_staff(Workspace& workspace, const std::string& code, Date last_day,
                   const std::string& recovery) {
  const RecoveryKey key(workspace, recovery);
  return retire_person(workspace.vault(), signer(workspace), code, last_day, key.get(),
                       workspace.now());
}

void join_group(Workspace& workspace, const std::string& group, const std::string& code,
                const std::string& recovery) {
  const RecoveryKey key(workspace, recovery);
  const Signer by =
      key.get() == nullptr ? signer(workspace) : Signer{std::string(kRecovery), key.get()};
  add_member(workspace.vault(), by, group, code, workspace.now());
}

void put_service(Workspace& workspace, const std::string& code, const Filled& filled) {
  const CodeLists lists = workspace.schemas().lists();
  Checked checked = check(workspace.form(kDirectoryForm), filled.answers, {lists, {}, {}, nullptr});
  // What is absent stays as it was: only a new entry needs every required answer.
  const bool fresh = !workspace.vault().directory().contains(code);
  for (const std::string& field : fresh ? checked.missing : std::vector<std::string>{}) {
    checked.findings.push_back(
        {{"", 0, field}, {"réponse obligatoire absente", "a required answer is missing"}, {}});
  }
  for (Finding& finding : checked.findings) {
    finding.where.file = filled.name;
  }
  if (!checked.findings.empty()) {
    throw invalid_input(std::move(checked.findings));
  }
  set_directory_entry(workspace.vault(), signer(workspace), code, checked.answers, workspace.now());
}

}  // namespace pos
