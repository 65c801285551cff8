#include "ledger/ledger.h"

#include <algorithm>
#include <filesystem>
#include <random>

#include <gtest/gtest.h>
#include <unistd.h>

#include "stories/copies.h"

namespace dragoman::ledger {
namespace {

namespace fs = std::filesystem;

// A report in which the government of Colombia or the FARC does one thing.
struct Maker {
  Record record;

  Maker(const std::string& id, const std::string& published) {
    record.id = id;
    record.uri = id + ".txt";
    record.outlet = "Meridian Wire";
    record.title = "";
    record.published = published;
    record.language = "en";
    RecordActor government;
    government.id = "a1";
    government.name = "Colombia's government";
    government.kind = ActorKind::Organisation;
    government.code = "COLGOV";
    government.country = "COL";
    government.sector = "GOV";
    RecordActor rebels;
    rebels.id = "a2";
    rebels.name = "FARC";
    rebels.kind = ActorKind::Group;
    rebels.code = "COLREB";
    rebels.country = "COL";
    rebels.sector = "REB";
    rebels.kb = "group/farc";
    record.actors = {government, rebels};
  }
  CodePointSpan append(const std::string& words) {
    if (!record.text.empty()) record.text += ' ';
    const auto begin = static_cast<std::uint32_t>(record.text.size());
    record.text += words;
    return {begin, static_cast<std::uint32_t>(record.text.size())};
  }
  Maker& pledge(const std::string& by, const std::string& words, const std::string& due = "") {
    RecordPledge pledge;
    pledge.id = "c" + std::to_string(record.pledges.size() + 1);
    pledge.by = by;
    pledge.what = {append(words)};
    pledge.due = due;
    record.pledges.push_back(std::move(pledge));
    return *this;
  }
  Maker& event(const std::string& by,
               const std::string& words,
               Factuality factuality,
               const std::string& date = "") {
    RecordEvent event;
    event.id = "e" + std::to_string(record.events.size() + 1);
    event.actors = {by};
    event.evidence = {append(words)};
    event.trigger = event.evidence;
    event.factuality = factuality;
    event.date = date;
    record.events.push_back(std::move(event));
    return *this;
  }
  Maker& fate(FateKind kind,
              const std::string& by,
              const std::string& words,
              const std::string& due = "") {
    RecordFate fate;
    fate.id = "f" + std::to_string(record.fates.size() + 1);
    fate.kind = kind;
    if (!by.empty()) fate.by = {by};
    fate.span = append(words);
    fate.what = fate.span;
    fate.due = due;
    record.fates.push_back(std::move(fate));
    return *this;
  }
};

class LedgerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dragoman-ledger-" + std::to_string(getpid()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  store::Store open(const std::string& name = "test.db") {
    auto store = store::Store::open(folder_ / name, store::Store::Access::Write,
                                    {.layers = {stories::make_copies_layer(), make_ledger_layer()}});
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return std::move(*store);
  }
  static void put(store::Store& store, const Record& record) {
    ASSERT_TRUE(store.put(record));
    const auto done = store.commit();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  // Each entry as "who what due: status (reports)".
  static std::vector<std::string> entries(store::Store& store, Query query) {
    EXPECT_TRUE(store.refresh());
    std::vector<std::string> out;
    const auto done = find_entries(store, query, [&](const Entry& e) {
      out.push_back((e.by.empty() ? "?" : e.by[0].name) + " " + e.what + " " + e.due_day + ": " +
                    std::string(to_string(e.status)) + (e.late ? " late" : "") + " (" +
                    std::to_string(e.reports) + ")");
      return true;
    });
    EXPECT_TRUE(done) << (done ? "" : done.error().describe());
    return out;
  }
  static std::string only(store::Store& store, const std::string& today) {
    const auto found = entries(store, {.today = today});
    EXPECT_EQ(found.size(), 1u);
    return found.empty() ? "" : found[0].substr(found[0].rfind(": ") + 2);
  }

  fs::path folder_;
};

constexpr const char* kSign = "sign a final peace accord by March 23";

TEST_F(LedgerTest, OnePledgeInTwoReportsIsOneEntry) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  put(store, Maker("bbbb", "2016-02-19")
                 .pledge("a1", "sign a final agreement by March 23", "2016-03-23")
                 .record);
  put(store, Maker("cccc", "2016-02-19")
                 .pledge("a1", "sign a trade agreement by May 1", "2016-05-01")
                 .record);
  const std::vector<std::string> expected = {
      "Colombia's government sign a final peace accord by March 23 2016-03-23: open (2)",
      "Colombia's government sign a trade agreement by May 1 2016-05-01: open (1)"};
  EXPECT_EQ(entries(store, {.today = "2016-02-20"}), expected);
}

