// The grammar of time expressions: one matcher per kind, over the atoms of one sentence. Private to
// the room.
//
// recognise_parts.cc      atoms, numbers, units
// recognise_amounts.cc    durations, offsets, sets
// recognise_calendar.cc   dates, months, years, decades
// recognise_days.cc       weekdays, yesterday, the clock
// recognise_relative.cc   "last month", "early November"
// recognise_periods.cc    quarters, seasons, holidays
// recognise_composed.cc   ranges, times counted from other times, other calendars
//
// A matcher looks at the atoms from `i` on and answers with what it found and where that ends; the
// longest answer wins (recognise.cc). Matchers call one another: "mid-November" is "mid" and a
// calendar date.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dragoman/document.h"

#include "times/atoms.h"
#include "times/expression.h"
#include "times/words.h"

namespace dragoman::times {

using Found = std::optional<Expression>;

struct Amount {
  int number = 0;
  bool half = false, vague = false;
  std::size_t end = 0;  // atom behind it
};

// The first digits of a number, up to six.
int to_number(std::string_view digits);
// The TIMEX3 period of an amount: P2D, PT30M, P2Y6M, PXW.
std::string period(const Amount& amount, const std::string& unit);

class Recogniser {
 public:
  Recogniser(const Words& words, const Document& doc, const std::vector<Atom>& atoms);
  std::vector<Expression> run();

 private:
  using Kind = Expression::Kind;

  // ---- atoms
  std::string_view low(std::size_t i) const {
    return i < atoms_.size() ? std::string_view(atoms_[i].low) : "";
  }
  bool is(std::size_t i, std::string_view word) const { return low(i) == word; }
  bool is_any(std::size_t i, std::initializer_list<std::string_view> list) const;
  bool is_number(std::size_t i) const {
    return i < atoms_.size() && atoms_[i].kind == Atom::Kind::Number;
  }
  bool is_word(std::size_t i) const {
    return i < atoms_.size() && atoms_[i].kind == Atom::Kind::Word;
  }
  bool glued(std::size_t i) const { return i < atoms_.size() && atoms_[i].glued; }
  std::string_view before(std::size_t i, std::size_t back = 1) const {
    return i >= back ? low(i - back) : "";
  }
  bool capital(std::size_t i) const { return i < atoms_.size() && atoms_[i].capital; }
  const Token* token(std::size_t i) const {
    return i < atoms_.size() && atoms_[i].token != kNone ? &doc_.tokens[atoms_[i].token] : nullptr;
  }
  bool has_upos(std::size_t i, std::initializer_list<Upos> list) const;
  // One hyphen, however it is written, may stand between the parts of a compound.
  std::size_t skip_hyphen(std::size_t i) const { return is(i, "-") ? i + 1 : i; }
  // The longest word of `kind` at `i`; its end in atoms goes to `end`.
  const Word* word_at(WordClass kind, std::size_t i, std::size_t& end) const;
  static Expression make(Kind kind, std::size_t end, std::string rule);
  // Every rule starts with a word of the lexicon, a number, an apostrophe ("'90s"), or with a
  // determiner and one or with a determiner and one of these.
  bool may_start(std::size_t i) const;
  Found longest(std::size_t i) const;

  // ---- numbers and units
  std::optional<Amount> number_words(std::size_t i) const;
  std::optional<Amount> digits(std::size_t i) const;
  // The "00" of "12.00": the end of a number that began before.
  bool is_decimal(std::size_t i) const {
    return i >= 2 && glued(i) && is_any(i - 1, {".", ","}) && glued(i - 1) && is_number(i - 2);
  }
  std::optional<Amount> simple_amount(std::size_t i) const;
  // "two", "12 to 18", "two and a half", "2 1/2", "several".
  std::optional<Amount> read_amount(std::size_t i) const;
  // The unit after an amount: "days", "-day", " day". Singular "second" is nearly always the
  // ordinal.
  const Word* unit_at(std::size_t i, std::size_t& end) const;
  // "over an hour" but not "over | the past year", "about two weeks" but not "spoke about | two
  // weeks".
  std::size_t skip_approx(std::size_t i) const;
  // The TIMEX3 modifier of the words of approximation at `i`; empty when there are none.
  std::string approx_mod(std::size_t i) const;
  std::size_t skip_the(std::size_t i) const {
    return is_any(i, {"the", "these", "those"}) ? i + 1 : i;
  }
  Relation relation_at(std::size_t i) const;

  // ---- durations and offsets
  // "two days", "for the past three years", "a 10-hour", "more than four hours", "three days ago",
  // "a few weeks later", "in a few days" (the preposition stays outside, the meaning is noted).
  Found amount_of(std::size_t i) const;
  bool is_plural_unit(std::size_t i) const;
  // "two day rally", "three hour meeting": no hyphen, but a noun follows.
  bool singular_after_number(std::size_t unit) const;
  // Only of things the text shows to be none: "the two-year-old truce".
  bool is_age_of_person(std::size_t old_at) const;
  // "for weeks", "within days", "in recent years", "months ago", "the coming weeks", "over the
  // years".
  Found bare_units(std::size_t i) const;

  // ---- sets
  // "every week", "each July", "every two years", "twice a month", "$5 million a year", "per day".
  Found set(std::size_t i) const;
  // "$1 billion a year", "50,000 CDs a year": what is counted stands right before the article.
  bool is_rate(std::size_t article) const;

