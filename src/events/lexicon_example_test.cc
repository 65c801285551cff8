#include "events/lexicon_example.h"

#include <gtest/gtest.h>

namespace dragoman::events {
namespace {

Example example(std::string_view line) {
  auto parsed = parse_example(line, "my.events", 7);
  EXPECT_TRUE(parsed) << (parsed ? "" : parsed.error().describe());
  return parsed ? *parsed : Example();
}

std::string error_at(std::string_view line) {
  const auto parsed = parse_example(line, "my.events", 7);
  return parsed ? "" : parsed.error().where;
}

Actor coded(const std::string& code) {
  Actor actor;
  actor.code = code;
  return actor;
}

// Chad refuses Libya; Libya and Egypt meet.
Document document() {
  Document doc;
  doc.actors = {coded("TCD"), coded("LBYGOV"), coded("EGY")};
  Event refusal;
  refusal.type = EventType::Reject;
  refusal.mode = "yield";
  refusal.actors = {0};
  refusal.recipients = {1};
  Event meeting;
  meeting.type = EventType::Consult;
  meeting.actors = {1, 2};
  meeting.factuality = Factuality::Planned;
  doc.events = {refusal, meeting};
  return doc;
}

bool meets(std::string_view events) {
  return events::meets(example("example \"Chad refused.\" " + std::string(events)), document());
}

TEST(LexiconExample, TellsExamplesFromOtherLines) {
  EXPECT_TRUE(is_example("  example \"A sentence.\" none"));
  EXPECT_TRUE(is_example("example! \"A sentence.\" none"));
  EXPECT_TRUE(is_example("example"));
  EXPECT_FALSE(is_example("examples of words"));
  EXPECT_FALSE(is_example("verb refuse"));
}

TEST(LexiconExample, ReadsSentenceEventsAndMark) {
  const Example good =
      example("  example! \" Strike #3. \" PROTEST:strike KEN > - factuality=planned;CONSULT # note");
  EXPECT_TRUE(good.known_failure);
  EXPECT_EQ(good.sentence, "Strike #3.");
  EXPECT_EQ(good.line, 7u);
  EXPECT_EQ(to_string(good.events), "PROTEST:strike KEN > - factuality=planned; CONSULT");
  EXPECT_EQ(to_string(example("example \"Rain fell.\" none").events), "none");
}

TEST(LexiconExample, NamesTheColumnOfAMistake) {
  EXPECT_EQ(error_at("example"), "my.events:7:8");
  EXPECT_EQ(error_at("example \"no end"), "my.events:7:9");
  EXPECT_EQ(error_at("example \"  \" none"), "my.events:7:9");
  EXPECT_EQ(error_at("example \"x\""), "my.events:7:12");
  EXPECT_EQ(error_at("example \"x\" FOO"), "my.events:7:13");
  EXPECT_EQ(error_at("example \"x\" AID:"), "my.events:7:16");
  EXPECT_EQ(error_at("example \"x\" AID usa"), "my.events:7:17");
  EXPECT_EQ(error_at("example \"x\" AID > USA > KEN"), "my.events:7:23");
  EXPECT_EQ(error_at("example \"x\" AID USA >"), "my.events:7:21");
  EXPECT_EQ(error_at("example \"x\" AID factuality=maybe"), "my.events:7:28");
  EXPECT_EQ(error_at("example \"x\" AID ;"), "my.events:7:18");
  EXPECT_EQ(error_at("example \"x\" none AID"), "my.events:7:18");
}

TEST(LexiconExample, ComparesAllEventsInAnyOrder) {
  EXPECT_TRUE(meets("REJECT; CONSULT"));
  EXPECT_TRUE(meets("CONSULT; REJECT:yield TCD > LBY"));
  EXPECT_FALSE(meets("REJECT"));
  EXPECT_FALSE(meets("REJECT; REJECT"));
  EXPECT_FALSE(meets("none"));
}

TEST(LexiconExample, ComparesModesPartiesAndFactuality) {
  EXPECT_FALSE(meets("REJECT:meet; CONSULT"));
  EXPECT_TRUE(meets("REJECT; CONSULT:-"));
  EXPECT_FALSE(meets("REJECT:-; CONSULT"));
  EXPECT_TRUE(meets("REJECT; CONSULT EGY LBY > -"));
  EXPECT_FALSE(meets("REJECT; CONSULT EGY"));
  EXPECT_FALSE(meets("REJECT; CONSULT EGY EGY"));
  EXPECT_TRUE(meets("REJECT ? > ?; CONSULT ? ?"));
  EXPECT_FALSE(meets("REJECT TCD > -; CONSULT"));
  EXPECT_TRUE(meets("REJECT factuality=occurred; CONSULT factuality=planned"));
  EXPECT_FALSE(meets("REJECT factuality=planned; CONSULT"));
}

TEST(LexiconExample, WritesAFoundEventAsAnExample) {
  const Document doc = document();
  EXPECT_EQ(in_example_syntax(doc, doc.events[1]),
            "CONSULT:- LBYGOV EGY > - factuality=planned");
}

}  // namespace
}  // namespace dragoman::events
