#include "formats/directory_view.h"

#include <algorithm>

#include "formats/json.h"

namespace pos {
namespace {

bool is_told(const Value& value) {
  return value.is_scalar() ? !value.scalar.empty() : !value.items.empty();
}

Value date_or_null(const std::optional<Instant>& at) {
  return at ? Value::text(to_string(*at)) : json_null();
}

Value count_or_null(const std::optional<int>& count) {
  return count ? json_number(*count) : json_null();
}

Value standing_value(const Standing& s) {
  return Value::map({{"verified", s.verified ? Value::text(to_string(*s.verified)) : json_null()},
                     {"verified_by", text_or_null(s.verified_by)},
                     {"due", date_or_null(s.due)},
                     {"stale", Value::boolean(s.stale)},
                     {"confirmation", Value::text(std::string(word(s.confirmation)))},
                     {"confirmed_by", text_or_null(s.confirmed_by)},
                     {"confirmed_at", date_or_null(s.confirmed_at)}});
}

Value notes_value(const std::vector<DirectoryNote>& notes, Language language) {
  std::vector<Value> values;
  for (const DirectoryNote& note : notes) {
    values.push_back(Value::map(
        {{"kind", Value::text(note.kind)}, {"message", Value::text(note.words.in(language))}}));
  }
  return Value::list(std::move(values));
}

std::string day_text(const std::optional<Instant>& at) {
  return at ? to_string(day_of(*at)) : std::string();
}

std::string flag_text(const std::optional<bool>& flag) {
  return flag ? *flag ? "true" : "false" : "";
}

std::string count_text(const std::optional<int>& count) {
  return count ? std::to_string(*count) : std::string();
}

/// `20 00 00 41 ; urgences 20 00 00 42 ; Psychologue coordinatrice`.
std::string contact(const Structure& s, Language language) {
  std::string line;
  const auto add = [&](const std::string& words) {
    line += words.empty() ? "" : (line.empty() ? "" : " ; ") + words;
  };
  add(s.phone);
  add(s.emergency_phone.empty()
          ? ""
          : text("urgences {}", "emergencies {}", s.emergency_phone).in(language));
  add(s.focal_point);
  return line;
}

Text words_of(const Places& places) {
  const Text told = places.told ? text("{} places, dont {} prises", "{} places, {} of them taken",
                                       *places.capacity, *places.told)
                                : text("{} places", "{} places", *places.capacity);
  return places.counted ? text("{} ; placés depuis les dossiers que vous lisez : {}",
                               "{}; placed from the cases that you read: {}", told, *places.counted)
                        : told;
}

char mark(Fit fit) {
  return fit == Fit::Yes ? '+' : fit == Fit::Ask ? '?' : '-';
}

}  // namespace

Value item_value(const DirectoryItem& item, Language language) {
  Value value = Value::map({{"code", Value::text(item.structure.code)}});
  for (const Member& member : item.entry.members) {
    if (is_told(member.value)) {
      value.members.push_back(member);
    }
  }
  value.set("standing", standing_value(item.standing));
  value.set("notes", notes_value(item.notes, language));
  return value;
}

CsvRow directory_header() {
  return {"code",
          "name",
          "service_categories",
          "phone",
          "updated",
          "type",
          "kinds",
          "headings",
          "institution",
          "places",
          "sex",
          "ages",
          "cost_kind",
          "emergency",
          "emergency_phone",
          "accessible",
          "capacity",
          "occupied",
          "case_management_team",
          "pos_signed",
          "verified_by",
          "verify_by",
          "stale",
          "confirmation"};
}

CsvRow directory_row(const DirectoryItem& item) {
  const Structure& s = item.structure;
  return {s.code,
          s.name,
          joined(s.services),
          s.phone,
          s.verified ? to_string(*s.verified) : "",
          s.type,
          joined(s.kinds),
          joined(s.headings),
          s.institution,
          joined(s.places),
          s.general.sex,
          s.general.ages,
          s.cost_kind,
          flag_text(s.emergency_duty),
          s.emergency_phone,
          flag_text(s.accessible),
          count_text(s.capacity),
          count_text(s.occupied),
          flag_text(s.team),
          s.signed_pos ? to_string(*s.signed_pos) : "",
          item.standing.verified_by,
          day_text(item.standing.due),
          flag_text(item.standing.stale),
          std::string(word(item.standing.confirmation))};
}

std::string marks_of(const DirectoryItem& item, Language language) {
  std::string marks;
  const auto add = [&](bool shown, const Text& words) {
    marks += !shown ? "" : (marks.empty() ? "" : ", ") + words.in(language);
  };
  const auto has = [&](const char* kind) {
    return std::any_of(item.notes.begin(), item.notes.end(),
                       [&](const DirectoryNote& note) { return note.kind == kind; });
  };
  add(has("stale"), {"à vérifier", "to be verified"});
  add(has("unconfirmed"), {"non confirmée", "not confirmed"});
  add(has("not_accessible"), {"non accessible", "not accessible"});
  add(has("ended"), {"finie", "ended"});
  add(has("places"), {"places", "places"});
  return marks;
}

Value match_value(const Match& match, const DirectoryItem& item,
                  const std::map<std::string, int>& taken, Language language) {
  const Structure& s = item.structure;
  std::vector<Value> reasons;
  for (const Reason& reason : match.reasons) {
    reasons.push_back(Value::map({{"fit", Value::text(std::string(word(reason.fit)))},
                                  {"message", Value::text(reason.words.in(language))}}));
  }
  const Places places = places_of(s, taken);
  return Value::map(
      {{"code", Value::text(s.code)},
       {"name", Value::text(s.name)},
       {"fit", Value::text(std::string(word(match.fit)))},
       {"route_order", match.route_order == 0 ? json_null() : json_number(match.route_order)},
       {"named_by_pos", Value::boolean(match.named_by_pos)},
       {"phone", text_or_null(s.phone)},
       {"emergency_phone", text_or_null(s.emergency_phone)},
       {"focal_point", text_or_null(s.focal_point)},
       {"capacity", count_or_null(places.capacity)},
       {"occupied", count_or_null(places.told)},
       {"placed", count_or_null(places.counted)},
       {"reasons", Value::list(std::move(reasons))},
       {"standing", standing_value(item.standing)},
       {"notes", notes_value(item.notes, language)}});
}

std::string match_text(const Match& match, const DirectoryItem& item,
                       const std::map<std::string, int>& taken, Language language) {
  const Structure& s = item.structure;
  std::string out = s.code + "  " + s.name + "\n";
  const auto line = [&](char sign, const std::string& words) {
    out += std::string("  ") + sign + " " + words + "\n";
  };
  if (const std::string call = contact(s, language); !call.empty()) {
    out += "    " + call + "\n";
  }
  for (const Reason& reason : match.reasons) {
    line(mark(reason.fit), reason.words.in(language));
  }
  const Places places = places_of(s, taken);
  if (places.capacity) {
    line('+', words_of(places).in(language));
  }
  for (const DirectoryNote& note : item.notes) {
    if (note.kind == "stale" || note.kind == "unconfirmed" || note.kind == "route") {
      line('!', note.words.in(language));
    }
  }
  return out;
}

Value note_value(const std::string& code, const DirectoryNote& note, Language language) {
  return Value::map({{"code", Value::text(code)},
                     {"kind", Value::text(note.kind)},
                     {"message", Value::text(note.words.in(language))}});
}

}  // namespace pos
