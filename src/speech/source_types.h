// What kind of source each statement has, and whether its name is kept back.
//
// Method: the head of the words for the source is looked up in lexicons/speech/sources.tsv and
// media.tsv; a name, also one that the actor has elsewhere in the report, makes it named; the
// number of a common noun makes it one or many. A pronoun is what its actor was called first.
// Phrases ("on condition of anonymity", "who asked not to be named") hold for the subject or the
// noun that they hang on, and for all that this actor says.
// Reads: tokens, heads, mentions, actors, statements.
// Writes: source_type and anonymous of the statements.
#pragma once

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "speech/attribute.h"

namespace dragoman::speech {

// Linear in tokens and statements. Fails with MissingLayer without mentions or statements.
Result<void> classify_sources(const Resources& resources, Document& doc);

}  // namespace dragoman::speech
