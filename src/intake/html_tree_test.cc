#include "intake/html_tree.h"

#include <gtest/gtest.h>

namespace dragoman::intake {
namespace {

HtmlTree parse(std::string_view page) {
  auto tree = HtmlTree::parse(page);
  EXPECT_TRUE(tree.ok());
  return std::move(*tree);
}

std::uint32_t first(const HtmlTree& tree, Tag tag) {
  for (std::uint32_t at = 0; at < tree.nodes().size(); ++at) {
    if (tree.nodes()[at].tag == tag) return at;
  }
  ADD_FAILURE() << "no " << to_string(tag);
  return 0;
}

TEST(HtmlTree, ClosesWhatThePageLeavesOpen) {
  const HtmlTree tree = parse("<p>One<p>Two <b>bold<ul><li>A<li>B");
  EXPECT_EQ(tree.text_of(0), "OneTwo boldAB");
  const std::uint32_t p = first(tree, Tag::P);
  EXPECT_EQ(tree.text_of(p), "One");
  EXPECT_EQ(tree.path(tree.nodes()[p].end), "/html/body/p[2]");
}

TEST(HtmlTree, NodesFollowOneAnotherInTextOrder) {
  const HtmlTree tree = parse("<div><p>a</p><p>b</p></div><p>c</p>");
  for (std::uint32_t at = 1; at < tree.nodes().size(); ++at) {
    const HtmlNode& node = tree.nodes()[at];
    EXPECT_LT(node.parent, at);
    EXPECT_LE(node.end, tree.nodes()[node.parent].end);
    EXPECT_EQ(node.depth, tree.nodes()[node.parent].depth + 1);
  }
}

TEST(HtmlTree, KnowsWhereTagsAndTextsBegin) {
  const std::string_view page = "<html><body>\n<p class=x>Talks &amp; more</p></body></html>";
  const HtmlTree tree = parse(page);
  const std::uint32_t p = first(tree, Tag::P);
  EXPECT_EQ(page.substr(tree.nodes()[p].source, 2), "<p");
  EXPECT_EQ(page.substr(tree.nodes()[p + 1].source, 5), "Talks");
  EXPECT_EQ(tree.nodes()[p + 1].text, "Talks & more");
}

TEST(HtmlTree, KeepsNamedAttributesAndJsonOnly) {
  const HtmlTree tree = parse(
      "<style>p{}</style><script>var a = '<p>';</script>"
      "<script type='application/ld+json'>{\"a\":1}</script>"
      "<p onclick=x() class='lead' data-x=1 HREF=u>Text</p><!-- note -->");
  const std::uint32_t p = first(tree, Tag::P);
  EXPECT_EQ(tree.nodes()[p].attributes, 2);
  EXPECT_EQ(tree.attribute(p, Attr::Class), "lead");
  EXPECT_EQ(tree.attribute(p, Attr::Href), "u");
  EXPECT_FALSE(tree.has(p, Attr::Style));
  EXPECT_EQ(tree.text_of(0), "{\"a\":1}Text");
}

TEST(HtmlTree, LongRunsEndWhereTheyMust) {
  // Longer than one step of the scanner, with what ends them at every place of a step.
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string run(size, 'x');
    const HtmlTree tree = parse("<p title=\"" + run + "&amp;" + run + "\">" + run + "&lt;" + run +
                                "</p><script type=json>" + run + "<" + run + "</script>");
    const std::uint32_t p = first(tree, Tag::P);
    EXPECT_EQ(tree.attribute(p, Attr::Title), run + "&" + run);
    EXPECT_EQ(tree.text_of(p), run + "<" + run);
    EXPECT_EQ(tree.text_of(first(tree, Tag::Script)), run + "<" + run);
  }
}

TEST(HtmlTree, LiftsWhatIsTooDeep) {
  constexpr std::size_t kDeep = 10000;
  std::string page;
  for (std::size_t i = 0; i < kDeep; ++i) page += "<div>";
  page += "<p>Deep text</p>";
  for (std::size_t i = 0; i < kDeep; ++i) page += "</div>";
  page += "<p>Behind</p>";
  const HtmlTree tree = parse(page);
  std::size_t deepest = 0;
  for (const HtmlNode& node : tree.nodes()) deepest = std::max<std::size_t>(deepest, node.depth);
  EXPECT_LE(deepest, HtmlTree::kMaxDepth + 1);
  EXPECT_EQ(tree.text_of(0), "Deep textBehind");
  EXPECT_EQ(tree.nodes()[tree.nodes().size() - 2].depth, 2);  // closing tags were counted
}

TEST(HtmlTree, FormattingThatIsNeverClosedDoesNotUnfold) {
  std::string page;
  for (int i = 0; i < 2000; ++i)
    page += "<font size=" + std::to_string(i) + "><b id=" + std::to_string(i) + ">";
  for (int i = 0; i < 20000; ++i) page += "<p>x";
  const auto tree = HtmlTree::parse(page);
  if (tree.ok()) {
    EXPECT_LT(tree->nodes().size(), 3'000'000u);
  } else {
    EXPECT_EQ(tree.error().code, ErrorCode::TooLarge);
  }
}

TEST(HtmlTree, OneTagWithManyAttributes) {
  std::string page = "<p";
  for (int i = 0; i < 100000; ++i) page += " class" + std::to_string(i) + "=x";
  EXPECT_EQ(parse(page + " class=last>Text").text_of(0), "Text");
}

TEST(HtmlTree, AnyBytesHaveATree) {
  for (const std::string_view page :
       {"", "<", "</", "<!", "<!--", "<p", "<p a", "<p a=", "<p a='", "&", "&#", "&#xFFFFFFFF;",
        "<table><p>x<td>y", "<svg><p>x", "<select><div>"}) {
    EXPECT_EQ(parse(page).nodes()[0].tag, Tag::Html) << page;
  }
}

}  // namespace
}  // namespace dragoman::intake
