#include "times/recognise.h"

#include <array>
#include <unordered_set>
#include <utility>

#include "times/recogniser.h"

namespace dragoman::times {

Recogniser::Recogniser(const Words& words, const Document& doc, const std::vector<Atom>& atoms)
    : words_(words), doc_(doc), atoms_(atoms) {
  entries_.reserve(atoms.size());
  for (const Atom& atom : atoms) entries_.push_back(words.starting(atom.low));
}

std::vector<Expression> Recogniser::run() {
  std::vector<Expression> found;
  for (std::size_t i = 0; i < atoms_.size();) {
    Found best = longest(i);
    if (!best) {
      ++i;
      continue;
    }
    best->begin = i;
    i = best->end;
    Found tail = range_tail(*best);
    found.push_back(std::move(*best));
    if (tail) {
      i = tail->end;
      found.push_back(std::move(*tail));
    }
  }
  return found;
}

bool Recogniser::may_start(std::size_t i) const {
  if (i >= atoms_.size()) return false;
  if (entries_[i]) return true;
  switch (atoms_[i].kind) {
    case Atom::Kind::Number:
      return true;
    case Atom::Kind::Sign:
      return is(i, "'");
    case Atom::Kind::Word:
      break;
  }
  static const std::unordered_set<std::string_view> kDeterminers = {
      "the", "a", "an", "this", "that", "these", "those", "same"};
  return kDeterminers.contains(atoms_[i].low) && may_start(skip_hyphen(i + 1));
}

Found Recogniser::longest(std::size_t i) const {
  if (!may_start(i)) return std::nullopt;
  using Rule = Found (Recogniser::*)(std::size_t) const;
  static constexpr std::array<Rule, 23> kRules = {
      &Recogniser::iso_date,       &Recogniser::calendar,     &Recogniser::weekday,
      &Recogniser::clock,          &Recogniser::deictic,      &Recogniser::quarter,
      &Recogniser::year_ago,       &Recogniser::set,          &Recogniser::amount_of,
      &Recogniser::relative,       &Recogniser::season,       &Recogniser::decade,
      &Recogniser::holiday,        &Recogniser::bare_units,   &Recogniser::year,
      &Recogniser::reference,      &Recogniser::modified,     &Recogniser::daybreak,
      &Recogniser::day_range_head, &Recogniser::day_of_month, &Recogniser::hijri,
      &Recogniser::fiscal_year,    &Recogniser::short_period};
  Found best;
  for (const Rule rule : kRules) {
    Found found = (this->*rule)(i);
    if (found && found->end > i && (!best || found->end > best->end)) best = std::move(found);
  }
  return best;
}

std::vector<Expression> recognise(const Words& words,
                                  const Document& doc,
                                  const std::vector<Atom>& atoms) {
  return Recogniser(words, doc, atoms).run();
}

}  // namespace dragoman::times
