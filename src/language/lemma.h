// Lemmas: looked up by form and tag where treebanks have told them, else an edit script chosen by
// the network, mended by what English spelling tells.
//
// The network sees affixes, not dictionaries: for a rare verb it may answer "refus" for "refusing".
// A guess that is no known word gives way to a spelling that is ("refuse"), and irregular verbs are
// looked up. It chooses scripts and tags apart; where they contradict each other ("closing" as the
// lemma of a VBG), the tag wins. This is the one part of the room, beside split.cc, that is English
// by nature: spelling in the mend_english functions, irregular words in the lexicon (lexicon.h).
// Reads and writes no layer.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "dragoman/labels.h"

#include "language/lexicon.h"
#include "language/model.h"

namespace dragoman::language {

// What the script makes of the form: ("Meetings", lower, cut 1, "") -> "meeting".
std::string apply_script(const LemmaScript& script, std::string_view form);

// Corrects `lemma` of a verb form (xpos VBG, VBD, VBN, VBZ; others are left alone). `known` says
// whether a lower-case word exists. Irregular forms first; then the guess if it is known and
// spelled as English would; then the other spellings; if none is known, the guess stays.
void mend_english_verb(const Lexicon& lexicon,
                       std::string_view form,
                       std::string_view xpos,
                       const std::function<bool(std::string_view)>& known,
                       std::string& lemma);

// Corrects `lemma` of a plural noun (xpos NNS, NNPS; others are left alone): -men, irregular
// plurals by table, and a guess that is no known word gives way to a regular singular that is one.
void mend_english_noun(const Lexicon& lexicon,
                       std::string_view form,
                       std::string_view xpos,
                       const std::function<bool(std::string_view)>& known,
                       std::string& lemma);

// Corrects `lemma` of a comparative or superlative (xpos JJR, JJS, RBR, RBS; others are left alone)
// that is no known word: "hottest" is of "hot", "simplest" of "simple".
void mend_english_degree(const Lexicon& lexicon,
                         std::string_view form,
                         std::string_view xpos,
                         const std::function<bool(std::string_view)>& known,
                         std::string& lemma);

// What the tag alone tells of a lemma, applied to the network's script: an address is its own
// lemma, a proper noun keeps its capital, a figure loses the commas of its thousands, and an
// adjective, adverb or singular noun loses no ending.
void agree_with_tag(std::string_view form,
                    Upos upos,
                    std::string_view xpos,
                    const LemmaScript& script,
                    std::string& lemma);

// The lemma of a word as annotate() writes it. `scratch` only keeps its memory from call to call.
std::string lemma_of(const Model& model,
                     const Lexicon& lexicon,
                     const LemmaScript& script,
                     std::string_view form,
                     const Tag& tag,
                     std::string& scratch);

}  // namespace dragoman::language
