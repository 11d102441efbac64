// The one writing of documents: what reads is the same bytes when written, and what can be
// written reads the same.

#include "fuzz/property.h"
#include "storage/canonical.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

/// Any value, also such as no document may hold.
Value any_value(FuzzedDataProvider& input, int depth) {
  const int kind = input.ConsumeIntegralInRange(0, depth > 0 ? 4 : 2);
  Value value;
  switch (kind) {
    case 0:
      return Value::text(input.ConsumeRandomLengthString(24));
    case 1:
      return Value::number(input.ConsumeRandomLengthString(8));
    case 2:
      return Value::boolean(input.ConsumeBool());
    case 3:
      value = Value::list({});
      for (int i = input.ConsumeIntegralInRange(0, 3); i > 0; --i) {
        value.items.push_back(any_value(input, depth - 1));
      }
      return value;
    default:
      for (int i = input.ConsumeIntegralInRange(0, 4); i > 0; --i) {
        std::string key = input.ConsumeRandomLengthString(3);
        value.members.push_back({std::move(key), any_value(input, depth - 1)});
      }
      return value;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  if (const auto read = attempted({ErrorCode::Invalid}, [&] { return read_canonical(bytes); })) {
    require(write_canonical(*read) == bytes, "what is read and written again is the same bytes");
  }
  FuzzedDataProvider input(data, size);
  Value map;
  for (int i = input.ConsumeIntegralInRange(0, 5); i > 0; --i) {
    std::string key = input.ConsumeRandomLengthString(3);
    map.members.push_back({std::move(key), any_value(input, kCanonicalDepth + 1)});
  }
  const auto written = attempted({ErrorCode::Invalid}, [&] { return write_canonical(map); });
  if (written) {
    require(read_canonical(*written) == map, "what can be written reads the same");
  }
  return 0;
}
