// Names: where they stand, and what the knowledge base knows of each.
//
// The tagger of names knows contexts, the knowledge base knows names; each errs where the other is
// sure:
//   tagger   [Islamic] [State of Iraq] and the [Levant]         base  [Islamic State of Iraq and
//   the Levant] tagger   [University of California]                         base  University of
//   [California]
// A match that holds a tagger's name inside wins, a name that holds a match inside wins, and of two
// that cross the longer one does. What is once a name is a name wherever it stands in the report.
#include <algorithm>
#include <set>
#include <utility>

#include "core/utf8.h"
#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

using knowledge::Alias;
using knowledge::AliasKind;
using knowledge::Kind;

struct Hit {
  TokenSpan tokens;
  std::vector<Alias> aliases;
};

NameType type_of(const Analysis& work, const Alias& alias) {
  if (is_demonym(alias.kind)) return NameType::Norp;
  switch (work.kb.entry(alias.entry).kind()) {
    case Kind::Country:
    case Kind::Region:
      return NameType::Location;
    case Kind::People:
      return NameType::Norp;
    case Kind::Person:
      return NameType::Person;
    default:
      return NameType::Organisation;
  }
}

bool only_surnames(const std::vector<Alias>& aliases) {
  return std::all_of(aliases.begin(), aliases.end(),
                     [](const Alias& alias) { return alias.kind == AliasKind::Surname; });
}

// A name within a longer one of the base, which keeps its tokens.
void add_inner_name(Analysis& work, const Name& name) {
  Candidate inner;
  inner.tokens = name.tokens;
  inner.type = name.type;
  inner.head = work.head_of(name.tokens);
  const std::string text = work.text_of(name.tokens);
  inner.key = knowledge::normalise_alias(text);
  inner.aliases = work.kb.find(text);
  std::erase_if(inner.aliases, [&](const Alias& alias) {
    return (type_of(work, alias) == NameType::Person) != (name.type == NameType::Person);
  });
  work.candidates.push_back(std::move(inner));
}

// Whether a match may stand without the tagger's word: a common word at the start of a sentence, a
// month
// ("May") or a surname may not.
bool may_stand_alone(const Analysis& work, const Hit& hit) {
  if (only_surnames(hit.aliases)) {
    // "the Maduro government"
    const std::uint32_t behind = hit.tokens.end;
    return work.token(hit.tokens.begin).upos == Upos::Propn && behind < work.lower.size() &&
           work.words.rule.contains(work.lower[behind]) && !work.capitalised(behind);
  }
  if (hit.tokens.size() == 1 && hit.aliases.front().case_rule == knowledge::CaseRule::AllCapitals &&
      hit.aliases.front().kind == AliasKind::Acronym) {
    // "IS" and "US" are taken for words by the tagger; their capitals tell, unless all is in
    // capitals.
    const TokenSpan sentence = work.sentence_of(hit.tokens.begin);
    const auto is_lower_word = [&](std::uint32_t i) {
      const std::string_view form = work.forms[i];
      return std::any_of(form.begin(), form.end(), core::is_ascii_lower);
    };
    std::uint32_t before = hit.tokens.begin, behind = hit.tokens.end;  // past brackets and quotes
    while (before > sentence.begin && work.token(before - 1).upos == Upos::Punct) --before;
    while (behind < sentence.end && work.token(behind).upos == Upos::Punct) ++behind;
    if (before > sentence.begin && is_lower_word(before - 1)) return true;
    if (behind < sentence.end && is_lower_word(behind)) return true;
  }
  bool proper = false;
  for (std::uint32_t i = hit.tokens.begin; i < hit.tokens.end; ++i) {
    const Upos upos = work.token(i).upos;
    proper =
        proper || upos == Upos::Propn || upos == Upos::Adj || upos == Upos::Noun || upos == Upos::X;
  }
  if (!proper) return false;
  if (hit.tokens.size() == 1) {
    if (work.words.calendar.contains(work.lower[hit.tokens.begin])) return false;
    const Upos upos = work.token(hit.tokens.begin).upos;
    if (upos == Upos::Noun && !is_demonym(hit.aliases.front().kind) &&
        hit.tokens.begin == work.sentence_of(hit.tokens.begin).begin) {
      return false;
    }
  }
  return true;
}

// Keys have no spaces, so "Qatar is" has the key of "Qataris": words that the alias writes as one
// are no match.
bool runs_together(const Analysis& work, std::uint32_t begin, const knowledge::Match& match) {
  if (match.length < 2) return false;
  for (std::uint32_t i = begin; i + 1 < begin + match.length; ++i) {
    if (work.forms[i] == "-" || work.forms[i + 1] == "-" || !work.token(i).space_after)
      return false;
  }
  return std::all_of(match.aliases.begin(), match.aliases.end(), [](const Alias& alias) {
    return alias.form.find_first_of(" -.'’") == std::string_view::npos;
  });
}

// Whether a name may begin at `i`. Most sentences begin with a word of grammar, which has a capital
// and begins none; keys leave out "the" anyhow.
bool may_begin_name(const Analysis& work, std::uint32_t i) {
  switch (work.token(i).upos) {
    case Upos::Det:
    case Upos::Pron:
    case Upos::Cconj:
    case Upos::Sconj:
    case Upos::Aux:
    case Upos::Adp: {
      const std::string_view form = work.forms[i];
      const bool in_capitals = std::none_of(form.begin(), form.end(), core::is_ascii_lower);
      const bool article = work.token(i).upos == Upos::Det && work.is_word(i, "the");
      return in_capitals || (!article && i + 1 < work.forms.size() && work.capitalised(i + 1));
    }
    default:
      return true;
  }
}

