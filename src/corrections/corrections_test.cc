#include <gtest/gtest.h>

#include "corrections/apply.h"
#include "corrections/request.h"
#include "record/span_text.h"

namespace dragoman::corrections {
namespace {

// Kenya attacked Somali rebels in Garissa; Ana Reyes said so.
Record example() {
  Record r;
  r.id = "aaaaaaaaaaaaaaaa";
  r.published = "2016-03-23";
  //        0         1         2         3         4         5
  //        0123456789012345678901234567890123456789012345678901234567
  r.text = "Kenya attacked Somali rebels in Garissa, Ana Reyes said. Reyes left.";
  const auto actor = [&r](const char* id, const char* name, ActorKind kind, const char* country) {
    RecordActor a;
    a.id = id, a.name = name, a.kind = kind, a.country = country, a.code = country;
    a.rule = "name";
    r.actors.push_back(a);
  };
  actor("a1", "Kenya", ActorKind::Country, "KEN");
  actor("a2", "Somali rebels", ActorKind::Group, "SOM");
  actor("a3", "Ana Reyes", ActorKind::Person, "COL");
  r.mentions = {{{0, 5}, NameType::Location, MentionKind::Name, "a1", "alias"},
                {{15, 28}, NameType::Norp, MentionKind::Nominal, "a2", "role"},
                {{41, 50}, NameType::Person, MentionKind::Name, "a3", "name"},
                {{57, 62}, NameType::Person, MentionKind::Name, "a3", "same name"}};
  r.times = {{{32, 39}, TimexType::Date, "2016-03", "", 3, "month"}};
  r.places = {{"p1", {32, 39}, "Garissa", "KEN", "", -0.45, 39.6, 197745, 1, "gazetteer"}};
  RecordStatement said;
  said.id = "s1";
  said.source = {{41, 50}}, said.cue = {{51, 55}}, said.content = {{0, 39}};
  said.speaker = "a3";
  said.rule = "say";
  r.statements.push_back(said);
  RecordEvent attack;
  attack.id = "e1";
  attack.type = EventType::Assault;
  attack.mode = "aerial";
  attack.actors = {"a1"}, attack.recipients = {"a2"};
  attack.trigger = {{6, 14}}, attack.evidence = {{0, 39}};
  attack.place = "p1", attack.said_by = "s1";
  attack.cameo = "190", attack.quad = "material conflict", attack.score = -10;
  attack.rule = "attack";
  r.events.push_back(attack);
  RecordEvent left = attack;
  left.id = "e2";
  left.type = EventType::Retreat;
  left.actors = {"a3"}, left.recipients.clear();
  left.trigger = {{63, 67}}, left.evidence = {{57, 67}};
  left.said_by.clear(), left.place.clear();
  r.events.push_back(left);
  return r;
}

Correction made(const Record& machine, Request request, std::vector<Correction> before = {}) {
  if (request.author.empty()) request.author = "ana";
  if (request.made.empty()) request.made = "2016-04-01T00:00:00Z";
  const Record seen = apply_corrections(machine, before);
  auto correction = make_correction(machine, seen, request);
  EXPECT_TRUE(correction) << (correction ? "" : correction.error().describe());
  return correction ? *correction : Correction{};
}

Request correct(const std::string& entry, const std::string& field, Json value) {
  return {.entry = entry, .field = field, .verdict = Verdict::Correct, .value = std::move(value)};
}
Request reject(const std::string& entry, const std::string& field = "") {
  return {.entry = entry, .field = field, .verdict = Verdict::Reject};
}

Record applied(const Record& machine, std::vector<Correction>& corrections) {
  return apply_corrections(machine, corrections);
}
Record applied(const Record& machine, Correction correction) {
  std::vector<Correction> one = {std::move(correction)};
  return apply_corrections(machine, one);
}
State state_of(const Record& machine, Correction correction) {
  std::vector<Correction> one = {std::move(correction)};
  static_cast<void>(apply_corrections(machine, one));
  return one[0].state;
}

TEST(Apply, TheTypeOfAnEventTakesItsQuadAlong) {
  const Record machine = example();
  const Record record = applied(machine, made(machine, correct("e1", "type", "PROTEST")));
  const RecordEvent& event = record.events[0];
  EXPECT_EQ(event.type, EventType::Protest);
  EXPECT_EQ(event.quad, quad_of(EventType::Protest));
  EXPECT_EQ(event.mode, "");  // of another type
  EXPECT_EQ(event.cameo, "");
  EXPECT_EQ(event.rule, "attack; corrected/type");
  EXPECT_EQ(to_json(machine), to_json(example()));  // the machine's is untouched
}

TEST(Apply, TypeAndModeTogether) {
  const Record machine = example();
  std::vector<Correction> both = {made(machine, correct("e1", "mode", "demo")),
                                  made(machine, correct("e1", "type", "PROTEST"))};
  const Record record = applied(machine, both);
  EXPECT_EQ(record.events[0].mode, "demo");
  EXPECT_EQ(record.events[0].rule, "attack; corrected/mode; corrected/type");
}

TEST(Apply, ARejectedEntryIsGoneAndOthersKeepTheirIds) {
  const Record machine = example();
  const Record record = applied(machine, made(machine, reject("e1")));
  ASSERT_EQ(record.events.size(), 1u);
  EXPECT_EQ(record.events[0].id, "e2");
  const Record without = applied(machine, made(machine, reject("s1")));
  EXPECT_TRUE(without.statements.empty());
  EXPECT_EQ(without.events[0].said_by, "");
}

TEST(Apply, ARejectedFieldIsUnknownWhereItMayBe) {
  const Record machine = example();
  EXPECT_EQ(applied(machine, made(machine, reject("e1", "place"))).events[0].place, "");
  EXPECT_TRUE(applied(machine, made(machine, reject("e1", "recipients"))).events[0].recipients.empty());
  EXPECT_EQ(state_of(machine, made(machine, reject("e1", "type"))), State::Noted);
}

TEST(Apply, PartiesByIdAndByNameOfTheKnowledgeBase) {
  const Record machine = example();
  const Json value = {"a3", {{"name", "Ethiopia"}, {"kind", "country"}, {"kb", "country/ethiopia"},
                             {"country", "ETH"}, {"code", "ETH"}}};
  const Record record = applied(machine, made(machine, correct("e1", "recipients", value)));
  ASSERT_EQ(record.actors.size(), 4u);
  EXPECT_EQ(record.actors[3].id, "a4");
  EXPECT_EQ(record.actors[3].kb, "country/ethiopia");
  EXPECT_EQ(record.events[0].recipients, (std::vector<std::string>{"a3", "a4"}));
}

TEST(Apply, MergedActorsAreOneWhereverTheyStand) {
  const Record machine = example();
  const Record record = applied(machine, made(machine, correct("a2", "same_as", "a1")));
  EXPECT_EQ(record.actors.size(), 2u);
  EXPECT_EQ(record.events[0].recipients, std::vector<std::string>{"a1"});
  EXPECT_EQ(record.mentions[1].actor, "a1");
}

TEST(Apply, ActorsMergedInACircleEndSomewhere) {
  const Record machine = example();
  std::vector<Correction> both = {made(machine, correct("a1", "same_as", "a2")),
                                  made(machine, correct("a2", "same_as", "a1"))};
  EXPECT_LE(applied(machine, both).actors.size(), 2u);
}

TEST(Apply, AMentionOfSomebodyElseTakesAlongWhatItAloneTells) {
  const Record machine = example();
  const Json other = {{"name", "Alejandro Reyes"}, {"kind", "person"}};
  const Record record = applied(machine, made(machine, correct("57:62", "actor", other)));
  EXPECT_EQ(record.mentions[3].actor, "a4");
  EXPECT_EQ(record.mentions[2].actor, "a3");
  EXPECT_EQ(record.events[1].actors, std::vector<std::string>{"a4"});
  EXPECT_EQ(record.statements[0].speaker, "a3");
  const Record spoken = applied(machine, made(machine, correct("41:50", "actor", other)));
  EXPECT_EQ(spoken.statements[0].speaker, "a4");
  EXPECT_EQ(spoken.events[1].actors, std::vector<std::string>{"a3"});
}

TEST(Apply, PlacesAndDates) {
  const Record machine = example();
  const Json where = {{"name", "Garissa"}, {"country", "SOM"}, {"lat", 1.5}, {"lon", 2.5}};
  const Record record = applied(machine, made(machine, correct("p1", "where", where)));
  EXPECT_EQ(record.places[0].country, "SOM");
  EXPECT_EQ(record.places[0].geonames, 0u);
  EXPECT_EQ(record.places[0].span, (CodePointSpan{32, 39}));
  const Record other = applied(machine, made(machine, correct("e2", "place", where)));
  EXPECT_EQ(other.events[1].place, "p2");
  EXPECT_EQ(applied(machine, made(machine, correct("e1", "date", "2016-W12"))).events[0].date, "2016-W12");
}

TEST(Apply, TheLastOneOfAFieldCounts) {
  const Record machine = example();
  std::vector<Correction> all = {made(machine, correct("e1", "type", "PROTEST"))};
  all.push_back(made(machine, correct("e1", "type", "COERCE"), all));
  EXPECT_EQ(applied(machine, all).events[0].type, EventType::Coerce);
  EXPECT_EQ(all[0].state, State::Superseded);
  EXPECT_EQ(all[1].state, State::Applied);
  all[1].withdrawn = "2016-04-02T00:00:00Z";
  EXPECT_EQ(applied(machine, all).events[0].type, EventType::Protest);
}

TEST(Apply, WhatIsAcceptedIsWhatIsSeen) {
  const Record machine = example();
  std::vector<Correction> all = {made(machine, correct("e1", "type", "PROTEST"))};
  all.push_back(made(machine, {.entry = "e1", .field = "type"}, all));
  EXPECT_EQ(applied(machine, all).events[0].type, EventType::Protest);
  EXPECT_EQ(all[1].state, State::Applied);
  EXPECT_EQ(state_of(machine, made(machine, {.entry = "e1", .field = "type"})), State::Agreed);
}

// ---- read again ----

TEST(Recoded, AnEntryIsFoundByItsWordsNotItsNumber) {
  const Record machine = example();
  const Correction correction = made(machine, correct("e2", "factuality", "denied"));
  Record again = machine;
  again.events.erase(again.events.begin());
  again.events[0].id = "e1";
  again.events[0].trigger = {{57, 67}};  // longer than before
  std::vector<Correction> one = {correction};
  EXPECT_EQ(apply_corrections(again, one).events[0].factuality, Factuality::Denied);
  EXPECT_EQ(one[0].entry, "e1");
}

TEST(Recoded, TheMachineMayAgreeOrSayAThirdThing) {
  const Record machine = example();
  const Correction correction = made(machine, correct("e1", "type", "PROTEST"));
  Record again = machine;
  again.events[0].type = EventType::Protest;
  EXPECT_EQ(state_of(again, correction), State::Agreed);
  EXPECT_EQ(applied(again, correction).events[0].rule, "attack");  // nothing to mark
  again.events[0].type = EventType::Threaten;
  EXPECT_EQ(applied(again, correction).events[0].type, EventType::Protest);
}

TEST(Recoded, WhatIsGoneIsOrphaned) {
  const Record machine = example();
  const Correction correction = made(machine, reject("e1"));
  Record again = machine;
  again.events.erase(again.events.begin());
  EXPECT_EQ(state_of(again, correction), State::Orphaned);
  EXPECT_EQ(applied(again, correction).events.size(), 1u);
}

// "Attacked" is two events; the false one was rejected and is gone now.
TEST(Recoded, ARejectionNeverHitsTheTwin) {
  Record machine = example();
  RecordEvent twin = machine.events[0];
  twin.id = "e3";
  twin.recipients = {"a3"};
  machine.events.push_back(twin);
  const Correction correction = made(machine, reject("e3"));
  EXPECT_FALSE(correction.alone);
  EXPECT_EQ(applied(machine, correction).events.size(), 2u);
  EXPECT_EQ(applied(machine, correction).events[0].id, "e1");
  EXPECT_EQ(state_of(example(), correction), State::Orphaned);
}

TEST(Recoded, ActorsAreFoundByTheirWords) {
  const Record machine = example();
  const Correction correction = made(machine, correct("e2", "actors", {"a2"}));
  Record again = machine;  // the actors come in another order
  std::swap(again.actors[0].name, again.actors[1].name);
  again.mentions[0].actor = "a2", again.mentions[1].actor = "a1";
  EXPECT_EQ(applied(again, correction).events[1].actors, std::vector<std::string>{"a1"});
}

TEST(Recoded, AStaleAcceptanceIsTold) {
  const Record machine = example();
  const Correction correction = made(machine, {.entry = "e1"});
  EXPECT_EQ(state_of(machine, correction), State::Agreed);
  Record again = machine;
  again.events[0].date = "2016";
  EXPECT_EQ(state_of(again, correction), State::Stale);
}

// ---- requests and exchange ----

TEST(Requests, SayWhatCannotBe) {
  const Record machine = example();
  const auto message = [&](Request request) {
    request.author = "ana";
    const auto correction = make_correction(machine, machine, request);
    return correction ? std::string("taken") : correction.error().message;
  };
  EXPECT_NE(message(correct("e9", "type", "PROTEST")).find("no entry 'e9'"), std::string::npos);
  EXPECT_NE(message(correct("e1", "typo", "PROTEST")).find("there are: type"), std::string::npos);
  EXPECT_NE(message(correct("e1", "type", "protest")).find("\"type\": expected"), std::string::npos);
  EXPECT_NE(message(correct("e1", "date", "someday")).find("a date as"), std::string::npos);
  EXPECT_NE(message(correct("e1", "actors", "a1")).find("a list of actors"), std::string::npos);
  EXPECT_NE(message(correct("e1", "actors", {"a77"})).find("'a77' is none"), std::string::npos);
  EXPECT_NE(message(correct("e1", "mode", "a\x01")).find("expected"), std::string::npos);
  EXPECT_NE(message(correct("1:2", "actor", "a1")).find("stands at 1:2"), std::string::npos);
  EXPECT_NE(message(correct("e1", "", "x")).find("which field"), std::string::npos);
  EXPECT_FALSE(make_correction(machine, machine, reject("e1")));  // nobody says so
}

TEST(Exchange, AsJsonAndBack) {
  const Record machine = example();
  Correction correction = made(machine, correct("e1", "actors", {"a2"}));
  correction.withdrawn = "2016-04-02T00:00:00Z";
  correction.withdrawn_by = "ben";
  const auto back = correction_from_json(to_json(correction));
  ASSERT_TRUE(back) << back.error().describe();
  EXPECT_EQ(to_json(*back, false), to_json(correction, false));
  EXPECT_EQ(back->id, correction.id);
}

TEST(Exchange, LooksAtWhatOthersWrote) {
  const Json whole = to_json(made(example(), correct("e1", "type", "PROTEST")));
  for (const auto& [key, value] : std::vector<std::pair<std::string, Json>>{
           {"layer", "nothing"}, {"verdict", 7}, {"field", "typo"}, {"spans", {{5, 2}}},
           {"report", ""}, {"author", nullptr}, {"reason", std::string(5000, 'x')}}) {
    Json broken = whole;
    broken[key] = value;
    if (key == "report") broken.erase(key);
    EXPECT_FALSE(correction_from_json(broken)) << key;
  }
  // A value of the wrong kind is kept and changes nothing.
  Json odd = whole;
  odd["value"] = 7;
  const auto correction = correction_from_json(odd);
  ASSERT_TRUE(correction);
  EXPECT_EQ(state_of(example(), *correction), State::Noted);
  odd["field"] = "actors";
  EXPECT_EQ(state_of(example(), *correction_from_json(odd)), State::Applied);
}

TEST(Exchange, OfARecordHoldsTheCorrections) {
  const Record machine = example();
  std::vector<Correction> all = {made(machine, correct("e1", "type", "PROTEST"))};
  const Record record = applied(machine, all);
  const Json json = Json::parse(to_json(record, all));
  EXPECT_EQ(json["corrections"][0]["entry"], "e1");
  EXPECT_EQ(json["corrections"][0]["machine"], "ASSAULT");
  EXPECT_EQ(to_json(*record_from_json(to_json(record, all))), to_json(record));
}

}  // namespace
}  // namespace dragoman::corrections
