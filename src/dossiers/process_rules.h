// The user's word on processes: a TOML file that names, pins, merges, splits and hides them.
// Format: docs/formats/processes.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "dossiers/identity.h"

namespace dragoman::dossiers {

// One [[process]]. Mentions that meet all conditions which are given belong to it, whatever they
// would belong to otherwise; so do whole processes named in `merge`.
struct ProcessRule {
  std::string name;
  std::string kind, country;
  std::vector<std::string> names, places;  // folded; any of them
  std::string since, until;                // days of reports, both included
  std::vector<std::string> merge;          // names (folded) or ids of processes found without rules
  bool hide = false;

  bool pins() const;  // it has conditions
  bool holds(const Profile& profile) const;
  bool merges(const std::string& id, const std::string& name) const;
};

struct ProcessRules {
  std::vector<ProcessRule> rules;  // the first that holds wins
  std::string hash;                // of the file; empty when there is none

  const ProcessRule* pin(const Profile& profile) const;
  const ProcessRule* merger(const std::string& id, const std::string& name) const;
};

// Fails with NotFound, NotReadable, or BadFormat ("file:line:column: message").
Result<ProcessRules> read_process_rules(const std::string& path);
// The same of what the file holds; `path` stands in errors.
Result<ProcessRules> parse_process_rules(std::string_view toml, const std::string& path);

// The file beside a store: processes.toml in its folder, or empty when there is none. A store that
// is no file has none.
std::string rules_beside(const std::string& store);

}  // namespace dragoman::dossiers
