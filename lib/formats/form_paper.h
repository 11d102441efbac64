#pragma once

#include <string>
#include <utility>
#include <vector>

#include "formats/form_print.h"

namespace pos {

/// One field as it stands on paper, whatever it is written in.
struct PaperField {
  enum class Kind { Line, Lines, Boxes, Table };
  Kind kind = Kind::Line;
  std::string label;
  std::string note;    ///< when it is asked, what it means; may be empty
  std::string answer;  ///< of a line; empty: to be written
  bool one = false;    ///< of boxes: only one is ticked
  std::vector<std::pair<bool, std::string>> boxes;
  std::vector<std::string> columns, legends;  ///< of a table; what may stand in its columns
  std::vector<std::vector<std::string>> rows;
};

/// The head of the sheet, label and words; no words: a line to write on.
std::vector<std::pair<std::string, std::string>> paper_head(const FormPaper& paper,
                                                            Language language);
std::string paper_title(const FormPaper& paper, Language language);
/// How it is filled in.
std::vector<std::string> paper_advice(const FormPaper& paper, Language language);
/// Label, and a line each, for who signs.
std::vector<std::string> paper_signatures(Language language);

std::vector<PaperField> paper_fields(const FormPaper& paper, const CodeLists& lists,
                                     Language language);

}  // namespace pos
