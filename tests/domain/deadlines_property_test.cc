#include <fmt/format.h>

#include <random>

#include "deadline_story.h"

using namespace pos;
using namespace pos::test;

namespace {

/// A part of a story. (Within braces the words are drawn in their order, with every compiler.)
std::string part(std::initializer_list<std::string> words) {
  std::string joined;
  for (const std::string& word : words) {
    joined += (joined.empty() || word.empty() ? "" : " ") + word;
  }
  return joined;
}

/// Invented cases, the same in every run: an event on every few days, any step in any order.
class Inventor {
 public:
  explicit Inventor(unsigned seed) : random_(seed) {}

  std::string pick(std::vector<std::string> words) {
    return words[below(static_cast<unsigned>(words.size()))];
  }
  unsigned below(unsigned n) { return static_cast<unsigned>(random_() % n); }
  std::string level() { return pick({"none", "low", "medium", "high"}); }

  /// Up to eight days after the last one; with or without its hour.
  std::string moment() {
    day_ += std::chrono::days(below(9));
    return below(2) == 0 ? to_string(day_)
                         : to_string(day_) + fmt::format("T{:02}:00:00Z", below(24));
  }

  std::string story() {
    std::string told = beginning();
    for (unsigned i = below(12); i > 0; --i) {
      told += part({" |", pick({"visit", "visit", "visit", "review", "full"}), moment(), level()});
    }
    return told;
  }

  /// Up to two months after the last moment.
  std::string later() {
    return part({" | now", to_string(day_ + std::chrono::days(below(60))) + "T20:00:00Z"});
  }
  std::string same_day() { return part({" | now", to_string(day_) + "T23:30:00Z"}); }

 private:
  std::string beginning() {
    std::string told = part({"register", moment(), "perceived=" + level()});
    told += part({" | initial", moment(), level(), pick({"", "", "", "", "sensitive=true"})});
    if (below(4) != 0) {
      told += part({" | full", moment(), level(), pick({"", "", "complete=false"})});
    }
    if (below(4) != 0) {
      told += part({" | plan", moment(), below(3) == 0 ? "" : "start=" + to_string(day_)});
      told += below(2) == 0 ? part({" | approve plan", moment()}) : "";
    }
    return told;
  }

  std::mt19937 random_;
  Date day_ = date("2026-01-05");
};

std::vector<Obligation> told_obligations(const std::string& text) {
  return obligations(case_of(story(text)), shipped_rules());
}

std::ptrdiff_t live(const std::vector<Obligation>& all, Step step) {
  return std::count_if(all.begin(), all.end(),
                       [&](const Obligation& each) { return each.step == step && is_live(each); });
}

std::optional<Instant> live_due(const std::vector<Obligation>& all, Step step) {
  for (const Obligation& each : all) {
    if (each.step == step && is_live(each)) {
      return each.due;
    }
  }
  return std::nullopt;
}

constexpr unsigned kCases = 400;

}  // namespace

TEST_CASE("a child whose plan has started always has one follow-up and one review to come") {
  unsigned started = 0;
  for (unsigned seed = 0; seed < kCases; ++seed) {
    Inventor inventor(seed);
    std::string told = inventor.story();
    told += inventor.later();
    const Case c = case_of(story(told));
    const std::optional<Date> start = c.implementation_start();
    const std::vector<Obligation> all = obligations(c, shipped_rules());
    INFO(told);
    const bool begun = start && *start <= day_of(c.now);
    if (c.level_at(c.now, shipped_rules()) != RiskLevel::None) {
      CHECK(live(all, Step::FollowUp) == (start ? 1 : 0));
      CHECK(live(all, Step::Review) == (start ? 1 : 0));
      started += begun ? 1 : 0;
    }
    CHECK(live(all, Step::Contact) == (begun ? 0 : 1));
    CHECK(live(all, Step::Inactivity) == 1);
  }
  CHECK(started > 100);
}

TEST_CASE("a raise never makes a step later") {
  const std::vector<Step> steps = {Step::FullAssessment, Step::FullAssessmentCompletion,
                                   Step::CarePlan,       Step::Contact,
                                   Step::FollowUp,       Step::Review};
  const std::vector<std::string> levels = {"none", "low", "medium", "high"};
  unsigned compared = 0;
  for (unsigned seed = 0; seed < 3 * kCases; ++seed) {
    Inventor inventor(seed);
    std::string told = inventor.story();
    const unsigned from = inventor.below(3);
    const unsigned to = from + 1 + inventor.below(3 - from);
    told += part({" | visit", inventor.moment(), levels[from]});
    told += part({" |", inventor.pick({"visit", "review"}), inventor.moment()}) + " ";
    const std::string end = inventor.same_day();
    const std::vector<Obligation> same = told_obligations(told + levels[from] + end);
    const std::vector<Obligation> raised = told_obligations(told + levels[to] + end);
    const std::string change = told + levels[from] + " -> " + levels[to] + end;
    INFO(change);
    for (Step step : steps) {
      const std::optional<Instant> unraised_due = live_due(same, step);
      if (!unraised_due) {
        continue;
      }
      const std::optional<Instant> raised_due = live_due(raised, step);
      REQUIRE_MESSAGE(raised_due, word(step));
      CHECK_MESSAGE(*raised_due <= *unraised_due, word(step));
      ++compared;
    }
  }
  CHECK(compared > 1000);
}

TEST_CASE("a closed case owes nothing, and what it owed is the same whenever it is asked") {
  for (unsigned seed = 0; seed < kCases; ++seed) {
    Inventor inventor(seed);
    std::string told = inventor.story();
    told += part({" | close", inventor.moment()});
    told += part({" | approve close", inventor.moment()});
    const std::vector<Obligation> soon = told_obligations(told + inventor.same_day());
    const std::vector<Obligation> later = told_obligations(told + " | now 2029-01-01");
    INFO(told);
    CHECK(std::none_of(soon.begin(), soon.end(), is_live));
    REQUIRE(soon.size() == later.size());
    for (std::size_t i = 0; i < soon.size(); ++i) {
      CHECK(told_as(soon[i], " by= from= level=") == told_as(later[i], " by= from= level="));
    }
  }
}

TEST_CASE("every obligation says its rule, its source and what it counts from") {
  for (unsigned seed = 0; seed < kCases; ++seed) {
    Inventor inventor(seed);
    std::string told = inventor.story();
    told += inventor.later();
    const Case c = case_of(story(told));
    const std::vector<Obligation> all = obligations(c, shipped_rules());
    INFO(told);
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Obligation& each = all[i];
      CHECK(each.rule.starts_with("deadlines." + std::string(word(each.step))));
      CHECK(each.source.starts_with("POS "));
      CHECK_FALSE(each.basis.event.empty());
      CHECK_FALSE(each.basis.entry.empty());
      CHECK(each.met.has_value() ==
            (each.state == ObligationState::Met || each.state == ObligationState::MetLate));
      CHECK(overdue_days(each, c.now) >= 0);
      if (i > 0 && each.due) {
        CHECK(all[i - 1].due.has_value());
        CHECK(*all[i - 1].due <= *each.due);
      }
    }
  }
}

TEST_CASE("days overdue are the difference of dates, and 0 for what is not overdue") {
  const Case c =
      case_of(story("register 2026-03-02 perceived=high | initial 2026-03-02 high |"
                    "now 2026-03-05T00:00:00Z"));
  for (const Obligation& each : obligations(c, shipped_rules())) {
    CHECK(overdue_days(each, c.now) == (each.step == Step::FullAssessment ? 3 : 0));
  }
}
