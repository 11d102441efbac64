// The plain files of a vault as anybody with the folder, and perhaps a key, may leave them.

#include <algorithm>

#include "crypto/hash.h"
#include "fuzz/property.h"
#include "storage/plain_judge.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

struct Office {
  MemoryFileSystem files;
  TestVault vault{files};
  std::vector<TestPerson> people;
  JudgedFiles judged;

  Office() {
    people.emplace_back("mtraore", std::uint8_t{0x14});
    people.emplace_back("adiarra", std::uint8_t{0x04});
    people.emplace_back("skone", std::uint8_t{0x15});
    vault.add(people[0], {StaffRole::Supervisor}, "u1");
    vault.add(people[1], {StaffRole::CaseManager}, "u1", "mtraore");
    vault.add(people[2], {StaffRole::StatisticsOfficer});
    PlainFiles plain = read_plain_files(files, "/t/vault");
    judged = judge_plain_files(plain);
  }
};

Office& office() {
  static Office one;
  return one;
}

/// A document that somebody signs and lays into the vault.
struct Laid {
  std::string_view kind;
  std::string code;
  std::string bytes;
  std::string hash;
};

Signer chosen_signer(FuzzedDataProvider& input, bool administrator_only) {
  const TestPerson& administrator = office().vault.administrator();
  const int who = administrator_only ? 0 : input.ConsumeIntegralInRange(0, 4);
  if (who == 0) {
    return administrator.signer();
  }
  if (who == 4) {
    return office().vault.recovery_signer();
  }
  return office().people[static_cast<std::size_t>(who - 1)].signer();
}

Value any_data(FuzzedDataProvider& input) {
  static const TestPerson fresh("fresh", 0x33);
  static const std::vector<std::string> kKeys = {
      "name",        "roles",  "unit",    "supervisor", "managers", "recipient",
      "signing_key", "from",   "to",      "region",     "members",  "secret",
      "recovery",    "policy", "edition", "fingerprint"};
  static const std::vector<std::string> kWords = {
      "adiarra",      "mtraore",       "amaiga",       "u1",         "u2",         "supervisor",
      "case_manager", "administrator", "manager_only", "2026-01-04", "2026-03-01", ""};
  Value data;
  for (int i = input.ConsumeIntegralInRange(0, 4); i > 0; --i) {
    const std::string key = chosen(input, kKeys);
    if (key == "recipient") {
      data.set(key, Value::text(fresh.card().recipient));
    } else if (key == "signing_key") {
      data.set(key, Value::text(fresh.card().signing_key));
    } else if (key == "roles" || key == "managers" || key == "members") {
      data.set(key, Value::texts({chosen(input, kWords), chosen(input, kWords)}));
    } else if (key == "recovery" || key == "policy") {
      data.set(key, Value::map({{"identity", Value::text(chosen(input, kWords))},
                                {"recipient", Value::text(fresh.card().recipient)},
                                {"signing_key", Value::text(fresh.card().signing_key)}}));
    } else {
      data.set(key, Value::text(chosen(input, kWords)));
    }
  }
  return data;
}

/// Upon the heads of its file, upon nothing, or upon what is not there.
std::vector<std::string> any_after(FuzzedDataProvider& input, std::string_view kind,
                                   const std::string& code, const std::vector<Laid>& laid) {
  const PlainFile* known = office().vault.vault().plain_file(kind, code);
  std::vector<std::string> after;
  switch (input.ConsumeIntegralInRange(0, 4)) {
    case 0:
      return {};
    case 1:
      return {std::string(64, 'a')};
    default:
      after = known == nullptr ? after : known->heads();
  }
  for (const Laid& each : laid) {
    if (each.kind == kind && each.code == code && input.ConsumeBool()) {
      after.push_back(each.hash);
    }
  }
  std::sort(after.begin(), after.end());
  return after;
}

