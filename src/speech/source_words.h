// The words that tell what kind of source somebody is, and by which ways words come.
//
// Read from lexicons/speech/sources.tsv; the head of that file explains the kinds.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "dragoman/document.h"
#include "dragoman/result.h"

namespace dragoman::speech {

class SourceWords {
 public:
  enum Class : std::uint32_t {
    kDocument = 1u << 0,    // nouns: statement, report
    kCollective = 1u << 1,  // nouns and pronouns that stand for many: crowd, some
    kNameless = 1u << 2,    // nouns without a name by themselves: source
    kOffice = 1u << 3,      // nouns for who speaks on the record: spokesman, minister
    kWithheld = 1u << 4,    // adjectives: unnamed
    kOccasion = 1u << 5,    // nouns for what words are spoken in: interview, remarks
    kExchange = 1u << 6,    // nouns for what words are exchanged in, with somebody: call, letter
    kCarrier = 1u << 7,     // verbs by which a medium passes words on: carry, broadcast
    kVoicing = 1u << 8,     // verbs beside the cue: "speaking to reporters"
    kIssued = 1u << 9,      // documents that "the" makes those of the one who spoke last
    kCiting = 1u << 10,     // verbs whose object is whose words are passed on: "citing officials"
    kQuantity = 1u << 11,   // nouns that count those behind "of": "a number of sources"
    kNaming = 1u << 12,     // verbs before a name: "a witness named Ahmad"
  };
  // A row of words: "asked not to be named".
  struct Phrase {
    std::vector<std::string> words;  // lower case
    bool in_source = false;          // counts only inside of the source's own phrase: "close to"
  };

  // Fails with NotFound, NotReadable or BadFormat ("file:line:column: what was expected").
  static Result<SourceWords> load(const std::string& path);

  bool is(const std::string& lemma, Class kind) const;
  // The phrases that begin with this word.
  const std::vector<Phrase>& phrases_with(const std::string& first) const;

 private:
  std::unordered_map<std::string, std::uint32_t> classes_;        // bits of Class, by word
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;  // by their first word
};

}  // namespace dragoman::speech
