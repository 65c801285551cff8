// Bytes -> UTF-8, by what tells their charset. Internal to intake; text.h and html_charset.h say in
// what order things are tried.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "intake/text.h"

namespace dragoman::intake {

// Bytes of a named charset, as they are. Fails with BadEncoding, also for an unknown charset.
Result<std::string> to_utf8(std::string_view bytes, const std::string& charset);

// What is meant where a header or a page says `label`, in lower case: browsers read Windows-1252
// where Latin-1 is declared, and so on. Empty where the label says nothing about bytes over 0x7F
// (ASCII).
std::string meant_charset(std::string_view label);

// Charsets that look like ASCII (ISO-2022-JP, HZ, UTF-7): only their name tells them.
bool is_seven_bit(std::string_view charset);

// What leaves no doubt: a byte order mark; a declared charset of seven bits; UTF-16 by its zero
// bytes; UTF-16 or -32 that is declared. None where there is no such sign.
std::optional<Result<DecodedText>> decode_marked(std::string_view bytes,
                                                 std::span<const std::string> declared);

// By the first declared charset of eight or more bits, UTF-8 aside, that all bytes fit.
std::optional<DecodedText> decode_declared(std::string_view bytes,
                                           std::span<const std::string> declared);

// Text that is not UTF-8, has no byte order mark and no charset that was declared. Fails with
// BadEncoding, naming the first byte that is no UTF-8, rather than guess.
Result<DecodedText> decode_legacy(std::string_view bytes, std::size_t first_invalid);

}  // namespace dragoman::intake
