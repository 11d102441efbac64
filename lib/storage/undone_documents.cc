#include "storage/undone_documents.h"

#include <algorithm>
#include <set>

#include "storage/late_documents.h"
#include "storage/layout.h"

namespace pos {
namespace {

using Words = std::set<std::string>;

Words words_of(const Value& data, std::string_view key) {
  const std::vector<std::string> words = data.texts_of(key);
  return {words.begin(), words.end()};
}

bool has_more(const Value& present, const Value& then, std::string_view key) {
  const Words more = words_of(present, key);
  const Words some = words_of(then, key);
  return !std::includes(some.begin(), some.end(), more.begin(), more.end());
}

/// Whether the card opens more, or to other keys, than by that document.
bool opens_more(const Value& present, const Value& then) {
  const auto differs = [&](std::string_view key) {
    return then.find(key) != nullptr && present.scalar_of(key) != then.scalar_of(key);
  };
  const std::string& end = present.scalar_of("to");
  const std::string& known = then.scalar_of("to");
  return (!known.empty() && (end.empty() || known < end)) || differs("recipient") ||
         differs("signing_key") || differs("unit") ||
         (then.find("roles") != nullptr && has_more(present, then, "roles"));
}

/// Whether somebody who is out by that document, or a key that was replaced by it, is back without.
bool brings_back(const std::string& kind, const PlainFile& file, const PlainDocument& document) {
  const Value present = file.state(Instant::max());
  const Value& then = data_of(document);
  if (kind == kGroupKind) {
    return has_more(present, then, "members");
  }
  return kind == kPersonKind ? !present.members.empty() && opens_more(present, then)
                             : author_of(document) == kRecovery;
}

bool counted_here(const Memory& memory, const PlainFile& file, const PlainDocument& document) {
  const auto known = memory.documents.find(document.document.hash);
  return known != memory.documents.end() && known->second.vouched &&
         known->second.file == file.path;  // elsewhere it is a copy
}

bool is_gone_on_from(const Memory& memory, const std::string& kind, const PlainFile& file,
                     const PlainDocument& document) {
  const Words members = words_of(data_of(document), "members");
  const auto passes = [&](const PlainDocument& between) {
    return between.believed || counted_here(memory, file, between);
  };
  return std::any_of(file.documents.begin(), file.documents.end(), [&](const PlainDocument& next) {
    const bool decides =
        author_of(next) == kRecovery || (kind == kGroupKind && members.contains(author_of(next)));
    return next.believed && decides &&
           file.reached_by(next, passes).contains(document.document.hash);
  });
}

}  // namespace

std::map<std::string, SeenDocument> undone_documents(const Memory& memory,
                                                     const PlainFiles& files) {
  std::map<std::string, SeenDocument> undone;
  for (const auto& [key, file] : files) {
    const std::string& kind = key.first;
    for (const PlainDocument& document : file.documents) {
      if (!document.believed && widens(kind) && counted_here(memory, file, document) &&
          brings_back(kind, file, document) && !is_gone_on_from(memory, kind, file, document)) {
        undone.insert(*memory.documents.find(document.document.hash));
      }
    }
  }
  return undone;
}

std::map<std::string, SeenDocument> lost_documents(const Memory& memory, const PlainFiles& files) {
  std::map<std::string, SeenDocument> lost = memory.documents;
  std::erase_if(lost, [](const auto& known) { return !known.second.vouched; });
  for (const auto& [key, file] : files) {
    if (file.unread) {
      std::erase_if(lost,
                    [&path = file.path](const auto& known) { return known.second.file == path; });
    }
    for (const PlainDocument& document : file.documents) {
      lost.erase(document.document.hash);
    }
  }
  return lost;
}

}  // namespace pos
