#pragma once

#include <vector>

#include "domain/structure_search.h"

namespace pos {

/// How far a structure receives such a child: by its sex and ages in general, and by one of its
/// target groups where it has some. POS 3.4.1 (11): criteria of age, sex and problem.
std::vector<Reason> target_reasons(const Structure& structure, const Need& need,
                                   const SearchGround& ground);

/// The least of the reasons; Yes where there is none.
Fit least(const std::vector<Reason>& reasons);

}  // namespace pos
