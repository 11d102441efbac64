#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "domain/sheet_merge.h"
#include "workflow/workspace.h"

namespace pos {

struct MergedReport {
  IndicatorBook book;
  Sheet sheet;
  std::vector<Text> warnings;  ///< whose origin is not proven here
};

/// Sheets added up for a region or the country, by who keeps sheets (POS 3.2, 6.3). Each is the
/// name of one that this vault keeps, or a file: a sheet's JSON, or a kept one of another vault,
/// which lies open or sealed to the user. `missing` of the sheet: the structures of the directory
/// with a case-management team, of the region where that is the level, that have none among them.
///
/// Errors: Invalid with all faults (sheet_merge.h), Usage for the level of one structure; NotFound,
///         NoKey, Integrity of a sheet; Refused (id "role").
MergedReport merge_reports(Workspace& workspace, const std::vector<std::string>& sheets,
                           const std::string& level);

}  // namespace pos
