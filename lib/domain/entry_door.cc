#include "domain/entry_door.h"

namespace pos {
namespace {

bool lies_in(std::string_view place, std::string_view region) {
  return place == region || (place.starts_with(region) && place[region.size()] == '/');
}

}  // namespace

std::string entry_door(const std::map<std::string, Value>& directory, std::string_view place) {
  std::string door;
  std::size_t smallest = 0;
  for (const auto& [code, entry] : directory) {
    for (const std::string& region : entry.texts_of("entry_door")) {
      if (region.size() > smallest && lies_in(place, region)) {
        smallest = region.size();
        door = code;
      }
    }
  }
  return door;
}

}  // namespace pos
