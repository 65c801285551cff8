#include "dossiers/dossiers_layer.h"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "dossiers/example_reports.h"
#include "dossiers/find_dossiers.h"
#include "store/store.h"

namespace dragoman::dossiers {
namespace {

using store::Store;

class DossiersLayerTest : public testing::TemporaryFolder {
 protected:
  Store open(const std::string& name, const std::string& rules = "") {
    auto store = Store::open(path(name), Store::Access::Write,
                             {.layers = {std::make_shared<DossiersLayer>(rules)}});
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return std::move(*store);
  }
  static void put(Store& store, const Record& record) { ASSERT_TRUE(store.put(record)); }
  static void settle(Store& store) {
    ASSERT_TRUE(store.commit());
    const auto done = store.refresh();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  // All that the layer's tables say.
  static std::string dump(Store& store) {
    std::string out;
    for (const char* sql :
         {"SELECT id || name || kind || country || names || parties || state || changed || "
          "first_day || last_day "
          "|| reports || pinned AS line FROM dossiers",
          "SELECT dossier || block || report || process AS line FROM dossier_members",
          "SELECT report || process || block || profile AS line FROM process_mentions",
          "SELECT report || process || block || facts AS line FROM process_facts",
          "SELECT block AS line FROM process_dirty", "SELECT report AS line FROM process_touched",
          "SELECT dossier AS line FROM dossier_shorter"}) {
      out += *store.database().value_of("SELECT group_concat(line, ';') FROM (" + std::string(sql) +
                                        " ORDER BY line)") +
             "\n";
    }
    return out;
  }
  static std::string names(Store& store) {
    std::string out;
    EXPECT_TRUE(list_dossiers(store, {}, [&](const DossierRow& row) {
      out += row.name + " " + std::to_string(row.reports) + "; ";
      return true;
    }));
    return out;
  }
};

// A report of some day on one of a few processes.
Record any_report(int number, std::mt19937& random) {
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const std::string id = "report" + std::to_string(number);
  const std::string day = "20" + std::to_string(12 + pick(4)) + "-0" + std::to_string(1 + pick(9)) +
                          "-1" + std::to_string(pick(9));
  const bool havana = pick(2) == 0;
  ReportMaker maker(id, day,
                    id + ": The Havana talks of Colombia with the FARC or the ELN resumed, the ceasefire "
                    "was declared, land reform agreed on.");
  maker.outlet("outlet" + std::to_string(pick(3)));
  maker.process(ProcessKind::Talks, havana ? "Havana talks" : "talks");
  if (havana) maker.place("format", "Havana", "CUB");
  maker.role("Colombia", "COL", "party").role(pick(3) == 0 ? "ELN" : "FARC", "COLREB", "party");
  maker.act(pick(2) == 0 ? "resumed" : "suspended", "resumed");
  maker.item("land reform", pick(2) == 0 ? "listed" : "agreed");
  if (pick(2) == 0) {
    maker.process(ProcessKind::Ceasefire, "ceasefire").role("FARC", "COLREB", "party");
    maker.act(pick(2) == 0 ? "declared" : "ended", "ceasefire was declared");
  }
  return maker.make();
}

TEST_F(DossiersLayerTest, DoesNotDependOnOrderBatchesRemovalOrReplacement) {
  for (unsigned seed = 1; seed <= 6; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<Record> records;
    for (int i = 0; i < 24; ++i) records.push_back(any_report(i, random));
    Store straight = open("straight" + std::to_string(seed));
    for (const Record& record : records) put(straight, record);
    settle(straight);

    std::shuffle(records.begin(), records.end(), random);
    Store mixed = open("mixed" + std::to_string(seed));
    for (std::size_t i = 0; i < records.size(); ++i) {
      if (random() % 3 == 0) {  // first another record of this text, which is replaced
        Record other = any_report(static_cast<int>(i), random);
        other.id = records[i].id, other.uri = records[i].uri;
        put(mixed, other);
        if (random() % 2 == 0) settle(mixed);
      }
      put(mixed, records[i]);
      if (random() % 4 == 0) settle(mixed);
      if (random() % 3 == 0) {  // and may leave much for later
        ASSERT_TRUE(mixed.commit());
        ASSERT_TRUE(mixed.refresh({.all = false}));
      }
    }
    settle(mixed);
    EXPECT_EQ(dump(mixed), dump(straight));
  }
}

TEST_F(DossiersLayerTest, ARemovedReportLeavesNoTrace) {
  std::mt19937 random(7);
  const Record kept = any_report(1, random), gone = any_report(2, random);
  Store with = open("with"), without = open("without");
  DossiersLayer layer;
  for (const Record& record : {kept, gone}) put(with, record);
  settle(with);
  ASSERT_TRUE(layer.remove(with.database(), gone.id));
  ASSERT_TRUE(layer.refresh(with.database()));
  put(without, kept);
  settle(without);
  EXPECT_EQ(dump(with), dump(without));
}

TEST_F(DossiersLayerTest, WhatCostsMuchMayWait) {
  std::mt19937 random(11);
  Store store = open("store");
  for (int i = 0; i < 40; ++i) put(store, any_report(i, random));
  settle(store);
  const std::string before = names(store);
  put(store, any_report(40, random));
  ASSERT_TRUE(store.commit());
  ASSERT_TRUE(store.refresh({.all = false}));
  EXPECT_EQ(names(store), before);
  for (int i = 41; i < 50; ++i) put(store, any_report(i, random));
  ASSERT_TRUE(store.commit());
  ASSERT_TRUE(store.refresh({.all = false}));
  EXPECT_NE(names(store), before);
  settle(store);
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM process_dirty"), "0");
}

TEST_F(DossiersLayerTest, RefreshingAgainChangesNothing) {
  std::mt19937 random(3);
  Store store = open("store");
  for (int i = 0; i < 8; ++i) put(store, any_report(i, random));
  settle(store);
  const std::string before = dump(store);
  settle(store);
  EXPECT_EQ(dump(store), before);
}

Record talks_report(const std::string& id,
                    const std::string& day,
                    const std::string& name,
                    const std::string& with) {
  return ReportMaker(id, day, id + ": The " + name + " of Colombia and the " + with + ".")
      .process(ProcessKind::Talks, name)
      .role("Colombia", "COL", "party")
      .role(with, "COLREB", "party")
      .make();
}

TEST_F(DossiersLayerTest, UsersPinNameMergeSplitAndHide) {
  const std::vector<Record> records = {talks_report("r1", "2014-01-01", "talks", "FARC"),
                                       talks_report("r2", "2014-02-01", "talks", "ELN"),
                                       talks_report("r3", "2014-03-01", "dialogue", "ELN"),
                                       talks_report("r4", "2016-03-01", "talks", "FARC")};
  {
    Store store = open("one");
    for (const Record& record : records) put(store, record);
    settle(store);
    EXPECT_EQ(names(store), "talks, Colombia 2; dialogue, Colombia 2; ");
  }
  const auto with = [&](const std::string& toml) {
    Store store = open("one", write("rules.toml", toml));
    settle(store);
    return names(store);
  };
  EXPECT_EQ(with("[[process]]\nname = \"All of it\"\nkind = \"talks\"\ncountry = \"COL\"\n"),
            "All of it 4; ");
  EXPECT_EQ(with("[[process]]\nname = \"Early\"\nnames = [\"talks\"]\nuntil = 2014-01-31\n"),
            "dialogue, Colombia 2; talks, Colombia 1; Early 1; ");
  EXPECT_EQ(with("[[process]]\nname = \"Merged\"\nmerge = [\"talks, Colombia\"]\n"),
            "Merged 2; dialogue, Colombia 2; ");
  EXPECT_EQ(with("[[process]]\nname = \"x\"\nnames = [\"dialogue\"]\nhide = true\n"),
            "talks, Colombia 2; talks, Colombia 1; ");
  EXPECT_EQ(with(""), "talks, Colombia 2; dialogue, Colombia 2; ");
}

TEST_F(DossiersLayerTest, ABrokenFileOfProcessesFailsTheRefresh) {
  Store store = open("one", write("rules.toml", "[[process]]\n"));
  const auto done = store.refresh();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::BadFormat);
}

TEST_F(DossiersLayerTest, FindsByNameAndNamesNearOnes) {
  Store store = open("one");
  std::mt19937 random(5);
  for (int i = 0; i < 20; ++i) put(store, any_report(i, random));
  settle(store);
  const auto found = find_dossier(store, "HAVANA talks", "");
  ASSERT_TRUE(found) << found.error().describe();
  EXPECT_EQ(found->name, "Havana talks");
  const auto by_id = find_dossier(store, found->id, "");
  ASSERT_TRUE(by_id);
  EXPECT_EQ(by_id->name, "Havana talks");
  const auto unknown = find_dossier(store, "Havanna takls", "");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().code, ErrorCode::NotFound);
  EXPECT_NE(unknown.error().message.find("\"Havana talks\""), std::string::npos);
}

TEST_F(DossiersLayerTest, AsOfADayTellsWhatWasReportedUntilThen) {
  Store store = open("one");
  put(store, talks_report("r1", "2014-01-01", "talks", "FARC"));
  put(store, talks_report("r2", "2014-05-01", "talks", "FARC"));
  settle(store);
  const auto early = find_dossier(store, "talks", "2014-02-01");
  ASSERT_TRUE(early);
  EXPECT_EQ(early->reports, 1);
  EXPECT_EQ(early->last_day, "2014-01-01");
  EXPECT_FALSE(find_dossier(store, "talks", "2013-02-01"));
}

}  // namespace
}  // namespace dragoman::dossiers
