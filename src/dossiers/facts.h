// What one report says of one process, with the words that say it: what the files of processes are
// made of. Kept as JSON beside the store's records, so that a file is made without reading them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

namespace dragoman::dossiers {

// Where a claim stands. `speaker` is who says it, when it is not the report itself.
struct Source {
  int begin = 0, end = 0;  // code points
  std::string words, speaker;
};

// An actor in a fact. `side` is what it stands for in a conflict: "COL GOV", "COL REB"; a state
// "NOR GOV"; empty when unknown.
struct Party {
  std::string name, key, kind, country, side;
  friend bool operator==(const Party&, const Party&) = default;
};

struct RoleFact {
  Party who;
  std::string role;
  Source source;
};

struct ActFact {
  std::string act, factuality;
  std::string date, until, due, lasts;  // TIMEX3
  std::string place, country;           // of the place
  int number = 0;                       // of the round
  std::string round;
  std::vector<Party> by;
  std::vector<std::string> accusers, deniers;  // names
  std::string amount;
  Source source;
};

struct ItemFact {
  std::string item, status, date;
  int number = 0;
  Source source;
};

struct PledgeFact {
  std::string id, kind, by, to, what, due;
  Source source;
};

// An event of the report that matters to the process: an agreement of its parties, an attack.
struct EventFact {
  std::string type, date, place, factuality;
  std::vector<Party> actors, recipients;
  int dead = 0, injured = 0;
  bool lead = false;  // told by the headline or the first sentence
  Source source;
};

struct PositionFact {
  Party who;
  std::string stance, date;
  Source source;
};

struct PlaceFact {
  std::string as, name, country;  // as: format, venue, scope
  int geonames = 0;
  bool whole_country = false;
  Source source;
};

struct Facts {
  std::string name, kind;
  std::string conflict, conflict_name;  // ISO alpha-3 of the country that it is about; its name
  std::string day;                      // of publication
  std::string title, lead;              // headline, first sentence
  bool main = false;                    // headline or first sentence speak of it
  std::vector<Party> bodies;            // organisations beside the noun
  std::vector<std::string> people;      // countries beside it
  std::string date;                     // "February" of "February ceasefire", as TIMEX3
  std::string leaning;                  // unilateral, bilateral, or empty
  bool local = false, idle = false;     // of one place only; only wished for
  std::string context;                  // hash of the words around its only mention; else empty
  std::vector<PlaceFact> places;
  std::vector<RoleFact> roles;
  std::vector<ActFact> acts;
  std::vector<ItemFact> items;
  std::vector<PledgeFact> pledges;
  std::vector<EventFact> events;
  std::vector<PositionFact> positions;
};

// The conflict that a process is of: the country of its parties, people and scope before those that
// mediate and host; of the rest of the report when they say nothing. ISO alpha-3, or empty.
std::string conflict_of(const Record& record, const RecordProcess& process);

// The facts of each process of the record, in its order. Linear in the size of the record.
std::vector<Facts> facts_of(const Record& record);

std::string to_json(const Facts& facts);
// Fails with BadJson.
Result<Facts> facts_from_json(std::string_view json);

}  // namespace dragoman::dossiers
