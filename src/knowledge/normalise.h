// The one key under which names are filed and looked up.
//
// Spellings that name the same thing in the press share a key: case, accents, dots, spaces, hyphens
// and apostrophes do not count, and the Arabic article is one token whatever its vowel or
// assimilation:
//   "U.S." "US" "u.s."                              -> us
//   "Jabhat al-Nusra" "Jabhat an-Nusra" "Jabhat El Nusra"  -> jabhatalnusra
//   "Sana'a" "Sanaa"                                -> sanaa
// Spaces do not count either, so that a name has the same key however a tokenizer cut it
// ("al-Nusra", "al - Nusra"). Who matches tokens keeps to token borders, which makes the key safe.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::knowledge {

// Appends the key of `name` (UTF-8) to `key`. Letters outside Latin stay as they are. The key is
// empty when nothing but punctuation is left. Linear; allocates only inside `key`.
void append_alias_key(std::string_view name, std::string& key);

std::string normalise_alias(std::string_view name);

}  // namespace dragoman::knowledge
