// A member signs a key of the group that the other members do not have: they are told, and their
// next command gives the group a new one.
#include <doctest/doctest.h>

#include "crypto/age_armor.h"
#include "storage/group_file.h"
#include "storage/sealed_file.h"
#include "support/forged_documents.h"
#include "support/remembering.h"
#include "support/two_children.h"

namespace pos::test {
namespace {

const std::string kGroup = "team-enfance";
const std::string kGroupFile = "groups/team-enfance.yaml";

TwoChildren with_second_member() {
  TwoChildren office = two_children();
  office.person = "mkone";
  office.now = "2026-04-15T10:00:00Z";
  office.get("group add team-enfance ktraore");
  office.now = "2026-04-15T12:00:00Z";
  return office;
}

/// The deputy signs themself out, with that key and that secret.
void sign_out(TwoChildren& office, const std::string& recipient, const std::string& secret) {
  forge(office, staff_member("ktraore").signer(), kGroupKind, kGroup,
        Value::map({{"recipient", Value::text(recipient)},
                    {"members", Value::texts({"mkone"})},
                    {"secret", Value::text(secret)}}));
  office.now = "2026-04-15T13:00:00Z";
}

std::string sealed_text(TwoChildren& office, std::string_view text) {
  std::string armoured = put_on_armor(seal_file(
      text, {staff_member("mkone").card().recipient, to_string(recovery_of(office).recipient())}));
  armoured.pop_back();
  return armoured;
}

std::string present_recipient(TwoChildren& office) {
  return open_vault(office).group(kGroup)->recipient;
}

}  // namespace

TEST_CASE("a group's key that its members do not have is told to them, and changed by their next") {
  TwoChildren office = with_second_member();
  std::vector<Identity> foreign;
  foreign.push_back(new_identity());
  const std::string own = to_string(foreign.front().recipient());
  const Instant now = time_at(office.now.c_str());
  SUBCASE("sealed to who signed it alone") {
    sign_out(office, own,
             seal_group_secret(foreign, {staff_member("ktraore").card().recipient}, now));
  }
  SUBCASE("beside the right secret") {
    const TestPerson head = staff_member("mkone");
    const std::vector<Identity> right =
        open_group_secret(open_vault(office).group(kGroup)->secrets.front(),
                          std::span(&head.identity, 1), kGroupFile);
    REQUIRE(right.size() >= 1);
    sign_out(office, own, seal_group_secret(right, {staff_member("mkone").card().recipient}, now));
  }
  SUBCASE("no key at all") {
    sign_out(office, present_recipient(office), sealed_text(office, "no key\n"));
  }
  SUBCASE("no encrypted file") {
    sign_out(office, present_recipient(office), put_on_armor("age-encryption.org/v1\nxxxx"));
  }
  office.person = "mkone";
  CHECK(finds(office, "check", "badly_sealed", kGroupFile));
  CHECK(office.run("list").code == 0);
  TwoChildren again = office;
  again.person = "amaiga";
  again.get("rekey --recovery /t/recovery.key");
  CHECK(present_recipient(again) != present_recipient(office));
  const Outcome mended = office.run("rekey");
  CHECK_MESSAGE(mended.code == 0, mended.out, mended.err);
  office.person = "adiarra";
  office.now = "2026-04-15T14:00:00Z";
  const std::string made = office.get("register --from boy.yaml");
  CHECK(opens(office, "mkone", office.case_file(made)));
  CHECK(opened_by(office, foreign, made).empty());
  office.person = "mkone";
  const Outcome check = office.run("check");
  CHECK_MESSAGE(check.code == 0, check.out, check.err);
  CHECK(office.run("list").code == 0);
}

}  // namespace pos::test
