// Whose someone is: the country, sector and code that a description gives, in so many words or by
// context.
#include <algorithm>
#include <utility>

#include "core/utf8.h"
#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

using knowledge::Kind;
using knowledge::RoleKind;

// "the international community", "foreign fighters": of no country of the report.
bool is_unbound(const Analysis& work, const Description& d) {
  for (const std::string* text : {&d.modifiers, &d.text_role}) {
    std::size_t at = 0;
    while (at < text->size()) {
      const std::size_t space = std::min(text->find(' ', at), text->size());
      if (work.words.unbound.contains(std::string_view(*text).substr(at, space - at))) return true;
      at = space + 1;
    }
  }
  return false;
}

std::string country_at(const Analysis& work, std::uint32_t token) {
  const auto of = [&](std::uint32_t candidate) -> std::string {
    if (candidate == kNone || work.candidates[candidate].draft == kNone) return {};
    return work.drafts[work.root(work.candidates[candidate].draft)].actor.country;
  };
  if (work.name_at[token] != kNone) return of(work.name_at[token]);
  if (work.description_at[token] != kNone) {
    const Description& d = work.descriptions[work.description_at[token]];
    return d.title && d.name != kNone ? of(d.name) : of(d.candidate);
  }
  return {};
}

std::uint32_t subject_of(const Analysis& work, std::uint32_t verb) {
  for (const std::uint32_t* c = work.begin_children(verb); c != work.end_children(verb); ++c) {
    const Deprel deprel = work.token(*c).deprel;
    if (deprel == Deprel::Nsubj || deprel == Deprel::NsubjPass) return *c;
  }
  return kNone;
}

std::string country_of_place(Analysis& work, std::uint32_t name) {
  const Candidate& place = work.candidates[name];
  if (place.alias) return std::string(work.kb.entry(place.alias->entry).country());
  std::string country = work.place_country(work.text_of(place.tokens));
  // "south Serbia", "rural Aleppo": of what is left of the name.
  for (std::uint32_t i = place.tokens.begin + 1; country.empty() && i < place.tokens.end; ++i) {
    knowledge::Match match;
    const std::span<const std::string_view> rest(work.forms.data() + i, place.tokens.end - i);
    if (work.kb.longest_match(rest, 0, match) && match.length == rest.size())
      country = work.kb.entry(match.aliases.front().entry).country();
    else
      country = work.place_country(work.text_of({i, place.tokens.end}));
  }
  return country;
}

// "Peru moved troops": of the subject. "The Soviet spokesman said special ambassador X left": of
// who says it.
std::string country_of_holder(const Analysis& work, const Description& d) {
  const bool troops = d.sector == "MIL";
  std::uint32_t at = d.head;
  if (troops && work.token(at).deprel != Deprel::Obj) return {};
  for (int step = 0; step < 6 && work.token(at).head != kNone; ++step) {
    at = work.token(at).head;
    if (work.token(at).upos != Upos::Verb) continue;
    const bool fits = troops ? step > 0 || work.words.wield.contains(work.lower[at])
                             : work.words.say.contains(work.lower[at]);
    if (troops && !fits) return {};
    const std::uint32_t subject = subject_of(work, at);
    if (subject == kNone || !fits) continue;
    if (subject == d.head || work.description_at[subject] == work.description_at[d.head]) return {};
    return country_at(work, subject);
  }
  return {};
}

// The country that the report names most often with this noun, else with this sector; the first of
// equals.
std::string usual_country(const Analysis& work, const Description& d) {
  for (const bool same_noun : {true, false}) {
    std::vector<std::pair<std::string, int>> counts;
    for (const Description& other : work.descriptions) {
      if (&other == &d || !other.country_in_text || other.countries.size() != 1 ||
          other.sector.empty())
        continue;
      if (same_noun ? other.lemma != d.lemma : other.sector.substr(0, 3) != d.sector.substr(0, 3))
        continue;
      if (other.title || other.role_kind == RoleKind::Title) continue;
      auto found = std::find_if(counts.begin(), counts.end(),
                                [&](const auto& pair) { return pair.first == other.countries[0]; });
      if (found == counts.end())
        counts.emplace_back(other.countries[0], 1);
      else
        ++found->second;
    }
    if (!same_noun && d.sector == "MIL") {  // "U.S. troops" that the base knows as a body
      for (const Candidate& name : work.candidates) {
        if (!name.alias || work.kb.entry(name.alias->entry).kind() != Kind::Military) continue;
        const std::string country(work.kb.entry(name.alias->entry).country());
        auto found = std::find_if(counts.begin(), counts.end(),
                                  [&](const auto& pair) { return pair.first == country; });
        if (found == counts.end())
          counts.emplace_back(country, 1);
        else
          ++found->second;
      }
    }
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != counts.end()) return most->first;
  }
  return {};
}

