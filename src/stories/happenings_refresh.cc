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
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "stories/happening_agreement.h"
#include "stories/happening_clusters.h"
#include "stories/happening_keys.h"
#include "stories/happening_nodes.h"
#include "stories/happening_waiting.h"
#include "times/calendar.h"

namespace dragoman::stories {
namespace {

using store::Query;
using Id = ProfileId;

constexpr std::int64_t kStepReports = 256, kStepProfiles = 2'000;

bool have_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    const int order = x->compare(*y);
    if (order == 0) return true;
    ++(order < 0 ? x : y);
  }
  return false;
}

// An event of a report, in the order by which the first names its happening.
struct EventPlace {
  std::string published, report;
  std::int64_t position = 0;
  std::string event;
  friend auto operator<=>(const EventPlace&, const EventPlace&) = default;
};

class Refresh {
 public:
  Refresh(store::Database& database, ProfileCache& cache)
      : sql_(database), nodes_(sql_, cache), keyed_(sql_) {}

  // Whether that was all.
  Result<bool> run() {
    bool all = take_waiting();
    const std::vector<Id> changes =
        sql_.numbers("SELECT profile FROM happening_changes ORDER BY profile LIMIT ?", kStepProfiles);
    all = all && static_cast<std::int64_t>(changes.size()) < kStepProfiles;
    changed_profiles_.insert(changes.begin(), changes.end());
    update_profiles();
    for (const Id id : seeds_) find_component(id);
    update_belonging();
    update_happenings();
    nodes_.write();
    for (const Id id : changes) sql_.write("DELETE FROM happening_changes WHERE profile = ?", id);
    if (!sql_.failed()) return sql_.failed().error();
    return all;
  }

 private:
  // ---- profiles ----

  // The events of reports that came get their rows.
  bool take_waiting() {
    std::vector<std::string> reports;
    sql_.rows(
        "SELECT report, published, profiles FROM happening_waiting ORDER BY published, report LIMIT ?",
        [&](const Query& row) {
          reports.push_back(row.text(0));
          for (WaitingProfile& one : parse_waiting(row.text(2))) {
            nodes_.add(one.id, std::move(one.text));
            changed_profiles_.insert(one.id);
            for (WaitingEvent& event : one.events) {
              EventPlace place{row.text(1), row.text(0), event.position, std::move(event.id)};
              sql_.write(
                  "INSERT INTO happening_events (report, event, profile, position, published) VALUES "
                  "(?,?,?,?,?)",
                  place.report, place.event, one.id, place.position, place.published);
              if (!nodes_.at(one.id).stored) new_events_[one.id].push_back(std::move(place));
            }
          }
        },
        kStepReports);
    for (const std::string& report : reports)
      sql_.write("DELETE FROM happening_waiting WHERE report = ?", report);
    return static_cast<std::int64_t>(reports.size()) < kStepReports;
  }

  // Of a profile, in no order.
  std::vector<EventPlace> events_of(Id profile) {
    if (!nodes_.at(profile).stored) return new_events_[profile];
    std::vector<EventPlace> out;
    sql_.rows(
        "SELECT published, report, position, event FROM happening_events WHERE profile = ?",
        [&out](const Query& row) {
          out.push_back({row.text(0), row.text(1), row.integer(2), row.text(3)});
        },
        profile);
    return out;
  }

  bool is_held(Id profile) {
    if (!nodes_.at(profile).stored) return !new_events_[profile].empty();
    return !sql_.numbers("SELECT 1 FROM happening_events WHERE profile = ? LIMIT 1", profile).empty();
  }

  const std::vector<std::int64_t>& keys(Id id) {
    const auto [known, is_new] = keys_.try_emplace(id);
    if (is_new) known->second = keys_of(nodes_.profile(id));
    return known->second;
  }

