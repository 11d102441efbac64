#pragma once

#include <vector>

#include "domain/case.h"

namespace pos {

/// The answers that became known at one moment: an entry's own, or those of one completion.
struct Layer {
  std::string entry;
  When occurred;
  Value data;
};

/// An event with the layers that it was laid together from.
struct LaidEvent {
  Event event;
  std::vector<Layer> layers;  ///< the entry itself, then its completions by occurred
};

/// The forms that count at `now`, by occurred, then in the order of the journal. A reopening known
/// by its day alone comes after what its writer knew of that day, and what is known by its day
/// alone after a reopening of that day that its writer knew: else it would lie in the episode that
/// ended.
///
/// Source: architecture 4.3 (corrects, completes, voids, validate).
std::vector<LaidEvent> laid_events(const Journal& journal, const Forms& forms, Instant now);

}  // namespace pos
