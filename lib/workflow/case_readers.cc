#include "workflow/case_readers.h"

#include <algorithm>
#include <set>

#include "domain/case.h"
#include "storage/case_file.h"
#include "storage/sealed_file.h"
#include "workflow/losses.h"
#include "workflow/sealing.h"

namespace pos {
namespace {

std::vector<std::string> bytes_of(const std::vector<Document>& documents) {
  std::vector<std::string> bytes;
  for (const Document& document : documents) {
    bytes.push_back(document.bytes);
  }
  return bytes;
}

}  // namespace

CaseReaders readers_by(Workspace& workspace, const CaseId& id, const Journal& journal) {
  // A mask set on a machine whose clock is ahead holds at once, and alike for all.
  Instant moment = workspace.now();
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    moment = journal.counts(i) ? std::max(moment, journal.entries[i].recorded) : moment;
  }
  const Case state = read_case(id, journal, workspace.forms(), workspace.vault().staff(),
                               workspace.vault().office().structure, moment);
  return {journal.manager, state.counts_as_masked()};
}

std::vector<std::string> required_readers(Workspace& workspace, Compartment compartment,
                                          const CaseReaders& readers) {
  return workspace.vault().readers(compartment, readers.manager, readers.masked, workspace.now());
}

bool opens_to_user(Workspace& workspace, const std::vector<std::string>& readers) {
  const std::vector<Identity>& keys = workspace.keys().all();
  return std::any_of(keys.begin(), keys.end(), [&](const Identity& key) {
    return std::find(readers.begin(), readers.end(), to_string(key.recipient())) != readers.end();
  });
}

std::vector<std::string> with_present_groups(Workspace& workspace,
                                             std::vector<std::string> readers) {
  for (const auto& [name, group] : workspace.vault().groups()) {
    const std::set<std::string> keys = recipients_of(workspace, name);
    for (std::string& reader : readers) {
      reader = keys.contains(reader) ? group.recipient : reader;
    }
  }
  return readers;
}

OpenParts telling_parts(Workspace& workspace, const OpenParts& parts) {
  const std::string& me = workspace.keys().code();
  const std::string supervisor = workspace.vault().staff().supervisor_of(me, workspace.now());
  OpenParts telling;
  telling.before = parts.before;
  telling.closed = parts.closed;
  for (std::size_t i = 0; i < parts.streams.size(); ++i) {
    const FactsPart facts = read_facts(parts.streams[i], signing_keys(workspace));
    if (facts.well_sealed() &&
        (facts.author == kRecovery || facts.author == me || facts.author == supervisor)) {
      telling.streams.push_back(parts.streams[i]);
      telling.paths.push_back(parts.paths[i]);
    }
  }
  return telling;
}

std::vector<std::string> readers_to_write(Workspace& workspace, Compartment compartment,
                                          const CaseFiles& files, const Entry& fresh) {
  CaseReaders readers = readers_by(workspace, files.id, files.journal);
  const OpenParts& parts = compartment == Compartment::Case    ? files.journal_parts
                           : compartment == Compartment::Facts ? files.facts_parts
                                                               : files.identity_parts;
  const std::string main = file_of(workspace, compartment, files.id);
  const auto present = std::find(parts.paths.begin(), parts.paths.end(), main);
  if (!is_torn(files.journal_documents, files.journal) &&
      !has_fallen_assign(workspace, files.id, files.journal)) {
    return required_readers(workspace, compartment, readers);
  }
  if (fresh.act != Act::Assign && present != parts.paths.end()) {
    const auto place = static_cast<std::size_t>(present - parts.paths.begin());
    return with_present_groups(workspace, parts.streams[place].header.readers);
  }
  readers.masked = true;
  return required_readers(workspace, compartment, readers);
}

std::vector<FileToWrite> sealed_anew(const OpenParts& parts,
                                     const std::vector<std::string>& readers) {
  std::vector<FileToWrite> work;
  for (std::size_t i = 0; i < parts.paths.size(); ++i) {
    const Stream& stream = parts.streams[i];
    if (stream.header.readers != readers) {
      StreamHeader header = stream.header;
      header.readers = readers;
      work.push_back({parts.paths[i], seal_stream(header, bytes_of(stream.documents)),
                      parts.before.at(parts.paths[i])});
    }
  }
  return work;
}

bool is_handed_over(const std::vector<CaseDocument>& documents, const Journal& journal) {
  return journal.opening() != nullptr && journal.last_assign() != nullptr &&
         !is_torn(documents, journal);
}

std::optional<Text> doubt_of_hand_over(Workspace& workspace, const CaseId& id,
                                       const OpenParts& facts, const Journal& journal) {
  const std::string& me = workspace.keys().code();
  const bool own = (journal.manager == me || workspace.vault().staff().supervisor_of(
                                                 journal.manager, workspace.now()) == me) &&
                   journal.last_assign() == nullptr;
  if (facts.closed == 0 || !own || open_parts(workspace, Compartment::Case, id).closed == 0) {
    return std::nullopt;
  }
  return text(
      "{} : une partie en est fermée à votre clé : il a peut-être été transmis, et compte alors "
      "ailleurs ; demander au superviseur",
      "{}: a part of it is closed to your key: it may have been handed over, and then counts "
      "elsewhere; ask the supervisor",
      id.text());
}

std::vector<std::string> managers_before(const Journal& journal) {
  std::vector<std::string> before;
  for (std::size_t i = 0; i < journal.entries.size(); ++i) {
    const std::string code = journal.manager_given(i);
    if (!code.empty()) {
      std::erase(before, code);
      before.push_back(code);
    }
  }
  std::erase(before, journal.manager);
  return before;
}

}  // namespace pos
