#include "workflow/handing_over.h"

#include <algorithm>
#include <optional>

#include "storage/check.h"
#include "workflow/case_append.h"
#include "workflow/case_files.h"
#include "workflow/case_readers.h"
#include "workflow/cases.h"
#include "workflow/name_notes.h"
#include "workflow/sealing.h"

namespace pos {
namespace {

int open_cases(Workspace& workspace, const Caseload& caseload, const std::string& manager) {
  return static_cast<int>(
      std::count_if(caseload.cases.begin(), caseload.cases.end(), [&](const CaseRecord& record) {
        const Case state = state_of(workspace, record);
        return state.open() && state.manager == manager;
      }));
}

class Assigning {
 public:
  Assigning(Workspace& workspace, const Assignment& assignment, const Caseload& caseload)
      : workspace_(workspace),
        assignment_(assignment),
        open_(open_cases(workspace, caseload, assignment.to)) {}

  HandedCase assign(const CaseId& id) {
    std::optional<HandedCase> handed = assign_anew(id);
    return handed ? std::move(*handed) : complete(id);
  }

 private:
  std::optional<HandedCase> assign_anew(const CaseId& id);
  HandedCase complete(const CaseId& id);
  HandedCase handed(const CaseFiles& files, const std::string& former, const Entry& entry);

  Workspace& workspace_;
  const Assignment& assignment_;
  int open_;  ///< cases that the new manager has
};

HandedCase Assigning::handed(const CaseFiles& files, const std::string& former,
                             const Entry& entry) {
  HandedCase result = handed_case(state_of(workspace_, CaseRecord{files.id, files.journal, {}}),
                                  workspace_.rules());
  result.former = former;
  result.entry = entry.id;
  result.names_pending = names_closed(files);
  return result;
}

/// nullopt where the case is theirs already.
std::optional<HandedCase> Assigning::assign_anew(const CaseId& id) {
  CaseFiles files = open_to_write(workspace_, id);
  const std::string former = files.journal.manager;
  if (former == assignment_.to) {
    return std::nullopt;
  }
  const Case state = state_of(workspace_, CaseRecord{id, files.journal, {}});
  Entry entry;
  entry.act = Act::Assign;
  entry.to = assignment_.to;
  entry.reason = reason_to_assign(assignment_, state.open() ? open_ : 0, workspace_.rules());
  entry.occurred = when(workspace_.now());
  const Written written = append(workspace_, files, std::move(entry), {}, false);
  open_ += state.open() ? 1 : 0;
  return handed(files, former, written.entry);
}

/// One that was broken off, or has been done: whatever is left of it.
HandedCase Assigning::complete(const CaseId& id) {
  HandedCase result;
  {
    const CaseFiles files = open_to_write(workspace_, id);
    const Entry* entry = files.journal.last_assign();
    if (entry == nullptr) {
      throw refusal(
          "same-manager",
          text("{} a déjà le dossier {}", "{} has case {} already", assignment_.to, id.text()), {},
          "");
    }
    leave_note(workspace_, files);
    const std::vector<std::string> former = managers_before(files.journal);
    result = handed(files, former.empty() ? "" : former.back(), *entry);
  }
  Sealing sealing;
  seal_case_anew(workspace_, id, {}, sealing);
  return result;
}

/// A hand-over that broke off on a Friday is completed on the Monday, on one sheet.
constexpr std::chrono::days kOneSheet{7};

/// Whether the case went from `from` to its manager, and belongs to what is handed over now: a few
/// days ago at most, or parts that open to the user still lie as they did before, and its new
/// manager may not open them. What is closed to the user is of a hand-over before that.
bool is_part_of_it(Workspace& workspace, const CaseRecord& record, const std::string& from) {
  const std::vector<std::string> former = managers_before(record.journal);
  const Entry* assign = record.journal.last_assign();
  if (former.empty() || former.back() != from || assign == nullptr) {
    return false;
  }
  if (assign->recorded + kOneSheet > workspace.now()) {
    return true;
  }
  const std::string note = part_of(workspace, Compartment::Facts, record.id, assign->id);
  std::vector<std::string> facts = open_parts(workspace, Compartment::Facts, record.id).paths;
  std::erase(facts, note);
  return facts.size() > 1 || open_parts(workspace, Compartment::Case, record.id).paths.size() > 1;
}

void require_people(Workspace& workspace, const Assignment& assignment) {
  workspace.require_known_person(assignment.to);
  workspace.require_case_reader();
}

}  // namespace

std::string reason_to_assign(const Assignment& assignment, int open, const Rulebook& rules) {
  if (open + 1 <= rules.caseload_limit) {
    return assignment.reason;
  }
  if (assignment.over_caseload.empty()) {
    throw refusal(
        "caseload",
        text("{} a déjà {} dossiers ouverts", "{} has {} open cases already", assignment.to, open),
        {"choisir quelqu'un d'autre, ou donner le motif par --over-caseload",
         "choose somebody else, or give the reason with --over-caseload"},
        "POS 3.3.1");
  }
  const std::string why = "POS 3.3.1: " + assignment.over_caseload;
  return assignment.reason.empty() ? why : assignment.reason + "\n" + why;
}

int open_cases_of(Workspace& workspace, const std::string& manager) {
  return open_cases(workspace, read_caseload(workspace), manager);
}

HandedCase assign(Workspace& workspace, const CaseId& id, const Assignment& assignment) {
  require_people(workspace, assignment);
  return Assigning(workspace, assignment, read_caseload(workspace)).assign(id);
}

HandOver assign_all(Workspace& workspace, const std::string& from, const Assignment& assignment,
                    const Progress& progress) {
  workspace.require_known_person(from);
  require_people(workspace, assignment);
  if (from == assignment.to) {
    throw Error(ErrorCode::Usage,
                {"--from et --to nomment la même personne", "--from and --to name one person"});
  }
  const Caseload caseload = read_caseload(workspace);
  std::vector<std::pair<CaseId, bool>> theirs;  ///< and whether they have it still
  for (const CaseRecord& record : caseload.cases) {
    const std::string& manager = record.journal.manager;
    if (manager == from || (manager == assignment.to && is_part_of_it(workspace, record, from))) {
      theirs.emplace_back(record.id, manager == from);
    }
  }
  Assigning assigning(workspace, assignment, caseload);
  HandOver result;
  // What cannot be read may be theirs too.
  result.failures = caseload.warnings;
  std::optional<Error> first;
  bool any = false;
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    const auto& [id, is_theirs] = theirs[i];
    try {
      result.cases.push_back(assigning.assign(id));
      any = any || is_theirs;
    } catch (const Error& error) {
      if (error.code == ErrorCode::Io && all_readable(workspace.vault(), id)) {
        throw;
      }
      first = first ? first : std::optional<Error>(error);
      result.failures.push_back(
          text("{} : {}{}", "{}: {}{}", id.text(), to_string(error.where), error.message));
    }
    if (progress) {
      progress(i + 1, theirs.size());
    }
  }
  if (!any && first) {
    throw *first;
  }
  return result;
}

}  // namespace pos
