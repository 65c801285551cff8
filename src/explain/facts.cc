#include "explain/facts.h"

#include <algorithm>

#include <fmt/format.h>

namespace dragoman::explain {
namespace {

using knowledge::Alias;
using knowledge::Entry;
using knowledge::KnowledgeBase;
using knowledge::Place;
using knowledge::Term;

void append(std::string& out, std::string_view part) {
  if (part.empty()) return;
  if (!out.empty()) out += ", ";
  out += part;
}

std::string period(std::string_view from, std::string_view to) {
  if (from.empty() && to.empty()) return "";
  if (from.empty()) return fmt::format("until {}", to);
  return to.empty() ? fmt::format("since {}", from) : fmt::format("{} to {}", from, to);
}

std::string describe(const Term& term) {
  std::string out(term.role.empty() ? "in office" : term.role);
  append(out, term.org);
  append(out, term.code.empty() ? term.country : term.code);
  append(out, period(term.from, term.to));
  return out;
}

// "Sergey Lavrov (person, RUSGOV, foreign minister)".
std::string describe(const Entry& entry) {
  std::string what(to_string(entry.kind()));
  append(what, entry.code());
  append(what, entry.role());
  append(what, period(entry.from(), entry.to()));
  append(what, entry.note());
  return fmt::format("{} ({})", entry.name(), what);
}

std::string describe(const Place& place) {
  std::string out(place.name);
  append(out, place.admin1);
  append(out, place.country);
  std::string what(place.feature);
  if (place.population > 0) append(what, fmt::format("{} people", place.population));
  return what.empty() ? out : fmt::format("{} ({})", out, what);
}

}  // namespace

std::string alias_at(const KnowledgeBase& kb, std::string_view source, std::string_view words) {
  for (const Alias& alias : kb.find(words)) {
    if (alias.receipt.to_string() == source)
      return fmt::format("\"{}\": {}", alias.form, describe(kb.entry(alias.entry)));
  }
  return "";
}

std::string entry_at(const KnowledgeBase& kb, std::string_view source, std::string_view id) {
  const auto entry = id.empty() ? std::nullopt : kb.find_id(id);
  if (!entry) return "";
  for (const Term& term : kb.terms(entry->index())) {
    if (term.receipt.to_string() == source)
      return fmt::format("{}: {}", entry->name(), describe(term));
  }
  return entry->receipt().to_string() == source ? describe(*entry) : "";
}

std::vector<std::string> other_readings(const KnowledgeBase& kb,
                                        std::string_view words,
                                        std::string_view id,
                                        std::size_t limit) {
  std::vector<knowledge::EntryId> seen;
  std::vector<std::string> readings;
  for (const Alias& alias : kb.find(words)) {
    const Entry entry = kb.entry(alias.entry);
    if (readings.size() == limit) break;
    if (entry.id() == id || std::find(seen.begin(), seen.end(), alias.entry) != seen.end())
      continue;
    seen.push_back(alias.entry);
    readings.push_back(fmt::format("{}, by {}@{}", describe(entry), to_string(alias.kind),
                                   alias.receipt.to_string()));
  }
  return readings;
}

std::string place_fact(const KnowledgeBase& kb, const RecordPlace& place) {
  if (place.geonames == 0) return "";
  for (const Place& candidate : kb.all_places(place.name)) {
    if (candidate.geonameid == place.geonames) return describe(candidate);
  }
  return "";
}

std::vector<std::string> other_places(const KnowledgeBase& kb,
                                      const RecordPlace& place,
                                      std::size_t limit) {
  std::vector<std::string> others;
  for (const Place& candidate : kb.all_places(place.name)) {
    if (others.size() == limit) break;
    if (place.geonames == 0 || candidate.geonameid != place.geonames)
      others.push_back(describe(candidate));
  }
  return others;
}

}  // namespace dragoman::explain
