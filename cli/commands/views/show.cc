// pos show: one case: its state, what it owes, what is missing, its entries.
#include "cli/answers.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/commands/views/show_cover.h"
#include "cli/commands/views/show_plan.h"
#include "cli/table.h"
#include "formats/case_view.h"
#include "formats/due_list.h"
#include "formats/edition.h"
#include "formats/json.h"
#include "formats/sheet_head.h"
#include "workflow/case_view.h"

namespace pos::cli {
namespace {

struct ShowOptions {
  std::string id, purpose = "pos show --names", recovery;
  bool names = false;
  bool plan = false, cover = false;
};

Value names_value(const CaseView& view, bool asked) {
  if (view.opened.names_pending) {
    return Value::text("pending");
  }
  return asked ? view.opened.names.value_or(json_null()) : json_null();
}

Value scenario_value(const CaseView& view, Context& context) {
  std::vector<Value> steps;
  for (const ScenarioStep& step : view.scenario) {
    steps.push_back(Value::map({{"option", Value::text(step.option)},
                                {"step", Value::text(step.step)},
                                {"label", Value::text(context.words(step.label))},
                                {"done", Value::boolean(step.done)}}));
  }
  return Value::list(std::move(steps));
}

void print_json(const CaseView& view, const ShowOptions& options, Context& context) {
  std::vector<Value> advice, missing, entries, obligations;
  for (const Advice& item : view.advice) {
    advice.push_back(advice_value(item, context.language()));
  }
  for (const MissingAnswer& item : view.missing) {
    missing.push_back(Value::map({{"entry", Value::text(item.entry)},
                                  {"form", Value::text(item.form)},
                                  {"field", Value::text(item.field)},
                                  {"required", Value::boolean(item.required)}}));
  }
  const Journal& journal = view.opened.record.journal;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    if (journal.counts(i)) {
      entries.push_back(entry_value(journal.entries[i]));
    }
  }
  for (const DueItem& item : view.obligations) {
    obligations.push_back(due_value(item, context.now()));
  }
  Value document = Value::map({{"schema", Value::text("pos.case/1")}});
  for (Member& member : state_value(view.state, context.workspace().rules()).members) {
    document.members.push_back(std::move(member));
  }
  document.set("actor", text_or_null(view.actor));
  document.set("procedures", procedures_value(context.workspace().rules(), context.language()));
  document.set("erased", view.erased ? Value::text(to_string(*view.erased)) : json_null());
  document.set("names", names_value(view, options.names));
  document.set("advice", Value::list(std::move(advice)));
  document.set("scenario", scenario_value(view, context));
  document.set("missing", Value::list(std::move(missing)));
  document.set("entries", Value::list(std::move(entries)));
  document.set("obligations", Value::list(std::move(obligations)));
  context.print_json(document);
}

void print_entries(const CaseView& view, Context& context) {
  const Journal& journal = view.opened.record.journal;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const Entry& entry = journal.entries[i];
    if (!journal.counts(i)) {
      continue;
    }
    std::string title = to_string(entry.occurred) + "  ";
    if (entry.act) {
      title += context.words(label(*entry.act));
      title += entry.decision ? " " + context.words(*entry.decision == Decision::Approved
                                                        ? Text{"approuvée", "approved"}
                                                        : Text{"retournée", "returned"})
                              : "";
      title += entry.to.empty() ? "" : " " + entry.to;
      title += entry.masked
                   ? context.words(*entry.masked ? Text{" oui", " on"} : Text{" non", " off"})
                   : "";
    } else {
      title += entry.form + " " + context.words(view.state.forms(entry.form).label);
    }
    context.print_line("");
    context.print_line(title + "  [" + entry.id + ", " + entry.author + "]");
    if (!entry.reason.empty()) {
      context.print_line("  " + indented(entry.reason, "  "));
    }
    if (!entry.act) {
      print_answers(view.state.forms(entry.form).fields, entry.data, "  ", context);
    }
  }
}

void print_names(const CaseView& view, const ShowOptions& options, Context& context) {
  if (!options.names && !view.opened.names_pending) {
    return;
  }
  context.print_line("");
  context.print_line(context.words({"Identité", "Identity"}));
  if (view.opened.names_pending) {
    context.print_line(context.words(
        {"  noms : en attente ; ils suivent à la prochaine commande de l'ancien gestionnaire, ou "
         "par "
         "`pos rekey --recovery FICHIER`",
         "  names: pending; they follow with the former manager's next command, or with "
         "`pos rekey --recovery FILE`"}));
  }
  const std::string registration(kRegistrationForm);
  print_answers(context.workspace().form(registration).fields, view.opened.names.value_or(Value{}),
                "  ", context);
}

void print_obligations(const CaseView& view, Context& context) {
  std::vector<std::vector<std::string>> rows;
  const Rulebook& rules = context.workspace().rules();
  for (const DueItem& item : view.obligations) {
    const Obligation& o = item.obligation;
    if (o.state == ObligationState::Met || o.state == ObligationState::MetLate ||
        o.state == ObligationState::NotRequired) {
      continue;
    }
    rows.push_back({"  " + (o.due ? to_string(*o.due).substr(0, 10) : std::string("–")),
                    context.words(label(o.state)), context.words(rules.steps.at(o.step).label),
                    o.source});
  }
  if (!rows.empty()) {
    context.print_line("");
    const bool french = context.language() == Language::French;
    context.print(table(french ? std::vector<std::string>{"  Échéance", "État", "Étape", "Source"}
                               : std::vector<std::string>{"  Due", "State", "Step", "Source"},
                        rows));
  }
}

