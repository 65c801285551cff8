#include "intake/html_tree.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <limits>
#include <map>
#include <optional>

#include <lexbor/html/parser.h>
#include <lexbor/html/tree/open_elements.h>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

constexpr std::string_view kTagNames[] = {
    // clang-format off
    "#text", "*", "a", "abbr", "address", "article", "aside", "b", "base", "blockquote", "body", "br", "button", "caption",
    "center", "cite", "code", "dd", "details", "div", "dl", "dt", "em", "figcaption", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "label", "legend", "li",
    "link", "main", "meta", "nav", "noscript", "object", "ol", "option", "p", "picture", "pre", "q", "script",
    "section", "select", "small", "span", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "u", "ul", "video"
    // clang-format on
};
static_assert(std::size(kTagNames) == static_cast<std::size_t>(Tag::Video) + 1);

constexpr std::string_view kAttributeNames[] = {
    // clang-format off
    "aria-hidden", "aria-label", "charset", "class", "content", "data-component", "data-testid", "data-time", "datetime", "hidden",
    "href", "http-equiv", "id", "itemprop", "itemscope", "itemtype", "lang", "name", "property", "rel", "role", "style",
    "title", "type", "xml:lang"
    // clang-format on
};
static_assert(std::size(kAttributeNames) == static_cast<std::size_t>(Attr::XmlLang) + 1);

// Of all formatting elements that are open, and of all attributes of one element.
constexpr std::size_t kMaxFormatting = 64, kMaxAttributes = 100;

