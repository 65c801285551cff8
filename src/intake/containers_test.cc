// What the readers of containers give, and what they say of damage: each case is a file, and the
// texts and errors that come out of it in order.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <zlib.h>

#include "../../tests/support/temporary_folder.h"
#include "intake/language.h"
#include "intake/mail.h"
#include "intake/mojibake.h"
#include "intake/read_input.h"

namespace dragoman::intake {
namespace {

namespace fs = std::filesystem;
using Seen = std::vector<std::string>;

std::shared_ptr<const Resources> resources() {
  static const auto loaded = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  EXPECT_TRUE(loaded) << loaded.error().describe();
  return *loaded;
}

// One gzip member.
std::string gzip(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

class Containers : public dragoman::testing::TemporaryFolder {
 protected:
  // The text of each report, "!Code" of each error. Their places, without the folder, go to
  // places_.
  Seen read(const std::string& file, const InputOptions& options = {}, ResumePoints resume = {}) {
    Seen seen;
    Result<Source> source = Source::open({file}, options, std::move(resume));
    if (!source) return {"!" + std::string(to_string(source.error().code))};
    while (auto item = source->next()) {
      Result<Report> report = *item ? make_report(*resources(), options, **item, &notes_)
                                    : Result<Report>(item->error());
      place_ = source->place();
      if (report) {
        seen.push_back(report->text);
        reports_.push_back(std::move(*report));
      } else {
        seen.push_back("!" + std::string(to_string(report.error().code)));
        messages_.push_back(report.error().message);
        std::string where = report.error().where;
        if (const auto at = where.find(folder_.string()); at == 0)
          where.erase(0, folder_.string().size() + 1);
        places_.push_back(where);
      }
    }
    passed_over_ = source->passed_over();
    skipped_ = source->skipped();
    return seen;
  }

  std::vector<Report> reports_;
  Seen messages_, places_, notes_;
  std::map<std::string, std::size_t> passed_over_;
  std::size_t skipped_ = 0;
  InputPlace place_;
};

// ---- web archives ----

struct WarcRecord {
  std::string type, content_type, block, url = "http://www.example.org/a";
  long length = -1;  // when it is not that of the block
  std::string version = "1.0";
};

std::string to_bytes(const WarcRecord& record) {
  const std::size_t length =
      record.length < 0 ? record.block.size() : static_cast<std::size_t>(record.length);
  return "WARC/" + record.version + "\r\nWARC-Type: " + record.type +
         "\r\nWARC-Target-URI: " + record.url +
         "\r\nWARC-Date: 2016-03-23T10:00:00Z\r\nContent-Type: " + record.content_type +
         "\r\nContent-Length: " + std::to_string(length) + "\r\n\r\n" + record.block + "\r\n\r\n";
}

WarcRecord response(const std::string& body, const std::string& fields = "", int status = 200) {
  return {"response", "application/http; msgtype=response",
          "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: text/plain\r\n" + fields +
              "\r\n" + body};
}

std::string joined(const std::vector<WarcRecord>& records) {
  std::string out;
  for (const WarcRecord& record : records) out += to_bytes(record);
  return out;
}

std::string joined_members(const std::vector<WarcRecord>& records) {
  std::string out;
  for (const WarcRecord& record : records) out += gzip(to_bytes(record));
  return out;
}

std::vector<WarcRecord> all_types() {
  return {{"warcinfo", "application/warc-fields", "software: x"},
          {"request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n"},
          response("One."),
          response("gone", "", 404),
          {"revisit", "application/http", ""},
          {"metadata", "text/plain", "x: y"},
          {"conversion", "text/plain", "Two.", "http://example.org/b", -1, "0.17"},
          {"resource", "text/plain", "Three.", "<http://example.org/c>", -1, "1.1"},
          {"resource", "image/png", "\x89PNG"}};
}

TEST_F(Containers, WarcGivesTextsAndCountsTheRest) {
  for (const std::string& bytes :
       {joined(all_types()), gzip(joined(all_types())), joined_members(all_types())}) {
    reports_.clear();
    EXPECT_EQ(read(write("a.warc.gz", bytes)), (Seen{"One.", "Two.", "Three."}));
    ASSERT_EQ(reports_.size(), 3u);
    EXPECT_EQ(reports_[0].uri, "http://www.example.org/a");
    EXPECT_EQ(reports_[0].outlet, "example.org");
    EXPECT_EQ(reports_[2].uri, "http://example.org/c");
    EXPECT_EQ(passed_over_,
              (std::map<std::string, std::size_t>{{"WARC warcinfo", 1},
                                                  {"WARC request", 1},
                                                  {"WARC response with status 404", 1},
                                                  {"WARC revisit", 1},
                                                  {"WARC metadata", 1},
                                                  {"WARC of type image/png", 1}}));
  }
}

TEST_F(Containers, WarcUndoesChunksAndEncodings) {
  const std::string chunked = "Transfer-Encoding: chunked\r\n";
  const std::vector<WarcRecord> records = {
      response("4\r\nOne \r\n5;x=y\r\nmore.\r\n0\r\n\r\n", chunked),
      response("Joined already.", chunked),
      response("4\r\nOne \r\nzz\r\nmore.\r\n0\r\n\r\n", chunked),
      response(gzip("Packed."), "Content-Encoding: gzip\r\n"),
      response("Unpacked already.", "Content-Encoding: gzip\r\n"),
      response(gzip("Cut off in the middle of its encoding.").substr(0, 30),
               "Content-Encoding: gzip\r\n"),
      response(std::string("\x0b\x02\x80\x00\x03", 5), "Content-Encoding: br\r\n")};
  EXPECT_EQ(read(write("a.warc", joined(records))),
            (Seen{"One more.", "Joined already.", "!BadFormat", "Packed.", "Unpacked already.",
                  "!BadFormat", "!NotText"}));
  EXPECT_EQ(messages_.back(), "content encoding 'br' is not read");
}

TEST_F(Containers, WarcGoesOnBehindAWrongLength) {
  std::vector<WarcRecord> records = {response("One."),  response("Two."),  response("Three."),
                                     response("Four."), response("Five."), response("Six.")};
  records[0].length = 30;             // too small
  records[2].length = 300;            // reaches into the next record
  records[4].length = 2'000'000'000;  // larger than anything
  const Seen expected = {"!BadFormat", "Two.", "!BadFormat", "Four.", "!BadFormat", "Six."};
  for (const std::string& bytes : {joined(records), gzip(joined(records)), joined_members(records)})
    EXPECT_EQ(read(write("a.warc.gz", bytes)), expected);
  EXPECT_EQ(places_.front(), "a.warc.gz@0");
}

TEST_F(Containers, WarcNamesTheByteAndReadsWhatIsBetween) {
  const std::string first = to_bytes(response("One.")), second = to_bytes(response("Two."));
  const std::string cut = to_bytes(response("Three is cut off.")).substr(0, 190);
  EXPECT_EQ(read(write("a.warc", first + "garbage\nmore\n" + second + cut)),
            (Seen{"One.", "!BadFormat", "Two.", "!BadFormat"}));
  EXPECT_EQ(places_, (Seen{"a.warc@" + std::to_string(first.size()),
                           "a.warc@" + std::to_string(first.size() + second.size() + 13)}));
}

TEST_F(Containers, WarcLosesOneRecordToOneBrokenMember) {
  std::vector<std::string> members;
  for (const char* text : {"One.", "Two.", "Three.", "Four.", "Five."})
    members.push_back(gzip(to_bytes(response(text))));
  std::string flipped = members[1], checksum = members[2], cut = members[3];
  flipped[flipped.size() / 2] ^= 0x55;
  checksum[checksum.size() - 6] ^= 1;
  cut.resize(60);
  EXPECT_EQ(read(write("a.warc.gz", members[0] + flipped + members[4] + checksum + members[4] +
                                        cut + members[4] + cut)),
            (Seen{"One.", "!BadFormat", "Five.", "!BadFormat", "Five.", "!BadFormat", "Five.",
                  "!BadFormat"}));
}

TEST_F(Containers, WarcRefusesAHeadWithoutEnd) {
  EXPECT_EQ(read(write("a.warc", "WARC/1.0\r\n" + std::string(100'000, 'x') + "\r\n" +
                                     to_bytes(response("One.")))),
            (Seen{"!BadFormat", "One."}));
}

TEST_F(Containers, ReadingGoesOnWhereItEnded) {
  const std::string warc = write("a.warc.gz", joined_members(all_types()));
  const std::string lines =
      write("b.jsonl", "{\"text\":\"One.\"}\n\n{\"text\":\"Two.\"}\n{\"text\":7}\n");
  const std::string table = write("c.csv", "text\nOne.\nTwo.\n7\n");
  for (const std::string& file : {warc, lines, table}) {
    Result<Source> source = Source::open({file}, {});
    ASSERT_TRUE(source);
    ASSERT_TRUE(source->next());
    ResumePoints resume;
    resume[source->place().file] = source->place();
    const Seen rest = read(file, {}, resume);
    ASSERT_EQ(rest.size(), 2u) << file;
    EXPECT_EQ(rest[0], "Two.");
    EXPECT_EQ(skipped_, 1u);
    // At the end there is nothing left; a file that has changed is read anew.
    resume[place_.file] = place_;
    EXPECT_EQ(read(file, {}, resume), Seen{}) << file;
    std::ofstream(file, std::ios::app) << "{}\n";
    EXPECT_EQ(read(file, {}, resume).front(), "One.") << file;
  }
  EXPECT_NE(std::find(places_.begin(), places_.end(), "b.jsonl:4"), places_.end());
}

// ---- archives ----

class ArchiveWriter {
 public:
  ArchiveWriter(const std::string& path, int format, int filter) : handle_(archive_write_new()) {
    archive_write_set_format(handle_, format);
    archive_write_add_filter(handle_, filter);
    archive_write_open_filename(handle_, path.c_str());
  }
  ~ArchiveWriter() { archive_write_free(handle_); }
  ArchiveWriter(const ArchiveWriter&) = delete;
  ArchiveWriter& operator=(const ArchiveWriter&) = delete;

  void add(const std::string& name, const std::string& bytes) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_write_header(handle_, entry);
    archive_write_data(handle_, bytes.data(), bytes.size());
    archive_entry_free(entry);
  }

 private:
  archive* handle_;
};

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_F(Containers, ArchivesOfEveryKindAreStreamed) {
  struct Kind {
    const char* name;
    int format, filter;
  };
  for (const Kind& kind :
       {Kind{"a.zip", ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE},
        Kind{"a.tar", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE},
        Kind{"a.tar.gz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP},
        Kind{"a.tar.xz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ},
        Kind{"a.tar.bz2", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2},
        Kind{"a.tar.zst", ARCHIVE_FORMAT_TAR_PAX_RESTRICTED, ARCHIVE_FILTER_ZSTD}}) {
    {
      ArchiveWriter writer(path(kind.name), kind.format, kind.filter);
      writer.add("m/one.txt", "One.");
      writer.add("m/picture.png", "\x89PNG");
      writer.add("m/two.jsonl", "{\"text\":\"Two.\"}\n{\"text\":\n{\"text\":\"Three.\"}\n");
      writer.add("four.warc.gz", joined_members({response("Four."), response("Five.")}));
    }
    places_.clear();
    reports_.clear();
    EXPECT_EQ(read(path(kind.name)), (Seen{"One.", "Two.", "!BadJson", "Three.", "Four.", "Five."}))
        << kind.name;
    ASSERT_EQ(places_.size(), 1u);
    EXPECT_EQ(places_[0], std::string(kind.name) + "!m/two.jsonl:2:9");
    EXPECT_EQ(reports_[0].uri, path(kind.name) + "!m/one.txt");
    EXPECT_EQ(passed_over_["archive member of another kind"], 1u);
  }
}

TEST_F(Containers, ArchivesLieInOneAnotherOnce) {
  {
    ArchiveWriter inner(path("inner.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
    inner.add("one.txt", "One.");
  }
  {
    ArchiveWriter middle(path("middle.tar"), ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_NONE);
    middle.add("inner.zip", slurp(path("inner.zip")));
    middle.add("two.txt", "Two.");
  }
  {
    ArchiveWriter outer(path("outer.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
    outer.add("middle.tar", slurp(path("middle.tar")));
    outer.add("three.txt", "Three.");
  }
  EXPECT_EQ(read(path("middle.tar")), (Seen{"One.", "Two."}));
  EXPECT_EQ(read(path("outer.zip")), (Seen{"!BadFormat", "Two.", "Three."}));
}

TEST_F(Containers, ArchivesListWhatTheyWillNotRead) {
  {
    ArchiveWriter writer(path("a.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
    writer.add("../../etc/one.txt", "One.");
    writer.add("big.txt", std::string(5000, 'x'));
    writer.add("two.txt", "Two.");
  }
  InputOptions options;
  options.max_bytes = 4000;
  EXPECT_EQ(read(path("a.zip"), options), (Seen{"!BadFormat", "!TooLarge", "Two."}));
  {
    ArchiveWriter writer(path("b.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
    writer.add("one.txt", "One.");
  }
  std::string encrypted = slurp(path("b.zip"));
  encrypted[encrypted.find("PK\x03\x04") + 6] |= 1;  // the flag, in the member's head
  encrypted[encrypted.find("PK\x01\x02") + 8] |= 1;  // and in the list of members
  EXPECT_EQ(read(write("b.zip", encrypted)), Seen{"!NotReadable"});
  EXPECT_EQ(messages_.back(), "encrypted");
  const std::string cut = slurp(path("a.zip"));
  EXPECT_EQ(read(write("c.zip", cut.substr(0, 20))).size(), 1u);
  EXPECT_EQ(read(write("d.zip", "no archive at all")), Seen{"!BadFormat"});
}

TEST_F(Containers, BombsAreGivenUp) {
  {
    ArchiveWriter writer(path("a.zip"), ARCHIVE_FORMAT_ZIP, ARCHIVE_FILTER_NONE);
    writer.add("bomb.jsonl", std::string(100'000'000, '\n'));
    writer.add("two.txt", "Two.");
  }
  EXPECT_EQ(read(path("a.zip")), Seen{"!TooLarge"});
  EXPECT_EQ(read(write("b.jsonl.gz", gzip(std::string(100'000'000, '\n')))), Seen{"!TooLarge"});
}

TEST_F(Containers, SingleStreamsAreDecompressed) {
  for (const auto& [name, filter] : {std::pair{"a.jsonl.zst", ARCHIVE_FILTER_ZSTD},
                                     std::pair{"a.jsonl.bz2", ARCHIVE_FILTER_BZIP2},
                                     std::pair{"a.jsonl.xz", ARCHIVE_FILTER_XZ}}) {
    {
      ArchiveWriter writer(path(name), ARCHIVE_FORMAT_RAW, filter);
      writer.add("data", "{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n");
    }
    EXPECT_EQ(read(path(name)), (Seen{"One.", "Two."})) << name;
  }
}

// ---- tables and JSON ----

TEST_F(Containers, TablesHoldQuotesLineEndsAndMarks) {
  const std::string csv =
      "\xEF\xBB\xBFid;Text;Date;Outlet\r\n"
      "1;\"He said \"\"no\"\"; then\r\nhe left.\";2016-03-23;The Courier\r\n"
      ";;;\r\n"
      "2;Bogot\xE1 talks.;24 March 2016;\r\n"
      "3;a;b;c;d;e\r\n"
      "4;Last talks.\r\n";
  EXPECT_EQ(read(write("a.csv", csv)),
            (Seen{"He said \"no\"; then\nhe left.", "Bogotá talks.", "!BadFormat", "Last talks."}));
  ASSERT_EQ(reports_.size(), 3u);
  EXPECT_EQ(reports_[0].uri, "1");
  EXPECT_EQ(reports_[0].published, "2016-03-23");
  EXPECT_EQ(reports_[0].outlet, "The Courier");
  EXPECT_EQ(reports_[1].published, "2016-03-24");
  EXPECT_EQ(places_, Seen{"a.csv:6"});
}

TEST_F(Containers, AQuoteThatIsNeverClosedCostsOneRow) {
  EXPECT_EQ(read(write("a.csv", "id,text\n1,One.\n2,\"Two\n3,Three.\n4,\"Four.\"\n5,Five.\n")),
            (Seen{"One.", "!BadFormat", "Three.", "Four.", "Five."}));
  EXPECT_EQ(places_, Seen{"a.csv:3"});
  // Where nothing is quoted in the first line of a TSV, quotes are letters.
  EXPECT_EQ(read(write("a.tsv", "id\ttext\n1\t\"One\n2\tTwo.\n")), (Seen{"\"One", "Two."}));
}

TEST_F(Containers, PresetsNameTheFields) {
  InputOptions options;
  options.preset = "news-please";
  EXPECT_EQ(read(write("a.json",
                       "[{\"maintext\":\"One.\",\"text\":\"no\",\"source_domain\":\"x.org\","
                       "\"url\":\"http://x.org/1\",\"date_publish\":\"2016-03-23 10:00:00\"},\n"
                       "{\"maintext\":null,\"url\":\"http://x.org/2\"}]"),
                 options),
            (Seen{"One.", "!MissingField"}));
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(reports_[0].outlet, "x.org");
  EXPECT_EQ(reports_[0].uri, "http://x.org/1");
  EXPECT_TRUE(reports_[0].published.starts_with("2016-03-23"));
  EXPECT_EQ(messages_.back(), "no text, only a URL: http://x.org/2");

  options.preset = "gdelt";
  std::string row = "410412347\t20150101";
  for (int i = 3; i < 60; ++i) row += "\t";
  EXPECT_EQ(read(write("a.tsv", row + "\t20160101000000\thttp://x.org/3\n"), options),
            Seen{"!MissingField"});
  EXPECT_EQ(messages_.back(), "no text, only a URL: http://x.org/3");

  options.preset = "ngec";
  EXPECT_EQ(read(write("b.jsonl",
                       "{\"id\":\"e1\",\"event_text\":\"Two.\",\"pub_date\":\"2019-08-01\"}\n"),
                 options),
            Seen{"Two."});
  EXPECT_TRUE(resources()->has_preset("ngec"));
  EXPECT_FALSE(resources()->has_preset("nothing"));
}

TEST_F(Containers, JsonIsReadOverManyLines) {
  EXPECT_EQ(read(write("a.json", "{\n  \"text\": \"One } [ \\\" talks.\",\n  \"id\": 1\n}\n")),
            Seen{"One } [ \" talks."});
  EXPECT_EQ(
      read(write("b.json",
                 "\xEF\xBB\xBF[\n  {\"text\": \"One.\"},\n  7,\n  {\"text\": \"Two.\"}\n]\n")),
      (Seen{"One.", "!BadJson", "Two."}));
  EXPECT_EQ(places_, Seen{"b.json:3"});
  EXPECT_EQ(read(write("c.json", "{\"text\":\"One.\"}\n{\"text\":\n{\"text\":\"Two.\"}\n")),
            (Seen{"One.", "!BadJson", "Two."}));
  InputOptions options;
  options.max_bytes = 100;
  EXPECT_EQ(
      read(write("d.json", "[{\"text\":\"" + std::string(300, 'x') + "\"},{\"text\":\"Two.\"}]"),
           options),
      (Seen{"!TooLarge", "Two."}));
  EXPECT_EQ(read(write("e.json", "[{\"text\":\"One.\"},{\"text\":\"cut")),
            (Seen{"One.", "!BadJson"}));
}

// ---- mail ----

TEST_F(Containers, MailGivesItsTextAndHead) {
  const std::string mail =
      "Received: from a by b\r\n"
      "From: =?utf-8?Q?Ana_Mu=C3=B1oz?= <ana@wire.example>\r\n"
      "Organization: Meridian Wire\r\n"
      "Subject: =?iso-8859-1?B?VGFsa3MgaW4gQm9nb3Th?=\r\n =?utf-8?Q?_resume?=\r\n"
      "Date: Wed, 23 Mar 2016 10:00:00 +0000\r\n"
      "Message-ID: <42@wire.example>\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: multipart/mixed; boundary=\"b1\"\r\n\r\n"
      "preamble\r\n--b1\r\nContent-Type: multipart/alternative; boundary=b2\r\n\r\n"
      "--b2\r\nContent-Type: text/html\r\n\r\n<p>no</p>\r\n"
      "--b2\r\nContent-Type: text/plain; charset=windows-1252\r\n"
      "Content-Transfer-Encoding: quoted-printable\r\n\r\nTalks resumed in Bogot=E1 on "
      "=\r\nMonday=97at last.\r\n"
      "--b2--\r\n--b1\r\nContent-Type: image/png\r\n\r\nxx\r\n--b1--\r\n";
  EXPECT_EQ(read(write("a.eml", mail)), Seen{"Talks resumed in Bogotá on Monday—at last."});
  ASSERT_EQ(reports_.size(), 1u);
  EXPECT_EQ(reports_[0].title, "Talks in Bogotá resume");
  EXPECT_EQ(reports_[0].outlet, "Meridian Wire");
  EXPECT_EQ(reports_[0].byline, "Ana Muñoz");
  EXPECT_EQ(reports_[0].uri, "42@wire.example");
  EXPECT_EQ(reports_[0].published.substr(0, 10), "2016-03-23");
  EXPECT_EQ(notes_.back(), path("a.eml") + ": 1 further parts of the mail are not read");
}

TEST_F(Containers, MailBoxesAreSplitAtTheirOwnLines) {
  const std::string box =
      "From a@x.org Thu Mar  3 10:00:00 2016\nFrom: Wire <a@x.org>\nSubject: S\n\n"
      "One.\n\nFrom Havana the talks went on.\n\n>From the start.\n\n"
      "From b@x.org Thu Mar  3 11:00:00 2016\nFrom: b@x.org\nContent-Transfer-Encoding: base64\n\n"
      "VHdvLg==\n\n"
      "From c@x.org Thu Mar  3 11:00:00 2016\nFrom: c@x.org\nContent-Type: image/png\n\nxx\n";
  EXPECT_EQ(
      read(write("a.mbox", box)),
      (Seen{"One.\n\nFrom Havana the talks went on.\n\nFrom the start.", "Two.", "!MissingField"}));
  EXPECT_EQ(places_, Seen{"a.mbox:17"});
  ASSERT_EQ(reports_.size(), 2u);
  EXPECT_EQ(reports_[0].outlet, "Wire");
  EXPECT_EQ(reports_[1].outlet, "b@x.org");
}

TEST(Mail, EndsInFiniteDepth) {
  std::string deep;
  for (int i = 0; i < 200; ++i) {
    const std::string boundary = "b" + std::to_string(i) + "x";
    deep += "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary + "\n";
  }
  const Result<Mail> mail = parse_mail(deep + "Content-Type: text/plain\n\nText.\n");
  ASSERT_FALSE(mail);
  EXPECT_EQ(mail.error().code, ErrorCode::BadFormat);
}

// ---- charset and language ----

TEST(Mojibake, IsMendedWhereItIsCertain) {
  struct Case {
    const char *damaged, *meant;
  };
  for (const Case& c :
       {Case{"donâ€™t", "don’t"}, Case{"BogotÃ¡ and MÃ©xico", "Bogotá and México"},
        Case{"cost Â£5", "cost £5"}, Case{"â‚¬5", "€5"}, Case{"donÃ¢â‚¬â„¢t", "don’t"},
        Case{"Ã Ã¨", "Ã è"}, Case{"\xC3\xA2\xE2\x82\xAC\xC2\x9Dso", "”so"},
        Case{"ÐŸÑƒÑ‚Ð¸Ð½", "Путин"}, Case{"Å“uvre", "Å“uvre"},
        Case{"â€œÅ“uvreâ€\xC2\x9D", "“œuvre”"}, Case{"the CAFÉ” of É.", "the CAFÉ” of É."},
        Case{"São Paulo, Ã", "São Paulo, Ã"},
        Case{"Kılıçdaroğlu’s “caliphate”", "Kılıçdaroğlu’s “caliphate”"}}) {
    std::string text = c.damaged;
    const bool damaged = std::string(c.damaged) != c.meant;
    EXPECT_EQ(mend_mojibake(text) > 0, damaged) << c.damaged;
    EXPECT_EQ(text, c.meant) << c.damaged;
  }
}

TEST(IdentifyLanguage, DoubtsInFavourOfEnglish) {
  const std::string english =
      "The government met the rebels in Havana on Thursday, and the foreign minister said that the "
      "talks would go on for as long as they had to. Both sides agreed to meet again next week.";
  const std::string spanish =
      "El gobierno se reunió el jueves con los rebeldes en La Habana, y el ministro de Relaciones "
      "Exteriores dijo que las conversaciones continuarían mientras fuera necesario. Ambas partes "
      "acordaron reunirse de nuevo la próxima semana.";
  const std::string russian = "Правительство встретилось с повстанцами в Гаване в четверг.";
  EXPECT_EQ(identify_language(english).code, "en");
  EXPECT_EQ(identify_language(spanish).code, "es");
  EXPECT_EQ(identify_language(russian).code, "ru");
  EXPECT_EQ(identify_language("Talks.").code, "en");
  EXPECT_EQ(identify_language("El gobierno").code, "en");
  EXPECT_EQ(identify_language("").code, "en");
  EXPECT_EQ(identify_language(english + " He said: \"" + spanish.substr(0, 90) + "\"").code, "en");
  EXPECT_EQ(language_name("ru"), "Russian");
  EXPECT_EQ(language_name("he"), "Hebrew");
}

}  // namespace
}  // namespace dragoman::intake
