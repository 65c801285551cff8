// Cuts plain text into the engine's sentences and words, for pre-training: every form becomes a
// number.
//
// Usage: text_corpus LEXICON OUT TEXT...   (one paragraph a line; an empty line between texts)
// LEXICON: the word lists of the language, lexicons/language/english.tsv.
// OUT.forms: a form a line, the most frequent first. OUT.ids: u32 per word, 0xFFFFFFFF behind each
// sentence. Sentences below 4 or above 80 words are left out, and so are repeated ones.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "language/ends.h"
#include "language/lexicon.h"
#include "language/split.h"
#include "language/word_features.h"

int main(int argc, char** argv) {
  using namespace dragoman::language;
  constexpr std::uint32_t kEnd = 0xFFFFFFFF;
  if (argc < 4) {
    std::cerr << "usage: text_corpus LEXICON OUT TEXT...\n";
    return 2;
  }
  const auto lexicon = Lexicon::load(argv[1]);
  if (!lexicon.ok()) {
    std::cerr << "text_corpus: " << lexicon.error().describe() << '\n';
    return 2;
  }
  const std::string out_path = argv[2];
  std::unordered_map<std::string, std::uint32_t> index;
  std::vector<std::string> forms;
  std::vector<std::uint64_t> count;
  std::vector<std::uint32_t> ids;
  std::unordered_set<std::uint64_t> seen;
  std::vector<Word> words;
  std::vector<SentenceEnd> ends;
  std::string line;
  for (int file = 3; file < argc; ++file) {
    std::ifstream in(argv[file]);
    if (!in) {
      std::cerr << "text_corpus: cannot read " << argv[file] << '\n';
      return 2;
    }
    while (std::getline(in, line)) {
      if (line.empty()) continue;
      words.clear();
      ends.clear();
      find_words(**lexicon, line, {0, static_cast<std::uint32_t>(line.size())}, words);
      find_sentences(**lexicon, line, words, 0, ends);
      std::size_t begin = 0;
      for (const SentenceEnd& e : ends) {
        const std::size_t n = e.end - begin;
        const std::string_view text = std::string_view(line).substr(
            words[begin].span.begin, words[e.end - 1].span.end - words[begin].span.begin);
        if (n >= 4 && n <= 80 && seen.insert(fnv1a(text)).second) {
          for (std::size_t i = begin; i < e.end; ++i) {
            std::string form =
                line.substr(words[i].span.begin, words[i].span.end - words[i].span.begin);
            const auto [at, fresh] =
                index.try_emplace(form, static_cast<std::uint32_t>(forms.size()));
            if (fresh) {
              forms.push_back(std::move(form));
              count.push_back(0);
            }
            ++count[at->second];
            ids.push_back(at->second);
          }
          ids.push_back(kEnd);
        }
        begin = e.end;
      }
    }
  }
  std::vector<std::uint32_t> order(forms.size()), rank(forms.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return count[a] > count[b]; });
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  std::ofstream names(out_path + ".forms", std::ios::binary);
  for (const std::uint32_t i : order) names << forms[i] << '\t' << count[i] << '\n';
  for (std::uint32_t& id : ids) id = id == kEnd ? id : rank[id];
  std::ofstream out(out_path + ".ids", std::ios::binary);
  out.write(reinterpret_cast<const char*>(ids.data()),
            static_cast<std::streamsize>(ids.size() * sizeof(ids[0])));
  std::cerr << ids.size() << " words and ends, " << forms.size() << " forms\n";
  return names.good() && out.good() ? 0 : 1;
}
