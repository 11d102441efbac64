// What is changed on the cards of people.
#include <doctest/doctest.h>

#include "support/two_children.h"

namespace pos::test {
namespace {

/// Both children were registered on 13 April; it is the 15th.
TwoChildren two_children_of_another() {
  TwoChildren office = two_children();
  office.person = "amaiga";
  return office;
}

}  // namespace

TEST_CASE("people set that says nothing to change writes nothing, and names what it can change") {
  TwoChildren office = two_children_of_another();
  for (const std::string options : {"", " --recovery /t/recovery.key"}) {
    const Outcome outcome = office.run("people set adiarra" + options);
    CHECK(outcome.code == 2);
    CHECK(says(outcome.err,
               "--name, --role, --unit, --supervisor, --manager, --worker-type, "
               "--card"));
  }
}

}  // namespace pos::test
