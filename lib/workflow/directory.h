#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/structure_search.h"
#include "domain/structure_standing.h"
#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

inline constexpr std::string_view kDirectoryForm = "directory";

/// Adds an entry of the directory of services, by the form `directory` (POS 3.4.1); a known entry
/// is changed in what is given. Errors: Invalid, with every fault of the input.
void put_service(Workspace& workspace, const std::string& code, const Filled& filled);

/// The next document of an entry that is there.
struct EntryEdit {
  std::optional<Filled> filled;
  std::vector<std::string> cleared;  ///< fields that have no answer any more
  bool verified = false;             ///< today, as it stands or with these changes
  std::string verified_by;           ///< who did it, where it is not the user
  bool confirm = false;              ///< a supervisor says that it stands
};
/// Errors: NotFound with the nearest code; Usage where there is nothing to do; Invalid; Refused for
///         a confirmation by somebody who is no supervisor (POS 3.3.1).
void edit_service(Workspace& workspace, const std::string& code, const EntryEdit& edit);

/// What of a new entry's filled form cannot stand, required answers that are missing included.
std::vector<Finding> faults_of_file(Workspace& workspace, const Filled& filled);

/// Errors: NotFound with the nearest code.
void require_structure(Workspace& workspace, const std::string& code);

/// Every entry, by code.
std::vector<DirectoryItem> read_directory(Workspace& workspace,
                                          const std::map<std::string, int>& taken = {});
/// Children placed in each structure that tells its capacity, as far as this user reads their
/// cases; empty where nothing of a case is open to them, or nothing is open without asking.
std::map<std::string, int> places_taken(Workspace& workspace,
                                        const std::vector<DirectoryItem>& directory);

/// Labels, rules and clock for a search.
SearchGround search_ground(Workspace& workspace, std::map<std::string, int> taken);

/// The code of a field with that role that `word` is, by code or another spelling.
/// Errors: Usage naming the option, with the nearest code.
std::string known_code(Workspace& workspace, Role role, const std::string& option,
                       const std::string& word);

/// The vault's own structure, where the directory has it, is a non-State one that has not signed
/// the POS (3.1.2). A child is registered all the same.
std::optional<Text> warning_of_own_office(Workspace& workspace);

/// What speaks against sending the child of a case there for that service, or is to be asked
/// before; by the facts of the case, where the user reads them.
std::vector<Text> warnings_of_referral(Workspace& workspace, const CaseId& id,
                                       const std::string& structure, const std::string& service);

}  // namespace pos
