#pragma once

#include <string>

#include "domain/case.h"
#include "domain/indicator.h"
#include "domain/rulebook.h"
#include "storage/disk.h"
#include "storage/form_file.h"
#include "storage/indicators_file.h"
#include "storage/rules_file.h"
#include "support/places.h"

namespace pos::test {

inline constexpr const char* kEdition = "pos-2020.08";

/// The forms, rules and indicators that the program comes with.
struct ShippedSchemas {
  Disk disk;
  std::string folder = test::source_folder() + "/schemas";
  Schemas schemas{disk, folder};
  Rulebook rules = load_rules(disk, folder, kEdition);
  IndicatorBook book = load_indicators(disk, folder, kEdition);

  Forms forms() {
    return [this](std::string_view code) -> const Form& { return schemas.form(code); };
  }
};

inline ShippedSchemas& shipped() {
  static ShippedSchemas schemas;
  return schemas;
}

}  // namespace pos::test
