#include "domain/structure_search.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "domain/answer.h"
#include "domain/occupancy.h"
#include "domain/target_match.h"

namespace pos {
namespace {

constexpr std::array<std::string_view, 3> kFits = {"no", "ask", "yes"};

bool offers(const Structure& s, const Need& need) {
  const auto among = [](const std::string& wanted, const std::vector<std::string>& there) {
    return wanted.empty() || holds(there, wanted);
  };
  return among(need.service, s.services) && among(need.heading, s.headings) &&
         among(need.health, s.health) && (need.kind.empty() || has_kind(s, need.kind)) &&
         (need.type.empty() || need.type == s.type);
}

/// How closely some of the places fit the one looked for: the length of the closest that holds it;
/// 1 where one lies in it; 0 where none has to do with it.
std::size_t closeness(const std::vector<std::string>& places, std::string_view place) {
  std::size_t closest = 0;
  for (const std::string& each : places) {
    const std::size_t fits = lies_in(place, each) ? each.size() + 1 : lies_in(each, place) ? 1 : 0;
    closest = std::max(closest, fits);
  }
  return closest;
}

std::size_t closeness(const Structure& s, std::string_view place) {
  return std::max(closeness(s.places, place), closeness(s.branch_places, place));
}

std::string joined_places(const std::vector<std::string>& places) {
  std::string all;
  for (const std::string& place : places) {
    all += (all.empty() ? "" : ", ") + place;
  }
  return all;
}

class Judge {
 public:
  Judge(const Structure& structure, const Need& need, const SearchGround& ground)
      : s_(structure), need_(need), ground_(ground) {}

  Match run() {
    judge_access();
    judge_place();
    for (Reason& reason : target_reasons(s_, need_, ground_)) {
      reasons_.push_back(std::move(reason));
    }
    judge_mode();
    judge_cost();
    judge_hours();
    judge_transfer();
    judge_places_left();
    Match match{&s_, Fit::Yes, 0, false, {}};
    follow_routes(match);
    match.reasons = std::move(reasons_);
    match.fit = least(match.reasons);
    return match;
  }

 private:
  void add(Fit fit, Text words) { reasons_.push_back({fit, std::move(words)}); }

  void judge_access() {
    if (s_.accessible == false) {
      add(Fit::No, {"non accessible à la dernière vérification (POS 3.4.1)",
                    "not accessible when last verified (POS 3.4.1)"});
    }
    if (is_ended(s_, day_of(ground_.now))) {
      add(Fit::No, text("intervention finie : {}", "intervention ended: {}", s_.end));
    }
  }

  void judge_place() {
    if (need_.place.empty()) {
      return;
    }
    const std::size_t own = closeness(s_.places, need_.place);
    const std::size_t branch = closeness(s_.branch_places, need_.place);
    if (std::max(own, branch) == 0) {
      add(Fit::No, text("couvre : {}", "covers: {}", joined_places(s_.places)));
    } else if (branch > own) {
      add(Fit::Yes,
          text("a une antenne : {}", "has a branch: {}", joined_places(s_.branch_places)));
    } else {
      add(Fit::Yes, text("couvre : {}", "covers: {}", joined_places(s_.places)));
    }
  }

  // POS 3.4.1 (3): collective support does not meet the need of individual care.
  void judge_mode() {
    if (need_.mode.empty()) {
      return;
    }
    const Text wanted = ground_.label(Role::StructureModes, need_.mode);
    if (s_.modes.empty()) {
      add(Fit::Ask, text("à demander : {}", "to be asked: {}", wanted));
    } else if (holds(s_.modes, need_.mode)) {
      add(Fit::Yes, wanted);
    } else {
      add(Fit::No, text("seulement : {}", "only: {}",
                        ground_.label(Role::StructureModes, s_.modes.front())));
    }
  }

  Text cost_words() const {
    const Text kind =
        s_.cost_kind.empty() ? Text{} : ground_.label(Role::StructureCostKind, s_.cost_kind);
    if (s_.cost.empty()) {
      return kind;
    }
    return kind.empty() ? same_text(s_.cost) : text("{} ({})", "{} ({})", kind, s_.cost);
  }

