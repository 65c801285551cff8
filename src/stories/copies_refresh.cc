#include "stories/copies_refresh.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>
#include <utility>
#include <vector>

#include "stories/copies.h"
#include "stories/copy_rows.h"
#include "stories/copy_sources.h"
#include "stories/overlap.h"
#include "stories/sketch.h"

namespace dragoman::stories {
namespace {

struct Kept {
  Publication publication;
  Sketch sketch;
};

std::optional<Kept> kept_of(KeptQueries& queries, const std::string& report) {
  std::optional<Kept> kept;
  queries.rows(
      "SELECT report, published, outlets, agency, sketch FROM copy_sketches WHERE report = ?",
      [&kept](const store::Query& row) {
        kept = Kept{publication_of(row), sketch_from_text(row.text(4))};
      },
      report);
  return kept;
}

// A report with a fingerprint in common.
struct Neighbour {
  std::string report;
  std::size_t prints = 0;  // how many it has
};
struct Neighbours {
  std::vector<Neighbour> before, after;  // by publication, nearest first; kNeighbours at most
  // Whether adding or taking away the one in the middle moves some of the others into, or out of,
  // one another's reach.
  bool parts_others() const {
    return !after.empty() && before.size() + after.size() > std::size_t{kNeighbours};
  }
};

Neighbours neighbours_of(KeptQueries& queries, std::int64_t print, const Publication& of) {
  // Mostly few have it, and one question tells all.
  constexpr std::int64_t kFew = 2 * kNeighbours + 1;
  Neighbours out;
  std::int64_t rows = 0;
  queries.rows(
      "SELECT report, size, published FROM copy_fingerprints WHERE fingerprint = ? ORDER BY "
      "published, report LIMIT ?",
      [&](const store::Query& row) {
        ++rows;
        const Neighbour neighbour{row.text(0), static_cast<std::size_t>(row.integer(1))};
        const auto at = std::pair(row.text(2), neighbour.report),
                   here = std::pair(of.published, of.report);
        if (at != here) (at < here ? out.before : out.after).push_back(neighbour);
      },
      print, kFew + 1);
  std::reverse(out.before.begin(), out.before.end());
  if (rows <= kFew) {
    for (auto* list : {&out.before, &out.after})
      list->resize(std::min(list->size(), std::size_t{kNeighbours}));
    return out;
  }
  out = {};
  const auto into = [](std::vector<Neighbour>& list) {
    return [&list](const store::Query& row) {
      list.push_back({row.text(0), static_cast<std::size_t>(row.integer(1))});
    };
  };
  queries.rows(
      "SELECT report, size FROM copy_fingerprints WHERE fingerprint = ? AND (published, report) < "
      "(?, ?) ORDER BY published DESC, report DESC LIMIT ?",
      into(out.before), print, of.published, of.report, std::int64_t{kNeighbours});
  queries.rows(
      "SELECT report, size FROM copy_fingerprints WHERE fingerprint = ? AND (published, report) > "
      "(?, ?) ORDER BY published, report LIMIT ?",
      into(out.after), print, of.published, of.report, std::int64_t{kNeighbours});
  return out;
}

void delete_pair(KeptQueries& queries, const std::string& a, const std::string& b) {
  constexpr const char* kSql = "DELETE FROM copy_pairs WHERE report = ? AND other = ?";
  queries.write(kSql, a, b);
  queries.write(kSql, b, a);
}

std::vector<std::string> partners_of(KeptQueries& queries, const std::string& report) {
  return queries.texts("SELECT other FROM copy_pairs WHERE report = ?", report);
}

class Refresh {
 public:
  explicit Refresh(KeptQueries& queries) : queries_(queries) {}

  void run() {
    const auto dirty = queries_.texts("SELECT report FROM copy_dirty ORDER BY report");
    for (const std::string& report : dirty) renew_pairs(report, true);
    // Between whom a new report came.
    for (const std::string& report : parted_) {
      if (!std::binary_search(dirty.begin(), dirty.end(), report)) renew_pairs(report, false);
    }
    for (const std::string& report : touched_) renew_sources(report);
    queries_.write("DELETE FROM copy_dirty");
  }

 private:
  // How many fingerprints each neighbour has in common, and how many it has in all.
  using Candidates = std::map<std::string, std::pair<std::size_t, std::size_t>>;

  Candidates candidates(const Kept& kept, const std::vector<std::int64_t>& prints, bool is_new) {
    Candidates out;
    for (const std::int64_t print : prints) {
      const Neighbours near = neighbours_of(queries_, print, kept.publication);
      for (const auto* list : {&near.before, &near.after}) {
        for (const Neighbour& neighbour : *list) {
          auto& [common, all] = out[neighbour.report];
          ++common;
          all = neighbour.prints;
        }
      }
      if (is_new && near.parts_others()) {
        for (const Neighbour& neighbour : near.before) {
          if (has_partner_behind(neighbour.report, kept.publication))
            parted_.insert(neighbour.report);
        }
      }
    }
    return out;
  }

