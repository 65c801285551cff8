#include "ledger/stems.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "core/fold.h"
#include "core/hash.h"

namespace dragoman::ledger {
namespace {

constexpr std::string_view kRows[] = {
#include "ledger/words.inc"
};

std::string without_ending(std::string word) {
  constexpr std::array<std::string_view, 12> kEndings = {"iations", "iation", "ements", "ement",
                                                         "ments",   "ment",   "ings",   "ing",
                                                         "ies",     "ied",    "es",     "ed"};
  for (const std::string_view ending : kEndings) {
    if (word.size() >= ending.size() + 3 && word.ends_with(ending)) {
      word.erase(word.size() - ending.size());
      if (ending == "ies" || ending == "ied") word += 'y';
      // "stopped", "planning"
      if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 's' &&
          word.back() != 'l')
        word.pop_back();
      break;
    }
  }
  if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us"))
    word.pop_back();
  if (word.size() > 4 && word.ends_with('e')) word.pop_back();
  return word;
}

// The rows of lexicons/ledger/words.tsv by their class.
struct Words {
  using Set = std::set<std::string, std::less<>>;
  using Map = std::map<std::string, std::string, std::less<>>;
  Set empty, names, meant, cut, goes, light, ending, articles;
  Map same, forms;  // same: stem -> stem

  Words() {
    for (const std::string_view row : kRows) {
      const std::size_t first = row.find('\t'), second = row.rfind('\t');
      const std::string word(row.substr(0, first)), value(row.substr(second + 1));
      const std::string_view kind = row.substr(first + 1, second - first - 1);
      if (kind == "same") {
        same.emplace(without_ending(word), without_ending(value));
      } else if (kind == "form") {
        forms.emplace(word, value);
      } else {
        const bool stem = kind == "meant" || kind == "names" || kind == "light";
        set_of(kind).insert(stem ? without_ending(word) : word);
      }
    }
  }

 private:
  Set& set_of(std::string_view kind) {
    if (kind == "names") return names;
    if (kind == "meant") return meant;
    if (kind == "cut") return cut;
    if (kind == "light") return light;
    if (kind == "ending") return ending;
    if (kind == "article") return articles;
    return kind == "goes" ? goes : empty;
  }
};

const Words& words() {
  static const Words kWords;
  return kWords;
}

// Its form without ending, before words of one meaning are made one.
std::string own_stem(const std::string& word) {
  const auto form = words().forms.find(word);
  return without_ending(form == words().forms.end() ? word : form->second);
}

bool is_year(std::string_view word) {
  return word.size() == 4 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool says_little(const std::string& word) {
  return words().empty.contains(word) || is_year(word);
}

std::string stem_of(const std::string& word) {
  const std::string stem = own_stem(word);
  const auto same = words().same.find(stem);
  return same == words().same.end() ? stem : same->second;
}

// What is to be known of a word, found once for those that were met lately.
struct Word {
  std::string own, stem;  // own_stem, stem_of
  bool little = false;
};
const Word& word_of(std::string_view word) {
  constexpr std::size_t kMost = 20'000;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  thread_local std::unordered_map<std::string, Word, Hash, std::equal_to<>> known;
  const auto found = known.find(word);
  if (found != known.end()) return found->second;
  if (known.size() >= kMost) known.clear();
  const std::string text(word);
  return known.emplace(text, Word{own_stem(text), stem_of(text), says_little(text)}).first->second;
}

// Calls `each` with every word of folded text until it gives false.
template <class Each>
void each_word(std::string_view folded, Each each) {
  while (!folded.empty()) {
    const std::size_t end = std::min(folded.find(' '), folded.size());
    if (end > 0 && !each(folded.substr(0, end))) return;
    folded.remove_prefix(std::min(end + 1, folded.size()));
  }
}

void settle(std::vector<std::string>& stems) {
  std::sort(stems.begin(), stems.end());
  stems.erase(std::unique(stems.begin(), stems.end()), stems.end());
}

// Up to the mark that ends its first clause.
std::string_view first_clause(std::string_view text) {
  std::size_t end = text.size();
  for (const std::string_view mark : {", ", "; ", ": ", " - ", " – ", " — ", " ("})
    end = std::min(end, text.find(mark));
  return text.substr(0, end);
}

// Whether any of the text's words has its own stem in the set.
bool has_any(std::string_view text, const Words::Set& stems) {
  bool has = false;
  each_word(core::fold(text), [&](std::string_view word) {
    has = stems.contains(word_of(word).own);
    return !has;
  });
  return has;
}

}  // namespace

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> out;
  each_word(core::fold(text), [&out](std::string_view word) {
    const Word& known = word_of(word);
    if (!known.little) out.push_back(known.stem);
    return true;
  });
  settle(out);
  return out;
}

Deed deed_of(std::string_view text) {
  Deed out;
  bool in_object = false, behind_object = false;
  for (const std::string& word : split(core::fold(first_clause(text)))) {
    if (!out.act.empty() && words().cut.contains(word)) break;
    if (says_little(word)) {
      behind_object |= in_object;
      continue;
    }
    std::string stem = stem_of(word);
    if (out.act.empty()) {
      out.act = stem;
    } else if (!behind_object) {
      in_object = true;
      out.object = stem;
    }
    out.stems.push_back(std::move(stem));
  }
  settle(out.stems);
  return out;
}

std::vector<std::string> stems_but_names(std::string_view text) {
  std::vector<std::string> out;
  each_word(core::fold(text), [&out](std::string_view word) {
    const Word& known = word_of(word);
    if (!known.little && !words().names.contains(known.own)) out.push_back(known.stem);
    return true;
  });
  settle(out);
  return out;
}

bool is_light(const std::string& stem) {
  return words().light.contains(stem);
}

bool is_verbal(std::string_view text) {
  constexpr std::string_view kGoesOn = "ing";
  const auto ends_with = [](const std::string& word, std::string_view ending) {
    return word.size() > ending.size() + 2 && word.ends_with(ending);
  };
  bool verbal = false;
  for (const std::string& word : split(core::fold(text))) {
    if (says_little(word)) continue;
    if (ends_with(word, kGoesOn)) return false;  // "was pulling its troops out"
    verbal |= std::ranges::none_of(
        words().ending, [&](const std::string& ending) { return ends_with(word, ending); });
  }
  return verbal;
}

bool makes_noun(std::string_view word) {
  for (const std::string_view end : {"'s", "’s", "s'", "s’"}) {
    if (word.ends_with(end)) return true;
  }
  return words().articles.contains(core::fold(word));
}

bool is_meant(std::string_view text) {
  return has_any(text, words().meant);
}

bool goes_on(std::string_view text) {
  return std::ranges::any_of(split(core::fold(text)), [](const std::string& word) {
    return words().goes.contains(word);
  });
}

int words_version() {
  static const int kVersion = [] {
    std::string all;
    for (const std::string_view row : kRows) all.append(row).push_back('\n');
    return static_cast<int>(core::fnv1a64(all) % 1'000'000);
  }();
  return kVersion;
}

std::size_t shared_stems(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::size_t shared = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    const int order = i->compare(*j);
    if (order == 0) ++shared;
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  return shared;
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (end > 0) out.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return out;
}

}  // namespace dragoman::ledger
