#pragma once

#include <doctest/doctest.h>

#include "base/error.h"

namespace pos {

/// The error that a merge gives.
template <class Merge>
Error merge_refused(Merge merge) {
  try {
    merge();
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::Integrity);
    return error;
  }
  FAIL("it was merged");
  return Error(ErrorCode::Failure, {});
}

}  // namespace pos
