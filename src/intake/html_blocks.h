// The tree of a page -> blocks: runs of text that a browser would set as one paragraph, heading,
// list item or table row, each with what its place in the tree tells about it.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "intake/html_tree.h"

namespace dragoman::intake {

// What the names of an element say that it is for; lexicons/intake/html_words.tsv.
enum class Hint : std::uint8_t { Body, Junk, Caption, Author, Hidden, Paywall };

// A set of hints and of elements, of a block: its own and those of all elements around it.
struct HintSet {
  std::uint32_t bits = 0;

  static constexpr std::uint32_t bit(Hint hint) { return 1u << static_cast<unsigned>(hint); }
  // Elements that count like names.
  static constexpr std::uint32_t kNav = 1u << 8, kAside = 1u << 9, kFooter = 1u << 10,
                                 kHeader = 1u << 11, kFigure = 1u << 12, kForm = 1u << 13,
                                 kArticle = 1u << 14, kMain = 1u << 15, kList = 1u << 16,
                                 kTable = 1u << 17, kQuote = 1u << 18, kLink = 1u << 19,
                                 kFigcaption = 1u << 20;

  bool has(Hint hint) const { return (bits & bit(hint)) != 0; }
  bool has_any(std::uint32_t mask) const { return (bits & mask) != 0; }
};

// Words, or two words in a row -> bits.
class HintWords {
 public:
  void add(std::uint32_t bit, std::string words);
  // All bits of the words in a class, an id or a short text; `name` as written.
  std::uint32_t of(std::string_view name) const;

 private:
  static std::size_t key(std::string_view word);
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> words_;
  std::bitset<(1u << 15)> begins_;  // refuses most words by two letters and their length
};

struct HtmlBlock {
  enum class Kind : std::uint8_t { Paragraph, Text, Heading, Item, Row, Quote, Pre };
  Kind kind = Kind::Text;
  std::uint8_t level = 0;    // of a heading
  bool after_break = false;  // it follows the one before it in the same element, behind <br><br>
  std::uint32_t node = 0;    // the block element that holds it
  std::uint32_t first = 0;   // its first text node
  std::string text;          // spaces collapsed; "\n" for <br>
  std::uint32_t words = 0, linked_words = 0;
  HintSet hints;

  double link_density() const {
    return words == 0 ? 0.0 : static_cast<double>(linked_words) / static_cast<double>(words);
  }
};

struct HtmlBlocks {
  std::vector<HtmlBlock> blocks;     // in text order
  std::vector<std::uint32_t> hints;  // of each node, its own
};

// Left out are scripts, forms' fields, pictures, and what the page hides.
HtmlBlocks split_blocks(const HintWords& words, const HtmlTree& tree);

// Words of running text; two letters of a script without spaces count as one word.
std::uint32_t count_words(std::string_view text);

// Letters and digits in lower case, for comparing words however they are spaced and set.
std::string letters_of(std::string_view text);
// The share of the words of `shown` that stand in `stated` too.
double agreement(std::string_view shown, std::string_view stated);

}  // namespace dragoman::intake
