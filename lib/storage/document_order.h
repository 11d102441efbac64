#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "storage/document.h"

namespace pos {

/// Puts signed documents in the order of format.md 5.2: again and again, of those whose parents are
/// all taken, the smallest (`recorded`, `entry`, hash). A parent that is not there counts as taken.
///
/// `document_of` gives the Document of an element.
template <class Element, class DocumentOf>
void sort_documents(std::vector<Element>& elements, DocumentOf document_of) {
  const auto rank = [&](const Element& element) {
    const Document& document = document_of(element);
    return std::make_tuple(document.values.scalar_of("recorded"),
                           document.values.scalar_of("entry"), document.hash);
  };
  std::sort(elements.begin(), elements.end(),
            [&](const Element& a, const Element& b) { return rank(a) < rank(b); });
  std::set<std::string> untaken;
  for (const Element& element : elements) {
    untaken.insert(document_of(element).hash);
  }
  const auto is_free = [&](const Element& element) {
    const std::vector<std::string> after = document_of(element).values.texts_of("after");
    return std::none_of(after.begin(), after.end(),
                        [&](const std::string& parent) { return untaken.contains(parent); });
  };
  for (auto next = elements.begin(); next != elements.end(); ++next) {
    const auto found = std::find_if(next, elements.end(), is_free);
    if (found == elements.end()) {
      return;  // a circle cannot arise without breaking the hash
    }
    untaken.erase(document_of(*found).hash);
    std::rotate(next, found, found + 1);
  }
}

}  // namespace pos
