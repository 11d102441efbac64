#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "support/places.h"

namespace pos::test {

const std::string& source_folder() {
  static const std::string folder = POS_SOURCE_DIR;
  return folder;
}

const std::string& built_program() {
  static const std::string program = POS_PROGRAM;
  return program;
}

}  // namespace pos::test
