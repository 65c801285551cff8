// The tables of stories.
//
//   story_reports  a report with its traits (story_likeness.h) and shared happenings as last seen,
//                  the one it follows, its story. No traits: it was deleted, and waits for refresh
//   story_keys     where reports of one story meet
//   story_changes  reports that came, changed or were deleted since the last refresh
#include <algorithm>
#include <set>
#include <unordered_map>

#include "core/hash.h"
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
    "CREATE INDEX story_reports_follows ON story_reports (follows); "
    "CREATE INDEX story_reports_story ON story_reports (story); "
    "CREATE TABLE story_keys (hash INTEGER NOT NULL, day INTEGER NOT NULL, published TEXT NOT NULL, "
    "report TEXT NOT NULL, PRIMARY KEY (hash, day, published, report)) WITHOUT ROWID; "
    "CREATE INDEX story_keys_report ON story_keys (report); "
    "CREATE TABLE story_changes (report TEXT PRIMARY KEY) WITHOUT ROWID";

constexpr std::int64_t kNoDay = -10'000'000;  // of a report without a date: it follows none
// Of those that share a key, so many are looked at, the latest before the report.
constexpr std::int64_t kMostBefore = 200;
// A happening is what a report is about, and not its background, if it was at most so many days
// before it.
constexpr std::int64_t kNews = 7;

class Refresh {
 public:
  explicit Refresh(Database& database) : sql_(database) {}

  Result<void> run() {
    const std::vector<std::string> changes = sql_.texts(
        "SELECT report FROM story_changes UNION SELECT report FROM happening_moves ORDER BY 1");
    for (const std::string& report : changes) update(report);
    for (const std::string& report : look_) follow(report);
    rename();
    sql_.write("DELETE FROM story_reports WHERE traits = ''");
    sql_.write("DELETE FROM story_changes");
    sql_.write("DELETE FROM happening_moves");
    return sql_.failed();
  }

 private:
  struct Stored {
    bool there = false;
    std::int64_t day = kNoDay;
    std::string published, follows, story;
    StoryTraits traits;
    std::vector<std::string> happenings;
  };