std::vector<Hit> match_knowledge(const Analysis& work) {
  std::vector<Hit> hits;
  knowledge::Match match;
  for (const Sentence& sentence : work.doc.sentences) {
    const std::span<const std::string_view> forms(work.forms.data() + sentence.tokens.begin,
                                                  sentence.tokens.size());
    for (std::uint32_t i = sentence.tokens.begin; i < sentence.tokens.end;) {
      if (!may_begin_name(work, i)) {
        ++i;
        continue;
      }
      bool found = work.kb.longest_match(forms, i - sentence.tokens.begin, match);
      while (found && runs_together(work, i, match)) {  // try again with a word less
        found = work.kb.longest_match(forms.first(i - sentence.tokens.begin + match.length - 1),
                                      i - sentence.tokens.begin, match);
      }
      if (found) {
        const auto length = static_cast<std::uint32_t>(match.length);
        hits.push_back({{i, i + length}, match.aliases});
        i += length;
      } else {
        ++i;
      }
    }
  }
  return hits;
}

// First token behind the possessive of a country that the tagger took into the name ("[Iran's Javad
// Zarif]", "[Israel's Channel One]"), else the name's own first.
std::uint32_t behind_owner(const Analysis& work, TokenSpan name) {
  for (std::uint32_t i = name.begin + 1; i + 1 < name.end; ++i) {
    if (!is_possessive_mark(work.forms[i])) continue;
    const std::vector<Alias> owner = work.kb.find(work.text_of({name.begin, i}));
    const bool country = std::any_of(owner.begin(), owner.end(), [&](const Alias& alias) {
      return work.kb.entry(alias.entry).kind() == Kind::Country;
    });
    return country && work.kb.find(work.text_of(name)).empty() ? i + 1 : name.begin;
  }
  return name.begin;
}

// The name without an article, a possessive or the titles that the tagger took along.
TokenSpan trim_name(const Analysis& work, const Name& name) {
  TokenSpan span = name.tokens;
  while (span.size() > 1 &&
         (work.token(span.begin).upos == Upos::Det || work.token(span.begin).upos == Upos::Punct)) {
    ++span.begin;
  }
  while (span.size() > 1 &&
         (is_possessive_mark(work.forms[span.end - 1]) ||
          work.token(span.end - 1).upos == Upos::Punct) &&
         work.forms[span.end - 1] != ")") {
    --span.end;
  }
  while (span.size() > 1 && work.words.calendar.contains(work.lower[span.begin])) ++span.begin;
  while (span.size() > 1 && work.words.calendar.contains(work.lower[span.end - 1]))
    --span.end;  // "Oslo Friday"
  for (std::uint32_t i = span.begin + 1; i < span.end; ++i) {
    if (work.forms[i] == "(") span.end = i;  // "[Asia-Pacific Economic Cooperation (APEC)]"
  }
  if (name.type != NameType::Person) {
    span.begin = behind_owner(work, span);
  } else {
    for (std::uint32_t i = span.begin + 1; i + 1 < span.end; ++i) {
      if (is_possessive_mark(work.forms[i])) span.begin = i + 1;  // "ELN's [Pablo Rueda]"
    }
    while (span.size() > 1) {
      std::size_t length = 0;
      const std::span<const std::string_view> rest(work.lemmas.data() + span.begin, span.size());
      if (!work.kb.find_role(rest, 0, length) || length >= span.size()) break;
      if (work.kb.given_name(work.forms[span.begin])) break;  // "Bishop", "Dean" as given names
      span.begin += static_cast<std::uint32_t>(length);
    }
  }
  return span;
}

// "Rebels in Colombia" at the start of a sentence, read as one name: a plural noun with a
// preposition describes. Where it names, as in "Doctors of the World", it is tagged PROPN.
bool is_plural_description(const Analysis& work, const Name& name) {
  if (name.tokens.size() < 3) return false;
  const std::uint32_t first = name.tokens.begin;
  return first == work.sentence_of(first).begin && work.token(first).upos == Upos::Noun &&
         is_plural(work, first) && work.token(first + 1).upos == Upos::Adp;
}

// "Cabinet", "Foreign Ministry": the tagger's name is a role phrase whole; it is read as a
// description, which finds whose cabinet it is.
bool is_role_phrase(const Analysis& work, const Name& name) {
  if (name.type == NameType::Person || name.tokens.empty()) return false;
  if (name.type == NameType::Norp && name.tokens.size() == 1 &&
      work.kb.find(work.forms[name.tokens.begin]).empty()) {
    return true;  // "Foreign" of "Foreign Secretary"
  }
  const std::span<const std::string_view> lemmas(work.lemmas.data() + name.tokens.begin,
                                                 name.tokens.size());
  std::size_t length = 0;
  // "[District] Attorney Frank Clark": the role goes on behind the name.
  const TokenSpan sentence = work.sentence_of(name.tokens.begin);
  const std::span<const std::string_view> rest(work.lemmas.data() + name.tokens.begin,
                                               sentence.end - name.tokens.begin);
  const bool longer = work.kb.find_role(rest, 0, length) && length > name.tokens.size();
  if (!longer && (!work.kb.find_role(lemmas, 0, length) || length != name.tokens.size()))
    return false;
  const std::vector<Alias> aliases = work.kb.find(work.text_of(name.tokens));
  return std::none_of(aliases.begin(), aliases.end(), [](const Alias& alias) {
    return alias.kind == AliasKind::Name || alias.kind == AliasKind::Acronym;
  });
}

