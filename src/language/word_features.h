// Turns one word form into the hashed features that the language model's input tables are indexed
// by.
//
// Method: a normal form (lower case, digits as '0', typographic marks as their ASCII twins), then
// FNV-1a hashes of the whole form, of its prefixes of 1-3 and suffixes of 1-4 letters, and of its
// shape ("Xxx-d"). Hashes, not strings, are stored in the model, so the vocabulary costs 8 bytes a
// word. The trainer calls this very code (train/native.cc), so that training and use cannot drift
// apart. Reads and writes no layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace dragoman::language {

inline constexpr std::size_t kPrefixes = 3;
inline constexpr std::size_t kSuffixes = 4;

// Raw 32-bit hashes; a table of N rows is indexed by hash % N.
struct WordFeatures {
  std::uint64_t word = 0;
  std::array<std::uint32_t, kPrefixes> prefix{};
  std::array<std::uint32_t, kSuffixes> suffix{};
  std::uint32_t shape = 0;
};

// One code point at text[pos]; moves pos behind it. Ill-formed bytes give U+FFFD and move by one.
char32_t next_code_point(std::string_view text, std::size_t& pos);

// Simple lower case for Latin, Greek, Cyrillic and Armenian; everything else is returned as it is.
char32_t to_lower(char32_t c);
bool is_upper(char32_t c);

void append_utf8(char32_t c, std::string& out);

// Curly quotation marks, primes, dashes and non-breaking spaces as their ASCII twins.
char32_t plain_mark(char32_t c);

// The form that word tables are keyed by: "Iraq’s" -> "iraq's", "2016" -> "0000".
// Empties `out` first; words longer than 4096 bytes are cut.
void normal_form(std::string_view form, std::string& out);

std::uint64_t fnv1a(std::string_view bytes);

// `scratch` is only there to keep its memory from call to call.
WordFeatures word_features(std::string_view form, std::string& scratch);

// Key of a form with its tag in the model's table of lemmas (lemma.h). `exact`: of the form as it
// is written, else in lower case; typographic marks count as their ASCII twins. Never 0.
std::uint32_t lemma_key(std::string_view form,
                        bool exact,
                        std::string_view upos,
                        std::string_view xpos,
                        std::string& scratch);

}  // namespace dragoman::language
