#include "places/lookups.h"

#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "places/spellings.h"

namespace dragoman::places {

const std::vector<knowledge::Place>& Lookups::places(const std::string& name) const {
  const auto [entry, fresh] = places_.try_emplace(name);
  if (fresh) entry->second = base_.places(name);
  return entry->second;
}

bool Lookups::is_spelled_otherwise(const std::string& name) const {
  const auto [entry, fresh] = spelled_otherwise_.try_emplace(name, false);
  if (fresh) entry->second = !places_spelled_otherwise(base_, name).empty();
  return entry->second;
}

bool Lookups::is_exact(const std::string& name) const {
  const std::string key = knowledge::normalise_alias(name);
  const auto& candidates = places(name);
  return std::any_of(candidates.begin(), candidates.end(), [&](const knowledge::Place& p) {
    return knowledge::normalise_alias(p.name) == key;
  });
}

bool Lookups::is_big(const std::string& name) const {
  const auto& candidates = places(name);
  return std::any_of(candidates.begin(), candidates.end(), [](const knowledge::Place& p) {
    return p.population >= 100000 || p.feature == "ADM1";
  });
}

bool Lookups::is_area_name(const std::string& name) const {
  const auto& candidates = places(name);
  return std::any_of(candidates.begin(), candidates.end(), [](const knowledge::Place& p) {
    return p.feature.starts_with("PCL") || p.feature == "ADM1";
  });
}

bool Lookups::is_written_so(const std::string& name) const {
  for (const knowledge::Alias& alias : base_.find(name)) {
    if (alias.case_rule == knowledge::CaseRule::AllCapitals && name != upper(name)) return false;
  }
  return true;
}

std::string Lookups::upper(std::string text) {
  for (char& c : text) {
    if (core::is_ascii_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return text;
}

}  // namespace dragoman::places
