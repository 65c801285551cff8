// From changed profiles to happenings, by four steps, each of which passes on only what changed:
//
//   profiles    what no event has any more goes; what is new gets its keys
//   components  profiles of one time, linked through others (same_at_time), found anew around each
//               change; clusters_of() divides them
//   belonging   a cluster whose time is known less well looks for the one it belongs to (same_within)
//   happenings  a cluster with all that belong to it, directly or through others
//
// All links are functions of two profiles, and a component is of one day, week or month, so that
// neither the order of changes nor how much is stored matters.
#include "stories/happenings_refresh.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "stories/happening_agreement.h"
#include "stories/happening_clusters.h"
#include "stories/happening_keys.h"
#include "stories/happening_profile.h"
#include "stories/kept_queries.h"
#include "times/calendar.h"

namespace dragoman::stories {
namespace {

using store::Query;
using Id = std::int64_t;  // of a profile or a cluster

// A key that so many profiles of a day share tells nothing, and comparing them all would cost.
constexpr std::int64_t kMostUnderKey = 400;
constexpr std::size_t kMostInMemory = 20'000;  // profiles

bool have_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    const int order = x->compare(*y);
    if (order == 0) return true;
    ++(order < 0 ? x : y);
  }
  return false;
}

class Refresh {
 public:
  explicit Refresh(store::Database& database) : sql_(database) {}

  Result<void> run() {
    const std::vector<Id> changed =
        sql_.numbers("SELECT profile FROM happening_changes ORDER BY profile");
    if (changed.empty()) return sql_.failed();
    update_profiles(changed);
    for (const auto& [time, id] : in_order_of_time(seeds_)) find_component(id);
    update_belonging();
    update_happenings();
    sql_.write("DELETE FROM happening_changes");
    return sql_.failed();
  }

 private:
  struct Stored {
    Profile profile;
    Id component = 0, cluster = 0;
  };

  const Stored& stored(Id id) {
    if (const auto found = memory_.find(id); found != memory_.end()) return found->second;
    if (memory_.size() >= kMostInMemory) memory_.clear();
    Stored& out = memory_[id];
    sql_.rows(
        "SELECT text, component, cluster FROM happening_profiles WHERE profile = ?",
        [&](const Query& row) {
          auto profile = parse_profile(row.text(0));
          if (!profile) return sql_.fail(make_error(ErrorCode::BadStore, "a profile is damaged"));
          out = {std::move(*profile), row.integer(1), row.integer(2)};
        },
        id);
    return out;
  }
  Profile profile_of(Id id) { return stored(id).profile; }

  // So that what is near in time is in memory together.
  std::set<std::pair<std::int64_t, Id>> in_order_of_time(const std::set<Id>& ids) {
    std::set<std::pair<std::int64_t, Id>> out;
    for (const Id id : ids) out.emplace(profile_of(id).time.first, id);
    return out;
  }

  // ---- profiles ----

  void update_profiles(const std::vector<Id>& changed) {
    std::map<std::pair<std::int64_t, std::int64_t>, int> more;  // key and day: profiles come or gone
    for (const Id id : changed) {
      const bool held =
          !sql_.numbers("SELECT 1 FROM happening_events WHERE profile = ? LIMIT 1", id).empty();
      const Stored now = stored(id);
      if (held && now.component != 0) {  // in other reports than before
        touch(now.cluster);
        add_component_to_seeds(now.component);
        continue;
      }
      if (held) {
        seeds_.insert(id);
      } else if (now.component != 0) {
        touch(now.cluster);
        add_component_to_seeds(now.component);
      }
      for (const std::int64_t key : keys_of(now.profile, now.profile.time.dating)) {
        const std::int64_t day = now.profile.time.first;
        if (held) {
          sql_.write("INSERT INTO happening_keys (hash, day, profile) VALUES (?,?,?)", key, day, id);
        } else if (now.component != 0) {
          sql_.write("DELETE FROM happening_keys WHERE hash = ? AND day = ? AND profile = ?", key,
                     day, id);
        } else {
          continue;
        }
        more[{key, day}] += held ? 1 : -1;
      }
      if (!held) {
        sql_.write("DELETE FROM happening_profiles WHERE profile = ?", id);
        gone_.insert(id);
      }
    }
    for (const Id id : gone_) seeds_.erase(id);
    for (const auto& [place, change] : more) note_crowd(place.first, place.second, change);
  }

