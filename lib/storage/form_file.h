#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "domain/form.h"

namespace pos {

/// The forms and code lists of a schemas folder (`forms/<code>.yaml`, `lists/<id>.yaml`), read when
/// they are asked for and kept. References stay valid as long as this does.
///
/// The overlay is a vault's own folder of the same shape. A form there adds fields at the end
/// of the shipped form of that name; a list is a new one, or gives an open list its values.
///
/// Errors: ErrorCode::NotFound with the nearest name for an unknown form or list;
///         ErrorCode::Invalid with all faults, each with file and line, for a broken schema.
class Schemas {
 public:
  Schemas(FileSystem& files, std::string folder, std::string overlay = "");

  const Form& form(std::string_view code);
  const CodeList& list(std::string_view id);
  /// Of the shipped forms, in the order of the letters: 1.A … 6.A, A.1, B.1.
  std::vector<std::string> form_codes();
  std::vector<std::string> list_ids();
  /// For `check`; holds a reference to this.
  CodeLists lists();

 private:
  /// nullopt when there is no such file.
  std::optional<Value> read(const std::string& file);
  Form load_form(const std::string& code);
  CodeList load_list(const std::string& id);

  FileSystem& files_;
  std::string folder_;
  std::string overlay_;
  std::map<std::string, std::unique_ptr<Form>, std::less<>> forms_;
  std::map<std::string, std::unique_ptr<CodeList>, std::less<>> lists_;
  std::vector<std::string> known_forms_;
  std::vector<std::string> known_lists_;
};

}  // namespace pos
