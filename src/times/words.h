// The words of time expressions: lexicons/times/words.tsv, whose head explains classes and values.
#pragma once

#include <array>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::times {

enum class WordClass {
  Month,
  Weekday,
  Unit,
  Number,
  Vague,
  Ordinal,
  Season,
  Part,
  Day,
  Reference,
  Set,
  Holiday,
  Approx,
  Edge,
  Zone,
  Lunar,
  Solar,
  Opener,
};

struct Word {
  WordClass kind = WordClass::Month;
  std::vector<std::string> parts;  // as atoms: lower-case words, apostrophes and hyphens apart
  std::string value;               // without its flag
  int number = 0;                  // `value` as a number, where it is one
  bool abbreviation = false, plural = false, tens = false, scale = false, alone = false;
};

class Words {
 public:
  // Fails with NotFound, or BadFormat naming file:line:column.
  static Result<Words> load(const std::string& path);

  // Entries by class, longest first.
  using Entries = std::array<std::vector<Word>, 18>;
  // All entries whose first part is `first`; null when there are none. One look-up serves all
  // classes.
  const Entries* starting(std::string_view first) const;
  bool is_planned(std::string_view lemma) const { return planned_.contains(lemma); }
  bool is_scheduled(std::string_view lemma) const { return scheduled_.contains(lemma); }
  bool is_achieved(std::string_view lemma) const { return achieved_.contains(lemma); }
  bool is_saying(std::string_view lemma) const { return saying_.contains(lemma); }
  bool is_thing(std::string_view lemma) const { return things_.contains(lemma); }
  bool is_foreseen(std::string_view lemma) const { return foreseen_.contains(lemma); }
  bool is_figure(std::string_view lemma) const { return figures_.contains(lemma); }
  // "signing" of "sign", "declaration" of "declare", "vote" of "vote".
  bool is_noun_of(std::string_view noun, std::string_view verb) const;

 private:
  using Lemmas = std::set<std::string, std::less<>>;
  Lemmas* lemmas_of(std::string_view name);  // null for classes of words
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, Entries, Hash, std::equal_to<>>
      entries_;  // looked up only, never walked
  Lemmas planned_, scheduled_, achieved_, saying_, things_, foreseen_, figures_, nominal_endings_;
};

}  // namespace dragoman::times
