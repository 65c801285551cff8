#include "language/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "language/word_features.h"

namespace dragoman::language {

namespace {

// Pieces are computed together until they fill so many rows: enough for the matrix kernels to reuse
// weights, few enough for the rows to stay in the second-level cache (256 and 512 were 5 and 10 %
// slower).
constexpr std::size_t kRowsTogether = 128;

template <class T>
T* grown(std::vector<T>& v, std::size_t size) {
  if (v.size() < size) v.resize(size);
  return v.data();
}

// One row of features: vector | word | prefixes | suffixes | shape | profile.
void put_features(
    const Model& m, const Kernels& k, std::string_view form, std::string& scratch, float* out) {
  const WordFeatures f = word_features(form, scratch);
  const VocabularyEntry& entry = m.look_up(f.word);
  const auto put = [&](const Table& table, std::size_t row, bool add) {
    k.expand(table.data + row * table.width, table.step[row], table.width, out, add);
  };
  put(m.vectors, entry.vector, false);
  out += m.vectors.width;
  put(m.words, entry.word, false);
  out += m.words.width;
  for (std::size_t i = 0; i < kPrefixes; ++i) put(m.prefixes, f.prefix[i] % m.prefixes.rows, i > 0);
  out += m.prefixes.width;
  for (std::size_t i = 0; i < kSuffixes; ++i) put(m.suffixes, f.suffix[i] % m.suffixes.rows, i > 0);
  out += m.suffixes.width;
  put(m.shapes, f.shape % m.shapes.rows, false);
  out += m.shapes.width;
  put(m.profiles, entry.profile, false);
}

// Best sequence of BIOES labels that nest properly (Viterbi). logits: rows `stride` apart.
void name_labels(const Model& m,
                 const Kernels& k,
                 const float* logits,
                 std::size_t stride,
                 std::size_t words,
                 NetworkBuffers& b,
                 WordAnalysis* out) {
  const std::size_t labels = m.names.size();
  float* score = grown(b.viterbi, 2 * labels);
  std::uint8_t* trace = grown(b.trace, words * labels);
  constexpr float kImpossible = -1e30f;
  float* now = score;
  float* next = score + labels;
  const auto best_closed = [&] {
    std::size_t best = 0;  // label 0 is O, always closed
    for (std::size_t l = 1; l < labels; ++l) {
      if (now[l] > now[best] && !opens_name(m.names[l])) best = l;
    }
    return best;
  };
  for (std::size_t l = 0; l < labels; ++l) {
    now[l] = continues_name(m.names[l]) ? kImpossible : logits[l];
  }
  for (std::size_t t = 1; t < words; ++t) {
    const std::size_t closed = best_closed();
    const float* x = logits + t * stride;
    std::uint8_t* from = trace + t * labels;
    for (std::size_t l = 0; l < labels; ++l) {
      std::size_t best = closed;
      if (continues_name(m.names[l])) {
        const std::vector<std::uint8_t>& before = m.names_before[l];
        if (before.empty()) {
          from[l] = 0;
          next[l] = kImpossible;
          continue;
        }
        best = before[0];
        for (const std::uint8_t p : before) {
          if (now[p] > now[best]) best = p;
        }
      }
      from[l] = static_cast<std::uint8_t>(best);
      next[l] = std::max(kImpossible, now[best] + x[l]);
    }
    std::swap(now, next);
  }
  std::size_t best = best_closed();
  for (std::size_t t = words; t-- > 0;) {
    const float* x = logits + t * stride;
    out[t].name = static_cast<std::uint16_t>(best);
    out[t].name_confidence = 0;
    if (best != 0) {
      const float most = x[k.argmax(x, labels)];
      out[t].name_confidence = std::exp(x[best] - most) / k.sum_exp(x, labels, most);
    }
    if (t > 0) best = trace[t * labels + best];
  }
}

struct Columns {  // where each head's outputs stand in a row
  std::size_t tag = 0, lemma, name, arc_dep, arc_head, rel_dep, rel_head;
  explicit Columns(const Model& m)
      : lemma(m.tagset()->size()),
        name(lemma + m.lemmas.size()),
        arc_dep(name + m.names.size()),
        arc_head(arc_dep + m.arc_dim),
        rel_dep(arc_head + m.arc_dim),
        rel_head(rel_dep + m.rel_dim) {}
};

// Heads and relations of one piece whose head outputs begin at `rows`.
void parse_piece(const Model& m,
                 const Kernels& k,
                 const Columns& at,
                 const float* rows,
                 std::size_t words,
                 NetworkBuffers& b,
                 WordAnalysis* out) {
  const std::size_t stride = m.heads.rows, depth = m.arc_dim;
  const std::size_t width = (words + 1 + 15) / 16 * 16;
  float* matrix = grown(b.head_matrix, depth * width);  // [arc_dim][root, words...]
  for (std::size_t d = 0; d < depth; ++d) {
    float* row = matrix + d * width;
    row[0] = m.arc_root[d];
    for (std::size_t j = 0; j < words; ++j) row[j + 1] = rows[j * stride + at.arc_head + d];
    std::fill(row + words + 1, row + width, 0.0f);
  }
  float* scores = grown(b.scores, words * width);
  float* near = grown(b.near, words * m.distance_width);
  const float* dep = rows + at.arc_dep;
  k.combine(dep, stride, words, depth, matrix, width, width, scores, width);
  k.combine(dep, stride, words, depth, m.arc_distance.data(), m.distance_width, m.distance_width,
            near, m.distance_width);
  const float factor = 1.0f / std::sqrt(static_cast<float>(depth));
  const std::size_t reach = m.distances;
  std::uint32_t* tree = grown(b.tree, words);
  float* most = grown(b.most, words);
  for (std::size_t i = 0; i < words; ++i) {
    float* s = scores + i * width;
    const float* gap = near + i * m.distance_width;  // [0, 2 reach]: head minus dependent + reach
    // Heads from i - reach to i + reach have a number each; those farther off share the outermost.
    const std::size_t first = i > reach ? i - reach : 0, end = std::min(words, i + reach + 1);
    for (std::size_t j = 0; j < first; ++j) s[j + 1] += gap[0];
    for (std::size_t j = first; j < end; ++j) s[j + 1] += gap[j + reach - i];
    for (std::size_t j = end; j < words; ++j) s[j + 1] += gap[2 * reach];
    for (std::size_t j = 0; j <= words; ++j) s[j] *= factor;
    s[i + 1] = -1e9f;
    tree[i] = static_cast<std::uint32_t>(k.argmax(s, words + 1));
    most[i] = s[tree[i]];
    if (tree[i] == i + 1) tree[i] = i == 0 && words > 1 ? 2 : 0;  // weights gone mad
  }
  mend_tree(scores, width, words, b.tree_buffers, tree);

  float* mix = grown(b.mix, words * m.rel_dim);
  float* logits = grown(b.relations, words * m.rel_width);
  for (std::size_t i = 0; i < words; ++i) {
    const std::size_t head = tree[i];
    k.mix(rows + i * stride + at.rel_dep,
          head == 0 ? m.rel_root : rows + (head - 1) * stride + at.rel_head, m.rel_dim,
          mix + i * m.rel_dim);
  }
  k.combine(mix, m.rel_dim, words, m.rel_dim, m.rel_weight.data(), m.rel_width, m.rel_width, logits,
            m.rel_width);
  const std::size_t relations = m.deprels().size();
  for (std::size_t i = 0; i < words; ++i) {
    const float* s = scores + i * width;
    out[i].head = tree[i];
    out[i].arc_confidence = std::exp(s[tree[i]] - most[i]) / k.sum_exp(s, words + 1, most[i]);
    if (tree[i] == 0) {
      out[i].deprel = static_cast<std::uint16_t>(m.root_deprel);
    } else {
      float* x = logits + i * m.rel_width;
      for (std::size_t r = 0; r < relations; ++r) x[r] += m.rel_bias[r];
      x[m.root_deprel] = -1e9f;
      out[i].deprel = static_cast<std::uint16_t>(k.argmax(x, relations));
    }
  }
}

// Collects what the body makes of the words, and reads it by windows for who says what.
class WindowReader {
 public:
  WindowReader(const Model& m,
               const Kernels& k,
               NetworkBuffers& b,
               std::span<AttributionShares> out)
      : m_(m), k_(k), b_(b), out_(m.attribution.inner.rows > 0 ? out : out.first(0)) {
    if (wanted()) grown(b_.window, kAttributionWindow * m_.dim);
  }

