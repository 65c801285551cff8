// Finds when: time expressions with TIMEX3 type and value.
//
// Method: atoms (runs of letters, digits and signs) -> matchers with a word list (recognise.h) ->
// values by the report's day, by the tense of the governing verb and by dates named before
// (resolve.h). Scheme: TIMEX3 (Pustejovsky et al., TimeML 1.2.1), values as in TimeBank. Reads:
// tokens, trees, report.published, report.dateline.   Writes: times.
#pragma once

#include <memory>
#include <string>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "times/words.h"

namespace dragoman::times {

// The word list. Immutable once loaded; one serves all threads.
class Resources {
 public:
  // Reads lexicons/times/words.tsv. Fails with NotFound, or BadFormat naming file:line:column.
  static Result<std::shared_ptr<const Resources>> load(const std::string& lexicon_folder);
  const Words& words() const { return words_; }

 private:
  explicit Resources(Words words) : words_(std::move(words)) {}
  Words words_;
};

// Appends to doc.times, in text order, one entry for each expression found; they do not overlap.
//   tokens     the tokens that hold the expression; empty for a date in the dateline
//   span       the expression's own bytes; may be less than its tokens ("year-ago")
//   value      without a day of publication, what depends on it stays open ("XXXX-WXX-6")
//   rule       which rule found it, "+past" or "+future" where the verb's tense chose the date
// Finding none is success. Fails with MissingLayer if doc has no tokens; doc is then unchanged.
// Linear in the number of tokens.
Result<void> resolve_times(const Resources& resources, Document& doc);

}  // namespace dragoman::times
