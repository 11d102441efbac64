#pragma once

#include <string>
#include <vector>

#include "domain/shared_answers.h"

namespace pos {

/// What goes on paper to who receives a child: a referral, or what an actor of the community is
/// asked. The child has an identifier there; a name only where `names` is set.
struct ReferralSheet {
  CaseId id;
  std::string entry;  ///< of the form
  const Form* form;
  std::vector<SharedPart::Answer> answers;  ///< that the form's own sheet has
  std::string office, from;                 ///< the sender: its office, its structure
  std::string manager;                      ///< who is in charge: name and code
  std::string to;  ///< the receiver as the directory names it; empty: a person
  std::vector<SharedPart> shared;
  bool names = false;           ///< what names or locates is printed, where it is shared
  std::optional<Date> consent;  ///< of the consent that it rests on; none: shared without one
  Date printed{};
  Text rules{};  ///< the edition of the procedures
};

/// The sheet and, of a referral, a blank counter-referral for the provider on a page of its own.
///
/// Source: POS 3.4.2.3, measures 5 and 6; 6.1.2.
std::string write_referral_sheet(const ReferralSheet& sheet, const CodeLists& lists,
                                 Language language);

}  // namespace pos
