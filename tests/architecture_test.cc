// The house, held to its plan: who may know whom, and what the domain must not reach.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "support/effort.h"
#include "support/places.h"

namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"base", {"base"}},
    {"domain", {"domain", "base"}},
    {"crypto", {"crypto", "base"}},
    {"storage", {"storage", "domain", "crypto", "base"}},
    {"formats", {"formats", "domain", "base"}},
    {"workflow", {"workflow", "storage", "domain", "crypto", "base"}},
    {"cli", {"cli", "workflow", "formats", "domain", "base"}},
};

struct Include {
  std::string file, layer, target;
};

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::vector<fs::path> sources(const std::string& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(pos::test::source_folder()) / folder)) {
    if (entry.path().extension() == ".h" || entry.path().extension() == ".cc") {
      paths.push_back(entry.path());
    }
  }
  return paths;
}

std::vector<Include> includes() {
  std::vector<Include> result;
  const std::regex pattern("#include \"([a-z_]+)/.*\"");
  for (const auto& [layer, allowed] : kMayInclude) {
    for (const fs::path& path : sources(layer == "cli" ? "cli" : "lib/" + layer)) {
      for (const std::string& line : lines_of(path)) {
        std::smatch match;
        if (std::regex_match(line, match, pattern)) {
          result.push_back({path.string(), layer, match[1]});
        }
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("a layer includes only the layers that its row of the table names") {
  const std::vector<Include> all = includes();
  CHECK(all.size() > 200);
  for (const Include& include : all) {
    if (include.file.ends_with("cli/main.cc")) {
      continue;  // the process makes the disk and forbids core dumps
    }
    CAPTURE(include.file);
    CAPTURE(include.target);
    CHECK(kMayInclude.at(include.layer).contains(include.target));
  }
}

TEST_CASE("the domain reaches no disk, clock, stream, environment or randomness") {
  const std::regex impure(
      "#include <(fstream|iostream|filesystem|random|thread|cstdio|ctime|unistd.h)>|getenv|"
      "system_clock::now|std::rand");
  for (const fs::path& path : sources("lib/domain")) {
    for (const std::string& line : lines_of(path)) {
      CAPTURE(path.string());
      CAPTURE(line);
      CHECK_FALSE(std::regex_search(line, impure));
    }
  }
}

// It looks at sources, which the sanitizers do not change.
TEST_CASE("only the disk itself writes files" * doctest::skip(pos::test::kSanitized)) {
  const std::regex writing(
      "std::ofstream|\\bfopen\\(|\\bO_(WRONLY|RDWR|CREAT|APPEND|TRUNC)\\b|\\brename\\(\"");
  for (const auto& [layer, allowed] : kMayInclude) {
    for (const fs::path& path : sources(layer == "cli" ? "cli" : "lib/" + layer)) {
      if (path.filename() == "disk.cc") {
        continue;
      }
      for (const std::string& line : lines_of(path)) {
        CAPTURE(path.string());
        CAPTURE(line);
        CHECK_FALSE(std::regex_search(line, writing));
      }
    }
  }
}

TEST_CASE("every header says pragma once, and every source its own header first") {
  for (const auto& [layer, allowed] : kMayInclude) {
    const std::string folder = layer == "cli" ? "cli" : "lib/" + layer;
    for (const fs::path& path : sources(folder)) {
      CAPTURE(path.string());
      if (path.extension() == ".h") {
        CHECK(lines_of(path).front() == "#pragma once");
        continue;
      }
      const fs::path header = fs::path(path).replace_extension(".h");
      if (!fs::exists(header)) {
        continue;
      }
      std::string first;
      for (const std::string& line : lines_of(path)) {
        if (line.starts_with("#include")) {
          first = line;
          break;
        }
      }
      CHECK(first.find("/" + header.filename().string() + "\"") != std::string::npos);
    }
  }
}
