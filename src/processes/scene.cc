#include "processes/scene.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace dragoman::processes {

std::size_t Scene::headed_by(std::uint32_t token) const {
  const auto found = of_token.find(token);
  return found == of_token.end() ? doc.processes.size() : found->second;
}

std::size_t Scene::latest(ProcessKind kind, std::uint32_t token) const {
  std::size_t found = doc.processes.size();
  for (const auto& [head, process] : of_token) {
    if (doc.processes[process].kind != kind) continue;
    if (head > token && found != doc.processes.size()) break;
    found = process;
    if (head > token) break;
  }
  return found;
}

int ordinal(std::string_view lemma) {
  static constexpr std::array<std::string_view, 20> kOrdinals = {
      "first",     "second",      "third",      "fourth",     "fifth",
      "sixth",     "seventh",     "eighth",     "ninth",      "tenth",
      "eleventh",  "twelfth",     "thirteenth", "fourteenth", "fifteenth",
      "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
  const auto found = std::find(kOrdinals.begin(), kOrdinals.end(), lemma);
  if (found != kOrdinals.end()) return static_cast<int>(found - kOrdinals.begin()) + 1;
  constexpr std::size_t kSuffix = 2, kMostDigits = 3;
  if (lemma.size() <= kSuffix || lemma.size() > kSuffix + kMostDigits) return 0;
  const std::string_view suffix = lemma.substr(lemma.size() - kSuffix);
  if (suffix != "th" && suffix != "st" && suffix != "nd" && suffix != "rd") return 0;
  int number = 0;
  for (const char c : lemma.substr(0, lemma.size() - kSuffix)) {
    if (!core::is_ascii_digit(c)) return 0;
    number = 10 * number + (c - '0');
  }
  return number;
}

bool is_round_noun(std::string_view lemma) {
  static constexpr std::array<std::string_view, 5> kNouns = {"round", "session", "cycle", "phase",
                                                             "stage"};
  return std::find(kNouns.begin(), kNouns.end(), lemma) != kNouns.end();
}

bool is_round_word(std::string_view lemma) {
  static constexpr std::array<std::string_view, 11> kWords = {
      "next",    "new",      "latest", "last",    "previous", "final",
      "further", "upcoming", "coming", "current", "another"};
  return std::find(kWords.begin(), kWords.end(), lemma) != kWords.end();
}

}  // namespace dragoman::processes
