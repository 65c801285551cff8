// Undoes UTF-8 that was once read as Windows-1252 or Latin-1: "donâ€™t" -> "don’t". Internal to
// intake.
//
// Method: a letter that stands for a UTF-8 lead byte, followed by just the characters that stand
// for its continuation bytes, is decoded again. Where no living text has such a sequence ("Ã©",
// "Â£", "â€™"), that is certain. Others could be meant ("CAFÉ”", "Å“"): they are decoded only when
// they give a letter that news is written in and the text holds more damage of the kind. Text that
// was damaged twice is mended twice. What does not decode stays as it is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dragoman::intake {

// `utf8` must be valid. Returns how many places were mended.
std::size_t mend_mojibake(std::string& utf8);

}  // namespace dragoman::intake
