#include "dossiers/dossier.h"

#include <gtest/gtest.h>

#include "dossiers/example_reports.h"
#include "dossiers/dossier_json.h"
#include "dossiers/print_dossier.h"

namespace dragoman::dossiers {
namespace {

std::vector<Told> told_by(const std::vector<Record>& records) {
  std::vector<Told> out;
  for (const Record& record : records) {
    for (Facts& facts : facts_of(record))
      out.push_back({record.id, record.outlet, std::move(facts)});
  }
  return out;
}
Dossier dossier_of(const std::vector<Record>& records) {
  return make_dossier(told_by(records), "COL", "");
}

ReportMaker talks(const std::string& id, const std::string& day) {
  ReportMaker maker(
      id, day,
      "The Havana talks between Colombia and the FARC: a second round is due to start on Dec. 5. "
      "Cuba hosts. Land reform is agreed. The round ended. It was put off.");
  maker.process(ProcessKind::Talks, "Havana talks").place("format", "Havana", "CUB");
  maker.role("Colombia", "COL", "party").role("FARC", "COLREB", "party");
  return maker;
}

TEST(Dossier, ARoleIsHeldSinceTheFirstReportThatSaysSo) {
  const Dossier d = dossier_of({talks("r2", "2013-01-02").role("Cuba", "CUB", "host").make(),
                                talks("r1", "2012-12-30").role("Cuba", "CUB", "host").make()});
  ASSERT_EQ(d.roles.size(), 3u);
  EXPECT_EQ(d.roles.back().name, "Cuba");
  EXPECT_EQ(d.roles.back().role, "host");
  EXPECT_EQ(d.roles.back().since, "2012-12-30");
  EXPECT_EQ(d.roles.back().evidence.size(), 2u);
}

TEST(Dossier, RolesThatReportsGiveDifferentlyStandSideBySide) {
  const Dossier d = dossier_of({talks("r1", "2012-12-30").role("Cuba", "CUB", "host").make(),
                                talks("r2", "2013-01-02").role("Cuba", "CUB", "guarantor").make()});
  ASSERT_EQ(d.roles.size(), 4u);
  EXPECT_EQ(d.roles[2].role, "host");
  EXPECT_EQ(d.roles[3].role, "guarantor");
}

TEST(Dossier, ARoundIsPlannedThenEnds) {
  const Dossier d = dossier_of({talks("r1", "2012-11-19")
                                    .act("begun", "second round is due to start on Dec. 5",
                                         [](RecordProcessAct& a) {
                                           a.factuality = Factuality::Planned,
                                           a.date = "2012-12-05", a.number = 2, a.round = "second";
                                         })
                                    .make(),
                                talks("r2", "2012-12-22")
                                    .act("ended", "The round ended",
                                         [](RecordProcessAct& a) {
                                           a.date = "2012-12-21", a.number = 2, a.round = "second";
                                         })
                                    .make()});
  ASSERT_EQ(d.rounds.size(), 1u);
  EXPECT_EQ(d.rounds.front().begin, "2012-12-05");
  EXPECT_EQ(d.rounds.front().end, "2012-12-21");
  EXPECT_EQ(d.rounds.front().status, "ended");
  EXPECT_EQ(d.rounds.front().number, 2);
}

TEST(Dossier, ARoundThatIsPutOffPutsTheNextOneInDoubt) {
  const auto planned = [](RecordProcessAct& a) {
    a.factuality = Factuality::Planned, a.date = "2013-02-01", a.number = 2, a.round = "second";
  };
  const Dossier d =
      dossier_of({talks("r1", "2012-11-19")
                      .act("begun", "second round is due to start on Dec. 5", planned)
                      .make(),
                  talks("r2", "2012-12-20").act("suspended", "It was put off").make()});
  EXPECT_NE(d.state.text.find("second round planned for 2013-02-01, in doubt since 2012-12-20"),
            std::string::npos)
      << d.state.text;
  EXPECT_EQ(d.state.evidence.size(), 2u);
}

TEST(Dossier, AnItemOnceAgreedStaysSo) {
  const Dossier d = dossier_of({talks("r1", "2013-05-26").item("Land reform", "agreed", 1).make(),
                                talks("r2", "2013-06-26").item("Land reform", "discussed").make(),
                                talks("r3", "2012-06-26").item("Land", "listed").make()});
  ASSERT_EQ(d.agenda.size(), 1u);
  EXPECT_EQ(d.agenda.front().status, "agreed");
  EXPECT_EQ(d.agenda.front().date, "2013-05-26");
  EXPECT_EQ(d.agenda.front().number, 1);
  EXPECT_EQ(d.agenda.front().steps.size(), 3u);
}

Record breach(const std::string& id,
              const std::string& day,
              int dead,
              const std::string& accuser,
              const std::string& denier) {
  ReportMaker maker(
      id, day,
      "The army was attacked by the FARC: Villota and Arce differ on the truce broken in Cauca.");
  maker.process(ProcessKind::Ceasefire, "truce");
  const std::string farc = maker.actor("FARC", "COLREB"), army = maker.actor("army", "COLMIL");
  const std::string a = accuser.empty() ? "" : maker.actor(accuser, "COLMIL");
  const std::string b = denier.empty() ? "" : maker.actor(denier, "COLREB");
  maker.act("violated", "truce broken", [&](RecordProcessAct& act) {
    act.by = {farc};
    if (!a.empty()) act.accusers = {a};
    if (!b.empty()) act.deniers = {b};
  });
  Record record = maker.make();
  RecordEvent event;
  event.id = "e1", event.type = EventType::Assault, event.date = day;
  event.actors = {farc}, event.recipients = {army};
  event.trigger = event.evidence = {{13, 21}};
  event.dead = RecordCount{static_cast<std::uint32_t>(dead), "", {0, 1}};
  record.events.push_back(event);
  return record;
}

TEST(Dossier, TollsOfOneIncidentStandSideBySide) {
  const Dossier d = dossier_of(
      {breach("r1", "2015-04-15", 10, "Villota", ""), breach("r2", "2015-04-16", 11, "", "Arce")});
  ASSERT_EQ(d.incidents.size(), 1u);
  const Incident& incident = d.incidents.front();
  ASSERT_EQ(incident.tolls.size(), 2u);
  EXPECT_EQ(incident.tolls[0].dead, 10);
  EXPECT_EQ(incident.tolls[1].dead, 11);
  EXPECT_EQ(incident.accused, std::vector<std::string>{"FARC"});
  EXPECT_EQ(incident.accusers, std::vector<std::string>{"Villota"});
  EXPECT_EQ(incident.denied, std::vector<std::string>{"Arce"});
}

TEST(Dossier, IncidentsWeeksApartAreTwo) {
  EXPECT_EQ(dossier_of({breach("r1", "2015-04-15", 10, "Villota", ""),
                        breach("r2", "2015-05-16", 11, "", "Arce")})
                .incidents.size(),
            2u);
}

TEST(Dossier, ADeliveryIsLetThroughOrBlocked) {
  const auto convoy = [](const std::string& id, const std::string& act) {
    return ReportMaker(id, "2016-01-11", "The aid convoy of 48 trucks reached Madaya, or not.")
        .process(ProcessKind::Aid, "aid convoy")
        .place("scope", "Madaya", "SYR")
        .act(act, "reached Madaya",
             [](RecordProcessAct& a) {
               a.place = "p1", a.amount = {{18, 27}};
             })
        .make();
  };
  const Dossier d = dossier_of({convoy("r1", "delivered"), convoy("r2", "blocked")});
  ASSERT_EQ(d.deliveries.size(), 2u);
  EXPECT_EQ(d.deliveries[0].status, "delivered");
  EXPECT_EQ(d.deliveries[0].place, "Madaya");
  EXPECT_EQ(d.deliveries[0].amount, "48 trucks");
  EXPECT_EQ(d.deliveries[1].status, "blocked");
}

TEST(Dossier, IsTheSameForAnyOrderOfReports) {
  std::vector<Told> told = told_by({breach("r1", "2015-04-15", 10, "Villota", ""),
                                    breach("r2", "2015-04-15", 11, "", "Arce"),
                                    breach("r3", "2015-04-16", 12, "Villota", "Arce")});
  const auto expected = to_json(make_dossier(told, "COL", ""));
  for (int i = 0; i < 3; ++i) {
    std::rotate(told.begin(), told.begin() + 1, told.end());
    EXPECT_EQ(to_json(make_dossier(told, "COL", "")), expected);
  }
}

TEST(Facts, AreTheSameAfterJson) {
  for (const Facts& facts : facts_of(breach("r1", "2015-04-15", 10, "Villota", "Arce"))) {
    const auto back = facts_from_json(to_json(facts));
    ASSERT_TRUE(back);
    EXPECT_EQ(to_json(*back), to_json(facts));
  }
  EXPECT_FALSE(facts_from_json("{"));
}

// The page as a whole, so that a change of its form is seen.
TEST(Print, WritesTheFileWithFootnotes) {
  const Dossier d = dossier_of({talks("r1", "2012-11-19").item("Land reform", "agreed", 1).make()});
  EXPECT_EQ(print_dossier(d, PageFormat::Text),
            R"(Havana talks
============
last reported on 2012-11-19 [1]
talks (COL), in 1 report of 1 outlet from 19 November 2012 to 19 November 2012.

Who takes part
- Colombia (government): party, since 19 November 2012 [2]
- FARC: party, since 19 November 2012 [3]

Agenda
- point 1: Land reform; agreed 19 November 2012 [4]

Outcomes
- 19 November 2012: agreed. “Land reform” [4]

Timeline
- 19 November 2012: reported. “The Havana talks between Colombia and the FARC: a second round is
  due to start on Dec.” [5]
- 19 November 2012: agreed. “Land reform” [4]

Evidence
[1] Meridian Wire, 2012-11-19 (r1 0:0)
[2] Meridian Wire, 2012-11-19 (r1 25:33): “Colombia”
[3] Meridian Wire, 2012-11-19 (r1 42:46): “FARC”
[4] Meridian Wire, 2012-11-19 (r1 102:113): “Land reform”
[5] Meridian Wire, 2012-11-19 (r1 0:86): “The Havana talks between Colombia and the FARC: a second
    round is due to start on Dec.”
)");
  const std::string html = print_dossier(d, PageFormat::Html);
  EXPECT_NE(html.find("<sup><a href=\"#n4\">4</a></sup>"), std::string::npos);
  EXPECT_NE(html.find("<li id=\"n4\">"), std::string::npos);
  const std::string markdown = print_dossier(d, PageFormat::Markdown);
  EXPECT_NE(markdown.find("# Havana talks"), std::string::npos);
  EXPECT_NE(markdown.find("[^4]: "), std::string::npos);
}

}  // namespace
}  // namespace dragoman::dossiers
