#include "workflow/sheets.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>
#include <utility>

#include "base/ulid.h"
#include "crypto/random.h"
#include "domain/code_list.h"
#include "domain/sheet_data.h"
#include "storage/atomic_write.h"
#include "storage/layout.h"
#include "workflow/directory.h"
#include "workflow/office_form.h"

namespace pos {
namespace {

constexpr std::string_view kSheetForm = "sheet";
constexpr std::string_view kRecipientsList = "pos-central-recipient";

const Value& data_of(const SheetDocument& document) {
  return *document.document.values.find("data");
}

int revision_of(const SheetDocument& document) {
  return std::atoi(data_of(document).scalar_of("revision").c_str());
}

SheetStep step_of(const SheetDocument& document, SheetState state) {
  const std::string& on = data_of(document).scalar_of("date");
  return {state, on.empty() ? to_string(day_of(document.recorded)) : on, document.author,
          document.file, data_of(document)};
}

/// A revision begins anew; a state counts that follows the one before it.
void take(SavedSheet& saved, const SheetDocument& document) {
  const int revision = revision_of(document);
  const std::optional<SheetState> state = parse_sheet_state(data_of(document).scalar_of("state"));
  if (state == SheetState::Draft) {
    saved.validated_before =
        saved.validated_before || (!saved.steps.empty() && saved.state() >= SheetState::Validated);
    saved.revisions.push_back(revision);
    if (saved.steps.empty() || revision > saved.revision) {
      saved.revision = revision;
      saved.steps = {step_of(document, SheetState::Draft)};
    }
    return;
  }
  if (state && !saved.steps.empty() && revision == saved.revision &&
      state_before(*state) == saved.state()) {
    saved.steps.push_back(step_of(document, *state));
  }
}

Error unknown_sheet(const std::string& name, const std::vector<SavedSheet>& all) {
  std::vector<std::string> names;
  for (const SavedSheet& each : all) {
    names.push_back(each.name());
  }
  const std::string near = nearest(name, names);
  return Error(ErrorCode::NotFound, text("pas de fiche {}", "no sheet {}", name),
               near.empty() ? Text{"`pos report list` les montre", "`pos report list` shows them"}
                            : text("vouliez-vous dire {} ?", "did you mean {}?", near));
}

void require_to_keep(const Sheet& sheet) {
  if (sheet.head.scope != SheetScope::Structure) {
    throw refusal("scope",
                  {"seule une fiche de toute la structure se garde",
                   "only a sheet of the whole structure is kept"},
                  {"elle revient au chargé des statistiques, membre du groupe `statistics`",
                   "it is the statistics officer's, a member of the group `statistics`"},
                  "POS 3.2");
  }
  if (!sheet.balance.holds()) {
    throw refusal("balance",
                  {"la fiche n'est pas équilibrée : elle ne se garde pas",
                   "the sheet does not balance: it is not kept"},
                  {"`pos check --read-data` cherche ce qui manque",
                   "`pos check --read-data` looks for what is missing"},
                  "POS 3.2");
  }
}

/// Hashes of the documents of this sheet that no other one names.
std::vector<std::string> heads_of(Workspace& workspace, const SheetPlace& place) {
  std::set<std::string> heads;
  const SheetFiles files = read_sheet_files(workspace.vault(), workspace.keys().all());
  const auto is_same = [&](const SheetPlace& other) {
    return other.period == place.period && other.code == place.code && other.sealed == place.sealed;
  };
  for (const Error& unread : files.unread) {
    if (is_same(*sheet_place(unread.where.file))) {
      throw unread;  // what is written would not know of it
    }
  }
  for (const SheetDocument& each : files.documents) {
    if (is_same(each.place)) {
      heads.insert(each.document.hash);
    }
  }
  for (const SheetDocument& each : files.documents) {
    for (const std::string& parent : each.document.values.texts_of("after")) {
      heads.erase(parent);
    }
  }
  return {heads.begin(), heads.end()};
}

/// Writes a document of a sheet into a file of its own.
std::string write(Workspace& workspace, SheetPlace place, Value data, const std::string& receiver) {
  workspace.require_own_card();
  Vault& vault = workspace.vault();
  const std::unique_ptr<FileLock> lock = vault.lock();
  place.entry = make_ulid(workspace.now(), random_bytes<10>());
  const Value values =
      Value::map({{"entry", Value::text(place.entry)},
                  {"recorded", Value::text(to_string(workspace.now()))},
                  {"author", Value::text(workspace.me().code)},
                  {"key", Value::text(key_id(workspace.signature_key().public_key))},
                  {"after", Value::texts(heads_of(workspace, place))},
                  {"data", std::move(data)}});
  const std::string document = write_document(values, workspace.signature_key(),
                                              signing_context(sheet_header(vault, place)));
  const std::string path = vault.path_of(place.path());
  workspace.disk.make_folders(folder_of(path));
  write_new_file(workspace.disk, path,
                 write_sheet_file(vault, place, sheet_readers(vault, receiver), document));
  return place.path();
}

std::string code_of(const SheetHead& head) {
  switch (head.level) {
    case SheetLevel::Region:
      return "region-" + head.region;
    case SheetLevel::Nation:
      return "nation-" + head.structure;
    case SheetLevel::Structure:
      break;
  }
  return head.structure;
}

SheetPlace place_of(const SheetHead& head) {
  return {to_string(head.period.period), code_of(head), "", !head.shared};
}

/// What is kept already of the sheet with that head.
std::optional<SavedSheet> kept_before(Workspace& workspace, const SheetHead& head) {
  const SheetPlace place = place_of(head);
  std::vector<Finding> findings;
  const std::vector<SavedSheet> all = saved_sheets(workspace, findings);
  const auto found = std::find_if(all.begin(), all.end(), [&](const SavedSheet& each) {
    return each.period == place.period && each.code == place.code &&
           each.shared_copy == head.shared;
  });
  return found == all.end() ? std::nullopt : std::optional(*found);
}

Value step_data(const std::string& period, SheetState state, int revision) {
  return Value::map({{"period", Value::text(period)},
                     {"state", Value::text(std::string(word(state)))},
                     {"revision", Value::number(std::to_string(revision))}});
}

void add_figures(Value& data, const Sheet& sheet) {
  Value figures = sheet_data(sheet, NoFigure::LeftOut);
  for (Member& member : figures.members) {
    data.members.push_back(std::move(member));
  }
}

void require_state(const SavedSheet& saved, SheetState to) {
  const SheetState before = *state_before(to);
  if (saved.state() == before) {
    return;
  }
  throw refusal("sheet-state",
                text("la fiche {} est {} : seule une fiche {} peut être {}",
                     "the sheet {} is {}: only one that is {} can be {}", saved.name(),
                     label(saved.state()), label(before), label(to)),
                {"dans l'ordre : `pos report deposit`, `process`, `validate`, `share`",
                 "in this order: `pos report deposit`, `process`, `validate`, `share`"},
                "POS 3.2");
}

std::string day_of_step(Workspace& workspace, const std::string& typed) {
  if (typed.empty()) {
    return to_string(day_of(workspace.now()));
  }
  const std::optional<Date> day = parse_date(typed);
  if (!day || *day > day_of(workspace.now())) {
    throw Error(ErrorCode::Usage,
                !day ? Text{"--on : pas une date (AAAA-MM-JJ)", "--on: not a date (YYYY-MM-DD)"}
                     : Text{"--on : ce jour est à venir", "--on: this day is to come"},
                {"par exemple 2026-11-05", "for example 2026-11-05"});
  }
  return typed;
}

std::vector<std::string> central_recipients(Workspace& workspace,
                                            const std::vector<std::string>& typed) {
  std::vector<std::string> known;
  for (const Choice& choice : workspace.schemas().list(kRecipientsList).choices) {
    known.push_back(choice.code);
  }
  for (const std::string& code : typed) {
    if (!holds(known, code)) {
      const std::string near = nearest(code, known);
      throw Error(ErrorCode::Usage,
                  text("destinataire central inconnu : {}", "no such central recipient: {}", code),
                  near.empty() ? same_text(known.front() + "…")
                               : text("vouliez-vous dire {} ?", "did you mean {}?", near));
    }
  }
  return typed.empty() ? known : typed;
}

/// A meeting is held before it is recorded.
std::vector<Finding> validation_faults(Workspace& workspace, const Value& answers) {
  std::vector<Finding> faults;
  const std::optional<Date> on = parse_date(answers.scalar_of("meeting_date"));
  if (on && *on > day_of(workspace.now())) {
    faults.push_back({{"", answers.find("meeting_date")->line, "meeting_date"},
                      {"cette date est dans l'avenir", "this date is in the future"},
                      {}});
  }
  return faults;
}

Value validation_of(Workspace& workspace, const StepRecord& record) {
  return checked_office_form(
      workspace, kSheetForm, *record.validation, nullptr,
      [&](const Value& whole) { return validation_faults(workspace, whole); });
}

void set_words(Value& data, std::string_view key, const std::string& words) {
  if (!words.empty()) {
    data.set(key, Value::text(words));
  }
}

/// Steps that stand on paper may be entered with any days; those that contradict each other are
/// told.
void note_order(const SavedSheet& saved, const std::string& day, std::vector<Text>& warnings) {
  const std::optional<CalendarPeriod> period = parse_calendar_period(saved.period);
  const SheetStep& last = saved.steps.back();
  const bool begins = last.state == SheetState::Draft;
  const std::string earliest = !begins ? last.on : period ? to_string(period->last) : std::string();
  if (day >= earliest) {
    return;
  }
  warnings.push_back(
      begins
          ? text("le {} précède la fin de la période ({}) : donner le jour par --on",
                 "{} is before the end of the period ({}): give the day with --on", day, earliest)
          : text("le {} précède le jour où la fiche était « {} » ({}) : donner les jours par --on",
                 "{} is before the day when the sheet was “{}” ({}): give the days with --on", day,
                 label(last.state), earliest));
}

/// What a step says beside its state and day.
void add_record(Workspace& workspace, Value& data, const SavedSheet& saved, SheetState to,
                const StepRecord& record) {
  set_words(data, "to", record.to);
  set_words(data, "note", record.note);
  if (to == SheetState::Deposited) {
    add_figures(data, figures_of(workspace, saved));
  } else if (to == SheetState::Validated) {
    data.set("region", Value::text(workspace.vault().office().region));
    data.set("validation", validation_of(workspace, record));
    data.set("date", Value::text(data.find("validation")->scalar_of("meeting_date")));
  } else if (to == SheetState::Shared) {
    data.set("recipients", Value::texts(central_recipients(workspace, record.recipients)));
  }
}

}  // namespace

void require_sheet_role(Workspace& workspace) {
  if (!workspace.has_role(StaffRole::StatisticsOfficer) &&
      !workspace.has_role(StaffRole::Supervisor)) {
    throw refusal("role",
                  {"une fiche est gardée par un chargé des statistiques ou un superviseur",
                   "a sheet is kept by a statistics officer or a supervisor"},
                  {}, "POS 3.2; 6.3");
  }
}

std::vector<std::string> sheet_readers(const Vault& vault, const std::string& receiver) {
  std::vector<std::string> readers;
  if (const Group* statistics = vault.group(kStatistics)) {
    readers.push_back(statistics->recipient);
  }
  const auto found = vault.directory().find(receiver);
  if (found != vault.directory().end() && !found->second.scalar_of("recipient").empty()) {
    readers.push_back(found->second.scalar_of("recipient"));
  }
  readers.push_back(vault.office().recovery_recipient);
  return readers;
}

namespace {

std::vector<SavedSheet> saved_in(const SheetFiles& files) {
  std::vector<SavedSheet> all;
  for (const SheetDocument& each : files.documents) {
    const auto same = std::find_if(all.begin(), all.end(), [&](const SavedSheet& saved) {
      return saved.period == each.place.period && saved.code == each.place.code &&
             saved.shared_copy != each.place.sealed;
    });
    if (same != all.end()) {
      take(*same, each);
      continue;
    }
    SavedSheet saved;
    saved.period = each.place.period;
    saved.code = each.place.code;
    saved.shared_copy = !each.place.sealed;
    take(saved, each);
    all.push_back(std::move(saved));
  }
  std::erase_if(all, [](const SavedSheet& each) { return each.steps.empty(); });
  std::sort(all.begin(), all.end(), [](const SavedSheet& a, const SavedSheet& b) {
    return std::tie(a.period, a.code, a.shared_copy) < std::tie(b.period, b.code, b.shared_copy);
  });
  return all;
}

}  // namespace

std::vector<SavedSheet> saved_sheets(Workspace& workspace, std::vector<Finding>& findings) {
  SheetFiles files = read_sheet_files(workspace.vault(), workspace.keys().all());
  findings = std::move(files.findings);
  return saved_in(files);
}

namespace {

bool is_of(const SheetPlace& place, const std::string& sheet) {
  return place.period + "/" + place.code == sheet;
}

}  // namespace

SavedSheet find_sheet(Workspace& workspace, const std::string& name) {
  const SheetFiles files = read_sheet_files(workspace.vault(), workspace.keys().all());
  std::vector<SavedSheet> all = saved_in(files);
  std::erase_if(all, [](const SavedSheet& each) { return each.shared_copy; });
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const SavedSheet& each) { return each.name() == name; });
  for (const Error& unread : files.unread) {
    if (is_of(*sheet_place(unread.where.file), name)) {
      throw unread;  // it may be the step that counts
    }
  }
  if (found == all.end()) {
    throw unknown_sheet(name, all);
  }
  return *found;
}

