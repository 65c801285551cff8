// The daily brief as text, Markdown, HTML and JSON. Notes count from 1.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "brief/daily_brief.h"

namespace dragoman::brief {
namespace {

using Json = nlohmann::ordered_json;

std::string title_of(const DailyBrief& brief) {
  std::string out = brief.from == brief.date
                        ? fmt::format("Daily brief of {}", brief.date)
                        : fmt::format("Brief of {} to {}", brief.from, brief.date);
  return brief.about.empty() ? out : out + ": " + brief.about;
}

std::string basis_of(const DailyBrief& brief) {
  return fmt::format("{} report{} of {} outlet{}.", brief.reports, brief.reports == 1 ? "" : "s",
                     brief.outlets, brief.outlets == 1 ? "" : "s");
}

// "Reported by 4 outlets, 2 independent origins."; nothing for what one outlet reports.
std::string counts_of(const BriefLine& line) {
  if (line.origins == 0 || (line.origins == 1 && line.outlets <= 1)) return {};
  return fmt::format(" Reported by {} outlet{}, {} independent origin{}.", line.outlets,
                     line.outlets == 1 ? "" : "s", line.origins, line.origins == 1 ? "" : "s");
}

std::string heading_of(const BriefSection& section) {
  return section.group.empty() ? section.heading : section.heading + ": " + section.group;
}

std::string source_of(const BriefNote& note) {
  std::string out = note.outlet.empty() ? "unnamed outlet" : note.outlet;
  if (!note.published.empty()) out += ", " + note.published;
  if (!note.title.empty()) out += ", " + note.title;
  return out;
}

std::string place_of(const BriefNote& note) {
  return note.report.substr(0, 8) + (note.entry.empty() ? "" : " " + note.entry);
}

// Line ends and marks of Markdown in what reports say.
std::string plain(std::string_view text, std::string_view marks) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < ' ') {
      out += ' ';
      continue;
    }
    if (marks.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
    }
  }
  return out;
}

// How one form of text writes what all have.
struct Form {
  std::string (*escape)(std::string_view);
  std::string (*mark)(std::size_t note);  // of a note, from 1
  const char *before_line, *after_line, *before_difference, *after_difference;
  const char *before_counts = "", *after_counts = "";
};

template <class Notes>
std::string marks_of(const Notes& notes, const Form& form) {
  std::string out;
  for (const std::size_t note : notes) out += form.mark(note + 1);
  return out;
}

std::string line_of(const BriefLine& line, const Form& form) {
  const std::string counts = counts_of(line);
  std::string out = form.before_line + form.escape(line.text) +
                    (counts.empty() ? "" : form.before_counts + form.escape(counts) + form.after_counts) +
                    marks_of(line.notes, form) + form.after_line;
  for (const BriefDifference& difference : line.differences) {
    std::string values;
    for (const BriefValue& value : difference.values)
      values += (values.empty() ? "" : "; ") + form.escape(value.value) + marks_of(value.notes, form);
    out += form.before_difference + form.escape("Reports differ, " + difference.of + ": ") + values +
           form.after_difference;
  }
  return out;
}

std::string escape_markdown(std::string_view text) {
  return plain(text, "\\`*_[]<>#|");
}
std::string escape_text(std::string_view text) {
  return plain(text, "");
}

constexpr Form kMarkdown = {escape_markdown,
                            [](std::size_t note) { return fmt::format("[^{}]", note); },
                            "- ", "\n", "  - ", "\n"};
constexpr Form kText = {escape_text, [](std::size_t note) { return fmt::format(" [{}]", note); },
                        "* ", "\n", "    ", "\n"};
constexpr Form kHtml = {escape_html,
                        [](std::size_t note) {
                          return fmt::format("<sup><a href=\"#note-{0}\">{0}</a></sup>", note);
                        },
                        "<li>", "</li>\n", "<li class=\"differs\">", "</li>\n",
                        "<span class=\"counts\">", "</span>"};

constexpr const char* kStyle =
    ":root{color-scheme:light dark;--ink:#1c2430;--soft:#5b6675;--line:#d9dee5;--paper:#fff;"
    "--mark:#0b5cad}"
    "@media(prefers-color-scheme:dark){:root{--ink:#e4e8ee;--soft:#9aa5b4;--line:#333c48;"
    "--paper:#14181e;--mark:#7db7f2}}"
    "body{font:17px/1.5 Georgia,'Times New Roman',serif;color:var(--ink);background:var(--paper);"
    "max-width:44rem;margin:2.5rem auto;padding:0 1.2rem}"
    "h1,h2,h3,.basis,.counts,.differs,#sources,sup{font-family:system-ui,sans-serif}"
    "h1{font-size:1.6rem;margin:0}.basis{color:var(--soft);margin:.2rem 0 0}"
    "h2{font-size:1.1rem;margin:2rem 0 .4rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}"
    "h3{font-size:.85rem;letter-spacing:.06em;text-transform:uppercase;color:var(--soft);"
    "margin:1.1rem 0 .2rem}"
    "ul{list-style:none;margin:0;padding:0}"
    "li{padding:.45rem 0;border-bottom:1px solid var(--line)}li:last-child{border:0}"
    ".counts{font-size:.8rem;color:var(--soft)}"
    ".differs{font-size:.85rem;color:var(--soft);margin-left:1.2rem;padding:.2rem 0}"
    "sup{font-size:.68rem;line-height:0;margin-left:.15em}a{color:var(--mark);text-decoration:none}"
    "#sources{font-size:.8rem;line-height:1.4;color:var(--soft);padding-left:2.2rem}"
    "#sources li{border:0;padding:.15rem 0}li:target{background:color-mix(in srgb,var(--mark) 15%,"
    "transparent)}@media print{body{margin:0;max-width:none;font-size:11pt}}";

