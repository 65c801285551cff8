#include "language/split.h"

#include <string>

#include <gtest/gtest.h>

#include "language/tiny_model.h"
#include "language/word_features.h"

namespace dragoman::language {
namespace {

// Words joined by spaces, later parts of a multiword token marked with +, sentences separated by "
// / ".
std::string split(const std::string& text) {
  std::vector<Word> words;
  std::vector<SentenceEnd> ends;
  find_words(testing::english(), text, {0, static_cast<std::uint32_t>(text.size())}, words);
  find_sentences(testing::english(), text, words, 0, ends);
  std::string out;
  std::size_t end = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i == ends[end].end ? " / " : " ";
    if (i == ends[end].end) ++end;
    if (words[i].continues_word) out += "+";
    out += text.substr(words[i].span.begin, words[i].span.size());
  }
  return out;
}

struct Case {
  const char* name;
  const char* text;
  const char* expected;
};

class Split : public ::testing::TestWithParam<Case> {};

TEST_P(Split, CutsAsTheTreebankDoes) {
  EXPECT_EQ(split(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Words,
    Split,
    ::testing::Values(
        Case{"clitics", "They don't say it's Iran's.", "They do +n't say it +'s Iran +'s ."},
        Case{"curly_clitics", "They don’t say it’s Iran’s.", "They do +n’t say it +’s Iran +’s ."},
        Case{"cannot", "We cannot wait.", "We can +not wait ."},
        Case{"plural_possessor", "the ministers' talks", "the ministers +' talks"},
        Case{"apostrophe_in_name", "O'Neill met al-Qa'ida men", "O'Neill met al - Qa'ida men"},
        Case{"hyphens", "a 20-year anti-war e-mail from al-Ani",
             "a 20 - year anti-war e-mail from al - Ani"},
        Case{"numbers", "$1,250.50 or 10.5% at 10:30pm", "$ 1,250.50 or 10.5 % at 10:30 pm"},
        Case{"units", "US$5m and £3.5bn in the 1990s", "US$ 5 m and £ 3.5 bn in the 1990s"},
        Case{"ordinals", "the 5th on 9/11", "the 5th on 9/11"},
        Case{"slash", "and/or", "and / or"},
        Case{"addresses", "See http://example.org/a-b, or j.doe@example.org.",
             "See http://example.org/a-b , or j.doe@example.org ."},
        Case{"bare_domain", "Visit example.com now", "Visit example.com now"},
        Case{"ampersand", "AT&T and R&D", "AT&T and R&D"},
        Case{"abbreviations", "Gen. Smith of U.S. forces met Mr. J. Doe",
             "Gen. Smith of U.S. forces met Mr. J. Doe"},
        Case{"dots", "Well... yes", "Well ... yes"},
        Case{"dash", "Talks -- long ones — failed", "Talks -- long ones — failed"},
        Case{"brackets", "(the [new] one)", "( the [ new ] one )"},
        Case{"hashtag", "with #Syria and @user", "with #Syria and @user"},
        Case{"elided_year", "in '73 and the '90s", "in '73 and the '90s"},
        Case{"emoji", "fine 👍🏽 👩‍🚀!", "fine 👍🏽 👩‍🚀 !"},
        Case{"no_apostrophes", "i dont think thats right, youre late, dunno",
             "i do +nt think that +s right , you +re late , du +n +no"},
        Case{"no_apostrophe_but_a_name", "Im Dong met Ive Reyes", "Im Dong met Ive Reyes"},
        Case{"its", "its a pity, its aim, its not in-house",
             "it +s a pity , its aim , it +s not in - house"},
        Case{"wont", "as was their wont to say, it wont go",
             "as was their wont to say , it wo +nt go"},
        Case{"files", "see plan2.doc and PLAN.XLS, or .jpg",
             "see plan2.doc and PLAN.XLS , or .jpg"},
        Case{"newsgroup", "on misc.travel.trains now", "on misc.travel.trains now"},
        Case{"with", "tea w/ milk, w/o sugar b/c yes", "tea w/ milk , w/o sugar b/c yes"},
        Case{"mixed_marks", "Really.? No!", "Really .? / No !"},
        Case{"glued_smiley", "thanks:) (see this:)", "thanks :) ( see this : )"},
        Case{"drawn_line", "=---=---= end", "=---=---= end"},
        Case{"two_stops", "by Acme Inc..", "by Acme Inc. ."},
        Case{"hour_at_the_end", "from 4 p.m. to 5 p.m.", "from 4 p.m. to 5 p.m ."},
        Case{"and_so_on", "tents etc. for all, water etc.", "tents etc. for all , water etc ."},
        Case{"two_stops_dotted", "in the U.S.. They", "in the U.S. . / They"},
        Case{"hour_before_a_sentence", "at 5 p.m. The talks", "at 5 p.m . / The talks"},
        Case{"stop_before_comma", "in Ponchatoula, La., on", "in Ponchatoula , La. , on"},
        Case{"plural_figures", "the 60's, in 2016's", "the 60's , in 2016 +'s"},
        Case{"figure_groups",
             "call 1-800-555-0100, 713/555-0100 or +44 20, on 11-20-2000 or 10-12, in 77042-2016",
             "call 1-800-555-0100 , 713/555-0100 or +44 20 , on 11-20-2000 or 10 - 12 , "
             "in 77042-2016"},
        Case{"letters_with_slash", "an l/c, I/S and c/o", "an l/c , I/S and c/o"},
        Case{"host_alone", "at @example.com. Or @2.5", "at @example.com . / Or @ 2.5"},
        Case{"smiley_before_stop", "fine :). So", "fine :) . / So"},
        Case{"alot_your", "alot of it, your not there, in your office",
             "a lot of it , you +r not there , in your office"},
        Case{"open_quote_of_another_paragraph", "an 'open quote\n\nthe ministers' talks",
             "an ' open quote / the ministers +' talks"},
        Case{"missing_space", "It ended.The army left.", "It ended . / The army left ."}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Sentences,
    Split,
    ::testing::Values(
        Case{"quotation_with_comma", "“We will go,” he said. Then he left.",
             "“ We will go , ” he said . / Then he left ."},
        Case{"quotation_then_new", "“We will go.” He left.", "“ We will go . ” / He left ."},
        Case{"straight_marks", "\"We will go.\" \"Now,\" he said.",
             "\" We will go . \" / \" Now , \" he said ."},
        Case{"question_and_cue", "“Why not?” Reyes asked. Nobody knew.",
             "“ Why not ? ” Reyes asked . / Nobody knew ."},
        Case{"small_letter_cue", "“Stop!” he said.", "“ Stop ! ” he said ."},
        Case{"country_inside", "The U.S. Senate voted.", "The U.S. Senate voted ."},
        Case{"country_at_end", "He left the U.S. The talks went on.",
             "He left the U.S. / The talks went on ."},
        Case{"month", "On Jan. 5 they met.", "On Jan. 5 they met ."},
        Case{"initial", "George W. Bush spoke.", "George W. Bush spoke ."},
        Case{"company", "Acme Inc. said so. It is true.", "Acme Inc. said so . / It is true ."},
        Case{"paragraphs", "A headline without stop\n\nThe text.",
             "A headline without stop / The text ."},
        Case{"wrapped_lines",
             "The two sides met again on Monday in the old\ntown hall of the capital and agreed to "
             "meet there\nagain.",
             "The two sides met again on Monday in the old town hall of the capital and agreed to "
             "meet there again ."},
        Case{"bracketed", "(It failed.) They left.", "( It failed . ) / They left ."}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(SplitBounds, CoversAllThatIsNotSpaceWhateverTheBytes) {
  testing::Random random(5);
  const std::string_view pieces[] = {"a",
                                     "B",
                                     ".",
                                     "'",
                                     "\"",
                                     " ",
                                     "\n",
                                     "-",
                                     "7",
                                     ",",
                                     "\xE2\x80\x9D",
                                     "\xE2\x80\x99",
                                     "\xF0\x9F\x98\x80",
                                     "\xCC\x81",
                                     "\xFF",
                                     "\xE2",
                                     "@",
                                     "#",
                                     "$",
                                     "/",
                                     ":",
                                     "n't",
                                     "http://",
                                     "\xD8\xA7",
                                     "\x01"};
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (int i = random.between(0, 40); i > 0; --i)
      text += pieces[random.next() % std::size(pieces)];
    std::vector<Word> words;
    std::vector<SentenceEnd> ends;
    find_words(testing::english(), text, {0, static_cast<std::uint32_t>(text.size())}, words);
    find_sentences(testing::english(), text, words, 0, ends);
    std::size_t at = 0;
    for (const Word& w : words) {
      ASSERT_LT(w.span.begin, w.span.end) << text;
      ASSERT_GE(w.span.begin, at) << text;
      for (std::size_t i = at; i < w.span.begin; ++i)
        ASSERT_LE(static_cast<unsigned char>(text[i]), 0x20) << text;
      at = w.span.end;
    }
    std::uint32_t last = 0;
    for (const SentenceEnd& e : ends) {
      ASSERT_GT(e.end, last);
      last = e.end;
    }
    ASSERT_EQ(last, words.size()) << text;
  }
}

TEST(SplitBounds, LongRunsAreCut) {
  std::string text;
  for (int i = 0; i < 10000; ++i) text += "word ";
  std::vector<Word> words;
  std::vector<SentenceEnd> ends;
  find_words(testing::english(), text, {0, static_cast<std::uint32_t>(text.size())}, words);
  find_sentences(testing::english(), text, words, 0, ends);
  std::uint32_t begin = 0;
  for (const SentenceEnd& e : ends) {
    EXPECT_LE(e.end - begin, kLongestSentence);
    begin = e.end;
  }
}

TEST(WordFeatures, ReadThroughTypography) {
  std::string a, b;
  normal_form("Iraq’s", a);
  EXPECT_EQ(a, "iraq's");
  normal_form("2016", a);
  normal_form("1999", b);
  EXPECT_EQ(a, b);
  EXPECT_EQ(word_features("—", a).word, word_features("--", a).word);
  EXPECT_NE(word_features("US", a).shape, word_features("us", a).shape);
  EXPECT_EQ(word_features("CAFÉ", a).word, word_features("café", a).word);
}

}  // namespace
}  // namespace dragoman::language
