// A filled form, checked against each of the shipped ones.

#include "fuzz/property.h"
#include "storage/canonical.h"
#include "storage/disk.h"
#include "storage/form_file.h"
#include "storage/yaml.h"
#include "support/places.h"

using namespace pos;
using namespace pos::fuzz;

namespace {

struct Shipped {
  Disk disk;
  Schemas schemas{disk, test::source_folder() + "/schemas"};
  CodeLists lists = schemas.lists();
  std::vector<std::string> codes = schemas.form_codes();
};

Shipped& shipped() {
  static Shipped all;
  return all;
}

Checked checked_by(const Form& form, const Value& answers) {
  int rows = 0;
  const auto row_id = [&] {
    std::string id = std::to_string(100000000000 + ++rows);
    return "00000000-0000-4000-8000-" + id;
  };
  return check(form, answers, {shipped().lists, {}, row_id, nullptr});
}

void require_that_it_can_be_kept(const Form& form, const Checked& checked) {
  const Checked again = checked_by(form, checked.answers);
  require(again.findings.empty() && again.answers == checked.answers &&
              again.missing == checked.missing,
          "answers that are right stay right");
  const Value of_case = part(form, checked.answers, Compartment::Case);
  const Value of_identity = part(form, checked.answers, Compartment::Identity);
  require(laid_over(form, of_case, of_identity) == checked.answers,
          "the compartments together hold every answer");
  for (const Value& each : {of_case, of_identity, part(form, of_case, Compartment::Facts)}) {
    require(read_canonical(write_canonical(each)) == each, "what is right can be written");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) {
    return 0;
  }
  const std::string& code = shipped().codes[data[0] % shipped().codes.size()];
  const Form& form = shipped().schemas.form(code);
  const std::string_view bytes = text_of_input(data + 1, size - 1);
  const auto answers = attempted({ErrorCode::Invalid}, [&] { return read_yaml(bytes, "form"); });
  if (!answers) {
    return 0;
  }
  Checked checked = checked_by(form, *answers);
  if (checked.findings.empty()) {
    require_that_it_can_be_kept(form, checked);
  } else {
    require_fit(invalid_input(std::move(checked.findings)), {ErrorCode::Invalid});
  }
  return 0;
}
