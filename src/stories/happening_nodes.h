// Profiles on their way through a refresh: where each stands, what changes, and what they are found by.
//
// Everything is read once and written once, at the end of a step.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stories/happening_keys.h"
#include "stories/happening_profile.h"
#include "stories/kept_queries.h"

namespace dragoman::stories {

using ProfileId = std::int64_t;  // profile_id(); clusters, components and happenings have that of a profile

// Profiles that were read or made not long ago; an id never stands for another one. Thread-safe.
class ProfileCache {
 public:
  std::shared_ptr<const Profile> find(ProfileId id);
  std::shared_ptr<const Profile> add(ProfileId id, Profile profile);

 private:
  static constexpr std::size_t kMost = 8'000;  // in each of the two

  std::mutex mutex_;
  std::unordered_map<ProfileId, std::shared_ptr<const Profile>> young_, old_;
};

// The rows of happening_profiles.
class Nodes {
 public:
  Nodes(KeptQueries& sql, ProfileCache& cache) : sql_(sql), cache_(cache) {}

  struct Node {
    ProfileId component = 0, cluster = 0;  // the smallest in each; 0 as long as it is not placed
    ProfileId belongs_to = 0;              // of the one that names a cluster: a cluster, or 0
    ProfileId happening = 0;
    bool stored = false, changed = false, gone = false;
    std::string text;  // of one that is not stored yet
  };

  // Makes the node of a profile unless it is stored.
  void add(ProfileId id, std::string text);
  const Node& at(ProfileId id) { return node(id); }
  const Profile& profile(ProfileId id);

  // As they stood at the beginning of the step.
  std::vector<ProfileId> stored_of_component(ProfileId component);
  std::vector<ProfileId> stored_of_happening(ProfileId happening);
  // As they stand.
  const std::set<ProfileId>& members(ProfileId cluster);
  const std::set<ProfileId>& children(ProfileId cluster);  // clusters that belong to it

  void place(ProfileId id, ProfileId component, ProfileId cluster);
  void let_belong(ProfileId cluster, ProfileId to);
  void set_happening(ProfileId id, ProfileId happening);
  void drop(ProfileId id);

  void write();

 private:
  Node& node(ProfileId id);
  std::vector<ProfileId> stored_with(const char* sql, ProfileId number, ProfileId Node::*field);

  KeptQueries& sql_;
  ProfileCache& cache_;
  std::unordered_map<ProfileId, Node> nodes_;
  std::unordered_map<ProfileId, std::shared_ptr<const Profile>> profiles_;
  std::unordered_map<ProfileId, std::set<ProfileId>> members_, children_;
};

// The rows of happening_keys: which profiles of which day have a key.
class KeyedProfiles {
 public:
  explicit KeyedProfiles(KeptQueries& sql) : sql_(sql) {}

  using Keys = std::vector<std::int64_t>;

  void add(const Keys& keys, const ProfileTime& time, ProfileId id);
  void drop(const Keys& keys, const ProfileTime& time, ProfileId id);
  // Those of the times that share a key, but for keys that too many of a day share.
  std::set<ProfileId> find(const Keys& keys, const std::vector<Days>& times);
  // All of a key and day, and whether those are too many for the key to tell anything.
  std::vector<ProfileId> of_day(std::int64_t key, const ProfileTime& time);
  static bool is_crowd(std::size_t profiles) { return profiles > kMostUnderKey; }

 private:
  // A key that so many profiles of a day share tells nothing, and comparing them all would cost.
  static constexpr std::size_t kMostUnderKey = 400;

  struct Entry {
    std::int64_t day = 0;
    Dating dating = Dating::None;
    ProfileId profile = 0;
    friend auto operator<=>(const Entry&, const Entry&) = default;
  };
  using List = std::vector<Entry>;  // sorted
  using At = std::pair<std::int64_t, std::int64_t>;  // stretch of days, key
  struct HashOfAt {
    std::size_t operator()(const At& at) const {
      return static_cast<std::size_t>(at.second) ^
             (static_cast<std::size_t>(at.first) * 0x9e3779b97f4a7c15u);
    }
  };

  List& list(std::int64_t stretch, std::int64_t key);
  void add_found(std::int64_t key, const Days& days, std::set<ProfileId>& out);

  KeptQueries& sql_;
  std::unordered_map<At, List, HashOfAt> lists_;
  std::unordered_map<std::int64_t, bool> any_;  // whether a stretch of days has keys at all
};

}  // namespace dragoman::stories
