// Trains the weights of the speech room, and writes what it finds for the scorer.
//
//   train_speech fit MODEL LEXICONS GOLD.jsonl WEIGHTS.tsv     weights for
//   lexicons/speech/weights.tsv train_speech predict MODEL LEXICONS TEXTS.jsonl OUT.jsonl
//   statements as {"id", "attributions"}
//
// GOLD has one JSON object a line: {"id", "text", "attributions": [{"source", "cue", "content"}]},
// spans in code points. A candidate is an example: where its cue touches that of a gold
// attribution, right by as much as their contents overlap (Dice), else wrong; one whose cue stands
// inside a gold content is left out, since the gold knows no nesting. Logistic regression, AdaGrad,
// L2 by decay, examples in a fixed shuffled order: the same input gives the same weights.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <unordered_map>

#include <nlohmann/json.hpp>

#include "core/utf8.h"
#include "language/annotate.h"
#include "speech/attribute.h"
#include "speech/cues.h"
#include "speech/propose.h"
#include "speech/repair.h"

using namespace dragoman;
using nlohmann::json;

namespace {

constexpr int kEpochs = 12, kHeldEpochs = 40;
constexpr int kLeastCount = 3;
constexpr double kRate = 0.15, kDecay = 2e-5, kKeep = 0.02, kScaleRate = 3e-3;

// A part of the gold's content counts so much at least: the gold joins quotations that are joined
// here only after weighing.
constexpr double kPart = 0.75;
// One article in so many, the first among them, is held back from the head's training
// (train/attribution_data.py).
constexpr std::size_t kHeldOf = 10;

struct Feature {
  std::uint32_t id = 0;
  float value = 1;
};

struct Example {
  std::vector<Feature> features;
  double right = 0;     // in [0, 1]
  bool marked = false;  // content is as the head marks it
  bool held = false;  // of an article that the language model's attribution head was not trained on
};

std::vector<ByteSpan> spans_of(const json& list, const core::CodePointIndex& index) {
  std::vector<ByteSpan> out;
  for (const json& span : list) {
    out.push_back(
        {index.byte_of(span[0].get<std::uint32_t>()), index.byte_of(span[1].get<std::uint32_t>())});
  }
  return out;
}

std::uint64_t common(const std::vector<ByteSpan>& a, const std::vector<ByteSpan>& b) {
  std::uint64_t size = 0;
  for (const ByteSpan span : b) size += speech::overlap(a, span);
  return size;
}

// All features met, by number.
struct Names {
  std::unordered_map<std::string, std::uint32_t> ids;
  std::vector<std::string> names;
  std::vector<int> counts;
};

class FeatureNames : public speech::FeatureSink {
 public:
  explicit FeatureNames(Names& names) : names_(names) {}
  using FeatureSink::add;
  void add(std::initializer_list<std::string_view> pieces, float value) override {
    std::string name;
    for (const std::string_view piece : pieces) name += piece;
    const auto [at, fresh] =
        names_.ids.try_emplace(name, static_cast<std::uint32_t>(names_.names.size()));
    if (fresh) {
      names_.names.push_back(std::move(name));
      names_.counts.push_back(0);
    }
    ++names_.counts[at->second];
    found.push_back({at->second, value});
  }
  std::vector<Feature> found;

 private:
  Names& names_;
};

struct Gold {
  std::vector<ByteSpan> cue, content;
};

class Reader {
 public:
  bool open(const std::string& model, const std::string& lexicons) {
    auto loaded = language::Model::load(model);
    if (!loaded) return fail(loaded.error());
    model_ = *loaded;
    auto words = language::Lexicon::load(lexicons + "/language/english.tsv");
    if (!words) return fail(words.error());
    words_ = *words;
    auto resources = speech::Resources::load(lexicons);
    if (!resources) return fail(resources.error());
    resources_ = *resources;
    return true;
  }

  bool read(const std::string& text, Document& doc) {
    doc.report.text = text;
    if (auto done = language::annotate(*model_, *words_, work_, doc); !done)
      return fail(done.error());
    return true;
  }

  const speech::Resources& resources() const { return *resources_; }

 private:
  static bool fail(const Error& error) {
    std::cerr << "train_speech: " << error.describe() << '\n';
    return false;
  }

