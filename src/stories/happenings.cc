#include "stories/happenings.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "stories/happening_profile.h"
#include "stories/kept_queries.h"
#include "stories/origins_count.h"
#include "times/calendar.h"

namespace dragoman::stories {
namespace {

using store::Query;

constexpr const char* kEvents =
    "SELECT e.report, e.event, e.profile, v.position, v.type, v.mode, v.date, v.first_day, "
    "v.last_day, v.factuality, v.said_by, v.evidence, r.uri, r.outlet, r.title, r.published, "
    "r.learned, s.date, a.name, p.name, p.country, p.admin1, p.geonames, p.precision, p.lat, p.lon "
    "FROM happenings h JOIN happening_profiles f ON f.happening = h.number "
    "JOIN happening_events e ON e.profile = f.profile "
    "JOIN events v ON v.report = e.report AND v.id = e.event JOIN reports r ON r.id = e.report "
    "LEFT JOIN places p ON p.report = v.report AND p.id = v.place "
    "LEFT JOIN statements s ON s.report = v.report AND s.id = v.said_by "
    "LEFT JOIN actors a ON a.report = s.report AND a.id = s.speaker WHERE h.id = ? "
    "ORDER BY r.published, e.report, v.position";

// One row of kEvents.
struct EventRow {
  HappeningEvent event;
  std::int64_t profile = 0;
  EventType type = EventType::Consult;
  std::string mode;
  std::optional<HappeningPlace> place;
};

EventRow event_row(const Query& row) {
  EventRow out;
  HappeningEvent& e = out.event;
  e.report = row.text(0), e.event = row.text(1), out.profile = row.integer(2);
  out.type = parse_event_type(row.text(4)).value_or(EventType::Consult);
  out.mode = row.text(5);
  e.date = row.text(6), e.first_day = row.text(7), e.last_day = row.text(8);
  e.factuality = parse_factuality(row.text(9)).value_or(Factuality::Occurred);
  e.said_by = row.text(10), e.evidence = row.text(11);
  e.uri = row.text(12), e.outlet = row.text(13), e.title = row.text(14);
  e.published = row.text(15), e.learned = row.text(16);
  // A statement without a date of its own was made when the report came out, as far as is known.
  if (!e.said_by.empty()) e.stated = row.text(17).empty() ? e.published : row.text(17);
  e.speaker = row.text(18);
  if (!row.text(19).empty()) {
    out.place = HappeningPlace{row.text(19),
                               row.text(20),
                               row.text(21),
                               static_cast<std::uint32_t>(row.integer(22)),
                               static_cast<int>(row.integer(23)),
                               row.real_or_none(24),
                               row.real_or_none(25)};
  }
  return out;
}

bool is_known(const HappeningEvent& event, const AsOf& as_of) {
  if (as_of.day.empty()) return true;
  const std::string& time = as_of.clock == Clock::Published ? event.published : event.learned;
  return time.substr(0, 10) <= as_of.day;
}

// Towns before regions before countries before what no gazetteer knows.
int coarseness(const HappeningPlace& place) {
  return (place.precision == 0 ? 4 : place.precision) * 2 + (place.geonames == 0 ? 1 : 0);
}

std::optional<std::int64_t> days_between(const std::string& first, const std::string& last) {
  const auto from = times::parse_date(first), to = times::parse_date(last);
  if (!from || !to) return std::nullopt;
  return times::to_days(*to) - times::to_days(*from);
}

// A day before a week before a month before no date at all.
std::tuple<bool, std::int64_t> coarseness(const HappeningEvent& event) {
  const auto days = days_between(event.first_day, event.last_day);
  return {event.date.empty() || !days, days.value_or(0)};
}

void set_times(Happening& out, const std::vector<EventRow>& rows) {
  const auto best = std::min_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return coarseness(a.event) < coarseness(b.event);
  });
  out.first_day = best->event.first_day;
  out.last_day = best->event.last_day;
  out.dated = !best->event.date.empty();
}

bool is_denial(Factuality factuality) {
  return factuality == Factuality::Denied || factuality == Factuality::Negated;
}

void set_status(Happening& out) {
  bool denied = false, held = false;
  for (const HappeningEvent& event : out.events) {
    (is_denial(event.factuality) ? denied : held) = true;
    if (!is_denial(event.factuality) || !held) out.status = event.factuality;
  }
  out.disputed = denied && held;
}

// The most frequent, ties by name.
std::string most_frequent(const std::map<std::string, int>& counts) {
  std::string best;
  int most = 0;
  for (const auto& [name, count] : counts) {
    if (count > most) {
      best = name;
      most = count;
    }
  }
  return best;
}

