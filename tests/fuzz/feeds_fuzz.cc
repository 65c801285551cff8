// Any bytes as what a site serves to machines: the first byte says whether as a feed, as OPML or as
// robots.txt.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "core/utf8.h"
#include "feeds/feed.h"
#include "fetch/robots.h"
#include "intake_checks.h"

namespace {

using namespace dragoman;

void check_utf8(const std::string& text) {
  fuzz::check(core::find_invalid_utf8(text) == std::string_view::npos);
}

void check_feed(std::string_view bytes) {
  const auto feed = feeds::parse_feed(bytes, {.url = "https://a.example/feed"});
  if (!feed) return;
  std::set<std::string> ids;
  for (const feeds::FeedEntry& entry : feed->entries) {
    fuzz::check(!entry.id.empty() && ids.insert(entry.id).second);
    for (const std::string* field : {&entry.id, &entry.link, &entry.title, &entry.author,
                                     &entry.published, &entry.summary, &entry.content})
      check_utf8(*field);
    fuzz::check(entry.title.find('\n') == std::string::npos);
  }
}

void check_opml(std::string_view bytes) {
  const auto opml = feeds::parse_opml(bytes);
  if (!opml) return;
  for (const feeds::Subscription& feed : opml->feeds) {
    fuzz::check(!feed.url.empty());
    check_utf8(feed.title);
  }
}

void check_robots(std::string_view bytes) {
  const auto robots = fetch::Robots::parse(bytes, "Dragoman");
  fuzz::check(robots.allows("/robots.txt"));
  static_cast<void>(robots.allows("/a/b.html?c=%c3%a9&d=*$"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'o':
      check_opml(bytes);
      break;
    case 'r':
      check_robots(bytes);
      break;
    default:
      check_feed(bytes);
  }
  return 0;
}
