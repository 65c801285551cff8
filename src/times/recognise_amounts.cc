#include <string>
#include <utility>

#include "times/recogniser.h"

namespace dragoman::times {

Found Recogniser::amount_of(std::size_t i) const {
  std::size_t j = skip_approx(i);
  const bool approx = j > i;
  const std::size_t after_the = skip_the(j);
  const bool the = after_the > j;
  j = after_the;
  bool framed = false;  // "the past three years": a stretch that touches the report's day
  if (is_any(j, {"past", "last", "next", "coming", "first", "final", "previous", "following",
                 "latest", "recent", "preceding", "initial", "remaining"})) {
    framed = true;
    ++j;
  }
  const bool article = is_any(j, {"a", "an"});
  // "a two-year plan", "its 10-hour tour": the article counts nothing there and is left outside,
  // unless the expression would be a noun phrase of its own.
  auto amount = read_amount(j);
  if (!amount) return std::nullopt;
  if (is(j, "some") && !approx && !is_plural_unit(amount->end)) return std::nullopt;
  if (is(j, "many") && before(j) == "how") return std::nullopt;
  std::size_t end = 0;
  const Word* unit = unit_at(amount->end, end);
  if (!unit) return std::nullopt;
  if ((amount->vague || amount->number > 1) && !unit->plural && !is(amount->end, "-") &&
      !singular_after_number(amount->end)) {
    return std::nullopt;
  }
  // "the | two-day rally", "the | 30-day rate": there the article belongs to the noun.
  if (the && !framed && !unit->plural && (is(amount->end, "-") || amount->number > 1))
    return std::nullopt;
  if (capital(end - 1) && is_number(j)) return std::nullopt;  // "60 Minutes"
  if (unit->value == "Q" && !framed && (is(end, "of") || !unit->plural)) return std::nullopt;
  if (unit->value == "CE" && !unit->plural && !article) return std::nullopt;
  if (article && amount->number == 1 && !amount->half && amount->end == j + 1 &&
      is_any(end, {"-"}) && !is(skip_hyphen(end), "ago") && !is(skip_hyphen(end), "old")) {
    return std::nullopt;  // "a year-end sale", "a | day-long meeting"
  }
  // Ages of people are not durations: "52 years old", "a 27-year-old man". Things may be young: a
  // truce.
  const std::size_t old_at = skip_hyphen(end);
  if (is(old_at, "old")) {
    if (old_at == end || is_age_of_person(old_at)) return std::nullopt;
    Expression e = make(Kind::Duration, old_at + 1, "duration/age");
    e.value = period(*amount, unit->value);
    return e;
  }
  if (is(end, "-") && is(end + 1, "long")) end += 2;
  if (is(end, "or") && !unit->plural && amount->number == 1) {
    // "a year or two", "a day or so"
    if (is_any(end + 1, {"two", "three", "more"})) amount->vague = true;
    if (is_any(end + 1, {"two", "three", "more", "so"})) end += 2;
  } else if (is(end, "or") && is_any(end + 1, {"so", "more"})) {
    end += 2;
  }

  Expression e = make(Kind::Duration, end, framed ? "duration/framed" : "duration/amount");
  e.value = period(*amount, unit->value);
  e.number = amount->number;
  e.half = amount->half;
  e.vague = amount->vague;
  e.unit = unit->value;
  if (approx) e.mod = approx_mod(i);
  if (framed || the) return e;
  if (Found rate = is_any(end, {"a", "an", "per", "each", "every"}) ? set(end) : std::nullopt) {
    rate->rule = "set/rate";  // "24 hours a day"
    return rate;
  }

  const std::size_t suffix = skip_hyphen(end);
  const auto offset = [&](Relation relation, std::size_t stop, int sign, const char* rule) {
    Expression o = e;
    o.kind = Kind::Offset;
    o.relation = relation;
    o.end = stop;
    o.number = sign * e.number;
    if (o.vague) o.number = sign;
    o.rule = rule;
    return o;
  };
  if (is(suffix, "ago")) {
    return offset(Relation::This, suffix + 1, -1, "offset/ago");
  }
  if (is(suffix, "earlier")) return offset(Relation::Previous, suffix + 1, -1, "offset/earlier");
  if (is(suffix, "later")) return offset(Relation::Following, suffix + 1, 1, "offset/later");
  if (is(suffix, "from") && is(suffix + 1, "now")) {
    return offset(Relation::This, suffix + 2, 1, "offset/from now");
  }
  // "in three days"; but "in more than fifty years of war" looks back.
  e.in_prefix = before(i) == "in" && !approx && !is(end, "of");
  return counted(i, std::move(e));
}

bool Recogniser::is_plural_unit(std::size_t i) const {
  std::size_t end = 0;
  const Word* unit = word_at(WordClass::Unit, i, end);
  return unit && unit->plural;
}

bool Recogniser::singular_after_number(std::size_t unit) const {
  return is_word(unit + 1) && has_upos(unit + 1, {Upos::Noun, Upos::Adj, Upos::Propn}) &&
         token(unit + 1);
}

bool Recogniser::is_age_of_person(std::size_t old_at) const {
  for (std::size_t k = old_at + 1; k < atoms_.size() && k <= old_at + 4 && is_word(k); ++k) {
    const Token* tok = token(k);
    if (!tok) return true;
    if (words_.is_thing(tok->lemma)) return false;
    if (tok->upos != Upos::Adj && tok->upos != Upos::Noun && tok->upos != Upos::Propn) return true;
  }
  return true;
}

Found Recogniser::bare_units(std::size_t i) const {
  std::size_t end = 0;
  std::size_t j = skip_the(i);
  if (is(j, "recent") && is_plural_unit(j + 1)) {
    const Word* unit = word_at(WordClass::Unit, j + 1, end);
    Expression e = make(Kind::Duration, end, "duration/recent");
    e.value = period({0, false, true, end}, unit->value);
    return e;
  }
  if (is_any(j, {"coming", "upcoming"}) && is_plural_unit(j + 1)) {
    Expression e = make(Kind::Reference, j + 2, "reference/coming");
    e.value = "FUTURE_REF";
    return e;
  }
  const Word* unit = word_at(WordClass::Unit, i, end);
  if (unit && is(skip_hyphen(end), "long") && (is(end, "-") || !unit->plural) && before(i) != "-") {
    // "day-long", "decades-long", and "weeklong" cut in two by a tokeniser
    Expression e = make(Kind::Duration, skip_hyphen(end) + 1, "duration/long");
    e.value = period({1, false, unit->plural, end}, unit->value);
    return e;
  }
  if (!unit || !unit->plural || unit->value == "S" || unit->value == "Q" || unit->value == "WE") {
    return std::nullopt;
  }
  const bool ago = is(end, "ago");
  const bool offset = is_any(end, {"later", "earlier", "before", "after"});
  const bool governed =
      is_any(i - (i > 0), {"for", "within", "of", "after", "last", "took", "takes", "take"});
  if (!ago && !offset && !(i > 0 && governed)) return std::nullopt;
  if (!ago && !offset && before(i) == "of" &&
      !has_upos(i >= 2 ? i - 2 : i, {Upos::Noun, Upos::Verb, Upos::Propn})) {
    return std::nullopt;
  }
  if (is(end, "or") && is_plural_unit(end + 1)) end += 2;
  Expression e = make(Kind::Duration, end, "duration/bare");
  e.value = period({0, false, true, end}, unit->value);
  if (ago) {
    e.kind = Kind::Reference;
    e.value = "PAST_REF";
    e.end = end + 1;
    e.rule = "reference/ago";
  }
  return e;
}

Found Recogniser::set(std::size_t i) const {
  std::size_t end = 0;
  if (is(i, "weekends") && is_any(before(i), {"on", "at"})) {
    Expression e = make(Kind::Set, i + 1, "set/weekends");
    e.value = "XXXX-WXX-WE";
    return e;
  }
  if (const Word* word = word_at(WordClass::Set, i, end)) {
    if (is(i, "daily") && capital(i) && i > 0) return std::nullopt;  // "the Daily Star"
    if (is(i, "quarterly") && !has_upos(i, {Upos::Adv, Upos::Adj})) return std::nullopt;
    Expression e = make(Kind::Set, end, "set/word");
    e.value = word->value;
    return e;
  }
  std::size_t j = i;
  if (is_any(j, {"once", "twice"}) && is_any(j + 1, {"a", "an", "every", "per", "each"})) {
    ++j;
  } else if (is(j + 1, "times") && is_any(j + 2, {"a", "an", "per"})) {
    if (!simple_amount(j)) return std::nullopt;
    j += 2;
  }
  const bool counted = j > i;
  const bool every = is_any(j, {"every", "each", "per"});
  if (!every && !(is_any(j, {"a", "an"}) && (counted || is_rate(j)))) return std::nullopt;
  if (every && is(j + 1, "of")) return std::nullopt;
  Amount amount{1, false, false, j + 1};
  if (every && is(j + 1, "other")) {
    amount = {2, false, false, j + 2};
  } else if (auto more = every ? read_amount(j + 1) : std::nullopt) {
    amount = *more;
  }
  if (const Word* unit = word_at(WordClass::Unit, amount.end, end); unit && unit->value != "S") {
    if (!every &&
        is_any(skip_hyphen(end), {"ago", "earlier", "later", "before", "after", "from"})) {
      return std::nullopt;
    }
    if (!every && is(end, "-")) return std::nullopt;  // "$4 million a year-end bonus"
    Expression e = make(Kind::Set, end, "set/every");
    e.value = unit->value == "WE" ? "XXXX-WXX-WE" : period(amount, unit->value);
    return e;
  }
  if (!every) return std::nullopt;
  if (const Word* day = word_at(WordClass::Weekday, j + 1, end); day && !day->abbreviation) {
    Expression e = make(Kind::Set, end, "set/weekday");
    e.value = "XXXX-WXX-" + day->value;
    return e;
  }
  if (const Word* month = word_at(WordClass::Month, j + 1, end); month && capital(j + 1)) {
    Expression e = make(Kind::Set, end, "set/month");
    e.value = "XXXX-" + std::string(month->number < 10 ? "0" : "") + std::to_string(month->number);
    return e;
  }
  if (const Word* season = word_at(WordClass::Season, j + 1, end)) {
    Expression e = make(Kind::Set, end, "set/season");
    e.value = "XXXX-" + season->value;
    return e;
  }
  if (const Word* part = word_at(WordClass::Part, j + 1, end)) {
    Expression e = make(Kind::Set, end, "set/part");
    e.value = "XXXX-XX-XXT" + part->value;
    return e;
  }
  return std::nullopt;
}

bool Recogniser::is_rate(std::size_t article) const {
  if (article == 0 || !token(article - 1)) return false;
  const Token& tok = *token(article - 1);
  return tok.upos == Upos::Num || tok.upos == Upos::Sym || is_any(article - 1, {"percent", "%"}) ||
         (tok.upos == Upos::Noun && (tok.feats & feature::kPlur));
}

}  // namespace dragoman::times
