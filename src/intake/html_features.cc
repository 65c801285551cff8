#include "intake/html_features.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

enum class Feature : std::uint16_t {
  // clang-format off
  Bias,
  Paragraph, Text, Heading, Item, Row, Quote, Pre,
  Words1, Words3, Words9, Words19, Words39, Words79, WordsMore,
  Links0, Links20, Links50, Links80, LinksMore,
  Sentence, SentenceLong, Commas, ParagraphSentence, LongUnlinked,
  Body, Junk, Caption, Author, Hidden, Paywall, Nav, Aside, Footer, Header, Figure, Form, Article, Main, List, Table, Quoted,
  NearJunk, NearCaption, NearAuthor, JunkQuote, JunkBody, JunkSentence, BodySentence,
  CueShare, CueMore, CueSubscribe, CueLegal, CueCredit, CueComment, CueAd, CueAuthor,
  LongCueShare, LongCueMore, LongCueSubscribe, LongCueLegal, LongCueCredit, LongCueComment, LongCueAd, LongCueAuthor,
  NoTitle, BeforeTitle, IsTitle, AfterTitle3, AfterTitle10, AfterTitle30, AfterTitleFar,
  AtStart, AtEnd, Middle,
  Declared, NotDeclared, TitleAgain,
  GroupShare5, GroupShare20, GroupShare50, GroupShareMore, GroupAlone,
  AfterBreak, HeadingOne, HeadingTwo, HeadingLow, Digits, Capitals,
  LikeShare5, LikeShare20, LikeShare50, LikeShareMore, LikeAlone,
  AfterMore, AfterMoreLinked, RowBody, ItemBody, LinkedParagraph, LinkedCapitals, Colon, Emphasis,
  // the second round
  Judged, JudgedSquare, InBox, BeforeBox, BehindBox, BoxFirst, BoxLast, BoxDone,
  Before1, Before2, After1, After2, BothSides, NoSide, SiblingsMean, ParentMean, HeadingBeforeText, HeadingBeforeNone,
  ItemBeforeText, ShortInside, GroupMean, BeforeFirstText, BehindLastText,
  LikeMean, RowInBox, ItemInBox, TextInBox, HeadingInBox, QuoteInBox, LinkedInBox, FewBefore, FewAfter, SinceText, UntilText,
  Last
  // clang-format on
};

constexpr std::string_view kNames[] = {
    // clang-format off
    "bias",
    "paragraph", "text", "heading", "item", "row", "quote", "pre",
    "words to 1", "words to 3", "words to 9", "words to 19", "words to 39", "words to 79", "words over 79",
    "no links", "links to 20%", "links to 50%", "links to 80%", "links over 80%",
    "sentence", "long sentence", "commas", "sentence in p", "long without links",
    "in body", "in junk", "in caption", "in author", "in hidden", "in paywall", "in nav", "in aside", "in footer", "in header", "in figure", "in form", "in article", "in main", "in list", "in table", "in blockquote",
    "near junk", "near caption", "near author", "junk and blockquote", "junk and body", "junk and sentence", "body and sentence",
    "share cue", "more cue", "subscribe cue", "legal cue", "credit cue", "comment cue", "ad cue", "author cue",
    "share cue, long", "more cue, long", "subscribe cue, long", "legal cue, long", "credit cue, long", "comment cue, long", "ad cue, long", "author cue, long",
    "no title", "before title", "is title", "3 after title", "10 after title", "30 after title", "far after title",
    "first tenth", "last tenth", "middle",
    "declared", "not declared", "title again",
    "group 5%", "group 20%", "group 50%", "group over 50%", "group of one",
    "after break", "h1", "h2", "h3 to h6", "digits", "capitals",
    "alike 5%", "alike 20%", "alike 50%", "alike over 50%", "alike none",
    "after more", "after more, linked", "row in body", "item in body", "linked paragraph", "linked capitals", "colon", "all emphasis",
    "judged", "judged squared", "in box", "before box", "behind box", "first of box", "last of box", "behind 95% of box",
    "one before", "two before", "one after", "two after", "both sides", "neither side", "siblings", "parent", "heading before text", "heading before none",
    "item after text", "short inside", "group judged", "before first text", "behind last text",
    "alike judged", "row in box", "item in box", "text in box", "heading in box", "quote in box", "linked in box", "five before", "five after", "since text", "until text"
    // clang-format on
};
static_assert(std::size(kNames) == static_cast<std::size_t>(Feature::Last));
static_assert(std::size(kNames) <= kMaxFeatures);