std::string_view view(const lxb_char_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

std::string_view name_of(const lxb_dom_attr_data_t& data) {
  return view(lexbor_hash_entry_str(&data.entry), data.entry.length);
}

// Names of one length lie together, so that most names are refused by their length or first letter.
std::optional<Attr> find_attribute(std::string_view name) {
  static const auto kByLength = [] {
    std::array<std::vector<Attr>, 16> table;
    for (std::size_t i = 0; i < std::size(kAttributeNames); ++i)
      table[kAttributeNames[i].size()].push_back(static_cast<Attr>(i));
    return table;
  }();
  if (name.empty() || name.size() >= kByLength.size()) return std::nullopt;
  for (const Attr attr : kByLength[name.size()]) {
    const std::string_view known = kAttributeNames[static_cast<std::size_t>(attr)];
    if (known.back() == name.back() && known == name) return attr;
  }
  return std::nullopt;
}

Tag tag_of(lxb_tag_id_t id) {
  static const auto kTags = [] {
    std::array<Tag, LXB_TAG__LAST_ENTRY> table;
    table.fill(Tag::Other);
    for (lxb_tag_id_t tag = 0; tag < LXB_TAG__LAST_ENTRY; ++tag) {
      const lexbor_hash_entry_t& name = lxb_tag_data_by_id(nullptr, tag)->entry;
      const auto* found = std::find(std::begin(kTagNames), std::end(kTagNames),
                                    view(lexbor_hash_entry_str(&name), name.length));
      if (found != std::end(kTagNames)) table[tag] = static_cast<Tag>(found - kTagNames);
    }
    return table;
  }();
  return id < kTags.size() ? kTags[id] : Tag::Other;
}

// lexbor's tables of names have 128 slots and do not grow, so that a page of invented names would
// take quadratic time. The table is still empty.
void widen(lexbor_hash_t& names, std::size_t page_size) {
  constexpr std::size_t kMost = std::size_t{1} << 18;
  const std::size_t slots = std::min(page_size / 64, kMost);
  if (slots <= names.table_size) return;
  void* table = lexbor_calloc(slots, sizeof(lexbor_hash_entry_t*));
  if (table == nullptr) return;
  lexbor_free(names.table);
  names.table = static_cast<lexbor_hash_entry_t**>(table);
  names.table_size = slots;
}

bool is_formatting(lxb_tag_id_t tag) {
  switch (tag) {
    case LXB_TAG_A:
    case LXB_TAG_B:
    case LXB_TAG_BIG:
    case LXB_TAG_CODE:
    case LXB_TAG_EM:
    case LXB_TAG_FONT:
    case LXB_TAG_I:
    case LXB_TAG_NOBR:
    case LXB_TAG_S:
    case LXB_TAG_SMALL:
    case LXB_TAG_STRIKE:
    case LXB_TAG_STRONG:
    case LXB_TAG_TT:
    case LXB_TAG_U:
      return true;
    default:
      return false;
  }
}

// Stands between lexbor's tokenizer and its tree: notes where nodes begin, drops what nobody reads,
// holds the guards.
struct Filter {
  lxb_html_tree_t* tree = nullptr;
  const lxb_char_t* begin = nullptr;
  std::size_t max_chunks = 0;
  std::map<lxb_tag_id_t, std::size_t> lifted;  // start tags dropped for their depth; ends are owed
  bool unfolds = false;

  static lxb_html_token_t* on_token(lxb_html_tokenizer_t* tokenizer,
                                    lxb_html_token_t* token,
                                    void* context) {
    return static_cast<Filter*>(context)->take(tokenizer, token);
  }

  lxb_html_token_t* take(lxb_html_tokenizer_t* tokenizer, lxb_html_token_t* token) {
    if (token->tag_id == LXB_TAG__EM_COMMENT || lift(*token)) return token;
    const bool is_text = token->tag_id == LXB_TAG__TEXT;
    const bool is_start = !is_text && (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) == 0;
    if (is_text && in_dropped_text()) return token;
    if (is_start) drop_attributes(*token);
    // One more than the offset, so that 0 is none; a tag's token begins behind its "<".
    const std::uintptr_t source =
        static_cast<std::uintptr_t>(token->begin - begin) + (is_text ? 1 : 0);
    const lxb_tag_id_t tag = token->tag_id;
    const lxb_status_t status = feed(token);
    if (status != LXB_STATUS_OK) {
      tokenizer->status = status;
      return nullptr;
    }
    lxb_dom_node_t* node = lxb_html_tree_current_node(tree);
    if (is_text && node != nullptr) node = node->last_child;
    if (node != nullptr && node->local_name == tag && node->user == nullptr &&
        (is_text || is_start))
      node->user = reinterpret_cast<void*>(source);
    lxb_dom_document_t& document = tree->document->dom_document;
    if (document.mraw->mem->chunk_length + document.text->mem->chunk_length > max_chunks) {
      unfolds = true;
      tokenizer->status = LXB_STATUS_ERROR_OVERFLOW;
      return nullptr;
    }
    return token;
  }

  lxb_status_t feed(lxb_html_token_t* token) {
    while (!lxb_html_tree_construction_dispatcher(tree, token)) {
    }
    return tree->status;
  }

  // Deeper than the limit, tags are left out, text is kept.
  bool lift(const lxb_html_token_t& token) {
    const lxb_tag_id_t tag = token.tag_id;
    if (tag == LXB_TAG__TEXT || tag < LXB_TAG_A) return false;
    if ((token.type & LXB_HTML_TOKEN_TYPE_CLOSE) != 0) {
      const auto owed = lifted.find(tag);
      if (owed == lifted.end() || owed->second == 0) return false;
      --owed->second;
      return true;
    }
    const bool raw = tag == LXB_TAG_SCRIPT || tag == LXB_TAG_STYLE || tag == LXB_TAG_TITLE ||
                     tag == LXB_TAG_TEXTAREA || tag == LXB_TAG_XMP || tag == LXB_TAG_IFRAME ||
                     tag == LXB_TAG_NOEMBED || tag == LXB_TAG_NOFRAMES || tag == LXB_TAG_PLAINTEXT;
    const bool too_deep = tree->open_elements->length >= HtmlTree::kMaxDepth && !raw;
    const bool too_many = is_formatting(tag) && tree->active_formatting->length >= kMaxFormatting;
    if (!too_deep && !too_many) return false;
    ++lifted[tag];
    return true;
  }

  // The text of a style, or of a script that is not JSON.
  bool in_dropped_text() const {
    const lxb_dom_node_t* node = lxb_html_tree_current_node(tree);
    if (node == nullptr) return false;
    if (node->local_name == LXB_TAG_STYLE) return true;
    if (node->local_name != LXB_TAG_SCRIPT) return false;
    const lxb_dom_element_t* element = lxb_dom_interface_element(node);
    for (const lxb_dom_attr_t* attr = element->first_attr; attr != nullptr; attr = attr->next) {
      if (attr->node.local_name == LXB_DOM_ATTR_TYPE && attr->value != nullptr)
        return view(attr->value->data, attr->value->length).find("json") == std::string_view::npos;
    }
    return true;
  }

  static void drop_attributes(lxb_html_token_t& token) {
    std::size_t kept = 0;
    for (lxb_html_token_attr_t* attr = token.attr_first; attr != nullptr;) {
      lxb_html_token_attr_t* next = attr->next;
      if (kept < kMaxAttributes && find_attribute(name_of(*attr->name)))
        ++kept;
      else
        lxb_html_token_attr_remove(&token, attr);
      attr = next;
    }
  }
};

}  // namespace

