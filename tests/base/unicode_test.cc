#include "base/unicode.h"

#include <doctest/doctest.h>

using namespace pos;

TEST_CASE("every way to end a line becomes LF") {
  CHECK(clean_text("a\r\nb\rc\nd\xC2\x85"
                   "e\u2028f\u2029g") == "a\nb\nc\nd\ne\nf\ng");
  CHECK(clean_text("\r\r\n") == "\n\n");
}

TEST_CASE("a byte order mark goes wherever it stands") {
  CHECK(clean_text("\uFEFFA\uFEFFwa") == "Awa");
}

TEST_CASE("letters and accents typed apart are joined") {
  CHECK(clean_text("Invente\u0301e") == "Invent\u00E9e");
  CHECK(clean_text("\u212B") == "\u00C5");
  CHECK(clean_text("\u0254\u0301") == "\u0254\u0301");  // Bambara: no letter of its own
}

TEST_CASE("what no text may hold is refused") {
  for (const std::string_view bad :
       {"\x01", "\x7F", "a\x1B[0m", "\xC2\x80", "\xC2\x9F", "\uFFFE", "\uFFFF", "\xED\xA0\x80",
        "\xC3", "\xC0\xAF", "\xFF", "\xF4\x90\x80\x80", "caf\xE9"}) {
    CAPTURE(bad);
    CHECK(!clean_text(bad).has_value());
  }
  CHECK(!clean_text(std::string_view("a\0b", 3)).has_value());
}

TEST_CASE("a tab and letters of every plane are texts") {
  const std::string_view good = "a\tb \u00A0\U0001E900 \u0639";
  CHECK(find_forbidden(good) == std::string_view::npos);
  CHECK(clean_text(good) == good);
}

TEST_CASE("a character that would turn what follows it round is shown as such") {
  CHECK(in_its_order("Awa\u202E 20 00 00 41") == "Awa\uFFFD 20 00 00 41");
  CHECK(in_its_order("\u2066a\u2069 \u202A") == "\uFFFDa\uFFFD \uFFFD");
  const std::string_view plain = "\u2013 \u2026 caf\u00E9 \u0639\xE2";
  CHECK(in_its_order(plain) == plain);
}

TEST_CASE("a forbidden character is found where it stands") {
  CHECK(find_forbidden("ab\u2028") == 2);
  CHECK(find_bad_utf8("ab\u2028") == std::string_view::npos);
  CHECK(find_bad_utf8("\u00E9\xFF") == 2);
  CHECK(line_at("a\nb\nc", 4) == 3);
  CHECK(line_at("a", 0) == 1);
}
