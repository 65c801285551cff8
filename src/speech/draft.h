// A statement under construction: spans are known, the actors not yet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "speech/candidates.h"
#include "speech/quotations.h"

namespace dragoman::speech {

struct Draft {
  Candidate candidate;            // cue, source, frame; `content` (tokens) as the tree gave it
  std::vector<ByteSpan> content;  // in order, disjoint, with quotation marks that stand in it
  std::vector<ByteSpan> block;    // content that is verbatim though no marks stand around it
  bool aligned = false;           // the content is what the language model marks, not what the tree gave
  float score = 0;                // confidence, in [0, 1]
  std::string rule;
  std::uint32_t parent = kNone;      // index of a draft
  std::uint32_t speaker_of = kNone;  // draft whose speaker goes on; its source is not repeated here
};

// Sorts, joins spans that touch or that only white space parts, drops empty ones.
std::vector<ByteSpan> normalise(std::vector<ByteSpan> spans, std::string_view text);
std::uint64_t total_size(const std::vector<ByteSpan>& spans);
std::uint64_t overlap(const std::vector<ByteSpan>& spans, ByteSpan span);
// `spans` without `hole`.
std::vector<ByteSpan> cut(const std::vector<ByteSpan>& spans, ByteSpan hole);
bool holds(const std::vector<ByteSpan>& spans, ByteSpan span);

// True for what is quoted as words, not as speech: "so-called “Islamic State”", titles, names of
// ships.
bool is_name_or_title(const Document& doc, const Quotation& quotation);

// The content with quotations made whole: what stands in quotation marks is never cut, a cue inside
// of a quotation governs nothing outside of it.
std::vector<ByteSpan> fit_to_quotations(const Document& doc,
                                        const std::vector<Quotation>& quotations,
                                        std::vector<ByteSpan> content,
                                        std::uint32_t cue);

}  // namespace dragoman::speech
