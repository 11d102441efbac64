#pragma once

#include <string>

#include "domain/form.h"
#include "domain/sheet.h"

namespace pos {

/// A monthly sheet to be printed, about 78 characters wide: heads, every indicator with its
/// breakdowns (labels from the code lists; a breakdown that nothing answers is left out), the
/// balance as a sum. Ages have the further column that the book names (12–17).
std::string write_sheet(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists,
                        Language language);

/// The same as a page for paper, with a place for the signature.
std::string write_sheet_html(const Sheet& sheet, const IndicatorBook& book, const CodeLists& lists,
                             Language language);

}  // namespace pos
