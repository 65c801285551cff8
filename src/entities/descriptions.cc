// Role nouns with what hangs on them, as titles, appositions and nominals.
//
//   the  Russian  top diplomat          Sinn Fein   leader   Gerry Adams
//   det  country  role phrase           org         title -> the name's description
//
//   Gerard Rice , a former IRA prisoner ,        three rebel spokesmen
//   name        , apposition                     number, modifier (sector REB), role
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/utf8.h"
#include "entities/analysis.h"
#include "entities/phrases.h"

namespace dragoman::entities {
namespace {

using knowledge::AliasKind;
using knowledge::Kind;
using knowledge::Role;
using knowledge::RoleKind;

// Leftmost token of the noun phrase whose role phrase is `words`: what hangs on its words (and, of
// a title, on the name behind it) and stands in one run before it.
std::uint32_t phrase_begin(const Analysis& work, TokenSpan words, TokenSpan core) {
  const TokenSpan sentence = work.sentence_of(words.begin);
  std::uint32_t begin = words.begin;
  while (begin > sentence.begin) {
    const std::uint32_t i = begin - 1;
    const Token& tok = work.token(i);
    bool inside = false;
    // Follow heads upwards while they stay between here and the phrase.
    std::uint32_t at = i;
    for (int step = 0; step < 6 && !inside; ++step) {
      const std::uint32_t head = work.token(at).head;
      if (head == kNone) break;
      if (core.contains(head) || (head >= begin && head < core.end)) inside = true;
      if (head < sentence.begin || head >= core.end) break;
      if (!inside && head < i && !(is_possessive_mark(work.forms[i]) && head + 6 > i)) break;
      at = head;
    }
    if (inside) {
      switch (work.token(i).upos) {
        case Upos::Verb:
          inside = (tok.deprel == Deprel::Amod || tok.deprel == Deprel::Compound) &&
                   work.token(begin).upos != Upos::Num;
          break;
        case Upos::Aux:
        case Upos::Adp:
        case Upos::Sconj:
        case Upos::Intj:
          inside = false;
          break;
        case Upos::Punct:
          inside = work.forms[i] == "-" || work.forms[i] == "–";
          break;
        case Upos::Cconj:
          // Only between two adjectives of one phrase: "the British and Irish governments".
          inside = i > sentence.begin && work.token(begin).upos == Upos::Adj &&
                   work.token(i - 1).upos == Upos::Adj && core.begin > begin &&
                   work.token(i - 1).head != kNone && work.token(i - 1).head >= begin;
          break;
        case Upos::Adv:  // "nearly 200", "most senior", "well-placed"
          inside = tok.head != kNone && tok.head > i &&
                   (work.token(tok.head).upos == Upos::Num ||
                    work.token(tok.head).upos == Upos::Adj || work.forms[i + 1] == "-");
          break;
        case Upos::Pron:
          inside = (tok.feats & feature::kPoss) != 0;
          break;
        default:
          break;
      }
      if (tok.deprel == Deprel::Nsubj || tok.deprel == Deprel::Obj || tok.deprel == Deprel::Appos)
        inside = false;
    }
    // "[Ankara-backed] rebels", "a [40-year-old] teacher", whatever the tree makes of the hyphen.
    const bool joins = i > sentence.begin && work.forms[i] == "-" && begin < words.begin &&
                       !tok.space_after && !work.token(i - 1).space_after;
    inside = inside || joins;
    if (!inside && work.name_at[i] != kNone && is_alike(work, {begin, words.begin})) {
      // A name right before a role belongs to it, whatever the tree says: "Sinn Fein leader Gerry
      // Adams".
      const Candidate& name = work.candidates[work.name_at[i]];
      inside = (name.type == NameType::Norp && work.token(i).upos == Upos::Adj) ||
               name.type == NameType::Organisation ||
               (name.type == NameType::Location && name.alias.has_value());
      inside =
          inside && !(work.token(name.head).feats & feature::kPlur && name.type == NameType::Norp);
    }
    if (!inside) break;
    begin = i;
  }
  while (begin < words.begin &&
         (work.token(begin).upos == Upos::Cconj || work.token(begin).upos == Upos::Punct ||
          work.token(begin).upos == Upos::Part || is_possessive_mark(work.forms[begin]))) {
    ++begin;
  }
  if (begin < words.begin && begin > sentence.begin && work.is_word(begin - 1, "at")) {
    const std::string form = core::ascii_lower(work.forms[begin]);
    if (form == "least" || form == "most") ++begin;
  }
  // Not half a name.
  if (begin < words.begin && work.name_at[begin] != kNone) {
    begin = std::max(work.candidates[work.name_at[begin]].tokens.begin, sentence.begin);
  }
  return begin;
}

void add_country(Description& d, std::string country, std::string rule, bool front) {
  if (country.empty() ||
      std::find(d.countries.begin(), d.countries.end(), country) != d.countries.end())
    return;
  if (d.countries.empty()) d.country_rule = std::move(rule);
  d.countries.insert(front ? d.countries.begin() : d.countries.end(), std::move(country));
}

// What a name before the role or in its "of" says about whom the role belongs to.
void take_name(Analysis& work, Description& d, std::uint32_t index, bool before) {
  const Candidate& name = work.candidates[index];
  if (name.leads && name.alias && d.countries.empty() && d.org == kNone) {
    add_country(d, std::string(work.kb.entry(name.alias->entry).country()), "led by this country",
                before);
    return;
  }
  if (name.stance || name.dropped || is_ethnic(work, name.tokens)) return;
  const std::string rule =
      before ? "text: the name before the role" : "text: the name behind the role";
  if (name.type == NameType::Person) {
    if (d.holder == kNone) d.holder = index;
    return;
  }
  if (name.alias) {
    const knowledge::Entry entry = work.kb.entry(name.alias->entry);
    switch (entry.kind()) {
      case Kind::Country: {
        add_country(d, std::string(entry.country()), "country@" + name.alias->receipt.to_string(),
                    before);
        d.country_in_text = true;
        return;
      }
      case Kind::Region:
      case Kind::People:
        if (!entry.country().empty()) {
          add_country(d, std::string(entry.country()), "country@" + name.alias->receipt.to_string(),
                      before);
          d.country_in_text = true;
        }
        return;
      case Kind::Person:
        return;
      default:
        break;
    }
  }
  if (name.type == NameType::Location) {
    const std::string& country = work.place_country(work.text_of(name.tokens));
    if (d.countries.empty() && !country.empty())
      add_country(d, country, rule + " (gazetteer)", before);
    return;
  }
  if (name.type == NameType::Organisation && d.org == kNone) d.org = index;
}

bool is_predicate(const Analysis& work, std::uint32_t head) {
  return std::any_of(work.begin_children(head), work.end_children(head),
                     [&](std::uint32_t child) { return work.token(child).deprel == Deprel::Cop; });
}

// "Britain-based"
bool is_seat(const Analysis& work, const Candidate& name) {
  const std::uint32_t end = name.tokens.end;
  return end + 1 < work.forms.size() && work.forms[end] == "-" && work.is_word(end + 1, "base");
}

void read_left(Analysis& work, Description& d) {
  std::uint32_t last_name = kNone;
  for (std::uint32_t i = d.words.begin; i-- > d.phrase.begin;) {
    const Token& tok = work.token(i);
    const std::string& word = work.lower[i];
    if (work.name_at[i] != kNone) {
      if (work.name_at[i] != last_name) {
        const bool told = d.country_in_text;
        take_name(work, d, work.name_at[i], true);
        // "the Britain-based group": where it sits does not tell whose it is.
        if (is_seat(work, work.candidates[work.name_at[i]])) d.country_in_text = told;
      }
      last_name = work.name_at[i];
      d.definite =
          d.definite || is_possessive_mark(work.forms[work.candidates[last_name].tokens.end]);
      continue;
    }
    if (tok.upos == Upos::Pron && (tok.feats & feature::kPoss)) {
      if (d.possessor == kNone) d.possessor = i;
      d.definite = true;
    } else if (tok.upos == Upos::Det || word == "both") {
      if (word == "the") d.definite = true;
      if (tok.feats & feature::kDem) d.definite = d.demonstrative = true;
      if (word == "both") d.number = 2, d.definite = true;
      if (word == "a" || word == "an" || word == "another" || word == "some" || word == "any" ||
          word == "no" || word == "every" || word == "each") {
        d.indefinite = true;
      }
    } else if (tok.upos == Upos::Num) {
      if (d.number == 0) d.number = number_word(core::ascii_lower(work.forms[i]));
      if (d.number == 0) d.number = 1000;
    } else if (tok.upos == Upos::Adj || is_nounlike(tok.upos) || tok.upos == Upos::Verb) {
      if (work.words.former.contains(word)) d.former = true;
      if (word == "other" || word == "several" || word == "many" || word == "few" ||
          word == "dozen") {
        d.indefinite = true;
      }
      d.modifiers = d.modifiers.empty() ? word : word + " " + d.modifiers;
    } else if (tok.upos == Upos::Adv && work.words.former.contains(word)) {
      d.former = true;
    }
  }
}

// "of", "in", "for" behind the role. Sets the end of the phrase behind an "of" that follows at
// once.
void read_right(Analysis& work, Description& d) {
  const TokenSpan sentence = work.sentence_of(d.head);
  for (const std::uint32_t* c = work.begin_children(d.head); c != work.end_children(d.head); ++c) {
    const std::uint32_t child = *c;
    if (child < d.words.end) continue;
    const Token& tok = work.token(child);
    if (tok.deprel == Deprel::Acl && work.is_word(child, "base")) {
      for (const std::uint32_t* g = work.begin_children(child); g != work.end_children(child);
           ++g) {
        if (work.name_at[*g] != kNone && d.countries.empty())
          take_name(work, d, work.name_at[*g], false);
      }
    }
    if (tok.deprel != Deprel::Nmod) continue;
    const std::uint32_t preposition = work.case_of(child);
    if (preposition == kNone) continue;
    const std::string& word = work.lower[preposition];
    if (word == "to" || word == "with" || word == "against" || word == "on" || word == "by")
      continue;
    if (word == "for" && work.words.outer.contains(d.lemma)) continue;
    const bool weak = word != "of";
    if (word == "of" && preposition == d.words.end) {
      // To the end of the complement's own words; no relative clause, nothing behind a comma.
      std::uint32_t end = child + 1;
      while (end < sentence.end && work.token(end).head != kNone &&
             work.token(end).head >= preposition && work.token(end).head < end &&
             work.token(end).upos != Upos::Punct && work.token(end).deprel != Deprel::AclRelcl &&
             work.token(end).deprel != Deprel::Acl && work.token(end).upos != Upos::Verb &&
             work.token(end).upos != Upos::Sconj && work.token(end).upos != Upos::Cconj &&
             work.token(end).upos != Upos::Adp && work.token(end).deprel != Deprel::Nsubj) {
        ++end;
      }
      if (work.name_at[end - 1] != kNone) {
        end = std::max(end, work.candidates[work.name_at[end - 1]].tokens.end);
      }
      d.phrase.end = end;
    }
    if (weak && (!d.countries.empty() || d.org != kNone || d.holder != kNone)) continue;
    std::vector<std::uint32_t> parts{child};
    for (const std::uint32_t* g = work.begin_children(child); g != work.end_children(child); ++g) {
      const Deprel deprel = work.token(*g).deprel;
      if (deprel == Deprel::Conj || deprel == Deprel::NmodPoss || deprel == Deprel::Compound ||
          deprel == Deprel::Amod) {
        parts.push_back(*g);
      }
    }
    for (const std::uint32_t part : parts) {
      if (work.name_at[part] != kNone) take_name(work, d, work.name_at[part], false);
    }
  }
}

// The sector of the role, with what its modifiers add: "rebel commanders" are REB, not MIL.
std::string sector_of(const Analysis& work,
                      const Phrase& head,
                      const std::vector<Phrase>& modifiers) {
  std::string sector(head.role.sector);
  const bool bland = sector.empty() || work.words.bland.contains(work.lower[head.words.end - 1]);
  if (!bland) return sector;
  for (const Phrase& modifier : modifiers) {
    if (modifier.role.sector.empty() || modifier.role.kind == RoleKind::Title) continue;
    // "government forces" stay soldiers.
    if (modifier.role.sector == "GOV" && !sector.empty()) continue;
    return std::string(modifier.role.sector);
  }
  return sector;
}

std::string phrase_text(const Analysis& work, TokenSpan words) {
  std::string text;
  for (std::uint32_t i = words.begin; i < words.end; ++i) {
    if (!text.empty() && work.forms[i] != "-" && text.back() != '-') text += ' ';
    text += work.lower[i];
  }
  return text;
}

// "Brigadier Ann Lee" where the tagger saw no name: capitalised words behind a title.
std::uint32_t name_behind_title(Analysis& work, std::uint32_t begin) {
  const TokenSpan sentence = work.sentence_of(begin - 1);
  const auto is_particle = [&](std::uint32_t i) {
    static constexpr std::array<std::string_view, 14> kParticles = {
        "al", "el", "bin", "ibn", "de", "van", "von", "der", "la", "-", "da", "di", "ul", "ur"};
    return std::find(kParticles.begin(), kParticles.end(), core::ascii_lower(work.forms[i])) !=
           kParticles.end();
  };
  std::uint32_t end = begin;
  while (end < sentence.end && end < begin + 6 && work.name_at[end] == kNone &&
         ((work.token(end).upos == Upos::Propn && work.capitalised(end)) ||
          (end > begin && is_particle(end)))) {
    ++end;
  }
  while (end > begin && is_particle(end - 1)) --end;
  if (end > begin && work.kb.find_role(work.lemmas[begin]))
    return kNone;  // another title comes first
  if (end == begin || work.words.calendar.contains(work.lower[begin])) return kNone;
  Candidate candidate;
  candidate.tokens = {begin, end};
  candidate.type = NameType::Person;
  candidate.aliases = work.kb.find(work.text_of(candidate.tokens));
  std::erase_if(candidate.aliases, [&](const knowledge::Alias& alias) {
    return work.kb.entry(alias.entry).kind() != Kind::Person;
  });
  return work.add_candidate(std::move(candidate));
}

// The person's name that a role phrase ending before `at` introduces, or kNone.
std::uint32_t name_introduced(Analysis& work, const Phrase& phrase) {
  const std::uint32_t at = phrase.words.end;
  const TokenSpan sentence = work.sentence_of(phrase.words.begin);
  if (at >= sentence.end) return kNone;
  const bool human = phrase.role.kind == RoleKind::Person || phrase.role.kind == RoleKind::Title;
  if (!human) return kNone;
  const std::uint32_t last = at - 1;
  const bool capital = work.capitalised(last) && last > sentence.begin;
  if (work.name_at[at] != kNone) {
    Candidate& name = work.candidates[work.name_at[at]];
    if (name.tokens.begin != at) return kNone;
    const bool tied =
        name.tokens.contains(work.token(last).head) || work.token(name.head).head == last;
    const Deprel deprel = work.token(last).deprel;
    if (name.type == NameType::Person) {
      if (is_plural(work, last) && !tied) return kNone;
      if (tied || work.capitalised(last)) return work.name_at[at];
      // "told the reporter Smith had left": the name starts a clause of its own.
      const bool object = deprel == Deprel::Obj || deprel == Deprel::Iobj;
      return object && work.token(name.head).deprel == Deprel::Nsubj ? kNone : work.name_at[at];
    }
    // "General Aoun" tagged as a place: the title knows better, unless the base knows a country.
    if (tied && capital && !name.alias && name.type != NameType::Norp) {
      name.type = NameType::Person;
      return work.name_at[at];
    }
    return kNone;
  }
  // "Minister for the Far East Edna Marsh": a complement between title and name.
  if (work.is_word(at, "of") || work.is_word(at, "for")) {
    for (std::uint32_t i = at + 1; i < sentence.end && i < at + 8; ++i) {
      const Upos upos = work.token(i).upos;
      if (i > at + 1 && work.name_at[i] != kNone &&
          work.candidates[work.name_at[i]].type == NameType::Person &&
          work.candidates[work.name_at[i]].tokens.begin == i && work.capitalised(last)) {
        return work.name_at[i];
      }
      if (upos != Upos::Det && upos != Upos::Adj && !is_nounlike(upos) && upos != Upos::Cconj)
        break;
    }
    return kNone;
  }
  if (capital || phrase.role.kind == RoleKind::Title) return name_behind_title(work, at);
  return kNone;
}

}  // namespace

void find_descriptions(Analysis& work) {
  std::vector<Phrase> phrases = find_phrases(work);
  std::map<std::uint32_t, std::vector<Phrase>> modifiers;  // of the noun
  for (const Phrase& phrase : phrases) {
    if (phrase.modifier && !phrase.does) modifiers[phrase.governor].push_back(phrase);
  }
  // Titles, from the name backwards: "Lt. Gen. Sergei Rudskoi", "military leader Gen. Okoro".
  std::vector<std::uint32_t> introduces(phrases.size(), kNone);
  for (std::size_t p = phrases.size(); p-- > 0;) {
    if (p + 1 < phrases.size() && introduces[p + 1] != kNone &&
        phrases[p].words.end == phrases[p + 1].words.begin &&
        !is_plural(work, phrases[p].words.end - 1) &&
        (phrases[p].role.kind == RoleKind::Person || phrases[p].role.kind == RoleKind::Title)) {
      introduces[p] = introduces[p + 1];
      phrases[p].modifier = false;
    } else {
      introduces[p] = name_introduced(work, phrases[p]);
      if (introduces[p] != kNone) phrases[p].modifier = false;
    }
  }
  for (std::uint32_t i = 0; i < work.doc.tokens.size(); ++i) {
    if (work.name_at[i] != kNone || !is_nounlike(work.token(i).upos)) continue;
    if (!refers(work, i)) continue;
    const bool covered = std::any_of(phrases.begin(), phrases.end(), [&](const Phrase& phrase) {
      return phrase.words.contains(i);
    });
    if (covered) continue;
    const Token& tok = work.token(i);
    if (tok.deprel == Deprel::Compound) continue;
    Phrase phrase{{i, i + 1}, {}, false, kNone, false};
    phrase.role.kind =
        work.words.body.contains(work.lower[i]) ? RoleKind::Institution : RoleKind::Person;
    if (work.words.state.contains(work.lower[i])) phrase.role.kind = RoleKind::Institution;
    const auto at =
        std::lower_bound(phrases.begin(), phrases.end(), i,
                         [](const Phrase& a, std::uint32_t b) { return a.words.begin < b; });
    introduces.insert(introduces.begin() + (at - phrases.begin()), kNone);
    phrases.insert(at, phrase);
  }

  for (std::size_t p = 0; p < phrases.size(); ++p) {
    Phrase& phrase = phrases[p];
    if (phrase.modifier && !phrase.does) continue;
    if (phrase.role.kind == RoleKind::Title && introduces[p] == kNone) {
      // "the ambassador", "two generals" are no titles; "Mr" and "Gen." without a name are nothing.
      const std::string_view form = work.forms[phrase.words.end - 1];
      if (form.size() < 4 || form.ends_with('.') || phrase.role.sector.empty()) continue;
      phrase.role.kind = RoleKind::Person;
    }
    Description d;
    d.words = d.phrase = phrase.words;
    d.head = phrase.words.end - 1;
    d.lemma = work.lower[d.head];
    d.text_role = phrase_text(work, phrase.words);
    d.role = phrase.role.role.empty() ? d.text_role : std::string(phrase.role.role);
    if (phrase.role.phrase.empty()) d.role.clear();
    if (d.text_role.starts_with("former ")) d.former = true;
    d.role_kind = phrase.role.kind;
    if (d.role_kind == RoleKind::Person && work.words.many.contains(d.lemma)) {
      d.role_kind = RoleKind::Collective;
    }
    d.gender = phrase.role.gender;
    d.plural = is_plural(work, d.head) || d.role_kind == RoleKind::Collective;
    d.plural = d.plural || (phrase.does && d.role_kind == RoleKind::Person);
    d.definite = phrase.does;
    d.counterpart = d.lemma == "counterpart";
    d.title = introduces[p] != kNone;
    d.name = introduces[p];
    TokenSpan core = phrase.words;
    if (d.title) core = cover(core, work.candidates[d.name].tokens);
    d.phrase.begin = phrase_begin(work, phrase.words, core);
    const auto found = modifiers.find(d.head);
    static const std::vector<Phrase> kNoModifiers;
    d.sector = sector_of(work, phrase, found == modifiers.end() ? kNoModifiers : found->second);
    read_left(work, d);
    if (!d.title) read_right(work, d);
    // Any office may be "the agency"; only a news agency is media.
    if (work.words.wire.contains(d.text_role) && d.modifiers.find("news") == std::string::npos)
      d.sector.clear();
    // "all parties", "the warring parties": sides of something, not political parties.
    if (d.text_role == "party" && is_plural(work, d.head) && d.countries.empty() &&
        d.org == kNone && d.modifiers.find("political") == std::string::npos &&
        d.modifiers.find("opposition") == std::string::npos) {
      d.role.clear();
      d.sector.clear();
    }
    const auto index = static_cast<std::uint32_t>(work.descriptions.size());
    for (std::uint32_t i = phrase.words.begin; i < phrase.words.end; ++i)
      work.description_at[i] = index;
    work.descriptions.push_back(std::move(d));
  }
  // A complement that is itself a description passes on whom it belongs to:
  // "a spokesman for the Turkish foreign ministry".
  for (Description& d : work.descriptions) {
    if (d.title || d.org != kNone) continue;
    for (const std::uint32_t* c = work.begin_children(d.head); c != work.end_children(d.head);
         ++c) {
      const std::uint32_t preposition = work.case_of(*c);
      if (*c < d.head || work.token(*c).deprel != Deprel::Nmod || preposition == kNone) continue;
      if (!work.is_word(preposition, "of") && !work.is_word(preposition, "for") &&
          !work.is_word(preposition, "from") && !work.is_word(preposition, "in")) {
        continue;
      }
      if (work.description_at[*c] == kNone) continue;
      const Description& inner = work.descriptions[work.description_at[*c]];
      if (!d.countries.empty() && d.countries != inner.countries) continue;
      d.countries = inner.countries;
      d.country_rule = inner.country_rule;
      d.country_in_text = inner.country_in_text;
      d.org = inner.org;
      if (d.holder == kNone) d.holder = inner.holder;
      if ((d.sector.empty() || work.words.bland.contains(d.lemma)) &&
          !work.words.against.contains(d.lemma) && !inner.sector.empty()) {
        d.sector = inner.sector;
      }
      break;
    }
  }
  // "the Syrian government and opposition": one adjective for both.
  for (Description& d : work.descriptions) {
    const Token& tok = work.token(d.head);
    if (tok.deprel != Deprel::Conj || tok.head == kNone || d.phrase.begin != d.words.begin)
      continue;
    if (!d.countries.empty() || d.org != kNone || d.holder != kNone) continue;
    if (work.description_at[tok.head] != kNone) {
      const Description& first = work.descriptions[work.description_at[tok.head]];
      if (!first.country_in_text || first.countries.size() != 1) continue;
      d.countries = first.countries;
      d.country_rule = first.country_rule;
      d.country_in_text = true;
    } else if (work.name_at[tok.head] != kNone) {
      const Candidate& name = work.candidates[work.name_at[tok.head]];
      if (!name.alias || name.tokens.size() < 2) continue;
      const Kind kind = work.kb.entry(name.alias->entry).kind();
      if (kind == Kind::Person || kind == Kind::Country || kind == Kind::Region) continue;
      knowledge::Match match;
      const std::span<const std::string_view> first(work.forms.data() + name.tokens.begin, 1);
      if (!work.kb.longest_match(first, 0, match)) continue;
      const knowledge::Entry entry = work.kb.entry(match.aliases.front().entry);
      if (entry.kind() != Kind::Country) continue;
      d.countries.emplace_back(entry.country());
      d.country_rule = "country@" + match.aliases.front().receipt.to_string();
      d.country_in_text = true;
    }
  }
  find_appositions(work);
  std::set<std::uint32_t> measures;  // nouns that only measure another description
  for (const Description& d : work.descriptions) {
    const std::uint32_t measure = measured_head(work, d.head);
    if (measure != d.head && !d.title) measures.insert(measure);
  }
  for (std::uint32_t index = 0; index < work.descriptions.size(); ++index) {
    Description& d = work.descriptions[index];
    if (d.title) continue;
    // The measure of another description: "a group of deputies" is these deputies.
    if (measures.contains(d.head)) continue;
    Candidate mention;
    mention.tokens = d.phrase;
    mention.head = measured_head(work, d.head);
    if (mention.head < mention.tokens.begin) {
      mention.tokens.begin =
          phrase_begin(work, {mention.head, mention.head + 1}, {mention.head, mention.head + 1});
    }
    if (mention.head != d.head && d.number == 0) {  // "the trio of countries"
      const std::string& measure = work.lower[mention.head];
      d.number = measure == "trio"                          ? 3
                 : measure == "pair" || measure == "couple" ? 2
                                                            : number_word(measure);
      // "One of the guards" is a person of his own; "France is one of our partners" is none.
      if (d.number == 1 && d.role_kind == RoleKind::Person && !is_predicate(work, mention.head)) {
        d.plural = d.definite = false;
        d.indefinite = true;
        d.phrase.begin = mention.tokens.begin;
      }
    }
    mention.kind = MentionKind::Nominal;
    mention.type =
        d.plural || d.role_kind != RoleKind::Person ? NameType::Organisation : NameType::Person;
    mention.description = index;
    d.candidate = work.add_candidate(std::move(mention));
  }
  find_bare_countries(work);
}

}  // namespace dragoman::entities
