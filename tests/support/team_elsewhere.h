#pragma once

#include <string>
#include <vector>

#include "storage/group_file.h"
#include "storage/late_documents.h"
#include "storage/undone_documents.h"
#include "support/memory_file_system.h"
#include "support/test_vault.h"

namespace pos {

using Members = std::vector<std::string>;

/// A team with a head, as another machine knows it that began to remember on 10 January; a deputy
/// and a third person have cards only.
struct TeamElsewhere {
  MemoryFileSystem files;
  TestVault office{files};
  TestPerson head{"head", 0x26};
  TestPerson fresh_head{"head", 0x36};  ///< the head's next key
  TestPerson deputy{"deputy", 0x27};
  TestPerson third{"third", 0x28};
  Reception reception;
  Members before;  ///< heads of the group's file then

  TeamElsewhere() {
    office.add(head, {kSupervisor}, "u1");
    office.add(deputy, {kManager}, "u1");
    office.add(third, {kManager}, "u1");
    reception.begun = time_at("2026-01-10T08:00:00Z");
    see("2026-01-10T08:00:00Z");
    before = office.vault().plain_file(kGroupKind, "team-u1")->heads();
  }
  /// The other machine sees all that is there now.
  void see(const char* time) {
    reception.now = time_at(time);
    Vault vault = office.reopened();
    vault.receive(reception);
    for (const auto& [key, file] : vault.plain_files()) {
      for (const PlainDocument& document : file.documents) {
        const std::string& hash = document.document.hash;
        SeenDocument& seen = reception.documents
                                 .emplace(hash, SeenDocument{file.path, time_at(time),
                                                             vault.late().contains(hash), false})
                                 .first->second;
        seen.vouched = seen.vouched || document.believed;
      }
    }
  }
  Vault elsewhere(const char* time) {
    reception.now = time_at(time);
    Vault vault = office.reopened();
    vault.receive(reception);
    return vault;
  }
  /// Files of which something counted there and does so no more.
  Members undone(const char* time) {
    Memory memory;
    memory.documents = reception.documents;
    Members undone;
    for (const auto& [hash, seen] : undone_documents(memory, elsewhere(time).plain_files())) {
      undone.push_back(seen.file);
    }
    return undone;
  }
  Members members_elsewhere(const char* time) { return elsewhere(time).group("team-u1")->members; }
  /// The deputy is a member too, as the other machine knows.
  void begin_with_deputy() {
    add(head, "deputy", "2026-01-09T09:00:00Z");
    see("2026-01-10T08:00:00Z");
    before = office.vault().plain_file(kGroupKind, "team-u1")->heads();
  }
  void see_head_retire() {
    retire(head, "2026-01-12T09:00:00Z");
    see("2026-01-12T10:00:00Z");
  }
  void add(const TestPerson& by, const char* code, const char* time) {
    add_member(office.vault(), by.signer(), "team-u1", code, time_at(time));
  }
  void remove(const TestPerson& by, const char* code, const char* time) {
    remove_member(office.vault(), by.signer(), "team-u1", code, time_at(time));
  }
  void retire(const TestPerson& person, const char* time) {
    retire_person(office.vault(), office.administrator().signer(), person.code,
                  day_of(time_at(time)), nullptr, time_at(time));
  }
  /// The group with those members, signed by hand upon what was there at first.
  void forge(const TestPerson& by, const Members& members, const char* time, const char* part) {
    office.now = time_at(time);
    Value data = office.vault().judged().groups.at("team-u1");
    std::vector<std::string> recipients = {to_string(office.recovery().recipient())};
    for (const std::string& code : members) {
      recipients.push_back(office.vault().staff().latest(code)->recipient);
    }
    const std::vector<Identity> secrets = open_group_secret(
        data.scalar_of("secret"), std::span(&office.recovery(), 1), "groups/team-u1.yaml");
    data.set("members", Value::texts(members));
    data.set("secret", Value::text(seal_group_secret(secrets, recipients, office.now)));
    office.inject(by.signer(), kGroupKind, "team-u1", data, part, before);
  }
};

}  // namespace pos
