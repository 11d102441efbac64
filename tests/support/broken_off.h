#pragma once

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/command_line.h"
#include "support/forwarding_file_system.h"

namespace pos::test {

/// Breaks the command off at each `step`-th call that changes something, killed and failed, in an
/// office made anew each time; then looks at what is left, with `check`.
///
/// Shape:  how often it was broken off, of how many times that it could be.
template <class Make, class Check>
std::pair<int, int> break_off(Make make, const std::vector<std::string>& words, int step,
                              Check check) {
  auto whole = make();
  FaultyFileSystem counting(whole.files, 0, Fault::Killed);
  REQUIRE(whole.run_on(counting, words).code == 0);
  CHECK(counting.calls() > 20);
  int tried = 0;
  for (int n = 1; n <= counting.calls(); n += step) {
    for (const Fault fault : {Fault::Killed, Fault::Refused}) {
      CAPTURE(n);
      auto office = make();
      FaultyFileSystem disk(office.files, n, fault);
      const Outcome broken = office.run_on(disk, words);
      // Once all is written, what cannot be remembered is a warning.
      const bool forgot = broken.err.find("could not be remembered") != std::string::npos;
      CHECK((broken.code == 16 || (broken.code == 0 && forgot)));
      check(office);
      ++tried;
    }
  }
  return {tried, 2 * counting.calls()};
}

}  // namespace pos::test
