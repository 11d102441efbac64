#include "storage/late_documents.h"

#include <algorithm>
#include <iterator>

#include "storage/layout.h"

namespace pos {
namespace {

using Hashes = std::set<std::string>;
using FileKey = std::pair<std::string, std::string>;

PlainClaim claim_of(const FileKey& file, const PlainDocument& document, Instant at) {
  return {file.first, file.second, author_of(document), at, data_of(document)};
}

/// The same at the time when it was seen first, or written where that is later.
PlainClaim first_claim(const FileKey& file, const PlainDocument& document, Instant seen) {
  return claim_of(file, document, std::max(seen, document.recorded));
}

/// Whether the author has at `claim.recorded` what such documents are written by.
bool may_still(const PlainClaim& claim, const Staff& staff) {
  const auto has = [&](StaffRole role) {
    return staff.has_role(claim.author, role, claim.recorded);
  };
  if (claim.kind == kGroupKind) {
    return staff.at(claim.author, claim.recorded) != nullptr &&
           staff.is_member(claim.code, claim.author, claim.recorded);
  }
  if (claim.kind == kPersonKind && claim.code == claim.author) {
    return staff.at(claim.author, claim.recorded) != nullptr;
  }
  const bool service = claim.kind == kDirectoryKind;
  const bool programme = claim.kind == kProgrammeKind || claim.kind == kTeamKind;
  return has(StaffRole::Administrator) || ((service || programme) && has(StaffRole::Supervisor)) ||
         (service && has(StaffRole::CaseManager)) ||
         (programme && has(StaffRole::OrganisationManager));
}

bool key_ended(const PlainDocument& document, const PlainClaim& claim, const JudgedFiles& judged) {
  const auto found = judged.keys.find(claim.author);
  if (found == judged.keys.end()) {
    return false;
  }
  const std::string& key = document.document.values.scalar_of("key");
  return std::any_of(found->second.begin(), found->second.end(), [&](const KeyInterval& interval) {
    return interval.id == key && interval.until && *interval.until < claim.recorded &&
           interval.ended_by != document.document.hash;
  });
}

/// The latest time that what it names says of itself, or its own: it was written then or later.
Instant proven_time(const PlainFile& file, const PlainDocument& document) {
  const Hashes reached = file.reached_by(document);
  Instant latest = document.recorded;
  for (const PlainDocument& known : file.documents) {
    if (known.believed && reached.contains(known.document.hash)) {
      latest = std::max(latest, known.recorded);
    }
  }
  return latest;
}

/// Whether the author's key or right had ended when the document was seen first: who never had the
/// right before has it from what came along, or not at all.
bool had_ended(const FileKey& key, const PlainFile& file, const PlainDocument& document,
               Instant seen, const JudgedFiles& judged) {
  // A second before, too: what it does itself, such as leaving a group, it does at once.
  const auto had_right = [&](Instant at) {
    return may_still(claim_of(key, document, at), judged.staff) ||
           may_still(claim_of(key, document, at - std::chrono::seconds(1)), judged.staff);
  };
  const PlainClaim claim = first_claim(key, document, seen);
  return key_ended(document, claim, judged) ||
         (claim.author != kRecovery && !may_still(claim, judged.staff) &&
          (had_right(document.recorded) || had_right(proven_time(file, document))));
}

/// Whether it gives a person whose card is known other keys, and is signed by neither the person
/// nor recovery: dated before that card, it would stand beside it.
bool replaces_card(const FileKey& file, const PlainDocument& document, const JudgedFiles& before) {
  const auto known = before.people.find(file.second);
  const std::string& author = document.document.values.scalar_of("author");
  if (file.first != kPersonKind || known == before.people.end() || author == kRecovery ||
      author == file.second) {
    return false;
  }
  const auto brings_other = [&](std::string_view key) {
    const std::string& brought = data_of(document).scalar_of(key);
    return !brought.empty() && brought != known->second.scalar_of(key);
  };
  return brings_other("recipient") || brings_other("signing_key");
}

/// Whether it lets somebody stay on whose end, known before, has passed: dated before that, it
/// would do what nobody may (plain_rights.cc).
bool revives(const FileKey& file, const PlainDocument& document, Instant now,
             const JudgedFiles& before) {
  const Value* to = data_of(document).find("to");
  const auto known = before.people.find(file.second);
  if (file.first != kPersonKind || to == nullptr || author_of(document) == kRecovery ||
      known == before.people.end() || before.staff.at(file.second, now) != nullptr) {
    return false;
  }
  const std::string& end = known->second.scalar_of("to");
  const std::string& later = data_of(document).scalar_of("to");
  return !end.empty() && end <= to_string(day_of(now)) && (later.empty() || end < later);
}

bool is_believed(const PlainDocument& document) {
  return document.believed;
}

class Receiver {
 public:
  Receiver(PlainFiles& files, const Reception& reception, Hashes& late)
      : files_(files), reception_(reception), late_(late) {}

