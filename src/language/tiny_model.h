// For tests and benchmarks: a small model file with random weights, written in memory. It computes
// nonsense, quickly, and has every section that a real one has. And the shipped lexicon, read once.
#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "language/lexicon.h"
#include "language/model.h"
#include "language/word_features.h"

namespace dragoman::language::testing {

// lexicons/language/english.tsv; ends the program where it has a mistake.
inline const Lexicon& english() {
  static const auto loaded =
      Lexicon::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons/language/english.tsv");
  if (!loaded.ok()) {
    std::fprintf(stderr, "%s\n", loaded.error().describe().c_str());
    std::exit(2);
  }
  return **loaded;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 2 + 1) {}
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ * 2685821657736338717ull >> 11;
  }
  int between(int low, int high) {
    return low + static_cast<int>(next() % static_cast<std::uint64_t>(high - low + 1));
  }
  float real() { return static_cast<float>(between(-10000, 10000)) / 10000.0f; }

 private:
  std::uint64_t state_;
};

// Bytes aligned to 64, as a mapped file's are.
class AlignedBytes {
 public:
  explicit AlignedBytes(std::string_view bytes) : room_(bytes.size() + 64) {
    begin_ = room_.data();
    while (reinterpret_cast<std::uintptr_t>(begin_) % 64 != 0) ++begin_;
    size_ = bytes.size();
    if (size_ > 0) std::memcpy(begin_, bytes.data(), size_);
  }
  std::string_view view() const { return {begin_, size_}; }

 private:
  std::vector<char> room_;
  char* begin_ = nullptr;
  std::size_t size_ = 0;
};

// Sizes of a model. These are a test's; language_bench asks for larger ones.
struct ModelSizes {
  std::uint32_t dim = 32, hidden = 16, arc_dim = 16, rel_dim = 16, distances = 4;
  std::string blocks = "csc";
  std::uint32_t vector = 16, word = 16, prefix = 16, suffix = 16, shape = 16, profile = 16;
  std::uint32_t attribution =
      16;                    // cells of the attribution head each way, a multiple of 16; 0 for none
  std::uint32_t copies = 1;  // how often the lists of tags and lemma scripts stand in the model
};

class TinyModelWriter {
 public:
  explicit TinyModelWriter(std::uint64_t seed) : random_(seed) {}

  std::string write(bool splitter = false) { return write(ModelSizes(), splitter); }

  std::string write(const ModelSizes& n, bool splitter = false) {
    if (splitter) {
      bytes("split.rows", 8, 16, 127);
      put<std::int32_t>("split.bias", 1, 16, std::vector<std::int32_t>(16, 3));
      put<std::int32_t>("split.output", 1, 18, std::vector<std::int32_t>(18, 5));
    }
    const auto line = [](const char* key, std::uint32_t value) {
      return std::string(key) + " " + std::to_string(value) + "\n";
    };
    text("config", line("dim", n.dim) + line("hidden", n.hidden) + "blocks " + n.blocks + "\n" +
                       line("arc_dim", n.arc_dim) + line("rel_dim", n.rel_dim) +
                       line("distances", n.distances) + "clip 4.0\nlanguage en\n");
    std::string tags, lemmas;
    for (std::uint32_t i = 0; i < n.copies; ++i) {
      tags += "NOUN\tNN\tNumber=Sing\nVERB\tVBD\tMood=Ind|Tense=Past|VerbForm=Fin\nPUNCT\t.\t_\n";
      lemmas += "l 0 \nl 1 \nk 0 \n= 0 be\nt 2 ing\n";
    }
    text("labels.tag", tags);
    text("labels.deprel", "root\nnsubj\nobj\npunct\nnsubj:pass\n");
    text("labels.lemma", lemmas);
    if (splitter) {
      // "mice" as a plural noun, in whatever case; "Mice" as it stands.
      std::string scratch;
      std::vector<std::uint32_t> keys(8, 0);
      std::vector<std::uint16_t> values(8, 0);
      const auto tell = [&](std::string_view form, bool exact, std::uint16_t script) {
        const std::uint32_t key = lemma_key(form, exact, "NOUN", "NNS", scratch);
        std::size_t at = key & 7;
        while (keys[at] != 0) at = (at + 1) & 7;
        keys[at] = key;
        values[at] = script;
      };
      tell("mice", false, 0);
      tell("Mice", true, 1);
      text("lemma.scripts", "= 0 mouse\nk 0 \n");
      put<std::uint32_t>("lemma.key", 1, 8, keys);
      put<std::uint16_t>("lemma.value", 1, 8, values);
    }
    text("labels.name", "O\nB-PER\nI-PER\nE-PER\nS-PER\nB-LOC\nI-LOC\nE-LOC\nS-LOC\n");
    put<std::uint64_t>("vocabulary.hash", 1, 4, {0, 0, 0, 0});
    put<std::uint32_t>("vocabulary.entry", 1, 4, {0, 0, 0, 0});
    put<std::uint32_t>("vocabulary.rows", 2, 3, {0, 0, 0, 1, 1, 1});
    table("vector", 2, n.vector);
    table("word", 2, n.word);
    table("profile", 2, n.profile);
    table("prefix", 64, n.prefix);
    table("suffix", 64, n.suffix);
    table("shape", 64, n.shape);
    linear("input", n.dim, n.vector + n.word + n.prefix + n.suffix + n.shape + n.profile);
    for (std::size_t i = 0; i < n.blocks.size(); ++i) {
      const std::string name = "block" + std::to_string(i);
      if (n.blocks[i] == 'c') {
        linear(name, 2 * n.dim, 3 * n.dim);
      } else {
        linear(name + ".inner", 6 * n.hidden, n.dim);
        linear(name + ".outer", n.dim, 2 * n.hidden);
      }
    }
    linear("heads", 8 * n.copies + 9 + 2 * n.arc_dim + 2 * n.rel_dim, n.dim);
    if (n.attribution > 0) {
      linear("attribution.inner", 6 * n.attribution, n.dim);
      linear("attribution.outer", 9, 2 * n.attribution);
    }
    floats("arc.root", 1, n.arc_dim);
    floats("arc.distance", 2 * n.distances + 1, n.arc_dim);
    floats("rel.root", 1, n.rel_dim);
    floats("rel.weight", n.rel_dim, 5);
    floats("rel.bias", 1, 5);
    return finish();
  }

