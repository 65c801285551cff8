#include <utility>

#include "times/recogniser.h"

namespace dragoman::times {

Found Recogniser::relative(std::size_t i) const {
  std::size_t j = i;
  bool the = is(j, "the");
  if (the) ++j;
  Relation relation = relation_at(j);
  std::size_t end = 0;
  if (relation == Relation::None) {
    if (the) return after_the(j);
    return std::nullopt;
  }
  ++j;
  if (relation == Relation::Same && is(j - 1, "that") && is(j, "same")) ++j;
  if (relation == Relation::This && is_any(j, {"coming", "past"})) {
    relation = is(j, "past") ? Relation::Last : Relation::Next;
    ++j;
  }
  if (the && relation == Relation::This) return std::nullopt;
  if (relation == Relation::Last && is(j, "night")) {
    Expression e = make(Kind::Deictic, j + 1, "deictic/last night");
    e.number = -1;
    e.part = "NI";
    return e;
  }
  if (relation == Relation::Next && word_at(WordClass::Part, j, end))
    relation = Relation::Following;
  if (const Word* part = word_at(WordClass::Part, j, end);
      part && (relation == Relation::This || relation == Relation::Same ||
               relation == Relation::Following)) {
    Expression e =
        make(relation == Relation::This ? Kind::Deictic : Kind::Unit, end, "deictic/part");
    e.relation = relation;
    e.unit = "D";
    e.part = part->value;
    return e;
  }
  const Word* unit = word_at(WordClass::Unit, j, end);
  if (!unit || unit->plural) return std::nullopt;
  if (unit->value == "H" || unit->value == "M" || unit->value == "S" || unit->value == "FN")
    return std::nullopt;
  if (is(end, "-")) return std::nullopt;  // "this week-long"
  if (unit->value == "WE") {
    Expression e = make(Kind::Weekend, end, "weekend");
    e.relation = relation;
    return e;
  }
  if (unit->value == "D") {
    if (relation == Relation::Last || (relation == Relation::Next && !the && before(i) != "the")) {
      // "on his last day" points nowhere; "next day" is the narrative's.
      if (relation == Relation::Last) return std::nullopt;
    }
    if (relation == Relation::Next) relation = Relation::Following;
    if (is(j - 1, "that") && !has_upos(j - 1, {Upos::Det})) return std::nullopt;
  } else if (the && (relation == Relation::Last || relation == Relation::Next)) {
    // "the last year": the stretch up to now, as "the past year"; "the next week" is ahead of the
    // narrative.
    if (relation == Relation::Last) {
      Expression e = make(Kind::Duration, end, "duration/past unit");
      e.value = period({1, false, false, end}, unit->value);
      return e;
    }
  }
  if (is(j - 1, "that") && !has_upos(j - 1, {Upos::Det})) return std::nullopt;
  Expression e = make(Kind::Unit, end, "unit/relative");
  e.relation = relation;
  e.unit = unit->value;
  return e;
}

Found Recogniser::after_the(std::size_t j) const {
  std::size_t end = 0;
  if (is_any(j, {"past", "coming"})) {
    const Word* unit = word_at(WordClass::Unit, j + 1, end);
    if (!unit || unit->plural) return std::nullopt;
    if (is(j, "past")) {
      Expression e = make(Kind::Duration, end, "duration/past unit");
      e.value = period({1, false, false, end}, unit->value == "WE" ? "D" : unit->value);
      return e;
    }
    Expression e = make(unit->value == "WE" ? Kind::Weekend : Kind::Unit, end, "unit/coming");
    e.relation = Relation::Next;
    e.unit = unit->value;
    return e;
  }
  if (Found far = next_but_one(j)) return far;
  if (is(j, "weekend")) return make(Kind::Weekend, j + 1, "weekend");
  if (is(j, "week") && is(j + 1, "of")) {
    if (Found date = calendar(j + 2); date && date->month != 0 && date->day != 0) {
      date->unit = "W";
      date->rule = "calendar/week of";
      return date;
    }
  }
  if (is(j, "day") && is(j + 1, "before") && is(j + 2, "yesterday")) {
    Expression e = make(Kind::Deictic, j + 3, "deictic/day");
    e.number = -2;
    return e;
  }
  if (is(j, "day") && is(j + 1, "after") && is(j + 2, "tomorrow")) {
    Expression e = make(Kind::Deictic, j + 3, "deictic/day");
    e.number = 2;
    return e;
  }
  // "the day before" as an adverb; "the day before the vote" tells of another event, and no date.
  if (is(j, "day") && is_any(j + 1, {"before", "after"}) &&
      (!is_word(j + 2) || is_any(j + 2, {"and", "that"}))) {
    Expression e = make(Kind::Unit, j + 2, "unit/day before");
    e.relation = is(j + 1, "before") ? Relation::Previous : Relation::Following;
    e.unit = "D";
    return e;
  }
  if (Found day = counted_day(j)) return day;
  {
    const std::size_t k = is_any(j, {"full", "fiscal", "entire", "whole"}) ? j + 1 : j;
    if (is(k, "year") && (k > j || is_any(k + 1, {"ended", "ending"})) && !is(k + 1, "-")) {
      Expression e = make(Kind::Duration, k + 1, "duration/the year");
      e.value = "P1Y";
      return e;
    }
  }
  if (is(j, "year") &&
      is_any(before(j, 2), {"of", "in", "for", "during", "throughout", "through"}) && !capital(j) &&
      !is_any(j + 1, {"-", "when", "that", "of"}) && !is_number(j + 1)) {
    Expression e = make(Kind::Unit, j + 1, "unit/the year");
    e.relation = Relation::This;
    e.unit = "Y";
    return e;
  }
  return std::nullopt;
}

Found Recogniser::next_but_one(std::size_t j) const {
  std::size_t end = 0;
  const Word* unit = word_at(WordClass::Unit, j, end);
  if (!unit || unit->plural) return std::nullopt;
  const bool ahead = is(end, "after") && is(end + 1, "next");
  const bool back = is(end, "before") && is(end + 1, "last");
  const bool dated = unit->value == "W" || unit->value == "MO" || unit->value == "Y";
  // "the week before last Tuesday's vote" is counted from that day.
  if ((!ahead && !back) || !dated || anchor_at(end + 1)) return std::nullopt;
  Expression e = make(Kind::Offset, end + 2, "offset/next but one");
  e.relation = Relation::This;
  e.unit = unit->value;
  e.number = ahead ? 2 : -2;
  return e;
}

bool Recogniser::is_any(std::string_view word, std::initializer_list<std::string_view> list) {
  for (const std::string_view other : list) {
    if (word == other) return true;
  }
  return false;
}

Found Recogniser::modified(std::size_t i) const {
  std::size_t j = i;
  std::size_t end = 0;
  const bool the = is(j, "the") && is_any(j + 1, {"early", "late", "mid"});
  if (the) ++j;
  if (!the && word_at(WordClass::Edge, j, end)) {
    Found core = span_of_time(end);
    if (core && core->kind != Kind::Deictic && core->kind != Kind::Weekday) {
      core->rule += "+edge";
      core->mod = word_at(WordClass::Edge, j, end)->value;
      return core;
    }
    return std::nullopt;
  }
  if (is_any(j, {"early", "late", "mid"})) {
    const std::size_t k = skip_hyphen(j + 1);
    Found core = span_of_time(skip_hyphen(is(k, "to") ? skip_hyphen(skip_hyphen(k + 1) + 1) : k));
    if (core && !(core->kind == Kind::Calendar && core->day != 0)) {
      core->rule += "+part";
      core->mod = is(j, "early") ? "START" : is(j, "late") ? "END" : "MID";
      return core;
    }
    std::size_t part_end = 0;
    if (const Word* part = word_at(WordClass::Part, k, part_end);
        part && is(j, "mid") && part_end < atoms_.size()) {
      std::size_t at = is(part_end, "on") ? part_end + 1 : part_end;
      Found day = deictic(at);
      if (!day) day = weekday(at);
      if (day && day->part.empty()) {
        day->part = part->value;
        return day;
      }
    }
    return std::nullopt;
  }
  if (!the && is_any(j, {"earlier", "later"})) {
    if (is(j + 1, "in") && is(j + 2, "the")) {
      const Word* unit = word_at(WordClass::Unit, j + 3, end);
      if (!unit || unit->plural || unit->value.size() > 2 || unit->value == "D")
        return std::nullopt;
      Expression e = make(Kind::Unit, end, "unit/later in the");
      e.relation = Relation::This;
      e.unit = unit->value;
      return e;
    }
    if (!is_any(j + 1, {"this", "last", "next", "yesterday"})) return std::nullopt;
    Found core = relative(j + 1);
    if (!core) core = deictic(j + 1);
    return core;
  }
  return std::nullopt;
}

Found Recogniser::span_of_time(std::size_t i) const {
  Found best;
  for (const auto rule :
       {&Recogniser::calendar, &Recogniser::relative, &Recogniser::season, &Recogniser::decade,
        &Recogniser::quarter, &Recogniser::deictic, &Recogniser::weekday}) {
    Found found = (this->*rule)(i);
    if (found && (!best || found->end > best->end)) best = std::move(found);
  }
  if (best) return best;
  if (const int year = plain_year(i)) {
    Expression e = make(Kind::Calendar, i + 1, "calendar/year");
    e.year = year;
    return e;
  }
  std::size_t end = 0;
  if (const Word* month = word_at(WordClass::Month, i, end); month && capital(i)) {
    Expression e = make(Kind::Calendar, end, "calendar/month");
    e.month = month->number;
    return e;
  }
  return std::nullopt;
}

}  // namespace dragoman::times
