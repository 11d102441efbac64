#pragma once

#include <string>
#include <string_view>

namespace pos {

/// Words as text or attribute of an HTML page: no mark of theirs is one of the page.
std::string escape_html(std::string_view words);

}  // namespace pos
