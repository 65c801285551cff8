#include "intake/html_charset.h"

#include <gtest/gtest.h>

namespace dragoman::intake {
namespace {

struct Case {
  const char* name;
  std::string bytes, content_type, text;
};

class Charset : public testing::TestWithParam<Case> {};

TEST_P(Charset, IsFound) {
  const auto decoded = decode_page(GetParam().bytes, GetParam().content_type, 1 << 20);
  ASSERT_TRUE(decoded.ok()) << decoded.error().describe();
  EXPECT_NE(decoded->text.find(GetParam().text), std::string::npos) << decoded->charset;
}

INSTANTIATE_TEST_SUITE_P(
    Pages,
    Charset,
    testing::Values(
        Case{"Utf8", "<p>Bogot\xC3\xA1</p>", "", "Bogotá"},
        Case{"Utf8WhateverIsDeclared", "<meta charset=iso-8859-1><p>Bogot\xC3\xA1</p>", "",
             "Bogotá"},
        Case{"Mark", "\xEF\xBB\xBF<p>Bogot\xC3\xA1</p>", "text/html; charset=koi8-r", "Bogotá"},
        Case{"Transport", "<p>\xCC\xC9\xD2</p>", "text/html; charset=\"KOI8-R\"", "лир"},
        Case{"Meta", "<META charset='windows-1251'><p>\xEC\xE8\xF0</p>", "", "мир"},
        Case{"HttpEquiv",
             "<meta http-equiv=Content-Type content=\"text/html; "
             "charset=gb2312\"><p>\xBA\xCD\xC6\xBD</p>",
             "", "和平"},
        Case{"XmlDeclaration", "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><p>\xB6wiat</p>", "",
             "świat"},
        Case{"ShiftJis", "<meta charset=Shift_JIS><p>\x95\xBD\x98\x61</p>", "", "平和"},
        Case{"Latin1MeansWindows1252", "<meta charset=iso-8859-1><p>\x93We won\x92t\x94</p>", "",
             "“We won’t”"},
        Case{"SevenBit", "<meta charset=iso-2022-jp><p>\x1B$BJ?OB\x1B(B</p>", "", "平和"},
        Case{"Utf16", std::string("\xFF\xFE<\0p\0>\0m\0i\0r\0", 14), "", "<p>mir"},
        Case{"SomeBrokenBytes",
             "<meta charset=utf-8><p>Talks in Bogot\xC3\xA1 went on, \xFF he said. " +
                 std::string(200, 'x') + "</p>",
             "", "went on, \xEF\xBF\xBD he"},
        Case{"NulBytes", std::string("<p>Ta\0lks", 9) + std::string(200, 'x'), "", "Talks"}),
    [](const auto& info) { return info.param.name; });

TEST(CharsetOfPage, RefusesWhatIsNoPage) {
  EXPECT_EQ(decode_page("", "", 100).error().code, ErrorCode::EmptyInput);
  EXPECT_EQ(decode_page("%PDF-1.4 text", "", 100).error().code, ErrorCode::NotText);
  EXPECT_EQ(decode_page(std::string(101, 'x'), "", 100).error().code, ErrorCode::TooLarge);
}

TEST(LooksLikeHtml, ByTheFirstBytes) {
  EXPECT_TRUE(looks_like_html("<!DOCTYPE html><p>x"));
  EXPECT_TRUE(looks_like_html("\xEF\xBB\xBF\n <!-- saved --> <HTML lang=en>"));
  EXPECT_TRUE(looks_like_html("<?xml version='1.0'?><html xmlns='x'>"));
  EXPECT_FALSE(looks_like_html("Talks resumed in Havana."));
  EXPECT_FALSE(looks_like_html("<3 is a heart"));
  EXPECT_FALSE(looks_like_html("{\"html\": \"<html>\"}"));
}

}  // namespace
}  // namespace dragoman::intake