TEST_F(LedgerTest, TheDayOfAskingTellsWhatIsDue) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  EXPECT_EQ(only(store, "2016-01-01"), "open (1)");
  EXPECT_EQ(only(store, "2016-03-15"), "due (1)");
  EXPECT_EQ(only(store, "2016-03-23"), "due (1)");
  EXPECT_EQ(only(store, "2016-03-24"), "overdue (1)");
  EXPECT_TRUE(entries(store, {.today = "2016-01-01", .due_only = true}).empty());
  EXPECT_EQ(entries(store, {.today = "2016-01-01", .due_days = 100, .due_only = true}).size(), 1u);
}

TEST_F(LedgerTest, WhatWasDoneIsKept) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  put(store, Maker("bbbb", "2016-03-20")
                 .event("a1", "signed a peace agreement", Factuality::Occurred)
                 .record);
  EXPECT_EQ(only(store, "2016-12-01"), "kept (1)");
}

TEST_F(LedgerTest, WhatOthersDidOrAnotherThingIsNoEvidence) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  put(store, Maker("bbbb", "2016-03-20")
                 .event("a2", "signed a peace agreement", Factuality::Occurred)
                 .record);
  put(store,
      Maker("cccc", "2016-03-20").event("a1", "signed a budget", Factuality::Occurred).record);
  put(store, Maker("dddd", "2015-09-20")
                 .event("a1", "signed a peace agreement", Factuality::Occurred)
                 .record);
  put(store, Maker("eeee", "2016-03-20")
                 .event("a1", "will sign a peace agreement", Factuality::Planned)
                 .record);
  EXPECT_EQ(only(store, "2016-12-01"), "overdue (1)");
}

TEST_F(LedgerTest, WhatWasNotDoneByItsDayIsBroken) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  put(store, Maker("bbbb", "2015-12-01")
                 .event("a1", "did not sign a peace agreement", Factuality::Negated)
                 .record);
  EXPECT_EQ(only(store, "2016-01-01"), "open (1)");  // not yet
  put(store, Maker("cccc", "2016-03-23")
                 .event("a1", "failed to sign a peace agreement", Factuality::Negated)
                 .record);
  EXPECT_EQ(only(store, "2016-12-01"), "broken (1)");
  put(store, Maker("dddd", "2016-08-24")
                 .event("a1", "signed the peace agreement", Factuality::Occurred)
                 .record);
  EXPECT_EQ(only(store, "2016-12-01"), "broken late (1)");  // the day was missed all the same
}

TEST_F(LedgerTest, ReportsThatSaySo) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23")
                 .pledge("a2", "release all minors from its camps", "2015-12-01")
                 .record);
  put(store, Maker("bbbb", "2015-11-20")
                 .fate(FateKind::Postponed, "a2", "postponed the release of minors from its camps",
                       "2016-02-01")
                 .record);
  EXPECT_EQ(only(store, "2015-11-25"), "renegotiated (1)");
  put(store, Maker("cccc", "2016-01-05")
                 .fate(FateKind::Broken, "", "broke its promise to release minors")
                 .record);
  EXPECT_EQ(only(store, "2016-01-25"), "broken (1)");
}

TEST_F(LedgerTest, ContradictionIsShownNotDecided) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23")
                 .pledge("a2", "withdraw its fighters from the valley", "2015-12-01")
                 .record);
  put(store, Maker("bbbb", "2015-11-20")
                 .event("a2", "withdrew its fighters from the valley", Factuality::Occurred)
                 .record);
  put(store, Maker("cccc", "2015-12-05")
                 .event("a2", "had not withdrawn fighters from the valley", Factuality::Negated)
                 .record);
  EXPECT_EQ(only(store, "2016-01-25"), "disputed (1)");
}

TEST_F(LedgerTest, NotDoneAtFirstAndDoneInTheEndIsNoDispute) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a2", "withdraw its fighters from the valley").record);
  put(store, Maker("bbbb", "2015-10-05")
                 .event("a2", "had not withdrawn fighters from the valley", Factuality::Negated)
                 .record);
  EXPECT_EQ(only(store, "2015-11-01"), "open (1)");
  put(store, Maker("cccc", "2015-11-20")
                 .event("a2", "withdrew its fighters from the valley", Factuality::Occurred)
                 .record);
  EXPECT_EQ(only(store, "2015-12-01"), "kept (1)");
}

