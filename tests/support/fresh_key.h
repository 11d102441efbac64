#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "storage/identity_file.h"
#include "support/command_line.h"
#include "support/test_vault.h"

namespace pos::test {

/// A new key for someone, as a file `/t/keys/fresh.key` and as a card `fresh.card`.
inline void make_key(CommandLine& office, const std::string& code, std::uint8_t byte) {
  const TestPerson fresh(code, byte);
  const WipedString text =
      identity_file_text(std::span(&fresh.identity, 1), time_at(office.now.c_str()));
  office.files.put("/t/keys/fresh.key", std::string(text.begin(), text.end()));
  office.files.put("fresh.card", write_card(fresh.card()));
}

}  // namespace pos::test
