#pragma once

#include <string_view>

#include "base/date.h"
#include "domain/case_id.h"

namespace pos {

/// Which of the cases one night's check opens: `nights` of them in a row, each taking `share` of
/// `of` parts, cover every case. Decided by identifier and day alone, so that it does not matter
/// which machine ran the night before.
struct NightlyShare {
  int share = 1;
  int of = 1;  ///< 1/1: all

  bool covers(const CaseId& id, Date day) const;
};

/// `10%`, `1/7`; empty is all. Errors: Usage.
NightlyShare parse_nightly_share(std::string_view words);

}  // namespace pos
