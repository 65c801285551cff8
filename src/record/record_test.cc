#include "dragoman/record.h"

#include <gtest/gtest.h>

#include "dragoman/document.h"

#include "record/make_record.h"

namespace dragoman {
namespace {

// "Café: Ana said yes." with one entry in every layer; é makes bytes and code points differ.
Document example() {
  Document doc;
  doc.report.id = "0123456789abcdef";
  doc.report.uri = "café.txt";
  doc.report.published = "2016-03-23";
  doc.report.text = "Caf\xC3\xA9: Ana said yes.";
  const auto token = [&doc](std::uint32_t begin, std::uint32_t end) {
    Token t;
    t.span = {begin, end};
    doc.tokens.push_back(t);
  };
  token(0, 5), token(5, 6), token(7, 10), token(11, 15), token(16, 19), token(19, 20);
  doc.mentions.push_back({{2, 3}, {7, 10}, 2, NameType::Person, MentionKind::Name, 0, "name"});
  Actor ana;
  ana.name = "Ana";
  ana.code = "COLGOV";
  ana.mentions = {0};
  doc.actors.push_back(ana);
  Statement said;
  said.source = {{7, 10}};
  said.cue = {{11, 15}};
  said.content = {{16, 19}};
  said.speaker = 0;
  said.chain = {{kNone, "Meridian Wire", {}, HopKind::Outlet}, {0, "", {7, 10}}};
  said.source_type = SourceType::Named;
  said.anonymous = true;
  said.stance = Stance::Promise;
  said.negated = true;
  said.confidence = 0.5f;
  doc.statements.push_back(said);
  Event event;
  event.type = EventType::Agree;
  event.actors = {0};
  event.trigger = {{4, 5}};
  event.evidence = {7, 19};
  event.said_by = 0;
  event.score = -2.5f;
  event.contexts = {"diplomatic"};
  doc.events.push_back(event);
  Pledge pledge;
  pledge.by = 0;
  pledge.what = {{16, 19}};
  doc.pledges.push_back(pledge);
  ProcessMention talks;
  talks.name = "Havana talks";
  talks.span = {0, 5};
  talks.mentions = {{0, 5}};
  talks.roles = {{0, "party", {0, 5}}};
  talks.round = "next";
  doc.processes.push_back(talks);
  doc.times.push_back({{4, 5}, {16, 19}, TimexType::Duration, "P2D", "APPROX", 1, "duration"});
  Place place;
  place.span = {0, 5};
  place.name = "Caf\xC3\xA9";
  place.lat = 23.1;
  place.lon = -82.3;
  doc.places.push_back(place);
  doc.topics.push_back({{0}, {0}, {0}, {{16, 19}}});
  return doc;
}

TEST(Record, OffsetsBecomeCodePoints) {
  const Record record = record::make_record(example(), {});
  ASSERT_EQ(record.mentions.size(), 1u);
  EXPECT_EQ(record.mentions[0].span, (CodePointSpan{6, 9}));
  EXPECT_EQ(record.statements[0].content, (CodePointSpans{{15, 18}}));
  EXPECT_EQ(record.events[0].trigger, (CodePointSpans{{15, 18}}));
  EXPECT_EQ(record.events[0].said_by, "s1");
  EXPECT_EQ(record.events[0].quad, "verbal cooperation");
}

TEST(Record, FurnitureStandsInTextOrder) {
  Document doc = example();
  doc.report.furniture = {{Furniture::Kind::SignOff, {16, 20}}, {Furniture::Kind::Byline, {7, 10}}};
  doc.report.title_span = {0, 5};
  const Record record = record::make_record(doc, {});
  ASSERT_EQ(record.furniture.size(), 3u);
  EXPECT_EQ(record.furniture[0].kind, "title");
  EXPECT_EQ(record.furniture[1].kind, "byline");
  EXPECT_EQ(record.furniture[2].kind, "sign-off");
  EXPECT_EQ(record.furniture[2].span, (CodePointSpan{15, 19}));
  const std::string json = to_json(record);
  EXPECT_EQ(to_json(*record_from_json(json)), json);
}

TEST(Record, JsonRoundTripIsIdentity) {
  const std::string once = to_json(record::make_record(example(), {"0.1.0", "m", "l", "k"}));
  const Result<Record> back = record_from_json(once);
  ASSERT_TRUE(back.ok()) << back.error().describe();
  EXPECT_EQ(to_json(*back), once);
}

TEST(Record, KeepsTheWayBackToThePage) {
  Document doc = example();
  WebPage& page = doc.report.page.emplace();
  page.url = "https://courier.example/talks";
  page.sources = {{"title", "page h1"}};
  page.paragraphs = {{{16, 19}, "/html/body/p[2]", 120}};
  const std::string json = to_json(record::make_record(doc, {}));
  EXPECT_NE(
      json.find(
          "\"page\":{\"url\":\"https://courier.example/talks\",\"sources\":{\"title\":\"page "
          "h1\"},\"paragraphs\":[{\"span\":[15,18],\"node\":\"/html/body/p[2]\",\"byte\":120}]}"),
      std::string::npos)
      << json;
  const Result<Record> back = record_from_json(json);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(to_json(*back), json);
}

TEST(Record, UnknownValuesAreAbsent) {
  const std::string json = to_json(record::make_record(example(), {}));
  EXPECT_EQ(json.find("\"geonames\""), std::string::npos);
  EXPECT_EQ(json.find("null,null"), std::string::npos);
  EXPECT_EQ(json.find("\"outlet\":"), std::string::npos);
  EXPECT_NE(json.find("\"chain\":[\"Meridian Wire\",\"a1\"],\"chain_spans\":[null,[6,9]],"
                      "\"chain_kinds\":[\"outlet\",\"speaker\"]"),
            std::string::npos);
}

TEST(Record, SourceAndTopicsOfAStatement) {
  const std::string json = to_json(record::make_record(example(), {}));
  EXPECT_NE(json.find("\"source_type\":\"named\",\"anonymous\":true"), std::string::npos);
  EXPECT_NE(json.find("\"about\":{\"actors\":[\"a1\"],\"places\":[\"p1\"],"
                      "\"processes\":[\"x1\"],\"phrases\":[[15,18]]}"),
            std::string::npos);
  Document bare = example();
  bare.statements[0].source_type = SourceType::Unknown;
  bare.statements[0].anonymous = false;
  bare.topics[0] = {};
  const std::string less = to_json(record::make_record(bare, {}));
  for (const char* key : {"\"source_type\"", "\"anonymous\"", "\"about\""})
    EXPECT_EQ(less.find(key), std::string::npos) << key;
}

TEST(Record, DetailsOfAnEvent) {
  Document doc = example();
  Event& event = doc.events[0];
  event.third = {{ThirdPart::Host, 0}};
  event.victims = {{16, 19}};
  event.dead = EventCount{21, "min", {16, 19}};
  event.act = InnerAct{EventType::Aid, "", "070", Factuality::Planned};
  event.no_recipient = "passive without an agent";
  const std::string json = to_json(record::make_record(doc, {}));
  for (const char* part :
       {R"("act":{"type":"AID","cameo":"070","factuality":"planned"},"hosts":["a1"])",
        R"("victims":[[15,18]],"dead":{"count":21,"bound":"min","span":[15,18]})",
        R"("no_recipient":"passive without an agent")"})
    EXPECT_NE(json.find(part), std::string::npos) << part << " in " << json;
  const Result<Record> back = record_from_json(json);
  ASSERT_TRUE(back.ok()) << back.error().describe();
  EXPECT_EQ(to_json(*back), json);
  const std::string bare = to_json(record::make_record(example(), {}));
  for (const char* key : {"\"act\"", "\"hosts\"", "\"victims\"", "\"dead\"", "\"no_actor\""})
    EXPECT_EQ(bare.find(key), std::string::npos) << key;
}

TEST(Record, PartsOfAProcess) {
  Document doc = example();
  ProcessMention& talks = doc.processes[0];
  talks.qualifiers.push_back({"format", 0, kNone, "CUB", {0, 5}});
  ProcessAct act;
  act.act = "suspended";
  act.factuality = Factuality::Occurred;
  act.cue = act.evidence = {0, 5};
  act.by = {0};
  act.until = "2016-03-23";
  act.place = 0;
  act.number = 9;
  act.round = "ninth";
  act.amount = {16, 19};
  act.rule = "act/suspend";
  talks.acts.push_back(act);
  talks.items.push_back({{16, 19}, {0, 5}, "agreed", "2016-03", 2, kNone, "agenda/agree-on"});
  const std::string json = to_json(record::make_record(doc, {}));
  for (const char* part :
       {R"("roles":[{"actor":"a1","role":"party","span":[0,4]}])",
        R"("qualifiers":[{"as":"format","place":"p1","country":"CUB","span":[0,4]}])",
        R"("acts":[{"act":"suspended","factuality":"occurred","cue":[0,4],"evidence":[0,4],"by":["a1"],)",
        R"("until":"2016-03-23","place":"p1","number":9,"round":"ninth","amount":[[15,18]])",
        R"("items":[{"span":[15,18],"evidence":[0,4],"status":"agreed","date":"2016-03","number":2,)"})
    EXPECT_NE(json.find(part), std::string::npos) << part << " in " << json;
  const Result<Record> back = record_from_json(json);
  ASSERT_TRUE(back.ok()) << back.error().describe();
  EXPECT_EQ(to_json(*back), json);
}

TEST(Record, WrongTypesAreNamed) {
  EXPECT_EQ(record_from_json("[1]").error().code, ErrorCode::BadJson);
  EXPECT_EQ(record_from_json("{").error().code, ErrorCode::BadJson);
  EXPECT_EQ(record_from_json("{}").error().code, ErrorCode::MissingField);
  const auto wrong = record_from_json(R"({"id":"x","events":[{"type":"DANCE"}]})");
  ASSERT_FALSE(wrong.ok());
  EXPECT_NE(wrong.error().message.find("'type'"), std::string::npos);
}

}  // namespace
}  // namespace dragoman