// "Coalition forces" where the report names the US-led coalition: the body whose kind is the
// modifier.
std::uint32_t body_by_kind(const Analysis& work, const Description& d) {
  for (const std::uint32_t* c = work.begin_children(d.head); c != work.end_children(d.head); ++c) {
    if (work.token(*c).deprel != Deprel::Compound || !work.words.body.contains(work.lower[*c]))
      continue;
    for (std::uint32_t i = 0; i < work.drafts.size(); ++i) {
      const Draft& draft = work.drafts[i];
      const std::string name = core::ascii_lower(draft.actor.name);
      if (draft.named && draft.merged_into == kNone && draft.actor.kind != ActorKind::Person &&
          name.ends_with(" " + work.lower[*c])) {
        return i;
      }
    }
  }
  return kNone;
}

// Country of a place that the sentence names with "in", "at", "on", "near": the nearest.
std::string country_of_sentence(Analysis& work, std::uint32_t head) {
  const TokenSpan sentence = work.sentence_of(head);
  std::uint32_t best = kNone;
  const auto away = [head](std::uint32_t i) { return i > head ? i - head : head - i; };
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const std::uint32_t index = work.name_at[i];
    if (index == kNone || work.candidates[index].type != NameType::Location) continue;
    const std::uint32_t preposition = work.case_of(work.candidates[index].head);
    if (preposition == kNone || !work.words.locative.contains(work.lower[preposition])) continue;
    if (best == kNone || away(i) < away(best)) best = i;
  }
  if (best == kNone) return {};
  std::string country = country_of_place(work, work.name_at[best]);
  return work.named.contains(country) ? country : std::string();
}

}  // namespace

bool is_ethnic(const Analysis& work, TokenSpan name) {
  return name.begin > 0 && work.is_word(name.begin - 1, "ethnic");
}

std::string country_of_whereabouts(Analysis& work, std::uint32_t head) {
  std::vector<std::uint32_t> heads{head};
  for (const std::uint32_t* c = work.begin_children(head); c != work.end_children(head); ++c) {
    if (work.token(*c).deprel == Deprel::Acl) heads.push_back(*c);
  }
  for (const std::uint32_t h : heads) {
    for (const std::uint32_t* c = work.begin_children(h); c != work.end_children(h); ++c) {
      const std::uint32_t name = work.name_at[*c];
      const std::uint32_t preposition = work.case_of(*c);
      if (name == kNone || preposition == kNone || *c < h ||
          work.candidates[name].type != NameType::Location)
        continue;
      if (work.words.locative.contains(work.lower[preposition]) ||
          work.is_word(preposition, "of"))
        return country_of_place(work, name);
    }
  }
  return {};
}

