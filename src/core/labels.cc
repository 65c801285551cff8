// The spellings of all closed label sets. Each table is in the order of its enum; a static_assert
// keeps the count right, core_test checks that to_string and parse are inverse.
#include "dragoman/labels.h"

#include <algorithm>
#include <array>

namespace dragoman {
namespace {

using namespace std::string_view_literals;

template <class Enum, std::size_t N>
std::optional<Enum> parse(const std::array<std::string_view, N>& names, std::string_view text) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == text) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

constexpr std::array kUpos = {"ADJ"sv,   "ADP"sv,   "ADV"sv, "AUX"sv,  "CCONJ"sv, "DET"sv,
                              "INTJ"sv,  "NOUN"sv,  "NUM"sv, "PART"sv, "PRON"sv,  "PROPN"sv,
                              "PUNCT"sv, "SCONJ"sv, "SYM"sv, "VERB"sv, "X"sv};
constexpr std::array kDeprel = {
    "root"sv,       "acl"sv,         "acl:relcl"sv,    "advcl"sv,        "advcl:relcl"sv,
    "advmod"sv,     "advmod:emph"sv, "amod"sv,         "appos"sv,        "aux"sv,
    "aux:pass"sv,   "case"sv,        "cc"sv,           "cc:preconj"sv,   "ccomp"sv,
    "clf"sv,        "compound"sv,    "compound:prt"sv, "conj"sv,         "cop"sv,
    "csubj"sv,      "csubj:outer"sv, "csubj:pass"sv,   "dep"sv,          "det"sv,
    "det:predet"sv, "discourse"sv,   "dislocated"sv,   "expl"sv,         "fixed"sv,
    "flat"sv,       "goeswith"sv,    "iobj"sv,         "list"sv,         "mark"sv,
    "nmod"sv,       "nmod:desc"sv,   "nmod:poss"sv,    "nmod:tmod"sv,    "nmod:unmarked"sv,
    "nsubj"sv,      "nsubj:outer"sv, "nsubj:pass"sv,   "nummod"sv,       "obj"sv,
    "obl"sv,        "obl:agent"sv,   "obl:tmod"sv,     "obl:unmarked"sv, "orphan"sv,
    "parataxis"sv,  "punct"sv,       "reparandum"sv,   "vocative"sv,     "xcomp"sv};
constexpr std::array kNameType = {"PER"sv, "ORG"sv, "LOC"sv, "NORP"sv, "MISC"sv};
constexpr std::array kMentionKind = {"name"sv, "nominal"sv, "pronoun"sv};
constexpr std::array kActorKind = {"person"sv, "country"sv, "organisation"sv, "group"sv};
constexpr std::array kTimexType = {"DATE"sv, "TIME"sv, "DURATION"sv, "SET"sv};
constexpr std::array kStatementKind = {"direct"sv, "indirect"sv, "mixed"sv};
constexpr std::array kStance = {"neutral"sv, "claim"sv,   "denial"sv, "admission"sv,
                                "warning"sv, "promise"sv, "demand"sv, "accusation"sv,
                                "belief"sv,  "question"sv};
constexpr std::array kSourceType = {""sv,           "named"sv,    "role"sv,  "anonymous"sv,
                                    "collective"sv, "document"sv, "medium"sv};
constexpr std::array kHopKind = {"outlet"sv, "agency"sv, "medium"sv, "document"sv, "speaker"sv};
constexpr std::array kEventType = {"AGREE"sv,     "CONSULT"sv,  "SUPPORT"sv,  "CONCEDE"sv,
                                   "COOPERATE"sv, "AID"sv,      "RETREAT"sv,  "REQUEST"sv,
                                   "ACCUSE"sv,    "REJECT"sv,   "THREATEN"sv, "PROTEST"sv,
                                   "SANCTION"sv,  "MOBILIZE"sv, "COERCE"sv,   "ASSAULT"sv};
constexpr std::array kFactuality = {"occurred"sv,    "ongoing"sv,   "planned"sv, "possible"sv,
                                    "conditional"sv, "requested"sv, "denied"sv,  "negated"sv,
                                    "threatened"sv,  "historical"sv};
constexpr std::array kPledgeKind = {"commitment"sv, "expectation"sv, "condition"sv};
constexpr std::array kFateKind = {"kept"sv, "broken"sv, "postponed"sv};
constexpr std::array kProcessKind = {"talks"sv, "ceasefire"sv, "aid"sv, "mission"sv};

static_assert(kUpos.size() == static_cast<std::size_t>(Upos::X) + 1);
static_assert(kDeprel.size() == static_cast<std::size_t>(Deprel::Xcomp) + 1);
static_assert(kStance.size() == static_cast<std::size_t>(Stance::Question) + 1);
static_assert(kSourceType.size() == static_cast<std::size_t>(SourceType::Medium) + 1);
static_assert(kHopKind.size() == static_cast<std::size_t>(HopKind::Speaker) + 1);
static_assert(kEventType.size() == static_cast<std::size_t>(EventType::Assault) + 1);
static_assert(kFactuality.size() == static_cast<std::size_t>(Factuality::Historical) + 1);

struct NamedBit {
  std::string_view name;
  FeatureBits bit;
};
constexpr std::array<NamedBit, 31> kFeatures = {{
    {"Number=Sing", feature::kSing},   {"Number=Plur", feature::kPlur},
    {"Person=1", feature::kFirst},     {"Person=2", feature::kSecond},
    {"Person=3", feature::kThird},     {"Tense=Past", feature::kPast},
    {"Tense=Pres", feature::kPres},    {"VerbForm=Fin", feature::kFin},
    {"VerbForm=Inf", feature::kInf},   {"VerbForm=Part", feature::kPart},
    {"VerbForm=Ger", feature::kGer},   {"Voice=Pass", feature::kPass},
    {"Mood=Ind", feature::kInd},       {"Mood=Imp", feature::kImp},
    {"Mood=Sub", feature::kSub},       {"Polarity=Neg", feature::kNeg},
    {"Poss=Yes", feature::kPoss},      {"Gender=Masc", feature::kMasc},
    {"Gender=Fem", feature::kFem},     {"Gender=Neut", feature::kNeut},
    {"PronType=Prs", feature::kPrs},   {"PronType=Rel", feature::kRel},
    {"PronType=Int", feature::kInt},   {"Definite=Def", feature::kDef},
    {"Definite=Ind", feature::kIndef}, {"Degree=Cmp", feature::kCmp},
    {"Degree=Sup", feature::kSup},     {"Reflex=Yes", feature::kReflex},
    {"Case=Nom", feature::kNom},       {"Case=Acc", feature::kAcc},
    {"PronType=Dem", feature::kDem},
}};

}  // namespace

