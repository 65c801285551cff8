#include "store/layer.h"

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/example_record.h"
#include "store/store.h"

namespace dragoman::store {
namespace {

// Counts the sources of each report it knows; refreshing adds them up.
class CountingLayer : public Layer {
 public:
  explicit CountingLayer(int version) : version_(version) {}

  std::string_view name() const override { return "counting"; }
  int version() const override { return version_; }
  Result<void> clear(Database& database) override {
    return database.execute(
        "DROP TABLE IF EXISTS counted; CREATE TABLE counted (report TEXT PRIMARY KEY, sources "
        "INTEGER); DROP TABLE IF EXISTS total; CREATE TABLE total (sources INTEGER)");
  }
  Result<void> put(Database& database, const Record& record) override {
    ++puts;
    auto query =
        database.prepare("INSERT INTO counted SELECT ?1, count(*) FROM sources WHERE report = ?1");
    if (!query) return query.error();
    return query->bind(1, record.id).run();
  }
  Result<void> remove(Database& database, const std::string& report) override {
    auto query = database.prepare("DELETE FROM counted WHERE report = ?");
    if (!query) return query.error();
    return query->bind(1, report).run();
  }
  Result<void> refresh(Database& database) override {
    return database.execute(
        "DELETE FROM total; INSERT INTO total SELECT sum(sources) FROM counted");
  }

  int puts = 0;

 private:
  int version_;
};

// Adds the numbers 1 to 5 to its table, two in a step.
class SteppingLayer : public Layer {
 public:
  std::string_view name() const override { return "stepping"; }
  int version() const override { return 1; }
  Result<void> clear(Database& database) override {
    return database.execute("DROP TABLE IF EXISTS steps; CREATE TABLE steps (number INTEGER NOT NULL)");
  }
  Result<void> put(Database&, const Record&) override { return {}; }
  Result<void> remove(Database&, const std::string&) override { return {}; }
  Result<bool> refresh_step(Database& database, RefreshStep& step) override {
    std::size_t done = step.at.empty() ? 0 : std::stoul(step.at);
    for (int i = 0; i < 2 && done < kAll; ++i) {
      auto query = database.prepare("INSERT INTO steps VALUES (?)");
      if (!query) return query.error();
      if (auto one = query->bind(1, static_cast<std::int64_t>(++done)).run(); !one) return one.error();
    }
    step.at = std::to_string(done);
    step.left = kAll - done;
    return done == kAll;
  }

 private:
  static constexpr std::size_t kAll = 5;
};

class LayerTest : public testing::BothStores {
 protected:
  Store open(Layers layers) {
    return BothStores::open(Store::Access::Write, {.layers = std::move(layers)});
  }
  static void put(Store& store, const Record& record) {
    ASSERT_TRUE(store.put(record));
    const auto done = store.commit();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  std::string counted() {
    return values("SELECT report || ' ' || CAST(sources AS TEXT) FROM counted ORDER BY report");
  }
};

TEST_P(LayerTest, KnowsWhatIsWritten) {
  const auto layer = std::make_shared<CountingLayer>(1);
  Store store = open({layer});
  put(store, example_record("a", "one", "2016-01-01"));
  put(store, example_record("b", "two", "2016-01-01"));
  EXPECT_EQ(counted(), "a 1,b 1");
  ASSERT_TRUE(store.refresh());
  EXPECT_EQ(*store.database().value_of("SELECT sources FROM total"), "2");
}

TEST_P(LayerTest, HearsOfSourcesAndOfReplacedRecords) {
  const auto layer = std::make_shared<CountingLayer>(1);
  Store store = open({layer});
  put(store, example_record("a", "one", "2016-01-01"));
  put(store, example_record("a", "later", "2016-01-02"));  // does not replace
  EXPECT_EQ(counted(), "a 2");
  put(store, example_record("a", "earlier", "2015-01-02"));  // replaces
  EXPECT_EQ(counted(), "a 3");
  const int puts = layer->puts;
  put(store, example_record("a", "earlier", "2015-01-02"));  // is there
  EXPECT_EQ(layer->puts, puts);
}

TEST_P(LayerTest, IsBuiltFromAStoreThatHasRecords) {
  {
    Store store = open({});
    for (int i = 0; i < 600; ++i) {
      const std::string name = std::to_string(i);
      ASSERT_TRUE(store.put(example_record("r" + name, "uri" + name, "2016-01-01")));
    }
    ASSERT_TRUE(store.commit());
  }
  const auto layer = std::make_shared<CountingLayer>(1);
  Store store = open({layer});
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM counted"), "600");
  put(store, example_record("a", "one", "2016-01-01"));
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM counted"), "601");
}

TEST_P(LayerTest, IsBuiltAnewOnlyForAnotherVersion) {
  {
    Store store = open({std::make_shared<CountingLayer>(1)});
    put(store, example_record("a", "one", "2016-01-01"));
  }
  const auto same = std::make_shared<CountingLayer>(1);
  { Store store = open({same}); }
  EXPECT_EQ(same->puts, 0);
  const auto other = std::make_shared<CountingLayer>(2);
  Store store = open({other});
  EXPECT_EQ(other->puts, 1);
  EXPECT_EQ(counted(), "a 1");
}

TEST_P(LayerTest, ABuildThatEndedEarlyGoesOn) {
  {
    Store store = open({});
    for (int i = 0; i < 10; ++i) {
      const std::string name = std::to_string(i);
      ASSERT_TRUE(store.put(example_record("r" + name, "uri" + name, "2016-01-01")));
    }
    ASSERT_TRUE(store.commit());
  }
  const auto layer = std::make_shared<CountingLayer>(1);
  {
    Store store = open({layer});
    // As if it had been killed after six reports.
    ASSERT_TRUE(
        store.database().execute("DELETE FROM counted WHERE report > 'r5'; UPDATE layers SET "
                                 "built = 6"));
    // What it has not come to is not put twice.
    put(store, example_record("r8", "elsewhere", "2016-01-02"));
    EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM counted"), "6");
    put(store, example_record("r1", "elsewhere", "2016-01-02"));
    EXPECT_EQ(*store.database().value_of("SELECT sources FROM counted WHERE report = 'r1'"), "2");
  }
  Store store = open({layer});
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM counted"), "10");
  EXPECT_EQ(*store.database().value_of("SELECT sources FROM counted WHERE report = 'r8'"), "2");
}

TEST_P(LayerTest, IsRefreshedStepByStepUntilItIsStopped) {
  Store store = open({std::make_shared<SteppingLayer>()});
  int asked = 0;
  std::string told;
  RefreshOptions options;
  options.stopped = [&asked] { return ++asked > 2; };
  options.progress = [&told](std::string_view layer, std::size_t left) {
    told += std::string(layer) + " " + std::to_string(left) + ";";
  };
  const auto stopped = store.refresh(options);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
  EXPECT_EQ(told, "stepping 3;stepping 1;");
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM steps"), "4");
  ASSERT_TRUE(store.refresh());
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM steps"), "9");
}

TEST_P(LayerTest, RefreshIsAllOfItsSteps) {
  Store store = open({});
  SteppingLayer layer;
  ASSERT_TRUE(layer.clear(store.database()));
  ASSERT_TRUE(layer.refresh(store.database()));
  EXPECT_EQ(*store.database().value_of("SELECT count(*) FROM steps"), "5");
}

DRAGOMAN_ON_BOTH_STORES(LayerTest);

}  // namespace
}  // namespace dragoman::store
