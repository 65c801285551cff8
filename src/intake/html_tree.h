// Bytes of a web page in UTF-8 -> its HTML5 tree, as one flat array in document order.
//
// Method: the parser of lexbor (third_party/lexbor), which follows the WHATWG rules for broken
// markup. What nobody reads later is dropped while parsing: comments, styles, scripts other than
// JSON, and most attributes. Node i is followed by its descendants; `end` is the first node
// behind them:
//
//   0 html  end 6
//   1   body  end 6
//   2     p  end 5
//   3       "Talks "  end 4
//   4       "resumed"  end 5
//   5     p  end 6
//
// Guards: markup deeper than kMaxDepth is lifted to that depth, as browsers do; a page whose tree
// outgrows its bytes beyond measure (unclosed formatting that is opened again in each paragraph) is
// refused.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/result.h"

namespace dragoman::intake {

// Elements that are told apart; all others are Other.
enum class Tag : std::uint8_t {
  // clang-format off
  Text, Other, A, Abbr, Address, Article, Aside, B, Base, Blockquote, Body, Br, Button, Caption, Center, Cite, Code,
  Dd, Details, Div, Dl, Dt, Em, Figcaption, Figure, Footer, Form, H1, H2, H3, H4, H5, H6, Head, Header, Hr, Html, I,
  Iframe, Img, Input, Label, Legend, Li, Link, Main, Meta, Nav, Noscript, Object, Ol, Option, P, Picture, Pre, Q,
  Script, Section, Select, Small, Span, Strong, Sub, Summary, Sup, Svg, Table, Tbody, Td, Textarea, Tfoot, Th, Thead,
  Time, Title, Tr, U, Ul, Video
  // clang-format on
};
std::string_view to_string(Tag tag);  // "div"; Other is "*"

// Attributes that are kept.
enum class Attr : std::uint8_t {
  // clang-format off
  AriaHidden, AriaLabel, Charset, Class, Content, DataComponent, DataTestid, DataTime, Datetime, Hidden, Href, HttpEquiv, Id,
  Itemprop, Itemscope, Itemtype, Lang, Name, Property, Rel, Role, Style, Title, Type, XmlLang
  // clang-format on
};

struct HtmlNode {
  Tag tag = Tag::Other;
  std::uint8_t attributes = 0;  // how many, from first_attribute on
  std::uint16_t depth = 0;      // of <html>: 0
  std::uint32_t parent = 0;     // of the root: itself
  std::uint32_t end = 0;        // first node behind this one and all in it
  std::uint32_t first_attribute = 0;
  std::uint32_t source = 0;  // byte of the page where its tag or text begins
  std::string_view text;     // of Tag::Text, character references resolved
};

struct HtmlAttribute {
  Attr name = Attr::Class;
  std::string_view value;
};

class HtmlTree {
 public:
  static constexpr std::size_t kMaxDepth = 512;

  // The tree of `utf8`. Never fails for broken markup; fails with TooLarge for a page of 4 GB or
  // whose tree grows without measure. Views point into the tree: keep it. Linear time.
  static Result<HtmlTree> parse(std::string_view utf8);
  HtmlTree(HtmlTree&&) noexcept;
  HtmlTree& operator=(HtmlTree&&) noexcept;
  ~HtmlTree();

  // Never empty; the first is <html>.
  const std::vector<HtmlNode>& nodes() const { return nodes_; }
  // Of one node, `nodes()[node].attributes` of them.
  const HtmlAttribute* attributes_of(std::uint32_t node) const {
    return attributes_.data() + nodes_[node].first_attribute;
  }
  // Empty when the node has no such attribute, and when it is empty: see has().
  std::string_view attribute(std::uint32_t node, Attr name) const;
  bool has(std::uint32_t node, Attr name) const;
  // "/html/body/div[2]/p[3]"; places count from 1 among siblings of the same tag, and 1 is left
  // out.
  std::string path(std::uint32_t node) const;
  // All text below `node`, spaces as they stand.
  std::string text_of(std::uint32_t node) const;

 private:
  struct Document;
  class Builder;
  explicit HtmlTree(std::unique_ptr<Document> document);
  std::unique_ptr<Document> document_;
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
};

}  // namespace dragoman::intake
