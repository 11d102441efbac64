// Names of files, identifiers, dates, texts: whatever is taken has one writing.

#include "base/date.h"
#include "base/ulid.h"
#include "base/unicode.h"
#include "crypto/base64.h"
#include "domain/case_id.h"
#include "fuzz/property.h"
#include "storage/layout.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

void require_one_writing_of_dates(std::string_view text) {
  if (const auto date = parse_date(text)) {
    require(to_string(*date) == text, "a date has one writing");
    require(parse_date(to_string(add_months(*date, 1))).has_value() || text >= "2999-12",
            "a month later is a date");
  }
  if (const auto instant = parse_instant(text)) {
    require(to_string(*instant) == text, "a time has one writing");
  }
  if (const auto month = parse_month(text)) {
    require(to_string(*month) == text, "a month has one writing");
  }
  if (const auto when = parse_when(text)) {
    require(to_string(*when) == text, "a moment has one writing");
  }
  if (const auto period = parse_period(text)) {
    require(parse_period(to_string(*period)) == period, "a period is written so that it reads");
  }
}

void require_fitting_names(const std::string& text) {
  if (const auto id = CaseId::parse(text)) {
    require(CaseId::parse(id->text()) == id, "an identifier has one writing");
  }
  if (const auto id = case_of_name(text)) {
    require(text.size() >= id->text().size() && !is_temporary_name(text),
            "a case's file begins with its identifier");
    require(!is_case_file_name(text) || text.starts_with(id->text()), "the file itself");
  }
  if (const auto code = code_of_name(text)) {
    require(text.starts_with(*code), "a plain file begins with its code");
  }
  normal_prefix(text);
}

void require_clean_texts(std::string_view text) {
  if (const auto clean = clean_text(text)) {
    require(find_forbidden(*clean) == std::string_view::npos, "a clean text may be written");
    require(clean_text(*clean) == clean, "a clean text stays as it is");
  }
}

void require_one_writing_of_base64(std::string_view text) {
  for (const Base64 form : {Base64::Padded, Base64::Unpadded}) {
    if (const auto bytes = decode_base64(text, form)) {
      require(encode_base64(*bytes, form) == text, "base64 has one writing");
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(text_of_input(data, size));
  require_one_writing_of_dates(text);
  require_fitting_names(text);
  require_clean_texts(text);
  require_one_writing_of_base64(text);
  return 0;
}
