// The clause of a word that tells an act: whether it came about, when, for how long, where, and who
// accuses whom of it. Internal to the room.
#pragma once

#include <cstdint>
#include <string>

#include "events/setting.h"
#include "processes/scene.h"

namespace dragoman::processes {

struct ClauseReading {
  Factuality factuality = Factuality::Occurred;
  ByteSpan evidence;
  std::string date, until, due, lasts;  // TIMEX3
  std::uint32_t place = kNone;
  std::uint32_t accuser = kNone, accused = kNone, denier = kNone;  // tokens
};

class ClauseReader {
 public:
  explicit ClauseReader(const Scene& scene)
      : scene_(scene), doc_(scene.doc), tree_(scene.tree), setting_(scene.clauses) {}

  ClauseReading read(std::uint32_t cue) const;
  // The first date in the clause around a noun, or empty.
  std::string date_around(std::uint32_t noun) const;

 private:
  const Token& tok(std::uint32_t i) const { return doc_.tokens[i]; }
  void read_own_words(std::uint32_t verb, ClauseReading& out) const;
  void read_governors(std::uint32_t cue, ClauseReading& out) const;
  bool apply(Mood mood, std::uint32_t governor, ClauseReading& out) const;
  void read_times(std::uint32_t cue, TokenSpan clause, ClauseReading& out) const;
  bool is_negated(std::uint32_t verb) const;
  const Mood* mood_of(std::uint32_t token) const;

  const Scene& scene_;
  const Document& doc_;
  const language::Tree& tree_;
  events::Setting setting_;
};

}  // namespace dragoman::processes
