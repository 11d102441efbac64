// pos people: the staff of the vault and what they may do.
#include <algorithm>

#include "cli/command.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/sealing.h"
#include "cli/table.h"
#include "formats/csv.h"
#include "formats/due_list.h"
#include "formats/json.h"
#include "workflow/staffing.h"

namespace pos::cli {
namespace {

struct PeopleOptions {
  std::string code, card, unit, supervisor, recovery, last_day, name, worker_type;
  std::vector<std::string> roles, managers;
  bool yes = false;
};

/// Where a role of the procedures is held that is none of a card; empty for a word that is no role.
Text held_elsewhere(const std::string& name, Context& context) {
  for (const HeldRole& role : context.workspace().rules().roles) {
    if (role.code != name) {
      continue;
    }
    const std::string where =
        joined(role.cards.empty() ? (role.institutions.empty() ? role.kinds : role.institutions)
                                  : role.cards);
    return role.cards.empty()
               ? text("{} ({}) : un acteur de l'annuaire, pas du coffre : `pos directory add`, {}",
                      "{} ({}): an actor of the directory, not of the vault: `pos directory add`, "
                      "{}",
                      role.label, role.source, where)
               : text("{} ({}) : dans ce coffre {}", "{} ({}): in this vault {}", role.label,
                      role.source, where);
  }
  return {};
}

std::optional<WorkerType> worker_type_of(const PeopleOptions& options) {
  if (options.worker_type.empty()) {
    return std::nullopt;
  }
  std::string known;
  for (const WorkerType type : all_worker_types()) {
    known += (known.empty() ? "" : ", ") + std::string(word(type));
  }
  const std::optional<WorkerType> type = parse_worker_type(options.worker_type);
  if (!type) {
    throw Error(ErrorCode::Usage, {"--worker-type : type inconnu", "--worker-type: no such type"},
                same_text(known));
  }
  return type;
}

std::vector<StaffRole> roles_of(const PeopleOptions& options, Context& context) {
  std::vector<StaffRole> roles;
  std::string known;
  for (const StaffRole role : all_staff_roles()) {
    known += (known.empty() ? "" : ", ") + std::string(word(role));
  }
  for (const std::string& name : options.roles) {
    const std::optional<StaffRole> role = parse_staff_role(name);
    if (!role) {
      const Text elsewhere = held_elsewhere(name, context);
      throw Error(ErrorCode::Usage, {"--role : rôle inconnu", "--role: no such role"},
                  elsewhere.empty() ? same_text(known) : elsewhere);
    }
    roles.push_back(*role);
  }
  return roles;
}

void print_notes(const Notes& notes, Context& context) {
  for (const Text& note : notes) {
    context.note(note);
  }
}

void add(const PeopleOptions& options, Context& context) {
  require_option(options.card, "--card");
  NewPerson person;
  person.card = read_card(context.read_bytes(options.card), options.card);
  person.roles = roles_of(options, context);
  person.unit = options.unit;
  person.supervisor = options.supervisor;
  person.managers = options.managers;
  person.worker_type = worker_type_of(options);
  if (person.roles.empty()) {
    require_option("", "--role");
  }
  print_notes(hire(context.workspace(), person, options.recovery), context);
  context.note(
      text("empreinte du coffre, à remettre à {} de la main à la main ou par téléphone : {}",
           "fingerprint of the vault, to be given to {} by hand or by telephone: {}",
           person.card.code, grouped(context.workspace().vault().office().fingerprint)));
}

bool changes_more_than_keys(const PeopleOptions& options) {
  return !options.name.empty() || !options.unit.empty() || !options.supervisor.empty() ||
         !options.roles.empty() || !options.managers.empty() || !options.worker_type.empty();
}

/// What becomes of a key that its owner still has.
void note_former_key(Context& context) {
  context.note(
      {"désormais, travailler avec la nouvelle clé (--identity, POS_IDENTITY) ; puis `pos rekey` "
       "achève le travail, et ce n'est qu'alors que les autres machines suivent les groupes de "
       "cette personne",
       "from now on work with the new key (--identity, POS_IDENTITY); then `pos rekey` completes "
       "it, and only then do other machines follow the groups of this person"});
  context.note(
      {"garder l'ancienne clé à part jusqu'à ce que toutes les machines aient ce coffre et qu'il "
       "n'y ait plus rien à rechiffrer ; un fichier de clés sans phrase de passe peut contenir les "
       "deux : cette machine continue alors de ce qu'elle a vu",
       "keep the former key apart until all machines have this vault and nothing is left to seal "
       "anew; a key file without a passphrase may hold both: then this machine goes on from what "
       "it has seen"});
  context.note(
      {"sur vos autres machines, apportez d'abord ce coffre : ce que l'ancienne clé y signe "
       "désormais est mal signé, et personne ne le reprend",
       "on your other machines, bring this vault there first: what the former key signs there from "
       "now on is badly signed, and nobody takes it over"});
}

/// New keys, and nothing else: their document may change no more (architecture 4.2).
void set_keys(const PeopleOptions& options, Context& context) {
  if (changes_more_than_keys(options)) {
    throw Error(ErrorCode::Usage,
                {"de nouvelles clés ne se donnent pas avec un autre changement",
                 "new keys are not given together with another change"},
                {"le faire en deux commandes", "do it in two commands"});
  }
  const Card card = read_card(context.read_bytes(options.card), options.card);
  const Sealing sealing = renew_keys(context.workspace(), options.code, card, options.recovery,
                                     progress_bar(context, {"chiffrement", "sealing anew"}));
  if (options.recovery.empty()) {
    note_former_key(context);
  } else {
    context.note(
        text("désormais, {0} travaille avec la nouvelle clé ; ce que l'ancienne signe encore est "
             "mal signé, et personne ne le reprend",
             "from now on {0} works with the new key; what the former one still signs is badly "
             "signed, and nobody takes it over",
             options.code));
  }
  print_sealing(sealing, context);
}

void set(const PeopleOptions& options, Context& context) {
  if (!options.card.empty()) {
    return set_keys(options, context);
  }
  if (!changes_more_than_keys(options)) {
    throw Error(
        ErrorCode::Usage, {"il manque ce qui change", "what is to change is missing"},
        same_text("--name, --role, --unit, --supervisor, --manager, --worker-type, --card"));
  }
  PersonChange change;
  const auto take = [](const std::string& value, std::optional<std::string>& target) {
    if (!value.empty()) {
      target = value;
    }
  };
  take(options.name, change.name);
  take(options.unit, change.unit);
  take(options.supervisor, change.supervisor);
  if (!options.roles.empty()) {
    change.roles = roles_of(options, context);
  }
  if (!options.managers.empty()) {
    change.managers = options.managers;
  }
  change.worker_type = worker_type_of(options);
  print_notes(change_person(context.workspace(), options.code, change, options.recovery), context);
}

/// Mistyped, a day to come would end the role today.
void confirm_past_end(const PeopleOptions& options, Date last, Context& context) {
  context.confirm(text("le {1} est passé : le rôle de {0} prend fin aussitôt, pour toujours ; ce "
                       "que {0} a écrit jusqu'ici compte encore. Le faire ?",
                       "{1} is past: the role of {0} ends at once, for good; what {0} has written "
                       "so far still counts. Do it?",
                       options.code, to_string(last)),
                  options.yes, "--yes");
}

void retire(const PeopleOptions& options, Context& context) {
  const Date today = day_of(context.now());
  Date last = today;
  if (!options.last_day.empty()) {
    const std::optional<Date> given = parse_date(options.last_day);
    if (!given) {
      throw Error(ErrorCode::Usage, {"--last-day : pas une date", "--last-day: not a date"},
                  {"AAAA-MM-JJ, par exemple 2026-04-30", "YYYY-MM-DD, such as 2026-04-30"});
    }
    last = *given;
  }
  if (last < today) {
    confirm_past_end(options, last, context);
  }
  print_notes(retire_staff(context.workspace(), options.code, last, options.recovery), context);
}

std::vector<std::string> words_of(const std::vector<StaffRole>& roles) {
  std::vector<std::string> words;
  for (const StaffRole role : roles) {
    words.emplace_back(word(role));
  }
  return words;
}

/// Files for other programs keep the codes.
std::string roles_shown(const std::vector<StaffRole>& roles, const Context& context) {
  if (context.format() != Format::Text) {
    return joined(words_of(roles));
  }
  std::string words;
  for (const StaffRole role : roles) {
    words += (words.empty() ? "" : ", ") + context.words(label(role));
  }
  return words;
}

Value text_or_null(const std::string& words) {
  return words.empty() ? json_null() : Value::text(words);
}

std::string type_of(const Person& person) {
  return person.worker_type ? std::string(word(*person.worker_type)) : std::string();
}

Value person_value(const Person& person) {
  std::vector<std::string> roles;
  for (const StaffRole role : person.roles) {
    roles.emplace_back(word(role));
  }
  return Value::map({{"code", Value::text(person.code)},
                     {"name", Value::text(person.name)},
                     {"roles", Value::texts(roles)},
                     {"unit", text_or_null(person.unit)},
                     {"supervisor", text_or_null(person.supervisor)},
                     {"managers", Value::texts(person.managers)},
                     {"worker_type", text_or_null(type_of(person))},
                     {"recipient", Value::text(person.recipient)},
                     {"from", Value::text(person.from)},
                     {"to", text_or_null(person.to)}});
}

void list_people(Context& context) {
  context.require_format({Format::Text, Format::Json, Format::Csv, Format::ExcelCsv});
  std::vector<std::vector<std::string>> rows;
  std::vector<Value> items;
  open_for_reading(context);
  const Staff& staff = context.workspace().vault().staff();
  for (const std::string& code : staff.codes()) {
    const Person& person = *staff.latest(code);
    rows.push_back({person.code, person.name, roles_shown(person.roles, context), person.unit,
                    person.supervisor, person.to, type_of(person)});
    items.push_back(person_value(person));
  }
  const bool whole = all_believed(context, "people/");
  if (context.format() == Format::Json) {
    Value document = envelope("pos.people/1", context.now(), whole, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  if (context.format() != Format::Text) {
    rows.insert(rows.begin(), {"code", "name", "roles", "unit", "supervisor", "to", "worker_type"});
    return context.print(context.format() == Format::Csv ? write_csv(rows) : write_excel_csv(rows));
  }
  std::vector<std::string> heads =
      context.language() == Language::French
          ? std::vector<std::string>{"Code",        "Nom",      "Rôles", "Unité",
                                     "Superviseur", "Jusqu'au", "Type"}
          : std::vector<std::string>{"Code",       "Name",  "Roles", "Unit",
                                     "Supervisor", "Until", "Type"};
  // A terminal of 80 columns has no room for one that says nothing.
  if (std::all_of(rows.begin(), rows.end(), [](const auto& row) { return row.back().empty(); })) {
    heads.pop_back();
    std::for_each(rows.begin(), rows.end(), [](auto& row) { row.pop_back(); });
  }
  context.print(table(heads, rows));
}

void add_recovery(CLI::App* command, Context& context, PeopleOptions& options) {
  option(command, context, "--recovery", options.recovery,
         {"Fichier de la clé de secours", "File of the recovery key"})
      .type_name("FILE");
}

void add_place(CLI::App* command, Context& context, PeopleOptions& options) {
  option(command, context, "--role", options.roles, {"Rôle (répétable)", "Role (may be repeated)"});
  option(command, context, "--unit", options.unit, {"Unité", "Unit"});
  option(command, context, "--supervisor", options.supervisor,
         {"Code du superviseur direct", "Code of the direct supervisor"})
      .type_name("CODE");
  option(command, context, "--manager", options.managers,
         {"Gestionnaire pour qui un agent de saisie écrit (répétable)",
          "Case manager for whom a data clerk enters (may be repeated)"})
      .type_name("CODE");
  option(command, context, "--worker-type", options.worker_type,
         {"Type de travailleur social : professional, para_professional, community_actor",
          "Kind of social worker: professional, para_professional, community_actor"})
      .type_name("TYPE");
  add_recovery(command, context, options);
}

}  // namespace

void add_people(CLI::App& pos, Context& context) {
  auto options = std::make_shared<PeopleOptions>();
  CLI::App* command =
      add_command(pos, context, "people", {"personnel"},
                  {"Le personnel et ses rôles", "The staff and their roles"}, office_group());
  require_subcommand(command);
  CLI::App* adding =
      add_command(*command, context, "add", {"ajouter"}, {"Ajouter une personne", "Add a person"});
  option(adding, context, "--card", options->card,
         {"Carte de la personne (pos key card)", "The person's card (pos key card)"})
      .type_name("FILE");
  add_place(adding, context, *options);
  on_run(adding, context, [options, &context] { add(*options, context); });
  on_run(add_command(*command, context, "list", {"lister"}, {"Tout le personnel", "All staff"}),
         context, [&context] { list_people(context); });
  CLI::App* changing = add_command(
      *command, context, "set", {"modifier"},
      {"Changer rôle, unité, superviseur ou clés", "Change role, unit, supervisor or keys"});
  option(changing, context, "CODE", options->code, {"Code de la personne", "Code of the person"})
      .required();
  option(changing, context, "--name", options->name, {"Nom", "Name"});
  option(changing, context, "--card", options->card,
         {"Carte de ses nouvelles clés, par l'ancienne clé ou la clé de secours",
          "Card of their new keys, by the former key or with the recovery key"})
      .type_name("FILE");
  add_place(changing, context, *options);
  on_run(changing, context, [options, &context] { set(*options, context); });
  CLI::App* retiring = add_command(*command, context, "retire", {"retirer"},
                                   {"Mettre fin aux rôles d'une personne", "End a person's roles"});
  option(retiring, context, "CODE", options->code, {"Code de la personne", "Code of the person"})
      .required();
  option(retiring, context, "--last-day", options->last_day,
         {"Dernier jour (aujourd'hui sinon)", "Last day (else today)"})
      .type_name("DATE");
  flag(retiring, context, "--yes", options->yes,
       {"Sans demander, pour un dernier jour passé", "Without asking, for a last day in the past"});
  add_recovery(retiring, context, *options);
  on_run(retiring, context, [options, &context] { retire(*options, context); });
}

}  // namespace pos::cli
