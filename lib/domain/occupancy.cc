#include "domain/occupancy.h"

#include <algorithm>

namespace pos {
namespace {

/// Where the event places the child; empty where it places nobody.
std::string placing(const Case& c, const Event& event) {
  if (c.forms(event.form).with_role(Role::ReferralStructure) == nullptr) {
    return answer_text(c, event, Role::ServiceStructure);
  }
  const std::string delivered = answer_text(c, event, Role::ServiceDelivered);
  const bool given = !delivered.empty() && delivered != "not_delivered";
  return given ? answer_text(c, event, Role::ReferralStructure) : std::string();
}

}  // namespace

std::optional<std::string> placement(const Case& c, const DirectoryRules& rules) {
  std::optional<std::string> at;
  if (!c.open()) {
    return at;
  }
  for (std::size_t i = c.episode_begin(); i < c.events.size(); ++i) {
    const Event& event = c.events[i];
    if (!holds(rules.accommodation, answer_text(c, event, Role::ServiceCategory))) {
      continue;
    }
    const std::string structure = placing(c, event);
    const std::optional<When> end = answer_when(c, event, Role::ServiceEnded);
    const bool over = end && end->day() <= day_of(c.now);
    if (!structure.empty() && !over) {
      at = structure;
    } else if (structure == at) {
      at = std::nullopt;
    }
  }
  return at;
}

std::optional<int> Places::taken() const {
  return std::max(told, counted);
}

Places places_of(const Structure& structure, const std::map<std::string, int>& taken) {
  const auto found = taken.find(structure.code);
  return {structure.capacity, structure.occupied,
          found == taken.end() ? std::nullopt : std::optional(found->second),
          structure.over_capacity};
}

std::optional<Text> warning_of(const Places& places) {
  const std::optional<int> taken = places.taken();
  if (places.capacity && taken && *taken >= *places.capacity) {
    return text(
        "{} places sur {} sont prises : s'assurer de la disponibilité (mesure 2, POS 3.4.2.3)",
        "{} of {} places are taken: make sure that there is one (measure 2, POS 3.4.2.3)", *taken,
        *places.capacity);
  }
  if (places.often_over) {
    return Text{
        "reçoit souvent au-delà de sa capacité : s'assurer de la disponibilité (mesure 2, "
        "POS 3.4.2.3)",
        "often receives more than its capacity: make sure that there is a place (measure "
        "2, POS 3.4.2.3)"};
  }
  return std::nullopt;
}

}  // namespace pos
