// Two records of one text, made by hand: which events belong together, and what differs.
#include "pipeline/compare_events.h"

#include <gtest/gtest.h>

#include "core/resources.h"

namespace dragoman::pipeline {
namespace {

events::Lexicon lexicon(const std::string& entries) {
  const std::string folder = std::string(DRAGOMAN_SOURCE_DIR) + "/lexicons/events/";
  auto loaded = events::Lexicon::parse(
      {{"words", core::read_file(folder + "00-words.events").value()}, {"x.events", entries}});
  EXPECT_TRUE(loaded.ok()) << loaded.error().describe();
  return std::move(loaded).value();
}

const events::Lexicon& old_patterns() {
  static const events::Lexicon patterns =
      lexicon("group a ASSAULT 190\n  verb hit, shell\ngroup gone AID 070\n  verb feed\n");
  return patterns;
}
const events::Lexicon& new_patterns() {
  static const events::Lexicon patterns = lexicon(
      "group a ASSAULT 190\n  verb hit, shell\ngroup b COERCE 170\n  verb hit | obj:@people\n");
  return patterns;
}

//                                 0123456789012345678901234
Record record() {
  Record record;
  record.text = "Chad hit Libya, fed Mali.";
  record.actors = {{"a1", "Chad", ActorKind::Country, "TCD", "TCD", "", "", "", "", {}, ""},
                   {"a2", "Libya", ActorKind::Country, "LBY", "LBY", "", "", "", "", {}, ""}};
  return record;
}

RecordEvent event(EventType type, CodePointSpan trigger, const char* rule) {
  RecordEvent event;
  event.id = "e1";
  event.type = type;
  event.trigger = {trigger};
  event.evidence = {{0, 14}};
  event.rule = rule;
  event.actors = {"a1"};
  return event;
}

std::vector<EventChange> compare(const Record& before, const Record& after) {
  return compare_events({before, old_patterns()}, {after, new_patterns()});
}

TEST(CompareEvents, TheSameAreNoChange) {
  Record one = record();
  one.events = {event(EventType::Assault, {5, 8}, "a/hit")};
  Record other = one;
  // Other ids for the same actors are no difference.
  std::swap(other.actors[0].id, other.actors[1].id);
  other.events[0].actors = {"a2"};
  other.events[0].id = "e2";
  EXPECT_TRUE(compare(one, other).empty());
}

TEST(CompareEvents, ChangedFieldsWithBothPatterns) {
  Record one = record(), other = record();
  one.events = {event(EventType::Assault, {5, 8}, "a/hit")};
  other.events = {event(EventType::Coerce, {5, 14}, "b/hit")};
  other.events[0].recipients = {"a2"};
  other.events[0].dead = RecordCount{3, "min", {0, 4}};
  const auto changes = compare(one, other);
  ASSERT_EQ(changes.size(), 1u);
  const EventChange& change = changes[0];
  EXPECT_EQ(change.kind, EventChange::Kind::Changed);
  EXPECT_EQ(change.before.where, "x.events:2");
  EXPECT_EQ(change.after.where, "x.events:4");
  std::vector<std::string> names;
  for (const auto& field : change.fields) names.push_back(field.name);
  EXPECT_NE(std::find(names.begin(), names.end(), "type"), names.end());
  EXPECT_NE(std::find(names.begin(), names.end(), "dead"), names.end());
  EXPECT_EQ(std::find(names.begin(), names.end(), "actors"), names.end());
  EXPECT_EQ(change.after.field("recipients"), "Libya");
  EXPECT_EQ(change.after.field("trigger"), "hit Libya");
  EXPECT_EQ(change.why, "b/hit is new and asks for more (5) than a/hit (0)");
}

TEST(CompareEvents, AddedAndRemovedInTheOrderOfTheText) {
  Record one = record(), other = record();
  one.events = {event(EventType::Aid, {16, 19}, "gone/feed")};
  other.events = {event(EventType::Coerce, {5, 8}, "b/hit")};
  const auto changes = compare(one, other);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].kind, EventChange::Kind::Added);
  EXPECT_EQ(changes[0].why, "b/hit is not in the old lexicon");
  EXPECT_EQ(changes[1].kind, EventChange::Kind::Removed);
  EXPECT_EQ(changes[1].why, "gone/feed is not in the new lexicon");
  EXPECT_TRUE(changes[1].after.rule.empty());
}

TEST(CompareEvents, TellsWhatTheOtherPatternsMatchThere) {
  Record one = record();
  const Record other = record();
  one.events = {event(EventType::Aid, {16, 19}, "gone/feed")};
  std::vector<events::EventTrace::Other> found;
  const auto matches = [&found](CodePointSpan span) {
    EXPECT_EQ(span, (CodePointSpan{16, 19}));
    return found;
  };
  const auto why = [&] {
    return compare_events({one, old_patterns()}, {other, new_patterns(), matches}).at(0).why;
  };
  EXPECT_EQ(why(), "gone/feed is not in the new lexicon; the new patterns match nothing there");
  found = {{"b/feed", "x.events:9", "an idiom that codes nothing"}};
  EXPECT_EQ(why(),
            "gone/feed is not in the new lexicon; the new patterns match there b/feed "
            "(x.events:9): an idiom that codes nothing");
}

// Of two events with the same words the one of the same type is the partner.
TEST(CompareEvents, TheSameTypeFirst) {
  Record one = record(), other = record();
  one.events = {event(EventType::Assault, {5, 8}, "a/hit")};
  other.events = {event(EventType::Coerce, {5, 8}, "b/hit"),
                  event(EventType::Assault, {5, 14}, "a/hit")};
  const auto changes = compare(one, other);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(
      changes[0].kind == EventChange::Kind::Added ? changes[0].after.rule : changes[1].after.rule,
      "b/hit");
}

RecordStatement statement(CodePointSpan content, const char* speaker) {
  RecordStatement said;
  said.id = "s1";
  said.content = {content};
  said.speaker = speaker;
  said.rule = "say";
  return said;
}

TEST(CompareStatements, ThoseWhoseContentsShareWordsAreOne) {
  Record one = record(), other = record();
  one.statements = {statement({0, 8}, "a1"), statement({16, 24}, "a1")};
  other.statements = {statement({0, 14}, "a2")};
  const auto changes = compare_statements(one, other);
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].kind, EventChange::Kind::Changed);
  std::string fields;
  for (const EventChange::Field& field : changes[0].fields)
    fields += field.name + " " + field.before + ">" + field.after + ";";
  EXPECT_EQ(fields, "content Chad hit>Chad hit Libya;speaker Chad>Libya;");
  EXPECT_EQ(changes[1].kind, EventChange::Kind::Removed);
  EXPECT_EQ(changes[1].before.text, "fed Mali");
  EXPECT_EQ(compare_statements(other, one).at(1).kind, EventChange::Kind::Added);
  EXPECT_TRUE(compare_statements(one, one).empty());
}

}  // namespace
}  // namespace dragoman::pipeline
