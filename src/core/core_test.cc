#include <fstream>

#include <gtest/gtest.h>

#include "dragoman/labels.h"

#include "core/fold.h"
#include "core/hash.h"
#include "core/mapped_file.h"
#include "core/tsv.h"
#include "core/utc.h"
#include "core/utf8.h"

namespace dragoman {
namespace {

TEST(Fold, MarksBetweenWordsAreTheSameBesideOtherLetters) {
  std::vector<std::string> marks = {"\u00A0"};
  for (int low = 0x90; low <= 0xBE; ++low)  // U+2010 to U+203E
    marks.push_back(std::string("\xE2\x80") + static_cast<char>(low));
  for (const std::string& mark : marks) {
    const std::string text = "A" + mark + "b " + mark + " C" + mark;
    EXPECT_EQ(core::fold(text) + " e", core::fold(text + " \u00E9")) << text;  // goes the long way
  }
}

TEST(Hash, Sha256MatchesPublishedVectors) {  // FIPS 180-4, examples
  EXPECT_EQ(core::sha256_hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(core::sha256_hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(core::sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(core::sha256_hex(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Utf8, FindsTheFirstInvalidByte) {
  EXPECT_EQ(core::find_invalid_utf8("plain"), std::string_view::npos);
  EXPECT_EQ(core::find_invalid_utf8("caf\xC3\xA9"), std::string_view::npos);
  EXPECT_EQ(core::find_invalid_utf8("caf\xE9 "), 3u);          // Latin-1
  EXPECT_EQ(core::find_invalid_utf8("\xC0\xAF"), 0u);          // overlong
  EXPECT_EQ(core::find_invalid_utf8("a\xED\xA0\x80"), 1u);     // surrogate
  EXPECT_EQ(core::find_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // over U+10FFFF
  EXPECT_EQ(core::find_invalid_utf8("\xE2\x82"), 0u);          // cut short
}

TEST(Utf8, CodePointIndexIsExactInBothDirections) {
  std::string text;
  for (int i = 0; i < 50; ++i) text += "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80";
  const core::CodePointIndex index(text);
  EXPECT_EQ(index.size(), 200u);
  std::uint32_t code_point = 0;
  for (std::size_t at = 0; at <= text.size();) {
    EXPECT_EQ(index.at(static_cast<std::uint32_t>(at)), code_point);
    EXPECT_EQ(index.byte_of(code_point), at);
    if (at == text.size()) break;
    core::next_code_point(text, at);
    ++code_point;
  }
}

TEST(Labels, SpellingsAreInverse) {
  for (int i = 0; i <= static_cast<int>(Deprel::Xcomp); ++i) {
    const auto deprel = static_cast<Deprel>(i);
    EXPECT_EQ(parse_deprel(to_string(deprel)), deprel);
  }
  for (int i = 0; i <= static_cast<int>(EventType::Assault); ++i) {
    const auto type = static_cast<EventType>(i);
    EXPECT_EQ(parse_event_type(to_string(type)), type);
  }
  for (int i = 0; i <= static_cast<int>(SourceType::Medium); ++i) {
    const auto type = static_cast<SourceType>(i);
    EXPECT_EQ(parse_source_type(to_string(type)), type);
  }
  for (int i = 0; i <= static_cast<int>(HopKind::Speaker); ++i) {
    const auto kind = static_cast<HopKind>(i);
    EXPECT_EQ(parse_hop_kind(to_string(kind)), kind);
  }
  EXPECT_EQ(parse_deprel("obl:arg"), Deprel::Obl);  // a subtype of another treebank
  EXPECT_FALSE(parse_upos("NOUNS").has_value());
}

TEST(Tsv, ReadsRowsAndNamesTheLineThatIsWrong) {
  const std::string path = testing::TempDir() + "tsv_test.tsv";
  std::ofstream(path) << "# head\n\nsay\tverb\n told \t verb\tx\n";
  const auto file = core::read_tsv(path, 2, 3);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file->rows.size(), 2u);
  EXPECT_EQ(file->rows[1].fields, (std::vector<std::string>{"told", "verb", "x"}));
  EXPECT_EQ(file->error(file->rows[1], 2, "no").where, path + ":4:14");
  const auto strict = core::read_tsv(path, 2, 2);
  ASSERT_FALSE(strict.ok());
  EXPECT_EQ(strict.error().where, path + ":4:1");
  EXPECT_EQ(core::split_list("a, b,,c "), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(Utc, WritesAndReadsTimes) {
  using namespace std::chrono;
  const core::Time time = sys_days(year(2016) / 3 / 23) + hours(10) + minutes(5) + seconds(9);
  EXPECT_EQ(core::utc(time), "2016-03-23T10:05:09Z");
  EXPECT_EQ(core::parse_utc("2016-03-23T10:05:09Z"), time);
  EXPECT_EQ(core::parse_utc("2016-03-23"), core::Time(sys_days(year(2016) / 3 / 23)));
  for (const char* bad : {"", "2016-03-32", "2016-02-30", "2016-03-23T24:00:00Z",
                          "2016-03-23 10:05:09Z", "2016-3-23", "2016-03-23T10:05:09+01:00"}) {
    EXPECT_FALSE(core::parse_utc(bad).has_value()) << bad;
  }
}

TEST(MappedFile, SaysWhatIsWrong) {
  const auto missing = core::MappedFile::open("/no/such/file");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::NotFound);
  EXPECT_EQ(core::MappedFile::open("/").error().code, ErrorCode::NotReadable);
}

}  // namespace
}  // namespace dragoman
