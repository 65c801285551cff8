// Happenings: what several reports tell of as one event, with who reports it.
//
// Events of different reports, and repeated mentions in one, are one happening when type, parties,
// place and time agree within their precision (event_profile.h says what of an event counts,
// agreement.h when two agree, happening_clusters.h how clusters come of that). A meeting that was
// planned and the meeting that took place are one happening; a denial is a claim about it.
// Every event belongs to exactly one happening, most alone.
//
// The layer's tables: docs/formats/store.md. What is here reads them; open the store with
// cli::open_refreshed, or call Store::refresh() before.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

#include "store/layer.h"
#include "store/queries.h"
#include "store/store.h"

namespace dragoman::stories {

// Keeps the happenings of a store.
std::shared_ptr<store::Layer> make_happenings_layer();

// What is known at the end of a day: by the date of publication, or by when the store got the
// report.
enum class Clock { Published, Learned };
struct AsOf {
  std::string day{};  // ISO day; empty: all that is known
  Clock clock = Clock::Published;
};

// One event of a report that tells of the happening, with its clocks.
struct HappeningEvent {
  std::string report, event;       // ids
  std::string uri, outlet, title;  // of the report
  std::string date;                // event time: TIMEX3 as the report has it; may be empty
  std::string first_day, last_day;  // the days that it covers; the report's day when it has none
  std::string stated;     // statement time: of the statement that tells it; empty when nobody is said
                          // to have said it
  std::string published;  // publication time
  std::string learned;    // when the store got the report: ISO date-time, UTC; may be empty
  Factuality factuality = Factuality::Occurred;
  std::string said_by, speaker;  // statement id, and the speaker's name; may be empty
  std::string evidence;          // words
};

struct HappeningParty {
  std::string key;  // record::ActorKeys; empty for one who is only described
  std::string name, code, country;
  int reports = 0;  // that name it
};

struct HappeningPlace {
  std::string name, country, admin1;
  std::uint32_t geonames = 0;
  int precision = 0;  // ACLED 1 to 3
  std::optional<double> lat, lon;
};

struct Happening {
  std::string id;  // 16 hex digits, of its first event: by publication, report and event id
  EventType type = EventType::Consult;
  std::string mode;
  // When it was or will be, of the most precise date that its events give; the publication's day
  // when none gives any (`dated` is false then).
  std::string first_day, last_day;
  bool dated = false;
  // Where its realis stands: of the event published last that is no denial; Denied when all are.
  Factuality status = Factuality::Occurred;
  bool disputed = false;  // some deny what others say
  std::optional<HappeningPlace> place;            // the most precise that its events give
  std::vector<HappeningParty> actors, recipients;  // most named first, then by name
  std::vector<HappeningEvent> events;              // by publication, report, position in it
  std::vector<std::string> stories;                // ids
  int reports = 0, outlets = 0, origins = 0;       // "reported by N outlets, M independent origins"
};

struct HappeningFilter {
  store::Filter where{};  // actor, country, type, since, until, search, limit; as find_events
  AsOf as_of{};
  int min_reports = 1;
};

// By first day, last day and id; the latest `limit`. Fails as find_events.
Result<void> find_happenings(store::Store& store,
                             const HappeningFilter& filter,
                             const std::function<bool(const Happening&)>& each);

// A happening by its id, or a prefix of 4 digits or more that only one has. Fails with NotFound,
// BadArgument.
Result<Happening> happening(store::Store& store, std::string_view id, const AsOf& as_of = {});

// Report and event ids to the id of their happening; events that the store does not have are left
// out.
using EventKey = std::pair<std::string, std::string>;
Result<std::map<EventKey, std::string>> happenings_of(store::Store& store,
                                                      const std::vector<EventKey>& events);

}  // namespace dragoman::stories
