#include "knowledge/audit.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "knowledge/dates.h"
#include "knowledge/normalise.h"

namespace dragoman::knowledge {
namespace {

constexpr std::uint32_t kOpen = 99991231;

struct Finding {
  std::uint32_t file, line;
  Error error;
};

class Audit {
 public:
  explicit Audit(const AuditInput& input) : in_(input) {}

  std::vector<Error> run() {
    find_names();
    find_cycles();
    find_shadowed_names();
    find_crowded_offices();
    std::stable_sort(found_.begin(), found_.end(), [](const Finding& a, const Finding& b) {
      return std::pair(a.file, a.line) < std::pair(b.file, b.line);
    });
    std::vector<Error> errors;
    for (Finding& finding : found_) errors.push_back(std::move(finding.error));
    return errors;
  }

 private:
  // An alias of `from` is the own name of `to`.
  struct Edge {
    std::uint32_t from, to;
    const PendingAlias* alias;
  };

  std::string place_of(std::uint32_t file, std::uint32_t line) const {
    return in_.files[file] + ":" + std::to_string(line);
  }

  void add(std::uint32_t file, std::uint32_t line, std::string message) {
    found_.push_back(
        {file, line,
         make_error(ErrorCode::BadFormat, std::move(message), place_of(file, line) + ":1")});
  }

  static bool is_name(const PendingAlias& alias) {
    return alias.kind == AliasKind::Name || alias.kind == AliasKind::Acronym;
  }

  // Does nothing tell the two apart: neither kind, nor country, nor the time?
  static bool are_rivals(const PendingEntry& a, const PendingEntry& b) {
    return a.kind == b.kind && a.kind != Kind::Person && a.country == b.country &&
           std::max(a.from, b.from) <=
               std::min(a.to ? last_day(a.to) : kOpen, b.to ? last_day(b.to) : kOpen);
  }

  void find_names() {
    std::unordered_map<std::string, std::vector<std::uint32_t>> owners;
    for (std::uint32_t i = 0; i < in_.entries.size(); ++i) {
      owners[normalise_alias(in_.entries[i].name)].push_back(i);
    }
    for (std::uint32_t i = 0; i < in_.entries.size(); ++i) {
      const std::string own = normalise_alias(in_.entries[i].name);
      for (const PendingAlias& alias : in_.entries[i].aliases) {
        if (!is_name(alias)) continue;
        const std::string key = normalise_alias(alias.form);
        const auto it = key == own ? owners.end() : owners.find(key);
        if (it == owners.end()) continue;
        for (const std::uint32_t owner : it->second) {
          const bool known = std::any_of(edges_.begin() + first_of(i), edges_.end(),
                                         [&](const Edge& edge) { return edge.to == owner; });
          if (owner != i && !known) edges_.push_back({i, owner, &alias});
        }
      }
    }
  }

  // Edges come in the order of `from`.
  std::ptrdiff_t first_of(std::uint32_t entry) const {
    return std::lower_bound(edges_.begin(), edges_.end(), entry,
                            [](const Edge& edge, std::uint32_t i) { return edge.from < i; }) -
           edges_.begin();
  }

  // The shortest way back to each entry; a cycle is told once, at its first entry.
  void find_cycles() {
    for (const Edge& edge : edges_) starts_.insert(edge.from);
    for (const std::uint32_t start : starts_) {
      if (in_cycle_.contains(start)) continue;
      const auto path = way_back(start);
      if (path.empty()) continue;
      const PendingEntry& first = in_.entries[start];
      std::string message = "a cycle of aliases: \"" + first.name + "\"";
      for (const Edge* edge : path) {
        in_cycle_.insert(edge->from);
        const PendingEntry& next = in_.entries[edge->to];
        message +=
            " has the alias \"" + edge->alias->form + "\", which is " +
            (edge->to == start ? "the first one's name"
                               : "the name of (" + place_of(next.file, next.line) + "), which");
      }
      const PendingAlias& alias = *path.front()->alias;
      add(alias.file, alias.line, message + "; expected each name with one of them");
    }
  }