// Parties of both kinds, over the profiles of a happening.
class Parties {
 public:
  void add(const std::vector<ProfileParty>& parties, const std::set<std::string>& reports) {
    for (const ProfileParty& party : parties) {
      // One who is only described is the same as another described alike.
      Entry& entry = entries_[party.key.empty() ? ' ' + party.shown : party.key];
      entry.party.key = party.key;
      entry.party.country = party.country;
      entry.party.code = party.code;
      entry.names[party.shown] += static_cast<int>(reports.size());
      entry.reports.insert(reports.begin(), reports.end());
    }
  }
  std::vector<HappeningParty> sorted() const {
    std::vector<HappeningParty> out;
    for (const auto& [key, entry] : entries_) {
      out.push_back(entry.party);
      out.back().name = most_frequent(entry.names);
      out.back().reports = static_cast<int>(entry.reports.size());
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
      // Names tell more than descriptions.
      return std::tuple(a.key.empty(), -a.reports, a.name) <
             std::tuple(b.key.empty(), -b.reports, b.name);
    });
    return out;
  }

 private:
  struct Entry {
    HappeningParty party;
    std::map<std::string, int> names;
    std::set<std::string> reports;
  };
  std::map<std::string, Entry> entries_;
};

void set_parties(Happening& out, const std::vector<EventRow>& rows, KeptQueries& sql) {
  std::map<std::int64_t, std::set<std::string>> reports;
  for (const EventRow& row : rows) reports[row.profile].insert(row.event.report);
  Parties actors, recipients;
  for (const auto& [id, in] : reports) {
    for (const std::string& text :
         sql.texts("SELECT text FROM happening_profiles WHERE profile = ?", id)) {
      const auto profile = parse_profile(text);
      if (!profile) continue;
      actors.add(profile->actors, in);
      recipients.add(profile->recipients, in);
    }
  }
  out.actors = actors.sorted();
  out.recipients = recipients.sorted();
}

Result<void> set_reporters(Happening& out, store::Store& store, KeptQueries& sql) {
  std::set<std::string> reports, outlets;
  std::vector<EventKey> events;
  for (const HappeningEvent& event : out.events) {
    reports.insert(event.report);
    events.emplace_back(event.report, event.event);
  }
  for (const std::string& report : reports) {
    for (std::string& outlet :
         sql.texts("SELECT DISTINCT outlet FROM sources WHERE report = ?", report))
      outlets.insert(std::move(outlet));
  }
  out.reports = static_cast<int>(reports.size());
  out.outlets = static_cast<int>(outlets.size());
  auto origins = count_origins(store, events);
  if (!origins) return origins.error();
  out.origins = *origins;
  return sql.failed();
}

void set_stories(Happening& out, KeptQueries& sql) {
  std::set<std::string> stories;
  for (const HappeningEvent& event : out.events) {
    for (std::string& story :
         sql.texts("SELECT story FROM story_reports WHERE report = ?", event.report))
      stories.insert(std::move(story));
  }
  out.stories.assign(stories.begin(), stories.end());
}

// What of the happening was known then; none when nothing was.
Result<std::optional<Happening>> load(store::Store& store,
                                      KeptQueries& sql,
                                      const std::string& id,
                                      const AsOf& as_of) {
  std::vector<EventRow> rows;
  sql.rows(
      kEvents,
      [&](const Query& row) {
        EventRow event = event_row(row);
        if (is_known(event.event, as_of)) rows.push_back(std::move(event));
      },
      id);
  if (!sql.failed()) return sql.failed().error();
  if (rows.empty()) return std::optional<Happening>();
  Happening out;
  out.id = id;
  std::map<std::string, int> modes;
  for (const EventRow& row : rows) {
    out.type = row.type;
    if (!row.mode.empty()) ++modes[row.mode];
    if (row.place && (!out.place || coarseness(*row.place) < coarseness(*out.place)))
      out.place = row.place;
    out.events.push_back(row.event);
  }
  out.mode = most_frequent(modes);
  set_times(out, rows);
  set_status(out);
  set_parties(out, rows, sql);
  if (auto done = set_reporters(out, store, sql); !done) return done.error();
  set_stories(out, sql);
  if (!sql.failed()) return sql.failed().error();
  return std::optional<Happening>(std::move(out));
}

// Whether a question needs the events looked at, and not only the row of each happening.
bool asks_of_events(const store::Filter& where) {
  return !where.actor.empty() || !where.country.empty() || !where.search.empty() ||
         !where.type.empty() || !where.since.empty() || !where.until.empty();
}

// Ids of happenings, the latest first, page by page.
class Pages {
 public:
  Pages(store::Store& store, const HappeningFilter& filter) : store_(store), filter_(filter) {}

  // The next ids that were not given before; empty at the end.
  Result<std::vector<std::string>> next() {
    return asks_of_events(filter_.where) ? next_by_events() : next_by_day();
  }

 private:
  static constexpr std::size_t kPage = 256;

