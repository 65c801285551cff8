#include "places/demonyms.h"

#include <optional>
#include <string>
#include <string_view>

#include "dragoman/labels.h"

#include "core/utf8.h"

namespace dragoman::places {
namespace {

bool is_nominal(const Token& token) {
  return token.upos == Upos::Noun || token.upos == Upos::Propn;
}

bool has_capital(const Document& doc, std::uint32_t token) {
  return core::is_ascii_upper(doc.form(token)[0]);
}

// The noun that an adjective ending before `at` modifies, over other adjectives, numbers and
// hyphens ("Russian-made", "Turkish and Syrian forces", "American Volunteer Group"); none: kNone.
std::uint32_t modified_noun(const Document& doc, std::uint32_t at, std::uint32_t end) {
  for (const std::uint32_t limit = at + 4; at < end && at < limit; ++at) {
    const Token& token = doc.tokens[at];
    if (is_nominal(token)) return at;
    if (token.upos != Upos::Adj && token.upos != Upos::Num && token.upos != Upos::Cconj &&
        doc.form(at) != "-") {
      break;
    }
  }
  return kNone;
}

std::optional<knowledge::Entry> country_at(const knowledge::KnowledgeBase& base,
                                           const Document& doc,
                                           TokenSpan tokens) {
  const auto country = base.country_of_demonym(doc.view(doc.bytes(tokens)));
  if (!country || country->kind() != knowledge::Kind::Country) return std::nullopt;
  // "U.S." is the country itself.
  for (const knowledge::Place& place : base.places(doc.view(doc.bytes(tokens)))) {
    if (place.feature.starts_with("PCL")) return std::nullopt;
  }
  return country;
}

}  // namespace

std::vector<Demonym> find_demonyms(const Words& words,
                                   const knowledge::KnowledgeBase& base,
                                   const Document& doc) {
  std::vector<Demonym> found;
  for (const Sentence& sentence : doc.sentences) {
    for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
      const Token& token = doc.tokens[t];
      if (!has_capital(doc, t) || (token.upos != Upos::Adj && !is_nominal(token))) continue;
      // "Sri Lankan", "South African"
      TokenSpan tokens{t, t + 2};
      const bool two = t + 1 < sentence.tokens.end && has_capital(doc, t + 1);
      auto country = two ? country_at(base, doc, tokens) : std::nullopt;
      if (!country) {
        tokens.end = t + 1;
        country = country_at(base, doc, tokens);
      }
      if (!country) continue;
      const Token& last = doc.tokens[tokens.end - 1];
      const std::string before =
          t > sentence.tokens.begin ? core::ascii_lower(doc.form(t - 1)) : std::string();
      t = tokens.end - 1;
      const std::uint32_t noun = modified_noun(doc, tokens.end, sentence.tokens.end);
      const bool people = last.upos != Upos::Adj && (last.feats & feature::kPlur);
      found.push_back({tokens, country->index(),
                       noun != kNone && !people && !words.is_half(before) &&
                           !words.is_tongue(core::ascii_lower(doc.form(noun)))});
    }
  }
  return found;
}

}  // namespace dragoman::places
