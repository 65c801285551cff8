// A web page -> the text of its article, what the page states about it, and the way back to its
// markup.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dragoman/report.h"
#include "dragoman/result.h"

#include "intake/anatomy.h"
#include "intake/html_metadata.h"

namespace dragoman::intake {

struct HtmlPage {
  std::string text;                       // normal form (text.h); one blank line between blocks
  std::vector<PageParagraph> paragraphs;  // one for each block of the text
  HtmlMetadata metadata;
  std::size_t mended = 0;  // places where UTF-8 had been read as Windows-1252 (mojibake.h)
};

struct PageSource {
  std::string_view url;           // where it was fetched from; may be empty
  std::string_view content_type;  // as the transport named it; may be empty
  std::size_t max_bytes = std::size_t{16} << 20;
};

// Fails with TooLarge (bytes over the limit, markup that unfolds), EmptyInput (no text, or no
// article: a list of links, a script that would load it), NotText or BadEncoding. Linear time;
// thread-safe.
Result<HtmlPage> read_page(const Resources& resources,
                           std::string_view bytes,
                           const PageSource& source);

}  // namespace dragoman::intake
