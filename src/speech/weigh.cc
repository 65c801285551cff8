#include "speech/weigh.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "core/hash.h"
#include "core/tsv.h"
#include "core/utf8.h"

namespace dragoman::speech {
namespace {

std::string_view bucket(std::size_t n) {
  static constexpr std::array<std::pair<std::size_t, std::string_view>, 7> kLimits = {
      {{1, "1"}, {2, "2"}, {3, "3"}, {5, "5"}, {8, "8"}, {13, "13"}, {21, "21"}}};
  for (const auto& [limit, name] : kLimits) {
    if (n <= limit) return name;
  }
  return "more";
}

// "first", "second", "third", "pron", "name", "noun", "none": who the source is, grammatically; for
// other pronouns the form.
std::pair<std::string_view, std::string> source_class(const Tree& tree, const Source& source) {
  if (source.head == kNone) return {"none", {}};
  const Token& token = tree.token(source.head);
  if (token.upos == Upos::Propn) return {"name", {}};
  if (token.upos != Upos::Pron) return {"noun", {}};
  std::string form = core::ascii_lower(tree.doc().form(source.head));
  if (form == "i" || form == "we" || form == "my" || form == "our" || form == "me" || form == "us")
    return {"first", {}};
  if (form == "you" || form == "your") return {"second", {}};
  if (form == "he" || form == "she" || form == "his" || form == "her" || form == "they" ||
      form == "their") {
    return {"third", {}};
  }
  return {"pron:", std::move(form)};
}

std::string_view level(float share) {
  static constexpr std::array<std::pair<float, std::string_view>, 6> kLimits = {
      {{0.05f, "5"}, {0.2f, "20"}, {0.4f, "40"}, {0.6f, "60"}, {0.8f, "80"}, {0.95f, "95"}}};
  for (const auto& [limit, name] : kLimits) {
    if (share < limit) return name;
  }
  return "100";
}

// Log odds, so that a share near 0 or 1 says more than one in the middle; in [-2, 2].
float log_odds(float share) {
  const float p = std::clamp(share, 0.0183f, 0.9817f);
  return std::log(p / (1 - p)) / 2;
}

// How far the language model's marks bear the draft out.
void give_marks(const Weighed& beside, const Draft& draft, FeatureSink& sink) {
  const Marks& marks = beside.marks;
  if (marks.empty()) return;
  const Candidate& c = draft.candidate;
  sink.add({"marked bias"});
  sink.add({"marked frame=", to_string(c.frame)});
  const float content_share = marks.mean(AttributionShares::Content, draft.content);
  const std::string_view content = level(content_share);
  float cue_share = 0;
  for (const std::uint32_t i : c.cue_tokens)
    cue_share = std::max(cue_share, marks.share(AttributionShares::Cue, i));
  const std::string_view cue = level(cue_share);
  sink.add({"marked content"}, log_odds(content_share));
  sink.add({"marked cue"}, log_odds(cue_share));
  sink.add({"marked content=", content, " cue=", cue});
  if (c.source.head == kNone) {
    sink.add({"marked no source"});
  } else {
    sink.add({"marked source"}, log_odds(marks.share(AttributionShares::Source, c.source.head)));
  }
  // What is left out of the group of marked words.
  std::string_view missing = "all";
  if (const TokenSet* group = marks.content_over(draft.content)) {
    const std::vector<ByteSpan> whole = beside.tree.spans(*group);
    std::uint64_t common = 0;
    for (const ByteSpan span : whole) common += overlap(draft.content, span);
    const auto size = static_cast<float>(std::max<std::uint64_t>(1, total_size(whole)));
    missing = level(1 - static_cast<float>(common) / size);
  }
  sink.add({"marked missing=", missing});
  if (draft.aligned) sink.add({"marked alone"});
}

std::string_view tense(const Token& token) {
  if (token.feats & feature::kFin) return (token.feats & feature::kPast) ? "past" : "pres";
  if (token.feats & feature::kGer) return "ger";
  if (token.feats & feature::kInf) return "inf";
  if (token.feats & feature::kPart) return (token.feats & feature::kPast) ? "pastpart" : "prespart";
  return "other";
}

// Sums in order of the features, in double, so that the result is the same everywhere.
class WeightSum : public FeatureSink {
 public:
  explicit WeightSum(const std::unordered_map<std::uint64_t, float>& weights) : weights_(weights) {}
  using FeatureSink::add;
  void add(std::initializer_list<std::string_view> name, float value) override {
    std::uint64_t hash = core::fnv1a64({});
    for (const std::string_view piece : name) hash = core::fnv1a64(piece, hash);
    if (const auto found = weights_.find(hash); found != weights_.end()) {
      (name.begin()->starts_with(kMarked) ? marks_ : text_) +=
          double{found->second} * double{value};
    }
  }
  double text() const { return text_; }
  double marks() const { return marks_; }

