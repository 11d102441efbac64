#include "workflow/policy.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/code_list.h"
#include "storage/vault_change.h"

namespace pos {
namespace {

/// A setting, its value where it was never set (which is then not written), and what it may be.
struct Setting {
  std::string_view key, usual;
  bool (*allows)(const std::string& value);
  Text allowed;
};

bool is_term(const std::string& value) {
  const std::optional<Period> period = parse_period(value);
  return period && period->count > 0 && period->unit != Period::Unit::Hours;
}

bool is_day(const std::string& value) {
  return parse_date(value).has_value();
}

const std::array<Setting, 5>& settings() {
  static const std::array<Setting, 5> all = {
      {{"identity", "team", [](const std::string& value) { return value == "manager_only"; },
        same_text("team, manager_only")},
       {"retention",
        "none",
        is_term,
        {"none, ou une durée : P10Y, P18M", "none, or a duration: P10Y, P18M"}},
       {"kind", "unstated",
        [](const std::string& value) { return value == "state" || value == "organisation"; },
        same_text("unstated, state, organisation")},
       {"context", "development", [](const std::string& value) { return value == "emergency"; },
        same_text("development, emergency")},
       {"teams",
        "none",
        is_day,
        {"none, ou le premier jour : 2026-05-01", "none, or the first day: 2026-05-01"}}}};
  return all;
}

const Setting& setting_of(const std::string& key) {
  std::vector<std::string> keys;
  for (const Setting& setting : settings()) {
    if (setting.key == key) {
      return setting;
    }
    keys.emplace_back(setting.key);
  }
  const std::string near = nearest(key, keys);
  const std::string there = fmt::format("{}", fmt::join(keys, ", "));
  throw Error(ErrorCode::Usage, text("réglage inconnu : {}", "no such setting: {}", key),
              near.empty() ? text("il y a : {}", "there are: {}", there)
                           : text("vouliez-vous dire {} ?", "did you mean {}?", near));
}

/// The policy with one `key=value` laid over it.
void lay(Value& policy, const std::string& word) {
  const std::size_t equal = word.find('=');
  const Setting& setting = setting_of(word.substr(0, equal));
  const std::string value = equal == std::string::npos ? "" : word.substr(equal + 1);
  if (value != setting.usual && !setting.allows(value)) {
    throw Error(
        ErrorCode::Usage, text("{} : valeur impossible", "{}: an impossible value", setting.key),
        text("{0}=VALEUR, parmi {1}", "{0}=VALUE, one of {1}", setting.key, setting.allowed));
  }
  policy.erase(setting.key);
  if (value != setting.usual) {
    policy.set(setting.key, Value::text(value));
  }
}

void require_office(Workspace& workspace) {
  if (!workspace.has_role(StaffRole::Administrator) && !workspace.has_role(StaffRole::Supervisor)) {
    throw refusal(
        "role",
        {"seul un administrateur ou un superviseur, avec la clé de secours, règle cela",
         "only an administrator or a supervisor, with the recovery key, sets this"},
        {"`pos people list` montre qui en a le rôle", "`pos people list` shows who has the role"},
        "POS 6.3");
  }
}

}  // namespace

std::vector<std::pair<std::string, std::string>> policy_settings(Workspace& workspace) {
  std::vector<std::pair<std::string, std::string>> all;
  for (const Setting& setting : settings()) {
    const std::string& set = workspace.vault().office().policy.scalar_of(setting.key);
    all.emplace_back(setting.key, set.empty() ? std::string(setting.usual) : set);
  }
  return all;
}

std::optional<Period> retention(Workspace& workspace) {
  const std::string& term = workspace.vault().office().policy.scalar_of("retention");
  return is_term(term) ? parse_period(term) : std::nullopt;
}

std::optional<Date> teams_since(Workspace& workspace) {
  return parse_date(workspace.vault().office().policy.scalar_of("teams"));
}

std::string actor_of(const Office& office) {
  const std::string& kind = office.policy.scalar_of("kind");
  return kind == "organisation" ? "non_state" : kind;
}

bool in_emergency_context(Workspace& workspace) {
  return workspace.vault().office().policy.scalar_of("context") == "emergency";
}

void set_policy(Workspace& workspace, const std::vector<std::string>& words,
                const std::string& recovery) {
  require_office(workspace);
  Value policy = workspace.vault().office().policy;
  for (const std::string& word : words) {
    lay(policy, word);
  }
  const std::vector<Identity> key =
      load_identities(workspace.disk, recovery, workspace.access.unlocking(recovery));
  set_office(workspace.vault(), {std::string(kRecovery), &key.front()},
             Value::map({{"policy", std::move(policy)}}), workspace.now());
}

}  // namespace pos
