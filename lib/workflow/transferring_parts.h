#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/journal.h"
#include "storage/package_file.h"
#include "workflow/case_files.h"
#include "workflow/transferring.h"

namespace pos {

// What giving up, referring and taking over have in common.

/// What another vault sent here, as far as it proves itself; by whom it is believed is another
/// matter. Errors: NotFound, NoKey, Integrity; Usage for one of another purpose; Refused (id
/// "receiver") where it is for another vault.
OpenedPackage read_package(Workspace& workspace, const std::string& file, std::string_view kind,
                           std::string_view purpose);
/// Errors: Refused (id "role") for anyone but the case's manager.
void require_sender(Workspace& workspace, const Journal& journal);
/// The transfer (A.2) that was not answered yet. Errors: Refused (id "entry").
const Event& pending_transfer(const Case& c, const std::string& entry);
/// The head of a package of this office to the vault with that fingerprint; `entry`: the A.2 or
/// A.1.
Package package_head(Workspace& workspace, std::string_view purpose, const CaseFiles& files,
                     const std::string& entry, const std::string& receiver);
/// Signed by the user and sealed, into `outbox/`; returns the file's name within the vault.
std::string send_package(Workspace& workspace, const Package& package,
                         const std::vector<std::string>& recipients);
/// Integrity: the sender has to send it again.
Error not_whole(const std::string& name, Text why);

}  // namespace pos
