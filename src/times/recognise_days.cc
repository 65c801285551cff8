#include <string>
#include <utility>

#include "times/recogniser.h"

namespace dragoman::times {

const Word* Recogniser::weekday_name(std::size_t i, std::size_t& end) const {
  const Word* day = word_at(WordClass::Weekday, i, end);
  if (!day || !capital(i)) return nullptr;
  if (day->abbreviation) {
    if (is(end, ".") && glued(end)) {
      ++end;
    } else {
      std::size_t ignore = 0;
      const std::size_t next = is(end, ",") ? end + 1 : end;
      if (!month_at(next, ignore) && !(is_number(next) && month_at(next + 1, ignore)))
        return nullptr;
    }
    // "Sun. readers", "Mon." as names: the short form of a day needs no noun after it.
  }
  return day;
}

Found Recogniser::weekday(std::size_t i) const {
  std::size_t j = i;
  Relation relation = Relation::None;
  if (is(j, "the") && relation_at(j + 1) != Relation::None) ++j;
  relation = relation_at(j);
  if (relation != Relation::None) {
    ++j;
    if (is_any(j, {"coming", "past"})) {
      relation = is(j, "past") ? Relation::Last : Relation::Next;
      ++j;
    }
  } else if (j > i) {
    return std::nullopt;
  }
  std::size_t end = 0;
  const Word* day = weekday_name(j, end);
  if (!day) return relation == Relation::None ? std::nullopt : relative_name(j, relation);
  // "Tuesdays statement": an apostrophe was lost, as in much text of the web; but "on Fridays".
  const bool lost_apostrophe = day->plural && has_counted_noun(end) && before(i) != "on";
  if (day->plural && !lost_apostrophe) {
    Expression e = make(Kind::Set, end, "set/weekdays");
    e.value = "XXXX-WXX-" + day->value;
    return e;
  }
  // "Bloody Sunday", "Black Friday", "the Good Friday Agreement": part of a name.
  if (relation == Relation::None && i > 0 && capital(i - 1) &&
      is_any(i - 1, {"bloody", "black", "good", "palm", "ash", "holy", "super", "cyber"})) {
    return std::nullopt;
  }
  Expression e =
      make(Kind::Weekday, end, relation == Relation::None ? "weekday" : "weekday/relative");
  e.weekday = day->number;
  e.relation = relation;
  // "on a Wednesday morning": some such day; but "in a Wednesday interview" one that is known.
  e.some_day = is_any(before(i), {"a", "one", "any", "some"});
  // "Monday, Oct. 26", "Friday 3 March 2017"
  const std::size_t comma = is(end, ",") ? end + 1 : end;
  if (Found date = calendar(comma); date && date->day != 0) {
    e.year = date->year;
    e.month = date->month;
    e.day = date->day;
    e.end = date->end;
    e.rule = "weekday/date";
    return e;
  }
  add_part(e);
  e.some_day = e.some_day && relation == Relation::None && !has_counted_noun(e.end);
  return e;
}

Found Recogniser::relative_name(std::size_t j, Relation relation) const {
  if (relation != Relation::Last && relation != Relation::Next && relation != Relation::This)
    return std::nullopt;
  std::size_t end = 0;
  if (const Word* month = month_at(j, end); month && !is_number(end) && !month->abbreviation) {
    Expression e = make(Kind::Calendar, end, "calendar/relative month");
    e.month = month->number;
    e.relation = relation;
    return e;
  }
  if (const Word* month = month_at(j, end); month && is_number(end)) {
    std::size_t stop = 0;
    if (const int day = day_at(end, stop)) {
      Expression e = make(Kind::Calendar, stop, "calendar/relative date");
      e.month = month->number;
      e.day = day;
      e.relation = relation;
      return e;
    }
  }
  if (Found feast = holiday(j)) {
    feast->relation = relation;
    return feast;
  }
  return std::nullopt;
}

void Recogniser::add_part(Expression& e) const {
  std::size_t end = 0;
  std::size_t j = e.end;
  if (is_any(j, {"early", "late"})) return;
  if (const Word* part = word_at(WordClass::Part, j, end)) {
    e.part = part->value;
    e.end = end;
  }
}

Found Recogniser::deictic(std::size_t i) const {
  std::size_t end = 0;
  if (const Word* day = word_at(WordClass::Day, i, end)) {
    if (capital(i) && is(i, "today") && is(i - (i > 0), "usa")) return std::nullopt;
    Expression e = make(Kind::Deictic, end, "deictic/day");
    e.number = day->number;
    add_part(e);
    return e;
  }
  if (is(i, "tonight")) {
    Expression e = make(Kind::Deictic, i + 1, "deictic/part");
    e.part = "NI";
    return e;
  }
  if (is(i, "overnight") && token(i) && has_upos(i, {Upos::Adv})) {
    Expression e = make(Kind::Deictic, i + 1, "deictic/overnight");
    e.part = "NI";
    return with_day(std::move(e));  // "overnight on Friday"
  }
  return std::nullopt;
}

int Recogniser::half_of_day(std::size_t i, std::size_t& end) const {
  if (is_any(i, {"am", "pm"})) {
    end = i + 1;
    return is(i, "am") ? 1 : 2;
  }
  if (is_any(i, {"a", "p"}) && is(i + 1, ".") && is(i + 2, "m") && glued(i + 2)) {
    end = i + 3;
    if (is(end, ".") && glued(end)) ++end;
    return is(i, "a") ? 1 : 2;
  }
  return 0;
}

Found Recogniser::clock(std::size_t i) const {
  Expression e = make(Kind::Clock, i, "clock");
  std::size_t j = i;
  std::size_t end = 0;
  if (is_any(i, {"noon", "midnight", "midday"})) {
    e.hour = is(i, "midnight") ? 24 : 12;
    e.minute = 0;
    j = i + 1;
  } else {
    std::optional<Amount> hour = number_words(i);
    if (is_number(i) && low(i).size() <= 4) hour = Amount{to_number(low(i)), false, false, i + 1};
    if (!hour || is_decimal(i)) return std::nullopt;
    const bool four = is_number(i) && low(i).size() == 4;
    e.hour = is_number(i) ? to_number(low(i)) : hour->number;
    j = hour->end;
    bool minutes = false;
    if (four) {
      e.minute = e.hour % 100;
      e.hour /= 100;
    } else if (is_any(j, {":", "."}) && glued(j) && is_number(j + 1) && glued(j + 1) &&
               low(j + 1).size() == 2 && is_number(i)) {
      minutes = is(j, ":");
      e.minute = to_number(low(j + 1));
      j += 2;
      if (is(j, ":") && glued(j) && is_number(j + 1) && glued(j + 1)) j += 2;  // seconds
    }
    if (e.hour > 24 || e.minute > 59 || (e.hour == 24 && e.minute > 0)) return std::nullopt;
    bool certain = false;
    if (const int half = half_of_day(j, end)) {
      if (e.hour > 12) return std::nullopt;
      e.hour = e.hour % 12 + (half == 2 ? 12 : 0);
      j = end;
      certain = true;
    } else if (is(j, "o") && is(j + 1, "'") && is(j + 2, "clock")) {
      j += 3;
      certain = true;
    }
    if (!four && is(j, "in") && is(j + 1, "the") &&
        is_any(j + 2, {"morning", "afternoon", "evening"})) {
      if (!certain && !minutes &&
          !is_any(i - (i > 0), {"at", "around", "about", "by", "until", "before", "after"})) {
        return std::nullopt;
      }
      if (!is(j + 2, "morning") && e.hour < 12) e.hour += 12;
      j += 3;
      certain = true;
    } else if (is(j, "at") && is(j + 1, "night") && certain) {
      j += 2;
    }
    const std::size_t zone = is(j, "(") ? j + 1 : j;
    if (word_at(WordClass::Zone, zone, end)) {
      if (zone == j) {
        j = end;
        certain = true;
      } else if (is(end, ")")) {
        j = certain ? j : end + 1;
        certain = true;
      }
    }
    if (!certain && is(j, "hours") && four) {
      ++j;
      certain = true;
    }
    const bool governed = is_any(i - (i > 0), {"at", "around", "about", "by", "until", "till",
                                               "before", "after", "from", "since"}) &&
                          i > 0;
    if (!certain && !(minutes && governed)) return std::nullopt;
    // "10:35 a.m. (0735 GMT) Friday": the same moment for readers elsewhere.
    if (i > 0 && is(i - 1, "(") && four) return std::nullopt;
  }
  std::size_t zone_end = 0;
  if (word_at(WordClass::Zone, j, zone_end)) j = zone_end;
  e.end = j;
  return with_day(std::move(e));
}

Expression Recogniser::with_day(Expression e) const {
  // "10 p.m. Wednesday", "5 p.m. EST, Nov. 9", "noon on March 3".
  std::size_t next = is(e.end, ",") ? e.end + 1 : e.end;
  if (is(next, "on")) ++next;
  Found day = weekday(next);
  if (!day) day = calendar(next);
  if (!day) day = deictic(next);
  if (!day) day = iso_date(next);
  if (!day || !day->part.empty() || day->kind == Kind::Set ||
      (day->kind == Kind::Calendar && day->day == 0)) {
    return e;
  }
  day->hour = e.hour;
  day->minute = e.minute;
  day->part = e.part;
  day->rule += e.part.empty() ? "+clock" : "+part of day";
  return *day;
}

Found Recogniser::daybreak(std::size_t i) const {
  std::size_t end = 0;
  const Word* part = word_at(WordClass::Part, i, end);
  if (!part || !part->alone || capital(i)) return std::nullopt;
  if (i == 0 || !is_any(i - 1, {"at", "before", "after", "since", "until", "till", "by", "around",
                                "from", "shortly", "just"})) {
    return std::nullopt;
  }
  Expression e = make(Kind::Clock, end, "clock/part of day");
  e.part = part->value;
  return with_day(std::move(e));
}

}  // namespace dragoman::times
