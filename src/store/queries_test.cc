#include "store/queries.h"

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/example_record.h"

namespace dragoman::store {
namespace {

class QueriesTest : public testing::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    store_.emplace(open(Store::Access::Write));
    // The second differs in the event, its date and who speaks.
    Record second = example_record("bbbbbbbbbbbbbbbb", "b.txt", "2016-06-23");
    second.title = "Attack in Cauca";
    second.outlet = "Boreal Press";
    second.statements[0].speaker = "a1";
    second.statements[0].stance = Stance::Denial;
    second.events[0].type = EventType::Assault;
    second.events[0].actors = {"a2"};
    second.events[0].recipients = {"a3"};
    second.events[0].date = "";
    second.events[0].place = "";
    second.actors[2].role = "";
    ASSERT_TRUE(store_->put(second));
    ASSERT_TRUE(store_->put(example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23T18:00:00Z")));
    ASSERT_TRUE(store_->commit());
  }
  void TearDown() override {
    store_.reset();
    BothStores::TearDown();
  }

  std::string events(const Filter& filter) {
    std::string out;
    auto done = find_events(*store_, filter, [&out](const EventRow& e) {
      out += (out.empty() ? "" : " ") + e.day + ":" + e.type;
      return true;
    });
    return done ? out : done.error().describe();
  }
  std::string quotes(const Filter& filter) {
    std::string out;
    auto done = find_statements(*store_, filter, [&out](const StatementRow& s) {
      out += (out.empty() ? "" : ", ") + s.day + " " + s.speaker.name;
      return true;
    });
    return done ? out : done.error().describe();
  }
  std::string actors(const Filter& filter) {
    std::string out;
    auto done = find_actors(*store_, filter, [&out](const ActorRow& a) {
      out += (out.empty() ? "" : ", ") + a.name + " " + std::to_string(a.reports);
      return true;
    });
    return done ? out : done.error().describe();
  }

  std::optional<Store> store_;
};

constexpr const char* kBoth = "2016-04-01:CONSULT 2016-06-23:ASSAULT";
constexpr const char* kMeeting = "2016-04-01:CONSULT";
constexpr const char* kAttack = "2016-06-23:ASSAULT";

TEST_P(QueriesTest, EventsByEachFilter) {
  EXPECT_EQ(events({}), kBoth);
  EXPECT_EQ(events({.limit = 1}), kAttack);  // the latest
  EXPECT_EQ(events({.type = "consult"}), kMeeting);
  EXPECT_EQ(events({.actor = "farc"}), kBoth);  // an alias, not the name
  EXPECT_EQ(events({.actor = "ana reyes"}), kAttack);
  EXPECT_EQ(events({.actor = "ana rey"}), "");
  EXPECT_EQ(events({.actor = "ana rey*"}), kAttack);
  EXPECT_EQ(events({.actor = "COLGOV"}), kAttack);
  EXPECT_EQ(events({.actor = "Q739"}), kMeeting);
  EXPECT_EQ(events({.country = "col"}), kBoth);
  EXPECT_EQ(events({.country = "Colombia"}), kBoth);
  EXPECT_EQ(events({.country = "CUB"}), kMeeting);  // where it is
  EXPECT_EQ(events({.country = "FRA"}), "");
  EXPECT_EQ(events({.since = "2016-04-15"}), kBoth);  // April is not over
  EXPECT_EQ(events({.since = "2016-05"}), kAttack);
  EXPECT_EQ(events({.until = "2016-04"}), kMeeting);
  EXPECT_EQ(events({.until = "2016-03-31"}), "");
  EXPECT_EQ(events({.search = "cauca"}), kAttack);
  EXPECT_EQ(events({.search = "marquez hav*"}), kBoth);
  EXPECT_EQ(events({.search = "\"havana meet\""}), "");
  EXPECT_EQ(events({.actor = "farc", .type = "CONSULT", .since = "2016", .search = "havana"}),
            kMeeting);
}

TEST_P(QueriesTest, FiltersThatCannotBeUsedSayWhy) {
  EXPECT_NE(events({.type = "DANCE"}).find("BadArgument"), std::string::npos);
  EXPECT_NE(events({.since = "yesterday"}).find("BadArgument"), std::string::npos);
  EXPECT_NE(events({.until = "20"}).find("BadArgument"), std::string::npos);
  EXPECT_NE(events({.search = "--"}).find("BadArgument"), std::string::npos);
  EXPECT_NE(quotes({.type = "shouted"}).find("BadArgument"), std::string::npos);
  EXPECT_NE(actors({.type = "robot"}).find("BadArgument"), std::string::npos);
  EXPECT_EQ(events({.actor = "'; DROP TABLE events; --"}), "");
  EXPECT_EQ(events({}), kBoth);
}

TEST_P(QueriesTest, AnEventComesWithAllThatATableNeeds) {
  auto done = find_events(*store_, {.type = "CONSULT"}, [](const EventRow& e) {
    EXPECT_EQ(e.report.id, "aaaaaaaaaaaaaaaa");
    EXPECT_EQ(e.report.uri, "a.txt");
    EXPECT_EQ(e.report.outlet, "Meridian Wire");
    EXPECT_EQ(e.contexts, (std::vector<std::string>{"diplomatic", "rebellion"}));
    EXPECT_EQ(e.actors.size(), 1u);
    EXPECT_EQ(e.actors.at(0).name, "Colombia");
    EXPECT_EQ(e.recipients.at(0).code, "COLREB");
    EXPECT_EQ(e.trigger, "meet");
    EXPECT_EQ(e.evidence, "We will meet the FARC in Havana");
    EXPECT_EQ(e.date, "2016-04");
    EXPECT_EQ(e.place, "Havana");
    EXPECT_EQ(e.country, "CUB");
    EXPECT_DOUBLE_EQ(e.lat.value_or(0), 23.13);
    EXPECT_EQ(e.factuality, "planned");
    EXPECT_EQ(e.speaker, "Ana Reyes");
    EXPECT_DOUBLE_EQ(e.score, 2.5);
    return true;
  });
  EXPECT_TRUE(done);
}

TEST_P(QueriesTest, Statements) {
  EXPECT_EQ(quotes({}), "2016-03-23 Ana Reyes, 2016-06-23 Iv\u00E1n M\u00E1rquez");
  EXPECT_EQ(quotes({.speaker = "reyes"}), "2016-03-23 Ana Reyes");
  EXPECT_EQ(quotes({.type = "denial"}), "2016-06-23 Iv\u00E1n M\u00E1rquez");
  EXPECT_EQ(quotes({.type = "direct", .limit = 1}), "2016-06-23 Iv\u00E1n M\u00E1rquez");
  EXPECT_EQ(quotes({.speaker = "marquez", .about = "farc havana"}),
            "2016-06-23 Iv\u00E1n M\u00E1rquez");
  EXPECT_EQ(quotes({.about = "oslo"}), "");
  EXPECT_EQ(quotes({.country = "COL", .until = "2016-05"}), "2016-03-23 Ana Reyes");
}

TEST_P(QueriesTest, ActorsAreJoinedOverReports) {
  EXPECT_EQ(actors({.type = "country"}), "Colombia 2");
  EXPECT_EQ(actors({.actor = "farc"}), "Revolutionary Armed Forces 2");
  EXPECT_EQ(actors({.country = "FRA"}), "");
  EXPECT_EQ(actors({.type = "country", .until = "2016-03-23"}),
            "Colombia 1");  // though it appeared at 18:00
  EXPECT_EQ(actors({.type = "country", .since = "2016-03-24"}), "Colombia 1");
  auto done = find_actors(*store_, {.actor = "Reyes"}, [](const ActorRow& a) {
    EXPECT_EQ(a.role, "foreign minister");  // the later report does not tell
    EXPECT_EQ(a.mentions, 2);
    EXPECT_EQ(a.statements, 1);
    EXPECT_EQ(a.events, 1);
    return true;
  });
  EXPECT_TRUE(done);
}

TEST_P(QueriesTest, RecordsAndSummary) {
  std::vector<std::string> ids;
  auto done = find_records(*store_, {}, [&ids](const std::string& json) {
    ids.push_back(record_from_json(json)->id);
    return true;
  });
  EXPECT_TRUE(done);
  EXPECT_EQ(ids, (std::vector<std::string>{"aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"}));

  const auto summary = summarise(*store_);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->reports, 2);
  EXPECT_EQ(summary->events, 2);
  EXPECT_EQ(summary->pledges, 2);
  EXPECT_EQ(summary->first, "2016-03-23T18:00:00Z");
  EXPECT_EQ(summary->last, "2016-06-23");
  EXPECT_EQ(summary->outlets.size(), 2u);
  EXPECT_EQ(summary->process_names,
            (std::vector<std::pair<std::string, std::int64_t>>{{"Havana talks", 2}}));
}

TEST_P(QueriesTest, EachMayEndEarly) {
  int rows = 0;
  EXPECT_TRUE(find_events(*store_, {}, [&rows](const EventRow&) { return ++rows, false; }));
  EXPECT_EQ(rows, 1);
}

DRAGOMAN_ON_BOTH_STORES(QueriesTest);

}  // namespace
}  // namespace dragoman::store
