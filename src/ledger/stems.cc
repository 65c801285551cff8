#include "ledger/stems.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/fold.h"

namespace dragoman::ledger {
namespace {

const std::set<std::string, std::less<>> kEmpty = {
    "a",        "about",    "above",    "after",  "again",   "against",   "all",      "also",
    "an",       "and",      "any",      "are",    "as",      "at",        "be",       "because",
    "been",     "before",   "begin",    "being",  "both",    "but",       "by",       "can",
    "could",    "do",       "does",     "done",   "during",  "each",      "every",    "for",
    "from",     "further",  "get",      "give",   "go",      "going",     "had",      "has",
    "have",     "he",       "her",      "him",    "his",     "how",       "if",       "in",
    "into",     "is",       "it",       "its",    "just",    "last",      "long",     "made",
    "make",     "many",     "may",      "might",  "month",   "more",      "most",     "much",
    "must",     "my",       "new",      "next",   "no",      "not",       "now",      "of",
    "off",      "on",       "one",      "only",   "or",      "other",     "our",      "out",
    "over",     "own",      "s",        "said",   "same",    "shall",     "she",      "should",
    "side",     "so",       "some",     "start",  "such",    "t",         "take",     "than",
    "that",     "the",      "their",    "them",   "then",    "there",     "these",    "they",
    "this",     "those",    "to",       "two",    "under",   "until",     "up",       "upon",
    "us",       "very",     "was",      "we",     "week",    "were",      "what",     "when",
    "where",    "whether",  "which",    "while",  "who",     "whose",     "will",     "with",
    "within",   "without",  "would",    "year",   "yet",     "you",       "your",     "day",
    "january",  "february", "march",    "april",  "june",    "july",      "august",   "september",
    "october",  "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday",
    "saturday", "sunday",   "together", "joint",  "final"};

// Words that reports change for one another, by their stems.
const std::map<std::string, std::string, std::less<>> kSame = {
    {"accord", "agree"},     {"deal", "agree"},          {"pact", "agree"},
    {"treaty", "agree"},     {"ceasefire", "truce"},     {"armistice", "truce"},
    {"weapon", "arm"},       {"withdrawal", "withdraw"}, {"pull", "withdraw"},
    {"pullout", "withdraw"}, {"free", "release"},        {"prisoner", "detain"},
    {"detainee", "detain"},  {"captive", "detain"},      {"aid", "help"},
    {"assist", "help"},      {"assistance", "help"},     {"fund", "money"},
    {"dollar", "money"},     {"million", "money"},       {"billion", "money"},
    {"soldier", "troop"},    {"force", "troop"},         {"guerrilla", "rebel"},
    {"fighter", "rebel"},    {"insurgent", "rebel"},     {"remove", "clear"},
    {"poll", "elect"},       {"vote", "elect"},          {"referendum", "elect"},
    {"talk", "negotiate"},   {"discuss", "negotiate"},   {"dialogue", "negotiate"},
    {"meet", "negotiate"},   {"operation", "attack"},    {"offensive", "attack"},
    {"halt", "stop"},        {"cease", "stop"},          {"end", "stop"},
    {"child", "minor"},      {"children", "minor"},      {"hostage", "detain"}};

// Forms that have no ending to lose.
const std::map<std::string, std::string, std::less<>> kForms = {
    {"withdrew", "withdraw"}, {"withdrawn", "withdraw"}, {"began", "begin"},   {"begun", "begin"},
    {"broke", "break"},       {"broken", "break"},       {"kept", "keep"},     {"held", "hold"},
    {"left", "leave"},        {"sent", "send"},          {"gave", "give"},     {"given", "give"},
    {"took", "take"},         {"taken", "take"},         {"paid", "pay"},      {"built", "build"},
    {"rebuilt", "rebuild"},   {"fought", "fight"},       {"laid", "lay"},      {"sought", "seek"},
    {"fell", "fall"},         {"came", "come"},          {"shut", "close"},    {"stood", "stand"},
    {"struck", "strike"},     {"spoke", "speak"},        {"spoken", "speak"},  {"won", "win"},
    {"led", "lead"},          {"met", "meet"},           {"brought", "bring"}, {"bought", "buy"},
    {"sold", "sell"},         {"drew", "draw"},          {"drawn", "draw"},    {"chose", "choose"},
    {"chosen", "choose"},     {"wrote", "write"},        {"written", "write"}, {"rose", "rise"},
    {"risen", "rise"},        {"shot", "shoot"},         {"men", "man"},       {"women", "woman"}};

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

// The stems of a table's own words go through the same mill as those of texts.
const std::string& same_word(const std::string& stem) {
  static const std::map<std::string, std::string, std::less<>> kStems = [] {
    std::map<std::string, std::string, std::less<>> out;
    for (const auto& [word, same] : kSame) out.emplace(without_ending(word), without_ending(same));
    return out;
  }();
  const auto found = kStems.find(stem);
  return found == kStems.end() ? stem : found->second;
}

}  // namespace

namespace {

std::vector<std::string> stems_in_order(std::string_view text) {
  std::vector<std::string> out;
  for (std::string& word : split(core::fold(text))) {
    if (kEmpty.contains(word)) continue;
    if (std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
        word.size() == 4)
      continue;  // a year
    const auto form = kForms.find(word);
    out.push_back(same_word(without_ending(form == kForms.end() ? std::move(word) : form->second)));
  }
  return out;
}

}  // namespace

std::string first_stem(std::string_view text) {
  const std::vector<std::string> stems = stems_in_order(text);
  return stems.empty() ? std::string() : stems.front();
}

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> out = stems_in_order(text);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
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