Belonging belonging_of(Analysis& work, const Description& d, std::uint32_t possessor) {
  Belonging out;
  out.sector = d.sector;
  const bool against = work.words.against.contains(d.lemma);
  const auto take_draft = [&](const Draft& owner, const char* rule) {
    out.country = owner.actor.country;
    out.rule = rule;
    if (against) {
      if (out.sector.empty() || owner.actor.sector == "GOV") out.sector = "OPP";
    } else if (owner.actor.kind == ActorKind::Organisation ||
               owner.actor.kind == ActorKind::Group) {
      // "Pentagon spokesman", "IRA commanders": theirs is the code of their body.
      // ... but "the regime's army" stays an army.
      if (owner.actor.country.empty() || d.sector.empty() || work.words.bland.contains(d.lemma) ||
          (!owner.actor.kb.empty() && owner.actor.sector != "GOV")) {
        out.sector = owner.actor.sector;
        out.code = owner.actor.code;
      }
    } else if (owner.actor.country.empty() ||
               (out.sector.empty() && d.role_kind == RoleKind::Person)) {
      out.sector = owner.actor.sector;
      out.code = owner.actor.code;
    }
  };
  if (d.org != kNone && work.candidates[d.org].draft != kNone && !against) {
    take_draft(work.drafts[work.root(work.candidates[d.org].draft)], "organisation in the phrase");
    if (out.country.empty() && out.code.empty() && !d.countries.empty()) {
      out.country = d.countries[0];
      out.rule = d.country_rule;
      if (out.sector.empty()) out.sector = d.sector;
    }
  } else if (!d.countries.empty()) {
    out.country = d.countries[0];
    out.rule = d.country_rule;
    if (against && out.sector.empty()) out.sector = "OPP";
  } else if (const std::uint32_t body = body_by_kind(work, d); body != kNone) {
    take_draft(work.drafts[body], "body named before");
  } else if (d.holder != kNone && work.candidates[d.holder].draft != kNone) {
    take_draft(work.drafts[work.root(work.candidates[d.holder].draft)], "person in the phrase");
  } else if (possessor != kNone) {
    take_draft(work.drafts[work.root(possessor)], "whom the possessive means");
  } else if (!d.sector.empty() && work.words.nation.contains(d.sector.substr(0, 3)) &&
             !(d.indefinite && d.role_kind == RoleKind::Person && !d.plural && !d.title &&
               d.modifiers.find("local") == std::string::npos &&
               d.text_role.find("local") == std::string::npos && d.name == kNone) &&
             !is_unbound(work, d) && d.possessor == kNone) {
    // The phrase's own place, the clause's, else the country of the report.
    out.country = country_of_whereabouts(work, d.head);
    if (!out.country.empty()) out.rule = "place in the phrase";
    std::uint32_t governor = work.token(d.head).head;
    for (int step = 0; step < 2 && governor != kNone && out.country.empty(); ++step) {
      for (const std::uint32_t* c = work.begin_children(governor); c != work.end_children(governor);
           ++c) {
        const std::uint32_t name = work.name_at[*c];
        const std::uint32_t preposition = work.case_of(*c);
        if (name == kNone || preposition == kNone || !work.is_word(preposition, "in")) continue;
        if (work.candidates[name].type != NameType::Location) continue;
        out.country = country_of_place(work, name);
        out.rule = "place of the clause";
      }
      governor = work.token(governor).head;
    }
    if (out.country.empty() && d.sector.starts_with("GOV") && !work.seat.empty()) {
      out.country = work.seat;
      out.rule = "country of the dateline";
    }
    if (out.country.empty()) {
      const bool person = d.role_kind == RoleKind::Person && !d.plural;
      if (d.sector == "MIL" || (person && d.sector == "GOV"))
        out.country = country_of_holder(work, d);
      if (!out.country.empty())
        out.rule = d.sector == "MIL" ? "country of the subject" : "country of who says it";
    }
    if (out.country.empty() && !d.sector.starts_with("GOV") && d.sector != "MIL") {
      out.country = country_of_sentence(work, d.head);
      if (!out.country.empty()) out.rule = "place of the sentence";
    }
    if (out.country.empty() && !d.sector.starts_with("GOV")) {
      // Of whom the report speaks of elsewhere: "Israeli soldiers" make "73 soldiers" Israeli.
      out.country = usual_country(work, d);
      if (!out.country.empty()) out.rule = "country of the same role elsewhere";
    }
    // Governments act for the country that acts most; rebels, soldiers and people are where things
    // happen.
    const bool acts = d.sector.starts_with("GOV") || d.sector == "LEG" || d.sector == "JUD";
    const std::vector<std::string>& countries =
        acts || work.scene.empty() ? work.focus : work.scene;
    if (out.country.empty() && !countries.empty()) {
      out.country = countries[0];
      out.rule = acts ? "country of the report" : "country of the scene";
    }
  }
  if (out.code.empty()) out.code = join_code(out.country, out.sector);
  return out;
}

}  // namespace dragoman::entities
