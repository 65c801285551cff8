#include "store/totals.h"

#include <random>

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/counts.h"
#include "store/example_record.h"
#include "store/forget.h"
#include "store/pages.h"
#include "store/schema.h"

namespace dragoman::store {
namespace {

class TotalsTest : public testing::BothStores {
 protected:
  // One of twenty reports, as one of several versions made it.
  static Record variant(std::mt19937& random) {
    const std::string number = std::to_string(10 + random() % 20);
    Record record = example_record(std::string(14, 'a') + number, number + ".txt",
                                   "2016-03-" + std::to_string(10 + random() % 9));
    record.versions.engine = std::to_string(random() % 50);
    record.outlet = random() % 2 == 0 ? "Meridian Wire" : "";
    record.actors[random() % record.actors.size()].role = random() % 2 == 0 ? "envoy" : "president";
    if (random() % 3 == 0) record.events.clear();
    if (random() % 3 == 0) record.actors.back().name = "FARC";
    return record;
  }
};

// What is kept batch by batch is what is counted anew from the rows.
TEST_P(TotalsTest, AreThoseOfTheRowsHoweverTheyCameAbout) {
  std::mt19937 random(7);
  for (int round = 0; round < 6; ++round) {
    start_anew();
    {
      Store store = open(Store::Access::Write);
      for (int i = 0; i < 60; ++i) {
        ASSERT_TRUE(store.put(variant(random)));
        if (random() % 5 == 0) {
          ASSERT_TRUE(store.commit());
        }
        if (random() % 10 != 0) continue;
        ASSERT_TRUE(store.commit());
        const auto some = find_forgettable(store, {.before = "2016-03-12"});
        ASSERT_TRUE(some);
        ASSERT_TRUE(forget(store, *some));
      }
      ASSERT_TRUE(store.commit());
    }
    const std::string kept = dump();
    {
      Database writer = database(Database::Access::Write);
      ASSERT_TRUE(migrate(writer, 10));
    }
    { Store anew = open(Store::Access::Write); }
    EXPECT_EQ(dump(), kept) << "round " << round;
  }
}

// A filter by an actor is answered alike by both back ends.
TEST_P(TotalsTest, PagesAreFilteredByAnActor) {
  Store store = open(Store::Access::Write);
  ASSERT_TRUE(store.put(example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23")));
  ASSERT_TRUE(store.commit());
  const auto rows = [&store](const std::string& actor) {
    DeskFilter filter;
    filter.actor = actor;
    std::string out;
    const auto count = [&out](const auto&, const Place&) { out += '+'; };
    EXPECT_TRUE(page_events(store, filter, {}, count));
    out += ' ';
    EXPECT_TRUE(page_statements(store, filter, {}, count));
    out += ' ';
    EXPECT_TRUE(page_reports(store, filter, {}, count));
    out += ' ';
    const auto done = page_actors(store, filter, {}, count);
    return done ? out : done.error().describe();
  };
  EXPECT_EQ(rows("farc"), "+  + +");
  EXPECT_EQ(rows("nobody"), "   ");
}

DRAGOMAN_ON_BOTH_STORES(TotalsTest);

}  // namespace
}  // namespace dragoman::store
