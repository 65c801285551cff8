#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "times/calendar.h"
#include "times/resolve_times.h"

namespace dragoman::times {
namespace {

std::shared_ptr<const Resources> resources() {
  static const auto loaded = Resources::load(std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons");
  EXPECT_TRUE(loaded.ok()) << (loaded.ok() ? "" : loaded.error().describe());
  return loaded.ok() ? *loaded : nullptr;
}

// Words and signs apart, tagged from a handful of words; no tree, so no tense.
Document plain(std::string_view text) {
  static const std::map<std::string_view, Upos> kTags = {
      {"year", Upos::Noun},   {"summer", Upos::Noun}, {"the", Upos::Det},    {"that", Upos::Det},
      {"future", Upos::Noun}, {"past", Upos::Noun},   {"daily", Upos::Adj},  {"rally", Upos::Noun},
      {"will", Upos::Aux},    {"met", Upos::Verb},    {"recent", Upos::Adj}, {"current", Upos::Adj},
      {"truce", Upos::Noun},  {"tour", Upos::Noun},   {"million", Upos::Num}};
  std::string conllu;
  int id = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const auto sign = [](char c) {
      return c == ',' || c == '(' || c == ')' || c == '"' || c == '-';
    };
    if (sign(text[i])) {
      ++i;
    } else {
      while (i < text.size() && text[i] != ' ' && !sign(text[i])) ++i;
    }
    const std::string form(text.substr(begin, i - begin));
    Upos upos = Upos::X;
    if (form[0] >= '0' && form[0] <= '9') upos = Upos::Num;
    if (form[0] >= 'A' && form[0] <= 'Z') upos = Upos::Propn;
    if (const auto tag = kTags.find(form); tag != kTags.end()) upos = tag->second;
    conllu += std::to_string(++id) + " " + form + " " + form + " " + std::string(to_string(upos)) +
              " _ _ 0 root _ " + (i < text.size() && text[i] != ' ' ? "SpaceAfter=No" : "_") + "\n";
  }
  return testing::document_from_conllu(conllu);
}

struct Found {
  std::string text, type, value;
  int precision;
  friend bool operator==(const Found&, const Found&) = default;
};
void PrintTo(const Found& f, std::ostream* out) {
  *out << "{\"" << f.text << "\", " << f.type << ", " << f.value << ", " << f.precision << "}";
}

std::vector<Found> find(Document doc, std::string_view published) {
  doc.report.published = published;
  EXPECT_TRUE(resolve_times(*resources(), doc).ok());
  std::vector<Found> found;
  for (const Timex& t : doc.times) {
    found.push_back(
        {std::string(doc.view(t.span)), std::string(to_string(t.type)), t.value, t.precision});
  }
  return found;
}

struct Case {
  const char* name;
  const char* text;
  std::vector<Found> expected;
};
void PrintTo(const Case& c, std::ostream* out) {
  *out << c.name;
}

std::string case_name(const ::testing::TestParamInfo<Case>& info) {
  return info.param.name;
}

class Values : public ::testing::TestWithParam<Case> {};

// The report is of Saturday 26 March 2016.
TEST_P(Values, AreThoseOfTimeMl) {
  EXPECT_EQ(find(plain(GetParam().text), "2016-03-26"), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Dates,
    Values,
    ::testing::Values(
        Case{"american",
             "The talks end on March 23, 2016 in Oslo",
             {{"March 23, 2016", "DATE", "2016-03-23", 1}}},
        Case{"british",
             "agreed on 23 March 2015 , and",
             {{"23 March 2015", "DATE", "2015-03-23", 1}}},
        Case{
            "day_of", "on the 3rd of February", {{"the 3rd of February", "DATE", "2016-02-03", 1}}},
        Case{"abbreviated",
             "on Jan. 13 and Sept. 2",
             {{"Jan. 13", "DATE", "2016-01-13", 1}, {"Sept. 2", "DATE", "2016-09-02", 1}}},
        Case{"iso", "dated 2016-03-23 as", {{"2016-03-23", "DATE", "2016-03-23", 1}}},
        Case{"slashes", "on 03/23/2016 it", {{"03/23/2016", "DATE", "2016-03-23", 1}}},
        Case{"impossible", "on February 30 it", {{"February 30", "DATE", "XXXX-02-30", 0}}},
        Case{"month_year", "since March 2011 and", {{"March 2011", "DATE", "2011-03", 2}}},
        Case{"month_last_year", "in June last year", {{"June last year", "DATE", "2015-06", 2}}},
        Case{"last_month_name", "last October", {{"last October", "DATE", "2015-10", 2}}},
        Case{"early", "in early July", {{"early July", "DATE", "2016-07", 2}}},
        Case{"mid", "in mid-2012", {{"mid-2012", "DATE", "2012", 3}}},
        Case{"edge", "by the end of 2017", {{"the end of 2017", "DATE", "2017", 3}}},
        Case{"years",
             "in 2011 and 2012",
             {{"2011", "DATE", "2011", 3}, {"2012", "DATE", "2012", 3}}},
        Case{"decade", "in the late 1990s", {{"the late 1990s", "DATE", "199", 3}}},
        Case{"century", "the 19th century", {{"the 19th century", "DATE", "18", 3}}},
        Case{"spoken", "in nineteen ninety-six", {{"nineteen ninety-six", "DATE", "1996", 3}}},
        Case{"quarter",
             "in the first quarter of 2012",
             {{"the first quarter of 2012", "DATE", "2012-Q1", 3}}},
        Case{"season", "this summer", {{"this summer", "DATE", "2016-SU", 3}}},
        Case{"weekday_picks_year",
             "on Wednesday, March 30, he",
             {{"Wednesday, March 30", "DATE", "2016-03-30", 1}}},
        Case{
            "weekday_date", "on Monday, March 21", {{"Monday, March 21", "DATE", "2016-03-21", 1}}},
        Case{"not_a_verb", "He may march on", {}},
        Case{"not_a_count", "5,000 men and 1,500 women", {}},
        Case{"fall_of", "after the fall of the town", {}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Relative,
    Values,
    ::testing::Values(
        Case{"today",
             "today and yesterday",
             {{"today", "DATE", "2016-03-26", 1}, {"yesterday", "DATE", "2016-03-25", 1}}},
        Case{"week", "last week", {{"last week", "DATE", "2016-W11", 2}}},
        Case{"month", "next month", {{"next month", "DATE", "2016-04", 2}}},
        Case{"years", "this year", {{"this year", "DATE", "2016", 3}}},
        Case{"ago_days", "three days ago", {{"three days ago", "DATE", "2016-03-23", 1}}},
        Case{"ago_year", "a year ago", {{"a year ago", "DATE", "2015", 3}}},
        Case{"ago_vague", "a few days ago", {{"a few days ago", "DATE", "PAST_REF", 0}}},
        Case{"from_now", "two weeks from now", {{"two weeks from now", "DATE", "2016-W14", 2}}},
        Case{"same_weekday", "met Saturday", {{"Saturday", "DATE", "2016-03-26", 1}}},
        Case{"weekday", "met Friday", {{"Friday", "DATE", "2016-03-25", 1}}},
        Case{"last_weekday", "last Saturday", {{"last Saturday", "DATE", "2016-03-19", 1}}},
        Case{"next_weekday", "next Tuesday", {{"next Tuesday", "DATE", "2016-03-29", 1}}},
        Case{"night", "Friday night", {{"Friday night", "TIME", "2016-03-25TNI", 1}}},
        Case{"this_morning", "this morning", {{"this morning", "TIME", "2016-03-26TMO", 1}}},
        Case{"last_night", "last night", {{"last night", "TIME", "2016-03-25TNI", 1}}},
        Case{"clock", "at 3 p.m. on Friday", {{"3 p.m. on Friday", "TIME", "2016-03-25T15:00", 1}}},
        Case{"zone", "at 10:30 GMT", {{"10:30 GMT", "TIME", "2016-03-26T10:30", 1}}},
        Case{"day_before",
             "on March 3, and the day before,",
             {{"March 3", "DATE", "2016-03-03", 1}, {"the day before", "DATE", "2016-03-02", 1}}},
        Case{"weeks_later",
             "on March 3. Two weeks later,",
             {{"March 3", "DATE", "2016-03-03", 1}, {"Two weeks later", "DATE", "2016-W11", 2}}},
        Case{"following",
             "in May 2014 and the following month",
             {{"May 2014", "DATE", "2014-05", 2}, {"the following month", "DATE", "2014-06", 2}}},
        Case{"now",
             "now and in the future",
             {{"now", "DATE", "PRESENT_REF", 0}, {"the future", "DATE", "FUTURE_REF", 0}}},
        Case{"coming", "in the coming weeks", {{"the coming weeks", "DATE", "FUTURE_REF", 0}}},
        Case{"holiday", "on Christmas Day", {{"Christmas Day", "DATE", "2015-12-25", 1}}},
        Case{"good_friday", "on Good Friday", {{"Good Friday", "DATE", "2016-03-25", 1}}},
        Case{"good_friday_agreement", "the Good Friday Agreement", {}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    DurationsAndSets,
    Values,
    ::testing::Values(
        Case{"days", "for two days", {{"two days", "DURATION", "P2D", 0}}},
        Case{"vague", "for several weeks", {{"several weeks", "DURATION", "PXW", 0}}},
        Case{
            "framed", "for the past three years", {{"the past three years", "DURATION", "P3Y", 0}}},
        Case{"hyphen", "a three-hour tour", {{"three-hour", "DURATION", "PT3H", 0}}},
        Case{"bare", "for weeks", {{"weeks", "DURATION", "PXW", 0}}},
        Case{
            "half", "for two and a half years", {{"two and a half years", "DURATION", "P2Y6M", 0}}},
        Case{"half_hour", "half an hour", {{"half an hour", "DURATION", "PT30M", 0}}},
        Case{"range", "12 to 18 months", {{"12 to 18 months", "DURATION", "PXM", 0}}},
        Case{"approx", "nearly four months", {{"nearly four months", "DURATION", "P4M", 0}}},
        Case{"decades", "two decades", {{"two decades", "DURATION", "P20Y", 0}}},
        Case{"truce", "a two-year-old truce", {{"two-year-old", "DURATION", "P2Y", 0}}},
        Case{"age", "a 27-year-old man", {}},
        Case{"long", "a day-long meeting", {{"day-long", "DURATION", "P1D", 0}}},
        Case{"or_two", "for a day or two", {{"a day or two", "DURATION", "PXD", 0}}},
        Case{"daily", "a daily rally", {{"daily", "SET", "P1D", 0}}},
        Case{"every", "every week", {{"every week", "SET", "P1W", 0}}},
        Case{"every_day", "on Fridays", {{"Fridays", "SET", "XXXX-WXX-5", 0}}},
        Case{"rate", "$5 million a year", {{"a year", "SET", "P1Y", 0}}},
        Case{"twice", "twice a month", {{"twice a month", "SET", "P1M", 0}}}),
    case_name);

TEST(Times, StayOpenWithoutADay) {
  EXPECT_EQ(find(plain("met Saturday , on March 23 , last month and in June"), ""),
            (std::vector<Found>{{"Saturday", "DATE", "XXXX-WXX-6", 0},
                                {"March 23", "DATE", "XXXX-03-23", 0},
                                {"last month", "DATE", "XXXX-XX", 0},
                                {"June", "DATE", "XXXX-06", 0}}));
}

TEST(Times, TakeTheirDirectionFromTheVerb) {
  // Published on a Wednesday.
  const Document future = testing::document_from_conllu(
      "1 They they PRON PRP Case=Nom 3 nsubj\n2 will will AUX MD VerbForm=Fin 3 aux\n"
      "3 meet meet VERB VB VerbForm=Inf 0 root\n4 on on ADP IN _ 5 case\n5 Friday Friday PROPN NNP "
      "Number=Sing 3 obl\n");
  EXPECT_EQ(find(future, "2016-03-23").at(0).value, "2016-03-25");
  const Document past = testing::document_from_conllu(
      "1 They they PRON PRP Case=Nom 2 nsubj\n2 met meet VERB VBD Mood=Ind|Tense=Past|VerbForm=Fin "
      "0 root\n"
      "3 on on ADP IN _ 4 case\n4 Friday Friday PROPN NNP Number=Sing 2 obl\n");
  EXPECT_EQ(find(past, "2016-03-23").at(0).value, "2016-03-18");
  const Document planned = testing::document_from_conllu(
      "1 They they PRON PRP Case=Nom 2 nsubj\n2 planned plan VERB VBD "
      "Mood=Ind|Tense=Past|VerbForm=Fin 0 root\n"
      "3 to to PART TO _ 4 mark\n4 leave leave VERB VB VerbForm=Inf 2 xcomp\n5 on on ADP IN _ 6 "
      "case\n"
      "6 Friday Friday PROPN NNP Number=Sing 4 obl\n");
  EXPECT_EQ(find(planned, "2016-03-23").at(0).value, "2016-03-25");
  const Document forced = testing::document_from_conllu(
      "1 They they PRON PRP Case=Nom 3 nsubj\n2 were be AUX VBD Mood=Ind|Tense=Past|VerbForm=Fin 3 "
      "aux:pass\n"
      "3 forced force VERB VBN Tense=Past|VerbForm=Part|Voice=Pass 0 root\n4 to to PART TO _ 5 "
      "mark\n"
      "5 leave leave VERB VB VerbForm=Inf 3 xcomp\n6 on on ADP IN _ 7 case\n7 Friday Friday PROPN "
      "NNP Number=Sing 5 obl\n");
  EXPECT_EQ(find(forced, "2016-03-23").at(0).value, "2016-03-18");
}

TEST(Times, KnowWhatWasToBe) {
  const Document to_be = testing::document_from_conllu(
      "1 They they PRON PRP Case=Nom 5 nsubj:pass\n2 were be AUX VBD "
      "Mood=Ind|Tense=Past|VerbForm=Fin 5 aux:pass\n"
      "3 to to PART TO _ 5 mark\n4 be be AUX VB VerbForm=Inf 5 aux:pass\n"
      "5 freed free VERB VBN Tense=Past|VerbForm=Part|Voice=Pass 0 root\n6 Friday Friday PROPN NNP "
      "Number=Sing 5 obl:tmod\n");
  EXPECT_EQ(find(to_be, "2016-03-23").at(0).value, "2016-03-25");
  const Document ruling = testing::document_from_conllu(
      "1 They they PRON PRP Case=Nom 3 nsubj\n2 will will AUX MD VerbForm=Fin 3 aux\n"
      "3 fight fight VERB VB VerbForm=Inf 0 root\n4 Friday Friday PROPN NNP Number=Sing 6 "
      "nmod:poss\n"
      "5 's 's PART POS _ 4 case\n6 ruling ruling NOUN NN Number=Sing 3 obj\n");
  EXPECT_EQ(find(ruling, "2016-03-23").at(0).value, "2016-03-18");
}

TEST(Times, OfFewDaysAheadAreADate) {
  const Document doc = testing::document_from_conllu(
      "1 In in ADP IN _ 4 case\n2 three three NUM CD _ 4 nummod\n3 more more ADJ JJR _ 4 amod\n"
      "4 days day NOUN NNS Number=Plur 7 obl\n5 talks talk NOUN NNS Number=Plur 7 nsubj\n"
      "6 will will AUX MD VerbForm=Fin 7 aux\n7 start start VERB VB VerbForm=Inf 0 root\n");
  EXPECT_TRUE(find(doc, "2016-03-23").empty());  // "three more days" is not understood
  const Document soon = testing::document_from_conllu(
      "1 In in ADP IN _ 3 case\n2 three three NUM CD _ 3 nummod\n3 days day NOUN NNS Number=Plur 6 "
      "obl\n"
      "4 talks talk NOUN NNS Number=Plur 6 nsubj\n5 will will AUX MD VerbForm=Fin 6 aux\n"
      "6 start start VERB VB VerbForm=Inf 0 root\n");
  EXPECT_EQ(find(soon, "2016-03-23"),
            (std::vector<Found>{{"three days", "DATE", "2016-03-26", 1}}));
}

TEST(Times, ReadTheDateline) {
  Document doc = plain("Talks opened Tuesday");
  doc.report.text = "OSLO, March 2 (DRG) - " + doc.report.text;
  for (Token& tok : doc.tokens) tok.span = {tok.span.begin + 22, tok.span.end + 22};
  doc.report.dateline = Dateline{"Oslo", "DRG", "2016-03-02", {0, 22}, {0, 4}, {15, 18}};
  EXPECT_EQ(find(doc, ""), (std::vector<Found>{{"March 2", "DATE", "2016-03-02", 1},
                                               {"Tuesday", "DATE", "2016-03-01", 1}}));
}

TEST(Times, NeedTokens) {
  Document doc;
  const auto done = resolve_times(*resources(), doc);
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::MissingLayer);
}

TEST(Words, NameTheBrokenColumn) {
  const std::string path = ::testing::TempDir() + "/words_broken.tsv";
  FILE* file = std::fopen(path.c_str(), "w");
  std::fputs("# head\nmonth\tjanuary\tone\n", file);
  std::fclose(file);
  const auto words = Words::load(path);
  ASSERT_FALSE(words.ok());
  EXPECT_EQ(words.error().code, ErrorCode::BadFormat);
  EXPECT_NE(words.error().where.find(":2:15"), std::string::npos) << words.error().describe();
}

TEST(Calendar, CountsWeeksByIso8601) {
  EXPECT_EQ(iso_week({2016, 1, 1}), "2015-W53");
  EXPECT_EQ(iso_week({2018, 12, 31}), "2019-W01");
  EXPECT_EQ(weekday_of({2016, 3, 26}), 6);
  EXPECT_EQ(plus_months({2016, 3, 31}, -1), (Date{2016, 2, 29}));
  EXPECT_EQ(plus_months({2016, 1, 15}, -1), (Date{2015, 12, 15}));
  EXPECT_EQ(easter(2016), (Date{2016, 3, 27}));
}

}  // namespace
}  // namespace dragoman::times
