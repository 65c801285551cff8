// The tables of stories.
//
//   story_reports  a report with its traits (story_likeness.h) and shared happenings as last seen,
//                  the one it follows, its story
//   story_keys     where reports of one story meet
//   story_changes  reports that wait for refresh: that came, or others that may follow another now
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "core/hash.h"
#include "store/lines.h"
#include "stories/kept_queries.h"
#include "stories/story_clusters.h"
#include "stories/story_likeness.h"
#include "times/calendar.h"

namespace dragoman::stories {
namespace {

using store::Database;
using store::Query;

constexpr const char* kTables =
    "DROP TABLE IF EXISTS story_reports; DROP TABLE IF EXISTS story_keys; "
    "DROP TABLE IF EXISTS story_changes; "
    "CREATE TABLE story_reports (report TEXT PRIMARY KEY, day INTEGER NOT NULL, published TEXT NOT "
    "NULL, traits TEXT NOT NULL, happenings TEXT NOT NULL, follows TEXT NOT NULL, story TEXT NOT "
    "NULL); "
    "CREATE INDEX story_reports_follows ON story_reports (follows) WHERE follows <> ''; "
    "CREATE INDEX story_reports_story ON story_reports (story); "
    "CREATE TABLE story_keys (day INTEGER NOT NULL, hash INTEGER NOT NULL, published TEXT NOT NULL, "
    "report TEXT NOT NULL, PRIMARY KEY (day, hash, published, report)) WITHOUT ROWID; "
    "CREATE TABLE story_changes (published TEXT NOT NULL, report TEXT NOT NULL, came INTEGER NOT "
    "NULL, PRIMARY KEY (published, report)) WITHOUT ROWID";

constexpr std::int64_t kNoDay = -10'000'000;  // of a report without a date: it follows none
// Of those that share a key, so many are looked at, the latest before the report.
constexpr std::size_t kMostBefore = 200;
// A happening is what a report is about, and not its background, if it was at most so many days
// before it.
constexpr std::int64_t kNews = 7;
constexpr std::int64_t kStep = 256;  // reports of one step

constexpr const char* kFollowers =
    "SELECT published, report FROM story_reports WHERE follows = ? AND follows <> ''";

struct Stored {
  bool there = false;
  std::int64_t day = kNoDay;
  std::string published, report, follows, story, happenings;
  StoryTraits traits;
  std::vector<std::string> shared;  // ids in `happenings`

  std::vector<std::int64_t> keys() const {
    return day == kNoDay ? std::vector<std::int64_t>() : story_keys(traits, shared);
  }
  // Stories go from earlier to later.
  std::pair<const std::string&, const std::string&> place() const { return {published, report}; }
};

Stored read_stored(KeptQueries& sql, const std::string& report) {
  Stored out;
  out.report = report;
  sql.rows(
      "SELECT day, published, traits, happenings, follows, story FROM story_reports WHERE report = ?",
      [&](const Query& row) {
        out.there = true;
        out.day = row.integer(0);
        out.published = row.text(1);
        out.traits = parse_traits(row.text(2)).value_or(StoryTraits{});
        out.happenings = row.text(3);
        out.follows = row.text(4);
        out.story = row.text(5);
      },
      report);
  out.shared = store::lines_of(out.happenings);
  return out;
}

using Place = std::pair<std::string, std::string>;  // published, report

// The reports that have a key on a day, by place: each list is read once.
class KeyLists {
 public:
  explicit KeyLists(KeptQueries& sql) : sql_(sql) {
    for (const std::int64_t day : sql.numbers("SELECT max(day) FROM story_keys")) last_ = day;
  }

  const std::vector<Place>& at(std::int64_t day, std::int64_t key) { return list(day, key); }
  // Behind which no report has a key.
  std::int64_t last_day() const { return last_; }

  void add(const Stored& report, std::int64_t key) {
    sql_.write("INSERT INTO story_keys (day, hash, published, report) VALUES (?,?,?,?)", report.day,
               key, report.published, report.report);
    const auto known = lists_.find({report.day, key});
    last_ = std::max(last_, report.day);
    if (known == lists_.end()) return;
    const Place place = report.place();
    known->second.insert(std::lower_bound(known->second.begin(), known->second.end(), place), place);
  }
  void drop(const Stored& report, std::int64_t key) {
    sql_.write(
        "DELETE FROM story_keys WHERE day = ? AND hash = ? AND published = ? AND report = ?",
        report.day, key, report.published, report.report);
    const auto known = lists_.find({report.day, key});
    if (known != lists_.end()) std::erase(known->second, Place(report.place()));
  }

 private:
  struct Hash {
    std::size_t operator()(const std::pair<std::int64_t, std::int64_t>& at) const {
      return static_cast<std::size_t>(at.second) ^
             (static_cast<std::size_t>(at.first) * 0x9e3779b97f4a7c15u);
    }
  };

