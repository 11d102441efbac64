#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace pos {

/// `<REGION>-<YEAR>-<7 characters><check>`, e.g. `BKO-2026-4XKD7RPC`. It says nothing about the
/// child (POS 6.1.2; architecture 4.1).
class CaseId {
 public:
  /// Ignores case; in the last eight characters O is read as 0, I and L as 1. nullopt when the
  /// shape or the check character (ISO 7064 MOD 37,36) is wrong.
  static std::optional<CaseId> parse(std::string_view text);
  /// The identifier of seven Crockford digits; nullopt where its check character would be I, L, O
  /// or U: draw again.
  static std::optional<CaseId> make(std::string_view region, int year, std::string_view digits);

  const std::string& text() const { return text_; }
  int year() const;
  std::string_view region() const;

  friend auto operator<=>(const CaseId&, const CaseId&) = default;

 private:
  std::string text_;
};

/// A prefix of an identifier as a user types it, made comparable with `CaseId::text`.
std::string normal_prefix(std::string_view typed);

}  // namespace pos
