// A referral goes to the service as an encrypted sheet (architecture 4.6, 5.5; POS 3.4.2.3).
#include <doctest/doctest.h>

#include "storage/sealed_file.h"
#include "support/far_office.h"

namespace pos::test {
namespace {

constexpr const char* kSentSheet = "/t/stick/referral.age";

/// The service is the office with a vault of its own; another one has no key.
class ReferringOffice : public TwoOffices {
 public:
  ReferringOffice() {
    come_home(*this, "mkone");
    files.put("paper.yaml",
              "name: Service sans clé\nservice_categories: [parental_support]\n"
              "type: public\ncase_management_team: false\nupdated: 2026-03-01\n");
    get("directory add PAPIER --from paper.yaml");
    come_home(*this, "adiarra");
    now = "2026-04-30T09:00:00Z";
  }

  Outcome refer_to(const std::string& structure, const std::string& shared = "[name, family]") {
    std::string form = files.read("examples/cases/hawa/A.1-parental-support.yaml").value();
    form.replace(form.find("[name, family]"), 14, shared);
    files.put("referral.yaml", form);
    return run("refer " + child + " --to " + structure +
               " --service parental_support --from referral.yaml");
  }
  /// Refers to the service with a vault, and carries the package there.
  void send(const std::string& shared = "[name, family]") {
    const Outcome saved = refer_to("CENTRE", shared);
    REQUIRE_MESSAGE(saved.code == 0, saved.err);
    CHECK(says(saved.err, "encrypted package for the structure: outbox/"));
    referral = saved.out.substr(0, 26);
    carry();
  }
  void carry() {
    files.put(kSentSheet,
              files.read(std::string(kVaultFolder) + "/outbox/" + referral + ".age").value());
  }
  std::optional<std::string> opened_with(const TestPerson& who) {
    const auto text = open_file(files.read(kSentSheet).value(), std::span(&who.identity, 1), "");
    return text ? std::optional(std::string(text->begin(), text->end())) : std::nullopt;
  }
  void open_far_with(const std::string& change) {
    files.put("change.yaml", change);
    come_home(*this, "mkone");
    get("directory edit CENTRE --from change.yaml");
    come_home(*this, "adiarra");
    get("refer send " + child + " " + referral);
    carry();
    go_far(*this, "mkone");
  }

