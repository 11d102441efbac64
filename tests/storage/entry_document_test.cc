#include "storage/entry_document.h"

#include <doctest/doctest.h>

#include "storage/canonical.h"
#include "storage/worked_example.h"

using namespace pos;
using namespace pos::worked_example;

namespace {

const std::string kOther = "01KERX2AM0ABCDEFGHJKMNPQRS";

Entry entry() {
  Entry entry;
  entry.id = "01KE6VYFD0ABCDEFGHJKMNPQRS";
  entry.occurred = when(*parse_date("2026-01-05"));
  entry.recorded = *parse_instant("2026-01-05T09:30:00Z");
  entry.author = "adiarra";
  entry.key = kKeyId;
  return entry;
}

Entry act(Act act) {
  Entry result = entry();
  result.act = act;
  return result;
}

Entry form() {
  Entry result = entry();
  result.form = "5.A";
  result.edition = "pos-2020.08";
  result.data = Value::map({{"risk_level", Value::text("low")}});
  return result;
}

std::string keys_of(const Value& values) {
  std::string keys;
  for (const Member& member : values.members) {
    keys += (keys.empty() ? "" : " ") + member.key;
  }
  return keys;
}

Document signed_document(const Entry& entry) {
  return read_document(write_case_document(entry, kId, manager_key()), *find_document_kind("case"));
}

/// Whether the entry's document is well-formed and gives the same values again.
bool round_trips(const Entry& entry) {
  const Document document = signed_document(entry);
  if (!document.well_formed()) {
    return false;
  }
  const Entry read = read_entry(document, *find_document_kind("case"));
  return read.hash == document.hash && case_values(read) == case_values(entry);
}

}  // namespace

TEST_CASE("an entry's keys stand in the order of the format, and empty ones are left out") {
  Entry full = form();
  full.clock_given = true;
  full.by = "x";
  full.on_behalf = "x";
  full.corrects = full.completes = kOther;
  full.identity = kIdentityHash;
  CHECK(keys_of(case_values(full)) ==
        "entry form edition occurred recorded clock author by for key after corrects completes "
        "identity data");
  CHECK(keys_of(case_values(form())) ==
        "entry form edition occurred recorded author key after data");
  full.hash = kRegistrationHash;
  CHECK(keys_of(identity_values(full, {})) ==
        "entry form edition occurred recorded clock author by for key after data");
  CHECK(keys_of(facts_values(full, {})) ==
        "entry hash form edition occurred recorded clock author by for after corrects completes "
        "data");
}

TEST_CASE("a form without answers in a compartment still has its empty data") {
  Entry facts = form();
  facts.hash = kRegistrationHash;
  CHECK(write_facts_document(facts, {}).ends_with("after: []\ndata: {}\n"));
}

TEST_CASE("every act round-trips with what it has of its own") {
  Entry assign = act(Act::Assign);
  assign.to = "btraore";
  assign.reason = "congé";
  CHECK(round_trips(assign));
  Entry validate = act(Act::Validate);
  validate.validates = kOther;
  validate.decision = Decision::Returned;
  validate.reason = "à revoir";
  CHECK(round_trips(validate));
  Entry revoke = act(Act::Void);
  revoke.voids = kOther;
  revoke.reason = "erreur";
  CHECK(round_trips(revoke));
  Entry mask = act(Act::Mask);
  mask.masked = false;
  mask.reason = "fin de menace";
  CHECK(round_trips(mask));
  Entry accept = act(Act::Accept);
  accept.accepts = kOther;
  CHECK(round_trips(accept));
  accept.accepts = "";
  accept.package = std::string(64, 'f');
  CHECK(round_trips(accept));
  Entry access = act(Act::Access);
  access.purpose = "supervision";
  CHECK(round_trips(access));
  Entry erase = act(Act::Erase);
  erase.author = "recovery";
  erase.by = "adiarra";
  erase.reason = "fin de conservation";
  CHECK(round_trips(erase));
  Entry renumber = act(Act::Renumber);
  renumber.to = "BKO-2026-0000000X";
  renumber.reason = "deux enfants";
  CHECK(round_trips(renumber));
}

TEST_CASE("a form round-trips, whatever it refers to") {
  Entry full = form();
  full.occurred = when(*parse_instant("2026-01-05T08:00:00Z"));
  full.clock_given = true;
  full.on_behalf = "btraore";
  full.completes = kOther;
  full.after = {kRegistrationHash, kFollowUpHash};
  full.identity = kIdentityHash;
  CHECK(round_trips(full));
}

TEST_CASE("an act that lacks its own or has another's is malformed") {
  CHECK_FALSE(signed_document(act(Act::Assign)).well_formed());
  CHECK_FALSE(signed_document(act(Act::Accept)).well_formed());
  Entry both = act(Act::Accept);
  both.accepts = kOther;
  both.package = std::string(64, 'f');
  CHECK_FALSE(signed_document(both).well_formed());
  Entry access = act(Act::Access);
  access.purpose = "supervision";
  access.to = "btraore";
  CHECK_FALSE(signed_document(access).well_formed());
  Entry access_with_identity = act(Act::Access);
  access_with_identity.purpose = "supervision";
  access_with_identity.identity = kIdentityHash;
  CHECK_FALSE(signed_document(access_with_identity).well_formed());
}

TEST_CASE("facts keep what decides rights and leave out reasons, keys and names") {
  Entry access = act(Act::Access);
  access.purpose = "supervision";
  access.hash = kRegistrationHash;
  const std::string bytes = write_facts_document(access, {});
  CHECK(bytes.find("supervision") == std::string::npos);
  CHECK(bytes.find(kKeyId) == std::string::npos);
  const DocumentKind& facts = *find_document_kind("facts");
  const Document document = read_document(bytes, facts);
  REQUIRE(document.well_formed());
  const Entry read = read_entry(document, facts);
  CHECK(read.act == Act::Access);
  CHECK(read.hash == kRegistrationHash);
  CHECK(read.key.empty());
}

TEST_CASE("a case document is none of the facts, and the reverse") {
  const std::string journal = write_case_document(form(), kId, manager_key());
  CHECK_FALSE(read_document(journal, *find_document_kind("facts")).well_formed());
  Entry facts = form();
  facts.hash = kRegistrationHash;
  const std::string bytes = write_facts_document(facts, facts.data);
  CHECK_FALSE(read_document(bytes, *find_document_kind("case")).well_formed());
  CHECK(read_document(bytes, *find_document_kind("facts")).well_formed());
}
