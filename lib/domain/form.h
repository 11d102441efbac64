#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/value.h"
#include "domain/code_list.h"
#include "domain/role.h"

namespace pos {

/// Which of a case's three files holds an answer (architecture 4.2).
enum class Compartment { Identity, Case, Facts };
std::string_view word(Compartment compartment);
std::optional<Compartment> parse_compartment(std::string_view word);

/// The types of XLSForm that the procedures' forms need; `boolean` is its acknowledge with a no,
/// `entry` the identifier of another entry. A date_time takes a bare date as well.
enum class FieldType {
  Text,
  LongText,
  Integer,
  Decimal,
  DateOnly,
  DateTime,
  Boolean,
  SelectOne,
  SelectMultiple,
  Entry,
  Repeat,
};
std::string_view word(FieldType type);
std::optional<FieldType> parse_field_type(std::string_view word);

/// Another field has one of these codes (no codes: any answer; `answered` false: none at all).
struct Relevance {
  std::string field;
  std::string form;  ///< of another form of the case; empty: this form
  std::vector<std::string> codes;
  bool answered = true;
};

struct Field {
  std::string name;
  FieldType type = FieldType::Text;
  Compartment compartment = Compartment::Case;
  bool required = false;
  bool calculated = false;  ///< computed by the program; refused as input
  bool retired = false;     ///< of a former edition: read, and asked no more; refused as input
  std::string since;        ///< the edition that brought it; empty: the form's first
  Text label;
  Text hint;
  std::optional<Role> role;
  std::string list;                   ///< of a select: the code list's identifier; empty: `choices`
  std::vector<Choice> choices;        ///< of a select without a list
  std::optional<Relevance> relevant;  ///< asked only then
  std::vector<Relevance> required_when;  ///< required where one of them holds
  bool expected = false;  ///< the form lacks something without it, and is saved all the same
  std::vector<Relevance> expected_when;  ///< expected where one of them holds
  std::vector<std::string> every;  ///< of a repeat: a row is expected for each combination of codes
  std::optional<int> min, max;     ///< of numbers
  bool past = false;               ///< of a date: of what has happened; on a day to come it is told
  std::string not_before;          ///< of a date: the date of the form that it does not precede
  std::vector<std::string> covers;     ///< the codes that the field stands for
  std::vector<std::string> shared_as;  ///< codes of shared information that its answer belongs to
  std::vector<Field> columns;          ///< of a repeat
  std::string source;                  ///< POS section
};

/// How often a form may be filled: once an episode, any number of times.
enum class Entries { Single, Repeatable };

/// What a form is in a child's file (POS 6.1.1): main forms, all of which a case uses from its
/// opening to its closure; supplementary ones; those of any step; the tools of the file itself.
/// `Own`: ours.
enum class FormKind { Main, Supplementary, AnyStep, Tool, Own };
std::string_view word(FormKind kind);
std::optional<FormKind> parse_form_kind(std::string_view word);
Text label(FormKind kind);

struct Form {
  std::string code;     ///< "1.A"
  std::string edition;  ///< that it is filled by: "pos-2020.08"
  Text label;
  Text title;  ///< of table 6.1.2, letter by letter; the label where the table has none
  FormKind kind = FormKind::Own;
  std::optional<Date> valid_from, valid_until;
  std::vector<std::string> validated_by;  ///< institutions (POS 3.2)
  std::string stage;  ///< "1" … "6", "any"; "office": of no case (the directory, a programme)
  Entries entries = Entries::Repeatable;
  std::string date_field;                ///< the field that dates the entry; may be empty
  bool before_registration = false;      ///< may have happened before the registration
  bool incomplete_in_emergency = false;  ///< saved without required answers while one is open
  std::string source;
  std::vector<Field> fields;

  const Field* find(std::string_view name) const;
  /// The first field with this role, columns of tables included; nullptr where there is none.
  const Field* with_role(Role role) const;
  std::vector<const Field*> all_with_role(Role role) const;
};

/// The key that joins the parts of a row.
inline constexpr std::string_view kRowId = "unique_id";

/// The field of this name among `fields`; nullptr where there is none.
const Field* find_field(const std::vector<Field>& fields, std::string_view name);

/// What `check` needs beside the form: code lists, by identifier.
using CodeLists = std::function<const CodeList&(std::string_view id)>;

struct Checked {
  Value answers;  ///< typed, in the order of the form; rows have their `unique_id` first
  std::vector<Finding> findings;      ///< faults: the answers must not be saved
  std::vector<std::string> missing;   ///< as missing_answers says; a fault unless the form may be
                                      ///< saved incomplete
  std::vector<std::string> expected;  ///< as expected_answers says; never a fault
  std::vector<std::string> to_come;   ///< dates of what has happened, on a day to come; no fault
};

struct CheckContext {
  const CodeLists& lists;
  /// An answer of another form of the case (for Relevance::form); empty where there is none.
  /// Without the function such fields may be answered and are never missing.
  std::function<std::vector<std::string>(std::string_view form, std::string_view field)> elsewhere;
  std::function<std::string()> new_row_id;  ///< a UUID for a row that has none
  /// Typed answers of the entry that the input completes; relevance and `missing` read both. A row
  /// of its tables may be named by the beginning of its identifier.
  const Value* before = nullptr;
  std::optional<Instant> now{};  ///< what is `past` is held against it; none: not at all
  /// By which the entry was filled: what a later one brought is not missing. Empty: the present
  /// one.
  std::string_view edition{};
};

/// Reads `input` (scalars as text, whatever YAML would guess) by the form's types.
///
/// Errors: none thrown; every fault is a finding with line and field. A calculated field, an
///         unknown field or code (with the nearest offered), an answer that is not asked for, a
///         date that does not exist, a control character. `occurred` is no field: take it out
///         first.
Checked check(const Form& form, const Value& input, const CheckContext& context);

/// The part of typed answers that one compartment holds. Case holds the facts answers too; rows
/// keep `unique_id`; a part of a row that would hold nothing else is left out except in the
/// table's own compartment (format.md 6.2).
Value part(const Form& form, const Value& answers, Compartment compartment);

/// Answers with those of an addition laid over them (`completes`), rows joined by `unique_id`; in
/// the order of the form.
Value laid_over(const Form& form, const Value& answers, const Value& addition);

/// The scalar in the field of that role; empty where there is none.
const std::string& answer_of(const Form& form, const Value& answers, Role role);

/// The fields that are required, asked and lacking in `answers`, in the order of the form; a column
/// as `table.column`, once.
std::vector<std::string> missing_answers(const Form& form, const Value& answers,
                                         const CheckContext& context);

/// What the procedures want to be told and is not demanded: the `expected` fields that are asked
/// and lacking, and the rows that `every` lacks, each as `table.code.code`; in the order of the
/// form.
std::vector<std::string> expected_answers(const Form& form, const Value& answers,
                                          const CheckContext& context);

}  // namespace pos
