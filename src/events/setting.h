// When and where: the time expression and the place that belong to an act, from its own clause
// first.
#pragma once

#include <cstdint>

#include "events/act.h"

namespace dragoman::events {

class Setting {
 public:
  explicit Setting(const Clauses& clauses) : clauses_(clauses) {}

  // Smallest run of tokens that shows the act: its clause without clauses that hang on it.
  TokenSpan clause_of(const Act& act) const;
  // Index into doc.times or kNone: a date in the act's clause, the one nearest in the tree; else a
  // date of the sentence that is not tied to a verb of saying or to another clause.
  std::uint32_t timex_of(const Act& act, TokenSpan clause) const;
  // Index into doc.places or kNone: a place named with a preposition of place under the act; else
  // in the clause.
  std::uint32_t place_of(const Act& act, TokenSpan clause) const;
  // The place of the clause that is named nearest to the trigger, however it is linked; of a country
  // that is known. For violence, which is done where it is told.
  std::uint32_t place_near(const Act& act, TokenSpan clause) const;

 private:
  int distance(std::uint32_t from, std::uint32_t to) const;

  const Clauses& clauses_;
};

}  // namespace dragoman::events
