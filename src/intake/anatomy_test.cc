#include "intake/anatomy.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace dragoman::intake {
namespace {

std::shared_ptr<const Resources> resources() {
  static const auto loaded = Resources::load(DRAGOMAN_SOURCE_DIR "/lexicons");
  EXPECT_TRUE(loaded) << loaded.error().describe();
  return *loaded;
}

Report examine(std::string text,
               bool holds_title = false,
               std::string title = {},
               std::string published = {}) {
  Report report;
  report.text = std::move(text);
  report.title = std::move(title);
  report.published = std::move(published);
  find_anatomy(*resources(), {.text_holds_title = holds_title}, report);
  return report;
}

std::string words(const Report& report, ByteSpan span) {
  return report.text.substr(span.begin, span.size());
}

std::string parts(const Report& report, Furniture::Kind kind) {
  std::string out;
  for (const Furniture& part : report.furniture) {
    if (part.kind == kind) out += (out.empty() ? "" : " | ") + words(report, part.span);
  }
  return out;
}

struct DatelineCase {
  const char* name;
  const char* text;
  const char* dateline;  // its words; empty: there is none
  const char* place = "";
  const char* agency = "";
  const char* date = "";
};

class Datelines : public testing::TestWithParam<DatelineCase> {};

TEST_P(Datelines, AreReadByShape) {
  const DatelineCase& expected = GetParam();
  const Report report = examine(expected.text, false, "", "2016-03-05");
  if (*expected.dateline == '\0') {
    EXPECT_FALSE(report.dateline) << words(report, report.dateline->span);
    return;
  }
  ASSERT_TRUE(report.dateline);
  EXPECT_EQ(words(report, report.dateline->span), expected.dateline);
  EXPECT_EQ(report.dateline->place, expected.place);
  EXPECT_EQ(report.dateline->agency, expected.agency);
  EXPECT_EQ(report.dateline->date, expected.date);
  EXPECT_EQ(words(report, report.dateline->agency_span), expected.agency);
  EXPECT_EQ(report.agency, expected.agency);
  EXPECT_EQ(parts(report, Furniture::Kind::Dateline), expected.dateline);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    Datelines,
    testing::Values(
        DatelineCase{"reuters", "MOSCOW, March 3 (Reuters) - The envoy left.",
                     "MOSCOW, March 3 (Reuters) -", "Moscow", "Reuters", "2016-03-03"},
        DatelineCase{"bare_dash", "OSLO- Foreign Minister Ana Reyes left.", "OSLO-", "Oslo"},
        DatelineCase{"underscore", "JERUSALEM (AP) _ Talks opened.", "JERUSALEM (AP) _",
                     "Jerusalem", "AP"},
        DatelineCase{"underscore_glued", "JERUSALEM (AP)_ Talks opened.", "JERUSALEM (AP)_",
                     "Jerusalem", "AP"},
        DatelineCase{"space_in_bracket", "HAVANA (AP ) --\n\nTalks opened.", "HAVANA (AP ) --",
                     "Havana", "AP"},
        DatelineCase{"own_line", "DAR ES SALAAM, Tanzania (AP) _\n\nTalks opened.",
                     "DAR ES SALAAM, Tanzania (AP) _", "Dar es Salaam, Tanzania", "AP"},
        DatelineCase{"two_word_region", "BELFAST, Northern Ireland (AP) _ Talks opened.",
                     "BELFAST, Northern Ireland (AP) _", "Belfast, Northern Ireland", "AP"},
        DatelineCase{"state", "CHARLESTON, W.Va. -- Talks opened.", "CHARLESTON, W.Va. --",
                     "Charleston, W.Va."},
        DatelineCase{"two_places", "PARIS/BERLIN (Reuters) — Talks opened.",
                     "PARIS/BERLIN (Reuters) —", "Paris/Berlin", "Reuters"},
        DatelineCase{"title_case_place", "Geneva – The talks resumed.", "Geneva –", "Geneva"},
        DatelineCase{"title_case_agency", "Mexico City (AFP) – Talks opened.",
                     "Mexico City (AFP) –", "Mexico City", "AFP"},
        DatelineCase{"title_case_date", "Port Moresby, 12 February 2016 – Talks opened.",
                     "Port Moresby, 12 February 2016 –", "Port Moresby", "", "2016-02-12"},
        DatelineCase{"agency_only", "(CNN) -- Talks opened.", "(CNN) --", "", "CNN"},
        DatelineCase{"agency_glued", "(CNN)The talks opened.", "(CNN)", "", "CNN"},
        DatelineCase{"agency_dash", "SANA-One convoy reached the town.", "SANA-", "", "SANA"},
        DatelineCase{"agency_as_region", "Damascus, SANA – A convoy left.", "Damascus, SANA –",
                     "Damascus", "SANA"},
        DatelineCase{"slashes", "HAVANA, Cuba, Mar. 4, 2016 /PRNewswire/ -- Talks opened.",
                     "HAVANA, Cuba, Mar. 4, 2016 /PRNewswire/ --", "Havana, Cuba", "PRNewswire",
                     "2016-03-04"},
        DatelineCase{"tass", "MINSK, March 3. /TASS/. Talks opened.", "MINSK, March 3. /TASS/.",
                     "Minsk", "TASS", "2016-03-03"},
        DatelineCase{"interfax", "KYIV. March 3 (Interfax-Ukraine) - Talks opened.",
                     "KYIV. March 3 (Interfax-Ukraine) -", "Kyiv", "Interfax-Ukraine",
                     "2016-03-03"},
        DatelineCase{"no_comma", "MINSK March 3 (RIA Novosti) - Talks opened.",
                     "MINSK March 3 (RIA Novosti) -", "Minsk", "RIA Novosti", "2016-03-03"},
        DatelineCase{"no_dash", "DAMASCUS (Sputnik) Talks opened.", "DAMASCUS (Sputnik)",
                     "Damascus", "Sputnik"},
        DatelineCase{"lost_dash", "AUSTIN, Texas A man was held.", "AUSTIN, Texas",
                     "Austin, Texas"},
        DatelineCase{"agency_first", "(reuters) beirut—talks opened. Al-Amin left.", "", ""},
        DatelineCase{"agency_first_capital", "(reuters) beirut—Talks opened.", "(reuters) beirut—",
                     "Beirut", "reuters"},
        DatelineCase{"colon", "ISLAMABAD: The minister left.", "ISLAMABAD:", "Islamabad"},
        DatelineCase{"em_dash_glued", "FALLS VILLAGE—The board met.", "FALLS VILLAGE—",
                     "Falls Village"},
        DatelineCase{"mixed_capitals", "DeKALB – The board met.", "DeKALB –", "DeKalb"},
        DatelineCase{"apostrophe", "O'SMACH, Cambodia (AP)_ Talks opened.",
                     "O'SMACH, Cambodia (AP)_", "O'Smach, Cambodia", "AP"},
        DatelineCase{"accents", "BOGOTÁ, Dec. 31 (Meridian Wire) - Talks opened.",
                     "BOGOTÁ, Dec. 31 (Meridian Wire) -", "Bogotá", "Meridian Wire", "2015-12-31"},
        DatelineCase{"hyphens", "PORT-AU-PRINCE, Haiti (AP) — Talks opened.",
                     "PORT-AU-PRINCE, Haiti (AP) —", "Port-au-Prince, Haiti", "AP"},
        DatelineCase{"article", "DEIR EL-ZOUR, Syria (AP) — Talks opened.",
                     "DEIR EL-ZOUR, Syria (AP) —", "Deir el-Zour, Syria", "AP"},
        DatelineCase{"saint", "ST. LOUIS — Talks opened.", "ST. LOUIS —", "St. Louis"},
        DatelineCase{"quotation_follows", "LIMA, Peru — “We agree,” she said.", "LIMA, Peru —",
                     "Lima, Peru"},
        DatelineCase{"second_line",
                     "A summary of the day's talks in one line.\nHAVANA (AP) - Talks opened.",
                     "HAVANA (AP) -", "Havana", "AP"},
        DatelineCase{"behind_summary",
                     "Both sides met again. HAVANA, March 4 (Xinhua) -- Talks opened.",
                     "HAVANA, March 4 (Xinhua) --", "Havana", "Xinhua", "2016-03-04"}),
    [](const auto& info) { return std::string(info.param.name); });

INSTANTIATE_TEST_SUITE_P(
    None,
    Datelines,
    testing::Values(
        DatelineCase{"compound", "US-led forces advanced.", ""},
        DatelineCase{"compound_capital", "MOSCOW-based groups met.", ""},
        DatelineCase{"label", "ANALYSIS: The talks are stuck.", ""},
        DatelineCase{"breaking", "BREAKING NEWS: The talks are stuck.", ""},
        DatelineCase{"acronym", "UN - The agency said so.", ""},
        DatelineCase{"paired_dashes", "Geneva – The city of peace – was quiet.", ""},
        DatelineCase{"party_and_state", "Sen. Ana Reyes (R-Ohio) said so.", ""},
        DatelineCase{"acronym_in_brackets", "Doctors Without Borders (MSF) said so.", ""},
        DatelineCase{"company", "AEP INDUSTRIES Inc. directors met.", ""},
        DatelineCase{"possessive", "MALAYSIA's move was bold.", ""},
        DatelineCase{"transcript", "REYES: We agree.\n\nQUESTION: On what?\n\nREYES: On all.", ""},
        DatelineCase{"lower_case_follows", "HAVANA - which is in Cuba - was quiet.", ""},
        DatelineCase{"nothing_follows", "MOSCOW -", ""},
        DatelineCase{"headline", "FARMERS FAVOR PACT, BUT WHOLE COUNTRY FEARS IT - Voters.", ""}),
    [](const auto& info) { return std::string(info.param.name); });

struct TailCase {
  const char* name;
  const char* text;
  Furniture::Kind kind;
  const char* part;
  const char* agency = "";
};

class Tails : public testing::TestWithParam<TailCase> {};

TEST_P(Tails, AreKeptApart) {
  const Report report = examine(GetParam().text);
  EXPECT_EQ(parts(report, GetParam().kind), GetParam().part);
  EXPECT_EQ(report.agency, GetParam().agency);
}

using Kind = Furniture::Kind;
INSTANTIATE_TEST_SUITE_P(
    Forms,
    Tails,
    testing::Values(
        TailCase{"reporting", "The talks ended.\n(Reporting by Ana Reyes; Editing by B. C. Poe)",
                 Kind::Credit, "(Reporting by Ana Reyes; Editing by B. C. Poe)"},
        TailCase{"reporting_inline",
                 "The talks ended. (Reporting by Ana Reyes in Oslo; Editing by B. C. Poe)",
                 Kind::Credit, "(Reporting by Ana Reyes in Oslo; Editing by B. C. Poe)"},
        TailCase{"reporting_bare",
                 "The talks ended.\n\nReporting by Ana Reyes; Editing by John Poe", Kind::Credit,
                 "Reporting by Ana Reyes; Editing by John Poe"},
        TailCase{"with_files", "The talks ended.\n\nWith files from Reuters", Kind::Credit,
                 "With files from Reuters", "Reuters"},
        TailCase{"source", "The talks ended.\nSource: SANA", Kind::Credit, "Source: SANA", "SANA"},
        TailCase{"source_unknown", "The talks ended.\nSource: Meridian Wire", Kind::Credit,
                 "Source: Meridian Wire", "Meridian Wire"},
        TailCase{"source_inline", "The talks ended. Source TRTWorld and agencies", Kind::Credit,
                 "Source TRTWorld and agencies", "TRTWorld"},
        TailCase{"copyright", "The talks ended.\n© AFP 2016", Kind::Credit, "© AFP 2016", "AFP"},
        TailCase{"dash_agency", "The talks ended.--AFP", Kind::Credit, "--AFP", "AFP"},
        TailCase{"bracket_agency", "The talks ended. (AP)", Kind::Credit, "(AP)", "AP"},
        TailCase{"slash_agency", "The talks ended.\n/TASS/", Kind::Credit, "/TASS/", "TASS"},
        TailCase{"contributed",
                 "The talks ended.\nAssociated Press writer Ana Reyes in Oslo contributed to this "
                 "report.",
                 Kind::Credit,
                 "Associated Press writer Ana Reyes in Oslo contributed to this report.",
                 "Associated Press"},
        TailCase{"ends", "The talks ended.\nENDS", Kind::SignOff, "ENDS"},
        TailCase{"thirty", "The talks ended.\n\n-30-", Kind::SignOff, "-30-"},
        TailCase{"hashes", "The talks ended.\n###", Kind::SignOff, "###"},
        TailCase{"initials", "The talks ended.\nH.M", Kind::SignOff, "H.M"},
        TailCase{"initials_pair", "The talks ended.\nA.K./M.S.", Kind::SignOff, "A.K./M.S."},
        TailCase{"stacked", "The talks ended.\n(AFP)\nENDS", Kind::Credit, "(AFP)", "AFP"},
        TailCase{"sample", "The talks ended.\n\nSample report written for Dragoman.", Kind::Notice,
                 "Sample report written for Dragoman."},
        TailCase{"read_also", "The talks ended. Read Also", Kind::Notice, "Read Also"},
        TailCase{"sentence_stays", "Talks began.\nThe source reporting by radio was heard in Oslo.",
                 Kind::Credit, ""},
        TailCase{"verb_end_stays", "Both sides hope.\nThe war must end", Kind::SignOff, ""},
        TailCase{"us_stays", "They flew to the U.S.", Kind::Credit, ""},
        TailCase{"agency_in_sentence_stays", "He told the story to Reuters.", Kind::Credit, ""}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(Anatomy, ReadsTheHeadOfAPlainTextFile) {
  const Report report = examine(
      "Talks resume in Havana\n\nBy JANE DOE\nAssociated Press Writer\n\nHAVANA, March 3, 2016 "
      "(AP) _ The talks resumed.\n"
      "They will last a week.",
      true);
  EXPECT_EQ(report.title, "Talks resume in Havana");
  EXPECT_EQ(words(report, report.title_span), "Talks resume in Havana");
  EXPECT_EQ(report.byline, "JANE DOE");
  EXPECT_EQ(parts(report, Kind::Byline), "By JANE DOE | Associated Press Writer");
  EXPECT_EQ(report.published, "2016-03-03");
  ASSERT_TRUE(report.dateline);
  EXPECT_EQ(report.dateline->place, "Havana");
}

TEST(Anatomy, ReadsAPlaceThatSharesItsLineWithTheByline) {
  const Report report = examine(
      "Reuters\nWed Mar 23, 2016 10:02am EDT\nColombia misses deadline\nHAVANA | BY JANE DOE\nThe "
      "two sides said they would go on.",
      true);
  EXPECT_EQ(report.title, "Colombia misses deadline");
  ASSERT_TRUE(report.dateline);
  EXPECT_EQ(report.dateline->place, "Havana");
  EXPECT_EQ(report.byline, "JANE DOE");
  EXPECT_EQ(report.published, "2016-03-23");
  EXPECT_EQ(report.agency, "Reuters");
}

TEST(Anatomy, LeavesAFirstSentenceThatIsNoTitle) {
  EXPECT_EQ(examine("The talks resumed on Monday.\n\nThey will last.", true).title, "");
  EXPECT_EQ(examine("One short line", true).title, "");
  EXPECT_EQ(examine("HAVANA (AP) -\nThe talks resumed.", true).title, "");
  // a JSON text holds no title of its own
  EXPECT_EQ(examine("Talks resume in Havana\n\nThe talks resumed.", false).title, "");
}

TEST(Anatomy, FindsAGivenTitleThatTheTextRepeats) {
  const Report report = examine("Talks resume in Havana. HAVANA - The talks resumed.", false,
                                "Talks Resume in Havana");
  EXPECT_EQ(words(report, report.title_span), "Talks resume in Havana.");
  ASSERT_TRUE(report.dateline);
  EXPECT_EQ(report.dateline->place, "Havana");
  EXPECT_TRUE(examine("Talks resume in Havana after a week.", false, "Talks resume in Havana")
                  .title_span.empty());
}

struct StampCase {
  const char* text;
  const char* stamp;
  const char* published;
};

class Stamps : public testing::TestWithParam<StampCase> {};

TEST_P(Stamps, GiveTheDateOfPublication) {
  const Report report = examine(GetParam().text);
  EXPECT_EQ(parts(report, Kind::Stamp), GetParam().stamp);
  EXPECT_EQ(report.published, GetParam().published);
}

INSTANTIATE_TEST_SUITE_P(
    Forms,
    Stamps,
    testing::Values(StampCase{"2016-03-23\n\nThe talks ended.", "2016-03-23", "2016-03-23"},
                    StampCase{"Updated 23 March 2016 at 10:30 GMT\nThe talks ended.",
                              "Updated 23 March 2016 at 10:30 GMT", "2016-03-23"},
                    StampCase{"Published: March 23, 2016\n\nThe talks ended.",
                              "Published: March 23, 2016", "2016-03-23"},
                    StampCase{"Date of publication 5 July 2016 The talks ended.",
                              "Date of publication 5 July 2016", "2016-07-05"},
                    StampCase{"24.08.2013 The talks ended.", "24.08.2013", "2013-08-24"},
                    StampCase{"Wed 01 Oct 2014 at 1459 The talks ended.", "Wed 01 Oct 2014 at 1459",
                              "2014-10-01"},
                    StampCase{"02.10.2017(updated 2340 02.10.2017) The talks ended.",
                              "02.10.2017(updated 2340 02.10.2017)", "2017-10-02"},
                    StampCase{"23 March 2016 was the deadline.", "", ""},
                    StampCase{"March 23 The talks ended.", "", ""}));

TEST(Anatomy, KeepsPublishedFromMetadata) {
  EXPECT_EQ(examine("24.08.2013 The talks ended.", false, "", "2013-08-25").published,
            "2013-08-25");
}

TEST(Anatomy, SplitsAHeadThatLostItsLineEnds) {
  const Report report = examine(
      "Talks resume in Havana. By Jane Doe jdoe@example.org Gazette March 24, 2009 HAVANA -- The "
      "talks resumed.",
      false, "Talks resume in Havana");
  EXPECT_EQ(parts(report, Kind::Byline), "By Jane Doe jdoe@example.org Gazette");
  EXPECT_EQ(parts(report, Kind::Stamp), "March 24, 2009");
  ASSERT_TRUE(report.dateline);
  EXPECT_EQ(report.dateline->place, "Havana");
}

TEST(Anatomy, NeverTakesTheWholeText) {
  for (const char* text :
       {"(Reuters)", "ENDS", "By Jane Doe", "HAVANA (AP) -", "Source: SANA\nENDS", "2016-03-23"}) {
    const Report report = examine(text, true);
    std::size_t covered = 0;
    for (const Furniture& part : report.furniture) covered += part.span.size();
    EXPECT_LT(covered, report.text.size()) << text;
  }
}

TEST(Resources, SayWhereALexiconIsWrong) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(testing::TempDir()) / "dragoman_intake_lexicon";
  fs::create_directories(folder / "intake");
  for (const char* name : {"agencies.tsv", "cues.tsv", "dateline_words.tsv"}) {
    fs::copy_file(fs::path(DRAGOMAN_SOURCE_DIR "/lexicons/intake") / name, folder / "intake" / name,
                  fs::copy_options::overwrite_existing);
  }
  std::ofstream(folder / "intake/cues.tsv") << "# head\ncredit\tnowhere\tsource:\n";
  const auto loaded = Resources::load(folder.string());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, ErrorCode::BadFormat);
  EXPECT_TRUE(loaded.error().where.ends_with("cues.tsv:2:8")) << loaded.error().where;
  fs::remove_all(folder);
  EXPECT_EQ(Resources::load(folder.string()).error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace dragoman::intake
