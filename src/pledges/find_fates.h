// Finds what a report tells of earlier pledges: that they were kept, broken or put off.
//
//   verb + noun   lexicons/pledges/fates.tsv      "missed the deadline", "the promise was broken"
//   fail + to     what was not done               "failed to sign a peace agreement"
//   after, since, as + a verb that pledges        "began to clear mines, four months after it
//   undertook to"
// A negated verb turns kept into broken. What is only meant, asked or denied is no fate.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::pledges {

struct FateWord {
  FateKind kind = FateKind::Kept;
  // Where the noun stands: "missed the deadline", "the deadline passed"; or no noun: the verb
  // pledges
  // ("left two months after it undertook to"), and what it hangs on is what was done.
  enum class Place { Object, Subject, Behind, After } place = Place::Object;
  std::string preposition;                   // of Behind: "reneged on its promise"
  std::set<std::string, std::less<>> nouns;  // lemmas; empty: any
};

using FateWords =
    std::map<std::string, std::vector<FateWord>, std::less<>>;  // by lemma of the verb

// Fails with NotFound or BadFormat (file:line:column).
Result<FateWords> load_fate_words(const std::string& path);

// Appends to doc.fates in text order. Linear in the number of tokens.
void find_fates(const FateWords& words, Document& doc);

}  // namespace dragoman::pledges
