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

}  // namespace

FirstRound judge(const Weights& weights,
                 const HtmlTree& tree,
                 const HtmlBlocks& page,
                 const PageFeatures& features) {
  FirstRound round;
  Features row;
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    row.clear();
    features.first(i, row);
    round.judged.push_back(score(weights, row));
  }
  round.box = find_box(tree, features, sum_words(page, round.judged));
  return round;
}

HtmlArticle find_article(const HintWords& cues,
                         const BlockWeights& weights,
                         const HtmlTree& tree,
                         const HtmlBlocks& page,
                         const ArticleHints& hints) {
  constexpr float kTaken = 0.5f;
  HtmlArticle article;
  PageFeatures features(cues, tree, page, hints);
  features.begin_second(judge(weights.first, tree, page, features));
  Features row;
  for (std::uint32_t i = 0; i < page.blocks.size(); ++i) {
    row.clear();
    features.second(i, row);
    article.judged.push_back(score(weights.second, row));
    if (article.judged.back() > kTaken) article.blocks.push_back(i);
  }
  return article;
}

}  // namespace dragoman::intake
