#include "language/split.h"

#include <algorithm>
#include <array>
#include <string>

#include "language/ends.h"
#include "language/lexicon.h"
#include "language/word_features.h"

namespace dragoman::language {

namespace {

// ---- characters ----

struct Char {
  char32_t c = 0;
  std::size_t begin = 0, end = 0;
};

bool is_space(char32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}

bool is_ascii_letter(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Letters and marks of any script: whatever is above ASCII and not known to be punctuation or a
// symbol.
bool is_letter(char32_t c) {
  if (c < 0x80) return is_ascii_letter(c);
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  if (c == 0xD7 || c == 0xF7) return false;
  if (c >= 0x2000 && c < 0x2C00)
    return c == 0x200C || c == 0x200D || (c >= 0x2070 && c < 0x20A0) || (c >= 0x2100 && c < 0x2190);
  if (c >= 0x3001 && c <= 0x3003) return false;
  if (c >= 0x3008 && c <= 0x3020) return false;
  if (c >= 0xFE10 && c <= 0xFE6F) return false;
  if (c >= 0xFF00 && c <= 0xFF0F) return false;
  if (c == 0xFFFD || c == 0xFEFF) return false;
  if (c >= 0x1F000 && c < 0x20000) return false;
  if (c == 0x60C || c == 0x61B || c == 0x61F || c == 0x6D4 || c == 0x964) return false;
  return true;
}

bool is_word_char(char32_t c) {
  return is_letter(c) || is_digit(c) || c == '_';
}

bool is_apostrophe(char32_t c) {
  return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0x60 || c == 0xB4;
}

bool is_hyphen(char32_t c) {
  return c == '-' || c == 0x2010 || c == 0x2011;
}

bool joins_emoji(char32_t c) {  // joiners, variation selectors, skin tones, combining enclosures
  return c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x1F3FB && c <= 0x1F3FF) ||
         (c >= 0x20D0 && c <= 0x20FF);
}

// ---- word lists that are the same in every language; the others are in the lexicon ----

constexpr std::string_view kDomains[] = {
    "com", "org", "net", "gov", "edu",   "mil",  "int", "info", "co",  "uk",  "us",
    "ru",  "cn",  "de",  "fr",  "eu",    "io",   "tv",  "me",   "ca",  "au",  "in",
    "jp",  "ir",  "il",  "ua",  "co.uk", "html", "htm", "pdf",  "doc", "php", "biz"};
constexpr std::string_view kFiles[] = {"doc", "docx", "xls",  "xlsx", "ppt", "pptx", "txt",
                                       "csv", "pdf",  "jpg",  "jpeg", "gif", "png",  "zip",
                                       "exe", "htm",  "html", "mp3",  "mp4"};
template <std::size_t N>
bool among(const std::string_view (&list)[N], std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// ---- words ----

// Works on one chunk: the characters between two stretches of white space.
class Chunk {
 public:
  Chunk(const Lexicon& lexicon, std::string_view text, std::vector<Word>& words)
      : lexicon_(lexicon), text_(text), words_(words) {}

  void begin_paragraph() { quote_open_ = false; }

  void cut(std::size_t begin, std::size_t end) {
    chars_.clear();
    for (std::size_t pos = begin; pos < end;) {
      Char c;
      c.begin = pos;
      c.c = next_code_point(text_, pos);
      c.end = std::min(pos, end);
      chars_.push_back(c);
    }
    at_ = 0;
    first_word_ = words_.size();
    while (at_ < chars_.size()) {
      if (smiley() || rule_line() || web_address() || handle() || money_prefix() || clitic() ||
          year_or_elision() || word())
        continue;
      mark();
    }
  }

 private:
  char32_t c(std::size_t i) const { return i < chars_.size() ? chars_[i].c : 0; }
  std::size_t size() const { return chars_.size(); }
  std::string_view view(std::size_t i, std::size_t j) const {
    return text_.substr(chars_[i].begin, chars_[j - 1].end - chars_[i].begin);
  }
  void emit(std::size_t i, std::size_t j, bool continues = false) {
    Word w;
    w.span = {static_cast<std::uint32_t>(chars_[i].begin),
              static_cast<std::uint32_t>(chars_[j - 1].end)};
    w.space_after = false;
    w.continues_word = continues && words_.size() > first_word_;
    words_.push_back(w);
    at_ = j;
  }

  // A whole chunk, or glued to the word before it ("thanks:)") where it closes no bracket.
  bool smiley() {
    if (at_ > 0 && c(at_) != ':' && c(at_) != ';' && c(at_) != '=') return false;
    std::size_t stop = size();
    if (at_ == 0) {  // "basic :)."
      while (stop > 2 && (c(stop - 1) == '.' || c(stop - 1) == ',' || c(stop - 1) == '!')) --stop;
    }
    const std::string_view rest = view(at_, stop);
    if (rest.size() > 3) return false;
    if (at_ > 0 && (rest.back() != ')' || in_brackets())) return false;
    for (const std::string_view s : {":)", ":(", ";)", ":-)", ":-(", ";-)", "=)", ":D", ":P", ":/",
                                     "<3", ":-D", "(:", "^_^", ":'("}) {
      if (rest == s) {
        emit(at_, stop);
        return true;
      }
    }
    return false;
  }

  // A bracket stands open shortly before this place.
  bool in_brackets() const {
    const std::size_t end = chars_[at_].begin, begin = end > 200 ? end - 200 : 0;
    for (std::size_t i = end; i > begin; --i) {
      if (text_[i - 1] == '(') return true;
      if (text_[i - 1] == ')' || text_[i - 1] == '\n') return false;
    }
    return false;
  }

  // Lines drawn with several marks: ----==, =---=, *~*~*.
  bool rule_line() {
    std::size_t i = at_;
    while (i < size() && c(i) < 0x80 &&
           std::string_view("-=*~+#").find(static_cast<char>(c(i))) != std::string_view::npos)
      ++i;
    if (i < at_ + 4) return false;
    emit(at_, i);
    return true;
  }

  // Where an address that would run to `end` gives back the marks that close the sentence around
  // it.
  std::size_t without_tail(std::size_t begin, std::size_t end) const {
    while (end > begin + 1) {
      const char32_t last = c(end - 1);
      const bool open = std::any_of(chars_.begin() + static_cast<std::ptrdiff_t>(begin),
                                    chars_.begin() + static_cast<std::ptrdiff_t>(end - 1),
                                    [](const Char& x) { return x.c == '('; });
      const bool tail = last == '.' || last == ',' || last == ';' || last == ':' || last == '!' ||
                        last == '?' || last == '"' || last == '\'' || last == ']' || last == '>' ||
                        last == '}' || last == 0x201D || last == 0x2019 || (last == ')' && !open);
      if (!tail) break;
      --end;
    }
    return end;
  }

  bool web_address() {
    const std::string_view rest = view(at_, size());
    const std::string head = lookup_form(rest.substr(0, std::min<std::size_t>(rest.size(), 8)));
    if (head.starts_with("http://") || head.starts_with("https://") || head.starts_with("www.") ||
        head.starts_with("ftp://") || head.starts_with("mailto:")) {
      emit(at_, without_tail(at_, size()));
      return true;
    }
    // The host of an address by itself: @example.com.
    if (c(at_) == '@' && is_letter(c(at_ + 1)) && (at_ == 0 || !is_word_char(c(at_ - 1)))) {
      std::size_t end = at_ + 1, dots = 0;
      while (end < size() && c(end) < 0x80 &&
             (is_word_char(c(end)) || c(end) == '-' || c(end) == '.'))
        dots += c(end++) == '.';
      end = without_tail(at_, end);
      if (dots > 0 && end > at_ + 3 &&
          std::any_of(chars_.begin() + static_cast<std::ptrdiff_t>(at_),
                      chars_.begin() + static_cast<std::ptrdiff_t>(end),
                      [](const Char& x) { return x.c == '.'; })) {
        emit(at_, end);
        return true;
      }
    }
    // An e-mail address: name characters, one @, then a host with a dot.
    if (!is_word_char(c(at_))) return false;
    std::size_t i = at_;
    const auto name_char = [](char32_t x) {
      return x < 0x80 && (is_word_char(x) || x == '.' || x == '-' || x == '+' || x == '%');
    };
    while (i < size() && name_char(c(i))) ++i;
    if (c(i) == '@' && i > at_) {
      std::size_t j = i + 1;
      bool dot = false;
      while (j < size() && (name_char(c(j)))) dot |= c(j++) == '.';
      j = without_tail(at_, j);
      const bool names =
          i >= at_ + 2 && j >= i + 3 && is_letter(c(at_)) && is_letter(c(i + 1)) && j == size();
      if ((dot || names) && j > i + 1) {
        emit(at_, j);
        return true;
      }
    }
    return false;
  }

  bool handle() {
    if ((c(at_) != '#' && c(at_) != '@') || !is_letter(c(at_ + 1))) return false;
    if (at_ > 0 && is_word_char(c(at_ - 1))) return false;
    std::size_t i = at_ + 1;
    while (i < size() && is_word_char(c(i))) ++i;
    emit(at_, i);
    return true;
  }

  // US$, A$, HK$, C$ before a figure.
  bool money_prefix() {
    std::size_t i = at_;
    while (i < at_ + 3 && c(i) >= 'A' && c(i) <= 'Z') ++i;
    if (i == at_ || c(i) != '$') return false;
    emit(at_, i + 1);
    return true;
  }

  // 's 'll 're 've 'd 'm n't behind something already cut off ("U.S.|'s", "2016|'s", "do|n't").
  std::size_t clitic_end(std::size_t i) const {
    if (!is_apostrophe(c(i))) return 0;
    for (const std::u32string& suffix : lexicon_.clitics()) {
      std::size_t j = 0;
      while (j < suffix.size() && to_lower(c(i + 1 + j)) == suffix[j]) ++j;
      if (j == suffix.size() && !is_word_char(c(i + 1 + j)) &&
          !(is_apostrophe(c(i + 1 + j)) && is_letter(c(i + 2 + j))))
        return i + 1 + j;
    }
    return 0;
  }

  bool clitic() {
    if (at_ == 0 || !(is_word_char(c(at_ - 1)) || c(at_ - 1) == '.' || c(at_ - 1) == ')' ||
                      c(at_ - 1) == 0x201D || c(at_ - 1) == '"'))
      return false;
    if (const std::size_t end = clitic_end(at_)) {
      emit(at_, end, is_word_char(c(at_ - 1)) || c(at_ - 1) == '.');
      return true;
    }
    // The bare apostrophe of a plural possessor ("the ministers' talks").
    if (is_apostrophe(c(at_)) && c(at_) != 0x60 && to_lower(c(at_ - 1)) == 's' &&
        at_ + 1 == size() && !quote_open_) {
      emit(at_, at_ + 1, true);
      return true;
    }
    return false;
  }

  // '90s, '73, 'em, 'til
  bool year_or_elision() {
    if (!is_apostrophe(c(at_)) && c(at_) != 0x2018) return false;
    if (at_ > 0 && is_word_char(c(at_ - 1))) return false;
    if (is_digit(c(at_ + 1)) && is_digit(c(at_ + 2)) && !is_digit(c(at_ + 3))) {
      std::size_t end = at_ + 3;
      if (c(end) == 's') ++end;
      if (is_word_char(c(end))) return false;
      emit(at_, end);
      return true;
    }
    for (const std::u32string& rest : lexicon_.elisions()) {
      std::size_t j = 0;
      while (j < rest.size() && to_lower(c(at_ + 1 + j)) == rest[j]) ++j;
      if (j == rest.size() && !is_word_char(c(at_ + 1 + j)) && !is_apostrophe(c(at_ + 1 + j))) {
        emit(at_, at_ + 1 + j);
        return true;
      }
    }
    return false;
  }

  // End of a run of letters and digits with what may stand inside a word.
  std::size_t run_end(std::size_t i) const {
    const std::size_t begin = i;
    bool letters_only = true;
    while (i < size()) {
      const char32_t x = c(i), before = i > begin ? c(i - 1) : 0, after = c(i + 1);
      if (is_word_char(x)) {
        letters_only &= !is_digit(x);
        ++i;
        continue;
      }
      if (i == begin) break;
      if ((x == '.' || x == ',' || x == ':' || x == '/') && is_digit(before) && is_digit(after)) {
        // 3.5  1,000  10:30  9/11; but "2009,2010" is a list of two.
        if (x == ',' && !(is_digit(c(i + 2)) && is_digit(c(i + 3)) && !is_digit(c(i + 4)))) break;
        ++i;
        continue;
      }
      if (is_apostrophe(x) && is_digit(before) && to_lower(after) == 's' &&
          !is_word_char(c(i + 2)) && plural_figure(begin, i))
        return i + 2;
      if (is_apostrophe(x) && is_letter(before) && is_letter(after)) {
        if (clitic_end(i)) break;
        if (x == 0x60) break;
        // n't: the n belongs to the clitic.
        if (to_lower(before) == 'n' && to_lower(after) == 't' && !is_word_char(c(i + 2)) &&
            i - begin >= 2)
          return i - 1;
        ++i;
        continue;
      }
      // l/c, I/S: two single letters of one case.
      if (x == '/' && i == begin + 1 && is_letter(before) && is_letter(after) &&
          is_upper(before) == is_upper(after) && !is_word_char(c(i + 2)) && c(i + 2) != '/') {
        i += 2;
        continue;
      }
      if (x == '.' && is_digit(before) && is_letter(after)) {  // Report2.doc
        std::size_t j = i + 1;
        while (is_word_char(c(j))) ++j;
        if (among(kFiles, lookup_form(view(i + 1, j)))) return j;
        break;
      }
      if (x == '.' && is_letter(before) && is_letter(after)) {
        // U.S.  a.m.  e.g.  J.R.: single letters joined by stops. example.com: an address without
        // its head.
        if (i < begin + 2 || c(i - 2) == '.') {
          // "U.S" goes on only while the next letter stands alone, or is a short last part ("Ph.D",
          // "No.N").
          if (!is_word_char(c(i + 2)) || c(i + 2) == '.') {
            ++i;
            continue;
          }
        }
        if (c(i + 2) == '.' || !is_word_char(c(i + 2))) {
          if (i - begin <= 2 && c(i + 2) == '.') {  // "Ph.D."
            ++i;
            continue;
          }
        }
        std::size_t j = i + 1;
        while (j < size() && (is_word_char(c(j)) || (c(j) == '.' && is_word_char(c(j + 1))))) ++j;
        // alt.animals.open-forum
        std::size_t group = j;
        while (is_hyphen(c(group)) && is_word_char(c(group + 1))) {
          ++group;
          while (is_word_char(c(group))) ++group;
        }
        if (group > j && small_with_dots(begin, group)) return group;
        std::size_t dot = j;
        while (dot > i + 1 && c(dot - 1) != '.') --dot;
        const std::string last = lookup_form(view(dot, j));
        // "end.In" is two words though .in is a domain: a domain is not capitalised alone.
        if (among(kFiles, last) || small_with_dots(begin, j)) return j;
        if (among(kDomains, last) && !(is_upper(c(dot)) && j > dot + 1 && !is_upper(c(dot + 1))))
          return j;
        break;
      }
      if (x == '&' && is_upper(before) && is_upper(after)) {
        ++i;
        continue;
      }
      if (is_hyphen(x) && is_word_char(before) && is_word_char(after)) {
        if (letters_only && lexicon_.is(WordClass::Prefix, lookup_form(view(begin, i)))) {
          ++i;
          continue;
        }
        if (const std::size_t end = phone_end(begin, i)) return end;
        break;
      }
      break;
    }
    return i;
  }

  // "the 60's", "AK-47's", "1590's", but "2016|'s": digits only, and no year but a decade.
  bool plural_figure(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      if (!is_digit(c(i))) return false;
    }
    return end - begin != 4 || c(end - 1) == '0';
  }

  // alt.animals.cat: at least three parts, each of two or more small letters.
  bool small_with_dots(std::size_t begin, std::size_t end) const {
    std::size_t dots = 0, length = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (c(i) == '.') {
        if (length < 2) return false;
        ++dots;
        length = 0;
      } else if ((c(i) < 'a' || c(i) > 'z') && !(c(i) == '-' && length > 0)) {
        return false;
      } else {
        ++length;
      }
    }
    return dots >= 2 && length >= 2;
  }

