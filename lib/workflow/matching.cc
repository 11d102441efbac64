#include "workflow/matching.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "workflow/likely_cases.h"

namespace pos {
namespace {

constexpr std::string_view kMatchForm = "4.M";
constexpr const char* kRejected = "rejected";

/// By request, row and child.
using Decisions = std::map<std::tuple<std::string, std::string, std::string>, std::string>;

/// One of the user's cases, its names read.
struct TracingFile {
  CaseId id;
  std::vector<SoughtChild> sought;
  std::optional<FoundChild> found;
};

struct TracingFiles {
  std::vector<TracingFile> files;
  Decisions decisions;
  int unwilling = 0;
  std::vector<Text> warnings;
};

bool has_role(const Case& c, const Event& event, Role role) {
  return c.forms(event.form).with_role(role) != nullptr;
}

bool concerns_tracing(const Case& c) {
  return std::any_of(c.events.begin(), c.events.end(), [&](const Event& event) {
    return has_role(c, event, Role::SoughtChildren) || has_role(c, event, Role::TracingWish);
  });
}

/// An entry's answers of both compartments.
Value all_answers(const OpenedCase& opened, const Form& form, const Event& event) {
  const auto names = opened.names_by_entry.find(event.entry);
  return names == opened.names_by_entry.end() ? event.data
                                              : laid_over(form, event.data, names->second);
}

void take_decision(Decisions& decisions, const Case& c, const Event& event) {
  decisions[{answer_text(c, event, Role::MatchRequest), answer_text(c, event, Role::MatchRow),
             answer_text(c, event, Role::MatchChild)}] = answer_text(c, event, Role::MatchDecision);
}

void read_file(Workspace& workspace, const CaseRecord& record, TracingFiles& all) {
  const OpenedCase opened = open_case(workspace, record.id, true);
  if (opened.names_pending) {
    throw Error(ErrorCode::NoKey, {"ses noms sont en attente", "its names are pending"});
  }
  const Case c = state_of(workspace, opened.record);
  TracingFile file{record.id, {}, {}};
  FoundChild found;
  bool alone = false, unwilling = false;
  for (const Event& event : c.events) {
    const Form& form = c.forms(event.form);
    const Value answers = all_answers(opened, form, event);
    if (has_role(c, event, Role::MatchDecision)) {
      take_decision(all.decisions, c, event);
    } else if (has_role(c, event, Role::SoughtChildren)) {
      std::vector<SoughtChild> sought =
          sought_children(form, answers, event.entry, event.occurred.day());
      file.sought.insert(file.sought.end(), sought.begin(), sought.end());
    } else {
      add_family(found, form, answers);
    }
    if (has_role(c, event, Role::TracingWish)) {
      alone = true;
      unwilling = answer_text(c, event, Role::TracingWish) == "false";
    }
  }
  all.unwilling += alone && unwilling ? 1 : 0;
  if (alone && !unwilling) {
    found.child = described(workspace, record, opened.names.value_or(Value{}));
    file.found = std::move(found);
  }
  all.files.push_back(std::move(file));
}

TracingFiles read_files(Workspace& workspace) {
  TracingFiles all;
  const Caseload caseload = read_caseload(workspace);
  all.warnings = caseload.warnings;
  for (const CaseRecord& record : caseload.cases) {
    if (record.journal.manager != workspace.me().code) {
      continue;
    }
    try {
      if (concerns_tracing(state_of(workspace, record))) {
        read_file(workspace, record, all);
      }
    } catch (const Error& error) {
      all.warnings.push_back(text("{} n'a pas pu être comparé : {}", "{} could not be compared: {}",
                                  record.id.text(), error.message));
    }
  }
  return all;
}

std::string decision_on(const Decisions& decisions, const TracingMatch& match) {
  const auto found = decisions.find({match.request.text(), match.row, match.child.text()});
  return found == decisions.end() ? std::string() : found->second;
}

/// The pairs of one sought child with every child found in another file.
void compare_pairs(const TracingFiles& all, const TracingFile& request, const SoughtChild& sought,
                   Matches& result) {
  for (const TracingFile& file : all.files) {
    if (!file.found || file.id == request.id) {
      continue;
    }
    if (std::optional<Likeness> alike = tracing_likeness(sought, *file.found)) {
      TracingMatch match{request.id, sought.entry, sought.row, file.id, std::move(*alike), {}};
      match.decision = decision_on(all.decisions, match);
      result.found.push_back(std::move(match));
    }
  }
}

auto order(const TracingMatch& match) {
  return std::tuple(-match.likeness.score, match.request, std::string_view(match.row), match.child);
}

const TracingMatch* find_match(const Matches& matches, const Decided& decided) {
  const auto found =
      std::find_if(matches.found.begin(), matches.found.end(), [&](const TracingMatch& match) {
        return match.request == decided.request && match.child == decided.child &&
               match.row.starts_with(decided.row);
      });
  return found == matches.found.end() ? nullptr : &*found;
}

Filled with_match(const Form& form, Filled filled, const TracingMatch& match,
                  const Decided& decided, Date today) {
  const auto set = [&](Role role, Value value) {
    filled.answers.set(form.with_role(role)->name, std::move(value));
  };
  std::vector<std::string> reasons;
  for (const LikenessReason& reason : match.likeness.reasons) {
    reasons.push_back(reason.id);
  }
  set(Role::MatchRequest, Value::text(match.request.text()));
  set(Role::MatchEntry, Value::text(match.entry));
  set(Role::MatchRow, Value::text(match.row));
  set(Role::MatchChild, Value::text(match.child.text()));
  set(Role::MatchScore, Value::text(std::to_string(match.likeness.score)));
  set(Role::MatchReasons, Value::texts(reasons));
  set(Role::MatchDecision, Value::text(decided.decision));
  if (filled.answers.find(form.date_field) == nullptr) {
    filled.answers.set(form.date_field, Value::text(to_string(today)));
  }
  return filled;
}

}  // namespace

Matches match_requests(Workspace& workspace, bool all) {
  require_case_manager(workspace);
  const TracingFiles files = read_files(workspace);
  Matches result;
  result.warnings = files.warnings;
  result.unwilling = files.unwilling;
  for (const TracingFile& file : files.files) {
    result.children += file.found ? 1 : 0;
    for (const SoughtChild& sought : file.sought) {
      ++result.requests;
      compare_pairs(files, file, sought, result);
    }
  }
  if (!all) {
    std::erase_if(result.found,
                  [](const TracingMatch& match) { return match.decision == kRejected; });
  }
  std::stable_sort(
      result.found.begin(), result.found.end(),
      [](const TracingMatch& a, const TracingMatch& b) { return order(a) < order(b); });
  return result;
}

Saved decide_match(Workspace& workspace, const Decided& decided, const Filled& filled,
                   const Manner& manner) {
  const Matches matches = match_requests(workspace, true);
  const TracingMatch* match = find_match(matches, decided);
  if (match == nullptr) {
    throw Error(ErrorCode::NotFound,
                text("aucun rapprochement entre {} et {}", "no match of {} and {}",
                     decided.request.text(), decided.child.text()),
                matches.warnings.empty()
                    ? Text{"`pos match --all` les montre tous", "`pos match --all` shows them all"}
                    : matches.warnings.front());
  }
  const Form& form = workspace.form(kMatchForm);
  const Filled answers = with_match(form, filled, *match, decided, day_of(workspace.now()));
  record_form(workspace, match->request, form.code, answers, {}, manner);
  Saved saved = record_form(workspace, match->child, form.code, answers, {}, manner);
  if (decided.decision != kRejected) {
    saved.notes.push_back({"avant toute réunification : vérifier l'adulte (4.C) et l'enfant (4.D)",
                           "before any reunification: verify the adult (4.C) and the child (4.D)"});
  }
  return saved;
}

}  // namespace pos