  Result<std::vector<std::string>> next_by_day() {
    KeptQueries sql(store_.database());
    std::vector<std::string> out;
    // Loading costs more than finding.
    const std::size_t page = filter_.where.limit == 0 ? kPage : std::min(kPage, filter_.where.limit);
    sql.rows(
        "SELECT id FROM happenings WHERE reports >= ? ORDER BY first_day DESC, last_day DESC, id "
        "DESC LIMIT ? OFFSET ?",
        [&out](const Query& row) { out.push_back(row.text(0)); },
        std::int64_t{filter_.min_reports}, static_cast<std::int64_t>(page),
        static_cast<std::int64_t>(offset_));
    if (!sql.failed()) return sql.failed().error();
    offset_ += page;
    return out;
  }

  // The latest events that match, twice as many each time, until new happenings turn up.
  Result<std::vector<std::string>> next_by_events() {
    std::vector<std::string> out;
    while (out.empty() && !ended_) {
      store::Filter where = filter_.where;
      where.limit = filter_.where.limit == 0 ? 0 : offset_ = std::max(kPage, offset_ * 2);
      std::vector<EventKey> keys;
      auto found = store::find_events(store_, where, [&keys](const store::EventRow& row) {
        keys.emplace_back(row.report.id, row.id);
        return true;
      });
      if (!found) return found.error();
      ended_ = where.limit == 0 || keys.size() < where.limit;
      std::reverse(keys.begin(), keys.end());
      auto of = happenings_of(store_, keys);
      if (!of) return of.error();
      for (const EventKey& key : keys) {
        const auto id = of->find(key);
        if (id != of->end() && given_.insert(id->second).second) out.push_back(id->second);
      }
    }
    return out;
  }

  store::Store& store_;
  const HappeningFilter& filter_;
  std::size_t offset_ = 0;
  bool ended_ = false;
  std::set<std::string> given_;
};

bool is_later(const Happening& a, const Happening& b) {
  return std::tie(a.first_day, a.last_day, a.id) > std::tie(b.first_day, b.last_day, b.id);
}

}  // namespace

Result<void> find_happenings(store::Store& store,
                             const HappeningFilter& filter,
                             const std::function<bool(const Happening&)>& each) {
  Pages pages(store, filter);
  KeptQueries sql(store.database());
  const std::size_t limit = filter.where.limit;
  std::vector<Happening> found;
  while (limit == 0 || found.size() < limit) {
    auto ids = pages.next();
    if (!ids) return ids.error();
    if (ids->empty()) break;
    for (const std::string& id : *ids) {
      auto one = load(store, sql, id, filter.as_of);
      if (!one) return one.error();
      if (*one && (*one)->reports >= filter.min_reports) found.push_back(std::move(**one));
    }
  }
  std::sort(found.begin(), found.end(), is_later);
  if (limit != 0 && found.size() > limit) found.resize(limit);
  for (auto one = found.rbegin(); one != found.rend(); ++one) {
    if (!each(*one)) break;
  }
  return {};
}

Result<Happening> happening(store::Store& store, std::string_view id, const AsOf& as_of) {
  KeptQueries sql(store.database());
  std::vector<std::string> ids;
  if (id.size() >= 4) {
    ids = sql.texts("SELECT id FROM happenings WHERE id >= ? AND id < ? ORDER BY id LIMIT 6", id,
                    std::string(id) + "g");  // ids are hex digits
  }
  if (!sql.failed()) return sql.failed().error();
  if (ids.size() > 1) {
    std::string names;
    for (const std::string& one : ids) names += (names.empty() ? "" : ", ") + one;
    return make_error(ErrorCode::BadArgument,
                      "several happenings match '" + std::string(id) + "': " + names);
  }
  if (ids.empty())
    return make_error(ErrorCode::NotFound, "no happening with the id '" + std::string(id) + "'");
  auto out = load(store, sql, ids[0], as_of);
  if (!out) return out.error();
  if (!*out) {
    return make_error(ErrorCode::NotFound,
                      "nothing was known of happening " + ids[0] + " on " + as_of.day);
  }
  return std::move(**out);
}

Result<std::map<EventKey, std::string>> happenings_of(store::Store& store,
                                                      const std::vector<EventKey>& events) {
  KeptQueries sql(store.database());
  std::map<EventKey, std::string> out;
  for (const EventKey& key : events) {
    sql.rows(
        "SELECT h.id FROM happening_events e JOIN happening_profiles f ON f.profile = e.profile "
        "JOIN happenings h ON h.number = f.happening WHERE e.report = ? AND e.event = ?",
        [&](const Query& row) { out[key] = row.text(0); }, key.first, key.second);
  }
  if (!sql.failed()) return sql.failed().error();
  return out;
}

}  // namespace dragoman::stories
