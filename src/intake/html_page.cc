#include "intake/html_page.h"

#include <algorithm>

#include "intake/html_article.h"
#include "intake/html_charset.h"
#include "intake/mojibake.h"
#include "intake/tables.h"
#include "intake/text.h"

namespace dragoman::intake {
namespace {

// Why a page has no article, for its reader.
Error no_article(const HtmlTree& tree, const HtmlBlocks& blocks) {
  std::size_t words = 0, linked = 0;
  for (const HtmlBlock& block : blocks.blocks) {
    words += block.words;
    linked += block.linked_words;
  }
  const bool scripts = std::any_of(
      tree.nodes().begin(), tree.nodes().end(),
      [](const HtmlNode& node) { return node.tag == Tag::Script || node.tag == Tag::Noscript; });
  if (words == 0)
    return make_error(ErrorCode::EmptyInput, scripts ? "a page without text: scripts would load it"
                                                     : "a page without text");
  if (2 * linked > words)
    return make_error(ErrorCode::EmptyInput,
                      "a page without an article: " + std::to_string(linked) + " of its " +
                          std::to_string(words) + " words are links");
  return make_error(ErrorCode::EmptyInput, "a page without an article");
}

}  // namespace

Result<HtmlPage> read_page(const Resources& resources,
                           std::string_view bytes,
                           const PageSource& source) {
  auto decoded = decode_page(bytes, source.content_type, source.max_bytes);
  if (!decoded) return decoded.error();
  auto tree = HtmlTree::parse(decoded->text);
  if (!tree) return tree.error();
  const Resources::Tables& tables = resources.tables();
  const HtmlBlocks blocks = split_blocks(tables.html_words, *tree);
  HtmlPage page;
  page.metadata = read_metadata(tables.html_metadata, *tree, blocks, source.url);
  for (SourcedText* field : {&page.metadata.title, &page.metadata.byline, &page.metadata.outlet})
    page.mended += mend_mojibake(field->value);
  const HtmlArticle article =
      find_article(tables.html_cues, tables.html_weights, *tree, blocks,
                   {page.metadata.title.value, page.metadata.declared_body});
  for (const std::uint32_t i : article.blocks) {
    const HtmlBlock& block = blocks.blocks[i];
    std::string text = block.text;
    page.mended += mend_mojibake(text);
    text = normalise(text);
    if (text.empty()) continue;
    if (!page.text.empty()) page.text += "\n\n";
    const auto begin = static_cast<std::uint32_t>(page.text.size());
    page.text += text;
    page.paragraphs.push_back({{begin, static_cast<std::uint32_t>(page.text.size())},
                               tree->path(block.node),
                               tree->nodes()[block.first].source});
  }
  // Lines that were broken at a column are joined by what the whole text looks like; the newline
  // becomes a space, so that nothing moves.
  page.text = normalise(page.text);
  if (page.text.empty()) return no_article(*tree, blocks);
  return page;
}

}  // namespace dragoman::intake
