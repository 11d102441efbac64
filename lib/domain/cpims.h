#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"
#include "domain/rulebook.h"

namespace pos {

/// A step of the evolution bar (POS 5, 6.1.2) with the forms that were used in it.
struct BarStep {
  std::string step;  ///< "1" identification … "6" closure
  std::optional<When> reached;
  std::vector<std::string> forms;  ///< codes, each once
};
/// The six steps in their order, by the events that the cover page has (`events_of_stage`). A form
/// of any step marks none.
std::vector<BarStep> evolution_bar(const Case& c);

/// A case as CPIMS+ (Primero) has it: its field names and codes are those of our forms.
struct CpimsCase {
  CaseId id;
  bool open = false;     ///< the two statuses that exports show (POS 3.3.1)
  std::string workflow;  ///< a code of `lookup-workflow`
  std::vector<BarStep> steps;
  std::string problem;  ///< primary situation of article 50, the latest; empty: not told
  std::vector<std::string> other_problems;
  std::string context;  ///< as `context_of`
  struct Filled {
    std::string form, entry;
    When occurred;
    Value data;  ///< the answers
  };
  std::vector<Filled> forms;  ///< every entry that counts, by occurred
  Value data;                 ///< one record of Primero: flat fields, tables with `unique_id`
  int texts_left_out = 0;     ///< entries whose texts may hold a name, and none is exported
};

/// `names`: identity answers by entry; empty: none is exported, and of an entry that says why a
/// name stands in its texts the texts are left out.
///
/// Shape:  `data` has the latest answer of each form; an entry of a form that the rules name a
/// table
///         for is a row of it, one that they set apart stands in `forms` alone; `id` and
///         `unique_id` are the entries' own, as UUIDs, so that a later export updates instead of
///         doubling.
/// Errors: none.
/// Source: POS 6.3, 5.1.3; 6.1.2.
CpimsCase cpims_case(const Case& c, const Rulebook& rules,
                     const std::map<std::string, Value>& names);

/// The 128 bits of a ULID in the writing of a UUID.
std::string uuid_of(std::string_view ulid);

}  // namespace pos
