// From slots to actors: finds what fills a slot of a trigger, and which actors that names.
//
// A slot is a place in the deep clause (see clause.h) or a preposition. A filler that names nobody
// itself is looked through: "Haiti's efforts" names Haiti, "thousands of protesters" the
// protesters, "a Syrian offer" Syria, "we" inside quotation marks whoever speaks. Reads: tokens,
// heads, mentions, actors, statements.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "dragoman/document.h"

#include "events/clause.h"
#include "events/lexicon.h"

namespace dragoman::events {

// A trigger in its clause: the word itself and, for a noun, the verb that makes it happen.
struct Anchor {
  std::uint32_t token = kNone;
  TriggerPos pos = TriggerPos::Verb;
  std::uint32_t light = kNone;    // "launch" of "launch an attack"
  bool light_is_subject = false;  // the noun is the subject of `light` ("talks began")
  bool state = false;  // a cue such as "is prepared to": its surface subject is who it is about
};

class Roles {
 public:
  Roles(const Clauses& clauses, const Lexicon& lexicon)
      : clauses_(clauses), lexicon_(lexicon), by_(lexicon.preposition("by")) {}

  // Tokens that fill the slot, in text order; empty when nothing does.
  std::vector<std::uint32_t> fillers(const Anchor& anchor, const std::vector<SlotId>& path) const;
  // Actors that a filler names, with its conjuncts; groups with known members are expanded. `doer`:
  // who does it is sought, so that a deed is looked through only to its own doer.
  std::vector<std::uint32_t> actors(std::uint32_t filler, bool doer = false) const;
  // The actors of the first path that names any; `all`: of every path.
  std::vector<std::uint32_t> actors(const Anchor& anchor,
                                    const std::vector<std::vector<SlotId>>& paths,
                                    bool all,
                                    bool doer = false) const;
  bool holds(const Anchor& anchor,
             const Condition& condition,
             std::vector<std::uint32_t>* matched) const;

 private:
  void one_slot(const Anchor& anchor, SlotId slot, std::vector<std::uint32_t>& out) const;
  bool is_town(std::uint32_t token) const;
  bool is_neighbouring(std::uint32_t token) const;
  std::vector<std::uint32_t> agents_of_participle(std::uint32_t noun) const;
  bool is_deed(std::uint32_t token) const;  // a noun that the lexicon knows as an act
  bool is_namesake(std::uint32_t modifier, std::uint32_t noun) const;
  // A finite verb that the parser left without a subject: the nearest actor before it outside of
  // any prepositional phrase ("The US on Thursday rejected", with "US" hung on "Thursday").
  std::uint32_t lost_subject(std::uint32_t verb) const;
  bool meets(std::uint32_t filler, const Filter& filter) const;
  std::vector<std::uint32_t> look_through(std::uint32_t filler, int depth, bool doer) const;

  const Clauses& clauses_;
  const Lexicon& lexicon_;
  std::optional<SlotId> by_;  // none when no pattern asks for it
};

// First and last + 1 index of the entries of a layer that lie in `span`; the layer is in text
// order. Keeps the work per act independent of the length of the report.
template <class Entry>
std::pair<std::uint32_t, std::uint32_t> entries_in(const std::vector<Entry>& layer,
                                                   TokenSpan span) {
  const auto begins_before = [](const Entry& entry, std::uint32_t token) {
    return entry.tokens.begin < token;
  };
  const auto first = std::lower_bound(layer.begin(), layer.end(), span.begin, begins_before);
  const auto last = std::lower_bound(first, layer.end(), span.end, begins_before);
  return {static_cast<std::uint32_t>(first - layer.begin()),
          static_cast<std::uint32_t>(last - layer.begin())};
}

// Calls `found` with base forms that the token may have, likeliest first, until it returns true:
// the lemma, then what regular inflection allows for the form. Lemmas are a model's guess ("vetoed"
// -> "vetoe"); a word that the lexicon knows should not be lost to that. Returns whether any was
// accepted.
template <class Found>
bool any_base(const Document& doc, std::uint32_t token, Found found);

// Lower-case lemma, for words in capitals and proper nouns; kept views are those of `buffer`.
std::string_view lower_lemma(const Token& token, std::string& buffer);

// "the town of Samarra", "parts of Aleppo": the noun lends its preposition to the name.
bool is_kind_of_place(std::string_view word);

void add_once(std::vector<std::uint32_t>& list, std::uint32_t value);

// Base forms by regular inflection of a lower-case form: "vetoed" -> "veto", "denied" -> "deny".
std::vector<std::string> regular_bases(std::string_view form);

template <class Found>
bool any_base(const Document& doc, std::uint32_t token, Found found) {
  const Token& t = doc.tokens[token];
  std::string buffer;
  if (found(lower_lemma(t, buffer))) return true;
  if (t.upos != Upos::Verb && t.upos != Upos::Noun && t.upos != Upos::Adj) return false;
  for (const std::string& base : regular_bases(doc.form(token))) {
    if (found(std::string_view(base))) return true;
  }
  return false;
}

}  // namespace dragoman::events
