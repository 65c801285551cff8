// Candidates for statements, from the dependency trees: a cue with its content and its source.
//
// For each word of the cue lexicon, the frames that it takes are looked for among its dependents;
// each frame met gives one candidate. Nothing is decided here: candidates may overlap, and weighing
// comes later.
#pragma once

#include <cstdint>
#include <vector>

#include "speech/cues.h"
#include "speech/tree.h"

namespace dragoman::speech {

enum class SourceKind : std::uint8_t {
  None,        // the text names nobody ("it is expected that")
  Subject,     // "Lavrov said"
  Shared,      // the subject of a verb above: "X said A and added B", "..., adding B"
  Agent,       // "it was reported by X"
  Relative,    // "X, who said": the relative pronoun
  Noun,        // the noun that a participle modifies: "a statement saying"
  Possessor,   // "his warning", "the warning of the UN"
  Complement,  // "according to X"
  Object,      // "quoted X as saying", "asked X to say"
  Label,       // "Clinton: ..."
};

struct Source {
  SourceKind kind = SourceKind::None;
  std::uint32_t head = kNone;
  TokenSet tokens;
  // Who relays it: "SANA quoted the minister as saying" -> SANA.
  std::uint32_t relay = kNone;
};

struct Candidate {
  std::uint32_t cue = kNone;  // head token
  TokenSet cue_tokens;
  Frame frame = Frame::That;
  std::uint32_t entry = kNone;  // of the lexicon
  std::uint32_t content_head = kNone;
  TokenSet content;
  Source source;
  std::uint32_t addressee = kNone;  // head token
  bool passive = false, negated = false;
};

// All candidates, by cue and then by the place of their content.
std::vector<Candidate> find_candidates(const Tree& tree, const CueLexicon& lexicon);

// The source of a verb, by the tree. `cue_tokens` of the verb are left out of it.
Source source_of_verb(const Tree& tree, std::uint32_t verb);
// The verb with its auxiliaries, negation, particles and the adverbs between them.
TokenSet verb_group(const Tree& tree, std::uint32_t verb);
// The lemma under which the lexicon may know token `i`.
std::string cue_lemma(const Tree& tree, const CueLexicon& lexicon, std::uint32_t i);
bool is_negated(const Tree& tree, std::uint32_t verb);
bool is_passive(const Tree& tree, std::uint32_t verb);

}  // namespace dragoman::speech
