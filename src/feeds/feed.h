// Feeds -> one struct, whatever they are written in: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, JSON
// Feed. And OPML, in which readers of feeds exchange lists of them.
//
// Method: bytes to UTF-8 as for web pages (declared charset, BOM, detection); what is certain is
// mended (xml.h); libxml2 makes the tree, without network, without entities of the document's own.
// An entry that the damage cut in two is left out. Whatever was mended or left out is said in
// `notes`. Nothing is looked up anywhere and no clock is read: dates are given as they are stated.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::feeds {

struct FeedEntry {
  std::string id;             // guid, id; else the link; else a hash of what it says. Never empty
  std::string link;           // absolute; empty: none
  std::string title, author;  // plain text
  std::string published, updated;  // ISO 8601, empty when not stated or not readable
  std::string language;            // BCP 47, its own or the feed's; empty when not stated
  std::string summary;             // HTML; in RSS it may be the whole text
  std::string content;             // HTML; the whole text, where the feed marks it as such
};

struct Feed {
  enum class Kind { Rss, Rdf, Atom, Json };
  Kind kind = Kind::Rss;
  std::string title, link, language;
  std::vector<FeedEntry> entries;  // in the order of the feed; of two with one id the first
  std::vector<std::string> notes;  // what was mended or left out
};

struct FeedSource {
  std::string_view url = {};           // links are relative to it; may be empty
  std::string_view content_type = {};  // as the server named it; may be empty
  std::size_t max_bytes = std::size_t{16} << 20;
};

// Fails with
//   BadFormat   no feed (a web page: its message names the feed that the page names), no XML beyond
//               mending, or a document that declares entities
//   BadJson     JSON that is no JSON Feed
//   TooLarge, EmptyInput, NotText, BadEncoding   as texts do
// Linear time; thread-safe.
Result<Feed> parse_feed(std::string_view bytes, const FeedSource& source);

struct Subscription {
  std::string url, title;
};
struct Opml {
  std::vector<Subscription> feeds;  // in document order, each address once
  std::vector<std::string> notes;
};
// Fails as parse_feed does.
Result<Opml> parse_opml(std::string_view bytes);

}  // namespace dragoman::feeds
