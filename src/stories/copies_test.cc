#include "stories/copies.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "stories/sketch.h"
#include "stories/story_texts.h"

namespace dragoman::stories {
namespace {

class CopiesTest : public testing::TemporaryFolder {
 protected:
  store::Store open(const std::string& name = "copies.db") {
    auto store = store::Store::open(path(name), store::Store::Access::Write,
                                    {.layers = {make_copies_layer()}});
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return std::move(*store);
  }
  static void put(store::Store& store, const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store.put(record));
    commit(store);
  }
  static void commit(store::Store& store) {
    const auto done = store.commit();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
    const auto fresh = store.refresh();
    ASSERT_TRUE(fresh) << (fresh ? "" : fresh.error().describe());
  }
  // "source place reason" of each source, by rank.
  static std::string sources(store::Store& store, const std::string& report) {
    const auto found = sources_of(store, report);
    EXPECT_TRUE(found);
    std::string out;
    for (const CopyLink& link : *found)
      out += (out.empty() ? "" : ", ") + link.source + " " + std::string(to_string(link.reason));
    return out;
  }
  // All rows of the layer's tables that are results.
  static std::string dump(store::Store& store) {
    std::string out;
    for (const std::string sql :
         {"SELECT report || ' ' || published || ' ' || outlets || ' ' || agency || ' ' || sketch "
          "FROM copy_sketches ORDER BY 1",
          "SELECT fingerprint || ' ' || published || ' ' || report || ' ' || size FROM "
          "copy_fingerprints ORDER BY 1",
          "SELECT report || ' ' || other || ' ' || share || ' ' || other_share FROM copy_pairs "
          "ORDER BY 1",
          "SELECT report || ' ' || place || ' ' || source || ' ' || share || ' ' || source_share "
          "|| ' ' || reason FROM copy_sources ORDER BY 1",
          "SELECT report FROM copy_dirty",
          "SELECT report || ' ' || statement || ' ' || medium || ' ' || speaker FROM copy_media "
          "ORDER BY 1"}) {
      auto query = store.database().prepare(sql);
      EXPECT_TRUE(query);
      while (*query->step()) out += query->text(0) + "\n";
      out += "--\n";
    }
    return out;
  }
};

TEST_F(CopiesTest, ACopyHasItsSource) {
  auto store = open();
  const std::string wire = words(1, 200);
  put(store, {report("b", wire, "2016-03-23", "Meridian Wire"),
              report("a", words(1, 90) + "\n\n" + words(2, 20), "2016-03-24", "Daily"),
              report("c", words(3, 200), "2016-03-24", "Daily")});
  EXPECT_EQ(sources(store, "a"), "b time");
  EXPECT_EQ(sources(store, "b"), "");
  EXPECT_EQ(sources(store, "c"), "");
  EXPECT_NEAR(sources_of(store, "a")->front().share, 90.0 / 110, 0.001);
  EXPECT_NEAR(sources_of(store, "a")->front().source_share, 90.0 / 200, 0.001);
  EXPECT_EQ(copies_of(store, "b")->size(), 1u);
  EXPECT_EQ(*origin_of(store, "a"), "b");
  EXPECT_EQ(*origin_of(store, "nobody"), "nobody");
}

TEST_F(CopiesTest, TheEarliestOfEqualSourcesButTheFullerOfUnequal) {
  auto store = open();
  const std::string wire = words(1, 200), own = words(2, 100);
  put(store,
      {report("wire", wire, "2016-03-21"), report("same", wire + ".", "2016-03-22"),
       report("more", wire + " " + own, "2016-03-23"), report("cut", words(1, 120), "2016-03-24"),
       report("late", wire + " " + own + ".", "2016-03-25")});
  EXPECT_EQ(sources(store, "cut"), "wire time");
  EXPECT_EQ(sources(store, "late"), "more time");
  EXPECT_EQ(*origin_of(store, "late"), "wire");
}

TEST_F(CopiesTest, TwoWiresInOneReport) {
  auto store = open();
  put(store, {report("a", words(1, 200), "2016-03-21"), report("b", words(2, 150), "2016-03-21"),
              report("both", words(1, 200) + " " + words(2, 150), "2016-03-22")});
  EXPECT_EQ(sources(store, "both"), "a time, b time");
  const auto family = copy_family(store, "b");
  ASSERT_TRUE(family);
  EXPECT_EQ(family->reports.size(), 3u);
  EXPECT_TRUE(family->complete);
  EXPECT_FALSE(copy_family(store, "b", 2)->complete);
}

TEST_F(CopiesTest, DirectionsThatGoInACircle) {
  auto store = open();
  const std::string text = words(1, 200);
  // a credits b, b is later than c, c is later than a by its clock.
  put(store, {report("a", text, "2016-03-21", "Daily", "AFP"),
              report("c", text + " c", "2016-03-22", "Gazette"),
              report("b", text + " b", "2016-03-23", "AFP")});
  const std::string origin = *origin_of(store, "a");
  EXPECT_EQ(origin, *origin_of(store, "b"));
  EXPECT_EQ(origin, *origin_of(store, "c"));
  EXPECT_EQ(copy_family(store, "c")->origin, origin);
}

TEST_F(CopiesTest, EqualAndMissingTimes) {
  auto store = open();
  const std::string text = words(1, 200);
  put(store, {report("c", text, "2016-03-21"), report("a", text + " a", "2016-03-21"),
              report("b", text + " b", "")});
  EXPECT_EQ(*origin_of(store, "c"), *origin_of(store, "a"));
  EXPECT_EQ(*origin_of(store, "b"), *origin_of(store, "a"));
  EXPECT_EQ(sources(store, "c"), "a order");
}

TEST_F(CopiesTest, TheSameWordsElsewhereEarlier) {
  auto store = open();
  const std::string wire = words(1, 200);
  put(store, {report("a", wire, "2016-03-23", "Daily"), report("b", wire + " b", "2016-03-22")});
  EXPECT_EQ(sources(store, "a"), "b time");
  Record earlier = report("a", wire, "2016-03-21", "Meridian Wire");
  earlier.uri = "elsewhere";
  put(store, {earlier});
  EXPECT_EQ(sources(store, "a"), "");
  EXPECT_EQ(sources(store, "b"), "a time");
}

TEST_F(CopiesTest, AWireWithMoreCopiesThanNeighbours) {
  auto store = open();
  std::vector<Record> copies;
  for (int i = 0; i < 40; ++i) {
    copies.push_back(report("r" + std::to_string(100 + i), words(1, 200) + " " + words(50 + i, 20),
                            "2016-03-" + std::to_string(10 + i % 20)));
  }
  put(store, copies);
  EXPECT_EQ(copy_family(store, "r139")->reports.size(), 40u);
  EXPECT_EQ(copy_family(store, "r139")->origin, copy_family(store, "r105")->origin);
}

TEST_F(CopiesTest, StandingTextLinksNothing) {
  auto store = open();
  const std::string standing = words(7, 60);
  std::vector<Record> records;
  for (int i = 0; i < 60; ++i) {
    records.push_back(
        report("r" + std::to_string(100 + i), words(200 + i, 150) + " " + standing, "2016-03-23"));
  }
  put(store, records);
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM copy_pairs"), "0");
}

TEST_F(CopiesTest, OddTexts) {
  auto store = open();
  std::string same;
  for (int i = 0; i < 400'000; ++i) same += "word ";
  Record furniture = report("furniture", words(1, 50));
  furniture.furniture = {{{0, 100'000}, "notice"}};
  put(store,
      {report("empty", ""), report("long", same), report("longer", same + "word"),
       report("one", std::string(2'000'000, 'a')), furniture, report("short", words(1, 50))});
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM copy_sketches"), "6");
  EXPECT_EQ(sources(store, "short"), "");
  EXPECT_EQ(sources(store, "longer"), "long order");
}

// ---- what is kept follows from the reports, not from how they came ----

// Reports in families, some with standing text, some put together of two wires.
std::vector<Record> many_reports(std::mt19937& random) {
  std::vector<Record> out;
  const auto below = [&random](unsigned n) { return static_cast<int>(random() % n); };
  const std::string standing = words(999, 70);
  for (int i = 0; i < 90; ++i) {
    const int family = below(5);
    std::string text = words(1000 + family, 60 + below(120));
    if (below(3) == 0) text += " " + words(1000 + below(5), 50 + below(60));
    if (below(2) == 0) text += " " + words(2000 + i, 20 + below(60));
    if (below(2) == 0) text += " " + standing;
    const int day = below(12);
    const std::string published = day == 0 ? "" : "2016-03-" + std::to_string(10 + day);
    const char* const outlets[] = {"Daily", "Gazette", "AFP", "Reuters", ""};
    const char* const agencies[] = {"", "", "AFP", "Reuters"};
    out.push_back(report("r" + std::to_string(1000 + i), text, published, outlets[below(5)],
                         agencies[below(4)]));
  }
  return out;
}

TEST_F(CopiesTest, NeitherOrderNorBatchesNorReplacementMatter) {
  for (unsigned seed = 1; seed <= 2; ++seed) {
    std::mt19937 random(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<Record> records = many_reports(random);
    auto once = open("once" + std::to_string(seed));
    put(once, records);
    const std::string expected = dump(once);
    EXPECT_NE(expected.find(" time\n"), std::string::npos);

    std::shuffle(records.begin(), records.end(), random);
    auto store = open("often" + std::to_string(seed));
    for (std::size_t i = 0; i < records.size(); ++i) {
      Record first = records[i];
      if (random() % 3 == 0) {  // comes with other metadata, and is replaced
        first.published = "2016-03-" + std::to_string(11 + random() % 9);
        first.agency = "TASS";
        ASSERT_TRUE(store.put(first));
        if (random() % 2 == 0) commit(store);
      }
      ASSERT_TRUE(store.put(records[i]));
      if (random() % 5 == 0) commit(store);
    }
    commit(store);
    EXPECT_EQ(dump(store), expected);
  }
}

TEST_F(CopiesTest, WhatWasTakenOutLeavesNothingBehind) {
  for (unsigned seed = 11; seed <= 12; ++seed) {
    std::mt19937 random(seed);
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<Record> records = many_reports(random);
    const std::vector<Record> kept(records.begin(), records.begin() + 60);
    auto without = open("without" + std::to_string(seed));
    put(without, kept);

    std::shuffle(records.begin(), records.end(), random);
    auto store = open("with" + std::to_string(seed));
    put(store, records);
    const auto layer = make_copies_layer();
    for (const Record& record : records) {
      const bool stays =
          std::any_of(kept.begin(), kept.end(), [&](const Record& k) { return k.id == record.id; });
      if (stays) continue;
      ASSERT_TRUE(layer->remove(store.database(), record.id));
      if (random() % 4 == 0) {
        ASSERT_TRUE(layer->refresh(store.database()));
      }
    }
    ASSERT_TRUE(layer->refresh(store.database()));
    EXPECT_EQ(dump(store), dump(without));
    EXPECT_TRUE(layer->remove(store.database(), "never put"));
  }
}

}  // namespace
}  // namespace dragoman::stories
