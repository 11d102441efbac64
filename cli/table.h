#pragma once

#include <string>
#include <vector>

namespace pos::cli {

/// Aligned columns for people: each as wide as its widest cell (counted in characters), two blanks
/// between, nothing after the last. Columns in `right` are aligned to the right.
std::string table(const std::vector<std::string>& header,
                  const std::vector<std::vector<std::string>>& rows,
                  const std::vector<std::size_t>& right = {});

/// Characters, not bytes; combining marks do not occur in composed (NFC) text.
std::size_t width(const std::string& text);

}  // namespace pos::cli
