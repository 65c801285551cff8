// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
#include <nlohmann/json.hpp>

#include "core/utf8.h"
#include "feeds/parsers.h"
#include "feeds/plain.h"
#include "feeds/xml.h"

namespace dragoman::feeds {
namespace {

using nlohmann::json;

// Text, or a number as it is written (ids); empty for all else.
std::string text_at(const json& object, const char* key) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  return found->is_number() ? found->dump() : std::string();
}

std::string author_of(const json& object) {
  const auto list = object.find("authors");
  if (list != object.end() && list->is_array() && !list->empty() && list->front().is_object())
    return plain_line(text_at(list->front(), "name"));
  const auto one = object.find("author");
  return one != object.end() && one->is_object() ? plain_line(text_at(*one, "name"))
                                                 : std::string();
}

FeedEntry read_item(const json& item, const Feed& feed, const std::string& url) {
  FeedEntry entry;
  entry.id = text_at(item, "id");
  entry.link = absolute(text_at(item, "url"), url);
  if (entry.link.empty()) entry.link = absolute(text_at(item, "external_url"), url);
  entry.title = plain_line(text_at(item, "title"));
  entry.author = author_of(item);
  entry.published = feed_date(text_at(item, "date_published"));
  entry.updated = feed_date(text_at(item, "date_modified"));
  entry.language = text_at(item, "language");
  if (entry.language.empty()) entry.language = feed.language;
  if (const std::string summary = text_at(item, "summary"); !summary.empty())
    entry.summary = as_html(summary);
  entry.content = text_at(item, "content_html");
  if (const std::string text = text_at(item, "content_text");
      entry.content.empty() && !text.empty())
    entry.content = as_html(text);
  return entry;
}

}  // namespace

Result<Feed> parse_json_feed(std::string_view utf8, const std::string& url) {
  json object;
  try {
    object = json::parse(utf8);
  } catch (const json::exception& error) {
    return make_error(ErrorCode::BadJson, std::string("no JSON: ") + error.what());
  }
  const auto items = object.is_object() ? object.find("items") : object.end();
  if (!object.is_object() || items == object.end() || !items->is_array())
    return make_error(ErrorCode::BadJson, "no JSON Feed: there are no 'items'");
  Feed feed;
  feed.kind = Feed::Kind::Json;
  feed.title = plain_line(text_at(object, "title"));
  feed.link = absolute(text_at(object, "home_page_url"), url);
  feed.language = text_at(object, "language");
  std::size_t left_out = 0;
  for (const json& item : *items) {
    if (item.is_object())
      feed.entries.push_back(read_item(item, feed, url));
    else
      ++left_out;
  }
  if (left_out > 0)
    feed.notes.push_back(std::to_string(left_out) + " items are no objects, left out");
  return feed;
}

}  // namespace dragoman::feeds
