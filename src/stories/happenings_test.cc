#include "stories/copies.h"
#include "stories/happenings.h"

#include <algorithm>
#include <filesystem>
#include <random>

#include <gtest/gtest.h>
#include <unistd.h>

#include "store/transaction.h"
#include "stories/disagreement.h"
#include "stories/example_reports.h"
#include "stories/kept_queries.h"
#include "stories/story_clusters.h"

namespace dragoman::stories {
namespace {

namespace fs = std::filesystem;

class HappeningsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("dragoman-happenings-" + std::to_string(getpid()));
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  // A new, empty store.
  store::Store open() {
    store::StoreOptions options;
    options.layers = {make_copies_layer(), make_happenings_layer(), make_stories_layer()};
    options.clock = [this] { return now_; };
    auto store = store::Store::open((folder_ / (std::to_string(++stores_) + ".db")).string(),
                                    store::Store::Access::Write, options);
    EXPECT_TRUE(store) << (store ? "" : store.error().describe());
    return std::move(*store);
  }
  static void put(store::Store& store, const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store.put(record));
    ASSERT_TRUE(store.commit());
    const auto done = store.refresh();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  static std::vector<Happening> all(store::Store& store, const HappeningFilter& filter = {}) {
    std::vector<Happening> out;
    const auto done = find_happenings(store, filter, [&out](const Happening& h) {
      out.push_back(h);
      return true;
    });
    EXPECT_TRUE(done) << (done ? "" : done.error().describe());
    return out;
  }
  // "a e1 + b e1": the events of each happening, in the order of `all`.
  static std::vector<std::string> groups(store::Store& store) {
    std::vector<std::string> out;
    for (const Happening& h : all(store)) {
      out.emplace_back();
      for (const HappeningEvent& e : h.events)
        out.back() += (out.back().empty() ? "" : " + ") + e.report + " " + e.event;
    }
    return out;
  }

  fs::path folder_;
  int stores_ = 0;
  std::string now_ = "2020-01-01T00:00:00Z";
};

using Groups = std::vector<std::string>;

const ExampleEvent kRaid{.words = "Bombed a market in Arka, killing 18 people, troops said",
                         .mode = "aerial",
                         .date = "2016-03-22",
                         .place = "Arka",
                         .actors = {"Aldanian army"},
                         .recipients = {"people"},
                         .dead = 18};

ExampleEvent raid_told_otherwise() {
  ExampleEvent e = kRaid;
  e.words = "Struck by planes of the government, the market of Arka lost 21 traders";
  e.actors = {"government troops"};
  e.recipients = {"21 traders"};
  e.dead = 21;
  return e;
}

TEST_F(HappeningsTest, OneRaidInTwoReports) {
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid}, "Meridian Wire"),
              example_report("b", "2016-03-23", {raid_told_otherwise()}, "Boreal Press")});
  const auto found = all(store);
  ASSERT_EQ(found.size(), 1u);
  const Happening& raid = found[0];
  EXPECT_EQ(raid.first_day, "2016-03-22");
  EXPECT_TRUE(raid.dated);
  EXPECT_EQ(raid.reports, 2);
  EXPECT_EQ(raid.outlets, 2);
  ASSERT_TRUE(raid.place);
  EXPECT_EQ(raid.place->name, "Arka");
  ASSERT_FALSE(raid.actors.empty());
  EXPECT_EQ(raid.actors[0].key, "military/aldanian-army");
  EXPECT_EQ(raid.actors[0].reports, 1);
}

TEST_F(HappeningsTest, AnotherTownOrDayIsAnotherRaid) {
  ExampleEvent town = kRaid, day = kRaid;
  town.place = "Belo";
  day.date = "2016-03-24";
  store::Store store = open();
  put(store, {example_report("a", "2016-03-24", {kRaid}), example_report("b", "2016-03-24", {town}),
              example_report("c", "2016-03-24", {day})});
  EXPECT_EQ(groups(store).size(), 3u);
}

TEST_F(HappeningsTest, TheSameReportTellsOfItTwice) {
  ExampleEvent headline = kRaid;
  headline.words = "Bombed market in Arka: 18 killed";
  headline.date = "";
  store::Store store = open();
  put(store, {example_report("a", "2016-03-23", {headline, kRaid})});
  EXPECT_EQ(groups(store), (Groups{"a e1 + a e2"}));
}

TEST_F(HappeningsTest, AnotherAttackOfOneReportIsNotTheFirst) {
  ExampleEvent other = kRaid;
  other.words = "Bombed later, another market in the same town lost people too";
  other.dead = 0;
  store::Store store = open();
  put(store, {example_report("a", "2016-03-23", {kRaid, other})});
  EXPECT_EQ(groups(store).size(), 2u);
}

