#include "domain/structure_standing.h"

#include <algorithm>
#include <array>

#include "domain/occupancy.h"

namespace pos {
namespace {

constexpr std::array<std::string_view, 3> kConfirmations = {"unconfirmed", "confirmed", "changed"};

/// Whether the field tells of the service itself, and not of how the entry is kept.
bool is_content(const Form& form, const std::string& name) {
  const Field* field = form.find(name);
  constexpr std::array kKeeping = {Role::StructureVerified, Role::StructureVerifiedBy,
                                   Role::StructureConfirmed, Role::StructureRoutes,
                                   Role::StructureCoordination};
  return field == nullptr || !field->role ||
         std::find(kKeeping.begin(), kKeeping.end(), *field->role) == kKeeping.end();
}

bool changes_content(const EntryChange& change, const Form& form) {
  return std::any_of(change.fields.begin(), change.fields.end(),
                     [&](const std::string& name) { return is_content(form, name); });
}

bool verifies(const EntryChange& change, const Form& form) {
  const Field* verified = form.with_role(Role::StructureVerified);
  return verified != nullptr && holds(change.fields, verified->name);
}

void follow_confirmations(Standing& standing, const std::vector<EntryChange>& changes,
                          const Form& form) {
  for (const EntryChange& change : changes) {
    const bool content = changes_content(change, form);
    if (change.by_supervisor && (content || change.confirms || verifies(change, form))) {
      standing.confirmation = Confirmation::Confirmed;
      standing.confirmed_by = change.author;
      standing.confirmed_at = change.recorded;
    } else if (content && standing.confirmation == Confirmation::Confirmed) {
      standing.confirmation = Confirmation::Changed;
    }
  }
}

std::string last_verifier(const std::vector<EntryChange>& changes, const Form& form) {
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    if (verifies(*change, form)) {
      return change->author;
    }
  }
  return changes.empty() ? std::string() : changes.back().author;
}

bool offers_any(const Structure& s, const std::vector<std::string>& categories) {
  return std::any_of(s.services.begin(), s.services.end(),
                     [&](const std::string& service) { return holds(categories, service); });
}

class NoteTaker {
 public:
  NoteTaker(const Structure& structure, const DirectoryRules& rules, Instant now)
      : s_(structure), rules_(rules), now_(now) {}

  void note_standing(const Standing& standing) {
    if (standing.stale) {
      add("stale", text("à vérifier depuis le {}", "to be verified since {}",
                        to_string(day_of(*standing.due))));
    }
    if (standing.confirmation == Confirmation::Unconfirmed) {
      add("unconfirmed",
          {"pas encore confirmée par un superviseur", "not yet confirmed by a supervisor"});
    } else if (standing.confirmation == Confirmation::Changed) {
      add("unconfirmed", {"changée depuis qu'un superviseur l'a confirmée",
                          "changed since a supervisor confirmed it"});
    }
  }

  void note_service(const std::map<std::string, int>& taken) {
    const Date today = day_of(now_);
    if (s_.accessible == false) {
      add("not_accessible",
          {"non accessible : n'est pas proposée", "not accessible: it is not proposed"});
    }
    if (is_ended(s_, today)) {
      add("ended", text("intervention finie ({}) : n'est pas proposée",
                        "intervention ended ({}): it is not proposed", s_.end));
    }
    for (const std::string& end : s_.convention_ends) {
      const std::optional<Date> day = last_day_of(end);
      if (day && *day < today) {
        add("convention_ended", text("convention finie ({})", "convention ended ({})", end));
      }
    }
    if (std::optional<Text> warning = warning_of(places_of(s_, taken))) {
      add("places", *warning);
    }
  }

  void note_actor() {
    if (!s_.has_focal_point && offers_any(s_, rules_.needs_focal_point)) {
      add("no_focal_point", {"sans point focal (POS 3.4.1)", "without a focal point (POS 3.4.1)"});
    }
    if (lacks_signature(s_, rules_)) {
      add("unsigned", {"gère des cas sans signature des POS : ni dossier ni transfert (POS 3.1.2)",
                       "manages cases without having signed the POS: neither case nor transfer "
                       "(POS 3.1.2)"});
    }
  }

  void note_routes(const std::vector<EntryChange>& changes, const Form& form) {
    for (const RouteStep& step : s_.routes) {
      const bool changed = std::any_of(changes.begin(), changes.end(), [&](const auto& change) {
        return step.reviewed && day_of(change.recorded) > *step.reviewed &&
               changes_content(change, form);
      });
      if (changed || s_.accessible == false || is_ended(s_, day_of(now_))) {
        add("route", text("voie {} {} à revoir : la structure a changé depuis le {} (POS 1.4)",
                          "route {} {} to be reviewed: the structure has changed since {} (POS "
                          "1.4)",
                          step.kind, step.service,
                          step.reviewed ? to_string(*step.reviewed) : std::string("–")));
      }
    }
  }

  std::vector<DirectoryNote> take() { return std::move(notes_); }

 private:
  void add(const char* kind, Text words) { notes_.push_back({kind, std::move(words)}); }

  const Structure& s_;
  const DirectoryRules& rules_;
  Instant now_;
  std::vector<DirectoryNote> notes_;
};

}  // namespace

std::string_view word(Confirmation confirmation) {
  return kConfirmations[static_cast<std::size_t>(confirmation)];
}

bool lacks_signature(const Structure& structure, const DirectoryRules& rules) {
  const bool manages = structure.team || has_kind(structure, "case_management_actor");
  return manages && !holds(rules.state_types, structure.type) && !structure.signed_pos;
}

std::optional<Obligation> verification(const Structure& structure, const DirectoryRules& rules,
                                       Instant now) {
  if (!structure.verified) {
    return std::nullopt;
  }
  const Date verified = *structure.verified;
  Instant at =
      end_of_day(add(verified, structure.emergency_zone ? rules.update_emergency : rules.update));
  if (has_kind(structure, "case_management_actor")) {
    at = std::min(at, end_of_day(add(verified, rules.actor_update)));
  }
  Obligation obligation;
  obligation.step = Step::DirectoryUpdate;
  obligation.due = at;
  obligation.state = at < now                    ? ObligationState::Overdue
                     : day_of(at) == day_of(now) ? ObligationState::DueToday
                                                 : ObligationState::Pending;
  obligation.basis = {"directory_entry", "", when(verified)};
  obligation.rule = "office.directory_update";
  obligation.source = "POS 3.4.1";
  obligation.subject = structure.code;
  return obligation;
}

Standing standing_of(const Structure& structure, const std::vector<EntryChange>& changes,
                     const Form& form, const DirectoryRules& rules, Instant now) {
  Standing standing;
  standing.verified = structure.verified;
  standing.verified_by =
      structure.verified_by.empty() ? last_verifier(changes, form) : structure.verified_by;
  if (const std::optional<Obligation> owed = verification(structure, rules, now)) {
    standing.due = owed->due;
    standing.stale = owed->state == ObligationState::Overdue;
  }
  follow_confirmations(standing, changes, form);
  return standing;
}

std::vector<DirectoryNote> notes_of(const Structure& structure,
                                    const std::vector<EntryChange>& changes,
                                    const Standing& standing, const Form& form,
                                    const DirectoryRules& rules,
                                    const std::map<std::string, int>& taken, Instant now) {
  NoteTaker taker(structure, rules, now);
  taker.note_standing(standing);
  taker.note_service(taken);
  taker.note_actor();
  taker.note_routes(changes, form);
  return taker.take();
}

}  // namespace pos
