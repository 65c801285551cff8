// Descriptions beside names: "Gerard Rice, a former prisoner", "the Turkish foreign minister,
// Mevlüt Çavuşoğlu", by the tree and, where the parser lost it, by commas.
#include <algorithm>
#include <utility>

#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

using knowledge::AliasKind;
using knowledge::Kind;
using knowledge::RoleKind;

// Another description of the name already says another country: "X, his Russian counterpart, Y" is
// about Y.
bool contradicts(const Analysis& work, const Description& d, std::uint32_t name) {
  if (!d.country_in_text || d.countries.empty()) return false;
  return std::any_of(work.descriptions.begin(), work.descriptions.end(),
                     [&](const Description& other) {
                       return &other != &d && other.name == name && other.country_in_text &&
                              !other.countries.empty() && other.countries[0] != d.countries[0];
                     });
}

// "Amal, a resident of Homs": a given name that is a group's too, with somebody's role beside it.
bool is_person_after_all(const Analysis& work, const Description& d, std::uint32_t index) {
  const Candidate& name = work.candidates[index];
  return name.type == NameType::Organisation && name.tokens.size() == 1 && d.indefinite &&
         !d.plural && d.role_kind == RoleKind::Person && !d.role.empty() &&
         work.kb.given_name(work.forms[name.tokens.begin]).has_value();
}

bool may_describe(const Analysis& work, const Description& d, std::uint32_t index) {
  const Candidate& name = work.candidates[index];
  if (contradicts(work, d, index)) return false;
  if (name.type == NameType::Person) {
    return !d.plural && d.role_kind == RoleKind::Person && d.number <= 1 && !d.counterpart
               ? true
               : d.counterpart;
  }
  if (name.type == NameType::Organisation) {
    return d.role_kind != RoleKind::Person || work.words.body.contains(d.lemma);
  }
  return false;
}

std::uint32_t end_of_complements(const Analysis& work, const Description& d) {
  const TokenSpan sentence = work.sentence_of(d.head);
  std::uint32_t end = std::max(d.phrase.end, d.words.end);
  while (end < sentence.end && work.token(end).upos != Upos::Punct &&
         work.token(end).upos != Upos::Verb && work.token(end).upos != Upos::Aux &&
         !(work.token(end).feats & feature::kRel)) {
    ++end;
  }
  return end;
}

bool ends_apposition(const Analysis& work, std::uint32_t at, TokenSpan sentence) {
  if (at >= sentence.end) return true;
  const std::string_view form = work.forms[at];
  return form == "," || form == "." || form == ";" || form == ")" || form == "—" || form == "–" ||
         form == "_";
}

}  // namespace

void find_appositions(Analysis& work) {
  for (std::uint32_t index = 0; index < work.descriptions.size(); ++index) {
    Description& d = work.descriptions[index];
    if (d.name != kNone || d.title) continue;
    const TokenSpan sentence = work.sentence_of(d.head);
    const Token& tok = work.token(d.head);
    if (tok.deprel == Deprel::Appos && tok.head != kNone && work.name_at[tok.head] != kNone &&
        is_person_after_all(work, d, work.name_at[tok.head])) {
      Candidate& name = work.candidates[work.name_at[tok.head]];
      name.type = NameType::Person;
      name.alias.reset();
      name.aliases.clear();
    }
    if (tok.deprel == Deprel::Appos && tok.head != kNone && work.name_at[tok.head] != kNone &&
        may_describe(work, d, work.name_at[tok.head]) && !d.counterpart && d.possessor == kNone) {
      d.name = work.name_at[tok.head];
      continue;
    }
    for (const std::uint32_t* c = work.begin_children(d.head); c != work.end_children(d.head);
         ++c) {
      if (*c > d.head && work.token(*c).deprel == Deprel::Appos && work.name_at[*c] != kNone &&
          may_describe(work, d, work.name_at[*c])) {
        d.name = work.name_at[*c];
        break;
      }
    }
    if (d.name != kNone || d.plural || (d.role_kind != RoleKind::Person && !d.counterpart))
      continue;
    // The same by commas, where the parser lost it.
    std::uint32_t before = d.phrase.begin;
    if (before > sentence.begin + 1 && work.forms[before - 1] == ",") {
      --before;
      if (before > sentence.begin + 2 && work.token(before - 1).upos == Upos::Num &&
          work.forms[before - 2] == ",") {
        before -= 2;  // "Prakash Shah, 58, a former ambassador"
      }
      const std::uint32_t name = work.name_at[before - 1];
      if (name != kNone && work.candidates[name].type == NameType::Person && !d.counterpart &&
          !contradicts(work, d, name) &&
          (d.definite || d.indefinite || d.org != kNone || !d.countries.empty() ||
           d.phrase.end > d.words.end) &&
          ends_apposition(work, end_of_complements(work, d), sentence)) {
        d.name = name;
        continue;
      }
    }
    const std::uint32_t after = end_of_complements(work, d);
    if (after + 1 < sentence.end && work.forms[after] == "," && work.name_at[after + 1] != kNone &&
        (d.definite || d.indefinite || d.org != kNone || !d.countries.empty())) {
      const std::uint32_t name = work.name_at[after + 1];
      const TokenSpan tokens = work.candidates[name].tokens;
      if (work.candidates[name].type == NameType::Person && tokens.begin == after + 1 &&
          !contradicts(work, d, name) && ends_apposition(work, tokens.end, sentence)) {
        d.name = name;
      }
    }
  }
}

