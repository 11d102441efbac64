#pragma once

#include "base/error.h"

namespace pos {

// The stages at which an age file can fail, told by `Error::id`: "age-armor", "age-header",
// "age-no-match" (NoKey), "age-mac", "age-payload", "age-limit"; all others ErrorCode::Integrity.
// This layer does not know the file's name: callers add `where.file`.

Error armor_error(Text detail);
Error header_error(Text detail);
Error no_match_error(Text message);
Error mac_error();
Error payload_error();
/// The file may be right, but it goes over one of our limits.
Error limit_error(Text message);
/// Not a recipient that a file may be sealed to: Invalid "age-recipient".
Error recipient_error(Text message, Text hint = {});

}  // namespace pos
