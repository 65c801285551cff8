#include <algorithm>
#include <map>
#include <tuple>

#include "dossiers/sheets.h"

namespace dragoman::dossiers {
namespace {

constexpr std::size_t kMany = 5;  // reports, from which on one word for a part is too little

// The parties of one side are one: "Colombia", "the government", its president.
std::string key_of(const RoleFact& fact, const std::map<std::string, std::string>& group_of_side) {
  if (fact.role != "party" && fact.role != "violator") return fact.who.key;
  if (fact.who.side.ends_with(" GOV")) return fact.who.side;
  const bool unnamed = fact.who.key == fact.who.side || fact.who.kind == "person";
  const auto group = group_of_side.find(fact.who.side);
  return unnamed && group != group_of_side.end() ? group->second : fact.who.key;
}

// The group that most reports name on each side that is not a state's.
std::map<std::string, std::string> groups_of_sides(const Tellings& tellings) {
  std::map<std::string, std::map<std::string, int>> count;
  for (const Told& told : tellings) {
    for (const RoleFact& fact : told.facts.roles) {
      if (fact.who.side.ends_with(" REB") && fact.who.kind != "person" &&
          fact.who.key != fact.who.side)
        ++count[fact.who.side][fact.who.key];
    }
  }
  std::map<std::string, std::string> out;
  for (const auto& [side, groups] : count) {
    int most = 0;
    for (const auto& [key, n] : groups) {
      if (n > most) most = n, out[side] = key;
    }
  }
  return out;
}

// A country or an organisation with an id before a name, a name before a description.
int rank(const Party& who) {
  if (who.kind == "country") return 0;
  if (who.kind == "person") return 3;
  return who.key == who.side ? 2 : 1;
}

std::size_t reports_of(const DossierRole& role) {
  std::vector<std::string> reports;
  for (const Evidence& evidence : role.evidence) add_name(reports, evidence.report);
  return reports.size();
}

bool is_named(const DossierRole& role) {
  return !role.name.empty() && !(role.name.front() >= 'a' && role.name.front() <= 'z');
}

// "the guarantors" says nothing where Cuba and Norway are named.
void drop_unnamed(std::vector<DossierRole>& roles) {
  std::vector<std::string> filled;
  for (const DossierRole& role : roles) {
    if (is_named(role)) add_name(filled, role.role);
  }
  std::erase_if(roles, [&](const DossierRole& role) {
    return role.role != "party" && !is_named(role) &&
           std::find(filled.begin(), filled.end(), role.role) != filled.end();
  });
}

int order_of(const std::string& role) {
  static const std::map<std::string, int> kOrder = {
      {"party", 0},        {"negotiator", 1}, {"mediator", 2}, {"host", 3},    {"guarantor", 4},
      {"accompanying", 5}, {"observer", 6},   {"envoy", 7},    {"sponsor", 8}, {"donor", 9}};
  const auto found = kOrder.find(role);
  return found == kOrder.end() ? 10 : found->second;
}

}  // namespace

std::vector<DossierRole> make_roles(const Tellings& tellings, const std::string& country) {
  const auto groups = groups_of_sides(tellings);
  struct Kept {
    DossierRole role;
    Party best;
  };
  std::map<std::pair<std::string, std::string>, Kept> found;
  for (const Told& told : tellings) {
    for (const RoleFact& fact : told.facts.roles) {
      const std::string key = key_of(fact, groups);
      Kept& kept = found[{key, fact.role}];
      if (kept.role.since.empty()) {
        kept.best = fact.who;
        kept.role.since = told.facts.day;
      }
      const auto better = [](const Party& p) {  // of a person the full name, else the short one
        const auto size = static_cast<long>(p.name.size());
        return std::tuple(rank(p), p.kind == "person" ? -size : size, p.name);
      };
      if (better(fact.who) < better(kept.best)) kept.best = fact.who;
      kept.role.key = key, kept.role.role = fact.role;
      add_name(kept.role.also, fact.who.name);
      add_evidence(kept.role.evidence, evidence_of(told, fact.source));
    }
  }
  std::vector<DossierRole> out;
  for (auto& [key, kept] : found) {
    DossierRole& role = kept.role;
    role.name = kept.best.name, role.kind = kept.best.kind, role.country = kept.best.country;
    if (kept.best.kind == "country" && kept.best.side.ends_with(" GOV") && role.role == "party")
      role.name += " (government)";
    std::erase(role.also, kept.best.name);
    const bool own = role.country == country && !kept.best.side.empty();
    if (role.role == "party" && !own && tellings.size() >= kMany && reports_of(role) < 2) continue;
    out.push_back(std::move(role));
  }
  drop_unnamed(out);
  std::stable_sort(out.begin(), out.end(), [](const DossierRole& a, const DossierRole& b) {
    const auto key = [](const DossierRole& r) {
      return std::tuple(order_of(r.role), -static_cast<long>(reports_of(r)), r.name);
    };
    return key(a) < key(b);
  });
  return out;
}

}  // namespace dragoman::dossiers
