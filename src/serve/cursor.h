// Cursors: where a page of a list ended, as text that clients hand back and do not look into.
//
// A cursor is the place of the last row, a fingerprint of the list and its filter, and a checksum,
// in base64url. It needs no secret: whoever forges one reaches rows that the list gives anyway.
#pragma once

#include <string>
#include <string_view>

#include "dragoman/result.h"

#include "store/pages.h"

namespace dragoman::serve {

std::string encode_cursor(const store::Place& place, std::string_view list);
// Fails with BadArgument when it was cut, changed, or made for another list.
Result<store::Place> decode_cursor(std::string_view cursor, std::string_view list);

std::string base64url(std::string_view bytes);  // without padding
Result<std::string> from_base64url(std::string_view text);

}  // namespace dragoman::serve
