// Reads pattern files (docs/formats/patterns.md) into a Lexicon. Its parts: lexicon_reader.cc
// (lines, groups, triggers), lexicon_sets.cc (sets, contexts, paths, filters), lexicon_families.cc
// (the index of triggers).
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/utf8.h"
#include "events/lexicon.h"

namespace dragoman::events {

inline constexpr std::array<std::string_view, 10> kSlotNames = {
    "subj", "obj", "iobj", "poss", "mod", "comp", "verb", "self", "host", "involving"};

inline constexpr int kDeepestSet = 100;
inline constexpr std::size_t kMostCopiedWords = 10'000'000;
inline constexpr std::size_t kMostConditions = 64;
inline constexpr std::size_t kMostIds = std::numeric_limits<std::uint16_t>::max();

struct Word {
  std::string text;
  std::uint32_t column = 1;  // 1-based, in bytes
};

// What of a file is read.
struct Take {
  bool words = true;    // sets, contexts, table of composition, scale
  bool entries = true;  // groups
  bool cues = true;
  // Statements ("compose", "score", "context") and sets ("set NAME") that are passed over.
  std::set<std::string, std::less<>> without = {};
};

struct Source {
  std::string name, text;
  Take take = {};
  bool shipped = false;
};
// The first word of a line.
std::string_view first_word(std::string_view line);

// Reads lines into a Lexicon. Keeps the state of the current group; one reader for all files, so
// that a set of one file can be used in the next. Sets may name each other in any order; they are
// put together when a condition or the end of all files needs them.
class LexiconReader {
 public:
  LexiconReader() {
    for (const std::string_view word :
         {"by", "of", "from", "against", "in", "with", "to", "on", "at", "for"}) {
      slot_of(word);  // the engine asks for these itself
    }
  }
  Result<void> read(const Source& source);
  Result<Lexicon> finish();

 private:
  // "@NAME" in the line of a set.
  struct Include {
    std::string name;
    std::uint32_t line = 0, column = 1;
    std::string file;
  };
  struct Set {
    std::string name;
    std::vector<Include> includes;
    bool open = false;  // being put together; met again, it is in a circle
  };
  struct Group {
    std::string name;
    Entry defaults;
    bool actor_given = false, recipient_given = false;
  };

  Error error(std::uint32_t column, std::string message) const {
    return make_error(ErrorCode::BadFormat, std::move(message),
                      file_ + ":" + std::to_string(line_) + ":" + std::to_string(column));
  }
  Error error_at(const Include& at, std::string message) const {
    return make_error(ErrorCode::BadFormat, std::move(message),
                      at.file + ":" + std::to_string(at.line) + ":" + std::to_string(at.column));
  }
  Result<void> check_text(const std::string& text);
  Result<void> read_line(std::string_view line);
  Result<void> include(std::uint16_t id, int depth = 0);
  Result<void> check_trigger(const Word& trigger, const Entry& entry) const;
  bool is_function_word(std::string_view word) const { return in_named(kFunctionWords, word); }
  bool in_named(std::string_view set, std::string_view word) const;
  void build_families();
  Result<void> read_example(std::string_view line);
  Result<void> read_set(std::string_view line, std::size_t at);
  Result<void> read_context(std::string_view line, std::size_t at);
  Result<void> read_group(const std::vector<Word>& words, bool cue);
  Result<void> read_compose(const std::vector<Word>& words);
  Result<void> read_score(const std::vector<Word>& words);
  Result<void> read_items(TriggerPos pos, std::string_view line, std::size_t at);
  Result<void> read_option(const Word& word,
                           Entry& entry,
                           bool& actor_given,
                           bool& recipient_given);
  Result<void> add_trigger(TriggerPos pos,
                           const Word& trigger,
                           const Entry& model,
                           bool actor_given,
                           bool recipient_given);
  Result<std::vector<SlotId>> read_path(std::string_view text, std::uint32_t column);
  Result<std::vector<std::vector<SlotId>>> read_paths(std::string_view text, std::uint32_t column);
  Result<Filter> read_filter(std::string_view text, std::uint32_t column);
  Result<std::uint16_t> set_named(std::string_view name, std::uint32_t column);
  SlotId slot_of(std::string_view name);
  Shared<Paths> paths(std::string_view text);

  static std::vector<Word> words(std::string_view line, std::size_t at);

  Lexicon lexicon_;
  Group group_;
  bool in_group_ = false;
  bool passing_over_ = false;  // in a group that is not to be read
  Take take_;
  std::vector<Set> set_lines_;  // of each id
  std::size_t copied_words_ = 0;
  std::unordered_map<std::string, int> names_;
  std::map<std::string, Shared<Paths>, std::less<>> known_paths_;
  std::string file_;
  std::uint32_t line_ = 0;
};

}  // namespace dragoman::events
