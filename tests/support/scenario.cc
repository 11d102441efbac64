#include "support/scenario.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>

#include "support/command_line.h"
#include "support/json_reader.h"

namespace pos::test {
namespace {

std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    lines.push_back(line);
  }
  return lines;
}

/// Takes the first word off a line.
std::string take_word(std::string& line) {
  const std::size_t blank = line.find(' ');
  const std::string word = line.substr(0, blank);
  line.erase(0, blank == std::string::npos ? blank : blank + 1);
  return word;
}

std::string field_of(const std::string& line) {
  return line.substr(0, line.find(':'));
}

/// A filled form with some of its fields set, or taken out where there is no answer. Each field is
/// its line and the deeper ones after it.
std::string with_fields(const std::string& form, const std::vector<std::string>& changes) {
  std::string result;
  bool dropped = false;
  std::size_t begin = 0;
  const auto is_changed = [&](const std::string& line) {
    return std::any_of(changes.begin(), changes.end(), [&](const std::string& change) {
      return !change.starts_with(' ') && field_of(change) == field_of(line);
    });
  };
  while (begin < form.size()) {
    const std::size_t end = form.find('\n', begin);
    const std::string line = form.substr(begin, end - begin);
    begin = end == std::string::npos ? form.size() : end + 1;
    if (!line.starts_with(' ')) {
      dropped = is_changed(line);
    }
    result += dropped ? "" : line + "\n";
  }
  for (const std::string& change : changes) {
    result += change.ends_with(':') ? "" : change + "\n";
  }
  return result;
}

class Player {
 public:
  explicit Player(const Scenario& scenario)
      : file_(scenario.file), lines_(lines_of(scenario.file)) {}

  void run() {
    while (next_ < lines_.size()) {
      step();
    }
    if (!damaged_) {
      desk_.check_vault();
    }
  }

 private:
  void step() {
    const std::size_t number = next_ + 1;
    std::string line = substitute(lines_[next_++]);
    if (line.empty() || line.starts_with('#')) {
      return;
    }
    const std::string place = std::filesystem::path(file_).filename().string() + ":" +
                              std::to_string(number) + ": " + line;
    CAPTURE(place);
    CAPTURE(last_.err);
    act(line);
  }

  void act(std::string line) {
    if (const std::size_t capture = line.find("=$(pos "); capture != std::string::npos) {
      variables_[line.substr(0, capture)] =
          desk_.get(line.substr(capture + 7, line.size() - capture - 8));
      return;
    }
    const std::string word = take_word(line);
    if (word == "pos" || word == "!") {
      run_command(word == "!" ? line.substr(std::min<std::size_t>(4, line.size())) : line,
                  word == "!");
    } else if (word == "now") {
      desk_.now = line;
    } else if (word == "as") {
      desk_.person = line;
    } else if (word == "env") {
      set_variable(line);
    } else if (word == "file") {
      make_file(line);
    } else if (word == "remove") {
      desk_.files.remove(line);
    } else if (word == "folder") {
      const std::string folder = std::string(kVaultFolder) + "/" + take_word(line);
      CHECK(std::to_string(desk_.files.list(folder).size()) == line);
    } else if (word == "damaged") {
      damaged_ = true;
    } else {
      expect(word, line);
    }
  }

  void set_variable(const std::string& line) {
    const std::size_t equal = line.find('=');
    if (equal == std::string::npos) {
      desk_.environment.erase(line);
    } else {
      desk_.environment[line.substr(0, equal)] = line.substr(equal + 1);
    }
  }

  /// The name after `mark`, which is taken off the line with it; empty where there is none.
  static std::string take_redirection(std::string& line, const char* mark) {
    const std::size_t found = line.find(mark);
    const std::string name = found == std::string::npos ? "" : line.substr(found + 3);
    line.erase(std::min(found, line.size()));
    return name;
  }

  void run_command(std::string line, bool fails) {
    const std::string input = take_redirection(line, " < ");
    const std::string output = take_redirection(line, " > ");
    desk_.input = input.empty() ? "" : desk_.files.read(input).value();
    last_ = desk_.run(line);
    CHECK_MESSAGE((last_.code != 0) == fails, "exit ", last_.code, "\n", last_.err);
    if (!output.empty()) {
      desk_.files.put(output, last_.out);
    }
  }

  void expect(const std::string& word, std::string line) {
    if (word == "exit") {
      CHECK(last_.code == std::stoi(line));
    } else if (word == "empty") {
      CHECK(stream(line) == "");
    } else if (word == "no") {
      const std::string& text = stream(take_word(line));
      CHECK_MESSAGE(text.find(unquoted(line)) == std::string::npos, text);
    } else if (word == "json" || word == "json-error") {
      const std::string path = take_word(line);
      CHECK(told(read_json(word == "json" ? last_.out : last_.err), path) == line);
    } else {
      const std::string& text = stream(word);
      CHECK_MESSAGE(text.find(unquoted(line)) != std::string::npos, text);
    }
  }

  const std::string& stream(const std::string& word) const {
    if (word != "stdout" && word != "stderr") {
      throw std::runtime_error("no such line in a scenario: " + word);
    }
    return word == "stdout" ? last_.out : last_.err;
  }

  static std::string unquoted(const std::string& text) {
    return text.size() > 1 && text.front() == '\'' && text.back() == '\''
               ? text.substr(1, text.size() - 2)
               : text;
  }

  void make_file(std::string line) {
    const std::string name = take_word(line);
    std::vector<std::string> block;
    while (next_ < lines_.size() && lines_[next_].starts_with("  ")) {
      block.push_back(substitute(lines_[next_++].substr(2)));
    }
    std::string text;
    if (take_word(line) == "like") {
      text = with_fields(desk_.files.read(line).value(), block);
    } else {
      for (const std::string& each : block) {
        text += each + "\n";
      }
    }
    desk_.files.put(name, text);
  }

  std::string substitute(std::string line) const {
    // The longer of two names that begin alike comes later in the map.
    for (auto variable = variables_.rbegin(); variable != variables_.rend(); ++variable) {
      const std::string mark = "$" + variable->first;
      for (std::size_t found = 0; (found = line.find(mark, found)) != std::string::npos;) {
        line.replace(found, mark.size(), variable->second);
      }
    }
    return line;
  }

  std::string file_;
  std::vector<std::string> lines_;
  std::size_t next_ = 0;
  CommandLine desk_;
  Outcome last_;
  std::map<std::string, std::string> variables_;
  bool damaged_ = false;
};

}  // namespace

std::vector<Scenario> scenarios_in(const std::string& folder) {
  std::vector<Scenario> scenarios;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") {
      std::string name = lines_of(entry.path().string()).at(0).substr(2);
      name.erase(name.find_last_not_of('.') + 1);
      scenarios.push_back({std::move(name), entry.path().string()});
    }
  }
  std::sort(scenarios.begin(), scenarios.end(),
            [](const Scenario& a, const Scenario& b) { return a.file < b.file; });
  return scenarios;
}

void play(const Scenario& scenario) {
  Player(scenario).run();
}

}  // namespace pos::test