Sheet figures_of(Workspace& workspace, const SavedSheet& saved) {
  const SheetStep& made = saved.steps.front();
  return read_sheet(made.data, indicators_of(workspace), made.file);
}

int next_revision(Workspace& workspace, const Sheet& sheet) {
  const std::optional<SavedSheet> before = kept_before(workspace, sheet.head);
  return before ? before->revision + 1 : 1;
}

std::string save_sheet(Workspace& workspace, Sheet& sheet, const std::string& reason) {
  require_sheet_role(workspace);
  require_to_keep(sheet);
  const std::optional<SavedSheet> before = kept_before(workspace, sheet.head);
  if (before && reason.empty() &&
      (before->validated_before || before->state() >= SheetState::Validated)) {
    throw Error(ErrorCode::Usage,
                text("la fiche {} est validée : une révision demande --reason",
                     "the sheet {} is validated: a revision needs --reason", before->name()),
                {"pourquoi les chiffres changent", "why the figures change"});
  }
  sheet.head.revision = before ? before->revision + 1 : 1;
  const SheetPlace place = place_of(sheet.head);
  Value data = step_data(place.period, SheetState::Draft, sheet.head.revision);
  set_words(data, "reason", reason);
  add_figures(data, sheet);
  write(workspace, place, std::move(data), "");
  return place.period + "/" + place.code;
}

std::string advance_sheet(Workspace& workspace, const std::string& name, SheetState to,
                          StepRecord& record) {
  require_sheet_role(workspace);
  const SavedSheet saved = find_sheet(workspace, name);
  require_state(saved, to);
  if (!record.to.empty()) {
    require_structure(workspace, record.to);
  }
  Value data = step_data(saved.period, to, saved.revision);
  data.set("date", Value::text(day_of_step(workspace, record.on)));
  add_record(workspace, data, saved, to, record);
  note_order(saved, data.scalar_of("date"), record.warnings);
  return write(workspace, {saved.period, saved.code, "", true}, std::move(data), record.to);
}

}  // namespace pos