  // Breadth first over edges between rivals.
  std::vector<const Edge*> way_back(std::uint32_t start) const {
    std::map<std::uint32_t, const Edge*> came;
    std::vector<std::uint32_t> queue = {start};
    for (std::size_t at = 0; at < queue.size(); ++at) {
      for (auto it = edges_.begin() + first_of(queue[at]);
           it != edges_.end() && it->from == queue[at]; ++it) {
        if (!are_rivals(in_.entries[it->from], in_.entries[it->to])) continue;
        if (!came.emplace(it->to, &*it).second) continue;
        if (it->to != start) {
          queue.push_back(it->to);
          continue;
        }
        std::vector<const Edge*> path = {&*it};
        while (path.front()->from != start) path.insert(path.begin(), came[path.front()->from]);
        return path;
      }
    }
    return {};
  }

  void find_shadowed_names() {
    for (const Edge& edge : edges_) {
      const PendingEntry& entry = in_.entries[edge.from];
      const PendingEntry& owner = in_.entries[edge.to];
      if (!are_rivals(entry, owner)) continue;
      if (in_cycle_.contains(edge.from) && in_cycle_.contains(edge.to)) continue;
      add(edge.alias->file, edge.alias->line,
          "the alias \"" + edge.alias->form + "\" of \"" + entry.name +
              "\" is the name of another " + std::string(to_string(owner.kind)) + " (" +
              place_of(owner.file, owner.line) + "), expected an alias of its own");
    }
  }

  struct Held {
    const PendingTerm* term;
    std::uint32_t entry;
  };

  void find_crowded_offices() {
    std::map<std::tuple<std::string_view, std::string_view, std::string_view>, std::vector<Held>>
        offices;
    for (std::uint32_t i = 0; i < in_.entries.size(); ++i) {
      for (const PendingTerm& term : in_.entries[i].terms) {
        if (term.from && !term.role.empty() &&
            holders_of(in_.offices, term.role, term.country) != 0) {
          offices[{term.country, term.role, term.org}].push_back({&term, i});
        }
      }
    }
    for (auto& [office, terms] : offices) {
      find_crowd(terms, holders_of(in_.offices, std::get<1>(office), std::get<0>(office)));
    }
  }

  void find_crowd(std::vector<Held>& terms, std::uint32_t holders) {
    std::stable_sort(terms.begin(), terms.end(),
                     [](const Held& a, const Held& b) { return a.term->from < b.term->from; });
    for (std::size_t i = 0; i < terms.size(); ++i) {
      std::vector<const Held*> others;
      for (std::size_t k = 0; k < i; ++k) {
        if (terms[k].entry != terms[i].entry && meet_for_a_year(*terms[k].term, *terms[i].term))
          others.push_back(&terms[k]);
      }
      if (others.size() < holders) continue;
      const PendingTerm& term = *terms[i].term;
      const PendingTerm& other = *others.back()->term;
      add(term.file, term.line,
          "\"" + in_.entries[terms[i].entry].name + "\" (" + span_of(term) + ") and \"" +
              in_.entries[others.back()->entry].name + "\" (" + span_of(other) + ", " +
              place_of(other.file, other.line) + ") are both " + term.role + " of " +
              (term.country.empty() ? term.org : term.country) +
              " for more than a year, expected terms one after the other");
    }
  }

  static std::string span_of(const PendingTerm& term) {
    return format_date(term.from) + " to " + (term.to ? format_date(term.to) : "open");
  }

  const AuditInput& in_;
  std::vector<Edge> edges_;
  std::set<std::uint32_t> starts_, in_cycle_;
  std::vector<Finding> found_;
};

}  // namespace

bool meet_for_a_year(const PendingTerm& a, const PendingTerm& b) {
  const std::uint32_t begin = std::max(last_day(a.from), last_day(b.from));
  const std::uint32_t end = std::min(a.to ? a.to : kOpen, b.to ? b.to : kOpen);
  return begin + 10000 < end;
}

std::uint32_t holders_of(const std::vector<PendingOffice>& offices,
                         std::string_view role,
                         std::string_view country) {
  std::uint32_t holders = 0;
  for (const PendingOffice& office : offices) {
    if (office.role != role) continue;
    if (office.country == country && !country.empty()) return office.holders;
    if (office.country.empty() && holders == 0) holders = office.holders;
  }
  return holders;
}

std::vector<Error> audit(const AuditInput& input) {
  return Audit(input).run();
}

}  // namespace dragoman::knowledge
