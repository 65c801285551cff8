// Groups of named actors: "the two ministers", "the three guarantors - Russia, Turkey and Iran".
#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "entities/references.h"

namespace dragoman::entities {

using knowledge::Gender;

// "The three guarantors - Russia, Turkey and Iran -": the names in apposition.
std::vector<std::uint32_t> References::apposed_members(const Description& d) const {
  std::vector<std::uint32_t> members;
  for (const std::uint32_t* c = work_.begin_children(d.head); c != work_.end_children(d.head);
       ++c) {
    if (*c < d.head || work_.token(*c).deprel != Deprel::Appos || work_.name_at[*c] == kNone)
      continue;
    std::vector<std::uint32_t> tokens{*c};
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      for (const std::uint32_t* g = work_.begin_children(tokens[at]);
           g != work_.end_children(tokens[at]); ++g) {
        if (*g > tokens[at] && work_.token(*g).deprel == Deprel::Conj) tokens.push_back(*g);
      }
    }
    for (const std::uint32_t token : tokens) {
      if (work_.name_at[token] == kNone) continue;
      const std::uint32_t draft = work_.candidates[work_.name_at[token]].draft;
      if (draft != kNone) members.push_back(work_.root(draft));
    }
  }
  // The same by a dash or a colon, where the parser lost it: names behind it up to the next mark.
  if (members.empty() && d.number >= 2) {
    const TokenSpan sentence = work_.sentence_of(d.head);
    std::uint32_t i = d.phrase.end;
    while (i < sentence.end && i < d.phrase.end + 12 && work_.token(i).upos != Upos::Punct &&
           work_.token(i).upos != Upos::Verb) {
      ++i;
    }
    if (i < sentence.end &&
        (work_.forms[i] == "–" || work_.forms[i] == "—" || work_.forms[i] == ":" ||
         work_.forms[i] == "-" || work_.forms[i] == "(" || work_.forms[i] == ",")) {
      for (++i; i < sentence.end; ++i) {
        if (work_.name_at[i] != kNone) {
          const std::uint32_t draft = work_.candidates[work_.name_at[i]].draft;
          if (draft != kNone && (members.empty() || members.back() != work_.root(draft))) {
            members.push_back(work_.root(draft));
          }
        } else if (work_.forms[i] != "," && work_.token(i).upos != Upos::Cconj &&
                   work_.token(i).upos != Upos::Det) {
          break;
        }
      }
    }
    if (members.size() != d.number) members.clear();
  }
  if (members.size() < 2) members.clear();
  return members;
}

// "the two countries": those that act, or whose rulers do, last before `at`; not where things only
// happen.
std::vector<std::uint32_t> References::find_states(std::size_t wanted, std::uint32_t at) {
  std::vector<std::string> countries;
  const auto add = [&](const std::string& country) {
    if (!country.empty() && countries.size() < wanted &&
        std::find(countries.begin(), countries.end(), country) == countries.end()) {
      countries.push_back(country);
    }
  };
  for (const bool everywhere : {false, true}) {  // first without the places
    for (std::size_t i = seen_.size(); i-- > 0;) {
      const std::uint32_t distance = sentences_between(seen_[i].head, at);
      if (distance > 5) break;
      const Draft& draft = work_.drafts[seen_[i].draft];
      if (draft.actor.kind == ActorKind::Country) {
        const std::uint32_t preposition = work_.case_of(seen_[i].head);
        const bool place =
            preposition != kNone && (work_.words.locative.contains(work_.lower[preposition]) ||
                                     work_.is_word(preposition, "to"));
        if (everywhere || !place) add(draft.actor.country);
      } else if (distance == 0 && draft.actor.sector == "GOV" && draft.named) {
        add(draft.actor.country);
      }
    }
  }
  std::vector<std::uint32_t> members;
  if (countries.size() < wanted) return members;
  for (const std::string& country : countries) members.push_back(country_draft(work_, country));
  std::sort(members.begin(), members.end());
  return members;
}

// The last named actors of the right sort before `at`: "the two ministers", "both countries".
std::vector<std::uint32_t> References::find_members(const Description& d, std::uint32_t at) const {
  std::vector<std::uint32_t> members;
  const bool states = work_.words.state.contains(d.lemma) && d.role.empty();
  const bool men = d.lemma == "man" || d.lemma == "woman" || d.lemma == "brother";
  const bool sides = d.lemma == "side" || d.lemma == "party" || d.lemma == "group";
  const bool leaders = d.lemma == "leader";
  const std::size_t wanted = d.number == 0 ? 2 : d.number;
  if (wanted < 2 || wanted > 6) return members;
  for (std::size_t i = seen_.size(); i-- > 0 && members.size() < wanted;) {
    if (sentences_between(seen_[i].head, at) > (d.number == 0 ? 2u : 5u)) break;
    const std::uint32_t index = seen_[i].draft;
    const Draft& draft = work_.drafts[index];
    if (std::find(members.begin(), members.end(), index) != members.end() || draft.plural) continue;
    if (!draft.actor.members.empty()) continue;
    bool good = false;
    if (states) {
      good = draft.actor.kind == ActorKind::Country;
    } else if (sides) {
      good = draft.actor.kind != ActorKind::Person && draft.actor.sector != "JRN";
    } else if (!draft.named || draft.actor.kind != ActorKind::Person) {
      good = false;
    } else if (men) {
      good = d.lemma == "woman" ? draft.gender == Gender::Female : draft.gender != Gender::Female;
    } else if (leaders) {
      const std::string& role = draft.actor.role;
      // An office whose word is not known here counts too: the base's heads of state without a
      // role.
      good = (role.empty() && draft.entry != knowledge::kNoEntry && draft.actor.sector == "GOV") ||
             role.find("president") != std::string::npos ||
             role.find("prime minister") != std::string::npos ||
             role.find("leader") != std::string::npos || role.find("king") != std::string::npos ||
             role.find("chancellor") != std::string::npos ||
             role.find("head of") != std::string::npos || role.find("premier") != std::string::npos;
    } else {
      good = fits(work_, d, draft) || draft.actor.role.ends_with(d.lemma) ||
             (d.lemma == "minister" && draft.actor.role == "foreign secretary");
    }
    if (good) members.push_back(index);
  }
  if (members.size() != wanted) members.clear();
  std::reverse(members.begin(), members.end());
  return members;
}

}  // namespace dragoman::entities
