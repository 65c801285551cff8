#include "cli/describe.h"

#include <algorithm>

#include "cli/views.h"

namespace dragoman::cli {
namespace {

constexpr std::size_t kMargin = 8;  // columns of the labels on the left
constexpr std::string_view kDot = " \u00B7 ";

void append(std::string& out, std::string_view separator, const std::string& part) {
  if (part.empty()) return;
  if (!out.empty()) out += separator;
  out += part;
}

// The first words of a report without a title.
std::string first_words(const Record& record) {
  const std::size_t begin = record.dateline ? record.dateline->span.end : 0;
  const record::SpanText text(record);
  const auto start = static_cast<std::uint32_t>(begin);
  return shorten(printable(core::trim(text.view({start, start + 80}))), 72);
}

}  // namespace

std::string Describer::title() const {
  const std::string title = record_.title.empty() ? first_words(record_) : printable(record_.title);
  return screen_.paint(Paint::Bold, wrap(title, screen_.width, 0, 0)) + "\n";
}

std::string Describer::origin() const {
  std::string line;
  append(line, kDot, printable(record_.outlet));
  if (record_.agency != record_.outlet) append(line, kDot, printable(record_.agency));
  append(line, kDot, printable(record_.published).substr(0, 10));
  if (record_.dateline) append(line, kDot, printable(record_.dateline->place));
  append(line, kDot, printable(record_.uri));
  append(line, kDot, record_.id.substr(0, 8));
  return screen_.paint(Paint::Dim, line) + "\n";
}

std::string Describer::actor(std::string_view id) const {
  const RecordActor* actor = record::find_actor(record_, id);
  return actor == nullptr ? std::string(id) : printable(actor->name);
}

std::string Describer::actor_with_role(std::string_view id) const {
  std::string out = actor(id);
  const RecordActor* found = record::find_actor(record_, id);
  if (found == nullptr || found->kind != ActorKind::Person || found->role.empty()) return out;
  // "the foreign minister, foreign minister" says nothing more.
  if (core::ascii_lower(out).find(core::ascii_lower(found->role)) != std::string::npos) return out;
  return out + ", " + printable(found->role);
}

std::string Describer::actors(const std::vector<std::string>& ids) const {
  std::string out;
  for (const std::string& id : ids) append(out, ", ", actor(id));
  return out;
}

std::string Describer::statement(const RecordStatement& statement) const {
  std::string who =
      !statement.speaker.empty() ? actor_with_role(statement.speaker) : words(statement.source);
  if (who.empty()) who = "unnamed source";
  const bool role = who.find(", ") != std::string::npos;  // "Ana Reyes, foreign minister, said"
  const std::string cue = words(statement.cue);
  // "According to Ana Reyes": such a cue stands before its source.
  const bool before = core::ascii_lower(cue).starts_with("according to");
  std::string out = screen_.paint(Paint::Heading, who);
  if (before) {
    out = cue + " " + out;
  } else {
    append(out, role ? ", " : " ", cue);
  }
  if (!statement.addressee.empty()) out += " (to " + actor(statement.addressee) + ")";
  if (statement.stance != Stance::Neutral || !statement.polarity.empty()) {
    std::string stance =
        statement.stance == Stance::Neutral ? "" : std::string(to_string(statement.stance));
    append(stance, ", ", statement.polarity);
    out += " " + screen_.paint(Paint::Warning, "[" + stance + "]");
  }
  std::string content = words(statement.content);
  if (content.ends_with(',')) content.pop_back();  // "We are ready," she said
  if (statement.kind == StatementKind::Direct) content = in_marks(content);
  if (content.starts_with("that ")) content.erase(0, 5);
  return out + ": " + content;
}

std::string Describer::event(const RecordEvent& event) const {
  std::string out = screen_.paint(paint_of_quad(event.quad), to_string(event.type));
  append(out, " ", event.mode);
  std::string who = actors(event.actors);
  if (!event.recipients.empty())
    who += (who.empty() ? "\u2192 " : " \u2192 ") + actors(event.recipients);
  append(out, ": ", who);
  append(out, ", ", "\u201C" + words(event.trigger) + "\u201D");
  if (event.date != std::string_view(record_.published).substr(0, 10))
    append(out, ", ", event.date);
  if (const RecordPlace* place = record::find_place(record_, event.place)) {
    append(out, ", ", screen_.paint(Paint::Place, printable(place->name)));
  }
  if (event.factuality != Factuality::Occurred) {
    append(out, ", ", screen_.paint(Paint::Warning, to_string(event.factuality)));
  }
  const RecordStatement* said = record::find_statement(record_, event.said_by);
  const bool known = said != nullptr && !said->speaker.empty();
  // Who speaks of their own acts needs no second naming.
  const bool own = known && event.actors == std::vector<std::string>{said->speaker};
  return known && !own ? out + " (says " + actor(said->speaker) + ")" : out;
}

std::string Describer::pledge(const RecordPledge& pledge) const {
  std::string out = screen_.paint(Paint::Warning, to_string(pledge.kind));
  if (!pledge.by.empty()) out += " of " + actor(pledge.by);
  if (!pledge.to.empty()) out += " to " + actor(pledge.to);
  append(out, ": ", words(pledge.what));
  if (!pledge.due.empty()) out += ", due " + screen_.paint(Paint::Bold, pledge.due);
  return out;
}

std::string Describer::process(const RecordProcess& process) const {
  std::string facts;
  if (!process.round.empty()) facts = process.round + " round";
  append(facts, " ", process.when);
  std::vector<std::string> roles;  // in order of first mention
  for (const auto& [id, role] : process.role) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
  }
  for (const std::string& role : roles) {
    std::string names;
    for (const auto& [id, own] : process.role) {
      if (own == role) append(names, ", ", actor(id));
    }
    append(facts, "; ", role + " " + names);
  }
  if (!process.agenda.empty()) {
    std::string agenda;
    for (const CodePointSpan& item : process.agenda) append(agenda, ", ", words({item}));
    append(facts, "; ", "agenda: " + agenda);
  }
  std::string out = screen_.paint(Paint::Bold, printable(process.name));
  out += " (" + std::string(to_string(process.kind)) + ")";
  append(out, ": ", facts);
  return out;
}

std::string section(const Screen& screen,
                    std::string_view label,
                    const std::vector<std::string>& entries,
                    std::size_t lines) {
  std::string out;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    out += screen.paint(Paint::Dim, pad(i == 0 ? "  " + std::string(label) : "", kMargin));
    std::string entry = entries[i];
    if (lines != 0) entry = shorten(entry, (screen.width - kMargin) * lines - lines * 6);
    out += wrap(entry, screen.width, kMargin + 2, kMargin) + "\n";
  }
  return out;
}

}  // namespace dragoman::cli
