#include "domain/indicator.h"

#include <algorithm>
#include <array>

namespace pos {
namespace {

/// The words of an enum, in the order of its enumerators.
template <std::size_t N>
using Words = std::array<std::string_view, N>;

constexpr Words<4> kKinds = {"flow", "stock", "ratio", "median"};
constexpr Words<18> kCounted = {
    "open_at_start",    "open_at_end",          "registrations",    "ineligible_decisions",
    "reopenings",       "acceptances",          "closures",         "duplicates",
    "entries",          "complete_assessments", "plan_validations", "obligations",
    "referral_answers", "unanswered_referrals", "managers",         "inactive_cases",
    "followed_cases",   "case_managers"};
constexpr Words<kBalanceTerms> kTerms = {"open_start",      "new",          "reopened",
                                         "transferred_in",  "not_eligible", "closed",
                                         "transferred_out", "duplicate",    "open_end"};
constexpr Words<2> kStandards = {"caseload", "supervision"};
constexpr Words<7> kSources = {"registration", "event",   "latest",    "risk_level",
                               "structure",    "manager", "supervisor"};

template <class Enum, std::size_t N>
std::string_view word_in(const Words<N>& words, Enum value) {
  return words[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t N>
std::optional<Enum> parse_in(const Words<N>& words, std::string_view word) {
  const auto found = std::find(words.begin(), words.end(), word);
  return found == words.end() ? std::nullopt
                              : std::optional(static_cast<Enum>(found - words.begin()));
}

}  // namespace

std::string_view word(IndicatorKind kind) {
  return word_in(kKinds, kind);
}
std::optional<IndicatorKind> parse_indicator_kind(std::string_view word) {
  return parse_in<IndicatorKind>(kKinds, word);
}

std::string_view word(Counted counted) {
  return word_in(kCounted, counted);
}
std::optional<Counted> parse_counted(std::string_view word) {
  return parse_in<Counted>(kCounted, word);
}

std::string_view word(BalanceTerm term) {
  return word_in(kTerms, term);
}
std::optional<BalanceTerm> parse_balance_term(std::string_view word) {
  return parse_in<BalanceTerm>(kTerms, word);
}

std::string_view word(Standard standard) {
  return word_in(kStandards, standard);
}
std::optional<Standard> parse_standard(std::string_view word) {
  return parse_in<Standard>(kStandards, word);
}

std::string_view word(DimensionSource source) {
  return word_in(kSources, source);
}
std::optional<DimensionSource> parse_dimension_source(std::string_view word) {
  return parse_in<DimensionSource>(kSources, word);
}

const Dimension* IndicatorBook::dimension(std::string_view id) const {
  const auto found = std::find_if(dimensions.begin(), dimensions.end(),
                                  [&](const Dimension& each) { return each.id == id; });
  return found == dimensions.end() ? nullptr : &*found;
}

}  // namespace pos
