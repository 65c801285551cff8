#include "events/petrarch_pattern.h"

#include <algorithm>
#include <array>

#include "core/tsv.h"
#include "core/utf8.h"
#include "events/roles.h"

namespace dragoman::events {
namespace {

using Class = PetrarchWords::Class;

constexpr std::array<std::pair<std::string_view, Class>, 9> kClasses = {
    {{"article", Class::Article},
     {"auxiliary", Class::Auxiliary},
     {"modal", Class::Modal},
     {"saying", Class::Saying},
     {"negation", Class::Negation},
     {"preposition", Class::Preposition},
     {"particle", Class::Particle},
     {"either", Class::Either},
     {"link", Class::Link}}};

// More words in a row than any phrase of a tree holds together.
constexpr std::size_t kLongestPhrase = 3;
constexpr std::size_t kMostReadings = 8;

constexpr const char* kComposed =
    "a modal or a verb before the verb: what they make of it is the engine's table of composition";
constexpr const char* kNegated = "a negation: the engine reads it from the sentence";

enum class Kind { Word, Set, Source, Target, Both, Skip, Verb };

struct Unit {
  Kind kind = Kind::Word;
  std::string text;     // lower case; of a set its name
  bool closes = false;  // a phrase ends here by its bracket
};

using Units = std::vector<Unit>;

Kind kind_of(std::string_view text) {
  if (text == "$") return Kind::Source;
  if (text == "+") return Kind::Target;
  if (text == "%") return Kind::Both;
  if (text == "^") return Kind::Skip;
  if (text == "*") return Kind::Verb;
  return text[0] == '&' ? Kind::Set : Kind::Word;
}

Units units_of(std::string_view text, const PetrarchWords& words) {
  Units units;
  std::string word;
  const auto close = [&] {
    if (word.empty()) return;
    Unit unit{kind_of(word), word, false};
    if (unit.kind == Kind::Set) {
      unit.text = word.substr(1);
      const auto structural = words.structural_sets.find(unit.text);
      if (structural != words.structural_sets.end()) unit = {Kind::Word, structural->second, false};
    } else {
      unit.text = core::ascii_lower(word);
    }
    units.push_back(std::move(unit));
    word.clear();
  };
  for (const char c : text) {
    const bool bracket = c == '(' || c == ')' || c == '{' || c == '}';
    if (!bracket && c != '_' && !core::is_ascii_space(c)) {
      word += c;
      continue;
    }
    close();
    if ((c == ')' || c == '}') && !units.empty()) units.back().closes = true;
  }
  close();
  return units;
}

// "BY/WITH" is one reading with "by" and one with "with".
std::vector<Units> alternatives(const Units& units) {
  std::vector<Units> readings = {{}};
  for (const Unit& unit : units) {
    const auto words = unit.kind == Kind::Word ? core::split_list(unit.text, '/')
                                               : std::vector<std::string>{unit.text};
    std::vector<Units> next;
    for (const Units& reading : readings) {
      for (const std::string& word : words) {
        if (next.size() == kMostReadings) break;
        next.push_back(reading);
        next.back().push_back(unit);
        next.back().back().text = word;
      }
    }
    readings = std::move(next);
  }
  return readings;
}

bool is_plain(std::string_view word) {
  return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
    return core::is_ascii_lower(c) || core::is_ascii_digit(c) || c == '-' || c == '\'' || c == '.';
  });
}

// Words that are filters of our language, too, are marked as words.
std::string as_word(const std::string& word) {
  static constexpr std::array<std::string_view, 8> kFilters = {
      "any", "none", "actor", "armed", "state", "place", "name", "infinitive"};
  return std::find(kFilters.begin(), kFilters.end(), word) == kFilters.end() ? word : "=" + word;
}

// Reads one row of units. Every step either goes on or sets `reason`.
class Row {
 public:
  Row(const PetrarchWords& words, bool clauses) : words_(words), clauses_(clauses) {}

  PetrarchReading read(const Units& units) {
    const auto verb = std::find_if(units.begin(), units.end(),
                                   [](const Unit& unit) { return unit.kind == Kind::Verb; });
    if (verb == units.end()) return {{}, "a pattern without * for the verb"};
    if (std::any_of(verb + 1, units.end(),
                    [](const Unit& unit) { return unit.kind == Kind::Verb; }))
      return {{}, "* stands twice"};
    before(Units(units.begin(), verb));
    if (reason_.empty()) behind(Units(verb + 1, units.end()));
    if (reason_.empty()) settle_roles();
    PetrarchReading reading;
    if (reason_.empty()) reading.drafts = finished();
    reading.reason = reason_;
    return reading;
  }

