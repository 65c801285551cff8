// CAMEO actor codes for actors that carry PLOVER codes: lexicons/entities/cameo.tsv, read once.
//
// A PLOVER code is a run of three-letter parts, country or international code first ("RUSGOV",
// "IGOUNO"). Each part has its own CAMEO part, most the same one; some organisations have a code of
// their own in CAMEO.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

#include "dragoman/result.h"

namespace dragoman::entities {

class CameoCodes {
 public:
  // Fails with NotFound, NotReadable or BadFormat ("file:line:column: what was expected").
  static Result<CameoCodes> load(const std::string& path);

  // "TURJRN" -> "TURMED". `kb` is the actor's id in the knowledge base, or empty. Empty for an
  // empty code.
  std::string code_for(std::string_view plover, std::string_view kb) const;

 private:
  std::unordered_map<std::string, std::string> codes_;  // part or id -> CAMEO; empty: left out
};

}  // namespace dragoman::entities
