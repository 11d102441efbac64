#include "domain/lessons.h"

#include <array>
#include <cctype>
#include <utility>

namespace pos {
namespace {

constexpr std::array<std::pair<Role, const char*>, 2> kLessonRoles = {
    {{Role::LessonsLearnt, "lesson"}, {Role::GoodPractices, "good_practice"}}};

/// Whether a word of the text is an identifier of a case.
bool names_case(std::string_view text) {
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-') {
      word += c;
      continue;
    }
    if (CaseId::parse(word)) {
      return true;
    }
    word.clear();
  }
  return false;
}

}  // namespace

LessonsOfCase lessons_of(const Case& c, const NameWords* names, std::optional<int> year) {
  LessonsOfCase found;
  for (const Event& event : c.events) {
    const int of = static_cast<int>(std::chrono::year_month_day(event.occurred.day()).year());
    for (const auto& [role, kind] : kLessonRoles) {
      std::string text = answer_text(c, event, role);
      if (text.empty() || (year && *year != of)) {
        continue;
      }
      if (names == nullptr || names_someone(text, *names) || names_case(text)) {
        ++found.left_out;
      } else {
        found.lessons.push_back({kind, of, std::move(text)});
      }
    }
  }
  return found;
}

}  // namespace pos
