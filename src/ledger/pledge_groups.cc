#include "ledger/pledge_groups.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "ledger/pledge_profile.h"
#include "ledger/stems.h"

namespace dragoman::ledger {
namespace {

using store::Database;
using Key = std::pair<std::string, std::string>;  // report, pledge

// A pledge as it stands in the table: the entry that it was put into, empty when it is new.
struct Stored {
  PledgeProfile profile;
  std::string entry;
};

// The links of pledges, read from the tables when they are asked for.
class Links {
 public:
  static Result<Links> open(Database& database) {
    auto one = database.prepare(
        "SELECT kind, published, sides, stems, due_first, due_last, negative, entry "
        "FROM ledger_pledges WHERE report = ? AND pledge = ?");
    if (!one) return one.error();
    auto meeting = database.prepare(
        "SELECT report, pledge FROM ledger_keys WHERE hash = ? AND month BETWEEN ? AND ?");
    if (!meeting) return meeting.error();
    return Links(std::move(*one), std::move(*meeting));
  }

  // nullptr for a pledge that is no longer there. Stays valid.
  Result<const Stored*> stored(const Key& key) {
    auto known = known_.find(key);
    if (known == known_.end()) {
      auto found = read(key);
      if (!found) return found.error();
      known = known_.emplace(key, std::move(*found)).first;
    }
    return known->second ? &*known->second : nullptr;
  }

  // All that are the same as this one, in order.
  Result<std::set<Key>> of(const PledgeProfile& from) {
    std::set<Key> candidates;
    for (const PledgeKey& key : keys_of(from)) {
      meeting_.reset();
      meeting_.bind(1, hash_of(key.text))
          .bind(2, std::int64_t{key.from})
          .bind(3, std::int64_t{key.to});
      while (true) {
        auto row = meeting_.step();
        if (!row) return row.error();
        if (!*row) break;
        candidates.insert({meeting_.text(0), meeting_.text(1)});
      }
    }
    std::set<Key> out;
    for (const Key& candidate : candidates) {
      auto other = stored(candidate);
      if (!other) return other.error();
      if (*other != nullptr && is_same_pledge(from, (*other)->profile)) out.insert(candidate);
    }
    return out;
  }

 private:
  Links(store::Query one, store::Query meeting)
      : one_(std::move(one)), meeting_(std::move(meeting)) {}

  Result<std::optional<Stored>> read(const Key& key) {
    one_.reset();
    one_.bind(1, key.first).bind(2, key.second);
    auto row = one_.step();
    if (!row) return row.error();
    std::optional<Stored> out;
    if (*row) {
      PledgeProfile& profile = out.emplace().profile;
      profile.report = key.first;
      profile.pledge = key.second;
      profile.kind = parse_pledge_kind(one_.text(0)).value_or(PledgeKind::Commitment);
      profile.published = one_.text(1);
      profile.sides = split(one_.text(2));
      profile.stems = split(one_.text(3));
      profile.due = {one_.text(4), one_.text(5)};
      profile.negative = one_.integer(6) != 0;
      out->entry = one_.text(7);
    }
    one_.reset();
    return out;
  }

  store::Query one_, meeting_;
  std::map<Key, std::optional<Stored>> known_;
};

Result<std::vector<Key>> changed(Database& database) {
  auto query =
      database.prepare("SELECT report, pledge FROM ledger_changes ORDER BY report, pledge");
  if (!query) return query.error();
  std::vector<Key> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(query->text(0), query->text(1));
  }
}

// What names an entry: its first pledge, by publication, report and id.
using First = std::tuple<std::string, std::string, std::string>;

std::string id_of(const First& first) {
  const auto& [published, report, pledge] = first;
  return core::sha256_hex(published + " " + report + " " + pledge).substr(0, 16);
}

// Changed pledges and entries that stand, and which of them are linked.
class Groups {
 public:
  struct Group {
    std::vector<Key> changed;
    std::vector<std::string> entries;
  };

