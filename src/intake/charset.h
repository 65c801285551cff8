// Bytes of a legacy charset -> UTF-8. Internal to intake; text.h says in what order things are
// tried.
#pragma once

#include <string>
#include <string_view>

#include "intake/text.h"

namespace dragoman::intake {

// Bytes of a named charset, as they are. Fails with BadEncoding, also for an unknown charset.
Result<std::string> to_utf8(std::string_view bytes, const std::string& charset);

// UTF-16 without a byte order mark: in Western text one half of the bytes is almost always zero.
// Gives its name, or nullptr.
const char* utf16_by_zeros(std::string_view bytes);

// Charsets that look like ASCII (ISO-2022-JP, HZ, UTF-7): only their name tells them.
bool is_seven_bit(std::string_view charset);
bool is_utf16_or_32(std::string_view charset);

// What is meant where a header declares `charset`: Windows-1252 by Latin-1, as browsers have it.
// Empty where a declaration says nothing about bytes over 0x7F (ASCII; UTF-8, which has been
// tried).
std::string meant_charset(std::string_view charset);

// Text that is not UTF-8, has no byte order mark and no charset that was declared. Fails with
// BadEncoding, naming the first byte that is no UTF-8, rather than guess.
Result<DecodedText> decode_legacy(std::string_view bytes, std::size_t first_invalid);

}  // namespace dragoman::intake