  void judge_cost() {
    if (!need_.free) {
      return;
    }
    if (s_.cost_kind == "free") {
      add(Fit::Yes, cost_words());
    } else if (s_.cost_kind.empty() || s_.cost_kind == "free_conditional") {
      const Text told = cost_words();
      add(Fit::Ask, told.empty() ? Text{"coût à demander", "cost to be asked"}
                                 : text("coût : {}", "cost: {}", told));
    } else {
      add(Fit::No, text("coût : {}", "cost: {}", cost_words()));
    }
  }

  void judge_hours() {
    if (need_.emergency_duty) {
      add(s_.emergency_duty ? Fit::Yes : Fit::No,
          s_.emergency_duty
              ? text("permanence pour les urgences {}", "emergency duty {}", s_.emergency_phone)
              : Text{"sans permanence pour les urgences", "no emergency duty"});
    }
    if (!need_.open_now) {
      return;
    }
    const std::optional<bool> open = is_open();
    if (open == true) {
      add(Fit::Yes, {"ouvert à cette heure", "open at this hour"});
    } else if (s_.emergency_duty) {
      add(Fit::Yes, {"permanence pour les urgences à cette heure", "emergency duty at this hour"});
    } else {
      add(open ? Fit::No : Fit::Ask,
          open ? Text{"fermé à cette heure", "closed at this hour"}
               : Text{"horaires à demander", "opening hours to be asked"});
    }
  }

  /// nullopt: nobody told. Mali keeps UTC.
  std::optional<bool> is_open() const {
    if (s_.opening == "day_and_night") {
      return true;
    }
    const bool administration = s_.opening == "administration";
    const DirectoryRules& rules = ground_.rules;
    const auto from = parse_time_of_day(administration ? rules.administration_from : s_.opens);
    const auto until = parse_time_of_day(administration ? rules.administration_until : s_.closes);
    if (s_.opening.empty() || !from || !until) {
      return std::nullopt;
    }
    const std::vector<std::string>& days =
        administration ? rules.administration_days : s_.open_days;
    const int minute = static_cast<int>(
        std::chrono::floor<std::chrono::minutes>(ground_.now - start_of_day(day_of(ground_.now)))
            .count());
    const bool in_hours =
        *from <= *until ? *from <= minute && minute < *until : minute >= *from || minute < *until;
    return in_hours && (days.empty() || holds(days, weekday()));
  }

  std::string weekday() const {
    constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed",
                                                       "thu", "fri", "sat"};
    return std::string(kDays[std::chrono::weekday(day_of(ground_.now)).c_encoding()]);
  }

  void judge_transfer() {
    if (!need_.transfer) {
      return;
    }
    if (const std::optional<Text> obstacle = transfer_obstacle(s_, ground_.rules)) {
      add(Fit::No, *obstacle);
    } else {
      add(Fit::Yes, {"équipe de gestion de cas formée : un transfert est possible",
                     "trained case-management team: a transfer is possible"});
    }
  }

  void judge_places_left() {
    const Places places = places_of(s_, ground_.taken);
    if (std::optional<Text> warning = warning_of(places)) {
      add(Fit::Ask, *warning);
    }
  }

  bool is_for(const std::vector<std::string>& profiles) const {
    return profiles.empty() ||
           std::any_of(need_.profiles.begin(), need_.profiles.end(),
                       [&](const std::string& profile) { return holds(profiles, profile); });
  }

