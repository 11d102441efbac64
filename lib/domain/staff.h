#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/text.h"

namespace pos {

/// Roles of the procedures (POS 3.3.1) and of the tool: administrators and statistics officers own
/// no case and read no names.
enum class StaffRole {
  Administrator,
  CaseManager,
  Supervisor,
  StatisticsOfficer,
  DataClerk,
  OrganisationManager,
};
std::string_view word(StaffRole role);
Text label(StaffRole role);
std::optional<StaffRole> parse_staff_role(std::string_view word);
const std::vector<StaffRole>& all_staff_roles();

/// The three kinds of social workers (POS 3.3.1).
enum class WorkerType { Professional, ParaProfessional, CommunityActor };
std::string_view word(WorkerType type);
std::optional<WorkerType> parse_worker_type(std::string_view word);
const std::vector<WorkerType>& all_worker_types();

/// A staff member as their card stood at some moment.
struct Person {
  std::string code;
  std::string name;
  std::vector<StaffRole> roles;
  std::string unit;
  std::string supervisor;             ///< code; counts only while a member of `team-<unit>`
  std::vector<std::string> managers;  ///< whom a data clerk records for
  std::string recipient;
  std::string signing_key;  ///< base64
  std::optional<WorkerType> worker_type;
  std::string from, to;  ///< dates; `to` empty while the role lasts

  bool has(StaffRole role) const;
};

class Staff;
/// The staff of other vaults that cases came from, by the vault's id.
using SendingStaffs = std::map<std::string, std::shared_ptr<const Staff>>;

/// Who was who, when: the believed cards and group memberships of a vault through time.
class Staff {
 public:
  /// The card of `person.code` reads so from `since` on, until the next one added for that code.
  void add(const Person& person, Instant since);
  /// The group's members from `since` on.
  void set_members(const std::string& group, std::vector<std::string> members, Instant since);

  /// Forgets how it read after that moment: what is added next was written by who knew that.
  void forget_card_after(std::string_view code, Instant moment);
  void forget_members_after(std::string_view group, Instant moment);

  /// Of another vault only cards are known, no groups: there a supervisor is whom the card names.
  void know_cards_alone() { cards_alone_ = true; }
  /// Who wrote in cases before this office accepted them (format.md 3).
  void set_senders(SendingStaffs senders) { senders_ = std::move(senders); }
  const SendingStaffs& senders() const { return senders_; }

  /// The card at that moment; nullptr before there was one or after its `to` date.
  const Person* at(std::string_view code, Instant moment) const;
  /// The card as it read at that moment, ended or not; nullptr before there was one.
  const Person* card(std::string_view code, Instant moment) const;
  /// The card as last known, ended or not; nullptr where there is none.
  const Person* latest(std::string_view code) const;
  std::vector<std::string> codes() const;
  bool is_member(std::string_view group, std::string_view code, Instant moment) const;
  /// Whether their card ever made them the unit's supervisor, up to that moment.
  bool has_led(std::string_view unit, std::string_view code, Instant moment) const;
  /// Whether a member of `team-<unit>` was the unit's supervisor since they came in and is none any
  /// more. A deputy, who never was one, is not.
  bool is_left_over(std::string_view unit, std::string_view code, Instant moment) const;
  /// The direct supervisor of a case manager at that moment; empty where none counts.
  std::string supervisor_of(std::string_view manager, Instant moment) const;
  bool has_role(std::string_view code, StaffRole role, Instant moment) const;

 private:
  struct Version {
    Instant since;
    Person person;
  };
  struct Membership {
    Instant since;
    std::vector<std::string> members;
  };
  bool led_since(std::string_view unit, std::string_view code, Instant since, Instant moment) const;

  std::map<std::string, std::vector<Version>, std::less<>> versions_;
  std::map<std::string, std::vector<Membership>, std::less<>> memberships_;
  bool cards_alone_ = false;
  SendingStaffs senders_;
};

inline constexpr std::string_view kRecovery = "recovery";

/// What to do about a code that is nobody's: take the nearest one, or look at them all.
Text meant_person(const Staff& staff, const std::string& code);
/// Errors: NotFound, with every code that is nobody's; those who have left count, and an empty code
/// names nobody.
void require_people(const Staff& staff, const std::vector<std::string>& codes);

/// The group of a unit's supervisor: `team-<unit>`.
std::string team_of(std::string_view unit);

}  // namespace pos