  // Figures in groups that are one word: telephone numbers (713-853-1234, 1-800-238-5355,
  // 713/853-6197, 345-8702, 3-5213), postal codes (77042-2016) and dates (11-20-2000). Not ranges.
  std::size_t phone_end(std::size_t begin, std::size_t hyphen) const {
    if (hyphen > begin + 7) return 0;
    std::size_t i = begin;
    std::array<std::size_t, 4> groups{};
    std::size_t group = 0;
    while (i < size() && (is_digit(c(i)) || c(i) == '-' || (c(i) == '/' && group == 0))) {
      if (is_digit(c(i))) {
        ++groups[group];
      } else if (++group >= 4 || !is_digit(c(i + 1))) {
        return 0;
      }
      ++i;
    }
    if (is_word_char(c(i))) return 0;
    const auto is = [&](std::size_t a, std::size_t b, std::size_t d, std::size_t e) {
      return groups == std::array<std::size_t, 4>{a, b, d, e};
    };
    if (is(3, 3, 4, 0)) return i;
    for (std::size_t k = begin; k < hyphen; ++k) {
      if (c(k) == '/') return 0;
    }
    if (is(3, 4, 0, 0) || is(1, 4, 0, 0) || is(5, 4, 0, 0) || is(1, 3, 3, 4)) return i;
    return group == 2 && groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 4 || groups[2] == 2) ? i
                                                                                                : 0;
  }

