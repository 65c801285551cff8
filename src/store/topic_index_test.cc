#include "store/topic_index.h"

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/queries.h"
#include "store/schema.h"
#include "store/store.h"

namespace dragoman::store {
namespace {

// "Lavrov said the army left Damascus before the Astana talks resumed." with Syria known as a
// country from another sentence.
Record example() {
  Record r;
  r.id = "cccccccccccccccc";
  r.uri = "c.txt";
  r.published = "2017-02-01";
  //        0         1         2         3         4         5         6         7
  //        0123456789012345678901234567890123456789012345678901234567890123456789012345678
  r.text = "Lavrov said the army left Damascus before the Astana talks. Syria agreed.";
  const auto actor = [&r](const char* id, const char* name, ActorKind kind, const char* country) {
    RecordActor a;
    a.id = id;
    a.name = name;
    a.kind = kind;
    a.country = country;
    if (kind == ActorKind::Country) a.kb = country;
    r.actors.push_back(a);
  };
  actor("a1", "Sergey Lavrov", ActorKind::Person, "RUS");
  actor("a2", "army", ActorKind::Group, "SYR");
  actor("a3", "Syria", ActorKind::Country, "SYR");
  actor("a4", "Turkey", ActorKind::Country, "TUR");
  r.mentions.push_back({{0, 6}, NameType::Person, MentionKind::Name, "a1", ""});
  r.mentions.push_back({{12, 20}, NameType::Organisation, MentionKind::Nominal, "a2", ""});
  r.mentions.push_back({{60, 65}, NameType::Location, MentionKind::Name, "a3", "alias"});
  r.places.push_back({"p1", {26, 34}, "Damascus", "SYR", "", {}, {}, 0, 1, "population"});
  RecordProcess talks;
  talks.id = "x1";
  talks.name = "Astana talks";
  talks.mentions = {{46, 58}};
  talks.role = {{"a4", "guarantor"}};
  r.processes.push_back(talks);
  RecordStatement said;
  said.id = "s1";
  said.content = {{12, 58}};
  said.speaker = "a1";
  said.source_type = SourceType::Named;
  said.chain = {{"Meridian Wire", {}, HopKind::Outlet}, {"a1", CodePointSpan{0, 6}}};
  said.about = RecordAbout{{"a2"}, {"p1"}, {"x1"}, {}};
  r.statements.push_back(said);
  RecordStatement resident = said;
  resident.id = "s2";
  resident.speaker = "";
  resident.content = {{46, 58}};
  resident.about.reset();
  resident.source_type = SourceType::Role;
  resident.anonymous = true;
  r.statements.push_back(resident);
  r.versions = {"0.1.0", "model-1", "lexicon-1", "knowledge-1"};
  return r;
}

class TopicIndexTest : public testing::BothStores {
 protected:
  void SetUp() override {
    BothStores::SetUp();
    if (IsSkipped()) return;
    store_.emplace(open(Store::Access::Write));
    put(example());
  }
  void TearDown() override {
    store_.reset();
    BothStores::TearDown();
  }
  void put(const Record& record) {
    ASSERT_TRUE(store_->put(record));
    ASSERT_TRUE(store_->commit());
  }
  // "s1 (why, why), s2 ()"
  std::string found(const Filter& filter) {
    std::string out;
    auto done = find_statements(*store_, filter, [&out](const StatementRow& s) {
      std::string why;
      for (const std::string& reason : s.matched) why += (why.empty() ? "" : ", ") + reason;
      out += (out.empty() ? "" : "; ") + s.id + (why.empty() ? "" : " (" + why + ")");
      return true;
    });
    return done ? out : done.error().describe();
  }

  std::optional<Store> store_;
};

TEST_P(TopicIndexTest, ACountryIsFoundByItsActorsPlacesAndTalks) {
  EXPECT_EQ(found({.about = "Syria"}), "s1 (army, Damascus)");
  EXPECT_EQ(found({.about = "SYR"}), "s1 (army, Damascus)");
  EXPECT_EQ(found({.about = "syr"}), "");
  EXPECT_EQ(found({.about = "Damascus"}), "s1 (words, Damascus)");
  EXPECT_EQ(found({.about = "turkey"}), "s1 (Astana talks)");  // a party
  EXPECT_EQ(found({.about = "TUR"}), "s1 (Astana talks)");
}

TEST_P(TopicIndexTest, WordsAndTopicsMayAnswerTogether) {
  EXPECT_EQ(found({.about = "astana syria"}), "s1 (army, Damascus, Astana talks)");
  EXPECT_EQ(found({.about = "\"astana talks\""}), "s1 (words, Astana talks); s2 (words)");
  EXPECT_EQ(found({.about = "talks", .source_type = "anonymous"}), "s2 (words)");
  EXPECT_EQ(found({.speaker = "lavrov", .about = "syria"}), "s1 (army, Damascus)");
  EXPECT_EQ(found({.about = "oslo"}), "");
  EXPECT_NE(found({.about = "--"}).find("BadArgument"), std::string::npos);
  EXPECT_EQ(found({.about = "a\" OR \"b"}), "");  // never syntax
}

TEST_P(TopicIndexTest, SourceTypes) {
  EXPECT_EQ(found({.source_type = "named"}), "s1");
  EXPECT_EQ(found({.source_type = "role"}), "s2");
  EXPECT_EQ(found({.source_type = "anonymous"}), "s2");
  EXPECT_EQ(found({.source_type = "unknown"}), "");
  EXPECT_NE(found({.source_type = "secret"}).find("BadArgument"), std::string::npos);
}

TEST_P(TopicIndexTest, ARecordThatReplacesAnotherReplacesItsTopics) {
  Record again = example();
  again.versions.engine = "0.2.0";
  again.statements[0].about.reset();
  put(again);
  EXPECT_EQ(found({.about = "Syria"}), "");
  EXPECT_EQ(found({.about = "Damascus"}), "s1 (words)");
  EXPECT_EQ(*store_->database().value_of("SELECT topics FROM statements"), "");
  ASSERT_TRUE(store_->database().execute("DELETE FROM reports"));
  EXPECT_EQ(*store_->database().value_of("SELECT count(*) FROM statement_search"), "0");
}

TEST_P(TopicIndexTest, AStoreOfBeforeIsFoundByWords) {
  ASSERT_TRUE(migrate(store_->database(), 1));
  store_.emplace(open(Store::Access::Read));
  EXPECT_EQ(found({.about = "Damascus"}), "s1 (words)");
  EXPECT_EQ(found({.about = "Syria"}), "");
  EXPECT_EQ(found({.source_type = "unknown"}), "s1; s2");
  store_.emplace(open(Store::Access::Write));
  Record again = example();
  again.versions.engine = "0.2.0";
  put(again);
  EXPECT_EQ(found({.about = "Syria"}), "s1 (army, Damascus)");
}

TEST_P(TopicIndexTest, RowsCarryTypeChainAndTopics) {
  auto done = find_statements(*store_, {.limit = 0}, [](const StatementRow& s) {
    if (s.id != "s1") return true;
    EXPECT_EQ(s.source_type, "named");
    EXPECT_FALSE(s.anonymous);
    EXPECT_EQ(s.chain, (std::vector<std::string>{"Meridian Wire", "Sergey Lavrov"}));
    EXPECT_EQ(s.topics.size(), 3u);
    return true;
  });
  EXPECT_TRUE(done);
}

DRAGOMAN_ON_BOTH_STORES(TopicIndexTest);

}  // namespace
}  // namespace dragoman::store
