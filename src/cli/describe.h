// A record's entries in words, for `read --format brief` and `show`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

#include "cli/terminal.h"
#include "record/span_text.h"

namespace dragoman::cli {

// Writes parts of one record for one screen; both must outlive it. All text is printable().
class Describer {
 public:
  Describer(const Record& record, const Screen& screen)
      : record_(record), screen_(screen), text_(record) {}

  // Title, or first words; ends with a newline.
  std::string title() const;
  // Outlet, agency, date, place, uri and short id; ends with a newline.
  std::string origin() const;
  // "Sergey Lavrov"; the words of the source when there is no actor.
  std::string actor(std::string_view id) const;
  // "Sergey Lavrov, foreign minister"; persons only.
  std::string actor_with_role(std::string_view id) const;
  std::string actors(const std::vector<std::string>& ids) const;
  // "Ana Reyes, foreign minister, said [promise]: “We will ...”", painted. A "that" before the
  // content is left out.
  std::string statement(const RecordStatement& statement) const;
  // "CONSULT visit: Colombia -> FARC, “meet”, 2016-04-01, Havana, planned (says Ana Reyes)",
  // painted. The date is left out when it is the report's, the speaker when it is the one who acts.
  std::string event(const RecordEvent& event) const;
  // "commitment of Colombia to FARC: meet the FARC in Havana, due 2016-04", painted.
  std::string pledge(const RecordPledge& pledge) const;
  // "Havana talks: next round 2016-04-04; Colombia and FARC party; Norway guarantor", painted.
  std::string process(const RecordProcess& process) const;

  std::string words(const CodePointSpans& spans) const { return printable(text_.words(spans)); }
  const record::SpanText& text() const { return text_; }

 private:
  const Record& record_;
  const Screen& screen_;
  record::SpanText text_;
};

// `label` in the left margin, then each entry; on a screen of `lines` lines an entry (0: as many as
// it takes).
std::string section(const Screen& screen,
                    std::string_view label,
                    const std::vector<std::string>& entries,
                    std::size_t lines);

}  // namespace dragoman::cli
