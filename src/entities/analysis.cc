#include "entities/analysis.h"

#include <algorithm>

#include "core/utf8.h"

namespace dragoman::entities {
namespace {

void make_singular(std::string& word) {
  if (word.size() < 4 || word.back() != 's' || word[word.size() - 2] == 's') return;
  if (word.ends_with("ies")) {
    word.replace(word.size() - 3, 3, "y");
  } else {
    word.pop_back();
  }
}

// Irregular plurals of persons that a lemmatiser by suffixes misses: "spokesmen", "men", "women".
void mend_plural(std::string_view form, std::string& lemma) {
  if (form.size() < 3 || form.size() > 24 || !form.ends_with("men")) return;
  const std::string lower = core::ascii_lower(form);
  if (lower == "specimen" || lower == "abdomen" || lower == "regimen" || lower == "yemen" ||
      lower == "omen")
    return;
  lemma = lower;
  lemma[lemma.size() - 2] = 'a';
}

}  // namespace

Analysis::Analysis(const Document& document,
                   const knowledge::KnowledgeBase& base,
                   const Words& word_lists)
    : doc(document), kb(base), words(word_lists) {
  date = doc.report.published.substr(0, 10);
  if (date.empty() && doc.report.dateline) date = doc.report.dateline->date;
  const std::size_t count = doc.tokens.size();
  forms.reserve(count);
  lower.reserve(count);
  starts_.assign(count + 2, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const Token& tok = doc.tokens[i];
    forms.push_back(doc.view(tok.span));
    lower.push_back(
        core::ascii_lower(tok.lemma.empty() ? forms.back() : std::string_view(tok.lemma)));
    // Proper nouns keep their plural in the lemma ("Ministers"); roles are filed in the singular.
    if (tok.upos == Upos::Propn && (tok.feats & feature::kPlur)) make_singular(lower.back());
    if (tok.upos == Upos::Noun || tok.upos == Upos::Propn) mend_plural(forms.back(), lower.back());
    if (tok.head != kNone) ++starts_[tok.head + 1];
  }
  lemmas.assign(lower.begin(), lower.end());
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  children_.assign(starts_.back() + 1, kNone);  // one more, so that &children_[end] stays in bounds
  std::vector<std::uint32_t> next(starts_.begin(), starts_.end());
  for (std::uint32_t i = 0; i < count; ++i) {
    if (doc.tokens[i].head != kNone) children_[next[doc.tokens[i].head]++] = i;
  }
  name_at.assign(count, kNone);
  description_at.assign(count, kNone);
}

bool Analysis::capitalised(std::uint32_t i) const {
  const std::string_view form = forms[i];
  if (form.empty()) return false;
  const auto first = static_cast<unsigned char>(form[0]);
  if (first < 0x80) return core::is_ascii_upper(form[0]);
  // Latin letters with accents: upper and lower case differ from what the lemma of a common noun
  // would show, so a proper noun is taken at the tagger's word.
  return doc.tokens[i].upos == Upos::Propn;
}

std::uint32_t Analysis::case_of(std::uint32_t i) const {
  for (const std::uint32_t* child = begin_children(i); child != end_children(i); ++child) {
    if (*child < i && token(*child).deprel == Deprel::Case) return *child;
  }
  return kNone;
}

std::uint32_t Analysis::head_of(TokenSpan span) const {
  std::uint32_t best = span.end - 1;
  for (std::uint32_t i = span.begin; i < span.end; ++i) {
    const std::uint32_t head = token(i).head;
    if (head == kNone || !span.contains(head)) {
      best = i;
      if (token(i).upos != Upos::Punct) return i;
    }
  }
  return best;
}

std::string Analysis::text_of(TokenSpan span) const {
  std::string text(doc.view(doc.bytes(span)));
  for (char& c : text) {
    if (core::is_ascii_space(c)) c = ' ';
  }
  return text;
}

const std::string& Analysis::place_country(std::string_view name) {
  const auto found = place_countries_.find(name);
  if (found != place_countries_.end()) return found->second;
  std::string country;
  for (const knowledge::Place& place : kb.places(name)) {
    // A small town of a country that the report never names is more likely another town of that
    // name.
    if (country.empty() && place.population >= 150'000) country = place.country;
    if (named.contains(place.country)) {
      country = place.country;
      break;
    }
  }
  return place_countries_.emplace(std::string(name), std::move(country)).first->second;
}

std::uint32_t Analysis::add_candidate(Candidate candidate) {
  const auto index = static_cast<std::uint32_t>(candidates.size());
  if (candidate.head == kNone) candidate.head = head_of(candidate.tokens);
  if (candidate.kind == MentionKind::Name) {
    for (std::uint32_t i = candidate.tokens.begin; i < candidate.tokens.end; ++i)
      name_at[i] = index;
    if (candidate.key.empty())
      candidate.key = knowledge::normalise_alias(text_of(candidate.tokens));
  }
  candidates.push_back(std::move(candidate));
  return index;
}

std::uint32_t Analysis::add_draft(Draft draft) {
  drafts.push_back(std::move(draft));
  return static_cast<std::uint32_t>(drafts.size() - 1);
}

std::uint32_t Analysis::root(std::uint32_t draft) const {
  while (drafts[draft].merged_into != kNone) draft = drafts[draft].merged_into;
  return draft;
}

void Analysis::link(std::uint32_t candidate, std::uint32_t draft, std::string rule) {
  candidates[candidate].draft = draft;
  candidates[candidate].rule = std::move(rule);
  drafts[draft].candidates.push_back(candidate);
  if (candidates[candidate].kind == MentionKind::Name) drafts[draft].named = true;
}

bool is_nounlike(Upos upos) {
  return upos == Upos::Noun || upos == Upos::Propn || upos == Upos::X;
}

bool is_possessive_mark(std::string_view form) {
  return form == "'s" || form == "’s" || form == "'" || form == "’";
}

bool is_alike(const Analysis& work, TokenSpan span) {
  for (std::uint32_t i = span.begin; i < span.end; ++i) {
    if (!work.words.alike.contains(work.lower[i])) return false;
  }
  return true;
}

bool is_plural(const Analysis& work, std::uint32_t i) {
  const Token& tok = work.token(i);
  if (tok.feats & feature::kPlur) return true;
  // "troops" and the like are Number=Ptan, which has no bit; their tag is still a plural's.
  return work.doc.tagset && tok.tag < work.doc.tagset->size() &&
         (*work.doc.tagset)[tok.tag].xpos == "NNS" && work.forms[i].ends_with('s');
}

bool is_demonym(knowledge::AliasKind kind) {
  return kind == knowledge::AliasKind::Adjective || kind == knowledge::AliasKind::Demonym ||
         kind == knowledge::AliasKind::Plural;
}

std::string join_code(std::string_view country, std::string_view sector) {
  return std::string(country) + std::string(sector);
}

std::string country_of(const Analysis& work, const Candidate& candidate) {
  if (candidate.alias) return std::string(work.kb.entry(candidate.alias->entry).country());
  if (candidate.draft != kNone) return work.drafts[candidate.draft].actor.country;
  return {};
}

}  // namespace dragoman::entities
