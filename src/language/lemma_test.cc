#include "language/lemma.h"

#include <set>

#include <gtest/gtest.h>

#include "language/tiny_model.h"

namespace dragoman::language {
namespace {

TEST(LemmaScripts, Edit) {
  EXPECT_EQ(apply_script({LemmaScript::Case::Lower, 1, ""}, "Meetings"), "meeting");
  EXPECT_EQ(apply_script({LemmaScript::Case::Lower, 3, "y"}, "CITIES"), "city");
  EXPECT_EQ(apply_script({LemmaScript::Case::Keep, 0, ""}, "Reyes"), "Reyes");
  EXPECT_EQ(apply_script({LemmaScript::Case::Title, 0, ""}, "SANTOS"), "Santos");
  EXPECT_EQ(apply_script({LemmaScript::Case::Whole, 0, "be"}, "was"), "be");
  EXPECT_EQ(apply_script({LemmaScript::Case::Lower, 9, ""}, "at"), "at");
}

TEST(EnglishLemmas, AreSpelledAsWords) {
  const std::set<std::string> words{
      "run",   "refuse", "charge",  "hope",    "hop",     "write",    "writ",   "submit",
      "visit", "meet",   "carry",   "lie",     "agree",   "kill",     "tax",    "see",
      "play",  "pass",   "kiss",    "plan",    "plane",   "withdraw", "fester", "festering",
      "close", "clos",   "closing", "kid",     "kidd",    "mimic",    "sue",    "su",
      "ly",    "passe",  "add",     "advance", "advanced"};
  const auto known = [&](std::string_view w) { return words.contains(std::string(w)); };
  const auto mend = [&](std::string_view form, std::string guess, std::string_view xpos) {
    mend_english_verb(testing::english(), form, xpos, known, guess);
    return guess;
  };
  EXPECT_EQ(mend("running", "runn", "VBG"), "run");
  EXPECT_EQ(mend("refusing", "refus", "VBG"), "refuse");
  EXPECT_EQ(mend("Charging", "charg", "VBG"), "charge");
  EXPECT_EQ(mend("hoping", "hop", "VBG"), "hope");
  EXPECT_EQ(mend("hopping", "hop", "VBG"), "hop");
  EXPECT_EQ(mend("writing", "writ", "VBG"), "write");
  EXPECT_EQ(mend("submitted", "submitt", "VBN"), "submit");
  EXPECT_EQ(mend("visiting", "visite", "VBG"), "visit");
  EXPECT_EQ(mend("meeting", "meet", "VBG"), "meet");
  EXPECT_EQ(mend("carried", "carrie", "VBD"), "carry");
  EXPECT_EQ(mend("lying", "ly", "VBG"), "lie");
  EXPECT_EQ(mend("agreed", "agre", "VBD"), "agree");
  EXPECT_EQ(mend("killed", "kill", "VBD"), "kill");
  EXPECT_EQ(mend("taxing", "tax", "VBG"), "tax");
  EXPECT_EQ(mend("passes", "passe", "VBZ"), "pass");
  EXPECT_EQ(mend("planned", "plann", "VBD"), "plan");
  EXPECT_EQ(mend("stolen", "stolen", "VBN"), "steal");
  EXPECT_EQ(mend("Withdrew", "withdrew", "VBD"), "withdraw");
  // The network may take the form itself for the base, or a rare word or name.
  EXPECT_EQ(mend("festering", "festering", "VBG"), "fester");
  EXPECT_EQ(mend("closing", "closing", "VBG"), "close");
  EXPECT_EQ(mend("closing", "clos", "VBG"), "close");
  EXPECT_EQ(mend("advanced", "advanced", "VBD"), "advance");
  EXPECT_EQ(mend("kidding", "kidd", "VBG"), "kid");
  EXPECT_EQ(mend("adding", "add", "VBG"), "add");
  EXPECT_EQ(mend("mimicking", "mimick", "VBG"), "mimic");
  EXPECT_EQ(mend("suing", "su", "VBG"), "sue");
  EXPECT_EQ(mend("passing", "passe", "VBG"), "pass");
  EXPECT_EQ(mend("zorbing", "zorb", "VBG"), "zorb");  // nothing known: as it was
}

TEST(EnglishLemmas, OfPluralNouns) {
  const std::set<std::string> words{"party", "house", "church", "olive", "spokesman"};
  const auto known = [&](std::string_view w) { return words.contains(std::string(w)); };
  const auto mend = [&](std::string_view form, std::string guess, std::string_view xpos) {
    mend_english_noun(testing::english(), form, xpos, known, guess);
    return guess;
  };
  EXPECT_EQ(mend("spokesmen", "spokesme", "NNS"), "spokesman");
  EXPECT_EQ(mend("Policewomen", "policewoman", "NNS"), "policewoman");
  EXPECT_EQ(mend("Frenchmen", "frenchman", "NNPS"), "Frenchman");
  EXPECT_EQ(mend("housewives", "housewive", "NNS"), "housewife");
  EXPECT_EQ(mend("olives", "olive", "NNS"), "olive");
  EXPECT_EQ(mend("crises", "crise", "NNS"), "crisis");
  EXPECT_EQ(mend("churches", "churche", "NNS"), "church");
  EXPECT_EQ(mend("parties", "partie", "NNS"), "party");
  EXPECT_EQ(mend("houses", "house", "NNS"), "house");
  EXPECT_EQ(mend("omen", "omen", "NN"), "omen");
  EXPECT_EQ(mend("data", "data", "NNS"), "data");
}

TEST(EnglishLemmas, OfComparisons) {
  const std::set<std::string> words{"hot",  "simple", "happy", "hott",
                                    "tall", "new",    "good",  "well"};
  const auto known = [&](std::string_view w) { return words.contains(std::string(w)); };
  const auto mend = [&](std::string_view form, std::string guess, std::string_view xpos) {
    mend_english_degree(testing::english(), form, xpos, known, guess);
    return guess;
  };
  EXPECT_EQ(mend("hottest", "hott", "JJS"), "hot");
  EXPECT_EQ(mend("Simplest", "simpl", "JJS"), "simple");
  EXPECT_EQ(mend("happier", "happi", "JJR"), "happy");
  EXPECT_EQ(mend("tallest", "tall", "JJS"), "tall");
  EXPECT_EQ(mend("newer", "newer", "JJR"), "new");
  EXPECT_EQ(mend("better", "good", "JJR"), "good");
  EXPECT_EQ(mend("better", "well", "RBR"), "well");
  EXPECT_EQ(mend("river", "river", "NN"), "river");
}

TEST(EnglishLemmas, AgreeWithTheTag) {
  const LemmaScript lower{LemmaScript::Case::Lower, 0, ""};
  const auto agree = [&](std::string_view form, Upos upos, std::string_view xpos,
                         std::string guess) {
    agree_with_tag(form, upos, xpos, lower, guess);
    return guess;
  };
  EXPECT_EQ(agree("J.Doe@Example.org", Upos::Propn, "ADD", "j.doe@example.org"),
            "J.Doe@Example.org");
  EXPECT_EQ(agree("1,100", Upos::Num, "CD", "1000"), "1100");
  EXPECT_EQ(agree("7,5", Upos::Num, "CD", "7,5"), "7,5");
  EXPECT_EQ(agree("2009", Upos::Num, "CD", "2000"), "2009");
  EXPECT_EQ(agree("Reyes", Upos::Propn, "NNP", "reyes"), "Reyes");
  EXPECT_EQ(agree("UNAMA", Upos::Propn, "NNP", "unama"), "UNAMA");
  EXPECT_EQ(agree("Santos", Upos::Propn, "NNP", "santo"), "Santo");
  EXPECT_EQ(agree("Limited", Upos::Adj, "JJ", "limit"), "limited");
  EXPECT_EQ(agree("Syrian", Upos::Adj, "JJ", "Syrian"), "Syrian");
  EXPECT_EQ(agree("fighting", Upos::Noun, "NN", "fight"), "fighting");
  EXPECT_EQ(agree("talks", Upos::Noun, "NNS", "talk"), "talk");
}

}  // namespace
}  // namespace dragoman::language
