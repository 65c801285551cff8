#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "../../tests/support/document_builder.h"
#include "times/calendar.h"
#include "times/days.h"
#include "times/feasts.h"
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
        Case{"impossible", "on February 30 it", {{"February 30", "DATE", "2016-02", 3}}},
        Case{"month_year", "since March 2011 and", {{"March 2011", "DATE", "2011-03", 3}}},
        Case{"month_last_year", "in June last year", {{"June last year", "DATE", "2015-06", 3}}},
        Case{"last_month_name", "last October", {{"last October", "DATE", "2015-10", 3}}},
        Case{"early", "in early July", {{"early July", "DATE", "2016-07", 3}}},
        Case{"mid", "in mid-2012", {{"mid-2012", "DATE", "2012", 0}}},
        Case{"edge", "by the end of 2017", {{"the end of 2017", "DATE", "2017", 0}}},
        Case{"years",
             "in 2011 and 2012",
             {{"2011", "DATE", "2011", 0}, {"2012", "DATE", "2012", 0}}},
        Case{"decade", "in the late 1990s", {{"the late 1990s", "DATE", "199", 0}}},
        Case{"century", "the 19th century", {{"the 19th century", "DATE", "18", 0}}},
        Case{"spoken", "in nineteen ninety-six", {{"nineteen ninety-six", "DATE", "1996", 0}}},
        Case{"quarter",
             "in the first quarter of 2012",
             {{"the first quarter of 2012", "DATE", "2012-Q1", 0}}},
        Case{"season", "this summer", {{"this summer", "DATE", "2016-SU", 0}}},
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
        Case{"month", "next month", {{"next month", "DATE", "2016-04", 3}}},
        Case{"years", "this year", {{"this year", "DATE", "2016", 0}}},
        Case{"ago_days", "three days ago", {{"three days ago", "DATE", "2016-03-23", 1}}},
        Case{"ago_year", "a year ago", {{"a year ago", "DATE", "2015", 0}}},
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
             {{"May 2014", "DATE", "2014-05", 3}, {"the following month", "DATE", "2014-06", 3}}},
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