/// Told until the full assessment: from then on it is behind the child.
void print_scenario(const CaseView& view, Context& context) {
  if (view.scenario.empty() || view.state.status() >= CaseStatus::Assessed) {
    return;
  }
  context.print_line("");
  context.print_line(
      context.words({"Étapes du scénario (POS 5.1.2)", "Steps of the scenario (POS 5.1.2)"}));
  for (const ScenarioStep& step : view.scenario) {
    context.print_line((step.done ? "  [x] " : "  [ ] ") + context.words(step.label));
  }
}

void print_course(const Case& c, Context& context) {
  const auto line = [&](const Text& title, const std::string& words) {
    context.print_line(context.words(title) + words);
  };
  if (c.report) {
    line({"Signalé       ", "Reported      "}, to_string(c.report->start.day()));
  }
  if (!c.registered()) {
    return;
  }
  line({"Enregistré    ", "Registered    "}, to_string(c.registration().occurred.day()));
  if (context_of(c) == "emergency") {
    line({"Contexte      ", "Context       "}, context.words({"urgence", "emergency"}));
  }
  if (c.episode().closed) {
    line({"Clôturé       ", "Closed        "}, to_string(c.episode().closed->day()));
  }
  if (c.episode().duplicate) {
    line({"Même enfant   ", "Same child    "}, c.episode().same_as);
  }
}

void print_text(const CaseView& view, const ShowOptions& options, Context& context) {
  for (const Entry& entry : view.opened.record.journal.entries) {
    if (!entry.form.empty()) {
      load_lists(view.state.forms(entry.form).fields, context);
    }
  }
  const Case& c = view.state;
  const std::optional<RiskLevel> level = c.level_at(c.now, context.workspace().rules());
  const Text none = {"non évalué", "not assessed"};
  context.print_line(context.words({"Dossier       ", "Case          "}) + c.id.text());
  context.print_line(context.words({"État          ", "Status        "}) +
                     context.words(label(c.status())));
  context.print_line(context.words({"Risque        ", "Risk          "}) +
                     context.words(level ? label(*level) : none));
  context.print_line(context.words({"Gestionnaire  ", "Case manager  "}) + c.manager);
  const std::string actor = context.words(actor_label(view.actor));
  context.print_line(context.words({"Structure     ", "Structure     "}) + c.structure +
                     (actor.empty() ? "" : " (" + actor + ")"));
  print_course(c, context);
  if (c.masked) {
    context.print_line(context.words({"Masqué        noms réservés au gestionnaire de cas",
                                      "Masked        names for the case manager alone"}));
  }
  if (view.erased) {
    context.print_line(context.words({"Noms effacés  ", "Names erased  "}) +
                       to_string(view.erased->day()));
  }
  for (const Advice& item : view.advice) {
    context.print_line(context.words({"Conseil       ", "Advice        "}) +
                       context.words(item.message) + " (" + item.source + ")");
  }
  for (const MissingAnswer& item : view.missing) {
    context.print_line(context.words(item.required ? Text{"Manque        ", "Missing       "}
                                                   : Text{"Attendu       ", "Expected      "}) +
                       item.form + " " + item.field);
  }
  print_obligations(view, context);
  print_scenario(view, context);
  print_names(view, options, context);
  print_entries(view, context);
  context.print_line("");
  context.print_line(context.words(context.workspace().rules().name()));
}

void run(const ShowOptions& options, Context& context) {
  if (options.cover) {
    context.require_format({Format::Text, Format::Json, Format::Html});
  } else {
    context.require_format({Format::Text, Format::Json});
  }
  context.workspace().require_case_reader();
  if (!options.recovery.empty()) {
    context.workspace().use_recovery(options.recovery);
  }
  const CaseView view =
      view_case(context.workspace(), case_of(context, options.id), options.names, options.purpose);
  if (options.plan) {
    show_plan(view, context);
  } else if (options.cover) {
    show_cover(view, context);
  } else if (context.format() == Format::Json) {
    print_json(view, options, context);
  } else {
    print_text(view, options, context);
  }
  for (const Text& finding : view.opened.record.findings) {
    context.warn(finding);
  }
  if (!view.opened.unused.empty()) {
    context.exit_code = exit_code(ErrorCode::Integrity);
  } else if (!view.opened.record.complete()) {
    context.exit_code = exit_code(ErrorCode::Partial);
  }
}

}  // namespace

void add_show(CLI::App& pos, Context& context) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = add_command(
      pos, context, "show", {"voir"},
      {"Un dossier : état, échéances, saisies", "One case: status, what is due, entries"},
      views_group());
  option(command, context, "CASE", options->id,
         {"Identifiant du dossier, ou son début", "Identifier of the case, or its beginning"})
      .required();
  const Option names =
      flag(command, context, "--names", options->names,
           {"Avec l'identité (toute lecture par un autre que le gestionnaire est consignée)",
            "With the identity (recorded when read by anyone but the case manager)"});
  Option plan = flag(command, context, "--plan", options->plan,
                     {"Le plan seul, en tableau, avec ce qui reste ouvert",
                      "The plan alone, as a table, with what is still open"});
  plan.excludes(names);
  Option cover = flag(
      command, context, "--cover", options->cover,
      {"Page de couverture et liste de vérification, sans aucun nom (html : pour l'imprimante)",
       "Cover page and checklist, without any name (html: for the printer)"});
  cover.excludes(names);
  cover.excludes(plan);
  option(command, context, "--purpose", options->purpose,
         {"But de cette lecture, consigné", "Purpose of this reading, recorded"})
      .type_name("TEXT");
  option(command, context, "--recovery", options->recovery,
         {"Clé de secours, pour des noms que nul autre n'ouvre plus (consigné)",
          "Recovery key, for names that nobody else opens any more (recorded)"})
      .type_name("FILE")
      .needs("--names", command);
  on_run(command, context, [options, &context] { run(*options, context); });
}

}  // namespace pos::cli