  void follow_routes(Match& match) {
    for (const RouteStep& step : s_.routes) {
      const bool leads =
          !need_.service.empty() && step.service == need_.service && is_for(step.profiles);
      const int order = step.order == 0 ? 99 : step.order;
      if (leads && (match.route_order == 0 || order < match.route_order)) {
        match.route_order = order;
      }
    }
    if (match.route_order != 0) {
      add(Fit::Yes, {"sur la voie de référencement de la région (POS 3.4.2)",
                     "on the referral route of the region (POS 3.4.2)"});
    }
    for (const DirectoryRules::Route& route : ground_.rules.routes) {
      const bool named = holds(route.institutions, s_.institution) || holds(route.types, s_.type);
      if (route.service == need_.service && is_for(route.profiles) && named) {
        match.named_by_pos = true;
        add(Fit::Yes,
            text("désigné pour ce profil : {}", "named for this profile: {}", route.source));
        return;
      }
    }
  }

  const Structure& s_;
  const Need& need_;
  const SearchGround& ground_;
  std::vector<Reason> reasons_;
};

/// What follows from what is known of a pregnancy.
Need completed(Need need) {
  const auto add = [&](const char* profile) {
    if (!holds(need.profiles, profile)) {
      need.profiles.emplace_back(profile);
    }
    need.sex = need.sex.empty() ? "female" : need.sex;
  };
  if (need.pregnancy_month) {
    add("pregnant");
  }
  if (need.days_after_delivery) {
    add("teen_mother");
  }
  return need;
}

bool is_better(const Match& a, const Match& b, const std::string& place) {
  const auto rank = [&](const Match& match) {
    return std::make_tuple(
        -static_cast<int>(match.fit), match.route_order == 0 ? 100 : match.route_order,
        match.named_by_pos ? 0 : 1, -static_cast<int>(closeness(*match.structure, place)),
        match.structure->code);
  };
  return rank(a) < rank(b);
}

}  // namespace

Need need_of(const Case& c) {
  Need need;
  need.some_profiles = true;
  const auto latest = [&](Role role) {
    std::string told;
    for (const Event& event : c.events) {
      const std::string words = answer_text(c, event, role);
      told = words.empty() ? told : words;
    }
    return told;
  };
  need.sex = latest(Role::Sex);
  need.age = parse_child_age(latest(Role::Age));
  need.place = latest(Role::Region);
  for (const Role role : {Role::ChildProfile, Role::DisplacementStatus}) {
    if (const std::string profile = latest(role); !profile.empty()) {
      need.profiles.push_back(profile);
    }
  }
  return need;
}

std::string_view word(Fit fit) {
  return kFits[static_cast<std::size_t>(fit)];
}

Text SearchGround::label(Role role, const std::string& code) const {
  for (const Field* field : form.all_with_role(role)) {
    if (const Choice* choice = find_choice(choices_of(*field, lists), code)) {
      return choice->label;
    }
  }
  return same_text(code);
}

bool lies_in(std::string_view place, std::string_view wider) {
  return place.starts_with(wider) && (place.size() == wider.size() || place[wider.size()] == '/');
}

std::vector<Match> search(const std::vector<Structure>& structures, const Need& told,
                          const SearchGround& ground) {
  const Need need = completed(told);
  std::vector<Match> matches;
  for (const Structure& structure : structures) {
    if (offers(structure, need)) {
      matches.push_back(Judge(structure, need, ground).run());
    }
  }
  std::sort(matches.begin(), matches.end(),
            [&](const Match& a, const Match& b) { return is_better(a, b, need.place); });
  return matches;
}

std::vector<Match> offices_in_charge(const std::vector<Structure>& structures,
                                     const std::string& place, const SearchGround& ground) {
  for (const DirectoryRules::Office& office : ground.rules.offices) {
    const Structure* nearest_one = nullptr;
    for (const Structure& s : structures) {
      const bool counts = holds(office.institutions, s.institution) && s.accessible != false &&
                          closeness(s.places, place) > 1;
      if (counts && (nearest_one == nullptr ||
                     closeness(s.places, place) > closeness(nearest_one->places, place))) {
        nearest_one = &s;
      }
    }
    if (nearest_one != nullptr) {
      const Text reason =
          text("en charge de {} ({})", "in charge of {} ({})", place, office.source);
      return {{nearest_one, Fit::Yes, 0, false, {{Fit::Yes, reason}}}};
    }
  }
  return {};
}

}  // namespace pos