  std::string referral;
};

}  // namespace

TEST_CASE("a referral is also an encrypted sheet, which the service's key opens and no other") {
  ReferringOffice office;
  office.send();
  const std::optional<std::string> text = office.opened_with(far_person("mkone"));
  REQUIRE(text);
  // As lines, for whoever has an age program and no `pos`, in both languages.
  CHECK(says(*text, "\n      Identifiant de l'enfant : " + office.child + "\n"));
  CHECK(says(*text, "\n      The child's identifier: " + office.child + "\n"));
  CHECK(says(*text, "Hawa"));
  CHECK(says(*text, "Fonds de démarrage"));
  CHECK(says(*text, "Counter-referral, to be filled in by the provider"));
  // Nothing else of the case.
  CHECK_FALSE(says(*text, "mendient"));
  CHECK_FALSE(says(*text, "sogoniko"));
  CHECK_FALSE(office.opened_with(far_person("adiarra")));
  CHECK_FALSE(office.opened_with(staff_member("adiarra")));
  CHECK_FALSE(office.opened_with(staff_member("mkone")));
}

TEST_CASE("a referral that shares neither name nor contact sends none") {
  ReferringOffice office;
  office.send("[code_age_sex]");
  const std::optional<std::string> text = office.opened_with(far_person("mkone"));
  REQUIRE(text);
  CHECK(says(*text, office.child));
  CHECK_FALSE(says(*text, "Hawa"));
  CHECK_FALSE(says(*text, "Sangaré"));
}

TEST_CASE("a received referral says who sent it, and warns until the directory knows that vault") {
  ReferringOffice office;
  office.send();
  go_far(office, "mkone");
  const std::string open = std::string("refer open ") + kSentSheet;
  const Outcome unknown = office.run(open);
  CHECK(unknown.code == 0);
  CHECK(says(unknown.out, "Hawa"));
  CHECK(says(unknown.err, "signed by Invented adiarra (adiarra), 2026-04-30T09:00:00Z"));
  CHECK(says(unknown.err, "unknown sender: compare the fingerprint " + office.fingerprint_here));
  office.get("directory add ICI --from home.yaml");
  CHECK_FALSE(says(office.run(open).err, "unknown sender"));
  office.environment["POS_LANG"] = "fr";
  CHECK(says(office.run(open).out, "Contre-référence, à remplir par le prestataire"));
}

TEST_CASE("a referral does not pass for a transfer, nor for another service, nor altered") {
  ReferringOffice office;
  office.send();
  const std::string open = std::string("refer open ") + kSentSheet;
  CHECK(office.run(open).code == 12);  // who sent it cannot open it
  go_far(office, "mkone");
  office.get("directory add ICI --from home.yaml");
  const Outcome transfer =
      office.run(std::string("transfer accept ") + kSentSheet + " --to adiarra");
  CHECK(transfer.code == 2);
  CHECK(says(transfer.err, "a referral, not a transfer"));
  std::string altered = office.files.read(kSentSheet).value();
  altered[altered.size() / 2] = static_cast<char>(altered[altered.size() / 2] ^ 1);
  office.files.put(kSentSheet, altered);
  CHECK(office.run(open).code == 13);
  office.open_far_with("fingerprint: " + std::string(64, 'a') + "\n");
  const Outcome other = office.run(open);
  CHECK(other.code == 15);
  CHECK(says(other.err, "this package is for another vault"));
}

TEST_CASE("a referral is sent again by the case's manager alone, while the consent stands") {
  ReferringOffice office;
  office.send();
  const std::string again = "refer send " + office.child + " " + office.referral;
  CHECK(office.get(again) == "outbox/" + office.referral + ".age");
  office.person = "mkone";
  CHECK(office.run(again).code == 15);
  office.person = "adiarra";
  office.now = "2026-05-02T09:00:00Z";
  std::string consent = office.files.read("examples/cases/hawa/1.A.yaml").value();
  const std::string given = "2026-04-13\nconsent_status: given\nconsent_mode: written\n";
  consent.replace(consent.find(given), given.size(), "2026-05-02\nconsent_status: withdrawn\n");
  office.files.put("withdrawn.yaml", consent);
  office.get("record " + office.child + " 1.A --from withdrawn.yaml");
  const Outcome refused = office.run(again);
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "consent was withdrawn"));
}

TEST_CASE("a referral is not sent again once a new consent names other receivers") {
  ReferringOffice office;
  office.send();
  const std::string again = "refer send " + office.child + " " + office.referral;
  office.now = "2026-05-02T09:00:00Z";
  std::string consent = office.files.read("examples/cases/hawa/1.A.yaml").value();
  consent.replace(0, consent.find('\n'), "consent_date: 2026-05-02\nconsent_receivers: [PAPIER]");
  office.files.put("narrower.yaml", consent);
  office.get("record " + office.child + " 1.A --from narrower.yaml");
  const Outcome refused = office.run(again);
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "not this structure"));
}

TEST_CASE("a service without an age key is referred to on paper, and no package is written") {
  ReferringOffice office;
  const Outcome saved = office.refer_to("PAPIER");
  CHECK(saved.code == 0);
  CHECK_FALSE(says(saved.err, "outbox"));
  const Outcome refused = office.run("refer send " + office.child + " " + saved.out.substr(0, 26));
  CHECK(refused.code == 15);
  CHECK(says(refused.err, "the directory has no age key of PAPIER"));
}

}  // namespace pos::test
