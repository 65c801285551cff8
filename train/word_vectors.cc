// Learns word vectors from plain text: structured skip-gram with negative sampling.
//
// Each relative position (-2, -1, +1, +2) has its own output matrix, so that vectors hold grammar
// as well as topic; positions 3 to 5 share one (Ling et al., NAACL 2015; Mikolov et al., NIPS
// 2013). Usage: word_vectors TEXT OUT [epochs] [words]. One thread and a fixed seed: the same file
// each time. OUT: "DGVEC1\0\0", u32 words, u32 dims, then per word: u64 hash of its normal form,
// u32 count, u32 how many of 1000 occurrences inside a sentence are capitalised, f32[dims].
#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "language/word_features.h"

namespace {

namespace dl = dragoman::language;

constexpr int kDims = 96;
constexpr int kMatrices = 5;
constexpr int kNegatives = 5;

// A rough tokenizer in the manner of UD English: marks stand alone, clitics and hyphenated parts
// are cut off. It need not be the engine's own, only near it.
void tokenize(std::string_view line, std::vector<std::string>& out) {
  out.clear();
  std::string plain;
  for (std::size_t pos = 0; pos < line.size();) {
    dl::append_utf8(dl::plain_mark(dl::next_code_point(line, pos)), plain);
  }
  const auto is_mark = [](unsigned char c) {
    return c < 0x80 && std::ispunct(c) && c != '\'' && c != '.' && c != ',' && c != '&' && c != '@';
  };
  std::size_t i = 0;
  const std::size_t n = plain.size();
  while (i < n) {
    if (std::isspace(static_cast<unsigned char>(plain[i]))) {
      ++i;
      continue;
    }
    std::size_t j = i;
    while (j < n && !std::isspace(static_cast<unsigned char>(plain[j]))) ++j;
    std::size_t end = j;
    while (i < end) {
      std::size_t k = i;
      while (k < end && !is_mark(static_cast<unsigned char>(plain[k]))) ++k;
      if (k == i) {
        out.push_back(plain.substr(i, 1));
        ++i;
        continue;
      }
      std::string word = plain.substr(i, k - i);
      const bool last = k == end;
      i = k;
      while (!word.empty() && (word[0] == '\'' || word[0] == ',')) {
        out.push_back(word.substr(0, 1));
        word.erase(0, 1);
      }
      std::vector<std::string> tail;
      while (word.size() > 0) {
        const char c = word.back();
        const bool stop = c == '.' && (!last || word.size() < 3 || word[word.size() - 3] != '.') &&
                          word.size() > 2;
        if (c == ',' || c == '\'' || stop) {
          tail.push_back(std::string(1, c));
          word.pop_back();
        } else {
          break;
        }
      }
      const auto cut = [&](std::string_view suffix) {
        if (word.size() > suffix.size() && word.ends_with(suffix)) {
          tail.push_back(std::string(suffix));
          word.resize(word.size() - suffix.size());
          return true;
        }
        return false;
      };
      (void)(cut("n't") || cut("'s") || cut("'ll") || cut("'re") || cut("'ve") || cut("'d") ||
             cut("'m"));
      if (!word.empty()) out.push_back(word);
      for (auto it = tail.rbegin(); it != tail.rend(); ++it) out.push_back(*it);
    }
    i = j;
  }
}

struct Random {
  std::uint64_t state = 20160323;
  std::uint64_t next() {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state * 2685821657736338717ull;
  }
  float unit() { return static_cast<float>(next() >> 40) * (1.0f / 16777216.0f); }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: word_vectors TEXT OUT [epochs] [words]\n";
    return 2;
  }
  const int epochs = argc > 3 ? std::atoi(argv[3]) : 3;
  const std::size_t most_words = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 80000;

