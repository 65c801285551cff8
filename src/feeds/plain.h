// The small values of feeds in one form. Internal to feeds.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::feeds {

// Text with or without markup, as titles are written: on one line, without tags.
std::string plain_line(std::string_view html);
// Text without markup -> HTML; blank lines part paragraphs.
std::string as_html(std::string_view text);
// RFC 822 (also with a year of two digits and zones by name), ISO 8601, and what
// intake::parse_date reads -> ISO 8601, with the time and its zone where they are stated. Empty
// when it is no date.
std::string feed_date(std::string_view text);

}  // namespace dragoman::feeds
