#include "intake/read_input.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "../../tests/support/temporary_folder.h"

namespace dragoman::intake {
namespace {

namespace fs = std::filesystem;

std::shared_ptr<const Resources> resources() {
  static const auto loaded = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  EXPECT_TRUE(loaded) << loaded.error().describe();
  return *loaded;
}

// A folder of its own for each test.
class ReadInput : public dragoman::testing::TemporaryFolder {
 protected:
  std::string write_gz(const std::string& name, const std::string& content) const {
    gzFile file = gzopen(path(name).c_str(), "wb");
    gzwrite(file, content.data(), static_cast<unsigned>(content.size()));
    gzclose(file);
    return path(name);
  }

  // "uri" of each report, "!Code where" of each error, in order.
  std::vector<std::string> read(std::vector<std::string> paths, const InputOptions& options = {}) {
    std::vector<std::string> seen;
    Result<Source> source = Source::open(std::move(paths), options);
    if (!source) return {"!" + std::string(to_string(source.error().code))};
    while (auto item = source->next()) {
      Result<Report> report = *item ? make_report(*resources(), options, **item, &notes_)
                                    : Result<Report>(item->error());
      if (report) {
        seen.push_back(report->uri);
        reports_.push_back(std::move(report).value());
      } else {
        seen.push_back("!" + std::string(to_string(report.error().code)) + " " +
                       report.error().where);
        messages_.push_back(report.error().message);
      }
    }
    return seen;
  }

  static InputOptions limit(std::size_t max_bytes) {
    InputOptions options;
    options.max_bytes = max_bytes;
    return options;
  }
  static InputOptions defaults(const char* date, const char* outlet) {
    InputOptions options;
    options.date = date;
    options.outlet = outlet;
    return options;
  }

