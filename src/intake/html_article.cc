#include "intake/html_article.h"

#include <algorithm>

namespace dragoman::intake {
namespace {

// Words that speak for the article before each block, less those that speak against it.
std::vector<double> sum_words(const HtmlBlocks& page, const std::vector<float>& judged) {
  constexpr double kEven = 0.4;
  std::vector<double> sums{0};
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const double words = std::min<double>(page.blocks[i].words, 100) + 1;
    sums.push_back(sums.back() + words * (static_cast<double>(judged[i]) - kEven));
  }
  return sums;
}

// From the root down, as long as one child holds almost all that speaks for the article.
std::pair<std::uint32_t, std::uint32_t> find_box(const HtmlTree& tree,
                                                 const PageFeatures& features,
                                                 const std::vector<double>& sums) {
  constexpr double kAlmostAll = 0.85;
  const std::vector<HtmlNode>& nodes = tree.nodes();
  const auto value_of = [&](std::uint32_t node) {
    const auto [begin, end] = features.blocks_of(node);
    return sums[end] - sums[begin];
  };
  std::uint32_t at = 0;
  double here = value_of(0);
  for (;;) {
    std::uint32_t heir = 0;
    double most = 0;
    for (std::uint32_t child = at + 1; child < nodes[at].end; child = nodes[child].end) {
      const double value = nodes[child].tag == Tag::Text ? 0 : value_of(child);
      if (value <= most) continue;
      most = value;
      heir = child;
    }
    if (heir == 0 || most < kAlmostAll * here) return features.blocks_of(at);
    at = heir;
    here = most;
  }
}

// Rows of one table and items of one list are taken or left together: alone, many say too little.
// Without links, and with the article's text on both sides, they are part of it.
void judge_lists_whole(const HtmlBlocks& page, std::vector<float>& judged) {
  constexpr float kText = 0.5f;
  const std::vector<HtmlBlock>& blocks = page.blocks;
  for (std::size_t begin = 0; begin < blocks.size();) {
    const HtmlBlock::Kind kind = blocks[begin].kind;
    double sum = 0, words = 0, linked = 0;
    std::size_t end = begin;
    for (; end < blocks.size() && blocks[end].kind == kind; ++end) {
      const double weight = blocks[end].words + 1.0;
      sum += weight * static_cast<double>(judged[end]);
      words += weight;
      linked += blocks[end].linked_words;
    }
    if (kind == HtmlBlock::Kind::Row || kind == HtmlBlock::Kind::Item) {
      auto whole = static_cast<float>(sum / words);
      const bool inside =
          begin > 0 && end < blocks.size() && judged[begin - 1] > kText && judged[end] > kText;
      if (inside && linked < 0.2 * words)
        whole = std::max(whole, std::min(judged[begin - 1], judged[end]));
      std::fill(judged.begin() + static_cast<std::ptrdiff_t>(begin),
                judged.begin() + static_cast<std::ptrdiff_t>(end), whole);
    }
    begin = end;
  }
}

// What is likely enough. Pages of an unknown make may have nothing that is; then what comes nearest
// among running text, if it is likely at all.
float threshold(const HtmlBlocks& page, const std::vector<float>& judged) {
  constexpr float kTaken = 0.5f, kLikely = 0.1f;
  constexpr std::uint32_t kEnough = 40;
  std::uint32_t words = 0;
  float most = 0;
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (judged[i] > kTaken) words += page.blocks[i].words;
    if (page.blocks[i].words >= 15) most = std::max(most, judged[i]);
  }
  return words >= kEnough || most < kLikely || most > kTaken ? kTaken : most * 0.7f;
}

// What stands at the ends of an article by mistake.
void trim(const HtmlBlocks& page, const PageFeatures& features, std::vector<std::uint32_t>& taken) {
  while (!taken.empty() && features.may_not_end(taken.back())) taken.pop_back();
  const auto linked = [&](std::uint32_t i) { return page.blocks[i].link_density() > 0.5; };
  const auto begin = std::find_if_not(taken.begin(), taken.end(), linked);
  taken.erase(taken.begin(), begin);
}

}  // namespace

FirstRound judge(const Weights& weights,
                 const HtmlTree& tree,
                 const HtmlBlocks& page,
                 const PageFeatures& features,
                 const std::vector<Features>& rows) {
  FirstRound round;
  for (const Features& row : rows) round.judged.push_back(score(weights, row));
  round.box = find_box(tree, features, sum_words(page, round.judged));
  return round;
}

HtmlArticle find_article(const HintWords& cues,
                         const BlockWeights& weights,
                         const HtmlTree& tree,
                         const HtmlBlocks& page,
                         const ArticleHints& hints) {
  HtmlArticle article;
  PageFeatures features(cues, tree, page, hints);
  std::vector<Features> rows;
  features.first_round(rows);
  features.begin_second(judge(weights.first, tree, page, features, rows));
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    features.second(i, rows[i]);
    article.judged.push_back(features.is_foreign(i) ? 0 : score(weights.second, rows[i]));
  }
  judge_lists_whole(page, article.judged);
  const float taken = threshold(page, article.judged);
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    if (article.judged[i] > taken) article.blocks.push_back(i);
  }
  trim(page, features, article.blocks);
  return article;
}

}  // namespace dragoman::intake
