#include "support/test_office.h"

#include <map>

#include "storage/known_vaults.h"
#include "storage/memory.h"
#include "storage/yaml.h"
#include "support/places.h"
#include "support/shipped_schemas.h"

namespace pos::test {
namespace {

const std::map<std::string, std::uint8_t>& keys() {
  static const std::map<std::string, std::uint8_t> bytes = {
      {"amaiga", 0x03},  {"mkone", 0x11},   {"adiarra", 0x12}, {"ktraore", 0x13}, {"fsow", 0x14},
      {"bsidibe", 0x15}, {"ssidibe", 0x16}, {"nba", 0x17},     {"stranger", 0x66}};
  return bytes;
}

void hire(TestVault& office) {
  const auto add = [&](const char* code, StaffRole role, const char* unit = "",
                       const char* supervisor = "") {
    office.add(staff_member(code), {role}, unit, supervisor);
  };
  add("mkone", StaffRole::Supervisor, "enfance");
  add("adiarra", StaffRole::CaseManager, "enfance", "mkone");
  add("ktraore", StaffRole::CaseManager, "enfance", "mkone");
  add("ssidibe", StaffRole::Supervisor, "jeunesse");
  add("nba", StaffRole::CaseManager, "jeunesse", "ssidibe");
  add("bsidibe", StaffRole::StatisticsOfficer);
  add_person(office.vault(), office.administrator().signer(),
             {staff_member("fsow").card(), {StaffRole::DataClerk}, "enfance", "", {"adiarra"}},
             &office.recovery(), office.now);
}

void fill_directory(TestVault& office, MemoryFileSystem& files) {
  const TestPerson supervisor = staff_member("mkone");
  const CodeLists lists = shipped().schemas.lists();
  int rows = 0;
  const auto row_id = [&] {
    const std::string digits = std::to_string(100000000000 + ++rows);
    return "7b7c1d0e-0001-4000-8000-" + digits;
  };
  for (const FolderEntry& entry : files.list("examples/directory")) {
    if (entry.is_folder) {
      continue;
    }
    const Value filled = read_yaml(*files.read("examples/directory/" + entry.name), entry.name);
    const Checked checked =
        check(shipped().schemas.form("directory"), filled, {lists, {}, row_id, nullptr});
    set_directory_entry(office.vault(), supervisor.signer(),
                        entry.name.substr(0, entry.name.rfind('.')), checked.answers, office.now);
  }
}

MemoryFileSystem found() {
  MemoryFileSystem files;
  files.copy_from_disk(shipped().folder, kSchemasFolder);
  files.copy_from_disk(test::source_folder() + "/examples", "examples");
  TestVault office(files);
  hire(office);
  fill_directory(office, files);
  for (const auto& [code, byte] : keys()) {
    const TestPerson person = staff_member(code);
    // Everybody has compared the fingerprint when they began to work.
    pin(files, kStateFolder,
        {office.vault().office().vault_id, office.vault().office().fingerprint,
         machine_place(kVaultFolder)},
        key_id(person.card().signing_key));
    const WipedString text = identity_file_text(std::span(&person.identity, 1), office.now);
    files.put(key_file(code), std::string(text.begin(), text.end()));
  }
  return files;
}

}  // namespace

TestPerson staff_member(const std::string& code) {
  return TestPerson(code, keys().at(code));
}

std::string key_file(const std::string& code) {
  return "/t/keys/" + code + ".key";
}

MemoryFileSystem new_office() {
  static const MemoryFileSystem office = found();
  return office;
}

}  // namespace pos::test