  bool word() {
    const std::size_t begin = at_;
    if (!is_word_char(c(begin))) return false;
    std::size_t end = run_end(begin);
    if (end == begin) return false;

    // A figure with its unit: 10|am, 5|m, 3.5|bn; but 5th, 1990s, 83N.
    if (is_digit(c(begin))) {
      std::size_t k = begin;
      while (k < end && (is_digit(c(k)) || !is_word_char(c(k)))) ++k;
      if (k < end && k > begin && is_digit(c(k - 1)) &&
          lexicon_.is(WordClass::Unit, lookup_form(view(k, end))) &&
          view(k, end) != "G") {  // a network of telephones: 5G
        emit(begin, k);
        emit(k, stop_of_abbreviation(k, end));
        return true;
      }
    }
    const std::string low = lookup_form(view(begin, end));
    if (end == size() || !(is_word_char(c(end)) || is_apostrophe(c(end)) || is_hyphen(c(end)))) {
      if (joined(begin, end, low)) return true;
    }
    if (c(end) == '/') {  // w/  w/o  b/c
      const std::size_t behind = is_word_char(c(end + 1)) ? 1 : 0;
      if (!is_word_char(c(end + 1 + behind))) {
        std::string whole = low + "/";
        if (behind > 0) append_utf8(to_lower(c(end + 1)), whole);
        if (lexicon_.is(WordClass::Slashed, whole)) {
          emit(begin, end + 1 + behind);
          return true;
        }
      }
    }
    // "n't" alone remains when run_end stopped in front of it.
    if (to_lower(c(end)) == 'n' && is_apostrophe(c(end + 1)) && to_lower(c(end + 2)) == 't') {
      emit(begin, end);
      emit(end, end + 3, true);
      return true;
    }
    emit(begin, stop_of_abbreviation(begin, end));
    return true;
  }