  const Stored& stored(const std::string& report) {
    const auto found = memory_.find(report);
    if (found != memory_.end()) return found->second;
    if (memory_.size() > 20'000) memory_.clear();
    Stored& out = memory_[report];
    sql_.rows(
        "SELECT day, published, traits, happenings, follows, story FROM story_reports WHERE report "
        "= ?",
        [&](const Query& row) {
          auto traits = parse_traits(row.text(2));
          out = {traits.has_value(),
                 row.integer(0),
                 row.text(1),
                 row.text(4),
                 row.text(5),
                 std::move(traits).value_or(StoryTraits{}),
                 lines_of(row.text(3))};
        },
        report);
    return out;
  }

  static std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t at = 0; at < text.size(); at += 17) out.push_back(text.substr(at, 16));
    return out;
  }

  // Ids of news that other reports tell of too, one a line of 16 digits.
  std::string shared_happenings(const std::string& report, std::int64_t day) {
    if (day == kNoDay) return "";
    std::string out;
    for (const std::string& id : sql_.texts(
             "SELECT DISTINCT h.id FROM happening_events e "
             "JOIN happening_profiles f ON f.profile = e.profile "
             "JOIN happening_clusters c ON c.cluster = f.cluster "
             "JOIN happenings h ON h.id = c.happening "
             "WHERE e.report = ? AND h.reports > 1 AND h.last_day >= ? ORDER BY h.id",
             report, times::iso_day(times::from_days(day - kNews)))) {
      out += (out.empty() ? "" : "\n") + id;
    }
    return out;
  }

  // Brings keys and happenings of a report up to date, and notes which may follow it now, or no
  // longer.
  void update(const std::string& report) {
    const Stored before = stored(report);
    changed_.insert(report);
    sql_.rows(
        "SELECT hash, day FROM story_keys WHERE report = ?",
        [this](const Query& row) { places_.emplace(row.integer(0), row.integer(1)); }, report);
    sql_.write("DELETE FROM story_keys WHERE report = ?", report);
    if (before.there) {
      const std::string happenings = shared_happenings(report, before.day);
      sql_.write("UPDATE story_reports SET happenings = ? WHERE report = ?", happenings, report);
      memory_.erase(report);
      const Stored& now = stored(report);
      if (now.day != kNoDay) {
        for (const std::int64_t key : story_keys(now.traits, now.happenings)) {
          sql_.write("INSERT INTO story_keys (hash, day, published, report) VALUES (?,?,?,?)", key,
                     now.day, now.published, report);
          places_.emplace(key, now.day);
        }
      }
      look_.insert(report);
    }
    for (const auto& [key, day] : places_) {
      for (std::string& other :
           sql_.texts("SELECT report FROM story_keys WHERE hash = ? AND day BETWEEN ? AND ?", key,
                      day, day + kStoryGap))
        look_.insert(std::move(other));
    }
    places_.clear();
    for (std::string& other :
         sql_.texts("SELECT report FROM story_reports WHERE follows = ?", report))
      look_.insert(std::move(other));
  }

  void follow(const std::string& report) {
    const Stored one = stored(report);
    if (!one.there) return;
    const std::string best = one.day == kNoDay ? "" : best_before(report, one);
    if (best == one.follows) return;
    sql_.write("UPDATE story_reports SET follows = ? WHERE report = ?", best, report);
    memory_.erase(report);
    changed_.insert(report);
  }

  // The report that this one is most like; of equals the first.
  std::string best_before(const std::string& report, const Stored& one) {
    std::set<std::pair<std::string, std::string>> before;  // published, report
    for (const std::int64_t key : story_keys(one.traits, one.happenings)) {
      sql_.rows(
          "SELECT published, report FROM story_keys WHERE hash = ? AND day BETWEEN ? AND ? AND "
          "(published < ? OR (published = ? AND report < ?)) ORDER BY published DESC, report DESC "
          "LIMIT ?",
          [&before](const Query& row) { before.emplace(row.text(0), row.text(1)); }, key,
          one.day - kStoryGap, one.day, one.published, one.published, report, kMostBefore);
    }
    std::string best;
    double most = kOneStory;
    for (const auto& [published, other] : before) {
      const Stored& earlier = stored(other);
      std::size_t shared = 0;
      for (const std::string& id : one.happenings) {
        shared += static_cast<std::size_t>(
            std::count(earlier.happenings.begin(), earlier.happenings.end(), id));
      }
      const double points = likeness(one.traits, earlier.traits, shared);
      if (points > most || (points == most && best.empty())) {
        most = points;
        best = other;
      }
    }
    return best;
  }

  // Names the stories of all reports whose place in one may have changed.
  void rename() {
    std::set<std::string> reports, stories;
    for (const std::string& report : changed_) {
      const Stored& one = stored(report);
      if (!one.story.empty()) stories.insert(one.story);
      if (one.there) reports.insert(report);
    }
    for (const std::string& story : stories) {
      for (std::string& report :
           sql_.texts("SELECT report FROM story_reports WHERE story = ? AND traits <> ''", story))
        reports.insert(std::move(report));
    }
    for (const std::string& report : reports) {
      const std::string story =
          core::sha256_hex("story\n" + first_of(report)).substr(0, 16);
      if (stored(report).story == story) continue;
      sql_.write("UPDATE story_reports SET story = ? WHERE report = ?", story, report);
    }
  }

  // Whom a report follows is earlier, so that this ends.
  std::string first_of(std::string report) {
    while (!stored(report).follows.empty()) report = stored(report).follows;
    return report;
  }

  KeptQueries sql_;
  std::unordered_map<std::string, Stored> memory_;
  std::set<std::pair<std::int64_t, std::int64_t>> places_;  // key, day
  std::set<std::string> look_;     // reports that may follow another than before
  std::set<std::string> changed_;  // reports that came, went, or follow another
};

class StoriesLayer : public store::Layer {
 public:
  std::string_view name() const override { return "stories"; }
  int version() const override { return 2; }

  Result<void> clear(Database& database) override { return database.execute(kTables); }

  Result<void> put(Database& database, const Record& record) override {
    KeptQueries sql(database);
    const auto day = times::parse_date(record.published);
    sql.write(
        "INSERT INTO story_reports (report, day, published, traits, happenings, follows, story) "
        "VALUES (?,?,?,?,'','','') ON CONFLICT (report) DO UPDATE SET day = excluded.day, published "
        "= excluded.published, traits = excluded.traits",
        record.id, day ? times::to_days(*day) : kNoDay, record.published,
        to_text(traits_of(record)));
    note(sql, record.id);
    return sql.failed();
  }

  Result<void> remove(Database& database, const std::string& report) override {
    KeptQueries sql(database);
    sql.write("UPDATE story_reports SET traits = '' WHERE report = ?", report);
    note(sql, report);
    return sql.failed();
  }

  Result<void> refresh(Database& database) override { return Refresh(database).run(); }

 private:
  static void note(KeptQueries& sql, const std::string& report) {
    sql.write("INSERT INTO story_changes (report) VALUES (?) ON CONFLICT (report) DO NOTHING",
              report);
  }
};

}  // namespace

std::shared_ptr<store::Layer> make_stories_layer() {
  return std::make_shared<StoriesLayer>();
}

}  // namespace dragoman::stories
