// Who may write what into plain files (format.md 4), and what each must look like.

#include <algorithm>
#include <initializer_list>

#include "crypto/age_armor.h"
#include "storage/layout.h"
#include "storage/plain_judge.h"

namespace pos {
namespace {

using Doubt = std::optional<Text>;

bool is_text(const Value& data, std::string_view key) {
  const Value* value = data.find(key);
  return value == nullptr || value->kind == Value::Kind::Text;
}

bool are_texts(const Value& data, std::initializer_list<std::string_view> keys) {
  return std::all_of(keys.begin(), keys.end(), [&](auto key) { return is_text(data, key); });
}

bool is_text_list(const Value& data, std::string_view key) {
  const Value* value = data.find(key);
  const auto is_word = [](const Value& item) { return item.kind == Value::Kind::Text; };
  return value == nullptr ||
         (value->is_list() && std::all_of(value->items.begin(), value->items.end(), is_word));
}

bool is_recipient(const std::string& text) {
  try {
    parse_recipient(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

bool is_date_or_empty(const std::string& text) {
  return text.empty() || parse_date(text);
}

bool changes(const Value& state, const Value& data, std::string_view key) {
  const Value* next = data.find(key);
  const Value* present = state.find(key);
  return next != nullptr && (present == nullptr || !(*present == *next));
}

bool names_keys_well(const Value& data) {
  return (data.find("recipient") == nullptr || is_recipient(data.scalar_of("recipient"))) &&
         (data.find("signing_key") == nullptr || is_public_key(data.scalar_of("signing_key")));
}

const Value& state_of(const std::map<std::string, Value>& states, std::string_view code) {
  static const Value none;
  const auto found = states.find(std::string(code));
  return found == states.end() ? none : found->second;
}

bool clashes(const std::map<std::string, Value>& states, std::string_view code) {
  return std::any_of(states.begin(), states.end(), [&](const auto& known) {
    return known.first != code && same_but_case(known.first, code);
  });
}

bool has_one_of(const PlainClaim& claim, const Staff& staff,
                std::initializer_list<StaffRole> roles) {
  return std::any_of(roles.begin(), roles.end(), [&](StaffRole role) {
    return staff.has_role(claim.author, role, claim.recorded);
  });
}

Doubt no_right() {
  return Text{"son auteur n'avait pas le droit de l'écrire", "its author had no right to write it"};
}

Doubt malformed() {
  return Text{"ses données sont mal formées ou incomplètes",
              "its data are malformed or incomplete"};
}

Doubt same_code() {
  return Text{"ce code ne diffère d'un autre que par la casse",
              "this code differs from another one in case only"};
}

Doubt reserved_code() {
  return Text{"ce code est réservé", "this code is reserved"};
}

/// Whether it brings keys and changes nothing else (architecture 4.2).
bool brings_only_keys(const Value& data) {
  return std::all_of(data.members.begin(), data.members.end(), [](const Member& member) {
    return member.key == "recipient" || member.key == "signing_key";
  });
}

bool has_administrator(const Staff& staff, Instant at) {
  const std::vector<std::string> codes = staff.codes();
  return std::any_of(codes.begin(), codes.end(), [&](const std::string& code) {
    return staff.has_role(code, StaffRole::Administrator, at);
  });
}

Doubt doubt_office(const PlainClaim& claim, const JudgedFiles& judged) {
  const Value* recovery = claim.data.find("recovery");
  if (!are_texts(claim.data, {"name", "region", "structure", "edition"}) ||
      !is_text_list(claim.data, "schemas") ||
      (recovery != nullptr && !names_keys_well(*recovery))) {
    return malformed();
  }
  const auto is_reserved = [](const Member& member) {
    return member.key == "recovery" || member.key == "policy";
  };
  const auto& members = claim.data.members;
  if (claim.author == kRecovery) {
    return std::all_of(members.begin(), members.end(), is_reserved) ? Doubt() : no_right();
  }
  const bool may = std::none_of(members.begin(), members.end(), is_reserved) &&
                   has_one_of(claim, judged.staff, {StaffRole::Administrator});
  return may ? Doubt() : no_right();
}

bool is_card(const Value& data) {
  const std::vector<std::string> roles = data.texts_of("roles");
  const bool known = std::all_of(roles.begin(), roles.end(),
                                 [](const std::string& role) { return parse_staff_role(role); });
  return known && names_keys_well(data) && is_text_list(data, "roles") &&
         is_text_list(data, "managers") &&
         are_texts(data, {"name", "unit", "supervisor", "recipient", "signing_key"}) &&
         are_texts(data, {"from", "to", "worker_type"}) &&
         is_date_or_empty(data.scalar_of("from")) && is_date_or_empty(data.scalar_of("to"));
}

/// Whether somebody else, or recovery, has or once had one of these keys: who is meant by them, or
/// was when they signed, would be open to doubt.
bool has_keys_of_another(const PlainClaim& claim, const JudgedFiles& judged) {
  const auto is_of_another = [&](std::string_view key) {
    const auto owner = judged.owners.find(claim.data.scalar_of(key));
    return owner != judged.owners.end() && owner->second != claim.code;
  };
  return is_of_another("recipient") || is_of_another("signing_key");
}

Doubt keys_of_another() {
  return Text{"ces clés sont, ou étaient, celles de quelqu'un d'autre",
              "these keys are, or were, those of somebody else"};
}

/// Whether a role that has ended would go on: what was closed to its key would open again.
bool lifts_end(const PlainClaim& claim, const Value& state, const Staff& staff) {
  const Value* to = claim.data.find("to");
  const std::string& ended = state.scalar_of("to");
  const bool past = !ended.empty() && staff.at(claim.code, claim.recorded) == nullptr;
  return to != nullptr && past && (to->scalar.empty() || to->scalar > ended);
}

Doubt doubt_first_card(const PlainClaim& claim, const JudgedFiles& judged) {
  if (claim.code == kRecovery) {
    return reserved_code();
  }
  if (clashes(judged.people, claim.code)) {
    return same_code();
  }
  if (claim.data.find("recipient") == nullptr || claim.data.find("signing_key") == nullptr) {
    return malformed();
  }
  if (has_keys_of_another(claim, judged)) {
    return keys_of_another();
  }
  if (claim.author != kRecovery) {
    return has_one_of(claim, judged.staff, {StaffRole::Administrator}) ? Doubt() : no_right();
  }
  // Recovery says which of several cards is the person's; it makes the first administrator, or one
  // where none is left, and nobody else.
  const bool first = brings_only_keys(claim.data) ||
                     (person_of(claim.code, claim.data).has(StaffRole::Administrator) &&
                      !has_administrator(judged.staff, claim.recorded));
  return first ? Doubt() : no_right();
}

Doubt doubt_card(const PlainClaim& claim, const JudgedFiles& judged) {
  if (!is_card(claim.data)) {
    return malformed();
  }
  const Value& state = state_of(judged.people, claim.code);
  if (state.members.empty()) {
    return doubt_first_card(claim, judged);
  }
  const bool new_key =
      changes(state, claim.data, "recipient") || changes(state, claim.data, "signing_key");
  const bool alone = brings_only_keys(claim.data);
  if (!new_key) {
    const bool vouches = alone && claim.author == kRecovery;
    const bool may = vouches || (has_one_of(claim, judged.staff, {StaffRole::Administrator}) &&
                                 !lifts_end(claim, state, judged.staff));
    return may ? Doubt() : no_right();
  }
  if (has_keys_of_another(claim, judged)) {
    return keys_of_another();
  }
  const bool may = claim.author == kRecovery || claim.author == claim.code;
  return alone && may ? Doubt() : no_right();
}

Doubt doubt_group(const PlainClaim& claim, const JudgedFiles& judged) {
  const Value* members = claim.data.find("members");
  if (members == nullptr || !is_text_list(claim.data, "members") ||
      !is_recipient(claim.data.scalar_of("recipient")) ||
      !is_armored(claim.data.scalar_of("secret"))) {
    return malformed();
  }
  if (claim.code == kRecovery) {
    return reserved_code();
  }
  if (clashes(judged.groups, claim.code)) {
    return same_code();
  }
  // The members before, and not Staff's at `recorded`: of two documents of one second the later in
  // order is judged by the earlier.
  const std::vector<std::string> before = state_of(judged.groups, claim.code).texts_of("members");
  const bool member = std::find(before.begin(), before.end(), claim.author) != before.end() &&
                      judged.staff.at(claim.author, claim.recorded) != nullptr;
  return member || claim.author == kRecovery ? Doubt() : no_right();
}

Doubt doubt_service(const PlainClaim& claim, const JudgedFiles& judged) {
  if (clashes(judged.directory, claim.code)) {
    return same_code();
  }
  if (!are_texts(claim.data, {"name", "recipient", "fingerprint"})) {
    return malformed();
  }
  const Value& state = state_of(judged.directory, claim.code);
  const bool trusts =
      changes(state, claim.data, "recipient") || changes(state, claim.data, "fingerprint");
  const bool may =
      has_one_of(claim, judged.staff, {StaffRole::Supervisor, StaffRole::Administrator}) ||
      (!trusts && has_one_of(claim, judged.staff, {StaffRole::CaseManager}));
  return may ? Doubt() : no_right();
}

Doubt doubt_programme(const PlainClaim& claim, const JudgedFiles& judged) {
  if (clashes(judged.programmes, claim.code)) {
    return same_code();
  }
  const bool may =
      has_one_of(claim, judged.staff,
                 {StaffRole::Supervisor, StaffRole::Administrator, StaffRole::OrganisationManager});
  return may ? Doubt() : no_right();
}

/// What teams record of their own work (POS 3.3.1): every key is a record of its own.
Doubt doubt_team(const PlainClaim& claim, const JudgedFiles& judged) {
  if (clashes(judged.teams, claim.code)) {
    return same_code();
  }
  const auto& members = claim.data.members;
  const bool well = std::all_of(members.begin(), members.end(), [](const Member& member) {
    return member.value.is_map() &&
           are_texts(member.value, {"record_kind", "record_date", "staff"});
  });
  if (!well) {
    return malformed();
  }
  const bool may =
      has_one_of(claim, judged.staff,
                 {StaffRole::Supervisor, StaffRole::Administrator, StaffRole::OrganisationManager});
  return may ? Doubt() : no_right();
}

}  // namespace

bool is_confirmation(const PlainClaim& claim, const Staff& staff) {
  return claim.data.members.empty() && claim.kind != kGroupKind &&
         (claim.author == kRecovery || has_one_of(claim, staff, {StaffRole::Administrator}));
}

Text who_may_write(const PlainClaim& claim, const Text& doubt) {
  if (!(doubt == *no_right())) {
    return {};
  }
  if (claim.kind == kPersonKind && brings_only_keys(claim.data)) {
    return text(
        "{0} le fait par son ancienne clé, ou qui tient la clé de secours : "
        "--recovery FICHIER",
        "{0} does it with the former key, or whoever holds the recovery key: "
        "--recovery FILE",
        claim.code);
  }
  const bool by_administrators = claim.kind == kPersonKind || claim.kind == kVaultKind;
  return by_administrators ? Text{"un administrateur le fait : `pos people list` les montre",
                                  "an administrator does it: `pos people list` shows them"}
                           : Text{
                                 "un superviseur ou un administrateur le fait : `pos people list` "
                                 "les montre",
                                 "a supervisor or an administrator does it: `pos people list` "
                                 "shows them"};
}

std::optional<Text> doubt_of(const PlainClaim& claim, const JudgedFiles& judged) {
  if (claim.data.members.empty() && claim.kind != kGroupKind) {
    return is_confirmation(claim, judged.staff) ? Doubt() : no_right();
  }
  if (claim.kind == kVaultKind) {
    return doubt_office(claim, judged);
  }
  if (claim.kind == kPersonKind) {
    return doubt_card(claim, judged);
  }
  if (claim.kind == kGroupKind) {
    return doubt_group(claim, judged);
  }
  if (claim.kind == kTeamKind) {
    return doubt_team(claim, judged);
  }
  return claim.kind == kDirectoryKind ? doubt_service(claim, judged)
                                      : doubt_programme(claim, judged);
}

Person person_of(std::string_view code, const Value& state) {
  Person person;
  person.code = code;
  person.name = state.scalar_of("name");
  for (const std::string& word : state.texts_of("roles")) {
    if (const std::optional<StaffRole> role = parse_staff_role(word)) {
      person.roles.push_back(*role);
    }
  }
  person.unit = state.scalar_of("unit");
  person.supervisor = state.scalar_of("supervisor");
  person.managers = state.texts_of("managers");
  person.recipient = state.scalar_of("recipient");
  person.signing_key = state.scalar_of("signing_key");
  person.worker_type = parse_worker_type(state.scalar_of("worker_type"));
  person.from = state.scalar_of("from");
  person.to = state.scalar_of("to");
  return person;
}

}  // namespace pos
