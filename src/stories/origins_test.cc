#include "stories/origins.h"

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/temporary_folder.h"
#include "stories/copies.h"
#include "stories/story_texts.h"

namespace dragoman::stories {
namespace {

class OriginsTest : public testing::TemporaryFolder {
 protected:
  void SetUp() override {
    TemporaryFolder::SetUp();
    auto store = store::Store::open(path("origins.db"), store::Store::Access::Write,
                                    {.layers = {make_copies_layer()}});
    ASSERT_TRUE(store);
    store_.emplace(std::move(*store));
  }
  void put(const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store_->put(record));
    ASSERT_TRUE(store_->commit());
    ASSERT_TRUE(store_->refresh());
  }
  // "a b | c", and why.
  static std::string text_of(const Origins& origins) {
    std::string out;
    for (const OriginGroup& group : origins.groups) {
      if (!out.empty()) out += " | ";
      for (std::size_t i = 0; i < group.reports.size(); ++i)
        out += (i > 0 ? " " : "") + group.reports[i];
    }
    for (const OriginGroup& group : origins.groups) {
      for (const OriginLink& link : group.why) out += "; " + link.report + " " + describe(link);
    }
    return out;
  }
  std::string origins(const std::vector<std::string>& reports) {
    const auto found = origins_of(*store_, reports);
    EXPECT_TRUE(found) << (found ? "" : found.error().describe());
    EXPECT_EQ(std::size_t(found->origins), found->groups.size());
    std::vector<std::string> other(reports.rbegin(), reports.rend());
    EXPECT_EQ(text_of(*origins_of(*store_, other)), text_of(*found));
    return text_of(*found);
  }

  std::optional<store::Store> store_;
};

TEST_F(OriginsTest, CopiesAreOneOrigin) {
  put({report("a", words(1, 200), "2016-03-21", "Wire"),
       report("b", words(1, 90), "2016-03-22", "Daily"),
       report("c", words(1, 120), "2016-03-23", "Gazette"),
       report("d", words(2, 200), "2016-03-22", "Post")});
  EXPECT_EQ(origins({"a", "b", "c", "d"}), "a b c | d; b copy of a at 1.00; c copy of a at 1.00");
  // The wire itself is not asked about.
  EXPECT_EQ(origins({"b", "c"}), "b c; c copy of a at 1.00");
  EXPECT_EQ(origins({"b", "b", "unknown"}), "b");
  EXPECT_EQ(origins({}), "");
}

TEST_F(OriginsTest, ReportsThatCreditOneAgency) {
  put({report("a", words(1, 100), "2016-03-21", "Daily", "AFP"),
       report("b", words(2, 100), "2016-03-22", "Gazette", "Agence France-Presse"),
       report("c", words(3, 100), "2016-03-23", "AFP"),
       report("d", words(4, 100), "2016-03-23", "Gazette", "Reuters")});
  EXPECT_EQ(origins({"a", "b", "c", "d"}), "a b c | d; b credited to AFP; c credited to AFP");
  EXPECT_EQ(origins_of(*store_, {"a", "b", "c", "d"})->outlets, 3);
}

TEST_F(OriginsTest, OneOutletsOwnReports) {
  put({report("a", words(1, 100), "2016-03-21", "Plaza Gazette"),
       report("b", words(2, 100), "2016-03-22", "PLAZA GAZETTE"),
       report("c", words(3, 100), "2016-03-23", "Plaza Gazette", "Reuters"),
       report("d", words(4, 100), "2016-03-23"), report("e", words(5, 100), "2016-03-23")});
  EXPECT_EQ(origins({"a", "b", "c", "d", "e"}), "a b | c | d | e; b both by PLAZA GAZETTE");
}

TEST_F(OriginsTest, AReportOfTwoWiresGoesWithTheOneThatIsThere) {
  put({report("a", words(1, 200), "2016-03-21"), report("b", words(2, 150), "2016-03-21"),
       report("both", words(1, 200) + " " + words(2, 150), "2016-03-22")});
  EXPECT_EQ(origins({"a", "b", "both"}), "a both | b; both copy of a at 0.57");
  EXPECT_EQ(origins({"b", "both"}), "b both; both copy of b at 0.43");
}

// A report in which `speaker` says something to `medium`; the event e1 is told by that statement.
Record telling(const std::string& id,
               const std::string& speaker,
               const std::string& medium,
               const std::string& outlet) {
  Record record = report(id, words(static_cast<unsigned char>(id[0]), 80), "2016-03-21", outlet);
  record.actors.push_back({"a1", speaker, ActorKind::Person, "", "RUS", "", "", "", "name", {}});
  record.mentions.push_back({{0, 3}, NameType::Person, MentionKind::Name, "a1", "name"});
  RecordStatement said;
  said.id = "s1";
  said.speaker = "a1";
  said.chain.push_back({outlet, {}, HopKind::Outlet});
  if (!medium.empty()) said.chain.push_back({medium, {}, HopKind::Medium});
  said.chain.push_back({"a1", {}, HopKind::Speaker});
  record.statements.push_back(said);
  RecordEvent event;
  event.id = "e1";
  event.said_by = "s1";
  record.events.push_back(event);
  return record;
}

TEST_F(OriginsTest, OneStatementToOneAgency) {
  put({telling("a", "Ana Reyes", "TASS", "Daily"), telling("b", "Ana Reyes", "TASS", "Gazette"),
       telling("c", "Ana Reyes", "", "TASS"), telling("d", "Ana Reyes", "Interfax", "Post"),
       telling("e", "John Poe", "TASS", "Herald"), telling("f", "Ana Reyes", "", "Star")});
  for (const std::string entry : {"s1", "e1"}) {
    const auto found = origins_of_entries(
        *store_,
        {{"a", entry}, {"b", entry}, {"c", entry}, {"d", entry}, {"e", entry}, {"f", entry}});
    ASSERT_TRUE(found);
    EXPECT_EQ(text_of(*found),
              "a b c | d | e | f; b both quote Ana Reyes told to TASS; c both quote Ana Reyes told "
              "to TASS");
    EXPECT_EQ(found->outlets, 6);
  }
  // Of the reports as such nothing is known that makes them one.
  EXPECT_EQ(origins_of(*store_, {"a", "b", "c"})->origins, 3);
}

}  // namespace
}  // namespace dragoman::stories
