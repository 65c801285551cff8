// Which language a text is in.
//
// Method: cld2 (Compact Language Detector 2, Google; quadgrams, naive Bayes), over at most the
// first 2 KB. Doubt counts for English: short texts, texts in
// which no language clearly rules. Letters that English does not have rule it out whatever their
// number.
#pragma once

#include <string>
#include <string_view>

namespace dragoman::intake {

struct Language {
  std::string code = "en";  // BCP 47; "und" for letters of a script whose language is not known
  bool certain = false;
};

Language identify_language(std::string_view utf8);

// "Russian" for "ru"; the code itself when it has no name.
std::string language_name(const std::string& code);

}  // namespace dragoman::intake
