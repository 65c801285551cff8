// What the passes of this room share while they read one report: the tokens prepared for look-up,
// mentions and actors in the making. Internal; lives for one call of resolve_actors.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

#include "entities/words.h"
#include "knowledge/knowledge_base.h"

namespace dragoman::entities {

// A mention in the making.
struct Candidate {
  TokenSpan tokens;
  std::uint32_t head = kNone;
  NameType type = NameType::Misc;
  MentionKind kind = MentionKind::Name;
  std::uint32_t draft = kNone;        // actor in the making
  std::uint32_t description = kNone;  // of a nominal
  std::string rule;

  // Of names:
  std::vector<knowledge::Alias> aliases;  // all readings in the knowledge base
  std::optional<knowledge::Alias>
      alias;                // the reading chosen; a person's is chosen with the whole cluster
  std::string key;          // alias key of the words
  bool place_only = false;  // a capital or seat that is only where something happens
  bool stance = false;      // "pro-Iranian", "US-led": the name is not the actor of its phrase
  bool leads = false;       // "Vietnamese-led": but better than no country
  bool dropped = false;
  bool apposed =
      false;  // a demonym beside a name ("the Libyan, Omar Haddad"): its person is that name's
};

// What a role phrase and the words that hang on it say of someone.
struct Description {
  TokenSpan words;   // the role phrase itself: "top diplomat"
  TokenSpan phrase;  // with determiner, modifiers and its "of": "the Russian top diplomat"
  std::uint32_t head = kNone;
  std::string role;       // normal word where the knowledge base has one, else the text's
  std::string text_role;  // lemmas of the role phrase as in the text
  std::string lemma;      // of the head
  std::string modifiers;  // lower-case words between determiner and role phrase that are no names
  knowledge::RoleKind role_kind = knowledge::RoleKind::Person;
  knowledge::Gender gender = knowledge::Gender::Unknown;
  std::string sector;
  std::vector<std::string> countries;  // "British and Irish": two
  std::string country_rule;            // how the country is known
  std::string code;                 // of the organisation it belongs to; empty when a country tells
  std::uint32_t org = kNone;        // candidate of that organisation ("Sinn Fein leader")
  std::uint32_t holder = kNone;     // candidate of the person in the possessive ("Assad's forces")
  std::uint32_t possessor = kNone;  // token of the possessive pronoun ("his counterpart")
  std::uint32_t name = kNone;       // candidate that it titles or stands in apposition to
  std::uint32_t number = 0;         // "two ministers": 2; "both": 2
  bool plural = false, definite = false, indefinite = false, former = false, counterpart = false;
  bool demonstrative = false;       // "this", "that", "such"
  bool country_in_text = false;     // the phrase itself names the country
  bool title = false;               // stands directly before the name, is no mention of its own
  std::uint32_t candidate = kNone;  // its own mention
};

// An actor in the making.
struct Draft {
  Actor actor;
  knowledge::EntryId entry = knowledge::kNoEntry;
  knowledge::Gender gender = knowledge::Gender::Unknown;
  bool plural = false;
  bool named = false;                     // has a name mention
  bool host = false;                      // a country that only places in the report name
  std::vector<std::uint32_t> candidates;  // its mentions
  std::vector<std::uint32_t> descriptions;
  std::string lemma;                  // of a nominal actor: head lemma
  std::string modifiers;              // of a nominal actor
  std::uint32_t merged_into = kNone;  // another draft turned out to be the same
  std::uint32_t speaks_for = kNone;   // of a person: draft of its body or country
};

class Analysis {
 public:
  Analysis(const Document& document, const knowledge::KnowledgeBase& base, const Words& word_lists);

  const Document& doc;
  const knowledge::KnowledgeBase& kb;
  const Words& words;
  std::string date;  // the report's date, "YYYY-MM-DD", or empty

  std::vector<std::string_view> forms;   // of each token
  std::vector<std::string> lower;        // lemma in lower case
  std::vector<std::string_view> lemmas;  // views of `lower`, for role look-up
  std::vector<Candidate> candidates;
  std::vector<Description> descriptions;
  std::vector<Draft> drafts;
  std::vector<std::uint32_t> name_at;  // token -> candidate of the name that covers it, or kNone
  std::vector<std::uint32_t>
      description_at;  // token -> description whose role phrase covers it, or kNone

