// What users ask a store: events, statements, actors, records, by the filters they share, and a
// summary.
//
// Rows come one by one in a stated order, so memory does not grow with the store. `each` returns
// false to end early. All fail with BadArgument for a filter that cannot be used, BadStore for a
// damaged store.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "store/store.h"

namespace dragoman::store {

// Empty fields filter nothing. Words are compared without case and accents; `*` at the end of a
// word stands for its rest (words.h).
struct Filter {
  std::string
      actor{};  // words of a name or mention, a code ("RUSGOV", "RUS*"), or a knowledge base id
  std::string country{};  // ISO alpha-3 code, or name
  std::string type{};     // of events: PLOVER type. Of statements: kind or stance. Of actors: kind
  std::string since{};    // ISO day, month or year: what ends before it is left out
  std::string until{};    //                         what begins after it is left out
  std::string search{};   // words of the report's title and text
  std::string speaker{};  // as `actor`; statements only
  // What a statement is about: words of its content, or the name of an actor, place, process or
  // country in it; statements only.
  std::string about{};
  // named, role, anonymous, collective, document, medium or unknown; statements only. Anonymous:
  // also those of another type whose name the text keeps back.
  std::string source_type{};
  std::size_t limit = 0;  // the latest so many (of actors: the most mentioned); 0: all
};

struct ReportRow {  // where an entry comes from
  std::string id, uri, outlet, published, title;
};
struct PartyRow {
  std::string id, name, code, country, role;
};
struct EventRow {
  ReportRow report;
  std::string id, type, mode;
  std::vector<std::string> contexts;
  std::vector<PartyRow> actors, recipients;
  std::string trigger, evidence;  // words
  std::string date, day;  // TIMEX3 value, may be empty; first day of it, else of the report's date
  std::string place, country;  // of the place; may be empty
  std::optional<double> lat, lon;
  std::string factuality;
  std::string said_by, speaker;  // statement id and its speaker's name; may be empty
  std::string cameo, quad;
  double score = 0, confidence = 0;
  std::string rule;
};
struct TopicRow {  // what a statement is about
  std::string kind, id, name;
};
struct StatementRow {
  ReportRow report;
  std::string id, kind;
  PartyRow speaker, addressee;  // empty when unknown
  std::string stance, polarity;
  std::string source, cue, content;  // words
  std::string date, day;
  double confidence = 0;
  std::string rule;
  std::string source_type;
  bool anonymous = false;
  std::vector<std::string> chain;  // names, outermost first
  std::vector<TopicRow> topics;
  std::vector<std::string> matched;  // why it is found by Filter::about: "words", names of topics
};
// One actor over all reports: those with a knowledge base id by it, others by kind and name. Role
// and code are those of the latest report that gives them.
struct ActorRow {
  std::string name, kind, code, country, sector, role, kb;
  std::int64_t reports = 0, mentions = 0, statements = 0, events = 0;
};

// By day, report and position in it.
Result<void> find_events(Store& store,
                         const Filter& filter,
                         const std::function<bool(const EventRow&)>& each);
Result<void> find_statements(Store& store,
                             const Filter& filter,
                             const std::function<bool(const StatementRow&)>& each);
// By number of mentions, most first.
Result<void> find_actors(Store& store,
                         const Filter& filter,
                         const std::function<bool(const ActorRow&)>& each);
// By date of publication and id; `json` is the record as one line.
Result<void> find_records(Store& store,
                          const Filter& filter,
                          const std::function<bool(const std::string& json)>& each);

struct Summary {
  std::int64_t reports = 0, sources = 0, statements = 0, events = 0, pledges = 0, processes = 0;
  std::string first, last;                                          // dates of publication
  std::vector<std::pair<std::string, std::int64_t>> outlets;        // sources each, most first
  std::vector<std::pair<std::string, std::int64_t>> event_types;    // most first
  std::vector<std::pair<std::string, std::int64_t>> process_names;  // reports each, most first
};
Result<Summary> summarise(Store& store);

}  // namespace dragoman::store