  void update_profiles() {
    for (const Id id : changed_profiles_) {
      const bool held = is_held(id);
      const bool placed = nodes_.at(id).component != 0;
      if (placed) {  // gone, or in other reports than before
        touch(nodes_.at(id).cluster);
        add_component_to_seeds(nodes_.at(id).component);
      } else if (held) {
        seeds_.insert(id);
      }
      if (held == placed) {
        if (!held) nodes_.drop(id);
        continue;
      }
      const ProfileTime& time = nodes_.profile(id).time;
      if (held) {
        keyed_.add(keys(id), time, id);
      } else {
        keyed_.drop(keys(id), time, id);
        nodes_.drop(id);
      }
      for (const std::int64_t key : keys(id)) note_crowd(key, time, held ? 1 : -1);
    }
    std::erase_if(seeds_, [this](Id id) { return nodes_.at(id).gone; });
  }

  void add_component_to_seeds(Id component) {
    if (!components_.insert(component).second) return;
    for (const Id id : nodes_.stored_of_component(component)) seeds_.insert(id);
  }

  // A key that has become, or is no longer, one that too many share changes the links of them all.
  void note_crowd(std::int64_t key, const ProfileTime& time, int change) {
    const std::vector<Id> sharing = keyed_.of_day(key, time);
    const std::size_t before = sharing.size() - static_cast<std::size_t>(change);
    if (KeyedProfiles::is_crowd(sharing.size()) == KeyedProfiles::is_crowd(before)) return;
    for (const Id id : sharing) {
      const Nodes::Node now = nodes_.at(id);
      if (now.component == 0) continue;
      touch(now.cluster);
      add_component_to_seeds(now.component);
    }
  }

  // ---- components ----