// Countries that stand with a name without any role: "Iran's Javad Zarif", "the Libyan, Omar
// Haddad".
void find_bare_countries(Analysis& work) {
  const auto count = static_cast<std::uint32_t>(work.candidates.size());
  for (std::uint32_t n = 0; n < count; ++n) {
    if (work.candidates[n].type != NameType::Person || work.candidates[n].kind != MentionKind::Name)
      continue;
    const TokenSpan tokens = work.candidates[n].tokens;
    const TokenSpan sentence = work.sentence_of(tokens.begin);
    std::uint32_t with = kNone;
    if (tokens.begin >= sentence.begin + 2 && is_possessive_mark(work.forms[tokens.begin - 1])) {
      with = work.name_at[tokens.begin - 2];
    } else if (tokens.begin >= sentence.begin + 2 && work.forms[tokens.begin - 1] == "," &&
               ends_apposition(work, tokens.end, sentence)) {
      with = work.name_at[tokens.begin - 2];
      if (with != kNone &&
          (work.candidates[with].type != NameType::Norp || !work.candidates[with].alias ||
           work.candidates[with].alias->kind == AliasKind::Plural ||
           is_plural(work, work.candidates[with].head))) {
        with = kNone;
      }
    }
    if (with == kNone && tokens.end + 2 < sentence.end && work.forms[tokens.end] == ",") {
      // "Salim Youssouf, a Comorian sailor": an adjective or demonym behind the name, before any
      // other noun.
      std::uint32_t i = tokens.end + 1;
      bool indefinite = work.is_word(i, "a") || work.is_word(i, "an");
      if (indefinite && work.name_at[i + 1] != kNone &&
          work.candidates[work.name_at[i + 1]].type == NameType::Norp) {
        with = work.name_at[i + 1];
        const std::uint32_t end = work.candidates[with].tokens.end;
        if (end < sentence.end && work.name_at[end] != kNone &&
            work.candidates[work.name_at[end]].type == NameType::Norp) {
          work.candidates[work.name_at[end]].apposed = true;
        } else if (end < sentence.end && is_nounlike(work.token(end).upos)) {
          if (work.description_at[end] != kNone)
            with = kNone;  // "a Comorian official": an apposition proper
        }
      }
    }
    if (with == kNone || with == n) continue;
    Candidate& country = work.candidates[with];
    if (country.type == NameType::Norp) country.apposed = true;
    if (!country.alias || country.stance) continue;
    const knowledge::Entry entry = work.kb.entry(country.alias->entry);
    if (entry.kind() != Kind::Country) continue;
    Description d;
    d.words = d.phrase = country.tokens;
    d.head = country.head;
    d.title = true;
    d.name = n;
    d.country_in_text = true;
    d.countries.emplace_back(entry.country());
    d.country_rule = "country@" + country.alias->receipt.to_string();
    d.candidate = with;
    work.descriptions.push_back(std::move(d));
  }
}

}  // namespace dragoman::entities