Laid any_document(FuzzedDataProvider& input, bool administrator_only,
                  const std::vector<Laid>& laid) {
  static const std::vector<std::string_view> kKinds = {kPersonKind, kPersonKind, kGroupKind,
                                                       kVaultKind, kDirectoryKind};
  static const std::vector<std::string> kPeople = {"adiarra", "mtraore", "skone", "amaiga",
                                                   "fresh"};
  static const std::vector<std::string> kGroups = {"team-u1", "statistics", "team-u2"};
  const std::string_view kind = chosen(input, kKinds);
  const std::string code = kind == kVaultKind   ? office().vault.vault().office().code
                           : kind == kGroupKind ? chosen(input, kGroups)
                                                : chosen(input, kPeople);
  const Signer signer = chosen_signer(input, administrator_only);
  const StreamHeader header{
      find_document_kind(kind), code, {}, office().vault.vault().office().vault_id};
  const Instant recorded = time_at("2026-01-05T08:00:00Z") +
                           std::chrono::hours(24 * input.ConsumeIntegralInRange(-2, 40));
  Laid made{kind, code, {}, {}};
  made.bytes = write_plain_document(header, {signer.code, signing_key(*signer.identity), recorded},
                                    any_after(input, kind, code, laid), any_data(input));
  made.hash = blake2b_256_hex(made.bytes);
  return made;
}

/// The office's files with these documents, as the file itself, as parts, or as both.
MemoryFileSystem with(FuzzedDataProvider& input, const std::vector<Laid>& laid) {
  MemoryFileSystem files = office().files;
  for (const Laid& each : laid) {
    const StreamHeader header{
        find_document_kind(each.kind), each.code, {}, office().vault.vault().office().vault_id};
    std::string path = "/t/vault/" + plain_path(each.kind, each.code);
    if (input.ConsumeBool()) {
      path.replace(path.size() - 5, 5, input.ConsumeBool() ? ".a.yaml" : " (1).yaml");
    }
    std::vector<std::string> documents;
    if (const auto present = files.read(path)) {
      for (const Document& document : parse_stream(*present, path, Padding::None).documents) {
        documents.push_back(document.bytes);
      }
    }
    documents.push_back(each.bytes);
    files.put(path, compose_stream(header, documents, Padding::None));
  }
  return files;
}

std::optional<JudgedFiles> judged(MemoryFileSystem files) {
  return attempted({ErrorCode::Integrity, ErrorCode::Newer, ErrorCode::NoVault}, [&] {
    PlainFiles plain = read_plain_files(files, "/t/vault");
    return judge_plain_files(plain);
  });
}

void require_equal(const JudgedFiles& a, const JudgedFiles& b) {
  require(a.fingerprint == b.fingerprint && a.office == b.office, "the same vault");
  require(a.people == b.people && a.groups == b.groups, "the same people and groups");
  require(a.directory == b.directory && a.programmes == b.programmes && a.teams == b.teams,
          "the same directory");
}

/// Whatever lets a key read needs more than an administrator (architecture 4.2).
void require_that_nothing_opened(const JudgedFiles& after) {
  const JudgedFiles& before = office().judged;
  require(after.groups == before.groups, "an administrator alone changes no group");
  for (const std::string_view key : {"recovery", "policy"}) {
    require(*after.office.find(key) == *before.office.find(key),
            "an administrator alone changes neither recovery nor policy");
  }
  // A card may fall: a change of one's own key dated back takes with it what was signed later.
  for (const auto& [code, now] : after.people) {
    const auto known = before.people.find(code);
    if (known == before.people.end()) {
      continue;
    }
    const Value& card = known->second;
    for (const std::string_view key : {"recipient", "signing_key"}) {
      require(code == "amaiga" || now.scalar_of(key) == card.scalar_of(key),
              "an administrator alone changes nobody's keys");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  const bool administrator_only = input.ConsumeBool();
  std::vector<Laid> laid;
  for (int i = input.ConsumeIntegralInRange(0, 5); i > 0; --i) {
    laid.push_back(any_document(input, administrator_only, laid));
  }
  const auto one = judged(with(input, laid));
  shuffle(input, laid);
  const auto other = judged(with(input, laid));
  require(one.has_value() == other.has_value(), "whether a vault can be read is one");
  if (one) {
    require_equal(*one, *other);
    if (administrator_only) {
      require_that_nothing_opened(*one);
    }
  }
  MemoryFileSystem files = with(input, {});
  files.put("/t/vault/people/adiarra.b.yaml", input.ConsumeRemainingBytesAsString());
  require(judged(std::move(files)).has_value(), "a part that is no stream spoils nothing");
  return 0;
}
