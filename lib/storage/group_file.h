#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/age_keys.h"

namespace pos {

/// The `secret` of a group's document: an armoured age file without its last line end, in it an age
/// identity file, the present secret first, former ones after it. Recipients are `age1…`.
/// Errors: Invalid "age-recipient".
std::string seal_group_secret(std::span<const Identity> secrets,
                              const std::vector<std::string>& recipients, Instant created);

/// The identities in it; empty when none of the user's opens it, or where it is no such file.
std::vector<Identity> open_group_secret(std::string_view armoured,
                                        std::span<const Identity> identities,
                                        const std::string& group);

/// Adds those that are not there yet.
void add_new(std::vector<Identity>& identities, std::vector<Identity> more);

}  // namespace pos
