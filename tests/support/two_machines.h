#pragma once

#include <doctest/doctest.h>

#include <string>

#include "support/remembering.h"
#include "support/replicas.h"

namespace pos::test {

/// An office on two machines; on `away` everybody has begun to remember, and nothing is done there.
struct TwoMachines {
  TwoChildren here = two_children();
  TwoChildren away = two_children();

  TwoMachines() {
    for (const char* person : {"mkone", "ktraore", "nba", "adiarra", "amaiga"}) {
      away.person = person;
      away.run("list");
    }
  }
  void run_here(const std::string& person, const std::string& time, const std::string& words) {
    here.person = person;
    here.now = time;
    here.get(words);
  }
  /// The other machine's vault comes, at that time, as the folder of a synchroniser or on a stick.
  void come_back(const std::string& person, const std::string& time, bool on_a_stick) {
    away.person = person;
    away.now = time;
    if (!on_a_stick) {
      return put_back(away, here.vault());
    }
    const Outcome merged = merge_from(away, here);
    CHECK_MESSAGE(merged.code == 0, merged.out, merged.err);
  }
};

inline Vault vault_of(CommandLine& machine) {
  return Vault::open(machine.files, {kVaultFolder, "/t/locks", "", 0});
}

}  // namespace pos::test
