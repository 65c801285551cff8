#include "stories/copies_refresh.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>
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
  Runs runs;
};

std::optional<Kept> kept_of(KeptQueries& queries, const std::string& report) {
  std::optional<Kept> kept;
  queries.rows(
      "SELECT report, published, outlets, agency, sketch FROM copy_sketches WHERE report = ?",
      [&kept](const store::Query& row) {
        kept.emplace(publication_of(row), Runs(sketch_from_text(row.text(4))));
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
  std::vector<Neighbour> before, after;  // by publication; kNeighbours at most
  // Whether adding or taking away the one in the middle moves some of the others into, or out of,
  // one another's reach.
  bool parts_others() const {
    return !after.empty() && before.size() + after.size() > std::size_t{kNeighbours};
  }
};

constexpr std::size_t kFewAfter = 64;

Neighbour neighbour_of(const store::Query& row) {
  return {row.text(0), static_cast<std::size_t>(row.integer(1))};
}

// For a fingerprint that many reports published later have.
Neighbours neighbours_amid(KeptQueries& queries, std::int64_t print, const Publication& of) {
  Neighbours out;
  const auto into = [](std::vector<Neighbour>& list) {
    return [&list](const store::Query& row) { list.push_back(neighbour_of(row)); };
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

// From the latest on, for mostly few were published after a report that is new.
Neighbours neighbours_of(KeptQueries& queries, std::int64_t print, const Publication& of) {
  Neighbours out;
  bool many = false;
  queries.rows_while(
      "SELECT report, size, published FROM copy_fingerprints WHERE fingerprint = ? ORDER BY "
      "published DESC, report DESC",
      [&](const store::Query& row) {
        Neighbour one = neighbour_of(row);
        const std::string published = row.text(2);
        const int order = std::tie(published, one.report) <=> std::tie(of.published, of.report) < 0 ? -1
                          : one.report == of.report                                                 ? 0
                                                                                                    : 1;
        if (order > 0) out.after.push_back(std::move(one));
        if (order < 0) out.before.push_back(std::move(one));
        many = out.after.size() > kFewAfter;
        return !many && out.before.size() < std::size_t{kNeighbours};
      },
      print);
  if (many) return neighbours_amid(queries, print, of);
  if (out.after.size() > std::size_t{kNeighbours})  // the nearest came last
    out.after.erase(out.after.begin(), out.after.end() - kNeighbours);
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

// So many reports in one step.
constexpr std::int64_t kStep = 256;

class Refresh {
 public:
  explicit Refresh(KeptQueries& queries) : queries_(queries) {}

  // Whether that was all.
  bool run() {
    std::vector<std::pair<std::string, std::string>> dirty;  // publication, report
    std::vector<std::string> added, known;
    queries_.rows(
        "SELECT published, report, added FROM copy_dirty ORDER BY published, report LIMIT ?",
        [&](const store::Query& row) {
          dirty.emplace_back(row.text(0), row.text(1));
          (row.integer(2) != 0 ? added : known).push_back(row.text(1));
        },
        kStep);
    for (const std::string& report : added) add(report);
    // Those from which others went, and those between whom a new one came.
    parted_.insert(known.begin(), known.end());
    for (const std::string& report : parted_) renew_pairs(report);
    for (const std::string& report : touched_) renew_sources(report);
    for (const auto& [published, report] : dirty)
      queries_.write("DELETE FROM copy_dirty WHERE published = ? AND report = ?", published, report);
    return static_cast<std::int64_t>(dirty.size()) < kStep;
  }

 private:
  // Copies of one text are compared with the same again and again.
  const std::optional<Kept>& kept(const std::string& report) {
    constexpr std::size_t kMost = 400;
    if (kept_.size() >= kMost && !kept_.contains(report)) kept_.clear();
    const auto [known, is_new] = kept_.try_emplace(report);
    if (is_new) known->second = kept_of(queries_, report);
    return known->second;
  }

  struct Candidate {
    std::string report;
    std::size_t common = 0, prints = 0;  // fingerprints in common; how many it has
  };

  // Counts how many fingerprints each neighbour has in common.
  class Candidates {
   public:
    void add(const Neighbours& near) {
      for (const auto* list : {&near.before, &near.after}) {
        for (const Neighbour& neighbour : *list) {
          Candidate& one = found_[neighbour.report];
          ++one.common;
          one.prints = neighbour.prints;
        }
      }
    }
    // Worth measuring, by report.
    std::vector<Candidate> worth(std::size_t prints) {
      std::vector<Candidate> out;
      for (auto& [report, one] : found_) {
        if (!is_worth_measuring(one.common, prints, one.prints)) continue;
        out.push_back(one);
        out.back().report = report;
      }
      std::sort(out.begin(), out.end(),
                [](const Candidate& a, const Candidate& b) { return a.report < b.report; });
      return out;
    }

   private:
    std::unordered_map<std::string, Candidate> found_;
  };

  // A new report gets its place in the lists of its fingerprints, and its pairs with those that have
  // one already.
  void add(const std::string& report) {
    const std::optional<Kept> kept = this->kept(report);
    if (!kept) return;
    const std::vector<std::int64_t> prints = fingerprints(kept->runs.sketch());
    Candidates candidates;
    std::set<std::string> before;  // those that it may part from others
    for (const std::int64_t print : prints) {
      const Neighbours near = neighbours_of(queries_, print, kept->publication);
      candidates.add(near);
      if (near.parts_others()) {
        for (const Neighbour& neighbour : near.before) before.insert(neighbour.report);
      }
      queries_.write("INSERT INTO copy_fingerprints VALUES (?,?,?,?)", print,
                     kept->publication.published, report, static_cast<std::int64_t>(prints.size()));
    }
    for (const Candidate& one : candidates.worth(prints.size())) measure(*kept, one.report);
    for (const std::string& neighbour : before) {
      if (has_partner_behind(neighbour, kept->publication)) parted_.insert(neighbour);
    }
  }

  // Only pairs with one before and one behind a new report can be parted by it.
  bool has_partner_behind(const std::string& report, const Publication& here) {
    bool found = false;
    for (const std::string& partner : partners_of(queries_, report)) {
      if (partner == here.report) continue;
      queries_.rows(
          "SELECT published FROM copy_sketches WHERE report = ?",
          [&](const store::Query& row) {
            const std::string published = row.text(0);
            found = found || std::tie(published, partner) > std::tie(here.published, here.report);
          },
          partner);
    }
    return found;
  }

  void renew_pairs(const std::string& report) {
    for (const std::string& partner : partners_of(queries_, report)) {
      if (done_.contains(partner)) continue;
      delete_pair(queries_, report, partner);
      touched_.insert({report, partner});
    }
    const std::optional<Kept> kept = this->kept(report);
    if (!kept) return;  // deleted
    const std::vector<std::int64_t> prints = fingerprints(kept->runs.sketch());
    Candidates candidates;
    for (const std::int64_t print : prints)
      candidates.add(neighbours_of(queries_, print, kept->publication));
    for (const Candidate& one : candidates.worth(prints.size())) {
      if (!done_.contains(one.report)) measure(*kept, one.report);
    }
    done_.insert(report);
  }

  void measure(const Kept& one, const std::string& other) {
    const std::optional<Kept>& found = kept(other);
    if (!found) return;
    const Overlap both = overlap(one.runs, found->runs);
    if (!is_copy(both)) return;
    const std::string& report = one.publication.report;
    const double share = both.a.share(), other_share = both.b.share();
    write_pair(report, other, share, other_share);
    write_pair(other, report, other_share, share);
    // Only the one of the two that may have been taken from the other has a source more to choose from.
    const bool is_source =
        direction(one.publication, found->publication, share, other_share).first_is_source;
    touched_.insert(is_source ? other : report);
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
    const std::optional<Kept> kept = this->kept(report);
    if (!kept) return;
    const auto sketch_of = [this](const std::string& other) {
      const std::optional<Kept>& found = this->kept(other);
      return found ? found->runs.sketch() : Sketch();
    };
    std::int64_t place = 0;
    for (const CopyLink& link :
         choose_sources(kept->publication, kept->runs.sketch(), partners(report), sketch_of)) {
      queries_.write("INSERT INTO copy_sources VALUES (?,?,?,?,?,?)", report, ++place, link.source,
                     link.share, link.source_share, to_string(link.reason));
    }
  }

  KeptQueries& queries_;
  std::unordered_map<std::string, std::optional<Kept>> kept_;
  std::unordered_set<std::string> done_;  // whose pairs are as they will stay
  std::set<std::string> parted_;          // to be compared anew
  std::set<std::string> touched_;  // whose pairs, or whose pairs' other sides, may have changed
};

}  // namespace

void note_added(KeptQueries& queries, const std::string& report, const std::string& published) {
  queries.write("INSERT INTO copy_dirty (published, report, added) VALUES (?,?,1)", published, report);
}

void forget_report(KeptQueries& queries, const std::string& report) {
  const std::optional<Kept> kept = kept_of(queries, report);
  if (!kept) return;
  queries.write("DELETE FROM copy_dirty WHERE published = ? AND report = ?",
                kept->publication.published, report);
  std::set<std::string> left;
  for (const std::int64_t print : fingerprints(kept->runs.sketch())) {
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
  for (const std::string& other : left) {
    queries.write(
        "INSERT INTO copy_dirty (published, report, added) SELECT published, report, 0 FROM "
        "copy_sketches WHERE report = ? ON CONFLICT (published, report) DO NOTHING",
        other);
  }
  for (const char* sql :
       {"DELETE FROM copy_sources WHERE report = ?", "DELETE FROM copy_sources WHERE source = ?",
        "DELETE FROM copy_sketches WHERE report = ?", "DELETE FROM copy_media WHERE report = ?"}) {
    queries.write(sql, report);
  }
}

Result<bool> refresh_some_copies(store::Database& database) {
  KeptQueries queries(database);
  const bool all = Refresh(queries).run();
  if (!queries.failed()) return queries.failed().error();
  return all;
}

}  // namespace dragoman::stories
