#include "ledger/pledge_groups.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/hash.h"
#include "ledger/pledge_profile.h"
#include "ledger/stems.h"

namespace dragoman::ledger {
namespace {

using store::Database;

constexpr std::int64_t kStep = 512;  // pledges grouped at once

// What names an entry: its first pledge, by publication, report and id.
using First = std::tuple<std::string, std::string, std::string>;

std::string id_of(const First& first) {
  const auto& [published, report, pledge] = first;
  return core::sha256_hex(published + " " + report + " " + pledge).substr(0, 16);
}

// Puts pledges into entries one by one, as if each came after those before it: it joins the entries
// of all pledges that are the same, and so makes them one. Pledges of one content (content_of) are
// compared as one: of those that were published on the same side of a pledge the nearest tells for
// all, for they are linked with one another as far as they are near.
class Grouping {
 public:
  static Result<Grouping> open(Database& database) {
    constexpr const char* kSql[] = {
        "SELECT kind, sides, stems, due_first, due_last, negative, published FROM ledger_pledges "
        "WHERE report = ? AND pledge = ?",
        "SELECT DISTINCT content FROM ledger_keys WHERE hash = ? AND month BETWEEN ? AND ?",
        "SELECT kind, sides, stems, due_first, due_last, negative, published FROM ledger_pledges "
        "WHERE content = ? LIMIT 1",
        "SELECT entry, published FROM ledger_pledges WHERE content = ? AND published <= ? AND entry <> "
        "'' ORDER BY published DESC LIMIT 1",
        "SELECT entry, published FROM ledger_pledges WHERE content = ? AND published > ? AND entry <> "
        "'' ORDER BY published LIMIT 1",
        "SELECT entry, published FROM ledger_pledges WHERE content = ? AND entry <> ''",
        "SELECT published, report, pledge FROM ledger_pledges WHERE entry = ? ORDER BY published, "
        "report, pledge LIMIT 1",
        "UPDATE ledger_pledges SET entry = ? WHERE report = ? AND pledge = ?",
        "UPDATE ledger_pledges SET entry = ? WHERE entry = ?",
        "DELETE FROM ledger_changes WHERE report = ? AND pledge = ?"};
    Grouping out;
    for (const char* sql : kSql) {
      auto query = database.prepare(sql);
      if (!query) return query.error();
      out.queries_.push_back(std::move(*query));
    }
    return out;
  }

  Result<void> add(const std::string& report, const std::string& pledge) {
    store::Query& one = query(Ask::One).bind(1, report).bind(2, pledge);
    auto profile = read_profile(one);
    if (!profile) return profile.error();
    if (*profile) {
      auto entries = entries_of(**profile);
      if (!entries) return entries.error();
      if (auto done = join({(*profile)->published, report, pledge}, *entries); !done) return done;
    }
    return query(Ask::Forget).bind(1, report).bind(2, pledge).run();
  }

 private:
  enum class Ask { One, Meeting, OfContent, Before, After, All, FirstOf, Put, Rename, Forget };

  store::Query& query(Ask which) {
    store::Query& out = queries_[static_cast<std::size_t>(which)];
    out.reset();
    return out;
  }

  static Result<std::optional<PledgeProfile>> read_profile(store::Query& query) {
    auto row = query.step();
    if (!row) return row.error();
    std::optional<PledgeProfile> out;
    if (*row) {
      out.emplace();
      out->kind = parse_pledge_kind(query.text(0)).value_or(PledgeKind::Commitment);
      out->sides = split(query.text(1));
      out->stems = split(query.text(2));
      out->due = {query.text(3), query.text(4)};
      out->negative = query.integer(5) != 0;
      out->published = query.text(6);
    }
    query.reset();
    return out;
  }

  using Contents = std::vector<std::int64_t>;

  // The contents that have a key in its months. Pledges of a time ask for the same again and again.
  Result<const Contents*> with_key(const PledgeKey& key) {
    const std::int64_t hash = hash_of(key.text);
    const auto [known, is_new] = with_key_.try_emplace({hash, key.from, key.to});
    if (is_new) {
      store::Query& rows = query(Ask::Meeting);
      rows.bind(1, hash).bind(2, std::int64_t{key.from}).bind(3, std::int64_t{key.to});
      while (true) {
        auto row = rows.step();
        if (!row) return row.error();
        if (!*row) break;
        known->second.push_back(rows.integer(0));
      }
    }
    return &known->second;
  }