 private:
  void fail(std::string reason) {
    if (reason_.empty()) reason_ = std::move(reason);
  }
  bool is(Class c, const Unit& unit) const {
    return unit.kind == Kind::Word && words_.is(c, unit.text);
  }
  // A word or set that can be part of a noun phrase.
  bool is_content(const Unit& unit) const {
    if (unit.kind == Kind::Set) return true;
    if (unit.kind != Kind::Word) return false;
    for (const Class c : {Class::Article, Class::Auxiliary, Class::Modal, Class::Negation,
                          Class::Preposition, Class::Particle, Class::Link}) {
      if (words_.is(c, unit.text)) return false;
    }
    return !is_adverb(unit);
  }
  static bool is_adverb(const Unit& unit) {
    return unit.kind == Kind::Word && unit.text.size() > 4 && unit.text.ends_with("ly") &&
           !unit.text.ends_with("ally") && unit.text != "supply" && unit.text != "assembly" &&
           unit.text != "family" && unit.text != "reply";
  }
  std::string in(const std::string& slot) const {
    return prefix_.empty() ? slot : prefix_ + "." + slot;
  }

  // The filter for one unit; empty (and a reason) for what cannot be one.
  std::string filter(const Unit& unit, bool verb) {
    if (unit.kind == Kind::Set) {
      const auto found = words_.sets.find(unit.text);
      if (found != words_.sets.end()) return "@" + found->second;
      fail("the set &" + unit.text + " is not known or has no single words");
      return "";
    }
    if (!is_plain(unit.text)) {
      fail("'" + unit.text + "' is no word");
      return "";
    }
    if (verb) return as_word(words_.verb_base(unit.text));
    std::string out = as_word(words_.noun_base(unit.text));
    // "fighting", "armed": what the tagger takes for a verb has the verb's lemma.
    if (unit.text.ends_with("ing") || unit.text.ends_with("ed")) {
      const std::string base = words_.verb_base(unit.text);
      if (base != unit.text) out += "/" + as_word(base);
    }
    return out;
  }

  void condition(const std::string& path, const Unit& unit, bool verb = false) {
    const std::string words = filter(unit, verb);
    draft_.conditions.push_back(path + ":" + words);
    draft_.lexical = true;
  }

  // The end of the noun phrase that begins at `at`.
  std::size_t phrase_end(const Units& units, std::size_t at) const {
    while (at < units.size() && is_content(units[at])) {
      if (units[at++].closes) break;
    }
    return at;
  }

  // Conditions for the phrase [begin, end): its head is the last word.
  void phrase(const std::string& path, const Units& units, std::size_t begin, std::size_t end) {
    if (end - begin > kLongestPhrase)
      return fail("more than three words in a row: which of them depends on which is not told");
    condition(path, units[end - 1]);
    for (std::size_t i = begin; i + 1 < end; ++i) condition(path + ".mod", units[i]);
  }

  // ---- before the verb ----

  void before(const Units& units) {
    for (std::size_t i = 0; i < units.size() && reason_.empty(); ++i) {
      const Unit& unit = units[i];
      if (unit.kind == Kind::Skip || unit.kind == Kind::Source || is(Class::Article, unit))
        continue;
      if (unit.kind == Kind::Both) {
        draft_.mutual = true;
      } else if (unit.kind == Kind::Target) {
        target_before_ = true;
      } else if (is(Class::Modal, unit) || is(Class::Saying, unit) || unit.text == "to" ||
                 words_.is_inflected(unit.text)) {
        fail(kComposed);
      } else if (is(Class::Negation, unit)) {
        fail(kNegated);
      } else if (is(Class::Link, unit)) {
        fail("a clause before the verb");
      } else if (is(Class::Preposition, unit)) {
        fail(i + 1 == units.size() ? "the verb used as a noun: a verb pattern of ours is of a verb"
                                   : "a phrase with a preposition before the verb");
      } else if (is_adverb(unit)) {
        fail("an adverb before the verb: adverbs have no slot");
      } else if (is_content(unit)) {
        const std::size_t end = phrase_end(units, i);
        if (!subject_.empty()) fail("two noun phrases before the verb");
        subject_.assign(units.begin() + static_cast<std::ptrdiff_t>(i),
                        units.begin() + static_cast<std::ptrdiff_t>(end));
        i = end - 1;
      }
    }
  }

  // ---- behind the verb ----

  void behind(const Units& units) {
    for (std::size_t i = 0; i < units.size() && reason_.empty();) i = step(units, i);
  }