// Hints that hold however much text an element holds.
constexpr std::uint32_t kKept = HintSet::bit(Hint::Body) | HintSet::bit(Hint::Paywall) |
                                HintSet::kArticle | HintSet::kMain | HintSet::kList |
                                HintSet::kTable | HintSet::kQuote | HintSet::kLink;
constexpr std::uint32_t kJunk = HintSet::bit(Hint::Junk);

struct BitFeature {
  std::uint32_t bits;
  Feature feature;
};
constexpr BitFeature kBitFeatures[] = {
    {HintSet::bit(Hint::Body), Feature::Body},
    {kJunk, Feature::Junk},
    {HintSet::bit(Hint::Caption), Feature::Caption},
    {HintSet::bit(Hint::Author), Feature::Author},
    {HintSet::bit(Hint::Hidden), Feature::Hidden},
    {HintSet::bit(Hint::Paywall), Feature::Paywall},
    {HintSet::kNav, Feature::Nav},
    {HintSet::kAside, Feature::Aside},
    {HintSet::kFooter, Feature::Footer},
    {HintSet::kHeader, Feature::Header},
    {HintSet::kFigure, Feature::Figure},
    {HintSet::kForm, Feature::Form},
    {HintSet::kArticle, Feature::Article},
    {HintSet::kMain, Feature::Main},
    {HintSet::kList, Feature::List},
    {HintSet::kTable, Feature::Table},
    {HintSet::kQuote, Feature::Quoted},
};
constexpr std::size_t kCues = static_cast<std::size_t>(BlockCue::Author) + 1;
constexpr std::uint32_t kShort = 25;  // words of a block that a cue describes as a whole

Feature plus(Feature feature, std::size_t steps) {
  return static_cast<Feature>(static_cast<std::size_t>(feature) + steps);
}

bool ends_sentence(std::string_view text) {
  constexpr std::string_view kClosing[] = {"\"", "'", ")", "]", "”", "’", "»"};
  constexpr std::string_view kStops[] = {".", "!", "?", ":", "…", "。", "！", "？", "।", "؟", "۔"};
  const auto ends = [&](std::string_view mark) { return text.ends_with(mark); };
  for (;;) {
    const auto* mark = std::find_if(std::begin(kClosing), std::end(kClosing), ends);
    if (mark == std::end(kClosing)) break;
    text.remove_suffix(mark->size());
  }
  return std::any_of(std::begin(kStops), std::end(kStops), ends);
}

// The first of ascending `steps` that `value` does not exceed.
template <typename Value, std::size_t N>
std::size_t step_of(const Value (&steps)[N], Value value) {
  return static_cast<std::size_t>(std::lower_bound(steps, steps + N, value) - steps);
}

bool is_in_capitals(std::string_view text) {
  return std::none_of(text.begin(), text.end(), core::is_ascii_lower) &&
         std::any_of(text.begin(), text.end(), core::is_ascii_upper);
}

}  // namespace

struct PageFeatures::Adder {
  Features& out;

  void operator()(Feature feature, double value = 1) const {
    out.emplace_back(static_cast<std::uint16_t>(feature), static_cast<float>(value));
  }
};

std::string_view feature_name(std::size_t index) {
  return index < std::size(kNames) ? kNames[index] : std::string_view();
}

std::optional<std::size_t> find_feature(std::string_view name) {
  const auto* found = std::find(std::begin(kNames), std::end(kNames), name);
  if (found == std::end(kNames)) return std::nullopt;
  return static_cast<std::size_t>(found - std::begin(kNames));
}

float score(const Weights& weights, const Features& features) {
  float sum = 0;
  for (const auto& [index, value] : features) sum += weights[index] * value;
  return 1.0f / (1.0f + std::exp(-sum));
}

