#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "dossiers/example_reports.h"
#include "dossiers/known_formats.h"
#include "dossiers/identity.h"

namespace dragoman::dossiers {
namespace {

std::vector<Profile> profiles_of(const std::vector<Record>& records) {
  std::vector<Profile> out;
  for (const Record& record : records) {
    const auto facts = facts_of(record);
    for (std::size_t i = 0; i < facts.size(); ++i)
      out.push_back(profile_of(facts[i], record.id, record.processes[i].id));
  }
  return out;
}

// For each process the reports in it: "r1 r3 | r2".
std::string grouped(const std::vector<Record>& records) {
  std::map<std::string, std::vector<Profile>> blocks;
  for (const Profile& p : profiles_of(records)) blocks[block_of(p)].push_back(p);
  std::vector<std::string> groups;
  for (const auto& [block, profiles] : blocks) {
    for (const Cluster& one : cluster(profiles)) {
      std::string group;
      for (const std::size_t i : one.members)
        group += (group.empty() ? "" : " ") + profiles[i].report;
      groups.push_back(group);
    }
  }
  std::sort(groups.begin(), groups.end());
  std::string out;
  for (const std::string& group : groups) out += (out.empty() ? "" : " | ") + group;
  return out;
}

Record havana(const std::string& id, const std::string& day) {
  return ReportMaker(id, day, "The Havana talks between Colombia and the FARC went on.")
      .process(ProcessKind::Talks, "Havana talks")
      .place("format", "Havana", "CUB")
      .role("Colombia", "COL", "party")
      .role("FARC", "COLREB", "party")
      .make();
}

Record talks(const std::string& id,
             const std::string& day,
             const std::string& name,
             const std::string& with,
             const std::string& code) {
  return ReportMaker(
             id, day,
             "Those " + name + " with " + with + " were hard, Colombia said of " + with + ".")
      .process(ProcessKind::Talks, name)
      .role("Colombia", "COL", "party")
      .role(with, code, "party")
      .make();
}

TEST(Cluster, JoinsNamesOfOneProcess) {
  const Record peace = talks("r2", "2014-05-01", "peace process", "FARC", "COLREB");
  const Record cuba =
      ReportMaker("r3", "2014-06-01", "The negotiations in Cuba with the FARC and Colombia.")
          .process(ProcessKind::Talks, "negotiations in Cuba")
          .place("venue", "Cuba", "CUB")
          .role("FARC", "COLREB", "party")
          .role("Colombia", "COL", "party")
          .make();
  EXPECT_EQ(grouped({havana("r1", "2014-04-01"), peace, cuba}), "r1 r2 r3");
}

TEST(Cluster, KeepsTalksWithOthersApart) {
  const Record other = talks("r2", "2014-05-01", "talks", "ELN", "COLREB");
  EXPECT_EQ(grouped({havana("r1", "2014-04-01"), other}), "r1 | r2");
}

Record geneva(const std::string& id,
              const std::string& day,
              const std::string& country,
              const std::string& people) {
  return ReportMaker(id, day,
                     "The Geneva talks on " + people + " opened with " + people + "'s rebels.")
      .process(ProcessKind::Talks, "Geneva talks")
      .place("format", "Geneva", "CHE")
      .qualifier("subject", people, country)
      .role(people + "'s rebels", country + "REB", "party")
      .make();
}

TEST(Cluster, KeepsTalksOfOnePlaceOnTwoConflictsApart) {
  EXPECT_EQ(grouped({geneva("r1", "2016-01-01", "SYR", "Syria"),
                     geneva("r2", "2016-01-02", "YEM", "Yemen"),
                     geneva("r3", "2016-02-02", "SYR", "Syria")}),
            "r1 r3 | r2");
}

Record truce(const std::string& id,
             const std::string& day,
             const std::string& act,
             const std::string& date = "",
             const std::string& leaning = "") {
  ReportMaker maker(id, day, "The unilateral truce of the FARC in Colombia, a bilateral wish.");
  maker.process(ProcessKind::Ceasefire, "truce").role("FARC", "COLREB", "party");
  maker.qualifier("people", "Colombia", "COL");
  if (!leaning.empty()) maker.qualifier(leaning, leaning, "");
  maker.act(act, "truce of the FARC", [&](RecordProcessAct& a) {
    a.date = date;
    if (act == "proposed") a.factuality = Factuality::Requested;
  });
  return maker.make();
}

TEST(Cluster, KeepsTrucesYearsApart) {
  EXPECT_EQ(grouped({truce("r1", "2012-11-20", "declared"), truce("r2", "2012-12-20", "violated"),
                     truce("r3", "2014-12-18", "declared"), truce("r4", "2015-02-01", "holding")}),
            "r1 r2 | r3 r4");
}

TEST(Cluster, ATruceEndsBeforeAnotherIsDeclared) {
  EXPECT_EQ(grouped({truce("r1", "2014-12-18", "declared"),
                     truce("r2", "2015-05-22", "suspended", "2015-05-22"),
                     truce("r3", "2015-07-09", "declared", "2015-07-20"),
                     truce("r4", "2015-09-01", "holding")}),
            "r1 r2 | r3 r4");
}

TEST(Cluster, ATruceOfBothSidesIsAnotherThanThatOfOne) {
  EXPECT_EQ(grouped({truce("r1", "2016-05-01", "declared", "", "unilateral"),
                     truce("r2", "2016-06-23", "signed", "2016-06-23", "bilateral")}),
            "r1 | r2");
}

TEST(Cluster, ATruceThatIsOnlyWantedIsNone) {
  EXPECT_EQ(grouped({truce("r1", "2010-12-18", "proposed")}), "");
}

TEST(Cluster, AReportThatComesYearsLateGoesToItsTime) {
  // A report of 2015 that tells of the truce declared in December 2014.
  EXPECT_EQ(grouped({truce("r1", "2014-12-18", "declared"),
                     truce("r2", "2015-04-15", "declared", "2014-12"),
                     truce("r3", "2016-08-29", "in_force", "2016-08-29")}),
            "r1 r2 | r3");
}

TEST(Cluster, AReportOfTheEndTellsOfNoNewBeginning) {
  // "A truce ... collapsed last month", told weeks after it ended.
  const auto look_back = [](const std::string& id, const std::string& day) {
    ReportMaker maker(id, day, "The truce of the FARC in Colombia, agreed and broken.");
    maker.process(ProcessKind::Ceasefire, "truce").role("FARC", "COLREB", "party");
    maker.qualifier("people", "Colombia", "COL");
    maker.act("agreed", "agreed");
    maker.act("collapsed", "broken", [](RecordProcessAct& a) { a.date = "2016-09"; });
    return maker.make();
  };
  EXPECT_EQ(grouped({truce("r1", "2016-09-12", "in_force", "2016-09-12"),
                     truce("r2", "2016-09-21", "collapsed", "2016-09-21"),
                     look_back("r3", "2016-10-13")}),
            "r1 r2 r3");
}

TEST(Cluster, WhatOneReportOnlyNamesIsNone) {
  const auto named = [](const std::string& id, const std::string& day) {
    return ReportMaker(id, day, "A ceasefire in Colombia would be welcome in Colombia.")
        .process(ProcessKind::Ceasefire, "ceasefire")
        .qualifier("people", "Colombia", "COL")
        .make();
  };
  EXPECT_EQ(grouped({named("r1", "2010-12-18")}), "");
  EXPECT_EQ(grouped({named("r1", "2010-12-18"), named("r2", "2010-12-19")}), "r1 r2");
}

Record aid(const std::string& id, const std::string& day, const std::string& town) {
  return ReportMaker(id, day, "Aid to " + town + " came.")
      .process(ProcessKind::Aid, "Aid")
      .place("scope", town, "SYR")
      .make();
}

TEST(Cluster, AidIsToldApartByPlaceAndTime) {
  EXPECT_EQ(grouped({aid("r1", "2016-01-11", "Madaya"), aid("r2", "2016-01-14", "Madaya"),
                     aid("r3", "2016-01-14", "Darayya"), aid("r4", "2017-01-14", "Madaya")}),
            "r1 r2 | r3 | r4");
}

TEST(Cluster, DoesNotDependOnOrder) {
  std::vector<Record> records = {havana("r1", "2014-04-01"),
                                 talks("r2", "2014-05-01", "peace process", "FARC", "COLREB"),
                                 talks("r3", "2014-05-01", "talks", "ELN", "COLREB"),
                                 truce("r4", "2012-11-20", "declared"),
                                 truce("r5", "2015-05-22", "suspended"),
                                 truce("r6", "2012-12-01", "holding"),
                                 geneva("r7", "2016-01-01", "SYR", "Syria")};
  const std::string expected = grouped(records);
  std::sort(records.begin(), records.end(),
            [](const Record& a, const Record& b) { return a.id < b.id; });
  do {
    ASSERT_EQ(grouped(records), expected);
  } while (std::next_permutation(records.begin(), records.end(),
                                 [](const Record& a, const Record& b) { return a.id < b.id; }));
}

TEST(Conflict, IsTheCountryOfThePartiesNotOfTheHosts) {
  EXPECT_EQ(profiles_of({havana("r1", "2014-04-01")}).front().conflict, "COL");
}

TEST(Conflict, IsNotThatOfTheBrokersBesideTheNoun) {
  ReportMaker maker("r1", "2018-09-08",
                    "Aid came to Aleppo, Idlib, Homs and Hama after the Turkish-Russian truce with rebels.");
  maker.process(ProcessKind::Aid, "Aid");
  for (const char* town : {"Aleppo", "Idlib", "Homs", "Hama"}) maker.place("scope", town, "SYR");
  maker.process(ProcessKind::Ceasefire, "Turkish-Russian truce")
      .qualifier("people", "Turkish", "TUR")
      .qualifier("people", "Russian", "RUS")
      .role("rebels", "SYRREB", "party");
  EXPECT_EQ(profiles_of({maker.make()}).back().conflict, "SYR");
}

TEST(Conflict, AKnownNameOfTalksSaysWhatTheyAreAboutInAReportOnAnotherWar) {
  ReportMaker maker("r1", "2018-02-20",
                    "Srebrenica was a safe area of Bosnia, as Ghouta is in the Astana process.");
  maker.process(ProcessKind::Talks, "Astana process").place("format", "Astana", "KAZ");
  maker.place("venue", "Srebrenica", "BIH").role("Bosnia", "BIH", "party");
  EXPECT_EQ(profiles_of({maker.make()}).back().conflict, "SYR");
}

TEST(Conflict, OfSeveralProcessesOfOneNameTheOneCountsWhoseCountryTheReportNames) {
  const auto conflict = [](const char* party, const char* code) {
    ReportMaker maker("r1", "2017-02-20", std::string("Geneva talks with ") + party + " begin.");
    maker.process(ProcessKind::Talks, "Geneva talks").place("format", "Geneva", "CHE");
    maker.role(party, code, "party");
    return profiles_of({maker.make()}).back().conflict;
  };
  EXPECT_EQ(conflict("Yemen", "YEM"), "YEM");
  EXPECT_EQ(conflict("Libya", "LBY"), "LBY");
}

TEST(KnownFormats, HoldForTheirYears) {
  EXPECT_EQ(conflicts_of_format("Astana", "2017"), std::vector<std::string>{"SYR"});
  EXPECT_TRUE(conflicts_of_format("Astana", "2010").empty());
  EXPECT_TRUE(conflicts_of_format("Gotham", "2017").empty());
}

}  // namespace
}  // namespace dragoman::dossiers
