#pragma once

#include <string>

#include "support/command_line.h"
#include "support/test_vault.h"

namespace pos::test {

inline constexpr const char* kFarVault = "/t/far/vault";

/// The key of someone of the office below.
inline TestPerson far_person(const std::string& code) {
  const std::uint8_t byte = code == "mkone" ? 0x21 : code == "adiarra" ? 0x22 : 0x25;
  return TestPerson(code, byte);
}
inline std::string far_key(const std::string& code) {
  return "/t/far/" + code + ".key";
}

/// From now on commands are those of somebody of that office, or of the first one.
inline void go_far(CommandLine& line, const std::string& code) {
  line.environment["POS_VAULT"] = kFarVault;
  line.environment["POS_IDENTITY"] = far_key(code);
}
inline void come_home(CommandLine& line, const std::string& code) {
  line.environment["POS_VAULT"] = kVaultFolder;
  line.environment.erase("POS_IDENTITY");
  line.person = code;
}

/// Another office (an invented one) on the same disk, whose people have codes of the first one's:
/// there too mkone supervises adiarra, and bsidibe makes statistics. Each office's structure for
/// the other one's directory, with key and fingerprint, lies in `far.yaml` and `home.yaml`, a
/// filled A.2 in `given_up.yaml`. Returns the first office's fingerprint.
inline std::string found_far_office(CommandLine& line) {
  MemoryFileSystem& files = line.files;
  TestVault far(files, "/t/far");
  far.add(far_person("mkone"), {StaffRole::Supervisor}, "accueil");
  far.add(far_person("adiarra"), {StaffRole::CaseManager}, "accueil", "mkone");
  far.add(far_person("bsidibe"), {StaffRole::StatisticsOfficer});
  for (const char* code : {"mkone", "adiarra", "bsidibe"}) {
    const TestPerson who = far_person(code);
    const WipedString text = identity_file_text(std::span(&who.identity, 1), far.now);
    files.put(far_key(code), std::string(text.begin(), text.end()));
  }
  const std::string home =
      Vault::open(files, {kVaultFolder, "/t/locks", "", 0}).office().fingerprint;
  const auto structure = [](const TestPerson& reader, const std::string& fingerprint) {
    return "name: Centre inventé\nservice_categories: [psychosocial]\ntype: public\n"
           "case_management_team: true\nupdated: 2026-03-01\nrecipient: " +
           to_string(reader.identity.recipient()) + "\nfingerprint: " + fingerprint + "\n";
  };
  files.put("far.yaml", structure(far_person("mkone"), far.vault().office().fingerprint));
  files.put("home.yaml", structure(staff_member("mkone"), home));
  files.put("given_up.yaml",
            "created_at: 2026-05-10T09:00:00Z\ntransfer_reason: new_location\n"
            "consent_individual_transfer: true\nshared_information: [full_file]\n"
            "measures_all_done: true\ntransfer_situation_summary: Évaluation faite\n"
            "transfer_forms_included: [\"1.B\"]\ntransfer_child_informed: \"true\"\n");
  return home;
}

/// Both offices; the first one knows the other as CENTRE, and its adiarra has a child (an invented
/// one), assessed on 20 April, whose file may be shared.
class TwoOffices : public CommandLine {
 public:
  TwoOffices() : fingerprint_here(found_far_office(*this)) {
    come_home(*this, "mkone");
    get("directory add CENTRE --from far.yaml");
    come_home(*this, "adiarra");
    now = "2026-04-13T09:20:00Z";
    child = get("register" + from_forms("1.B.yaml"));
    get("record " + child + " 1.A" + from_forms("1.A.yaml"));
    now = "2026-04-13T10:30:00Z";
    get("assess " + child + from_forms("1.C.yaml"));
    now = "2026-04-20T15:00:00Z";
    get("assess " + child + from_forms("2.A.yaml"));
  }

  static std::string from_forms(const std::string& form) {
    return " --from examples/cases/hawa/" + form;
  }

  std::string fingerprint_here, child;
};

}  // namespace pos::test
