#pragma once

#include <concepts>
#include <utility>

#include "base/error.h"

namespace pos {

/// What `work` throws; an error without words where it throws none.
template <std::invocable Work>
Error error_of(Work&& work) {
  try {
    std::forward<Work>(work)();
  } catch (const Error& error) {
    return error;
  }
  return Error(ErrorCode::Failure, {});
}

template <std::invocable Work>
ErrorCode code_of(Work&& work) {
  return error_of(std::forward<Work>(work)).code;
}

}  // namespace pos