  bool wanted() const { return !out_.empty(); }

  // The next piece's words: rows of `dim` bytes, normalised.
  void add(const std::uint8_t* rows, std::size_t words) {
    if (size_ + words > kAttributionWindow) finish();
    std::copy_n(rows, words * m_.dim, b_.window.data() + size_ * m_.dim);
    size_ += words;
  }

  // Answers for the words of the window so far.
  void finish() {
    if (size_ == 0) return;
    const Linear &inner = m_.attribution.inner, &outer = m_.attribution.outer;
    const std::size_t both = inner.rows / 3;
    if (b_.all_words.size() < size_) b_.all_words.resize(kAttributionWindow, 1);
    float* y = grown(b_.window_y, size_ * both);
    std::uint8_t* q = grown(b_.window_bytes, size_ * both);
    float* answers = grown(b_.answers, size_ * outer.rows);
    k_.scan(inner, b_.window.data(), m_.dim, size_, b_.all_words.data(), y, both);
    k_.normalise(y, both, size_, both, m_.clip, q, both);
    k_.multiply(outer, q, both, size_, answers, outer.rows, false);
    for (std::size_t i = 0; i < size_; ++i) {
      AttributionShares& shares = out_[done_ + i];
      for (std::size_t role = 0; role < shares.inside.size(); ++role) {
        const float* x = answers + i * outer.rows + 3 * role;  // outside, inside, first
        const float most = std::max({x[0], x[1], x[2]});
        const float outside = std::exp(x[0] - most), inside = std::exp(x[1] - most),
                    first = std::exp(x[2] - most), sum = outside + inside + first;
        shares.inside[role] = (inside + first) / sum;
        shares.first[role] = first / sum;
      }
    }
    done_ += size_;
    size_ = 0;
  }

