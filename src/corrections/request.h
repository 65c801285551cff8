// What a user asks to be corrected, in the terms of the record that they look at.
#pragma once

#include <optional>
#include <string>

#include "corrections/correction.h"

namespace dragoman::corrections {

struct Request {
  std::string entry;                  // id ("e3"), or span ("24:37") with `layer`
  std::optional<EntryLayer> layer{};  // where a span is meant; mention when absent
  std::string field{};                // empty: the whole entry
  Verdict verdict = Verdict::Accept;
  // Of Verdict::Correct. Of actors and places: an id of the record, or what they are
  // (references.h), "" for none; of lists an array of these.
  Json value{};
  std::string reason{}, author{}, made{};
};

// `machine`: the machine's record; `seen`: the same with the corrections that stand, which the user
// looks at. Fails with NotFound where there is no such entry, BadArgument for what cannot be: the
// message says what can.
Result<Correction> make_correction(const Record& machine, const Record& seen, const Request& request);

}  // namespace dragoman::corrections
