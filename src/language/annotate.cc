#include "language/annotate.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/utf8.h"
#include "language/lemma.h"
#include "language/subjects.h"

namespace dragoman::language {

namespace {

// The stretches of text to analyse: all but the furniture, the title by itself.
std::vector<ByteSpan> regions_of(const Report& report) {
  const auto size = static_cast<std::uint32_t>(report.text.size());
  std::vector<ByteSpan> walls;
  for (const Furniture& f : report.furniture) walls.push_back(f.span);
  if (!report.title_span.empty()) walls.push_back(report.title_span);
  std::sort(walls.begin(), walls.end());
  std::vector<ByteSpan> out;
  std::uint32_t at = 0;
  for (const ByteSpan wall : walls) {
    const std::uint32_t begin = std::min(wall.begin, size), end = std::min(wall.end, size);
    if (begin > at) out.push_back({at, begin});
    if (wall == report.title_span && end > std::max(begin, at))
      out.push_back({std::max(begin, at), end});
    at = std::max(at, end);
  }
  if (at < size) out.push_back({at, size});
  return out;
}

void put_tokens(const Document& doc,
                const Workspace& work,
                std::vector<Token>& tokens,
                std::vector<Sentence>& sentences) {
  (void)doc;
  std::uint32_t begin = 0;
  bool paragraph = true;
  for (const SentenceEnd& end : work.ends) {
    Sentence s;
    s.tokens = {begin, end.end};
    s.span = {work.words[begin].span.begin, work.words[end.end - 1].span.end};
    s.starts_paragraph = paragraph;
    paragraph = end.ends_paragraph;
    for (std::uint32_t i = begin; i < end.end; ++i) {
      Token t;
      t.span = work.words[i].span;
      t.sentence = static_cast<std::uint32_t>(sentences.size());
      t.space_after = work.words[i].space_after;
      t.continues_word = work.words[i].continues_word && i > begin;
      tokens.push_back(std::move(t));
    }
    sentences.push_back(s);
    begin = end.end;
  }
}

// "Peruvian interior ministry": one adjective in capitals, and what follows is no name but a
// description.
bool is_described_by_adjective(const Document& doc, const Name& name) {
  if (name.type == NameType::Person || name.tokens.size() < 2 ||
      doc.tokens[name.tokens.begin].upos != Upos::Adj) {
    return false;
  }
  for (std::uint32_t i = name.tokens.begin + 1; i < name.tokens.end; ++i) {
    const Upos upos = doc.tokens[i].upos;
    if (!core::is_ascii_lower(doc.form(i)[0]) || (upos != Upos::Noun && upos != Upos::Adj))
      return false;
  }
  return true;
}

// "Democratic Centre of former": a name does not end in such a word.
bool ends_loosely(const Document& doc, const Name& name) {
  const std::uint32_t last = name.tokens.end - 1;
  const Upos upos = doc.tokens[last].upos;
  return name.tokens.size() > 1 && core::is_ascii_lower(doc.form(last)[0]) &&
         (upos == Upos::Adp || upos == Upos::Det || upos == Upos::Cconj || upos == Upos::Adj);
}

// Names from BIOES labels of one sentence; a name's confidence is the geometric mean of its
// labels'.
void put_names(const Model& model, const Workspace& work, TokenSpan sentence, Document& doc) {
  for (std::uint32_t i = sentence.begin; i < sentence.end; ++i) {
    const NameLabel label = model.names[work.analyses[i].name];
    if (label.position != NamePosition::Begin && label.position != NamePosition::Single) continue;
    std::uint32_t end = i + 1;
    float logs = std::log(std::max(1e-6f, work.analyses[i].name_confidence));
    if (label.position == NamePosition::Begin) {
      while (end < sentence.end) {
        const NameLabel next = model.names[work.analyses[end].name];
        if (next.position != NamePosition::Inside && next.position != NamePosition::End) break;
        logs += std::log(std::max(1e-6f, work.analyses[end].name_confidence));
        ++end;
        if (next.position == NamePosition::End) break;
      }
    }
    Name name{
        {i, end}, label.type, model.name_calibration(std::exp(logs / static_cast<float>(end - i)))};
    while (ends_loosely(doc, name)) --name.tokens.end;
    if (is_described_by_adjective(doc, name)) {
      name.tokens.end = i + 1;
      name.type = NameType::Norp;
    }
    doc.names.push_back(name);
    i = end - 1;
  }
}

}  // namespace

Result<void> annotate_tokens(const Model& model,
                             const Lexicon& lexicon,
                             Workspace& work,
                             Document& doc) {
  if (doc.tokens.empty() && !doc.has(Layer::Tokens)) {
    return make_error(ErrorCode::MissingLayer, "the document has no tokens to annotate");
  }
  doc.tagset = model.tagset();
  doc.names.clear();
  work.forms.clear();
  work.pieces.clear();
  for (std::uint32_t i = 0; i < doc.tokens.size(); ++i) work.forms.push_back(doc.form(i));
  for (const Sentence& s : doc.sentences) {
    for (std::uint32_t at = s.tokens.begin; at < s.tokens.end;) {
      at = std::min<std::uint32_t>(s.tokens.end, at + static_cast<std::uint32_t>(kLongestPiece));
      work.pieces.push_back(at);
    }
  }
  if (work.analyses.size() < doc.tokens.size()) work.analyses.resize(doc.tokens.size());
  doc.attribution.clear();
  if (work.attribution && model.attribution.inner.rows > 0)
    doc.attribution.resize(doc.tokens.size());
  analyse(model, best_kernels(), work.network, work.forms, work.pieces,
          std::span(work.analyses.data(), doc.tokens.size()), doc.attribution);
  work.forms.clear();

  std::size_t piece = 0;
  for (std::uint32_t n = 0; n < doc.sentences.size(); ++n) {
    const Sentence& s = doc.sentences[n];
    std::uint32_t begin = s.tokens.begin, first_root = kNone;
    for (; begin < s.tokens.end; begin = work.pieces[piece++]) {
      for (std::uint32_t i = begin; i < work.pieces[piece]; ++i) {
        const WordAnalysis& a = work.analyses[i];
        const Tag& tag = (*model.tagset())[a.tag];
        Token& t = doc.tokens[i];
        t.sentence = n;
        t.tag = a.tag;
        t.upos = tag.upos;
        t.feats = tag.bits;
        t.tag_confidence = model.tag_calibration(a.tag_confidence);
        t.arc_confidence = model.arc_calibration(a.arc_confidence);
        t.lemma =
            lemma_of(model, lexicon, model.lemmas[a.lemma], doc.form(i), tag, work.network.form);
        t.deprel = model.deprels()[a.deprel];
        t.head = a.head == 0 ? kNone : begin + a.head - 1;
        // A given sentence too long for one matrix: its later pieces hang on the first one's root.
        if (t.head == kNone && first_root == kNone) {
          first_root = i;
        } else if (t.head == kNone) {
          t.head = first_root;
          t.deprel = Deprel::Parataxis;
        }
      }
    }
    put_names(model, work, s.tokens, doc);
  }
  mend_subjects(lexicon, doc);
  doc.mark(Layer::Tokens);
  doc.mark(Layer::Trees);
  doc.mark(Layer::Names);
  return {};
}

Result<void> annotate(const Model& model, const Lexicon& lexicon, Workspace& work, Document& doc) {
  if (doc.report.text.size() >= std::numeric_limits<std::uint32_t>::max()) {
    return make_error(ErrorCode::TooLarge, "the text has 2^32 bytes or more");
  }
  work.words.clear();
  work.ends.clear();
  for (const ByteSpan region : regions_of(doc.report)) {
    const std::size_t first = work.words.size();
    find_words(lexicon, doc.report.text, region, work.words);
    find_sentences(lexicon, doc.report.text, work.words, first, work.ends, &model.ends);
  }
  doc.tokens.clear();
  doc.sentences.clear();
  doc.tokens.reserve(work.words.size());
  doc.sentences.reserve(work.ends.size());
  put_tokens(doc, work, doc.tokens, doc.sentences);
  doc.mark(Layer::Tokens);
  return annotate_tokens(model, lexicon, work, doc);
}

}  // namespace dragoman::language
