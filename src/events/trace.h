// How an event came about: its pattern, what filled each slot, what its words did to its
// factuality, and what else the word could have been.
//
// Runs the matching of one document again, so that coding itself keeps no notes. For `dragoman
// explain`; costs as much as coding the document.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dragoman/document.h"

#include "events/code_events.h"

namespace dragoman::events {

struct EventTrace {
  struct Filler {
    std::string role;  // "actor", "recipient"
    std::string path;  // "subj", "obj.of"
    std::uint32_t token = kNone;
    std::vector<std::uint32_t> actors;  // whom it names; empty when nobody is known
  };
  struct Held {
    std::string condition;              // "obj:@munition"
    std::vector<std::uint32_t> tokens;  // that meet it; none for a negated one
  };
  struct Other {
    std::string name, where;
    std::string why;  // it did not make an event
  };
  const Entry* entry = nullptr;
  std::string where;            // file:line of its pattern
  std::uint32_t light = kNone;  // the verb of a noun: "launch" of "launch an attack"
  std::vector<Held> conditions;
  std::vector<Filler> fillers;
  std::vector<std::string> realis;  // what the clause shows: "future", "negated" ...
  std::vector<std::uint32_t> cues;  // words that show it
  // Entries whose words are part of the trigger, and what the governing one makes of them.
  std::vector<Other> composed;
  std::vector<Other> others;        // other entries of the word, the nearest ones
  std::vector<Other> silent;        // found in the sentence, and no event
  std::vector<std::uint32_t> tree;  // tokens around the trigger, in text order
};

// What the patterns match in a document, event or not.
class Matches {
 public:
  // Both must outlive it.
  Matches(const Resources& resources, const Document& doc);
  ~Matches();
  // Entries with a word of their trigger in the span; why they make no event of it, if they do not.
  std::vector<EventTrace::Other> at(ByteSpan span) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// None when the lexicon has no entry of the event's name.
std::optional<EventTrace> trace_event(const Resources& resources,
                                      const Document& doc,
                                      const Event& event);

}  // namespace dragoman::events
