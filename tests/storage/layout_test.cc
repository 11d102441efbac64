#include "storage/layout.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

namespace pos {
namespace {

const CaseId kCaseId = *CaseId::parse("BKO-2026-4XKD7RPC");

}  // namespace

TEST_CASE("codes have letters, digits, hyphens and underscores, and no device's name") {
  for (const char* code : {"a", "adiarra", "DRPFEF-BKO", "0_x", "COM", "COM10", "console",
                           "abcdefghijabcdefghijabcdefghijabcdefghij"}) {
    CAPTURE(code);
    CHECK(is_code(code));
  }
  for (const char* code : {"", "-a", "_a", "a.b", "a b", "é", "con", "NUL", "Aux", "prn", "COM1",
                           "lpt9", "a/b", "abcdefghijabcdefghijabcdefghijabcdefghijk"}) {
    CAPTURE(code);
    CHECK_FALSE(is_code(code));
  }
  CHECK(same_but_case("ADiarra", "adiarra"));
  CHECK_FALSE(same_but_case("adiarra", "adiarra2"));
}

TEST_CASE("a case has a file in each compartment, in the folder of its year") {
  CHECK(case_path(Compartment::Case, kCaseId) == "cases/2026/BKO-2026-4XKD7RPC.yaml.age");
  CHECK(case_path(Compartment::Identity, kCaseId) == "identities/2026/BKO-2026-4XKD7RPC.yaml.age");
  CHECK(case_path(Compartment::Facts, kCaseId) == "facts/2026/BKO-2026-4XKD7RPC.yaml.age");
  CHECK(case_part_path(Compartment::Case, kCaseId, "01KE6VYFD0ABCDEFGHJKMNPQRS") ==
        "cases/2026/BKO-2026-4XKD7RPC.01KE6VYFD0ABCDEFGHJKMNPQRS.yaml.age");
}

TEST_CASE("parts of a case are what synchronisers and people make of its name") {
  for (const char* name :
       {"BKO-2026-4XKD7RPC.yaml.age", "BKO-2026-4XKD7RPC.01KE6VYFD0ABCDEFGHJKMNPQRS.yaml.age",
        "BKO-2026-4XKD7RPC.yaml.sync-conflict-20261122-101500-ABCDEFG.age",
        "BKO-2026-4XKD7RPC (1).yaml.age", "BKO-2026-4XKD7RPC-copie.yaml.age"}) {
    CAPTURE(name);
    CHECK(case_of_name(name) == kCaseId);
  }
  for (const char* name :
       {".BKO-2026-4XKD7RPC.yaml.age", "BKO-2026-4XKD7RPCX.yaml.age",
        "BKO-2026-4XKD7RPC_1.yaml.age", "BKO-2026-4XKD7RPC.yaml", "BKO-2026-4XKD7RPC",
        "bko-2026-4xkd7rpc.yaml.age", "BKO-2026-4XKD7RPD.yaml.age", "notes.age", ""}) {
    CAPTURE(name);
    CHECK_FALSE(case_of_name(name));
  }
  CHECK(is_case_file_name("BKO-2026-4XKD7RPC.yaml.age"));
  CHECK_FALSE(is_case_file_name("BKO-2026-4XKD7RPC (1).yaml.age"));
}

TEST_CASE("parts of a plain file end in .yaml, and a hyphen makes another code") {
  CHECK(code_of_name("adiarra.yaml") == "adiarra");
  CHECK(code_of_name("adiarra.sync-conflict-20261122-101500-ABCDEFG.yaml") == "adiarra");
  CHECK(code_of_name("adiarra (1).yaml") == "adiarra");
  CHECK(code_of_name("a-b.yaml") == "a-b");
  CHECK_FALSE(code_of_name(".adiarra.yaml"));
  CHECK_FALSE(code_of_name("adiarra.yaml.age"));
  CHECK_FALSE(code_of_name("adiarra.yml"));
  CHECK_FALSE(code_of_name("con.yaml"));
}

TEST_CASE("files of cases are listed with their parts, and not from another year's folder") {
  MemoryFileSystem files;
  files.put("/v/cases/2026/BKO-2026-4XKD7RPC (1).yaml.age", "");
  files.put("/v/cases/2026/BKO-2026-4XKD7RPC.yaml.age", "");
  files.put("/v/cases/2025/BKO-2026-4XKD7RPC.yaml.age", "");
  files.put("/v/cases/2026/.BKO-2026-4XKD7RPC.yaml.age.00.tmp", "");
  const auto cases = list_case_files(files, "/v/cases");
  REQUIRE(cases.size() == 1);
  CHECK(cases.at(kCaseId) ==
        std::vector<std::string>{"/v/cases/2026/BKO-2026-4XKD7RPC.yaml.age",
                                 "/v/cases/2026/BKO-2026-4XKD7RPC (1).yaml.age"});
}

TEST_CASE("plain files are listed by code") {
  MemoryFileSystem files;
  files.put("/v/pos.yaml", "");
  files.put("/v/pos (1).yaml", "");
  files.put("/v/notes.yaml", "");
  files.put("/v/people/adiarra.yaml", "");
  CHECK(list_plain_files(files, "/v", kVaultKind).at("pos") ==
        std::vector<std::string>{"pos.yaml", "pos (1).yaml"});
  CHECK(list_plain_files(files, "/v", kVaultKind).size() == 1);
  CHECK(list_plain_files(files, "/v", kPersonKind).at("adiarra") ==
        std::vector<std::string>{"people/adiarra.yaml"});
}

TEST_CASE("temporary names are known again") {
  CHECK(temporary_name("a.yaml", "0f") == ".a.yaml.0f.tmp");
  CHECK(is_temporary_name(".a.yaml.0f.tmp"));
  CHECK_FALSE(is_temporary_name("a.tmp"));
}

TEST_CASE("a vault is found by option, by environment, else in the nearest parent folder") {
  MemoryFileSystem files;
  files.put("/home/v/pos.yaml", "");
  files.put("/home/v/cases/2026/x", "");
  files.put("/home/w/pos.yaml", "");
  CHECK(find_vault(files, "/home/v", "/home/w", "/") == "/home/v");
  CHECK(find_vault(files, "", "/home/w", "/home/v") == "/home/w");
  CHECK(find_vault(files, "", "", "/home/v/cases/2026") == "/home/v");
  for (const char* folder : {"/home", "/"}) {
    try {
      find_vault(files, "", "", folder);
      FAIL("found");
    } catch (const Error& error) {
      CHECK(error.code == ErrorCode::NoVault);
    }
  }
  CHECK_THROWS_AS(find_vault(files, "/home", "/home/w", "/home/v"), Error);
}

TEST_CASE("paths are joined and taken apart") {
  CHECK(join_path("/a", "b") == "/a/b");
  CHECK(join_path("/a/", "b") == "/a/b");
  CHECK(join_path("", "b") == "b");
  CHECK(folder_of("/a/b") == "/a");
  CHECK(folder_of("/a") == "/");
  CHECK(folder_of("a") == ".");
  CHECK(name_of("/a/b") == "b");
  CHECK(name_of("b") == "b");
}

}  // namespace pos
