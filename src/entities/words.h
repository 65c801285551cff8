// The word lists of this room: lexicons/entities/words.tsv, read once.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "dragoman/result.h"

namespace dragoman::entities {

struct Words {
  // Fails with NotFound, NotReadable or BadFormat ("file:line:column: what was expected").
  static Result<Words> load(const std::string& path);
  static Result<Words> parse(std::string_view text, const std::string& name);

  using Class = std::set<std::string, std::less<>>;

  Class locative, motion, part, wield, acting, body, state, pair, measure, against, outer, bland,
      nation, he, she, say, former, stance, led, thing, plain, informal, crowd, alike, many, paper,
      wire, unbound, calendar;
};

}  // namespace dragoman::entities
