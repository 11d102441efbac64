#include "support/fifty_cases.h"

#include "storage/yaml.h"
#include "workflow/casework.h"

namespace pos::test {
namespace {

Vault open_vault(FiftyCases& office) {
  return Vault::open(office.files, {kVaultFolder, "/home/.local/state/pos/locks", "", 0});
}

UserKeys keys_of(const Vault& vault, const std::string& who) {
  std::vector<Identity> own;
  own.emplace_back(SecretBytes(staff_member(who).identity.secret().bytes()));
  return UserKeys(vault, who, std::move(own));
}

Access access_of(const std::string& who, const char* now) {
  Access access;
  access.vault_folder = kVaultFolder;
  access.current_folder = "/";
  access.schemas_folder = kSchemasFolder;
  access.identity_path = key_file(who);
  access.locks_folder = "/home/.local/state/pos/locks";
  access.unlocking = [](const std::string&) { return Unlocking{}; };
  access.now = time_at(now);
  return access;
}

Filled form_of(FiftyCases& office, const std::string& path) {
  return {read_yaml(office.files.read(path).value(), path), path, {}};
}

FiftyCases make() {
  FiftyCases office;
  Workspace first(office.files, access_of("adiarra", "2026-04-13T09:20:00Z"));
  const Filled registration = form_of(office, "examples/cases/hawa/1.B.yaml");
  const Filled consent = form_of(office, "examples/cases/hawa/1.A.yaml");
  for (int i = 0; i < 50; ++i) {
    const CaseId id = register_case(first, registration, {}).id;
    record_form(first, id, "1.A", consent, {}, {});
    office.ids.push_back(id.text());
  }
  office.now = "2026-04-15T12:00:00Z";
  return office;
}

}  // namespace

CheckReport FiftyCases::examine(const std::string& who) {
  const Vault vault = open_vault(*this);
  CheckReport report = check_files(vault);
  UserKeys keys = keys_of(vault, who);
  for (const CaseId& id : list_cases(vault)) {
    check_case(vault, keys, id, time_at(now.c_str()), report);
  }
  return report;
}

CheckReport FiftyCases::examine_one(const std::string& id, const std::string& who) {
  const Vault vault = open_vault(*this);
  CheckReport report;
  UserKeys keys = keys_of(vault, who);
  check_case(vault, keys, CaseId::parse(id).value(), time_at(now.c_str()), report);
  return report;
}

FiftyCases fifty_cases() {
  static const FiftyCases office = make();
  return office;
}

}  // namespace pos::test
