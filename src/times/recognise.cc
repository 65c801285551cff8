// Longer than most files: it is one grammar, and its rules call each other.
#include "times/recognise.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>

#include "core/utf8.h"

namespace dragoman::times {
namespace {

using Kind = Expression::Kind;
using Found = std::optional<Expression>;

struct Amount {
  int number = 0;
  bool half = false, vague = false;
  std::size_t end = 0;
};

int to_number(std::string_view digits) {
  int value = 0;
  for (const char c : digits.substr(0, 6)) value = value * 10 + (c - '0');
  return value;
}

// The TIMEX3 period of an amount: P2D, PT30M, P2Y6M, PXW.
std::string period(const Amount& amount, const std::string& unit) {
  const bool clock = unit == "H" || unit == "M" || unit == "S";
  const std::string head = clock ? "PT" : "P";
  std::string letter = unit == "MO" ? "M" : unit;
  int number = amount.number;
  if (unit == "FN") letter = "W", number *= 2;
  if (!amount.vague && unit == "DE") letter = "Y", number *= 10;
  if (!amount.vague && unit == "CE") letter = "Y", number *= 100;
  if (amount.vague) return head + "X" + letter;
  if (amount.half) {
    // Halves as the next smaller unit: two and a half years, half a day, an hour and a half.
    const std::string whole = number > 0 ? std::to_string(number) + letter : "";
    if (unit == "Y") return head + whole + "6M";
    if (unit == "H") return head + whole + "30M";
    if (unit == "M") return head + whole + "30S";
    if (unit == "D") return "P" + whole + "T12H";
    return head + std::to_string(number) + ".5" + letter;
  }
  return head + std::to_string(number) + letter;
}

class Recogniser {
 public:
  Recogniser(const Words& words, const Document& doc, const std::vector<Atom>& atoms)
      : words_(words), doc_(doc), atoms_(atoms) {
    entries_.reserve(atoms.size());
    for (const Atom& atom : atoms) entries_.push_back(words.starting(atom.low));
  }

  std::vector<Expression> run() {
    std::vector<Expression> found;
    for (std::size_t i = 0; i < atoms_.size();) {
      Found best = longest(i);
      if (!best) {
        ++i;
        continue;
      }
      best->begin = i;
      i = best->end;
      found.push_back(std::move(*best));
    }
    return found;
  }

 private:
  // ---- atoms --------------------------------------------------------------------------------------
  std::string_view low(std::size_t i) const { return i < atoms_.size() ? std::string_view(atoms_[i].low) : ""; }
  bool is(std::size_t i, std::string_view word) const { return low(i) == word; }
  bool is_any(std::size_t i, std::initializer_list<std::string_view> list) const {
    for (const std::string_view word : list) {
      if (low(i) == word) return true;
    }
    return false;
  }
  bool is_number(std::size_t i) const { return i < atoms_.size() && atoms_[i].kind == Atom::Kind::Number; }
  bool is_word(std::size_t i) const { return i < atoms_.size() && atoms_[i].kind == Atom::Kind::Word; }
  bool glued(std::size_t i) const { return i < atoms_.size() && atoms_[i].glued; }
  std::string_view before(std::size_t i, std::size_t back = 1) const { return i >= back ? low(i - back) : ""; }
  bool capital(std::size_t i) const { return i < atoms_.size() && atoms_[i].capital; }
  const Token* token(std::size_t i) const {
    return i < atoms_.size() && atoms_[i].token != kNone ? &doc_.tokens[atoms_[i].token] : nullptr;
  }
  bool has_upos(std::size_t i, std::initializer_list<Upos> list) const {
    const Token* tok = token(i);
    if (!tok) return true;  // not analysed: nothing speaks against it
    for (const Upos upos : list) {
      if (tok->upos == upos) return true;
    }
    return false;
  }
  // One hyphen, however it is written, may stand between the parts of a compound.
  std::size_t skip_hyphen(std::size_t i) const { return is(i, "-") ? i + 1 : i; }

  // The longest word of `kind` at `i`; its end in atoms goes to `end`.
  const Word* word_at(WordClass kind, std::size_t i, std::size_t& end) const {
    if (i >= entries_.size() || !entries_[i]) return nullptr;
    for (const Word& word : (*entries_[i])[static_cast<std::size_t>(kind)]) {
      std::size_t k = 1;
      while (k < word.parts.size() && is(i + k, word.parts[k])) ++k;
      if (k == word.parts.size()) {
        end = i + k;
        return &word;
      }
    }
    return nullptr;
  }

