// Finds the parts of a report that are not its body: title, byline, dateline, credit, sign-off,
// notice.
//
// Method: the head of the text is read line by line, then phrase by phrase, by shape (capitals,
// separators, position), with tables of agencies, credits and sign-offs in lexicons/intake/. What
// is found stays in the text, so that offsets are true, and is listed in Report::furniture:
// language analysis leaves it out.
//
//   Peace talks resume in Havana                 <- title (own paragraph, not furniture)
//   By JANE DOE                                  <- byline
//   HAVANA, March 3 (Reuters) - The government   <- dateline, to the dash; the body starts behind
//   it
//   ...
//   (Reporting by John Roe; Editing by A. Poe)   <- credit
//   -30-                                         <- sign-off
//
// Reads:  Report::text and any metadata already set.   Writes: title, title_span, byline, agency,
// agency_span, dateline, furniture; `published` when it is unknown and the text states it with its
// year.
#pragma once

#include <memory>
#include <string>

#include "dragoman/report.h"
#include "dragoman/result.h"

namespace dragoman::intake {

// Tables of agencies, credit lines and sign-offs. Immutable once loaded; one serves all threads.
class Resources {
 public:
  // Reads lexicons/intake/*.tsv under `lexicon_folder`. Fails with NotFound, NotReadable or
  // BadFormat (file:line:column).
  static Result<std::shared_ptr<const Resources>> load(const std::string& lexicon_folder);
  ~Resources();

  // Fails with BadArgument, naming those that there are (lexicons/intake/presets.tsv).
  Result<void> has_preset(const std::string& name) const;

  struct Tables;
  const Tables& tables() const { return *tables_; }

 private:
  explicit Resources(std::unique_ptr<const Tables> tables);
  std::unique_ptr<const Tables> tables_;
};

struct AnatomyOptions {
  bool text_holds_title = false;  // a plain text file: its first line may be a title. A JSONL text:
                                  // only when it repeats the title field
};

// Finding none of the parts is ordinary. Furniture comes out sorted and disjoint; it never covers
// the whole text. Linear in the text; thread-safe.
void find_anatomy(const Resources& resources, const AnatomyOptions& options, Report& report);

}  // namespace dragoman::intake
