#include "workflow/nightly_share.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/error.h"

namespace pos {
namespace {

std::vector<CaseId> some_cases() {
  std::vector<CaseId> ids;
  for (int i = 0; ids.size() < 300; ++i) {
    std::string characters = std::to_string(1000000 + i * 37);
    if (const std::optional<CaseId> id = CaseId::make("BKO", 2026, characters)) {
      ids.push_back(*id);
    }
  }
  return ids;
}

Date night(int i) {
  return Date(std::chrono::sys_days(parse_date("2026-10-05").value()) + std::chrono::days(i));
}

/// How often each of some cases is opened in so many nights in a row.
std::vector<int> times_opened(const std::string& words, int nights) {
  const NightlyShare share = parse_nightly_share(words);
  std::vector<int> times;
  for (const CaseId& id : some_cases()) {
    int count = 0;
    for (int i = 0; i < nights; ++i) {
      count += share.covers(id, night(i)) ? 1 : 0;
    }
    times.push_back(count);
  }
  return times;
}

}  // namespace

TEST_CASE("seven nightly sevenths open every case once") {
  for (int count : times_opened("1/7", 7)) {
    CHECK(count == 1);
  }
}

TEST_CASE("a percentage opens every case in as many nights as it needs") {
  for (int count : times_opened("10%", 10)) {
    CHECK(count == 1);
  }
  for (int count : times_opened("30%", 4)) {
    CHECK(count >= 1);
  }
  for (int count : times_opened("2/3", 2)) {
    CHECK(count >= 1);
  }
}

TEST_CASE("a night's share is about what was asked for") {
  int opened = 0;
  for (int count : times_opened("1/7", 1)) {
    opened += count;
  }
  CHECK(opened > 300 / 7 / 2);
  CHECK(opened < 300 / 7 * 2);
}

TEST_CASE("all of it is a share too") {
  for (const char* words : {"", "100%", "1/1", "7/7"}) {
    for (int count : times_opened(words, 1)) {
      CHECK(count == 1);
    }
  }
}

TEST_CASE("what is no share is refused") {
  for (const char* words : {"0%", "101%", "10", "%", "1/0", "0/7", "8/7", "-1/7", "1/7x", "1.5%",
                            "a/b", "1/367", "/"}) {
    CAPTURE(words);
    CHECK_THROWS_AS(parse_nightly_share(words), Error);
  }
}

}  // namespace pos
