#include "language/word_features.h"

namespace dragoman::language {

namespace {

constexpr std::size_t kLongestForm = 4096;
constexpr std::uint64_t kFnvBasis = 14695981039346656037ull;
constexpr std::uint64_t kFnvPrime = 1099511628211ull;

std::uint32_t fold(std::uint64_t hash) {
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

std::uint64_t step(std::uint64_t hash, unsigned char byte) {
  return (hash ^ byte) * kFnvPrime;
}

// Shape classes: upper X, lower x, digit d, other letters w, anything else itself (ASCII) or p.
char shape_class(char32_t c) {
  if (c < 0x80) {
    if (c >= '0' && c <= '9') return 'd';
    if (c >= 'A' && c <= 'Z') return 'X';
    if (c >= 'a' && c <= 'z') return 'x';
    return static_cast<char>(c);
  }
  if (is_upper(c)) return 'X';
  if (c < 0xC0) return 'p';
  if (c < 0x600) return 'x';
  if (c >= 0x2000 && c < 0x3000) return 'p';
  return 'w';
}

}  // namespace

char32_t next_code_point(std::string_view text, std::size_t& pos) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(pos);
  if (lead < 0x80) {
    ++pos;
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || pos + length > text.size()) {
    ++pos;
    return 0xFFFD;
  }
  char32_t c = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(pos + i) & 0xC0) != 0x80) {
      ++pos;
      return 0xFFFD;
    }
    c = (c << 6) | (byte(pos + i) & 0x3F);
  }
  pos += length;
  return c;
}

char32_t to_lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
  if (c == 0x130) return 'i';
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1;
  if (c == 0x178) return 0xFF;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return (c & 1) ? c + 1 : c;
  if (c >= 0x1E00 && c <= 0x1EFF && !(c >= 0x1E96 && c <= 0x1E9F)) return c | 1;
  if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) return c + 32;
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  return c;
}

bool is_upper(char32_t c) {
  return to_lower(c) != c;
}

void append_utf8(char32_t c, std::string& out) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

char32_t plain_mark(char32_t c) {
  if (c < 0xA0) return c;
  switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0x00B4:
      return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x2033:
    case 0x00AB:
    case 0x00BB:
      return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
      return '-';
    case 0x2026:
      return '.';
    case 0x00A0:
    case 0x2007:
    case 0x202F:
      return ' ';
    default:
      return c;
  }
}

void normal_form(std::string_view form, std::string& out) {
  out.clear();
  if (form.size() > kLongestForm) form = form.substr(0, kLongestForm);
  for (std::size_t pos = 0; pos < form.size();) {
    char32_t c = to_lower(plain_mark(next_code_point(form, pos)));
    if (c >= '0' && c <= '9') c = '0';
    append_utf8(c, out);
  }
  // One mark, many spellings: "…", "....", "--", "—" and "``" meet in one form each.
  if (out.size() > 1 && out.find_first_not_of('.') == std::string::npos) out = "...";
  if (out.find_first_not_of('-') == std::string::npos && !out.empty()) out = "-";
  if (out == "``" || out == "''" || out == "\"\"") out = "\"";
  if (out == "`") out = "'";
}

std::uint64_t fnv1a(std::string_view bytes) {
  std::uint64_t hash = kFnvBasis;
  for (const char c : bytes) hash = step(hash, static_cast<unsigned char>(c));
  return hash;
}

WordFeatures word_features(std::string_view form, std::string& scratch) {
  WordFeatures out;
  normal_form(form, scratch);
  out.word = fnv1a(scratch);

  // Letters, not bytes: a prefix ends where a code point ends. Each length has its own seed.
  // A word shorter than the affix is hashed whole, as if it ended with a mark ("$").
  std::size_t at = 0;
  std::uint64_t hash = step(kFnvBasis, 'p');
  for (std::size_t k = 0; k < kPrefixes; ++k) {
    if (at < scratch.size()) {
      do {
        hash = step(hash, static_cast<unsigned char>(scratch[at++]));
      } while (at < scratch.size() && (static_cast<unsigned char>(scratch[at]) & 0xC0) == 0x80);
    } else {
      hash = step(hash, '$');
    }
    out.prefix[k] = fold(hash);
  }
  at = scratch.size();
  hash = step(kFnvBasis, 's');
  for (std::size_t k = 0; k < kSuffixes; ++k) {
    if (at > 0) {
      do {
        hash = step(hash, static_cast<unsigned char>(scratch[--at]));
      } while (at > 0 && (static_cast<unsigned char>(scratch[at]) & 0xC0) == 0x80);
    } else {
      hash = step(hash, '$');
    }
    out.suffix[k] = fold(hash);
  }

  // Runs of a class count up to two, twelve marks in all: "WHO" XX, "Syria" Xxx, "al-Ani" xx-Xxx.
  hash = step(kFnvBasis, 'h');
  char last = 0;
  int run = 0;
  int kept = 0;
  if (form.size() > kLongestForm) form = form.substr(0, kLongestForm);
  for (std::size_t pos = 0; pos < form.size() && kept < 12;) {
    const char mark = shape_class(plain_mark(next_code_point(form, pos)));
    run = mark == last ? run + 1 : 1;
    last = mark;
    if (run > 2) continue;
    hash = step(hash, static_cast<unsigned char>(mark));
    ++kept;
  }
  out.shape = fold(hash);
  return out;
}

std::uint32_t lemma_key(std::string_view form,
                        bool exact,
                        std::string_view upos,
                        std::string_view xpos,
                        std::string& scratch) {
  scratch.assign(1, exact ? '=' : '~');
  for (std::size_t pos = 0; pos < form.size();) {
    const char32_t c = plain_mark(next_code_point(form, pos));
    append_utf8(exact ? c : to_lower(c), scratch);
  }
  for (const std::string_view part : {upos, xpos}) {
    scratch += '\t';
    scratch += part;
  }
  const std::uint32_t key = fold(fnv1a(scratch));
  return key == 0 ? 1 : key;
}

}  // namespace dragoman::language