  // "dont", "thats", "its not": emits the parts.
  bool joined(std::size_t begin, std::size_t end, std::string_view low) {
    const Joined* found = lexicon_.joined(low);
    if (found == nullptr || !to_cut(*found, begin, end)) return false;
    const bool apart = found->when == Joined::When::Apart;
    emit(begin, begin + found->first);
    emit(begin + found->first, found->second > 0 ? begin + found->second : end, !apart);
    if (found->second > 0) emit(begin + found->second, end, !apart);
    return true;
  }

  bool to_cut(const Joined& found, std::size_t begin, std::size_t end) const {
    const bool chunk_ends = end == size();
    switch (found.when) {
      case Joined::When::Before:
        return chunk_ends && !in_capitals(begin, end) && found.precedes(next_word());
      case Joined::When::Start:
        return chunk_ends &&
               ((is_upper(c(begin)) && !is_upper(next_char())) || found.precedes(next_word()));
      case Joined::When::Unless:
        return !found.precedes(next_word());
      case Joined::When::Small:
        // "Im" and "Ive" are names as well.
        return !is_upper(c(end - 1)) &&
               (!is_upper(c(begin)) || !is_upper(chunk_ends ? next_char() : U'a'));
      default:
        return true;
    }
  }

  bool in_capitals(std::size_t begin, std::size_t end) const {
    return std::all_of(chars_.begin() + static_cast<std::ptrdiff_t>(begin),
                       chars_.begin() + static_cast<std::ptrdiff_t>(end),
                       [](const Char& x) { return x.c >= 'A' && x.c <= 'Z'; });
  }