  // The contents that may be the same: two words in common are two keys, at least.
  Result<Contents> meeting(const PledgeProfile& profile) {
    Contents all;
    for (const PledgeKey& key : keys_of(profile)) {
      auto some = with_key(key);
      if (!some) return some.error();
      all.insert(all.end(), (*some)->begin(), (*some)->end());
    }
    std::sort(all.begin(), all.end());
    const std::ptrdiff_t least = profile.stems.size() > 1 ? 2 : 1;
    Contents out;
    for (auto at = all.begin(); at != all.end();) {
      const auto end = std::upper_bound(at, all.end(), *at);
      if (end - at >= least) out.push_back(*at);
      at = end;
    }
    return out;
  }

  Result<const PledgeProfile*> of_content(std::int64_t content) {
    const auto [known, is_new] = of_content_.try_emplace(content);
    if (is_new) {
      auto profile = read_profile(query(Ask::OfContent).bind(1, content));
      if (!profile) return profile.error();
      known->second = std::move(*profile);
    }
    return known->second ? &*known->second : nullptr;
  }

  // Adds the entries of those of a content that are the same as this one.
  Result<void> add_entries(const PledgeProfile& profile,
                           std::int64_t content,
                           const PledgeProfile& other,
                           std::set<std::string>& out) {
    const SamePledge same = compare_contents(profile, other);
    if (same == SamePledge::No) return {};
    // What is due in so long a time that it is not even the same as itself is compared one by one.
    const bool alone = compare_contents(other, other) == SamePledge::No;
    const std::vector<Ask> which =
        alone ? std::vector{Ask::All} : std::vector{Ask::Before, Ask::After};
    for (const Ask rows : which) {
      store::Query& near = query(rows).bind(1, content);
      if (!alone) near.bind(2, profile.published);
      while (true) {
        auto row = near.step();
        if (!row) return row.error();
        if (!*row) break;
        if (same == SamePledge::Yes || are_near(profile.published, near.text(1)))
          out.insert(near.text(0));
      }
    }
    return {};
  }

  // The entries of all pledges that are the same as this one.
  Result<std::set<std::string>> entries_of(const PledgeProfile& profile) {
    auto contents = meeting(profile);
    if (!contents) return contents.error();
    std::set<std::string> out;
    for (const std::int64_t content : *contents) {
      auto other = of_content(content);
      if (!other) return other.error();
      if (*other == nullptr) continue;
      if (auto done = add_entries(profile, content, **other, out); !done) return done.error();
    }
    return out;
  }

  Result<void> join(const First& pledge, const std::set<std::string>& entries) {
    First first = pledge;
    for (const std::string& entry : entries) {
      store::Query& its = query(Ask::FirstOf).bind(1, entry);
      auto row = its.step();
      if (!row) return row.error();
      first = std::min(first, First{its.text(0), its.text(1), its.text(2)});
    }
    const std::string id = id_of(first);
    const auto& [published, report, number] = pledge;
    if (auto done = query(Ask::Put).bind(1, id).bind(2, report).bind(3, number).run(); !done)
      return done;
    for (const std::string& entry : entries) {
      if (entry == id) continue;
      if (auto done = query(Ask::Rename).bind(1, id).bind(2, entry).run(); !done) return done;
    }
    return {};
  }

  std::vector<store::Query> queries_;  // by Ask
  std::map<std::tuple<std::int64_t, int, int>, Contents> with_key_;  // by hash and months
  std::unordered_map<std::int64_t, std::optional<PledgeProfile>> of_content_;
};

Result<std::vector<std::pair<std::string, std::string>>> some_changed(Database& database) {
  auto query = database.prepare(
      "SELECT report, pledge FROM ledger_changes ORDER BY report, pledge LIMIT ?");
  if (!query) return query.error();
  query->bind(1, kStep);
  std::vector<std::pair<std::string, std::string>> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.emplace_back(query->text(0), query->text(1));
  }
}

}  // namespace

std::int64_t hash_of(std::string_view key) {
  return static_cast<std::int64_t>(core::fnv1a64(key));
}

Result<bool> group_some_pledges(Database& database) {
  auto changed = some_changed(database);
  if (!changed) return changed.error();
  if (changed->empty()) return true;
  auto grouping = Grouping::open(database);
  if (!grouping) return grouping.error();
  for (const auto& [report, pledge] : *changed) {
    if (auto done = grouping->add(report, pledge); !done) return done.error();
  }
  return static_cast<std::int64_t>(changed->size()) < kStep;
}

}  // namespace dragoman::ledger