TEST_F(HappeningsTest, WhatIsVagueGluesNothing) {
  ExampleEvent raid = kRaid, shelling = kRaid, vague{.words = "Attacked people in the country"};
  shelling.words = "Shelled a bus station in Cinta, where 40 people died";
  shelling.mode = "heavy-weapons";
  shelling.place = "Cinta";
  shelling.dead = 40;
  vague.actors = {"government troops"};
  vague.recipients = {"people"};
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {raid}), example_report("b", "2016-03-22", {shelling}),
              example_report("c", "2016-03-22", {vague})});
  EXPECT_EQ(groups(store).size(), 3u);
}

const ExampleEvent kMeeting{.words = "Met in Belo for talks on the border",
                            .type = EventType::Consult,
                            .date = "2016-04-04",
                            .place = "Belo",
                            .actors = {"Ana Reyes", "Ivo Sand"}};

TEST_F(HappeningsTest, AMeetingThatWasPlannedTakesPlace) {
  ExampleEvent planned = kMeeting;
  planned.words = "Meet they will in Belo, the ministry announced";
  planned.factuality = Factuality::Planned;
  store::Store store = open();
  put(store, {example_report("a", "2016-04-01", {planned})});
  ASSERT_EQ(all(store).size(), 1u);
  EXPECT_EQ(all(store)[0].status, Factuality::Planned);
  put(store, {example_report("b", "2016-04-05", {kMeeting})});
  const auto found = all(store);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].status, Factuality::Occurred);

  HappeningFilter then;
  then.as_of.day = "2016-04-03";
  const auto known = all(store, then);
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known[0].status, Factuality::Planned);
  EXPECT_EQ(known[0].reports, 1);
  then.as_of.day = "2016-03-31";
  EXPECT_TRUE(all(store, then).empty());
}

TEST_F(HappeningsTest, AMonthIsAsGoodAsItsOnlyDay) {
  ExampleEvent month = kMeeting;
  month.words = "Met in Belo this month, in talks on the border";
  month.date = "2016-04";
  store::Store store = open();
  put(store, {example_report("a", "2016-04-05", {kMeeting}), example_report("b", "2016-05-01", {month})});
  EXPECT_EQ(groups(store), (Groups{"a e1 + b e1"}));
}

TEST_F(HappeningsTest, AnotherVisitorIsAnotherMeeting) {
  ExampleEvent other = kMeeting;
  other.actors = {"Ana Reyes", "Northern Front"};
  store::Store store = open();
  put(store, {example_report("a", "2016-04-05", {kMeeting}), example_report("b", "2016-04-05", {other})});
  EXPECT_EQ(groups(store).size(), 2u);
}

TEST_F(HappeningsTest, ADenialIsAClaimAboutIt) {
  ExampleEvent denial = kRaid;
  denial.words = "Bombed no market in Arka, killing nobody, the army says";
  denial.factuality = Factuality::Denied;
  denial.dead = 0;
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid}), example_report("b", "2016-03-23", {denial})});
  const auto found = all(store);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].disputed);
  EXPECT_EQ(found[0].status, Factuality::Occurred);
}

TEST_F(HappeningsTest, AnUndatedReportTellsOfTheDaysBeforeIt) {
  ExampleEvent undated = kRaid;
  undated.date = "";
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid}), example_report("b", "2016-03-24", {undated}),
              example_report("c", "2016-04-24", {undated})});
  EXPECT_EQ(groups(store), (Groups{"a e1 + b e1", "c e1"}));
}

TEST_F(HappeningsTest, AReportThatComesYearsLateJoinsWhatItTellsOf) {
  store::Store store = open();
  put(store, {example_report("b", "2016-03-23", {raid_told_otherwise()})});
  const std::string before = all(store)[0].id;
  now_ = "2023-05-01T12:00:00Z";
  put(store, {example_report("a", "2016-03-22", {kRaid})});
  const auto found = all(store);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].id, before);  // of the report published first
  EXPECT_EQ(found[0].events[0].report, "a");
  EXPECT_EQ(found[0].events[0].learned, "2023-05-01T12:00:00Z");

  HappeningFilter then;
  then.as_of = {"2020-12-31", Clock::Learned};
  const auto known = all(store, then);
  ASSERT_EQ(known.size(), 1u);
  EXPECT_EQ(known[0].events.size(), 1u);
  EXPECT_EQ(known[0].events[0].report, "b");
  then.as_of.day = "2023-05-01";
  EXPECT_EQ(all(store, then)[0].events.size(), 2u);
}