  static Expression make(Kind kind, std::size_t end, std::string rule) {
    Expression e;
    e.kind = kind;
    e.end = end;
    e.rule = std::move(rule);
    return e;
  }

  // Every rule starts with a listed word, a number, an apostrophe ("'90s") or one of these.
  bool may_start(std::size_t i) const {
    if (entries_[i] || atoms_[i].kind != Atom::Kind::Word) return true;
    return is_any(i, {"the", "a", "an", "this", "last", "next", "that", "same", "these", "those", "previous",
                      "preceding", "prior", "following", "subsequent", "past", "coming", "upcoming", "first",
                      "final", "latest", "initial", "remaining", "half", "early", "late", "mid", "earlier", "later",
                      "once", "twice", "every", "each", "per", "noon", "midnight", "midday", "tonight", "q",
                      "fiscal", "year", "recent"});
  }

  Found longest(std::size_t i) const {
    if (!may_start(i)) return std::nullopt;
    using Rule = Found (Recogniser::*)(std::size_t) const;
    static constexpr std::array<Rule, 17> kRules = {
        &Recogniser::iso_date,  &Recogniser::calendar, &Recogniser::weekday,  &Recogniser::clock,
        &Recogniser::deictic,   &Recogniser::quarter,  &Recogniser::year_ago, &Recogniser::set,
        &Recogniser::amount_of, &Recogniser::relative, &Recogniser::season,   &Recogniser::decade,
        &Recogniser::holiday,   &Recogniser::bare_units, &Recogniser::year,   &Recogniser::reference,
        &Recogniser::modified};
    Found best;
    for (const Rule rule : kRules) {
      Found found = (this->*rule)(i);
      if (found && found->end > i && (!best || found->end > best->end)) best = std::move(found);
    }
    return best;
  }

  // ---- numbers and units --------------------------------------------------------------------------
  std::optional<Amount> number_words(std::size_t i) const {
    std::size_t end = 0;
    const Word* word = word_at(WordClass::Number, i, end);
    if (!word || word->scale) return std::nullopt;
    Amount amount{word->number, false, false, end};
    if (word->tens) {
      std::size_t unit_end = 0;
      const Word* unit = word_at(WordClass::Number, skip_hyphen(end), unit_end);
      if (unit && !unit->tens && !unit->scale && unit->number < 10) {
        amount.number += unit->number;
        amount.end = unit_end;
      }
    }
    std::size_t scale_end = 0;
    if (const Word* scale = word_at(WordClass::Number, skip_hyphen(amount.end), scale_end);
        scale && scale->scale) {
      amount.number *= scale->number;
      amount.end = scale_end;
    }
    return amount;
  }

  std::optional<Amount> digits(std::size_t i) const {
    if (!is_number(i) || atoms_[i].low.size() > 4) return std::nullopt;
    Amount amount{to_number(low(i)), false, false, i + 1};
    if (is(i + 1, ".") && glued(i + 1) && is_number(i + 2) && glued(i + 2)) {
      if (low(i + 2) != "5") return std::nullopt;
      amount.half = true;
      amount.end = i + 3;
    } else if (is_number(i + 1) && is(i + 2, "/") && is(i + 1, "1") && is(i + 3, "2")) {
      amount.half = true;
      amount.end = i + 4;
    } else if (is(i + 1, ",") && glued(i + 1) && is_number(i + 2) && glued(i + 2) && low(i + 2).size() == 3) {
      amount.number = amount.number * 1000 + to_number(low(i + 2));
      amount.end = i + 3;
    }
    return amount;
  }

  std::optional<Amount> simple_amount(std::size_t i) const {
    if (auto amount = digits(i)) return amount;
    if (auto amount = number_words(i)) return amount;
    std::size_t end = 0;
    if (is(i, "half") && is_any(i + 1, {"a", "an"})) return Amount{0, true, false, i + 2};
    if (is_any(i, {"a", "an"})) {
      if (is(i + 1, "half") && !is(i + 2, "of")) return Amount{0, true, false, skip_hyphen(i + 2)};
      if (const Word* vague = word_at(WordClass::Vague, i + 1, end); vague && is_any(i + 1, {"few", "couple"})) {
        if (is(end, "of")) ++end;
        return Amount{vague->number, false, vague->value == "X", end};
      }
      if (const Word* scale = word_at(WordClass::Number, i + 1, end); scale && scale->scale) {
        return Amount{scale->number, false, false, end};
      }
      if (is(i + 1, "number") && is(i + 2, "of")) return Amount{0, false, true, i + 3};
      return Amount{1, false, false, i + 1};
    }
    if (const Word* vague = word_at(WordClass::Vague, i, end)) {
      if (is(end, "of")) ++end;
      return Amount{vague->number, false, vague->value == "X", end};
    }
    return std::nullopt;
  }

