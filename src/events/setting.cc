#include "events/setting.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"

namespace dragoman::events {
namespace {

constexpr int kFar = 1000;

bool splits_clause(Deprel deprel) {
  return deprel == Deprel::Ccomp || deprel == Deprel::Advcl || deprel == Deprel::AdvclRelcl ||
         deprel == Deprel::AclRelcl || deprel == Deprel::Parataxis;
}

// Head of a run of tokens: the one whose head lies outside.
std::uint32_t head_of(const Document& doc, TokenSpan span) {
  for (std::uint32_t i = span.begin; i < span.end; ++i) {
    if (doc.tokens[i].head == kNone || !span.contains(doc.tokens[i].head)) return i;
  }
  return span.begin;
}

// `from` and `to` tell where only of acts that move somebody.
bool is_place_preposition(std::string_view word, EventType type) {
  static constexpr std::array<std::string_view, 13> kWords = {
      "in",     "at",   "near",       "inside", "outside", "across", "around",
      "within", "into", "throughout", "on",     "along",   "outside"};
  if (word == "from") return type == EventType::Retreat;
  if (word == "to")
    return type == EventType::Consult || type == EventType::Aid || type == EventType::Mobilize;
  return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace

TokenSpan Setting::clause_of(const Act& act) const {
  const Document& doc = clauses_.doc();
  const std::uint32_t head = clauses_.clause_head(act.realis);
  TokenSpan span{head, head + 1};
  for (const std::uint32_t t : act.trigger) span = cover(span, TokenSpan{t, t + 1});
  std::vector<std::uint32_t> open{head, act.anchor.token};
  while (!open.empty()) {
    const std::uint32_t top = open.back();
    open.pop_back();
    span = cover(span, TokenSpan{top, top + 1});
    for (const std::uint32_t c : clauses_.children(top)) {
      const Token& t = clauses_.token(c);
      if (splits_clause(t.deprel) || t.deprel == Deprel::Punct) continue;
      // A coordinated clause with its own subject is another clause.
      if (t.deprel == Deprel::Conj && is_verbal(t) && c != act.realis &&
          !clauses_.is_below(act.anchor.token, c)) {
        continue;
      }
      open.push_back(c);
    }
  }
  const TokenSpan sentence = doc.sentences[clauses_.token(head).sentence].tokens;
  span.begin = std::max(span.begin, sentence.begin);
  span.end = std::min(span.end, sentence.end);
  return span;
}

int Setting::distance(std::uint32_t from, std::uint32_t to) const {
  // Arcs from `from` up to `to` or to an ancestor of it that is close; clause borders are far.
  std::uint32_t at = to;
  for (int up = 0; up <= 3 && at != kNone; ++up) {
    std::uint32_t below = from;
    int down = 0;
    for (; down < 12 && below != kNone; ++down) {
      if (below == at) return up + down;
      const Token& b = clauses_.token(below);
      if (splits_clause(b.deprel)) break;
      if (b.deprel == Deprel::Conj && is_verbal(b) && clauses_.child(below, Deprel::Nsubj) != kNone)
        break;
      below = clauses_.token(below).head;
    }
    const Deprel d = clauses_.token(at).deprel;
    const bool own_clause = d == Deprel::Conj && is_verbal(clauses_.token(at)) &&
                            clauses_.child(at, Deprel::Nsubj) != kNone;
    if ((is_clausal(d) && d != Deprel::Xcomp) || own_clause) break;
    at = clauses_.token(at).head;
  }
  return kFar;
}

std::uint32_t Setting::timex_of(const Act& act, TokenSpan clause) const {
  const Document& doc = clauses_.doc();
  const TokenSpan sentence = doc.sentences[clauses_.token(act.anchor.token).sentence].tokens;
  std::uint32_t best = kNone;
  int best_distance = kFar;
  const auto [first, last] = entries_in(doc.times, sentence);
  for (std::uint32_t i = first; i < last; ++i) {
    const Timex& timex = doc.times[i];
    if (timex.tokens.empty() || !sentence.contains(timex.tokens)) continue;
    if (timex.type != TimexType::Date && timex.type != TimexType::Time) continue;
    if (timex.value.empty() || !core::is_ascii_digit(timex.value[0])) continue;
    const std::uint32_t head = head_of(doc, timex.tokens);
    int d = std::min(distance(head, act.realis), distance(head, act.anchor.token));
    if (d == kFar && clause.contains(head) &&
        clauses_.clause_head(head) == clauses_.clause_head(act.realis))
      d = 20;
    if (d < best_distance) {
      best_distance = d;
      best = i;
    }
  }
  return best;
}

std::uint32_t Setting::place_of(const Act& act, TokenSpan clause) const {
  const Document& doc = clauses_.doc();
  std::uint32_t best = kNone;
  int best_distance = kFar;
  const auto [first, last] = entries_in(doc.places, clause);
  for (std::uint32_t i = first; i < last; ++i) {
    const Place& place = doc.places[i];
    if (place.tokens.empty() || !clause.contains(place.tokens)) continue;
    std::uint32_t head = head_of(doc, place.tokens);
    // The phrase that carries the preposition: "in the town of Samarra", "in northern Syria".
    int up = 0;
    std::string_view preposition = clauses_.preposition(head);
    while ((preposition.empty() || preposition == "of") && up < 3 &&
           clauses_.token(head).head != kNone &&
           is_nominal(clauses_.token(clauses_.token(head).head)) &&
           (((clauses_.token(head).deprel == Deprel::Nmod ||
              clauses_.token(head).deprel == Deprel::Compound) &&
             is_kind_of_place(clauses_.token(clauses_.token(head).head).lemma)) ||
            clauses_.token(head).deprel == Deprel::Appos ||
            clauses_.token(head).deprel == Deprel::Conj ||
            clauses_.token(head).deprel == Deprel::Flat)) {
      head = clauses_.token(head).head;
      preposition = clauses_.preposition(head);
      ++up;
    }
    if (!is_place_preposition(preposition, act.type)) continue;
    const int near = std::min(distance(head, act.realis), distance(head, act.anchor.token));
    if (near == kFar) continue;
    const bool weak = preposition == "from" || preposition == "to" || preposition == "on";
    const int d = 4 * near + up + (weak ? 6 : 0) + 2 * (place.precision > 2 ? 1 : 0);
    if (d < best_distance) {
      best_distance = d;
      best = i;
    }
  }
  return best;
}

std::uint32_t Setting::place_near(const Act& act, TokenSpan clause) const {
  const Document& doc = clauses_.doc();
  const std::uint32_t at = act.anchor.token;
  std::uint32_t best = kNone, least = 0;
  const auto [first, last] = entries_in(doc.places, clause);
  for (std::uint32_t i = first; i < last; ++i) {
    const Place& place = doc.places[i];
    if (place.country.empty() || !clause.contains(place.tokens)) continue;
    if (clauses_.preposition(head_of(doc, place.tokens)).empty()) continue;
    const std::uint32_t away =
        place.tokens.begin > at ? place.tokens.begin - at : at - place.tokens.begin;
    if (best == kNone || away < least) best = i, least = away;
  }
  return best;
}

}  // namespace dragoman::events
