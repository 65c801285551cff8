// Which blocks of a page are the article.
//
// Method: a linear classifier judges each block by what it is made of and where it stands, a second
// one also by how its neighbours came out (features: html_features.h; text and link density as in
// Kohlschuetter, Fankhauser and Nejdl, WSDM 2010; two rounds as in stacked sequential learning,
// Cohen and Carvalho, IJCAI 2005). Between the rounds the box of the article is found: the smallest
// element that holds almost all of the text that was judged to be the article's.
#pragma once

#include <cstdint>
#include <vector>

#include "intake/html_blocks.h"
#include "intake/html_features.h"

namespace dragoman::intake {

struct HtmlArticle {
  std::vector<std::uint32_t> blocks;  // indices into HtmlBlocks::blocks, ascending
  std::vector<float> judged;  // of all blocks of the page, how likely they are the article's
};

// The first round of judgements over a page, by `weights`; `rows` are the features of its blocks.
FirstRound judge(const Weights& weights,
                 const HtmlTree& tree,
                 const HtmlBlocks& page,
                 const PageFeatures& features,
                 const std::vector<Features>& rows);

// No blocks when the page holds no article: a list of links, a script that would load it.
HtmlArticle find_article(const HintWords& cues,
                         const BlockWeights& weights,
                         const HtmlTree& tree,
                         const HtmlBlocks& page,
                         const ArticleHints& hints);

}  // namespace dragoman::intake
