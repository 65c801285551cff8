// The details of an event beside actor and recipient: third parties, victims, instrument, venue,
// numbers of people, and why a role is empty.
//
// All of them come from words that the tree links to the trigger; where nothing does, the field
// stays empty. The words that tell them stand in lexicons/events/details.tsv.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dragoman/document.h"
#include "dragoman/result.h"

#include "events/act.h"

namespace dragoman::events {

enum class DetailClass : std::uint8_t {
  Dead,
  Injured,
  Arrested,
  Mediator,
  Host,
  Guarantor,
  Venue,
  Instrument,
  Count_,
};

// lexicons/events/details.tsv in memory. Immutable; an empty one finds nothing.
class DetailWords {
 public:
  // Fails with NotFound or BadFormat (file:line:column).
  static Result<DetailWords> load(const std::string& path);

  bool has(DetailClass kind, std::string_view lemma) const {
    return words_[static_cast<std::size_t>(kind)].contains(lemma);
  }
  const std::uint32_t* number(std::string_view word) const;       // "dozen" -> 12
  const std::string* bound(std::string_view word) const;          // "least" -> "min"

 private:
  std::array<WordSet, static_cast<std::size_t>(DetailClass::Count_)> words_;
  std::unordered_map<std::string, std::uint32_t, StringHash, std::equal_to<>> numbers_;
  std::unordered_map<std::string, std::string, StringHash, std::equal_to<>> bounds_;
};

class Details {
 public:
  Details(const Clauses& clauses, const Roles& roles, const DetailWords& words)
      : clauses_(clauses), roles_(roles), words_(words) {}

  // Adds to `event`, whose actors, recipients, type and trigger are settled, what `act` shows.
  void fill(const Act& act, Event& event) const;
  // A participle that only tells a third party's part: "a deal *guaranteed* by Ethiopia".
  bool is_third_part(const Act& act) const;
  // Its words tell of people killed or hurt.
  bool is_harm(const Act& act) const;

 private:
  bool is(DetailClass kind, std::uint32_t token) const;
  const std::string* bound_at(std::uint32_t token) const;
  TokenSpan phrase(std::uint32_t head) const;
  std::vector<std::uint32_t> victims_of(const Act& act, std::uint32_t trigger) const;
  std::vector<std::uint32_t> recipients_of(const Act& act) const;
  std::optional<EventCount> count(const std::vector<std::uint32_t>& heads) const;
  struct Number {
    std::uint32_t value = 0;
    std::string bound;
    TokenSpan tokens;
  };
  std::optional<Number> number_at(std::uint32_t head) const;
  std::optional<Number> numeral(std::uint32_t token) const;
  void third_parties(const Act& act, Event& event) const;
  void add_third(Event& event, ThirdPart part, std::uint32_t filler) const;
  void instrument(const Act& act, Event& event) const;
  void venue(const Act& act, Event& event) const;
  std::string why_no_actor(const Act& act) const;

  const Clauses& clauses_;
  const Roles& roles_;
  const DetailWords& words_;
};

}  // namespace dragoman::events