  const Token& token(std::uint32_t i) const { return doc.tokens[i]; }
  TokenSpan sentence_of(std::uint32_t i) const { return doc.sentences[token(i).sentence].tokens; }
  bool is_word(std::uint32_t i, std::string_view form) const { return lower[i] == form; }
  bool capitalised(std::uint32_t i) const;
  // Children of a token, in text order: [children_begin[i], children_begin[i + 1]) of `children`.
  const std::uint32_t* begin_children(std::uint32_t i) const { return &children_[starts_[i]]; }
  const std::uint32_t* end_children(std::uint32_t i) const { return &children_[starts_[i + 1]]; }
  // The preposition that marks `i`, or kNone.
  std::uint32_t case_of(std::uint32_t i) const;
  // The token of `span` whose head is outside it (the last such when the parser left several).
  std::uint32_t head_of(TokenSpan span) const;
  std::string text_of(TokenSpan span) const;
  // Country of a place name: the gazetteer's first reading in a country that the report names, else
  // its first reading; cached.
  const std::string& place_country(std::string_view name);

  std::uint32_t add_candidate(Candidate candidate);
  std::uint32_t add_draft(Draft draft);
  std::uint32_t root(std::uint32_t draft) const;  // follows merged_into
  void link(std::uint32_t candidate, std::uint32_t draft, std::string rule);

  // ---- set once names are known ----
  std::set<std::string, std::less<>> named;  // countries that the report names beyond doubt
  std::vector<std::string> focus;            // countries of the report, most spoken of first
  std::vector<std::string>
      scene;         // the same, by where things happen ("in Syria") more than by who acts
  std::string seat;  // country of the dateline, if it is among the report's countries

 private:
  std::vector<std::uint32_t> starts_, children_;
  std::map<std::string, std::string, std::less<>> place_countries_;
};

// ---- the passes, in order ----
void find_names(Analysis& work);         // names.cc
void find_focus(Analysis& work);         // names.cc: sets focus and seat
void find_descriptions(Analysis& work);  // descriptions.cc
void find_appositions(Analysis& work);   // appositions.cc: names that descriptions stand beside
void find_bare_countries(
    Analysis& work);  // appositions.cc: "Iran's Javad Zarif", "the Libyan, Omar Haddad"
void cluster_bodies(Analysis& work);      // bodies.cc
void cluster_persons(Analysis& work);     // persons.cc
void resolve_references(Analysis& work);  // references.cc: nominals and pronouns
void find_sides(Analysis& work);          // sides.cc: whom persons speak for
void find_sites(Analysis& work);          // sites.cc: "the village", mentions without an actor

// ---- helpers of the passes ----
struct Belonging {  // whose someone is: country, sector and code, and how that is known
  std::string country, sector, code, rule;
};
// Of a description, from its countries, its organisation, the person in its possessive, else from
// the clause, the dateline and the report's focus. `possessor` is the draft of the possessive
// pronoun, or kNone.
Belonging belonging_of(Analysis& work, const Description& d, std::uint32_t possessor);
// Whether what `d` says can be said of `draft`: role and country fit.
bool fits(const Analysis& work, const Description& d, const Draft& draft);
// The office in the words of a record: the text's own, but the normal one for "top diplomat"; with
// "former".
std::string office(const Analysis& work, const Description& d);
// Whether the role may be said of `draft` although nothing tells its office: a person of this
// government.
bool may_fit(const Analysis& work, const Description& d, const Draft& draft);
// "*ethnic* Albanians": a people that lives in more than one country, and not of its namesake.
bool is_ethnic(const Analysis& work, TokenSpan name);
// Country of the place that a phrase names for the people it speaks of: "guerrillas *operating in
// Macedonia*", "the Serbs *of Kosovo*". Empty when it names none.
std::string country_of_whereabouts(Analysis& work, std::uint32_t head);
// The draft of a country, made when needed.
std::uint32_t country_draft(Analysis& work, std::string_view country);
// Gives a body that the base does not know the sector, country and role of a description of it,
// where it has none; `how` it is described goes into the rule ("apposition").
void complete_body(Actor& actor, const Description& description, std::string_view how);
bool is_demonym(knowledge::AliasKind kind);
bool is_nounlike(Upos upos);
bool is_possessive_mark(std::string_view form);
// Whether all words of `span` (it may be empty) are of the class `alike`: "terror" of "the al-Qaeda
// terror network".
bool is_alike(const Analysis& work, TokenSpan span);
bool is_plural(const Analysis& work, std::uint32_t i);
// The code of a sector in a country: "RUS" + "GOV".
std::string join_code(std::string_view country, std::string_view sector);
// The country that a name candidate stands for, or empty; organisations give their own country.
std::string country_of(const Analysis& work, const Candidate& candidate);
// Whether the place name at `head` only names talks or a treaty ("the Astana talks").
bool names_process(const Analysis& work, std::uint32_t head);
// Whether a capital at `head` acts, rather than being where something happens.
bool capital_acts(const Analysis& work, std::uint32_t head);

}  // namespace dragoman::entities
