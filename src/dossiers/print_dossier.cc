#include "dossiers/print_dossier.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <vector>

#include <fmt/format.h>

#include "times/calendar.h"

namespace dragoman::dossiers {
namespace {

constexpr std::size_t kMostNotes = 4;  // footnotes of one line
constexpr std::size_t kMostNames = 6;  // other names of the process
constexpr std::size_t kMostPledges = 30, kMostClaims = 20;
constexpr std::size_t kLineWidth = 100;

struct Line {
  int level = 0;
  std::string text;
  std::vector<std::size_t> notes;
};
struct Section {
  std::string heading;
  std::vector<Line> lines;
};

std::string join(const std::vector<std::string>& list, const char* between = ", ") {
  return fmt::format("{}", fmt::join(list, between));
}

std::string day_in_words(const std::string& day) {
  static constexpr std::array<const char*, 12> kMonths = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto date = times::parse_date(day);
  if (!date) return day;
  return fmt::format("{} {} {}", date->day, kMonths[static_cast<std::size_t>(date->month - 1)],
                     date->year);
}

std::string quoted(const std::string& words) {
  return "\u201C" + words + "\u201D";
}

// ---- what the page says ----

class Writer {
 public:
  explicit Writer(const Dossier& dossier) : d_(dossier) {}

  std::vector<Section> write() {
    head();
    roles();
    rounds();
    agenda();
    outcomes();
    incidents();
    deliveries();
    pledges();
    timeline();
    related();
    claims();
    std::erase_if(sections_, [](const Section& s) { return s.lines.empty(); });
    return std::move(sections_);
  }
  const std::vector<Evidence>& notes() const { return notes_; }

 private:
  void section(const std::string& heading) { sections_.push_back({heading, {}}); }

  void line(int level, std::string text, const EvidenceList& evidence = {}) {
    Line out{level, std::move(text), {}};
    for (const Evidence& one : evidence) {
      if (out.notes.size() == kMostNotes) break;
      out.notes.push_back(note(one));
    }
    sections_.back().lines.push_back(std::move(out));
  }

  std::size_t note(const Evidence& evidence) {
    const auto [found, added] = numbers_.emplace(
        std::tuple(evidence.report, evidence.begin, evidence.end), notes_.size() + 1);
    if (added) notes_.push_back(evidence);
    return found->second;
  }

  void head() {
    section("");
    line(0, d_.state.text, d_.state.evidence);
    line(0, fmt::format("{}{}, in {} report{} of {} outlet{} from {} to {}.", d_.kind,
                        d_.country.empty() ? "" : " (" + d_.country + ")", d_.reports,
                        d_.reports == 1 ? "" : "s", d_.outlets, d_.outlets == 1 ? "" : "s",
                        day_in_words(d_.first_day), day_in_words(d_.last_day)));
    std::vector<std::string> names = d_.names;
    std::erase(names, d_.name);
    if (names.size() > kMostNames) names.resize(kMostNames);
    if (!names.empty()) line(0, "Also called " + join(names) + ".");
  }

  void roles() {
    section("Who takes part");
    for (const DossierRole& role : d_.roles)
      line(1, fmt::format("{}: {}, since {}", role.name, role.role, day_in_words(role.since)),
           role.evidence);
  }

  // "; 4 outlets, 2 independent origins": not of what one report tells.
  static std::string counted(const Counts& counts, const EvidenceList& evidence) {
    if (counts.origins == 0 || evidence.size() < 2) return "";
    return fmt::format(" ({} outlet{}, {} independent origin{})", counts.outlets,
                       counts.outlets == 1 ? "" : "s", counts.origins,
                       counts.origins == 1 ? "" : "s");
  }

  void rounds() {
    section("Rounds");
    for (const DossierRound& round : d_.rounds) {
      std::string when = day_in_words(round.begin);
      if (!round.end.empty()) when += (when.empty() ? "until " : " to ") + day_in_words(round.end);
      std::string text = fmt::format("{}: {}", round.name, when);
      if (!round.place.empty()) text += ", " + round.place;
      text += "; " + round.status;
      if (!round.differing.empty()) text += "; other reports give " + join(round.differing);
      line(1, text + counted(round.counts, round.evidence), round.evidence);
    }
  }

  void agenda() {
    section("Agenda");
    for (const DossierItem& item : d_.agenda) {
      const std::string number = item.number == 0 ? "" : fmt::format("point {}: ", item.number);
      line(1,
           fmt::format("{}{}; {}{}", number, item.item, item.status,
                       item.status == "listed" ? "" : " " + day_in_words(item.date)),
           evidence_of_item(item));
      for (const Position& position : item.positions)
        line(2, position.who + ": " + quoted(position.evidence.words), {position.evidence});
    }
  }

