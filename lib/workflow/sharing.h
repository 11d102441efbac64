#pragma once

#include <optional>
#include <string>

#include "workflow/fill.h"

namespace pos {

/// The structure's entry in the directory.
/// Errors: NotFound, with the nearest code.
const Value& structure_of(Workspace& workspace, const std::string& code);

/// Refused (id "consent").
Error no_consent(const Form& form, const Text& reason);

/// The day of the consent that covers what a form shares, none where its exception does.
/// Errors: Refused (id "consent"): one that was withdrawn stops what is still to be sent.
std::optional<Date> require_cover(const Case& c, const Event& event);

/// The structure's vault, where the directory has its age key and its fingerprint, both compared
/// and signed; nullopt where it has not, and answers on paper.
struct ReceivingVault {
  std::string recipient, fingerprint;
};
std::optional<ReceivingVault> vault_of(Workspace& workspace, const std::string& structure);

/// What forbids a form that hands the child's data to others: no consent that covers it, or child
/// and family do not agree; a child on whose eligibility nothing was decided; of a transfer, a
/// structure without a trained team, or one that is not of the State and has not signed the POS.
/// In an emergency a referral waits for none of it; else what is shared without consent gives its
/// reason. The entry gets the consent that it rests on and the protocol under which it shares,
/// which is the receiver's sub-region's where the directory has one, and is then noted.
///
/// Nothing for other forms, and for what completes one without touching to whom or what it shares.
/// Errors: Refused (ids "consent", "eligibility", "structure", and "receipt" where a vault's
///         acceptance is entered without its receipt); NotFound; Invalid.
/// Source: POS 3.4.2.1, 3.4.2.3, 5.4, 6.3; architecture 5.5, 5.6.
void refuse_sharing(Workspace& workspace, const Case& c, const Form& form, Draft& draft,
                    std::vector<Text>& notes);

/// Errors: Refused (id "role"): a data clerk cannot see what was agreed to.
void refuse_sharing_by_clerk(const Form& form, const Draft& draft);

}  // namespace pos
