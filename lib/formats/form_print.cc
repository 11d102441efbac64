#include "formats/form_print.h"

#include <algorithm>

#include "formats/form_paper.h"
#include "formats/html.h"

namespace pos {
namespace {

constexpr std::size_t kPaperColumns = 80;

std::size_t signs_across(std::string_view words) {
  return static_cast<std::size_t>(
      std::count_if(words.begin(), words.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// The sheet in plain text.
class PlainPaper {
 public:
  explicit PlainPaper(Language language) : language_(language) {}

  std::string write(const FormPaper& paper, const std::vector<PaperField>& fields) {
    laid(paper_title(paper, language_), 0);
    out_ += "\n";
    for (const auto& [label, words] : paper_head(paper, language_)) {
      line_for(label, words, 0);
    }
    for (const std::string& advice : paper_advice(paper, language_)) {
      laid(advice, 0);
    }
    for (const PaperField& field : fields) {
      out_ += "\n";
      write_field(field);
    }
    out_ += "\n";
    for (const std::string& label : paper_signatures(language_)) {
      line_for(label, "", 0);
    }
    out_ += "\n";
    laid(paper.rules.in(language_), 0);
    return std::move(out_);
  }

 private:
  void write_field(const PaperField& field) {
    switch (field.kind) {
      case PaperField::Kind::Line:
        line_for(field.label, field.answer, 0);
        return write_note(field);
      case PaperField::Kind::Lines:
        laid(field.label, 0);
        write_note(field);
        return field.answer.empty() ? dotted_lines() : laid(field.answer, 2);
      case PaperField::Kind::Boxes:
        laid(field.label, 0);
        write_note(field);
        for (const auto& [ticked, words] : field.boxes) {
          const std::string mark = ticked ? "x" : " ";
          laid((field.one ? "(" + mark + ") " : "[" + mark + "] ") + words, 2, 4);
        }
        return;
      case PaperField::Kind::Table:
        laid(field.label, 0);
        write_note(field);
        write_table(field);
    }
  }

  void write_note(const PaperField& field) {
    if (!field.note.empty()) {
      laid(field.note, 4);
    }
  }

  void write_table(const PaperField& field) {
    for (const std::string& legend : field.legends) {
      laid(legend, 4);
    }
    for (std::size_t i = 0; i < field.rows.size(); ++i) {
      out_ += "  " + std::to_string(i + 1) + ".\n";
      for (std::size_t column = 0; column < field.columns.size(); ++column) {
        line_for(field.columns[column], field.rows[i][column], 4);
      }
    }
  }

  /// Words laid into lines as wide as the page; those after the first begin at `further`.
  void laid(const std::string& words, std::size_t margin, std::size_t further = 0) {
    std::string row;
    std::size_t begin = margin;
    for (std::size_t at = 0; at < words.size();) {
      const std::size_t end = std::min(words.find_first_of(" \n", at), words.size());
      const std::string part = words.substr(at, end - at);
      if (!row.empty() && begin + signs_across(row) + 1 + signs_across(part) > kPaperColumns) {
        out_ += std::string(begin, ' ') + row + "\n";
        row.clear();
        begin = margin + further;
      }
      row += (row.empty() ? "" : " ") + part;
      if (end < words.size() && words[end] == '\n') {
        out_ += std::string(begin, ' ') + row + "\n";
        row.clear();
      }
      at = end + 1;
    }
    out_ += row.empty() ? "" : std::string(begin, ' ') + row + "\n";
  }

  /// `label : words`, or dots to the end of the line.
  void line_for(const std::string& label, const std::string& words, std::size_t margin) {
    const std::string head = label + (language_ == Language::French ? " : " : ": ");
    if (!words.empty()) {
      return laid(head + words, margin, 2);
    }
    constexpr std::size_t kLeast = 20;
    const std::size_t used = margin + signs_across(head);
    if (used + kLeast > kPaperColumns) {
      laid(head, margin, 2);
      out_ += std::string(margin, ' ') + std::string(kPaperColumns - margin, '.') + "\n";
    } else {
      out_ += std::string(margin, ' ') + head + std::string(kPaperColumns - used, '.') + "\n";
    }
  }

  void dotted_lines() {
    constexpr int kLines = 3;
    for (int i = 0; i < kLines; ++i) {
      out_ += std::string(kPaperColumns, '.') + "\n";
    }
  }

  Language language_;
  std::string out_;
};

constexpr std::string_view kPaperStyle =
    "h1{font-size:14pt;margin:0 0 6pt}"
    ".field{margin:7pt 0;break-inside:avoid}.label{font-weight:bold}"
    ".note,.legend{font-size:8pt;color:#333;margin:1pt 0}"
    ".line{display:flex}.line .fill{flex:1;border-bottom:1px solid #555;margin-left:4pt}"
    ".writing{border-bottom:1px solid #555;height:16pt}"
    ".answer{white-space:pre-wrap}"
    ".boxes{columns:2;margin:2pt 0}.boxes div{break-inside:avoid}"
    "th,td{font-size:8pt}td{height:16pt}";

std::string block(const char* kind, const std::string& words) {
  return "<div class=\"" + std::string(kind) + "\">" + escape_html(words) + "</div>\n";
}

std::string html_line(const std::string& label, const std::string& words) {
  return "<div class=\"line\"><span class=\"label\">" + escape_html(label) +
         "</span><span class=\"fill\">" + escape_html(words) + "</span></div>\n";
}

std::string html_table(const PaperField& field) {
  std::string out = "<table>\n<thead><tr>";
  for (const std::string& column : field.columns) {
    out += "<th>" + escape_html(column) + "</th>";
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<std::string>& row : field.rows) {
    out += "<tr>";
    for (const std::string& words : row) {
      out += "<td>" + escape_html(words) + "</td>";
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n";
  for (const std::string& legend : field.legends) {
    out += block("legend", legend);
  }
  return out;
}

std::string html_boxes(const PaperField& field) {
  std::string out = "<div class=\"boxes\">\n";
  for (const auto& [ticked, words] : field.boxes) {
    const char* mark = field.one ? (ticked ? "◉ " : "○ ") : (ticked ? "☒ " : "☐ ");
    out += "<div>" + std::string(mark) + escape_html(words) + "</div>\n";
  }
  return out + "</div>\n";
}

std::string html_field(const PaperField& field) {
  const std::string note = field.note.empty() ? std::string() : block("note", field.note);
  std::string out = "<div class=\"field\">\n";
  switch (field.kind) {
    case PaperField::Kind::Line:
      out += html_line(field.label, field.answer) + note;
      break;
    case PaperField::Kind::Lines:
      out += block("label", field.label) + note;
      out += field.answer.empty()
                 ? block("writing", "") + block("writing", "") + block("writing", "")
                 : block("answer", field.answer);
      break;
    case PaperField::Kind::Boxes:
      out += block("label", field.label) + note + html_boxes(field);
      break;
    case PaperField::Kind::Table:
      out += block("label", field.label) + note + html_table(field);
  }
  return out + "</div>\n";
}

}  // namespace

std::string write_text(const FormPaper& paper, const CodeLists& lists, Language language) {
  return PlainPaper(language).write(paper, paper_fields(paper, lists, language));
}

std::string write_html(const FormPaper& paper, const CodeLists& lists, Language language) {
  const std::string title = paper_title(paper, language);
  std::string out = "<h1>" + escape_html(title) + "</h1>\n";
  for (const auto& [label, words] : paper_head(paper, language)) {
    out += html_line(label, words);
  }
  for (const std::string& advice : paper_advice(paper, language)) {
    out += block("note", advice);
  }
  for (const PaperField& field : paper_fields(paper, lists, language)) {
    out += html_field(field);
  }
  for (const std::string& label : paper_signatures(language)) {
    out += "<div class=\"field\">\n" + html_line(label, "") + "</div>\n";
  }
  out += "<footer>" + escape_html(paper.rules.in(language)) + "</footer>\n";
  return html_page(title, kPaperStyle, out, language);
}

}  // namespace pos
