#include "language/lexicon.h"

#include <algorithm>

#include "core/tsv.h"
#include "language/word_features.h"

namespace dragoman::language {

namespace {

constexpr std::pair<std::string_view, WordClass> kSets[] = {
    {"title", WordClass::Title},
    {"abbreviation", WordClass::Abbreviation},
    {"small", WordClass::Small},
    {"numbered", WordClass::Numbered},
    {"clock", WordClass::Clock},
    {"closing", WordClass::Closing},
    {"no_initial", WordClass::NoInitial},
    {"starter", WordClass::Starter},
    {"speech", WordClass::Speech},
    {"small_name", WordClass::SmallName},
    {"goes_on", WordClass::GoesOn},
    {"prefix", WordClass::Prefix},
    {"unit", WordClass::Unit},
    {"slashed", WordClass::Slashed},
    {"double_kept", WordClass::DoubleKept},
    {"no_plural", WordClass::NoPlural},
    {"pairing", WordClass::Pairing},
    {"contrast", WordClass::Contrast}};

constexpr std::pair<std::string_view, Joined::When> kJoined[] = {
    {"joined", Joined::When::Always},        {"joined_small", Joined::When::Small},
    {"joined_before", Joined::When::Before}, {"joined_start", Joined::When::Start},
    {"joined_unless", Joined::When::Unless}, {"apart", Joined::When::Apart}};

std::u32string letters_of(std::string_view word) {
  std::u32string out;
  for (std::size_t pos = 0; pos < word.size();) out += next_code_point(word, pos);
  return out;
}

// False if it is there already.
template <typename String>
bool append(std::vector<String>& list, const String& word) {
  if (std::find(list.begin(), list.end(), word) != list.end()) return false;
  list.push_back(word);
  return true;
}

}  // namespace

std::string lookup_form(std::string_view word) {
  std::string out;
  if (word.size() > kLongestListed) return out;
  for (std::size_t pos = 0; pos < word.size();)
    append_utf8(to_lower(plain_mark(next_code_point(word, pos))), out);
  return out;
}

// ---- tables ----

std::size_t WordTable::slot_of(std::string_view word, std::uint32_t hash) const {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].entry != 0 &&
         (slots_[at].hash != hash || entries_[slots_[at].entry - 1].first != word))
    at = (at + 1) & (slots_.size() - 1);
  return at;
}

std::uint32_t& WordTable::operator[](std::string_view word) {
  const auto hash = static_cast<std::uint32_t>(fnv1a(word));
  std::size_t at = slot_of(word, hash);
  if (slots_[at].entry == 0) {
    entries_.emplace_back(word, 0);
    slots_[at] = {hash, static_cast<std::uint32_t>(entries_.size())};
    if (entries_.size() * 2 > slots_.size()) {
      const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
      for (const Slot slot : old) {
        if (slot.entry != 0) slots_[slot_of(entries_[slot.entry - 1].first, slot.hash)] = slot;
      }
    }
    return entries_.back().second;
  }
  return entries_[slots_[at].entry - 1].second;
}

const std::uint32_t* WordTable::find(std::string_view word) const {
  if (word.empty() || word.size() > kLongestListed) return nullptr;
  const Slot slot = slots_[slot_of(word, static_cast<std::uint32_t>(fnv1a(word)))];
  return slot.entry == 0 ? nullptr : &entries_[slot.entry - 1].second;
}

bool Joined::precedes(std::string_view word) const {
  return std::find(next.begin(), next.end(), word) != next.end();
}

const Joined* Lexicon::joined(std::string_view word) const {
  const std::uint32_t* at = joined_at_.find(word);
  return at == nullptr ? nullptr : &joined_[*at - 1];
}

std::string_view Lexicon::irregular(std::string_view form) const {
  const std::uint32_t* at = irregular_at_.find(form);
  return at == nullptr ? std::string_view() : bases_[*at - 1];
}

std::string_view Lexicon::singular(std::string_view form) const {
  const std::uint32_t* at = singular_at_.find(form);
  return at == nullptr ? std::string_view() : singulars_[*at - 1];
}

// ---- the file ----

// Reads one file, a row at a time; the first mistake ends it.
class LexiconReader {
 public:
  explicit LexiconReader(const core::TsvFile& file) : file_(file) {}

  Result<std::shared_ptr<const Lexicon>> read() {
    for (const core::TsvRow& row : file_.rows) {
      row_ = &row;
      if (auto done = read_row(row.fields[0]); !done) return done.error();
    }
    return std::shared_ptr<const Lexicon>(std::move(lexicon_));
  }

 private:
  struct Listed {
    std::string word;
    std::size_t at = 0;  // bytes of its field in front of it
  };

  Error wrong(std::size_t field, std::size_t at, std::string message) const {
    core::TsvRow row = *row_;
    if (field < row.columns.size()) row.columns[field] += at;
    return file_.error(row, field, std::move(message));
  }
  Error twice(std::size_t field, const Listed& listed) const {
    return wrong(field, listed.at,
                 "\"" + listed.word + "\" stands a second time in \"" + row_->fields[0] + "\"");
  }