  // Reads what begins at `i`; the index behind it.
  std::size_t step(const Units& units, std::size_t i) {
    const Unit& unit = units[i];
    if (unit.kind == Kind::Skip || is(Class::Article, unit)) return i + 1;
    if (unit.kind == Kind::Both) {
      draft_.mutual = true;
      return i + 1;
    }
    if (unit.kind == Kind::Target || unit.kind == Kind::Source) return bare_role(units, i);
    if (is(Class::Negation, unit)) {
      fail(kNegated);
      return i;
    }
    if (is(Class::Link, unit)) {
      fail("'" + unit.text + "' joins another clause");
      return i;
    }
    if (is(Class::Auxiliary, unit) || is(Class::Modal, unit)) {
      clause_ = true;
      return i + 1;
    }
    if (is(Class::Particle, unit)) {
      if (i == 0) draft_.particle = unit.text;
      return i + 1;
    }
    if (is(Class::Preposition, unit)) return prepositional(units, i);
    if (is_adverb(unit)) {
      adverb_ = true;
      return i + 1;
    }
    if (clause_ || (clauses_ && unit.kind == Kind::Word && words_.is_inflected(unit.text)))
      return predicate(units, i);
    return object(units, i);
  }

  std::size_t skip_empty(const Units& units, std::size_t i) const {
    while (i < units.size() && (units[i].kind == Kind::Skip || is(Class::Article, units[i]))) ++i;
    return i;
  }

  // "$" or "+" with no preposition before it.
  std::size_t bare_role(const Units& units, std::size_t i) {
    std::vector<std::string>& paths =
        units[i].kind == Kind::Source ? draft_.actor : draft_.recipient;
    const std::size_t next = skip_empty(units, i + 1);
    const bool verb_next = next < units.size() && units[next].kind == Kind::Word &&
                           (is(Class::Auxiliary, units[next]) || is(Class::Modal, units[next]) ||
                            (clauses_ && words_.is_inflected(units[next].text)));
    if (verb_next) {
      paths.push_back(in("comp.subj"));
      clause_ = true;
    } else if (next < units.size() && is_content(units[next])) {  // "+ leader"
      for (const char* slot : {"obj.mod", "obj.poss", "iobj", "obj"}) paths.push_back(in(slot));
    } else if (units[i].kind == Kind::Source) {
      for (const char* slot : {"subj", "by"}) paths.push_back(slot);
    } else {
      for (const char* slot : {"obj", "iobj", "comp.subj"}) paths.push_back(in(slot));
    }
    return i + 1;
  }

  std::size_t prepositional(const Units& units, std::size_t i) {
    const std::string& preposition = units[i].text;
    const std::size_t next = skip_empty(units, i + 1);
    if (next == units.size() || (!is_content(units[next]) && units[next].kind == Kind::Word)) {
      draft_.conditions.push_back(in(preposition) + ":any");
      return next;
    }
    const Kind kind = units[next].kind;
    if (kind == Kind::Target || kind == Kind::Both || kind == Kind::Source) {
      if (kind != Kind::Source) draft_.recipient.push_back(in(preposition));
      if (kind == Kind::Source) draft_.actor.push_back(in(preposition));
      draft_.mutual |= kind == Kind::Both;
      if (kind == Kind::Both || next + 1 >= units.size() || units[next].closes ||
          !is_content(units[next + 1]))
        return next + 1;
      // "on + position": the actor is whose it is.
      auto& paths = kind == Kind::Source ? draft_.actor : draft_.recipient;
      paths.insert(paths.end() - 1, {in(preposition + ".mod"), in(preposition + ".poss")});
      return noun_phrase(in(preposition), units, next + 1);
    }
    if (preposition == "to" && kind == Kind::Word && words_.is_verb(units[next].text)) {
      clause_ = true;
      return predicate(units, next);
    }
    if (clause_) {  // "+ was behind the attack": the noun is the predicate
      clause_ = false;
      prefix_ = after_noun_ ? in("obj.comp") : in("comp");
      return noun_phrase(prefix_, units, next);
    }
    return noun_phrase(in(preposition), units, next);
  }

  std::size_t noun_phrase(const std::string& path, const Units& units, std::size_t begin) {
    const std::size_t end = phrase_end(units, begin);
    phrase(path, units, begin, end);
    return end;
  }

  // The verb, adjective or noun of a clause below the verb; what follows belongs to it.
  std::size_t predicate(const Units& units, std::size_t i) {
    prefix_ = after_noun_ ? in("obj.comp") : in("comp");
    clause_ = after_noun_ = object_ = false;
    const bool verb = units[i].kind == Kind::Word &&
                      (words_.is_verb(units[i].text) || words_.is_inflected(units[i].text));
    if (!verb) return noun_phrase(prefix_, units, i);
    condition(prefix_, units[i], true);
    return i + 1;
  }

