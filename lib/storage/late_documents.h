#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "storage/memory.h"
#include "storage/plain_judge.h"

namespace pos {

/// Who is about to go on from what waits in a group.
struct Successor {
  std::string group, person;
};

/// How the documents of the plain files came to this machine.
struct Reception {
  Instant begun;                                  ///< what was seen by then came before the memory
  std::map<std::string, SeenDocument> documents;  ///< by hash
  Instant now;                                    ///< when all others are seen first
  std::optional<Successor> successor = {};        ///< judged as if they had done so
  std::set<std::string> refused = {};             ///< what waits, and is told here no more
};

/// Judges like `judge_plain_files`, and holds back what came after its author's right or key had
/// ended, however it is dated: a former key could have written it yesterday. Ended means that it
/// was there and went; an end that rests on the document itself does not count against it. So is a
/// card with other keys for somebody whose card is known. A
/// confirmation that was believed lets in what its `after` reaches, and so does any later document
/// of a group by somebody who has the right without it. Of a group, what comes together with the
/// end of its author's right, and not of the key, counts where another member in office goes on.
///
/// Shape:  `late`: those first seen now whose author's right was known to have ended before.
/// Errors: as `judge_plain_files`.
/// Source: architecture 4.5.
JudgedFiles judge_received(PlainFiles& files, const Reception& reception,
                           std::set<std::string>& late);

/// Whether anything came after the beginning, so that there is something to hold back.
bool anything_came_later(const PlainFiles& files, const Reception& reception);

/// Whether files of that kind say who opens what: `pos.yaml`, cards and groups.
bool widens(std::string_view kind);

/// `pos.yaml`, cards and groups of which a document waits for a confirmation, and whether it is a
/// group.
std::map<std::string, bool> held_back_files(const PlainFiles& files);

}  // namespace pos
