#pragma once

#include <string>
#include <vector>

#include "domain/case.h"
#include "workflow/casework.h"
#include "workflow/fill.h"
#include "workflow/workspace.h"

namespace pos {

/// What the procedures forbid of a form about to be recorded, and what they compute for it (the
/// suggested risk level, the consent that a referral rests on). Asks the form for its roles.
///
/// `notes` takes the reasons of a suggestion.
/// Errors: Refused, with the rule's source (architecture 5.6).
void refuse_if_forbidden(Workspace& workspace, const Case& c, const Form& form, Draft& draft,
                         std::vector<Text>& notes);

/// Errors: Refused for what is never withdrawn: a registration, a validated closure.
void refuse_void(const Case& c, const Entry& target);

/// What forbids the supervisor's act on a plan or closure: it is validated already, the act is
/// dated before it, or the closing conditions do not hold any more (POS 5.3 e, 5.6).
/// Errors: Refused, Invalid.
void refuse_validation(Workspace& workspace, const Case& c, const Event& event,
                       const Entry& validation);

/// The form of a referral or transfer with the structure, and the service where one is named, of
/// the command filled in. Errors: NotFound for a structure that is not in the directory; Usage for
/// an unknown category;
///         Invalid where the form says otherwise.
Filled with_destination(Workspace& workspace, const Form& form, Filled filled,
                        const std::string& structure, const std::string& service);

/// Errors: Usage with the nearest code, for a category of services that is none.
void require_service_category(Workspace& workspace, const std::string& code);

/// The supervisor's act from its options: `occurred` and `reason` may stand in the input; a
/// returned form needs the reason. Errors: Invalid.
Entry read_decision(Workspace& workspace, const Filled& filled, Decision decision);

}  // namespace pos
