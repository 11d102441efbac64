#include "domain/journal_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace pos {
namespace {

bool before(const Entry& a, const Entry& b) {
  return std::tie(a.recorded, a.id, a.hash) < std::tie(b.recorded, b.id, b.hash);
}

/// Sorted by (recorded, entry, hash), so that an index is a rank.
std::vector<Entry> ranked(std::vector<Entry> entries) {
  std::stable_sort(entries.begin(), entries.end(), before);
  std::set<std::string> seen;
  std::erase_if(entries, [&](const Entry& entry) { return !seen.insert(entry.hash).second; });
  return entries;
}

struct Parents {
  std::vector<std::vector<std::size_t>> of;
  std::set<std::string> lost;
};

Parents parents(const std::vector<Entry>& entries) {
  std::map<std::string_view, std::size_t> by_hash;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    by_hash.emplace(entries[i].hash, i);
  }
  const auto opening = std::find_if(entries.begin(), entries.end(),
                                    [](const Entry& e) { return e.opens_journal(); });
  Parents result;
  for (const Entry& entry : entries) {
    std::vector<std::size_t>& known = result.of.emplace_back();
    for (const std::string& hash : entry.after) {
      if (const auto found = by_hash.find(hash); found != by_hash.end()) {
        known.push_back(found->second);
      } else {
        result.lost.insert(hash);
      }
    }
    // What is written by someone who cannot open the journal follows what opened it.
    if (entry.after.empty() && !entry.opens_journal() && opening != entries.end()) {
      known.push_back(static_cast<std::size_t>(opening - entries.begin()));
    }
  }
  return result;
}

/// Ranks in the order of format.md 5.2; those of a circle are left out.
std::vector<std::size_t> taken_in_order(const std::vector<std::vector<std::size_t>>& parents_of) {
  std::vector<std::vector<std::size_t>> children(parents_of.size());
  std::vector<std::size_t> waiting(parents_of.size());
  std::set<std::size_t> ready;
  for (std::size_t i = 0; i < parents_of.size(); ++i) {
    waiting[i] = parents_of[i].size();
    for (std::size_t parent : parents_of[i]) {
      children[parent].push_back(i);
    }
    if (waiting[i] == 0) {
      ready.insert(i);
    }
  }
  std::vector<std::size_t> order;
  while (!ready.empty()) {
    const std::size_t next = *ready.begin();
    ready.erase(ready.begin());
    order.push_back(next);
    for (std::size_t child : children[next]) {
      if (--waiting[child] == 0) {
        ready.insert(child);
      }
    }
  }
  return order;
}

void add_ancestors(std::vector<bool>& known, std::size_t parent,
                   const std::vector<bool>& of_parent) {
  known[parent] = true;
  for (std::size_t i = 0; i < parent; ++i) {
    known[i] = known[i] || of_parent[i];
  }
}

}  // namespace

Order in_order(std::vector<Entry> entries) {
  entries = ranked(std::move(entries));
  const Parents links = parents(entries);
  std::vector<std::size_t> order = taken_in_order(links.of);
  Order result;
  result.placed = order.size();
  result.lost = {links.lost.begin(), links.lost.end()};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (std::find(order.begin(), order.end(), i) == order.end()) {
      order.push_back(i);
    }
  }
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
  }
  result.known.assign(order.size(), std::vector<bool>(order.size()));
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t parent : links.of[order[i]]) {
      if (i < result.placed) {
        add_ancestors(result.known[i], place[parent], result.known[place[parent]]);
      }
    }
  }
  for (std::size_t rank : order) {
    result.entries.push_back(std::move(entries[rank]));
  }
  return result;
}

}  // namespace pos