  // ---- "last month", "the following week", "the year"
  Found relative(std::size_t i) const;
  // After a bare "the": "the past year", "the coming week", "the year", "the weekend", "the day
  // before".
  Found after_the(std::size_t j) const;
  // "the week after next", "the year before last", from `j` behind the article.
  Found next_but_one(std::size_t j) const;
  static bool is_any(std::string_view word, std::initializer_list<std::string_view> list);

  // ---- "early November", "late last week", "mid-1996", "the end of 1990"
  Found modified(std::size_t i) const;
  // What may be early, late or have an end.
  Found span_of_time(std::size_t i) const;

  // ---- calendar dates
  int plain_year(std::size_t i) const;
  // 2016-03-23, 2016-03-23T10:30+03:00, 03/23/2016, 23.03.2016.
  Found iso_date(std::size_t i) const;
  void add_iso_clock(Expression& e) const;
  // The month at `i`, with the full stop of its abbreviation.
  const Word* month_at(std::size_t i, std::size_t& end) const;
  // A day of the month: "23", "23rd", "the 23rd" (from `i`).
  int day_at(std::size_t i, std::size_t& end) const;
  // Adds ", 2016", " 2016", "last year", ", of this year" to a date that ends at e.end.
  void add_year(Expression& e) const;
  // "nineteen ninety-seven", "two thousand and five": the transcripts of broadcasts.
  std::optional<Amount> spoken_year(std::size_t i) const;
  // "March 23, 2016", "Aug. 7", "23 March", "the 23rd of March", "March 2016", "March".
  Found calendar(std::size_t i) const;
  // "May" and "March" have other readings, and so have the names June, April and August.
  bool is_month_word(std::size_t i, const Word& month) const;
  // Part of a person's name, as the language engine saw it.
  bool is_person(std::size_t i) const;
  // A bare year: "in 1995", "the 1994 law", "1989 profits"; not "2000 people".
  Found year(std::size_t i) const;
  Found year_at(std::size_t end, int number) const;
  // The "16" of "2015-16" and "2015/16".
  bool is_next_year(std::size_t i, int year) const;
  // "the 1990s", "the '90s", "the nineties", "the 20th century".
  Found decade(std::size_t i) const;
  Found decade_at(std::size_t end, int number) const;

  // ---- weekdays
  const Word* weekday_name(std::size_t i, std::size_t& end) const;
  Found weekday(std::size_t i) const;
  // "last June", "next spring", "last Thanksgiving": the name after a relation.
  Found relative_name(std::size_t j, Relation relation) const;
  // "Friday night", "yesterday morning", "late"-less parts after a day.
  void add_part(Expression& e) const;

  // ---- days seen from the report
  Found deictic(std::size_t i) const;

  // ---- ranges and times counted from others
  // The second half of "March 3-5", "March 3 to 5", "between March 3 and 5", "2015-16", which leans
  // on the first; nothing when `first` opens no range. A year behind a range holds for both.
  Found range_tail(Expression& first) const;
  Found day_range_tail(Expression& first) const;
  // The first half of "3 to 5 March", "between 3 and 5 March".
  Found day_range_head(std::size_t i) const;
  // An amount with what it is counted from: "two days after Christmas", "a week from Monday".
  // Before any other noun its place is kept ("two days after the vote").
  Expression counted(std::size_t i, Expression amount) const;
  // "the day before last Tuesday", "the day after the vote", from `j` behind the article.
  Found counted_day(std::size_t j) const;
  // "March 3 to 5 | people"
  bool has_counted_noun(std::size_t i) const;
  // A time that others may be counted from.
  Found anchor_at(std::size_t i) const;
  // "on the 23rd": a day of the month spoken of.
  Found day_of_month(std::size_t i) const;
  // "15 Ramadan 1437", "22 Bahman 1357".
  Found hijri(std::size_t i) const;

  // ---- clock
  // Its day right after a time of day: "10 p.m. Wednesday", "noon on March 3", "dawn on Friday".
  Expression with_day(Expression e) const;
  // "at dawn", "before sunset".
  Found daybreak(std::size_t i) const;
  // "a.m.", "pm", "p.m": 1 for before noon, 2 for after, 0 for none.
  int half_of_day(std::size_t i, std::size_t& end) const;
  Found clock(std::size_t i) const;

  // ---- quarters, halves, compared periods
  // "the third quarter", "its fiscal second-quarter", "the first two quarters of 1990", "the
  // quarter", "the first half of the year", "Q3 2012".
  Found quarter(std::size_t i) const;
  // "Q3 2015", "3Q 2015", "H1 2016".
  Found short_period(std::size_t i) const;
  // "fiscal 1989", "the fiscal year 2016", "FY2016", "FY 2016/17".
  Found fiscal_year(std::size_t i) const;
  // "the quarter ended July 31" carries that day.
  void add_end_day(Expression& e) const;
  // "a year ago", "a year earlier", "the year-ago quarter", "year-earlier": of figures that are
  // compared.
  Found year_ago(std::size_t i) const;

  // ---- seasons, holidays, references
  Found season(std::size_t i) const;
  Found holiday(std::size_t i) const;
  Found reference(std::size_t i) const;
  const Words& words_;
  const Document& doc_;
  const std::vector<Atom>& atoms_;
  std::vector<const Words::Entries*> entries_;  // of each atom; most have none
};

}  // namespace dragoman::times