  // The first character and the (short) word behind this chunk's white space; none at a line's end.
  char32_t next_char() const {
    std::size_t pos = chars_.back().end;
    while (pos < text_.size() && text_[pos] == ' ') ++pos;
    return pos < text_.size() ? next_code_point(text_, pos) : 0;
  }
  std::string next_word() const {
    std::size_t pos = chars_.back().end;
    while (pos < text_.size() && text_[pos] == ' ') ++pos;
    std::string out;
    while (pos < text_.size() && is_ascii_letter(static_cast<unsigned char>(text_[pos])) &&
           out.size() < 12) {
      out += static_cast<char>(to_lower(static_cast<unsigned char>(text_[pos++])));
    }
    const bool whole =
        pos >= text_.size() || (text_[pos] != '-' && static_cast<unsigned char>(text_[pos]) < 0x80);
    return whole ? out : std::string();
  }
  // A capitalised word that begins sentences follows.
  bool starter_follows() const {
    return is_upper(next_char()) && lexicon_.is(WordClass::Starter, next_word());
  }
  // A blank line or the text's end follows this chunk.
  bool ends_paragraph() const {
    std::size_t lines = 0;
    for (std::size_t pos = chars_.back().end; pos < text_.size(); ++pos) {
      if (text_[pos] == '\n')
        ++lines;
      else if (text_[pos] != ' ' && text_[pos] != '\r' && text_[pos] != '\t')
        return false;
      if (lines == 2) return true;
    }
    return true;
  }

  // `end`, or one more if the full stop there belongs to the word.
  std::size_t stop_of_abbreviation(std::size_t begin, std::size_t end) const {
    if (c(end) != '.') return end;
    const std::string_view form = view(begin, end);
    const bool dotted = form.find('.') != std::string_view::npos && is_letter(c(end - 1)) &&
                        (end < begin + 2 || c(end - 2) == '.');
    if (c(end + 1) == '.') {  // "Acme Inc..", "the U.S..": its own stop and the sentence's
      return c(end + 2) != '.' && is_upper(c(begin)) && form.size() > 1 &&
                     (dotted || lexicon_.is(WordClass::Abbreviation, lookup_form(form)))
                 ? end + 1
                 : end;
    }
    if (dotted && form.size() <= 12) {
      // The last stop of a paragraph is the sentence's: "at 5 p.m|.", and so is one before a word
      // that plainly begins a sentence: "at 5 p.m|. The talks".
      return lexicon_.is(WordClass::Clock, lookup_form(form)) && end + 1 == size() &&
                     (ends_paragraph() || starter_follows())
                 ? end
                 : end + 1;
    }
    // A stop before a comma is an abbreviation's: "Ponchatoula, La., 7 lb., the".
    if (c(end + 1) == ',' && is_letter(c(end - 1))) return end + 1;
    const std::string low = lookup_form(form);
    const bool capital = is_upper(c(begin));
    if (end == begin + 1 && is_letter(c(begin)) && capital) {  // J., but "So do I."
      return lexicon_.is(WordClass::NoInitial, low) && end + 1 == size() &&
                     (ends_paragraph() || starter_follows())
                 ? end
                 : end + 1;
    }
    // "No." and "Fig." only before a figure, which stands behind white space.
    if (lexicon_.is(WordClass::Numbered, low)) {
      std::size_t pos = chars_[end].end;
      while (pos < text_.size() && text_[pos] == ' ') ++pos;
      return capital && pos < text_.size() && is_digit(static_cast<unsigned char>(text_[pos]))
                 ? end + 1
                 : end;
    }
    if (lexicon_.is(WordClass::Closing, low) && end + 1 == size() &&
        (is_upper(next_char()) || ends_paragraph()))
      return end;
    // These are words too when written small or at the end of a sentence ("in the sun.", "he
    // sat.").
    if (!capital && !lexicon_.is(WordClass::Small, low)) return end;
    return lexicon_.is(WordClass::Title, low) || lexicon_.is(WordClass::Abbreviation, low) ? end + 1
                                                                                           : end;
  }

  // Anything else: one mark, or a run of the same kind.
  void mark() {
    const char32_t x = c(at_);
    std::size_t i = at_ + 1;
    if (x == '.' && (at_ == 0 || !is_word_char(c(at_ - 1))) && is_letter(c(i))) {  // ".doc"
      std::size_t j = i;
      while (is_word_char(c(j))) ++j;
      if (among(kFiles, lookup_form(view(i, j)))) {
        emit(at_, j);
        return;
      }
    }
    if (x == '+' && at_ == 0 && is_digit(c(i))) {  // +44 20 7484 0000
      std::size_t j = i;
      while (is_digit(c(j))) ++j;
      if (j <= i + 3 && j == size() && (next_char() == '(' || is_digit(next_char()))) {
        emit(at_, j);
        return;
      }
    }
    if (x == '.' || x == '-' || x == '*' || x == '=' || x == '<' || x == '>' || x == '~' ||
        x == '+' || x == '#' || x == '$') {
      while (c(i) == x) ++i;
      if (x == '.' && i < at_ + 3) {
        while (c(i) == '!' || c(i) == '?') ++i;
      }
    } else if (x == '!' || x == '?') {
      while (c(i) == '!' || c(i) == '?') ++i;
      if (c(i) == '.' && i + 1 == size()) ++i;
    } else if ((is_apostrophe(x) && c(i) == x) || (x == 0x2018 && c(i) == 0x2019)) {
      ++i;
    } else if (x == 0x2026) {
      while (c(i) == 0x2026 || c(i) == '.') ++i;
    } else if (x == '/' || x == '\\') {
      while (c(i) == x) ++i;
    } else if (!is_word_char(x) && x >= 0x80) {
      while (i < size() && joins_emoji(c(i))) {
        const bool joiner = c(i) == 0x200D;
        ++i;
        if (joiner && i < size()) ++i;
      }
    }
    if (x == 0x2018 || (is_apostrophe(x) && (at_ == 0 || !is_word_char(c(at_ - 1)))))
      quote_open_ = true;
    else if (is_apostrophe(x))
      quote_open_ = false;
    emit(at_, i);
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  std::vector<Word>& words_;
  std::vector<Char> chars_;
  std::size_t at_ = 0;
  std::size_t first_word_ = 0;
  bool quote_open_ = false;  // a single quotation mark was opened in this paragraph
};

}  // namespace

