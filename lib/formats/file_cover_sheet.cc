#include "formats/file_cover_sheet.h"

#include <algorithm>
#include <utility>

#include "formats/html.h"

namespace pos {
namespace {

constexpr std::string_view kToWrite = "........................................";

std::string listed(const std::vector<Date>& dates) {
  std::string words;
  for (const Date date : dates) {
    words += (words.empty() ? "" : ", ") + to_string(date);
  }
  return words;
}

std::string or_dots(const std::optional<Date>& date) {
  return date ? to_string(*date) : "..........";
}

/// The sheet as lines, whatever they are written in.
struct CoverRow {
  bool there = false;
  std::string code, title, dates;
  bool on_paper = false;
};
struct CoverPart {
  std::string title;
  std::vector<CoverRow> rows;
};

class CoverSheet {
 public:
  CoverSheet(const FileCoverHead& head, const FileCover& cover, Language language)
      : head_(head), cover_(cover), language_(language) {}

  std::string title() const {
    return say({"Page de couverture et liste de vérification du dossier – CONFIDENTIEL",
                "Cover page and checklist of the file – CONFIDENTIAL"});
  }
  std::string office() const {
    return head_.office + ", " + head_.structure + ", " + to_string(head_.printed);
  }

  /// Labels and what stands beside each.
  std::vector<std::pair<std::string, std::string>> course() const {
    std::vector<std::pair<std::string, std::string>> rows;
    const auto add = [&](const Text& label, std::string words) {
      rows.emplace_back(say(label), std::move(words));
    };
    add({"Identifiant", "Identifier"}, head_.id);
    add({"Ouvert le", "Opened on"}, or_dots(cover_.opened));
    if (cover_.reopened) {
      add({"Rouvert le", "Reopened on"}, say(text("{} (épisode {})", "{} (episode {})",
                                                  to_string(*cover_.reopened), head_.episode)));
    }
    add({"Clôturé le", "Closed on"}, or_dots(cover_.closed));
    add({"État", "Status"}, say(head_.status));
    add({"Risque", "Risk"}, say(head_.level));
    add({"Gestionnaire de cas", "Case manager"}, head_.manager);
    add({"Dossier papier", "Paper file"}, location());
    add({"Vérifié le", "Checked on"}, or_dots(cover_.checked));
    return rows;
  }

  /// The band of steps, as CPIMS+ shows it.
  std::string band() const {
    std::string words;
    for (const FileCover::Stage& stage : cover_.stages) {
      if (stage.code != "any") {
        words +=
            (words.empty() ? "" : "  ") + std::string(stage.reached ? "[x] " : "[ ] ") + stage.code;
      }
    }
    return words;
  }

  std::vector<CoverPart> parts() const {
    std::vector<CoverPart> all;
    for (const FileCover::Stage& stage : cover_.stages) {
      const std::string number = stage.code == "any" ? "" : stage.code + ". ";
      CoverPart part{number + say(stage.label), {}};
      for (const FileCover::FormLine& line : stage.forms) {
        part.rows.push_back({!line.dates.empty() || line.on_paper, line.form->code,
                             say(line.form->title), listed(line.dates), line.on_paper});
      }
      all.push_back(std::move(part));
    }
    CoverPart documents{say({"Documents à classer dans le dossier", "Documents of the file"}), {}};
    for (const FileCover::Document& each : cover_.documents) {
      documents.rows.push_back(
          {each.present(), "", say(each.label), standing(each), each.on_paper});
    }
    all.push_back(std::move(documents));
    return all;
  }

  std::string missing_title() const {
    return cover_.missing.empty() ? say({"Toutes les fiches principales sont là (POS 6.1.1)",
                                         "All main forms are there (POS 6.1.1)"})
                                  : say({"Fiches principales absentes (POS 6.1.1)",
                                         "Main forms that are not there (POS 6.1.1)"});
  }
  std::vector<std::string> missing() const {
    std::vector<std::string> lines;
    for (const FileCover::MissingForm& each : cover_.missing) {
      const Text none = {"aucun motif enregistré", "no reason recorded"};
      lines.push_back(say(text("{} {} : {}", "{} {}: {}", each.form->code, each.form->title,
                               each.reason.empty() ? none : each.reason)));
    }
    return lines;
  }

  std::string signature() const {
    return say({"Vérifié par (date, signature) : ", "Checked by (date, signature): "}) +
           std::string(kToWrite);
  }
  std::string rules() const { return say(head_.rules); }
  std::string paper_mark() const { return say({"papier", "paper"}); }
  bool ending() const { return cover_.ending; }

 private:
  const std::string& say(const Text& words) const { return words.in(language_); }

  std::string location() const {
    return cover_.location.empty() ? std::string(kToWrite)
                                   : cover_.location + " (" + to_string(*cover_.located) + ")";
  }