  // Only pairs with one before and one behind a new report can be parted by it.
  bool has_partner_behind(const std::string& report, const Publication& here) {
    return !queries_
                .texts(
                    "SELECT p.other FROM copy_pairs p JOIN copy_sketches s ON s.report = "
                    "p.other WHERE p.report = ? AND (s.published, s.report) > (?, ?) LIMIT 1",
                    report, here.published, here.report)
                .empty();
  }

  void renew_pairs(const std::string& report, bool is_new) {
    for (const std::string& partner : partners_of(queries_, report)) {
      if (done_.contains(partner)) continue;
      delete_pair(queries_, report, partner);
      touched_.insert({report, partner});
    }
    const std::optional<Kept> kept = kept_of(queries_, report);
    if (!kept) return;  // deleted
    const std::vector<std::int64_t> prints = fingerprints(kept->sketch);
    for (const auto& [other, prints_of] : candidates(*kept, prints, is_new)) {
      const auto [common, all] = prints_of;
      if (!done_.contains(other) && is_worth_measuring(common, prints.size(), all))
        measure(*kept, other);
    }
    done_.insert(report);
  }

  void measure(const Kept& kept, const std::string& other) {
    const std::optional<Kept> found = kept_of(queries_, other);
    if (!found) return;
    const Overlap both = overlap(kept.sketch, found->sketch);
    if (!is_copy(both)) return;
    const std::string& report = kept.publication.report;
    write_pair(report, other, both.a.share(), both.b.share());
    write_pair(other, report, both.b.share(), both.a.share());
    touched_.insert({report, other});
  }

  void write_pair(const std::string& a, const std::string& b, double share, double other_share) {
    queries_.write("INSERT INTO copy_pairs VALUES (?,?,?,?)", a, b, share, other_share);
  }

  // ---- sources ----

  std::vector<CopyPartner> partners(const std::string& report) {
    std::vector<CopyPartner> out;
    queries_.rows(
        "SELECT s.report, s.published, s.outlets, s.agency, p.share, p.other_share FROM copy_pairs "
        "p JOIN copy_sketches s ON s.report = p.other WHERE p.report = ?",
        [&out](const store::Query& row) {
          out.push_back({publication_of(row), row.real(4), row.real(5)});
        },
        report);
    return out;
  }

  void renew_sources(const std::string& report) {
    queries_.write("DELETE FROM copy_sources WHERE report = ?", report);
    const std::optional<Kept> kept = kept_of(queries_, report);
    if (!kept) return;
    const auto sketch_of = [this](const std::string& other) {
      std::optional<Kept> found = kept_of(queries_, other);
      return found ? std::move(found->sketch) : Sketch();
    };
    std::int64_t place = 0;
    for (const CopyLink& link :
         choose_sources(kept->publication, kept->sketch, partners(report), sketch_of)) {
      queries_.write("INSERT INTO copy_sources VALUES (?,?,?,?,?,?)", report, ++place, link.source,
                     link.share, link.source_share, to_string(link.reason));
    }
  }

  KeptQueries& queries_;
  std::unordered_set<std::string> done_;  // whose pairs are as they will stay
  std::set<std::string> parted_;          // to be compared anew as well
  std::set<std::string> touched_;  // whose pairs, or whose pairs' other sides, may have changed
};

}  // namespace

void note_dirty(KeptQueries& queries, const std::string& report) {
  queries.write("INSERT INTO copy_dirty VALUES (?) ON CONFLICT (report) DO NOTHING", report);
}

void forget_report(KeptQueries& queries, const std::string& report) {
  const std::optional<Kept> kept = kept_of(queries, report);
  if (!kept) return;
  std::set<std::string> left;
  for (const std::int64_t print : fingerprints(kept->sketch)) {
    const Neighbours near = neighbours_of(queries, print, kept->publication);
    if (near.parts_others()) {
      for (const Neighbour& neighbour : near.before) left.insert(neighbour.report);
    }
    queries.write(
        "DELETE FROM copy_fingerprints WHERE fingerprint = ? AND published = ? AND report = ?",
        print, kept->publication.published, report);
  }
  for (const std::string& other : partners_of(queries, report)) {
    delete_pair(queries, report, other);
    left.insert(other);
  }
  for (const std::string& other : left) note_dirty(queries, other);
  for (const char* sql :
       {"DELETE FROM copy_sources WHERE report = ?", "DELETE FROM copy_sources WHERE source = ?",
        "DELETE FROM copy_sketches WHERE report = ?", "DELETE FROM copy_media WHERE report = ?",
        "DELETE FROM copy_dirty WHERE report = ?"}) {
    queries.write(sql, report);
  }
}

Result<void> refresh_copies(store::Database& database) {
  KeptQueries queries(database);
  Refresh(queries).run();
  return queries.failed();
}

}  // namespace dragoman::stories
