// Groups of named actors: "the two ministers", "the three guarantors - Russia, Turkey and Iran".
#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "entities/references.h"

namespace dragoman::entities {

using knowledge::Gender;
using knowledge::RoleKind;

// The group of just these actors, made with `name` when there is none yet.
std::uint32_t References::group_called(Members members, std::string name) {
  for (std::uint32_t i = 0; i < work_.drafts.size(); ++i) {
    if (work_.drafts[i].actor.members == members) return i;
  }
  Draft draft;
  draft.actor.kind = ActorKind::Group;
  draft.actor.name = std::move(name);
  draft.actor.rule = "group of named actors";
  draft.plural = true;
  draft.actor.members = std::move(members);
  return work_.add_draft(std::move(draft));
}

std::uint32_t References::top_of(std::uint32_t head) const {
  while (work_.token(head).head != kNone) {
    const Deprel deprel = work_.token(head).deprel;
    if (deprel != Deprel::Appos && deprel != Deprel::Conj && deprel != Deprel::Flat &&
        deprel != Deprel::NmodDesc) {
      break;
    }
    head = work_.token(head).head;
  }
  return head;
}

// Whether the phrase at `head` is whom the subject of `verb` meets: its object, or behind "with".
bool References::is_met(std::uint32_t head, std::uint32_t verb) const {
  const Token& tok = work_.token(head);
  if (tok.head != verb) return false;
  if (tok.deprel == Deprel::Obj || tok.deprel == Deprel::Iobj) return true;
  const std::uint32_t preposition = work_.case_of(head);
  return tok.deprel == Deprel::Obl && preposition != kNone && work_.is_word(preposition, "with");
}

// Persons who act together with seen_[first]: "Lavrov and Kerry", "Lavrov met Kerry". Empty when
// there is no other.
References::Members References::company_of(std::size_t first) const {
  const std::uint32_t top = top_of(seen_[first].head);
  const std::uint32_t verb = work_.token(top).head;
  const bool meets =
      is_subject(top) && verb != kNone && work_.words.meet.contains(work_.lower[verb]);
  Members members{seen_[first].draft};
  for (std::size_t i = first + 1; i < seen_.size(); ++i) {
    const Seen& other = seen_[i];
    if (sentences_between(seen_[first].head, other.head) > 0) break;
    const Draft& draft = work_.drafts[other.draft];
    if (draft.actor.kind != ActorKind::Person || draft.plural) continue;
    if (work_.candidates[other.candidate].kind != MentionKind::Name) continue;
    const bool coordinated =
        work_.token(other.head).deprel == Deprel::Conj && top_of(other.head) == top;
    if (!coordinated && !(meets && is_met(top_of(other.head), verb))) continue;
    if (std::find(members.begin(), members.end(), other.draft) == members.end()) {
      members.push_back(other.draft);
    }
  }
  if (members.size() < 2) members.clear();
  return members;
}

// As many persons as `wanted` who act together, in the five sentences before `at`.
References::Members References::last_company(std::size_t wanted, std::uint32_t at) const {
  for (std::size_t i = seen_.size(); i-- > 0;) {
    if (sentences_between(seen_[i].head, at) > 5) break;
    if (work_.drafts[seen_[i].draft].actor.kind != ActorKind::Person) continue;
    if (Members members = company_of(i); members.size() == wanted) return members;
  }
  return {};
}

// "Lavrov and Kerry" as the name of their group.
std::string References::joined_names(const Members& members) const {
  std::string name;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i > 0) name += i + 1 < members.size() ? ", " : " and ";
    name += work_.drafts[members[i]].actor.name;
  }
  return name;
}

// "The three guarantors - Russia, Turkey and Iran -": the names in apposition.
References::Members References::apposed_members(const Description& d) const {
  Members members;
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
  const bool listed = d.number >= 2 || (d.plural && d.definite && d.role_kind != RoleKind::Person &&
                                        d.phrase.end == d.words.end);
  if (members.empty() && listed) {
    const TokenSpan sentence = work_.sentence_of(d.head);
    std::uint32_t i = d.phrase.end;
    const std::uint32_t reach = d.number == 0 ? 0 : 12;
    while (i < sentence.end && i < d.phrase.end + reach && work_.token(i).upos != Upos::Punct &&
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
    // Without a number they must be a parenthesis: "the guarantor states, Russia and Iran, met".
    const bool closed = i < sentence.end && (work_.token(i).upos == Upos::Punct ||
                                             work_.token(i - 1).upos == Upos::Punct);
    if (d.number == 0 && !closed) members.clear();
    if (d.number > 0 && members.size() != d.number) members.clear();
  }
  if (members.size() < 2) members.clear();
  return members;
}

// "the two countries": those that act, or whose rulers do, last before `at`; not where things only
// happen.
References::Members References::find_states(std::size_t wanted, std::uint32_t at) {
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
  Members members;
  if (countries.size() < wanted) return members;
  for (const std::string& country : countries) members.push_back(country_draft(work_, country));
  std::sort(members.begin(), members.end());
  return members;
}

// The last named actors of the right sort before `at`: "the two ministers", "both countries".
References::Members References::find_members(const Description& d, std::uint32_t at) const {
  Members members;
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
  std::reverse(members.begin(), members.end());
  if (members.size() != wanted) members = leaders ? last_company(wanted, at) : Members{};
  return members;
}

}  // namespace dragoman::entities
