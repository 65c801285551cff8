// The event lexicon: triggers, the conditions on what stands around them, and who plays which role.
//
// The language of the files is described in docs/formats/event-patterns.md. It is compiled once
// into tables that are looked up by part of speech and lemma, so that the cost of matching depends
// on the words of a report and hardly on the number of entries. Errors name file:line:column and
// what was expected there.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dragoman/labels.h"
#include "dragoman/result.h"

#include "events/lexicon_example.h"

namespace dragoman::events {

// Where a filler stands relative to its trigger. Prepositions get the ids from kFirstPreposition
// on.
using SlotId = std::uint16_t;
namespace slot {
inline constexpr SlotId kSubj =
                            0,  // who does it, also of passives ("by"), control verbs, light verbs
    kObj = 1,                   // to what it is done
    kIobj = 2,                  // "gave *them* aid"
    kPoss = 3,                  // "*Syria's* attack", "*their* talks"
    kMod = 4,                   // "*Israeli* withdrawal", "*US* aid", "*rebel* attack"
    kComp = 5,                  // head of a complement clause
    kVerb = 6,                  // of a noun: the verb that it is an argument of
    kSelf = 7,                  // the trigger itself ("*demonstrators* in Basra")
    kHost = 8,       // subject of the clause that a noun phrase modifies ("in talks with")
    kInvolving = 9,  // "talks which involve *X*", "including *X*"
    kFirstPreposition = 10;
}  // namespace slot

struct StringHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
using WordSet = std::unordered_set<std::string, StringHash, std::equal_to<>>;

// What a filler must be. A filter holds when one of its alternatives does (or, negated, when none
// does).
struct Filter {
  bool negated = false;
  bool any = false;         // the slot is filled
  bool actor = false;       // ... by somebody the report knows as an actor
  bool armed = false;       // ... of sector MIL, REB, PRM, UAF, COP, SPY
  bool state = false;       // ... a country, government or international organisation
  bool place = false;       // ... a toponym
  bool infinitive = false;  // ... a verb with "to"
  bool name = false;        // ... a name, not a noun
  bool person = false;      // ... an unarmed person of public life
  std::vector<std::string> lemmas;
  std::vector<std::uint16_t> sets;  // indices into Lexicon::sets
};

struct Condition {
  std::vector<SlotId> path;  // "obj.of" is {kObj, of}
  Filter filter;
  bool lexical() const {
    return !filter.negated && (!filter.lemmas.empty() || !filter.sets.empty());
  }
};

// How an event whose trigger governs another act changes it; see docs/formats/event-patterns.md.
enum class Compose : std::uint8_t {
  None,
  Intent,
  Expect,
  Threat,
  Refuse,
  Fail,
  Request,
  Allow,
  Stop,
  Prevent,
  Deny,
  Attempt,
  Topic,
  Future,
};
std::optional<Compose> parse_compose(std::string_view text);
std::string_view to_string(Compose compose);

enum class TriggerPos : std::uint8_t { Verb, Noun, Adjective };

struct Entry {
  std::string name;  // "shelling/bombard", unique; the event's `rule`
  TriggerPos pos = TriggerPos::Verb;
  std::string lemma;                // head word
  std::string particle;             // "out" of "carry_out"; empty if none
  std::vector<std::string> before;  // words that stand right before a noun ("hunger strike")
  std::vector<Condition> conditions;
  std::optional<EventType> type;  // none: a cue that only composes ("ready", "plan")
  std::string mode, cameo;
  std::vector<std::string> contexts;
  std::vector<std::vector<SlotId>> actor, recipient;  // paths, first that leads to an actor wins
  bool mutual = false;                                // all participants are actors
  bool needs_recipient = false;                       // without one it is no event
  bool at_place = false;  // without another recipient it is the country where it happens
  Compose compose = Compose::None;
  Factuality factuality = Factuality::Occurred;  // that a cue gives to what it governs
  bool weak = false;                             // a noun that needs a verb or a known participant
  bool ignore = false;  // an idiom: matches, so that nothing else does, and codes nothing
  std::uint16_t specificity = 0;
};

// Row of the table of composition: what (kind, type of the inner act) becomes.
struct Composed {
  std::string inner_mode;  // empty: any mode of the inner act
  bool keep = false;       // the inner event stands as it is, with the factuality of the cue
  bool drop = false;       // nothing is coded
  EventType type = EventType::Agree;
  std::string mode, cameo;
};

// Immutable once loaded; serves all threads.
class Lexicon {
 public:
  // Reads every *.events file in `folder`, in order of name, then `more` files. Fails with NotFound
  // or BadFormat.
  static Result<Lexicon> load(const std::string& folder, const std::vector<std::string>& more = {});
  // The same from texts; `files` holds pairs of name and content.
  static Result<Lexicon> parse(const std::vector<std::pair<std::string, std::string>>& files);

  // Entries for a head word, most specific first; nullptr when there are none.
  const std::vector<std::uint32_t>* find(TriggerPos pos, std::string_view lemma) const;
  const Entry& entry(std::uint32_t index) const { return entries_[index]; }
  std::size_t size() const { return entries_.size(); }
  bool in_set(std::uint16_t set, std::string_view lemma) const {
    return sets_[set].contains(lemma);
  }
  // A set that the engine itself asks for; every one is checked at load.
  enum class Builtin : std::uint8_t {
    Light,
    Happen,
    Continue,
    Quantity,
    Member,
    AuxFuture,
    AuxPossible,
    AuxMust,
    Negation,
    Conditional,
    Saying,
    Veto,
    Business,
    Judged,
    Claimed,
    Count
  };
  const WordSet& builtin(Builtin set) const {
    return sets_[builtins_[static_cast<std::size_t>(set)]];
  }
  // Slot of a preposition that the lexicon uses; none for others.
  std::optional<SlotId> preposition(std::string_view lemma) const;
  // The row for the exact mode of the inner act, else for any mode; nullptr when the table has
  // none.
  const Composed* compose(Compose kind, EventType inner, std::string_view inner_mode) const;
  // Value on the scale by the longest prefix of the CAMEO code.
  float score(std::string_view cameo) const;
  // Of all files, in order; matching does not see them.
  const std::vector<Example>& examples() const { return examples_; }
  // PLOVER contexts that a lemma points to.
  const std::vector<std::string>* contexts(std::string_view lemma) const;

 private:
  friend class LexiconReader;
  template <class Value>
  using Table = std::unordered_map<std::string, Value, StringHash, std::equal_to<>>;

  std::vector<Entry> entries_;
  std::array<Table<std::vector<std::uint32_t>>, 3> by_lemma_;
  std::vector<Example> examples_;
  std::vector<WordSet> sets_;
  std::array<std::uint16_t, static_cast<std::size_t>(Builtin::Count)> builtins_{};
  Table<SlotId> prepositions_;
  Table<float> scores_;
  Table<std::vector<std::string>> contexts_;
  std::vector<std::pair<std::pair<Compose, EventType>, Composed>> composed_;
};

}  // namespace dragoman::events