// Owns what the views of a tree point to.
struct HtmlTree::Document {
  lxb_html_parser_t* parser = lxb_html_parser_create();
  lxb_html_document_t* document = nullptr;

  Document() = default;
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() {
    if (document != nullptr) lxb_html_document_destroy(document);
    lxb_html_parser_destroy(parser);
  }
};

// Writes lexbor's tree out as an array.
class HtmlTree::Builder {
 public:
  Builder(HtmlTree& tree, lxb_html_document_t& document) : tree_(tree), document_(document) {}

  void build() {
    const lxb_dom_node_t* root = lxb_dom_interface_node(&document_)->first_child;
    while (root != nullptr && root->local_name != LXB_TAG_HTML) root = root->next;
    if (root == nullptr) {
      HtmlNode empty;
      empty.tag = Tag::Html;
      empty.end = 1;
      tree_.nodes_.push_back(empty);
      return;
    }
    const lxb_dom_node_t* at = root;
    std::vector<std::uint32_t> open;
    for (;;) {
      const bool entered = add(*at, open);
      if (entered && at->first_child != nullptr) {
        at = at->first_child;
        continue;
      }
      if (entered) close(open);
      while (at != root && at->next == nullptr) {
        at = at->parent;
        close(open);
      }
      if (at == root) return;
      at = at->next;
    }
  }

 private:
  void close(std::vector<std::uint32_t>& open) {
    tree_.nodes_[open.back()].end = static_cast<std::uint32_t>(tree_.nodes_.size());
    open.pop_back();
  }

  // False when the node is left out with all that is in it.
  bool add(const lxb_dom_node_t& from, std::vector<std::uint32_t>& open) {
    HtmlNode node;
    node.depth = static_cast<std::uint16_t>(open.size());
    node.parent = open.empty() ? 0 : open.back();
    const auto source = reinterpret_cast<std::uintptr_t>(from.user);
    node.source = source != 0            ? static_cast<std::uint32_t>(source - 1)
                  : tree_.nodes_.empty() ? 0
                                         : tree_.nodes_[node.parent].source;
    if (from.type == LXB_DOM_NODE_TYPE_TEXT) {
      const lexbor_str_t& data = reinterpret_cast<const lxb_dom_character_data_t&>(from).data;
      node.tag = Tag::Text;
      node.text = view(data.data, data.length);
    } else if (from.type == LXB_DOM_NODE_TYPE_ELEMENT) {
      if (from.local_name == LXB_TAG_STYLE || from.local_name == LXB_TAG_TEMPLATE) return false;
      node.tag = tag_of(from.local_name);
      add_attributes(reinterpret_cast<const lxb_dom_element_t&>(from), node);
    } else {
      return false;
    }
    open.push_back(static_cast<std::uint32_t>(tree_.nodes_.size()));
    tree_.nodes_.push_back(node);
    return true;
  }