// "[Ugandan rebels]": a common noun with what belongs to it, read as one body.
bool is_described(const Analysis& work, const Name& name) {
  if (name.type != NameType::Organisation || name.tokens.size() < 2) return false;
  const std::uint32_t last = name.tokens.end - 1;
  const auto role = work.kb.find_role(work.lemmas[last]);
  return work.token(last).upos == Upos::Noun && !work.capitalised(last) && role &&
         role->kind == knowledge::RoleKind::Person &&
         work.kb.find(work.text_of(name.tokens)).empty();
}

// "[UN High Commissioner for Refugees]", "[Director of National Intelligence]": a person's office
// with a complement, read as one body.
bool is_office(const Analysis& work, const Name& name) {
  if (name.type != NameType::Organisation || name.tokens.size() < 3) return false;
  std::uint32_t preposition = name.tokens.begin + 1;
  while (preposition + 1 < name.tokens.end && !work.is_word(preposition, "of") &&
         !work.is_word(preposition, "for")) {
    ++preposition;
  }
  if (preposition + 1 >= name.tokens.end || is_plural(work, preposition - 1)) return false;
  const auto role = work.kb.find_role(work.lemmas[preposition - 1]);
  return role && role->kind == knowledge::RoleKind::Person && !role->sector.empty() &&
         work.kb.find(work.text_of(name.tokens)).empty();
}

// "[Far East Edna Marsh]" where "Edna Marsh" is a person elsewhere; "[KXR North Asia
// Correspondent] [Nora Lindqvist]", whose last word is a title.
void cut_glued_persons(const Analysis& work, std::vector<Name>& names) {
  std::set<std::string> persons, surnames;  // of names of two words and more
  for (const Name& name : names) {
    if (name.type != NameType::Person || name.tokens.empty()) continue;
    if (name.tokens.size() >= 2) persons.insert(work.text_of(name.tokens));
    surnames.insert(knowledge::normalise_alias(work.forms[name.tokens.end - 1]));
  }
  for (Name& name : names) {
    for (std::uint32_t begin = name.tokens.begin + 1;
         name.type != NameType::Person && begin + 1 < name.tokens.end; ++begin) {
      if (!persons.contains(work.text_of({begin, name.tokens.end}))) continue;
      name.tokens.begin = begin;
      name.type = NameType::Person;
    }
    // "[Bronislaw Geremek of Poland]" beside "Geremek".
    for (std::uint32_t i = name.tokens.begin + 1; i + 1 < name.tokens.end; ++i) {
      if (!work.is_word(i, "of") || work.kb.find(work.text_of({i + 1, name.tokens.end})).empty())
        continue;
      if (!surnames.contains(knowledge::normalise_alias(work.forms[i - 1]))) continue;
      name.tokens.end = i;
      name.type = NameType::Person;
    }
    if (name.type != NameType::Organisation) continue;
    while (name.tokens.size() >
           1) {  // "United Nations Emergency Relief Coordinator" is a person's office
      const auto role = work.kb.find_role(work.lemmas[name.tokens.end - 1]);
      if (!role || role->kind != knowledge::RoleKind::Person) break;
      if ((work.token(name.tokens.end - 1).feats & feature::kPlur) != 0)
        break;  // "Doctors", "Police Officers"
      knowledge::Match match;
      const std::span<const std::string_view> forms(work.forms.data() + name.tokens.begin,
                                                    name.tokens.size());
      if (work.kb.longest_match(forms, 0, match) && match.length == name.tokens.size()) break;
      name.tokens.end = match.length > 0
                            ? name.tokens.begin + static_cast<std::uint32_t>(match.length)
                            : name.tokens.end - 1;
      if (match.length > 0) break;
    }
  }
}

