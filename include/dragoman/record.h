// Record: what is kept of a report. The same object is printed, stored, exported and served.
//
// Offsets are Unicode code points into `text`, half-open. Strings that are empty, and optionals
// without a value, are unknown and absent from the JSON. Entries are in text order; ids ("a1",
// "s1", "e1", "p1", "c1") count from 1 within the record. The JSON form is described in
// docs/formats/record.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

namespace dragoman {

struct CodePointSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend auto operator<=>(const CodePointSpan&, const CodePointSpan&) = default;
};
using CodePointSpans = std::vector<CodePointSpan>;

struct RecordDateline {
  std::string place, agency, date;
  CodePointSpan span;
};

// A part of the text that is not body: "title", "byline", "dateline", "credit", "sign-off",
// "notice", "stamp".
struct RecordFurniture {
  CodePointSpan span;
  std::string kind;
};

struct RecordParagraph {
  CodePointSpan span;
  std::string node;        // path of the element that holds it
  std::uint32_t byte = 0;  // of the page, in UTF-8, where its text begins
};

// Of a report that was read from a web page.
struct RecordPage {
  std::string url, modified;
  std::vector<std::pair<std::string, std::string>> sources;  // field, where the page states it
  std::vector<RecordParagraph> paragraphs;
};

struct RecordMention {
  CodePointSpan span;
  NameType type = NameType::Misc;
  MentionKind kind = MentionKind::Name;
  std::string actor;  // actor id
  std::string rule;
};

struct RecordActor {
  std::string id, name;
  ActorKind kind = ActorKind::Person;
  std::string code, country, sector, role, kb, rule;
  std::vector<std::string> members;  // actor ids
  std::string cameo{};               // CAMEO actor code that stands for `code`
};

struct RecordTime {
  CodePointSpan span;
  TimexType type = TimexType::Date;
  std::string value, mod;
  int precision = 0;
  std::string rule;
};

struct RecordPlace {
  std::string id;
  CodePointSpan span;
  std::string name, country, admin1;
  std::optional<double> lat, lon;
  std::uint32_t geonames = 0;
  int precision = 0;
  std::string rule;
};

struct RecordHop {
  std::string who;                    // actor id, or a name
  std::optional<CodePointSpan> span;  // none when it comes from metadata
  HopKind kind = HopKind::Speaker;
};

struct RecordAbout {
  std::vector<std::string> actors, places, processes;  // ids
  CodePointSpans phrases;                              // key phrases
};

struct RecordStatement {
  std::string id;
  StatementKind kind = StatementKind::Indirect;
  CodePointSpans source, cue, content;
  std::string speaker, addressee;  // actor ids
  std::string parent;              // statement id
  // Outermost first; JSON: "chain", "chain_spans" and "chain_kinds".
  std::vector<RecordHop> chain;
  Stance stance = Stance::Neutral;
  std::string polarity;  // "negative", or empty
  SourceType source_type = SourceType::Unknown;
  bool anonymous = false;
  std::optional<RecordAbout> about;
  std::string date;
  double confidence = 0;
  std::string rule;
};

struct RecordCount {
  std::uint32_t count = 0;
  std::string bound;  // "min", "max", "about", or empty: exactly
  CodePointSpan span;
};

struct RecordAct {
  EventType type = EventType::Consult;
  std::string mode, cameo;
  Factuality factuality = Factuality::Planned;
};

struct RecordEvent {
  std::string id;
  EventType type = EventType::Consult;
  std::string mode;
  std::vector<std::string> contexts, actors, recipients;
  CodePointSpans trigger, evidence;
  std::string date, place;  // place id
  Factuality factuality = Factuality::Occurred;
  CodePointSpans factuality_cues;
  std::string said_by;  // statement id
  std::string cameo, quad;
  double score = 0;
  double confidence = 0;
  std::string rule;
  std::vector<std::string> mediators{}, hosts{}, guarantors{};  // actor ids
  CodePointSpans victims{}, instrument{}, venue{};
  std::optional<RecordCount> dead{}, injured{}, arrested{}, size{};
  std::optional<RecordAct> act{};
  std::string no_actor{}, no_recipient{};
};

struct RecordPledge {
  std::string id;
  PledgeKind kind = PledgeKind::Commitment;
  std::string by, to;             // actor ids
  CodePointSpans what;
  std::string type, due, said_by;
  double confidence = 0;
  std::string rule;
  std::vector<std::string> with;  // actor ids: who pledge it together with `by`
};

struct RecordFate {
  std::string id;
  FateKind kind = FateKind::Kept;
  std::vector<std::string> by;  // actor ids
  CodePointSpan span, what;
  std::string date, due, given, said_by, rule;
};

struct RecordProcessRole {
  std::string actor, role;  // actor id
  CodePointSpan span;       // from the actor's words to those that give the role
};

struct RecordProcessQualifier {
  std::string as;  // format, venue, scope, people, subject, body, date
  std::string place, actor, country;
  CodePointSpan span;
};

struct RecordProcessAct {
  std::string act;
  Factuality factuality = Factuality::Occurred;
  CodePointSpan cue, evidence;
  std::vector<std::string> by, accusers, deniers;  // actor ids
  std::string date, until, due, lasts;
  std::string place;         // place id
  int number = 0;  // of the round
  std::string round;
  CodePointSpans amount;
  std::string said_by;  // statement id
  std::string rule;
};

struct RecordAgendaItem {
  CodePointSpan span, evidence;
  std::string status, date;
  int number = 0;
  std::string said_by;
  std::string rule;
};

struct RecordProcess {
  std::string name;
  ProcessKind kind = ProcessKind::Talks;
  CodePointSpan span;
  CodePointSpans mentions;
  std::vector<std::pair<std::string, std::string>>
      role;  // actor id -> role, in order of first mention
  std::string round, when;
  CodePointSpans agenda;
  std::string rule;
  std::string id{};  // "x1"
  std::vector<RecordProcessRole> roles{};
  std::vector<RecordProcessQualifier> qualifiers{};
  std::vector<RecordProcessAct> acts{};
  std::vector<RecordAgendaItem> items{};
};

struct Versions {
  std::string engine, model, lexicon, knowledge;  // program version; content hashes
};

struct Record {
  std::string id, uri, outlet, title, byline, published, language, agency;
  std::optional<RecordDateline> dateline;
  std::optional<RecordPage> page;
  std::string text;
  std::vector<RecordFurniture> furniture;
  std::vector<RecordMention> mentions;
  std::vector<RecordActor> actors;
  std::vector<RecordTime> times;
  std::vector<RecordPlace> places;
  std::vector<RecordStatement> statements;
  std::vector<RecordEvent> events;
  std::vector<RecordPledge> pledges;
  std::vector<RecordFate> fates;
  std::vector<RecordProcess> processes;
  Versions versions;
};

// One line of JSON without a newline, keys in the order of docs/formats/record.md.
std::string to_json(const Record& record);
// The inverse: from_json(to_json(r)) equals r. Fails with BadJson or MissingField; unknown keys are
// passed over.
Result<Record> record_from_json(std::string_view json);

}  // namespace dragoman
