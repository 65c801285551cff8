#include "intake/language.h"

#include <algorithm>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

constexpr std::size_t kMostBytes = 2 * 1024;
constexpr int kEnoughBytes = 200;   // of letters; "Le Monde" alone is no French text
constexpr int kEnoughPercent = 65;  // of the text in that language
constexpr std::size_t kFewLetters = 5;

// As much of the head as is whole code points.
std::string_view head_of(std::string_view text) {
  if (text.size() <= kMostBytes) return text;
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return text.substr(0, end);
}

bool is_mostly_other_script(std::string_view text) {
  std::size_t letters = 0, other = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<UChar32>(core::next_code_point(text, at));
    if (c < 0x80) {
      letters += core::is_ascii_alpha(static_cast<char>(c));
    } else if (u_isalpha(c)) {
      UErrorCode status = U_ZERO_ERROR;
      ++letters;
      other += uscript_getScript(c, &status) != USCRIPT_LATIN;
    }
  }
  return letters >= kFewLetters && other * 2 > letters;
}

// cld2 keeps codes that ISO 639 has replaced.
std::string modern_code(CLD2::Language language) {
  const std::string code = CLD2::LanguageCode(language);
  if (code == "iw") return "he";
  if (code == "jw") return "jv";
  return code;
}

}  // namespace

Language identify_language(std::string_view utf8) {
  const std::string_view text = head_of(utf8);
  constexpr CLD2::CLDHints kNoHints = {nullptr, "", CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percent[3], bytes = 0;
  double score[3];
  bool reliable = false;
  CLD2::ExtDetectLanguageSummary(text.data(), static_cast<int>(text.size()), true, &kNoHints, 0,
                                 languages, percent, score, nullptr, &bytes, &reliable);
  const bool known =
      languages[0] != CLD2::UNKNOWN_LANGUAGE && languages[0] != CLD2::TG_UNKNOWN_LANGUAGE;
  const bool clear = known && reliable && percent[0] >= kEnoughPercent;
  if (clear && bytes >= kEnoughBytes) return {modern_code(languages[0]), true};
  if (is_mostly_other_script(text))
    return {known && languages[0] != CLD2::ENGLISH ? modern_code(languages[0]) : "und", clear};
  return {};
}

std::string language_name(const std::string& code) {
  const std::string known = code == "he" ? "iw" : code == "jv" ? "jw" : code;
  const CLD2::Language language = CLD2::GetLanguageFromName(known.c_str());
  if (language == CLD2::UNKNOWN_LANGUAGE) return code;
  std::string name = core::ascii_lower(CLD2::LanguageName(language));
  bool start = true;
  for (char& c : name) {
    if (c == '_') c = ' ';
    if (start && core::is_ascii_lower(c)) c = static_cast<char>(c - 'a' + 'A');
    start = c == ' ';
  }
  return name;
}

}  // namespace dragoman::intake
