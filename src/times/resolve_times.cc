#include "times/resolve_times.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/utf8.h"
#include "times/atoms.h"
#include "times/calendar.h"
#include "times/direction.h"
#include "times/recognise.h"
#include "times/resolve.h"

namespace dragoman::times {
namespace {

using Kind = Expression::Kind;

bool needs_direction(const Expression& e) {
  if (!e.anchor.empty()) return needs_direction(e.anchor.front());
  switch (e.kind) {
    case Kind::Weekday:
    case Kind::Quarter:
    case Kind::Season:
    case Kind::Weekend:
    case Kind::Holiday:
    case Kind::MonthDay:
      return true;
    case Kind::Deictic:
      return e.rule == "deictic/overnight";
    case Kind::Calendar:
      return e.year == 0;
    case Kind::Duration:
      return e.in_prefix;
    case Kind::Reference:
      return e.value == "FUTURE_REF";
    default:
      return false;
  }
}

// "by March", "before the summer", "until May"
bool is_limit(const std::vector<Atom>& atoms, std::size_t begin) {
  const std::string& before = atoms[begin - 1].low;
  return before == "by" || before == "before" || before == "until" || before == "till" ||
         before == "through";
}

// "13/5/2016", "13-05-2016": a date whose first number can only be its day.
bool shows_day_first(std::string_view text) {
  const auto digits = [&](std::size_t from) {
    std::size_t to = from;
    while (to < text.size() && core::is_ascii_digit(text[to])) ++to;
    return to - from;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t day = digits(at);
    const std::size_t month = day == 2 && at + 3 < text.size() ? digits(at + 3) : 0;
    const std::size_t behind = at + 3 + month;
    const char sign = month == 0 ? 0 : text[at + 2];
    if ((sign == '/' || sign == '-') && month <= 2 && behind < text.size() &&
        text[behind] == sign && digits(behind + 1) == 4) {
      const int first = 10 * (text[at] - '0') + text[at + 1] - '0';
      if (first > 12 && first <= 31) return true;
    }
    at += day;
  }
  return false;
}

// What the text told the day of, by the lemma of its noun or verb: "the vote on Sunday", "they
// signed the truce on March 3". The last ones are kept.
class Told {
 public:
  void note(const Document& doc, std::uint32_t time, Date day) {
    const std::uint32_t head = doc.tokens[time].head;
    if (head == kNone) return;
    add(doc.tokens[head], day);
    if (doc.tokens[head].upos != Upos::Verb) return;
    const TokenSpan near = near_tokens(doc, head);
    for (std::uint32_t t = near.begin; t < near.end; ++t) {
      const Token& tok = doc.tokens[t];
      if (tok.head == head && (tok.deprel == Deprel::Nsubj || tok.deprel == Deprel::NsubjPass ||
                               tok.deprel == Deprel::Obj)) {
        add(tok, day);
      }
    }
  }
  std::optional<Date> day_of(const Words& words, std::string_view noun) const {
    for (auto entry = entries_.rbegin(); entry != entries_.rend(); ++entry) {
      if (words.is_noun_of(noun, entry->first)) return entry->second;
    }
    return std::nullopt;
  }

