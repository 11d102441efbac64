#pragma once

#include "domain/sheet.h"

namespace pos {

/// Figures below this say too much of a child to leave the case-management chain.
inline constexpr int kSmallFigure = 5;

/// The sheet as it may go to a cluster, donors or the public: figures of 1 to 4 are suppressed, and
/// further ones with them, so that none follows from totals, from the balance, from what a group of
/// codes sums, or from what was late beside what was in time. Nobody is named: breakdowns by
/// manager and supervisor are left out, with the indicators that are for them alone; medians are
/// suppressed. A zero stays a zero.
///
/// Of every small figure an outsider who knows all sums, and that what is suppressed is not zero,
/// still has to reckon with kSmallFigure values or more, some of them not small. A breakdown where
/// a case has several codes sums to nothing that is known, so nothing is drawn from it.
///
/// Shape:  no period before beside it; `head.shared` is set.
/// Errors: none. Source: architecture 5.7; POS 6.3.
Sheet for_sharing(Sheet sheet, const IndicatorBook& book);

/// How many figures of the sheet are suppressed.
int count_suppressed(const Sheet& sheet);

}  // namespace pos
