#include "intake/html_blocks.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

using core::is_ascii_space;

// What an element does to the flow of text.
enum class Flow : std::uint8_t { Inline, Block, Break, Skip };

Flow flow_of(Tag tag) {
  switch (tag) {
    case Tag::Br:
      return Flow::Break;
    case Tag::Button:
    case Tag::Iframe:
    case Tag::Img:
    case Tag::Input:
    case Tag::Link:
    case Tag::Meta:
    case Tag::Head:
    case Tag::Noscript:
    case Tag::Object:
    case Tag::Picture:
    case Tag::Script:
    case Tag::Select:
    case Tag::Svg:
    case Tag::Textarea:
    case Tag::Title:
    case Tag::Video:
      return Flow::Skip;
    case Tag::Text:
    case Tag::Other:
    case Tag::A:
    case Tag::Abbr:
    case Tag::B:
    case Tag::Cite:
    case Tag::Code:
    case Tag::Em:
    case Tag::I:
    case Tag::Label:
    case Tag::Q:
    case Tag::Small:
    case Tag::Span:
    case Tag::Strong:
    case Tag::Sub:
    case Tag::Sup:
    case Tag::Td:  // a row is one block, unless its cells are for layout
    case Tag::Th:
    case Tag::Time:
    case Tag::U:
      return Flow::Inline;
    default:
      return Flow::Block;
  }
}

std::uint32_t element_bits(Tag tag) {
  switch (tag) {
    case Tag::Nav:
      return HintSet::kNav;
    case Tag::Aside:
      return HintSet::kAside;
    case Tag::Footer:
      return HintSet::kFooter;
    case Tag::Header:
      return HintSet::kHeader;
    case Tag::Figure:
      return HintSet::kFigure;
    case Tag::Figcaption:
      return HintSet::kFigure | HintSet::kFigcaption;
    case Tag::Form:
      return HintSet::kForm;
    case Tag::Article:
      return HintSet::kArticle;
    case Tag::Main:
      return HintSet::kMain;
    case Tag::Ul:
    case Tag::Ol:
    case Tag::Dl:
      return HintSet::kList;
    case Tag::Table:
      return HintSet::kTable;
    case Tag::Blockquote:
      return HintSet::kQuote;
    case Tag::A:
      return HintSet::kLink;
    default:
      return 0;
  }
}

// Roles of ARIA that are elements too.
std::uint32_t role_bits(std::string_view role) {
  if (role == "navigation") return HintSet::kNav;
  if (role == "complementary") return HintSet::kAside;
  if (role == "contentinfo") return HintSet::kFooter;
  if (role == "banner") return HintSet::kHeader;
  if (role == "main") return HintSet::kMain;
  if (role == "article") return HintSet::kArticle;
  return 0;
}

bool hides(std::string_view style) {
  for (std::string_view property : {"display", "visibility"}) {
    std::size_t at = style.find(property);
    if (at == std::string_view::npos) continue;
    at += property.size();
    while (at < style.size() && (style[at] == ':' || style[at] == ' ')) ++at;
    const std::string_view value = style.substr(at);
    if (value.starts_with("none") || value.starts_with("hidden")) return true;
  }
  return false;
}

