#include "domain/journal.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/error.h"
#include "domain/judging.h"

namespace pos {
namespace {

constexpr std::array<std::pair<EntryState, std::string_view>, 7> kStates{{
    {EntryState::Valid, "valid"},
    {EntryState::Invalid, "invalid"},
    {EntryState::UnknownAuthor, "unknown_author"},
    {EntryState::NotAuthorised, "not_authorised"},
    {EntryState::Superseded, "superseded"},
    {EntryState::Void, "void"},
    {EntryState::Concurrent, "concurrent"},
}};

}  // namespace

std::string_view word(EntryState state) {
  for (const auto& [value, name] : kStates) {
    if (value == state) {
      return name;
    }
  }
  return {};
}

Text label(EntryState state) {
  constexpr std::array<const char*, 7> kFrench = {"valide",        "invalide",  "auteur inconnu",
                                                  "non autorisée", "remplacée", "annulée",
                                                  "concurrente"};
  return {kFrench[static_cast<std::size_t>(state)], std::string(word(state))};
}

bool is_rightful(EntryState state) {
  return state == EntryState::Valid || state == EntryState::Superseded ||
         state == EntryState::Void || state == EntryState::Concurrent;
}

bool is_acceptable(const Entry& entry, EntryState state) {
  return state == EntryState::NotAuthorised && entry.act != Act::Assign &&
         entry.act != Act::Accept && entry.act != Act::Erase;
}

const Entry* Journal::opening() const {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].opens_journal() && states[i] != EntryState::Invalid) {
      return &entries[i];
    }
  }
  return nullptr;
}

const Entry* Journal::registration() const {
  const Entry* first = opening();
  if (first == nullptr || first->form == kRegistrationForm) {
    return first;
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    if (entry.form == kRegistrationForm && entry.is_original() && is_rightful(states[i])) {
      return &entry;
    }
  }
  return nullptr;
}

const Entry* Journal::find(std::string_view id) const {
  const Entry* unusable = nullptr;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].id == id && states[i] != EntryState::Invalid) {
      return &entries[i];
    }
    if (entries[i].id == id && unusable == nullptr) {
      unusable = &entries[i];
    }
  }
  return unusable;
}

std::string Journal::original(std::string_view id) const {
  std::set<std::string> seen;
  std::string current(id);
  for (const Entry* entry = find(current); entry != nullptr && seen.insert(current).second;
       entry = find(current)) {
    const std::string& next = entry->corrects.empty() ? entry->completes : entry->corrects;
    if (next.empty()) {
      break;
    }
    current = next;
  }
  return current;
}

bool Journal::counts(std::size_t index) const {
  if (states[index] != EntryState::Concurrent) {
    return states[index] == EntryState::Valid;
  }
  for (std::size_t later = index + 1; later < entries.size(); ++later) {
    if (states[later] == EntryState::Concurrent &&
        entries[later].corrects == entries[index].corrects) {
      return false;
    }
  }
  return true;
}

std::string Journal::manager_given(std::size_t index) const {
  const Entry& entry = entries[index];
  if (!vaults[index].empty()) {
    return {};
  }
  if (states[index] == EntryState::Valid && (entry.act == Act::Assign || entry.takes_over())) {
    return entry.takes_over() ? entry.author : entry.to;
  }
  const bool opens = entry.opens_journal() && states[index] != EntryState::Invalid;
  return opens ? entry.written_for() : std::string();
}

const Entry* Journal::takeover() const {
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].takes_over() && states[i] == EntryState::Valid && vaults[i].empty()) {
      return &entries[i];
    }
  }
  return nullptr;
}

const Entry* Journal::erasure() const {
  const Entry* last = nullptr;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    last = entries[i].act == Act::Erase && counts(i) ? &entries[i] : last;
  }
  return last;
}

const Entry* Journal::last_assign() const {
  const Entry* last = nullptr;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool assigns = entries[i].act == Act::Assign && states[i] == EntryState::Valid;
    last = assigns ? &entries[i] : last;
  }
  return last;
}

std::vector<std::string> Journal::fallen_assigns() const {
  const auto is_valid = [&](std::size_t i) {
    return entries[i].act == Act::Assign && states[i] == EntryState::Valid;
  };
  std::vector<std::string> fallen;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    bool settled = states[i] == EntryState::Void || is_rightful(states[i]);
    for (std::size_t later = i + 1; later < entries.size() && !settled; ++later) {
      settled = is_valid(later) && known[later][i];
    }
    if (entries[i].act == Act::Assign && !settled) {
      fallen.push_back(entries[i].hash);
    }
  }
  return fallen;
}

std::vector<std::string> Journal::heads() const {
  std::set<std::string> heads;
  for (const Entry& entry : entries) {
    heads.insert(entry.hash);
  }
  for (const Entry& entry : entries) {
    for (const std::string& parent : entry.after) {
      heads.erase(parent);
    }
  }
  return {heads.begin(), heads.end()};
}

std::string Journal::manager_at(Instant moment) const {
  const Entry* first = opening();
  std::string result = first == nullptr ? std::string() : first->written_for();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const Entry& entry = entries[i];
    const bool gives = entry.act == Act::Assign || entry.takes_over();
    if (gives && states[i] == EntryState::Valid && entry.occurred.at <= moment) {
      result = entry.takes_over() ? entry.author : entry.to;
    }
  }
  return result;
}

bool Journal::complete() const {
  return lost.empty() && std::all_of(states.begin(), states.end(), is_rightful);
}

Journal judge(std::vector<Entry> entries, const Staff& staff) {
  Judging judging(in_order(std::move(entries)), staff);
  judging.run();
  Journal journal;
  journal.states = judging.states;
  journal.vaults = std::move(judging.vaults);
  for (const Denial& denial : judging.denials) {
    journal.reasons.push_back(denial.message);
  }
  journal.manager = judging.present_manager();
  journal.findings = std::move(judging.findings);
  journal.lost = std::move(judging.order.lost);
  journal.known = std::move(judging.order.known);
  journal.entries = std::move(judging.order.entries);
  return journal;
}

void require_right(const Journal& journal, const Entry& entry, const Staff& staff) {
  std::vector<Entry> entries = journal.entries;
  Entry proposed = entry;
  proposed.hash = "proposed";
  if (proposed.after.empty() && proposed.on_behalf.empty() && !entries.empty()) {
    proposed.after = journal.heads();
  }
  entries.push_back(proposed);
  Judging judging(in_order(std::move(entries)), staff);
  judging.run();
  for (std::size_t i = 0; i < judging.order.entries.size(); ++i) {
    const bool refused = judging.states[i] == EntryState::Invalid ||
                         judging.states[i] == EntryState::UnknownAuthor ||
                         judging.states[i] == EntryState::NotAuthorised;
    if (judging.order.entries[i].hash == proposed.hash && refused) {
      const Denial& why = judging.denials[i];
      throw refusal(why.id, why.message, why.hint, why.source);
    }
  }
}

}  // namespace pos
