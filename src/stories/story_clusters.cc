#include "stories/story_clusters.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "store/find_reports.h"
#include "stories/kept_queries.h"

namespace dragoman::stories {
namespace {

using store::Query;

constexpr std::size_t kMostNames = 8, kMostHappenings = 20;

// In how many reports each name is, and how it is written most often there.
class Counts {
 public:
  void add(const std::string& key, const std::string& name, const std::string& report) {
    Entry& entry = entries_[key];
    entry.reports.insert(report);
    ++entry.names[name];
  }
  // The names in most reports, at most so many; ties by name.
  std::vector<std::string> most(std::size_t limit) const {
    std::vector<std::pair<std::int64_t, std::string>> order;
    for (const auto& [key, entry] : entries_) {
      const auto name = std::max_element(
          entry.names.begin(), entry.names.end(),
          [](const auto& a, const auto& b) { return a.second < b.second; });
      order.emplace_back(-static_cast<std::int64_t>(entry.reports.size()), name->first);
    }
    std::sort(order.begin(), order.end());
    std::vector<std::string> out;
    for (std::size_t i = 0; i < std::min(limit, order.size()); ++i) out.push_back(order[i].second);
    return out;
  }

 private:
  struct Entry {
    std::set<std::string> reports;
    std::map<std::string, int> names;
  };
  std::map<std::string, Entry> entries_;
};

void add_reports(Story& story, KeptQueries& sql) {
  sql.rows(
      "SELECT r.id, r.uri, r.outlet, r.title, r.published, s.follows FROM story_reports s "
      "JOIN reports r ON r.id = s.report WHERE s.story = ? ORDER BY r.published, r.id",
      [&story](const Query& row) {
        story.reports.push_back(
            {row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
      },
      story.id);
  for (const StoryReport& report : story.reports) {
    if (story.title.empty()) story.title = report.title;
    const std::string day = report.published.substr(0, 10);
    if (story.first_day.empty()) story.first_day = day;
    story.last_day = std::max(story.last_day, day);
  }
}

void add_names(Story& story, KeptQueries& sql) {
  Counts actors, places, happenings;
  for (const StoryReport& report : story.reports) {
    sql.rows(
        "SELECT kb, kind, name FROM actors WHERE report = ? AND sector <> 'JRN' AND (kb <> '' OR "
        "kind = 'person') AND EXISTS (SELECT 1 FROM event_parties x WHERE x.report = actors.report "
        "AND x.actor = actors.id)",
        [&](const Query& row) {
          const std::string key = row.text(0).empty() ? row.text(1) + '/' + row.text(2) : row.text(0);
          actors.add(key, row.text(2), report.id);
        },
        report.id);
    sql.rows(
        "SELECT geonames, name FROM places WHERE report = ? AND geonames <> 0 AND precision < 3",
        [&](const Query& row) {
          places.add(row.text(0) + row.text(1), row.text(1), report.id);
        },
        report.id);
    sql.rows(
        "SELECT DISTINCT h.id FROM happening_events e JOIN happening_profiles f ON f.profile = "
        "e.profile JOIN happenings h ON h.number = f.happening WHERE e.report = ?",
        [&](const Query& row) { happenings.add(row.text(0), row.text(0), report.id); }, report.id);
  }
  story.actors = actors.most(kMostNames);
  story.places = places.most(kMostNames);
  story.happenings = happenings.most(kMostHappenings);
}

Result<Story> load(KeptQueries& sql, const std::string& id) {
  Story out;
  out.id = id;
  add_reports(out, sql);
  add_names(out, sql);
  if (!sql.failed()) return sql.failed().error();
  return out;
}

// Ids of stories with a report that the filter leaves.
Result<std::set<std::string>> matching(store::Store& store,
                                       KeptQueries& sql,
                                       const store::Filter& where) {
  std::set<std::string> out;
  store::Filter all = where;
  all.limit = 0;
  const auto take = [&](const store::ReportRow& report) {
    for (std::string& story :
         sql.texts("SELECT story FROM story_reports WHERE report = ?", report.id))
      out.insert(std::move(story));
    return true;
  };
  auto found = where.type.empty()
                   ? store::find_reports(store, all, take)
                   : store::find_events(store, all, [&take](const store::EventRow& event) {
                       return take(event.report);
                     });
  if (!found) return found.error();
  if (!sql.failed()) return sql.failed().error();
  return out;
}

bool filters_reports(const store::Filter& f) {
  return !f.actor.empty() || !f.country.empty() || !f.since.empty() || !f.until.empty() ||
         !f.search.empty() || !f.type.empty();
}

}  // namespace

Result<void> find_stories(store::Store& store,
                          const StoryFilter& filter,
                          const std::function<bool(const Story&)>& each) {
  KeptQueries sql(store.database());
  std::set<std::string> left;
  const bool filtered = filters_reports(filter.where);
  if (filtered) {
    auto found = matching(store, sql, filter.where);
    if (!found) return found.error();
    left = std::move(*found);
  }
  std::vector<std::string> ids;  // the latest first
  for (std::string& id : sql.texts(
           "SELECT story FROM story_reports GROUP BY story HAVING count(*) >= ? ORDER BY "
           "min(published) DESC, story DESC",
           std::int64_t{filter.min_reports})) {
    if (filter.where.limit != 0 && ids.size() == filter.where.limit) break;
    if (!filtered || left.contains(id)) ids.push_back(std::move(id));
  }
  for (auto id = ids.rbegin(); id != ids.rend(); ++id) {
    auto one = load(sql, *id);
    if (!one) return one.error();
    if (!each(*one)) break;
  }
  return sql.failed();
}

Result<Story> story(store::Store& store, std::string_view id) {
  KeptQueries sql(store.database());
  std::vector<std::string> ids;
  if (id.size() >= 4) {
    const std::string end = std::string(id) + "g";  // ids are hex digits
    ids = sql.texts(
        "SELECT DISTINCT story FROM story_reports WHERE story >= ? AND story < ? OR report >= ? AND "
        "report < ? ORDER BY story LIMIT 6",
        id, end, id, end);
  }
  if (!sql.failed()) return sql.failed().error();
  if (ids.empty()) {
    return make_error(ErrorCode::NotFound,
                      "no story, and no report, with the id '" + std::string(id) + "'");
  }
  if (ids.size() > 1) {
    std::string names;
    for (const std::string& one : ids) names += (names.empty() ? "" : ", ") + one;
    return make_error(ErrorCode::BadArgument,
                      "several stories match '" + std::string(id) + "': " + names);
  }
  return load(sql, ids[0]);
}

}  // namespace dragoman::stories
