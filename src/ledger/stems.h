// Words by which pledges, and what is told of them later, are compared. The table of words is
// lexicons/ledger/words.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dragoman::ledger {

// The content words of a text without endings and without words that say little ("the", "will",
// "agreement to"), each once, sorted. "the laying down of arms" -> arm, down, lay. Words of one
// meaning that reports change between are one ("accord", "agreement", "deal").
std::vector<std::string> stems_of(std::string_view text);

// The deed that words such as "hand over its last weapon by May, if the other side agrees" tell of.
struct Deed {
  std::string act;                 // stem of the first content word, mostly the verb: "hand"
  std::string object;              // of the last word of the group behind it: "arm"; may be empty
  std::vector<std::string> stems;  // without reasons, conditions and circumstances; sorted
};
Deed deed_of(std::string_view text);

// Stems of what a report tells of a pledge, without the words that only name one ("its promise").
std::vector<std::string> stems_but_names(std::string_view text);

bool is_light(const std::string& stem);     // of a verb that tells little: "come", "hold"
bool is_verbal(std::string_view text);     // some word is neither a noun nor a participle of what goes on
// An article or an owner's name, behind which a word is a noun: "the", "its", "Sanders’".
bool makes_noun(std::string_view word);
bool is_meant(std::string_view text);  // tells an announcement, a plan or an attempt
bool goes_on(std::string_view text);   // no single act fulfils it: "keep", "until", "not"

// Changes with the table of words: what was made with another is to be made anew.
int words_version();

// How many are in both. Sorted lists.
std::size_t shared_stems(const std::vector<std::string>& a, const std::vector<std::string>& b);

std::string join(const std::vector<std::string>& words);  // with blanks
std::vector<std::string> split(std::string_view words);   // at blanks

}  // namespace dragoman::ledger