  void add_component_to_seeds(Id component) {
    for (const Id id : sql_.numbers(
             "SELECT profile FROM happening_profiles WHERE component = ?", component))
      seeds_.insert(id);
  }

  // A key that has become, or is no longer, one that too many share changes the links of them all.
  void note_crowd(std::int64_t key, std::int64_t day, int change) {
    const std::vector<std::int64_t> count =
        sql_.numbers("SELECT count(*) FROM happening_keys WHERE hash = ? AND day = ?", key, day);
    if (count.empty()) return;
    const bool crowd = count[0] > kMostUnderKey, before = count[0] - change > kMostUnderKey;
    if (crowd == before) return;
    for (const Id id : sql_.numbers(
             "SELECT profile FROM happening_keys WHERE hash = ? AND day = ?", key, day)) {
      const Stored now = stored(id);
      if (now.component != 0) {
        touch(now.cluster);
        add_component_to_seeds(now.component);
      }
    }
  }

  // ---- found by keys ----

  // Profiles that share a key with this one and stand at those days.
  std::set<Id> found_at(const Profile& profile, const Days& days) {
    std::set<Id> out;
    for (const std::int64_t key : keys_of(profile, days.dating)) {
      std::map<std::int64_t, std::vector<Id>> by_day;
      sql_.rows(
          "SELECT day, profile FROM happening_keys WHERE hash = ? AND day BETWEEN ? AND ?",
          [&by_day](const Query& row) { by_day[row.integer(0)].push_back(row.integer(1)); }, key,
          days.first, days.last);
      for (const auto& [day, ids] : by_day) {
        if (static_cast<std::int64_t>(ids.size()) <= kMostUnderKey) out.insert(ids.begin(), ids.end());
      }
    }
    return out;
  }

  // ---- components ----