  void join(const Key& a, const Key& b) { parents_[root_of(b)] = root_of(a); }
  void join_entry(const Key& pledge, const std::string& entry) { join(pledge, {kEntry, entry}); }
  void add(const Key& pledge) { root_of(pledge); }

  std::map<Key, Group> all() {
    std::vector<Key> nodes;
    for (const auto& [node, parent] : parents_) nodes.push_back(node);
    std::map<Key, Group> out;
    for (const Key& node : nodes) {
      Group& group = out[root_of(node)];
      if (node.first == kEntry) {
        group.entries.push_back(node.second);
      } else {
        group.changed.push_back(node);
      }
    }
    return out;
  }

 private:
  static constexpr const char* kEntry = "";  // in place of the report's id

  Key root_of(Key node) {
    while (true) {
      const Key parent = parents_.emplace(node, node).first->second;
      if (parent == node) return node;
      node = parent;
    }
  }

  std::map<Key, Key> parents_;
};

// Which changed pledges are the same, and which entries they belong to. The pledges of an entry are
// all changed or none is (LedgerLayer::remove): one without changed ones is whole, and is joined as
// it is, however many reports it has.
Result<Groups> group(Links& links, const std::vector<Key>& changed) {
  const std::set<Key> are_changed(changed.begin(), changed.end());
  Groups out;
  for (const Key& key : changed) {
    auto here = links.stored(key);
    if (!here) return here.error();
    if (*here == nullptr) continue;
    out.add(key);
    auto same = links.of((*here)->profile);
    if (!same) return same.error();
    for (const Key& other : *same) {
      if (are_changed.contains(other)) {
        out.join(key, other);
        continue;
      }
      auto there = links.stored(other);
      if (!there) return there.error();
      if (*there != nullptr) out.join_entry(key, (*there)->entry);
    }
  }
  return out;
}

Result<First> first_of(Database& database, const std::string& entry) {
  auto query = database.prepare(
      "SELECT published, report, pledge FROM ledger_pledges WHERE entry = ? ORDER BY published, "
      "report, pledge LIMIT 1");
  if (!query) return query.error();
  auto row = query->bind(1, entry).step();
  if (!row) return row.error();
  return First{query->text(0), query->text(1), query->text(2)};
}

Result<void> write_group(Database& database, Links& links, const Groups::Group& group) {
  std::optional<First> first;
  const auto take = [&first](First at) {
    if (!first || at < *first) first = std::move(at);
  };
  for (const Key& key : group.changed) {
    auto one = links.stored(key);
    if (!one) return one.error();
    take({(*one)->profile.published, key.first, key.second});
  }
  for (const std::string& entry : group.entries) {
    auto its = first_of(database, entry);
    if (!its) return its.error();
    take(std::move(*its));
  }
  const std::string id = id_of(*first);
  auto put =
      database.prepare("UPDATE ledger_pledges SET entry = ? WHERE report = ? AND pledge = ?");
  if (!put) return put.error();
  for (const Key& key : group.changed) {
    if (auto done = put->bind(1, id).bind(2, key.first).bind(3, key.second).run(); !done)
      return done;
  }
  auto rename = database.prepare("UPDATE ledger_pledges SET entry = ? WHERE entry = ?");
  if (!rename) return rename.error();
  for (const std::string& entry : group.entries) {
    if (entry == id) continue;
    if (auto done = rename->bind(1, id).bind(2, entry).run(); !done) return done;
  }
  return {};
}

}  // namespace

std::int64_t hash_of(std::string_view key) {
  return static_cast<std::int64_t>(core::fnv1a64(key));
}

Result<void> group_changed_pledges(Database& database) {
  auto starts = changed(database);
  if (!starts) return starts.error();
  if (starts->empty()) return {};
  auto links = Links::open(database);
  if (!links) return links.error();
  auto groups = group(*links, *starts);
  if (!groups) return groups.error();
  for (const auto& [root, one] : groups->all()) {
    if (auto done = write_group(database, *links, one); !done) return done;
  }
  return database.execute("DELETE FROM ledger_changes");
}

}  // namespace dragoman::ledger
