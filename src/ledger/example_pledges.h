// Pledges for the made-up reports of stories/example_reports.h.
#pragma once

#include <string>

#include "dragoman/record.h"

#include "stories/example_reports.h"

namespace dragoman::ledger {

// Adds a commitment of a named actor, its words a sentence of the text.
inline Record with_pledge(Record record,
                          const std::string& by,
                          const std::string& what,
                          const std::string& due = "") {
  RecordActor actor = stories::example_actor(by);
  actor.id = "a" + std::to_string(record.actors.size() + 1);
  RecordPledge pledge;
  pledge.id = "c" + std::to_string(record.pledges.size() + 1);
  pledge.by = actor.id;
  const auto begin = static_cast<std::uint32_t>(record.text.size());
  record.text += what + ".\n";
  pledge.what = {{begin, begin + static_cast<std::uint32_t>(what.size())}};
  pledge.due = due;
  pledge.rule = "example";
  record.mentions.push_back({{begin, begin + 1}, NameType::Misc, MentionKind::Name, actor.id, "example"});
  record.actors.push_back(std::move(actor));
  record.pledges.push_back(std::move(pledge));
  return record;
}

}  // namespace dragoman::ledger
