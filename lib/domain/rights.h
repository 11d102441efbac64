#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/text.h"
#include "domain/entry.h"
#include "domain/staff.h"

namespace pos {

/// As whom someone writes in a case (architecture 4.3, "Rights").
enum class Capacity { None, Manager, Clerk, Supervisor, Recovery };

/// Why an entry may not be written.
struct Denial {
  std::string id;  ///< the rule that refuses, as in Error::id
  Text message;
  Text hint;
  std::string source;
};

/// An entry that another one is about, and as whom it was written.
struct Target {
  const Entry* entry = nullptr;
  Capacity capacity = Capacity::None;
};

/// As whom the author wrote, under that case manager, at the entry's `recorded`.
Capacity capacity_of(const Entry& entry, std::string_view manager, const Staff& staff);

/// Whether that capacity allows `entry`, which is about `target`; nullopt: it does.
std::optional<Denial> denial(const Entry& entry, Capacity capacity, const Target& target);

/// Whether an author in that capacity may accept `target` for a case.
std::optional<Denial> denial_of_accept(const Entry& accept, Capacity capacity, const Target& target,
                                       const Target& about);

/// Whether the person whom an assign names may own a case at its `recorded`.
std::optional<Denial> denial_of_owner(const Entry& assign, const Staff& staff);

/// What an entry is about: the identifier that it corrects, completes, voids, validates or accepts;
/// empty where it stands alone.
const std::string& target_of(const Entry& entry);

}  // namespace pos