 private:
  const std::unordered_map<std::uint64_t, float>& weights_;
  double text_ = 0, marks_ = 0;
};

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
    } else if (row.fields[0] == "scale") {
      out.scale_ = value;
    } else if (row.fields[0] == "nested_threshold") {
      out.nested_ = value;
    } else {
      out.weights_[core::fnv1a64(row.fields[0])] = value;
    }
  }
  return out;
}

float Weights::probability(const Weighed& beside, const Draft& draft, bool nested) const {
  WeightSum sum(weights_);
  give_features(beside, draft, nested, sum);
  const bool marked = !nested && !beside.marks.empty();
  const double odds = marked ? double{scale_} * sum.text() + sum.marks() : sum.text();
  return static_cast<float>(1.0 / (1.0 + std::exp(-odds)));
}

void give_features(const Weighed& beside, const Draft& draft, bool nested, FeatureSink& sink) {
  const Tree& tree = beside.tree;
  const Candidate& c = draft.candidate;
  const Document& doc = tree.doc();
  const Token& cue = tree.token(c.cue);
  const std::string_view frame = to_string(c.frame);
  const CueEntry* entry = c.entry != kNone ? &beside.lexicon.entry(c.entry) : nullptr;
  const std::string_view word = entry != nullptr ? std::string_view(entry->name) : doc.form(c.cue);
  const std::string_view stance = to_string(entry != nullptr ? entry->stance : Stance::Neutral);
  static constexpr std::string_view kKinds[] = {"verb", "noun", "adj", "adp", "adv"};
  const std::string_view kind =
      kKinds[static_cast<std::size_t>(entry != nullptr ? entry->kind : CueKind::Verb)];
  const auto [who, pronoun] = source_class(tree, c.source);
  const std::string_view form = tense(cue);
  static constexpr std::string_view kDigits = "0123456789";
  const std::string_view source_kind = kDigits.substr(static_cast<std::size_t>(c.source.kind), 1);

  const auto name_over = [&](std::uint32_t token) -> const Name* {
    for (const Name& name : doc.names) {
      if (name.tokens.contains(token)) return &name;
    }
    return nullptr;
  };
  sink.add({"bias"});
  sink.add({"frame=", frame, " kind=", kind});
  sink.add({"word=", word});
  sink.add({"word=", word, " frame=", frame});
  sink.add({"stance=", stance, " frame=", frame});
  sink.add({"source=", who, pronoun});
  sink.add({"source=", who, pronoun, " frame=", frame});
  sink.add({"source-kind=", source_kind, " frame=", frame});
  if (c.source.head != kNone) {
    if (tree.token(c.source.head).upos == Upos::Noun)
      sink.add({"source-word=", tree.token(c.source.head).lemma});
    if (const Name* name = name_over(c.source.head))
      sink.add({"source-name=", to_string(name->type)});
  }
  sink.add({"tense=", form, " kind=", kind});
  sink.add({"tense=", form, " frame=", frame});
  sink.add({"relation=", to_string(cue.deprel), " kind=", kind});
  if (c.passive) sink.add({"passive frame=", frame});
  if (c.negated) sink.add({"negated kind=", kind});
  for (const std::uint32_t i : tree.children(c.cue)) {
    const Token& child = tree.token(i);
    if (child.deprel == Deprel::Aux) sink.add({"aux=", child.lemma});
    if (child.deprel == Deprel::Mark && i < c.cue)
      sink.add({"marked=", core::ascii_lower(doc.form(i))});
  }
  if (cue.deprel == Deprel::Xcomp && cue.head != kNone)
    sink.add({"under=", tree.token(cue.head).lemma});
  if (c.content_head != kNone) {
    const Token& head = tree.token(c.content_head);
    sink.add({"content-pos=", to_string(head.upos), " frame=", frame});
    if (c.frame == Frame::That) {
      sink.add({tree.has_child(c.content_head, {Deprel::Mark}) ? "clause=marked" : "clause=bare"});
    }
    if (c.frame == Frame::Obj || c.frame == Frame::Prep) {
      if (const Name* name = name_over(c.content_head))
        sink.add({"content-name=", to_string(name->type), " frame=", frame});
    }
    sink.add({c.content_head < c.cue ? "before" : "after", " frame=", frame});
  }
  sink.add({"length=", bucket(c.content.size()), " frame=", frame});
  bool inside = false, some = false;
  for (const Quotation& quotation : beside.quotations) {
    if (quotation.depth > 0) continue;
    if (quotation.inner.contains(cue.span)) {
      inside = true;
    } else if (overlap(draft.content, quotation.inner) > 0) {
      some = true;
    }
  }
  if (inside && !nested) sink.add({"inside a quotation"});
  if (some) sink.add({"holds a quotation"});
  if (some) sink.add({"holds a quotation frame=", frame});
  const Sentence& sentence = doc.sentences[cue.sentence];
  if (doc.report.title_span.contains(sentence.span)) sink.add({"in the title"});
  if (!nested) give_marks(beside, draft, sink);
}

}  // namespace dragoman::speech