  std::string standing(const FileCover::Document& each) const {
    if (each.expected == 0) {
      return say({"sans objet", "not asked for"});
    }
    const auto there = static_cast<int>(each.dates.size());
    const std::string dates = listed(each.dates);
    return each.expected == there || each.expected == 1
               ? dates
               : say(text("{} sur {}", "{} of {}", there, each.expected)) +
                     (dates.empty() ? "" : " : " + dates);
  }

  const FileCoverHead& head_;
  const FileCover& cover_;
  Language language_;
};

std::string padded_to(const std::string& words, std::size_t width) {
  std::size_t columns = 0;
  for (const char c : words) {
    columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  }
  return words + std::string(columns < width ? width - columns : width == 0 ? 0 : 1, ' ');
}

/// Lists of dates and titles go on where they began.
std::string laid_out(const std::string& first, const std::string& words, std::size_t margin) {
  constexpr std::size_t kLine = 80;
  std::string out, line = padded_to(first, margin);
  std::size_t used = margin;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string word = words.substr(at, end - at);
    if (used > margin && used + 1 + word.size() > kLine) {
      out += line + "\n";
      line = std::string(margin, ' ');
      used = margin;
    }
    line += (used > margin ? " " : "") + word;
    used += word.size() + (used > margin ? 1 : 0);
    at = end + 1;
  }
  return out + line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
}

constexpr std::string_view kCoverStyle =
    "h1{font-size:14pt}h2{font-size:11pt;margin:8pt 0 2pt}"
    ".mark{width:1.2em;text-align:center}.code{width:2.5em}.dates{width:30%}.paper{width:4em}"
    ".band span{border:1px solid #666;padding:2pt 8pt;margin-right:4pt}"
    ".band .reached{background:#ccc;font-weight:bold}";

std::string cell(const char* kind, const std::string& words) {
  return "<td class=\"" + std::string(kind) + "\">" + escape_html(words) + "</td>";
}

}  // namespace

std::string write_text(const FileCoverHead& head, const FileCover& cover, Language language) {
  const CoverSheet sheet(head, cover, language);
  std::string out = sheet.title() + "\n" + sheet.office() + "\n\n";
  for (const auto& [label, words] : sheet.course()) {
    out += laid_out(label, words, 21);
  }
  out += "\n" + sheet.band() + "\n";
  for (const CoverPart& part : sheet.parts()) {
    out += "\n" + part.title + "\n";
    for (const CoverRow& row : part.rows) {
      const std::string mark = row.there ? "  [x] " : "  [ ] ";
      const std::string title = row.code.empty() ? row.title : padded_to(row.code, 5) + row.title;
      const std::string paper = row.on_paper ? "(" + sheet.paper_mark() + ")" : std::string();
      out += laid_out(mark + title, row.dates + (row.dates.empty() ? "" : " ") + paper, 57);
    }
  }
  if (sheet.ending()) {
    out += "\n" + sheet.missing_title() + "\n";
    for (const std::string& line : sheet.missing()) {
      out += laid_out("  -", line, 4);
    }
  }
  return out + "\n" + sheet.signature() + "\n\n" + laid_out("", sheet.rules(), 0);
}

std::string write_html(const FileCoverHead& head, const FileCover& cover, Language language) {
  const CoverSheet sheet(head, cover, language);
  std::string out = "<h1>" + escape_html(sheet.title()) + "</h1>\n<p>" +
                    escape_html(sheet.office()) + "</p>\n<table>\n";
  for (const auto& [label, words] : sheet.course()) {
    out += "<tr><th>" + escape_html(label) + "</th><td>" + escape_html(words) + "</td></tr>\n";
  }
  out += "</table>\n<p class=\"band\">";
  for (const FileCover::Stage& stage : cover.stages) {
    if (stage.code != "any") {
      out += std::string("<span") + (stage.reached ? " class=\"reached\">" : ">") +
             (stage.reached ? "☒ " : "☐ ") + escape_html(stage.code) + "</span>";
    }
  }
  out += "</p>\n";
  for (const CoverPart& part : sheet.parts()) {
    out += "<h2>" + escape_html(part.title) + "</h2>\n<table>\n";
    for (const CoverRow& row : part.rows) {
      out += "<tr>" + cell("mark", row.there ? "☒" : "☐") + cell("code", row.code) +
             cell("title", row.title) + cell("dates", row.dates) +
             cell("paper", row.on_paper ? sheet.paper_mark() : "") + "</tr>\n";
    }
    out += "</table>\n";
  }
  if (sheet.ending()) {
    out += "<h2>" + escape_html(sheet.missing_title()) + "</h2>\n<ul>\n";
    for (const std::string& line : sheet.missing()) {
      out += "<li>" + escape_html(line) + "</li>\n";
    }
    out += "</ul>\n";
  }
  out += "<p>" + escape_html(sheet.signature()) + "</p>\n<footer>" + escape_html(sheet.rules()) +
         "</footer>\n";
  return html_page(sheet.title(), kCoverStyle, out, language);
}

}  // namespace pos
