#pragma once

#include <string>
#include <string_view>

#include "domain/case.h"
#include "storage/disk.h"
#include "storage/form_file.h"
#include "storage/rules_file.h"
#include "support/places.h"

namespace pos::test {

/// Where the forms, lists and rules of the program itself lie.
inline std::string shipped_folder() {
  return test::source_folder() + "/schemas";
}

/// The rules as they are shipped.
inline const Rulebook& shipped_rules() {
  static const Rulebook rules = [] {
    Disk disk;
    return load_rules(disk, shipped_folder(), "pos-2020.08");
  }();
  return rules;
}

/// A form as it is shipped.
inline const Form& shipped_form(std::string_view code) {
  static Disk disk;
  static Schemas schemas(disk, shipped_folder());
  return schemas.form(code);
}

}  // namespace pos::test
