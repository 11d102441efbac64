#include "workflow/staffing.h"

#include <algorithm>

namespace pos {
namespace {

Signer signer(Workspace& workspace) {
  workspace.require_own_card();
  return {workspace.me().code, &workspace.keys().own()};
}

/// Recovery where it is at hand, else the user.
Signer strongest_signer(Workspace& workspace) {
  const Author author = workspace.author();
  return {author.code, author.identity};
}

/// The recovery key, where a file of it is given.
const Identity* take_recovery(Workspace& workspace, const std::string& file) {
  if (file.empty()) {
    return nullptr;
  }
  workspace.use_recovery(file);
  return workspace.author().identity;
}

/// Empty for somebody unknown.
std::string recipient_of(Workspace& workspace, const std::string& code) {
  const Person* person = workspace.vault().staff().latest(code);
  return person == nullptr ? std::string() : person->recipient;
}

std::vector<std::string> groups_with(Workspace& workspace, const std::string& code) {
  std::vector<std::string> names;
  for (const auto& [name, group] : workspace.vault().groups()) {
    if (std::find(group.members.begin(), group.members.end(), code) != group.members.end()) {
      names.push_back(name);
    }
  }
  return names;
}

/// What a person's former key opened, and what must open now: on the files of a supervisor's team
/// stand the group's keys alone, of which the former key opens those that were.
std::set<std::string> concerned_by(Workspace& workspace, const std::string& code,
                                   const std::string& former, const std::string& fresh) {
  std::set<std::string> recipients = {former, fresh};
  for (const std::string& group : groups_with(workspace, code)) {
    recipients.merge(recipients_of(workspace, group));
  }
  return recipients;
}

}  // namespace

Notes hire(Workspace& workspace, const NewPerson& person, const std::string& recovery) {
  const Identity* key = take_recovery(workspace, recovery);
  Notes notes = add_person(workspace.vault(), signer(workspace), person, key, workspace.now());
  mend_own_groups(workspace);
  return notes;
}

/// The last day of a role that has ended; empty where it has not.
std::optional<Date> ended(Workspace& workspace, const std::string& code) {
  const Staff& staff = workspace.vault().staff();
  const Person* card = staff.latest(code);
  const auto last = card == nullptr ? std::nullopt : parse_date(card->to);
  const bool in_office = staff.at(code, workspace.now()) != nullptr;
  return last && !in_office && *last <= day_of(workspace.now()) ? last : std::nullopt;
}

/// What is written of a role that has ended changes nothing: nobody must take it for a return.
Error role_has_ended(const std::string& code, Date last) {
  return refusal(
      "role",
      text("le rôle de {} a pris fin le {} : sa fiche ne change plus",
           "the role of {} ended on {}: their card changes no more", code, to_string(last)),
      {"qui revient reçoit une fiche sous un autre code (`pos people add`)",
       "who comes back gets a card under another code (`pos people add`)"},
      "");
}

Notes change_person(Workspace& workspace, const std::string& code, const PersonChange& change,
                    const std::string& recovery) {
  const Identity* key = take_recovery(workspace, recovery);
  const Signer author = signer(workspace);
  if (const std::optional<Date> last = ended(workspace, code)) {
    throw role_has_ended(code, *last);
  }
  Notes notes = set_person(workspace.vault(), author, code, change, key, workspace.now());
  mend_own_groups(workspace);
  return notes;
}

Notes retire_staff(Workspace& workspace, const std::string& code, Date last_day,
                   const std::string& recovery) {
  const Identity* key = take_recovery(workspace, recovery);
  const Signer author = signer(workspace);
  // An earlier end is believed, a later one would take the role up again.
  if (const std::optional<Date> last = ended(workspace, code); last && last_day > *last) {
    throw role_has_ended(code, *last);
  }
  Notes notes = retire_person(workspace.vault(), author, code, last_day, key, workspace.now());
  mend_own_groups(workspace);
  return notes;
}

void join_group(Workspace& workspace, const std::string& group, const std::string& code,
                const std::string& recovery) {
  take_recovery(workspace, recovery);
  workspace.require_own_card();
  add_member(workspace.vault(), strongest_signer(workspace), group, code, workspace.now());
  mend_own_groups(workspace);
}

void leave_group(Workspace& workspace, const std::string& group, const std::string& code,
                 const std::string& recovery) {
  take_recovery(workspace, recovery);
  workspace.require_own_card();
  workspace.keys().all();  // what the group opened before stays open to this run
  remove_member(workspace.vault(), strongest_signer(workspace), group, code, workspace.now());
  mend_own_groups(workspace);
}

Sealing renew_keys(Workspace& workspace, const std::string& code, const Card& fresh,
                   const std::string& recovery, const Progress& progress) {
  take_recovery(workspace, recovery);
  if (fresh.code != code) {
    throw Error(ErrorCode::Invalid,
                text("cette carte est celle de {}", "this card is that of {}", fresh.code), {},
                {"", 0, "code"});
  }
  workspace.require_own_card();
  workspace.keys().all();  // the former key and its groups' stay at hand for what they open
  const std::string former = recipient_of(workspace, code);
  const std::set<std::string> to_sign =
      replace_keys(workspace.vault(), strongest_signer(workspace), fresh, workspace.now());
  if (!to_sign.empty()) {
    workspace.recollection().note({"", to_sign});
  }
  return seal_all_anew(workspace, concerned_by(workspace, code, former, fresh.recipient), progress);
}

void mend_own_groups(Workspace& workspace) {
  mend_groups(workspace.vault(), strongest_signer(workspace), workspace.now(),
              workspace.recollection().to_sign());
}

}  // namespace pos
