#include "knowledge/normalise.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dragoman::knowledge {
namespace {

struct Fold {
  std::uint32_t code_point;
  const char* ascii;
};

constexpr Fold kFolds[] = {
#include "knowledge/fold_table.inc"
};

const char* fold(std::uint32_t code_point) {
  const auto* it =
      std::lower_bound(std::begin(kFolds), std::end(kFolds), code_point,
                       [](const Fold& row, std::uint32_t value) { return row.code_point < value; });
  return it != std::end(kFolds) && it->code_point == code_point ? it->ascii : nullptr;
}

bool is_word_byte(unsigned char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c >= 0x80;
}

// Folded text: lower-case ASCII letters and digits, UTF-8 of other scripts, ' ' and '-' as the only
// separators, apostrophes gone.
void fold_text(std::string_view name, std::string& out) {
  for (std::size_t i = 0; i < name.size();) {
    const auto c = static_cast<unsigned char>(name[i]);
    if (c < 0x80) {
      if (c >= 'A' && c <= 'Z') {
        out.push_back(static_cast<char>(c + 32));
      } else if (is_word_byte(c)) {
        out.push_back(static_cast<char>(c));
      } else if (c == '&') {
        out += " and ";
      } else if (c == '-') {
        out.push_back('-');
      } else if (c != '\'' && c != '`' && c != '.') {
        out.push_back(' ');
      }
      ++i;
      continue;
    }
    std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    length = std::min(length, name.size() - i);
    std::uint32_t code_point = length == 4 ? c & 0x07u : length == 3 ? c & 0x0Fu : c & 0x1Fu;
    for (std::size_t k = 1; k < length; ++k) {
      code_point = (code_point << 6) | (static_cast<unsigned char>(name[i + k]) & 0x3Fu);
    }
    if (code_point >= 0x2010 && code_point <= 0x2015) {
      out.push_back('-');  // dashes and the non-breaking hyphen
    } else if (code_point == 0xA0 ||
               (code_point >= 0x2000 && code_point <= 0x206F && code_point != 0x2019 &&
                code_point != 0x2018 && code_point != 0x201B && code_point != 0x2032)) {
      out.push_back(' ');
    } else if (const char* ascii = fold(code_point)) {
      out += ascii;
    } else {
      out.append(name.substr(i, length));
    }
    i += length;
  }
}

// "an-nusra": the article took the next consonant. `rest` starts after the hyphen.
bool assimilated(std::string_view article, std::string_view rest) {
  if (article.size() < 2 || article.size() > 3 || rest.empty()) return false;
  if (article[0] != 'a' && article[0] != 'e') return false;
  const std::string_view tail = article.substr(1);
  static constexpr std::string_view kSunLetters = "tdrzsnlj";
  if (tail == "sh" || tail == "th" || tail == "dh") return rest.substr(0, 2) == tail;
  return tail.size() == 1 && kSunLetters.find(tail[0]) != std::string_view::npos &&
         rest[0] == tail[0];
}

// The key of a name of plain letters, digits and spaces, which nearly all are: no folding, no
// allocation. False, and `key` as it was, for any other name.
bool append_plain(std::string_view name, std::string& key) {
  const std::size_t before = key.size();
  std::size_t word = before;  // where the word begins
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    if (c >= 'A' && c <= 'Z') {
      key.push_back(static_cast<char>(c + 32));
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      key.push_back(c);
    } else if (c == ' ' && std::string_view(key).substr(word) != "el") {
      word = key.size();
    } else {
      key.resize(before);
      return false;
    }
  }
  return true;
}

}  // namespace

void append_alias_key(std::string_view name, std::string& key) {
  if (append_plain(name, key)) return;
  std::string folded;
  folded.reserve(name.size() + 8);
  fold_text(name, folded);
  const std::string_view text = folded;
  std::size_t i = 0;
  while (i < text.size()) {
    if (!is_word_byte(static_cast<unsigned char>(text[i]))) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && is_word_byte(static_cast<unsigned char>(text[end]))) ++end;
    const std::string_view word = text.substr(i, end - i);
    std::size_t next = end;
    bool hyphen = false;
    while (next < text.size() && !is_word_byte(static_cast<unsigned char>(text[next]))) {
      hyphen = hyphen || text[next] == '-';
      ++next;
    }
    if (word == "el" && next < text.size()) {
      key += "al";
    } else if (hyphen && assimilated(word, text.substr(next))) {
      key += "al";
    } else {
      key += word;
    }
    i = end;
  }
}

std::string normalise_alias(std::string_view name) {
  std::string key;
  append_alias_key(name, key);
  return key;
}

}  // namespace dragoman::knowledge
