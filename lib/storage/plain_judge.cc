#include "storage/plain_judge.h"

#include <algorithm>

#include "storage/layout.h"
#include "storage/rival_cards.h"

namespace pos {
namespace {

/// A document on its turn.
struct Turn {
  Instant at;  ///< its `recorded`, or that of an ancestor where that is later
  int rank = 0;
  std::string_view kind;
  std::string_view code;
  PlainFile* file = nullptr;
  std::size_t index = 0;

  PlainDocument& document() const { return file->documents[index]; }
};

int rank_of(std::string_view kind) {
  return kind == kVaultKind ? 0 : kind == kPersonKind ? 1 : kind == kGroupKind ? 2 : 3;
}

/// The key of a `data` that brings one: a card, or the `recovery` of `pos.yaml`.
std::string brought_key(std::string_view kind, const Value& data,
                        std::string_view key = "signing_key") {
  const Value* holder = kind == kVaultKind ? data.find("recovery") : &data;
  return holder == nullptr ? std::string() : holder->scalar_of(key);
}

using Times = std::map<std::string, Instant>;
using Hashes = std::set<std::string>;

/// When each document, by its hash, was written at the earliest: its `recorded`, or that of an
/// ancestor that tells of time, where that is later.
template <class Tells>
Times proven_times(const PlainFiles& files, Tells tells) {
  Times told, proven;
  for (const auto& [key, file] : files) {
    for (const PlainDocument& document : file.documents) {
      Instant known = Instant::min();
      for (const std::string& parent : document.document.values.texts_of("after")) {
        const auto found = told.find(parent);
        known = found == told.end() ? known : std::max(known, found->second);
      }
      const std::string& hash = document.document.hash;
      proven[hash] = std::max(known, document.recorded);
      told[hash] = tells(document) ? proven[hash] : known;
    }
  }
  return proven;
}

class Judge {
 public:
  Judge(PlainFiles& files, const Hashes& held_back, const Times& times, const Hashes& rivals)
      : files_(files), held_back_(held_back), times_(times), rivals_(rivals) {
    for (auto& [key, file] : files_) {
      for (PlainDocument& document : file.documents) {
        document.well_signed = document.believed = document.held_back = false;
        document.doubt = {};
      }
    }
  }

  JudgedFiles run() {
    found();
    std::vector<Turn> turns = all_turns();
    for (auto first = turns.begin(); first != turns.end();) {
      const auto last =
          std::find_if(first, turns.end(), [&](const Turn& turn) { return turn.at != first->at; });
      settle(std::vector<Turn>(first, last));
      first = last;
    }
    collect_findings();
    return std::move(judged_);
  }

 private:
  void found();
  bool founds(const PlainDocument& document) const;
  std::vector<Turn> all_turns();
  void settle(std::vector<Turn> turns);
  std::optional<Text> doubt(const Turn& turn);
  std::optional<Text> doubt_of_right(const Turn& turn) const;
  Text doubt_of_key(const PlainDocument& document) const;
  bool is_well_signed(const Turn& turn, const PlainDocument& document) const;
  bool knows_end_of_its_key(const PlainFile& file, const PlainDocument& document) const;
  bool is_undone_by(const Turn& turn, const Turn& other) const;
  bool is_doubled(const Turn& turn);
  void believe(const Turn& turn);
  std::map<std::string, Value>& states_of(std::string_view kind);
  void note_key(const std::string& author, std::string_view kind, const PlainDocument& document);
  void collect_findings();