PageFeatures::PageFeatures(const HintWords& cues,
                           const HtmlTree& tree,
                           const HtmlBlocks& page,
                           const ArticleHints& hints)
    : tree_(tree), page_(page) {
  running_.push_back(0);
  block_at_.reserve(tree_.nodes().size() + 1);
  for (const HtmlBlock& block : page_.blocks) {
    block_at_.resize(block.first + 1, static_cast<std::uint32_t>(stops_.size()));
    const bool runs = block.words >= 12 && block.link_density() < 0.4;
    running_.push_back(running_.back() + (runs ? block.words : 0));
    stops_.push_back(ends_sentence(block.text));
    cues_.push_back(block.words <= 40 ? cues.of(block.text) : 0);
  }
  block_at_.resize(tree_.nodes().size() + 1, static_cast<std::uint32_t>(page_.blocks.size()));
  weigh_hints();
  find_title(hints.title);
  find_declared(hints.declared_body);
  measure_siblings();
  measure_likeness();
  find_lists_of_more();
}

// Names are given for looks too: what holds much of the running text is no share bar, whatever it
// is called.
void PageFeatures::weigh_hints() {
  constexpr double kMuch = 0.35;
  const std::vector<HtmlNode>& nodes = tree_.nodes();
  own_bits_.resize(nodes.size());
  bits_.resize(nodes.size());
  for (std::uint32_t at = 0; at < nodes.size(); ++at) {
    std::uint32_t own = page_.hints[at];
    if ((own & ~kKept) != 0) {
      const auto [begin, end] = blocks_of(at);
      if (running_[end] - running_[begin] > kMuch * running_.back()) own &= kKept;
    }
    own_bits_[at] = own;
    bits_[at] = own | (at == 0 ? 0 : bits_[nodes[at].parent]);
  }
}

// The largest heading that says what the metadata say; without such, the first <h1>.
void PageFeatures::find_title(std::string_view title) {
  const std::string wanted = letters_of(title);
  int best = 0;
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    const HtmlBlock& block = page_.blocks[i];
    int rank = 0;
    if (block.kind == HtmlBlock::Kind::Heading && block.level == 1 && block.words >= 2) rank = 1;
    if (wanted.size() >= 8 && block.text.size() * 2 >= wanted.size() &&
        block.text.size() <= 2 * title.size() + 16) {
      const std::string shown = letters_of(block.text);
      const bool same =
          shown.size() >= 8 &&
          (wanted.find(shown) != std::string::npos || shown.find(wanted) != std::string::npos) &&
          shown.size() * 2 >= wanted.size() && wanted.size() * 2 >= shown.size();
      if (same)
        rank += block.kind == HtmlBlock::Kind::Heading ? 4 : block.linked_words == 0 ? 3 : 2;
    }
    if (rank > best) {
      best = rank;
      title_block_ = i;
    }
  }
  has_title_ = best > 0;
}

void PageFeatures::find_declared(std::string_view body) {
  constexpr std::size_t kTeaser = 400;  // letters; shorter bodies say nothing about the rest
  constexpr std::size_t kHead = 70;     // bytes of a block that are looked for
  constexpr std::size_t kMaxSteps = 100'000'000;
  declared_.assign(page_.blocks.size(), 0);
  const std::string declared = letters_of(body);
  if (declared.size() < kTeaser || declared.size() * page_.blocks.size() > kMaxSteps) return;
  double found = 0;
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    const std::string_view text = page_.blocks[i].text;
    std::size_t cut = std::min(kHead, text.size());
    while (cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80) --cut;
    const std::string head = letters_of(text.substr(0, cut));
    const bool in = head.size() >= 12 && declared.find(head) != std::string::npos;
    declared_[i] = in ? 1 : head.size() >= 30 ? -1 : 0;
    if (in) found += static_cast<double>(text.size());
  }
  // A body that is not shown, or that is mostly something else.
  if (found < 0.5 * static_cast<double>(declared.size()))
    std::fill(declared_.begin(), declared_.end(), std::int8_t{0});
}

