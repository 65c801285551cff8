// Paragraphs of news in the charsets that archives hold, encoded by ICU: declared, with a byte order mark, and undeclared. What comes
// out is right, or is refused; never wrong without a word.
#include "intake/charset.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "intake/anatomy.h"
#include "intake/html_charset.h"
#include "intake/html_page.h"
#include "intake/mojibake.h"

namespace dragoman::intake {
namespace {

constexpr const char* kEnglish =
    "The government of Colombia and the rebels resumed talks in Bogotá on Monday. “We will not leave the table,” said the chief "
    "negotiator, Iván Márquez, who had arrived from São Paulo the day before.";
constexpr const char* kFrench =
    "Le président de la République a annoncé lundi soir que les négociations de paix avec les rebelles reprendraient à Genève la "
    "semaine prochaine, selon un communiqué publié par le ministère des Affaires étrangères, et coûteraient moins cher que prévu.";
constexpr const char* kFrenchWithEuro =
    "Le président de la République a annoncé lundi soir une aide de 300 millions d'€ pour les réfugiés, selon un communiqué publié "
    "par le ministère des Affaires étrangères; sa sœur cadette dirige l'œuvre.";
constexpr const char* kPolish =
    "Minister spraw zagranicznych oświadczył w poniedziałek, że rząd będzie wspierał rozmowy pokojowe w Genewie, a żołnierze "
    "wycofają się z miasta jeszcze przed końcem miesiąca, jeżeli druga strona dotrzyma swoich zobowiązań.";
constexpr const char* kRussian =
    "Министр иностранных дел заявил в понедельник, что правительство поддержит мирные переговоры в Женеве, а войска будут "
    "выведены из города до конца месяца, если другая сторона выполнит свои обязательства.";
constexpr const char* kTurkish =
    "Dışişleri Bakanı pazartesi günü yaptığı açıklamada, hükümetin Cenevre'deki barış görüşmelerini destekleyeceğini ve askerlerin "
    "ay sonuna kadar şehirden çekileceğini söyledi. Görüşmelerin önümüzdeki hafta başlaması bekleniyor.";
constexpr const char* kArabic =
    "أعلن وزير الخارجية يوم الاثنين أن الحكومة ستدعم محادثات السلام في جنيف، وأن القوات ستنسحب من المدينة قبل نهاية الشهر إذا "
    "التزم الطرف الآخر بتعهداته، بحسب بيان صادر عن الوزارة.";
constexpr const char* kJapanese =
    "外務大臣は月曜日、政府はジュネーブでの和平交渉を支持し、相手側が約束を守れば月末までに部隊を市内から撤退させると述べた。"
    "交渉は来週再開される見通しで、国連の仲介者も参加する。";
constexpr const char* kChinese =
    "外交部长星期一表示，政府将支持在日内瓦举行的和平谈判，如果对方履行承诺，部队将在月底之前撤出该市。谈判预计下周恢复，"
    "联合国调解人也将参加。";
constexpr const char* kTaiwanese =
    "外交部長星期一表示，政府將支持在日內瓦舉行的和平談判，如果對方履行承諾，部隊將在月底之前撤出該市。談判預計下週恢復，"
    "聯合國調解人也將參加。";
constexpr const char* kKorean =
    "외교부 장관은 월요일 정부가 제네바에서 열리는 평화 협상을 지지하며 상대방이 약속을 지키면 이달 말까지 도시에서 군대를 "
    "철수할 것이라고 말했다. 협상은 다음 주에 재개될 예정이다.";

std::string encode(const char* utf8, const char* charset) {
  const icu::UnicodeString text = icu::UnicodeString::fromUTF8(utf8);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open(charset, &status), &ucnv_close);
  ucnv_setFromUCallBack(to.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  std::string out(static_cast<std::size_t>(text.length()) * 4 + 16, '\0');
  const int32_t size = ucnv_fromUChars(to.get(), out.data(), static_cast<int32_t>(out.size()), text.getBuffer(), text.length(), &status);
  EXPECT_TRUE(U_SUCCESS(status)) << charset << ": " << u_errorName(status);
  out.resize(static_cast<std::size_t>(size));
  return out;
}

struct Case {
  const char* name;
  const char* charset;  // as ICU and headers name it
  const char* text;
  const char* mark = "";   // its byte order mark, if it has one
  bool undeclared = true;  // whether it is found by itself; else it is refused
};

class Charsets : public testing::TestWithParam<Case> {};

TEST_P(Charsets, Declared) {
  const Case& c = GetParam();
  const std::string bytes = encode(c.text, c.charset);
  const auto decoded = decode(bytes, {.declared = c.charset});
  ASSERT_TRUE(decoded.ok()) << decoded.error().describe();
  EXPECT_EQ(decoded->text, c.text) << decoded->charset;
}

TEST_P(Charsets, ByMarkOrUndeclared) {
  const Case& c = GetParam();
  const std::string bytes = encode(c.text, c.charset);
  if (c.mark[0] != '\0') {
    const std::string mark = encode("\xEF\xBB\xBF", c.charset);
    const auto decoded = decode(mark + bytes, {});
    ASSERT_TRUE(decoded.ok()) << decoded.error().describe();
    EXPECT_EQ(decoded->text, c.text) << decoded->charset;
  }
  const auto decoded = decode(bytes, {});
  ASSERT_EQ(decoded.ok(), c.undeclared) << (decoded.ok() ? decoded->charset : decoded.error().describe());
  if (decoded) {
    EXPECT_EQ(decoded->text, c.text) << decoded->charset;
  }
}

// A declaration that does not fit the bytes must not make letters of them.
TEST_P(Charsets, DeclaredWrongly) {
  const Case& c = GetParam();
  const std::string bytes = encode(c.text, c.charset);
  const auto decoded = decode(bytes, {.declared = "utf-8"});
  if (decoded) {
    EXPECT_EQ(decoded->text, c.text) << decoded->charset;
  }
}

// Pages take the same way: declared by <meta>, and not.
TEST_P(Charsets, InPages) {
  const Case& c = GetParam();
  const std::string label = c.charset;
  const std::string page = "<html><head><title>x</title></head><body><p>" + std::string(c.text) + "</p></body></html>";
  const std::string undeclared = encode(page.c_str(), c.charset);
  if (label.rfind("UTF-16", 0) != 0) {
    const std::string declared = "<meta charset=" + label + ">" + undeclared;
    const auto decoded = decode_page(declared, "", 1 << 20);
    ASSERT_TRUE(decoded.ok()) << decoded.error().describe();
    EXPECT_NE(decoded->text.find(c.text), std::string::npos) << decoded->charset;
  }
  const auto by_transport = decode_page(undeclared, "text/html; charset=" + label, 1 << 20);
  ASSERT_TRUE(by_transport.ok()) << by_transport.error().describe();
  EXPECT_NE(by_transport->text.find(c.text), std::string::npos) << by_transport->charset;
  const auto found = decode_page(undeclared, "", 1 << 20);
  if (found) {
    EXPECT_NE(found->text.find(c.text), std::string::npos) << found->charset;
  }
}

INSTANTIATE_TEST_SUITE_P(
    News, Charsets,
    testing::Values(Case{"Utf8", "UTF-8", kRussian, "mark"}, Case{"Utf16le", "UTF-16LE", kEnglish, "mark"},
                    Case{"Utf16be", "UTF-16BE", kEnglish, "mark"},
                    // Without zero bytes nothing tells UTF-16 from other charsets of two bytes.
                    Case{"Utf16leRussian", "UTF-16LE", kRussian, "mark", false},
                    Case{"Latin1", "ISO-8859-1", kFrench}, Case{"Windows1252", "windows-1252", kEnglish},
                    Case{"Latin9", "ISO-8859-15", kFrenchWithEuro}, Case{"Windows1250", "windows-1250", kPolish},
                    Case{"Latin2", "ISO-8859-2", kPolish}, Case{"Windows1251", "windows-1251", kRussian},
                    Case{"Iso8859_5", "ISO-8859-5", kRussian}, Case{"Koi8r", "KOI8-R", kRussian},
                    Case{"Windows1254", "windows-1254", kTurkish}, Case{"Latin5", "ISO-8859-9", kTurkish},
                    Case{"Windows1256", "windows-1256", kArabic}, Case{"ShiftJis", "Shift_JIS", kJapanese},
                    Case{"EucJp", "EUC-JP", kJapanese}, Case{"Gb18030", "GB18030", kChinese}, Case{"Big5", "Big5", kTaiwanese},
                    Case{"EucKr", "EUC-KR", kKorean}),
    [](const auto& info) { return info.param.name; });

// UTF-8 that was read as Windows-1252, and saved as UTF-8, so many times.
std::string misread(std::string text, int times) {
  for (; times > 0; --times) text = *to_utf8(text, "windows-1252");
  return text;
}

TEST(Mojibake, OnceAndTwice) {
  for (const char* text : {kEnglish, kFrench, kTurkish, kRussian, kArabic}) {
    for (const int times : {1, 2}) {
      const auto decoded = decode(misread(text, times), {});
      ASSERT_TRUE(decoded.ok());
      EXPECT_EQ(decoded->text, text) << times;
      EXPECT_GT(decoded->mended, 0u);
    }
  }
}

// The article and its title are mended; offsets stay those of the page as it was.
TEST(Mojibake, InPages) {
  const auto resources = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  ASSERT_TRUE(resources.ok());
  const std::string head = "<html><head><title>" + misread("Élections au Sénégal", 1) + "</title></head><body><article><p>";
  const auto page = read_page(**resources, head + misread(kFrench, 2) + "</p></article></body></html>", {});
  ASSERT_TRUE(page.ok()) << page.error().describe();
  EXPECT_EQ(page->text, kFrench);
  EXPECT_EQ(page->metadata.title.value, "Élections au Sénégal");
  EXPECT_GT(page->mended, 1u);
  ASSERT_EQ(page->paragraphs.size(), 1u);
  EXPECT_EQ(page->paragraphs[0].source, head.size());
}

TEST(Mojibake, LeavesWhatIsMeant) {
  for (const char* text : {kEnglish, kFrench, kPolish, kRussian, kTurkish, kArabic, kJapanese, kKorean, "Ã is a letter of Portuguese; so is Â."}) {
    std::string same = text;
    EXPECT_EQ(mend_mojibake(same), 0u) << text;
    EXPECT_EQ(same, text);
  }
}

}  // namespace
}  // namespace dragoman::intake
