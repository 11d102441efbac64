#include "storage/config.h"

#include "base/error.h"
#include "domain/answer.h"
#include "storage/layout.h"
#include "storage/yaml.h"

namespace pos {
namespace {

std::string full_path(const std::string& path, const std::string& folder, const std::string& home) {
  if (path.empty() || path.starts_with('/')) {
    return path;
  }
  return path.starts_with("~/") ? join_path(home, path.substr(2)) : join_path(folder, path);
}

}  // namespace

Config read_config(FileSystem& files, const std::string& config_home, const std::string& home) {
  const std::string folder = join_path(config_home, "pos");
  const std::string path = join_path(folder, "config.yaml");
  const std::optional<std::string> bytes = files.read(path);
  if (!bytes) {
    return {};
  }
  const Value values = read_yaml(*bytes, path);
  Config config;
  for (const Member& member : values.members) {
    if (member.key == "identity") {
      config.identity = full_path(member.value.scalar, folder, home);
    } else if (member.key == "identities_path") {
      config.identities_path = full_path(member.value.scalar, folder, home);
    } else {
      throw Error(ErrorCode::Invalid,
                  {"champ inconnu : identity et identities_path existent",
                   "unknown field: there are identity and identities_path"},
                  {}, {path, member.value.line, is_nameable(member.key) ? member.key : ""});
    }
  }
  return config;
}

}  // namespace pos
