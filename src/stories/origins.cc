#include "stories/origins.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/fold.h"
#include "stories/copies.h"
#include "stories/copy_rows.h"
#include "stories/kept_queries.h"

namespace dragoman::stories {
namespace {

// What a statement says it was told to whom.
struct Told {
  std::string medium, speaker, speaker_name;  // name, key
};

struct Member {
  Publication publication;
  std::vector<CopyLink> sources;
  std::string origin;      // of its first source
  std::vector<Told> told;  // of the entries asked about
};

// Sets of reports that are one origin.
class Grouping {
 public:
  explicit Grouping(const std::vector<Member>& members)
      : members_(members), parent_(members.size()) {
    std::iota(parent_.begin(), parent_.end(), 0);
  }

  // Notes why, if they were not one group yet.
  void join(std::size_t a, std::size_t b, OriginLink why) {
    const std::size_t x = find(a), y = find(b);
    if (x == y) return;
    parent_[std::max(x, y)] = std::min(x, y);
    why.report = members_[a].publication.report;
    if (why.other.empty()) why.other = members_[b].publication.report;
    why_.emplace_back(a, std::move(why));
  }

  // The members are in the order of their groups' first.
  std::vector<OriginGroup> groups() {
    std::map<std::size_t, OriginGroup> by_first;
    for (std::size_t i = 0; i < members_.size(); ++i)
      by_first[find(i)].reports.push_back(members_[i].publication.report);
    for (auto& [member, why] : why_) by_first[find(member)].why.push_back(std::move(why));
    std::vector<OriginGroup> out;
    for (auto& [first, group] : by_first) out.push_back(std::move(group));
    return out;
  }

 private:
  std::size_t find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }

  const std::vector<Member>& members_;
  std::vector<std::size_t> parent_;  // the smaller is the parent
  std::vector<std::pair<std::size_t, OriginLink>> why_;
};

// ---- what is known of the reports ----

// In the order of publication.
Result<std::vector<Member>> members_of(store::Store& store, const std::set<std::string>& reports) {
  std::vector<Member> out;
  KeptQueries queries(store.database());
  for (const std::string& report : reports) {
    queries.rows(
        "SELECT report, published, outlets, agency FROM copy_sketches WHERE report = ?",
        [&out](const store::Query& row) {
          out.push_back({publication_of(row), {}, "", {}});
        },
        report);
  }
  if (!queries.failed()) return queries.failed().error();
  std::sort(out.begin(), out.end(), [](const Member& a, const Member& b) {
    return comes_first(a.publication, b.publication);
  });
  for (Member& member : out) {
    auto sources = sources_of(store, member.publication.report);
    if (!sources) return sources.error();
    auto origin = origin_of(store, member.publication.report);
    if (!origin) return origin.error();
    member.sources = std::move(*sources);
    member.origin = std::move(*origin);
  }
  return out;
}

// ---- grouping ----

using Index = std::map<std::string, std::size_t>;  // report, or key -> member

// A report put together of several wires goes with the first of them that others here go back to.
Result<void> choose_origins(store::Store& store, std::vector<Member>& members) {
  std::map<std::string, int> count;  // of members, by origin
  for (const Member& member : members) ++count[member.origin];
  for (Member& member : members) {
    if (member.sources.size() < 2 || count[member.origin] > 1) continue;
    for (const CopyLink& link : member.sources) {
      auto origin = origin_of(store, link.source);
      if (!origin) return origin.error();
      if (*origin == member.origin || count[*origin] == 0) continue;
      member.origin = *origin;
      break;
    }
  }
  return {};
}

void join_copies(const std::vector<Member>& members, Grouping& grouping) {
  Index by_report, by_origin;
  for (std::size_t i = 0; i < members.size(); ++i) by_report[members[i].publication.report] = i;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Member& member = members[i];
    for (const CopyLink& link : member.sources) {
      const auto source = by_report.find(link.source);
      if (source == by_report.end() || members[source->second].origin != member.origin) continue;
      grouping.join(i, source->second, {"", "", OriginReason::Copy, "", "", link.share});
      break;
    }
    // Those that have no source here may still go back to the same report elsewhere.
    const auto [first, is_new] = by_origin.emplace(member.origin, i);
    if (is_new) continue;
    const auto [copy, other] =
        member.sources.empty() ? std::pair(first->second, i) : std::pair(i, first->second);
    const CopyLink& link = members[copy].sources.front();
    grouping.join(copy, other, {"", link.source, OriginReason::Copy, "", "", link.share});
  }
}

// Names that are one outlet's or agency's have one number.
class Names {
 public:
  std::size_t number(const std::string& name) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (is_same_outlet(names_[i], name)) return i;
    }
    names_.push_back(name);
    return names_.size() - 1;
  }
  // None for a name that was not numbered.
  std::optional<std::size_t> find(const std::string& name) const {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (is_same_outlet(names_[i], name)) return i;
    }
    return std::nullopt;
  }
  const std::string& name(std::size_t number) const { return names_[number]; }

 private:
  std::vector<std::string> names_;
};

void join_agencies(const std::vector<Member>& members, Grouping& grouping) {
  Names agencies;
  std::map<std::size_t, std::size_t> first;
  for (const Member& member : members) {
    if (!member.publication.agency.empty()) agencies.number(member.publication.agency);
  }
  const auto join = [&](std::size_t i, std::size_t agency) {
    const auto [at, is_new] = first.emplace(agency, i);
    if (!is_new)
      grouping.join(i, at->second, {"", "", OriginReason::Agency, agencies.name(agency), "", 0});
  };
  for (std::size_t i = 0; i < members.size(); ++i) {
    const Publication& publication = members[i].publication;
    if (!publication.agency.empty()) join(i, agencies.number(publication.agency));
    for (const std::string& outlet : publication.outlets) {
      if (const auto agency = agencies.find(outlet)) join(i, *agency);
    }
  }
}

