#include "language/network.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "language/word_features.h"

namespace dragoman::language {

namespace {

// Pieces are computed together until they fill so many rows: enough for the matrix kernels to reuse
// weights, few enough for the rows to stay in the second-level cache.
constexpr std::size_t kRowsTogether = 256;

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

std::size_t argmax(const float* x, std::size_t n) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < n; ++i) {
    if (x[i] > x[best]) best = i;
  }
  return best;
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
  const auto opens = [&](std::size_t l) {
    return m.names[l].position == NamePosition::Begin ||
           m.names[l].position == NamePosition::Inside;
  };
  const auto continues = [&](std::size_t l) {
    return m.names[l].position == NamePosition::Inside || m.names[l].position == NamePosition::End;
  };
  float* now = score;
  float* next = score + labels;
  for (std::size_t l = 0; l < labels; ++l) {
    now[l] = continues(l) ? kImpossible : logits[l];
  }
  for (std::size_t t = 1; t < words; ++t) {
    std::size_t closed = 0;  // label 0 is O, always closed
    for (std::size_t l = 1; l < labels; ++l) {
      if (!opens(l) && now[l] > now[closed]) closed = l;
    }
    const float* x = logits + t * stride;
    for (std::size_t l = 0; l < labels; ++l) {
      std::size_t from = closed;
      if (continues(l)) {
        from = labels;
        for (std::size_t p = 0; p < labels; ++p) {
          if (opens(p) && m.names[p].type == m.names[l].type &&
              (from == labels || now[p] > now[from]))
            from = p;
        }
      }
      trace[t * labels + l] = static_cast<std::uint8_t>(from == labels ? 0 : from);
      next[l] = from == labels ? kImpossible : std::max(kImpossible, now[from] + x[l]);
    }
    std::swap(now, next);
  }
  std::size_t best = 0;
  for (std::size_t l = 1; l < labels; ++l) {
    if (!opens(l) && now[l] > now[best]) best = l;
  }
  for (std::size_t t = words; t-- > 0;) {
    const float* x = logits + t * stride;
    const float most = x[argmax(x, labels)];
    out[t].name = static_cast<std::uint16_t>(best);
    out[t].name_confidence =
        best == 0 ? 0.0f : std::exp(x[best] - most) / k.sum_exp(x, labels, most);
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
  float* near = grown(b.near, m.distance_width);
  const float factor = 1.0f / std::sqrt(static_cast<float>(depth));
  const auto reach = static_cast<std::ptrdiff_t>(m.distances);
  for (std::size_t i = 0; i < words; ++i) {
    const float* dep = rows + i * stride + at.arc_dep;
    float* s = scores + i * width;
    k.combine(dep, depth, matrix, width, width, s);
    k.combine(dep, depth, m.arc_distance.data(), m.distance_width, m.distance_width, near);
    for (std::size_t j = 0; j < words; ++j) {
      const std::ptrdiff_t gap = std::clamp(
          static_cast<std::ptrdiff_t>(j) - static_cast<std::ptrdiff_t>(i), -reach, reach);
      s[j + 1] += near[gap + reach];
    }
    for (std::size_t j = 0; j <= words; ++j) s[j] *= factor;
    s[i + 1] = -1e9f;
  }
  std::uint32_t* tree = grown(b.tree, words);
  best_tree(scores, width, words, b.tree_buffers, tree);

  float* mix = grown(b.rel, m.rel_dim + m.rel_width);
  float* logits = mix + m.rel_dim;
  const std::size_t relations = m.deprels().size();
  for (std::size_t i = 0; i < words; ++i) {
    const float* s = scores + i * width;
    const std::size_t head = tree[i];
    const float most = s[argmax(s, words + 1)];
    out[i].head = static_cast<std::uint32_t>(head);
    out[i].arc_confidence = std::exp(s[head] - most) / k.sum_exp(s, words + 1, most);
    const float* d = rows + i * stride + at.rel_dep;
    const float* h = head == 0 ? m.rel_root : rows + (head - 1) * stride + at.rel_head;
    for (std::size_t e = 0; e < m.rel_dim; ++e) {
      const float v = d[e] + h[e] + d[e] * h[e];
      mix[e] = v > 0.0f ? v : 0.0f;
    }
    k.combine(mix, m.rel_dim, m.rel_weight.data(), m.rel_width, m.rel_width, logits);
    for (std::size_t r = 0; r < relations; ++r) logits[r] += m.rel_bias[r];
    if (head == 0) {
      out[i].deprel = static_cast<std::uint16_t>(m.root_deprel);
    } else {
      logits[m.root_deprel] = -1e9f;
      out[i].deprel = static_cast<std::uint16_t>(argmax(logits, relations));
    }
  }
}

// Pieces [first, last) of the call, together.
void analyse_together(const Model& m,
                      const Kernels& k,
                      NetworkBuffers& b,
                      std::span<const std::string_view> forms,
                      std::span<const std::uint32_t> ends,
                      std::size_t first,
                      std::size_t last,
                      std::span<WordAnalysis> out) {
  // Rows: an empty one before each piece and one at the end, so that a convolution reads its three
  // rows in one piece and never a neighbour's.
  const std::size_t begin = first == 0 ? 0 : ends[first - 1];
  const std::size_t rows = ends[last - 1] - begin + (last - first) + 1;
  const std::size_t dim = m.dim;
  float* features = grown(b.features, rows * m.input.columns);
  std::fill(features, features + rows * m.input.columns, 0.0f);
  std::size_t row = 0;
  for (std::size_t p = first; p < last; ++p) {
    ++row;
    for (std::size_t i = p == 0 ? 0 : ends[p - 1]; i < ends[p]; ++i, ++row) {
      put_features(m, k, forms[i], b.form, features + row * m.input.columns);
    }
  }
  const std::size_t widest = std::max({m.input.columns, dim, 2 * m.hidden});
  std::uint8_t* q = grown(b.bytes, rows * widest);
  float* x = grown(b.x, rows * dim);
  k.normalise(features, m.input.columns, rows, m.input.columns, m.clip, q, m.input.columns);
  k.multiply(m.input, q, m.input.columns, rows, x, dim, false);

  const auto each_piece = [&](auto&& act) {
    std::size_t at = 1;
    for (std::size_t p = first; p < last; ++p) {
      const std::size_t words = ends[p] - (p == 0 ? 0 : ends[p - 1]);
      act(p, at, words);
      at += words + 1;
    }
  };

  for (const Block& block : m.blocks) {
    float* z = grown(b.z, rows * std::max(block.inner.rows, 2 * m.hidden));
    k.normalise(x, dim, rows, dim, m.clip, q, dim);
    if (block.kind == Block::Kind::Conv) {
      std::memset(q, 128, dim);
      each_piece([&](std::size_t, std::size_t at, std::size_t words) {
        std::memset(q + (at + words) * dim, 128, dim);
      });
      k.multiply(block.inner, q, dim, rows - 2, z + block.inner.rows, block.inner.rows, false);
      k.gate(z + block.inner.rows, block.inner.rows, rows - 2, dim, x + dim, dim);
    } else {
      k.multiply(block.inner, q, dim, rows, z, block.inner.rows, false);
      const std::size_t both = 2 * m.hidden;
      float* y = grown(b.dep, rows * both);
      float* state = grown(b.state, m.hidden);
      std::fill(y, y + both, 0.0f);
      each_piece([&](std::size_t, std::size_t at, std::size_t words) {
        k.scan(z + at * block.inner.rows, block.inner.rows, words, m.hidden, state, y + at * both,
               both);
        std::fill(y + (at + words) * both, y + (at + words + 1) * both, 0.0f);
      });
      k.normalise(y, both, rows, both, m.clip, q, both);
      k.multiply(block.outer, q, both, rows, x, dim, true);
    }
  }

  float* heads = grown(b.heads, rows * m.heads.rows);
  k.normalise(x, dim, rows, dim, m.clip, q, dim);
  k.multiply(m.heads, q, dim, rows, heads, m.heads.rows, false);
  const Columns at(m);
  each_piece([&](std::size_t p, std::size_t start, std::size_t words) {
    const float* h = heads + start * m.heads.rows;
    WordAnalysis* word = out.data() + (p == 0 ? 0 : ends[p - 1]);
    for (std::size_t i = 0; i < words; ++i) {
      const float* tag = h + i * m.heads.rows;
      const std::size_t tags = m.tagset()->size(), best = argmax(tag, tags);
      word[i].tag = static_cast<std::uint16_t>(best);
      word[i].tag_confidence = 1.0f / k.sum_exp(tag, tags, tag[best]);
      word[i].lemma = static_cast<std::uint16_t>(argmax(tag + at.lemma, m.lemmas.size()));
    }
    name_labels(m, k, h + at.name, m.heads.rows, words, b, word);
    parse_piece(m, k, at, h, words, b, word);
  });
}

}  // namespace

void analyse(const Model& model,
             const Kernels& kernels,
             NetworkBuffers& buffers,
             std::span<const std::string_view> forms,
             std::span<const std::uint32_t> piece_ends,
             std::span<WordAnalysis> out) {
  (void)forms;
  std::size_t first = 0;
  while (first < piece_ends.size()) {
    const std::size_t begin = first == 0 ? 0 : piece_ends[first - 1];
    std::size_t last = first + 1;
    while (last < piece_ends.size() && piece_ends[last] - begin <= kRowsTogether) ++last;
    analyse_together(model, kernels, buffers, forms, piece_ends, first, last, out);
    first = last;
  }
}

}  // namespace dragoman::language
