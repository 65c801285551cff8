// A text with two marked parties, as data sets give it: one JSON object a line
// (docs/formats/pairs.md).
#pragma once

#include <string_view>

#include "dragoman/report.h"
#include "dragoman/result.h"
#include "dragoman/span.h"

#include "intake/anatomy.h"

namespace dragoman::pipeline {

struct MarkedPair {
  Report report;  // its text as it was given, so that the spans hold; `uri` is the id
  ByteSpan source, target;
};

// Reads {"id", "text", "source": [b, e], "target": [b, e]}, offsets in code points. A dateline is
// left out of analysis unless a party stands in it. Fails with BadJson, MissingField, EmptyInput,
// or BadFormat for a span that lies outside of the text or is empty.
Result<MarkedPair> parse_marked_pair(const intake::Resources& resources, std::string_view line);

}  // namespace dragoman::pipeline
