#include "store/corrections.h"

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "corrections/request.h"
#include "store/example_record.h"
#include "store/forget.h"

namespace dragoman::store {
namespace {

using corrections::Json;
using corrections::State;
using corrections::Verdict;

class CorrectionsTest : public testing::BothStores {
 protected:
  static constexpr const char* kReport = "aaaaaaaaaaaaaaaa";

  Store opened(Layers layers = {}) { return open(Store::Access::Write, {.layers = layers}); }
  static void put(Store& store, const Record& record) {
    ASSERT_TRUE(store.put(record));
    const auto done = store.commit();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  static Correction ask(Store& store, corrections::Request request) {
    request.author = "ana";
    if (request.made.empty()) request.made = "2016-04-01T00:00:00Z";
    const auto machine = store.machine_record(kReport);
    const auto seen = store.record(kReport);
    auto correction = corrections::make_correction(*machine, *seen, request);
    EXPECT_TRUE(correction) << (correction ? "" : correction.error().describe());
    auto added = add_corrections(store, {*correction}, "made");
    EXPECT_TRUE(added) << (added ? "" : added.error().describe());
    return added->added.empty() ? *correction : added->added[0];
  }
  static Correction to_protest(Store& store) {
    return ask(store, {.entry = "e1", .field = "type", .verdict = Verdict::Correct,
                       .value = "PROTEST", .reason = "they marched"});
  }
  std::string types() { return values("SELECT type || ' ' || rule FROM events ORDER BY report, id"); }
};
DRAGOMAN_ON_BOTH_STORES(CorrectionsTest);

TEST_P(CorrectionsTest, RowsAreOfTheCorrectedRecordAndTheMachinesStays) {
  Store store = opened();
  put(store, example_record(kReport, "one", "2016-01-01"));
  const std::string before = value("SELECT record FROM reports");
  const std::string rows = dump();
  const Correction correction = to_protest(store);
  EXPECT_EQ(correction.state, State::Applied);
  EXPECT_EQ(correction.entry, "e1");
  EXPECT_EQ(types(), "PROTEST meet; corrected/type");
  EXPECT_EQ(value("SELECT record FROM reports"), before);
  EXPECT_EQ(store.record(kReport)->events[0].type, EventType::Protest);
  EXPECT_EQ(store.machine_record(kReport)->events[0].type, EventType::Consult);
  EXPECT_NE(corrected_json(store, kReport)->find("\"corrections\":["), std::string::npos);
  EXPECT_EQ(*record_json(store, kReport), before);

  const auto withdrawn = withdraw_correction(store, correction.id.substr(0, 6), "ben", "no", "2016-04-02T00:00:00Z");
  ASSERT_TRUE(withdrawn) << withdrawn.error().describe();
  EXPECT_EQ(withdrawn->state, State::Withdrawn);
  EXPECT_EQ(types(), "CONSULT meet");
  EXPECT_FALSE(withdraw_correction(store, correction.id, "ben", "", "2016-04-03T00:00:00Z"));
  // All rows but those of the corrections themselves are what they were.
  ASSERT_TRUE(store.database().execute("DELETE FROM corrections; DELETE FROM correction_log"));
  EXPECT_EQ(dump(), rows);
}

TEST_P(CorrectionsTest, SurviveAnotherReading) {
  Store store = opened();
  put(store, example_record(kReport, "one", "2016-01-01"));
  const Correction correction = to_protest(store);
  Record again = example_record(kReport, "one", "2016-01-01");
  again.versions.engine = "0.2.0";
  put(store, again);
  EXPECT_EQ(types(), "PROTEST meet; corrected/type");
  again.versions.engine = "0.3.0";
  again.events[0].type = EventType::Protest;
  put(store, again);
  EXPECT_EQ(find_correction(store, correction.id)->state, State::Agreed);
  EXPECT_EQ(types(), "PROTEST meet");
  again.versions.engine = "0.4.0";
  again.events.clear();
  put(store, again);
  EXPECT_EQ(find_correction(store, correction.id)->state, State::Orphaned);
  CorrectionFilter orphans;
  orphans.state = State::Orphaned;
  int listed = 0;
  ASSERT_TRUE(page_corrections(store, orphans, {}, [&](const Correction& c, const Place&) {
    ++listed;
    EXPECT_EQ(c.reason, "they marched");
  }));
  EXPECT_EQ(listed, 1);
  put(store, example_record(kReport, "one", "2016-01-01"));
  EXPECT_EQ(types(), "PROTEST meet; corrected/type");
}

// What a layer is told of.
class TypesLayer : public Layer {
 public:
  std::string_view name() const override { return "types"; }
  int version() const override { return 1; }
  Result<void> clear(Database&) override {
    types.clear();
    return {};
  }
  Result<void> put(Database&, const Record& record) override {
    for (const RecordEvent& event : record.events) types[record.id] += to_string(event.type);
    return {};
  }
  Result<void> remove(Database&, const std::string& report) override {
    types.erase(report);
    return {};
  }
  Result<void> refresh(Database&) override { return {}; }
  std::map<std::string, std::string> types;
};

TEST_P(CorrectionsTest, LayersSeeTheCorrectedRecord) {
  const auto layer = std::make_shared<TypesLayer>();
  const std::map<std::string, std::string> corrected = {{kReport, "PROTEST"}, {"b", "CONSULT"}};
  {
    Store store = opened({layer});
    put(store, example_record(kReport, "one", "2016-01-01"));
    put(store, example_record("b", "two", "2016-01-01"));
    to_protest(store);
    EXPECT_EQ(layer->types, corrected);
    put(store, example_record(kReport, "elsewhere", "2016-01-02"));  // a source more
    EXPECT_EQ(layer->types, corrected);
    ASSERT_TRUE(store.database().execute("DELETE FROM layers"));
  }
  const auto built = std::make_shared<TypesLayer>();
  Store store = opened({built});
  EXPECT_EQ(built->types, corrected);
}

TEST_P(CorrectionsTest, WhateverTheOrderOfArrivalTheRowsAreTheSame) {
  std::vector<Correction> made;
  std::string rows;
  {
    Store store = opened();
    put(store, example_record(kReport, "one", "2016-01-01"));
    made.push_back(to_protest(store));
    made.push_back(ask(store, {.entry = "e1", .field = "type", .verdict = Verdict::Correct,
                               .value = "COERCE", .made = "2016-04-02T00:00:00Z"}));
    rows = types();
    EXPECT_EQ(rows, "COERCE meet; corrected/type");
  }
  start_anew();
  Store store = opened();
  const auto early = add_corrections(store, made, "imported");
  EXPECT_EQ(early->left_out, 2u);  // the report is not there
  put(store, example_record(kReport, "one", "2016-01-01"));
  const auto added = add_corrections(store, {made[1], made[0]}, "imported");
  ASSERT_TRUE(added) << added.error().describe();
  EXPECT_EQ(added->added.size(), 2u);
  EXPECT_EQ(types(), rows);
  const auto again = add_corrections(store, made, "imported");
  EXPECT_EQ(again->known, 2u);
  EXPECT_TRUE(again->reports.empty());
  EXPECT_EQ(correction_log(store, "")->size(), 2u);
}

TEST_P(CorrectionsTest, TheLogOnlyGrows) {
  Store store = opened();
  put(store, example_record(kReport, "one", "2016-01-01"));
  const Correction correction = to_protest(store);
  ASSERT_TRUE(withdraw_correction(store, correction.id, "ben", "no", "2016-04-02T00:00:00Z"));
  const auto log = correction_log(store, correction.id);
  ASSERT_EQ(log->size(), 2u);
  EXPECT_EQ((*log)[0].act + " " + (*log)[0].author, "made ana");
  EXPECT_EQ((*log)[1].act + " " + (*log)[1].author + " " + (*log)[1].reason, "withdrawn ben no");
}

TEST_P(CorrectionsTest, AreForgottenWithTheirReport) {
  Store store = opened();
  put(store, example_record(kReport, "one", "2016-01-01"));
  to_protest(store);
  const auto sources = find_forgettable(store, {.keys = {kReport}});
  ASSERT_TRUE(forget(store, *sources));
  EXPECT_EQ(value("SELECT count(*) FROM corrections"), "0");
  EXPECT_EQ(value("SELECT count(*) FROM correction_log"), "0");
}

TEST_P(CorrectionsTest, PageByPage) {
  Store store = opened();
  put(store, example_record(kReport, "one", "2016-01-01"));
  for (const char* date : {"2016-01", "2016-02", "2016-03"}) {
    ask(store, {.entry = "e1", .field = "date", .verdict = Verdict::Correct, .value = date,
                .made = "2016-04-01T00:00:00Z"});
  }
  std::string seen;
  Page page{.limit = 2};
  for (int pages = 0; pages < 3; ++pages) {
    std::optional<Place> last;
    ASSERT_TRUE(page_corrections(store, {}, page, [&](const Correction& c, const Place& place) {
      seen += c.value.get<std::string>() + " ";
      last = place;
    }));
    if (!last) break;
    page.after = last;
  }
  EXPECT_EQ(seen, "2016-03 2016-02 2016-01 ");
}

}  // namespace
}  // namespace dragoman::store
