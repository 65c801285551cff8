// What a copy changed: headline, paragraphs cut and added, sentences edited, passages moved.
//
// Method: greedy tiling. The words of the copy are read in order; each run of kRun words or more
// that the source has too becomes a tile, the longest where there are several. Tiles that keep the
// source's order divide both texts into stretches that belong together: where both have words left
// between two tiles, that was edited; where one has, that was cut or added. Tiles out of order were
// moved. Computed when asked, from the two texts; nothing of it is stored.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dragoman/record.h"

namespace dragoman::stories {

enum class ChangeKind { Headline, Cut, Added, Edited, Moved };
std::string_view to_string(ChangeKind kind);

struct Change {
  ChangeKind kind = ChangeKind::Edited;
  std::optional<CodePointSpan> source;  // of the source's text; none for what was added
  std::optional<CodePointSpan> copy;    // of the copy's text; none for what was cut
};

// The headline first (without spans: titles need not stand in the text), then in the order of the
// copy; what was cut stands where it would have. Furniture and changes of case, accents and
// punctuation are none. Of each body the first kMostWords words are compared.
std::vector<Change> changes(const Record& source, const Record& copy);

}  // namespace dragoman::stories
