// The state line: where the process stands, and the words that show it.
#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

#include "dossiers/identity.h"
#include "dossiers/sheets.h"

namespace dragoman::dossiers {
namespace {

// What an act makes of a process; acts that are not here leave it as it was.
std::string_view state_after(std::string_view kind, std::string_view act) {
  static const std::map<std::string_view, std::string_view> kStates = {
      {"begun", "under way since"},
      {"resumed", "resumed on"},
      {"suspended", "suspended since"},
      {"postponed", "postponed on"},
      {"cancelled", "cancelled on"},
      {"collapsed", "collapsed on"},
      {"ended", "ended on"},
      {"expired", "expired on"},
      {"agreed", "agreement on"},
      {"signed", "signed on"},
      {"approved", "approved on"},
      {"rejected", "rejected on"},
      {"missed", "deadline missed on"},
      {"revised", "revised on"},
      {"declared", "declared on"},
      {"in_force", "in force since"},
      {"holding", "reported to hold on"},
      {"extended", "extended on"},
      {"violated", "said to be broken on"},
      {"deployed", "deployed on"},
      {"delivered", "last delivery on"},
      {"blocked", "blocked on"},
      {"allowed", "let through on"},
      {"attacked", "attacked on"},
      {"held", "held on"}};
  if (kind == "talks" && (act == "held" || act == "declared" || act == "holding")) return "";
  const auto found = kStates.find(act);
  return found == kStates.end() ? "" : found->second;
}

bool unsettles(const std::string& act) {
  return act == "suspended" || act == "postponed" || act == "cancelled" || act == "collapsed";
}

struct Step {
  std::string day, text, act;
  Evidence evidence;
};

// Steps in the order of their days; of one day, in the order in which they were reported.
std::vector<Step> steps_of(const Tellings& tellings) {
  std::vector<Step> out;
  for (const Told& told : tellings) {
    for (const ActFact& act : told.facts.acts) {
      const std::string_view text = state_after(told.facts.kind, act.act);
      if (text.empty() || !came_about(act.factuality) || !act.round.empty()) continue;
      const std::string day = day_of(told, act);
      if (day.empty() || days_between(told.facts.day, day) > 0) continue;
      std::string line = std::string(text) + " " + day;
      if (!act.until.empty()) line += ", until " + last_day_of(act.until);
      out.push_back({day, line, act.act, evidence_of(told, act.source)});
    }
  }
  std::stable_sort(out.begin(), out.end(), [](const Step& a, const Step& b) {
    return std::tie(a.day, a.evidence.published) < std::tie(b.day, b.evidence.published);
  });
  return out;
}

// The last round that was planned for a day after all reports.
const DossierRound* next_round(const Dossier& dossier) {
  const DossierRound* found = nullptr;
  for (const DossierRound& round : dossier.rounds) {
    if (round.status == "planned" && round.begin > dossier.last_day) found = &round;
  }
  return found;
}

void add_next_round(const DossierRound& round, const std::vector<Step>& steps, State& state) {
  std::string line =
      (round.number != 0 ? round.name : "next round") + " planned for " + round.begin;
  if (!round.place.empty()) line += " in " + round.place;
  const std::string& told = round.evidence.front().published;
  for (const Evidence& evidence : round.evidence) add_evidence(state.evidence, evidence);
  for (const Step& step : steps) {
    if (step.day <= told || !unsettles(step.act)) continue;
    line += ", in doubt since " + step.day;
    add_evidence(state.evidence, step.evidence);
    break;
  }
  state.text += (state.text.empty() ? "" : "; ") + line;
}

}  // namespace

State make_state(const Tellings& tellings, const Dossier& dossier) {
  State state;
  const std::vector<Step> steps = steps_of(tellings);
  if (!steps.empty()) {
    const Step& last = steps.back();
    state.text = last.text;
    state.date = last.day;
    for (const Step& step : steps) {
      if (step.day == last.day && step.act == last.act) add_evidence(state.evidence, step.evidence);
    }
  }
  if (const DossierRound* round = next_round(dossier)) add_next_round(*round, steps, state);
  if (state.text.empty() && !tellings.empty()) {
    state.text = "last reported on " + dossier.last_day;
    state.date = dossier.last_day;
    const Told& told = tellings.back();
    state.evidence.push_back(evidence_of(told, {0, 0, told.facts.title, ""}));
  }
  return state;
}

}  // namespace dragoman::dossiers
