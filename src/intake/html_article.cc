#include "intake/html_article.h"

#include <algorithm>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

// Elements and names around a block that make it unlikely to be the article's.
constexpr std::uint32_t kForeign = HintSet::bit(Hint::Junk) | HintSet::kNav | HintSet::kAside |
                                   HintSet::kFooter | HintSet::kForm;

bool ends_sentence(std::string_view text) {
  while (!text.empty()) {
    for (const std::string_view close : {"\"", "'", ")", "]", "”", "’", "»"}) {
      if (!text.ends_with(close)) continue;
      text.remove_suffix(close.size());
      goto next;
    }
    break;
  next:;
  }
  for (const std::string_view stop : {".", "!", "?", ":", "…", "。", "！", "？", "।", "؟", "۔"}) {
    if (text.ends_with(stop)) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(const Resources::Tables& tables,
         const HtmlTree& tree,
         const HtmlBlocks& page,
         const ArticleHints& hints)
      : tables_(tables), tree_(tree), page_(page), hints_(hints) {}

  HtmlArticle find() {
    HtmlArticle article;
    if (page_.blocks.empty()) return article;
    value_blocks();
    article.box = find_box();
    const auto [begin, end] = blocks_of(article.box);
    for (std::uint32_t i = begin; i < end; ++i) {
      if (keep(article.box, i)) article.blocks.push_back(i);
    }
    return article;
  }

 private:
  void value_blocks() {
    sums_.push_back(0);
    for (const HtmlBlock& block : page_.blocks) sums_.push_back(sums_.back() + value(block));
  }

  static double value(const HtmlBlock& block) {
    const double words = block.words;
    const double links = block.link_density();
    if (links > 0.5) return -std::min(words, 10.0) - 1;
    const bool sentence = ends_sentence(block.text);
    double worth = 0;
    if (block.kind == HtmlBlock::Kind::Heading)
      worth = 1;
    else if (words >= 15 || (sentence && words >= 5))
      worth = words * (1 - links);
    else
      worth = -1;
    if (block.hints.has_any(kForeign) || block.hints.has(Hint::Caption))
      worth = worth > 0 ? worth * -0.3 : worth;
    if (block.hints.has(Hint::Author)) worth = worth > 0 ? worth * 0.3 : worth;
    return worth;
  }

  // Blocks with their first text in `node`.
  std::pair<std::uint32_t, std::uint32_t> blocks_of(std::uint32_t node) const {
    const auto at = [&](std::uint32_t text) {
      return static_cast<std::uint32_t>(
          std::lower_bound(page_.blocks.begin(), page_.blocks.end(), text,
                           [](const HtmlBlock& block, std::uint32_t i) { return block.first < i; }) -
          page_.blocks.begin());
    };
    return {at(node), at(tree_.nodes()[node].end)};
  }

  double value_of(std::uint32_t node) const {
    const auto [begin, end] = blocks_of(node);
    return sums_[end] - sums_[begin];
  }

  std::uint32_t find_box() const {
    constexpr double kAlmostAll = 0.8;
    std::uint32_t at = 0, best = 0;
    double here = value_of(0);
    (void)best;
    for (;;) {
      const std::uint32_t end = tree_.nodes()[at].end;
      std::uint32_t heir = 0;
      double most = 0;
      for (std::uint32_t child = at + 1; child < end; child = tree_.nodes()[child].end) {
        if (tree_.nodes()[child].tag == Tag::Text) continue;
        const double value = value_of(child);
        if (value > most) {
          most = value;
          heir = child;
        }
      }
      if (heir == 0 || most < kAlmostAll * here) return at;
      at = heir;
      here = std::max(most, 0.0);
    }
  }

  bool keep(std::uint32_t box, std::uint32_t index) const {
    const HtmlBlock& block = page_.blocks[index];
    const std::uint32_t bits = bits_within(box, block);
    if ((bits & kForeign) != 0 || (bits & HintSet::bit(Hint::Caption)) != 0) return false;
    if ((bits & (HintSet::bit(Hint::Author) | HintSet::kFigure | HintSet::kHeader)) != 0 && block.words < 40)
      return false;
    if (block.link_density() > 0.8) return false;
    if (block.kind == HtmlBlock::Kind::Heading && block.level == 1) return false;
    return true;
  }

  // Hints of the elements between the box and the block.
  std::uint32_t bits_within(std::uint32_t box, const HtmlBlock& block) const {
    std::uint32_t bits = 0;
    for (std::uint32_t at = tree_.nodes()[block.first].parent; at != box && at != 0;
         at = tree_.nodes()[at].parent)
      bits |= page_.hints[at];
    return bits;
  }

  const Resources::Tables& tables_;
  const HtmlTree& tree_;
  const HtmlBlocks& page_;
  const ArticleHints& hints_;
  std::vector<double> sums_;  // of values, before each block
};

}  // namespace

HtmlArticle find_article(const Resources::Tables& tables,
                         const HtmlTree& tree,
                         const HtmlBlocks& page,
                         const ArticleHints& hints) {
  return Finder(tables, tree, page, hints).find();
}

}  // namespace dragoman::intake