  struct Entry {
    std::uint64_t hash;
    std::uint32_t count = 0, inside = 0, capital = 0, order = 0;
  };
  std::unordered_map<std::uint64_t, std::uint32_t> index;
  std::vector<Entry> entries;
  std::vector<std::uint32_t> corpus;  // entry ids; kBreak ends a paragraph
  constexpr std::uint32_t kBreak = 0xFFFFFFFFu;
  {
    std::ifstream in(argv[1]);
    std::string line, normal;
    std::vector<std::string> words;
    while (std::getline(in, line)) {
      tokenize(line, words);
      bool first = true;
      for (const std::string& word : words) {
        dl::normal_form(word, normal);
        const std::uint64_t hash = dl::fnv1a(normal);
        auto [it, fresh] = index.try_emplace(hash, static_cast<std::uint32_t>(entries.size()));
        if (fresh) entries.push_back({hash, 0, 0, 0, it->second});
        Entry& e = entries[it->second];
        ++e.count;
        std::size_t pos = 0;
        const char32_t c = dl::next_code_point(word, pos);
        const bool alpha =
            dl::to_lower(c) != c || (c < 0x80 ? std::isalpha(static_cast<int>(c)) != 0 : c >= 0xC0);
        if (!first && alpha) {
          ++e.inside;
          if (dl::is_upper(c)) ++e.capital;
        }
        if (alpha) first = false;
        if (word == "." || word == "!" || word == "?" || word == ":") first = true;
        corpus.push_back(it->second);
      }
      corpus.push_back(kBreak);
    }
  }
  std::vector<std::uint32_t> order(entries.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return entries[a].count > entries[b].count;
  });
  const std::size_t words = std::min(most_words, order.size());
  std::vector<std::uint32_t> rank(entries.size(), kBreak - 1);
  for (std::uint32_t r = 0; r < words; ++r) rank[order[r]] = r;
  std::uint64_t total = 0;
  for (std::uint32_t& id : corpus) {
    if (id == kBreak) continue;
    id = rank[id];
    ++total;
  }
  std::cerr << total << " tokens, " << entries.size() << " forms, kept " << words
            << ", least count " << entries[order[words - 1]].count << "\n";

  std::vector<std::uint32_t> sampler;
  {
    double sum = 0;
    for (std::size_t r = 0; r < words; ++r) sum += std::pow(entries[order[r]].count, 0.75);
    double at = 0;
    sampler.resize(1 << 22);
    std::size_t filled = 0;
    for (std::size_t r = 0; r < words; ++r) {
      at += std::pow(entries[order[r]].count, 0.75) / sum;
      while (filled < sampler.size() &&
             static_cast<double>(filled) < at * static_cast<double>(sampler.size())) {
        sampler[filled++] = static_cast<std::uint32_t>(r);
      }
    }
    while (filled < sampler.size()) sampler[filled++] = 0;
  }
  std::vector<float> keep(words);
  for (std::size_t r = 0; r < words; ++r) {
    const double f = static_cast<double>(entries[order[r]].count) / static_cast<double>(total);
    keep[r] = static_cast<float>(std::min(1.0, std::sqrt(1e-4 / f) + 1e-4 / f));
  }

  Random random;
  std::vector<float> in(words * kDims), out(words * kDims * kMatrices, 0.0f);
  for (float& v : in) v = (random.unit() - 0.5f) / kDims;
  std::vector<float> sigmoid(2048);
  for (int i = 0; i < 2048; ++i) {
    sigmoid[static_cast<std::size_t>(i)] =
        1.0f / (1.0f + std::exp(-(static_cast<float>(i) / 128.0f - 8.0f)));
  }

  const float first_rate = 0.03f;
  const double all = static_cast<double>(corpus.size()) * epochs;
  std::size_t done = 0;
  for (int epoch = 0; epoch < epochs; ++epoch) {
    for (std::size_t i = 0; i < corpus.size(); ++i, ++done) {
      if ((i & 0xFFFFFF) == 0) {
        std::cerr << "epoch " << epoch << " " << 100 * i / corpus.size() << "%\n";
      }
      const std::uint32_t center = corpus[i];
      if (center >= words || random.unit() > keep[center]) continue;
      const float rate =
          first_rate * std::max(0.001f, 1.0f - static_cast<float>(static_cast<double>(done) / all));
      float* x = &in[center * static_cast<std::size_t>(kDims)];
      const int far = 3 + static_cast<int>(random.next() % 3);
      const int offsets[6] = {-2, -1, 1, 2, far, -far};
      float gradient[kDims] = {};
      for (int p = 0; p < 6; ++p) {
        const std::int64_t j = static_cast<std::int64_t>(i) + offsets[p];
        if (j < 0 || j >= static_cast<std::int64_t>(corpus.size())) continue;
        const std::uint32_t context = corpus[static_cast<std::size_t>(j)];
        if (context >= words) continue;
        // Near positions carry grammar in frequent words: they are thinned out less there.
        const float k = keep[context];
        if (random.unit() > (p < 4 ? std::sqrt(k) : k)) continue;
        const std::size_t matrix = p < 4 ? static_cast<std::size_t>(p) : 4;
        for (int s = 0; s <= kNegatives; ++s) {
          const std::uint32_t target = s == 0 ? context : sampler[random.next() >> 42];
          if (s > 0 && target == context) continue;
          float* y = &out[(matrix * words + target) * static_cast<std::size_t>(kDims)];
          float dot = 0;
          for (int d = 0; d < kDims; ++d) dot += x[d] * y[d];
          const float clipped = std::min(7.99f, std::max(-8.0f, dot));
          const float g = ((s == 0 ? 1.0f : 0.0f) -
                           sigmoid[static_cast<std::size_t>((clipped + 8.0f) * 128.0f)]) *
                          rate;
          for (int d = 0; d < kDims; ++d) {
            gradient[d] += g * y[d];
            y[d] += g * x[d];
          }
        }
      }
      for (int d = 0; d < kDims; ++d) x[d] += gradient[d];
    }
  }

  std::ofstream file(argv[2], std::ios::binary);
  const std::uint32_t head[2] = {static_cast<std::uint32_t>(words), kDims};
  file.write("DGVEC1\0\0", 8);
  file.write(reinterpret_cast<const char*>(head), sizeof head);
  for (std::size_t r = 0; r < words; ++r) {
    const Entry& e = entries[order[r]];
    const std::uint32_t stats[2] = {
        e.count, e.inside ? static_cast<std::uint32_t>(1000ull * e.capital / e.inside) : 0};
    file.write(reinterpret_cast<const char*>(&e.hash), 8);
    file.write(reinterpret_cast<const char*>(stats), 8);
    file.write(reinterpret_cast<const char*>(&in[r * kDims]), kDims * 4);
  }
  return file ? 0 : 1;
}
