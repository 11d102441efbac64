#pragma once

#include <string>
#include <vector>

namespace pos::test {

/// A case told as commands and what is seen (tests/scenarios/*.txt).
///
///     # The sentence that names it.
///     now 2026-03-10T09:00:00Z        the clock; a date is its first second
///     as mkone                        whose key (test_office.h has the people)
///     env NAME=VALUE                  an environment variable; `env NAME` takes it away
///     file NAME                       a file of the lines below it, two blanks deeper
///     file NAME like PATH             PATH with the fields below it set; those without an answer
///                                     are taken out
///     remove NAME
///     CASE=$(pos register --from examples/cases/hawa/1.B.yaml)
///     pos record … < NAME             NAME on standard input; `> NAME`: the results into it
///     ! pos show $CASE                fails
///     exit 12                         with this code; without `!` it is 0
///     stdout 'text'                   is in the last command's results; `no stdout 'text'`: is not
///     stderr 'text'                   the same of its messages
///     empty stdout
///     json items.0.step closure       in the JSON of its results; a list or map by its size
///     json-error error.kind refused   in that of its messages
///     folder cases/2026 1             so many files lie in this folder of the vault
///     damaged                         at the end the vault need not be sound
struct Scenario {
  std::string name;  ///< the sentence, without its full stop
  std::string file;
};

/// Those in the folder, by file name.
std::vector<Scenario> scenarios_in(const std::string& folder);
/// Plays it with doctest's assertions, each telling its line.
void play(const Scenario& scenario);

}  // namespace pos::test