  // "two", "12 to 18", "two and a half", "2 1/2", "several".
  std::optional<Amount> read_amount(std::size_t i) const {
    auto amount = simple_amount(i);
    if (!amount) return std::nullopt;
    std::size_t j = amount->end;
    if (is(skip_hyphen(j), "and")) {
      const std::size_t k = skip_hyphen(skip_hyphen(j) + 1);
      if (is(k, "a") && is(skip_hyphen(k + 1), "half")) {
        amount->half = true;
        amount->end = skip_hyphen(k + 1) + 1;
        return amount;
      }
    }
    if (is_any(j, {"to", "or", "-"}) && !amount->vague) {
      const std::size_t next = is(j, "-") && is_any(j + 1, {"to", "or"}) ? skip_hyphen(j + 2) : j + 1;
      auto second = digits(next);
      if (!second) second = number_words(next);
      if (second && second->number > amount->number) return Amount{0, false, true, second->end};
    }
    return amount;
  }

  // The unit after an amount: "days", "-day", " day". Singular "second" is nearly always the ordinal.
  const Word* unit_at(std::size_t i, std::size_t& end) const {
    const std::size_t at = skip_hyphen(i);
    const Word* unit = word_at(WordClass::Unit, at, end);
    if (!unit || unit->value == "WE") return nullptr;
    if (unit->value == "S" && !unit->plural && at == i) return nullptr;
    return unit;
  }

  // "over an hour" but not "over | the past year", "about two weeks" but not "spoke about | two weeks".
  std::size_t skip_approx(std::size_t i) const {
    std::size_t end = 0;
    while (word_at(WordClass::Approx, i, end)) {
      if (is_any(i, {"over", "about", "around", "under"}) && end == i + 1 && token(i)) {
        const bool after_preposition =
            is_any(before(i), {"for", "in", "after", "of", "than", "just", "well", "lasted", "last", "took", "take"});
        if (is_any(end, {"the", "these", "last"})) return i;
        if (!has_upos(i, {Upos::Adv}) && !after_preposition) return i;
      }
      i = end;
    }
    return i;
  }

  std::size_t skip_the(std::size_t i) const { return is_any(i, {"the", "these", "those"}) ? i + 1 : i; }

  Relation relation_at(std::size_t i) const {
    if (is(i, "this")) return Relation::This;
    if (is(i, "last")) return Relation::Last;
    if (is(i, "next")) return Relation::Next;
    if (is_any(i, {"previous", "preceding", "prior"})) return Relation::Previous;
    if (is_any(i, {"following", "subsequent"})) return Relation::Following;
    if (is_any(i, {"same", "that"})) return Relation::Same;
    return Relation::None;
  }