  PlainFiles& files_;
  const Hashes& held_back_;
  const Times& times_;    ///< Turn::at
  const Hashes& rivals_;  ///< hashes of cards beside which there is another
  Hashes doubled_;        ///< hashes of documents that fall with another one
  JudgedFiles judged_;
};

// The founding document proves itself: it is signed by the recovery key that it brings.
bool Judge::founds(const PlainDocument& document) const {
  const Value& values = document.document.values;
  const std::string key = brought_key(kVaultKind, data_of(document));
  return values.texts_of("after").empty() && author_of(document) == kRecovery &&
         is_public_key(key) && key_id(key) == values.scalar_of("key") &&
         is_signed_by(document.document, key,
                      signing_context(files_.at({std::string(kVaultKind), kOfficeCode}).header));
}

void Judge::found() {
  PlainFile& office = files_.at({std::string(kVaultKind), kOfficeCode});
  std::vector<PlainDocument*> founding;
  for (PlainDocument& document : office.documents) {
    if (founds(document)) {
      founding.push_back(&document);
    }
  }
  if (founding.size() != 1) {
    throw Error(ErrorCode::Integrity,
                founding.empty()
                    ? Text{"aucun document valable ne fonde ce coffre",
                           "no valid document founds this vault"}
                    : Text{"deux documents fondent ce coffre", "two documents found this vault"},
                {}, {office.path, 0, {}});
  }
  PlainDocument& document = *founding.front();
  document.well_signed = true;
  judged_.fingerprint = document.document.hash;
  believe({document.recorded, 0, kVaultKind, kOfficeCode, &office,
           static_cast<std::size_t>(&document - office.documents.data())});
}

std::vector<Turn> Judge::all_turns() {
  std::vector<Turn> turns;
  for (auto& [key, file] : files_) {
    for (std::size_t index = 0; index < file.documents.size(); ++index) {
      const PlainDocument& document = file.documents[index];
      const Instant at = times_.at(document.document.hash);
      if (!document.believed) {
        turns.push_back({at, rank_of(key.first), key.first, key.second, &file, index});
      }
    }
  }
  std::stable_sort(turns.begin(), turns.end(), [](const Turn& a, const Turn& b) {
    return std::tie(a.at, a.rank) < std::tie(b.at, b.rank);
  });
  return turns;
}

// Documents of one second may rest on each other, in any order of their files. So those that can
// be believed are taken first, each file in its own order; when none can, the first is doubted.
void Judge::settle(std::vector<Turn> turns) {
  while (!turns.empty()) {
    std::vector<const PlainFile*> blocked;
    auto taken = turns.end();
    for (auto turn = turns.begin(); turn != turns.end() && taken == turns.end(); ++turn) {
      if (std::find(blocked.begin(), blocked.end(), turn->file) != blocked.end()) {
        continue;
      }
      if (doubt(*turn)) {
        blocked.push_back(turn->file);
      } else {
        taken = turn;
      }
    }
    if (taken == turns.end()) {
      taken = turns.begin();
      taken->document().doubt = *doubt(*taken);
    } else {
      believe(*taken);
    }
    turns.erase(taken);
  }
}

/// Whether its `after` reaches what replaced the key that it is signed with: by the times alone a
/// document of the same second could.
bool Judge::knows_end_of_its_key(const PlainFile& file, const PlainDocument& document) const {
  Hashes ends;
  for (const KeyInterval& interval : judged_.keys.at(author_of(document))) {
    if (interval.id == document.document.values.scalar_of("key") &&
        interval.until == times_.at(document.document.hash)) {
      ends.insert(interval.ended_by);
    }
  }
  if (ends.empty()) {
    return false;
  }
  const Hashes reached = file.reached_by(document);
  return std::any_of(ends.begin(), ends.end(),
                     [&](const std::string& end) { return reached.contains(end); });
}

// What a document names was there before it, whatever it says of its own time: so its key has to
// last until the latest of that, and it names no end of the key.
bool Judge::is_well_signed(const Turn& turn, const PlainDocument& document) const {
  const Value& values = document.document.values;
  const std::string& author = author_of(document);
  const std::string& id = values.scalar_of("key");
  const Instant proven = times_.at(document.document.hash);
  const std::optional<std::string> key = find_signing_key(judged_, author, id, document.recorded);
  const std::optional<std::string> later = find_signing_key(judged_, author, id, proven);
  return key && key == later &&
         is_signed_by(document.document, *key, signing_context(turn.file->header)) &&
         !knows_end_of_its_key(*turn.file, document);
}

/// Whether the other one, of the same `entry`, counts against it: believed in itself, and by an
/// author who could have written this one as well. A stranger's undoes nothing.
bool Judge::is_undone_by(const Turn& turn, const Turn& other) const {
  const PlainDocument& document = other.document();
  if (held_back_.contains(document.document.hash) || !is_well_signed(other, document)) {
    return false;
  }
  PlainClaim claim{turn.kind, turn.code, author_of(document), document.recorded,
                   data_of(turn.document())};
  return (document.believed || !doubt_of_right(other)) && !doubt_of(claim, judged_);
}

bool Judge::is_doubled(const Turn& turn) {
  const std::string& entry = turn.document().document.values.scalar_of("entry");
  bool doubled = doubled_.contains(turn.document().document.hash);
  Turn other = turn;
  for (other.index = 0; other.index < turn.file->documents.size(); ++other.index) {
    const Document& document = other.document().document;
    other.at = times_.at(document.hash);
    if (other.index != turn.index && document.values.scalar_of("entry") == entry &&
        is_undone_by(turn, other)) {
      doubled = true;
      if (is_undone_by(other, turn)) {
        doubled_.insert(document.hash);  // also where this one's author can write no more by then
      }
    }
  }
  return doubled;
}

/// Where a card says that the key was no more its author's by then, that card may be at fault: its
/// change dated back.
Text Judge::doubt_of_key(const PlainDocument& document) const {
  const std::string& author = author_of(document);
  const auto known = judged_.keys.find(author);
  const bool replaced =
      known != judged_.keys.end() &&
      std::any_of(known->second.begin(), known->second.end(), [&](const KeyInterval& key) {
        return key.id == document.document.values.scalar_of("key") && key.until &&
               *key.until <= times_.at(document.document.hash);
      });
  if (!replaced) {
    return {"aucune clé que son auteur avait alors ne l'a signé",
            "no key that its author had then has signed it"};
  }
  return text(
      "signé d'une clé que {} dit remplacée alors",
      "signed with a key that {} says had been replaced by then",
      author == kRecovery ? plain_path(kVaultKind, kOfficeCode) : plain_path(kPersonKind, author));
}

/// Whom a group's document makes its members: what is to be verified before it is confirmed.
std::string told_members(const Turn& turn) {
  std::string members;
  if (turn.kind == kGroupKind) {
    for (const std::string& code : data_of(turn.document()).texts_of("members")) {
      members += (members.empty() ? " [" : ", ") + code;
    }
  }
  return members.empty() ? members : members + "]";
}

std::optional<Text> Judge::doubt(const Turn& turn) {
  PlainDocument& document = turn.document();
  document.well_signed = document.well_signed || is_well_signed(turn, document);
  if (!document.well_signed) {
    return doubt_of_key(document);
  }
  if (held_back_.contains(document.document.hash)) {
    document.held_back = true;
    return text("arrivé ici après la fin des droits ou de la clé de son auteur : {}, daté du {}{}",
                "came here after its author's right or key had ended: {}, dated {}{}",
                author_of(document), to_string(document.recorded), told_members(turn));
  }
  if (turn.kind == kVaultKind && document.document.values.texts_of("after").empty()) {
    return Text{"un autre document a fondé ce coffre", "another document has founded this vault"};
  }
  if (rivals_.contains(document.document.hash)) {
    return Text{"une autre carte de ce code porte d'autres clés, sans connaître celle-ci",
                "another card of this code brings other keys, and does not know this one"};
  }
  if (std::optional<Text> doubt = doubt_of_right(turn)) {
    return doubt;
  }
  if (is_doubled(turn)) {
    return Text{"deux documents différents portent le même identifiant",
                "two different documents have the same identifier"};
  }
  return std::nullopt;
}

std::optional<Text> Judge::doubt_of_right(const Turn& turn) const {
  const PlainDocument& document = turn.document();
  PlainClaim claim{turn.kind, turn.code, author_of(document), document.recorded, data_of(document)};
  std::optional<Text> doubt = doubt_of(claim, judged_);
  if (!doubt && document.recorded < turn.at) {
    claim.recorded = turn.at;
    if (doubt_of(claim, judged_)) {
      doubt = Text{"daté d'avant ce qu'il nomme, quand son auteur en avait encore le droit",
                   "dated before what it names, when its author still had the right"};
    }
  }
  return doubt;
}

void Judge::note_key(const std::string& author, std::string_view kind,
                     const PlainDocument& document) {
  const std::string key = brought_key(kind, data_of(document));
  for (const std::string& owned : {key, brought_key(kind, data_of(document), "recipient")}) {
    if (!owned.empty()) {
      judged_.owners.emplace(owned, author);
    }
  }
  std::vector<KeyInterval>& intervals = judged_.keys[author];
  if (key.empty() || (!intervals.empty() && intervals.back().signing_key == key)) {
    return;
  }
  if (!intervals.empty()) {
    intervals.back().until = document.recorded;
    intervals.back().ended_by = document.document.hash;
  }
  intervals.push_back({key_id(key), key, document.recorded, std::nullopt, {}});
}

void Judge::believe(const Turn& turn) {
  PlainDocument& document = turn.document();
  document.believed = true;
  const std::string code(turn.code);
  const Value& data = data_of(document);
  if (data.members.empty()) {
    return;  // a confirmation
  }
  if (turn.kind == kVaultKind) {
    lay_over(judged_.office, data);
    note_key(std::string(kRecovery), turn.kind, document);
  } else if (turn.kind == kPersonKind) {
    Value& card = judged_.people[code];
    const bool is_known = !card.members.empty();
    lay_over(card, data);
    note_key(code, turn.kind, document);
    // After an end, what names it holds no earlier: the end would become an announced one.
    const bool is_over = is_known && judged_.staff.at(code, turn.at) == nullptr;
    const Instant since = is_over ? turn.at : document.recorded;
    judged_.staff.forget_card_after(code, since);
    judged_.staff.add(person_of(code, card), since);
  } else if (turn.kind == kGroupKind) {
    judged_.groups[code] = data;
    judged_.staff.forget_members_after(code, document.recorded);
    judged_.staff.set_members(code, data.texts_of("members"), document.recorded);
  } else {
    lay_over(states_of(turn.kind)[code], data);
  }
}

/// Of the kinds whose documents are laid over each other and mean nothing more to the judge.
std::map<std::string, Value>& Judge::states_of(std::string_view kind) {
  if (kind == kDirectoryKind) {
    return judged_.directory;
  }
  return kind == kProgrammeKind ? judged_.programmes : judged_.teams;
}

void Judge::collect_findings() {
  for (const auto& [key, file] : files_) {
    judged_.findings.insert(judged_.findings.end(), file.findings.begin(), file.findings.end());
    for (const PlainDocument& document : file.documents) {
      if (!document.believed) {
        judged_.findings.push_back(
            {{document.file, document.document.line, {}}, document.doubt, {}});
      }
    }
  }
}

/// What is believed decides the times, and these what is believed: nearly always settled at once.
constexpr int kPasses = 8;

}  // namespace

JudgedFiles judge_plain_files(PlainFiles& files, const std::set<std::string>& held_back) {
  Times times = proven_times(files, [](const PlainDocument&) { return true; });
  Hashes rivals;
  for (int pass = 1;; ++pass) {
    JudgedFiles judged = Judge(files, held_back, times, rivals).run();
    Times believed =
        proven_times(files, [](const PlainDocument& document) { return document.believed; });
    Hashes doubtful = rival_cards(files, judged);
    if ((believed == times && doubtful == rivals) || pass == kPasses) {
      return judged;
    }
    times = std::move(believed);
    rivals = std::move(doubtful);
  }
}

JudgedFiles judge_sender(PlainFiles& files, const std::string& vault_id) {
  const auto office = files.find({std::string(kVaultKind), kOfficeCode});
  if (office == files.end() || office->second.header.vault != vault_id) {
    throw Error(
        ErrorCode::Integrity,
        {"les fiches d'un coffre sans son pos.yaml", "cards of a vault without its pos.yaml"}, {},
        {sender_path(vault_id, kOfficeCode), 0, {}});
  }
  JudgedFiles judged = judge_plain_files(files);
  judged.staff.know_cards_alone();
  return judged;
}

std::optional<std::string> find_signing_key(const JudgedFiles& judged, std::string_view author,
                                            std::string_view id, Instant recorded) {
  const auto found = judged.keys.find(author);
  if (found == judged.keys.end()) {
    return std::nullopt;
  }
  for (const KeyInterval& interval : found->second) {
    const bool in_time =
        interval.since <= recorded && (!interval.until || recorded <= *interval.until);
    if (interval.id == id && in_time) {
      return interval.signing_key;
    }
  }
  return "";
}

}  // namespace pos
