#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/case.h"

namespace pos {

/// What of a case one word of the shared information stands for.
struct SharedPart {
  struct Answer {
    const Field* field;
    std::vector<const Field*> columns;  ///< of a table: those that are shared
    Value value;
  };
  std::string code;             ///< of `pos-shared-information`
  std::vector<Answer> answers;  ///< in the order in which they were first given
};

/// What a form says of itself on its own sheet.
inline constexpr std::string_view kOnSheet = "sheet";

/// The word for a copy of the whole file, which goes beside the sheet.
inline constexpr std::string_view kWholeFile = "full_file";

/// Whether names, telephones and places go with that word of the shared information; with no other.
bool shares_identity(std::string_view code);

/// The latest answers to the fields, of all forms, that are `shared_as` one of the codes.
///
/// `names` are identity answers by field name (nothing: none is shared), of which only those are
/// given that `shares_identity`. The texts of an entry that says why a name stands in them are left
/// out unless a name is shared.
/// Shape:  a part for each code, in their order, also where it has no answer.
/// Errors: none.
/// Source: POS 3.4.2.3, measure 6; 6.1.2.
std::vector<SharedPart> shared_parts(const Case& c, const std::vector<std::string>& codes,
                                     const Value& names);

/// The answers of one form that stand on its sheet; texts as above.
std::vector<SharedPart::Answer> answers_on_sheet(const Form& form, const Value& answers,
                                                 bool name_shared);

}  // namespace pos
