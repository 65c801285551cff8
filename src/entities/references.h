// Nominals and pronouns, in text order: each to the best actor named so far, else a nominal becomes
// an actor.
//
// A definite singular role finds the person whom that role fits ("the Russian top diplomat" ->
// Lavrov), a number finds as many ("the two ministers"), a body noun its body ("the newspaper"). A
// pronoun goes to the mention with the most salience: near, subject, named, speaker, of the right
// gender and number, and not barred by its own clause. Internal to this room.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "entities/analysis.h"

namespace dragoman::entities {

class References {
 public:
  explicit References(Analysis& analysis) : work_(analysis) { mark_quotations(); }

  void run();

 private:
  enum class Wording : std::uint8_t { Same, Open, Other };  // of an office

  using Members = std::vector<std::uint32_t>;  // drafts

  struct Seen {  // a mention read so far
    std::uint32_t candidate;
    std::uint32_t draft;
    std::uint32_t head;
  };

  struct Clause {  // that a phrase is the subject or agent of
    std::uint32_t verb = kNone;
    bool says = false;  // by a verb of speech
  };

  struct ThirdPerson {  // which pronoun
    bool he, she, they, it;
    bool person() const { return he || she; }
    std::uint32_t window() const { return person() ? 5 : 2; }  // sentences looked back
  };

  // Sentences over which a quotation that nobody beside it speaks is the last speaker's.
  static constexpr std::uint32_t kQuotationReach = 3;

  void mark_quotations();
  void add_pronouns();
  void see(std::uint32_t candidate);
  std::uint32_t sentences_between(std::uint32_t from, std::uint32_t to) const {
    return work_.token(to).sentence - work_.token(from).sentence;
  }

  // ---- who speaks: speakers.cc ----
  bool is_speech(std::uint32_t verb) const;
  bool has_subject(std::uint32_t verb) const;
  bool speaks(std::uint32_t subject) const;
  Clause clause_of(const Candidate& mention) const;
  bool is_reported(std::uint32_t verb) const;
  void note_speaker();
  bool reports(std::uint32_t pronoun) const;
  std::uint32_t steps_between(std::uint32_t from, std::uint32_t to) const;
  std::uint32_t speaker_around(std::uint32_t quoted) const;
  std::size_t last_speaker(const ThirdPerson& pronoun, std::uint32_t at) const;

  void resolve_name(std::uint32_t candidate);
  void resolve_nominal(std::uint32_t candidate);
  std::uint32_t described_subject(const Description& d) const;
  void resolve_pronoun(std::uint32_t candidate);
  bool agrees(const ThirdPerson& pronoun, std::size_t seen, std::uint32_t at) const;
  void resolve_former_or_latter(std::uint32_t candidate);

  Wording wording_of(const Description& d, const Draft& draft) const;
  std::uint32_t find_person(const Description& d, std::uint32_t at) const;
  std::uint32_t find_same_nominal(const Description& d, std::uint32_t at) const;
  std::uint32_t find_same_sort(const Description& d, std::uint32_t at) const;
  bool takes_up_group(const Description& d, const Draft& draft) const;
  bool is_army_of(const Description& d, const Draft& draft) const;
  std::uint32_t group_of_ranks(const Description& d, std::uint32_t candidate) const;
  bool is_overtaken(const Description& d, std::uint32_t at, std::uint32_t named) const;
  std::uint32_t find_watcher(const Description& d) const;
  std::uint32_t find_body(const Description& d, std::uint32_t at) const;
  Members find_members(const Description& d, std::uint32_t at) const;
  Members find_states(std::size_t wanted, std::uint32_t at);
  Members apposed_members(const Description& d) const;
  std::uint32_t group_of(Members members, const Description& d);
  std::uint32_t group_called(Members members, std::string name);
  std::string joined_names(const Members& members) const;
  Members company_of(std::size_t first) const;
  Members last_company(std::size_t wanted, std::uint32_t at) const;
  bool is_met(std::uint32_t head, std::uint32_t verb) const;
  // Through apposition and coordination to the phrase's own place in the clause.
  std::uint32_t top_of(std::uint32_t head) const;
  std::uint32_t possessor_of(const Description& d) const;
  void copy_role(const Description& d, Draft& draft) const;
  std::uint32_t new_nominal(const Description& d);
  std::string nominal_name(const Description& d) const;
  std::uint32_t subject_ahead(std::uint32_t pronoun) const;
  bool is_subject(std::uint32_t head) const;

  Analysis& work_;
  std::vector<Seen> seen_;
  std::vector<bool> quoted_;
  std::vector<std::uint32_t>
      told_;  // per sentence: those before it with words outside of quotations
  std::vector<std::size_t> speakers_;  // of seen_: who speaks on the report's own level
  std::vector<std::vector<std::uint32_t>> titles_of_;  // descriptions that title a name candidate
};

}  // namespace dragoman::entities
