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

// The links of pledges, read from the tables when they are asked for.
class Links {
 public:
  static Result<Links> open(Database& database) {
    auto one = database.prepare(
        "SELECT kind, published, sides, stems, due_first, due_last, negative FROM ledger_pledges "
        "WHERE report = ? AND pledge = ?");
    if (!one) return one.error();
    auto meeting = database.prepare(
        "SELECT report, pledge FROM ledger_keys WHERE hash = ? AND month BETWEEN ? AND ?");
    if (!meeting) return meeting.error();
    return Links(std::move(*one), std::move(*meeting));
  }

  // None for a pledge that is no longer there.
  Result<std::optional<PledgeProfile>> profile(const Key& key) {
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    one_.reset();
    one_.bind(1, key.first).bind(2, key.second);
    auto row = one_.step();
    if (!row) return row.error();
    std::optional<PledgeProfile> out;
    if (*row) {
      out.emplace();
      out->report = key.first;
      out->pledge = key.second;
      out->kind = parse_pledge_kind(one_.text(0)).value_or(PledgeKind::Commitment);
      out->published = one_.text(1);
      out->sides = split(one_.text(2));
      out->stems = split(one_.text(3));
      out->due = {one_.text(4), one_.text(5)};
      out->negative = one_.integer(6) != 0;
    }
    one_.reset();
    return known_.emplace(key, std::move(out)).first->second;
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
      auto other = profile(candidate);
      if (!other) return other.error();
      if (*other && is_same_pledge(from, **other)) out.insert(candidate);
    }
    return out;
  }

 private:
  Links(store::Query one, store::Query meeting)
      : one_(std::move(one)), meeting_(std::move(meeting)) {}

  store::Query one_, meeting_;
  std::map<Key, std::optional<PledgeProfile>> known_;
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

// Everything that is linked with `start`, over any number of links.
Result<std::set<Key>> group_of(Links& links, const Key& start) {
  std::set<Key> group = {start};
  std::vector<Key> open = {start};
  while (!open.empty()) {
    const Key at = std::move(open.back());
    open.pop_back();
    auto profile = links.profile(at);
    if (!profile) return profile.error();
    if (!*profile) continue;
    auto next = links.of(**profile);
    if (!next) return next.error();
    for (const Key& key : *next) {
      if (group.insert(key).second) open.push_back(key);
    }
  }
  return group;
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
  auto update =
      database.prepare("UPDATE ledger_pledges SET entry = ? WHERE report = ? AND pledge = ?");
  if (!update) return update.error();
  std::set<Key> grouped;
  for (const Key& start : *starts) {
    if (grouped.contains(start)) continue;
    auto profile = links->profile(start);
    if (!profile) return profile.error();
    if (!*profile) continue;
    auto group = group_of(*links, start);
    if (!group) return group.error();
    std::optional<std::tuple<std::string, std::string, std::string>> first;
    for (const Key& key : *group) {
      auto member = links->profile(key);
      if (!member) return member.error();
      std::tuple at((*member)->published, key.first, key.second);
      if (!first || at < *first) first = std::move(at);
    }
    const std::string id = core::sha256_hex(std::get<0>(*first) + " " + std::get<1>(*first) + " " +
                                            std::get<2>(*first))
                               .substr(0, 16);
    for (const Key& key : *group) {
      if (auto done = update->bind(1, id).bind(2, key.first).bind(3, key.second).run(); !done)
        return done;
      grouped.insert(key);
    }
  }
  return database.execute("DELETE FROM ledger_changes");
}

}  // namespace dragoman::ledger