  using Seen = std::vector<std::string>;
  std::vector<Report> reports_;
  std::vector<std::string> messages_, notes_;
};

TEST_F(ReadInput, ReadsOneTextFile) {
  const std::string file =
      write("a.txt", "Talks resume\n\nHAVANA, March 3 (AP) - The talks resumed.\n");
  EXPECT_EQ(read({file}, defaults("2016-03-04", "The Courier")), Seen{file});
  ASSERT_EQ(reports_.size(), 1u);
  const Report& report = reports_[0];
  EXPECT_EQ(report.id.size(), 16u);
  EXPECT_EQ(report.title, "Talks resume");
  EXPECT_EQ(report.published, "2016-03-04");
  EXPECT_EQ(report.outlet, "The Courier");
  ASSERT_TRUE(report.dateline);
  EXPECT_EQ(report.dateline->date, "2016-03-03");
}

TEST_F(ReadInput, GivesTheSameIdForTheSameText) {
  write("a.txt", "Talks resumed in Bogot\xC3\xA1 on Monday.\r\n");
  write("b.txt", "\xEF\xBB\xBFTalks  resumed in Bogota\xCC\x81 on Monday.");
  write("c.txt", "Talks resumed in Bogot\xE1 on Monday.");
  read({folder_.string()});
  ASSERT_EQ(reports_.size(), 3u);
  EXPECT_EQ(reports_[0].id, reports_[1].id);
  EXPECT_EQ(reports_[0].id, reports_[2].id);
}

TEST_F(ReadInput, WalksFoldersInOrderOfNames) {
  write("b.txt", "B talks.");
  write("a.text", "A talks.");
  write("c/z.md", "Z talks.");
  write("c/d.jsonl", "{\"id\":7,\"text\":\"D talks.\"}\n");
  write(".hidden.txt", "no");
  write("README.md", "no");
  write("notes.pdf", "no");
  EXPECT_EQ(read({folder_.string() + "/"}),
            (Seen{path("a.text"), path("b.txt"), "7", path("c/z.md")}));
}

TEST_F(ReadInput, ReadsJsonLines) {
  const std::string file = write("r.jsonl",
                                 "{\"id\":\"one\",\"text\":\"Talks resumed.\",\"date\":\"23 March "
                                 "2016\",\"title\":\"T\",\"outlet\":\"O\"}\r\n"
                                 "\n"
                                 "{\"id\":12,\"text\":\"More talks.\",\"date\":20160324}\n"
                                 "{\"text\":\"Yet more talks.\",\"date\":\"soon\",\"title\":[1]}");
  EXPECT_EQ(read({file}), (Seen{"one", "12", file + ":4"}));
  ASSERT_EQ(reports_.size(), 3u);
  EXPECT_EQ(reports_[0].published, "2016-03-23");
  EXPECT_EQ(reports_[0].title, "T");
  EXPECT_EQ(reports_[0].outlet, "O");
  EXPECT_EQ(reports_[1].published, "2016-03-24");
  EXPECT_EQ(reports_[2].published, "");
  EXPECT_EQ(notes_, (Seen{file + ":4: field 'title' is a list, left out",
                          file + ":4: field 'date' holds no date: 'soon'"}));
}

TEST_F(ReadInput, MapsFieldsByName) {
  const std::string file = write("r.jsonl",
                                 "{\"key\":\"k\",\"body\":\"Talks.\",\"meta\":{\"when\":\"2016-03-"
                                 "23\",\"paper\":\"P\"},\"head\":\"H\"}\n");
  InputOptions options;
  options.id_field = "key";
  options.text_field = "body";
  options.date_field = "meta.when";
  options.outlet_field = "meta.paper";
  options.title_field = "head";
  EXPECT_EQ(read({file}, options), Seen{"k"});
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(reports_[0].published, "2016-03-23");
  EXPECT_EQ(reports_[0].outlet, "P");
  EXPECT_EQ(reports_[0].title, "H");
}

TEST_F(ReadInput, ABadLineNeverStopsTheStream) {
  const std::string file = write("r.jsonl",
                                 "{\"id\":1,\"text\":\"Good.\"}\n"
                                 "{\"id\":2,\"text\":\n"
                                 "[1]\n"
                                 "{\"id\":4}\n"
                                 "{\"id\":5,\"text\":5}\n"
                                 "{\"id\":6,\"text\":\"  \"}\n"
                                 "{\"id\":7,\"text\":\"bad \xFF byte\"}\n"
                                 "{\"id\":8,\"text\":\"" +
                                     std::string(300, 'x') +
                                     "\"}\n"
                                     "{\"id\":9,\"text\":\"Good again.\"}\n");
  EXPECT_EQ(read({file}, limit(200)),
            (Seen{"1", "!BadJson " + file + ":2:16", "!BadJson " + file + ":3",
                  "!MissingField " + file + ":4", "!MissingField " + file + ":5",
                  "!EmptyInput " + file + ":6", "!BadJson " + file + ":7:21",
                  "!TooLarge " + file + ":8", "9"}));
}

TEST_F(ReadInput, DatesThatCannotBeAreLeftOut) {
  const std::string file = write("r.jsonl",
                                 "{\"text\":\"One.\",\"date\":\"1970-01-01T00:00:00Z\"}\n"
                                 "{\"text\":\"Two.\",\"date\":\"2099-05-01\"}\n"
                                 "{\"text\":\"Three.\",\"date\":\"1970-03-05\"}\n");
  EXPECT_EQ(read({file}).size(), 3u);
  ASSERT_EQ(reports_.size(), 3u);
  EXPECT_EQ(reports_[0].published, "");
  EXPECT_EQ(reports_[1].published, "");
  EXPECT_EQ(reports_[2].published, "1970-03-05");
}

// A page in an object may be eight times as long as a text.
TEST_F(ReadInput, ObjectsMayHoldLongPages) {
  const std::string head = "{\"html\":\"<nav>" + std::string(400, ' ') + "</nav>";
  const std::string file = write("r.jsonl", head + "<article><p>The rebels resumed talks with the "
                                 "government on Monday, a mediator said.</p></article>\"}\n" +
                                 head + std::string(2000, 'x') + "\"}\n");
  EXPECT_EQ(read({file}, limit(200)), (Seen{file + ":1", "!TooLarge " + file + ":2"}));
}

TEST_F(ReadInput, AcceptsABomAndEscapedText) {
  const std::string file = write(
      "r.jsonl", "\xEF\xBB\xBF{\"id\":\"b\",\"text\":\"Bogot\\u00e1 talks.\\nNext line.\"}\n");
  EXPECT_EQ(read({file}), Seen{"b"});
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(reports_[0].text, "Bogotá talks.\nNext line.");
}

TEST_F(ReadInput, ReadsGzip) {
  const std::string text = write_gz("a.txt.gz", "Talks resumed.");
  const std::string lines = write_gz(
      "b.jsonl.gz", "{\"id\":\"x\",\"text\":\"Talks.\"}\n{\"id\":\"y\",\"text\":\"More.\"}\n");
  EXPECT_EQ(read({folder_.string()}), (Seen{text, "x", "y"}));
}

TEST_F(ReadInput, NamesTheByteWhereGzipIsBroken) {
  const std::string file = path("cut.jsonl.gz");
  std::string content;
  for (int i = 0; i < 2000; ++i)
    content +=
        "{\"id\":" + std::to_string(i) + ",\"text\":\"Talks " + std::to_string(i * 7919) + ".\"}\n";
  write_gz("cut.jsonl.gz", content);
  fs::resize_file(file, fs::file_size(file) / 2);
  const std::string after = write("d.txt", "Talks.");
  const Seen seen = read({file, after});
  ASSERT_GE(seen.size(), 2u);
  EXPECT_EQ(seen[seen.size() - 2], "!BadFormat " + file);
  EXPECT_EQ(seen.back(), after);
  ASSERT_EQ(messages_.size(), 1u);
  EXPECT_NE(messages_[0].find("gzip data at byte "), std::string::npos) << messages_[0];
}

TEST_F(ReadInput, TellsWhatItCannotRead) {
  write("empty.txt", "");
  write("binary.txt", std::string("ab\0cd", 5));
  write("empty.jsonl", "");
  fs::create_directories(folder_ / "nothing");
  const std::string good = write("good.txt", "Talks.");
  EXPECT_EQ(read({path("missing.txt"), path("empty.txt"), path("binary.txt"), path("empty.jsonl"),
                  path("nothing"), good}),
            (Seen{"!NotFound " + path("missing.txt"), "!EmptyInput " + path("empty.txt"),
                  "!NotText " + path("binary.txt"), "!EmptyInput " + path("empty.jsonl"),
                  "!EmptyInput " + path("nothing"), good}));
  EXPECT_EQ(read({}), Seen{"!BadArgument"});
}

TEST_F(ReadInput, TellsWhatItMayNotRead) {
  const std::string file = write("secret.txt", "Talks.");
  fs::permissions(file, fs::perms::none);
  resources();  // loaded while that is still allowed
  const uid_t user = ::geteuid();
  constexpr uid_t kNobody = 65534;  // the superuser may read everything
  ASSERT_TRUE(user != 0 || ::seteuid(kNobody) == 0);
  const Seen seen = read({file});
  ASSERT_TRUE(user != 0 || ::seteuid(user) == 0);
  EXPECT_EQ(seen, Seen{"!NotReadable " + file});
}

TEST_F(ReadInput, DoesNotWaitForAPipeInAFolder) {
  const std::string good = write("good.txt", "Talks.");
  ASSERT_EQ(::mkfifo(path("pipe.txt").c_str(), 0600), 0);
  fs::create_symlink("nowhere", path("dangling.txt"));
  fs::create_symlink("round.txt", path("round.txt"));
  EXPECT_EQ(read({folder_.string()}),
            (Seen{"!NotFound " + path("dangling.txt"), good, "!NotReadable " + path("pipe.txt"),
                  "!NotReadable " + path("round.txt")}));
}

TEST_F(ReadInput, RefusesAFileOverTheLimit) {
  const std::string file = write("big.txt", std::string(1000, 'x'));
  EXPECT_EQ(read({file}, limit(999)), Seen{"!TooLarge " + file});
  EXPECT_EQ(read({file}, limit(1000)), Seen{file});
}

TEST_F(ReadInput, TakesMetadataFromAnIndex) {
  write("index.tsv",
        "file\tpublished\toutlet\ttitle\tnote\na.txt\t2016-03-23\tThe Courier\tTalks "
        "resume\tshort\n");
  write("a.txt", "HAVANA - Talks resumed.");
  write("b.txt", "More talks.");
  read({folder_.string()}, defaults("2001-01-01", "Other"));
  ASSERT_EQ(reports_.size(), 2u);
  EXPECT_EQ(reports_[0].published, "2016-03-23");
  EXPECT_EQ(reports_[0].outlet, "The Courier");
  EXPECT_EQ(reports_[0].title, "Talks resume");
  EXPECT_EQ(reports_[1].published, "2001-01-01");
  EXPECT_EQ(reports_[1].outlet, "Other");
}

TEST_F(ReadInput, ReportsABrokenIndexAndGoesOn) {
  write("index.tsv", "name\tpublished\n");
  const std::string file = write("a.txt", "Talks resumed.");
  EXPECT_EQ(read({folder_.string()}), (Seen{file, "!BadFormat " + path("index.tsv") + ":1:1"}));
}

TEST_F(ReadInput, FormatCanBeForced) {
  const std::string file = write("lines.txt", "{\"id\":\"x\",\"text\":\"Talks.\"}\n");
  InputOptions as_jsonl;
  as_jsonl.format = InputFormat::Jsonl;
  EXPECT_EQ(read({file}, as_jsonl), Seen{"x"});
  EXPECT_EQ(read({file}), Seen{file});
}

TEST_F(ReadInput, StandardInputIsToldByItsFirstLine) {
  const auto with_stdin = [&](const std::string& content, const Seen& expected) {
    const std::string file = write("stdin", content);
    const int kept = ::dup(STDIN_FILENO);
    ASSERT_NE(std::freopen(file.c_str(), "rb", stdin), nullptr);
    ::lseek(STDIN_FILENO, 0, SEEK_SET);
    EXPECT_EQ(read({"-"}), expected);
    ::dup2(kept, STDIN_FILENO);
    ::close(kept);
  };
  with_stdin("{\"id\":\"x\",\"text\":\"Talks.\"}\n{\"text\":\"More.\"}\n", {"x", "-:2"});
  with_stdin("Talks resumed.\nThey ended.\n", {"-"});
  ASSERT_EQ(reports_.size(), 3u);
  EXPECT_EQ(reports_[2].text, "Talks resumed.\nThey ended.");
  with_stdin("", {"!EmptyInput -"});
  EXPECT_EQ(read({"-", "-"}), Seen{"!BadArgument"});
}

TEST_F(ReadInput, AddressesAreReadInTheirTurn) {
  const std::string a = write("a.txt", "Talks.");
  const auto fetch = [](const std::string& address) -> Result<RawItem> {
    if (address.ends_with("/gone")) return make_error(ErrorCode::BadResponse, "gone", address);
    RawItem item;
    item.bytes = "Fetched.";
    item.uri = address;
    return item;
  };
  const auto uris = [&](AddressReader reader) {
    Seen seen;
    Result<Source> source = Source::open({"https://a.example/x", a, "HTTP://a.example/gone"}, {},
                                         {}, std::move(reader));
    while (auto item = source->next())
      seen.push_back(*item ? (*item)->uri : "!" + std::string(to_string(item->error().code)));
    return seen;
  };
  EXPECT_EQ(uris(fetch), (Seen{"https://a.example/x", a, "!BadResponse"}));
  EXPECT_EQ(uris({}), (Seen{"!BadArgument", a, "!BadArgument"}));
}

TEST_F(ReadInput, DatesOfFieldsThatCannotBeAreLeftOut) {
  const auto published = [&](const std::string& stated, const std::string& by_caller = {}) {
    RawItem item;
    item.bytes = "Talks resumed in Oslo.";
    item.uri = "x";
    item.published = stated;
    item.fetched = "2016-03-23T10:00:00Z";
    InputOptions options;
    options.date = by_caller;
    std::vector<std::string> notes;
    auto report = make_report(*resources(), options, item, &notes);
    return report->published + (notes.empty() ? "" : " " + std::to_string(notes.size()));
  };
  EXPECT_EQ(published("2016-03-22"), "2016-03-22");
  EXPECT_EQ(published("2016-03-25T01:00:00Z"), "2016-03-25T01:00:00Z");  // another zone
  EXPECT_EQ(published("2099-01-01"), " 1");
  EXPECT_EQ(published("1970-01-01T00:00:00Z"), " 1");
  EXPECT_EQ(published("2099-01-01", "2016-03-21"), "2016-03-21 1");
  EXPECT_EQ(published("2099-01-01", "2098-03-21"), " 2");
}

TEST_F(ReadInput, CountsBytesForProgress) {
  const std::string a = write("a.txt", "Talks."), b = write("b.jsonl", "{\"text\":\"Talks.\"}\n");
  Result<Source> source = Source::open({a, b}, {});
  ASSERT_TRUE(source);
  EXPECT_EQ(source->bytes_total(), fs::file_size(a) + fs::file_size(b));
  while (source->next()) {
  }
  EXPECT_EQ(source->bytes_read(), source->bytes_total());
}

}  // namespace
}  // namespace dragoman::intake
