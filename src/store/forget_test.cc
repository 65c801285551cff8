#include "store/forget.h"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "../../tests/support/both_stores.h"
#include "store/example_record.h"
#include "store/queries.h"
#include "store/schema.h"

namespace dragoman::store {
namespace {

using Access = Store::Access;

// Notes which reports it knows.
class Roll : public Layer {
 public:
  std::string_view name() const override { return "roll"; }
  int version() const override { return 1; }
  Result<void> clear(Database& database) override {
    return database.execute("DROP TABLE IF EXISTS roll; CREATE TABLE roll (report TEXT PRIMARY KEY)");
  }
  Result<void> put(Database& database, const Record& record) override {
    auto query = database.prepare("INSERT INTO roll VALUES (?)");
    return query->bind(1, record.id).run();
  }
  Result<void> remove(Database& database, const std::string& report) override {
    auto query = database.prepare("DELETE FROM roll WHERE report = ?");
    return query->bind(1, report).run();
  }
  Result<void> refresh(Database&) override { return {}; }
};

Record secret() {
  Record r = example_record("5ec2e75ec2e75ec2", "secret.txt", "2016-03-25");
  r.title = "Zanzibarian quandary";
  r.outlet = "Bor\u00E9al Press";
  r.text += " The xylophonist Wexford Quillfeather agreed.";
  r.actors.push_back({"a5", "Wexford Quillfeather", ActorKind::Person, "", "", "", "", "", "", {}});
  return r;
}

class ForgetTest : public testing::BothStores {
 protected:
  Store writer() { return open(Access::Write, {.layers = {std::make_shared<Roll>()}}); }
  static void put(Store& store, const std::vector<Record>& records) {
    for (const Record& record : records) ASSERT_TRUE(store.put(record));
    const auto done = store.commit();
    ASSERT_TRUE(done) << (done ? "" : done.error().describe());
  }
  static ForgetCounts forget_all(Store& store, const ForgetFilter& filter) {
    auto found = find_forgettable(store, filter);
    EXPECT_TRUE(found) << (found ? "" : found.error().describe());
    auto counts = forget(store, *found);
    EXPECT_TRUE(counts) << (counts ? "" : counts.error().describe());
    return *counts;
  }
  // The dump without the hashes of what was forgotten.
  std::string remains() {
    const auto done = database(Database::Access::Write).execute("DELETE FROM forgotten");
    EXPECT_TRUE(done) << (done ? "" : done.error().describe());
    return dump();
  }
  // The bytes of the store's files.
  std::string bytes() {
    std::string all;
    for (const char* end : {"", "-wal", "-shm"}) {
      std::ifstream file(path_ + end, std::ios::binary);
      std::ostringstream content;
      content << file.rdbuf();
      all += content.str();
    }
    return all;
  }
  bool holds(const std::string& words) { return bytes().find(words) != std::string::npos; }

