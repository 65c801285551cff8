#include "language/lemma.h"

#include <set>

#include <gtest/gtest.h>

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
  const std::set<std::string> words{"run",   "refuse", "charge", "hope",    "hop",   "write",
                                    "writ",  "submit", "visit",  "meet",    "carry", "lie",
                                    "agree", "kill",   "tax",    "see",     "play",  "pass",
                                    "kiss",  "plan",   "plane",  "withdraw"};
  const auto known = [&](std::string_view w) { return words.contains(std::string(w)); };
  const auto mend = [&](std::string_view form, std::string guess, std::string_view xpos) {
    mend_english_verb(form, xpos, known, guess);
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
  EXPECT_EQ(mend("zorbing", "zorb", "VBG"), "zorb");  // nothing known: as it was
}

TEST(EnglishLemmas, OfPluralNouns) {
  const std::set<std::string> words{"party", "house", "church", "olive", "spokesman"};
  const auto known = [&](std::string_view w) { return words.contains(std::string(w)); };
  const auto mend = [&](std::string_view form, std::string guess, std::string_view xpos) {
    mend_english_noun(form, xpos, known, guess);
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

}  // namespace
}  // namespace dragoman::language
