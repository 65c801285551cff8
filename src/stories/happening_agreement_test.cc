#include "stories/happening_agreement.h"

#include <gtest/gtest.h>

#include "stories/example_reports.h"

namespace dragoman::stories {
namespace {

ProfileParty party(const std::string& name) {
  const RecordActor actor = example_actor(name);
  const bool named = !actor.kb.empty() || actor.kind == ActorKind::Person;
  return profile_of(actor, named ? actor.kb.empty() ? "person/" + name : actor.kb : "");
}
ProfilePlace place(const std::string& name) {
  return profile_of(example_place(name));
}

TEST(PartyMatchTest, NamesAndWhatMayStandForThem) {
  const struct {
    const char *a, *b;
    Match match;
  } kCases[] = {
      {"Aldanian army", "Aldanian army", Match::Same},
      {"Aldanian army", "Aldania", Match::Compatible},           // the state and its body
      {"Aldanian army", "government troops", Match::Compatible},  // named and described
      {"Aldania", "government troops", Match::Compatible},
      {"Aldanian army", "Northern Front", Match::Conflict},
      {"Northern Front", "rebels", Match::Compatible},
      {"rebels", "government troops", Match::Conflict},
      {"Ana Reyes", "Ivo Sand", Match::Conflict},
      {"Ana Reyes", "Aldania", Match::Compatible},  // who acts for it
      {"Aldania", "Borduria", Match::Conflict},
      {"Aldania", "people", Match::Compatible},  // people in it
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.a) + " / " + c.b);
    EXPECT_EQ(match(party(c.a), party(c.b)), c.match);
    EXPECT_EQ(match(party(c.b), party(c.a)), c.match);
  }
}

TEST(PartyMatchTest, APartOfAName) {
  ProfileParty whole = party("Ana Reyes"), part = whole, other = whole;
  part.key = "person/reyes/ALD";
  part.name = "reyes";
  other.key = "person/ana/ALD";
  other.name = "ana reyesa";
  EXPECT_EQ(match(whole, part), Match::Same);
  EXPECT_EQ(match(whole, other), Match::Conflict);
  part.country = "BOR";
  EXPECT_EQ(match(whole, part), Match::Conflict);
}

TEST(PlaceMatchTest, ByContainment) {
  EXPECT_EQ(match(place("Arka"), place("Arka")), Match::Same);
  EXPECT_EQ(match(place("Arka"), place("Norda")), Match::Compatible);
  EXPECT_EQ(match(place("Arka"), place("Aldania")), Match::Compatible);
  EXPECT_EQ(match(place("Aldania"), place("Aldania")), Match::Same);
  EXPECT_EQ(match(place("Arka"), place("Belo")), Match::Conflict);  // a degree apart
  ProfilePlace abroad = place("Arka");
  abroad.country = "BOR";
  abroad.geonames = 0;
  EXPECT_EQ(match(place("Arka"), abroad), Match::Conflict);
  ProfilePlace region = place("Norda");
  region.name = "suda";
  region.admin1 = "Suda";
  region.geonames = 3;
  EXPECT_EQ(match(place("Norda"), region), Match::Conflict);
  ProfilePlace suburb = place("Arka");
  suburb.name = "arka east";
  suburb.geonames = 999;
  suburb.lat += 5;  // hundredths of a degree
  EXPECT_EQ(match(place("Arka"), suburb), Match::Unknown);
}

Profile profile(const ExampleEvent& event, const std::string& published = "2016-03-23") {
  return profiles_of(example_report("r", published, {event})).at(0).profile;
}

const ExampleEvent kRaid{.words = "Bombed a market in Arka, killing 18 people, troops said",
                         .mode = "aerial",
                         .date = "2016-03-22",
                         .place = "Arka",
                         .actors = {"Aldanian army"},
                         .recipients = {"people"},
                         .dead = 18};

bool are_same(const ExampleEvent& a, const ExampleEvent& b) {
  const Profile x = profile(a), y = profile(b);
  EXPECT_EQ(same_at_time(x, y), same_at_time(y, x)) << "not symmetric";
  return same_at_time(x, y).has_value();
}

TEST(AgreementTest, TollsMayDifferALittle) {
  ExampleEvent other = kRaid;
  for (const auto& [dead, same] : {std::pair{18u, true}, {21u, true}, {0u, true}, {100u, false}}) {
    other.dead = dead;
    EXPECT_EQ(are_same(kRaid, other), same) << dead;
  }
}

