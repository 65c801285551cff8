// The list of feeds and folders that `dragoman watch` looks after: a TOML file, described in
// docs/formats/feeds.md.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

#include "feeds/feed.h"
#include "fetch/fetcher.h"

namespace dragoman::watch {

// Where the text of an entry is taken from.
enum class FullText {
  Auto,    // its page where the feed has only a teaser, else the feed
  Always,  // its page
  Never,   // the feed
};

struct FeedSettings {
  std::string url;
  std::string outlet;  // empty: what the page says, else the title of the feed
  std::chrono::seconds interval{30 * 60};
  FullText full_text = FullText::Auto;
  std::string language;  // of its reports; empty: found in each
};

struct FolderSettings {
  std::string path;                   // absolute
  std::string outlet;                 // of reports that state none
  std::chrono::seconds interval{10};  // between two looks
  std::chrono::seconds settle{3};     // a file is read when it has not changed for so long
};

struct WatchSettings {
  std::size_t connections = 8;                   // exchanges at once, over all hosts
  std::chrono::seconds max_wait{24 * 3600};      // of a feed that fails again and again
  std::size_t max_bytes = std::size_t{2} << 20;  // of one report; a page may be eight times as long
};

struct FeedList {
  WatchSettings watch;
  fetch::FetchOptions fetch;
  std::vector<FeedSettings> feeds;
  std::vector<FolderSettings> folders;
};

// Fails with NotFound, NotReadable or BadFormat (file:line:column): no TOML, an unknown key, a
// value of another type or out of range, an address that is none or stands twice.
Result<FeedList> read_feed_list(const std::string& path);
// The same of a text; `path` is for messages and for folders that are named relative to it.
Result<FeedList> parse_feed_list(std::string_view toml, const std::string& path);

// "90s", "15m", "1h", "2d" or a number of seconds, as the list has it. For messages and lists.
std::string duration_text(std::chrono::seconds duration);

// Adds those feeds that the list at `path` does not hold yet, at its end; makes the file when there
// is none. What stands in it stays as it is, comments too. Gives how many were added. Fails as
// read_feed_list, or with NotWritable.
Result<std::size_t> add_feeds(const std::string& path,
                              const std::vector<feeds::Subscription>& feeds,
                              std::vector<std::string>& notes);

}  // namespace dragoman::watch
