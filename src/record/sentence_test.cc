#include "record/sentence.h"

#include <string>

#include <gtest/gtest.h>

#include "record/span_text.h"

namespace dragoman::record {
namespace {

// The sentence around these words of a text.
std::string around(const std::string& text, const std::string& words) {
  Record record;
  record.text = text;
  const auto begin = static_cast<std::uint32_t>(text.find(words));
  const CodePointSpan span{begin, begin + static_cast<std::uint32_t>(words.size())};
  return SpanText(record).words(sentence_around(text, span));
}

TEST(SentenceAroundTest, EndsAtMarksBeforeABlank) {
  const std::string text = "Jets struck Arka. Ten men were killed on Friday, a monitor said. Who did it?";
  EXPECT_EQ(around(text, "Ten men"), "Ten men were killed on Friday, a monitor said.");
  EXPECT_EQ(around(text, "struck"), "Jets struck Arka.");
  EXPECT_EQ(around(text, "did it?"), "Who did it?");
  EXPECT_EQ(around(text, "Arka. Ten"), "Jets struck Arka. Ten men were killed on Friday, a monitor said.");
}

TEST(SentenceAroundTest, InitialsAndShortWordsAreNoEnds) {
  const std::string text = "The U.S. Air Force and Gen. Smith left at 3.5 km. They won.";
  EXPECT_EQ(around(text, "Smith"), "The U.S. Air Force and Gen. Smith left at 3.5 km.");
}

TEST(SentenceAroundTest, QuotationMarksBelongToTheirSentence) {
  EXPECT_EQ(around("He said: \"We go.\" Then he left.", "We go"), "He said: \"We go.\"");
  EXPECT_EQ(around("\"Do we go?\" he asked. Nobody spoke.", "Do we"), "\"Do we go?\" he asked.");
}

TEST(SentenceAroundTest, HeadlinesAndParagraphsEndWithTheirLine) {
  const std::string text = "Raid kills ten\nARKA - Jets struck\nthe town\n\nMore follows";
  EXPECT_EQ(around(text, "kills"), "Raid kills ten");
  EXPECT_EQ(around(text, "struck"), "ARKA - Jets struck the town");
  EXPECT_EQ(around(text, "More"), "More follows");
  EXPECT_EQ(around(text, "follows"), "More follows");
}

TEST(SentenceAroundTest, SpansBehindTheTextAreCutOff) {
  EXPECT_EQ(sentence_around("One. Two.", {90, 99}).end, 9u);
  EXPECT_EQ(sentence_around("", {0, 3}).end, 0u);
}

}  // namespace
}  // namespace dragoman::record
