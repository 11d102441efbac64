#pragma once

#include <string>
#include <vector>

#include "domain/case.h"
#include "domain/names_in_text.h"
#include "workflow/casework.h"
#include "workflow/workspace.h"

namespace pos {

/// A filled form, checked and typed, ready to be signed.
struct Draft {
  Entry entry;             ///< form, edition, occurred and the answers of the case compartment
  Value identity_answers;  ///< what goes to the identity file
  Value answers;           ///< all of them
  Value whole;             ///< with those of the entry that it completes
  std::vector<Text> warnings;
  bool has_receipt = false;  ///< the receiving vault's word for it is at hand
  bool addition = false;     ///< it completes an earlier entry, or corrects a completion
};

/// What names or locates the people of a case, as far as this user opens it.
struct KnownNames {
  NameWords words;
  bool complete = true;  ///< nothing of it is closed to them or missing here
};

/// A random UUID (version 4), for a row of a table that has none.
std::string new_row_id();

/// Checks a filled form against its definition, dates it (`occurred`, else the form's date field,
/// else the clock) and computes what identity answers give to the facts (age, region).
///
/// `c`: the case it belongs to; nullptr for a registration, or where the journal is closed to the
/// user. `before`: typed answers of the entry that it is laid over, where it completes one.
/// `names`: what its free texts must not hold, besides the form's own identity answers.
/// Errors: Invalid, with every fault of the input.
Draft fill(Workspace& workspace, const Form& form, const Filled& filled, const Case* c,
           const Value* before, const KnownNames& names);

/// Sets what the program computes of a checked form, where the form asks for it.
void set_computed(const Form& form, Draft& draft, Role role, Value value);

}  // namespace pos
