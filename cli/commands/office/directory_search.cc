// pos directory search: what fits a child's need, with the reasons; the office in charge of a
// place.
#include "cli/commands/office/directory.h"
#include "formats/directory_view.h"
#include "formats/due_list.h"
#include "workflow/cases.h"
#include "workflow/refusals.h"

namespace pos::cli {
namespace {

struct DirectorySearch {
  Need need;
  std::string case_id, age, office_of;
  std::vector<std::string> profiles;
  int pregnancy_month = 0, days_after_delivery = -1;
  bool all = false;
};

void check_codes(Workspace& workspace, Need& need) {
  if (!need.service.empty()) {
    require_service_category(workspace, need.service);
  }
  const auto check = [&](Role role, const char* name, std::string& code) {
    code = code.empty() ? code : known_code(workspace, role, name, code);
  };
  check(Role::StructureHeadings, "--heading", need.heading);
  check(Role::StructureKinds, "--kind", need.kind);
  check(Role::StructureType, "--type", need.type);
  check(Role::StructureHealth, "--health", need.health);
  check(Role::StructureModes, "--mode", need.mode);
  check(Role::TargetSex, "--sex", need.sex);
  for (std::string& profile : need.profiles) {
    check(Role::TargetProfiles, "--profile", profile);
  }
}

/// What the options say, over what the case says.
Need need_of_options(const DirectorySearch& options, Context& context) {
  Need need = options.need;
  if (!options.case_id.empty()) {
    Workspace& workspace = context.workspace();
    workspace.require_case_reader();
    const Need known =
        need_of(state_of(workspace, read_facts(workspace, case_of(context, options.case_id))));
    need.sex = need.sex.empty() ? known.sex : need.sex;
    need.place = need.place.empty() ? known.place : need.place;
    need.age = known.age;
    need.profiles = known.profiles;
    need.some_profiles = known.some_profiles;
  }
  need.profiles.insert(need.profiles.end(), options.profiles.begin(), options.profiles.end());
  if (!options.age.empty()) {
    need.age = parse_child_age(options.age);
    if (!need.age) {
      throw Error(ErrorCode::Usage, {"--age : un âge est attendu", "--age: an age is expected"},
                  {"en années, `12` ; plus jeune, `P8M` ou `P20D`",
                   "in years, `12`; younger, `P8M` or `P20D`"});
    }
  }
  if (options.pregnancy_month > 0) {
    need.pregnancy_month = options.pregnancy_month;
  }
  if (options.days_after_delivery >= 0) {
    need.days_after_delivery = options.days_after_delivery;
  }
  return need;
}

const DirectoryItem& item_of(const Match& match, const std::vector<DirectoryItem>& directory) {
  return *std::find_if(directory.begin(), directory.end(), [&](const DirectoryItem& item) {
    return item.structure.code == match.structure->code;
  });
}

void print_matches(const std::vector<Match>& matches, const std::vector<DirectoryItem>& directory,
                   const std::map<std::string, int>& taken, Context& context) {
  if (context.format() == Format::Json) {
    std::vector<Value> items;
    for (const Match& match : matches) {
      items.push_back(match_value(match, item_of(match, directory), taken, context.language()));
    }
    Value document = envelope("pos.directory-search/1", context.now(), true, {});
    document.set("items", Value::list(std::move(items)));
    return context.print_json(document);
  }
  for (const Match& match : matches) {
    context.print(match_text(match, item_of(match, directory), taken, context.language()));
  }
}

void tell_what_is_left_out(std::size_t unfit, bool none, Context& context) {
  if (unfit > 0) {
    context.note(
        text("{} structures offrent ce service et ne conviennent pas : `--all` dit "
             "pourquoi",
             "{} structures offer this service and do not fit: `--all` says why", unfit));
  } else if (none) {
    context.note(
        {"aucune structure de l'annuaire n'offre cela : la réponse peut être ailleurs, "
         "dans la famille ou la communauté (POS 3.1.4)",
         "no structure of the directory offers that: the answer may lie elsewhere, in the "
         "family or the community (POS 3.1.4)"});
  }
}

void search_services(const DirectorySearch& options, Context& context) {
  context.require_format({Format::Text, Format::Json});
  open_for_reading(context);
  Workspace& workspace = context.workspace();
  Need need = need_of_options(options, context);
  check_codes(workspace, need);
  const std::vector<DirectoryItem> directory = read_directory(workspace);
  std::vector<Structure> structures;
  for (const DirectoryItem& item : directory) {
    structures.push_back(item.structure);
  }
  const SearchGround ground = search_ground(workspace, places_taken(workspace, directory));
  std::vector<Match> matches = options.office_of.empty()
                                   ? search(structures, need, ground)
                                   : offices_in_charge(structures, options.office_of, ground);
  const std::size_t found = matches.size();
  if (!options.all) {
    std::erase_if(matches, [](const Match& match) { return match.fit == Fit::No; });
  }
  print_matches(matches, directory, ground.taken, context);
  tell_what_is_left_out(found - matches.size(), matches.empty(), context);
}

void add_need(CLI::App* command, const Context& context, DirectorySearch& o) {
  const auto word = [&](const char* name, std::string& value, const char* type, const Text& text) {
    option(command, context, name, value, text).type_name(type);
  };
  word("--service", o.need.service, "CATEGORY", {"Catégorie de services", "Service category"});
  word("--heading", o.need.heading, "HEADING",
       {"Rubrique de l'annuaire imprimé", "Heading of the printed directory"});
  word("--kind", o.need.kind, "KIND",
       {"Cartographie : service_provider, case_management_actor, community_mechanism",
        "Map: service_provider, case_management_actor, community_mechanism"});
  word("--type", o.need.type, "TYPE",
       {"Type de structure : public, osc, obc, private, anu",
        "Kind of structure: public, osc, obc, private, anu"});
  word("--health", o.need.health, "CODE",
       {"Soins, par exemple hiv_screening", "Health service, for example hiv_screening"});
  word("--mode", o.need.mode, "MODE",
       {"Appui psychosocial : individual, collective",
        "Psychosocial support: individual, collective"});
  word("--place", o.need.place, "PLACE",
       {"Localité, par exemple BKO/commune-6", "Place, for example BKO/commune-6"});
  word("--age", o.age, "AGE", {"Âge : 12, P8M, P20D", "Age: 12, P8M, P20D"});
  word("--sex", o.need.sex, "SEX", {"female, male", "female, male"});
  word("--case", o.case_id, "CASE",
       {"Sexe, âge, région et profil de ce dossier", "Sex, age, region and profile of this case"});
  option(command, context, "--profile", o.profiles,
         {"Profil ou caractéristique de l'enfant", "Profile or characteristic of the child"})
      .type_name("CODE");
}

}  // namespace

void add_directory_search(CLI::App& directory, Context& context) {
  auto options = std::make_shared<DirectorySearch>();
  CLI::App* command =
      add_command(directory, context, "search", {"chercher"},
                  {"Ce qui convient à un enfant, et pourquoi", "What fits a child, and why"});
  add_need(command, context, *options);
  option(command, context, "--pregnancy-month", options->pregnancy_month,
         {"Mois de grossesse", "Month of pregnancy"})
      .type_name("N");
  option(command, context, "--days-after-delivery", options->days_after_delivery,
         {"Jours depuis l'accouchement", "Days since the delivery"})
      .type_name("N");
  flag(command, context, "--free", options->need.free, {"Gratuit", "Free"});
  flag(command, context, "--open", options->need.open_now,
       {"Ouvert ou de permanence à cette heure", "Open or on duty at this hour"});
  flag(command, context, "--emergency", options->need.emergency_duty,
       {"Avec une permanence pour les urgences", "With an emergency duty"});
  flag(command, context, "--transfer", options->need.transfer,
       {"Où un cas peut être transféré", "Where a case may be transferred to"});
  option(command, context, "--office", options->office_of,
         {"Le bureau en charge d'une localité", "The office in charge of a place"})
      .type_name("PLACE");
  flag(command, context, "--all", options->all,
       {"Aussi ce qui ne convient pas", "Also what does not fit"});
  on_run(command, context, [options, &context] { search_services(*options, context); });
}

}  // namespace pos::cli
