#include "speech/quotations.h"

#include <string>

#include <gtest/gtest.h>

namespace dragoman::speech {
namespace {

// Each line of the text is a paragraph. The result lists the inner words of the quotations, "|"
// between them, with ">" before nested ones, "+" before those that continue, "!" before those
// without a closing mark.
std::string quotations(const std::string& text) {
  std::vector<ByteSpan> paragraphs;
  for (std::uint32_t begin = 0; begin < text.size();) {
    std::uint32_t end = static_cast<std::uint32_t>(std::min(text.find('\n', begin), text.size()));
    if (end > begin) paragraphs.push_back({begin, end});
    begin = end + 1;
  }
  std::string out;
  for (const Quotation& q : find_quotations(text, paragraphs)) {
    if (!out.empty()) out += " | ";
    out += std::string(q.depth, '>');
    if (q.continues != kNone) out += '+';
    if (!q.closed) out += '!';
    out += text.substr(q.inner.begin, q.inner.size());
  }
  return out;
}

struct Case {
  const char* name;
  const char* text;
  const char* expected;
};

class Quotations : public ::testing::TestWithParam<Case> {};

TEST_P(Quotations, Found) {
  EXPECT_EQ(quotations(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Marks,
    Quotations,
    ::testing::Values(Case{"curly", "“We will stay,” she said.", "We will stay,"},
                      Case{"straight", "She said: \"We will stay.\"", "We will stay."},
                      Case{"ticks", "``We will stay,'' she said.", "We will stay,"},
                      Case{"guillemets", "«We will stay», she said.", "We will stay"},
                      Case{"low_high", "„We will stay“, she said.", "We will stay"},
                      Case{"closing_on_both_sides", "”We will stay”, she said.", "We will stay"},
                      Case{"british", "‘We will stay,’ she said.", "We will stay,"},
                      Case{"straight_single", "He called it 'a sham' and left.", "a sham"},
                      Case{"split", "“We will,” he said, “stay.”", "We will, | stay."},
                      Case{"three", "“A one,” he said. “B two.” “C three.”",
                           "A one, | B two. | C three."},
                      Case{"nested_single", "“He told me ‘go away’ twice,” she said.",
                           "He told me ‘go away’ twice, | >go away"},
                      Case{"nested_double", "‘He told me “go away” twice,’ she said.",
                           "He told me “go away” twice, | >go away"},
                      Case{"nested_same_marks", "“He read “War and Peace” twice,” she said.",
                           "He read “War and Peace” twice, | >War and Peace"},
                      Case{"dashes", "—\"We stay\"— he said.", "We stay"},
                      Case{"none", "No marks stand here.", ""},
                      Case{"empty", "An empty \"\" pair.", ""}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Apostrophes,
    Quotations,
    ::testing::Values(
        Case{"inside_words", "They don't and won’t stay in the minister's house.", ""},
        Case{"plural", "The guards’ weapons and the states' rights were discussed.", ""},
        Case{"decade", "In the '90s and the ’80s it was worse.", ""},
        Case{"plural_in_single", "‘The guards’ weapons are old,’ he said.",
             "The guards’ weapons are old,"},
        Case{"inches", "A 12\" pipe and a 6'2\" man.", ""}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Unbalanced,
    Quotations,
    ::testing::Values(
        Case{"lost_closing", "“We will stay, she said.", "!We will stay, she said."},
        Case{"lost_closing_then_another", "“We stay. We wait. She left. “They go,” he said.",
             "!We stay. We wait. She left. | +They go,"},
        Case{"lost_closing_inside_a_sentence", "The crowd shouted “no and “They go,” he said.",
             "!no and | They go,"},
        Case{"lost_opening", "We will stay,” she said.", ""},
        Case{"no_runaway", "“We will stay.\nThe army left the town.\nIt rained.", "!We will stay."},
        Case{"stray_mark_before_text", "It was over.” Then they left.\nNo one came.", ""}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Paragraphs,
    Quotations,
    ::testing::Values(Case{"reopened", "“First part.\n“Second part,” he said.",
                           "!First part. | +Second part,"},
                      Case{"three", "“One.\n“Two.\n“Three.”", "!One. | +!Two. | +Three."},
                      Case{"not_reopened", "“One goes on\nand ends here,” he said.",
                           "!One goes on | +and ends here,"},
                      Case{"closed_each", "“One.”\n“Two.”", "One. | Two."}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(QuotationsLimits, ManyMarksStayLinearEnough) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "\"a ";
  EXPECT_FALSE(find_quotations(text, {{0, static_cast<std::uint32_t>(text.size())}}).empty());
  text.assign(20000, '\'');
  find_quotations(text, {{0, static_cast<std::uint32_t>(text.size())}});
}

TEST(QuotationsLimits, SpansLieInTheText) {
  const std::string text = "“ ” ‘ ’ \" ' `` '' « » “a’ ‘b” 'c\" \"d' ”e“";
  for (const Quotation& q : find_quotations(text, {{0, static_cast<std::uint32_t>(text.size())}})) {
    EXPECT_LT(q.inner.begin, q.inner.end);
    EXPECT_LE(q.outer.begin, q.inner.begin);
    EXPECT_LE(q.inner.end, q.outer.end);
    EXPECT_LE(q.outer.end, text.size());
  }
}

}  // namespace
}  // namespace dragoman::speech
