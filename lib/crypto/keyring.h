#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "base/error.h"
#include "crypto/secret.h"

namespace pos {

/// Where an opened key stays between two runs, for a limited time; the third seam to the outside,
/// beside the disk and the clock.
class Keyring {
 public:
  virtual ~Keyring() = default;

  /// Keeps it for that time, in place of what had the name. Never without its time limit, not even
  /// for a moment.
  /// Errors: Failure (id "keyring") where the system keeps no keys.
  virtual void keep(const std::string& name, const SecretBytes& secret,
                    std::chrono::seconds time) = 0;
  /// nullopt for what is not there, is over or cannot be read, whatever the reason.
  virtual std::optional<SecretBytes> find(const std::string& name) = 0;
  /// Takes away all that `pos` keeps for this user; how many there were.
  /// Errors: Failure (id "keyring") for one that stays.
  virtual int forget_all() = 0;
};

/// What the kernel's refusal means, by its `errno`.
Text keyring_reason(int error_number);
/// Where the system keeps no keys (Failure, id "keyring"), and why.
Error no_keyring(const Text& reason);

/// The user's keyring of the Linux kernel: not on disk, not in swap, gone with the machine's
/// restart, readable by the user's own processes.
/// Source: keyrings(7), user-keyring(7).
class KernelKeyring final : public Keyring {
 public:
  /// What it keeps is known by this word before the name.
  explicit KernelKeyring(std::string prefix = "pos:") : prefix_(std::move(prefix)) {}

  void keep(const std::string& name, const SecretBytes& secret, std::chrono::seconds time) override;
  std::optional<SecretBytes> find(const std::string& name) override;
  int forget_all() override;

 private:
  std::string prefix_;
};

}  // namespace pos