  void add_attributes(const lxb_dom_element_t& element, HtmlNode& node) {
    node.first_attribute = static_cast<std::uint32_t>(tree_.attributes_.size());
    for (const lxb_dom_attr_t* attr = element.first_attr; attr != nullptr; attr = attr->next) {
      const auto* data =
          lxb_dom_attr_data_by_id(document_.dom_document.attrs, attr->node.local_name);
      const auto name = data == nullptr ? std::nullopt : find_attribute(name_of(*data));
      if (!name) continue;
      tree_.attributes_.push_back({*name, attr->value == nullptr
                                              ? std::string_view()
                                              : view(attr->value->data, attr->value->length)});
      ++node.attributes;
    }
  }

  HtmlTree& tree_;
  lxb_html_document_t& document_;
};

std::string_view to_string(Tag tag) {
  return kTagNames[static_cast<std::size_t>(tag)];
}

HtmlTree::HtmlTree(std::unique_ptr<Document> document) : document_(std::move(document)) {}
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

Result<HtmlTree> HtmlTree::parse(std::string_view utf8) {
  if (utf8.size() >= std::numeric_limits<std::uint32_t>::max() / 2)
    return make_error(ErrorCode::TooLarge, "a page of " + std::to_string(utf8.size()) + " bytes");
  HtmlTree tree(std::make_unique<Document>());
  lxb_html_parser_t* parser = tree.document_->parser;
  if (lxb_html_parser_init(parser) != LXB_STATUS_OK)
    return make_error(ErrorCode::Internal, "no memory for the page");
  // A node takes up to 80 times its shortest tag; chunks are 32 KB or larger. At most 256 MB.
  Filter filter;
  filter.tree = parser->tree;
  filter.begin = reinterpret_cast<const lxb_char_t*>(utf8.data());
  filter.max_chunks = std::min<std::size_t>(256 + utf8.size() / 256, 8192);
  lxb_html_tokenizer_callback_token_done_set(parser->tkz, &Filter::on_token, &filter);
  lxb_html_document_t* document = lxb_html_parse_chunk_begin(parser);
  tree.document_->document = document;
  if (document == nullptr) return make_error(ErrorCode::Internal, "no memory for the page");
  widen(*document->dom_document.attrs, utf8.size());
  widen(*document->dom_document.tags, utf8.size());
  lxb_status_t status = lxb_html_parse_chunk_process(parser, filter.begin, utf8.size());
  if (status == LXB_STATUS_OK) status = lxb_html_parse_chunk_end(parser);
  if (filter.unfolds)
    return make_error(ErrorCode::TooLarge, "the markup unfolds to many times its own size");
  if (status != LXB_STATUS_OK)
    return make_error(ErrorCode::Internal, "the page could not be parsed");
  Builder(tree, *tree.document_->document).build();
  return tree;
}

std::string_view HtmlTree::attribute(std::uint32_t node, Attr name) const {
  const HtmlNode& at = nodes_[node];
  for (std::uint32_t i = at.first_attribute; i < at.first_attribute + at.attributes; ++i) {
    if (attributes_[i].name == name) return attributes_[i].value;
  }
  return {};
}

bool HtmlTree::has(std::uint32_t node, Attr name) const {
  const HtmlNode& at = nodes_[node];
  for (std::uint32_t i = at.first_attribute; i < at.first_attribute + at.attributes; ++i) {
    if (attributes_[i].name == name) return true;
  }
  return false;
}

std::string HtmlTree::path(std::uint32_t node) const {
  std::vector<std::string> steps;
  for (std::uint32_t at = node;; at = nodes_[at].parent) {
    std::string step = "/" + std::string(to_string(nodes_[at].tag));
    if (nodes_[at].parent != at) {
      std::size_t place = 1;
      for (std::uint32_t sibling = nodes_[at].parent + 1; sibling < at;
           sibling = nodes_[sibling].end)
        place += nodes_[sibling].tag == nodes_[at].tag;
      if (place > 1) step += "[" + std::to_string(place) + "]";
    }
    steps.push_back(std::move(step));
    if (nodes_[at].parent == at) break;
  }
  std::string path;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) path += *step;
  return path;
}

std::string HtmlTree::text_of(std::uint32_t node) const {
  std::string text;
  for (std::uint32_t at = node; at < nodes_[node].end; ++at) text += nodes_[at].text;
  return text;
}

}  // namespace dragoman::intake
