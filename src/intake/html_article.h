// Which blocks of a page are the article.
//
// Method: each block gets a value, its words if it reads like running text, a loss if it is made of
// links or stands where pages keep what is for the reader of the site (text density and link
// density as in Kohlschuetter, Fankhauser and Nejdl, WSDM 2010). The box of the article is the
// smallest element that holds almost all of the value. Inside it, blocks are taken or left by their
// hints, their neighbours and their words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "intake/html_blocks.h"
#include "intake/tables.h"

namespace dragoman::intake {

struct HtmlArticle {
  std::uint32_t box = 0;               // the element that holds it
  std::vector<std::uint32_t> blocks;   // indices into HtmlBlocks::blocks, ascending
};

struct ArticleHints {
  std::string_view title;          // as the page's metadata states it
  std::string_view declared_body;  // JSON-LD articleBody; may be a teaser, or empty
};

// No blocks when the page holds no article: a list of links, a script that would load it.
HtmlArticle find_article(const Resources::Tables& tables,
                         const HtmlTree& tree,
                         const HtmlBlocks& page,
                         const ArticleHints& hints);

}  // namespace dragoman::intake
