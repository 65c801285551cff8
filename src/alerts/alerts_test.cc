#include "alerts/alerts.h"

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "dossiers/dossiers_layer.h"
#include "ledger/example_pledges.h"
#include "ledger/ledger.h"
#include "store/forget.h"
#include "stories/copies.h"
#include "stories/example_reports.h"
#include "stories/story_clusters.h"

namespace dragoman::alerts {
namespace {

using stories::example_report;
using stories::ExampleEvent;

ExampleEvent attack(const std::string& words, const std::string& date) {
  return {.words = words, .type = EventType::Assault, .date = date, .place = "Tarn",
          .actors = {"Aldanian army"}, .recipients = {"Northern Front"}};
}

Rule rule(const std::string& json) {
  auto out = rule_from_json(Json::parse(json));
  EXPECT_TRUE(out) << (out ? "" : out.error().describe());
  return out ? *out : Rule{};
}

class AlertsTest : public testing::BothStores {
 protected:
  static store::Layers layers() {
    return {stories::make_copies_layer(), stories::make_happenings_layer(),
            stories::make_stories_layer(), std::make_shared<dossiers::DossiersLayer>(""),
            ledger::make_ledger_layer()};
  }
  store::Store opened() { return open(store::Store::Access::Write, {.layers = layers()}); }
  static void put(store::Store& store, const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store.put(record));
    ASSERT_TRUE(store.commit());
  }
  static std::string add(store::Store& store, const std::string& json) {
    auto kept = add_rule(store, rule(json), "2020-06-01");
    EXPECT_TRUE(kept) << (kept ? "" : kept.error().describe());
    return kept ? kept->id : "";
  }
  static std::size_t ask(store::Store& store, const std::string& today = "2020-06-01") {
    const auto told = ask_all(store, today);
    EXPECT_TRUE(told) << (told ? "" : told.error().describe());
    return told ? *told : 999;
  }
  // Texts of all that was told, oldest first; one line each.
  static std::vector<std::string> told(store::Store& store) {
    std::vector<std::string> out;
    EXPECT_TRUE(page_notifications(store, {}, {.limit = 0}, [&](const Notification& n, const store::Place&) {
      for (const Match& match : n.told) out.insert(out.begin(), match.text);
    }));
    return out;
  }
};
DRAGOMAN_ON_BOTH_STORES(AlertsTest);

TEST_P(AlertsTest, TellAHappeningOnceHoweverManyReportsFollow) {
  store::Store store = opened();
  put(store, {example_report("r0", "2020-05-01", {attack("Shelled before the rule", "2020-05-01")})});
  ASSERT_TRUE(store.refresh());
  add(store, R"({"name":"x","kind":"events","query":{"types":["ASSAULT"],"actor":"Aldanian army"}})");
  EXPECT_EQ(ask(store), 0u);  // it was there before
  put(store, {example_report("r1", "2020-06-01", {attack("Shelled the Front", "2020-06-01")})});
  EXPECT_EQ(ask(store), 1u);
  ASSERT_EQ(told(store).size(), 1u);
  EXPECT_NE(told(store)[0].find("Aldanian army -> Northern Front"), std::string::npos) << told(store)[0];
  EXPECT_EQ(ask(store), 0u);
  put(store, {example_report("r2", "2020-06-02", {attack("Shelled again, they say", "2020-06-01")}, "Plaza Gazette")});
  EXPECT_EQ(ask(store), 0u);  // the same happening
  // A report that comes late and stands first in the order gives the happening another id.
  put(store, {example_report("r00", "2020-06-01", {attack("Shelled is the Front", "2020-06-01")}, "Harbour Post")});
  EXPECT_EQ(ask(store), 0u);
  put(store, {example_report("r4", "2020-06-09", {attack("Shelled once more", "2020-06-09")})});
  EXPECT_EQ(ask(store), 1u);
  EXPECT_EQ(told(store).size(), 2u);
}

TEST_P(AlertsTest, TwoHappeningsThatBecomeOneTellNothingAnew) {
  store::Store store = opened();
  add(store, R"({"name":"x","kind":"events","query":{"types":["ASSAULT"]}})");
  // Two days apart they are two; a report of both days' span joins them.
  put(store, {example_report("r1", "2020-06-01", {attack("Shelled the Front", "2020-06-01")}),
              example_report("r2", "2020-06-03", {attack("Shelled them then", "2020-06-03")}, "Plaza Gazette")});
  EXPECT_EQ(ask(store), 1u);
  const std::size_t before = told(store).size();
  Record replaced = example_report("r2", "2020-06-03", {attack("Shelled them then", "2020-06-01")}, "Plaza Gazette");
  replaced.versions.engine = "0.2.0";
  put(store, {replaced});
  EXPECT_EQ(ask(store), 0u);
  put(store, {example_report("r3", "2020-06-04", {attack("Shelled was the Front", "2020-06-01")}, "Harbour Post")});
  EXPECT_EQ(ask(store), 0u) << ::testing::PrintToString(told(store));
  EXPECT_EQ(told(store).size(), before);
}

TEST_P(AlertsTest, WaitForOutletsAndForSoManyWithinDays) {
  store::Store store = opened();
  add(store, R"({"name":"o","kind":"events","query":{},"threshold":{"outlets":2}})");
  const std::string many = add(store, R"({"name":"n","kind":"events","query":{},"threshold":{"count":2,"days":3}})");
  put(store, {example_report("r1", "2020-06-01", {attack("Shelled the Front", "2020-06-01")})});
  EXPECT_EQ(ask(store), 0u);
  put(store, {example_report("r2", "2020-06-02", {attack("Shelled by them", "2020-06-01")}, "Plaza Gazette")});
  EXPECT_EQ(ask(store), 1u);  // two outlets of one happening
  put(store, {example_report("r3", "2020-06-09", {attack("Shelled later", "2020-06-09")})});
  EXPECT_EQ(ask(store), 0u);  // nine days later
  put(store, {example_report("r4", "2020-06-11", {attack("Shelled even later", "2020-06-11")})});
  EXPECT_EQ(ask(store), 1u);
  NotificationFilter filter;
  filter.alert = many;
  ASSERT_TRUE(page_notifications(store, filter, {.limit = 0}, [](const Notification& n, const store::Place&) {
    EXPECT_EQ(n.told.size(), 2u);
  }));
}

TEST_P(AlertsTest, KnowTheSidesOfAnEvent) {
  store::Store store = opened();
  add(store, R"({"name":"wrong","kind":"events","query":{"recipient":"Aldanian army"}})");
  add(store, R"({"name":"both","kind":"events","query":{"parties":["Aldanian army","Northern Front"],"place":"Tarn"}})");
  add(store, R"({"name":"other","kind":"events","query":{"parties":["Aldanian army","Borduria"]}})");
  put(store, {example_report("r1", "2020-06-01", {attack("Shelled the Front", "2020-06-01")})});
  EXPECT_EQ(ask(store), 1u);
}

TEST_P(AlertsTest, OfStatementsTellEachOnceInCopiesToo) {
  store::Store store = opened();
  add(store, R"({"name":"s","kind":"statements","query":{"speaker":"Ana Reyes"}})");
  ExampleEvent said = attack("Shells fell on Norda yesterday", "2020-06-01");
  said.speaker = "Ana Reyes";
  put(store, {example_report("r1", "2020-06-01", {said})});
  EXPECT_EQ(ask(store), 1u);
  put(store, {example_report("r2", "2020-06-02", {said}, "Plaza Gazette")});
  EXPECT_EQ(ask(store), 0u);
  ASSERT_EQ(told(store).size(), 1u);
  EXPECT_TRUE(told(store)[0].starts_with("Ana Reyes: ")) << told(store)[0];
}

TEST_P(AlertsTest, OfPledgesTellWhenTheDayHasPassed) {
  store::Store store = opened();
  add(store, R"({"name":"p","kind":"pledges","query":{"actor":"Borduria"}})");
  put(store, {ledger::with_pledge(example_report("r1", "2020-06-01", {}), "Borduria",
                                  "deliver forty trucks of flour to Norda", "2020-06-10")});
  EXPECT_EQ(ask(store, "2020-06-05"), 0u);
  EXPECT_EQ(ask(store, "2020-06-11"), 1u);
  EXPECT_EQ(ask(store, "2020-06-12"), 0u);
  ASSERT_EQ(told(store).size(), 1u);
  EXPECT_NE(told(store)[0].find("overdue since 2020-06-10: Borduria"), std::string::npos) << told(store)[0];
}

TEST_P(AlertsTest, PreviewSaysWhatWouldHaveBeenTold) {
  store::Store store = opened();
  put(store, {example_report("r1", "2020-06-01", {attack("Shelled the Front", "2020-06-01")}),
              example_report("r2", "2020-06-02", {attack("Shelled by them", "2020-06-01")}, "Plaza Gazette"),
              example_report("r3", "2020-06-09", {attack("Shelled later", "2020-06-09")})});
  ASSERT_TRUE(store.refresh());
  const auto days = [&store](const std::string& json, int back) {
    const auto found = preview(store, rule(json), {"2020-06-10", back, Clock::Published});
    EXPECT_TRUE(found) << (found ? "" : found.error().describe());
    std::string out;
    for (const auto& day : found->days) out += day.day + ":" + std::to_string(day.told.size()) + " ";
    return out;
  };
  EXPECT_EQ(days(R"({"name":"x","kind":"events","query":{}})", 30), "2020-06-01:1 2020-06-09:1 ");
  EXPECT_EQ(days(R"({"name":"x","kind":"events","query":{},"threshold":{"outlets":2}})", 30), "2020-06-02:1 ");
  EXPECT_EQ(days(R"({"name":"x","kind":"events","query":{},"threshold":{"count":2,"days":10}})", 30), "2020-06-09:2 ");
  EXPECT_EQ(days(R"({"name":"x","kind":"events","query":{}})", 3), "2020-06-09:1 ");
  EXPECT_EQ(days(R"({"name":"x","kind":"events","query":{"types":["AID"]}})", 30), "");
  EXPECT_EQ(value("SELECT count(*) FROM alert_matches"), "0");
}

TEST_P(AlertsTest, WhatIsForgottenIsToldNoMore) {
  store::Store store = opened();
  add(store, R"({"name":"x","kind":"events","query":{}})");
  put(store, {example_report("aaaaaaaaaaaaaaaa", "2020-06-01", {attack("Xylophonists shelled", "2020-06-01")})});
  ASSERT_EQ(ask(store), 1u);
  ASSERT_TRUE(store::forget(store, *store::find_forgettable(store, {.keys = {"aaaaaaaaaaaaaaaa"}})));
  EXPECT_TRUE(told(store).empty());
  EXPECT_EQ(value("SELECT count(*) FROM alert_keys"), "0");
}

TEST_P(AlertsTest, AreReadPausedAndRemoved) {
  store::Store store = opened();
  const std::string id = add(store, R"({"name":"x","kind":"events","query":{}})");
  put(store, {example_report("r1", "2020-06-01", {attack("Shelled the Front", "2020-06-01")})});
  ASSERT_EQ(ask(store), 1u);
  EXPECT_EQ(*unread_count(store), 1);
  ASSERT_TRUE(mark_read(store, "", true, "ana", "2020-06-02T00:00:00Z"));
  EXPECT_EQ(*unread_count(store), 0);
  ASSERT_TRUE(pause_rule(store, id, true));
  put(store, {example_report("r2", "2020-06-09", {attack("Shelled later", "2020-06-09")})});
  EXPECT_EQ(ask(store), 0u);
  ASSERT_TRUE(pause_rule(store, id.substr(0, 5), false));
  EXPECT_EQ(ask(store), 1u);  // what came meanwhile is not lost
  ASSERT_TRUE(remove_rule(store, id));
  EXPECT_EQ(value("SELECT count(*) FROM notifications"), "0");
}

TEST(Rules, SayWhatMeansNothing) {
  const auto why = [](const std::string& json) {
    const auto out = rule_from_json(Json::parse(json, nullptr, false));
    return out ? std::string("taken") : out.error().message;
  };
  EXPECT_NE(why(R"({"kind":"events"})").find("needs a name"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"tides"})").find("\"kind\" is to be"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"events","query":{"types":["RIOT"]}})").find("RIOT"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"events","query":{"colour":"red"}})").find("no key"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"events","threshold":{"count":0}})").find("cannot be used"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"statements","query":{}})").find("by whom"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"pledges","threshold":{"origins":2}})").find("of events alone"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"events","channels":{"webhook":"ftp://x"}})").find("https://"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"events","channels":{"email":["a@b\r\nBcc: c@d"]}})").find("cannot be used"), std::string::npos);
  EXPECT_NE(why(R"({"name":"x","kind":"events","channels":{"email":["a b@c"]}})").find("no address"), std::string::npos);
  EXPECT_NE(why("[]").find("an object"), std::string::npos);
  const Rule whole = rule(R"({"name":"x","kind":"events","query":{"actor":"y"},"threshold":{"origins":2},"paused":true})");
  EXPECT_EQ(to_json(*rule_from_json(to_json(whole))), to_json(whole));
}

TEST(Fired, SoManyWithinSoManyDays) {
  const auto days = [](std::vector<std::string> of, Threshold threshold) {
    std::vector<Match> matches;
    for (const std::string& day : of) matches.push_back({day, {}, "", "", "", ""});
    std::string out;
    for (const Fired& one : fired(matches, threshold)) out += std::to_string(one.match) + "@" + one.told_on.substr(8) + " ";
    return out;
  };
  EXPECT_EQ(days({"2020-01-01", "2020-01-09"}, {.count = 1}), "0@01 1@09 ");
  EXPECT_EQ(days({"2020-01-01", "2020-01-03", "2020-01-09"}, {.count = 2, .days = 3}), "0@03 1@03 ");
  EXPECT_EQ(days({"2020-01-01", "2020-01-03"}, {.count = 2, .days = 2}), "");
  EXPECT_EQ(days({"2020-01-01", "2020-01-02", "2020-01-03"}, {.count = 2, .days = 2}), "0@02 1@02 2@03 ");
}

}  // namespace
}  // namespace dragoman::alerts