TEST_F(LedgerTest, WhatIsNotToBeDoneIsBrokenByDoingIt) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", "not sign a peace agreement").record);
  put(store, Maker("bbbb", "2015-10-05")
                 .event("a1", "did not sign a peace agreement", Factuality::Negated)
                 .fate(FateKind::Broken, "a1", "failed to sign a peace agreement")
                 .record);
  EXPECT_EQ(only(store, "2015-11-01"), "open (1)");
  put(store, Maker("cccc", "2015-11-20")
                 .event("a1", "signed a peace agreement", Factuality::Occurred)
                 .record);
  EXPECT_EQ(only(store, "2015-12-01"), "broken (1)");
}

TEST_F(LedgerTest, WhatIsPublishedAfterTheDayOfAskingIsNotKnown) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  put(store, Maker("bbbb", "2016-03-25")
                 .event("a1", "signed a peace agreement", Factuality::Occurred, "2016-03-20")
                 .record);
  EXPECT_EQ(entries(store, {.today = "2015-09-22"}).size(), 0u);
  EXPECT_EQ(only(store, "2016-03-24"), "overdue (1)");
  EXPECT_EQ(only(store, "2016-03-25"), "kept (1)");
}

TEST_F(LedgerTest, VaguePledgesStandBack) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23")
                 .pledge("a1", "defend the people")
                 .pledge("a1", kSign, "2016-03-23")
                 .record);
  EXPECT_EQ(entries(store, {.today = "2016-01-01"}).size(), 1u);
  EXPECT_EQ(entries(store, {.today = "2016-01-01", .vague = true}).size(), 2u);
}

TEST_F(LedgerTest, EntriesAreFoundByIdAndWords) {
  store::Store store = open();
  put(store, Maker("aaaa", "2015-09-23").pledge("a1", kSign, "2016-03-23").record);
  ASSERT_TRUE(store.refresh());
  EXPECT_EQ(entries(store, {.today = "2016-01-01", .about = "peace accord"}).size(), 1u);
  EXPECT_EQ(entries(store, {.today = "2016-01-01", .about = "trade"}).size(), 0u);
  EXPECT_EQ(entries(store, {.today = "2016-01-01", .by = "colombia"}).size(), 1u);
  EXPECT_EQ(entries(store, {.today = "2016-01-01", .by = "FARC"}).size(), 0u);
  std::string id;
  ASSERT_TRUE(find_entries(store, {.today = "2016-01-01"}, [&](const Entry& e) {
    id = e.id;
    return true;
  }));
  auto found = entry(store, id.substr(0, 6), "2016-01-01");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->pledged.size(), 1u);
  EXPECT_EQ(found->pledged[0].what, kSign);
  EXPECT_EQ(found->outlets, 1);
  EXPECT_EQ(found->origins, 1);
  EXPECT_EQ(entry(store, "0123456789abcdef", "2016-01-01").error().code, ErrorCode::NotFound);
  EXPECT_EQ(entry(store, id, "soon").error().code, ErrorCode::BadArgument);
}

// The same rows whatever the order of arrival, the batches, what was replaced and what was removed.
TEST_F(LedgerTest, TheOrderOfArrivalDoesNotMatter) {
  std::vector<Record> records;
  const std::vector<std::string> things = {
      "sign a peace accord with rebels", "withdraw troops from the northern valley",
      "open the border crossing at Cali", "release minors from camps"};
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    const std::string day = "2015-" + std::string(i % 12 < 9 ? "0" : "") +
                            std::to_string(i % 12 + 1) + "-1" + std::to_string(i % 7);
    Maker maker("id" + std::to_string(100 + i), day);
    maker.pledge(i % 3 == 0 ? "a1" : "a2", things[random() % things.size()],
                 i % 4 == 0 ? "2015-12-01" : "");
    maker.event(i % 2 == 0 ? "a1" : "a2", things[random() % things.size()],
                i % 5 == 0 ? Factuality::Negated : Factuality::Occurred);
    records.push_back(maker.record);
  }
  const auto result = [&](const std::string& name, bool detours) {
    store::Store store = open(name);
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (detours && i % 7 == 0) {  // another record first under this id
        Record other = records[i];
        other.pledges[0].what[0].end -= 3;
        put(store, other);
        EXPECT_TRUE(store.refresh());
      }
      put(store, records[i]);
      if (random() % 5 == 0) {
        EXPECT_TRUE(store.refresh());
      }
    }
    return entries(store, {.today = "2016-01-01", .vague = true});
  };
  const auto expected = result("0.db", false);
  EXPECT_GT(expected.size(), 4u);
  for (int round = 1; round < 6; ++round) {
    std::shuffle(records.begin(), records.end(), random);
    EXPECT_EQ(result(std::to_string(round) + ".db", true), expected);
  }
}

}  // namespace
}  // namespace dragoman::ledger
