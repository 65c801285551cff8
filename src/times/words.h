// The words of time expressions: lexicons/times/words.tsv, whose head explains classes and values.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::times {

enum class WordClass {
  Month, Weekday, Unit, Number, Vague, Ordinal, Season, Part, Day, Reference, Set, Holiday, Approx, Edge, Zone,
};

struct Word {
  WordClass kind = WordClass::Month;
  std::vector<std::string> parts;  // as atoms: lower-case words, apostrophes and hyphens apart
  std::string value;               // without its flag
  int number = 0;                  // `value` as a number, where it is one
  bool abbreviation = false, plural = false, tens = false, scale = false;
};

class Words {
 public:
  // Fails with NotFound, or BadFormat naming file:line:column.
  static Result<Words> load(const std::string& path);

  // Entries of one class whose first part is `first`, longest first.
  const std::vector<Word>& starting(WordClass kind, std::string_view first) const;
  bool is_planned(std::string_view lemma) const { return planned_.contains(lemma); }
  bool is_scheduled(std::string_view lemma) const { return scheduled_.contains(lemma); }
  bool is_achieved(std::string_view lemma) const { return achieved_.contains(lemma); }
  bool is_saying(std::string_view lemma) const { return saying_.contains(lemma); }
  bool is_thing(std::string_view lemma) const { return things_.contains(lemma); }

 private:
  using Lemmas = std::set<std::string, std::less<>>;
  Lemmas* lemmas_of(std::string_view name);  // null for classes of words
  using Table = std::map<std::string, std::vector<Word>, std::less<>>;
  std::map<WordClass, Table> tables_;
  Lemmas planned_, scheduled_, achieved_, saying_, things_;
};

}  // namespace dragoman::times
