#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "times/calendar.h"
#include "times/recogniser.h"

namespace dragoman::times {

int Recogniser::plain_year(std::size_t i) const {
  if (!is_number(i) || low(i).size() != 4) return 0;
  const int year = to_number(low(i));
  return year >= 1000 && year <= 2100 ? year : 0;
}

Found Recogniser::iso_date(std::size_t i) const {
  if (!is_number(i) || !is_number(i + 2) || !is_number(i + 4)) return std::nullopt;
  const std::string_view sign = low(i + 1);
  if (sign != low(i + 3) || (sign != "-" && sign != "/" && sign != ".")) return std::nullopt;
  for (std::size_t k = i + 1; k < i + 5; ++k) {
    if (!glued(k)) return std::nullopt;
  }
  const int a = to_number(low(i)), b = to_number(low(i + 2)), c = to_number(low(i + 4));
  Expression e = make(Kind::Calendar, i + 5, "calendar/numeric");
  if (low(i).size() == 4) {
    e.year = a, e.month = b, e.day = c;
  } else if (low(i + 4).size() == 4) {
    e.year = c;
    // Month first as in American reports, unless that cannot be; full stops mean day first.
    const bool day_first = sign == "." || a > 12;
    e.month = day_first ? b : a;
    e.day = day_first ? a : b;
  } else {
    return std::nullopt;
  }
  if (!is_valid({e.year, e.month, e.day})) return std::nullopt;
  // "2016-03-23-7", "1.2.2016.4": parts of a longer code.
  if (glued(i + 5) && is(i + 5, sign) && glued(i + 6) && is_number(i + 6)) return std::nullopt;
  e.ambiguous = sign != "." && low(i).size() != 4 && a <= 12 && b <= 12;
  add_iso_clock(e);
  return e;
}

void Recogniser::add_iso_clock(Expression& e) const {
  const auto two = [&](std::size_t k, int limit) {
    return is_number(k) && glued(k) && low(k).size() == 2 && to_number(low(k)) < limit;
  };
  std::size_t j = e.end;
  if (!is(j, "t") || !glued(j) || !two(j + 1, 24) || !is(j + 2, ":") || !two(j + 3, 60)) return;
  e.hour = to_number(low(j + 1));
  e.minute = to_number(low(j + 3));
  e.end = j += 4;
  if (is(j, ":") && two(j + 1, 61)) e.end = j += 2;
  if (is(j, ".") && glued(j) && is_number(j + 1) && glued(j + 1)) e.end = j += 2;
  if (is(j, "z") && glued(j)) {
    e.zone = "Z";
    e.end = j + 1;
  } else if (is_any(j, {"+", "-"}) && glued(j) && two(j + 1, 15) && is(j + 2, ":") &&
             two(j + 3, 60)) {
    e.zone = std::string(low(j)) + std::string(low(j + 1)) + ":" + std::string(low(j + 3));
    e.end = j + 4;
  }
}

const Word* Recogniser::month_at(std::size_t i, std::size_t& end) const {
  const Word* month = word_at(WordClass::Month, i, end);
  if (!month || !capital(i)) return nullptr;
  if (month->abbreviation && is(end, ".")) {
    ++end;
  }
  return month;
}

int Recogniser::day_at(std::size_t i, std::size_t& end) const {
  if (is_number(i) && low(i).size() <= 2) {
    const int day = to_number(low(i));
    end = i + 1;
    if (is_any(end, {"st", "nd", "rd", "th"}) && glued(end)) {
      ++end;
    } else if ((is_any(end, {":", "."}) && glued(end) && is_number(end + 1) && glued(end + 1)) ||
               is(end, "%") || is_any(end, {"million", "billion", "percent"})) {
      return 0;
    }
    return day >= 1 && day <= 31 ? day : 0;
  }
  // "March eighth", "July twenty-fifth"
  std::size_t at = i;
  int tens = 0;
  std::size_t tens_end = 0;
  if (const Word* ten = word_at(WordClass::Number, i, tens_end);
      ten && ten->tens && ten->number <= 30) {
    tens = ten->number;
    at = skip_hyphen(tens_end);
  }
  if (const Word* ordinal = word_at(WordClass::Ordinal, at, end);
      ordinal && (tens == 0 || ordinal->number < 10)) {
    return tens + ordinal->number;
  }
  return 0;
}

void Recogniser::add_year(Expression& e) const {
  std::size_t j = e.end;
  if (is(j, ",")) ++j;
  if (const int year = plain_year(j);
      year && !(is(j + 1, ",") && glued(j + 1) && is_number(j + 2) && glued(j + 2))) {
    e.year = year;
    e.end = j + 1;
    return;
  }
  if (is_any(j, {"of", "in"})) {
    if (const int year = plain_year(j + 1); year && is(j, "of")) {
      e.year = year;
      e.end = j + 2;
      return;
    }
    ++j;
  }
  const Relation relation = relation_at(j);
  if ((relation == Relation::This || relation == Relation::Last || relation == Relation::Next ||
       relation == Relation::Same) &&
      is(j + 1, "year") && !is(j + 2, "'")) {
    e.relation = relation;
    e.end = j + 2;
    return;
  }
  if (const auto spoken = spoken_year(j)) {
    e.year = spoken->number;
    e.end = spoken->end;
  }
}

std::optional<Amount> Recogniser::spoken_year(std::size_t i) const {
  if (is(i, "two") && is(i + 1, "thousand")) {
    std::size_t j = is(i + 2, "and") ? i + 3 : i + 2;
    if (auto rest = number_words(j); rest && rest->number < 100)
      return Amount{2000 + rest->number, false, false, rest->end};
    return Amount{2000, false, false, i + 2};
  }
  if (!is_any(i, {"eighteen", "nineteen", "twenty"})) return std::nullopt;
  const int head = is(i, "eighteen") ? 1800 : is(i, "nineteen") ? 1900 : 2000;
  auto rest = number_words(skip_hyphen(i + 1));
  if (!rest || rest->number < 10 || rest->number > 99) return std::nullopt;
  return Amount{head + rest->number, false, false, rest->end};
}

Found Recogniser::calendar(std::size_t i) const {
  std::size_t end = 0;
  if (const Word* month = month_at(i, end)) {
    std::size_t after_day = 0;
    std::size_t at = is(end, "the") ? end + 1 : end;
    if (const int day = day_at(at, after_day)) {
      // "May 100" cannot be; "March 2 p.m." neither.
      Expression e = make(Kind::Calendar, after_day, "calendar/month day");
      e.month = month->number;
      e.day = day;
      add_year(e);
      return e;
    }
    Expression e = make(Kind::Calendar, end, "calendar/month");
    e.month = month->number;
    add_year(e);
    if (e.end > end) return e;
    if (month->abbreviation && !is(i + 1, ".")) return std::nullopt;
    if (month->abbreviation) e.end = i + 1;  // the full stop may end the sentence
    if (!is_month_word(i, *month)) return std::nullopt;
    return e;
  }
  std::size_t after_day = 0;
  const std::size_t first = is(i, "the") ? i + 1 : i;
  if (const int day = is_number(first) ? day_at(first, after_day) : 0) {
    std::size_t at = is(after_day, "of") ? after_day + 1 : after_day;
    if (const Word* month = month_at(at, end)) {
      Expression e = make(Kind::Calendar, end, "calendar/day month");
      if (month->abbreviation && is(end - 1, ".") && end == atoms_.size()) --e.end;
      e.month = month->number;
      e.day = day;
      add_year(e);
      return e;
    }
  }
  return std::nullopt;
}

bool Recogniser::is_person(std::size_t i) const {
  const std::uint32_t at = i < atoms_.size() ? atoms_[i].token : kNone;
  if (at == kNone) return false;
  const auto name = std::partition_point(doc_.names.begin(), doc_.names.end(),
                                         [&](const Name& n) { return n.tokens.end <= at; });
  return name != doc_.names.end() && name->tokens.contains(at) && name->type == NameType::Person;
}

bool Recogniser::is_month_word(std::size_t i, const Word& month) const {
  const Token* tok = token(i);
  if (!tok) return true;
  static constexpr auto kOpeners = std::to_array<std::string_view>(
      {"in",     "since", "by",    "until", "till", "from",  "to",      "through",
       "during", "last",  "next",  "this",  "of",   "early", "late",    "before",
       "after",  "mid",   "every", "each",  "and",  "or",    "between", "for"});
  const bool opened = [&] {
    for (const std::string_view opener : kOpeners) {
      if (before(i) == opener) return true;
    }
    return false;
  }();
  if (is_person(i) && before(i) != "in") return false;  // "August Hanning", "Mr March"
  if (month.number == 5) return opened && tok->upos != Upos::Aux && tok->upos != Upos::Verb;
  // "the annual March for Life", "the Women's March on Washington"
  if (month.number == 3 && !opened && is_any(i + 1, {"for", "on", "against"}) && capital(i + 2))
    return false;
  if (month.number == 3)
    return (opened || i == 0 || tok->upos == Upos::Propn) && tok->upos != Upos::Verb;
  if (month.number == 4 || month.number == 6 || month.number == 8) {
    // A given name when a capitalised word that is no time follows: "April Jones".
    return opened || !(is_word(i + 1) && capital(i + 1) && tok->deprel != Deprel::Compound);
  }
  return true;
}

bool Recogniser::is_next_year(std::size_t i, int year) const {
  return is_number(i) && low(i).size() == 2 && to_number(low(i)) == (year + 1) % 100;
}

Found Recogniser::year(std::size_t i) const {
  if (is(i, "the") && is(i + 1, "year")) {
    if (const int number = plain_year(i + 2)) return year_at(i + 3, number);
    if (auto spoken = spoken_year(i + 2)) return year_at(spoken->end, spoken->number);
    return std::nullopt;
  }
  if (auto spoken = spoken_year(i); spoken && !is(i, "two")) {
    return year_at(spoken->end, spoken->number);
  }
  const int number = plain_year(i);
  if (!number) return std::nullopt;
  if (is_any(i - (i > 0), {"$", "#", ".", "/", "+", "№"}) && i > 0 && glued(i)) return std::nullopt;
  if (glued(i + 1) && is_any(i + 1, {"%", ":"})) return std::nullopt;
  if (glued(i + 1) && is(i + 1, "/") && !is_next_year(i + 2, number)) return std::nullopt;
  if (glued(i + 1) && is(i + 1, "-") && is_number(i + 2) && glued(i + 3) && is(i + 3, "-"))
    return std::nullopt;  // 2015-13-45 is no date
  if (glued(i + 1) && is_any(i + 1, {",", "."}) && is_number(i + 2) && glued(i + 2))
    return std::nullopt;
  if (is(i + 1, "-") && glued(i + 1) && is_number(i + 2) && low(i + 2).size() != 4 &&
      low(i + 2).size() != 2) {
    return std::nullopt;
  }
  static constexpr auto kOpeners = std::to_array<std::string_view>(
      {"in",  "since", "by",   "until", "till",   "from",  "to",      "through", "during",
       "of",  "early", "late", "mid",   "before", "after", "between", "around",  "for",
       "the", "a",     "an",   "its",   "their",  "post",  "pre"});
  bool opened = i == 0 || before(i) == "'" ||
                (before(i) == "-" && is_any(before(i, 2), {"post", "pre", "mid"})) ||
                (before(i) == "s" && before(i, 2) == "'");
  for (const std::string_view opener : kOpeners) opened = opened || before(i) == opener;
  const bool in_list =
      is_any(i - (i > 0), {"and", "or", ",", "-"}) && i > 1 && plain_year(i - 2) != 0;
  const bool modern = number >= 1900 && number <= 2040;
  const Token* next = token(i + 1);
  const bool counts =
      next && is_word(i + 1) && (next->feats & feature::kPlur) && next->upos == Upos::Noun;
  // Things counted follow a number; before a date's year stands a preposition or an article.
  if (counts &&
      !(opened && modern &&
        !is_any(i - (i > 0), {"of", "to", "by", "from", "for", "around", "a", "an"}) && i > 0)) {
    if (!in_list) return std::nullopt;
  }
  if (!opened && !in_list && !modern) return std::nullopt;
  if (!modern && !(opened && is_any(i - (i > 0), {"in", "since", "until", "of", "by"})))
    return std::nullopt;
  if (is_any(i + 1, {"million", "billion", "percent", "gmt", "hours", "troops", "people", "meters",
                     "metres", "feet", "miles", "km", "kilometers", "kilometres", "dollars",
                     "euros", "hrs"})) {
    return std::nullopt;
  }
  // A four-digit clock or a number among figures: needs some sign that a year is meant.
  if (!opened && !in_list && i > 0 && !is_any(i - 1, {"(", ",", "'", "\""}) && !is_word(i - 1))
    return std::nullopt;
  return year_at(i + 1, number);
}

Found Recogniser::year_at(std::size_t end, int number) const {
  Expression e = make(Kind::Calendar, end, "calendar/year");
  e.year = number;
  return e;
}

Found Recogniser::decade(std::size_t i) const {
  const std::size_t j = is(i, "the") ? i + 1 : i;
  if (is_number(j) && is(j + 1, "s") && glued(j + 1) && low(j).size() == 4 && low(j)[3] == '0') {
    return decade_at(j + 2, to_number(low(j)) / 10);
  }
  if (is_number(j) && is(j + 1, "'") && glued(j + 1) && is(j + 2, "s") && low(j).size() == 4 &&
      low(j)[3] == '0') {
    return decade_at(j + 3, to_number(low(j)) / 10);
  }
  if (is(j, "'") && is_number(j + 1) && low(j + 1).size() == 2 && is(j + 2, "s")) {
    return decade_at(j + 3, 190 + to_number(low(j + 1)) / 10);
  }
  static constexpr std::array<std::pair<std::string_view, int>, 7> kSpoken = {{{"thirties", 193},
                                                                               {"forties", 194},
                                                                               {"fifties", 195},
                                                                               {"sixties", 196},
                                                                               {"seventies", 197},
                                                                               {"eighties", 198},
                                                                               {"nineties", 199}}};
  if (is(i, "the") || is_any(i, {"nineteen"})) {
    const std::size_t k = is(j, "nineteen") ? skip_hyphen(j + 1) : j;
    for (const auto& [word, number] : kSpoken) {
      if (is(k, word)) return decade_at(k + 1, number);
    }
  }
  std::size_t end = 0;
  int number = 0;
  if (is_number(j) && is_any(j + 1, {"st", "nd", "rd", "th"}) && glued(j + 1)) {
    number = to_number(low(j));
    end = j + 2;
  } else if (const Word* ordinal = word_at(WordClass::Ordinal, j, end)) {
    number = ordinal->number;
  } else if (is(j, "twenty") && is(skip_hyphen(j + 1), "first")) {
    number = 21;
    end = skip_hyphen(j + 1) + 1;
  }
  if (number > 0 && number <= 22) {
    end = skip_hyphen(end);
    if (is_any(end, {"century", "centuries"})) {
      Expression e = make(Kind::Century, end + 1, "century");
      e.year = number - 1;
      return e;
    }
  }
  return std::nullopt;
}

Found Recogniser::decade_at(std::size_t end, int number) const {
  Expression e = make(Kind::Decade, end, "decade");
  e.year = number;
  return e;
}

}  // namespace dragoman::times
