#include "stories/changes.h"

#include <string>

#include <gtest/gtest.h>

#include "record/span_text.h"
#include "stories/story_texts.h"

namespace dragoman::stories {
namespace {

// "kind source words > copy words", one a line.
std::string changed(const std::string& source, const std::string& copy) {
  const Record a = report("a", source), b = report("a", copy);
  const record::SpanText words_a(a), words_b(b);
  std::string out;
  for (const Change& change : changes(a, b)) {
    out += std::string(to_string(change.kind));
    if (change.source) out += " " + words_a.words(*change.source);
    if (change.copy) out += " > " + words_b.words(*change.copy);
    out += "\n";
  }
  return out;
}

const std::string kOne = "The delegations met in Havana on Monday to speak about land.";
const std::string kTwo = "A spokesman for the guarantors said that the second round begins in May.";
const std::string kThree = "M\u00E1rquez read the order at the door of the convention palace.";

TEST(Changes, None) {
  EXPECT_EQ(changed(kOne + "\n\n" + kThree, kOne + " Marquez READ the order, at the door of the "
                                                   "convention palace"),
            "");
}

TEST(Changes, CutAndAdded) {
  EXPECT_EQ(changed(kOne + " " + kTwo + " " + kThree, kOne + " " + kThree),
            "cut A spokesman for the guarantors said that the second round begins in May\n");
  EXPECT_EQ(changed(kOne + " " + kThree, kOne + " " + kThree + " It rained all day."),
            "added > It rained all day\n");
  EXPECT_EQ(changed("", kOne), "added > " + kOne.substr(0, kOne.size() - 1) + "\n");
}

TEST(Changes, Edited) {
  EXPECT_EQ(changed(kOne + " " + kTwo,
                    "The delegations met in Caracas on Monday to speak about "
                    "land. A spokesman for the guarantors said that the second "
                    "round begins in June."),
            "edited Havana > Caracas\nedited May > June\n");
}

TEST(Changes, Moved) {
  EXPECT_EQ(changed(kOne + " " + kTwo + " " + kThree, kTwo + " " + kOne + " " + kThree),
            "moved The delegations met in Havana on Monday to speak about land > The delegations "
            "met in Havana on Monday to speak about land\n");
}

TEST(Changes, HeadlineAndSpans) {
  Record source = report("a", kThree + " Tail one two three four."),
         copy = report("b", kThree + " Tail one two three five.");
  const auto found = changes(source, copy);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].kind, ChangeKind::Headline);
  // Code points, not bytes: the accent before it counts once.
  EXPECT_EQ(found[1].source->begin, kThree.size() - 1 + 1 + 19);
}

TEST(Changes, TheSameWordsOverAndOver) {
  std::string many;
  for (int i = 0; i < 30'000; ++i) many += "word ";
  EXPECT_EQ(changed(many, many), "");
}

}  // namespace
}  // namespace dragoman::stories
