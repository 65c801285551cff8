#include <utility>

#include "times/recogniser.h"

namespace dragoman::times {

Found Recogniser::quarter(std::size_t i) const {
  if (is_any(i, {"this", "last", "next"}) && is(i + 1, "year") && is(i + 2, "'") &&
      is(i + 3, "s")) {
    std::size_t stop = 0;
    const Word* nth = word_at(WordClass::Ordinal, i + 4, stop);
    const bool named = nth && nth->number <= 4 && is(skip_hyphen(stop), "quarter");
    if (!named && !(is(i, "last") && is_any(i + 4, {"quarter", "period"}))) return std::nullopt;
    Expression e = make(named ? Kind::Quarter : Kind::YearAgo,
                        named ? skip_hyphen(stop) + 1 : i + 5, "quarter/of year");
    e.number = named ? nth->number : 0;
    e.relation = relation_at(i);
    return e;
  }
  std::size_t j = is(i, "the") ? i + 1 : i;
  const bool opened = j > i;
  if (is_any(j, {"fiscal"})) j = skip_hyphen(j + 1);
  std::size_t end = 0;
  const Word* ordinal = word_at(WordClass::Ordinal, j, end);
  if (ordinal && ordinal->number <= 4 && is(skip_hyphen(end), "quarter")) {
    // "the | third-quarter loss": there the article belongs to the noun.
    if (opened && is(end, "-")) return std::nullopt;
    Expression e = make(Kind::Quarter, skip_hyphen(end) + 1, "quarter/ordinal");
    e.number = ordinal->number;
    add_year(e);
    add_end_day(e);
    return e;
  }
  if (ordinal && ordinal->number <= 2 && is(skip_hyphen(end), "half")) {
    Expression e = make(Kind::Half, skip_hyphen(end) + 1, "half");
    e.number = ordinal->number;
    const std::size_t before_year = e.end;
    add_year(e);
    if (e.end == before_year && is(e.end, "of") && is(e.end + 1, "the") && is(e.end + 2, "year")) {
      e.end += 3;
      e.relation = Relation::This;
    }
    return e.end > before_year ? Found(e) : std::nullopt;
  }
  if (!is(i, "the") || !opened) return std::nullopt;
  if (const int year = plain_year(j); year && is_any(j + 1, {"period", "quarter"})) {
    Expression e = make(Kind::Quarter, j + 2, "quarter/of named year");
    e.year = year;
    return e;
  }
  // A period that the text has named before: the last quarter mentioned.
  if (is_any(j, {"quarter"}) && !is_any(j + 1, {"-", "of"})) {
    Expression e = make(Kind::Quarter, j + 1, "quarter/same");
    add_end_day(e);
    return e;
  }
  if (is_any(j, {"latest", "current", "most"})) {
    const std::size_t k = is(j, "most") && is(j + 1, "recent") ? j + 2 : j + 1;
    if (is_any(k, {"quarter", "period"})) {
      Expression e =
          make(Kind::Quarter, k + 1, is(j, "current") ? "quarter/current" : "quarter/latest");
      add_end_day(e);
      return e;
    }
  }
  return std::nullopt;
}

void Recogniser::add_end_day(Expression& e) const {
  if (e.year != 0 || !is_any(e.end, {"ended", "ending", "that"})) return;
  const std::size_t at = is(e.end, "that") && is(e.end + 1, "ended") ? e.end + 2 : e.end + 1;
  const Found day = calendar(at);
  if (!day || day->day == 0) return;
  e.year = day->year;
  e.month = day->month;
  e.day = day->day;
  if (!is(e.end, "ending")) e.relation = Relation::Last;
}

Found Recogniser::short_period(std::size_t i) const {
  const bool letter_first = is_any(i, {"q", "h"});
  const std::size_t letter = letter_first ? i : i + 1, digit = letter_first ? i + 1 : i;
  if (!is_any(letter, {"q", "h"}) || !capital(letter) || !is_number(digit) || !glued(i + 1) ||
      low(digit).size() != 1) {
    return std::nullopt;
  }
  const bool half = is(letter, "h");
  const int number = to_number(low(digit));
  if (number < 1 || number > (half ? 2 : 4)) return std::nullopt;
  Expression e =
      make(half ? Kind::Half : Kind::Quarter, i + 2, half ? "half/short" : "quarter/short");
  e.number = number;
  add_year(e);
  // "H1N1" and "1H" mean other things; a quarter says enough without its year.
  if (e.year == 0 && (half || !letter_first || glued(i + 2))) return std::nullopt;
  return e;
}

Found Recogniser::fiscal_year(std::size_t i) const {
  std::size_t j = is(i, "the") ? i + 1 : i;
  int year = 0;
  if (is(j, "fy") && capital(j) && is_number(j + 1)) {
    year = plain_year(j + 1);
    if (year == 0 && low(j + 1).size() == 2 && glued(j + 1)) year = 2000 + to_number(low(j + 1));
    ++j;
  } else if (is(j, "fiscal") || (is(j, "financial") && is(j + 1, "year"))) {
    j += is(j + 1, "year") ? 2 : 1;
    year = plain_year(j);
  }
  if (year == 0) return std::nullopt;
  if (is_any(j + 1, {"/", "-"}) && glued(j + 1) && is_next_year(j + 2, year)) {
    // Named by the year it ends in.
    ++year;
    j += 2;
  }
  Expression e = make(Kind::Calendar, j + 1, "calendar/fiscal year");
  e.year = year;
  return e;
}

Found Recogniser::year_ago(std::size_t i) const {
  const bool a = is_any(i, {"a", "one"});
  std::size_t j = a || is(i, "the") ? i + 1 : i;
  if (is(i, "the") && is_any(j, {"corresponding", "comparable", "like", "same"})) {
    ++j;
    if (is_any(j, {"quarter", "period"})) {
      std::size_t k = is(j + 1, "of") ? j + 2 : j + 1;
      if (!(is(k, "last") && is(k + 1, "year")) &&
          !(is(k, "a") && is(k + 1, "year") && is_any(k + 2, {"ago", "earlier"}))) {
        return std::nullopt;
      }
      return make(Kind::YearAgo, is(k, "last") ? k + 2 : k + 3, "year ago/period");
    }
  }
  if (!is(j, "year")) return std::nullopt;
  const bool hyphen = is(j + 1, "-");
  const std::size_t k = skip_hyphen(j + 1);
  if (!is_any(k, {"ago", "earlier"})) return std::nullopt;
  if (!hyphen && !a) return std::nullopt;
  const bool noun = is_any(k + 1, {"quarter", "period", "month"});
  if (hyphen && a && !noun) return std::nullopt;  // "a | year-earlier loss"
  Expression e = make(Kind::YearAgo, hyphen && noun ? k + 2 : k + 1, "year ago");
  e.relation = is(k, "ago") ? Relation::This : Relation::Previous;
  return e;
}

Found Recogniser::season(std::size_t i) const {
  std::size_t j = i;
  Relation relation = Relation::None;
  if (is(j, "the")) {
    ++j;
  } else {
    relation = relation_at(j);
    if (relation != Relation::None) ++j;
    if (relation == Relation::This && is_any(j, {"past", "coming"})) {
      relation = is(j, "past") ? Relation::Last : Relation::Next;
      ++j;
    }
  }
  if (is_any(j, {"early", "late"})) ++j;
  std::size_t end = 0;
  const Word* season = word_at(WordClass::Season, j, end);
  if (!season || !has_upos(j, {Upos::Noun, Upos::Propn})) return std::nullopt;
  Expression e = make(Kind::Season, end, "season");
  e.value = season->value;
  e.relation = relation;
  add_year(e);
  const bool dated = e.end > end || relation != Relation::None;
  if (dated) return e;
  // Undated, the words have many other readings: "the fall of Aleppo", "Arab Spring", "spring" of
  // water.
  if (capital(j) || is(end, "of") || is(end, "-")) return std::nullopt;
  if (is(j, "fall") && !is(j - 1, "the")) return std::nullopt;
  if (j > 0 && is_any(j - 1, {"the", "in", "by", "until", "since", "early", "late", "during"}))
    return e;
  return std::nullopt;
}

Found Recogniser::holiday(std::size_t i) const {
  std::size_t end = 0;
  const Word* feast = word_at(WordClass::Holiday, i, end);
  if (!feast || !capital(i)) return std::nullopt;
  // "the Good Friday Agreement", "Easter Island", "Christmas Hughes": part of a longer name.
  if (is_word(end) && capital(end)) {
    std::size_t ignore = 0;
    if (!word_at(WordClass::Part, end, ignore)) return std::nullopt;
  }
  Expression e = make(Kind::Holiday, end, "holiday");
  e.value = feast->value;
  if (is_any(end, {"week", "weekend"})) {
    e.unit = is(end, "week") ? "W" : "WE";
    e.end = end + 1;
  }
  add_year(e);
  return e;
}

Found Recogniser::reference(std::size_t i) const {
  std::size_t end = 0;
  const Word* word = word_at(WordClass::Reference, i, end);
  if (!word) return std::nullopt;
  if (is_any(end - 1, {"current", "recent", "future"}) &&
      !has_upos(end - 1, {Upos::Adj, Upos::Noun})) {
    return std::nullopt;
  }
  if (is(i, "current") && !has_upos(i, {Upos::Adj})) return std::nullopt;
  if (is(end - 1, "past") && !has_upos(end - 1, {Upos::Noun})) return std::nullopt;
  if (is(end - 1, "soon") && is(end, "as")) return std::nullopt;
  if (is_any(end - 1, {"future", "current"}) && is_any(end, {"-"})) return std::nullopt;
  if (is(i, "future") && is(end, "s")) return std::nullopt;
  Expression e = make(Kind::Reference, end, "reference");
  e.value = word->value;
  return e;
}

}  // namespace dragoman::times
