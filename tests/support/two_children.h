#pragma once

#include <string>

#include "support/command_line.h"

namespace pos::test {

/// The office with two children of adiarra's: `girl`, assessed on the day of her registration, and
/// `boy`, only registered. Seen two days later, when something is overdue for both.
struct TwoChildren : CommandLine {
  std::string girl, boy;

  std::string case_file(const std::string& id) const { return file("cases", id); }
  std::string facts_file(const std::string& id) const { return file("facts", id); }
  std::string identity_file(const std::string& id) const { return file("identities", id); }
  std::string bytes(const std::string& path) { return files.read(path).value(); }

 private:
  static std::string file(const std::string& folder, const std::string& id) {
    return std::string(kVaultFolder) + "/" + folder + "/2026/" + id + ".yaml.age";
  }
};

inline TwoChildren register_two() {
  TwoChildren office;
  office.now = "2026-04-13T09:20:00Z";
  office.girl = office.get("register --from examples/cases/hawa/1.B.yaml");
  office.now = "2026-04-13T10:30:00Z";
  office.get("assess " + office.girl + " --from examples/cases/hawa/1.C.yaml");
  std::string form = office.bytes("examples/cases/hawa/1.B.yaml");
  form.replace(form.find("sex: female"), 11, "sex: male");
  form.replace(form.find("name_first: Hawa"), 16, "name_first: Canari");
  office.files.put("boy.yaml", form);
  office.boy = office.get("register --from boy.yaml");
  office.now = "2026-04-15T12:00:00Z";
  return office;
}

/// The words of a command that adds an entry to a case: a consent.
inline std::string visit(const std::string& id) {
  return "record " + id + " 1.A --from examples/cases/hawa/1.A.yaml";
}

/// Made once; each test takes a copy.
inline TwoChildren two_children() {
  static const TwoChildren office = register_two();
  return office;
}

/// As its administrator sees it, who keeps the recovery key and reads no case.
inline TwoChildren administrators_office() {
  TwoChildren office = two_children();
  office.person = "amaiga";
  return office;
}

}  // namespace pos::test
