#include "speech/quotations.h"

#include <algorithm>
#include <optional>

#include "core/utf8.h"

namespace dragoman::speech {
namespace {

enum class Family : std::uint8_t { Double, Single };
enum class Look : std::uint8_t { Open, Close, Either };

struct Mark {
  ByteSpan span;
  Family family = Family::Double;
  Look look = Look::Either;
};

struct Around {
  char32_t before = ' ', after = ' ';  // the neighbours; a space at the paragraph's ends
};

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x2028 || c == 0x2029 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000;
}
bool is_letter_or_digit(char32_t c) {
  if (c < 0x80) {
    return core::is_ascii_alpha(static_cast<char>(c)) || core::is_ascii_digit(static_cast<char>(c));
  }
  return c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF) && c != 0xFFFD;
}
bool is_digit(char32_t c) {
  return c >= '0' && c <= '9';
}
bool is_lower(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF);
}
bool is_dash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015);
}
// After these an undirected mark opens.
bool leads_in(char32_t c) {
  return is_space(c) || c == '(' || c == '[' || c == '{' || c == 0x2018 || c == 0x201C || c == 0xAB;
}
// Before these an undirected mark closes.
bool leads_out(char32_t c) {
  return is_space(c) || c == ')' || c == ']' || c == '}' || c == ',' || c == '.' || c == ';' ||
         c == ':' || c == '?' || c == '!' || c == 0x2019 || c == 0x201D || c == 0xBB || c == 0x2026;
}

// "the marks are undirected": by what stands around it.
Look look_of_undirected(Around around) {
  const bool in = leads_in(around.before) || is_dash(around.before);
  const bool out = leads_out(around.after) || is_dash(around.after);
  if (leads_in(around.before) && !is_space(around.after)) return Look::Open;
  if (leads_out(around.after) && !is_space(around.before)) return Look::Close;
  if (in && !out) return Look::Open;
  if (out && !in) return Look::Close;
  return Look::Either;
}

// The marks of one paragraph, in order. Apostrophes inside words are left out.
std::vector<Mark> lex(std::string_view text, ByteSpan paragraph) {
  std::vector<Mark> marks;
  const std::string_view part = text.substr(0, paragraph.end);
  char32_t before = ' ';
  for (std::size_t at = paragraph.begin; at < part.size();) {
    const std::size_t begin = at;
    const char32_t c = core::next_code_point(part, at);
    bool doubled = false;  // two single marks that stand for a double one
    if ((c == '`' || c == '\'' || c == 0x2018 || c == 0x2019) && at < part.size()) {
      std::size_t next = at;
      if (core::next_code_point(part, next) == c) {
        doubled = true;
        at = next;
      }
    }
    std::size_t peek = at;
    const char32_t after = at < part.size() ? core::next_code_point(part, peek) : U' ';
    const Around around{before, after};
    before = c;

    Mark mark;
    mark.span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)};
    switch (c) {
      case 0x201C:  // “ also closes „...“
        mark.look = !is_space(around.before) && !leads_in(around.before) &&
                            !is_dash(around.before) && leads_out(around.after)
                        ? Look::Close
                        : Look::Open;
        break;
      case 0x201E:
      case 0xAB:
        mark.look = Look::Open;
        break;
      case 0x201D:  // ” also opens, where an author types it on both sides
        mark.look =
            leads_in(around.before) && is_letter_or_digit(around.after) ? Look::Open : Look::Close;
        break;
      case 0xBB:
        mark.look = Look::Close;
        break;
      case '"':
        // 5'10" and the like: a measure, unless something is open (left to the stack).
        mark.look = look_of_undirected(around);
        break;
      case '`':
        mark.look = Look::Open;
        if (!doubled) mark.family = Family::Single;
        break;
      case 0x2018:
        mark.look = Look::Open;
        if (!doubled) mark.family = Family::Single;
        break;
      case '\'':
      case 0x2019:
        if (doubled) {
          mark.look = c == '\'' ? look_of_undirected(around) : Look::Close;
          break;
        }
        mark.family = Family::Single;
        if (is_letter_or_digit(around.before) && is_letter_or_digit(around.after))
          continue;  // don't
        if (c == '\'' &&
            (leads_in(around.before) || is_dash(around.before) || around.before == '"') &&
            !is_space(around.after) && !is_digit(around.after)) {
          mark.look = Look::Open;
        } else if (!is_space(around.before)) {
          mark.look = Look::Close;
        } else {
          continue;  // ’em, ’90s
        }
        break;
      default:
        continue;
    }
    marks.push_back(mark);
  }
  return marks;
}

