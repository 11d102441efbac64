#pragma once

#include "workflow/fill.h"

namespace pos {

/// Looks at a filled form by the procedures, beside what `refuse_if_forbidden` holds:
/// computes what follows from it (the result of the eligibility, the version of a plan), warns of
/// what is worth a second look.
///
/// `c`: nullptr for a registration, or where the journal is closed to the user.
/// Errors: Refused where the POS forbids it: a decision on eligibility (4.2.1, 4.2.2), contact with
///         the family against the child's will (5.1.3), a referral before the decision (3.4.2.3).
void appraise(Workspace& workspace, const Case* c, const Form& form, Draft& draft);

}  // namespace pos