// Of any script, as far as a byte shows.
bool is_letter(char c) {
  return core::is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

class Splitter {
 public:
  Splitter(const HintWords& words, const HtmlTree& tree) : words_(words), tree_(tree) {}

  HtmlBlocks split() {
    const std::vector<HtmlNode>& nodes = tree_.nodes();
    out_.hints.resize(nodes.size());
    for (std::uint32_t at = 0; at < nodes.size();) {
      close_before(at);
      const HtmlNode& node = nodes[at];
      if (node.tag == Tag::Text) {
        add_text(at);
        ++at;
        continue;
      }
      const Flow flow = flow_of(node.tag);
      if (flow == Flow::Break) add_break();
      if (flow == Flow::Break || flow == Flow::Skip) {
        at = node.end;
        continue;
      }
      std::uint32_t bits = own_hints(at);
      out_.hints[at] = bits;
      open(at, flow == Flow::Block || is_layout_cell(at), bits);
      ++at;
    }
    close_before(static_cast<std::uint32_t>(nodes.size()));
    flush();
    return std::move(out_);
  }

 private:
  struct Open {
    std::uint32_t node, end;
    bool block;
    std::uint32_t bits;
  };

  // A cell with lines or blocks in it: a column of the page rather than a datum.
  bool is_layout_cell(std::uint32_t at) const {
    const std::vector<HtmlNode>& nodes = tree_.nodes();
    if (nodes[at].tag != Tag::Td && nodes[at].tag != Tag::Th) return false;
    for (std::uint32_t i = at + 1; i < nodes[at].end; ++i) {
      const Flow flow = flow_of(nodes[i].tag);
      if (flow == Flow::Block || flow == Flow::Break) return true;
    }
    return false;
  }

  std::uint32_t own_hints(std::uint32_t at) {
    const HtmlNode& node = tree_.nodes()[at];
    std::uint32_t bits = element_bits(node.tag);
    const bool names_count = node.tag != Tag::A && node.tag != Tag::Html && node.tag != Tag::Body;
    for (std::size_t i = 0; i < node.attributes; ++i) {
      const HtmlAttribute& attribute = tree_.attributes_of(at)[i];
      switch (attribute.name) {
        case Attr::Class:
        case Attr::Id:
        case Attr::Itemprop:
        case Attr::DataComponent:
        case Attr::DataTestid:
          if (names_count) bits |= bits_of_name(attribute.value);
          break;
        case Attr::Role:
          bits |= role_bits(attribute.value);
          break;
        case Attr::Hidden:
          bits |= HintSet::bit(Hint::Hidden);
          break;
        case Attr::AriaHidden:
          if (attribute.value == "true") bits |= HintSet::bit(Hint::Hidden);
          break;
        case Attr::Style:
          if (hides(attribute.value)) bits |= HintSet::bit(Hint::Hidden);
          break;
        default:
          break;
      }
    }
    return bits;
  }

  // The same names come again and again.
  std::uint32_t bits_of_name(std::string_view name) {
    if (name.empty()) return 0;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(name[at]); };
    const std::size_t slot =
        (name.size() * 31 + byte(0) + byte(name.size() / 2) * 7u + byte(name.size() - 1) * 13u) %
        known_.size();
    auto& [text, bits] = known_[slot];
    if (text != name) {
      bits = words_.of(name);
      text = name;
    }
    return bits;
  }

  void open(std::uint32_t at, bool block, std::uint32_t bits) {
    const Tag tag = tree_.nodes()[at].tag;
    if (block) {
      flush();
      break_ = false;
    } else if (tag == Tag::Td || tag == Tag::Th) {
      space_ = true;
    }
    const std::uint32_t inherited = open_.empty() ? 0 : open_.back().bits;
    open_.push_back({at, tree_.nodes()[at].end, block, inherited | bits});
  }

  void close_before(std::uint32_t at) {
    while (!open_.empty() && open_.back().end <= at) {
      if (open_.back().block) {
        flush();
        break_ = false;
      }
      if (tree_.nodes()[open_.back().node].tag == Tag::Td) space_ = true;
      open_.pop_back();
    }
  }

  void add_break() {
    if (block_.text.empty()) return;
    if (breaks_ > 0) {
      flush();
      break_ = true;
      return;
    }
    ++breaks_;
  }

  void add_text(std::uint32_t at) {
    const std::string_view text = tree_.nodes()[at].text;
    std::size_t i = 0;
    const bool linked = !open_.empty() && (open_.back().bits & HintSet::kLink) != 0;
    std::size_t begin = block_.text.size();
    while (i < text.size()) {
      if (is_ascii_space(text[i])) {
        space_ = true;
        ++i;
        continue;
      }
      std::size_t end = i + 1;
      while (end < text.size() && !is_ascii_space(text[end])) ++end;
      if (block_.text.empty()) {
        start(at);
      } else if (breaks_ > 0) {
        block_.text += '\n';
      } else if (space_) {
        block_.text += ' ';
      }
      breaks_ = 0;
      space_ = false;
      block_.text.append(text, i, end - i);
      i = end;
    }
    if (block_.text.size() == begin) return;
    const std::uint32_t words = count_words(std::string_view(block_.text).substr(begin));
    block_.words += words;
    if (linked) block_.linked_words += words;
  }

  // The innermost block element around here.
  void start(std::uint32_t at) {
    block_.first = at;
    std::size_t i = open_.size();
    while (i > 0 && !open_[i - 1].block) --i;
    block_.node = i == 0 ? 0 : open_[i - 1].node;
    block_.after_break = break_;
  }

  void flush() {
    breaks_ = 0;
    space_ = false;
    if (block_.text.empty()) return;
    block_.hints.bits = 0;
    for (const Open& open : open_) {
      if (open.block) block_.hints.bits = open.bits;
    }
    // An inline element around all of it counts as well: <div><span
    // class="caption">...</span></div>
    set_kind();
    out_.blocks.push_back(std::move(block_));
    block_ = HtmlBlock();
  }

  void set_kind() {
    const Tag tag = tree_.nodes()[block_.node].tag;
    switch (tag) {
      case Tag::P:
        block_.kind = HtmlBlock::Kind::Paragraph;
        break;
      case Tag::H1:
      case Tag::H2:
      case Tag::H3:
      case Tag::H4:
      case Tag::H5:
      case Tag::H6:
        block_.kind = HtmlBlock::Kind::Heading;
        block_.level =
            static_cast<std::uint8_t>(static_cast<int>(tag) - static_cast<int>(Tag::H1) + 1);
        break;
      case Tag::Li:
      case Tag::Dd:
      case Tag::Dt:
        block_.kind = HtmlBlock::Kind::Item;
        break;
      case Tag::Tr:
        block_.kind = HtmlBlock::Kind::Row;
        break;
      case Tag::Blockquote:
        block_.kind = HtmlBlock::Kind::Quote;
        break;
      case Tag::Pre:
        block_.kind = HtmlBlock::Kind::Pre;
        break;
      default:
        block_.kind = HtmlBlock::Kind::Text;
    }
  }

  const HintWords& words_;
  const HtmlTree& tree_;
  HtmlBlocks out_;
  std::vector<Open> open_;
  std::array<std::pair<std::string_view, std::uint32_t>, 256> known_{};  // names met last
  HtmlBlock block_;
  bool space_ = false;  // one waits to be written
  int breaks_ = 0;      // <br> since the last word
  bool break_ = false;  // the block that comes follows a <br><br>
};

}  // namespace

