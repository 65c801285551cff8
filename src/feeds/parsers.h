// One parser for each family of feeds. Internal to feeds.
#pragma once

#include <string>
#include <string_view>

#include "feeds/feed.h"

namespace dragoman::feeds {

// RSS, RDF and Atom. `url` may be empty.
Result<Feed> parse_xml_feed(std::string_view utf8, const std::string& url);
Result<Feed> parse_json_feed(std::string_view utf8, const std::string& url);

}  // namespace dragoman::feeds
