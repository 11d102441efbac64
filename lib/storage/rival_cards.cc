#include "storage/rival_cards.h"

#include <algorithm>
#include <utility>

#include "storage/layout.h"

namespace pos {
namespace {

using CardKeys = std::pair<std::string, std::string>;

CardKeys card_keys(const PlainDocument& document) {
  const Value& data = data_of(document);
  return {data.scalar_of("signing_key"), data.scalar_of("recipient")};
}

const std::string& card_author(const PlainDocument& document) {
  return document.document.values.scalar_of("author");
}

/// The cards of a person that know no other card: by administrators, or by recovery.
std::vector<const PlainDocument*> first_cards(const PlainFile& file, const JudgedFiles& judged) {
  std::vector<const PlainDocument*> cards;
  std::set<std::string> hashes;
  for (const PlainDocument& document : file.documents) {
    const auto& [signing, recipient] = card_keys(document);
    const bool may =
        card_author(document) == kRecovery ||
        judged.staff.has_role(card_author(document), StaffRole::Administrator, document.recorded);
    if (document.well_signed && !document.held_back && may && !signing.empty() &&
        !recipient.empty()) {
      cards.push_back(&document);
      hashes.insert(document.document.hash);
    }
  }
  std::erase_if(cards, [&](const PlainDocument* card) {
    const std::set<std::string> reached = file.reached_by(*card);
    return std::any_of(hashes.begin(), hashes.end(),
                       [&](const std::string& hash) { return reached.contains(hash); });
  });
  return cards;
}

/// Whether recovery says that a card is the person's: by bringing its keys, or by a document that
/// knows of it and not of every other.
bool is_vouched(const PlainFile& file, const PlainDocument& card,
                const std::vector<const PlainDocument*>& cards) {
  return std::any_of(
      file.documents.begin(), file.documents.end(), [&](const PlainDocument& document) {
        if (!document.well_signed || document.held_back || card_author(document) != kRecovery) {
          return false;
        }
        const std::set<std::string> reached = file.reached_by(document);
        const bool knows_all = std::all_of(
            cards.begin(), cards.end(),
            [&](const PlainDocument* other) { return reached.contains(other->document.hash); });
        return card_keys(document) == card_keys(card) ||
               (!knows_all && reached.contains(card.document.hash));
      });
}

void find_rivals(const PlainFile& file, const JudgedFiles& judged, std::set<std::string>& rivals) {
  const std::vector<const PlainDocument*> cards = first_cards(file, judged);
  const bool differ = std::any_of(cards.begin(), cards.end(), [&](const PlainDocument* card) {
    return card_keys(*card) != card_keys(*cards.front());
  });
  for (const PlainDocument* card : cards) {
    if (differ && !is_vouched(file, *card, cards)) {
      rivals.insert(card->document.hash);
    }
  }
}

}  // namespace

std::set<std::string> rival_cards(const PlainFiles& files, const JudgedFiles& judged) {
  std::set<std::string> rivals;
  for (const auto& [key, file] : files) {
    if (key.first == kPersonKind && file.documents.size() > 1) {
      find_rivals(file, judged, rivals);
    }
  }
  return rivals;
}

}  // namespace pos
