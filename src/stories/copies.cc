#include "stories/copies.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>

#include "store/lines.h"
#include "stories/copy_rows.h"
#include "stories/kept_queries.h"

namespace dragoman::stories {
namespace {

constexpr const char* kSourcesOf =
    "SELECT report, source, share, source_share, reason FROM copy_sources WHERE report = ? ORDER "
    "BY place";
constexpr const char* kCopiesOf =
    "SELECT report, source, share, source_share, reason FROM copy_sources WHERE source = ? ORDER "
    "BY report";

std::vector<CopyLink> links(KeptQueries& queries, const char* sql, const std::string& report) {
  std::vector<CopyLink> out;
  queries.rows(
      sql, [&out](const store::Query& row) { out.push_back(link_of(row)); }, report);
  return out;
}

template <class Value>
Result<Value> checked(const KeptQueries& queries, Value value) {
  if (!queries.failed()) return queries.failed().error();
  return value;
}

Publication publication(KeptQueries& queries, const std::string& report) {
  Publication out{report, "", {}, ""};
  queries.rows(
      "SELECT report, published, outlets, agency FROM copy_sketches WHERE report = ?",
      [&out](const store::Query& row) { out = publication_of(row); }, report);
  return out;
}

std::string first_source(KeptQueries& queries, const std::string& report) {
  const auto found =
      queries.texts("SELECT source FROM copy_sources WHERE report = ? AND place = 1", report);
  return found.empty() ? "" : found.front();
}

std::string origin(KeptQueries& queries, const std::string& report) {
  std::vector<std::string> way = {report};
  while (true) {
    const std::string source = first_source(queries, way.back());
    if (source.empty()) return way.back();
    const auto met = std::find(way.begin(), way.end(), source);
    if (met == way.end()) {
      way.push_back(source);
      continue;
    }
    std::vector<Publication> circle;
    for (auto at = met; at != way.end(); ++at) circle.push_back(publication(queries, *at));
    return std::min_element(circle.begin(), circle.end(), comes_first)->report;
  }
}

}  // namespace

Publication publication_of(const store::Query& row) {
  return {row.text(0), row.text(1), store::lines_of(row.text(2)), row.text(3)};
}

CopyLink link_of(const store::Query& row) {
  return {row.text(0), row.text(1), row.real(2), row.real(3), parse_direction_reason(row.text(4))};
}

Result<std::vector<CopyLink>> sources_of(store::Store& store, const std::string& report) {
  KeptQueries queries(store.database());
  return checked(queries, links(queries, kSourcesOf, report));
}

Result<std::vector<CopyLink>> copies_of(store::Store& store, const std::string& report) {
  KeptQueries queries(store.database());
  return checked(queries, links(queries, kCopiesOf, report));
}

Result<std::string> origin_of(store::Store& store, const std::string& report) {
  KeptQueries queries(store.database());
  return checked(queries, origin(queries, report));
}

Result<CopyFamily> copy_family(store::Store& store, const std::string& report, std::size_t most) {
  KeptQueries queries(store.database());
  CopyFamily family;
  family.origin = origin(queries, report);
  std::set<std::string> met = {family.origin};
  std::deque<std::string> waiting = {family.origin};
  while (!waiting.empty()) {
    const std::string at = waiting.front();
    waiting.pop_front();
    family.reports.push_back(at);
    for (const CopyLink& link : links(queries, kSourcesOf, at)) {
      family.links.push_back(link);
      if (met.size() < most && met.insert(link.source).second) waiting.push_back(link.source);
    }
    for (const CopyLink& link : links(queries, kCopiesOf, at)) {
      if (met.size() < most && met.insert(link.report).second) waiting.push_back(link.report);
    }
  }
  family.complete = met.size() < most;
  std::stable_sort(family.links.begin(), family.links.end(),
                   [](const CopyLink& a, const CopyLink& b) { return a.report < b.report; });
  return checked(queries, std::move(family));
}

}  // namespace dragoman::stories