std::uint32_t PageFeatures::parent_of(std::uint32_t block) const {
  return tree_.nodes()[page_.blocks[block].node].parent;
}

// Blocks of one kind under one parent element are a group.
void PageFeatures::measure_siblings() {
  std::unordered_map<std::uint64_t, std::uint32_t> groups;
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    const HtmlBlock& block = page_.blocks[i];
    const std::uint64_t key =
        std::uint64_t{parent_of(i)} << 8 | static_cast<std::uint64_t>(block.kind);
    const auto [entry, is_new] =
        groups.emplace(key, static_cast<std::uint32_t>(group_words_.size()));
    if (is_new) group_words_.push_back(0);
    group_.push_back(entry->second);
    group_words_[entry->second] += running_[i + 1] - running_[i];
  }
}

// Blocks of one kind in elements of the same classes, numbers in them aside, are alike wherever
// they stand.
void PageFeatures::measure_likeness() {
  std::uint64_t key = 0;
  const auto mix = [&](std::uint64_t value) { key = (key ^ value) * 0x100000001b3u; };  // FNV-1a
  const auto mix_names = [&](std::uint32_t node) {
    mix(static_cast<std::uint64_t>(tree_.nodes()[node].tag));
    for (const char c : tree_.attribute(node, Attr::Class)) {
      if (!core::is_ascii_digit(c)) mix(static_cast<unsigned char>(c));
    }
  };
  std::unordered_map<std::uint64_t, std::uint32_t> kinds;
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    key = 0xcbf29ce484222325u;
    mix(static_cast<std::uint64_t>(page_.blocks[i].kind));
    mix_names(page_.blocks[i].node);
    mix_names(parent_of(i));
    const auto [entry, is_new] = kinds.emplace(key, static_cast<std::uint32_t>(like_words_.size()));
    if (is_new) like_words_.push_back(0);
    like_.push_back(entry->second);
    like_words_[entry->second] += running_[i + 1] - running_[i];
  }
}

// Blocks behind "More stories", as long as no running text comes.
void PageFeatures::find_lists_of_more() {
  constexpr std::uint32_t kFew = 10;
  constexpr std::uint32_t kMore = 1u << static_cast<unsigned>(BlockCue::More);
  bool after = false;
  for (std::uint32_t i = 0; i < page_.blocks.size(); ++i) {
    const HtmlBlock& block = page_.blocks[i];
    if (block.words >= 25 && block.link_density() < 0.4) after = false;
    after_more_.push_back(after);
    if (block.words <= kFew && (cues_[i] & kMore) != 0) after = true;
  }
}

void PageFeatures::first_round(std::vector<Features>& out) const {
  out.resize(page_.blocks.size());
  for (std::uint32_t i = 0; i < out.size(); ++i) {
    out[i].reserve(64);
    first(i, out[i]);
  }
}

void PageFeatures::first(std::uint32_t index, Features& out) const {
  const Adder add{out};
  add(Feature::Bias);
  add_wording(index, add);
  add_surroundings(index, add);
  add_place(index, add);
  add_company(index, add);
}

// Whether a block reads like a sentence, whatever is around it.
bool PageFeatures::is_sentence(std::uint32_t index) const {
  const HtmlBlock& block = page_.blocks[index];
  return stops_[index] != 0 && block.words >= 4 && block.link_density() < 0.5;
}

