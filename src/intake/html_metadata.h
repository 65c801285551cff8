// What a page states about its article: title, byline, outlet, times, address, language.
//
// Method: lexicons/intake/html_metadata.tsv lists, for each field, the places where pages state it
// (JSON-LD, meta elements, microdata, what is shown, the address) in the order in which they are
// trusted. The first that holds a usable value wins; a title that is shown must agree with one that
// is stated. Broken JSON-LD is mended where that is certain (control characters, trailing commas,
// comment marks around it).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "intake/html_blocks.h"
#include "intake/html_tree.h"

namespace dragoman::intake {

struct SourcedText {
  std::string value;   // empty when the page states none
  std::string source;  // "json-ld datePublished", "meta og:title"; as in the table
};

struct HtmlMetadata {
  SourcedText title, byline, outlet, url, language;
  SourcedText published, modified;  // ISO 8601
  std::string declared_body;        // JSON-LD articleBody
  bool live_blog = false;           // JSON-LD LiveBlogPosting
};

// One line of the table.
struct MetadataPlace {
  std::string field, place, name;
};

// `url` is where the page was fetched from; may be empty.
HtmlMetadata read_metadata(const std::vector<MetadataPlace>& places,
                           const HtmlTree& tree,
                           const HtmlBlocks& page,
                           std::string_view url);

}  // namespace dragoman::intake
