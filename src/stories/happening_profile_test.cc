#include "stories/happening_profile.h"

#include <gtest/gtest.h>

#include "stories/example_reports.h"
#include "stories/happening_clusters.h"
#include "stories/happening_keys.h"

namespace dragoman::stories {
namespace {

const ExampleEvent kRaid{.words = "Bombed a market in Arka, killing 18 people",
                         .mode = "aerial",
                         .date = "2016-03-22",
                         .place = "Arka",
                         .actors = {"Aldanian army"},
                         .recipients = {"people"},
                         .dead = 18};

Profile profile(const ExampleEvent& event, const std::string& published = "2016-03-23") {
  return profiles_of(example_report("r", published, {event})).at(0).profile;
}

TEST(ProfileTest, HasWhatCounts) {
  const Profile p = profile(kRaid);
  EXPECT_EQ(p.time.dating, Dating::Day);
  EXPECT_EQ(p.time.first, 16882);
  EXPECT_EQ(p.modes, std::vector<std::string>{"aerial"});
  ASSERT_TRUE(p.place);
  EXPECT_EQ(p.place->name, "arka");
  EXPECT_EQ(p.actors.at(0).key, "military/aldanian-army");
  EXPECT_EQ(p.recipients.at(0).key, "");
  EXPECT_EQ(p.tolls, (std::vector<ProfileToll>{{Toll::Dead, 18}}));
}

TEST(ProfileTest, HasNoTraceOfItsReport) {
  const Record a = example_report("a", "2016-03-23", {kRaid}, "Meridian Wire");
  const Record b = example_report("b", "2017-01-01", {kRaid}, "Boreal Press");
  EXPECT_EQ(to_text(profiles_of(a).at(0).profile), to_text(profiles_of(b).at(0).profile));
}

TEST(ProfileTest, TimeIsTheDateOrThePublication) {
  const auto dating = [](const std::string& date, const std::string& published) {
    ExampleEvent e = kRaid;
    e.date = date;
    return profile(e, published).time.dating;
  };
  EXPECT_EQ(dating("2016-03", "2016-05-01"), Dating::Range);
  EXPECT_EQ(dating("", "2016-05-01T10:00:00Z"), Dating::Report);
  EXPECT_EQ(dating("", ""), Dating::None);
  EXPECT_EQ(dating("201", "2016-05-01"), Dating::None);  // the decade
  EXPECT_EQ(dating("XXXX-XX-XX", "2016-05-01"), Dating::Report);
}

TEST(ProfileTest, TextGivesItBack) {
  ExampleEvent odd = kRaid;
  odd.recipients = {"traders; buyers | others\tall"};
  for (const Profile& p : {profile(kRaid), profile(odd), Profile{}}) {
    const auto back = parse_profile(to_text(p));
    ASSERT_TRUE(back);
    EXPECT_EQ(to_text(*back), to_text(p));
  }
  EXPECT_EQ(*parse_profile(to_text(profile(kRaid))), profile(kRaid));
  const std::string text = to_text(profile(kRaid));
  for (std::size_t cut = 0; cut < text.size(); ++cut) parse_profile(text.substr(0, cut));  // no crash
  EXPECT_FALSE(parse_profile("ASSAULT"));
  EXPECT_FALSE(parse_profile("NOTHING" + text.substr(7)));
}

TEST(ProfileTest, MentionsOfOneHappeningAreOneProfile) {
  ExampleEvent headline = kRaid;
  headline.words = "Bombed market in Arka: 18 killed";
  headline.date = "";
  headline.place = "Norda";
  const auto all = profiles_of(example_report("r", "2016-03-23", {headline, kRaid}));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].events, (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(all[0].profile.time.dating, Dating::Day);  // the better known of each
  EXPECT_EQ(all[0].profile.place->name, "arka");
}

TEST(KeysTest, AreOfType) {
  const Profile p = profile(kRaid);
  const auto day = keys_of(p);
  EXPECT_FALSE(day.empty());
  ExampleEvent other = kRaid;
  other.type = EventType::Coerce;
  EXPECT_NE(day, keys_of(profile(other)));
  Profile timeless = p;
  timeless.time = {};
  EXPECT_TRUE(keys_of(timeless).empty());
}

TEST(WordsTest, FormsOfAWordMeet) {
  EXPECT_EQ(stems_of("killing"), stems_of("Killed"));
  EXPECT_EQ(stems_of("strikes"), stems_of("strike"));
  EXPECT_NE(stems_of("18"), stems_of("19"));
  EXPECT_TRUE(stems_of("said that on Tuesday they were").empty());
  EXPECT_TRUE(tells_apart("Elsewhere, shells fell"));
  EXPECT_FALSE(tells_apart("Shells fell"));
  EXPECT_DOUBLE_EQ(share_of(stems_of("bridge market"), stems_of("market school")), 0.5);
  EXPECT_DOUBLE_EQ(share_of({}, {}), 0);
}

TEST(ClustersTest, StrongestLinksFirstAndNothingThatContradicts) {
  const auto never = [](std::size_t, std::size_t) { return false; };
  EXPECT_EQ(clusters_of(4, {{1, 0, 1}, {2, 2, 3}}, never), (std::vector<std::size_t>{0, 0, 2, 2}));
  // 1 goes with 2, whom it is more like, and not with 0, whom 2 contradicts.
  const auto ends = [](std::size_t a, std::size_t b) { return a + b == 2 && a != b; };
  EXPECT_EQ(clusters_of(3, {{1, 0, 1}, {2, 1, 2}}, ends), (std::vector<std::size_t>{0, 1, 1}));
  EXPECT_EQ(clusters_of(3, {{2, 1, 2}, {1, 0, 1}}, ends), (std::vector<std::size_t>{0, 1, 1}));
}

}  // namespace
}  // namespace dragoman::stories