TEST_F(HappeningsTest, LearnedIsKeptWhenARecordIsReplaced) {
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid})});
  now_ = "2021-01-01T00:00:00Z";
  Record newer = example_report("a", "2016-03-22", {kRaid});
  newer.versions.model = "model-2";
  put(store, {newer});
  EXPECT_EQ(all(store)[0].events[0].learned, "2020-01-01T00:00:00Z");
}

TEST_F(HappeningsTest, AnyReportMayBePublishedBeforeWhatItTellsOf) {
  // A clock that is wrong: told of on the 20th, dated the 22nd.
  store::Store store = open();
  put(store, {example_report("a", "2016-03-20", {kRaid}), example_report("b", "2016-03-23", {kRaid}),
              example_report("c", "", {kRaid})});
  EXPECT_EQ(groups(store), (Groups{"c e1 + a e1 + b e1"}));
}

TEST_F(HappeningsTest, IsFoundByIdAndFilters) {
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid, kMeeting}),
              example_report("b", "2016-03-23", {raid_told_otherwise()})});
  const auto found = all(store);
  ASSERT_EQ(found.size(), 2u);
  const auto one = happening(store, found[0].id.substr(0, 8));
  ASSERT_TRUE(one);
  EXPECT_EQ(one->id, found[0].id);
  EXPECT_FALSE(happening(store, "zzzz"));
  HappeningFilter filter;
  filter.where.type = "CONSULT";
  EXPECT_EQ(all(store, filter).size(), 1u);
  filter.where = {.actor = "Reyes"};
  EXPECT_EQ(all(store, filter).size(), 1u);
  filter.where = {.limit = 1};
  EXPECT_EQ(all(store, filter)[0].type, EventType::Consult);
  filter.where = {};
  filter.min_reports = 2;
  EXPECT_EQ(all(store, filter)[0].type, EventType::Assault);
  const auto of = happenings_of(store, {{"a", "e2"}, {"b", "e1"}, {"x", "e1"}});
  ASSERT_TRUE(of);
  EXPECT_EQ(of->size(), 2u);
  EXPECT_EQ(of->at({"b", "e1"}), found[0].id);
}

TEST_F(HappeningsTest, DetailsStandSideBySide) {
  ExampleEvent blamed = raid_told_otherwise();
  blamed.actors = {"Northern Front"};
  blamed.speaker = "Ana Reyes";
  blamed.words = "Bombed by rebels, the market of Arka lost people, 21 of them, Reyes says";
  blamed.recipients = {"people"};
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid}), example_report("b", "2016-03-23", {blamed})});
  const auto found = all(store);
  ASSERT_EQ(found.size(), 1u);
  const auto details = details_of(store, found[0]);
  ASSERT_TRUE(details);
  std::map<std::string, Detail> by_name;
  for (const Detail& detail : *details) by_name[detail.name] = detail;
  ASSERT_EQ(by_name["dead"].versions.size(), 2u);
  EXPECT_TRUE(by_name["dead"].disputed);
  EXPECT_EQ(by_name["dead"].versions[0].value, "18");
  EXPECT_TRUE(by_name["actor"].disputed);
  EXPECT_FALSE(by_name["place"].disputed);
  EXPECT_EQ(by_name["place"].versions.size(), 1u);
  const Claim& claim = by_name["dead"].versions[1].claims.at(0);
  EXPECT_EQ(claim.speaker, "Ana Reyes");
  EXPECT_EQ(claim.stated, "2016-03-23");
  EXPECT_EQ(claim.happened, "2016-03-22");
  EXPECT_EQ(claim.words, blamed.words);
}

TEST_F(HappeningsTest, VaguerTollsDoNotContradict) {
  ExampleEvent least = kRaid, fewer = kRaid;
  least.dead = 15;
  least.bound = "min";
  store::Store store = open();
  put(store, {example_report("a", "2016-03-22", {kRaid}), example_report("b", "2016-03-22", {least})});
  auto details = details_of(store, all(store)[0]);
  ASSERT_TRUE(details);
  EXPECT_EQ(details->at(0).name, "dead");
  EXPECT_EQ(details->at(0).versions.size(), 2u);
  EXPECT_FALSE(details->at(0).disputed);
}

// ---- whatever the order ----