  std::shared_ptr<const language::Model> model_;
  std::shared_ptr<const language::Lexicon> words_;
  std::shared_ptr<const speech::Resources> resources_;
  language::Workspace work_;
};

// One pass over the examples for which `use` holds, in a new order; only `free` weights are learnt.
// The others count `scale` times, which is learnt too where it is not null.
template <class Use>
void pass(std::vector<Example>& examples,
          const std::vector<bool>& free,
          std::mt19937& random,
          std::vector<double>& weights,
          std::vector<double>& squares,
          double* scale,
          Use&& use) {
  for (std::size_t i = examples.size(); i > 1; --i)
    std::swap(examples[i - 1], examples[random() % i]);
  for (const Example& example : examples) {
    if (!use(example)) continue;
    double sum = 0, rest = 0;
    for (const Feature& f : example.features)
      (free[f.id] ? sum : rest) += weights[f.id] * double{f.value};
    if (scale != nullptr) rest *= *scale;
    sum += rest;
    const double error = example.right - 1.0 / (1.0 + std::exp(-sum));
    for (const Feature& f : example.features) {
      if (!free[f.id]) continue;
      const double gradient = error * double{f.value} - kDecay * 50 * weights[f.id];
      squares[f.id] += gradient * gradient;
      weights[f.id] += kRate * gradient / std::sqrt(squares[f.id]);
    }
    if (scale != nullptr && *scale > 0) *scale += kScaleRate * error * rest / *scale;
  }
}

struct Learnt {
  std::vector<double> weights;  // by feature
  double scale = 1;             // of those that are no marks, beside marks
};

// Weights of all features that are frequent enough, the mean over the passes: first those that read
// the text and its trees, then those of the marks, with how much the others count beside them. On
// texts that the language model was trained on its marks are righter than elsewhere, so these are
// learnt on the articles held back.
Learnt learn(std::vector<Example>& examples,
             const std::vector<std::string>& names,
             const std::vector<int>& counts) {
  Learnt out;
  out.weights.assign(names.size(), 0);
  std::mt19937 random(20160323);
  for (const bool marks : {false, true}) {
    std::vector<bool> free(names.size());
    for (std::size_t f = 0; f < names.size(); ++f)
      free[f] = counts[f] >= kLeastCount && names[f].starts_with(speech::kMarked) == marks;
    std::vector<double> squares(names.size(), 1e-6), sums(names.size(), 0);
    double scale = 1, scales = 0;
    const int epochs = marks ? kHeldEpochs : kEpochs;
    for (int epoch = 0; epoch < epochs; ++epoch) {
      pass(examples, free, random, out.weights, squares, marks ? &scale : nullptr,
           [&](const Example& e) { return e.held == marks && (marks || !e.marked); });
      for (std::size_t f = 0; f < sums.size(); ++f) sums[f] += out.weights[f];
      scales += scale;
    }
    for (std::size_t f = 0; f < sums.size(); ++f) {
      if (free[f]) out.weights[f] = sums[f] / epochs;
    }
    out.scale = scales / epochs;
  }
  return out;
}

int fit(Reader& reader, std::istream& in, const std::string& path) {
  Names names;
  std::vector<Example> examples;
  std::size_t gold_total = 0, gold_met = 0;
  std::size_t article = 0;
  for (std::string line; std::getline(in, line); ++article) {
    const json record = json::parse(line);
    Document doc;
    if (!reader.read(record["text"].get<std::string>(), doc)) return 2;
    const core::CodePointIndex index(doc.report.text);
    std::vector<Gold> gold;
    for (const json& a : record["attributions"]) {
      gold.push_back({spans_of(a["cue"], index), spans_of(a["content"], index)});
    }
    std::vector<bool> met(gold.size(), false);
    const speech::Tree tree = speech::repaired_tree(doc, reader.resources().cues());
    const auto quotations = speech::find_quotations(doc.text(), speech::paragraphs_of(doc));
    const speech::Marks marks(doc);
    const speech::Weighed beside{tree, reader.resources().cues(), quotations, marks};
    for (const speech::Draft& draft : speech::propose(beside)) {
      const ByteSpan cue = doc.tokens[draft.candidate.cue].span;
      bool inside = false;
      Example example;
      example.held = article % kHeldOf == 0;
      example.marked = draft.aligned;
      for (std::size_t g = 0; g < gold.size(); ++g) {
        if (speech::overlap(gold[g].content, cue) > 0) inside = true;
        if (speech::overlap(gold[g].cue, cue) == 0) continue;
        const auto size = static_cast<double>(speech::total_size(draft.content));
        const double whole = static_cast<double>(speech::total_size(gold[g].content)) + size;
        const double both = static_cast<double>(common(gold[g].content, draft.content));
        double right = 2 * both / whole;
        if (right < 0.5) right = both >= 0.7 * size ? kPart : 0;
        example.right = std::max(example.right, right);
        if (right > 0) met[g] = true;
      }
      if (inside && example.right == 0) continue;
      FeatureNames numbers(names);
      speech::give_features(beside, draft, false, numbers);
      example.features = std::move(numbers.found);
      examples.push_back(std::move(example));
    }
    gold_total += gold.size();
    gold_met += static_cast<std::size_t>(std::count(met.begin(), met.end(), true));
  }
  const Learnt learnt = learn(examples, names.names, names.counts);
  std::map<std::string, double> sorted;
  for (std::size_t f = 0; f < learnt.weights.size(); ++f) {
    const double weight = learnt.weights[f];
    if (names.counts[f] >= kLeastCount && std::abs(weight) >= kKeep)
      sorted[names.names[f]] = weight;
  }
  std::ofstream out(path);
  out << "# Weights of the features of candidates (src/speech/weigh.h), written by train_speech.\n"
         "# Origin: trained on PolNeAR 1.0, training part (Newell, Margolin and Ruths, LREC "
         "2018).\n"
         "# threshold: least probability of a statement; nested_threshold: of one inside of "
         "another; scale: of the features that are no marks, beside marks.\n"
         "#\n# feature\tweight\n"
         "threshold\t0.45\nnested_threshold\t0.9\n";
  char number[32];
  std::snprintf(number, sizeof number, "%.3f", learnt.scale);
  out << "scale\t" << number << '\n';
  for (const auto& [name, weight] : sorted) {
    std::snprintf(number, sizeof number, "%.3f", weight);
    out << name << '\t' << number << '\n';
  }
  std::cerr << examples.size() << " examples; " << gold_met << " of " << gold_total
            << " gold attributions among the candidates; " << sorted.size() << " weights\n";
  return out ? 0 : 2;
}

int predict(Reader& reader, std::istream& in, const std::string& path) {
  std::ofstream out(path);
  for (std::string line; std::getline(in, line);) {
    const json record = json::parse(line);
    Document doc;
    if (!reader.read(record["text"].get<std::string>(), doc)) return 2;
    if (auto done = speech::attribute(reader.resources(), doc); !done) {
      std::cerr << done.error().describe() << '\n';
      return 2;
    }
    const core::CodePointIndex index(doc.report.text);
    const auto list = [&](const std::vector<ByteSpan>& spans) {
      json value = json::array();
      for (const ByteSpan span : spans) value.push_back({index.at(span.begin), index.at(span.end)});
      return value;
    };
    json found = json::array();
    for (const Statement& s : doc.statements) {
      found.push_back({{"source", list(s.source)},
                       {"cue", list(s.cue)},
                       {"content", list(s.content)},
                       {"rule", s.rule},
                       {"nested", s.parent != kNone},
                       {"confidence", s.confidence},
                       {"kind", to_string(s.kind)}});
    }
    out << json{{"id", record["id"]}, {"attributions", found}}.dump() << '\n';
  }
  return out ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc == 6 ? argv[1] : "";
  if (mode != "fit" && mode != "predict") {
    std::cerr << "usage: train_speech fit|predict MODEL LEXICONS INPUT.jsonl OUTPUT\n";
    return 2;
  }
  Reader reader;
  if (!reader.open(argv[2], argv[3])) return 2;
  std::ifstream in(argv[4]);
  if (!in) {
    std::cerr << "train_speech: cannot read " << argv[4] << '\n';
    return 2;
  }
  return mode == "fit" ? fit(reader, in, argv[5]) : predict(reader, in, argv[5]);
}
