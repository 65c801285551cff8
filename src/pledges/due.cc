#include "pledges/due.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

#include "times/calendar.h"

namespace dragoman::pledges {
namespace {

// A word before a date, and how it bounds. `gap` words may stand between ("by the end of").
struct Bound {
  std::string_view word, bound;
  int rank;
};
constexpr Bound kBounds[] = {{"by", "by", 3},       {"before", "by", 3}, {"within", "by", 3},
                             {"than", "by", 3},     {"until", "until", 3}, {"till", "until", 3},
                             {"through", "until", 3}, {"from", "from", 2}};
constexpr Bound kOther = {"", "on", 1};

Bound bound_before(const Clauses& clauses, TokenSpan time) {
  for (std::uint32_t back = 1; back <= 4 && back <= time.begin; ++back) {
    const Token& token = clauses.tok(time.begin - back);
    for (const Bound& bound : kBounds) {
      if (token.lemma == bound.word) return bound;
    }
    // "by the end of next week", "until at least January"
    const bool passed_over = token.upos == Upos::Det || token.upos == Upos::Adv ||
                             token.lemma == "end" || token.lemma == "of" || token.lemma == "least" ||
                             token.lemma == "midnight" || token.lemma == "at";
    if (!passed_over) break;
  }
  return kOther;
}

// "P150D", "P2W", "P6M", "P1Y" after a date; nothing for durations without a number.
std::optional<times::Date> plus(times::Date date, std::string_view duration) {
  if (duration.size() < 3 || duration.front() != 'P') return std::nullopt;
  int number = 0;
  const char* end = duration.data() + duration.size();
  const auto parsed = std::from_chars(duration.data() + 1, end, number);
  if (parsed.ec != std::errc() || parsed.ptr + 1 != end || number > 100000) return std::nullopt;
  switch (*parsed.ptr) {
    case 'D': return times::plus_days(date, number);
    case 'W': return times::plus_days(date, 7 * number);
    case 'M': return times::plus_months(date, number);
    case 'Y': return times::plus_months(date, 12 * number);
    default: return std::nullopt;
  }
}

bool is_placed(const Timex& time) {
  return (time.type == TimexType::Date || time.type == TimexType::Time) && !time.value.empty() &&
         time.value[0] >= '0' && time.value[0] <= '9';
}

std::string day_of(const Timex& time) {
  return time.value.substr(0, time.value.find('T'));
}

bool is_past(const Document& doc, const std::string& date) {
  const std::string& published = doc.report.published;
  const std::size_t common = std::min(date.size(), published.size());
  return !published.empty() && date.compare(0, common, published, 0, common) < 0;
}

class Search {
 public:
  Search(const Clauses& clauses, TokenSpan clause) : clauses_(clauses), clause_(clause) {}

  Due run() {
    for (const Timex& time : clauses_.doc().times) {
      if (!clause_.contains(time.tokens)) continue;
      if (is_placed(time)) {
        add_date(time);
      } else if (time.type == TimexType::Duration) {
        add_duration(time);
      }
    }
    if (best_.bound == "from") lengthen();
    return best_;
  }

 private:
  void offer(const std::string& value, const Bound& bound, ByteSpan words) {
    if (bound.rank <= rank_ || is_past(clauses_.doc(), value)) return;
    rank_ = bound.rank;
    best_ = {value, std::string(bound.bound), words};
  }

  void add_date(const Timex& time) {
    const std::string day = day_of(time);
    const TokenSpan length = duration_before(time.tokens.begin);
    const auto date = times::parse_date(day);
    if (!length.empty() && date) {
      if (const auto end = plus(*date, duration_)) {
        offer(times::iso_day(*end), bound_before(clauses_, length),
              {clauses_.doc().bytes(length).begin, time.span.end});
        return;
      }
    }
    offer(day, bound_before(clauses_, time.tokens), time.span);
  }

  // "150 days of", "60 days after" right before a date: the tokens of the duration.
  TokenSpan duration_before(std::uint32_t date) {
    if (date < 2) return {};
    const std::string_view joint = clauses_.tok(date - 1).lemma;
    if (joint != "of" && joint != "after" && joint != "from") return {};
    for (const Timex& time : clauses_.doc().times) {
      if (time.type == TimexType::Duration && time.tokens.end == date - 1) {
        duration_ = time.value;
        return time.tokens;
      }
    }
    return {};
  }

  // "within 30 days"; what the duration counts from may stand behind it, and add_date has it.
  void add_duration(const Timex& time) {
    const Bound bound = bound_before(clauses_, time.tokens);
    if (bound.bound != "by") return;
    const std::uint32_t next = time.tokens.end;
    if (next < clauses_.doc().tokens.size()) {
      const std::string_view joint = clauses_.tok(next).lemma;
      if (joint == "of" || joint == "after" || joint == "from") return;  // of what is not known here
    }
    const auto published = times::parse_date(clauses_.doc().report.published);
    if (!published) return;
    if (const auto end = plus(*published, time.value))
      offer(times::iso_day(*end), bound, time.span);
  }

  // "for thirty days from December 15": until January 14.
  void lengthen() {
    const auto start = times::parse_date(best_.value);
    if (!start) return;
    for (const Timex& time : clauses_.doc().times) {
      if (time.type != TimexType::Duration || !clause_.contains(time.tokens)) continue;
      if (time.tokens.begin == 0 || clauses_.tok(time.tokens.begin - 1).lemma != "for") continue;
      if (const auto end = plus(*start, time.value)) {
        best_.value = times::iso_day(*end);
        best_.bound = "until";
        best_.words = {std::min(best_.words.begin, time.span.begin),
                       std::max(best_.words.end, time.span.end)};
        return;
      }
    }
  }

  const Clauses& clauses_;
  TokenSpan clause_;
  int rank_ = 0;
  Due best_;
  std::string duration_;
};

}  // namespace

Due due_of(const Clauses& clauses, TokenSpan clause) {
  return Search(clauses, clause).run();
}

std::string past_date_in(const Clauses& clauses, TokenSpan clause) {
  for (const Timex& time : clauses.doc().times) {
    if (!clause.contains(time.tokens) || !is_placed(time)) continue;
    if (std::string day = day_of(time); is_past(clauses.doc(), day)) return day;
  }
  return {};
}

}  // namespace dragoman::pledges