  std::vector<Place>& list(std::int64_t day, std::int64_t key) {
    const auto [known, is_new] = lists_.try_emplace({day, key});
    if (is_new) {
      sql_.rows(
          "SELECT published, report FROM story_keys WHERE day = ? AND hash = ?",
          [&list = known->second](const Query& row) { list.emplace_back(row.text(0), row.text(1)); },
          day, key);
      std::sort(known->second.begin(), known->second.end());
    }
    return known->second;
  }

  KeptQueries& sql_;
  std::int64_t last_ = kNoDay;
  std::unordered_map<std::pair<std::int64_t, std::int64_t>, std::vector<Place>, Hash> lists_;
};

class Refresh {
 public:
  explicit Refresh(KeptQueries& sql) : sql_(sql), keys_(sql) {}

  // Whether that was all.
  bool run() {
    struct Change {
      Place place;
      bool came = false, waits = false, moved = false;
    };
    std::vector<Change> changes;
    sql_.rows(
        "SELECT published, report, max(came), max(waits), max(moved) FROM (SELECT published, report, "
        "came, 1 AS waits, 0 AS moved FROM story_changes UNION ALL SELECT published, report, 0, 0, 1 "
        "FROM happening_moves) changes GROUP BY published, report ORDER BY published, report LIMIT ?",
        [&changes](const Query& row) {
          changes.push_back({{row.text(0), row.text(1)},
                             row.integer(2) != 0,
                             row.integer(3) != 0,
                             row.integer(4) != 0});
        },
        kStep);
    for (const Change& change : changes) {
      if (change.came || change.moved) update(change.place.second, change.came);
      if (change.waits) look_.insert(change.place);
    }
    for (const Place& place : look_) follow(place.second);
    name_stories();
    for (const Change& change : changes) {
      for (const char* sql : {"DELETE FROM story_changes WHERE published = ? AND report = ?",
                              "DELETE FROM happening_moves WHERE published = ? AND report = ?"})
        sql_.write(sql, change.place.first, change.place.second);
    }
    return static_cast<std::int64_t>(changes.size()) < kStep;
  }

 private:
  Stored& stored(const std::string& report) {
    const auto [known, is_new] = memory_.try_emplace(report);
    if (is_new) known->second = read_stored(sql_, report);
    return known->second;
  }

  // News that other reports tell of too: their ids, one a line.
  std::string shared_happenings(const Stored& report) {
    if (report.day == kNoDay) return "";
    std::set<std::string> ids;
    sql_.rows(
        "SELECT h.id FROM happening_events e JOIN happening_profiles f ON f.profile = e.profile JOIN "
        "happenings h ON h.number = f.happening WHERE e.report = ? AND h.reports > 1 AND h.last_day "
        ">= ?",
        [&ids](const Query& row) { ids.insert(row.text(0)); }, report.report,
        times::iso_day(times::from_days(report.day - kNews)));
    std::string out;
    for (const std::string& id : ids) out += (out.empty() ? "" : "\n") + id;
    return out;
  }

  // Brings keys and happenings of a report up to date, and notes which may follow it now, or no
  // longer.
  void update(const std::string& report, bool came) {
    Stored& one = stored(report);
    if (!one.there) return;
    std::string happenings = shared_happenings(one);
    if (!came && happenings == one.happenings) return;
    const std::vector<std::int64_t> before = came ? std::vector<std::int64_t>() : one.keys();
    if (happenings != one.happenings) {
      sql_.write("UPDATE story_reports SET happenings = ? WHERE report = ?", happenings, report);
      one.happenings = std::move(happenings);
      one.shared = store::lines_of(one.happenings);
    }
    const std::vector<std::int64_t> now = one.keys();
    for (const std::int64_t key : before) {
      if (std::binary_search(now.begin(), now.end(), key)) continue;
      keys_.drop(one, key);
      look_behind(one, key);
    }
    for (const std::int64_t key : now) {
      if (std::binary_search(before.begin(), before.end(), key)) continue;
      keys_.add(one, key);
      look_behind(one, key);
    }
    look_.insert(one.place());
    if (came) changed_.insert(one.place());
    sql_.rows(
        kFollowers, [this](const Query& row) { look_.emplace(row.text(0), row.text(1)); }, report);
  }

  // Those with the key that may follow the report.
  void look_behind(const Stored& report, std::int64_t key) {
    const std::int64_t last = std::min(report.day + kStoryGap, keys_.last_day());
    for (std::int64_t day = report.day; day <= last; ++day) {
      const std::vector<Place>& list = keys_.at(day, key);
      look_.insert(std::upper_bound(list.begin(), list.end(), Place(report.place())), list.end());
    }
  }

  void follow(const std::string& report) {
    Stored& one = stored(report);
    if (!one.there) return;
    std::string best = one.day == kNoDay ? "" : best_before(one);
    if (best == one.follows) return;
    sql_.write("UPDATE story_reports SET follows = ? WHERE report = ?", best, report);
    one.follows = std::move(best);
    changed_.insert(one.place());
  }

