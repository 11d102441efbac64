#pragma once

#include <string>
#include <vector>

#include "crypto/hash.h"
#include "storage/case_file.h"
#include "storage/entry_document.h"
#include "storage/layout.h"
#include "storage/sealed_file.h"
#include "support/json_reader.h"
#include "support/replicas.h"
#include "support/two_children.h"
#include "support/vault_contents.h"

namespace pos::test {

/// Two machines that had the same vault, where adiarra then worked on the girl's case on each.
struct Apart {
  TwoChildren ours = two_children(), theirs = two_children();
  std::string mine, other;  ///< the entries

  Apart() {
    ours.now = "2026-04-16T09:00:00Z";
    mine = ours.get(visit(ours.girl));
    theirs.now = "2026-04-16T08:00:00Z";
    other = theirs.get(visit(theirs.girl));
  }
  std::string file(const char* folder) const {
    return std::string(folder) + "/2026/" + ours.girl + ".yaml.age";
  }
  static std::string bytes(TwoChildren& machine, const std::string& file) {
    return machine.bytes(std::string(kVaultFolder) + "/" + file);
  }
  DriverRun drive(const std::string& file, const std::string& as = "adiarra") {
    ours.person = as;
    return merge_with_git(ours, bytes(ours, file), bytes(theirs, file), file);
  }
};

inline std::vector<std::string> entries_of(TwoChildren& office, const std::string& id) {
  const Value history = read_json(office.get("history " + id + " --format json"));
  std::vector<std::string> entries;
  for (const Value& item : at(history, "items")->items) {
    entries.push_back(item.scalar_of("entry"));
  }
  return entries;
}

/// The case file with one more entry, signed with that person's key in the name of `author`.
inline std::string with_entry(const std::string& bytes, const std::string& author,
                              const std::string& signer) {
  const Stream stream = opened(bytes);
  const TestPerson person = staff_member(signer);
  Entry entry;
  entry.id = "01KPA50QG0ABCDEFGHJKMNPQRS";
  entry.form = "5.A";
  entry.edition = "pos-2020.08";
  entry.occurred = parse_when("2026-04-15").value();
  entry.recorded = time_at("2026-04-16T08:30:00Z");
  entry.author = author;
  entry.key = key_id(signing_key(staff_member(author).identity).public_key);
  entry.after = {stream.documents.back().hash};
  entry.data = Value::map({{"risk_level", Value::text("high")}});
  std::vector<std::string> documents = documents_of(stream);
  documents.push_back(write_case_document(entry, stream.header.id, signing_key(person.identity)));
  return seal_stream(stream.header, documents);
}

/// The same documents, as a rotation leaves them.
inline std::string sealed_again(const std::string& bytes) {
  const Stream stream = opened(bytes);
  return seal_stream(stream.header, documents_of(stream));
}

inline std::string part_of(const std::string& file, const std::string& bytes) {
  std::string part = file;
  return part.replace(part.find(".yaml"), 0, "." + part_word(bytes));
}

}  // namespace pos::test
