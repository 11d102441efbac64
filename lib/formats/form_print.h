#pragma once

#include <string>

#include "domain/form.h"

namespace pos {

/// A form for paper: blank, with lines to write on and boxes to tick, or with its answers. What
/// names or locates is never printed: it is written by hand.
struct FormPaper {
  const Form* form = nullptr;
  std::string office, structure;   ///< empty: lines to write on, as the next two
  std::string id;                  ///< of the case
  std::string date;                ///< when what it tells of happened
  const Value* answers = nullptr;  ///< none: blank
  Text rules;                      ///< the edition of the procedures
};

/// With the code and the title of table 6.1.2 (POS 1.4); at most 80 columns.
std::string write_text(const FormPaper& paper, const CodeLists& lists, Language language);
/// The same as one page that needs nothing else, for a browser to print.
std::string write_html(const FormPaper& paper, const CodeLists& lists, Language language);

}  // namespace pos
