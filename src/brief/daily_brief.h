// The daily brief: what happened, what was said, what is due, overdue or silent.
//
// Every sentence is put together from fields of records and words quoted from reports, and has notes
// that name the reports and the words. The same happening stands in it once, with how many outlets
// and independent origins report it; where reports differ, the values stand side by side.
//
// What is in it was published in the days asked for; later reports are not known to it.
#pragma once

#include <string>
#include <vector>

#include "dragoman/record.h"
#include "dragoman/result.h"

#include "store/store.h"

namespace dragoman::brief {

// A footnote: a report, and the words in it.
struct BriefNote {
  std::string report, entry;       // record id; of the event, statement or pledge
  std::string outlet, published, title;
  std::string words;
  CodePointSpans spans{};  // of the words, or of the entry when the words are put together
};

struct BriefValue {  // one of several that reports give for the same
  std::string value;
  std::vector<std::size_t> notes;
};
struct BriefDifference {
  std::string of;  // "dead", "place", "status" ...
  std::vector<BriefValue> values;
};

struct BriefLine {
  std::string text;                  // without the notes' marks
  std::vector<std::size_t> notes;    // indices into DailyBrief::notes
  int outlets = 0, origins = 0;      // 0: not counted
  std::vector<BriefDifference> differences;
  double importance = 0;
  std::string id;                    // of the happening or pledge
};

struct BriefSection {
  std::string heading;  // "What happened", "Due", ...
  std::string group;    // country or process; empty for none
  std::vector<BriefLine> lines;  // the most important first
};

struct DailyBrief {
  std::string from, date;  // ISO days, both included
  std::string about;
  int reports = 0, outlets = 0;  // published in these days
  std::vector<BriefSection> sections;  // empty ones are left out
  std::vector<BriefNote> notes;
};

struct BriefFilter {
  std::string date{};   // ISO day; must not be empty
  int days = 1;         // that end with it
  std::string about{};  // words of what or who
  std::size_t happenings = 20, statements = 10, pledges = 15;  // at most so many lines of each
  int due_days = 14;    // what is due so soon
};

// Fails with BadArgument, BadStore.
Result<DailyBrief> make_daily_brief(store::Store& store, const BriefFilter& filter);

std::string to_text(const DailyBrief& brief);
std::string to_markdown(const DailyBrief& brief);
std::string to_html(const DailyBrief& brief);
std::string to_json(const DailyBrief& brief);

}  // namespace dragoman::brief