 private:
  const Model& m_;
  const Kernels& k_;
  NetworkBuffers& b_;
  std::span<AttributionShares> out_;
  std::size_t done_ = 0, size_ = 0;  // words answered, words that wait
};

constexpr std::uint32_t kNoWord = 0xffffffffu;

// Pieces [first, last) of the call, together.
//
// Rows: one between sentences before each piece and one at the end, so that a convolution finds a
// neighbour on both sides and the recurrences know where to begin anew:
//
//   |  -  | The | talks | failed |  -  | They | resume |  -  |
class Together {
 public:
  Together(const Model& m,
           const Kernels& k,
           NetworkBuffers& b,
           std::span<const std::string_view> forms,
           std::span<const std::uint32_t> ends,
           std::size_t first,
           std::size_t last)
      : m_(m), k_(k), b_(b), forms_(forms), ends_(ends), first_(first), last_(last) {
    rows_ = ends[last - 1] - (first == 0 ? 0 : ends[first - 1]) + (last - first) + 1;
    widest_ = std::max({m.input.columns, m.dim, 2 * m.hidden});
  }

  void run(std::span<WordAnalysis> out, WindowReader& windows) {
    const std::size_t dim = m_.dim;
    x_ = grown(b_.x, rows_ * dim);
    q_ = grown(b_.bytes, rows_ * widest_);
    words();
    for (std::size_t i = 0; i < m_.blocks.size(); ++i) {
      const Block& block = m_.blocks[i];
      if (block.kind == Block::Kind::Scan) {
        scan(block);
      } else if (i == 0) {
        first_convolution(block);
      } else {
        convolution(block);
      }
    }
    float* heads = grown(b_.heads, rows_ * m_.heads.rows);
    k_.normalise(x_, dim, rows_, dim, m_.clip, q_, dim);
    k_.multiply(m_.heads, q_, dim, rows_, heads, m_.heads.rows, false);
    answers(heads, out);
    if (windows.wanted()) {
      each_piece([&](std::size_t, std::size_t start, std::size_t words) {
        windows.add(q_ + start * dim, words);
      });
    }
  }