  void find_component(Id seed) {
    if (seen_.contains(seed)) return;
    std::vector<Id> members = {seed};
    std::vector<std::pair<double, std::pair<Id, Id>>> found;
    seen_.insert(seed);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Profile& profile = nodes_.profile(members[i]);
      const ProfileTime& time = profile.time;
      for (const Id other : keyed_.find(keys(members[i]), {{time.dating, time.first, time.first}})) {
        if (other == members[i]) continue;
        // Always in one order: rounding must not link two from one side only.
        const auto points = members[i] < other ? same_at_time(profile, nodes_.profile(other))
                                               : same_at_time(nodes_.profile(other), profile);
        if (!points) continue;
        if (members[i] < other) found.push_back({*points, {members[i], other}});
        if (seen_.insert(other).second) members.push_back(other);
      }
    }
    std::sort(members.begin(), members.end());
    divide(members, found);
  }

  std::vector<std::string> reports_of(Id profile) {
    std::set<std::string> out;
    for (EventPlace& place : events_of(profile)) out.insert(std::move(place.report));
    return {out.begin(), out.end()};
  }

  void divide(const std::vector<Id>& members,
              const std::vector<std::pair<double, std::pair<Id, Id>>>& found) {
    if (members.size() == 1) return assign(members[0], members[0], members[0]);
    const auto position = [&members](Id id) {
      return static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), id) -
                                      members.begin());
    };
    std::vector<Link> links;
    for (const auto& [points, ends] : found)
      links.push_back({points, position(ends.first), position(ends.second)});
    std::vector<std::vector<std::string>> reports;
    for (const Id id : members) reports.push_back(reports_of(id));
    // What one report keeps apart stays apart: profiles_of() had all of it before it.
    const std::vector<std::size_t> clusters =
        clusters_of(members.size(), std::move(links), [&](std::size_t a, std::size_t b) {
          return have_common(reports[a], reports[b]) ||
                 contradict(nodes_.profile(members[a]), nodes_.profile(members[b]));
        });
    for (std::size_t i = 0; i < members.size(); ++i)
      assign(members[i], members[0], members[clusters[i]]);
  }

  void assign(Id id, Id component, Id cluster) {
    const Nodes::Node& before = nodes_.at(id);
    if (before.component == component && before.cluster == cluster) return;
    if (before.cluster != cluster) {
      if (before.cluster != 0) touch(before.cluster);
      touch(cluster);
    }
    nodes_.place(id, component, cluster);
  }

  void touch(Id cluster) { touched_.insert(cluster); }

  // ---- belonging ----

  void update_belonging() {
    std::set<Id> look;  // clusters that look for what they belong to
    for (const Id cluster : touched_) {
      const std::set<Id>& children = nodes_.children(cluster);
      look.insert(children.begin(), children.end());
      changed_.insert(cluster);
      if (nodes_.members(cluster).empty()) continue;
      look.insert(cluster);
      for (const Id id : nodes_.members(cluster)) add_vaguer(id, look);
    }
    for (const Id cluster : look) belong(cluster);
  }

  // Clusters that may belong to the one of this profile.
  void add_vaguer(Id id, std::set<Id>& clusters) {
    const Profile& profile = nodes_.profile(id);
    for (const Id other : keyed_.find(keys(id), where_vaguer(profile.time))) {
      if (!same_within(nodes_.profile(other), profile)) continue;
      clusters.insert(nodes_.at(other).cluster);
    }
  }

  void belong(Id cluster) {
    if (nodes_.members(cluster).empty()) return;
    const Id now = best_for(nodes_.members(cluster));
    if (nodes_.at(cluster).belongs_to == now) return;
    nodes_.let_belong(cluster, now);
    changed_.insert(cluster);
  }

  // The cluster that these belong to: of the best link that nothing contradicts; 0 for none. Of
  // equally good ones the later, then the one of the smaller number.
  Id best_for(const std::set<Id>& members) {
    struct Offer {
      double points = 0;
      std::int64_t day = 0;
    };
    std::map<Id, Offer> offers;
    for (const Id id : members) {
      const Profile& vague = nodes_.profile(id);
      for (const Id other : keyed_.find(keys(id), where_better_known(vague.time))) {
        const Profile& dated = nodes_.profile(other);
        const auto points = same_within(vague, dated);
        if (!points) continue;
        const Id cluster = nodes_.at(other).cluster;
        if (cluster == 0) continue;  // gone
        Offer& offer = offers[cluster];
        offer = {std::max(offer.points, *points), dated.time.first};
      }
    }
    std::vector<std::pair<Id, Offer>> best(offers.begin(), offers.end());
    std::stable_sort(best.begin(), best.end(), [](const auto& x, const auto& y) {
      return x.second.points != y.second.points ? x.second.points > y.second.points
                                                : x.second.day > y.second.day;
    });
    for (const auto& [cluster, offer] : best) {
      if (fit(members, nodes_.members(cluster))) return cluster;
    }
    return 0;
  }

  bool fit(const std::set<Id>& a, const std::set<Id>& b) {
    return std::none_of(a.begin(), a.end(), [&](Id x) {
      return std::any_of(b.begin(), b.end(), [&](Id y) {
        return contradict(nodes_.profile(x), nodes_.profile(y));
      });
    });
  }

  // ---- happenings ----

  void update_happenings() {
    // The happenings that have to do with a change are made anew, whole.
    std::set<Id> clusters, old;
    for (const Id cluster : changed_) {
      if (!nodes_.members(cluster).empty()) clusters.insert(cluster);
      note_old(cluster, old);
    }
    std::map<Id, std::vector<Id>> trees;
    std::set<Id> seen;
    while (!clusters.empty() || !old.empty()) {
      for (const Id number : std::exchange(old, {})) {
        if (!old_.emplace(number, reports_told_before(number)).second) continue;
        for (const Id id : nodes_.stored_of_happening(number)) {
          if (!nodes_.at(id).gone) clusters.insert(nodes_.at(id).cluster);
        }
      }
      for (const Id cluster : std::exchange(clusters, {})) {
        const Id top = top_of(cluster);
        if (!seen.insert(top).second) continue;
        trees[top] = tree_of(top);
        for (const Id part : trees[top]) note_old(part, old);
      }
      std::erase_if(old, [this](Id number) { return old_.contains(number); });
    }
    for (const auto& [number, reports] : old_) {
      if (!trees.contains(number)) sql_.write("DELETE FROM happenings WHERE number = ?", number);
    }
    for (const auto& [top, tree] : trees) write_happening(top, tree);
  }

  // The happenings that the profiles of a cluster were in, and the one named after it.
  void note_old(Id cluster, std::set<Id>& old) {
    const auto note = [&](Id id) {
      const Id happening = nodes_.at(id).happening;
      if (happening != 0) old.insert(happening);
    };
    note(cluster);
    for (const Id id : nodes_.members(cluster)) note(id);
  }

  std::int64_t reports_told_before(Id number) {
    const auto found = sql_.numbers("SELECT reports FROM happenings WHERE number = ?", number);
    return found.empty() ? 0 : found[0];
  }

  // Belonging goes to times that are better known or earlier, never in a circle.
  Id top_of(Id cluster) {
    while (nodes_.at(cluster).belongs_to != 0) cluster = nodes_.at(cluster).belongs_to;
    return cluster;
  }

  std::vector<Id> tree_of(Id top) {
    std::vector<Id> out = {top};
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::set<Id>& children = nodes_.children(out[i]);
      out.insert(out.end(), children.begin(), children.end());
    }
    return out;
  }

  void write_happening(Id top, const std::vector<Id>& tree) {
    // The first event, by publication, report and position in it, names the happening.
    EventPlace first;
    std::set<std::pair<std::string, std::string>> reports;  // publication, report
    std::int64_t before = 0;                                 // most reports of what they were in
    for (const Id cluster : tree) {
      for (const Id id : nodes_.members(cluster)) {
        if (const auto was = old_.find(nodes_.at(id).happening); was != old_.end())
          before = std::max(before, was->second);
        for (EventPlace& place : events_of(id)) {
          reports.emplace(place.published, place.report);
          if (first.event.empty() || place < first) first = std::move(place);
        }
        nodes_.set_happening(id, top);
      }
    }
    if (first.event.empty()) return sql_.write("DELETE FROM happenings WHERE number = ?", top);
    const Profile& profile = nodes_.profile(*nodes_.members(top).begin());
    const ProfileTime& time = profile.time;
    const std::string id =
        core::sha256_hex("happening\n" + first.report + '\n' + first.event).substr(0, 16);
    const bool known = time.dating != Dating::None || time.last != 0;
    const auto day = [known](std::int64_t number) {
      return known ? times::iso_day(times::from_days(number)) : std::string();
    };
    sql_.write(
        "INSERT INTO happenings (number, id, type, first_day, last_day, dated, reports) VALUES "
        "(?,?,?,?,?,?,?) ON CONFLICT (number) DO UPDATE SET id = excluded.id, type = excluded.type, "
        "first_day = excluded.first_day, last_day = excluded.last_day, dated = excluded.dated, "
        "reports = excluded.reports",
        top, id, to_string(profile.type), day(time.first), day(time.last),
        std::int64_t{time.dating != Dating::Report && known},
        static_cast<std::int64_t>(reports.size()));
    if (reports.size() < 2 && before < 2) return;  // no news that several tell of
    for (const auto& [published, report] : reports) {
      sql_.write(
          "INSERT INTO happening_moves (published, report) VALUES (?,?) ON CONFLICT (published, "
          "report) DO NOTHING",
          published, report);
    }
  }

  KeptQueries sql_;
  Nodes nodes_;
  KeyedProfiles keyed_;
  std::unordered_map<Id, std::vector<std::int64_t>> keys_;
  std::unordered_map<Id, std::vector<EventPlace>> new_events_;  // of profiles that are not stored yet
  std::set<Id> changed_profiles_, seeds_, seen_;
  std::set<Id> components_;           // whose profiles are seeds
  std::set<Id> touched_, changed_;    // clusters: whose profiles, or place in a tree, changed
  std::map<Id, std::int64_t> old_;    // happenings that are made anew: how many reports told of them
};

}  // namespace

Result<bool> refresh_some_happenings(store::Database& database, ProfileCache& cache) {
  return Refresh(database, cache).run();
}

}  // namespace dragoman::stories
