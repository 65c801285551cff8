#include <string>
#include <utility>

#include "times/recogniser.h"

namespace dragoman::times {

// ---- ranges

Found Recogniser::range_tail(Expression& first) const {
  if (first.kind != Kind::Calendar || first.hour >= 0 || !first.part.empty()) return std::nullopt;
  const std::size_t at = first.end;
  if (first.month == 0 && first.day == 0) {
    if (!is_any(at, {"-", "/"}) || !glued(at) || !glued(at + 1) ||
        !is_next_year(at + 1, first.year)) {
      return std::nullopt;
    }
    Expression e = make(Kind::Calendar, at + 2, "calendar/range");
    e.begin = at + 1;
    e.year = first.year + 1;
    return e;
  }
  // Only where the month stands before the day: "3 March - 5" is no range.
  return first.day != 0 && first.rule == "calendar/month day" ? day_range_tail(first)
                                                              : std::nullopt;
}

Found Recogniser::day_range_tail(Expression& first) const {
  std::size_t at = first.end;
  // "March 3 and 5" may be two days, or a day and five people; "between" tells.
  const bool between = is(at, "and") && before(first.begin) == "between";
  if (!between && !is_any(at, {"-", "to", "through", "until"})) return std::nullopt;
  std::size_t end = 0, month_end = 0;
  const int day = day_at(++at, end);
  if (!is_number(at) || day <= first.day || month_at(end, month_end)) return std::nullopt;
  if (is(end, "-") && glued(end)) return std::nullopt;
  Expression e = make(Kind::Calendar, end, "calendar/range");
  e.begin = at;
  e.year = first.year;
  e.month = first.month;
  e.day = day;
  e.relation = first.relation;
  if (first.year == 0 && first.relation == Relation::None) {
    add_year(e);
    first.year = e.year;
    first.relation = e.relation;
  }
  // "March 3 to 5 p.m.", "March 3 to 5 people"
  std::size_t ignore = 0;
  if (e.end == end && (half_of_day(end, ignore) != 0 || has_counted_noun(end))) return std::nullopt;
  return e;
}

bool Recogniser::has_counted_noun(std::size_t i) const {
  return is_word(i) && token(i) && has_upos(i, {Upos::Noun, Upos::Adj, Upos::Num});
}

Found Recogniser::day_range_head(std::size_t i) const {
  std::size_t end = 0;
  const std::size_t first = is(i, "the") ? i + 1 : i;
  if (!is_number(first)) return std::nullopt;
  const int day = day_at(first, end);
  if (day == 0) return std::nullopt;
  const bool between = is(end, "and") && before(i) == "between";
  if (!between && !is_any(end, {"-", "to", "until"})) return std::nullopt;
  const Found second = calendar(end + 1);
  if (!second || second->rule != "calendar/day month" || second->day <= day) return std::nullopt;
  Expression e = *second;
  e.end = end;
  e.day = day;
  e.rule = "calendar/range";
  return e;
}

// ---- counted from another time

Found Recogniser::anchor_at(std::size_t i) const {
  Found best;
  for (const auto rule : {&Recogniser::calendar, &Recogniser::weekday, &Recogniser::deictic,
                          &Recogniser::holiday, &Recogniser::iso_date, &Recogniser::year}) {
    Found found = (this->*rule)(i);
    if (found && (!best || found->end > best->end)) best = std::move(found);
  }
  return best && best->kind != Kind::Set ? best : std::nullopt;
}

Expression Recogniser::counted(std::size_t i, Expression amount) const {
  const std::size_t at = amount.end;
  const int sign = is_any(at, {"after", "from"}) ? 1 : is(at, "before") ? -1 : 0;
  const bool dated = amount.unit == "D" || amount.unit == "W" || amount.unit == "MO" ||
                     amount.unit == "Y" || amount.unit == "FN";
  if (sign == 0 || !dated || amount.vague || amount.half) return amount;
  if (Found anchor = anchor_at(at + 1)) {
    // "closed for two days from Monday": a stretch with its beginning.
    if (is(at, "from") && before(i) == "for") return amount;
    Expression e = amount;
    e.kind = Kind::Offset;
    e.number = sign * amount.number;
    e.end = anchor->end;
    e.rule = "offset/counted";
    e.anchor.push_back(std::move(*anchor));
    return e;
  }
  if (!is(at, "from")) amount.event_at = at;
  return amount;
}

Found Recogniser::counted_day(std::size_t j) const {
  std::size_t end = 0;
  const Word* unit = word_at(WordClass::Unit, j, end);
  if (!unit || unit->plural) return std::nullopt;
  Expression amount = make(Kind::Duration, end, "offset/day before");
  amount.number = 1;
  amount.unit = unit->value;
  Expression e = counted(j, std::move(amount));
  if (e.kind == Kind::Offset) return e;
  if (e.event_at == 0 || unit->value != "D") return std::nullopt;
  e.only_with_event = true;
  return e;
}

// ---- other ways to name a day

Found Recogniser::day_of_month(std::size_t i) const {
  std::size_t end = 0;
  if (!is(i, "the") || !is_number(i + 1) || i == 0) return std::nullopt;
  const int day = day_at(i + 1, end);
  if (day == 0 || end != i + 3) return std::nullopt;  // it takes "23rd", not "23"
  if (!is_any(i - 1, {"on", "by", "until", "till", "since"})) return std::nullopt;
  // "on the 23rd floor"
  if (is_word(end) && !has_upos(end, {Upos::Adp, Upos::Cconj, Upos::Sconj, Upos::Verb, Upos::Aux,
                                      Upos::Adv, Upos::Pron})) {
    return std::nullopt;
  }
  if (is(end, "of") || is(end, "-")) return std::nullopt;
  Expression e = make(Kind::MonthDay, end, "calendar/day of month");
  e.day = day;
  return e;
}

Found Recogniser::hijri(std::size_t i) const {
  std::size_t at = is_number(i) ? i + 1 : i;
  if (at > i && is(at, "of")) ++at;
  std::size_t end = 0;
  const Word* month = word_at(WordClass::Lunar, at, end);
  const bool lunar = month != nullptr;
  if (!month) month = word_at(WordClass::Solar, at, end);
  if (!month || !capital(at)) return std::nullopt;
  if (is(end, ",")) ++end;
  if (!is_number(end) || low(end).size() != 4) return std::nullopt;
  Expression e = make(Kind::Hijri, end + 1, "calendar/hijri");
  e.value = lunar ? "lunar" : "solar";
  e.day = is_number(i) ? to_number(low(i)) : 0;
  e.month = month->number;
  e.year = to_number(low(end));
  // The years of our days; others are rather a number that follows a name.
  if (e.year < 1200 || e.year > 1600 || e.day > 31) return std::nullopt;
  if (is_any(e.end, {"ah", "ap"})) ++e.end;
  return e;
}

}  // namespace dragoman::times
