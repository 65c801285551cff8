// The word lists of this room: lexicons/entities/words.tsv, read once.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "dragoman/result.h"

#include "core/hash.h"

namespace dragoman::entities {

struct Words {
  // Fails with NotFound, NotReadable or BadFormat ("file:line:column: what was expected").
  static Result<Words> load(const std::string& path);
  static Result<Words> parse(std::string_view text, const std::string& name);

  struct Hash {  // lets a set of strings be asked with a view
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return core::fnv1a64(word); }
  };
  using Class = std::unordered_set<std::string, Hash, std::equal_to<>>;

  Class locative, motion, part, wield, acting, body, state, pair, measure, against, outer, bland,
      nation, he, she, say, former, stance, led, thing, plain, informal, crowd, alike, many, paper,
      wire, unbound, calendar, corps, weapon, site, ranks, armed, troops, rule, meet, process, deed,
      squad, craft, followers, radical, vague, watch, ruler, throne;

  // Spelling of a part of a name, lower case -> the first spelling on its line.
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> spelling;
};

}  // namespace dragoman::entities