void find_words(const Lexicon& lexicon,
                std::string_view text,
                ByteSpan region,
                std::vector<Word>& words) {
  const std::string_view cut = text.substr(0, region.end);
  Chunk chunk(lexicon, cut, words);
  std::size_t pos = region.begin;
  while (pos < region.end) {
    std::size_t lines = 0;
    std::size_t begin = pos;
    while (pos < region.end) {  // white space
      begin = pos;
      const char32_t c = next_code_point(cut, pos);
      if (!is_space(c)) break;
      lines += c == '\n' || c == 0x2028 || (c == '\r' && (pos >= region.end || cut[pos] != '\n'));
      if (c == 0x2029) lines += 2;
      begin = pos;
    }
    if (!words.empty() && words.back().span.end <= begin) {
      Word& last = words.back();
      if (last.span.begin >= region.begin)
        last.lines_after = static_cast<std::uint8_t>(std::min<std::size_t>(lines, 2));
    }
    if (begin >= region.end) break;
    if (lines >= 2) chunk.begin_paragraph();
    std::size_t end = begin;
    // Very long stretches without white space are cut in parts, so that rules that look around stay
    // linear.
    while (end < region.end && end - begin < 512) {
      std::size_t next = end;
      if (is_space(next_code_point(cut, next))) break;
      end = std::min<std::size_t>(next, region.end);
    }
    chunk.cut(begin, end);
    std::size_t probe = end;
    words.back().space_after = end >= region.end || is_space(next_code_point(cut, probe));
    pos = end;
  }
  if (!words.empty() && words.back().span.begin >= region.begin) {
    words.back().space_after = true;
    words.back().lines_after = 2;
  }
}

// ---- sentences ----

namespace {

enum class Kind : std::uint8_t { Other, Stop, Strong, Ellipsis, Closer, Opener, Straight };

class Sentences {
 public:
  Sentences(const Lexicon& lexicon,
            std::string_view text,
            const std::vector<Word>& words,
            std::size_t first)
      : lexicon_(lexicon), text_(text), words_(words), first_(first) {}

  void find(const EndScorer* scorer, EndReader* reader, std::vector<SentenceEnd>& ends) {
    decide_by_rule();
    if (scorer != nullptr && *scorer) revise(*scorer, *reader);
    std::size_t start = first_;
    for (std::size_t i = first_; i < words_.size(); ++i) {
      while (i + 1 - start > kLongestSentence)
        start = close(forced(start, start + kLongestSentence), ends);
      if (ruled_[i] & kEnd) start = close(i + 1, ends);
    }
  }

  // The rules' answers for the gaps behind words [first, size): bit kEnd, and kFixed where they are
  // sure.
  void decide_by_rule() {
    ruled_.assign(words_.size(), 0);
    start_ = first_;
    measure_lines(first_);
    for (std::size_t i = first_; i < words_.size(); ++i) {
      const bool paragraph = i + 1 == words_.size() || words_[i].lines_after >= 2;
      track_quotes(i);
      std::size_t end = 0;  // one past the last word, when a sentence ends
      if (paragraph || line_ends(i)) {
        end = i + 1;
      } else if (const std::size_t after = closes(i)) {
        for (std::size_t k = i + 1; k < after; ++k) track_quotes(k);
        end = after;
      }
      if (end == 0) {
        if (fixed_inside(i)) ruled_[i] |= kFixed;
        continue;
      }
      for (std::size_t k = i; k + 1 < end; ++k) {
        if (fixed_inside(k)) ruled_[k] |= kFixed;
      }
      ruled_[end - 1] =
          kEnd | (words_[end - 1].lines_after > 0 || end == words_.size() ? kFixed : 0);
      if (end < words_.size() && words_[end - 1].lines_after >= 2) {
        quote_open_ = false;
        measure_lines(end);
      }
      start_ = end;
      i = end - 1;
    }
  }

  const std::vector<std::uint8_t>& ruled() const { return ruled_; }

  // True if the rules leave the gap behind word i to the scorer.
  static bool open_gap(std::uint8_t ruled) { return (ruled & kFixed) == 0; }
  static bool is_end(std::uint8_t ruled) { return (ruled & kEnd) != 0; }

 private:
  static constexpr std::uint8_t kEnd = 1, kFixed = 2;

  std::size_t close(std::size_t end, std::vector<SentenceEnd>& ends) const {
    ends.push_back({static_cast<std::uint32_t>(end),
                    end == words_.size() || words_[end - 1].lines_after >= 2});
    return end;
  }

