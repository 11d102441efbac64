#pragma once

#include <cstddef>
#include <functional>

namespace pos {

/// Told by long work of how much is done; empty where nobody looks.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

}  // namespace pos
