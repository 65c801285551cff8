// An act: a lexicon entry found in a sentence, on its way to become an event.
//
// find_acts -> realis_of -> compose -> code_events. Acts live only while one report is coded.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "events/clause.h"
#include "events/lexicon.h"
#include "events/roles.h"

namespace dragoman::events {

struct Act {
  const Entry* entry = nullptr;
  Anchor anchor;
  std::vector<std::uint32_t> trigger;  // tokens, in text order
  std::uint32_t realis = kNone;        // the word whose clause says whether it happened
  std::vector<std::uint32_t> actors, recipients;
  bool actors_expressed = false;  // some filler stands in an actor slot, known or not
  bool actors_named = false;      // ... and one of them is a proper noun
  bool recipients_expressed = false;
  std::uint32_t place_filler = kNone;  // first filler of a recipient slot when none names an actor
  bool at_place = false;               // whoever lives where it happens is the recipient

  EventType type = EventType::Consult;
  std::string mode, cameo;
  Factuality factuality = Factuality::Occurred;
  std::vector<std::uint32_t> cues;  // words that show the factuality
  bool composed = false;            // its type comes from the table of composition
  bool absorbed = false;            // told by another act, or nothing at all
  bool purpose = false;             // an infinitive of purpose ("to disperse the crowd")
  std::optional<InnerAct> inner;  // what is promised, threatened, asked for or refused
  bool fixed = false;               // factuality is settled by the cue that governs it
};

// All acts of the document in text order of their anchors; idioms and cues included.
std::vector<Act> find_acts(const Clauses& clauses, const Lexicon& lexicon, const Roles& roles);

}  // namespace dragoman::events