  // Lets the scorer answer where the rules are not sure, from left to right.
  void revise(const EndScorer& scorer, EndReader& reader) {
    std::array<std::uint32_t, kEndFeatures> features;
    for (std::size_t begin = first_, end; begin < words_.size(); begin = end) {
      for (end = begin + 1; end < words_.size() && words_[end - 1].lines_after < 2; ++end) {
      }
      reader.open(text_, words_, begin, end, ruled_);
      std::size_t start = begin;
      for (std::size_t i = begin; i + 1 < end; ++i) {
        if (open_gap(ruled_[i]) && (is_end(ruled_[i]) || scorer.worth_scoring(reader.kind(i)))) {
          reader.features(i, start, features);
          ruled_[i] = end_score(scorer, features) > 0 ? kEnd : 0;
        }
        if (is_end(ruled_[i])) start = i + 1;
      }
    }
  }

  // Gaps inside a sentence that no statistics may open: within a token, at a line break the rules
  // have read, behind a title (`Gen. Smith`), where marks stand together, and between a quotation
  // and its cue.
  bool fixed_inside(std::size_t i) const {
    if (i + 1 >= words_.size()) return true;
    if (words_[i + 1].continues_word || words_[i].lines_after > 0) return true;
    const Kind k = kind(i), after = kind(i + 1);
    const bool final_mark = k == Kind::Stop || k == Kind::Strong || k == Kind::Ellipsis;
    const bool closing = k == Kind::Closer || k == Kind::Straight;
    if (!words_[i].space_after && !((final_mark || closing) && after != Kind::Closer)) return true;
    if (!final_mark && form(i).size() > 1 && form(i).ends_with('.')) {
      std::string low = lookup_form(form(i));
      if (!low.empty()) low.pop_back();
      return lexicon_.is(WordClass::Title, low);
    }
    const char32_t c = first_char(i + 1);
    const bool small = to_lower(c) == c && c < 0x250 && is_letter(c);
    if (closing && form(i) != ")" && i > first_) {
      if (form(i - 1) == ",") return true;
      const Kind before = kind(i - 1);
      const bool ended = before == Kind::Stop || before == Kind::Strong || before == Kind::Ellipsis;
      if (ended && (small || (before != Kind::Stop && speaker_follows(i + 1)))) return true;
    }
    return false;
  }

  std::string_view form(std::size_t i) const {
    return text_.substr(words_[i].span.begin, words_[i].span.size());
  }
  char32_t first_char(std::size_t i) const {
    std::size_t pos = 0;
    return next_code_point(form(i), pos);
  }

  Kind kind(std::size_t i) const {
    const std::string_view f = form(i);
    if (f == "." || f == "\xE3\x80\x82") return Kind::Stop;
    if (f.find_first_not_of(".!?") == std::string_view::npos &&
        f.find_first_of("!?") != std::string_view::npos)
      return Kind::Strong;
    if (f == "\xE2\x80\xA6" || f.find_first_not_of('.') == std::string_view::npos)
      return Kind::Ellipsis;
    if (f == "\"" || f == "'" || f == "''") return Kind::Straight;
    if (f == ")" || f == "]" || f == "\xE2\x80\x9D" || f == "\xE2\x80\x99" || f == "\xC2\xBB" ||
        f == "}")
      return Kind::Closer;
    if (f == "(" || f == "[" || f == "\xE2\x80\x9C" || f == "\xE2\x80\x98" || f == "``" ||
        f == "\xC2\xAB" || f == "`")
      return Kind::Opener;
    return Kind::Other;
  }

  void track_quotes(std::size_t i) {
    if (form(i) == "\"") quote_open_ = !quote_open_;
  }

  bool glued_before(std::size_t i) const { return i > first_ && !words_[i - 1].space_after; }

  // A straight mark closes if it is glued to what stands before, or if one was open.
  bool is_closer(std::size_t i) const {
    const Kind k = kind(i);
    if (k == Kind::Closer) return true;
    if (k != Kind::Straight) return false;
    if (form(i) == "\"" && quote_open_ && (glued_before(i) || words_[i].space_after)) return true;
    return glued_before(i) && (words_[i].space_after || i + 1 == words_.size());
  }

  // Behind word i (a final mark or an abbreviation): where the sentence ends, or 0.
  std::size_t closes(std::size_t i) const {
    const Kind k = kind(i);
    const bool final_mark = k == Kind::Stop || k == Kind::Strong || k == Kind::Ellipsis;
    const bool abbreviation = !final_mark && form(i).size() > 1 && form(i).ends_with('.');
    if (!final_mark && !abbreviation) return 0;
    // "2. The parties agree": a number that opens a sentence stays with it.
    if (k == Kind::Stop && i == start_ + 1 && form(start_).size() <= 2 &&
        is_digit(first_char(start_)))
      return 0;
    std::size_t next = i + 1;
    bool quote = false;
    while (next < words_.size() && is_closer(next) && words_[next - 1].lines_after < 2 &&
           !(next > i + 1 && words_[next - 1].space_after)) {
      quote |= kind(next) != Kind::Closer || form(next) != ")";
      ++next;
    }
    if (next >= words_.size()) return next;
    // "Wait! ... " or ". ." : further final marks belong to the same end.
    if (next == i + 1 && !words_[i].space_after && k != Kind::Stop && kind(next) == Kind::Stop)
      return 0;
    std::size_t look = next;
    while (look < words_.size() && (kind(look) == Kind::Opener || kind(look) == Kind::Straight))
      ++look;
    if (look >= words_.size()) return next;
    const char32_t c = first_char(look);
    const bool small = to_lower(c) == c && c < 0x250 && is_letter(c) &&
                       !lexicon_.is(WordClass::SmallName, form(look));
    // `"We will." he said`, "etc. and", "U.S. officials"; only a bare question mark ends all the
    // same.
    if (small && !(form(i) == "?" && next == i + 1 && words_[i].space_after && !quote_open_))
      return 0;
    const bool gap = words_[next - 1].space_after;
    if (!gap) {
      // No white space: "end.The" is a slip of the typist, ".)," or ".-" is not an end.
      if (!(final_mark && look == next && is_upper(c) && i > first_ && form(i - 1).size() > 1))
        return 0;
      return next;
    }
    if (c == ',' || c == ';' || c == ':' || c == ')' || c == '-' || c == 0x2013 || c == 0x2014)
      return 0;
    if (abbreviation) return starts_plainly(i, look) ? next : 0;
    if (quote && k != Kind::Stop && speaker_follows(look)) return 0;  // `"Why?" Smith asked.`
    return next;
  }

