#include "speech/weigh.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/tsv.h"
#include "core/utf8.h"

namespace dragoman::speech {
namespace {

std::string bucket(std::size_t n) {
  for (const std::size_t limit : {1u, 2u, 3u, 5u, 8u, 13u, 21u}) {
    if (n <= limit) return std::to_string(limit);
  }
  return "more";
}

// "first", "second", "third", "noun:minister", "name", "none": who the source is, grammatically.
std::string source_class(const Tree& tree, const Source& source) {
  if (source.head == kNone) return "none";
  const Token& token = tree.token(source.head);
  if (token.upos == Upos::Pron) {
    const std::string form = core::ascii_lower(tree.doc().form(source.head));
    if (form == "i" || form == "we" || form == "my" || form == "our" || form == "me" ||
        form == "us") {
      return "first";
    }
    if (form == "you" || form == "your") return "second";
    if (form == "he" || form == "she" || form == "his" || form == "her" || form == "they" ||
        form == "their") {
      return "third";
    }
    return "pron:" + form;
  }
  if (token.upos == Upos::Propn) return "name";
  return "noun";
}

std::string level(float share) {
  for (const int limit : {5, 20, 40, 60, 80, 95}) {
    if (share * 100 < static_cast<float>(limit)) return std::to_string(limit);
  }
  return "100";
}

// How far the language model's marks bear the draft out.
void add_marks(const Tree& tree,
               const Marks& marks,
               const Draft& draft,
               std::vector<std::string>& out) {
  if (marks.empty()) return;
  const Candidate& c = draft.candidate;
  const std::string content = level(marks.mean(AttributionShares::Content, draft.content));
  float cue_share = 0;
  for (const std::uint32_t i : c.cue_tokens)
    cue_share = std::max(cue_share, marks.share(AttributionShares::Cue, i));
  const std::string cue = level(cue_share);
  out.push_back("marked content=" + content);
  out.push_back("marked cue=" + cue);
  out.push_back("marked content=" + content + " cue=" + cue);
  out.push_back("marked source=" +
                (c.source.head == kNone
                     ? std::string("none")
                     : level(marks.share(AttributionShares::Source, c.source.head))));
  // What is left out of the group of marked words.
  std::string missing = "all";
  if (const TokenSet* group = marks.content_over(draft.content)) {
    const std::vector<ByteSpan> whole = tree.spans(*group);
    std::uint64_t common = 0;
    for (const ByteSpan span : whole) common += overlap(draft.content, span);
    const auto size = static_cast<float>(std::max<std::uint64_t>(1, total_size(whole)));
    missing = level(1 - static_cast<float>(common) / size);
  }
  out.push_back("marked missing=" + missing);
  if (draft.aligned) out.push_back("marked alone");
}

std::string tense(const Token& token) {
  if (token.feats & feature::kFin) return (token.feats & feature::kPast) ? "past" : "pres";
  if (token.feats & feature::kGer) return "ger";
  if (token.feats & feature::kInf) return "inf";
  if (token.feats & feature::kPart) return (token.feats & feature::kPast) ? "pastpart" : "prespart";
  return "other";
}

}  // namespace

Result<Weights> Weights::load(const std::string& path) {
  const Result<core::TsvFile> file = core::read_tsv(path, 2, 2);
  if (!file) return file.error();
  Weights out;
  for (const core::TsvRow& row : file->rows) {
    char* end = nullptr;
    const float value = std::strtof(row.fields[1].c_str(), &end);
    if (row.fields[1].empty() || *end != '\0' || !std::isfinite(value)) {
      return file->error(row, 1, "expected a number");
    }
    if (row.fields[0] == "threshold") {
      out.threshold_ = value;
    } else if (row.fields[0] == "nested_threshold") {
      out.nested_ = value;
    } else {
      out.weights_[row.fields[0]] = value;
    }
  }
  return out;
}

float Weights::probability(const std::vector<std::string>& features) const {
  // Summed in order of the features, in double, so that the result is the same everywhere.
  double sum = 0;
  for (const std::string& feature : features) sum += of(feature);
  return static_cast<float>(1.0 / (1.0 + std::exp(-sum)));
}

std::vector<std::string> features_of(const Tree& tree,
                                     const CueLexicon& lexicon,
                                     const std::vector<Quotation>& quotations,
                                     const Marks& marks,
                                     const Draft& draft) {
  const Candidate& c = draft.candidate;
  const Document& doc = tree.doc();
  const Token& cue = tree.token(c.cue);
  const std::string frame(to_string(c.frame));
  const std::string word =
      c.entry != kNone ? lexicon.entry(c.entry).name : std::string(doc.form(c.cue));
  const Stance stance = c.entry != kNone ? lexicon.entry(c.entry).stance : Stance::Neutral;
  const CueKind kind = c.entry != kNone ? lexicon.entry(c.entry).kind : CueKind::Verb;
  static constexpr std::string_view kKinds[] = {"verb", "noun", "adj", "adp", "adv"};
  const std::string kind_name(kKinds[static_cast<std::size_t>(kind)]);
  const std::string who = source_class(tree, c.source);
  const std::string form = tense(cue);
  const std::string relation(to_string(cue.deprel));

  std::vector<std::string> out;
  const auto add = [&](std::string feature) { out.push_back(std::move(feature)); };
  add("bias");
  add("frame=" + frame + " kind=" + kind_name);
  add("word=" + word);
  add("word=" + word + " frame=" + frame);
  add("stance=" + std::string(to_string(stance)) + " frame=" + frame);
  add("source=" + who);
  add("source=" + who + " frame=" + frame);
  add("source-kind=" + std::to_string(static_cast<int>(c.source.kind)) + " frame=" + frame);
  if (c.source.head != kNone && tree.token(c.source.head).upos == Upos::Noun) {
    add("source-word=" + tree.token(c.source.head).lemma);
  }
  for (const Name& name : doc.names) {
    if (c.source.head != kNone && name.tokens.contains(c.source.head)) {
      add("source-name=" + std::string(to_string(name.type)));
      break;
    }
  }
  add("tense=" + form + " kind=" + kind_name);
  add("tense=" + form + " frame=" + frame);
  add("relation=" + relation + " kind=" + kind_name);
  if (c.passive) add("passive frame=" + frame);
  if (c.negated) add("negated kind=" + kind_name);
  for (const std::uint32_t i : tree.children(c.cue)) {
    const Token& child = tree.token(i);
    if (child.deprel == Deprel::Aux) add("aux=" + child.lemma);
    if (child.deprel == Deprel::Mark && i < c.cue) add("marked=" + core::ascii_lower(doc.form(i)));
  }
  if (cue.deprel == Deprel::Xcomp && cue.head != kNone) add("under=" + tree.token(cue.head).lemma);
  if (c.content_head != kNone) {
    const Token& head = tree.token(c.content_head);
    add("content-pos=" + std::string(to_string(head.upos)) + " frame=" + frame);
    if (c.frame == Frame::That) {
      add(tree.has_child(c.content_head, {Deprel::Mark}) ? "clause=marked" : "clause=bare");
    }
    if (c.frame == Frame::Obj || c.frame == Frame::Prep) {
      for (const Name& name : doc.names) {
        if (name.tokens.contains(c.content_head)) {
          add("content-name=" + std::string(to_string(name.type)) + " frame=" + frame);
          break;
        }
      }
    }
    add(std::string(c.content_head < c.cue ? "before" : "after") + " frame=" + frame);
  }
  add("length=" + bucket(c.content.size()) + " frame=" + frame);
  bool inside = false, some = false;
  for (const Quotation& quotation : quotations) {
    if (quotation.depth > 0) continue;
    if (quotation.inner.contains(cue.span)) {
      inside = true;
    } else if (overlap(draft.content, quotation.inner) > 0) {
      some = true;
    }
  }
  if (inside) add(std::string(kInsideQuotation));
  if (some) add("holds a quotation");
  if (some) add("holds a quotation frame=" + frame);
  const Sentence& sentence = doc.sentences[cue.sentence];
  if (doc.report.title_span.contains(sentence.span)) add("in the title");
  add_marks(tree, marks, draft, out);
  return out;
}

}  // namespace dragoman::speech
