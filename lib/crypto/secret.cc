#include "crypto/secret.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "base/error.h"

namespace pos {
namespace {

constexpr std::size_t kBlock = 32;
// Small enough to be locked where a process may lock only 64 KiB.
constexpr std::size_t kRegionBlocks = 512;

/// One stretch of locked memory, given out in blocks.
class Region {
 public:
  explicit Region(std::size_t blocks)
      : memory_(static_cast<std::uint8_t*>(sodium_malloc(blocks * kBlock))), used_(blocks) {
    if (memory_ == nullptr) {
      throw std::bad_alloc();
    }
    // sodium_malloc does not say whether it could lock.
    locked_ = sodium_mlock(memory_, blocks * kBlock) == 0;
  }
  Region(const Region&) = delete;
  Region& operator=(const Region&) = delete;

  bool locked() const { return locked_; }

  /// The first free run of that many blocks; nullptr when there is none.
  std::uint8_t* take(std::size_t blocks) {
    const auto first = std::search_n(used_.begin(), used_.end(), static_cast<long>(blocks), false);
    if (first == used_.end()) {
      return nullptr;
    }
    std::fill_n(first, blocks, true);
    return memory_ + static_cast<std::size_t>(first - used_.begin()) * kBlock;
  }

  bool holds(const std::uint8_t* memory) const {
    return memory >= memory_ && memory < memory_ + used_.size() * kBlock;
  }

  void give_back(std::uint8_t* memory, std::size_t blocks) {
    sodium_memzero(memory, blocks * kBlock);
    const std::size_t first = static_cast<std::size_t>(memory - memory_) / kBlock;
    std::fill_n(used_.begin() + static_cast<long>(first), blocks, false);
  }

 private:
  std::uint8_t* memory_;
  std::vector<bool> used_;
  bool locked_ = false;
};

std::size_t blocks_for(std::size_t size) {
  return (size + kBlock - 1) / kBlock;
}

class Arena {
 public:
  Arena() {
    start_crypto();
    regions_.push_back(std::make_unique<Region>(kRegionBlocks));
  }

  std::uint8_t* take(std::size_t size) {
    for (const auto& region : regions_) {
      if (std::uint8_t* memory = region->take(blocks_for(size))) {
        return memory;
      }
    }
    regions_.push_back(std::make_unique<Region>(std::max(kRegionBlocks, blocks_for(size))));
    return regions_.back()->take(blocks_for(size));
  }

  void give_back(std::uint8_t* memory, std::size_t size) {
    const auto region = std::find_if(regions_.begin(), regions_.end(),
                                     [&](const auto& each) { return each->holds(memory); });
    assert(region != regions_.end());
    (*region)->give_back(memory, blocks_for(size));
  }

  bool locked() const {
    return std::all_of(regions_.begin(), regions_.end(),
                       [](const auto& region) { return region->locked(); });
  }

 private:
  std::vector<std::unique_ptr<Region>> regions_;
};

// Never destroyed: secrets in static objects may be released after it would be.
Arena& arena() {
  static Arena* const one = new Arena;
  return *one;
}

}  // namespace

void start_crypto() {
  static const bool ready = sodium_init() >= 0;
  if (!ready) {
    throw Error(ErrorCode::Failure, {"la bibliothèque de chiffrement ne démarre pas",
                                     "the encryption library does not start"});
  }
}

bool secrets_are_locked() {
  return arena().locked();
}

SecretBytes::SecretBytes(std::size_t size) : size_(size) {
  if (size > 0) {
    data_ = arena().take(size);
    std::fill_n(data_, size, std::uint8_t{0});
  }
}

SecretBytes::SecretBytes(Bytes bytes) : size_(bytes.size()) {
  if (size_ > 0) {
    data_ = arena().take(size_);
    std::copy(bytes.begin(), bytes.end(), data_);
  }
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  SecretBytes released(std::move(other));
  return *this;
}

SecretBytes::~SecretBytes() {
  if (data_ != nullptr) {
    arena().give_back(data_, size_);
  }
}

void wipe(void* memory, std::size_t size) {
  sodium_memzero(memory, size);
}

}  // namespace pos
