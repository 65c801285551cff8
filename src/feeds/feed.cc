#include "feeds/feed.h"

#include <algorithm>
#include <set>

#include "core/hash.h"
#include "core/utf8.h"
#include "feeds/parsers.h"
#include "feeds/xml.h"
#include "intake/html_charset.h"
#include "intake/html_tree.h"

namespace dragoman::feeds {
namespace {

// For a reader who took the page for the feed: what the page itself calls its feed.
Error no_feed_but_page(std::string_view utf8, const std::string& url) {
  std::string found;
  if (const auto tree = intake::HtmlTree::parse(utf8)) {
    for (std::uint32_t i = 0; i < tree->nodes().size() && found.empty(); ++i) {
      if (tree->nodes()[i].tag != intake::Tag::Link) continue;
      const std::string type = core::ascii_lower(tree->attribute(i, intake::Attr::Type));
      const bool is_feed = type.find("rss") != std::string::npos ||
                           type.find("atom") != std::string::npos ||
                           type.find("feed+json") != std::string::npos;
      if (is_feed) found = absolute(std::string(tree->attribute(i, intake::Attr::Href)), url);
    }
  }
  return make_error(ErrorCode::BadFormat, found.empty()
                                              ? "a web page, no feed"
                                              : "a web page, no feed; it names this one: " + found);
}

void give_ids(Feed& feed) {
  for (FeedEntry& entry : feed.entries) {
    if (entry.id.empty()) entry.id = entry.link;
    if (entry.id.empty()) {
      entry.id = core::sha256_hex(entry.title + "\n" + entry.published + "\n" + entry.summary +
                                  "\n" + entry.content)
                     .substr(0, 16);
    }
  }
}

void drop_repeated(Feed& feed) {
  std::set<std::string> seen;
  const std::size_t before = feed.entries.size();
  std::erase_if(feed.entries,
                [&](const FeedEntry& entry) { return !seen.insert(entry.id).second; });
  if (const std::size_t dropped = before - feed.entries.size(); dropped > 0)
    feed.notes.push_back(std::to_string(dropped) +
                         " entries with an id that stands above, left out");
}

}  // namespace

Result<Feed> parse_feed(std::string_view bytes, const FeedSource& source) {
  auto decoded = intake::decode_page(bytes, source.content_type, source.max_bytes);
  if (!decoded) return decoded.error();
  const std::string url(source.url);
  const std::string_view text = core::trim(decoded->text);
  if (text.empty()) return make_error(ErrorCode::EmptyInput, "an empty feed");
  const bool is_json = text.front() == '{' || text.front() == '[';
  if (!is_json && intake::looks_like_html(text)) return no_feed_but_page(text, url);
  auto feed = is_json ? parse_json_feed(text, url) : parse_xml_feed(text, url);
  if (!feed) return feed;
  give_ids(*feed);
  drop_repeated(*feed);
  return feed;
}

Result<Opml> parse_opml(std::string_view bytes) {
  auto decoded = intake::decode_page(bytes, {}, FeedSource{}.max_bytes);
  if (!decoded) return decoded.error();
  Opml out;
  auto tree = XmlTree::parse(decoded->text, out.notes);
  if (!tree) return tree.error();
  if (const std::string root = local_name(tree->root()); core::ascii_lower(root) != "opml")
    return make_error(ErrorCode::BadFormat, "no OPML: its root is <" + root + ">");
  std::set<std::string> seen;
  std::vector<const xmlNode*> waiting = {tree->root()};
  while (!waiting.empty()) {
    const xmlNode* node = waiting.back();
    waiting.pop_back();
    const std::vector<xmlNode*> inside = children(node);
    waiting.insert(waiting.end(), inside.rbegin(), inside.rend());
    if (core::ascii_lower(local_name(node)) != "outline") continue;
    std::string url(core::trim(attribute(node, "xmlUrl")));
    if (url.starts_with("feed:")) url = url.substr(url.starts_with("feed://") ? 7 : 5);
    if (!url.empty() && url.find("://") == std::string::npos) url = "http://" + url;
    if (url.empty() || !seen.insert(url).second) continue;
    std::string title = attribute(node, "title");
    if (title.empty()) title = attribute(node, "text");
    out.feeds.push_back({std::move(url), std::string(core::trim(title))});
  }
  return out;
}

}  // namespace dragoman::feeds