  // A name and then a verb of saying within five words, before any other mark.
  bool speaker_follows(std::size_t i) const {
    for (std::size_t k = i; k < std::min(i + 6, words_.size()); ++k) {
      if (lexicon_.is(WordClass::Speech, lookup_form(form(k)))) return true;
      if (words_[k].lines_after >= 2 || kind(k) != Kind::Other || form(k) == ",") return false;
    }
    return false;
  }

  // Abbreviations end a sentence only before a word that plainly begins one.
  bool starts_plainly(std::size_t i, std::size_t next) const {
    std::string low = lookup_form(form(i));
    low.pop_back();
    if (lexicon_.is(WordClass::Title, low)) return false;
    if (low.size() == 1) return false;  // initials
    return is_upper(first_char(next)) && lexicon_.is(WordClass::Starter, lookup_form(form(next)));
  }

  // Longest line of the paragraph that begins at word `from`: says whether its lines are
  // soft-wrapped.
  void measure_lines(std::size_t from) {
    longest_line_ = 0;
    std::uint32_t begin = words_[from].span.begin;
    for (std::size_t i = from; i < words_.size(); ++i) {
      if (words_[i].lines_after == 0) continue;
      longest_line_ = std::max(longest_line_, words_[i].span.end - begin);
      if (words_[i].lines_after >= 2) break;
      if (i + 1 < words_.size()) begin = words_[i + 1].span.begin;
    }
    line_begin_ = words_[from].span.begin;
  }

  // True if the line break behind word i ends a sentence.
  bool line_ends(std::size_t i) {
    if (words_[i].lines_after != 1) return false;
    const std::uint32_t begin = line_begin_;
    line_begin_ = words_[i + 1].span.begin;
    const std::uint32_t length = words_[i].span.end - begin;
    const char32_t c = first_char(i + 1);
    const Kind k = kind(i);
    const bool final_mark = k == Kind::Stop || k == Kind::Strong || k == Kind::Ellipsis ||
                            form(i) == ":" ||
                            ((k == Kind::Closer || k == Kind::Straight) && i > first_ &&
                             (kind(i - 1) == Kind::Stop || kind(i - 1) == Kind::Strong));
    const bool small = to_lower(c) == c && is_letter(c) && c < 0x250;
    const bool bullet =
        (form(i + 1) == "-" || form(i + 1) == "*" || form(i + 1) == "\xE2\x80\xA2") &&
        words_[i + 1].space_after;
    if (bullet) return true;
    if (small) return final_mark && k != Kind::Closer && k != Kind::Straight && longest_line_ > 100;
    if (final_mark) return true;
    if (form(i) == "," || form(i) == "-" || lexicon_.is(WordClass::GoesOn, form(i))) return false;
    // A line well short of its paragraph's longest was ended on purpose; so was any line of a text
    // whose lines are as long as paragraphs.
    return longest_line_ > 100 || length * 5 < longest_line_ * 3 || longest_line_ < 48;
  }

  // Where to cut a run that is too long: behind its last semicolon or comma, else at the end.
  std::size_t forced(std::size_t start, std::size_t end) const {
    for (const std::string_view mark : {";", ","}) {
      for (std::size_t k = end; k > start + kLongestSentence / 2; --k) {
        if (form(k - 1) == mark) return k;
      }
    }
    return end;
  }

  const Lexicon& lexicon_;
  std::string_view text_;
  const std::vector<Word>& words_;
  std::size_t first_;
  std::size_t start_ = 0;  // first word of the sentence at hand
  bool quote_open_ = false;
  std::uint32_t longest_line_ = 0;
  std::uint32_t line_begin_ = 0;
  std::vector<std::uint8_t> ruled_;  // a byte per word of the text: kEnd, kFixed
};

}  // namespace

void find_sentences(const Lexicon& lexicon,
                    std::string_view text,
                    const std::vector<Word>& words,
                    std::size_t first,
                    std::vector<SentenceEnd>& ends,
                    const EndScorer* scorer) {
  if (first >= words.size()) return;
  EndReader reader;
  Sentences(lexicon, text, words, first).find(scorer, &reader, ends);
}

void find_gaps(const Lexicon& lexicon,
               std::string_view text,
               const std::vector<Word>& words,
               std::vector<std::uint8_t>& gaps) {
  gaps.clear();
  if (words.empty()) return;
  Sentences rules(lexicon, text, words, 0);
  rules.decide_by_rule();
  gaps = rules.ruled();
}

}  // namespace dragoman::language
