#include <algorithm>
#include <tuple>

#include "dossiers/identity.h"
#include "dossiers/sheets.h"

namespace dragoman::dossiers {
namespace {

constexpr long kSame = 2;          // days between two dates of one round
constexpr long kLongest = 60;      // days a round takes at most
constexpr long kSameNumber = 400;  // days between words for rounds of one number

bool is_any(const std::string& value, std::initializer_list<const char*> list) {
  return std::any_of(list.begin(), list.end(), [&](const char* v) { return value == v; });
}

// One report's word for a round.
struct Word {
  const Told* told = nullptr;
  const ActFact* act = nullptr;
  std::string begin, end;
  bool planned = false;
};

// Acts that begin, end or move a round; without a round named, those that set talks going again.
std::vector<Word> words_of(const Tellings& tellings) {
  std::vector<Word> out;
  for (const Told& told : tellings) {
    if (told.facts.kind != "talks") continue;
    for (const ActFact& act : told.facts.acts) {
      const bool starts = is_any(act.act, {"begun", "held", "resumed"});
      const bool moves = is_any(act.act, {"ended", "postponed", "cancelled", "suspended"});
      const bool planned = act.factuality == "planned";
      if (!came_about(act.factuality) && !planned) continue;
      const bool named = !act.round.empty();
      const std::string day = first_day_of(planned ? act.date : day_of(told, act));
      if (!(named && (starts || moves)) && !(starts && !first_day_of(act.date).empty())) continue;
      Word word{&told, &act, "", "", planned};
      (act.act == "ended" ? word.end : word.begin) = day;
      if (!act.until.empty()) word.end = last_day_of(act.until);
      if (word.begin.empty() && word.end.empty() && act.number == 0) continue;
      out.push_back(std::move(word));
    }
  }
  return out;
}

const std::string& own_day(const Word& word) {
  return word.begin.empty() ? word.end : word.begin;
}

bool fits(const DossierRound& round, const Word& word) {
  const std::string& day = own_day(word);
  const std::string& own = round.begin.empty() ? round.end : round.begin;
  if (round.number != 0 && word.act->number != 0) {
    return round.number == word.act->number &&
           (day.empty() || own.empty() || std::abs(days_between(own, day)) < kSameNumber);
  }
  if (day.empty() || own.empty()) return false;
  if (!round.begin.empty() && !word.begin.empty())
    return std::abs(days_between(round.begin, word.begin)) <= kSame;
  if (!round.begin.empty() && !word.end.empty()) {
    const long length = days_between(round.begin, word.end);
    return length >= 0 && length <= kLongest;
  }
  return std::abs(days_between(own, day)) <= kSame;
}

void take(DossierRound& round, const Word& word) {
  const ActFact& act = *word.act;
  if (round.number == 0) round.number = act.number;
  if (round.name.empty() && !act.round.empty())
    round.name = act.round == "round" ? "round" : act.round + " round";
  if (round.begin.empty()) {
    round.begin = word.begin;
  } else if (!word.begin.empty() && word.begin != round.begin) {
    add_name(round.differing, word.begin);
  }
  if (!word.end.empty()) {
    if (!round.end.empty() && round.end != word.end) add_name(round.differing, round.end);
    round.end = word.end;
  }
  if (round.place.empty()) round.place = act.place;
  const bool moved = is_any(act.act, {"postponed", "cancelled", "suspended"});
  if (moved) {
    round.status = act.act;
  } else if (word.planned) {
    if (round.status.empty()) round.status = "planned";
  } else {
    round.status = act.act == "ended" ? "ended" : "held";
  }
  add_evidence(round.evidence, evidence_of(*word.told, act.source));
}

}  // namespace

std::vector<DossierRound> make_rounds(const Tellings& tellings) {
  std::vector<Word> words = words_of(tellings);
  // Numbered words first, so that a word without a number finds the round by its day.
  std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) {
    return (a.act->number == 0) < (b.act->number == 0);
  });
  std::vector<DossierRound> out;
  for (const Word& word : words) {
    auto found =
        std::find_if(out.begin(), out.end(), [&](const DossierRound& r) { return fits(r, word); });
    if (found == out.end()) found = out.insert(out.end(), DossierRound());
    take(*found, word);
  }
  for (DossierRound& round : out) {
    if (round.name.empty()) round.name = "meeting";
    std::sort(round.evidence.begin(), round.evidence.end(),
              [](const Evidence& a, const Evidence& b) {
                return std::tie(a.published, a.report, a.begin) <
                       std::tie(b.published, b.report, b.begin);
              });
  }
  std::stable_sort(out.begin(), out.end(), [](const DossierRound& a, const DossierRound& b) {
    const auto key = [](const DossierRound& r) {
      return std::tuple(r.begin.empty() ? r.end : r.begin, r.number, r.name);
    };
    return key(a) < key(b);
  });
  return out;
}

}  // namespace dragoman::dossiers
