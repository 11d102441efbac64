#include "workflow/nightly_share.h"

#include <charconv>

#include "base/error.h"
#include "crypto/hash.h"

namespace pos {
namespace {

// More parts than that are no plan for an office's nights.
constexpr int kPartsMaximum = 366;

int number(std::string_view words) {
  int value = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), value);
  return error == std::errc() && end == words.data() + words.size() ? value : 0;
}

}  // namespace

bool NightlyShare::covers(const CaseId& id, Date day) const {
  const std::string digits = blake2b_256_hex(id.text()).substr(0, 8);
  const long part = std::stol(digits, nullptr, 16) % of;
  const long days = std::chrono::sys_days(day).time_since_epoch().count();
  const long first = days % of * share % of;
  return (part - first + of) % of < share;
}

NightlyShare parse_nightly_share(std::string_view words) {
  if (words.empty()) {
    return {};
  }
  NightlyShare parsed{0, 100};
  const std::size_t slash = words.find('/');
  if (words.back() == '%') {
    parsed.share = number(words.substr(0, words.size() - 1));
  } else if (slash != std::string_view::npos) {
    parsed = {number(words.substr(0, slash)), number(words.substr(slash + 1))};
  }
  if (parsed.share < 1 || parsed.share > parsed.of || parsed.of > kPartsMaximum) {
    throw Error(ErrorCode::Usage, {"--read-data : pas une part", "--read-data: not a share"},
                {"par exemple --read-data=1/7 ou --read-data=10%",
                 "for example --read-data=1/7 or --read-data=10%"});
  }
  return parsed;
}

}  // namespace pos
