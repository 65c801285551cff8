// Bytes of a web page -> UTF-8, its markup as it stands.
//
// Order: byte order mark; UTF-8 where the bytes are valid as such; the charset that the transport
// named; the one that the first bytes of the page name (<meta charset>, <meta http-equiv>, XML
// declaration), by the labels of the WHATWG Encoding Standard; then detection (text.h). Of a page
// with some broken bytes these become U+FFFD, as in browsers. NUL bytes are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "intake/text.h"

namespace dragoman::intake {

// `content_type` may be empty. Fails with TooLarge, EmptyInput, NotText or BadEncoding; offsets in
// the text are offsets in the page where its charset is UTF-8.
Result<DecodedText> decode_page(std::string_view bytes,
                                std::string_view content_type,
                                std::size_t max_bytes);

// Whether a text is HTML, by its first bytes.
bool looks_like_html(std::string_view bytes);

}  // namespace dragoman::intake