  JudgedFiles run() {
    hold_known();
    hold_fresh();
    for (;;) {
      JudgedFiles judged = judge(held_);
      const Hashes late = late_by(judged, nullptr);
      if (late.empty()) {
        return judged;
      }
      if (!hold(late)) {
        return judge(held_);
      }
    }
  }

 private:
  template <class Act>
  void each(Act act) {
    for (auto& [key, file] : files_) {
      for (PlainDocument& document : file.documents) {
        act(key, file, document);
      }
    }
  }
  const SeenDocument* known(const PlainDocument& document) const {
    const auto found = reception_.documents.find(document.document.hash);
    return found == reception_.documents.end() ? nullptr : &found->second;
  }

  void hold_known() {
    each([&](const FileKey&, PlainFile&, PlainDocument& document) {
      const SeenDocument* seen = known(document);
      if (seen != nullptr && seen->late) {
        held_.insert(document.document.hash);
      }
    });
  }

  // By what was known before this run: a document that comes together with the end of a right, or
  // that brings it itself, may be dated so that it hides that.
  void hold_fresh() {
    Hashes without = held_;
    each([&](const FileKey&, PlainFile&, PlainDocument& document) {
      if (known(document) == nullptr) {
        without.insert(document.document.hash);
      }
    });
    if (without == held_) {
      return;
    }
    const JudgedFiles before = judge(without);
    each([&](const FileKey& key, PlainFile& file, PlainDocument& document) {
      if (known(document) == nullptr && document.well_signed &&
          (had_ended(key, file, document, known_time(file, document), before) ||
           replaces_card(key, document, before) ||
           revives(key, document, reception_.now, before))) {
        late_.insert(document.document.hash);
      }
    });
    held_.insert(late_.begin(), late_.end());
  }

  /// Now, or where the clock is behind what this machine knows of the file and of the author's
  /// card, then.
  Instant known_time(const PlainFile& file, const PlainDocument& document) const {
    Instant latest = reception_.now;
    const auto card = files_.find({std::string(kPersonKind), author_of(document)});
    for (const PlainFile* each : {&file, card == files_.end() ? &file : &card->second}) {
      for (const PlainDocument& other : each->documents) {
        latest =
            other.believed && known(other) != nullptr ? std::max(latest, other.recorded) : latest;
      }
    }
    return latest;
  }

  Instant seen_at(const PlainDocument& document) const {
    const SeenDocument* seen = known(document);
    return seen == nullptr ? reception_.now : seen->at;
  }

  bool is_late(const FileKey& key, const PlainFile& file, const PlainDocument& document,
               const JudgedFiles& judged) const {
    const Instant at = seen_at(document);
    return at > reception_.begun && had_ended(key, file, document, at, judged);
  }

  // Who hands a group over makes a successor its member and leaves. Where all that comes together,
  // the successor's own document, which rests on that one, tells it from what nobody saw in time.
  // Not so of a key: it was replaced because somebody else may have it.
  bool is_carried(const FileKey& key, const PlainFile& file, const PlainDocument& document,
                  const JudgedFiles& judged) const {
    if (key.first != kGroupKind ||
        key_ended(document, first_claim(key, document, seen_at(document)), judged)) {
      return false;
    }
    return is_about_to_be_carried(key, document, judged) ||
           std::any_of(
               file.documents.begin(), file.documents.end(), [&](const PlainDocument& next) {
                 return next.believed && author_of(next) != author_of(document) &&
                        file.reached_by(next, is_believed).contains(document.document.hash) &&
                        !is_late(key, file, next, judged);
               });
  }

  bool is_about_to_be_carried(const FileKey& key, const PlainDocument& document,
                              const JudgedFiles& judged) const {
    const std::optional<Successor>& next = reception_.successor;
    return next && next->group == key.second && next->person != author_of(document) &&
           may_still({kGroupKind, next->group, next->person, reception_.now, {}}, judged.staff);
  }

