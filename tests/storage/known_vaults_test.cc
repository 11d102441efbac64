#include "storage/known_vaults.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "support/memory_file_system.h"

using namespace pos;

namespace {

const std::string kState = "/home/.local/state/pos";
const std::string kPlace(32, 'a');
const FoundVault kFound{"01KE6VYFD0ABCDEFGHJKMNPQRS", std::string(64, '1'), kPlace};

FoundVault elsewhere(FoundVault vault) {
  vault.place = std::string(32, 'b');
  return vault;
}

FoundVault refounded(FoundVault vault) {
  vault.founding = std::string(64, '2');
  return vault;
}

KnownVaults::Verdict judge(MemoryFileSystem& files, const FoundVault& found) {
  return KnownVaults::read(files, kState).judge(found);
}

}  // namespace

TEST_CASE("a vault is new until it is pinned, and known from then on") {
  MemoryFileSystem files;
  CHECK(judge(files, kFound) == KnownVaults::Verdict::New);
  pin(files, kState, kFound, "");
  CHECK(judge(files, kFound) == KnownVaults::Verdict::Known);
  CHECK(files.status(known_vaults_path(kState))->mode == 0600);
}

TEST_CASE("another founding document of one vault is told wherever it lies") {
  MemoryFileSystem files;
  pin(files, kState, kFound, "");
  CHECK(judge(files, refounded(kFound)) == KnownVaults::Verdict::OtherFounding);
  CHECK(judge(files, elsewhere(refounded(kFound))) == KnownVaults::Verdict::OtherFounding);
  CHECK(judge(files, elsewhere(kFound)) == KnownVaults::Verdict::New);
}

TEST_CASE("another vault in the same place is told until it is pinned in its stead") {
  MemoryFileSystem files;
  pin(files, kState, kFound, "");
  FoundVault other = refounded(kFound);
  other.vault = "01KE6VYFD0ABCDEFGHJKMNPQRT";
  CHECK(judge(files, other) == KnownVaults::Verdict::OtherVault);
  CHECK(judge(files, elsewhere(other)) == KnownVaults::Verdict::New);
  pin(files, kState, other, "");
  CHECK(judge(files, other) == KnownVaults::Verdict::Known);
  CHECK(judge(files, kFound) == KnownVaults::Verdict::OtherVault);
}

TEST_CASE("each user confirms for themselves, and for the vault wherever it lies") {
  MemoryFileSystem files;
  pin(files, kState, kFound, "first");
  const KnownVaults known = KnownVaults::read(files, kState);
  CHECK(known.confirmed(kFound, "first"));
  CHECK_FALSE(known.confirmed(kFound, "second"));
  CHECK(known.confirmed(kFound));
  CHECK(known.confirmed(elsewhere(kFound), "first"));
  CHECK_FALSE(known.confirmed(refounded(kFound), "first"));
  pin(files, kState, kFound, "second");
  CHECK(KnownVaults::read(files, kState).confirmed(kFound, "first"));
  CHECK(KnownVaults::read(files, kState).confirmed(kFound, "second"));
}

TEST_CASE("a list of vaults that is damaged is an error, never an empty list") {
  MemoryFileSystem files;
  files.put(known_vaults_path(kState), "vaults: [\n");
  CHECK_THROWS_AS(KnownVaults::read(files, kState), Error);
}

TEST_CASE("a fingerprint is read with or without its groups, in either case, and only in full") {
  const std::string digits = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  CHECK(grouped(digits).substr(0, 14) == "0123 4567 89ab");
  CHECK(grouped(digits).size() == 64 + 15);
  CHECK(parse_fingerprint(grouped(digits)) == digits);
  CHECK(parse_fingerprint("0123456789ABCDEF" + digits.substr(16)) == digits);
  CHECK(parse_fingerprint(digits.substr(1)).empty());
  CHECK(parse_fingerprint("g" + digits.substr(1)).empty());
}
