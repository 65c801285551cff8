// What an entry of a feed says, and what its page says: items that intake reads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/report.h"
#include "dragoman/result.h"

#include "core/utc.h"
#include "feeds/feed.h"
#include "fetch/fetcher.h"
#include "intake/read_input.h"
#include "watch/feed_list.h"

namespace dragoman::watch {

// A page that was fetched, by its content type and first bytes. `uri` becomes the report's. Fails
// with NotText, or BadFormat for a feed.
Result<intake::RawItem> page_item(fetch::Response response, const std::string& uri, core::Time now);

// Fetches an address and gives its item: what `read` and `extract` do with one.
Result<intake::RawItem> fetch_item(fetch::Fetcher& fetcher, const std::string& address);

// An entry on its way to a report.
struct EntryContext {
  const FeedSettings& settings;
  const std::string& feed_title;
  std::size_t max_bytes;  // of a report
  core::Time now;
  std::string uri;
};

// The longer of content and summary, as plain text; blank lines part paragraphs.
std::string entry_text(const feeds::FeedEntry& entry);
// Whether that text is only the beginning of its article: short, or with the marks of a cut.
bool is_teaser(std::string_view text);
// Of what the feed says of an entry, markup left out: it changes when the publisher edits.
std::string fingerprint(const feeds::FeedEntry& entry);

// The report of an entry by what the feed holds, or by its page; what neither states is taken from
// the other, the feed's dates and names last. Errors as make_report.
Result<Report> report_of_entry(const intake::Resources& resources,
                               const feeds::FeedEntry& entry,
                               const EntryContext& context,
                               std::vector<std::string>& notes);
Result<Report> report_of_page(const intake::Resources& resources,
                              const feeds::FeedEntry& entry,
                              const EntryContext& context,
                              fetch::Response page,
                              std::vector<std::string>& notes);

}  // namespace dragoman::watch
