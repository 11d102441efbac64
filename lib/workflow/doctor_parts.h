#pragma once

#include "workflow/doctor.h"

namespace pos {

// The parts of `pos doctor`, each adding what it finds. Only doctor.cc calls them.

/// Clock, documents that are not believed, removals that wait, supervisors that do not count, forms
/// and editions.
void examine_office(Workspace& workspace, DoctorItems& items);
/// The user's key file and whom it lets in.
void examine_key(Workspace& workspace, DoctorItems& items);
/// The recovery key: copies that are proven, files of it on this machine; backups.
void examine_recovery(Workspace& workspace, const Machine& machine, DoctorItems& items);
/// Documents that came too late: known once the key is opened.
void examine_documents(Workspace& workspace, DoctorItems& items);
void examine_held_back(Workspace& workspace, DoctorItems& items);
/// Files of the vault: who may read the folder, copies and temporaries that wait, git.
void examine_folder(Workspace& workspace, const Machine& machine, DoctorItems& items);
/// Room on the disk, the kind of file system, swap.
void examine_machine(Workspace& workspace, const Machine& machine, DoctorItems& items);

}  // namespace pos