 private:
  template <class F>
  void each_piece(F&& act) const {
    std::size_t at = 1;
    for (std::size_t p = first_; p < last_; ++p) {
      const std::size_t begin = p == 0 ? 0 : ends_[p - 1], words = ends_[p] - begin;
      act(begin, at, words);
      at += words + 1;
    }
  }

  // The input layer, for words that the cache does not know; and for those, too, what the first
  // convolution makes of them. Puts all words' rows into x.
  void words() {
    const std::size_t dim = m_.dim, columns = m_.input.columns;
    const Block* conv =
        !m_.blocks.empty() && m_.blocks[0].kind == Block::Kind::Conv ? &m_.blocks[0] : nullptr;
    b_.words.begin(m_.version(), dim, conv ? 3 * conv->inner.rows : 0,
                   std::max(kRowsTogether, kLongestPiece));
    b_.new_words.clear();
    std::uint32_t* word_row = grown(b_.word_row, rows_);
    std::uint8_t* is_word = grown(b_.is_word, rows_);
    std::fill(word_row, word_row + rows_, kNoWord);
    std::fill(is_word, is_word + rows_, std::uint8_t{0});
    float* features = grown(b_.features, rows_ * columns);
    each_piece([&](std::size_t begin, std::size_t at, std::size_t words) {
      for (std::size_t i = 0; i < words; ++i) {
        const WordCache::Place place = b_.words.find(forms_[begin + i]);
        word_row[at + i] = place.row;
        is_word[at + i] = 1;
        if (place.found) continue;
        put_features(m_, k_, forms_[begin + i], b_.form, features + b_.new_words.size() * columns);
        b_.new_words.push_back(place.row);
      }
    });
    const std::size_t fresh = b_.new_words.size();
    if (fresh > 0) {
      k_.normalise(features, columns, fresh, columns, m_.clip, q_, columns);
      k_.multiply(m_.input, q_, columns, fresh, x_, dim, false);  // x is free until all are known
      for (std::size_t i = 0; i < fresh; ++i)
        std::copy_n(x_ + i * dim, dim, b_.words.reals(b_.new_words[i]));
      if (conv) {
        k_.normalise(x_, dim, fresh, dim, m_.clip, q_, dim);
        b_.sum_rows.resize(fresh);
        for (std::size_t tap = 0; tap < 3; ++tap) {
          for (std::size_t i = 0; i < fresh; ++i)
            b_.sum_rows[i] = b_.words.sums(b_.new_words[i]) + tap * conv->inner.rows;
          k_.sums(conv->taps[tap], q_, dim, fresh, b_.sum_rows.data());
        }
      }
    }
    for (std::size_t row = 0; row < rows_; ++row) {
      if (is_word[row]) {
        std::copy_n(b_.words.reals(word_row[row]), dim, x_ + row * dim);
      } else {
        std::fill_n(x_ + row * dim, dim, 0.0f);
      }
    }
  }

  void first_convolution(const Block& block) {
    const std::size_t wide = block.inner.rows;
    const std::int32_t* zeros = grown(b_.zeros, wide);
    b_.taps.resize(3 * rows_);
    for (std::size_t row = 1; row + 1 < rows_; ++row) {
      for (std::size_t tap = 0; tap < 3; ++tap) {
        const std::uint32_t word = b_.word_row[row + tap - 1];
        b_.taps[3 * row + tap] = word == kNoWord ? zeros : b_.words.sums(word) + tap * wide;
      }
    }
    k_.gate(block.inner, b_.taps.data() + 3, rows_ - 2, x_ + m_.dim, m_.dim);
  }

