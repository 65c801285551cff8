#include "ledger/stems.h"

#include <gtest/gtest.h>

namespace dragoman::ledger {
namespace {

TEST(StemsTest, WordsWithoutEndings) {
  EXPECT_EQ(join(stems_of("the laying down of arms")), "arm down lay");
  EXPECT_EQ(stems_of("signed an accord"), stems_of("signing the agreements"));
  EXPECT_EQ(stems_of("stopped operations"), stems_of("halts an operation"));
  EXPECT_TRUE(stems_of("will do so by March 2016").empty());
}

TEST(StemsTest, ADeedIsAVerbWithItsObject) {
  const Deed deed = deed_of("soon hand over the last heavy weapons to the mission, if all agree");
  EXPECT_EQ(deed.act, "hand");
  EXPECT_EQ(deed.object, stems_of("arms").front());
  EXPECT_EQ(deed.stems, stems_of("hand heavy weapons mission"));
  EXPECT_EQ(deed_of("withdraw from the valley").object, "valley");
  EXPECT_EQ(deed_of("leave because the war was over").stems, stems_of("leave"));
  EXPECT_EQ(deed_of("resign").object, "");
  EXPECT_EQ(deed_of("").act, "");
}

TEST(StemsTest, WordsThatNameAPledgeAreNotItsMatter) {
  EXPECT_EQ(stems_but_names("its promise to release minors"), stems_of("release minors"));
}

TEST(StemsTest, NounsAndParticiplesAreNoDeedsDone) {
  EXPECT_TRUE(is_verbal("withdrew"));
  EXPECT_TRUE(is_verbal("had signed"));
  EXPECT_FALSE(is_verbal("withdrawal"));
  EXPECT_FALSE(is_verbal("was withdrawing"));
  EXPECT_FALSE(is_verbal("was pulling its troops out"));
  EXPECT_TRUE(makes_noun("the"));
  EXPECT_TRUE(makes_noun("Sanders’"));
  EXPECT_FALSE(makes_noun("Sanders"));
  EXPECT_TRUE(is_light(stems_of("come").front()));
  EXPECT_FALSE(is_light(stems_of("sign").front()));
}

TEST(StemsTest, WhatIsMeantAndWhatGoesOn) {
  EXPECT_TRUE(is_meant("Norway announced a withdrawal"));
  EXPECT_FALSE(is_meant("Norway withdrew its troops"));
  EXPECT_TRUE(goes_on("hold fire until January"));
  EXPECT_TRUE(goes_on("not to return"));
  EXPECT_FALSE(goes_on("sign the accord by January"));
}

}  // namespace
}  // namespace dragoman::ledger
