#include "domain/entry.h"

#include <array>
#include <utility>

namespace pos {
namespace {

constexpr std::array<std::pair<Act, std::string_view>, 8> kActs{{
    {Act::Assign, "assign"},
    {Act::Validate, "validate"},
    {Act::Void, "void"},
    {Act::Mask, "mask"},
    {Act::Accept, "accept"},
    {Act::Access, "access"},
    {Act::Erase, "erase"},
    {Act::Renumber, "renumber"},
}};

constexpr std::array<std::pair<Decision, std::string_view>, 2> kDecisions{{
    {Decision::Approved, "approved"},
    {Decision::Returned, "returned"},
}};

}  // namespace

std::string_view word(Act act) {
  for (const auto& [value, name] : kActs) {
    if (value == act) {
      return name;
    }
  }
  return {};
}

Text label(Act act) {
  constexpr std::array<const char*, 8> kFrench = {
      "attribution", "validation",       "annulation", "masquage",
      "acceptation", "lecture des noms", "effacement", "renumérotation"};
  return {kFrench[static_cast<std::size_t>(act)], std::string(word(act))};
}

std::optional<Act> parse_act(std::string_view text) {
  for (const auto& [value, name] : kActs) {
    if (name == text) {
      return value;
    }
  }
  return std::nullopt;
}

std::string_view word(Decision decision) {
  return decision == Decision::Approved ? kDecisions[0].second : kDecisions[1].second;
}

std::optional<Decision> parse_decision(std::string_view text) {
  for (const auto& [value, name] : kDecisions) {
    if (name == text) {
      return value;
    }
  }
  return std::nullopt;
}

bool Entry::opens_journal() const {
  return (form == kRegistrationForm || form == kReportForm) && after.empty() && is_original();
}

}  // namespace pos