  const Record other_ = example_record("aaaaaaaaaaaaaaaa", "a.txt", "2016-03-23");
};

// A server's files are its own.
class ForgottenBytesTest : public ForgetTest {};

TEST_P(ForgetTest, LeavesTheStoreAsIfTheReportHadNeverBeenRead) {
  {
    Store store = writer();
    put(store, {other_});
  }
  const std::string without = dump();
  Store store = writer();
  put(store, {secret()});
  EXPECT_NE(dump(), without);
  const ForgetCounts counts = forget_all(store, {.keys = {"5ec2"}});
  EXPECT_EQ(counts.reports, 1u);
  EXPECT_EQ(counts.sources, 1u);
  EXPECT_EQ(value("SELECT count(*) FROM roll"), "1");
  int found = 0;
  ASSERT_TRUE(find_records(store, {.search = "xylophonist"},
                           [&](const std::string&) { return ++found, true; }));
  EXPECT_EQ(found, 0);
  EXPECT_EQ(remains(), without);
}

TEST_P(ForgottenBytesTest, NoWordOfItIsLeftInTheFiles) {
  Store store = writer();
  std::vector<Record> others;
  for (int i = 0; i < 50; ++i) {
    others.push_back(example_record("bbbbbbbbbbbbb" + std::to_string(100 + i), "b", "2016-03-23"));
  }
  put(store, others);
  Record before = secret();  // an earlier reading of it leaves nothing either
  before.versions.model = "earlier";
  before.title = "Erstwhile palimpsest";
  put(store, {before});
  put(store, {secret()});
  for (const char* words : {"xylophonist", "Quillfeather", "quandary"}) EXPECT_TRUE(holds(words));
  forget_all(store, {.keys = {"secret.txt"}});
  const auto swept = sweep(store);
  ASSERT_TRUE(swept) << (swept ? "" : swept.error().describe());
  for (const char* words : {"xylophonist", "Quillfeather", "quillfeather", "quandary", "secret.txt",
                            "palimpsest", "Bor\u00E9al"})
    EXPECT_FALSE(holds(words)) << words;
  EXPECT_TRUE(holds("Iv\u00E1n"));
  EXPECT_EQ(*store.database().value_of("PRAGMA integrity_check"), "ok");
  EXPECT_TRUE(store.database().execute(
      "INSERT INTO report_search (report_search) VALUES ('integrity-check')"));
}

TEST_P(ForgottenBytesTest, SaysWhenAReaderKeepsTheOldBytes) {
  Store store = open(Access::Write, {.busy_timeout = std::chrono::milliseconds(50)});
  put(store, {other_, secret()});
  Database reader = database();
  ASSERT_TRUE(reader.execute("BEGIN"));
  ASSERT_TRUE(reader.value_of("SELECT count(*) FROM reports"));
  forget_all(store, {.keys = {"secret.txt"}});
  const auto swept = sweep(store);
  ASSERT_FALSE(swept);
  EXPECT_EQ(swept.error().code, ErrorCode::NotWritable);
  ASSERT_TRUE(reader.execute("COMMIT"));
  EXPECT_TRUE(sweep(store));
  EXPECT_FALSE(holds("xylophonist"));
}

TEST_P(ForgetTest, OneSourceOfASharedTextLeavesTheOthers) {
  Record early = other_, late = other_;
  early.uri = "wire.txt", early.published = "2016-03-20", early.title = "Earlier title";
  late.uri = "late.txt", late.published = "2016-03-29";
  Store store = writer();
  put(store, {other_, early, late});
  ForgetCounts counts = forget_all(store, {.keys = {"late.txt"}});
  EXPECT_EQ(counts.reports, 0u);
  EXPECT_EQ(counts.stale, 0u);
  EXPECT_EQ(values("SELECT uri FROM sources ORDER BY uri"), "a.txt,wire.txt");
  EXPECT_EQ(value("SELECT uri FROM reports"), "wire.txt");
  // The source that the record was made from: the next one takes over, to be read again.
  counts = forget_all(store, {.keys = {"wire.txt"}});
  EXPECT_EQ(counts.stale, 1u);
  EXPECT_EQ(value("SELECT uri FROM reports"), "a.txt");
  auto stale = store.records_after(0, &other_.versions, 10);
  EXPECT_EQ(stale->size(), 1u);
  put(store, {other_});
  const std::string after = remains();
  start_anew();
  Store fresh = writer();
  put(fresh, {other_});
  EXPECT_EQ(after, dump());
}

TEST_P(ForgetTest, WhatWasForgottenStaysAwayUntilItIsAllowed) {
  Store store = writer();
  Record copy = other_;
  copy.uri = "copy.txt";
  put(store, {other_, secret(), copy});
  forget_all(store, {.keys = {"secret.txt", "copy.txt"}});
  put(store, {secret(), copy});
  EXPECT_EQ(store.counts().forgotten, 2u);
  EXPECT_EQ(values("SELECT uri FROM sources ORDER BY uri"), "a.txt");
  EXPECT_EQ(values("SELECT report FROM forgotten WHERE source = ''"), secret().id);
  EXPECT_TRUE(*unforget(store, secret().id));
  EXPECT_FALSE(*unforget(store, secret().id));
  put(store, {secret(), copy});
  EXPECT_EQ(values("SELECT uri FROM sources ORDER BY uri"), "a.txt,secret.txt");
}

TEST_P(ForgetTest, SelectsByOutletAndDay) {
  Store store = writer();
  Record undated = example_record("dddddddddddddddd", "d.txt", "");
  put(store, {other_, secret(), undated});
  const auto uris = [&](const ForgetFilter& filter) {
    std::string out;
    auto found = find_forgettable(store, filter);
    if (!found) return found.error().describe();
    for (const ForgettableSource& source : *found) out += (out.empty() ? "" : ",") + source.uri;
    return out;
  };
  EXPECT_EQ(uris({.outlet = "boreal press"}), "secret.txt");
  EXPECT_EQ(uris({.before = "2016-03-24"}), "a.txt");
  EXPECT_EQ(uris({.before = "2016-03-23"}), "");
  EXPECT_EQ(uris({.before = "2017"}), "secret.txt,a.txt");
  EXPECT_EQ(uris({.outlet = "Meridian Wire", .before = "2017"}), "a.txt");
  EXPECT_NE(uris({}).find("BadArgument"), std::string::npos);
  EXPECT_NE(uris({.before = "yesterday"}).find("BadArgument"), std::string::npos);
  EXPECT_NE(uris({.keys = {"nowhere.txt"}}).find("NotFound"), std::string::npos);
}

DRAGOMAN_ON_BOTH_STORES(ForgetTest);
INSTANTIATE_TEST_SUITE_P(,
                         ForgottenBytesTest,
                         ::testing::Values(Dialect::Sqlite),
                         [](const auto&) { return "Sqlite"; });

}  // namespace
}  // namespace dragoman::store