// A random report on a small world, so that much of it agrees.
Record random_report(std::mt19937& random, int number) {
  const auto pick = [&random](const std::vector<std::string>& from) {
    return from[random() % from.size()];
  };
  std::vector<ExampleEvent> events;
  const std::size_t count = 1 + random() % 3;
  for (std::size_t i = 0; i < count; ++i) {
    ExampleEvent e;
    e.words = pick({"Bombed", "Shelled", "Raided"}) + " the " +
              pick({"market", "bridge", "school", "hospital"}) + " where " +
              pick({"traders", "children", "patients", "drivers"}) + " were, killing " +
              pick({"many", "some", "several"}) + " " + pick({"at dawn", "by night", "at noon"});
    e.mode = pick({"", "aerial", "heavy-weapons"});
    e.date = pick({"", "2016-03-20", "2016-03-21", "2016-03-22", "2016-03", "2016-W12"});
    e.place = pick({"", "Arka", "Belo", "Norda", "Aldania"});
    e.actors = {pick({"Aldanian army", "Northern Front", "government troops", "Aldania"})};
    e.recipients = {pick({"people", "rebels", "Northern Front"})};
    e.dead = static_cast<std::uint32_t>(random() % 4 * 6);
    e.factuality = random() % 8 == 0 ? Factuality::Denied : Factuality::Occurred;
    events.push_back(e);
  }
  const std::string published = "2016-03-2" + std::to_string(random() % 6);
  return example_report("r" + std::to_string(number), published, events,
                        pick({"Meridian Wire", "Boreal Press"}));
}

// Everything that the layers keep.
std::string dump(store::Store& store) {
  KeptQueries sql(store.database());
  std::string out;
  for (const char* query :
       {"SELECT report || ' ' || event || ' ' || profile || ' ' || position || ' ' || published FROM "
        "happening_events ORDER BY report, event",
        "SELECT profile || ' ' || component || ' ' || cluster || ' ' || belongs_to || ' ' || happening "
        "|| ' ' || text FROM happening_profiles ORDER BY profile",
        "SELECT stretch || ' ' || hash || ' ' || day || ' ' || dating || ' ' || profile FROM "
        "happening_keys ORDER BY stretch, hash, day, dating, profile",
        "SELECT number || ' ' || id || ' ' || type || ' ' || first_day || ' ' || last_day || ' ' || "
        "dated || ' ' || reports FROM happenings ORDER BY id",
        "SELECT report || ' ' || day || ' ' || published || ' ' || happenings || ' ' || follows || ' ' "
        "|| story FROM story_reports ORDER BY report",
        "SELECT day || ' ' || hash || ' ' || published || ' ' || report FROM story_keys ORDER BY day, "
        "hash, published, report",
        "SELECT report FROM happening_waiting", "SELECT profile FROM happening_changes",
        "SELECT report FROM story_changes", "SELECT report FROM happening_moves"}) {
    for (const std::string& row : sql.texts(query)) out += row + "\n";
  }
  EXPECT_TRUE(sql.failed());
  return out;
}

void commit(store::Store& store) {
  ASSERT_TRUE(store.commit());
}
void refresh(store::Store& store) {
  ASSERT_TRUE(store.refresh());
}

void erase(store::Store& store, const std::string& report) {
  const store::Layers layers = {make_copies_layer(), make_happenings_layer(), make_stories_layer()};
  const auto done = store::transact(store.database(), [&]() -> Result<void> {
    auto removed = store::remove_from_layers(layers, store.database(), report);
    if (!removed) return removed;
    return store.database().execute("DELETE FROM reports WHERE id = '" + report + "'");
  });
  ASSERT_TRUE(done) << (done ? "" : done.error().describe());
}

TEST_F(HappeningsTest, OrderBatchesRemovalAndReplacementDoNotMatter) {
  for (unsigned seed = 1; seed <= 8; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<Record> records;
    for (int i = 0; i < 40; ++i) records.push_back(random_report(random, i));
    store::Store plain = open();
    put(plain, records);
    const std::string expected = dump(plain);
    int shared = 0;
    for (const Happening& h : all(plain)) shared += h.reports > 1;
    EXPECT_GT(shared, 3);

    std::vector<Record> shuffled = records;
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    store::Store other = open();
    for (std::size_t i = 0; i < shuffled.size(); ++i) {
      Record record = shuffled[i];
      if (random() % 4 == 0) {  // first by an older program, which saw other things
        Record older = random_report(random, 0);
        older.id = record.id;
        older.uri = record.uri;
        older.versions.engine = "0.0.9";
        put(other, {older});
      }
      ASSERT_TRUE(other.put(record));
      if (random() % 3 == 0) commit(other);
      if (random() % 5 == 0) refresh(other);
      if (random() % 6 == 0) {  // comes, goes, and comes again
        commit(other);
        erase(other, record.id);
        if (random() % 2 == 0) refresh(other);
        ASSERT_TRUE(other.put(record));
      }
    }
    Record extra = random_report(random, 99);
    put(other, {extra});
    erase(other, extra.id);
    put(other, {});
    EXPECT_EQ(dump(other), expected);
  }
}

}  // namespace
}  // namespace dragoman::stories
