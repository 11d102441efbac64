#pragma once

namespace pos {

/// No core dump of this process, and no other process of the same user may look into it. To be
/// called before anything secret is read.
///
/// Errors: ErrorCode::Failure when the system refuses. The leak detector of the address sanitizer
/// does not work in a process after this.
void forbid_core_dumps();

}  // namespace pos
