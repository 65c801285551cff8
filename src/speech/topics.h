// What each statement is about: the actors, places and processes that its content names or means,
// and key phrases.
//
// Method: actors are those of the mentions in the content, pronouns included; who speaks of
// themself with "I" is not what it is about. Key phrases are the content's common noun phrases: a
// head noun with the adjectives and nouns before it, and an "of" phrase right behind it. A phrase
// counts by its place in the clause (subject or object 2, other argument of a verb 1, deeper 0), by
// its modifiers (1 for one, 2 for more), and by how often the report uses its head (1 from twice,
// 2 from four times on); the five that count most are kept, the earlier one of two that are equal.
// Left out are light nouns (lexicons/speech/topics.tsv) without a modifier that says more
// ("process", but not "political process"), times, amounts, and nouns that an actor, a place or a
// process already stands for.
//
// Reads: tokens, heads, times, places, mentions, actors, statements, processes.   Writes: topics.
#pragma once

#include <string>
#include <unordered_set>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "speech/attribute.h"

namespace dragoman::speech {

// Nouns that say nothing of what is talked about ("thing", "number"), from
// lexicons/speech/topics.tsv.
class LightNouns {
 public:
  // Fails with NotFound, NotReadable or BadFormat.
  static Result<LightNouns> load(const std::string& path);
  bool contains(const std::string& lemma) const { return lemmas_.contains(lemma); }

 private:
  std::unordered_set<std::string> lemmas_;
};

inline constexpr std::size_t kKeyPhrases = 5;  // of one statement, at most

// Writes one entry for each statement. Nearly linear in the tokens of the contents. Fails with
// MissingLayer.
Result<void> find_topics(const Resources& resources, Document& doc);

}  // namespace dragoman::speech
