// What the compiler has read and not yet written: entries, places and roles with the table and line
// of each. Shared by the compiler (compile.cc) and its checks (audit.cc).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "knowledge/knowledge_base.h"

namespace dragoman::knowledge {

struct PendingAlias {
  std::string form;
  AliasKind kind;
  CaseRule rule;
  std::uint32_t file, line;
};

struct PendingTerm {
  std::string role, org, country, sector, code;
  std::uint32_t from = 0, to = 0, file = 0, line = 0;

  bool is_same_office(const PendingTerm& other) const {
    return role == other.role && country == other.country && org == other.org;
  }
};

struct PendingEntry {
  Kind kind;
  std::string id, name, code, role, org, note, country, sector, iso2;
  std::optional<double> lat, lon;
  std::uint32_t from = 0, to = 0, file = 0, line = 0;
  Gender gender = Gender::Unknown;
  std::vector<PendingAlias> aliases;
  std::vector<PendingTerm> terms;
};

struct PendingPlace {
  std::string name, country, feature, admin1;
  std::uint32_t geonameid = 0, population = 0, file = 0, line = 0;
  std::optional<double> lat, lon;
  std::vector<std::string> names;
  bool minor = false;
};

struct PendingRole {
  std::string phrase, role, sector;
  RoleKind kind;
  Gender gender;
  std::uint32_t file, line;
};

struct PendingOffice {
  std::string role, country;
  std::uint32_t holders = 1;
};

}  // namespace dragoman::knowledge
