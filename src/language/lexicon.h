// Lexicon: the word lists of one language that splitting, lemmas and trees are mended with.
//
// Read once at start from lexicons/language/<language>.tsv, whose head explains the classes. What a
// model learns by itself is not here, nor are the rules that use these words:
// docs/rooms/language.md says which of those are English, and what another language has to bring.
// Reads and writes no layer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::language {

// Words of at most so many bytes can be listed; look-ups pass over longer ones unread.
inline constexpr std::size_t kLongestListed = 24;

// The form that words are looked up by: lower case with plain marks. Empty for longer words than
// any list may hold.
std::string lookup_form(std::string_view word);

// From words to small numbers. Open addressing, so that a look-up reads one or two cache lines and
// allocates nothing.
class WordTable {
 public:
  // The word's number, which is 0 when it is new. Valid until the next call.
  std::uint32_t& operator[](std::string_view word);
  // Null where the word is not there.
  const std::uint32_t* find(std::string_view word) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t entry = 0;  // from 1; 0 is an empty slot
  };
  std::size_t slot_of(std::string_view word, std::uint32_t hash) const;
  std::vector<Slot> slots_ = std::vector<Slot>(64);  // a power of two, at most half of it taken
  std::vector<std::pair<std::string, std::uint32_t>> entries_;
};

// Classes that are plain sets; the file's names are these in lower case with underscores.
enum class WordClass : std::uint8_t {
  Title,
  Abbreviation,
  Small,
  Numbered,
  Clock,
  Closing,
  NoInitial,
  Starter,
  Speech,
  SmallName,
  GoesOn,
  Prefix,
  Unit,
  Slashed,
  DoubleKept,
  NoPlural,
  Pairing,
  Contrast
};

// Words written as one, or without their apostrophe.
struct Joined {
  enum class When : std::uint8_t {
    Always,
    Small,   // neither in capitals nor as a name before a capital
    Before,  // before one of `next`, not in capitals
    Start,   // before one of `next`, or capitalised before a small letter
    Unless,  // not before one of `next`
    Apart    // always, into tokens of their own
  } when = When::Always;
  std::size_t first = 0, second = 0;  // letters in front of the cuts; second 0: there is only one
  std::vector<std::string> next;

  bool precedes(std::string_view word) const;
};

// Immutable once loaded; one serves all threads.
class Lexicon {
 public:
  // Fails with NotFound, NotReadable, or BadFormat naming file:line:column.
  static Result<std::shared_ptr<const Lexicon>> load(const std::string& path);

  // Words are asked for by lookup_form, except names (SmallName), which stand as they are written.
  bool is(WordClass c, std::string_view word) const {
    const std::uint32_t* classes = sets_.find(word);
    return classes != nullptr && (*classes >> static_cast<unsigned>(c) & 1) != 0;
  }
  // How to cut a word, or null.
  const Joined* joined(std::string_view word) const;

  // What may follow an apostrophe at the end of a word, and behind one that begins it; as letters.
  const std::vector<std::u32string>& clitics() const { return clitics_; }
  const std::vector<std::u32string>& elisions() const { return elisions_; }

  // The verb of an irregular past tense or participle, and the singular of an irregular plural;
  // empty if it is none.
  std::string_view irregular(std::string_view form) const;
  std::string_view singular(std::string_view form) const;
  // Plurals that longer words may end in, with their singulars, and prefixes of irregular verbs;
  // both in the file's order.
  const std::vector<std::pair<std::string, std::string>>& plural_ends() const {
    return plural_ends_;
  }
  const std::vector<std::string>& verb_prefixes() const { return verb_prefixes_; }

 private:
  friend class LexiconReader;
  WordTable sets_;  // a bit for each WordClass
  WordTable joined_at_, irregular_at_, singular_at_;
  std::vector<Joined> joined_;
  std::vector<std::string> bases_, singulars_;
  std::vector<std::u32string> clitics_, elisions_;
  std::vector<std::pair<std::string, std::string>> plural_ends_;
  std::vector<std::string> verb_prefixes_;
};

}  // namespace dragoman::language
