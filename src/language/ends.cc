#include "language/ends.h"

#include <algorithm>

#include "language/word_features.h"

namespace dragoman::language {

namespace {

// Coarse kinds of words and marks; the numbers are part of the trained model.
enum Shape : std::uint8_t {
  kOutside,
  kLower,
  kTitle,
  kCapitals,
  kInitial,
  kDigits,
  kMixed,
  kStop,
  kStrong,
  kEllipsis,
  kComma,
  kSemicolon,
  kColon,
  kCloser,
  kOpener,
  kStraight,
  kCurlyOpen,
  kCurlyClose,
  kApostrophe,
  kDash,
  kRun,
  kSmiley,
  kAbbreviation,
  kAddress,
  kSymbol,
  kBullet,
  kClitic
};

std::uint32_t mix(std::uint32_t a, std::uint32_t b) {
  std::uint64_t x = (static_cast<std::uint64_t>(a) << 32 | b) + 0x9E3779B97F4A7C15ull;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
  return static_cast<std::uint32_t>(x >> 32);
}

std::uint32_t bucket(std::size_t n) {
  if (n < 6) return static_cast<std::uint32_t>(n);
  if (n < 9) return 6;
  if (n < 14) return 7;
  if (n < 22) return 8;
  if (n < 35) return 9;
  return n < 60 ? 10 : 11;
}

Shape mark_shape(std::string_view form, char32_t c, std::size_t count) {
  if (form.find_first_not_of(".!?") == std::string_view::npos &&
      form.find_first_of("!?") != std::string_view::npos)
    return kStrong;
  switch (c) {
    case '.':
      return count == 1 ? kStop : kEllipsis;
    case 0x3002:
      return kStop;
    case 0x2026:
      return kEllipsis;
    case ',':
      return kComma;
    case '"':
      return kStraight;
    case '(':
    case '[':
    case '{':
      return count > 1 ? kSmiley : kOpener;
    case ')':
    case ']':
    case '}':
      return kCloser;
    case 0x201C:
    case 0xAB:
    case 0x2018:
      return kCurlyOpen;
    case 0x201D:
    case 0xBB:
      return kCurlyClose;
    case '\'':
    case '`':
    case 0x2019:
      return kApostrophe;
    case '*':
    case 0x2022:
    case 0xB7:
    case '>':
      return count == 1 ? kBullet : kRun;
    case '-':
    case 0x2013:
    case 0x2014:
      return count == 1 ? kDash : kRun;
    default:
      break;
  }
  if (count > 1 && (c == ':' || c == ';' || c == '=')) return kSmiley;
  if (c == ':') return kColon;
  if (c == ';') return kSemicolon;
  return count > 1 ? kRun : kSymbol;
}

}  // namespace

EndReader::Glance EndReader::look(std::string_view form) {
  Glance g;
  std::uint32_t hash = 2166136261u;
  std::array<std::uint32_t, 3> tail{};
  std::size_t count = 0, upper = 0, lower = 0, digits = 0;
  bool first_upper = false, dot_last = false, address = false;
  char32_t first = 0;
  for (std::size_t pos = 0; pos < form.size();) {
    const char32_t raw = plain_mark(next_code_point(form, pos));
    const char32_t c = to_lower(raw);
    if (count == 0) first = raw;
    const bool capital = c != raw || is_upper(raw);
    const bool digit = c >= '0' && c <= '9';
    const bool letter = (c >= 'a' && c <= 'z') || c >= 0xC0;
    if (count == 0) first_upper = capital;
    upper += capital;
    lower += letter && !capital;
    digits += digit;
    address |= c == '@' || c == '/' || (c == '.' && count > 2 && pos < form.size());
    dot_last = c == '.';
    hash = (hash ^ static_cast<std::uint32_t>(digit ? '0' : c)) * 16777619u;
    tail = {tail[1], tail[2], static_cast<std::uint32_t>(digit ? '0' : c)};
    ++count;
    if (count > 40) break;
  }
  g.word = hash;
  g.suffix = mix(mix(tail[0], tail[1]), tail[2]);
  g.length = static_cast<std::uint8_t>(std::min<std::size_t>(count, 7));
  if (upper + lower + digits == 0) {
    std::size_t pos = 0;
    g.shape = mark_shape(form, next_code_point(form, pos), count);
  } else if (first == '\'' || (first < 0x80 && upper + lower > 0 && form.size() == 2 &&
                               (first == ':' || first == ';'))) {
    g.shape = first == '\'' ? kClitic : kSmiley;
  } else if (address && count > 4) {
    g.shape = kAddress;
  } else if (dot_last) {
    g.shape = kAbbreviation;
  } else if (digits > 0) {
    g.shape = upper + lower == 0 ? kDigits : kMixed;
  } else if (upper == 0) {
    g.shape = kLower;
  } else if (count == 1) {
    g.shape = kInitial;
  } else if (lower == 0) {
    g.shape = kCapitals;
  } else {
    g.shape = first_upper ? kTitle : kMixed;
  }
  return g;
}

const EndReader::Glance& EndReader::at(std::ptrdiff_t i) const {
  return i < 0 || i >= static_cast<std::ptrdiff_t>(glances_.size())
             ? outside_
             : glances_[static_cast<std::size_t>(i)];
}

void EndReader::open(std::string_view text,
                     const std::vector<Word>& words,
                     std::size_t begin,
                     std::size_t end,
                     const std::vector<std::uint8_t>& ruled) {
  begin_ = begin;
  glances_.clear();
  bool quotes = false;
  std::size_t brackets = 0, letters = 0, capitals = 0, small_words = 0, finals = 0,
              small_starts = 0, rules = 0;
  for (std::size_t i = begin; i < end; ++i) {
    Glance g = look(text.substr(words[i].span.begin, words[i].span.size()));
    g.space_after = words[i].space_after;
    g.ruled = ruled[i] != 0;
    if (g.shape == kStraight) quotes = !quotes;
    if (g.shape == kCurlyOpen) quotes = true;
    if (g.shape == kCurlyClose) quotes = false;
    if (g.shape == kOpener) ++brackets;
    if (g.shape == kCloser && brackets > 0) --brackets;
    g.in_quotes = quotes;
    g.in_brackets = brackets > 0;
    const bool word = g.shape >= kLower && g.shape <= kInitial;
    if (!glances_.empty()) {
      const std::uint8_t before = glances_.back().shape;
      const bool final_mark = before == kStop || before == kStrong || before == kEllipsis;
      finals += final_mark;
      small_starts += final_mark && g.shape == kLower;
    }
    rules += g.ruled && i + 1 < end;
    letters += word;
    small_words += word && g.shape == kLower;
    capitals += word && g.shape == kCapitals;
    glances_.push_back(g);
  }
  // All capitals, titles or plain; whether final marks are used, and followed by small letters.
  const std::uint32_t casing = capitals * 2 > letters      ? 2
                               : small_words * 2 < letters ? 1
                               : small_words == letters    ? 3
                                                           : 0;
  const std::uint32_t stops = finals == 0                 ? 0
                              : small_starts == 0         ? 1
                              : small_starts * 2 > finals ? 2
                                                          : 3;
  const std::uint8_t last = glances_.empty() ? std::uint8_t{0} : glances_.back().shape;
  const std::uint32_t close = last == kStop || last == kStrong ? 1 : 0;
  manner_ = (casing * 4 + stops) * 2 + close;
}

std::uint32_t EndReader::kind(std::size_t i) const {
  const auto k = static_cast<std::ptrdiff_t>(i - begin_);
  return manner_ * 1024u + at(k).shape * 32u + at(k + 1).shape;
}

void EndReader::features(std::size_t i,
                         std::size_t start,
                         std::array<std::uint32_t, kEndFeatures>& out) const {
  const auto k = static_cast<std::ptrdiff_t>(i - begin_);
  const Glance &a = at(k - 2), &b = at(k - 1), &c = at(k), &d = at(k + 1), &e = at(k + 2),
               &f = at(k + 3), &z = at(k - 3), &g = at(k + 4);
  const Glance& head = at(static_cast<std::ptrdiff_t>(start - begin_));
  const std::uint32_t space = c.space_after, rule = c.ruled;
  const std::size_t so_far = i + 1 - start,
                    left = glances_.size() - 1 - static_cast<std::size_t>(k);
  const std::uint32_t cd = c.shape * 32u + d.shape;
  const std::uint32_t state =
      (c.in_quotes ? 1u : 0u) | (c.in_brackets ? 2u : 0u) | space << 2 | rule << 3;
  std::size_t to_mark = 0;  // words until the next final mark
  while (to_mark < 12) {
    const Glance& next = at(k + 1 + static_cast<std::ptrdiff_t>(to_mark));
    if (next.shape == kOutside || next.shape == kStop || next.shape == kStrong ||
        next.shape == kEllipsis)
      break;
    ++to_mark;
  }
  const std::uint8_t next_mark = at(k + 1 + static_cast<std::ptrdiff_t>(to_mark)).shape;
  std::size_t n = 0;
  const auto put = [&](std::uint32_t value) {
    out[n] = mix(static_cast<std::uint32_t>(n + 1), value);
    ++n;
  };
  put(c.word);
  put(d.word);
  put(b.word);
  put(e.word);
  put(a.word);
  put(f.word);
  put(z.word);
  put(c.suffix);
  put(d.suffix);
  put(b.suffix);
  put(e.suffix);
  put(c.shape);
  put(d.shape);
  put(b.shape);
  put(e.shape);
  put(a.shape);
  put(f.shape);
  put(z.shape);
  put(g.shape);
  put(cd * 16 + state);
  put(cd * 32 + b.shape);
  put(cd * 32 + e.shape);
  put((cd * 32 + b.shape) * 32 + e.shape);
  put(mix(c.word, d.word));
  put(mix(c.word, d.shape));
  put(mix(c.shape, d.word));
  put(mix(mix(c.shape, d.word), e.word));
  put(mix(mix(b.word, c.shape), d.word));
  put(mix(mix(b.word, c.word), d.shape));
  put(state);
  put(bucket(so_far));
  put(bucket(left));
  put(bucket(so_far) * 1024 + cd);
  put(bucket(left) * 1024 + cd);
  put(bucket(so_far) * 16 + bucket(left));
  put(manner_);
  put(manner_ * 1024 + cd);
  put(manner_ * 16 + state);
  put(head.word);
  put(mix(head.word, cd));
  put(head.shape * 16 + bucket(so_far));
  put(static_cast<std::uint32_t>(to_mark * 32 + next_mark));
  put(mix(static_cast<std::uint32_t>(to_mark * 32 + next_mark), cd));
  put(c.length * 8u + d.length);
  put(c.length * 1024u + cd);
  put(d.length * 1024u + cd);
  put(rule * 1024 + cd);
  put(start == begin_ ? 1 : 0);
  // How words follow one another in paragraphs of this manner, and names written twice ("Take care
  // Traci / Traci, I have ...").
  const std::uint32_t ahead = e.shape * 1024u + f.shape * 32u + g.shape;
  const std::uint32_t behind = z.shape * 1024u + a.shape * 32u + b.shape;
  put(mix(manner_, d.word));
  put(mix(manner_, mix(c.suffix, d.shape)));
  put(mix(manner_, mix(c.word, d.shape)));
  put(mix(c.suffix, d.suffix));
  put(mix(mix(d.suffix, e.suffix), cd));
  put(mix(cd, ahead));
  put(mix(cd, behind));
  put(mix(mix(cd, b.shape * 32u + a.shape), e.shape * 32u + f.shape));
  put(mix(cd, (c.word == d.word ? 1u : 0u) | (d.word == e.word ? 2u : 0u) |
                  (d.word == head.word ? 4u : 0u) | (b.word == d.word ? 8u : 0u)));
  put(mix(head.word, mix(bucket(so_far), d.shape)));
}

std::int32_t end_score(const EndScorer& scorer,
                       const std::array<std::uint32_t, kEndFeatures>& features) {
  const std::size_t width = scorer.width;
  std::int32_t score = scorer.output[width + 1];
  for (std::size_t group = 0; group < width; group += kEndWidth) {
    // Sixteen bits suffice: 58 rows of at most 127 and a bias of at most 8192.
    std::array<std::int16_t, kEndWidth> sum;
    for (std::size_t k = 0; k < kEndWidth; ++k)
      sum[k] = static_cast<std::int16_t>(scorer.bias[group + k]);
    for (std::size_t f = 0; f < scorer.features; ++f) {
      const std::int8_t* row = scorer.rows + (features[f] & (scorer.count - 1)) * width + group;
      for (std::size_t k = 0; k < kEndWidth; ++k)
        sum[k] = static_cast<std::int16_t>(sum[k] + row[k]);
    }
    for (std::size_t k = 0; k < kEndWidth; ++k) {
      score += scorer.output[group + k] *
               std::clamp(std::int32_t{sum[k]}, std::int32_t{0}, scorer.output[width]);
    }
  }
  return score;
}

}  // namespace dragoman::language
