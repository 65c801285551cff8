#include "stories/copy_direction.h"

#include <gtest/gtest.h>

namespace dragoman::stories {
namespace {

// The source of two, asked in both orders, and why.
std::string source(const Publication& a, const Publication& b, double share_a, double share_b) {
  const Direction one = direction(a, b, share_a, share_b),
                  other = direction(b, a, share_b, share_a);
  EXPECT_NE(one.first_is_source, other.first_is_source);
  EXPECT_EQ(one.reason, other.reason);
  return (one.first_is_source ? a : b).report + " " + std::string(to_string(one.reason));
}

TEST(Direction, TheAgencyIsTheSource) {
  const Publication reuters{"b", "2016-03-24", {"Reuters"}, ""},
      paper{"a", "2016-03-23", {"Daily"}, "Thomson Reuters"};
  EXPECT_EQ(source(paper, reuters, 1, 1), "b agency");  // whatever the clocks say
}

TEST(Direction, TheEarlierIsTheSource) {
  const Publication early{"b", "2016-03-23T23:30:00-05:00", {}, ""},
      late{"a", "2016-03-24T05:00:00Z", {}, ""}, day{"c", "2016-03-23", {}, ""};
  EXPECT_EQ(source(early, late, 1, 1), "b time");
  EXPECT_EQ(source(early, day, 1, 1), "b order");  // the same day, no hour
  EXPECT_EQ(source(day, late, 1, 1), "c time");
}

TEST(Direction, WithoutTimeTheLongerIsTheSource) {
  const Publication a{"a", "", {}, ""}, b{"b", "2016-03-23", {}, ""};
  EXPECT_EQ(source(a, b, 1, 0.5), "b length");
  EXPECT_EQ(source(a, b, 0.9, 1), "a order");
}

TEST(ComparePublished, AsFarAsBothTell) {
  EXPECT_EQ(compare_published("2016", "2016-03-23"), 0);
  EXPECT_LT(compare_published("2016-02", "2016-03-23"), 0);
  EXPECT_EQ(compare_published("", "2016"), 0);
  EXPECT_EQ(compare_published("2016-03-23T10:00:00Z", "2016-03-23T12:00:00+02:00"), 0);
  EXPECT_GT(compare_published("2016-03-23T10:01", "2016-03-23T12:00+0200"), 0);
  EXPECT_EQ(compare_published("2016-99-99T10:00", "2016-99-99T12:00"), 0);  // no date: no hour
}

TEST(IsSameOutlet, Names) {
  EXPECT_TRUE(is_same_outlet("AFP", "Agence France-Presse"));
  EXPECT_TRUE(is_same_outlet("The Associated Press", "Associated Press"));
  EXPECT_TRUE(is_same_outlet("AP", "Associated Press"));
  EXPECT_TRUE(is_same_outlet("Xinhua News Agency", "XINHUA"));
  EXPECT_TRUE(is_same_outlet("reuters.com", "Reuters"));
  EXPECT_FALSE(is_same_outlet("Press Association", "Associated Press"));
  EXPECT_FALSE(is_same_outlet("TASS", "SANA"));
  EXPECT_FALSE(is_same_outlet("", ""));
  EXPECT_FALSE(is_same_outlet("News Agency", "Anadolu Agency"));
}

}  // namespace
}  // namespace dragoman::stories