Json json_of(const BriefLine& line) {
  Json out = {{"text", line.text}, {"notes", Json::array()}};
  for (const std::size_t note : line.notes) out["notes"].push_back(note + 1);
  if (line.origins > 0) out["outlets"] = line.outlets, out["origins"] = line.origins;
  for (const BriefDifference& difference : line.differences) {
    Json values = Json::array();
    for (const BriefValue& value : difference.values) {
      Json notes = Json::array();
      for (const std::size_t note : value.notes) notes.push_back(note + 1);
      values.push_back({{"value", value.value}, {"notes", notes}});
    }
    out["differences"].push_back({{"of", difference.of}, {"values", values}});
  }
  if (!line.id.empty()) out["id"] = line.id;
  return out;
}

}  // namespace

std::string to_text(const DailyBrief& brief) {
  std::string out = title_of(brief) + "\n" + basis_of(brief) + "\n";
  for (const BriefSection& section : brief.sections) {
    out += "\n" + heading_of(section) + "\n";
    for (const BriefLine& line : section.lines) out += line_of(line, kText);
  }
  if (!brief.notes.empty()) out += "\nSources\n";
  for (std::size_t i = 0; i < brief.notes.size(); ++i) {
    const BriefNote& note = brief.notes[i];
    out += fmt::format("[{}] {} ({}): {}\n", i + 1, escape_text(source_of(note)), place_of(note),
                       escape_text(note.words));
  }
  return out;
}

std::string to_markdown(const DailyBrief& brief) {
  std::string out = "# " + escape_markdown(title_of(brief)) + "\n\n" + basis_of(brief) + "\n";
  for (const BriefSection& section : brief.sections) {
    out += "\n## " + escape_markdown(heading_of(section)) + "\n\n";
    for (const BriefLine& line : section.lines) out += line_of(line, kMarkdown);
  }
  out += brief.notes.empty() ? "" : "\n";
  for (std::size_t i = 0; i < brief.notes.size(); ++i) {
    const BriefNote& note = brief.notes[i];
    out += fmt::format("[^{}]: {} ({}): {}\n", i + 1, escape_markdown(source_of(note)), place_of(note),
                       escape_markdown(note.words));
  }
  return out;
}

std::string to_html(const DailyBrief& brief) {
  const std::string title = escape_html(title_of(brief));
  std::string out =
      "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\"><title>" +
      title + "</title>\n<style>" + kStyle + "</style></head>\n<body>\n<h1>" + title +
      "</h1>\n<p class=\"basis\">" + basis_of(brief) + "</p>\n";
  std::string heading;
  for (const BriefSection& section : brief.sections) {
    if (section.heading != heading) out += "<h2>" + escape_html(section.heading) + "</h2>\n";
    heading = section.heading;
    if (!section.group.empty()) out += "<h3>" + escape_html(section.group) + "</h3>\n";
    out += "<ul>\n";
    for (const BriefLine& line : section.lines) out += line_of(line, kHtml);
    out += "</ul>\n";
  }
  if (!brief.notes.empty()) {
    out += "<h2>Sources</h2>\n<ol id=\"sources\">\n";
    for (std::size_t i = 0; i < brief.notes.size(); ++i) {
      const BriefNote& note = brief.notes[i];
      out += fmt::format("<li id=\"note-{}\">{} ({}): {}</li>\n", i + 1, escape_html(source_of(note)),
                         place_of(note), escape_html(note.words));
    }
    out += "</ol>\n";
  }
  return out + "</body>\n</html>\n";
}

std::string to_json(const DailyBrief& brief) {
  Json sections = Json::array(), notes = Json::array();
  for (const BriefSection& section : brief.sections) {
    Json lines = Json::array();
    for (const BriefLine& line : section.lines) lines.push_back(json_of(line));
    Json one = {{"heading", section.heading}};
    if (!section.group.empty()) one["group"] = section.group;
    one["lines"] = std::move(lines);
    sections.push_back(std::move(one));
  }
  for (std::size_t i = 0; i < brief.notes.size(); ++i) {
    const BriefNote& note = brief.notes[i];
    Json one = {{"note", i + 1}, {"report", note.report}};
    const std::pair<const char*, const std::string*> fields[] = {
        {"entry", &note.entry}, {"outlet", &note.outlet}, {"published", &note.published},
        {"title", &note.title}, {"words", &note.words}};
    for (const auto& [key, value] : fields) {
      if (!value->empty()) one[key] = *value;
    }
    one["spans"] = Json::array();
    for (const CodePointSpan& span : note.spans) one["spans"].push_back({span.begin, span.end});
    notes.push_back(std::move(one));
  }
  Json out = {{"date", brief.date}, {"from", brief.from}};
  if (!brief.about.empty()) out["about"] = brief.about;
  out["reports"] = brief.reports, out["outlets"] = brief.outlets;
  out["sections"] = std::move(sections), out["notes"] = std::move(notes);
  return out.dump() + "\n";
}

}  // namespace dragoman::brief
