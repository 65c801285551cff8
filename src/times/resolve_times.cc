#include "times/resolve_times.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "times/atoms.h"
#include "times/calendar.h"
#include "times/direction.h"
#include "times/recognise.h"
#include "times/resolve.h"

namespace dragoman::times {
namespace {

using Kind = Expression::Kind;

// The token of the expression whose head stands outside of it.
std::uint32_t head_of(const Document& doc, TokenSpan tokens) {
  for (std::uint32_t t = tokens.begin; t < tokens.end; ++t) {
    const std::uint32_t head = doc.tokens[t].head;
    if (head == kNone || !tokens.contains(head)) return t;
  }
  return tokens.empty() ? kNone : tokens.begin;
}

bool needs_direction(const Expression& e) {
  switch (e.kind) {
    case Kind::Weekday:
    case Kind::Quarter:
    case Kind::Season:
    case Kind::Weekend:
    case Kind::Holiday:
      return true;
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
  return before == "by" || before == "before" || before == "until" || before == "till";
}

void resolve_stretch(const Words& words,
                     Document& doc,
                     const std::vector<Atom>& atoms,
                     Narrative& narrative) {
  for (const Expression& e : recognise(words, doc, atoms)) {
    Timex timex;
    const Atom& first = atoms[e.begin];
    const Atom& last = atoms[e.end - 1];
    timex.span = cover(first.span, last.span);
    if (first.token != kNone) timex.tokens = {first.token, last.token + 1};
    Direction direction = Direction::Unknown;
    if (needs_direction(e)) direction = direction_of(words, doc, head_of(doc, timex.tokens));
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
    if (direction == Direction::Past) timex.rule += "+past";
    if (direction == Direction::Future) timex.rule += "+future";
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

  if (dateline && !dateline->span.empty()) {
    resolve_stretch(resources.words(), doc, atoms_of_text(doc, dateline->span), narrative);
    narrative.last_day.reset();
  }
  for (const Sentence& sentence : doc.sentences) {
    resolve_stretch(resources.words(), doc, atoms_of_sentence(doc, sentence), narrative);
  }
  // A dateline may stand below a title that is analysed.
  std::stable_sort(doc.times.begin(), doc.times.end(),
                   [](const Timex& a, const Timex& b) { return a.span < b.span; });
  doc.mark(Layer::Times);
  return {};
}

}  // namespace dragoman::times
