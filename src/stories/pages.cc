#include "stories/pages.h"

#include <optional>
#include <utility>

#include "stories/copies.h"
#include "stories/kept_queries.h"
#include "stories/origins.h"
#include "times/days.h"

namespace dragoman::stories {
namespace {

using store::Conditions;
using store::DeskFilter;
using store::Page;
using store::Place;
using store::Query;

// ---- happenings ----

constexpr const char* kEventsOfHappenings =
    "happening_profiles f JOIN happening_events m ON m.profile = f.profile "
    "JOIN events e ON e.report = m.report AND e.id = m.event";

// Whether few events are likely to be left, so that they are better looked for than looked through.
bool is_narrow(const DeskFilter& where) {
  return !where.actor.empty() || !where.kb.empty() || !where.country.empty() ||
         !where.search.empty() || !where.outlet.empty() || !where.language.empty() ||
         !where.report.empty() || !where.place.empty();
}

Result<void> add_days(Conditions& conditions, const DeskFilter& where) {
  for (const auto& [field, typed] : {std::pair("since", &where.since), std::pair("until", &where.until)}) {
    if (typed->empty()) continue;
    const auto days = times::days_of(*typed);
    if (!days || typed->size() < 4) {
      return make_error(ErrorCode::BadArgument, std::string(field) + " '" + *typed +
                                                    "': expected a date as 2016-03-23, 2016-03 or 2016");
    }
    if (typed == &where.since)
      conditions.add("h.last_day >= ?", {days->first});
    else
      conditions.add("h.first_day <> '' AND h.first_day <= ?", {days->last});
  }
  return {};
}

// The condition on a row `h` of happenings.
Result<Conditions> happening_conditions(store::Store& store, const HappeningPageFilter& filter) {
  Conditions out;
  if (auto done = add_days(out, filter.where); !done) return done.error();
  out.add("h.reports >= ?", {std::int64_t{filter.min_reports}});
  DeskFilter of_events = filter.where;
  of_events.since.clear();
  of_events.until.clear();
  auto events = store::event_conditions(store, of_events);
  if (!events) return events.error();
  if (events->empty()) return out;
  const std::string from = kEventsOfHappenings + events->join_reports("e") + " WHERE " + events->sql();
  out.add(is_narrow(of_events) ? "h.number IN (SELECT f.happening FROM " + from + ")"
                               : "EXISTS (SELECT 1 FROM " + from + " AND f.happening = h.number)",
          events->values());
  return out;
}

// The next happenings, at most so many.
Result<std::vector<Place>> places_after(store::Store& store,
                                        Conditions conditions,
                                        const std::optional<Place>& after,
                                        std::size_t limit) {
  if (after) {
    conditions.add("(h.first_day, h.last_day, h.id) < (?, ?, ?)",
                   {after->day, after->published, after->report});
  }
  conditions.add_values({static_cast<std::int64_t>(limit)});
  std::vector<Place> out;
  auto done = conditions.run(
      store,
      "SELECT h.id, h.first_day, h.last_day FROM happenings h WHERE " + conditions.sql() +
          " ORDER BY h.first_day DESC, h.last_day DESC, h.id DESC LIMIT ?",
      [&out](const Query& row) {
        out.push_back({row.text(1), row.text(2), row.text(0), 0});
        return true;
      });
  if (!done) return done.error();
  return out;
}

// ---- stories ----

// The ids of stories that have what is asked for; none: all.
Result<Conditions> story_conditions(store::Store& store, const StoryPageFilter& filter) {
  Conditions out;
  out.add("t.reports >= ?", {std::int64_t{filter.min_reports}});
  const bool by_events = !filter.where.type.empty();
  auto within = by_events ? store::event_conditions(store, filter.where)
                          : store::report_conditions(store, filter.where);
  if (!within) return within.error();
  if (within->empty()) return out;
  const std::string from =
      by_events ? "story_reports s JOIN events e ON e.report = s.report" + within->join_reports("e")
                : std::string("story_reports s JOIN reports r ON r.id = s.report");
  out.add("t.story IN (SELECT s.story FROM " + from + " WHERE " + within->sql() + ")", within->values());
  return out;
}

// ---- reported ----

Result<Reported> count(store::Store& store, const std::vector<EntryKey>& entries) {
  auto origins = origins_of_entries(store, entries);
  if (!origins) return origins.error();
  return Reported{"", origins->reports, origins->outlets, origins->origins};
}

}  // namespace

Result<void> page_happenings(store::Store& store,
                             const HappeningPageFilter& filter,
                             const Page& page,
                             const store::EachOnPage<Happening>& each) {
  auto conditions = happening_conditions(store, filter);
  if (!conditions) return conditions.error();
  std::optional<Place> after = page.after;
  // Of those that are found some may not have been known on the day asked for.
  for (std::size_t given = 0; given < page.limit;) {
    auto places = places_after(store, *conditions, after, page.limit);
    if (!places) return places.error();
    for (const Place& place : *places) {
      auto one = happening(store, place.report, filter.as_of);
      if (!one && one.error().code == ErrorCode::NotFound) continue;
      if (!one) return one.error();
      if (one->reports < filter.min_reports) continue;
      each(*one, place);
      if (++given == page.limit) break;
    }
    if (places->size() < page.limit) break;
    after = places->back();
  }
  return {};
}

Result<void> page_stories(store::Store& store,
                          const StoryPageFilter& filter,
                          const Page& page,
                          const store::EachOnPage<Story>& each) {
  auto conditions = story_conditions(store, filter);
  if (!conditions) return conditions.error();
  if (page.after)
    conditions->add("(t.first, t.story) < (?, ?)", {page.after->published, page.after->report});
  conditions->add_values({static_cast<std::int64_t>(page.limit)});
  std::vector<Place> places;
  auto done = conditions->run(
      store,
      "SELECT t.story, t.first FROM (SELECT story, min(published) AS first, count(*) AS reports "
      "FROM story_reports WHERE story <> '' GROUP BY story) t WHERE " +
          conditions->sql() + " ORDER BY t.first DESC, t.story DESC LIMIT ?",
      [&places](const Query& row) {
        places.push_back({"", row.text(1), row.text(0), 0});
        return true;
      });
  if (!done) return done;
  for (const Place& place : places) {
    auto one = story(store, place.report);
    if (!one) return one.error();
    each(*one, place);
  }
  return {};
}

Result<std::map<EventKey, Reported>> reported_events(store::Store& store,
                                                     const std::vector<EventKey>& events) {
  auto happenings = happenings_of(store, events);
  if (!happenings) return happenings.error();
  KeptQueries sql(store.database());
  std::map<std::string, Reported> counted;
  std::map<EventKey, Reported> out;
  for (const auto& [event, id] : *happenings) {
    const auto [known, is_new] = counted.try_emplace(id);
    if (is_new) {
      std::vector<EntryKey> entries;
      sql.rows(
          "SELECT m.report, m.event FROM happenings h JOIN happening_profiles f ON f.happening = "
          "h.number JOIN happening_events m ON m.profile = f.profile WHERE h.id = ?",
          [&entries](const Query& row) { entries.push_back({row.text(0), row.text(1)}); }, id);
      if (!sql.failed()) return sql.failed().error();
      auto reported = count(store, entries);
      if (!reported) return reported.error();
      known->second = std::move(*reported);
      known->second.happening = id;
    }
    out[event] = known->second;
  }
  return out;
}

Result<std::map<EventKey, Reported>> reported_statements(store::Store& store,
                                                         const std::vector<EventKey>& statements) {
  constexpr std::size_t kMostReports = 200;
  KeptQueries sql(store.database());
  std::map<std::string, std::vector<std::string>> families;
  std::map<EventKey, Reported> out;
  for (const EventKey& key : statements) {
    const auto [family, is_new] = families.try_emplace(key.first);
    if (is_new) {
      auto found = copy_family(store, key.first, kMostReports);
      if (!found) return found.error();
      family->second = std::move(found->reports);
    }
    std::vector<EntryKey> entries;
    for (const std::string& report : family->second) {
      sql.rows(
          "SELECT s.report, s.id FROM statements s JOIN statements o ON o.content = s.content WHERE "
          "o.report = ? AND o.id = ? AND s.report = ?",
          [&entries](const Query& row) { entries.push_back({row.text(0), row.text(1)}); }, key.first,
          key.second, report);
    }
    if (!sql.failed()) return sql.failed().error();
    if (entries.empty()) continue;
    auto reported = count(store, entries);
    if (!reported) return reported.error();
    out[key] = std::move(*reported);
  }
  return out;
}

}  // namespace dragoman::stories
