// What `check` finds by what this machine has seen before.

#include <algorithm>
#include <set>

#include "storage/check.h"
#include "storage/layout.h"
#include "storage/undone_documents.h"

namespace pos {
namespace {

void add(CheckReport& report, const std::string& file, std::string_view kind, Text message,
         bool harmless = false) {
  report.items.push_back({file, std::string(kind), std::move(message), harmless});
}

void look_for_cases(const Vault& vault, const Memory& memory, CheckReport& report) {
  const std::vector<CaseId> there = list_told_cases(vault);
  for (const auto& [id, known] : memory.cases) {
    const bool remembered = !known.journal.empty() || !known.facts.empty();
    if (remembered && !known.closed && !std::binary_search(there.begin(), there.end(), id)) {
      add(report, case_path(Compartment::Case, id), "missing",
          {"ce dossier, déjà vu sur cette machine, n'est plus là",
           "this case, seen before on this machine, is gone"});
    }
  }
}

void look_for_undone(const Vault& vault, const Memory& memory, CheckReport& report) {
  std::map<std::string, int> undone;
  for (const auto& [hash, seen] : undone_documents(memory, vault.plain_files())) {
    ++undone[seen.file];
  }
  for (const auto& [file, count] : undone) {
    add(report, file, "rolled_back",
        text("des documents qui comptaient sur cette machine ne comptent plus : {} ; qui en était "
             "sorti pourrait y être de nouveau",
             "documents that counted on this machine count no more: {}; who was out by them could "
             "be back",
             count));
  }
}

void look_for_documents(const Vault& vault, const Memory& memory, CheckReport& report) {
  std::map<std::string, int> lost;
  for (const auto& [hash, seen] : lost_documents(memory, vault.plain_files())) {
    ++lost[seen.file];
  }
  for (const auto& [file, count] : lost) {
    const bool is_there = vault.files().status(vault.path_of(file)).has_value();
    add(report, file, is_there ? "rolled_back" : "missing",
        text("des documents déjà vus sur cette machine n'y sont plus : {}",
             "documents seen before on this machine are gone: {}", count));
  }
}

/// Two of one file that are doubted alike look alike in the report.
void tell_dismissed(const Vault& vault, const Memory& memory, CheckReport& report) {
  std::vector<std::pair<std::string, Text>> dismissed;
  for (const auto& [key, file] : vault.plain_files()) {
    for (const PlainDocument& document : file.documents) {
      const bool dismissed_here = !document.believed && !document.held_back &&
                                  memory.dismissed.contains(document.document.hash);
      if (document.refused || dismissed_here) {
        dismissed.emplace_back(document.file, document.doubt);
      }
    }
  }
  for (CheckItem& item : report.items) {
    const auto found = item.kind == "not_believed" ? std::find(dismissed.begin(), dismissed.end(),
                                                               std::pair(item.file, item.message))
                                                   : dismissed.end();
    if (found != dismissed.end()) {
      dismissed.erase(found);
      item.harmless = true;
      item.message = text("{} ; écarté ici", "{}; dismissed here", item.message);
    }
  }
}

void compare(const CaseId& id, Compartment compartment, const std::vector<std::string>& remembered,
             const SeenEntries& seen, bool closed, CheckReport& report) {
  const std::size_t lost = lacking(remembered, seen).size();
  if (lost == 0) {
    return;
  }
  // Somebody may hide a loss behind a part that nobody opens: it stays a fault.
  add(report, case_path(compartment, id),
      compartment == Compartment::Facts ? "rolled_back" : "lost",
      closed
          ? text("il y manque des saisies déjà vues sur cette machine (au moins {}), ou elles sont "
                 "dans la partie fermée à votre clé ; demandez une vérification à qui ouvre tout",
                 "it lacks entries seen before on this machine (at least {}), or they are in the "
                 "part closed to your key; ask for a check by somebody who opens all",
                 lost)
          : text("il y manque des saisies déjà vues sur cette machine (au moins {})",
                 "it lacks entries seen before on this machine (at least {})", lost));
}

/// Facts that know more than the journal: no fault any more where that loss was accepted.
void tell_given_up(const CaseId& id, const SeenCase& seen, const RememberedCase& known,
                   CheckReport& report) {
  if (known.given_up.empty() || !seen.journal || !seen.facts) {
    return;
  }
  const std::set<std::string> given_up(known.given_up.begin(), known.given_up.end());
  const bool all =
      std::all_of(seen.facts->all.begin(), seen.facts->all.end(), [&](const std::string& hash) {
        return seen.journal->all.contains(hash) || given_up.contains(hash);
      });
  for (CheckItem& item : report.items) {
    if (all && item.kind == "rolled_back" && item.file == case_path(Compartment::Facts, id)) {
      item.harmless = true;
      item.message = {"une saisie des faits manque dans le dossier ; cette perte est admise ici",
                      "an entry of the facts is missing in the case; that loss is accepted here"};
    }
  }
}

void look_for_file(const CaseId& id, Compartment compartment, bool known, const SeenCase& seen,
                   CheckReport& report) {
  if (known && !seen.files.contains(compartment)) {
    add(report, case_path(compartment, id), "missing",
        {"ce fichier, déjà vu sur cette machine, n'est plus là",
         "this file, seen before on this machine, is gone"});
  }
}

}  // namespace

void check_names_seen(const Vault& vault, const Memory& memory, CheckReport& report) {
  look_for_cases(vault, memory, report);
  look_for_documents(vault, memory, report);
  look_for_undone(vault, memory, report);
  tell_dismissed(vault, memory, report);
}

void check_case_seen(const CaseId& id, const SeenCase& seen, const RememberedCase& known,
                     CheckReport& report) {
  const bool remembered = !known.journal.empty() || !known.facts.empty();
  if (remembered && !seen.journal && !seen.facts && seen.closed) {
    // Listings tell it once. Here it stays until somebody has said that it is as it must be: it
    // would look the same had someone laid another file in its place.
    add(report, case_path(Compartment::Case, id), "closed",
        text("votre clé ne l'ouvre plus ; normal après une transmission, que `pos check --accept "
             "{}` confirme",
             "your key no longer opens it; as it must be after a hand-over, which `pos check "
             "--accept {}` confirms",
             id.text()),
        true);
    return;
  }
  if (remembered && !seen.files.contains(Compartment::Case) &&
      !seen.files.contains(Compartment::Facts)) {
    return;  // told by its name already
  }
  look_for_file(id, Compartment::Case, !known.journal.empty(), seen, report);
  look_for_file(id, Compartment::Facts, !known.facts.empty(), seen, report);
  look_for_file(id, Compartment::Identity, known.identity && seen.names_mounted && !seen.erased,
                seen, report);
  tell_given_up(id, seen, known, report);
  if (seen.journal && !seen.unread) {
    compare(id, Compartment::Case, entries_of(known), *seen.journal, seen.closed, report);
  }
  if (seen.facts && !seen.unread) {
    compare(id, Compartment::Facts, facts_of(known), *seen.facts, seen.closed, report);
  }
}

}  // namespace pos