  // Multiply-adds of a word in 8-bit matrices.
  static std::size_t multiply_adds(const ModelSizes& n) {
    std::size_t sum = n.dim * (n.vector + n.word + n.prefix + n.suffix + n.shape + n.profile);
    for (const char kind : n.blocks) sum += kind == 'c' ? 6 * n.dim * n.dim : 8 * n.hidden * n.dim;
    return sum + n.dim * (8 * n.copies + 9 + 2 * n.arc_dim + 2 * n.rel_dim);
  }

 private:
  struct Entry {
    std::string name, bytes;
    std::uint32_t rows, columns;
  };

  void text(const char* name, std::string bytes) {
    const auto size = static_cast<std::uint32_t>(bytes.size());
    entries_.push_back({name, std::move(bytes), 1, size});
  }
  template <class T>
  void put(const std::string& name,
           std::uint32_t rows,
           std::uint32_t columns,
           const std::vector<T>& values) {
    entries_.push_back(
        {name, std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)),
         rows, columns});
  }
  void floats(const std::string& name, std::uint32_t rows, std::uint32_t columns, float scale = 1) {
    std::vector<float> v(rows * columns);
    for (float& x : v) x = scale * random_.real();
    put(name, rows, columns, v);
  }
  void bytes(const std::string& name, std::uint32_t rows, std::uint32_t columns, int most) {
    std::vector<std::int8_t> v(rows * columns);
    for (std::int8_t& x : v) x = static_cast<std::int8_t>(random_.between(-most, most));
    put(name, rows, columns, v);
  }
  void table(const std::string& name, std::uint32_t rows, std::uint32_t width) {
    bytes(name, rows, width, 127);
    floats(name + ".scale", 1, rows, 0.01f);
  }
  void linear(const std::string& name, std::uint32_t rows, std::uint32_t columns) {
    rows = (rows + 15) / 16 * 16;
    bytes(name + ".weight", rows, columns, 63);
    floats(name + ".scale", 1, rows, 0.001f);
    floats(name + ".bias", 1, rows);
  }

  std::string finish() {
    const auto pad = [](std::string& s) { s.resize((s.size() + 63) / 64 * 64, '\0'); };
    std::string table, body;
    std::size_t at = (64 + 48 * entries_.size() + 63) / 64 * 64;
    for (Entry& e : entries_) {
      char row[48] = {};
      std::memcpy(row, e.name.data(), e.name.size());
      const std::uint64_t offset = at, length = e.bytes.size();
      std::memcpy(row + 24, &offset, 8);
      std::memcpy(row + 32, &length, 8);
      std::memcpy(row + 40, &e.rows, 4);
      std::memcpy(row + 44, &e.columns, 4);
      table.append(row, 48);
      pad(e.bytes);
      at += e.bytes.size();
      body += e.bytes;
    }
    std::string head(64, '\0');
    std::string rest = head + table;
    pad(rest);
    rest = rest.substr(64) + body;
    std::memcpy(head.data(), "DRAGOMDL", 8);
    const std::uint32_t version = 1, order = 0x01020304,
                        count = static_cast<std::uint32_t>(entries_.size());
    const std::uint64_t size = 64 + rest.size(), sum = model_checksum(rest);
    std::memcpy(head.data() + 8, &version, 4);
    std::memcpy(head.data() + 12, &order, 4);
    std::memcpy(head.data() + 16, &size, 8);
    std::memcpy(head.data() + 24, &sum, 8);
    std::memcpy(head.data() + 32, &count, 4);
    return head + rest;
  }

  Random random_;
  std::vector<Entry> entries_;
};

}  // namespace dragoman::language::testing