 private:
  void add(const Token& tok, Date day) {
    constexpr std::size_t kKept = 64;
    if (tok.upos != Upos::Noun && tok.upos != Upos::Verb) return;
    if (entries_.size() == kKept) entries_.erase(entries_.begin());
    entries_.emplace_back(tok.lemma, day);
  }
  std::vector<std::pair<std::string, Date>> entries_;
};

// The day of the event behind "after" or "before": "two days after the | vote".
std::optional<Date> day_of_event(const Words& words,
                                 const Document& doc,
                                 const Told& told,
                                 std::uint32_t preposition) {
  if (preposition == kNone || preposition + 2 >= doc.tokens.size()) return std::nullopt;
  const Token& article = doc.tokens[preposition + 1];
  if (article.lemma != "the" && article.lemma != "that" && article.lemma != "this")
    return std::nullopt;
  const std::uint32_t noun = article.head;
  if (noun == kNone || noun <= preposition || doc.tokens[noun].upos != Upos::Noun)
    return std::nullopt;
  return told.day_of(words, doc.tokens[noun].lemma);
}

// The expression as counted from that day.
Expression counted_from(Expression e, Date day, bool before) {
  Expression from;
  from.kind = Kind::Calendar;
  from.year = day.year, from.month = day.month, from.day = day.day;
  e.kind = Kind::Offset;
  e.number = before ? -e.number : e.number;
  e.rule = "offset/event";
  e.anchor = {std::move(from)};
  return e;
}

void resolve_stretch(const Words& words,
                     Document& doc,
                     const std::vector<Atom>& atoms,
                     Told& told,
                     Narrative& narrative) {
  for (Expression& e : recognise(words, doc, atoms)) {
    if (e.event_at != 0) {
      const Atom& preposition = atoms[e.event_at];
      const auto day = day_of_event(words, doc, told, preposition.token);
      if (day) e = counted_from(std::move(e), *day, preposition.low == "before");
      if (!day && e.only_with_event) continue;
    }
    Timex timex;
    const Atom& first = atoms[e.begin];
    const Atom& last = atoms[e.end - 1];
    timex.span = cover(first.span, last.span);
    if (first.token != kNone) timex.tokens = {first.token, last.token + 1};
    Direction direction = Direction::Unknown;
    if (needs_direction(e)) direction = direction_of(words, doc, timex.tokens);
    // "was soon released" tells an order, not a time to come.
    if (e.kind == Kind::Reference && direction == Direction::Past && first.low == "soon") continue;
    // "no accord was possible before the summer": what is a limit may lie ahead of a past tense.
    const bool yearless = e.kind == Kind::Calendar || e.kind == Kind::Season;
    if (yearless && direction == Direction::Past && e.begin > 0 && is_limit(atoms, e.begin)) {
      direction = Direction::Unknown;
    }
    Resolved resolved = resolve(e, direction, narrative);
    timex.type = resolved.type;
    timex.value = std::move(resolved.value);
    timex.precision = static_cast<std::uint8_t>(resolved.precision);
    timex.rule = e.rule;
    timex.mod = e.mod;
    if (direction == Direction::Past) timex.rule += "+past";
    if (direction == Direction::Future) timex.rule += "+future";
    if (timex.precision == 1 && e.anchor.empty() && !timex.tokens.empty()) {
      if (const auto day = parse_date(timex.value))
        told.note(doc, head_of(doc, timex.tokens), *day);
    }
    doc.times.push_back(std::move(timex));
  }
}

}  // namespace

Result<std::shared_ptr<const Resources>> Resources::load(const std::string& lexicon_folder) {
  auto words = Words::load(lexicon_folder + "/times/words.tsv");
  if (!words) return words.error();
  return std::shared_ptr<const Resources>(new Resources(std::move(*words)));
}

Result<void> resolve_times(const Resources& resources, Document& doc) {
  if (!doc.has(Layer::Tokens)) return make_error(ErrorCode::MissingLayer, "times need tokens");
  Narrative narrative;
  narrative.report_day = parse_date(doc.report.published);
  const auto& dateline = doc.report.dateline;
  if (!narrative.report_day && dateline) narrative.report_day = parse_date(dateline->date);

  narrative.day_first = shows_day_first(doc.report.text);
  Told told;
  if (dateline && !dateline->span.empty()) {
    resolve_stretch(resources.words(), doc, atoms_of_text(doc, dateline->span), told, narrative);
    narrative.last_day.reset();
  }
  for (const Sentence& sentence : doc.sentences) {
    resolve_stretch(resources.words(), doc, atoms_of_sentence(doc, sentence), told, narrative);
  }
  // A dateline may stand below a title that is analysed.
  std::stable_sort(doc.times.begin(), doc.times.end(),
                   [](const Timex& a, const Timex& b) { return a.span < b.span; });
  doc.mark(Layer::Times);
  return {};
}

}  // namespace dragoman::times