  void find_component(Id seed) {
    if (seen_.contains(seed)) return;
    std::vector<Id> members = {seed};
    std::vector<std::pair<double, std::pair<Id, Id>>> found;
    seen_.insert(seed);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Profile profile = profile_of(members[i]);
      const ProfileTime& time = profile.time;
      for (const Id other : found_at(profile, {time.dating, time.first, time.first})) {
        if (other == members[i]) continue;
        const auto points = same_at_time(profile, stored(other).profile);
        if (!points) continue;
        if (members[i] < other) found.push_back({*points, {members[i], other}});
        if (seen_.insert(other).second) members.push_back(other);
      }
    }
    std::sort(members.begin(), members.end());
    divide(members, found);
  }

  std::vector<std::string> reports_of(Id profile) {
    return sql_.texts(
        "SELECT DISTINCT report FROM happening_events WHERE profile = ? ORDER BY report", profile);
  }

  void divide(const std::vector<Id>& members,
              const std::vector<std::pair<double, std::pair<Id, Id>>>& found) {
    const auto position = [&members](Id id) {
      return static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), id) -
                                      members.begin());
    };
    std::vector<Link> links;
    for (const auto& [points, ends] : found)
      links.push_back({points, position(ends.first), position(ends.second)});
    std::vector<Profile> profiles;
    std::vector<std::vector<std::string>> reports;
    for (const Id id : members) {
      profiles.push_back(profile_of(id));
      reports.push_back(links.empty() ? std::vector<std::string>() : reports_of(id));
    }
    // What one report keeps apart stays apart: profiles_of() had all of it before it.
    const std::vector<std::size_t> clusters =
        clusters_of(members.size(), std::move(links), [&](std::size_t a, std::size_t b) {
          return contradict(profiles[a], profiles[b]) || have_common(reports[a], reports[b]);
        });
    for (std::size_t i = 0; i < members.size(); ++i) assign(members[i], members[0], members[clusters[i]]);
  }

  void assign(Id id, Id component, Id cluster) {
    const Stored before = stored(id);
    if (before.component == component && before.cluster == cluster) return;
    sql_.write("UPDATE happening_profiles SET component = ?, cluster = ? WHERE profile = ?",
               component, cluster, id);
    memory_[id] = {before.profile, component, cluster};
    if (before.cluster != cluster) {
      if (before.cluster != 0) touch(before.cluster);
      touch(cluster);
    }
  }

  void touch(Id cluster) { touched_.insert(cluster); }

  std::vector<Id> members_of(Id cluster) {
    return sql_.numbers("SELECT profile FROM happening_profiles WHERE cluster = ? ORDER BY profile",
                        cluster);
  }

  // ---- belonging ----

  void update_belonging() {
    std::set<Id> look;  // clusters that look for what they belong to
    for (const Id cluster : touched_) {
      for (const Id child : sql_.numbers(
               "SELECT cluster FROM happening_clusters WHERE belongs_to = ?", cluster))
        look.insert(child);
      const std::vector<Id> members = members_of(cluster);
      if (members.empty()) {
        note_happening(cluster);
        sql_.write("DELETE FROM happening_clusters WHERE cluster = ?", cluster);
        continue;
      }
      look.insert(cluster);
      sql_.write(
          "INSERT INTO happening_clusters (cluster, belongs_to, happening) VALUES (?,0,'') ON "
          "CONFLICT (cluster) DO NOTHING",
          cluster);
      changed_.insert(cluster);
      for (const Id id : members) add_vaguer(profile_of(id), look);
    }
    for (const Id cluster : look) belong(cluster);
  }

  // Clusters that may belong to the one of this profile.
  void add_vaguer(const Profile& profile, std::set<Id>& clusters) {
    for (const Days& days : where_vaguer(profile.time)) {
      for (const Id other : found_at(profile, days)) {
        const Stored& vague = stored(other);
        if (!clusters.contains(vague.cluster) && same_within(vague.profile, profile))
          clusters.insert(vague.cluster);
      }
    }
  }

  void belong(Id cluster) {
    const std::vector<Id> members = members_of(cluster);
    if (members.empty()) return;
    const Id now = best_for(members);
    const std::vector<Id> before =
        sql_.numbers("SELECT belongs_to FROM happening_clusters WHERE cluster = ?", cluster);
    if (before.empty() || before[0] == now) return;
    sql_.write("UPDATE happening_clusters SET belongs_to = ? WHERE cluster = ?", now, cluster);
    changed_.insert(cluster);
  }

  // The cluster that these belong to: of the best link that nothing contradicts; 0 for none. Of
  // equally good ones the later, then the one of the smaller number.
  Id best_for(const std::vector<Id>& members) {
    struct Offer {
      double points = 0;
      std::int64_t day = 0;
    };
    std::map<Id, Offer> offers;
    for (const Id id : members) {
      const Profile vague = profile_of(id);
      for (const Days& days : where_better_known(vague.time)) {
        for (const Id other : found_at(vague, days)) {
          const Stored& dated = stored(other);
          const auto points = same_within(vague, dated.profile);
          if (!points) continue;
          Offer& offer = offers[dated.cluster];
          offer = {std::max(offer.points, *points), dated.profile.time.first};
        }
      }
    }
    std::vector<std::pair<Id, Offer>> best(offers.begin(), offers.end());
    std::stable_sort(best.begin(), best.end(), [](const auto& x, const auto& y) {
      return x.second.points != y.second.points ? x.second.points > y.second.points
                                                : x.second.day > y.second.day;
    });
    for (const auto& [cluster, offer] : best) {
      if (fit(members, members_of(cluster))) return cluster;
    }
    return 0;
  }

  bool fit(const std::vector<Id>& a, const std::vector<Id>& b) {
    return std::none_of(a.begin(), a.end(), [&](Id x) {
      const Profile profile = profile_of(x);
      return std::any_of(b.begin(), b.end(),
                         [&](Id y) { return contradict(profile, stored(y).profile); });
    });
  }

  // ---- happenings ----

  // The happening that the cluster is in will be made anew.
  void note_happening(Id cluster) {
    for (std::string& id :
         sql_.texts("SELECT happening FROM happening_clusters WHERE cluster = ?", cluster)) {
      if (!id.empty()) old_.insert(std::move(id));
    }
  }

  void update_happenings() {
    for (const Id cluster : changed_) note_happening(cluster);
    std::set<Id> clusters = changed_;
    for (const std::string& id : old_) {
      for (const Id cluster :
           sql_.numbers("SELECT cluster FROM happening_clusters WHERE happening = ?", id))
        clusters.insert(cluster);
    }
    std::set<Id> tops;
    for (const Id cluster : clusters) tops.insert(top_of(cluster));
    std::map<Id, std::vector<Id>> trees;
    for (const Id top : tops) {
      trees[top] = tree_of(top);
      for (const Id cluster : trees[top]) note_happening(cluster);
    }
    for (const std::string& id : old_) sql_.write("DELETE FROM happenings WHERE id = ?", id);
    for (const auto& [top, tree] : trees) write_happening(top, tree);
  }

  // Belonging goes to times that are better known or earlier, never in a circle.
  Id top_of(Id cluster) {
    while (true) {
      const std::vector<Id> to =
          sql_.numbers("SELECT belongs_to FROM happening_clusters WHERE cluster = ?", cluster);
      if (to.empty() || to[0] == 0) return cluster;
      cluster = to[0];
    }
  }

  std::vector<Id> tree_of(Id top) {
    std::vector<Id> out = {top};
    for (std::size_t i = 0; i < out.size(); ++i) {
      for (const Id child : sql_.numbers(
               "SELECT cluster FROM happening_clusters WHERE belongs_to = ? ORDER BY cluster",
               out[i]))
        out.push_back(child);
    }
    return out;
  }

  void write_happening(Id top, const std::vector<Id>& tree) {
    // The first event, by publication, report and position in it, names the happening.
    std::tuple<std::string, std::string, std::int64_t> first;
    std::set<std::string> reports;
    std::string event;
    for (const Id cluster : tree) {
      sql_.rows(
          "SELECT r.published, e.report, v.position, e.event FROM happening_profiles p "
          "JOIN happening_events e ON e.profile = p.profile JOIN reports r ON r.id = e.report "
          "JOIN events v ON v.report = e.report AND v.id = e.event WHERE p.cluster = ?",
          [&](const Query& row) {
            std::tuple<std::string, std::string, std::int64_t> at(row.text(0), row.text(1),
                                                                  row.integer(2));
            reports.insert(std::get<1>(at));
            if (event.empty() || at < first) {
              first = std::move(at);
              event = row.text(3);
            }
          },
          cluster);
    }
    const std::vector<Id> members = members_of(top);
    if (event.empty() || members.empty()) return;
    const Profile& profile = stored(members[0]).profile;
    const ProfileTime& time = profile.time;
    const std::string id =
        core::sha256_hex("happening\n" + std::get<1>(first) + '\n' + event).substr(0, 16);
    const bool known = time.dating != Dating::None || time.last != 0;
    const auto day = [known](std::int64_t number) {
      return known ? times::iso_day(times::from_days(number)) : std::string();
    };
    sql_.write(
        "INSERT INTO happenings (id, type, first_day, last_day, dated, reports) VALUES "
        "(?,?,?,?,?,?)",
        id, to_string(profile.type), day(time.first), day(time.last),
        std::int64_t{time.dating != Dating::Report && known},
        static_cast<std::int64_t>(reports.size()));
    for (const std::string& report : reports) {
      sql_.write("INSERT INTO happening_moves (report) VALUES (?) ON CONFLICT (report) DO NOTHING",
                 report);
    }
    for (const Id cluster : tree)
      sql_.write("UPDATE happening_clusters SET happening = ? WHERE cluster = ?", id, cluster);
  }

  KeptQueries sql_;
  std::unordered_map<Id, Stored> memory_;
  std::set<Id> seeds_, gone_, seen_;  // profiles
  std::set<Id> touched_, changed_;    // clusters: whose profiles, or place in a tree, changed
  std::set<std::string> old_;         // ids of happenings to be made anew
};

}  // namespace

Result<void> refresh_happenings(store::Database& database) {
  return Refresh(database).run();
}

}  // namespace dragoman::stories
