// Small made-up reports for the tests of this room: each event is a sentence of the text, with its
// parts.
#pragma once

#include <string>
#include <vector>

#include "dragoman/record.h"

namespace dragoman::stories {

struct ExampleEvent {
  std::string words;  // the sentence; all of it is evidence, its first word the trigger
  EventType type = EventType::Assault;
  std::string mode{}, date{}, place{};  // place: a name of example_place()
  std::vector<std::string> actors{}, recipients{};  // names of example_actor()
  Factuality factuality = Factuality::Occurred;
  std::uint32_t dead = 0;
  std::string bound{};    // of the dead
  std::string speaker{};  // on whose word; a name of example_actor()
};

// Named actors of an imaginary war in Aldania (ALD), and anyone else as a description.
inline RecordActor example_actor(const std::string& name) {
  RecordActor a;
  a.name = name;
  a.kind = ActorKind::Group;
  a.country = "ALD";
  if (name == "Aldania" || name == "Borduria") {
    a.kind = ActorKind::Country;
    a.country = name == "Aldania" ? "ALD" : "BOR";
    a.kb = "country/" + name;
  } else if (name == "Aldanian army") {
    a.kind = ActorKind::Organisation;
    a.sector = "MIL";
    a.kb = "military/aldanian-army";
  } else if (name == "Northern Front") {
    a.sector = "REB";
    a.kb = "group/northern-front";
  } else if (name == "Ana Reyes" || name == "Ivo Sand") {
    a.kind = ActorKind::Person;
    a.sector = "GOV";
    a.country = name == "Ana Reyes" ? "ALD" : "BOR";
  } else if (name.find("troops") != std::string::npos) {
    a.sector = "MIL";
  } else if (name.find("rebels") != std::string::npos) {
    a.sector = "REB";
  } else {
    a.sector = "CVL";
  }
  a.code = a.country + a.sector;
  return a;
}

inline RecordPlace example_place(const std::string& name) {
  RecordPlace p;
  p.name = name;
  p.country = "ALD";
  if (name == "Aldania") {
    p.precision = 3;
    p.geonames = 1;
  } else if (name == "Norda") {  // the region of the towns
    p.precision = 2;
    p.admin1 = "Norda";
    p.geonames = 2;
  } else {
    p.precision = 1;
    p.admin1 = "Norda";
    p.geonames = 100 + static_cast<std::uint32_t>(name.front());
    p.lat = 30 + name.front() % 26;  // a degree apart
    p.lon = 40;
  }
  return p;
}

inline Record example_report(const std::string& id,
                             const std::string& published,
                             const std::vector<ExampleEvent>& events,
                             const std::string& outlet = "Meridian Wire") {
  Record r;
  r.id = id;
  r.uri = "file:" + id;
  r.outlet = outlet;
  r.published = published;
  r.language = "en";
  r.versions = {"0.1.0", "model-1", "lexicon-1", "knowledge-1"};
  const auto actor = [&r](const std::string& name) {
    for (const RecordActor& known : r.actors) {
      if (known.name == name) return known.id;
    }
    RecordActor a = example_actor(name);
    a.id = "a" + std::to_string(r.actors.size() + 1);
    const bool named = !a.kb.empty() || a.kind == ActorKind::Person;
    r.mentions.push_back({{0, 1},
                          NameType::Misc,
                          named ? MentionKind::Name : MentionKind::Nominal,
                          a.id,
                          "example"});
    r.actors.push_back(a);
    return a.id;
  };
  for (const ExampleEvent& e : events) {
    const auto begin = static_cast<std::uint32_t>(r.text.size());
    r.text += e.words + ".\n";
    const auto end = static_cast<std::uint32_t>(r.text.size()) - 2;
    RecordEvent event;
    event.id = "e" + std::to_string(r.events.size() + 1);
    event.type = e.type;
    event.mode = e.mode;
    event.date = e.date;
    event.factuality = e.factuality;
    event.evidence = {{begin, end}};
    event.trigger = {{begin, begin + static_cast<std::uint32_t>(e.words.find(' '))}};
    for (const std::string& name : e.actors) event.actors.push_back(actor(name));
    for (const std::string& name : e.recipients) event.recipients.push_back(actor(name));
    if (e.dead > 0) event.dead = RecordCount{e.dead, e.bound, {begin, end}};
    if (!e.place.empty()) {
      RecordPlace place = example_place(e.place);
      place.id = "p" + std::to_string(r.places.size() + 1);
      place.span = {begin, end};
      event.place = place.id;
      r.places.push_back(place);
    }
    if (!e.speaker.empty()) {
      RecordStatement said;
      said.id = "s" + std::to_string(r.statements.size() + 1);
      said.content = {{begin, end}};
      said.speaker = actor(e.speaker);
      event.said_by = said.id;
      r.statements.push_back(said);
    }
    event.rule = "example";
    r.events.push_back(event);
  }
  if (!events.empty()) r.title = events.front().words;
  return r;
}

}  // namespace dragoman::stories
