// The event lexicon: triggers, the conditions on what stands around them, and who plays which role.
//
// The language of the files is described in docs/formats/patterns.md. It is compiled once into
// tables that are looked up by part of speech and lemma, and where a lemma has many entries by a
// word that each of them needs in the sentence: the cost of matching depends on the words of a
// report and hardly on the number of entries. Errors name file:line:column and what was expected
// there; what would match everything is refused.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
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

// A value that the many entries of one line share. Immutable; copies are cheap.
template <class Value>
class Shared {
 public:
  Shared() : value_(std::make_shared<const Value>()) {}
  Shared(Value value) : value_(std::make_shared<const Value>(std::move(value))) {}
  operator const Value&() const { return *value_; }
  const Value& operator*() const { return *value_; }
  const Value* operator->() const { return value_.get(); }
  auto begin() const { return value_->begin(); }
  auto end() const { return value_->end(); }

 private:
  std::shared_ptr<const Value> value_;
};

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
  bool civilian = false;    // ... people without office or arms
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

// How an event whose trigger governs another act changes it; see docs/formats/patterns.md.
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

using Paths = std::vector<std::vector<SlotId>>;

struct Entry {
  std::string name;  // "shelling/bombard", unique; the event's `rule`
  TriggerPos pos = TriggerPos::Verb;
  std::string lemma;                // head word
  std::string particle;             // "out" of "carry_out"; empty if none
  std::vector<std::string> before;  // words that stand right before a noun ("hunger strike")
  Shared<std::vector<Condition>> conditions;
  std::optional<EventType> type;  // none: a cue that only composes ("ready", "plan")
  std::string mode, cameo;
  Shared<std::vector<std::string>> contexts;
  Shared<Paths> actor, recipient;  // the first that leads to an actor wins
  bool mutual = false;             // all participants are actors
  bool needs_recipient = false;    // without one it is no event
  bool at_place = false;           // without another recipient it is the country where it happens
  Compose compose = Compose::None;
  Factuality factuality = Factuality::Occurred;  // that a cue gives to what it governs
  bool weak = false;                             // a noun that needs a verb or a known participant
  bool ignore = false;  // an idiom: matches, so that nothing else does, and codes nothing
  std::uint16_t specificity = 0;
  std::uint16_t file = 0;  // where it stands: Lexicon::where
  std::uint32_t line = 0;
};

// Row of the table of composition: what (kind, type of the inner act) becomes.
struct Composed {
  std::string inner_mode;  // empty: any mode of the inner act
  bool keep = false;       // the inner event stands as it is, with the factuality of the cue
  bool drop = false;       // nothing is coded
  EventType type = EventType::Agree;
  std::string mode, cameo;
};

// Which pattern files make a lexicon, in order: "ours" for the shipped ones, else a file or a
// folder of *.events files. Of equally specific entries for a word the first wins. Without "ours"
// the shipped files still lend what the others do not have: each set that they do not define, and
// their cues, table of composition, scale and contexts where the others have none at all.
using LexiconChoice = std::vector<std::string>;
inline constexpr std::string_view kOurs = "ours";
// Sets by which the reader refuses what would match everything; a lexicon may lack them.
inline constexpr std::string_view kFunctionWords = "function-words";
inline constexpr std::string_view kEmptyVerbs = "empty-verbs";
// "ours,my.events" -> {"ours", "my.events"}. Fails with BadArgument where a name is empty.
Result<LexiconChoice> parse_lexicon_choice(std::string_view text);
// The *.events files of a folder in order of name, or the file itself. Fails with NotFound.
Result<std::vector<std::string>> pattern_files(const std::string& path);

// Immutable once loaded; serves all threads.
class Lexicon {
 public:
  // Words with at most so many entries are tried one by one, without a look at the sentence.
  static constexpr std::size_t kSmallFamily = 6;
  // Largest file that is read.
  static constexpr std::size_t kMostBytes = std::size_t{256} << 20;

  // `folder` holds the shipped files. Fails with NotFound, NotReadable, TooLarge or BadFormat.
  static Result<Lexicon> load(const std::string& folder, const LexiconChoice& choice = {"ours"});
  // From texts; `files` holds pairs of name and content.
  static Result<Lexicon> parse(const std::vector<std::pair<std::string, std::string>>& files);

  // Entries for a head word, most specific first; nullptr when there are none.
  const std::vector<std::uint32_t>* find(TriggerPos pos, std::string_view lemma) const;
  // Those of them that can hold in a sentence with these words; replaces `out`. The work grows with
  // the number of words, not with the number of entries. `keys`: what add_keys gave for all base
  // forms of the sentence, sorted.
  void find(TriggerPos pos,
            std::string_view lemma,
            const std::vector<std::uint32_t>& keys,
            std::vector<std::uint32_t>& out) const;
  void add_keys(std::string_view word, std::vector<std::uint32_t>& keys) const;
  // By name, as it stands in `rule`; nullptr for none.
  const Entry* entry_named(std::string_view name) const;
  // "file:line" of an entry, a shipped file by its place in the resource folder; and the path of
  // the file.
  std::string where(const Entry& entry) const;
  const std::string& file(const Entry& entry) const { return files_[entry.file].path; }
  // A path and a condition as the language writes them: "obj.of", "!obj:@sport/game".
  std::string describe(const std::vector<SlotId>& path) const;
  std::string describe(const Condition& condition) const;
  const Entry& entry(std::uint32_t index) const { return entries_[index]; }
  std::size_t size() const { return entries_.size(); }
  // The words of the set with this name; nullptr when there is none.
  const WordSet* set_named(std::string_view name) const;
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
    Telling,
    Suffer,
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

  // The entries of one head word. What an entry needs in the sentence is a key: a word, or any of a
  // set.
  struct Family {
    std::vector<std::uint32_t> all;                              // most specific first
    std::vector<std::uint32_t> open;                             // places in `all` without a key
    std::vector<std::pair<std::uint32_t, std::uint32_t>> keyed;  // key, place in `all`; sorted
  };
  const Family* family(TriggerPos pos, std::string_view lemma) const;

  struct File {
    std::string path, shown;
  };
  std::vector<File> files_;
  std::vector<Entry> entries_;
  Table<std::uint32_t> by_name_;
  std::array<Table<Family>, 3> by_lemma_;
  Table<std::vector<std::uint32_t>> keys_;
  std::vector<Example> examples_;
  std::vector<WordSet> sets_;
  Table<std::uint16_t> set_ids_;
  std::array<std::uint16_t, static_cast<std::size_t>(Builtin::Count)> builtins_{};
  Table<SlotId> prepositions_;
  Table<float> scores_;
  Table<std::vector<std::string>> contexts_;
  std::vector<std::pair<std::pair<Compose, EventType>, Composed>> composed_;
};

}  // namespace dragoman::events