std::string_view to_string(Upos upos) {
  return kUpos[static_cast<std::size_t>(upos)];
}
std::optional<Upos> parse_upos(std::string_view text) {
  return parse<Upos>(kUpos, text);
}

std::string_view to_string(Deprel deprel) {
  return kDeprel[static_cast<std::size_t>(deprel)];
}
std::optional<Deprel> parse_deprel(std::string_view text) {
  if (auto found = parse<Deprel>(kDeprel, text)) return found;
  return parse<Deprel>(kDeprel, text.substr(0, text.find(':')));
}

FeatureBits parse_features(std::string_view feats) {
  FeatureBits bits = 0;
  while (!feats.empty()) {
    const std::size_t bar = std::min(feats.find('|'), feats.size());
    for (const NamedBit& feature : kFeatures) {
      if (feature.name == feats.substr(0, bar)) bits |= feature.bit;
    }
    feats.remove_prefix(std::min(bar + 1, feats.size()));
  }
  return bits;
}

std::string_view to_string(NameType type) {
  return kNameType[static_cast<std::size_t>(type)];
}
std::optional<NameType> parse_name_type(std::string_view text) {
  return parse<NameType>(kNameType, text);
}

std::string_view to_string(MentionKind kind) {
  return kMentionKind[static_cast<std::size_t>(kind)];
}
std::optional<MentionKind> parse_mention_kind(std::string_view text) {
  return parse<MentionKind>(kMentionKind, text);
}

std::string_view to_string(ActorKind kind) {
  return kActorKind[static_cast<std::size_t>(kind)];
}
std::optional<ActorKind> parse_actor_kind(std::string_view text) {
  return parse<ActorKind>(kActorKind, text);
}

std::string_view to_string(TimexType type) {
  return kTimexType[static_cast<std::size_t>(type)];
}
std::optional<TimexType> parse_timex_type(std::string_view text) {
  return parse<TimexType>(kTimexType, text);
}

std::string_view to_string(StatementKind kind) {
  return kStatementKind[static_cast<std::size_t>(kind)];
}
std::optional<StatementKind> parse_statement_kind(std::string_view text) {
  return parse<StatementKind>(kStatementKind, text);
}

std::string_view to_string(Stance stance) {
  return kStance[static_cast<std::size_t>(stance)];
}
std::optional<Stance> parse_stance(std::string_view text) {
  return parse<Stance>(kStance, text);
}

std::string_view to_string(SourceType type) {
  return kSourceType[static_cast<std::size_t>(type)];
}
std::optional<SourceType> parse_source_type(std::string_view text) {
  return parse<SourceType>(kSourceType, text);
}

std::string_view to_string(HopKind kind) {
  return kHopKind[static_cast<std::size_t>(kind)];
}
std::optional<HopKind> parse_hop_kind(std::string_view text) {
  return parse<HopKind>(kHopKind, text);
}

std::string_view to_string(EventType type) {
  return kEventType[static_cast<std::size_t>(type)];
}
std::optional<EventType> parse_event_type(std::string_view text) {
  return parse<EventType>(kEventType, text);
}

std::string_view quad_of(EventType type) {
  switch (type) {
    case EventType::Agree:
    case EventType::Consult:
    case EventType::Support:
    case EventType::Concede:
      return "verbal cooperation";
    case EventType::Cooperate:
    case EventType::Aid:
    case EventType::Retreat:
      return "material cooperation";
    case EventType::Request:
    case EventType::Accuse:
    case EventType::Reject:
    case EventType::Threaten:
      return "verbal conflict";
    default:
      return "material conflict";
  }
}

std::string_view to_string(Factuality factuality) {
  return kFactuality[static_cast<std::size_t>(factuality)];
}
std::optional<Factuality> parse_factuality(std::string_view text) {
  return parse<Factuality>(kFactuality, text);
}

std::string_view to_string(PledgeKind kind) {
  return kPledgeKind[static_cast<std::size_t>(kind)];
}
std::optional<PledgeKind> parse_pledge_kind(std::string_view text) {
  return parse<PledgeKind>(kPledgeKind, text);
}

std::string_view to_string(FateKind kind) {
  return kFateKind[static_cast<std::size_t>(kind)];
}
std::optional<FateKind> parse_fate_kind(std::string_view text) {
  return parse<FateKind>(kFateKind, text);
}

std::string_view to_string(ProcessKind kind) {
  return kProcessKind[static_cast<std::size_t>(kind)];
}
std::optional<ProcessKind> parse_process_kind(std::string_view text) {
  return parse<ProcessKind>(kProcessKind, text);
}

}  // namespace dragoman
