// What was said: one line for what one speaker said, however many tell it.
#include <algorithm>
#include <cmath>
#include <map>

#include "brief/brief_desk.h"
#include "stories/origins.h"

namespace dragoman::brief {
namespace {

class WhatWasSaid {
 public:
  explicit WhatWasSaid(BriefDesk& desk) : desk_(desk) {}

  Result<void> run() {
    std::vector<Said> all;
    desk_.queries.rows(
        "SELECT s.report, s.id, a.kb, a.name, s.content, a.role FROM statements s JOIN reports r "
        "ON r.id = s.report JOIN actors a ON a.report = s.report AND a.id = s.speaker WHERE "
        "a.sector NOT IN ('MED', 'JRN') AND a.name <> r.outlet AND r.published >= ? AND r.published < ? AND s.content <> '' ORDER BY r.published, s.report, "
        "s.position",
        [&](const store::Query& row) {
          Said said{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), {}, 0};
          if (said.speaker.empty()) said.speaker = said.name;
          if (!desk_.is_meant(said.name + "\n" + said.content)) return;
          said.stems = stories::stems_of(said.content);
          said.weight = (row.text(2).empty() ? 0 : 2) + (row.text(5).empty() ? 0 : 1) +
                        std::min<double>(static_cast<double>(said.stems.size()), 12) / 6;
          if (said.stems.size() >= 4) all.push_back(std::move(said));
        },
        desk_.out.from, plus_days(desk_.out.date, 1));
    // One line for what one speaker said, however many tell it.
    std::vector<std::vector<const Said*>> told;
    std::map<std::string, std::vector<std::size_t>> by_speaker;
    for (const Said& said : all) {
      auto& mine = by_speaker[said.speaker];
      const auto same = std::find_if(mine.begin(), mine.end(), [&](std::size_t i) {
        return stories::share_of(told[i].front()->stems, said.stems) >= kAlike;
      });
      if (same == mine.end()) {
        mine.push_back(told.size());
        told.push_back({&said});
      } else {
        told[*same].push_back(&said);
      }
    }
    BriefSection section{"What was said", "", {}};
    for (const auto& group : told) {
      auto line = line_of(group);
      if (!line) return line.error();
      section.lines.push_back(std::move(*line));
    }
    cut(section.lines, kRead * desk_.filter.statements);
    if (auto done = tell_in_sentences(section.lines); !done) return done;
    cut(section.lines, desk_.filter.statements);
    desk_.add(std::move(section));
    return {};
  }

 private:
  struct Said {
    std::string report, id, speaker, name, content;
    stories::Stems stems;
    double weight = 0;
  };

  // Each with its whole sentence, and none that the brief has told already.
  Result<void> tell_in_sentences(std::vector<BriefLine>& lines) {
    std::vector<BriefLine> out;
    for (BriefLine& line : lines) {
      const BriefNote& first = desk_.out.notes[line.notes.front()];
      auto sentence = desk_.sentences.of(first.report, first.entry);
      if (!sentence) return sentence.error();
      stories::Stems stems = stories::stems_of(sentence->words);
      if (desk_.is_told(stems)) continue;
      line.text = closed(line.text + quoted(sentence->words));
      desk_.told.push_back(std::move(stems));
      out.push_back(std::move(line));
    }
    lines = std::move(out);
    return {};
  }

  Result<BriefLine> line_of(const std::vector<const Said*>& group) {
    BriefLine line;
    std::vector<stories::EntryKey> entries;
    for (const Said* said : group) {
      entries.push_back({said->report, said->id});
      if (line.notes.size() < kMostNotes) line.notes.push_back(desk_.note(said->report, said->id, said->content));
    }
    auto origins = stories::origins_of_entries(desk_.store, entries);
    if (!origins) return origins.error();
    line.outlets = origins->outlets;
    line.origins = origins->origins;
    const Said& first = *group.front();
    line.text = first.name + ": ";
    line.importance = first.weight + 2 * std::log2(1.0 + line.origins);
    return line;
  }

  BriefDesk& desk_;
};

}  // namespace

Result<void> add_statements(BriefDesk& desk) {
  return WhatWasSaid(desk).run();
}

}  // namespace dragoman::brief
