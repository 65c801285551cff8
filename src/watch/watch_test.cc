#include <fstream>

#include <sys/stat.h>
#include <utime.h>

#include "../../tests/support/temporary_folder.h"
#include "watch/entry_text.h"
#include "watch/feed_list.h"
#include "watch/folders.h"
#include "watch/schedule.h"

namespace dragoman::watch {
namespace {

using namespace std::chrono_literals;

std::string place_of_error(const std::string& toml) {
  const auto list = parse_feed_list(toml, "f.toml");
  return list ? "none" : list.error().where;
}

TEST(FeedList, DefaultsFromWatchWhereverItStands) {
  const auto list = parse_feed_list(R"(
[[feed]]
url = "https://a.example/f"
outlet = "A"
[[feed]]
url = "https://b.example/f"
interval = 90
full_text = "never"
language = "en"
[[folder]]
path = "in/"
settle = "5s"
[watch]
interval = "2h"
full_text = "always"
connections = 3
max_wait = "3d"
max_report = "1MB"
[fetch]
timeout = "1500ms"
max_bytes = 2048
robots = false
proxy = "none"
)",
                                    "/lists/f.toml");
  ASSERT_TRUE(list.ok()) << list.error().describe();
  ASSERT_EQ(list->feeds.size(), 2u);
  EXPECT_EQ(list->feeds[0].interval, 2h);
  EXPECT_EQ(list->feeds[0].full_text, FullText::Always);
  EXPECT_EQ(list->feeds[0].outlet, "A");
  EXPECT_EQ(list->feeds[1].interval, 90s);
  EXPECT_EQ(list->feeds[1].full_text, FullText::Never);
  EXPECT_EQ(list->feeds[1].language, "en");
  ASSERT_EQ(list->folders.size(), 1u);
  EXPECT_EQ(list->folders[0].path, "/lists/in");
  EXPECT_EQ(list->folders[0].settle, 5s);
  EXPECT_EQ(list->watch.connections, 3u);
  EXPECT_EQ(list->watch.max_wait, 72h);
  EXPECT_EQ(list->watch.max_bytes, std::size_t{1} << 20);
  EXPECT_EQ(list->fetch.timeout, 1500ms);
  EXPECT_EQ(list->fetch.max_bytes, 2048u);
  EXPECT_FALSE(list->fetch.robots);
  EXPECT_FALSE(list->fetch.allow_private);
}

TEST(FeedList, EachErrorHasItsPlace) {
  const std::string feed = "[[feed]]\nurl = \"https://a.example/\"\n";
  EXPECT_EQ(place_of_error(feed), "none");
  EXPECT_EQ(place_of_error("[[feed]]\nurl = 7\n"), "f.toml:2:7");
  EXPECT_EQ(place_of_error(feed + "intervall = \"1h\"\n"), "f.toml:3:1");
  EXPECT_EQ(place_of_error(feed + "interval = \"1 fortnight\"\n"), "f.toml:3:12");
  EXPECT_EQ(place_of_error(feed + "interval = \"0s\"\n"), "f.toml:3:12");
  EXPECT_EQ(place_of_error(feed + "interval = -5\n"), "f.toml:3:12");
  EXPECT_EQ(place_of_error(feed + "full_text = \"some\"\n"), "f.toml:3:13");
  EXPECT_EQ(place_of_error(feed + feed), "f.toml:4:7");
  EXPECT_EQ(place_of_error("[fetch]\nrobots = 1\n"), "f.toml:2:10");
  EXPECT_EQ(place_of_error("[fetch]\nmax_bytes = \"16XB\"\n"), "f.toml:2:13");
  EXPECT_EQ(place_of_error("[watch]\nconnections = 1000\n"), "f.toml:2:15");
  EXPECT_EQ(place_of_error("watch = 1\n"), "f.toml:1:9");
  EXPECT_EQ(place_of_error("[[feed]\n"), "f.toml:1:8");
  EXPECT_EQ(place_of_error("[[folder]]\noutlet = \"A\"\n"), "f.toml:1:1");
  EXPECT_EQ(place_of_error("[other]\n"), "f.toml:1:2");
}

TEST(FeedList, DurationsInWords) {
  EXPECT_EQ(duration_text(90s), "90s");
  EXPECT_EQ(duration_text(30min), "30m");
  EXPECT_EQ(duration_text(48h), "2d");
  EXPECT_EQ(duration_text(0s), "0s");
}

class WatchFiles : public testing::TemporaryFolder {};

TEST_F(WatchFiles, FeedsAreAddedBehindWhatStandsThere) {
  std::vector<std::string> notes;
  const std::string file = path("f.toml");
  const std::vector<feeds::Subscription> feeds = {{"https://a.example/", "The \"A\"\\"},
                                                  {"mailto:b@example.org", ""}};
  EXPECT_EQ(*add_feeds(file, feeds, notes), 1u);
  EXPECT_EQ(notes.size(), 1u);
  EXPECT_EQ(*add_feeds(file, feeds, notes), 0u);
  std::ofstream(file, std::ios::app) << "# mine";
  EXPECT_EQ(*add_feeds(file, {{"https://c.example/", ""}}, notes), 1u);
  const auto list = read_feed_list(file);
  ASSERT_TRUE(list.ok()) << list.error().describe();
  ASSERT_EQ(list->feeds.size(), 2u);
  EXPECT_EQ(list->feeds[0].outlet, "The \"A\"\\");
  EXPECT_EQ(add_feeds(path("none/f.toml"), feeds, notes).error().code, ErrorCode::NotWritable);
}

TEST_F(WatchFiles, AFolderGivesFilesThatHaveSettled) {
  const auto age = [](const std::string& file) {
    const utimbuf long_ago{1'000'000'000, 1'000'000'000};
    ASSERT_EQ(utime(file.c_str(), &long_ago), 0);
  };
  const std::string old = write("in/sub/a.txt", "a"), fresh = write("in/b.txt", "b");
  for (const std::string& file : {old, write("in/.c.txt", "c"), write("in/d.exe", "d"),
                                  write("in/.hidden/e.txt", "e"), write("in/index.tsv", "file\n")})
    age(file);
  FolderSettings folder;
  folder.path = path("in");
  FolderLook look = look_at_folder(folder, {});
  ASSERT_EQ(look.ready.size(), 1u);
  EXPECT_EQ(look.ready[0].path, old);
  EXPECT_TRUE(look.growing);
  age(fresh);
  const KnownFiles known{{old, look.ready[0]}};
  look = look_at_folder(folder, known);
  ASSERT_EQ(look.ready.size(), 1u);
  EXPECT_EQ(look.ready[0].path, fresh);
  EXPECT_FALSE(look.growing);
  write("in/sub/a.txt", "longer");
  age(old);
  EXPECT_EQ(look_at_folder(folder, known).ready.size(), 2u);  // changed, though as old as before
  folder.path = path("none");
  EXPECT_FALSE(look_at_folder(folder, {}).error.empty());
}

TEST(Schedule, FailuresDoubleTheWaitUpToALimit) {
  const core::Time now = *core::parse_utc("2016-03-23T10:00:00Z");
  store::FeedRow row;
  row.url = "u";
  row.address = "moved";
  const auto wait = [&](Failure failure) {
    note_failure(row, now, 10min, 35min, failure);
    return std::chrono::duration_cast<std::chrono::minutes>(*core::parse_utc(row.next_due) - now);
  };
  EXPECT_EQ(wait({"a"}), 10min);
  EXPECT_EQ(wait({"b"}), 20min);
  EXPECT_EQ(row.address, "moved");
  EXPECT_EQ(wait({"c"}), 35min);
  EXPECT_EQ(row.address, "u");  // perhaps the move was none
  EXPECT_EQ(wait({"d", 2h}), 120min);
  EXPECT_EQ(wait({"e", 5s}), 35min);
  EXPECT_EQ(wait({"f", 9000h}), 7 * 24 * 60min);
  EXPECT_EQ(row.failures, 6);
  EXPECT_EQ(row.last_error, "f");
  EXPECT_FALSE(is_due(row, now));
  note_success(row, now, 10min);
  EXPECT_EQ(row.failures, 0);
  EXPECT_TRUE(row.last_error.empty());
  EXPECT_FALSE(is_due(row, now + 9min));
  EXPECT_TRUE(is_due(row, now + 10min));
  note_death(row, now);
  EXPECT_FALSE(is_due(row, now + 24h * 365));
}

TEST(Schedule, AnIntervalOverTheLimitStays) {
  const core::Time now = *core::parse_utc("2016-03-23");
  store::FeedRow row;
  note_failure(row, now, 48h, 24h, {"a"});
  EXPECT_EQ(row.next_due, "2016-03-25T00:00:00Z");
}

TEST(EntryText, TeasersAreShortOrCut) {
  const std::string whole(1500, 'x');
  EXPECT_TRUE(is_teaser("In short."));
  EXPECT_FALSE(is_teaser(whole + "."));
  EXPECT_TRUE(is_teaser(whole + "..."));
  EXPECT_TRUE(is_teaser(whole + " [\u2026]"));
  EXPECT_TRUE(is_teaser(whole + "\u2026 \u00BB"));
  EXPECT_TRUE(is_teaser(whole + "\u2026\n\nContinue reading \u2192"));
  EXPECT_FALSE(is_teaser(whole + ".\n\nContinue reading \u2192"));
}

TEST(EntryText, AFingerprintSeesWordsAndNoMarkup) {
  feeds::FeedEntry entry;
  entry.content = "<p>Talks resumed.</p><img src=\"count?1\">";
  const std::string before = fingerprint(entry);
  entry.content = "<p>Talks  resumed.</p><img src=\"count?2\">";
  EXPECT_EQ(fingerprint(entry), before);
  entry.content = "<p>Talks ended.</p>";
  EXPECT_NE(fingerprint(entry), before);
}

class Reports : public ::testing::Test {
 protected:
  static const intake::Resources& resources() {
    static const auto loaded = intake::Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
    return **loaded;
  }
  FeedSettings settings_;
  std::string feed_title_ = "The feed";
  std::vector<std::string> notes_;
  EntryContext context() const {
    return {settings_, feed_title_, 1 << 20, *core::parse_utc("2025-03-04"), "http://a.example/1"};
  }
};

TEST_F(Reports, OfAnEntry) {
  feeds::FeedEntry entry;
  entry.title = "Talks resume";
  entry.author = "Ana Reyes";
  entry.published = "2025-03-03T10:00:00Z";
  entry.summary = "<p>The talks in Oslo resumed on Monday.</p>";
  settings_.language = "en";
  const auto report = report_of_entry(resources(), entry, context(), notes_);
  ASSERT_TRUE(report.ok()) << report.error().describe();
  EXPECT_EQ(report->text, "The talks in Oslo resumed on Monday.");
  EXPECT_EQ(report->uri, "http://a.example/1");
  EXPECT_EQ(report->title, "Talks resume");
  EXPECT_EQ(report->outlet, "The feed");
  EXPECT_EQ(report->byline, "Ana Reyes");
  EXPECT_EQ(report->published, "2025-03-03T10:00:00Z");
  EXPECT_FALSE(report->page.has_value());
  settings_.outlet = "Courier";
  EXPECT_EQ(report_of_entry(resources(), entry, context(), notes_)->outlet, "Courier");
  entry.summary.clear();
  EXPECT_EQ(report_of_entry(resources(), entry, context(), notes_).error().code,
            ErrorCode::EmptyInput);
}

TEST(PageItem, ByTypeAndFirstBytes) {
  const auto kind = [](const char* type, const char* body) {
    fetch::Response response;
    response.content_type = type;
    response.body = body;
    const auto item = page_item(std::move(response), "u", *core::parse_utc("2025-03-04"));
    if (!item) return "!" + std::string(to_string(item.error().code));
    return std::string(item->kind == intake::RawItem::Kind::Html ? "html" : "text");
  };
  EXPECT_EQ(kind("text/html; charset=utf-8", "x"), "html");
  EXPECT_EQ(kind("application/octet-stream", "<!DOCTYPE html><p>x"), "html");
  EXPECT_EQ(kind("text/plain", "x"), "text");
  EXPECT_EQ(kind("", "x"), "text");
  EXPECT_EQ(kind("application/pdf", "%PDF"), "!NotText");
  EXPECT_EQ(kind("application/xml", "<rss><channel/></rss>"), "!BadFormat");
}

}  // namespace
}  // namespace dragoman::watch