// Where the single quotation that marks[open] may start ends, or nullopt when it is an apostrophe.
std::optional<std::size_t> closing_single(std::string_view text,
                                          const std::vector<Mark>& marks,
                                          std::size_t open) {
  int doubles_open = 0;
  std::optional<std::size_t> doubtful;
  for (std::size_t i = open + 1; i < std::min(marks.size(), open + 200); ++i) {
    const Mark& mark = marks[i];
    if (mark.family == Family::Double) {
      const bool opens =
          mark.look == Look::Open || (mark.look == Look::Either && doubles_open == 0);
      doubles_open += opens ? 1 : -1;
      if (doubles_open < 0) return doubtful;  // the double quotation around it ends first
      continue;
    }
    if (mark.look == Look::Open) {
      // A second one that opens before the first has closed: British marks nest doubles, not
      // singles.
      return doubtful;
    }
    if (doubles_open > 0) continue;
    // "the guards' weapons": a plural's apostrophe, if a better end follows.
    const char last = text[mark.span.begin - 1];
    std::size_t at = mark.span.end;
    const char32_t space = at < text.size() ? core::next_code_point(text, at) : U'\n';
    const char32_t next = at < text.size() ? core::next_code_point(text, at) : U'\n';
    if ((last == 's' || last == 'n') && space == ' ' && is_lower(next)) {
      if (!doubtful) doubtful = i;
      continue;
    }
    return i;
  }
  return doubtful;
}

// The offset behind the last full stop in [begin, end), or `end` where there is none.
std::uint32_t last_sentence_end(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  for (std::uint32_t i = end; i > begin + 1; --i) {
    const char c = text[i - 1];
    if (c == '.' || c == '!' || c == '?') return i;
  }
  return end;
}

class ParagraphReader {
 public:
  ParagraphReader(std::string_view text,
                  ByteSpan paragraph,
                  std::uint32_t number,
                  std::vector<Quotation>& out)
      : text_(text),
        paragraph_(paragraph),
        number_(number),
        out_(out),
        marks_(lex(text, paragraph)) {}

  // `pending`: the quotation left open by the paragraph before, or kNone. Returns the one left open
  // here.
  std::uint32_t read(std::uint32_t pending) {
    const bool reopens = opens_at_start();
    std::uint32_t first_here = static_cast<std::uint32_t>(out_.size());
    if (pending != kNone && !reopens) close_pending(pending);
    for (; at_ < marks_.size(); ++at_) {
      const Mark& mark = marks_[at_];
      if (mark.family == Family::Single) {
        read_single(at_);
      } else {
        read_double(mark);
      }
    }
    std::uint32_t open = kNone;
    while (!stack_.empty()) {
      const std::uint32_t top = stack_.back();
      stack_.pop_back();
      if (single_end_.size() > top - first_ && single_end_[top - first_] != 0) continue;
      end_unclosed(top, paragraph_.end);
      if (stack_.empty()) open = top;
    }
    if (pending != kNone && reopens && first_here < out_.size())
      out_[first_here].continues = pending;
    return open;
  }

 private:
  bool opens_at_start() const {
    return !marks_.empty() && marks_[0].family == Family::Double && marks_[0].look == Look::Open &&
           text_.substr(paragraph_.begin, marks_[0].span.begin - paragraph_.begin)
                   .find_first_not_of(" \t\n") == std::string_view::npos;
  }