void PageFeatures::add_wording(std::uint32_t index, const Adder& add) const {
  constexpr std::uint32_t kWordSteps[] = {1, 3, 9, 19, 39, 79};
  constexpr double kLinkSteps[] = {0, 0.2, 0.5, 0.8};
  const HtmlBlock& block = page_.blocks[index];
  const double links = block.link_density();
  add(plus(Feature::Paragraph, static_cast<std::size_t>(block.kind)));
  add(plus(Feature::Words1, step_of(kWordSteps, block.words)));
  add(plus(Feature::Links0, step_of(kLinkSteps, links)));
  if (is_sentence(index)) {
    add(Feature::Sentence);
    if (block.words >= 15) add(Feature::SentenceLong);
    if (block.kind == HtmlBlock::Kind::Paragraph) add(Feature::ParagraphSentence);
  }
  if (block.words >= 20 && links == 0) add(Feature::LongUnlinked);
  const auto commas = std::count(block.text.begin(), block.text.end(), ',');
  if (commas > 0) add(Feature::Commas, std::min(1.0, static_cast<double>(commas) / 4));
  const auto digits = std::count_if(block.text.begin(), block.text.end(), core::is_ascii_digit);
  add(Feature::Digits,
      std::min(1.0, 3.0 * static_cast<double>(digits) / static_cast<double>(block.text.size())));
  if (is_in_capitals(block.text)) {
    add(Feature::Capitals);
    if (links > 0.5) add(Feature::LinkedCapitals);
  }
  if (links > 0.8 && block.kind == HtmlBlock::Kind::Paragraph) add(Feature::LinkedParagraph);
  if (block.text.ends_with(':')) add(Feature::Colon);
  const Feature cue = block.words < kShort ? Feature::CueShare : Feature::LongCueShare;
  for (std::size_t i = 0; i < kCues; ++i) {
    if ((cues_[index] & (1u << i)) != 0) add(plus(cue, i));
  }
}

void PageFeatures::add_surroundings(std::uint32_t index, const Adder& add) const {
  const HtmlBlock& block = page_.blocks[index];
  const std::uint32_t around = tree_.nodes()[block.first].parent;
  const std::uint32_t bits = bits_[around];
  const bool in_body = (bits & HintSet::bit(Hint::Body)) != 0;
  for (const BitFeature& entry : kBitFeatures) {
    if ((bits & entry.bits) != 0) add(entry.feature);
  }
  std::uint32_t near = 0;
  std::uint32_t at = around;
  for (int level = 0; level < 3 && at != 0; ++level, at = tree_.nodes()[at].parent)
    near |= own_bits_[at];
  if ((near & kJunk) != 0) add(Feature::NearJunk);
  if ((near & HintSet::bit(Hint::Caption)) != 0) add(Feature::NearCaption);
  if ((near & HintSet::bit(Hint::Author)) != 0) add(Feature::NearAuthor);
  if ((bits & kJunk) != 0) {
    if ((bits & HintSet::kQuote) != 0) add(Feature::JunkQuote);
    if (in_body) add(Feature::JunkBody);
    if (is_sentence(index)) add(Feature::JunkSentence);
  }
  if (in_body) {
    if (is_sentence(index)) add(Feature::BodySentence);
    if (block.kind == HtmlBlock::Kind::Row) add(Feature::RowBody);
    if (block.kind == HtmlBlock::Kind::Item) add(Feature::ItemBody);
  }
  if (is_emphasis(around) && block.words > 3) add(Feature::Emphasis);
  if (block.after_break) add(Feature::AfterBreak);
  if (block.kind == HtmlBlock::Kind::Heading) {
    add(block.level == 1   ? Feature::HeadingOne
        : block.level == 2 ? Feature::HeadingTwo
                           : Feature::HeadingLow);
  }
}

void PageFeatures::add_place(std::uint32_t index, const Adder& add) const {
  constexpr std::uint32_t kSteps[] = {3, 10, 30};
  if (!has_title_)
    add(Feature::NoTitle);
  else if (index < title_block_)
    add(Feature::BeforeTitle);
  else if (index == title_block_)
    add(Feature::IsTitle);
  else
    add(plus(Feature::AfterTitle3, step_of(kSteps, index - title_block_)));
  const double place = running_.back() > 0 ? running_[index] / running_.back() : 0;
  add(place < 0.1 ? Feature::AtStart : place > 0.9 ? Feature::AtEnd : Feature::Middle);
  if (declared_[index] > 0) add(Feature::Declared);
  if (declared_[index] < 0) add(Feature::NotDeclared);
  if (has_title_ && index != title_block_ &&
      page_.blocks[index].text == page_.blocks[title_block_].text)
    add(Feature::TitleAgain);
}

