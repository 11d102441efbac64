// What people write: YAML or JSON of any kind.

#include "formats/json.h"
#include "fuzz/property.h"
#include "storage/yaml.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

std::size_t depth_of(const Value& value) {
  std::size_t deepest = 0;
  for (const Value& item : value.items) {
    deepest = std::max(deepest, depth_of(item));
  }
  for (const Member& member : value.members) {
    deepest = std::max(deepest, depth_of(member.value));
  }
  return value.is_scalar() ? 0 : deepest + 1;
}

void require_distinct_keys(const Value& value) {
  for (const Member& member : value.members) {
    require(value.find(member.key) == &member.value, "a key stands once");
    require_distinct_keys(member.value);
  }
  for (const Value& item : value.items) {
    require_distinct_keys(item);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  const auto value = attempted({ErrorCode::Invalid}, [&] { return read_yaml(bytes, "form"); });
  if (!value) {
    return 0;
  }
  require(value->is_map() && depth_of(*value) <= kYamlDepth, "a map, and not too deep");
  require_distinct_keys(*value);
  require(read_yaml(bytes, "form") == *value, "the same bytes give the same values");
  const auto again =
      attempted({ErrorCode::Invalid}, [&] { return read_yaml(write_json(*value), "json"); });
  require(again.has_value() && *again == *value, "written as JSON it reads the same");
  return 0;
}
