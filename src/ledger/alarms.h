// Silence alarms: what was expected to come and did not, or came regularly and stopped.
//
//   pledge   its day has passed, and no report says what became of it
//   event    a meeting, delivery or other act was planned for a day that has passed, and no report
//            since tells of it
//   round    a round of a process was to begin on such a day, and its file knows nothing of it since
//   series   the same actors did the same at regular distances, and the next two did not come
//
// An alarm is quiet where any report tells what happened: held, postponed, called off. Each has the
// reports that made one expect it.
#pragma once

#include <string>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::ledger {

// Where something is told: a report, and its words.
struct Told {
  std::string report, outlet, published;  // published: ISO day
  std::string words, speaker;
  std::string entry{};     // id of the event or pledge that tells it; empty for a round's
  CodePointSpans spans{};  // where the words stand
};

struct Alarm {
  std::string kind;  // pledge, event, round, series
  std::string day;   // ISO day when it was to come, at the latest
  int silent = 0;    // days since
  std::vector<std::string> who;
  std::string what;  // words
  std::string id;    // of the entry, the happening, or the file of the process
  std::vector<Told> told;  // by publication
};

struct AlarmFilter {
  std::string today{};  // ISO day; must not be empty
  int back = 60;        // what was to come longer ago is left out
  std::string about{};  // words of what, or of who
};

// By day, then kind and words. Reads the happenings of the last 200 days before the day of asking,
// so takes time with what was reported in them. Fails with BadArgument, BadStore.
Result<std::vector<Alarm>> find_alarms(store::Store& store, const AlarmFilter& filter);

// The days on which something came, in order: the day on which the next was to come, or an empty
// string when there is no rhythm in them. A rhythm has four or more, most at the same distance, give
// or take half of it.
std::string next_of(const std::vector<std::string>& days);

}  // namespace dragoman::ledger