// How much running text stands in its group and in blocks that are alike.
void PageFeatures::add_company(std::uint32_t index, const Adder& add) const {
  const auto share = [&](double words, Feature smallest, Feature none) {
    constexpr double kSteps[] = {0.05, 0.2, 0.5};
    const double part = running_.back() > 0 ? words / running_.back() : 0;
    add(part == 0 ? none : plus(smallest, step_of(kSteps, part)));
  };
  share(group_words_[group_[index]], Feature::GroupShare5, Feature::GroupAlone);
  share(like_words_[like_[index]], Feature::LikeShare5, Feature::LikeAlone);
  if (after_more_[index] != 0)
    add(page_.blocks[index].link_density() > 0.5 ? Feature::AfterMoreLinked : Feature::AfterMore);
}

bool PageFeatures::is_foreign(std::uint32_t index) const {
  constexpr std::uint32_t kLinkCues = 1u << static_cast<unsigned>(BlockCue::More) |
                                      1u << static_cast<unsigned>(BlockCue::Subscribe) |
                                      1u << static_cast<unsigned>(BlockCue::Share);
  const HtmlBlock& block = page_.blocks[index];
  if ((bits_[tree_.nodes()[block.first].parent] & HintSet::kFigcaption) != 0) return true;
  const double links = block.link_density();
  return (links > 0.8 && block.words > 2 && is_in_capitals(block.text)) ||
         (links > 0.4 && block.words < kShort && (cues_[index] & kLinkCues) != 0);
}

bool PageFeatures::may_not_end(std::uint32_t index) const {
  constexpr std::uint32_t kInvitations =
      1u << static_cast<unsigned>(BlockCue::Share) | 1u << static_cast<unsigned>(BlockCue::More) |
      1u << static_cast<unsigned>(BlockCue::Subscribe) |
      1u << static_cast<unsigned>(BlockCue::Legal) |
      1u << static_cast<unsigned>(BlockCue::Comment) | 1u << static_cast<unsigned>(BlockCue::Ad);
  const HtmlBlock& block = page_.blocks[index];
  return block.link_density() > 0.5 || block.kind == HtmlBlock::Kind::Heading ||
         (block.words < kShort && (cues_[index] & kInvitations) != 0);
}

void PageFeatures::begin_second(FirstRound outcome) {
  constexpr float kText = 0.6f;
  outcome_ = std::move(outcome);
  const std::size_t count = outcome_.judged.size();
  weights_.assign(1, 0);
  judged_sums_.assign(1, 0);
  group_weights_.assign(group_words_.size(), 0);
  group_judged_.assign(group_words_.size(), 0);
  like_weights_.assign(like_words_.size(), 0);
  like_judged_.assign(like_words_.size(), 0);
  first_text_ = static_cast<std::uint32_t>(count);
  last_text_ = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const double weight = page_.blocks[i].words + 1.0;
    const double part = weight * static_cast<double>(outcome_.judged[i]);
    weights_.push_back(weights_.back() + weight);
    judged_sums_.push_back(judged_sums_.back() + part);
    group_weights_[group_[i]] += weight;
    group_judged_[group_[i]] += part;
    like_weights_[like_[i]] += weight;
    like_judged_[like_[i]] += part;
    if (outcome_.judged[i] <= kText) continue;
    first_text_ = std::min(first_text_, i);
    last_text_ = i;
  }
  constexpr std::uint32_t kFar = 1000;
  since_text_.assign(count, kFar);
  until_text_.assign(count, kFar);
  for (std::size_t i = 1; i < count; ++i)
    since_text_[i] = outcome_.judged[i - 1] > kText ? 1 : since_text_[i - 1] + 1;
  for (std::size_t i = count; i-- > 1;)
    until_text_[i - 1] = outcome_.judged[i] > kText ? 1 : until_text_[i] + 1;
}

// Whether an inline element that sets text apart is around it.
bool PageFeatures::is_emphasis(std::uint32_t node) const {
  const Tag tag = tree_.nodes()[node].tag;
  return tag == Tag::Em || tag == Tag::I || tag == Tag::Strong || tag == Tag::B;
}

