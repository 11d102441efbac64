#include "storage/document_kind.h"

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/ulid.h"
#include "crypto/base64.h"
#include "domain/entry.h"

namespace pos {
namespace {

using KeyNames = std::vector<std::string_view>;

enum class Shape { Text, Ulid, Hash, Hashes, Key, Instant, When, Count, Boolean, Map, Signature };

struct KeyShape {
  std::string_view key;
  Shape shape;
};

/// All keys in the order in which documents hold them (format.md 2.7).
constexpr std::array<KeyShape, 28> kKeys = {{
    {"seal", Shape::Count},    {"entry", Shape::Ulid},
    {"hash", Shape::Hash},     {"form", Shape::Text},
    {"act", Shape::Text},      {"edition", Shape::Text},
    {"occurred", Shape::When}, {"recorded", Shape::Instant},
    {"clock", Shape::Text},    {"author", Shape::Text},
    {"by", Shape::Text},       {"for", Shape::Text},
    {"key", Shape::Key},       {"after", Shape::Hashes},
    {"corrects", Shape::Ulid}, {"completes", Shape::Ulid},
    {"voids", Shape::Ulid},    {"validates", Shape::Ulid},
    {"accepts", Shape::Ulid},  {"to", Shape::Text},
    {"decision", Shape::Text}, {"masked", Shape::Boolean},
    {"package", Shape::Hash},  {"purpose", Shape::Text},
    {"reason", Shape::Text},   {"identity", Shape::Hash},
    {"data", Shape::Map},      {"signature", Shape::Signature},
}};

bool is_hex(std::string_view text, std::size_t size) {
  return text.size() == size && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

bool are_hashes(const Value& list) {
  const std::string* before = nullptr;
  for (const Value& item : list.items) {
    const bool well = item.kind == Value::Kind::Text && is_hex(item.scalar, 64);
    if (!well || (before != nullptr && *before >= item.scalar)) {
      return false;
    }
    before = &item.scalar;
  }
  return true;
}

bool is_signature(std::string_view text) {
  const auto bytes = decode_base64(text, Base64::Padded);
  return bytes && bytes->size() == 64;
}

bool is_count(std::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool text_has_shape(const std::string& text, Shape shape) {
  switch (shape) {
    case Shape::Ulid:
      return is_ulid(text);
    case Shape::Hash:
      return is_hex(text, 64);
    case Shape::Key:
      return is_hex(text, 32);
    case Shape::Instant:
      return parse_instant(text).has_value();
    case Shape::When:
      return parse_when(text).has_value();
    case Shape::Signature:
      return is_signature(text);
    default:
      return !text.empty();
  }
}

bool has_shape(const Value& value, Shape shape) {
  switch (shape) {
    case Shape::Map:
      return value.is_map();
    case Shape::Hashes:
      return value.is_list() && are_hashes(value);
    case Shape::Count:
      return value.kind == Value::Kind::Bare && is_count(value.scalar);
    case Shape::Boolean:
      return value.kind == Value::Kind::Bare && (value.scalar == "true" || value.scalar == "false");
    default:
      return value.kind == Value::Kind::Text && text_has_shape(value.scalar, shape);
  }
}

/// Which keys a document must and may have.
struct KeySet {
  KeyNames required;
  KeyNames optional;
};

/// What an act has of its own (format.md 2.7). What facts leave out is never required of them.
const KeySet& keys_of(Act act) {
  static const KeySet assign = {{"to"}, {"reason"}};
  static const KeySet validate = {{"validates", "decision"}, {"reason"}};
  static const KeySet revoke = {{"voids"}, {"reason"}};
  static const KeySet mask = {{"masked"}, {"reason"}};
  static const KeySet accept = {{}, {"accepts", "package"}};
  static const KeySet access = {{"purpose"}, {}};
  static const KeySet erase = {{}, {"reason"}};
  switch (act) {
    case Act::Assign:
    case Act::Renumber:
      return assign;
    case Act::Validate:
      return validate;
    case Act::Void:
      return revoke;
    case Act::Mask:
      return mask;
    case Act::Accept:
      return accept;
    case Act::Access:
      return access;
    case Act::Erase:
      return erase;
  }
  return erase;
}

void add(KeySet& set, const KeySet& more) {
  set.required.insert(set.required.end(), more.required.begin(), more.required.end());
  set.optional.insert(set.optional.end(), more.optional.begin(), more.optional.end());
}

void leave_out_of_facts(KeySet& set) {
  const auto left_out = [](std::string_view key) {
    return key == "key" || key == "package" || key == "purpose" || key == "reason" ||
           key == "identity" || key == "signature";
  };
  std::erase_if(set.required, left_out);
  std::erase_if(set.optional, left_out);
  set.required.push_back("hash");
}

KeySet entry_keys(const DocumentKind& kind, const std::optional<Act>& act) {
  KeySet set = {{"entry", "occurred", "recorded", "author", "key", "after", "signature"},
                {"clock", "by", "for"}};
  if (act) {
    add(set, {{"act"}, {}});
    add(set, keys_of(*act));
  } else {
    add(set, {{"form", "edition", "data"}, {}});
  }
  if (!act && kind.name != "identity") {
    add(set, {{}, {"corrects", "completes", "identity"}});
  }
  if (kind.name == "facts") {
    leave_out_of_facts(set);
  }
  return set;
}

bool has(const KeyNames& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// Each key known, once, in its order, and of its shape.
std::optional<Text> key_fault(const KeySet& set, const Value& values) {
  std::size_t next = 0;
  for (const Member& member : values.members) {
    const auto found = std::find_if(kKeys.begin(), kKeys.end(),
                                    [&](const KeyShape& known) { return known.key == member.key; });
    if (found == kKeys.end() ||
        (!has(set.required, member.key) && !has(set.optional, member.key))) {
      return text("clé qui n'a pas sa place ici : {}", "a key that does not belong here: {}",
                  member.key);
    }
    const auto at = static_cast<std::size_t>(found - kKeys.begin());
    if (at < next) {
      return text("clé qui n'est pas à son rang : {}", "a key out of its order: {}", member.key);
    }
    if (!has_shape(member.value, found->shape)) {
      return text("valeur mal formée : {}", "a malformed value: {}", member.key);
    }
    next = at + 1;
  }
  for (std::string_view key : set.required) {
    if (values.find(key) == nullptr) {
      return text("clé absente : {}", "a missing key: {}", key);
    }
  }
  return std::nullopt;
}

/// Words out of closed lists, and what one act has in two shapes.
std::optional<Text> word_fault(const DocumentKind& kind, const Value& values,
                               const std::optional<Act>& act) {
  if (values.find("clock") != nullptr && values.scalar_of("clock") != "given") {
    return text("valeur inconnue : {}", "an unknown value: {}", "clock");
  }
  if (values.find("decision") != nullptr && !parse_decision(values.scalar_of("decision"))) {
    return text("valeur inconnue : {}", "an unknown value: {}", "decision");
  }
  const bool names_entry = values.find("accepts") != nullptr;
  const bool names_package = values.find("package") != nullptr;
  if (act == Act::Accept && kind.name == "case" && names_entry == names_package) {
    return Text{"une acceptation nomme soit une saisie, soit un envoi",
                "an acceptance names either an entry or a package"};
  }
  return std::nullopt;
}

std::optional<Text> entry_fault(const DocumentKind& kind, const Value& values) {
  std::optional<Act> act;
  if (values.find("act") != nullptr) {
    act = parse_act(values.scalar_of("act"));
    if (!act || kind.name == "identity") {
      return text("valeur inconnue : {}", "an unknown value: {}", "act");
    }
  }
  if (auto fault = key_fault(entry_keys(kind, act), values)) {
    return fault;
  }
  return word_fault(kind, values, act);
}

}  // namespace

const std::vector<DocumentKind>& document_kinds() {
  static const std::vector<DocumentKind> kinds = {
      {"case", 1, "pos/entry/1", "case", true},
      {"identity", 1, "pos/entry/1", "identity", true},
      {"facts", 1, "pos/facts/1", "facts", true},
      {"vault", 1, "pos/vault/1", "", false},
      {"person", 1, "pos/person/1", "", false},
      {"group", 1, "pos/group/1", "", false},
      {"directory", 1, "pos/directory/1", "", false},
      {"programme", 1, "pos/programme/1", "", false},
      {"team", 1, "pos/team/1", "", false},
      {"sheet", 1, "pos/sheet/1", "", false},
      {"package", 1, "pos/package/1", "", false},
      {"receipt", 1, "pos/receipt/1", "", false},
  };
  return kinds;
}

const DocumentKind* find_document_kind(std::string_view name) {
  for (const DocumentKind& kind : document_kinds()) {
    if (kind.name == name) {
      return &kind;
    }
  }
  return nullptr;
}

std::optional<Text> document_fault(const DocumentKind& kind, const Value& values) {
  static const KeySet plain = {{"entry", "recorded", "author", "key", "after", "data", "signature"},
                               {}};
  static const KeySet seal = {{"seal", "recorded", "author", "key", "signature"}, {}};
  if (!kind.has_readers) {
    return key_fault(plain, values);
  }
  if (kind.name == "facts" && values.find("seal") != nullptr) {
    return key_fault(seal, values);
  }
  return entry_fault(kind, values);
}

}  // namespace pos