void join_told(const std::vector<Member>& members, Grouping& grouping) {
  Names media;
  std::map<std::pair<std::size_t, std::string>, std::size_t> first;  // medium, speaker
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (const Told& told : members[i].told) {
      const std::size_t medium = media.number(told.medium);
      const auto [at, is_new] = first.emplace(std::pair(medium, told.speaker), i);
      if (is_new) continue;
      grouping.join(i, at->second,
                    {"", "", OriginReason::Told, media.name(medium), told.speaker_name, 0});
    }
  }
}

// Its own report: neither a copy nor an agency's.
bool is_own(const Member& member) {
  return member.sources.empty() && member.publication.agency.empty();
}

void join_outlets(const std::vector<Member>& members, Grouping& grouping) {
  Index first;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (!is_own(members[i])) continue;
    for (const std::string& outlet : members[i].publication.outlets) {
      const auto [at, is_new] = first.emplace(core::fold(outlet), i);
      if (!is_new) grouping.join(i, at->second, {"", "", OriginReason::Outlet, outlet, "", 0});
    }
  }
}

int count_outlets(const std::vector<Member>& members) {
  std::set<std::string> names;
  int unnamed = 0;
  for (const Member& member : members) {
    for (const std::string& outlet : member.publication.outlets) names.insert(core::fold(outlet));
    if (member.publication.outlets.empty()) ++unnamed;
  }
  return static_cast<int>(names.size()) + unnamed;
}

Result<Origins> group(store::Store& store, std::vector<Member> members) {
  if (auto done = choose_origins(store, members); !done) return done.error();
  Grouping grouping(members);
  join_copies(members, grouping);
  join_agencies(members, grouping);
  join_told(members, grouping);
  join_outlets(members, grouping);
  Origins origins;
  origins.reports = static_cast<int>(members.size());
  origins.outlets = count_outlets(members);
  origins.groups = grouping.groups();
  origins.origins = static_cast<int>(origins.groups.size());
  return origins;
}

// ---- who told whom ----

// The statement that the entry is, or that tells the event; empty when none does.
std::string statement_of(KeptQueries& queries, const EntryKey& key) {
  if (!key.entry.starts_with('e')) return key.entry;
  const auto found = queries.texts("SELECT said_by FROM events WHERE report = ? AND id = ?",
                                   key.report, key.entry);
  return found.empty() ? "" : found.front();
}

// What a statement says it was told to, else the report's own outlets and agency: an agency's own
// report of what others quote from it.
std::vector<Told> told_in(KeptQueries& queries,
                          const Publication& publication,
                          const std::string& statement) {
  std::vector<Told> out;
  if (statement.empty()) return out;
  queries.rows(
      "SELECT medium, speaker, speaker_name FROM copy_media WHERE report = ? AND statement = ?",
      [&out](const store::Query& row) {
        out.push_back({row.text(0), row.text(1), row.text(2)});
      },
      publication.report, statement);
  if (!out.empty()) return out;
  queries.rows(
      "SELECT a.kb, a.kind, a.name, a.country FROM statements s JOIN actors a ON a.report = "
      "s.report AND a.id = s.speaker WHERE s.report = ? AND s.id = ?",
      [&](const store::Query& row) {
        const std::string kb = row.text(0), name = row.text(2), folded = core::fold(name);
        for (const std::string& outlet : publication.outlets) {
          if (!kb.empty()) {
            out.push_back({outlet, kb, name});
            continue;
          }
          // As record::ActorKeys: of one that is named, and of one that is only described.
          out.push_back({outlet, row.text(1) + "/" + folded + "/" + row.text(3), name});
          out.push_back({outlet, folded, name});
        }
      },
      publication.report, statement);
  return out;
}

}  // namespace

std::string_view to_string(OriginReason reason) {
  constexpr std::string_view kNames[] = {"copy", "agency", "told", "outlet"};
  return kNames[static_cast<std::size_t>(reason)];
}

std::string describe(const OriginLink& link) {
  switch (link.reason) {
    case OriginReason::Copy:
      return fmt::format("copy of {} at {:.2f}", link.other, link.share);
    case OriginReason::Agency:
      return "credited to " + link.name;
    case OriginReason::Told:
      return "both quote " + link.speaker + " told to " + link.name;
    case OriginReason::Outlet:
      return "both by " + link.name;
  }
  return "";
}

Result<Origins> origins_of(store::Store& store, const std::vector<std::string>& reports) {
  auto members = members_of(store, {reports.begin(), reports.end()});
  if (!members) return members.error();
  return group(store, std::move(*members));
}

Result<Origins> origins_of_entries(store::Store& store, const std::vector<EntryKey>& entries) {
  std::map<std::string, std::vector<EntryKey>> by_report;
  std::set<std::string> reports;
  for (const EntryKey& key : entries) {
    by_report[key.report].push_back(key);
    reports.insert(key.report);
  }
  auto members = members_of(store, reports);
  if (!members) return members.error();
  KeptQueries queries(store.database());
  for (Member& member : *members) {
    for (const EntryKey& key : by_report[member.publication.report]) {
      for (Told& told : told_in(queries, member.publication, statement_of(queries, key)))
        member.told.push_back(std::move(told));
    }
  }
  if (!queries.failed()) return queries.failed().error();
  return group(store, std::move(*members));
}

}  // namespace dragoman::stories
