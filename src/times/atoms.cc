#include "times/atoms.h"

#include "core/utf8.h"

namespace dragoman::times {
namespace {

bool is_letter_byte(char c) {
  return core::is_ascii_alpha(c) || static_cast<unsigned char>(c) >= 0x80;
}

// Curly apostrophes (U+2018, U+2019) and the dashes U+2010..U+2015: three bytes that begin with
// E2 80.
char sign_at(std::string_view text, std::size_t at) {
  if (at + 2 >= text.size() || text[at] != '\xE2' || text[at + 1] != '\x80') return 0;
  const unsigned char last = static_cast<unsigned char>(text[at + 2]);
  if (last == 0x98 || last == 0x99) return '\'';
  if (last >= 0x90 && last <= 0x95) return '-';
  return 0;
}

void append(const Document& doc, ByteSpan span, std::uint32_t token, std::vector<Atom>& atoms) {
  const std::string_view text = doc.view(span);
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (core::is_ascii_space(c)) {
      ++at;
      continue;
    }
    Atom atom;
    atom.token = token;
    const std::size_t begin = at;
    if (const char sign = sign_at(text, at)) {
      atom.kind = Atom::Kind::Sign;
      atom.low = sign;
      at += 3;
    } else if (core::is_ascii_digit(c)) {
      atom.kind = Atom::Kind::Number;
      while (at < text.size() && core::is_ascii_digit(text[at])) ++at;
      atom.low = text.substr(begin, at - begin);
    } else if (is_letter_byte(c)) {
      atom.kind = Atom::Kind::Word;
      while (at < text.size() && is_letter_byte(text[at]) && !sign_at(text, at)) ++at;
      atom.low = core::ascii_lower(text.substr(begin, at - begin));
      atom.capital = core::is_ascii_upper(c);
    } else {
      atom.kind = Atom::Kind::Sign;
      atom.low = c;
      ++at;
    }
    atom.span = {span.begin + static_cast<std::uint32_t>(begin),
                 span.begin + static_cast<std::uint32_t>(at)};
    atom.glued = !atoms.empty() && atoms.back().span.end == atom.span.begin;
    atoms.push_back(std::move(atom));
  }
}

}  // namespace

std::vector<Atom> atoms_of_sentence(const Document& doc, const Sentence& sentence) {
  std::vector<Atom> atoms;
  ByteSpan last;
  for (std::uint32_t t = sentence.tokens.begin; t < sentence.tokens.end; ++t) {
    // The parts of a multiword token may share one span; it is read once.
    if (doc.tokens[t].span == last) continue;
    last = doc.tokens[t].span;
    append(doc, last, t, atoms);
  }
  return atoms;
}

std::vector<Atom> atoms_of_text(const Document& doc, ByteSpan span) {
  std::vector<Atom> atoms;
  append(doc, span, kNone, atoms);
  return atoms;
}

}  // namespace dragoman::times
