#include <string>
#include <string_view>

#include "times/recogniser.h"

namespace dragoman::times {

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

bool Recogniser::is_any(std::size_t i, std::initializer_list<std::string_view> list) const {
  for (const std::string_view word : list) {
    if (low(i) == word) return true;
  }
  return false;
}

bool Recogniser::has_upos(std::size_t i, std::initializer_list<Upos> list) const {
  const Token* tok = token(i);
  if (!tok) return true;  // not analysed: nothing speaks against it
  for (const Upos upos : list) {
    if (tok->upos == upos) return true;
  }
  return false;
}

const Word* Recogniser::word_at(WordClass kind, std::size_t i, std::size_t& end) const {
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

Expression Recogniser::make(Kind kind, std::size_t end, std::string rule) {
  Expression e;
  e.kind = kind;
  e.end = end;
  e.rule = std::move(rule);
  return e;
}

std::optional<Amount> Recogniser::number_words(std::size_t i) const {
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

std::optional<Amount> Recogniser::digits(std::size_t i) const {
  if (!is_number(i) || atoms_[i].low.size() > 4) return std::nullopt;
  if (is_decimal(i)) return std::nullopt;
  Amount amount{to_number(low(i)), false, false, i + 1};
  if (is(i + 1, ".") && glued(i + 1) && is_number(i + 2) && glued(i + 2)) {
    if (low(i + 2) != "5") return std::nullopt;
    amount.half = true;
    amount.end = i + 3;
  } else if (is_number(i + 1) && is(i + 2, "/") && is(i + 1, "1") && is(i + 3, "2")) {
    amount.half = true;
    amount.end = i + 4;
  } else if (is(i + 1, ",") && glued(i + 1) && is_number(i + 2) && glued(i + 2) &&
             low(i + 2).size() == 3) {
    amount.number = amount.number * 1000 + to_number(low(i + 2));
    amount.end = i + 3;
  }
  return amount;
}

std::optional<Amount> Recogniser::simple_amount(std::size_t i) const {
  if (auto amount = digits(i)) return amount;
  if (auto amount = number_words(i)) return amount;
  std::size_t end = 0;
  if (is(i, "half") && is_any(i + 1, {"a", "an"})) return Amount{0, true, false, i + 2};
  if (is_any(i, {"a", "an"})) {
    if (is(i + 1, "half") && !is(i + 2, "of")) return Amount{0, true, false, skip_hyphen(i + 2)};
    if (const Word* vague = word_at(WordClass::Vague, i + 1, end);
        vague && is_any(i + 1, {"few", "couple"})) {
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

std::optional<Amount> Recogniser::read_amount(std::size_t i) const {
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

const Word* Recogniser::unit_at(std::size_t i, std::size_t& end) const {
  const std::size_t at = skip_hyphen(i);
  const Word* unit = word_at(WordClass::Unit, at, end);
  if (!unit || unit->value == "WE") return nullptr;
  if (unit->value == "S" && !unit->plural && at == i) return nullptr;
  return unit;
}

std::string Recogniser::approx_mod(std::size_t i) const {
  std::size_t end = 0;
  const Word* approx = word_at(WordClass::Approx, i, end);
  return approx ? approx->value : "";
}

std::size_t Recogniser::skip_approx(std::size_t i) const {
  std::size_t end = 0;
  // "at least about": more than two of them say nothing new.
  for (int words = 0; words < 2 && word_at(WordClass::Approx, i, end); ++words) {
    if (is_any(i, {"over", "about", "around", "under"}) && end == i + 1 && token(i)) {
      const bool after_preposition = is_any(before(i), {"for", "in", "after", "of", "than", "just",
                                                        "well", "lasted", "last", "took", "take"});
      if (is_any(end, {"the", "these", "last"})) return i;
      if (!has_upos(i, {Upos::Adv}) && !after_preposition) return i;
    }
    i = end;
  }
  return i;
}

Relation Recogniser::relation_at(std::size_t i) const {
  if (is(i, "this")) return Relation::This;
  if (is(i, "last")) return Relation::Last;
  if (is(i, "next")) return Relation::Next;
  if (is_any(i, {"previous", "preceding", "prior"})) return Relation::Previous;
  if (is_any(i, {"following", "subsequent"})) return Relation::Following;
  if (is_any(i, {"same", "that"})) return Relation::Same;
  return Relation::None;
}

}  // namespace dragoman::times
