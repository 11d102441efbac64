#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <span>
#include <string>
#include <string_view>

#include "crypto/bytes.h"

namespace pos {

/// Makes libsodium ready; everything here that needs it calls it, so calling it is optional.
/// Errors: ErrorCode::Failure when the system gives no randomness.
void start_crypto();

/// Whether the system keeps the memory of SecretBytes off the swap. It works without, too.
bool secrets_are_locked();

/// Keys and passphrases: bytes in locked memory between guard pages, wiped when released.
///
/// All share one arena, because an allocation of locked memory for each key would cost as much as
/// opening a file. The arena belongs to one thread.
class SecretBytes {
 public:
  SecretBytes() = default;
  /// That many zero bytes.
  explicit SecretBytes(std::size_t size);
  explicit SecretBytes(Bytes bytes);
  SecretBytes(SecretBytes&& other) noexcept;
  SecretBytes& operator=(SecretBytes&& other) noexcept;
  ~SecretBytes();

  std::uint8_t* data() { return data_; }
  const std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  Bytes bytes() const { return {data_, size_}; }
  std::string_view text() const { return empty() ? std::string_view() : text_of(bytes()); }

 private:
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

void wipe(void* memory, std::size_t size);

/// Wipes what it gives back to the heap.
template <class T>
struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class U>
  WipingAllocator(const WipingAllocator<U>&) {}

  T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T)) {
      throw std::bad_array_new_length();
    }
    return static_cast<T*>(::operator new(count * sizeof(T)));
  }
  void deallocate(T* memory, std::size_t count) {
    wipe(memory, count * sizeof(T));
    ::operator delete(memory);
  }
  friend bool operator==(const WipingAllocator&, const WipingAllocator&) { return true; }
};

/// Opened text. Not for passphrases: what is shorter than 16 bytes stays in the object, unwiped.
using WipedString = std::basic_string<char, std::char_traits<char>, WipingAllocator<char>>;

}  // namespace pos
