#include "ledger/act_profile.h"

#include <algorithm>
#include <array>

#include "ledger/pledge_profile.h"
#include "ledger/stems.h"
#include "record/span_text.h"

namespace dragoman::ledger {
namespace {

using namespace std::string_view_literals;
constexpr std::array kOutcomes = {"done"sv, "not done"sv, "denied"sv,
                                  "kept"sv, "broken"sv,   "postponed"sv};

// "the attack", "Sanders’ attacks": a noun, behind an article or an owner.
bool is_owned(const record::SpanText& text, const RecordEvent& event) {
  constexpr std::uint32_t kBefore = 12;  // code points that hold the word before
  if (event.trigger.empty()) return false;
  const std::uint32_t begin = event.trigger.front().begin;
  std::string before = text.words(CodePointSpan{begin - std::min(begin, kBefore), begin});
  while (!before.empty() && before.back() == ' ') before.pop_back();
  return makes_noun(std::string_view(before).substr(before.rfind(' ') + 1));
}

std::optional<Outcome> outcome_of(const RecordEvent& event) {
  if (event.act) return std::nullopt;  // a promise, threat or refusal itself
  switch (event.factuality) {
    case Factuality::Occurred:
      return Outcome::Done;
    case Factuality::Negated:
      return Outcome::NotDone;
    case Factuality::Denied:
      return Outcome::Denied;
    default:
      return std::nullopt;
  }
}

bool overlap(const CodePointSpan& a, const CodePointSpan& b) {
  return a.begin < b.end && b.begin < a.end;
}

// Stands in what is pledged, or is what pledges it ("agreed to").
bool is_pledged(const Record& record, const RecordEvent& event) {
  return std::ranges::any_of(record.pledges, [&](const RecordPledge& pledge) {
    return std::ranges::any_of(pledge.what, [&](const CodePointSpan& what) {
      return std::ranges::any_of(event.trigger,
                                 [&](const CodePointSpan& t) { return overlap(t, what); }) ||
             std::ranges::any_of(event.evidence,
                                 [&](const CodePointSpan& e) { return overlap(e, what); });
    });
  });
}

times::Days days_or(const std::string& date, const std::string& published) {
  if (auto days = times::days_of(date)) return *days;
  return times::days_of(published).value_or(times::Days{});
}

// "failed to sign": what was not done is told as an act is.
bool is_failure(const RecordFate& fate) {
  return fate.rule == "fate/fail";
}

// The pledge of this report that a fate speaks of.
std::string pledge_in(const Record& record, const RecordFate& fate) {
  if (is_failure(fate)) return {};  // compared as an act is
  for (const RecordPledge& pledge : record.pledges) {
    if (pledge.kind == PledgeKind::Condition) continue;
    for (const CodePointSpan& what : pledge.what) {
      // "broke its promise to leave"; not "will help those who broke their promise"
      if (what.begin >= fate.what.begin && what.end <= fate.what.end) return pledge.id;
    }
  }
  return {};
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  return kOutcomes[static_cast<std::size_t>(outcome)];
}
Outcome parse_outcome(std::string_view text) {
  const auto found = std::find(kOutcomes.begin(), kOutcomes.end(), text);
  return found == kOutcomes.end() ? Outcome::Done : static_cast<Outcome>(found - kOutcomes.begin());
}

std::vector<ActProfile> profiles_of_acts(const Record& record) {
  std::vector<ActProfile> out;
  const record::SpanText text(record);
  const record::ActorKeys keys(record);
  for (const RecordEvent& event : record.events) {
    const auto outcome = outcome_of(event);
    if (!outcome || is_pledged(record, event)) continue;
    ActProfile act;
    act.sides = sides_of(record, keys, event.actors);
    if (act.sides.empty()) continue;
    const std::string trigger = text.words(event.trigger), words = text.words(event.evidence);
    if (*outcome == Outcome::Done &&
        (!is_verbal(trigger) || is_owned(text, event) || is_meant(words)))
      continue;
    act.stems = stems_of(words);
    if (act.stems.empty()) continue;
    act.report = record.id;
    act.entry = event.id;
    act.published = record.published;
    act.outcome = *outcome;
    act.when = days_or(event.date, record.published);
    act.acts = stems_of(trigger);
    act.type = to_string(event.type);
    out.push_back(std::move(act));
  }
  for (const RecordFate& fate : record.fates) {
    ActProfile act;
    act.report = record.id;
    act.entry = fate.id;
    act.published = record.published;
    act.outcome = fate.kind == FateKind::Kept     ? Outcome::Kept
                  : fate.kind == FateKind::Broken ? Outcome::Broken
                                                  : Outcome::Postponed;
    act.when = days_or(fate.date, record.published);
    act.sides = sides_of(record, keys, fate.by);
    const std::string what = text.words(fate.what);
    act.stems = stems_but_names(what);
    if (is_failure(fate)) act.acts = {deed_of(what).act};
    // What a deadline was for is often told in the headline only.
    act.context = stems_but_names(text.words(fate.span) + " " + record.title);
    act.due = fate.due;
    if (!fate.given.empty()) act.given = days_or(fate.given, "").first;
    act.pledge = pledge_in(record, fate);
    out.push_back(std::move(act));
  }
  return out;
}

}  // namespace dragoman::ledger
