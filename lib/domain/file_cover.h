#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"

namespace pos {

/// What the cover page and the checklist say of a child's file: what is there, when, and what is
/// not. No name stands in it; what is lacking is told and demanded of nobody.
struct FileCover {
  struct FormLine {
    const Form* form;
    std::vector<Date> dates;  ///< when it was filled, in the present episode
    bool on_paper = false;    ///< lies in the paper file, by the last checklist
  };
  /// A stage of table 6.1.2; reached when a form of it is there.
  struct Stage {
    std::string code;
    Text label;
    bool reached = false;
    std::vector<FormLine> forms;
  };
  struct Document {
    std::string code;
    Text label;
    std::string source;
    std::vector<Date> dates;  ///< when it came
    int expected = 0;         ///< how many there should be; 0: none is asked for yet
    bool on_paper = false;
    bool present() const { return on_paper || (expected > 0 && std::ssize(dates) >= expected); }
  };
  /// A main form that a case which ends has not used.
  struct MissingForm {
    const Form* form;
    Text reason;  ///< as it was recorded; else of how the case ends; may be empty
  };

  std::optional<Date> opened, reopened, closed;
  std::string location;             ///< of the paper file, the last that was told; may be empty
  std::optional<Date> located;      ///< when it was told
  std::optional<Date> checked;      ///< by the last checklist
  std::vector<Stage> stages;        ///< in the order of the rules
  std::vector<Document> documents;  ///< in the order of the rules
  bool ending = false;              ///< its closure is asked for or done
  std::vector<MissingForm> missing;
};

/// What was filled of a stage's forms, in its order: in the present episode, and of the first stage
/// in whichever, as the child is registered once.
std::vector<const Event*> events_of_stage(const Case& c, std::string_view stage);

/// `forms`: all that the office has, in their order; events as `events_of_stage` has them.
///
/// Source: POS 3.3.1, 6.1.1, 6.1.2.
FileCover file_cover(const Case& c, const Rulebook& rules, const std::vector<const Form*>& forms);

}  // namespace pos
