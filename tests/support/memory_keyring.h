#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/date.h"
#include "crypto/keyring.h"

namespace pos {

/// A keyring in memory, with a clock of its own.
class MemoryKeyring final : public Keyring {
 public:
  void keep(const std::string& name, const SecretBytes& secret,
            std::chrono::seconds time) override {
    if (closed) {
      throw no_keyring({"opération non permise", "operation not permitted"});
    }
    kept[name] = {std::string(secret.text()), now + time};
  }
  std::optional<SecretBytes> find(const std::string& name) override {
    ++searches;
    const auto found = kept.find(name);
    if (closed || found == kept.end() || found->second.until <= now) {
      return std::nullopt;
    }
    return SecretBytes(bytes_of(found->second.secret));
  }
  int forget_all() override {
    const int count = static_cast<int>(kept.size());
    kept.clear();
    return count;
  }

  struct Kept {
    std::string secret;
    Instant until;
  };
  std::map<std::string, Kept> kept;
  Instant now{};
  bool closed = false;  ///< as in a container whose kernel refuses
  int searches = 0;
};

}  // namespace pos
