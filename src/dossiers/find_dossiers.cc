#include "dossiers/find_dossiers.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "core/fold.h"
#include "dossiers/dossier_json.h"
#include "dossiers/identity.h"
#include "dossiers/locate.h"

namespace dragoman::dossiers {
namespace {

using store::Database;
using store::Query;

constexpr std::size_t kMostNear = 5;
constexpr std::size_t kLeastOfId = 4;
constexpr std::size_t kMostRelated = 12;

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

DossierRow row_of(const Query& query) {
  DossierRow row;
  row.id = query.text(0), row.name = query.text(1), row.kind = query.text(2);
  row.country = query.text(3), row.names = lines(query.text(4)), row.parties = lines(query.text(5));
  row.state = query.text(6), row.changed = query.text(7);
  row.first_day = query.text(8), row.last_day = query.text(9);
  row.reports = static_cast<int>(query.integer(10));
  row.outlets = static_cast<int>(query.integer(11));
  row.evidence = evidence_from_json(query.text(12));
  return row;
}

constexpr const char* kColumns =
    "SELECT id, name, kind, country, names, parties, state, changed, first_day, last_day, reports, "
    "outlets, evidence FROM dossiers ";

// Whether all words of `sought`, of which there must be one, stand in `text`.
bool has_words(const std::string& text, const std::string& sought) {
  const std::string in = " " + core::fold(text) + " ";
  std::istringstream words(core::fold(sought));
  bool any = false;
  for (std::string word; words >> word; any = true) {
    if (in.find(" " + word + " ") == std::string::npos) return false;
  }
  return any;
}

bool any_has(const std::vector<std::string>& texts, const std::string& sought) {
  return std::any_of(texts.begin(), texts.end(),
                     [&](const std::string& t) { return has_words(t, sought); });
}

bool passes(const DossierRow& row, const DossierFilter& filter) {
  if (!filter.kind.empty() && row.kind != filter.kind) return false;
  if (!filter.country.empty() && row.country != filter.country) return false;
  if (!filter.since.empty() && row.last_day < filter.since) return false;
  if (!filter.party.empty() && !any_has(row.parties, filter.party)) return false;
  return filter.name.empty() || has_words(row.name, filter.name) || any_has(row.names, filter.name);
}

Result<std::vector<DossierRow>> all_rows(Database& database) {
  auto query = database.prepare(
      std::string(kColumns) +
      "ORDER BY reports DESC, "
      // Of those with as many reports, first those of which something is told.
      "CASE WHEN state LIKE 'last reported on %' THEN 1 ELSE 0 END, last_day DESC, id");
  if (!query) return query.error();
  std::vector<DossierRow> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(row_of(*query));
  }
}

// How unlike two folded names are: pairs of letters that only one has.
std::size_t distance(const std::string& a, const std::string& b) {
  const auto pairs = [](const std::string& text) {
    std::multiset<std::string> out;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) out.insert(text.substr(i, 2));
    return out;
  };
  const auto of_a = pairs(a), of_b = pairs(b);
  std::vector<std::string> both;
  std::set_intersection(of_a.begin(), of_a.end(), of_b.begin(), of_b.end(),
                        std::back_inserter(both));
  return of_a.size() + of_b.size() - 2 * both.size();
}

Error unknown(const std::vector<DossierRow>& rows, const std::string& key) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  const std::string sought = core::fold(key);
  for (const DossierRow& row : rows) {
    std::size_t least = distance(sought, core::fold(row.name));
    for (const std::string& name : row.names)
      least = std::min(least, distance(sought, core::fold(name)));
    ranked.emplace_back(least, row.name);
  }
  std::stable_sort(ranked.begin(), ranked.end());
  std::string near;
  for (std::size_t i = 0; i < std::min(ranked.size(), kMostNear); ++i)
    near += (near.empty() ? "" : ", ") + ("\"" + ranked[i].second + "\"");
  return make_error(ErrorCode::NotFound,
                    near.empty() ? "the store has no file of a process"
                                 : "no process is called so; near: " + near,
                    key);
}

Error several(const std::vector<const DossierRow*>& found, const std::string& key) {
  std::string list;
  for (std::size_t i = 0; i < std::min(found.size(), kMostNear); ++i) {
    const DossierRow& row = *found[i];
    list += (list.empty() ? "" : ", ") + row.id + " (" + row.name +
            (row.country.empty() ? "" : ", " + row.country) + ", " + row.first_day + " to " +
            row.last_day + ")";
  }
  return make_error(ErrorCode::BadArgument, "several processes are called so; take an id: " + list,
                    key);
}

// Rows that answer to the key, the best way of answering only: id, own name, a report's name, words
// of a name.
std::vector<const DossierRow*> answering(const std::vector<DossierRow>& rows,
                                         const std::string& key) {
  const std::string sought = core::fold(key);
  const auto own = [&](const DossierRow& row) { return core::fold(row.name) == sought; };
  const auto reported = [&](const DossierRow& row) {
    return std::any_of(row.names.begin(), row.names.end(),
                       [&](const std::string& n) { return core::fold(n) == sought; });
  };
  const auto words = [&](const DossierRow& row) {
    return has_words(row.name, key) || any_has(row.names, key);
  };
  const auto id = [&](const DossierRow& row) {
    return key.size() >= kLeastOfId && row.id.starts_with(key);
  };
  const std::vector<std::function<bool(const DossierRow&)>> ways = {id, own, reported, words};
  for (const auto& way : ways) {
    std::vector<const DossierRow*> found;
    for (const DossierRow& row : rows) {
      if (way(row)) found.push_back(&row);
    }
    if (!found.empty()) return found;
  }
  return {};
}

