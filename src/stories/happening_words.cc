#include "stories/happening_words.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>

#include "core/fold.h"
#include "core/hash.h"

namespace dragoman::stories {
namespace {

constexpr std::size_t kStem = 7;  // letters that are kept

bool is_common(std::string_view word) {
  static const std::unordered_set<std::string_view> kCommon = {
#include "stories/common_words.inc"
  };
  return kCommon.contains(word);
}

bool is_apart_word(std::string_view word) {
  static const std::unordered_set<std::string_view> kApart = {
#include "stories/apart_words.inc"
  };
  return kApart.contains(word);
}

// Rough on purpose: what matters is that the forms of one word meet.
std::string_view stem(std::string_view word) {
  for (const std::string_view ending : {"ing", "ed", "es", "s", "e"}) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.remove_suffix(ending.size());
      break;
    }
  }
  return word.substr(0, kStem);
}

// Of folded text, which must outlive them.
std::vector<std::string_view> words_of(std::string_view folded) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t end = std::min(folded.find(' ', at), folded.size());
    out.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::size_t count_common(const Stems& a, const Stems& b) {
  std::size_t common = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (*i == *j) ++common;
    const bool step_both = *i == *j, step_first = *i < *j;
    if (step_both || step_first) ++i;
    if (step_both || !step_first) ++j;
  }
  return common;
}

}  // namespace

Stems stems_of(std::string_view text) {
  const std::string folded = core::fold(text);
  Stems out;
  for (const std::string_view word : words_of(folded)) {
    const bool number = !word.empty() && word.front() >= '0' && word.front() <= '9';
    if (!number && (word.size() < 3 || is_common(word))) continue;
    out.push_back(static_cast<std::uint32_t>(core::fnv1a64(number ? word : stem(word)) >> 32));
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool tells_apart(std::string_view text) {
  const std::string folded = core::fold(text);
  const std::vector<std::string_view> words = words_of(folded);
  return std::any_of(words.begin(), words.end(), is_apart_word);
}

double share_of(const Stems& a, const Stems& b) {
  if (a.empty() || b.empty()) return 0;
  return 2.0 * static_cast<double>(count_common(a, b)) / static_cast<double>(a.size() + b.size());
}

bool have_common(const Stems& a, const Stems& b) {
  return count_common(a, b) > 0;
}

std::vector<std::string> pairs_of_smallest(const Stems& stems) {
  std::vector<std::string> out;
  if (stems.size() < 2) return out;
  for (const std::uint32_t order : {0x9e3779b1u, 0x85ebca6bu}) {
    std::uint32_t first = 0xffffffff, second = 0xffffffff;
    for (const std::uint32_t stem : stems) {
      const std::uint32_t place = (stem ^ (stem >> 15)) * order;
      if (place < first) {
        second = first;
        first = place;
      } else if (place < second) {
        second = place;
      }
    }
    out.push_back(std::to_string(order) + ' ' + std::to_string(first) + ' ' +
                  std::to_string(second));
  }
  return out;
}

void add_to(Stems& stems, const Stems& more) {
  Stems out;
  std::set_union(stems.begin(), stems.end(), more.begin(), more.end(), std::back_inserter(out));
  stems = std::move(out);
}

}  // namespace dragoman::stories
