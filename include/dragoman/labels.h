// Closed label sets of the field, each with the one to_string/parse pair that knows its official
// spelling.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dragoman {

// Universal Dependencies v2, https://universaldependencies.org/u/pos/
enum class Upos : std::uint8_t {
  Adj,
  Adp,
  Adv,
  Aux,
  Cconj,
  Det,
  Intj,
  Noun,
  Num,
  Part,
  Pron,
  Propn,
  Punct,
  Sconj,
  Sym,
  Verb,
  X,
};
std::string_view to_string(Upos upos);
std::optional<Upos> parse_upos(std::string_view text);

// Universal Dependencies v2 relations with the subtypes used for English. A subtype unknown here is
// parsed as its universal relation.
enum class Deprel : std::uint8_t {
  Root,
  Acl,
  AclRelcl,
  Advcl,
  AdvclRelcl,
  Advmod,
  AdvmodEmph,
  Amod,
  Appos,
  Aux,
  AuxPass,
  Case,
  Cc,
  CcPreconj,
  Ccomp,
  Clf,
  Compound,
  CompoundPrt,
  Conj,
  Cop,
  Csubj,
  CsubjOuter,
  CsubjPass,
  Dep,
  Det,
  DetPredet,
  Discourse,
  Dislocated,
  Expl,
  Fixed,
  Flat,
  Goeswith,
  Iobj,
  List,
  Mark,
  Nmod,
  NmodDesc,
  NmodPoss,
  NmodTmod,
  NmodUnmarked,
  Nsubj,
  NsubjOuter,
  NsubjPass,
  Nummod,
  Obj,
  Obl,
  OblAgent,
  OblTmod,
  OblUnmarked,
  Orphan,
  Parataxis,
  Punct,
  Reparandum,
  Vocative,
  Xcomp,
};
std::string_view to_string(Deprel deprel);
std::optional<Deprel> parse_deprel(std::string_view text);

// The features that stages ask about, as bits; the full FEATS string is in the Tagset.
using FeatureBits = std::uint32_t;
namespace feature {
inline constexpr FeatureBits kSing = 1u << 0, kPlur = 1u << 1, kFirst = 1u << 2, kSecond = 1u << 3,
                             kThird = 1u << 4, kPast = 1u << 5, kPres = 1u << 6, kFin = 1u << 7,
                             kInf = 1u << 8, kPart = 1u << 9, kGer = 1u << 10, kPass = 1u << 11,
                             kInd = 1u << 12, kImp = 1u << 13, kSub = 1u << 14, kNeg = 1u << 15,
                             kPoss = 1u << 16, kMasc = 1u << 17, kFem = 1u << 18, kNeut = 1u << 19,
                             kPrs = 1u << 20, kRel = 1u << 21, kInt = 1u << 22, kDef = 1u << 23,
                             kIndef = 1u << 24, kCmp = 1u << 25, kSup = 1u << 26,
                             kReflex = 1u << 27, kNom = 1u << 28, kAcc = 1u << 29, kDem = 1u << 30;
}  // namespace feature
// "Mood=Ind|Tense=Past|VerbForm=Fin" -> kInd | kPast | kFin. Features without a bit are passed
// over.
FeatureBits parse_features(std::string_view feats);

// The tag of a token: what one output of the tagger stands for.
struct Tag {
  Upos upos = Upos::X;
  std::string xpos;   // "_" when none
  std::string feats;  // CoNLL-U FEATS, "_" when none
  FeatureBits bits = 0;
};
using Tagset = std::vector<Tag>;

enum class NameType : std::uint8_t {
  Person,
  Organisation,
  Location,
  Norp,
  Misc
};  // PER ORG LOC NORP MISC
std::string_view to_string(NameType type);
std::optional<NameType> parse_name_type(std::string_view text);

enum class MentionKind : std::uint8_t { Name, Nominal, Pronoun };
std::string_view to_string(MentionKind kind);
std::optional<MentionKind> parse_mention_kind(std::string_view text);

enum class ActorKind : std::uint8_t { Person, Country, Organisation, Group };
std::string_view to_string(ActorKind kind);
std::optional<ActorKind> parse_actor_kind(std::string_view text);

enum class TimexType : std::uint8_t { Date, Time, Duration, Set };  // TimeML TIMEX3
std::string_view to_string(TimexType type);
std::optional<TimexType> parse_timex_type(std::string_view text);

enum class StatementKind : std::uint8_t { Direct, Indirect, Mixed };
std::string_view to_string(StatementKind kind);
std::optional<StatementKind> parse_statement_kind(std::string_view text);

// What the reporting verb does, beyond reporting.
enum class Stance : std::uint8_t {
  Neutral,
  Claim,
  Denial,
  Admission,
  Warning,
  Promise,
  Demand,
  Accusation,
  Belief,
  Question,
};
std::string_view to_string(Stance stance);
std::optional<Stance> parse_stance(std::string_view text);

// What kind of source a statement has.
enum class SourceType : std::uint8_t {
  Unknown,     // nobody is named, or the text does not let tell; spelled ""
  Named,       // a person or body that the text calls by its name
  Role,        // a person or body known by office or description alone: "a spokesman"
  Anonymous,   // not to be named, or nameless by the word itself: "sources", "a source close to"
  Collective,  // many at once: "officials", "residents"
  Document,    // "the communique", "a report"
  Medium,      // "state television", "SANA"
};
std::string_view to_string(SourceType type);
std::optional<SourceType> parse_source_type(std::string_view text);

// A link of the chain by which words came: outlet <- agency <- medium <- document <- speaker.
enum class HopKind : std::uint8_t { Outlet, Agency, Medium, Document, Speaker };
std::string_view to_string(HopKind kind);
std::optional<HopKind> parse_hop_kind(std::string_view text);

// PLOVER's sixteen event types.
enum class EventType : std::uint8_t {
  Agree,
  Consult,
  Support,
  Concede,
  Cooperate,
  Aid,
  Retreat,
  Request,
  Accuse,
  Reject,
  Threaten,
  Protest,
  Sanction,
  Mobilize,
  Coerce,
  Assault,
};
std::string_view to_string(EventType type);
std::optional<EventType> parse_event_type(std::string_view text);
// "verbal cooperation", "material cooperation", "verbal conflict", "material conflict".
std::string_view quad_of(EventType type);

enum class Factuality : std::uint8_t {
  Occurred,
  Ongoing,
  Planned,
  Possible,
  Conditional,
  Requested,
  Denied,
  Negated,
  Threatened,  // of an act inside an event: what a threat threatens
  Historical,  // it happened, more than a year before the report
};
std::string_view to_string(Factuality factuality);
std::optional<Factuality> parse_factuality(std::string_view text);

enum class PledgeKind : std::uint8_t { Commitment, Expectation, Condition };
std::string_view to_string(PledgeKind kind);
std::optional<PledgeKind> parse_pledge_kind(std::string_view text);

// What became of a pledge, as a report tells it.
enum class FateKind : std::uint8_t { Kept, Broken, Postponed };
std::string_view to_string(FateKind kind);
std::optional<FateKind> parse_fate_kind(std::string_view text);

enum class ProcessKind : std::uint8_t { Talks, Ceasefire, Aid, Mission };
std::string_view to_string(ProcessKind kind);
std::optional<ProcessKind> parse_process_kind(std::string_view text);

}  // namespace dragoman