  // The words of a field. `marks`: | shows where words are cut. `written`: as they are written.
  Result<std::vector<Listed>> words(std::size_t field, bool marks = false, bool written = false) {
    std::vector<Listed> out;
    const std::string_view text = row_->fields[field];
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      Listed listed{std::string(text.substr(at, end - at)), at};
      if (listed.word.empty())
        return wrong(field, at, "expected words, with one space between them");
      std::string plain = listed.word;
      if (marks) std::erase(plain, '|');
      if (plain.size() > kLongestListed)
        return wrong(field, at, "\"" + listed.word + "\" has more than 24 bytes");
      if (!written && lookup_form(plain) != plain)
        return wrong(field, at, "\"" + listed.word + "\" is not in lower case with plain marks");
      out.push_back(std::move(listed));
      at = end + 1;
    }
    return out;
  }

  Result<void> read_row(std::string_view name) {
    const bool third = name == "joined_before" || name == "joined_start" ||
                       name == "joined_unless" || name == "irregular" || name == "plural" ||
                       name == "plural_end";
    for (const auto& [known, c] : kSets) {
      if (known == name) return third_column(third) ? set(c) : bad_third(third);
    }
    for (const auto& [known, when] : kJoined) {
      if (known == name) return third_column(third) ? joined(when) : bad_third(third);
    }
    const bool list = name == "clitic" || name == "elision" || name == "verb_prefix";
    const bool forms = name == "irregular" || name == "plural" || name == "plural_end";
    if (!list && !forms) {
      return wrong(0, 0, "expected a class of words, found \"" + std::string(name) + "\"");
    }
    if (!third_column(third)) return bad_third(third);
    return list ? in_order(name) : irregular(name);
  }

  bool third_column(bool wanted) const { return (row_->fields.size() == 3) == wanted; }
  Error bad_third(bool wanted) const {
    return wrong(
        wanted ? 0 : 2, 0,
        "class \"" + row_->fields[0] + (wanted ? "\" calls for a" : "\" has no") + " third field");
  }

  Result<void> set(WordClass c) {
    auto listed = words(1, false, c == WordClass::SmallName);
    if (!listed) return listed.error();
    const std::uint32_t bit = 1u << static_cast<unsigned>(c);
    for (const Listed& l : *listed) {
      std::uint32_t& classes = lexicon_->sets_[l.word];
      if ((classes & bit) != 0) return twice(1, l);
      classes |= bit;
    }
    return {};
  }

  Result<void> joined(Joined::When when) {
    auto listed = words(1, true);
    if (!listed) return listed.error();
    std::vector<std::string> next;
    if (row_->fields.size() == 3) {
      auto behind = words(2);
      if (!behind) return behind.error();
      for (Listed& l : *behind) next.push_back(std::move(l.word));
    }
    for (const Listed& l : *listed) {
      const std::u32string letters = letters_of(l.word);
      const std::size_t first = letters.find(U'|'), second = letters.find(U'|', first + 1),
                        none = std::u32string::npos;
      const bool fits =
          first != none && first > 0 && letters.back() != U'|' &&
          (second == none || (second > first + 1 && letters.find(U'|', second + 1) == none));
      if (!fits)
        return wrong(1, l.at,
                     "expected one or two | inside of \"" + l.word + "\", where it is cut");
      Joined j{when, first, second == none ? 0 : second - 1, next};
      std::string plain = l.word;
      std::erase(plain, '|');
      std::uint32_t& at = lexicon_->joined_at_[plain];
      if (at == 0) {
        lexicon_->joined_.push_back(std::move(j));
        at = static_cast<std::uint32_t>(lexicon_->joined_.size());
        continue;
      }
      Joined& before = lexicon_->joined_[at - 1];  // a second line may only add to `next`
      if (next.empty() || before.when != when || before.first != j.first ||
          before.second != j.second)
        return twice(1, l);
      before.next.insert(before.next.end(), next.begin(), next.end());
    }
    return {};
  }

  Result<void> in_order(std::string_view name) {
    auto listed = words(1);
    if (!listed) return listed.error();
    for (const Listed& l : *listed) {
      const bool fresh = name == "verb_prefix" ? append(lexicon_->verb_prefixes_, l.word)
                         : name == "clitic"    ? append(lexicon_->clitics_, letters_of(l.word))
                                               : append(lexicon_->elisions_, letters_of(l.word));
      if (!fresh) return twice(1, l);
    }
    return {};
  }

  // A lemma and its forms.
  Result<void> irregular(std::string_view name) {
    auto lemma = words(1);
    if (!lemma) return lemma.error();
    if (lemma->size() != 1) return wrong(1, (*lemma)[1].at, "expected one word");
    auto forms = words(2);
    if (!forms) return forms.error();
    const std::string& base = lemma->front().word;
    auto& bases = name == "irregular" ? lexicon_->bases_ : lexicon_->singulars_;
    auto& table = name == "irregular" ? lexicon_->irregular_at_ : lexicon_->singular_at_;
    bases.push_back(base);
    for (const Listed& l : *forms) {
      std::uint32_t& at = table[l.word];
      if (at != 0) {
        return wrong(2, l.at, "\"" + l.word + "\" is a form of \"" + bases[at - 1] + "\" already");
      }
      at = static_cast<std::uint32_t>(bases.size());
      if (name == "plural_end") lexicon_->plural_ends_.emplace_back(l.word, base);
    }
    return {};
  }

  const core::TsvFile& file_;
  const core::TsvRow* row_ = nullptr;
  std::shared_ptr<Lexicon> lexicon_ = std::make_shared<Lexicon>();
};

Result<std::shared_ptr<const Lexicon>> Lexicon::load(const std::string& path) {
  auto file = core::read_tsv(path, 2, 3);
  if (!file) return file.error();
  return LexiconReader(*file).read();
}

}  // namespace dragoman::language