std::size_t HintWords::key(std::string_view word) {
  const auto letter = [&](std::size_t at) {
    return at < word.size() ? static_cast<std::size_t>(word[at]) & 31u : 0u;
  };
  return letter(0) << 10 | letter(1) << 5 | (word.size() & 31u);
}

void HintWords::add(std::uint32_t bit, std::string words) {
  const std::size_t space = words.find(' ');
  begins_.set(key(std::string_view(words).substr(0, space)));
  words_[std::move(words)] |= bit;
}

std::uint32_t HintWords::of(std::string_view name) const {
  constexpr std::size_t kLongest = 32;  // of a word; longer ones are in no table
  std::uint32_t bits = 0;
  char buffer[2 * kLongest + 1];  // the word before, a space, this word; in lower case
  std::size_t before = 0;         // bytes of the word before, if an entry may begin with it
  const auto look_up = [&](std::string_view text) {
    const auto found = words_.find(text);
    if (found != words_.end()) bits |= found->second;
  };
  const auto is_upper = [&](std::size_t at) { return core::is_ascii_upper(name[at]); };
  for (std::size_t at = 0; at < name.size();) {
    if (!is_letter(name[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at++;
    const bool capitals = is_upper(begin) && at < name.size() && is_upper(at);
    while (at < name.size() && is_letter(name[at]) && (capitals || !is_upper(at))) ++at;
    const std::size_t size = at - begin;
    if (size > kLongest) {
      before = 0;
      continue;
    }
    char* word = buffer + before + (before > 0 ? 1 : 0);
    for (std::size_t i = 0; i < size; ++i) {
      const char c = name[begin + i];
      word[i] = core::is_ascii_upper(c) ? static_cast<char>(c + 32) : c;
    }
    if (before > 0) {
      buffer[before] = ' ';
      look_up({buffer, before + 1 + size});
    }
    if (begins_.test(key({word, size}))) {
      look_up({word, size});
      std::copy(word, word + size, buffer);
      before = size;
    } else {
      before = 0;
    }
  }
  return bits;
}

HtmlBlocks split_blocks(const HintWords& words, const HtmlTree& tree) {
  return Splitter(words, tree).split();
}

std::uint32_t count_words(std::string_view text) {
  std::uint32_t words = 0, unspaced = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      const bool letter = core::is_ascii_alpha(text[at]) || core::is_ascii_digit(text[at]);
      words += letter && !inside;
      inside = letter || (inside && (c == '\'' || c == '-'));
      ++at;
    } else if (c >= 0xE3 && c < 0xEE) {  // U+3000 to U+DFFF: kana, ideographs, hangul
      ++unspaced;
      inside = false;
      at += 3;
    } else {
      // Other letters; the curly quotation marks and dashes of U+2000 to U+206F are none.
      const bool mark = c == 0xE2 || (c == 0xC2);
      words += !mark && !inside;
      inside = !mark || inside;
      at += c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    }
  }
  return words + (unspaced + 1) / 2;
}

std::string letters_of(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (core::is_ascii_upper(c)) {
      out += static_cast<char>(c + 32);
    } else if (core::is_ascii_alpha(c) || core::is_ascii_digit(c)) {
      out += c;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      const std::size_t begin = at;
      const char32_t letter = core::next_code_point(text, at);
      // Quotation marks, dashes and signs of Latin-1 and of U+2000 to U+206F are set in many ways.
      if (letter >= 0xC0 && (letter < 0x2000 || letter > 0x206F))
        out += text.substr(begin, at - begin);
      continue;
    }
    ++at;
  }
  return out;
}

double agreement(std::string_view shown, std::string_view stated) {
  const auto words_of = [](std::string_view text) {
    std::vector<std::string> words;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t space = std::min(text.find_first_of(" -\n", at), text.size());
      if (std::string word = letters_of(text.substr(at, space - at)); !word.empty())
        words.push_back(std::move(word));
      at = space + 1;
    }
    std::sort(words.begin(), words.end());
    return words;
  };
  const std::vector<std::string> ours = words_of(shown), theirs = words_of(stated);
  if (ours.empty()) return 0;
  std::vector<std::string> common;
  std::set_intersection(ours.begin(), ours.end(), theirs.begin(), theirs.end(),
                        std::back_inserter(common));
  return static_cast<double>(common.size()) / static_cast<double>(ours.size());
}

}  // namespace dragoman::intake
