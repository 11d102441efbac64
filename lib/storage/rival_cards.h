#pragma once

#include <set>
#include <string>

#include "storage/plain_judge.h"

namespace pos {

/// Hashes of the first cards of one person that bring different keys, the documents being judged.
/// Each could be dated back before the other, so no time tells which keys are that person's. The
/// recovery key tells it by a document that brings them: then that card is no rival.
///
/// Source: architecture 4.2, "Who may widen".
std::set<std::string> rival_cards(const PlainFiles& files, const JudgedFiles& judged);

}  // namespace pos