TEST(AgreementTest, WhoDidItMayBeInDispute) {
  ExampleEvent other = kRaid;
  other.actors = {"Northern Front"};
  EXPECT_TRUE(are_same(kRaid, other));
  other.recipients = {"Aldanian army"};
  ExampleEvent fighters = kRaid;
  fighters.recipients = {"Northern Front"};
  EXPECT_FALSE(are_same(fighters, other));  // nobody in common on either side
}

TEST(AgreementTest, OneDetailAloneIsNotEnough) {
  const ExampleEvent a{.words = "Shelled on Tuesday were homes and shops near an airport tower",
                       .date = "2016-03-22",
                       .place = "Arka"},
      b{.words = "Stormed at night a prison fell to attackers", .date = "2016-03-22", .place = "Arka"};
  EXPECT_FALSE(are_same(a, b));
  ExampleEvent c = b;
  c.words = a.words;
  EXPECT_TRUE(are_same(a, c));
}

TEST(AgreementTest, AnotherTypeOrTimeIsAnotherHappening) {
  ExampleEvent other = kRaid;
  other.type = EventType::Coerce;
  EXPECT_FALSE(are_same(kRaid, other));
  other = kRaid;
  other.date = "2016-03-21";
  EXPECT_FALSE(are_same(kRaid, other));
}

TEST(AgreementTest, MeetingsAreOfAllWhoMeet) {
  const ExampleEvent a{.words = "Met for talks on fishing rights and water in the strait",
                       .type = EventType::Consult,
                       .date = "2016-03-22",
                       .actors = {"Ana Reyes"},
                       .recipients = {"Ivo Sand"}};
  ExampleEvent turned = a, more = a, other = a;
  std::swap(turned.actors, turned.recipients);
  EXPECT_TRUE(are_same(a, turned));
  more.recipients.push_back("Northern Front");
  EXPECT_TRUE(are_same(a, more));
  other.recipients = {"Northern Front"};
  EXPECT_FALSE(are_same(a, other));
}

TEST(AgreementTest, TimesThatAdmitEachOther) {
  const auto time = [](const std::string& date, const std::string& published) {
    ExampleEvent e = kRaid;
    e.date = date;
    return profile(e, published).time;
  };
  const ProfileTime day = time("2016-03-22", "2016-03-23");
  EXPECT_TRUE(may_be_at(time("", "2016-03-22"), day));
  EXPECT_TRUE(may_be_at(time("", "2016-03-25"), day));
  EXPECT_FALSE(may_be_at(time("", "2016-03-26"), day));
  EXPECT_FALSE(may_be_at(time("", "2016-03-21"), day));
  EXPECT_TRUE(may_be_at(time("2016-03", "2016-05-01"), day));
  EXPECT_TRUE(may_be_at(time("2016-W12", "2016-05-01"), day));
  EXPECT_FALSE(may_be_at(time("2016-04", "2016-05-01"), day));
  EXPECT_FALSE(may_be_at(time("2016", "2017-05-01"), day));  // too vague to tell of a day
  EXPECT_FALSE(may_be_at(day, time("", "2016-03-22")));
  EXPECT_TRUE(may_be_at(time("", "2016-03-25"), time("", "2016-03-23")));   // repeated later
  EXPECT_FALSE(may_be_at(time("", "2016-03-23"), time("", "2016-03-23")));  // the same time
}

TEST(AgreementTest, WithinOneReport) {
  const auto linked = [](const ExampleEvent& a, const ExampleEvent& b) {
    return profiles_of(example_report("r", "2016-03-23", {a, b})).size() == 1;
  };
  ExampleEvent headline = kRaid;
  headline.words = "Bombed market in Arka: 18 killed";
  headline.date = headline.mode = "";
  EXPECT_TRUE(linked(headline, kRaid));
  ExampleEvent other = headline;
  other.words = "Bombed market in Arka: 7 killed";
  other.dead = 7;
  EXPECT_FALSE(linked(other, kRaid));  // a report has one toll of one raid
  other = headline;
  other.words = "Another market bombed in Arka";
  EXPECT_FALSE(linked(kRaid, other));
  other = headline;
  other.place = "Belo";
  EXPECT_FALSE(linked(other, kRaid));
}

}  // namespace
}  // namespace dragoman::stories
