#include "workflow/likely_cases.h"

#include <algorithm>
#include <array>

#include "domain/form.h"

namespace pos {
namespace {

constexpr std::array<Role, 8> kDescribing = {Role::NameFirst, Role::NameLast, Role::NameOther,
                                             Role::Sex,       Role::Age,      Role::BirthDate,
                                             Role::Region,    Role::Location};

constexpr std::size_t kMostNamed = 5;

/// What the facts tell: enough to leave most names unread.
Description by_facts(const Case& c) {
  Description child;
  for (const Event& event : c.events) {
    if (event.form == kReportForm || event.form == kRegistrationForm) {
      describe(child, c.forms(event.form), event.data, event.occurred.day());
    }
  }
  return child;
}

bool is_own(Workspace& workspace, const CaseRecord& record) {
  return record.journal.manager == workspace.me().code;
}

void compare(Workspace& workspace, const CaseRecord& record, const Description& child,
             LikelyCases& result) {
  const Case state = state_of(workspace, record);
  if (!may_be_one(by_facts(state), child)) {
    return;
  }
  const OpenedCase opened = open_case(workspace, record.id, true);
  if (opened.names_pending) {
    throw Error(ErrorCode::NoKey, {"ses noms sont en attente", "its names are pending"});
  }
  const Description other = described(workspace, record, opened.names.value_or(Value{}));
  if (std::optional<Likeness> alike = likeness(other, child)) {
    result.found.push_back({record.id, state.status(), std::move(*alike)});
  }
}

void warn(LikelyCases& result, const CaseId& id, const Error& error) {
  result.warnings.push_back(text("{} n'a pas pu être comparé : {}", "{} could not be compared: {}",
                                 id.text(), error.message));
}

/// How the child's file is gone on with, rather than doubled.
Text way_on(CaseStatus status) {
  switch (status) {
    case CaseStatus::Reported:
    case CaseStatus::ReportClosed:
      return {"`pos register --signal` enregistre un enfant signalé",
              "`pos register --signal` registers a reported child"};
    case CaseStatus::NotEligible:
    case CaseStatus::Closed:
      return {"`pos reopen` le rouvre, `pos link` joint les deux",
              "`pos reopen` opens it again, `pos link` joins the two"};
    default:
      return {"`pos link` joint les deux", "`pos link` joins the two"};
  }
}

Text similar(const LikelyCase& likely) {
  return text("{} ({}) est peut-être celui du même enfant : comparer ; {}",
              "{} ({}) may be of the same child: compare them; {}", likely.id.text(),
              label(likely.status), way_on(likely.status));
}

void add_warnings(Draft& draft, const LikelyCases& likely) {
  for (std::size_t i = 0; i < std::min(likely.found.size(), kMostNamed); ++i) {
    draft.warnings.push_back(similar(likely.found[i]));
  }
  draft.warnings.insert(draft.warnings.end(), likely.warnings.begin(), likely.warnings.end());
}

void keep_result(const Form& form, Draft& draft, const LikelyCases& likely, bool all_read) {
  const bool whole = all_read && likely.complete();
  const char* result = !likely.found.empty() ? "found" : whole ? "none" : "incomplete";
  set_computed(form, draft, Role::DuplicateSearch, Value::text(result));
  std::vector<std::string> ids;
  for (const LikelyCase& each : likely.found) {
    ids.push_back(each.id.text());
  }
  if (!ids.empty()) {
    set_computed(form, draft, Role::DuplicateCases, Value::texts(ids));
  }
}

bool describes(const Field& field) {
  return field.role &&
         std::find(kDescribing.begin(), kDescribing.end(), *field.role) != kDescribing.end() &&
         !field.calculated;
}

/// The registration's fields that describe a child, and no other.
Form describing_form(const Form& registration) {
  Form form = registration;
  std::erase_if(form.fields, [](const Field& field) { return !describes(field); });
  for (Field& field : form.fields) {
    field.required = false;
  }
  return form;
}

}  // namespace

/// Only who manages cases reads names without leaving a trace.
void require_case_manager(Workspace& workspace) {
  if (!workspace.has_role(StaffRole::CaseManager)) {
    throw refusal("role",
                  {"seul un gestionnaire de cas cherche par les noms, parmi ses dossiers",
                   "only a case manager searches by names, among their own cases"},
                  {"`pos show DOSSIER --names` montre les noms d'un dossier, et le consigne",
                   "`pos show CASE --names` shows the names of one case, and records it"},
                  "POS 6.1.2");
  }
}

Description described(const Form& form, const Value& answers, Date told) {
  Description child;
  describe(child, form, answers, told);
  return child;
}

Description described(Workspace& workspace, const CaseRecord& record, const Value& names) {
  const Case state = state_of(workspace, record);
  Description child = by_facts(state);
  const Date told = child.age_at.value_or(day_of(workspace.now()));
  // Identity answers have the same names in the report as in the registration.
  describe(child, workspace.form(kRegistrationForm), names, told);
  return child;
}

LikelyCases likely_cases(Workspace& workspace, const Caseload& caseload, const Description& child,
                         const CaseId& except) {
  LikelyCases result;
  for (const CaseRecord& record : caseload.cases) {
    if (record.id == except || !is_own(workspace, record)) {
      continue;
    }
    try {
      compare(workspace, record, child, result);
      ++result.compared;
    } catch (const Error& error) {
      warn(result, record.id, error);
    }
  }
  std::stable_sort(
      result.found.begin(), result.found.end(),
      [](const LikelyCase& a, const LikelyCase& b) { return a.likeness.score > b.likeness.score; });
  return result;
}

void look_for_duplicates(Workspace& workspace, const Caseload* caseload, const CaseId& id,
                         const Form& form, Draft& draft) {
  const Description child = described(form, draft.answers, draft.entry.occurred.day());
  LikelyCases likely;
  if (caseload != nullptr && child.has_name()) {
    likely = likely_cases(workspace, *caseload, child, id);
  }
  keep_result(form, draft, likely, caseload != nullptr && caseload->complete());
  add_warnings(draft, likely);
}

LikelyCases search_cases(Workspace& workspace, const Filled& filled) {
  require_case_manager(workspace);
  const Form form = describing_form(workspace.form(kRegistrationForm));
  const CodeLists lists = [&](std::string_view list) -> const CodeList& {
    return workspace.schemas().list(list);
  };
  // A whole registration describes the child too.
  Value given;
  for (const Member& member : filled.answers.members) {
    const bool tells_more = form.find(member.key) == nullptr &&
                            workspace.form(kRegistrationForm).find(member.key) != nullptr;
    if (!tells_more && member.key != "occurred") {
      given.members.push_back(member);
    }
  }
  Checked checked = check(form, given, CheckContext{lists, {}, {}, {}});
  const Description child = described(form, checked.answers, day_of(workspace.now()));
  if (checked.findings.empty() && !child.has_name()) {
    checked.findings.push_back({{"", 0, "name_first"},
                                {"un nom au moins est attendu", "one name at least is expected"},
                                {}});
  }
  for (Finding& finding : checked.findings) {
    finding.where.file = filled.name;
  }
  if (!checked.findings.empty()) {
    throw invalid_input(std::move(checked.findings));
  }
  return likely_cases(workspace, read_caseload(workspace), child, {});
}

LikelyCases search_like(Workspace& workspace, const CaseId& id) {
  require_case_manager(workspace);
  const OpenedCase opened = open_case(workspace, id, true);
  if (!is_own(workspace, opened.record)) {
    throw refusal("role",
                  {"seul le gestionnaire de cas du dossier compare ses noms",
                   "only the case's manager compares its names"},
                  {"`pos show` dit qui gère le dossier", "`pos show` says who manages the case"},
                  "POS 6.1.2");
  }
  const Description child = described(workspace, opened.record, opened.names.value_or(Value{}));
  return likely_cases(workspace, read_caseload(workspace), child, id);
}

}  // namespace pos
