// What is known about a block of a page, as numbers from 0 to 1 for a linear classifier.
//
// There are two rounds. In the first a block is judged by itself, its place in the tree and its
// place in the page; in the second also by how its neighbours and siblings came out of the first.
// Weights: lexicons/intake/html_weights.tsv, learnt by train/intake.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/result.h"

#include "intake/html_blocks.h"

namespace dragoman::intake {

// What the words of a short block say that it is; lexicons/intake/html_cues.tsv.
enum class BlockCue : std::uint8_t { Share, More, Subscribe, Legal, Credit, Comment, Ad, Author };

inline constexpr std::size_t kMaxFeatures = 160;
using Weights = std::array<float, kMaxFeatures>;

struct BlockWeights {
  Weights first{}, second{};
};

// Features that are not 0: (index, value).
using Features = std::vector<std::pair<std::uint16_t, float>>;

// Name of a feature, as in the table of weights; empty behind the last one.
std::string_view feature_name(std::size_t index);
std::optional<std::size_t> find_feature(std::string_view name);

float score(const Weights& weights, const Features& features);  // probability

// What the page says about its article besides the markup.
struct ArticleHints {
  std::string title;          // as its metadata states it
  std::string declared_body;  // JSON-LD articleBody; may be a teaser, or empty
};

// How the blocks came out of the first round.
struct FirstRound {
  std::vector<float> judged;                      // of each block, 0 to 1
  std::pair<std::uint32_t, std::uint32_t> box{};  // blocks [begin, end) most likely the article's
};

class PageFeatures {
 public:
  PageFeatures(const HintWords& cues,
               const HtmlTree& tree,
               const HtmlBlocks& page,
               const ArticleHints& hints);

  // Of all blocks.
  void first_round(std::vector<Features>& out) const;
  // Whether a block is no part of any article, wherever it stands: a <figcaption>; a linked line
  // that is set in capitals or says "read more".
  bool is_foreign(std::uint32_t block) const;
  // Whether a block may not stand at the end of an article: links, a heading, a short line that
  // invites to share, subscribe, comment or read on.
  bool may_not_end(std::uint32_t block) const;
  // Opens the second round, whose features are then to be had.
  void begin_second(FirstRound outcome);
  // Appends those of the second round to those of the first.
  void second(std::uint32_t block, Features& out) const;

  // Blocks whose first text lies in `node`.
  std::pair<std::uint32_t, std::uint32_t> blocks_of(std::uint32_t node) const {
    return {block_at_[node], block_at_[tree_.nodes()[node].end]};
  }

 private:
  struct Adder;
  void first(std::uint32_t block, Features& out) const;
  void add_wording(std::uint32_t block, const Adder& add) const;
  void add_surroundings(std::uint32_t block, const Adder& add) const;
  void add_place(std::uint32_t block, const Adder& add) const;
  void add_company(std::uint32_t block, const Adder& add) const;
  void add_box(std::uint32_t block, const Adder& add) const;
  void add_neighbours(std::uint32_t block, const Adder& add) const;
  bool is_sentence(std::uint32_t block) const;
  void weigh_hints();
  void find_title(std::string_view title);
  void find_declared(std::string_view body);
  void measure_siblings();
  void measure_likeness();
  void find_lists_of_more();
  bool is_emphasis(std::uint32_t node) const;
  std::uint32_t parent_of(std::uint32_t block) const;
  double judged(std::int64_t block) const;                           // 0 outside of the page
  double mean_judged(std::uint32_t begin, std::uint32_t end) const;  // of blocks, by their words
  double mean_of(std::uint32_t node) const;

  const HtmlTree& tree_;
  const HtmlBlocks& page_;
  std::vector<std::uint32_t> own_bits_, bits_;  // of each node; with those of the nodes around it
  std::vector<std::uint32_t> cues_;             // of each block
  std::vector<std::uint32_t> block_at_;         // of each node: the first block in it or behind it
  std::vector<double> running_;                 // words of running text before each block
  std::vector<std::uint8_t> stops_;             // whether each block ends like a sentence
  std::vector<std::uint32_t> group_;            // of each block: those that look alike
  std::vector<double> group_words_;
  std::vector<std::uint32_t> like_;  // of each block: those in elements of the same classes
  std::vector<double> like_words_;
  std::vector<std::uint8_t> after_more_;  // of each block: in a list of other articles
  std::vector<std::int8_t> declared_;     // 1 in the declared body, -1 not in it, 0 there is none
  std::uint32_t title_block_ = 0;         // the block that shows the title
  bool has_title_ = false;
  FirstRound outcome_;
  std::vector<double> weights_, judged_sums_;  // before each block: of words, of words judged
  std::vector<double> group_weights_, group_judged_, like_weights_, like_judged_;
  std::vector<std::uint32_t> since_text_, until_text_;  // blocks
  std::uint32_t first_text_ = 0, last_text_ = 0;
};

}  // namespace dragoman::intake
