#pragma once

#include <string>

namespace pos::test {

/// Where the project lies, and the program that was built; the one file that knows is main.cc, so
/// that no other test depends on the folder it is built in.
const std::string& source_folder();
const std::string& built_program();

}  // namespace pos::test
