// The file of a process over all reports, as plain structs. Every item carries its evidence: who
// reported it, in which words, when. Claims that differ stand side by side, each with its reports.
//
// A Dossier is a pure function of the facts of its reports; see make_dossier.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dossiers/facts.h"

namespace dragoman::dossiers {

// One report's word for an item.
struct Evidence {
  std::string report, outlet, published;  // record id; published: ISO day
  int begin = 0, end = 0;                 // code points of the words in the report
  std::string words, speaker;             // speaker: on whose word, when not the report's own
};
using EvidenceList = std::vector<Evidence>;  // by day and report

// Where a place is, as the records have it; nothing when they do not know.
struct Point {
  std::optional<double> lat, lon;
  int precision = 0;  // ACLED: 1 a town, 2 part of a region, 3 a region or country
};

// Of those whose words stand there; 0 as long as nobody counted (count_origins.h).
struct Counts {
  int outlets = 0, origins = 0;
};

struct DossierRole {
  std::string name, key, kind, country;
  std::string
      role;  // party, guarantor, mediator, host, observer, accompanying, envoy, negotiator ...
  std::string since;              // day of the first report that says so
  std::vector<std::string> also;  // other names for it in reports
  EvidenceList evidence;
};

struct DossierRound {
  std::string name;  // "second round", "round"
  int number = 0;
  std::string begin, end, place;
  std::string status;                  // planned, held, ended, postponed, cancelled, suspended
  std::vector<std::string> differing;  // other dates that reports give
  EvidenceList evidence;
  Point point{};  // of the place
  Counts counts{};
};

struct AgendaStep {
  std::string status, date;
  Evidence evidence;
};
struct Position {
  std::string who, side, stance, date;
  Evidence evidence;
};
struct DossierItem {
  std::string item;
  int number = 0;
  std::string status, date;  // agreed, open, planned, discussed, listed; since when
  std::vector<AgendaStep> steps;
  std::vector<Position> positions;
};

// What talks ended in, or failed to: agreed, signed, approved, rejected, missed.
struct Outcome {
  std::string date, act, place;
  std::vector<std::string> by;
  EvidenceList evidence;
  Counts counts{};
};

struct Toll {
  int dead = 0, injured = 0;
  Evidence evidence;
};
struct Incident {
  std::string date, place;
  std::vector<std::string> accused, accusers, denied;  // names; denied: who denies it
  std::vector<Toll> tolls;                             // as reports give them
  EvidenceList evidence;
  Point point{};  // of the place
  Counts counts{};
};

struct Delivery {
  std::string date, place, amount, status;  // delivered, sent, allowed, blocked, attacked
  std::vector<std::string> by;
  EvidenceList evidence;
  Point point{};  // of the place
  Counts counts{};
};

struct DossierPledge {
  std::string id, kind, by, to, what, due;  // id of the pledge in its record
  EvidenceList evidence;
  // What the ledger says of it (ledger/dossier_pledges.h); empty as long as it was not asked.
  std::string entry{}, status{};
  bool late = false;
  EvidenceList fate{};  // the words for its status
};

struct TimelineEntry {
  std::string date, act;  // act: as in facts, or "report" for what a headline tells
  EvidenceList evidence;
};

struct State {
  std::string text, date;
  EvidenceList evidence;
};

struct DossierPlace {
  std::string name, country, as;
  int reports = 0;
  EvidenceList evidence;
  Point point{};
};

struct Related {
  std::string id, name, kind, state;
};

// What another data set says, beside what reports say; filled by claims/add_claims.h.
struct DossierClaim {
  std::string dataset, row, type, coded, first_day, last_day, actor, recipient, place, source, words;
  std::optional<int> dead;
};

struct Dossier {
  std::string id, name, kind, country;
  std::vector<std::string> names;   // as reports call it, the most frequent first
  std::string first_day, last_day;  // of its reports
  int reports = 0, outlets = 0;
  State state;
  std::vector<DossierRole> roles;
  std::vector<DossierPlace> places;
  std::vector<DossierRound> rounds;
  std::vector<DossierItem> agenda;
  std::vector<Outcome> outcomes;
  std::vector<Incident> incidents;
  std::vector<Delivery> deliveries;
  std::vector<DossierPledge> pledges;
  std::vector<TimelineEntry> timeline;
  std::vector<Related> related;
  std::vector<DossierClaim> claims{};
};

// What one report says of the process.
struct Told {
  std::string report, outlet;
  Facts facts;
};

// The file that these reports make up; their order does not matter. `name` is the user's, or empty.
Dossier make_dossier(std::vector<Told> told, const std::string& country, const std::string& name);

}  // namespace dragoman::dossiers
