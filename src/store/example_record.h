// A small record for the tests of this room: Ana Reyes, a minister of Colombia, promises talks with
// the FARC.
#pragma once

#include <string>

#include "dragoman/record.h"

namespace dragoman::store {

inline Record example_record(const std::string& id,
                             const std::string& uri,
                             const std::string& published) {
  Record r;
  r.id = id;
  r.uri = uri;
  r.outlet = "Meridian Wire";
  r.title = "Colombia to meet rebels";
  r.published = published;
  r.language = "en";
  //        0         1         2         3         4
  //        01234567890123456789012345678901234567890123456789
  r.text =
      "Iv\u00E1n M\u00E1rquez was away. \u201CWe will meet the FARC in Havana,\u201D Ana Reyes "
      "said.";
  r.actors.push_back({"a1",
                      "Iv\u00E1n M\u00E1rquez",
                      ActorKind::Person,
                      "COLREB",
                      "COL",
                      "REB",
                      "",
                      "",
                      "name",
                      {}});
  r.actors.push_back({"a2",
                      "Revolutionary Armed Forces",
                      ActorKind::Group,
                      "COLREB",
                      "COL",
                      "REB",
                      "",
                      "farc",
                      "kb",
                      {}});
  r.actors.push_back({"a3",
                      "Ana Reyes",
                      ActorKind::Person,
                      "COLGOV",
                      "COL",
                      "GOV",
                      "foreign minister",
                      "",
                      "role",
                      {}});
  r.actors.push_back(
      {"a4", "Colombia", ActorKind::Country, "COL", "COL", "", "", "Q739", "kb", {}});
  r.mentions.push_back({{0, 12}, NameType::Person, MentionKind::Name, "a1", "name"});
  r.mentions.push_back({{24, 26}, NameType::Misc, MentionKind::Pronoun, "a4", "pronoun"});
  r.mentions.push_back({{41, 45}, NameType::Organisation, MentionKind::Name, "a2", "alias"});
  r.mentions.push_back({{57, 66}, NameType::Person, MentionKind::Name, "a3", "name"});
  r.places.push_back(
      {"p1", {{49}, {55}}, "Havana", "CUB", "", 23.13, -82.38, 3553478, 1, "gazetteer"});
  RecordStatement said;
  said.id = "s1";
  said.kind = StatementKind::Direct;
  said.source = {{58, 67}};
  said.cue = {{68, 72}};
  said.content = {{24, 55}};
  said.speaker = "a3";
  said.stance = Stance::Promise;
  said.confidence = 0.75;
  said.rule = "say";
  r.statements.push_back(said);
  RecordEvent meet;
  meet.id = "e1";
  meet.type = EventType::Consult;
  meet.mode = "visit";
  meet.contexts = {"diplomatic", "rebellion"};
  meet.actors = {"a4"};
  meet.recipients = {"a2"};
  meet.trigger = {{32, 36}};
  meet.evidence = {{24, 55}};
  meet.date = "2016-04";
  meet.place = "p1";
  meet.factuality = Factuality::Planned;
  meet.said_by = "s1";
  meet.cameo = "042";
  meet.quad = "verbal cooperation";
  meet.score = 2.5;
  meet.rule = "meet";
  r.events.push_back(meet);
  r.pledges.push_back({"c1",
                       PledgeKind::Commitment,
                       "a4",
                       "a2",
                       {{32, 55}},
                       "CONSULT",
                       "2016-04",
                       "s1",
                       0.5,
                       "will",
                       {}});
  r.processes.push_back({"Havana talks",
                         ProcessKind::Talks,
                         {49, 55},
                         {{49, 55}},
                         {{"a4", "party"}, {"a2", "party"}},
                         "next",
                         "2016-04",
                         {},
                         "talks"});
  r.versions = {"0.1.0", "model-1", "lexicon-1", "knowledge-1"};
  return r;
}

}  // namespace dragoman::store
