#include "storage/lost_and_found.h"

#include <doctest/doctest.h>

#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos {

TEST_CASE("what is laid aside keeps its place in its name, and never covers another file") {
  MemoryFileSystem files;
  TestVault office(files);
  for (const char* bytes : {"one", "two", "three"}) {
    files.put(office.path("cases/2026/x.age"), bytes);
    lay_aside(office.vault(), "cases/2026/x.age");
  }
  CHECK_FALSE(files.status(office.path("cases/2026/x.age")).has_value());
  CHECK(*files.read(office.path("lost+found/cases+2026+x.age")) == "one");
  CHECK(*files.read(office.path("lost+found/cases+2026+x.age.2")) == "two");
  CHECK(*files.read(office.path("lost+found/cases+2026+x.age.3")) == "three");
}

TEST_CASE("names are laid aside on their own medium, never among the rest") {
  MemoryFileSystem files;
  TestVault office(files);
  VaultPlace place = office.vault().place();
  place.identities = "/media/names";
  const Vault vault = Vault::open(files, place);
  files.put("/media/names/2026/x.age", "bytes");
  CHECK(lay_aside(vault, "identities/2026/x.age") == "identities/lost+found/identities+2026+x.age");
  CHECK(*files.read("/media/names/lost+found/identities+2026+x.age") == "bytes");
  CHECK_FALSE(files.status(office.path("lost+found")).has_value());
}

}  // namespace pos
