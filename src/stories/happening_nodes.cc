#include "stories/happening_nodes.h"

#include <algorithm>
#include <limits>

namespace dragoman::stories {

using store::Query;

// ---- ProfileCache ----

std::shared_ptr<const Profile> ProfileCache::find(ProfileId id) {
  const std::lock_guard lock(mutex_);
  for (auto* from : {&young_, &old_}) {
    const auto found = from->find(id);
    if (found != from->end()) return found->second;
  }
  return nullptr;
}

std::shared_ptr<const Profile> ProfileCache::add(ProfileId id, Profile profile) {
  auto kept = std::make_shared<const Profile>(std::move(profile));
  const std::lock_guard lock(mutex_);
  if (young_.size() >= kMost) {
    old_ = std::move(young_);
    young_.clear();
  }
  return young_.emplace(id, std::move(kept)).first->second;
}

// ---- Nodes ----

Nodes::Node& Nodes::node(ProfileId id) {
  const auto [known, is_new] = nodes_.try_emplace(id);
  if (is_new) {
    sql_.rows(
        "SELECT component, cluster, belongs_to, happening FROM happening_profiles WHERE profile = ?",
        [&node = known->second](const Query& row) {
          node.component = row.integer(0), node.cluster = row.integer(1);
          node.belongs_to = row.integer(2), node.happening = row.integer(3);
          node.stored = true;
        },
        id);
  }
  return known->second;
}

void Nodes::add(ProfileId id, std::string text) {
  Node& one = node(id);
  one.gone = false;
  if (!one.stored) one.text = std::move(text);
}

const Profile& Nodes::profile(ProfileId id) {
  std::shared_ptr<const Profile>& known = profiles_[id];
  if (known == nullptr) known = cache_.find(id);
  if (known != nullptr) return *known;
  const auto made = nodes_.find(id);
  std::string text = made == nodes_.end() ? std::string() : made->second.text;
  if (text.empty()) {
    sql_.rows(
        "SELECT text FROM happening_profiles WHERE profile = ?",
        [&text](const Query& row) { text = row.text(0); }, id);
  }
  auto read = parse_profile(text);
  if (!read) sql_.fail(make_error(ErrorCode::BadStore, "a profile is damaged"));
  known = cache_.add(id, std::move(read).value_or(Profile{}));
  return *known;
}

// The numbers of clusters and the like are those of one of their profiles, which the indices leave out.
std::vector<ProfileId> Nodes::stored_with(const char* sql, ProfileId number, ProfileId Node::*field) {
  std::vector<ProfileId> out = sql_.numbers(sql, number);
  const Node& own = node(number);
  if (own.stored && own.*field == number) out.push_back(number);
  return out;
}

std::vector<ProfileId> Nodes::stored_of_component(ProfileId component) {
  return stored_with(
      "SELECT profile FROM happening_profiles WHERE component = ? AND component <> profile", component,
      &Node::component);
}

std::vector<ProfileId> Nodes::stored_of_happening(ProfileId happening) {
  return sql_.numbers("SELECT profile FROM happening_profiles WHERE happening = ?", happening);
}

const std::set<ProfileId>& Nodes::members(ProfileId cluster) {
  const auto [known, is_new] = members_.try_emplace(cluster);
  // Nobody is in the cluster of a profile that is not stored: nothing was placed there but by place(),
  // which asked before.
  if (is_new && node(cluster).stored) {
    const auto stored = stored_with(
        "SELECT profile FROM happening_profiles WHERE cluster = ? AND cluster <> profile", cluster,
        &Node::cluster);
    known->second.insert(stored.begin(), stored.end());
  }
  return known->second;
}

const std::set<ProfileId>& Nodes::children(ProfileId cluster) {
  const auto [known, is_new] = children_.try_emplace(cluster);
  if (is_new && node(cluster).stored) {
    const auto stored = sql_.numbers(
        "SELECT profile FROM happening_profiles WHERE belongs_to = ? AND belongs_to <> 0", cluster);
    known->second.insert(stored.begin(), stored.end());
  }
  return known->second;
}

void Nodes::place(ProfileId id, ProfileId component, ProfileId cluster) {
  Node& one = node(id);
  if (one.cluster != cluster) {
    if (one.cluster == id) let_belong(id, 0);  // names no cluster any more
    if (one.cluster != 0) {
      static_cast<void>(members(one.cluster));
      members_[one.cluster].erase(id);
    }
    static_cast<void>(members(cluster));
    members_[cluster].insert(id);
  }
  one.component = component;
  one.cluster = cluster;
  one.changed = true;
}

void Nodes::let_belong(ProfileId cluster, ProfileId to) {
  Node& one = node(cluster);
  if (one.belongs_to == to) return;
  if (one.belongs_to != 0) {
    static_cast<void>(children(one.belongs_to));
    children_[one.belongs_to].erase(cluster);
  }
  if (to != 0) {
    static_cast<void>(children(to));
    children_[to].insert(cluster);
  }
  one.belongs_to = to;
  one.changed = true;
}

void Nodes::set_happening(ProfileId id, ProfileId happening) {
  Node& one = node(id);
  if (one.happening == happening) return;
  one.happening = happening;
  one.changed = true;
}

void Nodes::drop(ProfileId id) {
  Node& one = node(id);
  if (one.cluster == id) let_belong(id, 0);
  if (one.cluster != 0) {
    static_cast<void>(members(one.cluster));
    members_[one.cluster].erase(id);
  }
  one.component = one.cluster = 0;
  one.gone = one.changed = true;
}

void Nodes::write() {
  std::vector<ProfileId> ids;
  for (const auto& [id, node] : nodes_) {
    if (node.changed) ids.push_back(id);
  }
  std::sort(ids.begin(), ids.end());
  for (const ProfileId id : ids) {
    const Node& one = nodes_.at(id);
    if (one.gone) {
      if (one.stored) sql_.write("DELETE FROM happening_profiles WHERE profile = ?", id);
    } else if (one.stored) {
      sql_.write(
          "UPDATE happening_profiles SET component = ?, cluster = ?, belongs_to = ?, happening = ? "
          "WHERE profile = ?",
          one.component, one.cluster, one.belongs_to, one.happening, id);
    } else {
      sql_.write(
          "INSERT INTO happening_profiles (profile, component, cluster, belongs_to, happening, text) "
          "VALUES (?,?,?,?,?,?)",
          id, one.component, one.cluster, one.belongs_to, one.happening, one.text);
    }
  }
}

// ---- KeyedProfiles ----

KeyedProfiles::List& KeyedProfiles::list(std::int64_t stretch, std::int64_t key) {
  const auto [known, is_new] = lists_.try_emplace({stretch, key});
  if (!is_new) return known->second;
  const auto [any, unknown] = any_.try_emplace(stretch, false);
  if (unknown) {
    any->second =
        !sql_.numbers("SELECT 1 FROM happening_keys WHERE stretch = ? LIMIT 1", stretch).empty();
  }
  if (!any->second) return known->second;
  sql_.rows(
      "SELECT day, dating, profile FROM happening_keys WHERE stretch = ? AND hash = ?",
      [&list = known->second](const Query& row) {
        list.push_back({row.integer(0), static_cast<Dating>(row.integer(1)), row.integer(2)});
      },
      stretch, key);
  std::sort(known->second.begin(), known->second.end());
  return known->second;
}

void KeyedProfiles::add(const Keys& keys, const ProfileTime& time, ProfileId id) {
  const std::int64_t stretch = stretch_of(time.dating, time.first);
  const Entry entry{time.first, time.dating, id};
  for (const std::int64_t key : keys) {
    List& entries = list(stretch, key);
    entries.insert(std::lower_bound(entries.begin(), entries.end(), entry), entry);
    sql_.write("INSERT INTO happening_keys (stretch, hash, day, dating, profile) VALUES (?,?,?,?,?)",
               stretch, key, entry.day, static_cast<std::int64_t>(entry.dating), id);
  }
}

void KeyedProfiles::drop(const Keys& keys, const ProfileTime& time, ProfileId id) {
  const std::int64_t stretch = stretch_of(time.dating, time.first);
  const Entry entry{time.first, time.dating, id};
  for (const std::int64_t key : keys) {
    std::erase(list(stretch, key), entry);
    sql_.write(
        "DELETE FROM happening_keys WHERE stretch = ? AND hash = ? AND day = ? AND dating = ? AND "
        "profile = ?",
        stretch, key, entry.day, static_cast<std::int64_t>(entry.dating), id);
  }
}

void KeyedProfiles::add_found(std::int64_t key, const Days& days, std::set<ProfileId>& out) {
  const std::int64_t last = stretch_of(days.dating, days.last);
  for (std::int64_t stretch = stretch_of(days.dating, days.first); stretch <= last; ++stretch) {
    const List& entries = list(stretch, key);
    auto at = std::lower_bound(
        entries.begin(), entries.end(),
        Entry{days.first, Dating::Day, std::numeric_limits<ProfileId>::min()});
    while (at != entries.end() && at->day <= days.last) {
      const auto end = std::find_if(at, entries.end(), [at](const Entry& e) {
        return e.day != at->day || e.dating != at->dating;
      });
      if (at->dating == days.dating && !is_crowd(static_cast<std::size_t>(end - at))) {
        for (; at != end; ++at) out.insert(at->profile);
      }
      at = end;
    }
  }
}

std::set<ProfileId> KeyedProfiles::find(const Keys& keys, const std::vector<Days>& times) {
  std::set<ProfileId> out;
  for (const Days& days : times) {
    for (const std::int64_t key : keys) add_found(key, days, out);
  }
  return out;
}

std::vector<ProfileId> KeyedProfiles::of_day(std::int64_t key, const ProfileTime& time) {
  std::vector<ProfileId> out;
  for (const Entry& entry : list(stretch_of(time.dating, time.first), key)) {
    if (entry.day == time.first && entry.dating == time.dating) out.push_back(entry.profile);
  }
  return out;
}

}  // namespace dragoman::stories
