#include "workflow/case_names.h"

#include <utility>

#include "storage/case_file.h"
#include "workflow/losses.h"

namespace pos {

KnownNames known_names(Workspace& workspace, const CaseFiles& files) {
  KnownNames names;
  for (const CaseDocument& document : files.identity_documents) {
    if (document.well_signed() && workspace.knows_form(document.entry.form)) {
      add_name_words(names.words, workspace.form(document.entry.form), document.entry.data);
    }
  }
  names.complete =
      !closed_names_matter(files) && !lacks_names(files.journal, files.identity_documents);
  return names;
}

KnownNames known_names(Workspace& workspace, const CaseId& id, const Journal& journal) {
  CaseFiles files;
  files.id = id;
  files.journal = journal;
  files.journal_parts = open_parts(workspace, Compartment::Case, id);
  files.journal_documents = read_case(files.journal_parts.streams, signing_keys(workspace));
  files.identity_parts = open_parts(workspace, Compartment::Identity, id);
  files.identity_documents = read_identity(files.identity_parts.streams, files.journal_documents,
                                           signing_keys(workspace), erasures(journal));
  return known_names(workspace, files);
}

void require_nameless_act(Workspace& workspace, const CaseFiles& files, const Entry& entry) {
  if (!entry.act || (entry.reason.empty() && entry.purpose.empty())) {
    return;
  }
  const NameWords words = known_names(workspace, files).words;
  for (const auto& [field, words_said] :
       {std::pair{"reason", &entry.reason}, std::pair{"purpose", &entry.purpose}}) {
    if (names_someone(*words_said, words)) {
      throw invalid_input({{{"", 0, field},
                            {"ce texte contient un nom ou une adresse de l'identité",
                             "this text holds a name or address of the identity"},
                            {"le dire sans nommer personne", "say it without naming anyone"}}});
    }
  }
}

}  // namespace pos
