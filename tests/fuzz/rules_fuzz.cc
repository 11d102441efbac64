// The rules and indicators of an edition.

#include "domain/deadlines.h"
#include "fuzz/property.h"
#include "storage/indicators_file.h"
#include "storage/rules_file.h"
#include "support/case_builder.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

/// A case that is registered, assessed and planned.
const Case& some_case() {
  static const Case one = [] {
    test::CaseBuilder builder;
    builder.registered("2026-01-05", test::answers({{"risk_level_perceived", "high"}}));
    builder.form("1.C", "2026-01-06", test::answers({{"risk_level", "medium"}}));
    builder.form("2.A", "2026-01-09", test::answers({{"risk_level", "high"}}));
    const std::string plan = builder.form("3.A", "2026-01-10");
    builder.validates(plan, "2026-01-11");
    builder.form("5.A", "2026-01-14");
    return builder.at("2026-03-01");
  }();
  return one;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  if (names_answer(bytes)) {
    return 0;
  }
  const auto rules =
      attempted({ErrorCode::Invalid}, [&] { return read_rules(bytes, "rules", "pos-2020.08"); });
  if (rules) {
    for (const Obligation& each : obligations(some_case(), *rules)) {
      require(!each.rule.empty() || each.recommended, "an obligation names its rule");
    }
  }
  attempted({ErrorCode::Invalid}, [&] { return read_indicators(bytes, "indicators"); });
  return 0;
}
