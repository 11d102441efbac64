#pragma once

#include <string>

#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos::test {

inline constexpr const char* kVaultFolder = "/t/vault";
inline constexpr const char* kSchemasFolder = "/t/schemas";
/// Where `pos` remembers, with HOME=/home.
inline constexpr const char* kStateFolder = "/home/.local/state/pos";

/// The key of someone of the office below: the same every time.
TestPerson staff_member(const std::string& code);
std::string key_file(const std::string& code);

/// An office in memory, founded once for all tests; each takes a copy.
///
/// Shape:  /t/vault, /t/schemas, /t/recovery.key, /t/keys/<code>.key; `examples/` beside them.
///         amaiga is the administrator; mkone the supervisor of the unit `enfance`, adiarra and
///         ktraore its case managers, fsow data clerk for adiarra; bsidibe the statistics officer;
///         ssidibe and nba the supervisor and the manager of another unit, `jeunesse`. The
///         directory is that of the examples. All in January 2026.
MemoryFileSystem new_office();

}  // namespace pos::test
