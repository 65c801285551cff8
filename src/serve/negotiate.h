// What a client takes: media types, encodings, and versions of an answer that it has already.
#pragma once

#include <string>
#include <string_view>

#include "serve/http.h"

namespace dragoman::serve {

enum class Format { Json, Csv };

// ?format= before Accept; JSON where both leave it open. Fails with BadArgument for another format.
Result<Format> format_of(const Request& request);

// The same for what is written as a page too.
enum class PageFormat { Json, Text, Markdown, Html };
Result<PageFormat> page_format_of(const Request& request);

// Whether Accept-Encoding takes gzip (";q=0" takes it back).
bool takes_gzip(std::string_view accept_encoding);

// Whether one of If-None-Match's tags is this one, weak or not, plain or compressed.
bool has_tag(std::string_view if_none_match, std::string_view tag);

// The tag in quotes, marked where the body is compressed: another encoding is other bytes.
std::string quoted_tag(std::string_view tag, bool compressed);

// A gzip member. Empty when zlib fails, which it does not short of memory.
std::string gzip(std::string_view bytes);

}  // namespace dragoman::serve