  // Reports that share a key, of each key the latest.
  std::vector<const Stored*> sharing(const Stored& one) {
    std::set<Place> places;
    const Place here = one.place();
    for (const std::int64_t key : one.keys()) {
      std::size_t left = kMostBefore;
      for (std::int64_t day = one.day; day >= one.day - kStoryGap && left > 0; --day) {
        const std::vector<Place>& list = keys_.at(day, key);
        auto at = std::lower_bound(list.begin(), list.end(), here);
        for (; at != list.begin() && left > 0; --left) places.insert(*--at);
      }
    }
    std::vector<const Stored*> out;
    for (const Place& place : places) out.push_back(&stored(place.second));
    return out;
  }

  // The report that this one is most like; of equals the first.
  std::string best_before(const Stored& one) {
    std::string best;
    double most = kOneStory;
    for (const Stored* earlier : sharing(one)) {
      std::size_t shared = 0;
      for (const std::string& id : one.shared) {
        shared += static_cast<std::size_t>(
            std::count(earlier->shared.begin(), earlier->shared.end(), id));
      }
      const double points = likeness(one.traits, earlier->traits, shared);
      if (points > most || (points == most && best.empty())) {
        most = points;
        best = earlier->report;
      }
    }
    return best;
  }

  // A report is of the story of the one that it follows; the first gives the name. From earlier to
  // later, so that whom it follows has its name already.
  void name_stories() {
    while (!changed_.empty()) {
      const std::string report = changed_.extract(changed_.begin()).value().second;
      Stored& one = stored(report);
      if (!one.there) continue;
      const std::string name = one.follows.empty()
                                   ? core::sha256_hex("story\n" + report).substr(0, 16)
                                   : stored(one.follows).story;
      if (one.story == name) continue;
      sql_.write("UPDATE story_reports SET story = ? WHERE report = ?", name, report);
      one.story = name;
      sql_.rows(
          kFollowers, [this](const Query& row) { changed_.emplace(row.text(0), row.text(1)); },
          report);
    }
  }

  KeptQueries& sql_;
  KeyLists keys_;
  std::unordered_map<std::string, Stored> memory_;
  std::set<Place> look_;     // reports that may follow another than before
  std::set<Place> changed_;  // reports that came, or follow another
};

// Takes a report out, and notes those that may follow another now.
void forget_report(KeptQueries& sql, const std::string& report) {
  const Stored one = read_stored(sql, report);
  if (!one.there) return;
  std::vector<Place> look;
  const auto note = [&look](const Query& row) { look.emplace_back(row.text(0), row.text(1)); };
  for (const std::int64_t key : one.keys()) {
    sql.write("DELETE FROM story_keys WHERE day = ? AND hash = ? AND published = ? AND report = ?",
              one.day, key, one.published, report);
    for (std::int64_t day = one.day; day <= one.day + kStoryGap; ++day)
      sql.rows("SELECT published, report FROM story_keys WHERE day = ? AND hash = ?", note, day, key);
  }
  sql.rows(kFollowers, note, report);
  for (const Place& place : look) {
    if (place < Place(one.place())) continue;
    sql.write(
        "INSERT INTO story_changes (published, report, came) VALUES (?,?,0) ON CONFLICT (published, "
        "report) DO NOTHING",
        place.first, place.second);
  }
  for (const char* statement : {"DELETE FROM story_changes WHERE published = ? AND report = ?",
                                "DELETE FROM happening_moves WHERE published = ? AND report = ?"})
    sql.write(statement, one.published, report);
  sql.write("DELETE FROM story_reports WHERE report = ?", report);
}

class StoriesLayer : public store::Layer {
 public:
  std::string_view name() const override { return "stories"; }
  int version() const override { return 3; }

  Result<void> clear(Database& database) override { return database.execute(kTables); }

  Result<void> put(Database& database, const Record& record) override {
    KeptQueries sql(database);
    const auto day = times::parse_date(record.published);
    sql.write(
        "INSERT INTO story_reports (report, day, published, traits, happenings, follows, story) "
        "VALUES (?,?,?,?,'','','')",
        record.id, day ? times::to_days(*day) : kNoDay, record.published,
        to_text(traits_of(record)));
    sql.write(
        "INSERT INTO story_changes (published, report, came) VALUES (?,?,1) ON CONFLICT (published, "
        "report) DO UPDATE SET came = 1",
        record.published, record.id);
    return sql.failed();
  }

  Result<void> remove(Database& database, const std::string& report) override {
    KeptQueries sql(database);
    forget_report(sql, report);
    return sql.failed();
  }

  Result<bool> refresh_step(Database& database, store::RefreshStep&) override {
    KeptQueries sql(database);
    const bool all = Refresh(sql).run();
    if (!sql.failed()) return sql.failed().error();
    return all;
  }
};

}  // namespace

std::shared_ptr<store::Layer> make_stories_layer() {
  return std::make_shared<StoriesLayer>();
}

}  // namespace dragoman::stories
