#pragma once

#include <string>
#include <string_view>

#include "base/text.h"
#include "domain/case.h"

namespace pos {

/// Whether information may be shared, by the consent in force.
struct ConsentCover {
  bool covers = false;
  bool exception = false;  ///< shared without agreement, in the child's best interests
  std::string entry;       ///< the 1.A that decides; empty where there is none
  Text reason;             ///< why it does not cover; empty where it does
};

/// Whether a form, as filled, hands the child's data to somebody: a referral, a transfer, a word to
/// an actor of the community. What the community brings needs no consent.
bool shares_data(const Form& form, const Value& answers);

/// Whether the latest 1.A of the case covers sharing for a service category: given, not withdrawn,
/// with disclosure, the service not excluded, the child not dissenting, and agreed by a
/// representative or with the reason why none could; or a best-interest exception stands there.
///
/// Shape:  `service` empty (a transfer): no category is looked for. `receiver`: the structure;
///         where the 1.A names structures, it covers those alone, and a new one needs a new or
///         extended consent. Empty: not looked at (the facts do not have it).
/// Units:  at `moment`; a bare day takes in what happened on that day. Of two 1.A of one day, one
///         of which has no time, the one that was told later counts, in the order of the journal.
/// Errors: none.
/// Source: architecture 5.5; POS 3.4.2.3.
ConsentCover consent_cover(const Case& c, std::string_view service, const When& moment,
                           std::string_view receiver = {});

}  // namespace pos
