#include "ledger/fate_of.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "ledger/stems.h"

namespace dragoman::ledger {
namespace {

PledgeGroup pledged(const std::string& what, const std::string& due = "") {
  PledgeProfile out;
  out.report = "aaaa";
  out.pledge = "c1";
  out.published = "2015-09-23";
  out.sides = {"COL"};
  out.stems = stems_of(what);
  Deed deed = deed_of(what);
  out.act = deed.act;
  out.object = deed.object;
  out.deed = deed.stems;
  out.standing = goes_on(what);
  out.due = {due, due};
  return {{out}};
}

ActProfile did(const std::string& trigger, const std::string& words) {
  ActProfile out;
  out.report = "bbbb";
  out.entry = "e1";
  out.published = "2015-11-20";
  out.when = {"2015-11-20", "2015-11-20"};
  out.sides = {"COL"};
  out.stems = stems_of(words);
  out.acts = stems_of(trigger);
  return out;
}

ActProfile told(Outcome outcome, const std::string& what, const std::string& title = "") {
  ActProfile out = did("", "");
  out.entry = "f1";
  out.outcome = outcome;
  out.stems = stems_but_names(what);
  out.context = stems_but_names(what + " " + title);
  return out;
}

// What bears on a pledge is found by a key, whatever it is.
bool bears(const ActProfile& act, const PledgeGroup& pledge) {
  const bool bears = bears_on(act, pledge);
  if (bears) {
    const std::vector<std::string> wanted = act_keys_of(pledge);
    EXPECT_TRUE(std::ranges::any_of(keys_of(act), [&](const std::string& key) {
      return std::ranges::find(wanted, key) != wanted.end();
    }));
  }
  return bears;
}

TEST(FateOfTest, TheSameVerbWithItsObjectAndMostOfTheWords) {
  const PledgeGroup pledge = pledged("launch an investigation into the use of incendiary weapons against civilians");
  EXPECT_TRUE(bears(did("launched", "launched an investigation into the use of incendiary weapons"), pledge));
  // another investigation
  EXPECT_FALSE(bears(did("launched", "launched an investigation into the incident"), pledge));
  // another deed
  EXPECT_FALSE(bears(did("rejected", "rejected an investigation into the use of incendiary weapons against civilians"), pledge));
  // done to another
  EXPECT_FALSE(bears(did("allowed", "allowed rebels to cross its border with Peru"),
                     pledged("allow no Kurdish groups at its border with Peru")));
}

TEST(FateOfTest, ALightVerbNeedsAllTheRest) {
  const PledgeGroup pledge = pledged("come to the aid of Peru at sea");
  EXPECT_FALSE(bears(did("came", "came to an agreement on the aid for Peru"), pledge));
  EXPECT_TRUE(bears(did("came", "came to the aid of Peru at sea"), pledge));
}

TEST(FateOfTest, WhatIsNotToBeDoneIsBrokenByJustThat) {
  PledgeGroup pledge = pledged("sign a bad peace accord");
  pledge.members[0].negative = pledge.members[0].standing = true;
  EXPECT_FALSE(bears(did("signed", "signed a revised peace accord"), pledge));
  EXPECT_TRUE(bears(did("signed", "signed a bad peace accord"), pledge));
}

TEST(FateOfTest, AnotherVerbOfItsTypeNeedsAllTheRest) {
  PledgeGroup pledge = pledged("let minors in jungle camps go");
  pledge.members[0].type = "RETREAT";
  ActProfile act = did("freed", "freed all minors in the jungle camps");
  EXPECT_FALSE(bears(act, pledge));
  act.type = "RETREAT";
  EXPECT_TRUE(bears(act, pledge));
  act.stems = stems_of("freed all minors");
  EXPECT_FALSE(bears(act, pledge));
}

TEST(FateOfTest, WhatIsToldOfAPledgeNamesItsMatter) {
  const PledgeGroup pledge = pledged("release all minors from its camps", "2015-12-01");
  EXPECT_TRUE(bears(told(Outcome::Broken, "its promise to release minors"), pledge));
  EXPECT_TRUE(bears(told(Outcome::Postponed, "the release of minors"), pledge));
  EXPECT_FALSE(bears(told(Outcome::Broken, "its promise"), pledge));
  EXPECT_FALSE(bears(told(Outcome::Postponed, "elections in its camps"), pledge));
}

TEST(FateOfTest, ADeadlineIsKnownByItsDay) {
  const PledgeGroup pledge = pledged("release all minors from its camps", "2015-12-01");
  ActProfile act = told(Outcome::Broken, "the deadline", "Minors still held");
  act.when = {"2015-12-02", "2015-12-02"};
  act.published = "2015-12-02";
  EXPECT_TRUE(bears(act, pledge));
  EXPECT_FALSE(bears(act, pledged("release all minors from its camps", "2016-02-01")));
  EXPECT_FALSE(bears(act, pledged("sign the accord", "2015-12-01")));
}

TEST(FateOfTest, APromiseIsKnownByTheMonthOfWhenItWasGiven) {
  ActProfile act = told(Outcome::Kept, "the promise they had given", "Minors leave rebel camps");
  act.given = "2015-09-01";
  EXPECT_TRUE(bears(act, pledged("release all minors")));
  EXPECT_FALSE(bears(act, pledged("explain why")));
  act.given = "2015-08-01";
  EXPECT_FALSE(bears(act, pledged("release all minors")));
}

TEST(FateOfTest, NotDoneIsNotBrokenAsLongAsNoDayWasSet) {
  ActProfile act = did("withdrew", "had not withdrawn its troops from the valley");
  act.outcome = Outcome::NotDone;
  const auto status = [&](const PledgeGroup& pledge) {
    return fate_of(pledge, {act}, "2016-01-01", 14).status;
  };
  EXPECT_EQ(status(pledged("withdraw its troops from the valley")), Status::Open);
  EXPECT_EQ(status(pledged("withdraw its troops from the valley", "2015-11-01")), Status::Broken);
}

}  // namespace
}  // namespace dragoman::ledger