// "Nadim Houry" tagged as a body, "Deir ez-Zor" as a person: a given name and the gazetteer know
// better.
void retype(Analysis& work) {
  std::set<std::string> settled;  // keys of unknown names that a preposition makes places
  for (Candidate& candidate : work.candidates) {
    if (!candidate.aliases.empty() || candidate.kind != MentionKind::Name) continue;
    const std::uint32_t first = candidate.tokens.begin;
    if (candidate.type == NameType::Organisation && candidate.tokens.size() >= 2 &&
        candidate.tokens.size() == 2 && work.kb.given_name(work.forms[first]) &&
        !work.kb.find_role(work.lemmas[candidate.tokens.end - 1])) {
      candidate.type = NameType::Person;
      continue;
    }
    if (candidate.type != NameType::Person && candidate.type != NameType::Organisation) continue;
    if (candidate.type == NameType::Organisation &&
        candidate.tokens.size() == 1) {  // "Texas Senator Ted Cruz"
      const std::vector<knowledge::Place> places = work.kb.places(work.forms[first]);
      const std::uint32_t behind = candidate.tokens.end;
      if (!places.empty() && places.front().feature == "ADM1" && behind < work.forms.size() &&
          work.kb.find_role(work.lemmas[behind])) {
        candidate.type = NameType::Location;
      }
    }
    if (candidate.type == NameType::Person && work.kb.given_name(work.forms[first])) continue;
    const std::uint32_t preposition = work.case_of(candidate.head);
    const std::uint32_t next = candidate.tokens.end;
    const Token& head = work.token(candidate.head);
    const bool says = head.deprel == Deprel::Nsubj && head.head != kNone &&
                      work.words.say.contains(work.lower[head.head]);
    if (candidate.type == NameType::Organisation && candidate.tokens.size() >= 2 && !says &&
        work.named.contains(work.place_country(work.text_of(candidate.tokens)))) {
      candidate.type = NameType::Location;
      continue;
    }
    const std::string word = preposition == kNone ? std::string() : work.lower[preposition];
    const bool there = word == "in" || word == "near" || word == "into" || word == "inside" ||
                       word == "outside" || word == "around";
    const bool town = next < work.forms.size() && work.words.part.contains(work.lower[next]);
    // "the Deir Ezzor air base"
    const bool site = head.deprel == Deprel::Compound && head.head != kNone &&
                      !work.capitalised(head.head) &&
                      work.words.site.contains(work.lower[head.head]);
    // A name before a site is the site's, whether or not the gazetteer has it.
    if (site || ((there || town) && !work.place_country(work.text_of(candidate.tokens)).empty())) {
      candidate.type = NameType::Location;
      continue;
    }
    // "near Kafr Sur": no gazetteer need know it. "Confidence in Sur" is another matter, so "in"
    // only counts beside a verb.
    const bool beside = word == "near" || word == "outside" || word == "inside" ||
                        (word == "in" && head.deprel == Deprel::Obl && candidate.tokens.size() > 1);
    if (candidate.type == NameType::Person && beside) {
      candidate.type = NameType::Location;
      settled.insert(candidate.key);
    }
  }
  for (Candidate& candidate : work.candidates) {
    if (candidate.type == NameType::Person && candidate.aliases.empty() &&
        candidate.kind == MentionKind::Name && settled.contains(candidate.key) &&
        work.token(candidate.head).deprel != Deprel::Nsubj) {
      candidate.type = NameType::Location;
    }
  }
}

// "[Israel-Syrian] talks", "[Syria Iraq]": countries side by side are no name of their own.
bool is_only_countries(const Analysis& work, const Name& name, const std::vector<Hit>& hits) {
  std::uint32_t covered = 0, count = 0;
  auto at = std::lower_bound(
      hits.begin(), hits.end(), name.tokens.begin,
      [](const Hit& hit, std::uint32_t token) { return hit.tokens.begin < token; });
  for (; at != hits.end() && at->tokens.begin < name.tokens.end; ++at) {
    const Hit& hit = *at;
    if (!name.tokens.contains(hit.tokens)) continue;
    const Kind kind = work.kb.entry(hit.aliases.front().entry).kind();
    if (kind != Kind::Country && kind != Kind::People && kind != Kind::Region) return false;
    covered += hit.tokens.size();
    ++count;
  }
  if (count < 2) return false;
  for (std::uint32_t i = name.tokens.begin; i < name.tokens.end; ++i) {
    if (work.token(i).upos == Upos::Punct || work.forms[i] == "-" || work.forms[i] == "–")
      ++covered;
  }
  return covered == name.tokens.size();
}

bool in_timex(const Analysis& work, TokenSpan span) {
  return std::any_of(work.doc.times.begin(), work.doc.times.end(), [&](const Timex& timex) {
    return !timex.tokens.empty() && timex.tokens.contains(span);
  });
}

