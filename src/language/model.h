// Model: the trained weights, labels and vocabulary of one language, mapped from one file.
//
// The file is foreign input: magic, version, byte order, lengths, checksum, bounds and shapes are
// checked when it is loaded; a damaged one is BadModel, never a crash. Layout:
// docs/formats/model.md. Reads and writes no layer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

#include "core/mapped_file.h"
#include "language/ends.h"
#include "language/kernels.h"

namespace dragoman::language {

// Rows of 8-bit numbers, each with its own step.
struct Table {
  const std::int8_t* data = nullptr;
  const float* step = nullptr;
  std::size_t rows = 0;
  std::size_t width = 0;  // multiple of 16
};

// How to make a lemma from a form: choose a case, cut letters off the end, put letters there.
struct LemmaScript {
  enum class Case : std::uint8_t {
    Keep,
    Lower,
    Title,
    Whole
  } shape = Case::Lower;  // Whole: `add` is the lemma
  std::uint32_t cut = 0;
  std::string add;
};

enum class NamePosition : std::uint8_t { Outside, Begin, Inside, End, Single };
struct NameLabel {
  NamePosition position = NamePosition::Outside;
  NameType type = NameType::Misc;
};

// A name goes on behind this label, or goes on with it.
inline bool opens_name(NameLabel l) {
  return l.position == NamePosition::Begin || l.position == NamePosition::Inside;
}
inline bool continues_name(NameLabel l) {
  return l.position == NamePosition::Inside || l.position == NamePosition::End;
}

// From a raw probability p to how often it is right: 1 / (1 + exp(-(slope log(p / (1 - p)) +
// offset))).
struct Calibration {
  float slope = 1, offset = 0;
  float operator()(float p) const;
};

struct VocabularyEntry {
  std::uint32_t vector = 0;   // row of `vectors`
  std::uint32_t word = 0;     // row of `words`
  std::uint32_t profile = 0;  // row of `profiles`
};

// Answers of the attribution head: for source, cue and content, outside, inside and first.
inline constexpr std::size_t kAttributionAnswers = 9;

struct Block {
  enum class Kind : std::uint8_t { Conv, Scan } kind = Kind::Scan;
  Linear inner;
  Linear outer;                // Scan only
  std::array<Linear, 3> taps;  // Conv only: inner's columns for the previous, own and next word
};

// Immutable once loaded; one serves all threads.
class Model {
 public:
  // Fails with NotFound, NotReadable or BadModel; reads the whole file once for its checksum.
  static Result<std::shared_ptr<const Model>> load(const std::string& path);
  // The same from memory that the caller keeps alive; for tests. `bytes` must be aligned to 64.
  static Result<std::shared_ptr<const Model>> from_bytes(std::string_view bytes, std::string where);

  // 16 hex digits: the checksum of the content. Stands in a record's `versions.model`.
  const std::string& version() const { return version_; }
  const std::shared_ptr<const Tagset>& tagset() const { return tagset_; }
  const std::vector<Deprel>& deprels() const { return deprels_; }

  const VocabularyEntry& look_up(std::uint64_t word_hash) const;
  // True if the word (hash of its normal form) has a vector: it was frequent enough in plain text.
  bool knows(std::uint64_t word_hash) const { return look_up(word_hash).vector + 1 < vectors.rows; }

  // The script that the table of lemmas (lemma_key in word_features.h) has for a key, or null.
  const LemmaScript* known_lemma(std::uint32_t key) const;

  // ---- what network.cc computes with ----
  std::size_t dim = 0, hidden = 0, arc_dim = 0, rel_dim = 0, distances = 0;
  float clip = 4;
  Table vectors, words, prefixes, suffixes, shapes, profiles;
  Linear input, heads;
  std::vector<Block> blocks;
  const float* arc_root = nullptr;  // [arc_dim]
  const float* rel_root = nullptr;  // [rel_dim]
  const float* rel_bias = nullptr;  // [labels]
  std::vector<float> arc_distance;  // [arc_dim][distance_width], transposed and padded
  std::vector<float> rel_weight;    // [rel_dim][rel_width], padded
  std::size_t distance_width = 0, rel_width = 0;
  std::vector<LemmaScript> lemmas;
  std::vector<NameLabel> names;
  // For each name label that continues a name, the labels that may stand before it; else empty.
  std::vector<std::vector<std::uint8_t>> names_before;
  std::size_t root_deprel = 0;  // label of the arc from the root
  Calibration tag_calibration, arc_calibration,
      name_calibration;  // identity where the file has none
  // Who says what: a scan over several sentences, and its answers (9, padded). No rows where the
  // file has none.
  Block attribution;
  EndScorer ends;  // sentence ends; empty where the file has no splitter

 private:
  friend class ModelReader;
  core::MappedFile file_;
  std::string version_;
  std::shared_ptr<const Tagset> tagset_;
  std::vector<Deprel> deprels_;
  const std::uint64_t* slots_ = nullptr;
  const std::uint32_t* slot_entry_ = nullptr;
  std::uint64_t slot_mask_ = 0;
  const VocabularyEntry* entries_ = nullptr;
  std::size_t entry_count_ = 0;
  // The table of lemmas: open addressing, empty where the file has none.
  const std::uint32_t* lemma_keys_ = nullptr;    // [lemma_slots_]; 0 is an empty slot
  const std::uint16_t* lemma_values_ = nullptr;  // [lemma_slots_], into known_lemmas_
  std::size_t lemma_slots_ = 0;                  // power of two
  std::vector<LemmaScript> known_lemmas_;
  std::vector<std::vector<std::int32_t>> shifts_;  // row sums behind Linear::shift
};

// The checksum of docs/formats/model.md over everything behind the header.
std::uint64_t model_checksum(std::string_view bytes);

}  // namespace dragoman::language
