#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "domain/form.h"

namespace pos {

/// What a vault adds: its own folder, and what vouches for each file there.
struct Additions {
  std::string folder;
  /// The SHA-256 of each file that counts, by its place in the folder: `forms/5.A.yaml`.
  std::function<std::map<std::string, std::string>()> named;
};

/// Why a file that is named does not count: another one is there, or none.
Text not_as_named(bool there);

/// The forms and code lists of a schemas folder (`forms/<code>.yaml`, `lists/<id>.yaml`), read when
/// they are asked for and kept. References stay valid as long as this does.
///
/// A file holds its form or list through all editions of the procedures; it is read by the one that
/// the office works by: what a later edition brings is not there yet, what an earlier one had is
/// read and no longer asked.
///
/// A vault's additions are a folder of the same shape. A form there adds fields at the end of the
/// shipped form of that name; a list is a new one, or gives an open list its values.
///
/// Errors: ErrorCode::NotFound with the nearest name for an unknown form or list;
///         ErrorCode::Invalid with all faults, each with file and line, for a broken schema;
///         ErrorCode::Integrity for an addition that is named and is not there, not the one that
///         is named, or none that these forms can take.
class Schemas {
 public:
  /// `edition`: that the office works by; empty, or without the function: the latest.
  Schemas(FileSystem& files, std::string folder, Additions additions = {},
          std::function<std::string()> edition = {});

  const Form& form(std::string_view code);
  /// Whether there is such a form in this edition. Errors: as above for one that is broken.
  bool knows(std::string_view code);
  const CodeList& list(std::string_view id);
  /// Of the shipped forms, in the order of the letters: 1.A … 6.A, A.1, B.1.
  std::vector<std::string> form_codes();
  std::vector<std::string> list_ids();
  /// For `check`; holds a reference to this.
  CodeLists lists();
  /// Where an addition belongs in the vault's folder: `forms/5.A.yaml`.
  /// Errors: as above, for what is none or says something that an addition may not.
  std::string place_of_addition(const Value& schema, const std::string& file);

 private:
  /// nullopt when there is no such file.
  std::optional<Value> read(const std::string& file);
  std::optional<Value> read_addition(const std::string& place);
  std::string edition() const { return edition_ ? edition_() : std::string(); }
  Form shipped_form(const std::string& code);
  Form extended_form(const std::string& code, const Value& addition, const std::string& file);
  Form load_form(const std::string& code);
  std::optional<CodeList> shipped_list(const std::string& id);
  CodeList filled_list(const std::string& id, const Value& addition, const std::string& file);
  CodeList load_list(const std::string& id);

  FileSystem& files_;
  std::string folder_;
  Additions additions_;
  std::function<std::string()> edition_;
  std::map<std::string, std::unique_ptr<Form>, std::less<>> forms_;
  std::map<std::string, std::unique_ptr<CodeList>, std::less<>> lists_;
  std::vector<std::string> known_forms_;
  std::vector<std::string> known_lists_;
};

}  // namespace pos