// Of several countries with one adjective the sovereign and larger one comes first: "French" is
// France, not its Southern Territories.
void order_countries(const Analysis& work, std::vector<Alias>& aliases) {
  const auto countries = std::count_if(aliases.begin(), aliases.end(), [&](const Alias& alias) {
    return is_demonym(alias.kind) && work.kb.entry(alias.entry).kind() == Kind::Country;
  });
  if (countries < 2) return;
  const auto weight = [&](const Alias& alias) -> std::uint64_t {
    const knowledge::Entry entry = work.kb.entry(alias.entry);
    if (entry.kind() != Kind::Country) return 0;
    std::uint64_t most = 1;
    for (const knowledge::Place& place : work.kb.places(entry.name())) {
      if (place.country != entry.country() || !place.feature.starts_with("PCL")) continue;
      most = std::max<std::uint64_t>(
          most, place.population + (place.feature == "PCLI" ? 1'000'000'000u : 2u));
    }
    return most;
  };
  std::vector<std::pair<std::uint64_t, Alias>> weighted;
  for (const Alias& alias : aliases) weighted.emplace_back(weight(alias), alias);
  std::stable_sort(weighted.begin(), weighted.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (std::size_t i = 0; i < aliases.size(); ++i) aliases[i] = weighted[i].second;
}

void add_name(Analysis& work, TokenSpan span, NameType type, std::vector<Alias> aliases) {
  order_countries(work, aliases);
  Candidate candidate;
  candidate.tokens = span;
  candidate.type = type;
  candidate.aliases = std::move(aliases);
  work.add_candidate(std::move(candidate));
}

// Whether the reading "place" that the base has for a lone word loses to the tagger's "person":
// "Jordan said" after "Michael Jordan".
bool is_surname_here(const Analysis& work, TokenSpan span, const std::vector<Name>& names) {
  const std::string key = knowledge::normalise_alias(work.forms[span.begin]);
  for (const Name& name : names) {
    if (name.type != NameType::Person || name.tokens.size() < 2) continue;
    if (knowledge::normalise_alias(work.forms[name.tokens.end - 1]) == key) return true;
  }
  if (span.begin > work.sentence_of(span.begin).begin) {
    const std::string& before = work.lower[span.begin - 1];
    if (work.words.he.contains(before) || work.words.she.contains(before)) return true;
  }
  return false;
}

// "[Omar] Said [Haddad]": capitalised words that the tree joins to a person's name.
void extend_persons(Analysis& work) {
  for (std::uint32_t index = 0; index < work.candidates.size(); ++index) {
    if (work.candidates[index].type != NameType::Person) continue;
    TokenSpan span = work.candidates[index].tokens;
    const TokenSpan sentence = work.sentence_of(span.begin);
    const auto joins = [&](std::uint32_t i) {
      const Token& tok = work.token(i);
      if (tok.upos != Upos::Propn || !work.capitalised(i) || work.name_at[i] != kNone) return false;
      if (work.kb.find_role(work.lemmas[i])) return false;
      const bool flat = tok.deprel == Deprel::Flat || tok.deprel == Deprel::Compound;
      if (flat && tok.head != kNone && span.contains(tok.head)) return true;
      for (std::uint32_t k = span.begin; k < span.end; ++k) {
        const Token& inside = work.token(k);
        if (inside.deprel == Deprel::Flat &&
            (inside.head == i || (flat && inside.head == tok.head)))
          return true;
      }
      return false;
    };
    while (span.begin > sentence.begin && joins(span.begin - 1)) --span.begin;
    while (span.end < sentence.end && joins(span.end)) ++span.end;
    // "the Libyan, Omar Said Haddad, to": all words between two marks are capitalised.
    TokenSpan run = span;
    const auto open = [&](std::uint32_t i) {
      return work.capitalised(i) && work.name_at[i] == kNone && work.token(i).upos != Upos::Punct &&
             !work.kb.find_role(work.lemmas[i]);
    };
    while (run.begin > sentence.begin && open(run.begin - 1)) --run.begin;
    while (run.end < sentence.end && open(run.end)) ++run.end;
    if (run.size() <= 4 && run.begin > sentence.begin && run.end < sentence.end &&
        work.forms[run.begin - 1] == "," && work.token(run.end).upos == Upos::Punct) {
      span = run;
    }
    if (span == work.candidates[index].tokens) continue;
    Candidate& name = work.candidates[index];
    name.tokens = span;
    name.head = work.head_of(span);
    name.key = knowledge::normalise_alias(work.text_of(span));
    name.aliases = work.kb.find(work.text_of(span));
    std::erase_if(name.aliases,
                  [&](const Alias& alias) { return type_of(work, alias) != NameType::Person; });
    for (std::uint32_t i = span.begin; i < span.end; ++i) work.name_at[i] = index;
  }
}

// Words that are a known name elsewhere in the report, but were missed here.
void find_again(Analysis& work) {
  std::map<std::string, NameType, std::less<>>
      known;  // key of a whole name or of a surname -> type
  for (const Candidate& candidate : work.candidates) {
    if (candidate.type == NameType::Person && candidate.tokens.size() > 1) {
      const std::string key = knowledge::normalise_alias(work.forms[candidate.tokens.end - 1]);
      if (key.size() > 2) known.emplace(key, NameType::Person);
    } else if (candidate.type == NameType::Organisation && candidate.tokens.size() == 1 &&
               candidate.key.size() > 2) {
      known.emplace(candidate.key, NameType::Organisation);
    }
  }
  for (const Candidate& candidate :
       work.candidates) {  // "INS" after "Immigration and Naturalization Service"
    if (candidate.type != NameType::Organisation || candidate.tokens.size() < 3) continue;
    std::string initials;
    for (std::uint32_t i = candidate.tokens.begin; i < candidate.tokens.end; ++i) {
      if (work.capitalised(i)) initials += core::ascii_lower(work.forms[i].substr(0, 1));
    }
    if (initials.size() >= 3 && initials.size() <= 6) known.emplace(initials, NameType::Misc);
  }
  if (known.empty()) return;
  for (Candidate& candidate :
       work.candidates) {  // "Assad" tagged as a place here, as a person there
    if (candidate.tokens.size() != 1 || candidate.type == NameType::Person ||
        candidate.type == NameType::Norp)
      continue;
    if (std::any_of(candidate.aliases.begin(), candidate.aliases.end(),
                    [](const Alias& alias) { return alias.kind != AliasKind::Surname; })) {
      continue;
    }
    const auto found = known.find(candidate.key);
    if (found != known.end() && found->second == NameType::Person)
      candidate.type = NameType::Person;
  }
  for (std::uint32_t i = 0; i < work.doc.tokens.size(); ++i) {
    if (work.name_at[i] != kNone || !work.capitalised(i)) continue;
    const Upos upos = work.token(i).upos;
    if (upos != Upos::Propn && upos != Upos::Noun && upos != Upos::Adj && upos != Upos::X) continue;
    if (work.words.calendar.contains(work.lower[i])) continue;
    const auto found = known.find(knowledge::normalise_alias(work.forms[i]));
    if (found == known.end()) continue;
    if (found->second == NameType::Misc) {  // initials: only in capitals
      const std::string_view form = work.forms[i];
      if (std::any_of(form.begin(), form.end(), core::is_ascii_lower)) continue;
    }
    add_name(work, {i, i + 1},
             found->second == NameType::Misc ? NameType::Organisation : found->second, {});
  }
}

// "pro-Iranian", "US-led": what stands there is not who the phrase is about.
bool has_stance(const Analysis& work, TokenSpan span) {
  const TokenSpan sentence = work.sentence_of(span.begin);
  if (span.begin >= sentence.begin + 2 && work.forms[span.begin - 1] == "-" &&
      work.words.stance.contains(work.lower[span.begin - 2])) {
    return true;
  }
  return span.end + 1 < sentence.end && work.forms[span.end] == "-" &&
         work.words.led.contains(core::ascii_lower(work.forms[span.end + 1]));
}

// The country in a possessive or an adjective right before a name: "Israel's Channel One".
std::string country_before(const Analysis& work, TokenSpan span) {
  const TokenSpan sentence = work.sentence_of(span.begin);
  std::uint32_t at = span.begin;
  if (at >= sentence.begin + 2 && (work.forms[at - 1] == "'s" || work.forms[at - 1] == "’s")) --at;
  if (at == sentence.begin || work.name_at[at - 1] == kNone) return {};
  const Candidate& before = work.candidates[work.name_at[at - 1]];
  for (const Alias& alias : before.aliases) {
    const knowledge::Entry entry = work.kb.entry(alias.entry);
    if (entry.kind() != Kind::Country) continue;
    if (at < span.begin || alias.kind == AliasKind::Adjective) return std::string(entry.country());
  }
  return {};
}

// A body that shares its name with a town, where the words around mean the town: "in Mayadeen".
bool is_rather_place(const Analysis& work, const Candidate& candidate) {
  const Kind kind = work.kb.entry(candidate.alias->entry).kind();
  if (kind == Kind::Country || kind == Kind::Region || kind == Kind::People || kind == Kind::Person)
    return false;
  const std::uint32_t preposition = work.case_of(candidate.head);
  if (preposition == kNone || !work.words.locative.contains(work.lower[preposition])) return false;
  const std::string& word = work.lower[preposition];
  if ((kind == Kind::Outlet || kind == Kind::Agency || kind == Kind::Group) &&
      (word == "in" || word == "near" || word == "into" || word == "inside" || word == "outside")) {
    return true;
  }
  // "at the White House" is a building there, "at the UN" is nowhere on a map.
  if (candidate.alias->kind == AliasKind::Acronym ||
      (kind == Kind::Organisation && work.kb.entry(candidate.alias->entry).country().empty())) {
    return false;
  }
  return kind == Kind::Seat ? word == "at" || word == "near" || word == "outside"
                            : !work.kb.places(work.text_of(candidate.tokens)).empty();
}

// Whether the largest place of this name lies in `country`: "Plymouth" is not first Montserrat's.
bool is_main_place(const Analysis& work, std::string_view name, std::string_view country) {
  std::string_view main = country;
  std::uint32_t most = 0;
  for (const knowledge::Place& place : work.kb.places(name)) {
    if (place.population <= most) continue;
    most = place.population;
    main = place.country;
  }
  return main == country;
}

// The best reading of a name that is no person. Countries that the report speaks of, and dates,
// decide.
void choose_alias(Analysis& work, Candidate& candidate) {
  // "Israel's Channel One" is not the Russian one.
  const std::string owner = country_before(work, candidate.tokens);
  int best_score = -5;
  for (const Alias& alias : candidate.aliases) {
    const knowledge::Entry entry = work.kb.entry(alias.entry);
    if (entry.kind() == Kind::Person) continue;
    int score = 0;
    if (!entry.country().empty() && work.named.contains(entry.country())) score += 3;
    if (!owner.empty() && entry.kind() != Kind::Country && !is_demonym(alias.kind) &&
        !entry.country().empty() && entry.country() != owner) {
      score -= 12;
    }
    if (!work.date.empty()) {
      const std::string from = entry.from(), to = entry.to();
      if (!from.empty() && work.date < from) score -= 4;
      if (!to.empty() && to < work.date) score -= 2;
    }
    if (alias.kind == AliasKind::Name || alias.kind == AliasKind::Acronym) score += 1;
    // Parties and papers of a country share their letters with those of others: "NDP" in a report
    // on Alberta.
    if (alias.kind == AliasKind::Acronym &&
        (entry.kind() == Kind::Party || entry.kind() == Kind::Outlet) && !entry.country().empty() &&
        !work.named.contains(entry.country())) {
      continue;
    }
    if (alias.kind == AliasKind::Capital && !work.named.contains(entry.country()) &&
        !is_main_place(work, alias.form, entry.country())) {
      continue;
    }
    if (score > best_score) {  // the first of equals: the base has the best first
      best_score = score;
      candidate.alias = alias;
    }
  }
}

// "met in Astana", "talks in Geneva": where people meet is not where things happen.
bool is_venue(const Analysis& work, std::uint32_t head) {
  const std::uint32_t governor = work.token(head).head;
  return governor != kNone && (work.words.meet.contains(work.lower[governor]) ||
                               work.words.process.contains(work.lower[governor]));
}

}  // namespace

bool names_process(const Analysis& work, std::uint32_t head) {
  const Token& tok = work.token(head);
  return tok.head != kNone && tok.head > head && work.case_of(head) == kNone &&
         tok.deprel != Deprel::NmodPoss && work.words.process.contains(work.lower[tok.head]);
}

bool capital_acts(const Analysis& work, std::uint32_t head) {
  const Token& tok = work.token(head);
  const TokenSpan sentence = work.sentence_of(head);
  if (tok.head == kNone) return false;
  // "Paris, Texas": the name goes on.
  if (head + 2 < sentence.end && work.forms[head + 1] == "," && work.name_at[head + 2] != kNone &&
      work.candidates[work.name_at[head + 2]].type == NameType::Location &&
      work.token(head + 2).head == head && work.token(head + 2).deprel != Deprel::Conj) {
    return false;
  }
  const std::uint32_t preposition = work.case_of(head);
  const std::string& governor = work.lower[tok.head];
  if (tok.deprel == Deprel::NmodPoss) return !work.words.part.contains(governor);
  if (preposition != kNone) {
    const std::string& word = work.lower[preposition];
    if (work.words.locative.contains(word)) return false;
    if (word == "to") return !work.words.motion.contains(governor);
    if (word == "of") return work.words.acting.contains(governor);
    return true;
  }
  switch (tok.deprel) {
    case Deprel::Nsubj:
    case Deprel::NsubjPass:
    case Deprel::NsubjOuter:
      return !work.words.part.contains(governor);
    case Deprel::Obj:
    case Deprel::Iobj:
      return !work.words.motion.contains(governor);
    case Deprel::Conj:
      return work.name_at[tok.head] != kNone && capital_acts(work, tok.head);
    default:
      return false;
  }
}

// "[Hezbollah militia]", "[Syrian Observatory for Human Rights monitor]": a name that the base
// knows, and nouns behind it that say what it is.
TokenSpan without_kind(const Analysis& work, const Name& name) {
  TokenSpan span = name.tokens;
  if (name.type != NameType::Organisation) return span;
  while (span.size() > 1 && !work.capitalised(span.end - 1) &&
         work.token(span.end - 1).upos == Upos::Noun) {
    --span.end;
    const std::vector<Alias> aliases = work.kb.find(work.text_of(span));
    if (std::any_of(aliases.begin(), aliases.end(), [&](const Alias& alias) {
          const Kind kind = work.kb.entry(alias.entry).kind();
          return (alias.kind == AliasKind::Name || alias.kind == AliasKind::Acronym) &&
                 kind != Kind::Person && kind != Kind::Country && kind != Kind::Region;
        })) {
      return span;
    }
  }
  return name.tokens;
}

void find_names(Analysis& work) {
  std::vector<Hit> hits = match_knowledge(work);
  std::vector<Name> names = work.doc.names;
  for (Name& name : names) {
    const std::uint32_t begin = name.tokens.begin;
    name.tokens = trim_name(work, name);
    name.tokens = without_kind(work, name);
    // What a country in the possessive hid: "[Iran's Javad Zarif]" is a person.
    if (name.type != NameType::Person && name.tokens.size() == 2 && begin < name.tokens.begin &&
        is_possessive_mark(work.forms[name.tokens.begin - 1]) &&
        work.kb.given_name(work.forms[name.tokens.begin])) {
      name.type = NameType::Person;
    }
  }
  cut_glued_persons(work, names);
  std::erase_if(names, [&](const Name& name) {
    return name.tokens.empty() || is_plural_description(work, name) || is_role_phrase(work, name) ||
           is_office(work, name) || is_described(work, name) || is_only_countries(work, name, hits);
  });

  std::vector<bool> name_used(names.size(), false);
  std::vector<std::size_t> tagged_at(work.doc.tokens.size(), names.size());  // name over each token
  for (std::size_t n = 0; n < names.size(); ++n) {
    for (std::uint32_t i = names[n].tokens.begin; i < names[n].tokens.end; ++i) tagged_at[i] = n;
  }
  for (Hit& hit : hits) {
    std::vector<std::size_t> touching;
    bool name_wins = false;
    // A full name that the base knows is cut right: "[U.N. Secretary-General Ban Ki]-moon".
    const bool full_name = hit.tokens.size() >= 2 && hit.aliases.front().kind == AliasKind::Name &&
                           work.kb.entry(hit.aliases.front().entry).kind() == Kind::Person;
    for (std::uint32_t i = hit.tokens.begin; i < hit.tokens.end; ++i) {
      const std::size_t n = tagged_at[i];
      if (n == names.size() || names[n].type == NameType::Misc) continue;
      if (!touching.empty() && touching.back() == n) continue;
      if (names[n].type == NameType::Norp && names[n].tokens != hit.tokens)
        continue;  // "[Vietnamese-led]"
      touching.push_back(n);
      const TokenSpan name = names[n].tokens;
      if (name != hit.tokens && name.contains(hit.tokens)) name_wins = true;
      if (!hit.tokens.contains(name) && name.size() > hit.tokens.size() && !full_name)
        name_wins = true;
    }
    if (name_wins) continue;
    if (in_timex(work, hit.tokens)) continue;
    if (touching.empty() && !may_stand_alone(work, hit)) continue;
    NameType type = type_of(work, hit.aliases.front());
    if (touching.size() == 1 && names[touching[0]].tokens == hit.tokens) {
      const NameType tagged = names[touching[0]].type;
      if (only_surnames(hit.aliases)) {
        // "the hands of Assad": a place that no gazetteer knows is the person whom the base knows.
        const bool nowhere =
            tagged == NameType::Location && work.kb.places(work.text_of(hit.tokens)).empty();
        type = nowhere ? NameType::Person : tagged;
        if (type != NameType::Person) hit.aliases.clear();
      } else if (tagged == NameType::Person && type != NameType::Person && hit.tokens.size() == 1 &&
                 is_surname_here(work, hit.tokens, names)) {
        type = NameType::Person;
      }
    } else if (!touching.empty() && only_surnames(hit.aliases)) {
      continue;  // part of a longer name of the tagger, or crossing it
    }
    for (const std::size_t n : touching) name_used[n] = true;
    add_name(work, hit.tokens, type, std::move(hit.aliases));
    if (work.capitalised(hit.tokens.end - 1)) continue;
    for (const std::size_t n : touching) {  // "US troops": the name inside stays a mention too
      if (names[n].tokens.size() < hit.tokens.size()) add_inner_name(work, names[n]);
    }
  }
  for (std::size_t n = 0; n < names.size(); ++n) {
    if (name_used[n] || names[n].tokens.empty() || in_timex(work, names[n].tokens)) continue;
    bool taken = false;
    for (std::uint32_t i = names[n].tokens.begin; i < names[n].tokens.end; ++i) {
      taken = taken || work.name_at[i] != kNone;
    }
    if (taken) continue;
    if (names[n].tokens.size() == 1 &&
        work.words.calendar.contains(work.lower[names[n].tokens.begin])) {
      continue;
    }
    // The base may know the name under its key although case or tagging hid it from the scan.
    std::vector<Alias> aliases = work.kb.find(work.text_of(names[n].tokens));
    std::erase_if(aliases, [&](const Alias& alias) {
      const NameType type = type_of(work, alias);
      return type == NameType::Norp ||
             (type == NameType::Person) != (names[n].type == NameType::Person) ||
             alias.case_rule != knowledge::CaseRule::Capitalised;
    });
    add_name(work, names[n].tokens, names[n].type, std::move(aliases));
  }
  extend_persons(work);
  find_again(work);

  // First the countries that are beyond doubt, then the readings that hang on them.
  for (const Candidate& candidate : work.candidates) {
    if (candidate.aliases.size() != 1) continue;
    const knowledge::Entry entry = work.kb.entry(candidate.aliases[0].entry);
    if (entry.kind() == Kind::Country) work.named.emplace(entry.country());
  }
  retype(work);
  std::set<std::string> places;  // keys of names that turned out to be places
  for (Candidate& candidate : work.candidates) {
    candidate.stance = has_stance(work, candidate.tokens);
    candidate.leads = candidate.stance && candidate.tokens.end + 1 < work.forms.size() &&
                      work.forms[candidate.tokens.end + 1] == "led";
    if (candidate.type == NameType::Person) continue;
    choose_alias(work, candidate);
    if (candidate.alias && is_rather_place(work, candidate)) {
      candidate.type = NameType::Location;
      if (work.kb.entry(candidate.alias->entry).kind() == Kind::Seat) {
        candidate.alias.reset();  // only here: elsewhere "the White House said"
        candidate.aliases.clear();
      } else {
        places.insert(candidate.key);
      }
    }
    if (!candidate.alias) continue;
    candidate.type = type_of(work, *candidate.alias);
    if (candidate.alias->kind == AliasKind::Capital)
      candidate.place_only = !capital_acts(work, candidate.head);
    if (work.kb.entry(candidate.alias->entry).kind() == Kind::Region) candidate.place_only = true;
  }
  for (Candidate& candidate : work.candidates) {
    if (!candidate.alias || !places.contains(candidate.key)) continue;
    candidate.alias.reset();
    candidate.aliases.clear();
    candidate.type = NameType::Location;
    candidate.place_only = false;
  }
}

void find_focus(Analysis& work) {
  std::map<std::string, int> weights, scenes;
  const auto add = [&](std::string_view country, int weight) {
    if (!country.empty()) weights[std::string(country)] += weight;
  };
  for (const Candidate& candidate : work.candidates) {
    if (candidate.stance) continue;
    if (candidate.alias) {
      const knowledge::Entry entry = work.kb.entry(candidate.alias->entry);
      if (entry.kind() == Kind::Outlet || entry.kind() == Kind::Agency) continue;
      if (names_process(work, candidate.head)) continue;
      add(entry.country(), candidate.place_only ? 3 : 4);
      const std::uint32_t preposition = work.case_of(candidate.head);
      const bool scene =
          (preposition != kNone && work.words.locative.contains(work.lower[preposition])) ||
          entry.kind() == Kind::Region;
      if (!entry.country().empty() && !is_demonym(candidate.alias->kind) &&
          !is_venue(work, candidate.head)) {
        scenes[std::string(entry.country())] += scene ? 4 : 1;
      }
    } else if (candidate.type == NameType::Location) {
      const std::string& country = work.place_country(work.text_of(candidate.tokens));
      add(country, 1);
      if (!country.empty()) scenes[country] += 2;
    }
  }
  if (work.doc.report.dateline) {
    const std::string& place = work.doc.report.dateline->place;
    std::string country;
    if (const auto capital = work.kb.country_of_capital(place)) country = capital->country();
    if (country.empty()) country = work.place_country(place);
    // "The government" is that of the dateline, unless the report is plainly about another country:
    // talks between Colombians that Havana only hosts.
    int most = 0;
    for (const auto& [other, weight] : weights) most = std::max(most, weight);
    const auto own = weights.find(country);
    if (own != weights.end() && own->second * 2 >= most) work.seat = country;
    add(country, 2);
  }
  std::vector<std::pair<std::string, int>> order(weights.begin(), weights.end());
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (auto& [country, weight] : order) work.focus.push_back(country);
  order.assign(scenes.begin(), scenes.end());
  std::stable_sort(order.begin(), order.end(), [&](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : weights[a.first] > weights[b.first];
  });
  // Countries that are only named, one as often as another, leave the scene open.
  const bool open = order.size() > 1 && order[0].second == order[1].second && order[0].second < 4;
  for (auto& [country, weight] : order) work.scene.push_back(open ? std::string() : country);
}

}  // namespace dragoman::entities
