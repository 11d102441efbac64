#include "workflow/programmes.h"

#include <algorithm>

#include "domain/code_list.h"
#include "storage/vault_change.h"
#include "workflow/cases.h"
#include "workflow/office_form.h"
#include "workflow/reporting.h"

namespace pos {
namespace {

const Value* programme_state(Workspace& workspace, const std::string& code) {
  const auto& all = workspace.vault().programmes();
  const auto found = all.find(code);
  return found == all.end() ? nullptr : &found->second;
}

void put_programme(Workspace& workspace, const std::string& code, const Filled& filled,
                   const Value* before) {
  const Value answers =
      checked_office_form(workspace, kProgrammeForm, filled, before, programme_faults);
  workspace.require_own_card();
  set_programme(workspace.vault(), {workspace.me().code, &workspace.keys().own()}, code, answers,
                workspace.now());
}

Error no_such_programme(Workspace& workspace, const std::string& code) {
  std::vector<std::string> codes;
  for (const auto& [known, state] : workspace.vault().programmes()) {
    codes.push_back(known);
  }
  const std::string near = nearest(code, codes);
  return Error(ErrorCode::NotFound, text("aucun programme {}", "no programme {}", code),
               near.empty() ? Text{"`pos programme list` montre les programmes",
                                   "`pos programme list` shows the programmes"}
                            : text("vouliez-vous dire {} ?", "did you mean {}?", near));
}

bool takes_part_in(const Case& c, const std::string& programme) {
  const std::vector<Participation> all = participations(c);
  return std::any_of(all.begin(), all.end(), [&](const Participation& each) {
    return each.programme == programme && takes_part(each, day_of(c.now));
  });
}

ProgrammeFit fit_of(const Programme& programme, const Case& c) {
  ProgrammeFit fit{c.id, programme.code, criteria_met(programme, c), Fits::Unknown, false};
  fit.fits = fits_all(fit.criteria);
  fit.takes_part = c.open() && takes_part_in(c, programme.code);
  return fit;
}

/// Those to hold a child against.
std::vector<Programme> looked_at(Workspace& workspace, const std::string& code) {
  if (!code.empty()) {
    return {find_programme(workspace, code)};
  }
  std::vector<Programme> all = programmes(workspace);
  std::erase_if(all, [&](const Programme& each) {
    return each.status(day_of(workspace.now())) == ProgrammeStatus::Ended;
  });
  return all;
}

void take_fits(ProgrammeFits& fits, const std::vector<Programme>& all, const Case& c) {
  for (const Programme& programme : all) {
    fits.items.push_back(fit_of(programme, c));
  }
}

void take_caseload(Workspace& workspace, ProgrammeFits& fits, const std::vector<Programme>& all) {
  Caseload caseload = read_caseload(workspace);
  for (const CaseRecord& record : caseload.cases) {
    const Case c = state_of(workspace, record);
    if (c.open()) {
      take_fits(fits, all, c);
    }
  }
  fits.complete = caseload.complete();
  fits.intact = caseload.lost == 0;
  fits.warnings = std::move(caseload.warnings);
}

/// Of a programme that the registration names.
void warn_of_programme(Workspace& workspace, const Case& c, const std::string& code,
                       std::vector<Text>& warnings) {
  const Value* state = programme_state(workspace, code);
  if (state == nullptr) {
    warnings.push_back(text("aucun programme {} dans ce coffre : `pos programme list`",
                            "no programme {} in this vault: `pos programme list`", code));
    return;
  }
  for (const CriterionFit& each : criteria_met(read_programme(code, *state), c)) {
    if (each.fits == Fits::No) {
      warnings.push_back(text("le programme {} ne convient pas à l'enfant : {} (POS 4.2.1)",
                              "the programme {} does not fit the child: {} (POS 4.2.1)", code,
                              label(each.criterion)));
    }
  }
}

void propose_programmes(Workspace& workspace, const Case& c, std::vector<Text>& notes) {
  std::string fitting;
  for (const Programme& programme : looked_at(workspace, "")) {
    if (fits_all(criteria_met(programme, c)) == Fits::Yes) {
      fitting += (fitting.empty() ? "" : ", ") + programme.code;
    }
  }
  if (!fitting.empty()) {
    notes.push_back(text("programmes qui conviennent à l'enfant : {} (POS 4.2.1)",
                         "programmes that fit the child: {} (POS 4.2.1)", fitting));
  }
}

}  // namespace

std::vector<Programme> programmes(Workspace& workspace) {
  std::vector<Programme> all;
  for (const auto& [code, state] : workspace.vault().programmes()) {
    all.push_back(read_programme(code, state));
  }
  return all;
}

Programme find_programme(Workspace& workspace, const std::string& code) {
  const Value* state = programme_state(workspace, code);
  if (state == nullptr) {
    throw no_such_programme(workspace, code);
  }
  return read_programme(code, *state);
}

void begin_programme(Workspace& workspace, const std::string& code, const Filled& filled) {
  if (programme_state(workspace, code) != nullptr) {
    throw Error(ErrorCode::Conflict,
                text("le programme {} existe déjà", "the programme {} exists already", code),
                {"`pos programme edit` le modifie", "`pos programme edit` changes it"});
  }
  put_programme(workspace, code, filled, nullptr);
}

void change_programme(Workspace& workspace, const std::string& code, const Filled& filled) {
  const Value* before = programme_state(workspace, code);
  if (before == nullptr) {
    throw no_such_programme(workspace, code);
  }
  put_programme(workspace, code, filled, before);
}

ProgrammeFits programme_fits(Workspace& workspace, const std::optional<CaseId>& id,
                             const std::string& programme) {
  workspace.require_case_reader();
  const std::vector<Programme> all = looked_at(workspace, programme);
  ProgrammeFits fits;
  if (!id) {
    take_caseload(workspace, fits, all);
    return fits;
  }
  const CaseRecord record = read_facts(workspace, *id);
  fits.warnings = record.findings;
  fits.complete = record.complete();
  if (const Case c = state_of(workspace, record); c.registered()) {
    take_fits(fits, all, c);
  }
  return fits;
}

void advise_on_programmes(Workspace& workspace, const Case& c, std::vector<Text>& warnings,
                          std::vector<Text>& notes) {
  if (workspace.vault().programmes().empty() || !c.registered()) {
    return;
  }
  const std::vector<Participation> all = participations(c);
  for (const Participation& each : all) {
    warn_of_programme(workspace, c, each.programme, warnings);
  }
  if (all.empty()) {
    propose_programmes(workspace, c, notes);
  }
}

ProgrammeReports programme_reports(Workspace& workspace, const std::string& programme) {
  ProgrammeReports reports;
  reports.scope = counting_scope(workspace);
  const std::vector<Programme> all =
      programme.empty() ? programmes(workspace) : std::vector{find_programme(workspace, programme)};
  std::vector<ProgrammeCount> counts;
  for (const Programme& each : all) {
    counts.emplace_back(each, workspace.rules(), workspace.vault().staff(), workspace.now());
  }
  Caseload caseload = read_caseload(workspace);
  for (const CaseRecord& record : caseload.cases) {
    if (!counts_case(workspace, reports.scope, record.journal.manager)) {
      continue;
    }
    ++reports.cases_read;
    const Case c = state_of(workspace, record);
    for (ProgrammeCount& count : counts) {
      count.add(c);
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    reports.items.push_back({all[i], counts[i].figures()});
  }
  reports.complete = caseload.complete();
  reports.intact = caseload.lost == 0;
  reports.warnings = std::move(caseload.warnings);
  return reports;
}

}  // namespace pos