INSTANTIATE_TEST_SUITE_P(
    Ranges,
    Values,
    ::testing::Values(
        Case{"days",
             "on March 3-5, 2015 in",
             {{"March 3", "DATE", "2015-03-03", 1}, {"5, 2015", "DATE", "2015-03-05", 1}}},
        Case{"days_in_words",
             "March 3 to 5 in",
             {{"March 3", "DATE", "2016-03-03", 1}, {"5", "DATE", "2016-03-05", 1}}},
        Case{"british",
             "from 3 to 5 March",
             {{"3", "DATE", "2016-03-03", 1}, {"5 March", "DATE", "2016-03-05", 1}}},
        Case{"between",
             "between 3 and 5 March",
             {{"3", "DATE", "2016-03-03", 1}, {"5 March", "DATE", "2016-03-05", 1}}},
        Case{"not_between", "March 3 and 5 million", {{"March 3", "DATE", "2016-03-03", 1}}},
        Case{"not_a_range", "March 3 to 5 rally", {{"March 3", "DATE", "2016-03-03", 1}}},
        Case{"weekdays",
             "between Monday and Wednesday",
             {{"Monday", "DATE", "2016-03-21", 1}, {"Wednesday", "DATE", "2016-03-23", 1}}},
        Case{"years",
             "in 1998-2001 and",
             {{"1998", "DATE", "1998", 0}, {"2001", "DATE", "2001", 0}}},
        Case{"short_years",
             "in 2015-16 and",
             {{"2015", "DATE", "2015", 0}, {"16", "DATE", "2016", 0}}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    OtherCalendars,
    Values,
    ::testing::Values(
        Case{"eid", "before Eid al-Fitr", {{"Eid al-Fitr", "DATE", "2016-07-07", 2}}},
        Case{"ramadan", "during Ramadan 2015", {{"Ramadan 2015", "DATE", "2015-07", 3}}},
        Case{"passover", "at Passover 2017", {{"Passover 2017", "DATE", "2017-04-11", 1}}},
        Case{"orthodox", "at Orthodox Easter", {{"Orthodox Easter", "DATE", "2016-05-01", 1}}},
        Case{"easter_week", "in Easter week", {{"Easter week", "DATE", "2016-W12", 2}}},
        Case{"long_weekend",
             "over Memorial Day weekend",
             {{"Memorial Day weekend", "DATE", "2016-W21-WE", 2}}},
        Case{"last_monday",
             "on Memorial Day 2016",
             {{"Memorial Day 2016", "DATE", "2016-05-30", 1}}},
        Case{"lunar", "of 15 Ramadan 1437 and", {{"15 Ramadan 1437", "DATE", "2016-06-21", 2}}},
        Case{"solar", "on 22 Bahman 1357 ,", {{"22 Bahman 1357", "DATE", "1979-02-11", 2}}},
        Case{"no_hijri_day", "of 31 Ramadan 1437", {{"31 Ramadan 1437", "DATE", "XXXX", 0}}},
        Case{"fiscal", "in fiscal 1989", {{"fiscal 1989", "DATE", "1989", 0}}},
        Case{"fiscal_short", "in FY2016 and", {{"FY2016", "DATE", "2016", 0}}},
        Case{"fiscal_two", "in FY 2016/17 and", {{"FY 2016/17", "DATE", "2017", 0}}},
        Case{"half", "in H1 2015", {{"H1 2015", "DATE", "2015-H1", 0}}},
        Case{"virus", "of H1N1 in", {}},
        Case{"quarter_ended",
             "in the quarter ended July 31 ,",
             {{"the quarter", "DATE", "2015-Q2", 0}, {"July 31", "DATE", "2016-07-31", 1}}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Counted,
    Values,
    ::testing::Values(
        Case{"after_feast",
             "two weeks after Christmas",
             {{"two weeks after Christmas", "DATE", "2016-01-08", 1}}},
        Case{"from_weekday",
             "a week from Monday",
             {{"a week from Monday", "DATE", "2016-03-28", 1}}},
        Case{"before_date",
             "ten days before March 3",
             {{"ten days before March 3", "DATE", "2016-02-22", 1}}},
        Case{"after_year",
             "three years after 1994",
             {{"three years after 1994", "DATE", "1997", 0}}},
        Case{"day_before_weekday",
             "the day before last Tuesday",
             {{"the day before last Tuesday", "DATE", "2016-03-21", 1}}},
        Case{"unknown_event", "two days after the rally", {{"two days", "DURATION", "P2D", 0}}},
        Case{"day_of_unknown_event", "the day after the rally", {}},
        Case{"for_from",
             "for two days from Monday",
             {{"two days", "DURATION", "P2D", 0}, {"Monday", "DATE", "2016-03-21", 1}}},
        Case{"day_of_month", "on the 23rd , he", {{"the 23rd", "DATE", "2016-03-23", 1}}},
        Case{"day_of_that_month",
             "in May 2014 and on the 23rd , he",
             {{"May 2014", "DATE", "2014-05", 3}, {"the 23rd", "DATE", "2014-05-23", 1}}},
        Case{"dawn", "at dawn on Friday", {{"dawn on Friday", "TIME", "2016-03-25TMO", 1}}},
        Case{"party", "of Golden Dawn", {}},
        Case{"rate", "open 24 hours per day", {{"24 hours per day", "SET", "P1D", 0}}},
        Case{"last_month_is_no_last_february",
             "last February",
             {{"last February", "DATE", "2015-02", 3}}}),
    case_name);

INSTANTIATE_TEST_SUITE_P(
    Figures,
    Values,
    ::testing::Values(
        Case{"zone",
             "at 2016-03-23T10:30:00+03:00 it",
             {{"2016-03-23T10:30:00+03:00", "TIME", "2016-03-23T10:30+03:00", 1}}},
        Case{"zulu",
             "at 2016-03-23T10:30Z it",
             {{"2016-03-23T10:30Z", "TIME", "2016-03-23T10:30Z", 1}}},
        Case{"hour_25", "2016-03-23T25:00 it", {{"2016-03-23", "DATE", "2016-03-23", 1}}},
        Case{"still_to_come", "on 12/4/2016 it", {{"12/4/2016", "DATE", "2016-12-04", 1}}},
        Case{"not_still_to_come", "on 3/12/2016 it", {{"3/12/2016", "DATE", "2016-03-12", 1}}},
        Case{"day_first_over_ahead", "on 4/12/2015 it", {{"4/12/2015", "DATE", "2015-04-12", 1}}},
        Case{"day_first",
             "on 13/4/2015 and 4/5/2015",
             {{"13/4/2015", "DATE", "2015-04-13", 1}, {"4/5/2015", "DATE", "2015-05-04", 1}}},
        Case{"the_reports_day",
             "on 26/03/2016 , 03-04-2016 it",
             {{"26/03/2016", "DATE", "2016-03-26", 1}, {"03-04-2016", "DATE", "2016-04-03", 1}}},
        Case{"point_clock", "at 12.00 GMT", {{"12.00 GMT", "TIME", "2016-03-26T12:00", 1}}},
        Case{"some_day",
             "on a Wednesday morning , he",
             {{"Wednesday morning", "TIME", "XXXX-WXX-3TMO", 0}}},
        Case{"known_day", "in a Wednesday rally", {{"Wednesday", "DATE", "2016-03-23", 1}}},
        Case{"lost_apostrophe", "in Tuesdays rally", {{"Tuesdays", "DATE", "2016-03-22", 1}}},
        Case{"after_next",
             "in the week after next",
             {{"the week after next", "DATE", "2016-W14", 2}}},
        Case{"before_last", "the year before last", {{"the year before last", "DATE", "2014", 0}}},
        Case{"weekends", "on weekends", {{"weekends", "SET", "XXXX-WXX-WE", 0}}},
        Case{"no_month_13", "on 2015-13-45 it", {}},
        Case{"no_day", "on February 31, 2015", {{"February 31, 2015", "DATE", "2015-02", 3}}},
        Case{"leap_day", "on February 29 it", {{"February 29", "DATE", "2016-02-29", 1}}},
        Case{"year_0", "on 0000-01-01 it", {}},
        Case{"year_99999", "in the year 99999", {}},
        Case{"long_ago",
             "nine thousand years ago",
             {{"nine thousand years ago", "DATE", "PAST_REF", 0}}},
        Case{"far_ahead",
             "9999 centuries from now",
             {{"9999 centuries from now", "DATE", "FUTURE_REF", 0}}},
        Case{"many_weeks_ago", "9,999,999 weeks ago", {{"weeks ago", "DATE", "PAST_REF", 0}}},
        Case{"capitals", "ON FRIDAY, MARCH 25", {{"FRIDAY, MARCH 25", "DATE", "2016-03-25", 1}}},
        Case{"named_march", "the March for Life", {}}),
    case_name);

std::string mod_of(std::string_view text) {
  Document doc = plain(text);
  doc.report.published = "2016-03-26";
  EXPECT_TRUE(resolve_times(*resources(), doc).ok());
  return doc.times.empty() ? "none found" : doc.times.front().mod;
}

TEST(Times, KeepModifiers) {
  EXPECT_EQ(mod_of("in early July"), "START");
  EXPECT_EQ(mod_of("in mid-2012"), "MID");
  EXPECT_EQ(mod_of("the end of 2015"), "END");
  EXPECT_EQ(mod_of("nearly four months"), "LESS_THAN");
  EXPECT_EQ(mod_of("four months"), "");
}

TEST(Times, CountFromEventsThatTheTextDated) {
  const Document doc = testing::document_from_conllu(
      "1 The the DET DT _ 2 det\n2 vote vote NOUN NN Number=Sing 3 nsubj\n"
      "3 took take VERB VBD Tense=Past|VerbForm=Fin 0 root\n4 place place NOUN NN _ 3 obj\n"
      "5 Friday Friday PROPN NNP Number=Sing 3 obl\n\n"
      "1 Two two NUM CD _ 2 nummod\n2 days day NOUN NNS Number=Plur 6 obl\n"
      "3 before before ADP IN _ 5 case\n4 the the DET DT _ 5 det\n5 vote vote NOUN NN _ 6 obl\n"
      "6 fled flee VERB VBD Tense=Past|VerbForm=Fin 0 root\n");
  EXPECT_EQ(find(doc, "2016-03-26"), (std::vector<Found>{{"Friday", "DATE", "2016-03-25", 1},
                                                         {"Two days", "DATE", "2016-03-23", 1}}));
}

TEST(Words, KnowTheNounsOfVerbs) {
  const Words& words = resources()->words();
  EXPECT_TRUE(words.is_noun_of("vote", "vote"));
  EXPECT_TRUE(words.is_noun_of("signing", "sign"));
  EXPECT_TRUE(words.is_noun_of("declaration", "declare"));
  EXPECT_TRUE(words.is_noun_of("closure", "close"));
  EXPECT_FALSE(words.is_noun_of("signal", "vote"));
  EXPECT_FALSE(words.is_noun_of("strikes", "strike"));
}

TEST(Times, LeaveNamesOfPersons) {
  Document doc = plain("told August and August met");
  doc.names.push_back({{1, 2}, NameType::Person, 1});
  EXPECT_EQ(find(doc, "2016-03-26"), (std::vector<Found>{{"August", "DATE", "2016-08", 3}}));
}

TEST(Times, KnowThatPlansLieAhead) {
  // Published on a Wednesday.
  const Document planned = testing::document_from_conllu(
      "1 They they PRON PRP _ 2 nsubj\n2 planned plan VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
      "3 rallies rally NOUN NNS Number=Plur 2 obj\n4 on on ADP IN _ 5 case\n"
      "5 Friday Friday PROPN NNP Number=Sing 2 obl\n");
  EXPECT_EQ(find(planned, "2016-03-23").at(0).value, "2016-03-25");
  const Document payable = testing::document_from_conllu(
      "1 They they PRON PRP _ 2 nsubj\n2 paid pay VERB VBD Tense=Past|VerbForm=Fin 0 root\n"
      "3 sums sum NOUN NNS Number=Plur 2 obj\n4 payable payable ADJ JJ _ 3 amod\n"
      "5 Friday Friday PROPN NNP Number=Sing 2 obl\n");
  EXPECT_EQ(find(payable, "2016-03-23").at(0).value, "2016-03-25");
  const Document figures = testing::document_from_conllu(
      "1 They they PRON PRP _ 2 nsubj\n2 announced announce VERB VBD Tense=Past|VerbForm=Fin 0 "
      "root\n3 profits profit NOUN NNS Number=Plur 2 obj\n4 for for ADP IN _ 7 case\n"
      "5 the the DET DT _ 7 det\n6 fourth fourth ADJ JJ _ 7 amod\n"
      "7 quarter quarter NOUN NN Number=Sing 3 nmod\n");
  EXPECT_EQ(find(figures, "2016-03-23").at(0).value, "2015-Q4");
}

// One sentence of many words: what is looked for near a word must not become a walk over all of it.
TEST(Times, TakeLinearTime) {
  const auto sentence = [](std::string_view words, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += words;
    return plain(text);
  };
  for (const char* words : {"1 ", "about ", "Friday ", "1/", "the "}) {
    const Document doc = sentence(words, 20000);
    EXPECT_LE(find(doc, "2016-03-23").size(), 20000u) << words;
  }
  EXPECT_TRUE(find(plain(std::string(100000, '7')), "2016-03-23").empty());
}

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

TEST(Words, NameTheBrokenFeast) {
  const std::string path = ::testing::TempDir() + "/words_feast.tsv";
  FILE* file = std::fopen(path.c_str(), "w");
  std::fputs("holiday\tfoundation day\t13-01\n", file);
  std::fclose(file);
  const auto words = Words::load(path);
  ASSERT_FALSE(words.ok());
  EXPECT_EQ(words.error().code, ErrorCode::BadFormat);
}

TEST(Feasts, FallOnTheDaysOfTheirCalendars) {
  const auto first = [](std::string_view rule, int year) {
    const auto feasts = feasts_in(rule, year);
    return feasts.empty() ? Date{} : feasts.front().first;
  };
  EXPECT_EQ(first("easter+0", 2019), (Date{2019, 4, 21}));
  EXPECT_EQ(first("orthodox+0", 2019), (Date{2019, 4, 28}));
  EXPECT_EQ(first("jewish+0", 2016), (Date{2016, 10, 3}));
  EXPECT_EQ(first("jewish+0", 2020), (Date{2020, 9, 19}));
  EXPECT_EQ(first("jewish-163", 2021), (Date{2021, 3, 28}));
  EXPECT_EQ(first("11-thu-4", 2016), (Date{2016, 11, 24}));
  EXPECT_EQ(first("05-mon-L", 2021), (Date{2021, 5, 31}));
  EXPECT_EQ(first("islamic-01-01", 2019), (Date{2019, 9, 1}));
  EXPECT_EQ(feasts_in("islamic-09-01", 2030).size(), 2u);  // Ramadan begins twice in that year
  for (const char* rule : {"", "13-01", "easter", "easter+x", "09-mun-1", "islamic-13", "02-30"}) {
    EXPECT_TRUE(feasts_in(rule, 2000).empty()) << rule;
  }
  EXPECT_TRUE(feasts_in("12-25", 0).empty());
  EXPECT_TRUE(feasts_in("islamic-09", 10000).empty());
}

TEST(Calendar, CountsWeeksByIso8601) {
  EXPECT_EQ(iso_week({2016, 1, 1}), "2015-W53");
  EXPECT_EQ(iso_week({2018, 12, 31}), "2019-W01");
  EXPECT_EQ(weekday_of({2016, 3, 26}), 6);
  EXPECT_EQ(plus_months({2016, 3, 31}, -1), (Date{2016, 2, 29}));
  EXPECT_EQ(plus_months({2016, 1, 15}, -1), (Date{2015, 12, 15}));
  EXPECT_EQ(easter(2016), (Date{2016, 3, 27}));
}

TEST(DaysTest, CoversWhatTimex3Writes) {
  struct Case {
    const char *timex, *days;
  };
  for (const Case& c : {Case{"2016-03-23", "2016-03-23 2016-03-23"},
                        {"2016-03-23T10:00", "2016-03-23 2016-03-23"},
                        {"2016-03", "2016-03-01 2016-03-31"},
                        {"2016-02", "2016-02-01 2016-02-29"},
                        {"2016-W12", "2016-03-21 2016-03-27"},
                        {"2016-W12-WE", "2016-03-26 2016-03-27"},
                        {"2016-W12-3", "2016-03-23 2016-03-23"},
                        {"2016-W01", "2016-01-04 2016-01-10"},
                        {"2016-Q2", "2016-04-01 2016-06-30"},
                        {"2016-H2", "2016-07-01 2016-12-31"},
                        {"2016-SU", "2016-01-01 2016-12-31"},
                        {"2016", "2016-01-01 2016-12-31"},
                        {"199", "1990-01-01 1999-12-31"},
                        {"19", "1900-01-01 1999-12-31"},
                        {"", "none"},
                        {"XXXX-WXX-6", "none"},
                        {"P2D", "none"},
                        {"PRESENT_REF", "none"},
                        {"2016-13", "none"},
                        {"2016-W54", "none"},
                        {"2016-W1", "none"},
                        {"2016-Q5", "none"},
                        {"2016-", "none"},
                        {"2016-W12-", "none"},
                        {"2016-W123", "none"},
                        {"20x6", "none"}}) {
    const auto days = days_of(c.timex);
    EXPECT_EQ(days ? days->first + " " + days->last : "none", c.days) << c.timex;
  }
}

}  // namespace
}  // namespace dragoman::times
