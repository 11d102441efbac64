// People of a vault: added, changed, retired, given new keys.

#include <algorithm>
#include <set>

#include "storage/layout.h"
#include "storage/plain_write.h"

namespace pos {
namespace {

Error needs_recovery(const std::string& group) {
  return Error(
      ErrorCode::Usage,
      text("la clé de secours est nécessaire pour créer le groupe {} ou y mettre son "
           "premier membre",
           "the recovery key is needed to make the group {} or for its first member", group),
      {"ajouter --recovery FICHIER", "add --recovery FILE"});
}

void require_unit(const Person& person) {
  if (person.unit.empty() && person.has(StaffRole::Supervisor)) {
    throw Error(ErrorCode::Usage,
                {"un superviseur a besoin d'une unité", "a supervisor needs a unit"},
                {"ajouter --unit UNITÉ", "add --unit UNIT"});
  }
  if (!person.unit.empty() && !is_code(team_of(person.unit))) {
    throw Error(ErrorCode::Invalid, {"ce n'est pas un nom d'unité", "not the name of a unit"},
                {"1 à 35 lettres sans accent, chiffres, - ou _, sans blanc : `--unit enfance`",
                 "1 to 35 letters without accents, digits, - or _, no blanks: `--unit enfance`"},
                {"", 0, "unit"});
  }
}

/// An actor of the community manages no cases and supervises none (POS 3.1.3, 3.3.1).
void require_fitting_type(const Person& person) {
  if (person.worker_type == WorkerType::CommunityActor &&
      (person.has(StaffRole::CaseManager) || person.has(StaffRole::Supervisor))) {
    throw refusal("worker-type",
                  {"un acteur communautaire ne gère pas de cas et n'en supervise pas",
                   "a community actor neither manages nor supervises cases"},
                  {"sa place est dans l'annuaire, et comme point focal d'un suivi (5.A)",
                   "their place is in the directory, and as focal person of a follow-up (5.A)"},
                  "POS 3.3.1");
  }
}

void require_another_supervisor(const std::string& code, const std::string& supervisor) {
  if (!supervisor.empty() && supervisor == code) {
    throw refusal("supervisor",
                  {"nul n'est son propre superviseur : personne ne valide son propre travail",
                   "nobody is their own supervisor: nobody validates their own work"},
                  {"nommer un autre superviseur de l'unité : `pos people list`",
                   "name another supervisor of the unit: `pos people list`"},
                  "POS 5.3 e");
  }
}

void require_own_keys(const Vault& vault, const Card& card) {
  std::string owner = vault.owner_of(card.recipient);
  for (const std::string& key : {card.recipient, card.signing_key}) {
    const auto known = vault.judged().owners.find(key);
    if (known != vault.judged().owners.end() && known->second != card.code) {
      owner = known->second;
    }
  }
  if (!owner.empty()) {
    throw Error(
        ErrorCode::Conflict,
        text("cette clé est, ou a été, celle de {}", "this key is, or was, that of {}", owner),
        {"`pos key new` en fait une autre", "`pos key new` makes another one"});
  }
}

void require_new(const Vault& vault, const Card& card) {
  for (const std::string& code : vault.staff().codes()) {
    if (same_but_case(code, card.code)) {
      throw Error(
          ErrorCode::Conflict,
          code == card.code ? text("ce code existe déjà : {}", "this code exists already: {}", code)
                            : text("ce code ne diffère de {} que par la casse",
                                   "this code differs from {} in case only", code),
          {"une carte d'un autre code : `pos key card` ; changer celle-ci : `pos people set`",
           "a card of another code: `pos key card`; to change this one: `pos people set`"});
    }
  }
  require_own_keys(vault, card);
}

Value words_of(const std::vector<StaffRole>& roles) {
  std::vector<std::string> words;
  for (StaffRole role : roles) {
    words.emplace_back(word(role));
  }
  return Value::texts(words);
}

Value first_card(const NewPerson& person, Instant now) {
  Value data;
  data.set("name", Value::text(person.card.name));
  data.set("roles", words_of(person.roles));
  set_text(data, "unit", person.unit);
  set_text(data, "supervisor", person.supervisor);
  if (!person.managers.empty()) {
    data.set("managers", Value::texts(person.managers));
  }
  if (person.worker_type) {
    data.set("worker_type", Value::text(std::string(word(*person.worker_type))));
  }
  data.set("recipient", Value::text(person.card.recipient));
  data.set("signing_key", Value::text(person.card.signing_key));
  data.set("from", Value::text(to_string(day_of(now))));
  return data;
}

Value changed_card(const PersonChange& change) {
  Value data;
  if (change.name) {
    data.set("name", Value::text(*change.name));
  }
  if (change.roles) {
    data.set("roles", words_of(*change.roles));
  }
  if (change.unit) {
    data.set("unit", Value::text(*change.unit));
  }
  if (change.supervisor) {
    data.set("supervisor", Value::text(*change.supervisor));
  }
  if (change.managers) {
    data.set("managers", Value::texts(*change.managers));
  }
  if (change.worker_type) {
    data.set("worker_type", Value::text(std::string(word(*change.worker_type))));
  }
  return data;
}

/// The groups that a person's roles put them into.
std::set<std::string> groups_of(const Person& person) {
  std::set<std::string> groups;
  if (person.has(StaffRole::Supervisor)) {
    groups.insert(team_of(person.unit));
  }
  if (person.has(StaffRole::StatisticsOfficer)) {
    groups.emplace(kStatistics);
  }
  return groups;
}

bool is_member(const Vault& vault, const std::string& group, const std::string& code) {
  const Group* known = vault.group(group);
  return known != nullptr &&
         std::find(known->members.begin(), known->members.end(), code) != known->members.end();
}

/// What must be done to groups around a person, planned before anything is written.
struct GroupPlan {
  std::set<std::string> made;  ///< that the person is the first of
  std::set<std::string> joined;
  std::set<std::string> left;
  bool empty() const { return made.empty() && joined.empty() && left.empty(); }
};

GroupPlan plan_groups(const Vault& vault, const Person& before, const Person& after) {
  GroupPlan plan;
  for (const std::string& group : groups_of(after)) {
    if (!is_member(vault, group, after.code)) {
      plan.joined.insert(group);
    }
  }
  for (const std::string& group : groups_of(before)) {
    if (!groups_of(after).contains(group) && is_member(vault, group, after.code)) {
      plan.left.insert(group);
    }
  }
  if (!after.unit.empty() && vault.group(team_of(after.unit)) == nullptr) {
    plan.made.insert(team_of(after.unit));
  }
  return plan;
}

void require_recovery(const Vault& vault, const GroupPlan& plan, const Identity* recovery) {
  if (recovery != nullptr) {
    return;
  }
  if (!plan.made.empty()) {
    throw needs_recovery(*plan.made.begin());
  }
  for (const std::string& group : plan.joined) {
    if (vault.group(group) == nullptr || vault.group(group)->members.empty()) {
      throw needs_recovery(group);
    }
  }
}

/// Who changes groups in this run: recovery where it is at hand, else the signer.
Signer group_signer(const PlainChange& change, const Identity* recovery) {
  return recovery != nullptr ? Signer{std::string(kRecovery), recovery} : change.signer();
}

void leave_group(PlainChange& change, const Signer& signer, const std::string& group,
                 const std::string& code, Notes& notes) {
  if (may_change_group(change.vault(), signer, group, change.now())) {
    write_group(change, signer, group, {}, {code});
  } else {
    notes.push_back(still_a_member(change.vault(), group, code, change.now()));
  }
  notes.push_back(text(
      "les anciens fichiers du coffre s'ouvrent encore par la clé que {1} avait du groupe {0} : "
      "ensuite `pos rekey --group {0}` les chiffre à nouveau",
      "old files of the vault still open with the key that {1} had of the group {0}: afterwards "
      "`pos rekey --group {0}` seals them anew",
      group, code));
}

void join_group(PlainChange& change, const Signer& signer, const std::string& group,
                const std::string& code, Notes& notes) {
  if (may_change_group(change.vault(), signer, group, change.now())) {
    write_group(change, signer, group, {code}, {});
  } else {
    notes.push_back(text("un membre du groupe {0} doit encore faire `pos group add {0} {1}`",
                         "a member of the group {0} has still to run `pos group add {0} {1}`",
                         group, code));
  }
}

void leave_groups(PlainChange& change, const GroupPlan& plan, const std::string& code,
                  const Identity* recovery, Notes& notes) {
  for (const std::string& group : plan.left) {
    leave_group(change, group_signer(change, recovery), group, code, notes);
  }
}

void join_groups(PlainChange& change, const GroupPlan& plan, const std::string& code,
                 const Identity* recovery, Notes& notes) {
  const Signer signer = group_signer(change, recovery);
  for (const std::string& group : plan.made) {
    if (!plan.joined.contains(group)) {
      write_group(change, signer, group, {}, {});
    }
  }
  for (const std::string& group : plan.joined) {
    join_group(change, signer, group, code, notes);
  }
}

/// Whether an earlier try that broke off has written this very card: then its groups are completed.
bool is_begun(const Vault& vault, const std::string& code, Value card) {
  const auto found = vault.judged().people.find(code);
  if (found == vault.judged().people.end()) {
    return false;
  }
  card.set("from", Value::text(found->second.scalar_of("from")));
  return found->second == card;
}

/// A supervisor may come after their team; a code that nobody has yet may also be mistyped.
void note_supervisor(const Vault& vault, const Person& person, Instant now, Notes& notes) {
  if (person.supervisor.empty()) {
    return;
  }
  if (vault.staff().latest(person.supervisor) == nullptr) {
    const Text meant = meant_person(vault.staff(), person.supervisor);
    notes.push_back(text("personne n'a encore le code {} : {}", "nobody has the code {} yet: {}",
                         person.supervisor, meant));
  } else if (vault.staff().supervisor_of(person.code, now).empty()) {
    const std::string team = team_of(person.unit);
    const Person* named = vault.staff().at(person.supervisor, now);
    notes.push_back(
        named == nullptr || named->unit != person.unit || !named->has(StaffRole::Supervisor)
            ? text("{0} n'est pas, ou plus, superviseur de l'unité {1}",
                   "{0} is no supervisor of the unit {1}, or no more", person.supervisor,
                   person.unit)
            : text("{0} n'est pas membre du groupe {1} et ne compte pas encore : `pos group add "
                   "{1} {0}`",
                   "{0} is no member of the group {1} and does not count yet: `pos group add {1} "
                   "{0}`",
                   person.supervisor, team));
  }
}

/// Who reads the cases of somebody is their team: the files change only when they are sealed anew.
void note_old_files(const Person& before, const Person& after, Notes& notes) {
  if (before.unit != after.unit && before.has(StaffRole::CaseManager) && !before.unit.empty()) {
    notes.push_back(
        text("les dossiers de {0} s'ouvrent encore à l'unité {1}, tant que {0} ou un membre de "
             "{2} n'a pas fait `pos rekey`",
             "the cases of {0} still open to the unit {1}, until {0} or a member of {2} has run "
             "`pos rekey`",
             after.code, before.unit, team_of(before.unit)));
  }
}

const Value& card_of(const Vault& vault, const std::string& code) {
  const auto found = vault.judged().people.find(code);
  if (found == vault.judged().people.end()) {
    throw Error(ErrorCode::NotFound, text("personne inconnue : {}", "no such person: {}", code),
                meant_person(vault.staff(), code));
  }
  return found->second;
}

Value keys_on(const Card& card) {
  return Value::map(
      {{"recipient", Value::text(card.recipient)}, {"signing_key", Value::text(card.signing_key)}});
}

/// Whether there are cards, and none of them counts: which one does, recovery says.
bool has_rival_cards(const Vault& vault, const std::string& code) {
  const PlainFile* file = vault.plain_file(kPersonKind, code);
  return file != nullptr && !vault.judged().people.contains(code) &&
         std::any_of(file->documents.begin(), file->documents.end(),
                     [](const PlainDocument& document) { return document.well_signed; });
}

std::set<std::string> heads_of_group(const Vault& vault, const std::string& group) {
  const std::vector<std::string> heads = vault.plain_file(kGroupKind, group)->heads();
  return {heads.begin(), heads.end()};
}

void require_other_administrator(const Vault& vault, const std::string& code, Instant now) {
  const std::vector<std::string> codes = vault.staff().codes();
  const bool left = std::any_of(codes.begin(), codes.end(), [&](const std::string& other) {
    return other != code && vault.staff().has_role(other, StaffRole::Administrator, now);
  });
  if (!left) {
    throw refusal("last-administrator",
                  text("{} est le dernier administrateur de ce coffre",
                       "{} is the last administrator of this vault", code),
                  {"en nommer d'abord un autre", "name another one first"}, "");
  }
}

}  // namespace

Notes add_person(Vault& vault, const Signer& administrator, const NewPerson& person,
                 const Identity* recovery, Instant now) {
  PlainChange change(vault, administrator, now);
  const Value data = first_card(person, now);
  const Person added = person_of(person.card.code, data);
  const GroupPlan plan = plan_groups(vault, {}, added);
  const bool begun = !plan.empty() && is_begun(vault, person.card.code, data);
  if (!begun) {
    require_new(vault, person.card);
  }
  require_unit(added);
  require_fitting_type(added);
  require_another_supervisor(added.code, added.supervisor);
  require_people(vault.staff(), added.managers);
  require_recovery(vault, plan, recovery);
  if (!begun) {
    change.append(kPersonKind, person.card.code, data);
  }
  Notes notes;
  join_groups(change, plan, person.card.code, recovery, notes);
  note_supervisor(vault, added, now, notes);
  return notes;
}

Notes set_person(Vault& vault, const Signer& administrator, const std::string& code,
                 const PersonChange& wanted, const Identity* recovery, Instant now) {
  PlainChange change(vault, administrator, now);
  const Value before = card_of(vault, code);
  const Value data = changed_card(wanted);
  Value state = before;
  lay_over(state, data);
  const Person after = person_of(code, state);
  require_unit(after);
  require_fitting_type(after);
  require_another_supervisor(code, wanted.supervisor.value_or(""));
  require_people(vault.staff(), wanted.managers.value_or(std::vector<std::string>()));
  if (person_of(code, before).has(StaffRole::Administrator) &&
      !after.has(StaffRole::Administrator)) {
    require_other_administrator(vault, code, now);
  }
  const GroupPlan plan = plan_groups(vault, person_of(code, before), after);
  require_recovery(vault, plan, recovery);
  // Leaving comes before the card and joining after it: broken off anywhere, a second try finds by
  // the card what is still to be done.
  Notes notes;
  leave_groups(change, plan, code, recovery, notes);
  change.append(kPersonKind, code, data);
  join_groups(change, plan, code, recovery, notes);
  note_supervisor(vault, after, now, notes);
  note_old_files(person_of(code, before), after, notes);
  return notes;
}

Notes retire_person(Vault& vault, const Signer& administrator, const std::string& code,
                    Date last_day, const Identity* recovery, Instant now) {
  PlainChange change(vault, administrator, now);
  if (person_of(code, card_of(vault, code)).has(StaffRole::Administrator)) {
    require_other_administrator(vault, code, now);
  }
  change.append(kPersonKind, code, Value::map({{"to", Value::text(to_string(last_day))}}));
  Notes notes;
  for (const auto& [group, member] : pending_removals(vault, now)) {
    if (member == code) {
      leave_group(change, group_signer(change, recovery), group, code, notes);
    }
  }
  if (person_of(code, card_of(vault, code)).has(StaffRole::CaseManager)) {
    notes.push_back(text(
        "s'il lui reste des dossiers ouverts, ils sont sans personne jusqu'à ce que son "
        "superviseur les attribue : `pos assign --from {} --to … --all`",
        "open cases that are still theirs are nobody's until the supervisor assigns them: `pos "
        "assign --from {} --to … --all`",
        code));
  }
  return notes;
}

std::set<std::string> replace_keys(Vault& vault, const Signer& former_or_recovery,
                                   const Card& fresh, Instant now) {
  PlainChange change(vault, former_or_recovery, now);
  const bool lost = former_or_recovery.code == kRecovery;
  if (lost && has_rival_cards(vault, fresh.code)) {
    change.append(kPersonKind, fresh.code, keys_on(fresh));
    return {};
  }
  card_of(vault, fresh.code);
  // Whoever has the lost key opens what groups had before, and must not open what comes.
  const Person& person = *vault.staff().latest(fresh.code);
  const bool begun =
      lost && person.recipient == fresh.recipient && person.signing_key == fresh.signing_key;
  if (!begun) {
    require_own_keys(vault, fresh);
    change.append(kPersonKind, fresh.code, keys_on(fresh));
  }
  std::vector<std::string> groups;
  for (const auto& [name, group] : vault.groups()) {
    if (is_member(vault, name, fresh.code)) {
      groups.push_back(name);
    }
  }
  std::set<std::string> to_sign;
  for (const std::string& group : groups) {
    if (lost) {
      renew_group(change, former_or_recovery, group, std::span(former_or_recovery.identity, 1));
    } else {
      write_group(change, former_or_recovery, group, {}, {});
      to_sign.merge(heads_of_group(vault, group));
    }
  }
  return to_sign;
}

}  // namespace pos