  // The words for its status before the others.
  static EvidenceList evidence_of_item(const DossierItem& item) {
    EvidenceList kept;
    for (const bool settled : {true, false}) {
      for (const AgendaStep& step : item.steps) {
        if ((step.status == item.status) == settled) kept.push_back(step.evidence);
      }
    }
    return kept;
  }

  void outcomes() {
    section("Outcomes");
    for (const Outcome& outcome : d_.outcomes) {
      std::string text = day_in_words(outcome.date) + ": " + outcome.act;
      if (!outcome.by.empty()) text += " by " + join(outcome.by);
      if (!outcome.place.empty()) text += " in " + outcome.place;
      line(1,
           text + ". " + quoted(outcome.evidence.front().words) +
               counted(outcome.counts, outcome.evidence),
           outcome.evidence);
    }
  }

  void incidents() {
    section("Incidents");
    for (const Incident& incident : d_.incidents) {
      std::string text = day_in_words(incident.date);
      if (!incident.place.empty()) text += ", " + incident.place;
      if (!incident.accused.empty()) text += "; accused: " + join(incident.accused);
      if (!incident.accusers.empty()) text += "; by: " + join(incident.accusers);
      if (!incident.denied.empty()) text += "; denied by: " + join(incident.denied);
      line(1, text + counted(incident.counts, incident.evidence), incident.evidence);
      for (const Toll& toll : incident.tolls)
        line(2,
             fmt::format("{} dead, {} injured, says {} of {}", toll.dead, toll.injured,
                         toll.evidence.outlet, toll.evidence.published),
             {toll.evidence});
    }
  }

  void deliveries() {
    section("Deliveries");
    for (const Delivery& delivery : d_.deliveries) {
      std::string text = day_in_words(delivery.date) + ": " + delivery.status;
      if (!delivery.by.empty()) text += " by " + join(delivery.by);
      if (!delivery.amount.empty()) text += ", " + delivery.amount;
      if (!delivery.place.empty()) text += ", " + delivery.place;
      line(1,
           text + ". " + quoted(delivery.evidence.front().words) +
               counted(delivery.counts, delivery.evidence),
           delivery.evidence);
    }
  }

  void pledges() {
    section("Pledges");
    std::size_t count = 0;
    for (const DossierPledge& pledge : d_.pledges) {
      if (pledge.kind != "commitment" || ++count > kMostPledges) continue;
      std::string text = (pledge.by.empty() ? "somebody" : pledge.by) + ": " + quoted(pledge.what);
      if (!pledge.due.empty()) text += ", due " + day_in_words(pledge.due);
      if (!pledge.status.empty()) text += "; " + pledge.status + (pledge.late ? ", late" : "");
      line(1, text, pledge.evidence);
      for (const Evidence& one : pledge.fate)
        line(2, fmt::format("{}: {}", day_in_words(one.published), quoted(one.words)), {one});
    }
  }

  void timeline() {
    section("Timeline");
    for (const TimelineEntry& entry : d_.timeline)
      line(1,
           fmt::format("{}: {}. {}", day_in_words(entry.date),
                       entry.act == "report" ? "reported" : entry.act,
                       quoted(entry.evidence.front().words)),
           entry.evidence);
  }

  void related() {
    section("Related files");
    for (const Related& other : d_.related)
      line(1, fmt::format("{} ({}, {}): {}", other.name, other.kind, other.id, other.state));
  }

  // Claims have no words here to be checked against: they are marked, and end the file.
  void claims() {
    section("Claims of other data sets, not of reports read here");
    std::size_t count = 0;
    for (const DossierClaim& claim : d_.claims) {
      if (++count > kMostClaims) break;
      std::string text = claim.first_day;
      if (claim.last_day != claim.first_day) text += " to " + claim.last_day;
      text += fmt::format(": {} ({})", claim.type, claim.coded);
      if (!claim.actor.empty()) text += " by " + claim.actor;
      if (!claim.recipient.empty()) text += ", to " + claim.recipient;
      if (!claim.place.empty()) text += ", in " + claim.place;
      if (claim.dead) text += fmt::format(", {} dead", *claim.dead);
      line(1, text + fmt::format("; {} {}", claim.dataset, claim.row));
    }
    if (d_.claims.size() > kMostClaims)
      line(1, fmt::format("and {} more (dragoman claims)", d_.claims.size() - kMostClaims));
  }

