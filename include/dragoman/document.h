// Document: a Report's text with the layers that the stages write, one stage per layer.
//
// All layers store offsets into `report.text` (bytes) or indices of other layers, never text and
// never pointers. A stage appends to its own layers and edits no other; `layers` says what has been
// written.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/report.h"
#include "dragoman/span.h"

namespace dragoman {

inline constexpr std::uint32_t kNone = 0xffffffffu;  // "no such token, actor, place ..."

// ---- language ----

// A syntactic word of Universal Dependencies. `head` is an index into Document::tokens.
struct Token {
  ByteSpan span;
  std::string lemma;
  std::uint16_t tag = 0;  // index into Document::tagset (xpos and features as strings)
  Upos upos = Upos::X;
  Deprel deprel = Deprel::Dep;
  FeatureBits feats = 0;       // the features that later stages ask for, see labels.h
  std::uint32_t head = kNone;  // kNone for the root of a sentence
  std::uint32_t sentence = 0;
  float tag_confidence = 0, arc_confidence = 0;  // in [0, 1]
  bool space_after = true;
  bool continues_word = false;  // second or later part of a multiword token ("do|n't", "can|not")
};

struct Sentence {
  TokenSpan tokens;
  ByteSpan span;
  bool starts_paragraph = false;
};

struct Name {
  TokenSpan tokens;
  NameType type = NameType::Misc;
  float confidence = 0;
};

// ---- entities ----

struct Mention {
  TokenSpan tokens;  // the words themselves, without relative clauses; with titles kept out
  ByteSpan span;
  std::uint32_t head = kNone;  // syntactic head token
  NameType type = NameType::Misc;
  MentionKind kind = MentionKind::Name;
  std::uint32_t actor = kNone;  // index into Document::actors
  std::string rule;             // why this actor: named rule or alias
};

struct Actor {
  std::string name;  // fullest name in the text, or the knowledge base's when it has one
  ActorKind kind = ActorKind::Person;
  std::string code;     // PLOVER: country + sector, "RUSGOV"; may be empty
  std::string cameo;    // CAMEO actor code that stands for `code`; may be empty
  std::string country;  // ISO 3166-1 alpha-3 (KOS, PSE as PLOVER); may be empty
  std::string sector;   // PLOVER sector, "GOV"; may be empty
  std::string role;     // "foreign minister"; may be empty
  std::string kb;       // id in the knowledge base; empty for actors known from the text only
  std::string rule;     // which alias, term or rule gave code and role
  std::vector<std::uint32_t> mentions;  // indices into Document::mentions, in text order
  std::vector<std::uint32_t>
      members;  // of groups of named actors ("the two ministers"); indices of actors
  // Of a person, in a report where somebody says "we": the body whose office it holds ("a Pentagon
  // spokesman"), else the country that it serves. Whom this person means by "we".
  std::uint32_t speaks_for = kNone;
};

// ---- times and places ----

struct Timex {
  TokenSpan tokens;
  ByteSpan span;
  TimexType type = TimexType::Date;
  std::string value;           // TIMEX3 value, "2016-03-26", "P2D", "XXXX-WXX-6"
  std::string mod;             // TIMEX3 modifier, "START" of "early July", "APPROX"; may be empty
  std::uint8_t precision = 0;  // ACLED's: 1 day, 2 week, 3 month; 0 coarser, or not placed in time
  std::string rule;
};

struct Place {       // one toponym occurrence, resolved
  TokenSpan tokens;  // empty for the dateline's place
  ByteSpan span;
  std::string name;     // name in the gazetteer
  std::string country;  // ISO alpha-3; empty when unknown or international
  std::string admin1;
  std::optional<double> lat, lon;
  std::uint32_t geonames = 0;  // 0 when it has no GeoNames entry
  std::uint8_t precision =
      0;  // as ACLED's geo_precision: 1 town, 2 part of a region, 3 region or country
  std::string rule;
};

// ---- speech ----

struct ChainHop {               // one link of outlet <- agency <- medium <- document <- speaker
  std::uint32_t actor = kNone;  // index into actors, or kNone and a name
  std::string name;
  ByteSpan span;  // empty when it comes from metadata
  HopKind kind = HopKind::Speaker;
};

struct Statement {
  StatementKind kind = StatementKind::Indirect;
  std::vector<ByteSpan> source, cue, content;  // as in PolNeAR; content with its quotation marks
  std::vector<ByteSpan>
      quoted;                // the parts of content in quotation marks, without the marks; in order
  TokenSpan content_tokens;  // smallest token range over `content`
  std::uint32_t cue_token = kNone;     // head token of the cue
  std::uint32_t source_token = kNone;  // head token of the source
  std::uint32_t speaker = kNone;       // actor
  std::uint32_t addressee = kNone;     // actor
  std::uint32_t parent =
      kNone;  // statement that this one stands inside of ("X said Y had told him")
  std::vector<ChainHop> chain;  // outermost first
  Stance stance = Stance::Neutral;
  bool negated = false;  // "did not say that"
  SourceType source_type = SourceType::Unknown;
  bool anonymous = false;  // whose name the text keeps back or does not give; never true of a body
  std::string date;        // when it was said, if the text tells
  float confidence = 0;
  std::string rule;  // cue lexicon entry
};

// ---- events ----

// Somebody's part in an event beside actor and recipient.
enum class ThirdPart : std::uint8_t { Mediator, Host, Guarantor };

// People counted by an event: "killed at least nine *civilians*".
struct EventCount {
  std::uint32_t count = 0;
  std::string bound;  // "min", "max", "about", or empty: exactly
  ByteSpan span;      // the number and what it counts
};

// The act inside a promise, threat, request or refusal: what is promised, threatened, asked for or
// refused.
struct InnerAct {
  EventType type = EventType::Consult;
  std::string mode, cameo;
  Factuality factuality = Factuality::Planned;
};

struct Event {
  EventType type = EventType::Consult;
  std::string mode;                               // PLOVER mode, or empty
  std::vector<std::string> contexts;              // PLOVER contexts, sorted
  std::vector<std::uint32_t> actors, recipients;  // indices into Document::actors
  std::vector<TokenSpan> trigger;
  std::uint32_t trigger_token = kNone;  // head token of the trigger
  ByteSpan evidence;                    // clause that shows it
  std::string date;                     // TIMEX3 date, or empty
  std::uint32_t timex = kNone;  // where `date` came from; kNone: the report's date by rule, or none
  std::uint32_t place = kNone;  // index into Document::places
  Factuality factuality = Factuality::Occurred;
  std::vector<ByteSpan> factuality_cues;
  std::uint32_t said_by = kNone;  // statement whose content holds the trigger
  std::string cameo;              // CAMEO code
  float score = 0;                // on the conflict-cooperation scale
  float confidence = 0;
  std::string rule;  // name of the lexicon entry
  std::vector<std::pair<ThirdPart, std::uint32_t>> third;  // in text order; indices into actors
  std::vector<ByteSpan> victims, instrument, venue;
  std::optional<EventCount> dead, injured, arrested, size;  // size: of a crowd or a force
  std::optional<InnerAct> act;
  std::string no_actor, no_recipient;  // why there is none, when there is none
};

// ---- pledges and processes ----

struct Pledge {
  PledgeKind kind = PledgeKind::Commitment;
  std::uint32_t by = kNone, to = kNone;  // actors
  std::vector<std::uint32_t> with;       // actors who pledge it together with `by`
  std::vector<ByteSpan> what;
  std::uint32_t trigger_token = kNone;
  std::string type;               // PLOVER type of what is promised, or empty
  std::string due;                // TIMEX3 date, or empty
  std::uint32_t said_by = kNone;  // statement
  float confidence = 0;
  std::string rule;
};

// What a report tells of an earlier pledge: "missed the deadline", "kept the promise they gave".
struct Fate {
  FateKind kind = FateKind::Kept;
  std::vector<std::uint32_t> by;  // actors whose pledge it is, in text order
  ByteSpan span;                  // the clause
  ByteSpan what;                  // the pledge, or what was not done
  std::uint32_t trigger_token = kNone;
  std::string date;               // TIMEX3 date of the clause, or empty
  std::string due;                // TIMEX3 date to which it was put off, or empty
  std::string given;              // TIMEX3 date when it was pledged, or empty
  std::uint32_t said_by = kNone;  // statement
  std::string rule;
};

struct ProcessRole {
  std::uint32_t actor = kNone;
  std::string role;    // party, guarantor, mediator, host, participant, violator ...
  ByteSpan evidence;   // from the actor's words to those that give the role
};

// What stands beside the noun of a process and tells which one it is: "*Havana* talks", "truce in
// *Idlib*".
struct ProcessQualifier {
  std::string as;  // format (a place before it), venue, scope (of a truce, of aid), people, subject
                   // (what it is on), body (of an organisation), date
  std::uint32_t place = kNone, actor = kNone;
  std::string country;  // ISO alpha-3 of the place or people
  ByteSpan span;
};

// What a process does or what is done with it: a round is to begin, a truce was broken, a convoy
// got through.
struct ProcessAct {
  std::string act;  // begun, suspended, signed, violated ...: lexicons/processes/acts.tsv
  Factuality factuality = Factuality::Occurred;
  ByteSpan cue, evidence;                         // the words that tell it; their clause
  std::vector<std::uint32_t> by, accusers, deniers;  // actors
  std::string date, until, due, lasts;            // TIMEX3; `lasts` is a duration
  std::uint32_t place = kNone;
  int number = 0;  // of the round; 0 when not given
  std::string round;         // "second", "next"; empty when it is of the process as a whole
  ByteSpan amount;           // "48 trucks"; empty
  std::uint32_t said_by = kNone;  // statement
  std::string rule;
};

struct AgendaItem {
  ByteSpan span, evidence;
  std::string status;  // listed, discussed, agreed, open, planned
  std::string date;    // TIMEX3, or empty
  int number = 0;
  std::uint32_t said_by = kNone;  // statement
  std::string rule;
};

struct ProcessMention {
  std::string name;
  ProcessKind kind = ProcessKind::Talks;
  ByteSpan span;  // first mention
  std::vector<ByteSpan> mentions;
  std::vector<ProcessRole> roles;  // in order of first mention; one entry per actor
  std::string round;               // "next", "third"; or empty
  std::string when;                // TIMEX3 value, or empty
  std::vector<ByteSpan> agenda;
  std::string rule;
  std::vector<ProcessQualifier> qualifiers{};
  std::vector<ProcessAct> acts{};    // in text order
  std::vector<AgendaItem> items{};   // in text order
};

// ---- topics ----

// What a statement is about: what its content names or means.
struct Topics {
  std::vector<std::uint32_t> actors, places, processes;  // indices, in order of first mention
  std::vector<ByteSpan> phrases;                         // key phrases, in text order
};

// ---- the whole ----

enum class Layer : std::uint8_t {
  Tokens,
  Trees,
  Names,
  Times,
  Places,
  Mentions,
  Actors,
  Statements,
  Events,
  Pledges,
  Processes,
  Topics,
};

// How likely the language model holds it that a word stands in a statement's source, cue or content
// (and begins it), seen from the words around it. Probabilities.
struct AttributionShares {
  enum Role : std::uint8_t { Source, Cue, Content };
  std::array<float, 3> inside{};  // by role; the first word counts as inside
  std::array<float, 3> first{};
};

struct Document {
  Report report;
  std::shared_ptr<const Tagset> tagset;  // strings behind Token::tag; owned by the model
  std::uint32_t layers = 0;              // bit set of Layer

  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<Name> names;
  std::vector<AttributionShares>
      attribution;  // [tokens], with Layer::Names; empty if the model has no such head
  std::vector<Timex> times;
  std::vector<Place> places;
  std::vector<Mention> mentions;
  std::vector<Actor> actors;
  std::vector<Statement> statements;
  std::vector<Event> events;
  std::vector<Pledge> pledges;
  std::vector<Fate> fates;  // with Layer::Pledges
  std::vector<ProcessMention> processes;
  std::vector<Topics> topics;  // [statements]

  std::string_view text() const& { return report.text; }
  std::string_view text() && = delete;  // a view must not outlive its text
  std::string_view view(ByteSpan span) const& {
    return std::string_view(report.text).substr(span.begin, span.size());
  }
  std::string_view view(ByteSpan span) && = delete;
  std::string_view form(std::uint32_t token) const& { return view(tokens[token].span); }
  std::string_view form(std::uint32_t token) && = delete;
  // Bytes from the first token's begin to the last one's end. `span` must not be empty.
  ByteSpan bytes(TokenSpan span) const {
    return {tokens[span.begin].span.begin, tokens[span.end - 1].span.end};
  }
  bool has(Layer layer) const { return (layers >> static_cast<unsigned>(layer)) & 1u; }
  void mark(Layer layer) { layers |= 1u << static_cast<unsigned>(layer); }
};

}  // namespace dragoman