  void convolution(const Block& block) {
    const std::size_t dim = m_.dim, wide = block.inner.rows;
    k_.normalise(x_, dim, rows_, dim, m_.clip, q_, dim);
    for (std::size_t row = 0; row < rows_; ++row) {
      if (!b_.is_word[row]) std::memset(q_ + row * dim, 128, dim);
    }
    const std::int32_t* zeros = grown(b_.zeros, wide);
    std::int32_t* sums = grown(b_.sums, rows_ * wide);
    b_.sum_rows.resize(rows_);
    b_.taps.resize(3 * rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      b_.sum_rows[row] = sums + row * wide;
      b_.taps[3 * row] = sums + row * wide;
      b_.taps[3 * row + 1] = b_.taps[3 * row + 2] = zeros;
    }
    // The three rows that a word reads are one long one.
    k_.sums(block.inner, q_, dim, rows_ - 2, b_.sum_rows.data());
    k_.gate(block.inner, b_.taps.data(), rows_ - 2, x_ + dim, dim);
  }

  void scan(const Block& block) {
    const std::size_t dim = m_.dim, both = 2 * m_.hidden;
    float* y = grown(b_.y, rows_ * both);
    k_.normalise(x_, dim, rows_, dim, m_.clip, q_, dim);
    k_.scan(block.inner, q_, dim, rows_, b_.is_word.data(), y, both);
    k_.normalise(y, both, rows_, both, m_.clip, q_, both);
    k_.multiply(block.outer, q_, both, rows_, x_, dim, true);
  }

  void answers(const float* heads, std::span<WordAnalysis> out) {
    const Columns at(m_);
    const std::size_t tags = m_.tagset()->size(), stride = m_.heads.rows;
    each_piece([&](std::size_t begin, std::size_t start, std::size_t words) {
      const float* h = heads + start * stride;
      WordAnalysis* word = out.data() + begin;
      for (std::size_t i = 0; i < words; ++i) {
        const float* tag = h + i * stride;
        const std::size_t best = k_.argmax(tag, tags);
        word[i].tag = static_cast<std::uint16_t>(best);
        word[i].tag_confidence = 1.0f / k_.sum_exp(tag, tags, tag[best]);
        word[i].lemma = static_cast<std::uint16_t>(k_.argmax(tag + at.lemma, m_.lemmas.size()));
      }
      name_labels(m_, k_, h + at.name, stride, words, b_, word);
      parse_piece(m_, k_, at, h, words, b_, word);
    });
  }

  const Model& m_;
  const Kernels& k_;
  NetworkBuffers& b_;
  std::span<const std::string_view> forms_;
  std::span<const std::uint32_t> ends_;
  std::size_t first_, last_, rows_ = 0, widest_ = 0;
  float* x_ = nullptr;
  std::uint8_t* q_ = nullptr;
};

}  // namespace

void analyse(const Model& model,
             const Kernels& kernels,
             NetworkBuffers& buffers,
             std::span<const std::string_view> forms,
             std::span<const std::uint32_t> piece_ends,
             std::span<WordAnalysis> out,
             std::span<AttributionShares> attribution) {
  WindowReader windows(model, kernels, buffers, attribution);
  std::size_t first = 0;
  while (first < piece_ends.size()) {
    const std::size_t begin = first == 0 ? 0 : piece_ends[first - 1];
    std::size_t last = first + 1;
    while (last < piece_ends.size() && piece_ends[last] - begin <= kRowsTogether) ++last;
    Together(model, kernels, buffers, forms, piece_ends, first, last).run(out, windows);
    first = last;
  }
  windows.finish();
}

}  // namespace dragoman::language