  const Dossier& d_;
  std::vector<Section> sections_;
  std::map<std::tuple<std::string, int, int>, std::size_t> numbers_;
  std::vector<Evidence> notes_;
};

std::string note_text(const Evidence& e) {
  std::string text = e.outlet.empty() ? "report" : e.outlet;
  text += fmt::format(", {} ({} {}:{})", e.published, e.report, e.begin, e.end);
  if (!e.words.empty()) text += ": " + quoted(e.words);
  if (!e.speaker.empty()) text += ", on the word of " + e.speaker;
  return text;
}

// ---- the three forms ----

std::string wrapped(const std::string& text, std::size_t indent) {
  std::string out;
  std::size_t column = indent, begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find(' ', begin);
    if (end == std::string::npos) end = text.size();
    const std::size_t length = end - begin;
    if (column > indent && column + length + 1 > kLineWidth) {
      out += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ', ++column;
    }
    out += text.substr(begin, length);
    column += length;
    begin = end + 1;
  }
  return out;
}

std::string as_text(const Dossier& d,
                    const std::vector<Section>& sections,
                    const std::vector<Evidence>& notes) {
  std::string out = d.name + "\n" + std::string(std::min(d.name.size(), kLineWidth), '=') + "\n";
  for (const Section& section : sections) {
    if (!section.heading.empty()) out += "\n" + section.heading + "\n";
    for (const Line& line : section.lines) {
      std::string text = line.text;
      for (const std::size_t n : line.notes) text += fmt::format(" [{}]", n);
      const std::size_t indent = static_cast<std::size_t>(line.level) * 2;
      out += std::string(indent == 0 ? 0 : indent - 2, ' ') + (indent == 0 ? "" : "- ") +
             wrapped(text, indent) + "\n";
    }
  }
  if (!notes.empty()) out += "\nEvidence\n";
  for (std::size_t i = 0; i < notes.size(); ++i)
    out += fmt::format("[{}] {}\n", i + 1, wrapped(note_text(notes[i]), 4));
  return out;
}

std::string escaped_markdown(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '<' || c == '\\' ||
        c == '#')
      out += '\\';
    out += c;
  }
  return out;
}

std::string as_markdown(const Dossier& d,
                        const std::vector<Section>& sections,
                        const std::vector<Evidence>& notes) {
  std::string out = "# " + escaped_markdown(d.name) + "\n\n";
  for (const Section& section : sections) {
    if (!section.heading.empty()) out += "\n## " + section.heading + "\n\n";
    for (const Line& line : section.lines) {
      const std::string indent(static_cast<std::size_t>(std::max(0, line.level - 1)) * 2, ' ');
      out += indent + (line.level == 0 ? "" : "- ") + escaped_markdown(line.text);
      for (const std::size_t n : line.notes) out += fmt::format("[^{}]", n);
      out += line.level == 0 ? "\n\n" : "\n";
    }
  }
  out += "\n";
  for (std::size_t i = 0; i < notes.size(); ++i)
    out += fmt::format("[^{}]: {}\n", i + 1, escaped_markdown(note_text(notes[i])));
  return out;
}

std::string escaped_html(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string as_html(const Dossier& d,
                    const std::vector<Section>& sections,
                    const std::vector<Evidence>& notes) {
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta "
      "charset=\"utf-8\"><title>{0}</title></head>\n<body>\n<h1>{0}</h1>\n",
      escaped_html(d.name));
  for (const Section& section : sections) {
    if (!section.heading.empty()) out += "<h2>" + escaped_html(section.heading) + "</h2>\n";
    for (const Line& line : section.lines) {
      out += fmt::format("<p class=\"level{}\">{}", line.level, escaped_html(line.text));
      for (const std::size_t n : line.notes)
        out += fmt::format("<sup><a href=\"#n{0}\">{0}</a></sup>", n);
      out += "</p>\n";
    }
  }
  out += "<h2>Evidence</h2>\n<ol>\n";
  for (std::size_t i = 0; i < notes.size(); ++i)
    out += fmt::format("<li id=\"n{}\">{}</li>\n", i + 1, escaped_html(note_text(notes[i])));
  return out + "</ol>\n</body>\n</html>\n";
}

}  // namespace

std::string print_dossier(const Dossier& dossier, PageFormat format) {
  Writer writer(dossier);
  const std::vector<Section> sections = writer.write();
  switch (format) {
    case PageFormat::Markdown:
      return as_markdown(dossier, sections, writer.notes());
    case PageFormat::Html:
      return as_html(dossier, sections, writer.notes());
    case PageFormat::Text:
      break;
  }
  return as_text(dossier, sections, writer.notes());
}

}  // namespace dragoman::dossiers
