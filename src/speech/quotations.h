// Finds quotations by their marks, over characters.
//
// Works without a tree, so that what stands between quotation marks is never lost to a bad parse.
// Knows “ ” „ « » " `` '' in one family and ‘ ’ ' in another; tells apostrophes ("the states'
// rights", "’em") from closing marks; nests; mends a missing mark; and follows a quotation over
// paragraphs, where each paragraph opens anew and only the last one closes (Chicago Manual of
// Style, 13.30). A paragraph without marks is never quoted, except the one in which an open
// quotation closes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/span.h"

namespace dragoman::speech {

struct Quotation {
  ByteSpan outer;                   // with its marks; an end that was mended has none
  ByteSpan inner;                   // without marks and white space at the ends; never empty
  std::uint32_t paragraph = 0;      // index into the paragraphs given
  std::uint32_t depth = 0;          // 0 for one that stands in no other
  std::uint32_t continues = kNone;  // index of the one left open before, which goes on here
  bool closed = true;               // it has a closing mark of its own
};

// Quotations in text order (outer before inner). `paragraphs` are disjoint, in order, within
// `text`; text outside of them is not looked at. Linear in the text, but for singles, which look
// ahead in their paragraph.
std::vector<Quotation> find_quotations(std::string_view text,
                                       const std::vector<ByteSpan>& paragraphs);

// Paragraphs of the document: runs of sentences, from one that starts a paragraph to the next.
std::vector<ByteSpan> paragraphs_of(const Document& doc);

}  // namespace dragoman::speech