double PageFeatures::judged(std::int64_t block) const {
  return block < 0 || block >= static_cast<std::int64_t>(outcome_.judged.size())
             ? 0.0
             : static_cast<double>(outcome_.judged[static_cast<std::size_t>(block)]);
}

double PageFeatures::mean_judged(std::uint32_t begin, std::uint32_t end) const {
  const double weight = weights_[end] - weights_[begin];
  return weight > 0 ? (judged_sums_[end] - judged_sums_[begin]) / weight : 0.0;
}

double PageFeatures::mean_of(std::uint32_t node) const {
  const auto [begin, end] = blocks_of(node);
  return mean_judged(begin, end);
}

void PageFeatures::second(std::uint32_t index, Features& out) const {
  const Adder add{out};
  const auto at = static_cast<std::int64_t>(index);
  add(Feature::Judged, judged(at));
  add(Feature::JudgedSquare, judged(at) * judged(at));
  add_box(index, add);
  add_neighbours(index, add);
  const std::uint32_t parent = parent_of(index);
  add(Feature::SiblingsMean, mean_of(parent));
  add(Feature::ParentMean, mean_of(tree_.nodes()[parent].parent));
  const std::uint32_t group = group_[index], like = like_[index];
  add(Feature::GroupMean, group_judged_[group] / group_weights_[group]);
  add(Feature::LikeMean, like_judged_[like] / like_weights_[like]);
}

void PageFeatures::add_box(std::uint32_t index, const Adder& add) const {
  const HtmlBlock& block = page_.blocks[index];
  const auto [begin, end] = outcome_.box;
  if (index == begin) add(Feature::BoxFirst);
  if (index + 1 == end) add(Feature::BoxLast);
  if (index < begin || index >= end) {
    add(index < begin ? Feature::BeforeBox : Feature::BehindBox);
    return;
  }
  add(Feature::InBox);
  if (running_[index] - running_[begin] >= 0.95 * (running_[end] - running_[begin]))
    add(Feature::BoxDone);
  if (block.kind == HtmlBlock::Kind::Row) add(Feature::RowInBox);
  if (block.kind == HtmlBlock::Kind::Item) add(Feature::ItemInBox);
  if (block.kind == HtmlBlock::Kind::Text) add(Feature::TextInBox);
  if (block.kind == HtmlBlock::Kind::Heading) add(Feature::HeadingInBox);
  if ((bits_[tree_.nodes()[block.first].parent] & HintSet::kQuote) != 0) add(Feature::QuoteInBox);
  if (block.link_density() > 0.5) add(Feature::LinkedInBox);
}

void PageFeatures::add_neighbours(std::uint32_t index, const Adder& add) const {
  constexpr std::uint32_t kWindow = 5, kFar = 10;
  const HtmlBlock& block = page_.blocks[index];
  const auto at = static_cast<std::int64_t>(index);
  const double before = judged(at - 1), after = judged(at + 1);
  add(Feature::Before1, before);
  add(Feature::Before2, judged(at - 2));
  add(Feature::After1, after);
  add(Feature::After2, judged(at + 2));
  add(Feature::BothSides, before * after);
  add(Feature::NoSide, (1 - before) * (1 - after));
  if (block.kind == HtmlBlock::Kind::Heading) {
    add(Feature::HeadingBeforeText, after);
    add(Feature::HeadingBeforeNone, 1 - after);
  }
  if (block.kind == HtmlBlock::Kind::Item) add(Feature::ItemBeforeText, before);
  if (block.words < 10) add(Feature::ShortInside, std::min(before, after));
  const auto count = static_cast<std::uint32_t>(page_.blocks.size());
  add(Feature::FewBefore, mean_judged(index - std::min(index, kWindow), index));
  add(Feature::FewAfter, mean_judged(index + 1, std::min(count, index + 1 + kWindow)));
  add(Feature::SinceText, static_cast<double>(std::min(kFar, since_text_[index])) / kFar);
  add(Feature::UntilText, static_cast<double>(std::min(kFar, until_text_[index])) / kFar);
  if (index < first_text_) add(Feature::BeforeFirstText);
  if (index > last_text_) add(Feature::BehindLastText);
}

}  // namespace dragoman::intake
