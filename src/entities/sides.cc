// Whom a person speaks for: the body in the words for the office ("a Pentagon spokesman"), else the
// country whose government or forces the person serves. Internal to this room.
#include <algorithm>
#include <array>
#include <string_view>

#include "entities/analysis.h"

namespace dragoman::entities {
namespace {

std::uint32_t body_of(const Analysis& work, const Draft& person) {
  for (const std::uint32_t index : person.descriptions) {
    const Description& d = work.descriptions[index];
    if (d.org == kNone || d.former || d.counterpart || work.words.against.contains(d.lemma))
      continue;
    const std::uint32_t body = work.candidates[d.org].draft;
    if (body != kNone) return work.root(body);
  }
  return kNone;
}

// A country by where things happen is too weak a guess to put words into its mouth.
bool is_guess(std::string_view rule) {
  return rule.find("country of the scene") != std::string_view::npos ||
         rule.find("country of the same role elsewhere") != std::string_view::npos;
}

// The country, an actor of the report from here on if it was none yet.
std::uint32_t country_served(Analysis& work, std::uint32_t index) {
  const Draft& person = work.drafts[index];
  static constexpr std::array<std::string_view, 4> kState = {"GOV", "MIL", "COP", "SPY"};
  const std::string_view sector = std::string_view(person.actor.sector).substr(0, 3);
  if (person.actor.country.empty() || person.actor.role.starts_with("former ") ||
      std::find(kState.begin(), kState.end(), sector) == kState.end() ||
      is_guess(person.actor.rule)) {
    return kNone;
  }
  const std::string name = person.actor.name;
  const std::uint32_t country = country_draft(work, person.actor.country);
  Draft& served = work.drafts[country];
  if (served.candidates.empty() && !served.host) {
    served.host = true;
    served.actor.rule = "country that " + name + " serves";
  }
  return country;
}

// Whether anybody in the report says "we": else whom a person speaks for is of no use.
bool says_we(const Analysis& work) {
  return std::any_of(work.candidates.begin(), work.candidates.end(), [&](const Candidate& c) {
    return c.kind == MentionKind::Pronoun && (work.token(c.head).feats & feature::kFirst) != 0 &&
           (work.token(c.head).feats & feature::kPlur) != 0;
  });
}

}  // namespace

void find_sides(Analysis& work) {
  if (!says_we(work)) return;
  for (std::uint32_t i = 0; i < work.drafts.size(); ++i) {
    const ActorKind kind = work.drafts[i].actor.kind;
    if (kind != ActorKind::Person || work.drafts[i].merged_into != kNone) continue;
    std::uint32_t side = body_of(work, work.drafts[i]);
    if (side == kNone) side = country_served(work, i);
    work.drafts[i].speaks_for = side;
  }
}

}  // namespace dragoman::entities