  /// Of `candidates`, or of all believed documents where it is null: those that are late by what is
  /// judged.
  Hashes late_by(const JudgedFiles& judged, const Hashes* candidates) {
    Hashes late;
    each([&](const FileKey& key, PlainFile& file, PlainDocument& document) {
      const std::string& hash = document.document.hash;
      const bool asked = candidates != nullptr ? candidates->contains(hash)
                                               : document.believed && !held_.contains(hash);
      if (asked && is_late(key, file, document, judged) &&
          !is_carried(key, file, document, judged)) {
        late.insert(hash);
      }
    });
    return late;
  }

  // An end that rests on a document itself is no reason to hold that back: a new administrator
  // retires the one who made them. So each has to be late without itself as well.
  bool hold(const Hashes& late) {
    Hashes surely = late_by(judge(held_with(late)), &late);
    for (auto hash = late.begin(); surely.empty() && hash != late.end(); ++hash) {
      const Hashes one = {*hash};
      surely = late_by(judge(held_with(one)), &one);
    }
    held_.insert(surely.begin(), surely.end());
    return !surely.empty();
  }

  Hashes held_with(Hashes hashes) const {
    hashes.insert(held_.begin(), held_.end());
    return hashes;
  }

  // A confirmation that falls by what it would let in lets nothing in.
  JudgedFiles judge(Hashes held) {
    JudgedFiles judged = judge_plain_files(files_, held);
    for (auto file = held.empty() ? files_.end() : files_.begin(); file != files_.end();) {
      const Hashes let_in = confirmed(file->first, file->second, held, judged);
      Hashes fewer;
      std::set_difference(held.begin(), held.end(), let_in.begin(), let_in.end(),
                          std::inserter(fewer, fewer.end()));
      if (!let_in.empty()) {
        JudgedFiles next = judge_plain_files(files_, fewer);
        const Hashes still = confirmed(file->first, file->second, held, next);
        if (std::includes(still.begin(), still.end(), let_in.begin(), let_in.end())) {
          judged = std::move(next);
          held = std::move(fewer);
          file = files_.begin();  // what it lets in may confirm elsewhere
          continue;
        }
        judged = judge_plain_files(files_, held);
      }
      ++file;
    }
    return judged;
  }

  /// Of `held`, what the file's believed confirmations reach. In a group, whose documents are
  /// whole, each one confirms; but not through what is not believed itself, which anybody can lay
  /// upon what is held back.
  static Hashes confirmed(const FileKey& key, const PlainFile& file, const Hashes& held,
                          const JudgedFiles& judged) {
    const bool is_group = key.first == kGroupKind;
    Hashes reached, let_in;
    for (auto document = file.documents.rbegin(); document != file.documents.rend(); ++document) {
      const std::string& hash = document->document.hash;
      const bool confirms =
          document->believed &&
          (is_group || is_confirmation(claim_of(key, *document, document->recorded), judged.staff));
      const bool passes = reached.contains(hash) && (!is_group || held.contains(hash));
      if (confirms || passes) {
        const std::vector<std::string> after = document->document.values.texts_of("after");
        reached.insert(after.begin(), after.end());
      }
      if (reached.contains(hash) && held.contains(hash)) {
        let_in.insert(hash);
      }
    }
    return let_in;
  }

  PlainFiles& files_;
  const Reception& reception_;
  Hashes& late_;
  Hashes held_;
};

}  // namespace

JudgedFiles judge_received(PlainFiles& files, const Reception& reception,
                           std::set<std::string>& late) {
  JudgedFiles judged = Receiver(files, reception, late).run();
  for (auto& [key, file] : files) {
    for (PlainDocument& document : file.documents) {
      document.refused = document.held_back && reception.refused.contains(document.document.hash);
    }
  }
  return judged;
}

bool anything_came_later(const PlainFiles& files, const Reception& reception) {
  const auto came_later = [&](const PlainDocument& document) {
    const auto seen = reception.documents.find(document.document.hash);
    return seen == reception.documents.end() || seen->second.at > reception.begun;
  };
  return std::any_of(files.begin(), files.end(), [&](const auto& file) {
    return std::any_of(file.second.documents.begin(), file.second.documents.end(), came_later);
  });
}

bool widens(std::string_view kind) {
  return kind == kVaultKind || kind == kPersonKind || kind == kGroupKind;
}

std::map<std::string, bool> held_back_files(const PlainFiles& files) {
  std::map<std::string, bool> held;
  for (const auto& [key, file] : files) {
    const auto& documents = file.documents;
    if (widens(key.first) && std::any_of(documents.begin(), documents.end(),
                                         [](const PlainDocument& each) { return each.waits(); })) {
      held[file.path] = key.first == kGroupKind;
    }
  }
  return held;
}

}  // namespace pos
