#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace pos {

/// Words as text or attribute of an HTML page: no mark of theirs is one of the page.
std::string escape_html(std::string_view words);

/// A whole page for a screen or A4 paper. `style` adds to what all of ours share, `body` is HTML.
std::string html_page(std::string_view title, std::string_view style, std::string_view body,
                      Language language);

}  // namespace pos
