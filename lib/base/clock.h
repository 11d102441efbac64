#pragma once

#include "base/date.h"

namespace pos {

/// The time, from outside. One run sees one moment.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant now) : now_(now) {}
  Instant now() const override { return now_; }

 private:
  Instant now_;
};

}  // namespace pos