  // ---- durations and offsets ----------------------------------------------------------------------
  // "two days", "for the past three years", "a 10-hour", "more than four hours", "three days ago",
  // "a few weeks later", "in a few days" (the preposition stays outside, the meaning is noted).
  Found amount_of(std::size_t i) const {
    std::size_t j = skip_approx(i);
    const bool approx = j > i;
    const std::size_t after_the = skip_the(j);
    const bool the = after_the > j;
    j = after_the;
    bool framed = false;   // "the past three years": a stretch that touches the report's day
    if (is_any(j, {"past", "last", "next", "coming", "first", "final", "previous", "following", "latest",
                   "recent", "preceding", "initial", "remaining"})) {
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
    if (the && !framed && !unit->plural && (is(amount->end, "-") || amount->number > 1)) return std::nullopt;
    if (capital(end - 1) && is_number(j)) return std::nullopt;  // "60 Minutes"
    if (unit->value == "Q" && !framed && (is(end, "of") || !unit->plural)) return std::nullopt;
    if (unit->value == "CE" && !unit->plural && !article) return std::nullopt;
    if (article && amount->number == 1 && !amount->half && amount->end == j + 1 && is_any(end, {"-"}) &&
        !is(skip_hyphen(end), "ago") && !is(skip_hyphen(end), "old")) {
      return std::nullopt;  // "a year-end sale", "a | day-long meeting"
    }
    // Ages of people are not durations: "52 years old", "a 27-year-old man". Things may be young: a truce.
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
    if (framed || the) return e;

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
    if (before(i) == "in" || (before(i) == "within" && !e.vague)) e.in_prefix = before(i) == "in";
    return e;
  }

  bool is_plural_unit(std::size_t i) const {
    std::size_t end = 0;
    const Word* unit = word_at(WordClass::Unit, i, end);
    return unit && unit->plural;
  }

  // "two day rally", "three hour meeting": no hyphen, but a noun follows.
  bool singular_after_number(std::size_t unit) const {
    return is_word(unit + 1) && has_upos(unit + 1, {Upos::Noun, Upos::Adj, Upos::Propn}) && token(unit + 1);
  }

  // Only of things the text shows to be none: "the two-year-old truce".
  bool is_age_of_person(std::size_t old_at) const {
    for (std::size_t k = old_at + 1; k < atoms_.size() && k <= old_at + 4 && is_word(k); ++k) {
      const Token* tok = token(k);
      if (!tok) return true;
      if (words_.is_thing(tok->lemma)) return false;
      if (tok->upos != Upos::Adj && tok->upos != Upos::Noun && tok->upos != Upos::Propn) return true;
    }
    return true;
  }

  // "for weeks", "within days", "in recent years", "months ago", "the coming weeks", "over the years".
  Found bare_units(std::size_t i) const {
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
    const bool governed = is_any(i - (i > 0), {"for", "within", "of", "after", "last", "took", "takes", "take"});
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

  // ---- sets ---------------------------------------------------------------------------------------
  // "every week", "each July", "every two years", "twice a month", "$5 million a year", "per day".
  Found set(std::size_t i) const {
    std::size_t end = 0;
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
      if (!every && is_any(skip_hyphen(end), {"ago", "earlier", "later", "before", "after", "from"})) {
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

  // "$1 billion a year", "50,000 CDs a year": what is counted stands right before the article.
  bool is_rate(std::size_t article) const {
    if (article == 0 || !token(article - 1)) return false;
    const Token& tok = *token(article - 1);
    return tok.upos == Upos::Num || tok.upos == Upos::Sym || is_any(article - 1, {"percent", "%"}) ||
           (tok.upos == Upos::Noun && (tok.feats & feature::kPlur));
  }

  // ---- "last month", "the following week", "the year" --------------------------------------------
  Found relative(std::size_t i) const {
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
    if (relation == Relation::Next && word_at(WordClass::Part, j, end)) relation = Relation::Following;
    if (const Word* part = word_at(WordClass::Part, j, end);
        part && (relation == Relation::This || relation == Relation::Same || relation == Relation::Following)) {
      Expression e = make(relation == Relation::This ? Kind::Deictic : Kind::Unit, end, "deictic/part");
      e.relation = relation;
      e.unit = "D";
      e.part = part->value;
      return e;
    }
    const Word* unit = word_at(WordClass::Unit, j, end);
    if (!unit || unit->plural) return std::nullopt;
    if (unit->value == "H" || unit->value == "M" || unit->value == "S" || unit->value == "FN") return std::nullopt;
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
      // "the last year": the stretch up to now, as "the past year"; "the next week" is ahead of the narrative.
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

  // After a bare "the": "the past year", "the coming week", "the year", "the weekend", "the day before".
  Found after_the(std::size_t j) const {
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
    if (is(j, "day") && is_any(j + 1, {"before", "after"}) && (!is_word(j + 2) || is_any(j + 2, {"and", "that"}))) {
      Expression e = make(Kind::Unit, j + 2, "unit/day before");
      e.relation = is(j + 1, "before") ? Relation::Previous : Relation::Following;
      e.unit = "D";
      return e;
    }
    {
      const std::size_t k = is_any(j, {"full", "fiscal", "entire", "whole"}) ? j + 1 : j;
      if (is(k, "year") && (k > j || is_any(k + 1, {"ended", "ending"})) && !is(k + 1, "-")) {
        Expression e = make(Kind::Duration, k + 1, "duration/the year");
        e.value = "P1Y";
        return e;
      }
    }
    if (is(j, "year") && is_any(before(j, 2), {"of", "in", "for", "during", "throughout", "through"}) &&
        !capital(j) && !is_any(j + 1, {"-", "when", "that", "of"})) {
      Expression e = make(Kind::Unit, j + 1, "unit/the year");
      e.relation = Relation::This;
      e.unit = "Y";
      return e;
    }
    return std::nullopt;
  }

  static bool is_any(std::string_view word, std::initializer_list<std::string_view> list) {
    for (const std::string_view other : list) {
      if (word == other) return true;
    }
    return false;
  }

  // ---- "early November", "late last week", "mid-1996", "the end of 1990" --------------------------
  Found modified(std::size_t i) const {
    std::size_t j = i;
    std::size_t end = 0;
    const bool the = is(j, "the") && is_any(j + 1, {"early", "late", "mid"});
    if (the) ++j;
    if (!the && word_at(WordClass::Edge, j, end)) {
      Found core = span_of_time(end);
      if (core && core->kind != Kind::Deictic && core->kind != Kind::Weekday) {
        core->rule += "+edge";
        return core;
      }
      return std::nullopt;
    }
    if (is_any(j, {"early", "late", "mid"})) {
      const std::size_t k = skip_hyphen(j + 1);
      Found core = span_of_time(skip_hyphen(is(k, "to") ? skip_hyphen(skip_hyphen(k + 1) + 1) : k));
      if (core && !(core->kind == Kind::Calendar && core->day != 0)) {
        core->rule += "+part";
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
        if (!unit || unit->plural || unit->value.size() > 2 || unit->value == "D") return std::nullopt;
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

  // What may be early, late or have an end.
  Found span_of_time(std::size_t i) const {
    Found best;
    for (const auto rule : {&Recogniser::calendar, &Recogniser::relative, &Recogniser::season,
                            &Recogniser::decade, &Recogniser::quarter, &Recogniser::deictic,
                            &Recogniser::weekday}) {
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

  // ---- calendar dates -----------------------------------------------------------------------------
  int plain_year(std::size_t i) const {
    if (!is_number(i) || low(i).size() != 4) return 0;
    const int year = to_number(low(i));
    return year >= 1000 && year <= 2100 ? year : 0;
  }

  // 2016-03-23, 2016-03-23T10:30, 03/23/2016, 23.03.2016.
  Found iso_date(std::size_t i) const {
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
    if (e.month < 1 || e.month > 12 || e.day < 1 || e.day > 31) return std::nullopt;
    if (is(i + 5, "t") && glued(i + 5) && is_number(i + 6) && is(i + 7, ":") && is_number(i + 8)) {
      e.hour = to_number(low(i + 6));
      e.minute = to_number(low(i + 8));
      e.end = i + 9;
    }
    return e;
  }

  // The month at `i`, with the full stop of its abbreviation.
  const Word* month_at(std::size_t i, std::size_t& end) const {
    const Word* month = word_at(WordClass::Month, i, end);
    if (!month || !capital(i)) return nullptr;
    if (month->abbreviation && is(end, ".")) {
      ++end;
    }
    return month;
  }

  // A day of the month: "23", "23rd", "the 23rd" (from `i`).
  int day_at(std::size_t i, std::size_t& end) const {
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
    if (const Word* ten = word_at(WordClass::Number, i, tens_end); ten && ten->tens && ten->number <= 30) {
      tens = ten->number;
      at = skip_hyphen(tens_end);
    }
    if (const Word* ordinal = word_at(WordClass::Ordinal, at, end); ordinal && (tens == 0 || ordinal->number < 10)) {
      return tens + ordinal->number;
    }
    return 0;
  }

  // Adds ", 2016", " 2016", "last year", ", of this year" to a date that ends at e.end.
  void add_year(Expression& e) const {
    std::size_t j = e.end;
    if (is(j, ",")) ++j;
    if (const int year = plain_year(j); year && !(is(j + 1, ",") && glued(j + 1) && is_number(j + 2) && glued(j + 2))) {
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

  // "nineteen ninety-seven", "two thousand and five": the transcripts of broadcasts.
  std::optional<Amount> spoken_year(std::size_t i) const {
    if (is(i, "two") && is(i + 1, "thousand")) {
      std::size_t j = is(i + 2, "and") ? i + 3 : i + 2;
      if (auto rest = number_words(j); rest && rest->number < 100) return Amount{2000 + rest->number, false, false, rest->end};
      return Amount{2000, false, false, i + 2};
    }
    if (!is_any(i, {"eighteen", "nineteen", "twenty"})) return std::nullopt;
    const int head = is(i, "eighteen") ? 1800 : is(i, "nineteen") ? 1900 : 2000;
    auto rest = number_words(skip_hyphen(i + 1));
    if (!rest || rest->number < 10 || rest->number > 99) return std::nullopt;
    return Amount{head + rest->number, false, false, rest->end};
  }

  // "March 23, 2016", "Aug. 7", "23 March", "the 23rd of March", "March 2016", "March".
  Found calendar(std::size_t i) const {
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

  // "May" and "March" have other readings, and so have the names June, April and August.
  bool is_month_word(std::size_t i, const Word& month) const {
    const Token* tok = token(i);
    if (!tok) return true;
    static constexpr auto kOpeners = std::to_array<std::string_view>({
        "in",   "since", "by",   "until",  "till",   "from", "to",     "through", "during", "last", "next", "this",
        "of",   "early", "late", "before", "after",  "mid",  "every",  "each",    "and",    "or",   "between", "for"});
    const bool opened = [&] {
      for (const std::string_view opener : kOpeners) {
        if (before(i) == opener) return true;
      }
      return false;
    }();
    if (month.number == 5) return opened && tok->upos != Upos::Aux && tok->upos != Upos::Verb;
    if (month.number == 3) return (opened || i == 0 || tok->upos == Upos::Propn) && tok->upos != Upos::Verb;
    if (month.number == 4 || month.number == 6 || month.number == 8) {
      // A given name when a capitalised word that is no time follows: "April Jones".
      return opened || !(is_word(i + 1) && capital(i + 1) && tok->deprel != Deprel::Compound);
    }
    return true;
  }

  // A bare year: "in 1995", "the 1994 law", "1989 profits"; not "2000 people".
  Found year(std::size_t i) const {
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
    if (glued(i + 1) && is_any(i + 1, {"%", "/", ":"})) return std::nullopt;
    if (glued(i + 1) && is_any(i + 1, {",", "."}) && is_number(i + 2) && glued(i + 2)) return std::nullopt;
    if (is(i + 1, "-") && glued(i + 1) && is_number(i + 2) && low(i + 2).size() != 4 && low(i + 2).size() != 2) {
      return std::nullopt;
    }
    static constexpr auto kOpeners = std::to_array<std::string_view>({
        "in",  "since", "by",     "until",  "till",  "from",   "to",     "through", "during", "of",    "early", "late", "mid",
        "before", "after", "between", "around", "for", "the", "a", "an", "its", "their", "post", "pre"});
    bool opened = i == 0 || before(i) == "'" || (before(i) == "-" && is_any(before(i, 2), {"post", "pre", "mid"})) || (before(i) == "s" && before(i, 2) == "'");
    for (const std::string_view opener : kOpeners) opened = opened || before(i) == opener;
    const bool in_list = is_any(i - (i > 0), {"and", "or", ",", "-"}) && i > 1 && plain_year(i - 2) != 0;
    const bool modern = number >= 1900 && number <= 2040;
    const Token* next = token(i + 1);
    const bool counts = next && is_word(i + 1) && (next->feats & feature::kPlur) && next->upos == Upos::Noun;
    // Things counted follow a number; before a date's year stands a preposition or an article.
    if (counts && !(opened && modern && !is_any(i - (i > 0), {"of", "to", "by", "from", "for", "around", "a", "an"}) &&
                    i > 0)) {
      if (!in_list) return std::nullopt;
    }
    if (!opened && !in_list && !modern) return std::nullopt;
    if (!modern && !(opened && is_any(i - (i > 0), {"in", "since", "until", "of", "by"}))) return std::nullopt;
    if (is_any(i + 1, {"million", "billion", "percent", "gmt", "hours", "troops", "people", "meters", "metres",
                       "feet", "miles", "km", "kilometers", "kilometres", "dollars", "euros", "hrs"})) {
      return std::nullopt;
    }
    // A four-digit clock or a number among figures: needs some sign that a year is meant.
    if (!opened && !in_list && i > 0 && !is_any(i - 1, {"(", ",", "'", "\""}) && !is_word(i - 1)) return std::nullopt;
    return year_at(i + 1, number);
  }
  Found year_at(std::size_t end, int number) const {
    Expression e = make(Kind::Calendar, end, "calendar/year");
    e.year = number;
    return e;
  }

  // "the 1990s", "the '90s", "the nineties", "the 20th century".
  Found decade(std::size_t i) const {
    const std::size_t j = is(i, "the") ? i + 1 : i;
    if (is_number(j) && is(j + 1, "s") && glued(j + 1) && low(j).size() == 4 && low(j)[3] == '0') {
      return decade_at(j + 2, to_number(low(j)) / 10);
    }
    if (is_number(j) && is(j + 1, "'") && glued(j + 1) && is(j + 2, "s") && low(j).size() == 4 && low(j)[3] == '0') {
      return decade_at(j + 3, to_number(low(j)) / 10);
    }
    if (is(j, "'") && is_number(j + 1) && low(j + 1).size() == 2 && is(j + 2, "s")) {
      return decade_at(j + 3, 190 + to_number(low(j + 1)) / 10);
    }
    static constexpr std::array<std::pair<std::string_view, int>, 7> kSpoken = {
        {{"thirties", 193}, {"forties", 194}, {"fifties", 195}, {"sixties", 196}, {"seventies", 197},
         {"eighties", 198}, {"nineties", 199}}};
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
  Found decade_at(std::size_t end, int number) const {
    Expression e = make(Kind::Decade, end, "decade");
    e.year = number;
    return e;
  }

  // ---- weekdays -----------------------------------------------------------------------------------
  const Word* weekday_name(std::size_t i, std::size_t& end) const {
    const Word* day = word_at(WordClass::Weekday, i, end);
    if (!day || !capital(i)) return nullptr;
    if (day->abbreviation) {
      if (is(end, ".") && glued(end)) {
        ++end;
      } else {
        std::size_t ignore = 0;
        const std::size_t next = is(end, ",") ? end + 1 : end;
        if (!month_at(next, ignore) && !(is_number(next) && month_at(next + 1, ignore))) return nullptr;
      }
      // "Sun. readers", "Mon." as names: the short form of a day needs no noun after it.
    }
    return day;
  }

  Found weekday(std::size_t i) const {
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
    if (day->plural) {
      Expression e = make(Kind::Set, end, "set/weekdays");
      e.value = "XXXX-WXX-" + day->value;
      return e;
    }
    // "Bloody Sunday", "Black Friday", "the Good Friday Agreement": part of a name.
    if (relation == Relation::None && i > 0 && capital(i - 1) &&
        is_any(i - 1, {"bloody", "black", "good", "palm", "ash", "holy", "super", "cyber"})) {
      return std::nullopt;
    }
    Expression e = make(Kind::Weekday, end, relation == Relation::None ? "weekday" : "weekday/relative");
    e.weekday = day->number;
    e.relation = relation;
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
    return e;
  }

  // "last June", "next spring", "last Thanksgiving": the name after a relation.
  Found relative_name(std::size_t j, Relation relation) const {
    if (relation != Relation::Last && relation != Relation::Next && relation != Relation::This) return std::nullopt;
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

  // "Friday night", "yesterday morning", "late"-less parts after a day.
  void add_part(Expression& e) const {
    std::size_t end = 0;
    std::size_t j = e.end;
    if (is_any(j, {"early", "late"})) return;
    if (const Word* part = word_at(WordClass::Part, j, end)) {
      e.part = part->value;
      e.end = end;
    }
  }

  // ---- days seen from the report ------------------------------------------------------------------
  Found deictic(std::size_t i) const {
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
    return std::nullopt;
  }

  // ---- clock --------------------------------------------------------------------------------------
  // "a.m.", "pm", "p.m": 1 for before noon, 2 for after, 0 for none.
  int half_of_day(std::size_t i, std::size_t& end) const {
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

  Found clock(std::size_t i) const {
    Expression e = make(Kind::Clock, i, "clock");
    std::size_t j = i;
    std::size_t end = 0;
    if (is_any(i, {"noon", "midnight", "midday"})) {
      e.hour = is(i, "midnight") ? 24 : 12;
      e.minute = 0;
      j = i + 1;
    } else {
      auto hour = is_number(i) ? digits(i) : number_words(i);
      if (!hour) return std::nullopt;
      if (is_number(i)) hour->end = i + 1;
      const bool four = is_number(i) && low(i).size() == 4;
      e.hour = is_number(i) ? to_number(low(i)) : hour->number;
      j = hour->end;
      bool minutes = false;
      if (four) {
        e.minute = e.hour % 100;
        e.hour /= 100;
      } else if (is_any(j, {":", "."}) && glued(j) && is_number(j + 1) && glued(j + 1) && low(j + 1).size() == 2 &&
                 is_number(i)) {
        minutes = is(j, ":");
        e.minute = to_number(low(j + 1));
        j += 2;
        if (is(j, ":") && glued(j) && is_number(j + 1) && glued(j + 1)) j += 2;  // seconds
      }
      if (e.hour > 24 || e.minute > 59) return std::nullopt;
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
      if (!four && is(j, "in") && is(j + 1, "the") && is_any(j + 2, {"morning", "afternoon", "evening"})) {
        if (!certain && !minutes && !is_any(i - (i > 0), {"at", "around", "about", "by", "until", "before", "after"})) {
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
      const bool governed = is_any(i - (i > 0), {"at", "around", "about", "by", "until", "till", "before", "after",
                                                 "from", "since"}) && i > 0;
      if (!certain && !(minutes && governed)) return std::nullopt;
      // "10:35 a.m. (0735 GMT) Friday": the same moment for readers elsewhere.
      if (i > 0 && is(i - 1, "(") && four) return std::nullopt;
    }
    std::size_t zone_end = 0;
    if (word_at(WordClass::Zone, j, zone_end)) j = zone_end;
    e.end = j;
    // Its day right after it: "10 p.m. Wednesday", "5 p.m. EST, Nov. 9", "noon on March 3".
    std::size_t next = is(j, ",") ? j + 1 : j;
    if (is(next, "on")) ++next;
    Found day = weekday(next);
    if (!day) day = calendar(next);
    if (!day) day = deictic(next);
    if (!day) day = iso_date(next);
    if (day && day->part.empty() && (day->kind != Kind::Calendar || day->day != 0) && day->kind != Kind::Set) {
      day->hour = e.hour;
      day->minute = e.minute;
      day->rule += "+clock";
      return day;
    }
    return e;
  }

  // ---- quarters, halves, compared periods ---------------------------------------------------------
  // "the third quarter", "its fiscal second-quarter", "the first two quarters of 1990", "the quarter",
  // "the first half of the year", "Q3 2012".
  Found quarter(std::size_t i) const {
    if (is(i, "q") && is_number(i + 1) && glued(i + 1) && low(i + 1).size() == 1 && capital(i)) {
      const int number = to_number(low(i + 1));
      if (number < 1 || number > 4) return std::nullopt;
      Expression e = make(Kind::Quarter, i + 2, "quarter/short");
      e.number = number;
      add_year(e);
      return e;
    }
    if (is_any(i, {"this", "last", "next"}) && is(i + 1, "year") && is(i + 2, "'") && is(i + 3, "s")) {
      std::size_t stop = 0;
      const Word* nth = word_at(WordClass::Ordinal, i + 4, stop);
      const bool named = nth && nth->number <= 4 && is(skip_hyphen(stop), "quarter");
      if (!named && !(is(i, "last") && is_any(i + 4, {"quarter", "period"}))) return std::nullopt;
      Expression e = make(named ? Kind::Quarter : Kind::YearAgo, named ? skip_hyphen(stop) + 1 : i + 5,
                          "quarter/of year");
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
    // A period that the text has named before: the last quarter mentioned.
    if (is_any(j, {"quarter"}) && !is_any(j + 1, {"-", "of"})) {
      return make(Kind::Quarter, j + 1, "quarter/same");
    }
    if (is_any(j, {"latest", "current", "most"})) {
      const std::size_t k = is(j, "most") && is(j + 1, "recent") ? j + 2 : j + 1;
      if (is_any(k, {"quarter", "period"})) return make(Kind::Quarter, k + 1, "quarter/latest");
    }
    return std::nullopt;
  }

  // "a year ago", "a year earlier", "the year-ago quarter", "year-earlier": of figures that are compared.
  Found year_ago(std::size_t i) const {
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

  // ---- seasons, holidays, references --------------------------------------------------------------
  Found season(std::size_t i) const {
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
    // Undated, the words have many other readings: "the fall of Aleppo", "Arab Spring", "spring" of water.
    if (capital(j) || is(end, "of") || is(end, "-")) return std::nullopt;
    if (is(j, "fall") && !is(j - 1, "the")) return std::nullopt;
    if (j > 0 && is_any(j - 1, {"the", "in", "by", "until", "since", "early", "late", "during"})) return e;
    return std::nullopt;
  }

  Found holiday(std::size_t i) const {
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
    add_year(e);
    return e;
  }

  Found reference(std::size_t i) const {
    std::size_t end = 0;
    const Word* word = word_at(WordClass::Reference, i, end);
    if (!word) return std::nullopt;
    if (is_any(end - 1, {"current", "recent", "future"}) && !has_upos(end - 1, {Upos::Adj, Upos::Noun})) {
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

  const Words& words_;
  const Document& doc_;
  const std::vector<Atom>& atoms_;
  std::vector<const Words::Entries*> entries_;  // of each atom; most have none
};

}  // namespace

std::vector<Expression> recognise(const Words& words, const Document& doc, const std::vector<Atom>& atoms) {
  return Recogniser(words, doc, atoms).run();
}

}  // namespace dragoman::times
