// The word lists of lexicons/pledges, as they are looked up.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

#include "pledges/find_fates.h"
#include "pledges/find_pledges.h"

namespace dragoman::pledges {

enum class Complement { Infinitive, That, Ask, For, Object, ToBe, On };

struct Cue {
  PledgeKind kind = PledgeKind::Commitment;
  std::vector<Complement> complements;  // in order of preference
  bool is_accord = false;               // what stands under it binds: "under the accord"
  std::string rule;
};

struct Condition {
  std::vector<std::string> words;
  bool is_case = false;
};

struct Resources::Tables {
  std::map<std::pair<std::string, Upos>, Cue> cues;  // by lemma and Verb, Noun or Adj
  std::vector<Condition> conditions;                 // longest first
  FateWords fates;
  std::set<std::string, std::less<>> not_willed;     // lemmas of what nobody pledges
};

// Fails with NotFound or BadFormat (file:line:column).
Result<void> load_tables(const std::string& folder, Resources::Tables& tables);

}  // namespace dragoman::pledges