// Of several with one name the one that has most reports, if it has three times those of the next.
const DossierRow* outstanding(const std::vector<const DossierRow*>& found) {
  if (found.size() == 1) return found.front();
  return found.size() > 1 && found[0]->reports >= 3 * found[1]->reports ? found.front() : nullptr;
}

void add_related(const std::vector<DossierRow>& rows, const DossierRow& own, Dossier& dossier) {
  std::vector<const DossierRow*> near;
  for (const DossierRow& row : rows) {
    if (row.id == own.id || row.country != own.country || own.country.empty()) continue;
    if (row.last_day < own.first_day || row.first_day > own.last_day) continue;
    near.push_back(&row);
  }
  if (near.size() > kMostRelated) near.resize(kMostRelated);
  std::stable_sort(near.begin(), near.end(), [](const DossierRow* a, const DossierRow* b) {
    return a->first_day < b->first_day;
  });
  for (const DossierRow* row : near)
    dossier.related.push_back({row->id, row->name, row->kind, row->state});
}

}  // namespace

Result<Told> load_told(Database& database, const std::string& report, const std::string& process) {
  auto query = database.prepare(
      "SELECT m.facts, r.outlet FROM process_mentions m JOIN reports r ON r.id = m.report WHERE "
      "m.report = ? AND m.process = ?");
  if (!query) return query.error();
  query->bind(1, report).bind(2, process);
  auto row = query->step();
  if (!row) return row.error();
  auto facts = facts_from_json(*row ? query->text(0) : "{}");
  if (!facts) return facts.error();
  return Told{report, query->text(1), std::move(*facts)};
}

Result<std::vector<Told>> load_members(Database& database,
                                       const std::string& dossier,
                                       const std::string& as_of) {
  auto query = database.prepare(
      "SELECT m.report, r.outlet, m.facts FROM dossier_members d JOIN process_mentions m ON "
      "m.report "
      "= d.report AND m.process = d.process JOIN reports r ON r.id = m.report WHERE d.dossier = ?");
  if (!query) return query.error();
  query->bind(1, dossier);
  std::vector<Told> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    auto facts = facts_from_json(query->text(2));
    if (!facts) return facts.error();
    if (!as_of.empty() && facts->day > as_of) continue;
    out.push_back({query->text(0), query->text(1), std::move(*facts)});
  }
}

Result<std::string> country_of(Database& database, const std::string& dossier) {
  auto query = database.prepare(
      "SELECT m.block FROM dossier_members d JOIN process_mentions m ON m.report = d.report AND "
      "m.process = d.process WHERE d.dossier = ?");
  if (!query) return query.error();
  query->bind(1, dossier);
  std::map<std::string, int> count;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) break;
    const std::string block = query->text(0);
    ++count[block.substr(block.find('/') + 1)];
  }
  std::string best;
  for (const auto& [country, n] : count) {
    if (best.empty() || n > count[best]) best = country;
  }
  return best;
}

Result<void> list_dossiers(store::Store& store,
                           const DossierFilter& filter,
                           const std::function<bool(const DossierRow&)>& give) {
  auto rows = all_rows(store.database());
  if (!rows) return rows.error();
  std::size_t given = 0;
  for (const DossierRow& row : *rows) {
    if (!passes(row, filter)) continue;
    if ((filter.limit != 0 && given++ == filter.limit) || !give(row)) break;
  }
  return {};
}

Result<std::vector<std::string>> reports_of(store::Store& store, const std::string& dossier) {
  auto query = store.database().prepare(
      "SELECT DISTINCT report FROM dossier_members WHERE dossier = ? ORDER BY report");
  if (!query) return query.error();
  query->bind(1, dossier);
  std::vector<std::string> out;
  while (true) {
    auto row = query->step();
    if (!row) return row.error();
    if (!*row) return out;
    out.push_back(query->text(0));
  }
}

Result<Dossier> find_dossier(store::Store& store,
                             const std::string& key,
                             const std::string& as_of) {
  auto rows = all_rows(store.database());
  if (!rows) return rows.error();
  const auto found = answering(*rows, key);
  if (found.empty()) return unknown(*rows, key);
  const DossierRow* one = outstanding(found);
  if (one == nullptr) return several(found, key);
  auto told = load_members(store.database(), one->id, as_of);
  if (!told) return told.error();
  if (told->empty())
    return make_error(ErrorCode::NotFound, "nothing was reported of it until then", as_of);
  Dossier dossier = make_dossier(std::move(*told), one->country, one->name);
  dossier.id = one->id;
  if (auto done = locate(store.database(), dossier); !done) return done.error();
  add_related(*rows, *one, dossier);
  return dossier;
}

}  // namespace dragoman::dossiers