  // The paragraph before left a quotation open and this one does not open anew: when the first
  // double mark here closes, the words before it are quoted.
  void close_pending(std::uint32_t pending) {
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      if (marks_[i].family != Family::Double) continue;
      if (marks_[i].look == Look::Close) {
        push(ByteSpan{paragraph_.begin, paragraph_.begin});
        out_.back().continues = pending;
        close(marks_[i].span);
        at_ = i + 1;
      }
      return;
    }
  }

  void push(ByteSpan mark) {
    Quotation quotation;
    quotation.outer = mark;
    quotation.inner = {mark.end, mark.end};
    quotation.paragraph = number_;
    quotation.depth = static_cast<std::uint32_t>(stack_.size());
    stack_.push_back(static_cast<std::uint32_t>(out_.size()));
    out_.push_back(quotation);
    single_end_.resize(out_.size() - first_, 0);
  }

  void close(ByteSpan mark) {
    Quotation& quotation = out_[stack_.back()];
    stack_.pop_back();
    quotation.inner.end = mark.begin;
    quotation.outer.end = mark.end;
  }

  void end_unclosed(std::uint32_t index, std::uint32_t end) {
    Quotation& quotation = out_[index];
    quotation.inner.end = quotation.outer.end = std::max(end, quotation.inner.begin);
    quotation.closed = false;
  }

  void read_single(std::size_t i) {
    const Mark& mark = marks_[i];
    if (!stack_.empty() && single_end_[stack_.back() - first_] == mark.span.begin) {
      close(mark.span);
      return;
    }
    if (mark.look != Look::Open) return;
    // Inside a single quotation another one cannot open.
    for (const std::uint32_t open : stack_) {
      if (single_end_[open - first_] != 0) return;
    }
    const std::optional<std::size_t> end = closing_single(text_, marks_, i);
    if (!end) return;
    push(mark.span);
    single_end_.back() = marks_[*end].span.begin;
  }

  bool top_is_double() const { return !stack_.empty() && single_end_[stack_.back() - first_] == 0; }

  void read_double(const Mark& mark) {
    Look look = mark.look;
    if (look == Look::Either) look = top_is_double() ? Look::Close : Look::Open;
    if (look == Look::Close) {
      if (top_is_double()) {
        close(mark.span);
      } else if (stack_.empty() && mark.look == Look::Either) {
        push(mark.span);
      }
      return;  // a closing mark for nothing: its opening one was lost, and where it stood nobody
               // knows
    }
    if (mark.span.begin > paragraph_.begin && text_[mark.span.begin] == '"' &&
        is_digit(static_cast<unsigned char>(text_[mark.span.begin - 1]))) {
      return;  // inches
    }
    std::uint32_t goes_on = kNone;
    if (top_is_double() && !nests()) {
      const std::uint32_t open = stack_.back();
      const std::uint32_t end = last_sentence_end(text_, out_[open].inner.begin, mark.span.begin);
      end_unclosed(open, end);
      stack_.pop_back();
      // "... rights. “We ...": where a paragraph ended that the text has lost.
      const bool whole = end < mark.span.begin;  // it ends with a sentence
      if (whole && core::trim(text_.substr(end, mark.span.begin - end)).empty()) goes_on = open;
    }
    push(mark.span);
    out_.back().continues = goes_on;
  }

  // A double mark opens while one is open: nested, when the two closing marks follow; else the
  // earlier one has lost its closing mark.
  bool nests() const {
    int depth = 2;
    // No author nests over that many marks; the bound keeps a text of nothing but marks linear.
    for (std::size_t i = at_ + 1; i < std::min(marks_.size(), at_ + 40); ++i) {
      if (marks_[i].family != Family::Double) continue;
      if (marks_[i].look == Look::Open) {
        if (depth == 1) return false;
        ++depth;
      } else {
        --depth;
      }
      if (depth == 0) return true;
    }
    return false;
  }

  std::string_view text_;
  ByteSpan paragraph_;
  std::uint32_t number_;
  std::vector<Quotation>& out_;
  std::vector<Mark> marks_;
  std::size_t at_ = 0;
  const std::size_t first_ = out_.size();
  std::vector<std::uint32_t> stack_;  // open quotations, indices into out_
  std::vector<std::uint32_t>
      single_end_;  // per quotation of this paragraph: its closing single mark, or 0
};

}  // namespace

std::vector<Quotation> find_quotations(std::string_view text,
                                       const std::vector<ByteSpan>& paragraphs) {
  std::vector<Quotation> found;
  std::uint32_t pending = kNone;
  for (std::uint32_t i = 0; i < paragraphs.size(); ++i) {
    pending = ParagraphReader(text, paragraphs[i], i, found).read(pending);
  }
  // White space off the ends; empty ones ("" in a table) out, with `continues` carried over.
  std::vector<std::uint32_t> place(found.size(), kNone);
  std::vector<Quotation> kept;
  for (std::uint32_t i = 0; i < found.size(); ++i) {
    Quotation quotation = found[i];
    while (quotation.inner.begin < quotation.inner.end &&
           core::is_ascii_space(text[quotation.inner.begin])) {
      ++quotation.inner.begin;
    }
    while (quotation.inner.end > quotation.inner.begin &&
           core::is_ascii_space(text[quotation.inner.end - 1])) {
      --quotation.inner.end;
    }
    if (quotation.inner.empty()) continue;
    if (quotation.continues != kNone) quotation.continues = place[quotation.continues];
    place[i] = static_cast<std::uint32_t>(kept.size());
    kept.push_back(quotation);
  }
  return kept;
}

std::vector<ByteSpan> paragraphs_of(const Document& doc) {
  std::vector<ByteSpan> paragraphs;
  for (const Sentence& sentence : doc.sentences) {
    if (sentence.starts_paragraph || paragraphs.empty()) {
      paragraphs.push_back(sentence.span);
    } else {
      paragraphs.back().end = sentence.span.end;
    }
  }
  return paragraphs;
}

}  // namespace dragoman::speech
