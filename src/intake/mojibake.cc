#include "intake/mojibake.h"

#include <algorithm>
#include <optional>

#include "core/ascii_run.h"
#include "core/utf8.h"
#include "intake/windows1252.h"

namespace dragoman::intake {
namespace {

// The byte that Windows-1252 or Latin-1 shows as `c`; 0 for ASCII and what neither has.
unsigned byte_of(char32_t c) {
  if (c >= 0x80 && c <= 0xFF) return static_cast<unsigned>(c);
  const auto* found = std::find(kWindows1252.begin(), kWindows1252.end(), c);
  if (c < 0x80 || found == kWindows1252.end()) return 0;
  return 0x80u + static_cast<unsigned>(found - kWindows1252.begin());
}

std::size_t continuations(unsigned lead) {
  if (lead >= 0xC2 && lead < 0xE0) return 1;
  if (lead >= 0xE0 && lead < 0xF0) return 2;
  return lead >= 0xF0 && lead < 0xF5 ? 3 : 0;
}

struct Sequence {
  char32_t meant = 0;
  std::size_t end = 0;  // behind it in the text
  bool certain = false;
};

// Letters beyond Latin-1 that news is written in, and the marks between them; controls of C1 and
// accents by themselves, which are bytes that were misread before.
bool is_plausible(char32_t c) {
  return (c >= 0x80 && c <= 0x24F) || c == 0x2C6 || c == 0x2DC || (c >= 0x386 && c <= 0x52F) || (c >= 0x5D0 && c <= 0x64A) ||
         (c >= 0x660 && c <= 0x6D5) || (c >= 0x900 && c <= 0xDFF) || (c >= 0xE00 && c <= 0xEFF) ||
         (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2010 && c <= 0x203A) || c == 0x20AC ||
         c == 0x2122 || (c >= 0x3000 && c <= 0x30FF) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || c == 0xFEFF || (c >= 0x1F300 && c <= 0x1FAFF);
}

// "Ã" and "Â" before a sign that no word has there; punctuation, which is "â€" and "â„" with a
// third sign; four signs in a row.
bool is_certain(unsigned lead, char32_t meant) {
  if (lead == 0xC2 || lead == 0xC3) return true;
  return (lead == 0xE2 && meant >= 0x2000 && meant < 0x2200) || lead == 0xEF || lead >= 0xF0;
}

std::optional<Sequence> sequence_at(std::string_view text, std::size_t at) {
  const unsigned lead = byte_of(core::next_code_point(text, at));
  const std::size_t count = continuations(lead);
  if (count == 0) return std::nullopt;
  std::string bytes(1, static_cast<char>(lead));
  for (std::size_t i = 0; i < count; ++i) {
    if (at >= text.size()) return std::nullopt;
    const unsigned next = byte_of(core::next_code_point(text, at));
    if (next < 0x80 || next >= 0xC0) return std::nullopt;
    bytes += static_cast<char>(next);
  }
  if (core::find_invalid_utf8(bytes) != std::string_view::npos) return std::nullopt;
  std::size_t ignored = 0;
  const char32_t meant = core::next_code_point(bytes, ignored);
  if (!is_plausible(meant)) return std::nullopt;
  return Sequence{meant, at, is_certain(lead, meant)};
}

std::size_t mend_once(std::string& text) {
  std::size_t certain = 0, possible = 0;
  const auto scan = [&](auto&& take) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      if (static_cast<unsigned char>(text[at]) < 0x80) {
        at = core::end_of_ascii(text, at);
        continue;
      }
      const std::optional<Sequence> found = sequence_at(text, at);
      if (found) {
        at = found->end;
        take(begin, *found);
      } else {
        core::next_code_point(text, at);
      }
    }
  };
  scan([&](std::size_t, const Sequence& found) { ++(found.certain ? certain : possible); });
  if (certain == 0 && possible < 2) return 0;
  std::string out;
  out.reserve(text.size());
  std::size_t copied = 0;
  scan([&](std::size_t begin, const Sequence& found) {
    out.append(text, copied, begin - copied);
    core::append_utf8(out, found.meant);
    copied = found.end;
  });
  out.append(text, copied);
  text = std::move(out);
  return certain + possible;
}

}  // namespace

std::size_t mend_mojibake(std::string& utf8) {
  // The lead bytes C2-F4 as letters are C3 82 - C3 B4 in UTF-8; most texts hold none of them.
  if (utf8.find('\xC3') == std::string::npos) return 0;
  constexpr int kMostTimes = 3;
  const std::size_t mended = mend_once(utf8);
  if (mended == 0) return 0;
  for (int times = 1; times < kMostTimes && mend_once(utf8) > 0; ++times) {
  }
  return mended;
}

}  // namespace dragoman::intake