  std::size_t object(const Units& units, std::size_t i) {
    if (object_) fail("two noun phrases behind the verb");
    object_ = after_noun_ = true;
    return noun_phrase(in("obj"), units, i);
  }

  // ---- what the parts make together ----

  void settle_roles() {
    if (target_before_) {  // a passive: our object is whom it is done to
      if (draft_.recipient.empty()) draft_.recipient = {"obj"};
      if (draft_.actor.empty()) draft_.actor = {"subj", "by"};
    }
    if (subject_.empty() && draft_.conditions.empty() && draft_.particle.empty()) {
      if (adverb_) return fail("an adverb alone: adverbs have no slot");
      if (!draft_.recipient.empty()) draft_.conditions.push_back(draft_.recipient.front() + ":any");
    }
  }

  // A noun before the verb is the subject or, in a passive, the object.
  std::vector<PetrarchDraft> finished() {
    if (subject_.empty()) return {draft_};
    std::vector<PetrarchDraft> drafts;
    const PetrarchDraft plain = draft_;
    for (const char* slot : {"subj", "obj"}) {
      if (slot == std::string_view("obj") && object_) break;
      draft_ = plain;
      phrase(slot, subject_, 0, subject_.size());
      drafts.push_back(draft_);
    }
    return drafts;
  }

  const PetrarchWords& words_;
  const bool clauses_;
  PetrarchDraft draft_;
  std::string reason_;
  Units subject_;
  bool target_before_ = false;
  std::string prefix_;       // path of the clause that is being read
  bool clause_ = false;      // its predicate comes next
  bool after_noun_ = false;  // an infinitive now belongs to the object ("decision to join")
  bool object_ = false, adverb_ = false;
};

}  // namespace

Result<PetrarchWords> PetrarchWords::load(const std::string& path,
                                          std::shared_ptr<const language::Lexicon> language) {
  const auto file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  PetrarchWords words;
  words.language_ = std::move(language);
  for (const core::TsvRow& row : file->rows) {
    const auto found = std::find_if(kClasses.begin(), kClasses.end(), [&](const auto& named) {
      return named.first == row.fields[0];
    });
    if (found == kClasses.end())
      return file->error(row, 0, "'" + row.fields[0] + "' is no class of words");
    for (const std::string& word : core::split_list(row.fields[1], ' '))
      words.classes_[word].insert(found->second);
  }
  return words;
}

bool PetrarchWords::is(Class c, std::string_view word) const {
  const auto found = classes_.find(word);
  return found != classes_.end() && found->second.contains(c);
}

std::string PetrarchWords::verb_base(std::string_view word) const {
  if (verbs_.contains(word)) return std::string(word);
  const std::string_view irregular = language_->irregular(word);
  if (!irregular.empty()) return std::string(irregular);
  for (const std::string& base : regular_bases(word)) {
    if (verbs_.contains(base)) return base;
  }
  return std::string(word);
}

std::string PetrarchWords::noun_base(std::string_view word) const {
  const std::string_view singular = language_->singular(word);
  if (!singular.empty()) return std::string(singular);
  const auto cut = [&](std::size_t letters, std::string_view add = "") {
    return std::string(word.substr(0, word.size() - letters)).append(add);
  };
  if (word.size() < 4 || !word.ends_with('s') || word.ends_with("ss") || word.ends_with("us") ||
      word.ends_with("is"))
    return std::string(word);
  if (word.ends_with("ies")) return word.size() > 4 ? cut(3, "y") : cut(1);
  for (const std::string_view ending : {"sses", "shes", "ches", "xes", "zes"}) {
    if (word.ends_with(ending)) return cut(2);
  }
  return cut(1);
}

bool PetrarchWords::is_inflected(std::string_view word) const {
  if (verbs_.contains(word)) return false;
  return (word.ends_with("ed") || word.ends_with("ing") || !language_->irregular(word).empty()) &&
         verbs_.contains(verb_base(word));
}

PetrarchReading read_petrarch_pattern(std::string_view text,
                                      const PetrarchWords& words,
                                      bool clauses) {
  PetrarchReading all;
  for (const Units& units : alternatives(units_of(text, words))) {
    PetrarchReading one = Row(words, clauses).read(units);
    if (!one.reason.empty()) return {{}, one.reason};
    all.drafts.insert(all.drafts.end(), one.drafts.begin(), one.drafts.end());
  }
  if (all.drafts.empty()) all.reason = "'/' with no words beside it";
  return all;
}

}  // namespace dragoman::events
