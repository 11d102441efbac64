#include "workflow/sheet_merging.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "domain/code_list.h"
#include "domain/sheet_data.h"
#include "storage/sheet_file.h"
#include "storage/yaml.h"
#include "workflow/directory.h"
#include "workflow/sheets.h"

namespace pos {
namespace {

SheetLevel merged_level(const std::string& word) {
  const std::optional<SheetLevel> level = parse_sheet_level(word);
  if (!level || *level == SheetLevel::Structure) {
    throw Error(ErrorCode::Usage, {"--level : region ou nation", "--level: region or nation"});
  }
  return *level;
}

class SheetSources {
 public:
  SheetSources(Workspace& workspace, MergedReport& report)
      : workspace_(workspace), report_(report) {}

  SheetPart read(const std::string& named) {
    const std::optional<std::string> bytes = workspace_.disk.read(workspace_.absolute(named));
    if (!bytes) {
      return {named, figures_of(workspace_, find_sheet(workspace_, named))};
    }
    if (bytes->find_first_not_of(" \n\r\t") == bytes->find('{')) {
      warn(named, {"sans signature, pris tel quel", "not signed, taken as it is"});
      return {named, read_sheet(read_yaml(*bytes, named), report_.book, named)};
    }
    return {named, read_kept(*bytes, named)};
  }

 private:
  void warn(const std::string& named, const Text& what) {
    report_.warnings.push_back(text("{} : {}", "{}: {}", named, what));
  }

  Sheet read_kept(const std::string& bytes, const std::string& named) {
    const std::optional<Stream> stream = open_sheet(bytes, workspace_.keys().all(), named);
    if (!stream) {
      throw Error(ErrorCode::NoKey,
                  {"aucune de vos clés n'ouvre cette fiche", "none of your keys opens this sheet"},
                  {"la structure la dépose pour vous avec `pos report deposit --to`",
                   "the structure deposits it for you with `pos report deposit --to`"},
                  {named, 0, {}});
    }
    const Document& document = stream->documents.front();
    if (stream->header.vault == workspace_.vault().office().vault_id) {
      require_believed(document, named);
    } else {
      warn(named, {"signée dans un autre coffre : qui l'a signée n'est pas prouvé ici",
                   "signed in another vault: who signed it is not proven here"});
    }
    return read_sheet(*document.values.find("data"), report_.book, named);
  }

  void require_believed(const Document& document, const std::string& named) {
    const SheetFiles files = read_sheet_files(workspace_.vault(), workspace_.keys().all());
    const bool believed =
        std::any_of(files.documents.begin(), files.documents.end(),
                    [&](const SheetDocument& each) { return each.document.hash == document.hash; });
    if (!believed) {
      throw Error(ErrorCode::Integrity,
                  {"cette fiche n'est pas parmi celles de ce coffre que l'on peut croire",
                   "this sheet is not among those of this vault that are believed"},
                  {}, {named, 0, {}});
    }
  }

  Workspace& workspace_;
  MergedReport& report_;
};

bool lies_in_region(const Structure& structure, const std::string& region) {
  return std::any_of(
      structure.places.begin(), structure.places.end(),
      [&](const std::string& place) { return place == region || place.starts_with(region + "/"); });
}

std::vector<std::string> missing_structures(Workspace& workspace, SheetLevel level,
                                            const std::vector<SheetPart>& parts) {
  std::vector<std::string> have;
  for (const SheetPart& part : parts) {
    const std::vector<std::string> of = structures_of(part.sheet);
    have.insert(have.end(), of.begin(), of.end());
  }
  const Office& office = workspace.vault().office();
  std::vector<std::string> missing;
  const auto expect = [&](const std::string& code) {
    if (!holds(have, code) && !holds(missing, code)) {
      missing.push_back(code);
    }
  };
  expect(office.structure);
  for (const DirectoryItem& item : read_directory(workspace)) {
    const bool here = level == SheetLevel::Nation || lies_in_region(item.structure, office.region);
    if (item.structure.team && here) {
      expect(item.structure.code);
    }
  }
  std::sort(missing.begin(), missing.end());
  return missing;
}

}  // namespace

MergedReport merge_reports(Workspace& workspace, const std::vector<std::string>& sheets,
                           const std::string& level) {
  require_sheet_role(workspace);
  SheetHead head;
  head.level = merged_level(level);
  MergedReport report;
  report.book = indicators_of(workspace);
  SheetSources sources(workspace, report);
  std::vector<SheetPart> parts;
  for (const std::string& named : sheets) {
    parts.push_back(sources.read(named));
  }
  std::vector<Finding> faults = faults_of_merge(parts, head.level);
  if (!faults.empty()) {
    throw invalid_input(std::move(faults));
  }
  head.structure = workspace.vault().office().structure;
  head.region = head.level == SheetLevel::Region ? workspace.vault().office().region : "";
  head.missing = missing_structures(workspace, head.level, parts);
  report.sheet = merge_sheets(parts, std::move(head), report.book, workspace.now());
  return report;
}

}  // namespace pos
