#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "base/value.h"

namespace pos {

/// One kind of stream, as the first line of its header names it (`case/1`), and what its
/// documents are signed with (format.md 3).
struct DocumentKind {
  std::string_view name;     ///< `case`
  int version = 1;           ///< the highest this program knows
  std::string_view label;    ///< `pos/entry/1`
  std::string_view scope;    ///< `case`; empty where it is the vault's id
  bool has_readers = false;  ///< its header names `readers`; else `vault`
};

/// In the order of format.md: case, identity, facts, vault, person, group, directory, programme,
/// team, sheet, package, receipt.
const std::vector<DocumentKind>& document_kinds();
/// nullptr where there is none.
const DocumentKind* find_document_kind(std::string_view name);

/// What is wrong with a document of this kind: a key that does not fit it or is missing, their
/// order, the shape of an identifier, time, hash or list. What stands in `data` is not looked at.
///
/// Shape:  nullopt when nothing is.
/// Source: format.md 2.6, 2.7, 6.1, 6.3, 6.4.
std::optional<Text> document_fault(const DocumentKind& kind, const Value& values);

}  // namespace pos
