// Words, compared as a reader would: without case, accents and punctuation.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::core {

// Letters and digits only, folded to lower case without marks, one blank between words: "Iván
// MÁRQUEZ's" -> "ivan marquez s". The fold is Unicode's NFKC_Casefold, then decomposition with the
// marks left out.
std::string fold(std::string_view text);

}  // namespace dragoman::core
