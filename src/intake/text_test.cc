#include "intake/text.h"

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "core/utf8.h"

namespace dragoman::intake {
namespace {

using std::string_view_literals::operator""sv;

struct GoodCase {
  const char* name;
  std::string_view bytes;
  std::string_view text;
  const char* charset;
};

class DecodesText : public testing::TestWithParam<GoodCase> {};

TEST_P(DecodesText, ToNormalForm) {
  const Result<DecodedText> decoded = decode(GetParam().bytes, {});
  ASSERT_TRUE(decoded) << decoded.error().describe();
  EXPECT_EQ(decoded->text, GetParam().text);
  EXPECT_EQ(decoded->charset, GetParam().charset);
}

INSTANTIATE_TEST_SUITE_P(
    Charsets,
    DecodesText,
    testing::Values(
        GoodCase{"ascii", "Talks resumed.", "Talks resumed.", "UTF-8"},
        GoodCase{"utf8", "Bogotá – “sí”.", "Bogotá – “sí”.", "UTF-8"},
        GoodCase{"utf8_bom", "\xEF\xBB\xBFTalks resumed.", "Talks resumed.", "UTF-8"},
        GoodCase{"utf16le_bom", "\xFF\xFEO\0s\0l\0o\0"sv, "Oslo", "UTF-16LE"},
        GoodCase{"utf16be_bom", "\xFE\xFF\0O\0s\0l\0o"sv, "Oslo", "UTF-16BE"},
        GoodCase{"utf16le_bare", "T\0a\0l\0k\0s\0 \0o\0n\0"sv, "Talks on", "UTF-16LE"},
        GoodCase{"utf32le_bom", "\xFF\xFE\0\0O\0\0\0s\0\0\0"sv, "Os", "UTF-32LE"},
        GoodCase{"utf32be_bom", "\0\0\xFE\xFF\0\0\0O\0\0\0s"sv, "Os", "UTF-32BE"},
        GoodCase{"windows_quotes",
                 "The envoy said \x93we agree\x94 and the minister\x92s aide left.",
                 "The envoy said “we agree” and the minister’s aide left.", "windows-1252"},
        GoodCase{"latin1_letters",
                 "The talks in Bogot\xE1 and Medell\xEDn went on for a third day.",
                 "The talks in Bogotá and Medellín went on for a third day.", "windows-1252"},
        GoodCase{"koi8r",
                 "\xF0\xE5\xF2\xE5\xE7\xEF\xF7\xEF\xF2\xF9 \xCE\xC1\xDE\xC1\xCC\xC9\xD3\xD8 \xD7 "
                 "\xED\xCF\xD3\xCB\xD7\xC5 "
                 "\xD3\xC5\xC7\xCF\xC4\xCE\xD1 \xD5\xD4\xD2\xCF\xCD, \xD3\xCF\xCF\xC2\xDD\xC9\xCC "
                 "\xCD\xC9\xCE\xC9\xD3\xD4\xD2.",
                 "ПЕРЕГОВОРЫ начались в Москве сегодня утром, сообщил министр.", "KOI8-R"}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    NormalForm,
    DecodesText,
    testing::Values(GoodCase{"crlf", "One.\r\nTwo.\rThree.", "One.\nTwo.\nThree.", "UTF-8"},
                    GoodCase{"blank_lines", "\n\n One. \n \n\n\nTwo.\n", "One.\n\nTwo.", "UTF-8"},
                    GoodCase{"spaces",
                             "a \t b\xC2\xA0 c\xE3\x80\x80"
                             "d",
                             "a b c d", "UTF-8"},
                    GoodCase{"controls",
                             "a\x01"
                             "b\x7F"
                             "c",
                             "a b c", "UTF-8"},
                    GoodCase{"c1_as_windows", "the minister\xC2\x92s \xC2\x93yes\xC2\x94\xC2\x85",
                             "the minister’s “yes”…", "UTF-8"},
                    GoodCase{"invisible", "soft\xC2\xADhyphen zero\xE2\x80\x8Bwidth",
                             "softhyphen zerowidth", "UTF-8"},
                    GoodCase{"nfc", "Bogota\xCC\x81", "Bogotá", "UTF-8"},
                    GoodCase{"paragraph_separator", "One.\xE2\x80\xA9Two.", "One.\n\nTwo.",
                             "UTF-8"},
                    GoodCase{"wrapped_line",
                             "The two delegations will meet again on Monday in the\ncapital, the "
                             "mediators announced late on Friday.",
                             "The two delegations will meet again on Monday in the capital, the "
                             "mediators announced late on Friday.",
                             "UTF-8"},
                    GoodCase{"wrapped_before_a_name",
                             "By Jane Doe and John Roe, Staff Correspondents\nUpdated on "
                             "Monday\n\nThe mediators said that they had invited President\n"
                             "Santos and both delegations to the second round of the\ntalks, which "
                             "is to open in the capital of Norway next\nweek.",
                             "By Jane Doe and John Roe, Staff Correspondents\nUpdated on "
                             "Monday\n\nThe mediators said that they had invited President "
                             "Santos and both delegations to the second round of the talks, which "
                             "is to open in the capital of Norway next week.",
                             "UTF-8"},
                    GoodCase{"title_line_not_joined",
                             "Delegations to meet again on Monday in the Cuban capital\nThe two "
                             "delegations will meet on Monday.",
                             "Delegations to meet again on Monday in the Cuban capital\nThe two "
                             "delegations will meet on Monday.",
                             "UTF-8"},
                    GoodCase{"sentence_lines_not_joined",
                             "The two delegations will meet again on Monday in Havana.\nthe second "
                             "line keeps its own place",
                             "The two delegations will meet again on Monday in Havana.\nthe second "
                             "line keeps its own place",
                             "UTF-8"}),
    [](const auto& info) { return std::string(info.param.name); });

struct BadCase {
  const char* name;
  std::string_view bytes;
  ErrorCode code;
  const char* says;
};

class RefusesBytes : public testing::TestWithParam<BadCase> {};

TEST_P(RefusesBytes, WithCodeAndReason) {
  const Result<DecodedText> decoded = decode(GetParam().bytes, {.max_bytes = 200});
  ASSERT_FALSE(decoded) << decoded->charset << ": " << decoded->text;
  EXPECT_EQ(decoded.error().code, GetParam().code) << decoded.error().describe();
  EXPECT_NE(decoded.error().message.find(GetParam().says), std::string::npos)
      << decoded.error().message;
}

const std::string& long_text() {
  static const std::string text(201, 'a');
  return text;
}

INSTANTIATE_TEST_SUITE_P(
    Bad,
    RefusesBytes,
    testing::Values(
        BadCase{"empty", "", ErrorCode::EmptyInput, "empty"},
        BadCase{"white_space", " \n\t ", ErrorCode::EmptyInput, "white space"},
        BadCase{"bom_only", "\xEF\xBB\xBF", ErrorCode::EmptyInput, "white space"},
        BadCase{"too_large", long_text(), ErrorCode::TooLarge, "200 bytes"},
        BadCase{"pdf", "%PDF-1.7\n...", ErrorCode::NotText, "PDF"},
        BadCase{"elf",
                "\x7f"
                "ELF\2\1\1",
                ErrorCode::NotText, "ELF"},
        BadCase{"zip", "PK\x03\x04zip", ErrorCode::NotText, "zip"},
        BadCase{"gzip", "\x1f\x8b\x08", ErrorCode::NotText, "gzip"},
        BadCase{"png", "\x89PNG\r\n\x1a\n", ErrorCode::NotText, "PNG"},
        BadCase{"nul", "some text\0more of it here"sv, ErrorCode::NotText, "NUL byte at offset 9"},
        BadCase{"controls", "\1\2\3\4\5\6\7\b\1\2\3\4 ab", ErrorCode::NotText, "control"},
        BadCase{"cut_utf8", "The talks in Bogot\xC3\xA1 and Medell\xC3\xADn ended \xE2\x82",
                ErrorCode::BadEncoding, "offset 41"},
        BadCase{"stray_ff", "The talks \xFF\xFE went on", ErrorCode::BadEncoding,
                "0xFF at offset 10"},
        BadCase{"lead_without_tail", "The talks \xC3( went on", ErrorCode::BadEncoding,
                "0xC3 at offset 10"},
        BadCase{"odd_utf16", "\xFF\xFEO\0s"sv, ErrorCode::BadEncoding, "UTF-16LE"},
        BadCase{"lone_surrogate", "\xFF\xFE\x00\xD8O\0"sv, ErrorCode::BadEncoding, "UTF-16LE"}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Decode, TakesADeclaredCharsetThatFits) {
  const Result<DecodedText> decoded = decode("Bogot\xE1", {.max_bytes = 100, .declared = "ISO-8859-1"});
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded->text, "Bogotá");
  EXPECT_EQ(decode("Bogot\xE1 is the capital", {.max_bytes = 100, .declared = "no-such"})->text, "Bogotá is the capital");
}

TEST(Normalise, IsIdempotentAndValidOnAnyBytes) {
  std::uint32_t state =
      12345;  // a fixed sequence (Numerical Recipes' linear congruential generator)
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int i = 0; i < 80; ++i) {
      state = state * 1664525u + 1013904223u;
      bytes += static_cast<char>(state >> 24);
    }
    const std::string once = normalise(bytes);
    EXPECT_EQ(core::find_invalid_utf8(once), std::string_view::npos);
    EXPECT_EQ(normalise(once), once) << "round " << round;
  }
}

}  // namespace
}  // namespace dragoman::intake
