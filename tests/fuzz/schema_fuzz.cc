// Forms and code lists as a region may write them, alone or laid over the shipped ones.

#include <set>

#include "fuzz/property.h"
#include "storage/disk.h"
#include "storage/form_file.h"
#include "storage/form_schema.h"
#include "storage/yaml.h"
#include "support/places.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

constexpr std::initializer_list<ErrorCode> kInvalid = {ErrorCode::Invalid};

Schemas& shipped() {
  static Disk disk;
  static Schemas schemas(disk, test::source_folder() + "/schemas");
  return schemas;
}

SchemaSource source(const std::string& name) {
  return {"schema", name,
          [](std::string_view id) { return id.find('-') != std::string_view::npos; }};
}

void require_sound(const std::vector<Field>& fields) {
  std::set<std::string> names;
  for (const Field& field : fields) {
    require(!field.name.empty() && names.insert(field.name).second, "a field has its own name");
    require(field.columns.empty() || field.type == FieldType::Repeat, "only tables have columns");
    require_sound(field.columns);
  }
}

/// An overlay adds at the end, and gives the facts no text.
void require_only_added(const Form& shipped_form, const Form& form) {
  const std::size_t count = shipped_form.fields.size();
  require(form.fields.size() >= count && form.date_field == shipped_form.date_field,
          "no shipped field goes");
  for (std::size_t i = 0; i < count; ++i) {
    require(form.fields[i].name == shipped_form.fields[i].name &&
                form.fields[i].compartment == shipped_form.fields[i].compartment &&
                form.fields[i].required == shipped_form.fields[i].required,
            "a shipped field stays in its compartment");
  }
  for (std::size_t i = count; i < form.fields.size(); ++i) {
    const FieldType type = form.fields[i].type;
    require((type != FieldType::Text && type != FieldType::LongText) ||
                form.fields[i].compartment != Compartment::Facts,
            "a text that an overlay adds is no fact");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of_input(data, size);
  if (names_answer(bytes)) {
    return 0;
  }
  const auto schema = attempted(kInvalid, [&] { return read_yaml(bytes, "schema"); });
  if (!schema) {
    return 0;
  }
  const std::string code = schema->scalar_of("form");
  if (const auto form =
          attempted(kInvalid, [&] { return read_form_schema(*schema, source(code)); })) {
    require_sound(form->fields);
  }
  attempted(kInvalid, [&] { return read_list_schema(*schema, source(schema->scalar_of("list"))); });
  const Form& base = shipped().form("1.B");
  if (const auto form =
          attempted(kInvalid, [&] { return extended(base, *schema, source("1.B")); })) {
    require_sound(form->fields);
    require_only_added(base, *form);
  }
  attempted(kInvalid, [&] {
    return filled(shipped().list("pos-location"), *schema, source("pos-location"));
  });
  return 0;
}
